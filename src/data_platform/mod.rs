//! The client for Rust: the same calls as in JavaScript, with Rust's types and `async` functions.
//!
//! For frontends that compile to WebAssembly; it needs the host's `fetch` and runs nowhere else.

mod calls;
mod clusters;
mod host;
mod node_pools;
mod options;
mod run;
mod session;
mod take_cell;
mod tell;
mod versions;
mod watch;

use std::rc::Rc;

use crate::error::Error;
use session::Session;

pub use clusters::Clusters;
pub use node_pools::NodePools;
pub use options::{Options, RequestOptions, WaitOptions};
pub use versions::Versions;
pub use watch::Watch;

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
    session: Rc<Session>,
}

impl DataPlatform {
    /// A client with its options.
    ///
    /// # Errors
    /// When an option is not valid.
    pub fn new(options: &Options) -> Result<Self, Error> {
        let session = Rc::new(Session::open(options)?);
        Ok(Self { session })
    }

    /// Clusters.
    #[must_use]
    pub fn clusters(&self) -> Clusters<'_> {
        Clusters(&self.session)
    }

    /// Node pools of a cluster.
    #[must_use]
    pub fn node_pools(&self) -> NodePools<'_> {
        NodePools(&self.session)
    }

    /// Versions of the data platform.
    #[must_use]
    pub fn versions(&self) -> Versions<'_> {
        Versions(&self.session)
    }
}
