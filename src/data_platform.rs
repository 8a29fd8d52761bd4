//! The client for Rust: the same calls as in JavaScript, with Rust's types and `async` functions.
//!
//! For frontends that compile to WebAssembly; it needs the host's `fetch` and runs nowhere else.

use std::marker::PhantomData;
use std::pin::pin;
use std::rc::Rc;

use js_sys::{Function, Object};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

use crate::client::options::{CallOptions, OptionsOf};
use crate::client::{Arguments, Client, State, abortable, newest, read_ids, validate};
use crate::endpoints::{Operation, clusters, node_pools, versions};
use crate::error::{Error, ErrorKind, InvalidValue};
use crate::host::{Clock, Host, put};
use crate::models::{
    ClusterListResponseData, ClusterResponseData, CreateClusterRequest, CreateNodePoolRequest,
    NodePoolListResponseData, NodePoolResponseData, PatchClusterRequest, PatchNodePoolRequest,
    VersionsGet200Response,
};
use crate::waiter::machine::Goal;
use crate::waiter::{Step, Wait};

/// How a client behaves. What is `None` has its default.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// Token for `Authorization: Bearer`. It wins over a user name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// User name for `Authorization: Basic`, with `password`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// Password, with `username`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// Where the API is. Default: `https://api.ionos.com/dataplatform`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    /// Time for one attempt in milliseconds, the body's transfer included. Default: 30,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<f64>,
    /// How many times a request may be sent again. Default: 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_retries: Option<u32>,
    /// Permits to send credentials over plain http, beyond this machine. Default: no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_insecure: Option<bool>,
    /// A function of the host that gives tokens: it returns a string, or `{ token, expiresAt }`, or
    /// a promise of one. It is used in place of `token`.
    #[serde(skip)]
    pub token_function: Option<Function>,
    /// A `fetch` of one's own. Default: the host's.
    #[serde(skip)]
    pub fetch: Option<Function>,
    /// Hears what calls do: one argument, an event.
    #[serde(skip)]
    pub on_event: Option<Function>,
    /// Time and chance, for tests: an object with `now()` and `sleep(ms, signal)`.
    #[serde(skip)]
    pub clock: Option<Object>,
}

/// The options of one call. What is `None` is as in the client's [`Options`].
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestOptions {
    /// Time for one attempt in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<f64>,
    /// How many times the request may be sent again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_retries: Option<u32>,
    /// Ends the call at once.
    #[serde(skip)]
    pub signal: Option<AbortSignal>,
}

/// The options of a wait.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WaitOptions {
    /// Milliseconds between two looks, at the beginning. Default: 5,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll_interval_ms: Option<f64>,
    /// The most milliseconds between two looks. Default: 30,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_poll_interval_ms: Option<f64>,
    /// Milliseconds until the wait gives up. Default: 3,600,000, an hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline_ms: Option<f64>,
    /// Hears of each look: two arguments, the resource and its progress.
    #[serde(skip)]
    pub on_progress: Option<Function>,
    /// Ends the wait at once.
    #[serde(skip)]
    pub signal: Option<AbortSignal>,
}

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

/// Clusters.
pub struct Clusters<'a>(&'a Client);

impl Clusters<'_> {
    /// `GET /clusters` (Go SDK: `ClustersGet`): the clusters whose name contains a text.
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`].
    pub async fn list(
        &self,
        name: Option<&str>,
        options: &RequestOptions,
    ) -> Result<ClusterListResponseData, Error> {
        let query = Object::new();
        if let Some(name) = name {
            put(&query, "name", name);
        }
        call(self.0, &clusters::LIST, &[], &query, options).await
    }

    /// `GET /clusters/{clusterId}` (Go SDK: `ClustersFindById`)
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`].
    pub async fn get(
        &self,
        id: &str,
        options: &RequestOptions,
    ) -> Result<ClusterResponseData, Error> {
        read(self.0, &clusters::GET, &[id], options).await
    }

    /// `POST /clusters` (Go SDK: `ClustersPost`)
    ///
    /// # Errors
    /// As every call; [`ErrorKind::OutcomeUnknown`] when nobody knows whether it took effect.
    pub async fn create(
        &self,
        request: &CreateClusterRequest,
        options: &RequestOptions,
    ) -> Result<ClusterResponseData, Error> {
        write(self.0, &clusters::CREATE, &[], request, options).await
    }

    /// `PATCH /clusters/{clusterId}` (Go SDK: `ClustersPatch`)
    ///
    /// # Errors
    /// As every call; [`ErrorKind::OutcomeUnknown`] when nobody knows whether it took effect.
    pub async fn update(
        &self,
        id: &str,
        request: &PatchClusterRequest,
        options: &RequestOptions,
    ) -> Result<ClusterResponseData, Error> {
        write(self.0, &clusters::UPDATE, &[id], request, options).await
    }

    /// `DELETE /clusters/{clusterId}` (Go SDK: `ClustersDelete`): the cluster as it was, where the
    /// service sends it.
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`].
    pub async fn delete(
        &self,
        id: &str,
        options: &RequestOptions,
    ) -> Result<Option<ClusterResponseData>, Error> {
        read(self.0, &clusters::DELETE, &[id], options).await
    }

    /// `GET /clusters/{clusterId}/kubeconfig` (Go SDK: `ClustersKubeconfigFindByClusterId`): the
    /// object as the host parsed it. It holds credentials.
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`].
    pub async fn kubeconfig(&self, id: &str, options: &RequestOptions) -> Result<JsValue, Error> {
        run(
            self.0,
            &clusters::KUBECONFIG,
            &[id],
            &JsValue::UNDEFINED,
            options,
        )
        .await
    }

    /// Waits until a cluster is AVAILABLE.
    ///
    /// # Errors
    /// As every call; [`ErrorKind::Provisioning`] when it failed, [`ErrorKind::DeadlineExceeded`]
    /// when it takes too long.
    pub async fn wait_until_available(
        &self,
        id: &str,
        options: &WaitOptions,
    ) -> Result<ClusterResponseData, Error> {
        let resource = wait(self.0, &clusters::GET, &[id], Goal::Available, options).await?;
        decode(&clusters::GET, resource)
    }

    /// Waits until a cluster is gone.
    ///
    /// # Errors
    /// As every call; [`ErrorKind::Provisioning`] when its deletion failed,
    /// [`ErrorKind::DeadlineExceeded`] when it takes too long.
    pub async fn wait_until_deleted(&self, id: &str, options: &WaitOptions) -> Result<(), Error> {
        let ids = [id];
        let gone = wait(self.0, &clusters::GET, &ids, Goal::Deleted, options);
        gone.await.map(|_| ())
    }

    /// What is wrong with a request for a creation; nothing is sent.
    #[must_use]
    pub fn check_create(&self, request: &CreateClusterRequest) -> Vec<InvalidValue> {
        check(&clusters::CREATE, request)
    }

    /// What is wrong with a request for a change; nothing is sent.
    #[must_use]
    pub fn check_update(&self, request: &PatchClusterRequest) -> Vec<InvalidValue> {
        check(&clusters::UPDATE, request)
    }

    /// What a create of unknown outcome may have made, as its error remembers it. None found does not
    /// mean that nothing was created: a write may come late.
    ///
    /// # Errors
    /// As every call; [`ErrorKind::InvalidArgument`] when the error is of no such create.
    pub async fn find_candidates(
        &self,
        error: &Error,
        options: &RequestOptions,
    ) -> Result<Vec<ClusterResponseData>, Error> {
        find_candidates(self.0, error, options).await
    }

    /// Looks at a cluster until it comes to rest: AVAILABLE, a failed state, or gone.
    ///
    /// # Errors
    /// When an argument is not valid.
    pub fn watch(
        &self,
        id: &str,
        options: &WaitOptions,
    ) -> Result<Watch<ClusterResponseData>, Error> {
        Watch::new(self.0, &clusters::GET, &[id], options)
    }
}

/// Node pools of a cluster.
pub struct NodePools<'a>(&'a Client);

impl NodePools<'_> {
    /// `GET /clusters/{clusterId}/nodepools` (Go SDK: `ClustersNodepoolsGet`)
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`].
    pub async fn list(
        &self,
        cluster_id: &str,
        options: &RequestOptions,
    ) -> Result<NodePoolListResponseData, Error> {
        read(self.0, &node_pools::LIST, &[cluster_id], options).await
    }

    /// `GET /clusters/{clusterId}/nodepools/{nodepoolId}` (Go SDK: `ClustersNodepoolsFindById`)
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`].
    pub async fn get(
        &self,
        cluster_id: &str,
        id: &str,
        options: &RequestOptions,
    ) -> Result<NodePoolResponseData, Error> {
        read(self.0, &node_pools::GET, &[cluster_id, id], options).await
    }

    /// `POST /clusters/{clusterId}/nodepools` (Go SDK: `ClustersNodepoolsPost`)
    ///
    /// # Errors
    /// As every call; [`ErrorKind::OutcomeUnknown`] when nobody knows whether it took effect.
    pub async fn create(
        &self,
        cluster_id: &str,
        request: &CreateNodePoolRequest,
        options: &RequestOptions,
    ) -> Result<NodePoolResponseData, Error> {
        write(self.0, &node_pools::CREATE, &[cluster_id], request, options).await
    }

    /// `PATCH /clusters/{clusterId}/nodepools/{nodepoolId}` (Go SDK: `ClustersNodepoolsPatch`)
    ///
    /// # Errors
    /// As every call; [`ErrorKind::OutcomeUnknown`] when nobody knows whether it took effect.
    pub async fn update(
        &self,
        cluster_id: &str,
        id: &str,
        request: &PatchNodePoolRequest,
        options: &RequestOptions,
    ) -> Result<NodePoolResponseData, Error> {
        write(
            self.0,
            &node_pools::UPDATE,
            &[cluster_id, id],
            request,
            options,
        )
        .await
    }

    /// `DELETE /clusters/{clusterId}/nodepools/{nodepoolId}` (Go SDK: `ClustersNodepoolsDelete`): the
    /// node pool as it was, where the service sends it.
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`].
    pub async fn delete(
        &self,
        cluster_id: &str,
        id: &str,
        options: &RequestOptions,
    ) -> Result<Option<NodePoolResponseData>, Error> {
        read(self.0, &node_pools::DELETE, &[cluster_id, id], options).await
    }

    /// Waits until a node pool is AVAILABLE.
    ///
    /// # Errors
    /// As every call; [`ErrorKind::Provisioning`] when it failed, [`ErrorKind::DeadlineExceeded`]
    /// when it takes too long.
    pub async fn wait_until_available(
        &self,
        cluster_id: &str,
        id: &str,
        options: &WaitOptions,
    ) -> Result<NodePoolResponseData, Error> {
        let ids = [cluster_id, id];
        let resource = wait(self.0, &node_pools::GET, &ids, Goal::Available, options).await?;
        decode(&node_pools::GET, resource)
    }

    /// Waits until a node pool is gone.
    ///
    /// # Errors
    /// As every call; [`ErrorKind::Provisioning`] when its deletion failed,
    /// [`ErrorKind::DeadlineExceeded`] when it takes too long.
    pub async fn wait_until_deleted(
        &self,
        cluster_id: &str,
        id: &str,
        options: &WaitOptions,
    ) -> Result<(), Error> {
        let ids = [cluster_id, id];
        let gone = wait(self.0, &node_pools::GET, &ids, Goal::Deleted, options);
        gone.await.map(|_| ())
    }

    /// What is wrong with a request for a creation; nothing is sent.
    #[must_use]
    pub fn check_create(&self, request: &CreateNodePoolRequest) -> Vec<InvalidValue> {
        check(&node_pools::CREATE, request)
    }

    /// What is wrong with a request for a change; nothing is sent.
    #[must_use]
    pub fn check_update(&self, request: &PatchNodePoolRequest) -> Vec<InvalidValue> {
        check(&node_pools::UPDATE, request)
    }

    /// What a create of unknown outcome may have made, as its error remembers it. None found does not
    /// mean that nothing was created: a write may come late.
    ///
    /// # Errors
    /// As every call; [`ErrorKind::InvalidArgument`] when the error is of no such create.
    pub async fn find_candidates(
        &self,
        error: &Error,
        options: &RequestOptions,
    ) -> Result<Vec<NodePoolResponseData>, Error> {
        find_candidates(self.0, error, options).await
    }

    /// Looks at a node pool until it comes to rest: AVAILABLE, a failed state, or gone.
    ///
    /// # Errors
    /// When an argument is not valid.
    pub fn watch(
        &self,
        cluster_id: &str,
        id: &str,
        options: &WaitOptions,
    ) -> Result<Watch<NodePoolResponseData>, Error> {
        Watch::new(self.0, &node_pools::GET, &[cluster_id, id], options)
    }
}

/// Versions of the data platform.
pub struct Versions<'a>(&'a Client);

impl Versions<'_> {
    /// `GET /versions` (Go SDK: `VersionsGet`), retired ones included.
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`].
    pub async fn list(&self, options: &RequestOptions) -> Result<VersionsGet200Response, Error> {
        read(self.0, &versions::LIST, &[], options).await
    }

    /// The newest version, by number: 23.11 is newer than 23.4.
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`].
    pub async fn latest(&self, options: &RequestOptions) -> Result<Option<String>, Error> {
        let versions = self.list(options).await?.items;
        Ok(newest(versions.iter().map(String::as_str)).map(str::to_owned))
    }
}

async fn read<T: DeserializeOwned>(
    client: &Client,
    operation: &'static Operation,
    ids: &[&str],
    options: &RequestOptions,
) -> Result<T, Error> {
    call(client, operation, ids, &JsValue::UNDEFINED, options).await
}

async fn write<T: DeserializeOwned>(
    client: &Client,
    operation: &'static Operation,
    ids: &[&str],
    request: &impl Serialize,
    options: &RequestOptions,
) -> Result<T, Error> {
    let body = to_js(request)?;
    call(client, operation, ids, &body, options).await
}

async fn call<T: DeserializeOwned>(
    client: &Client,
    operation: &'static Operation,
    ids: &[&str],
    value: &JsValue,
    options: &RequestOptions,
) -> Result<T, Error> {
    let answer = run(client, operation, ids, value, options).await?;
    decode(operation, answer)
}

async fn run(
    client: &Client,
    operation: &'static Operation,
    ids: &[&str],
    value: &JsValue,
    options: &RequestOptions,
) -> Result<JsValue, Error> {
    let prepared = client.prepare(&Arguments {
        operation,
        ids: ids.iter().map(|&id| id.into()).collect(),
        value: value.clone(),
        options: request_options(options)?,
    })?;
    client.clone().run(prepared).await
}

/// A watch over a cluster or a node pool. Between two looks nothing runs.
pub struct Watch<T> {
    client: Client,
    options: Rc<CallOptions>,
    wait: Wait,
    kind: PhantomData<T>,
}

impl<T: DeserializeOwned> Watch<T> {
    fn new(
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
    /// As every call; [`ErrorKind::DeadlineExceeded`] when it takes too long.
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

async fn wait(
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

fn open_wait(
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
    let (ids, mut invalid) = read_ids(operation, &ids);
    let (options, refused) = CallOptions::read(&data, OptionsOf::Wait, &client.state.settings);
    invalid.extend(refused);
    if !invalid.is_empty() {
        return Err(Error::invalid(Some(operation), invalid));
    }
    let now = Clock::new(client.host.clock()).now();
    let wait = Wait::new(operation, ids, goal, &options, now);
    Ok((wait, Rc::new(options)))
}

async fn find_candidates<T: DeserializeOwned>(
    client: &Client,
    error: &Error,
    options: &RequestOptions,
) -> Result<Vec<T>, Error> {
    let lookup = error.context().lookup.clone();
    let options = request_options(options)?;
    let found = client.clone().find_candidates(lookup, options).await?;
    decode(
        error.context().operation.unwrap_or(&clusters::CREATE),
        found,
    )
}

fn check(operation: &'static Operation, request: &impl Serialize) -> Vec<InvalidValue> {
    match (to_js(request), &operation.body) {
        (Ok(body), Some(schema)) => validate(&body, schema),
        _ => Vec::new(),
    }
}

fn request_options(options: &RequestOptions) -> Result<JsValue, Error> {
    let data = to_js(options)?;
    if let Some(signal) = &options.signal {
        put(&data, "signal", signal);
    }
    Ok(data)
}

fn to_js(value: &impl Serialize) -> Result<JsValue, Error> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value
        .serialize(&serializer)
        .map_err(|error| Error::new(ErrorKind::InvalidArgument(Vec::new()), error.to_string()))
}

fn decode<T: DeserializeOwned>(operation: &'static Operation, answer: JsValue) -> Result<T, Error> {
    serde_wasm_bindgen::from_value(answer).map_err(|reason| {
        let kind = ErrorKind::InvalidResponse { path: None };
        let mut error = Error::new(kind, reason.to_string());
        error.context_mut().operation = Some(operation);
        error
    })
}
