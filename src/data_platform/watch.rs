use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::WaitOptions;
use super::calls::{Call, decode};
use super::run::Run;
use crate::endpoints::Operation;
use crate::error::Error;
use crate::waiter::machine::Goal;

/// A watch over a cluster or a node pool. Between two looks nothing runs.
pub struct Watch<T> {
    run: Run,
    operation: &'static Operation,
    kind: PhantomData<T>,
}

impl<T: DeserializeOwned> Watch<T> {
    pub(super) fn new(call: &Call, options: &WaitOptions) -> Result<Self, Error> {
        Ok(Self {
            run: call.wait(Goal::Settled, options)?,
            operation: call.operation,
            kind: PhantomData,
        })
    }

    /// Waits for the next look; `None` when the resource is gone or has come to rest before.
    ///
    /// # Errors
    /// As every call; [`ErrorKind::DeadlineExceeded`](crate::error::ErrorKind::DeadlineExceeded) when it takes too long.
    pub async fn next(&mut self) -> Result<Option<T>, Error> {
        let resource = self.run.next().await?;
        if resource.is_undefined() {
            return Ok(None);
        }
        decode(self.operation, resource).map(Some)
    }
}
