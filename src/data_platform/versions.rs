use std::rc::Rc;

use super::RequestOptions;
use super::calls::Call;
use super::session::Session;
use crate::client::newest;
use crate::endpoints::versions;
use crate::error::Error;
use crate::models::VersionsGet200Response;

/// Versions of the data platform.
pub struct Versions<'a>(pub(super) &'a Rc<Session>);

impl Versions<'_> {
    /// `GET /versions` (Go SDK: `VersionsGet`), retired ones included.
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`](crate::error::ErrorKind).
    pub async fn list(&self, options: &RequestOptions) -> Result<VersionsGet200Response, Error> {
        let call = Call {
            session: self.0,
            operation: &versions::LIST,
            ids: &[],
        };
        call.read(options).await
    }

    /// The newest version, by number: 23.11 is newer than 23.4.
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`](crate::error::ErrorKind).
    pub async fn latest(&self, options: &RequestOptions) -> Result<Option<String>, Error> {
        Ok(newest(self.list(options).await?.items.into_iter()))
    }
}
