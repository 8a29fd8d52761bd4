use super::RequestOptions;
use super::calls::read;
use crate::client::{Client, newest};
use crate::endpoints::versions;
use crate::error::Error;
use crate::models::VersionsGet200Response;

/// Versions of the data platform.
pub struct Versions<'a>(pub(super) &'a Client);

impl Versions<'_> {
    /// `GET /versions` (Go SDK: `VersionsGet`), retired ones included.
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`](crate::error::ErrorKind).
    pub async fn list(&self, options: &RequestOptions) -> Result<VersionsGet200Response, Error> {
        read(self.0, &versions::LIST, &[], options).await
    }

    /// The newest version, by number: 23.11 is newer than 23.4.
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`](crate::error::ErrorKind).
    pub async fn latest(&self, options: &RequestOptions) -> Result<Option<String>, Error> {
        let versions = self.list(options).await?.items;
        Ok(newest(versions.iter().map(String::as_str)).map(str::to_owned))
    }
}
