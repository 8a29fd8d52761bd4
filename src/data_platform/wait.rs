//! Waits and watches.

use std::marker::PhantomData;
use std::pin::pin;
use std::rc::Rc;

use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::WaitOptions;
use super::calls::{decode, to_js};
use crate::client::options::CallOptions;
use crate::client::{Client, abortable};
use crate::endpoints::Operation;
use crate::error::Error;
use crate::host::put;
use crate::waiter::machine::Goal;
use crate::waiter::{Step, Wait};

/// A watch over a cluster or a node pool. Between two looks nothing runs.
pub struct Watch<T> {
    client: Client,
    options: Rc<CallOptions>,
    wait: Wait,
    kind: PhantomData<T>,
}

impl<T: DeserializeOwned> Watch<T> {
    pub(super) fn new(
        client: &Client,
        operation: &'static Operation,
        ids: &[&str],
        options: &WaitOptions,
    ) -> Result<Self, Error> {
        let (wait, options) = open_wait(client, operation, ids, Goal::Settled, options)?;
        Ok(Self {
            client: client.clone(),
            options,
            wait,
            kind: PhantomData,
        })
    }

    /// Waits for the next look; `None` when the resource is gone or has come to rest before.
    ///
    /// # Errors
    /// As every call; [`ErrorKind::DeadlineExceeded`](crate::error::ErrorKind::DeadlineExceeded) when it takes too long.
    pub async fn next(&mut self) -> Result<Option<T>, Error> {
        let operation = self.wait.operation();
        let call = self.client.call(operation, Rc::clone(&self.options));
        let work = pin!(async {
            let step = self.wait.step(&self.client, &self.options).await?;
            let (Step::Seen(resource) | Step::Over(resource)) = step;
            Ok(resource)
        });
        let resource = abortable(&call, work).await?;
        if resource.is_undefined() {
            return Ok(None);
        }
        decode(operation, resource).map(Some)
    }
}

pub(super) async fn wait(
    client: &Client,
    operation: &'static Operation,
    ids: &[&str],
    goal: Goal,
    options: &WaitOptions,
) -> Result<JsValue, Error> {
    let (mut wait, options) = open_wait(client, operation, ids, goal, options)?;
    let call = client.call(operation, Rc::clone(&options));
    let work = pin!(async {
        loop {
            if let Step::Over(resource) = wait.step(client, &options).await? {
                return Ok(resource);
            }
        }
    });
    abortable(&call, work).await
}

pub(super) fn open_wait(
    client: &Client,
    operation: &'static Operation,
    ids: &[&str],
    goal: Goal,
    options: &WaitOptions,
) -> Result<(Wait, Rc<CallOptions>), Error> {
    let data = to_js(options)?;
    if let Some(listener) = &options.on_progress {
        put(&data, "onProgress", listener);
    }
    if let Some(signal) = &options.signal {
        put(&data, "signal", signal);
    }
    let ids: Vec<JsValue> = ids.iter().map(|&id| id.into()).collect();
    let (wait, options) = Wait::open(client, operation, &ids, goal, &data)?;
    Ok((wait, Rc::new(options)))
}
