//! The client for Rust: the same calls as in JavaScript, with Rust's types and `async` functions.
//!
//! For frontends that compile to WebAssembly; it needs the host's `fetch` and runs nowhere else.

mod calls;
mod clusters;
mod node_pools;
mod options;
mod versions;
mod wait;

use std::rc::Rc;

use js_sys::Object;
use wasm_bindgen::JsCast;

use crate::client::{Client, State};
use crate::error::Error;
use crate::host::{Host, put};
use calls::to_js;

pub use clusters::Clusters;
pub use node_pools::NodePools;
pub use options::{Options, RequestOptions, WaitOptions};
pub use versions::Versions;
pub use wait::Watch;

/// A client of the API.
///
/// ```no_run
/// # async fn example() -> Result<(), ionoscloud_dataplatform::error::Error> {
/// use ionoscloud_dataplatform::{DataPlatform, Options, RequestOptions};
///
/// let dp = DataPlatform::new(&Options {
///     token: Some("token".to_owned()),
///     ..Options::default()
/// })?;
/// for cluster in dp.clusters().list(None, &RequestOptions::default()).await?.items {
///     println!("{:?} is {:?}", cluster.properties.name, cluster.metadata.state);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct DataPlatform {
    client: Client,
}

impl DataPlatform {
    /// A client with its options.
    ///
    /// # Errors
    /// When an option is not valid.
    pub fn new(options: &Options) -> Result<Self, Error> {
        let data = to_js(options)?;
        let host = Object::new();
        if let Some(token) = &options.token_function {
            put(&data, "token", token);
            put(&host, "token", token);
        }
        if let Some(fetch) = &options.fetch {
            put(&host, "fetch", fetch);
        }
        if let Some(listener) = &options.on_event {
            put(&host, "onEvent", listener);
        }
        if let Some(clock) = &options.clock {
            put(&data, "clock", clock);
            put(&host, "clock", clock);
        }
        let client = Client {
            state: Rc::new(State::open(&data)?),
            host: host.unchecked_into::<Host>(),
        };
        Ok(Self { client })
    }

    /// Clusters.
    #[must_use]
    pub fn clusters(&self) -> Clusters<'_> {
        Clusters(&self.client)
    }

    /// Node pools of a cluster.
    #[must_use]
    pub fn node_pools(&self) -> NodePools<'_> {
        NodePools(&self.client)
    }

    /// Versions of the data platform.
    #[must_use]
    pub fn versions(&self) -> Versions<'_> {
        Versions(&self.client)
    }
}
