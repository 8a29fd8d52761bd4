//! The client for Rust over a `fetch` of one's own, in whichever host runs the test.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use ionoscloud_dataplatform::error::ErrorKind;
use ionoscloud_dataplatform::models::{
    AutoScaling, CreateClusterProperties, CreateClusterRequest, PatchNodePoolProperties,
    PatchNodePoolRequest, State,
};
use ionoscloud_dataplatform::{DataPlatform, Options, RequestOptions, WaitOptions};
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{AbortController, Response, ResponseInit};

const ID: &str = "498ae72f-411f-11eb-9d07-046c59cc737e";
const POOL: &str = "abcd7e2f-9876-1234-abcd-123459498ae7";

/// A `fetch` that answers by a script and remembers what it was asked.
struct Service {
    fetch: Function,
    requests: Rc<RefCell<Vec<String>>>,
    _closure: Closure<dyn FnMut(String, JsValue) -> Promise>,
}

impl Service {
    /// Answers the requests in order; the last answer serves for all that follow.
    fn answering(answers: &[(u16, &str)]) -> Self {
        let answers: Vec<(u16, String)> = answers.iter().map(|&(s, b)| (s, b.to_owned())).collect();
        let requests = Rc::new(RefCell::new(Vec::new()));
        let seen = Rc::clone(&requests);
        let turn = Cell::new(0);
        let closure = Closure::new(move |url: String, init: JsValue| {
            let field = |name: &str| Reflect::get(&init, &name.into()).unwrap();
            let body = field("body").as_string().unwrap_or_default();
            let line = format!("{} {url} {body}", field("method").as_string().unwrap());
            seen.borrow_mut().push(line.trim_end().to_owned());
            let (status, body) = &answers[turn.get().min(answers.len() - 1)];
            turn.set(turn.get() + 1);
            let init = ResponseInit::new();
            init.set_status(*status);
            let response = Response::new_with_opt_str_and_init(Some(body.as_str()), &init);
            Promise::resolve(&JsValue::from(response.unwrap()))
        });
        let fetch = closure.as_ref().clone().unchecked_into();
        Self {
            fetch,
            requests,
            _closure: closure,
        }
    }

    fn client(&self) -> DataPlatform {
        DataPlatform::new(&Options {
            token: Some("token".to_owned()),
            fetch: Some(self.fetch.clone()),
            ..Options::default()
        })
        .unwrap()
    }

    fn requests(&self) -> Vec<String> {
        self.requests.borrow().clone()
    }
}

fn cluster(state: &str) -> String {
    format!(
        r#"{{"id":"{ID}","metadata":{{"state":"{state}","ETag":null}},"properties":{{"name":"prod"}}}}"#
    )
}

#[wasm_bindgen_test]
async fn a_list_comes_as_rust_types() {
    let list = format!(r#"{{"items":[{}],"new":1}}"#, cluster("HIBERNATED"));
    let service = Service::answering(&[(200, &list)]);
    let options = RequestOptions::default();
    let clusters = service
        .client()
        .clusters()
        .list(Some("pro"), &options)
        .await;
    let clusters = clusters.unwrap().items;
    assert_eq!(clusters[0].properties.name.as_deref(), Some("prod"));
    assert_eq!(
        clusters[0].metadata.state,
        Some(State::Unknown("HIBERNATED".to_owned())),
        "a state that this library does not know is kept"
    );
    assert_eq!(
        service.requests(),
        ["GET https://api.ionos.com/dataplatform/clusters?name=pro"]
    );
}

#[wasm_bindgen_test]
async fn a_request_that_breaks_a_rule_is_not_sent() {
    let service = Service::answering(&[(500, "")]);
    let request = CreateClusterRequest {
        properties: CreateClusterProperties {
            name: "-".to_owned(),
            datacenter_id: "here".to_owned(),
            ..CreateClusterProperties::default()
        },
    };
    let options = RequestOptions::default();
    let error = service.client().clusters().create(&request, &options).await;
    let error = error.unwrap_err();
    let ErrorKind::InvalidArgument(values) = error.kind() else {
        panic!("{error}");
    };
    assert_eq!(values.len(), 2, "{error}");
    assert_eq!(service.requests().len(), 0);
}

#[wasm_bindgen_test]
async fn null_and_absent_are_different_in_a_patch() {
    let service = Service::answering(&[(404, r#"{"messages":[{"message":"gone"}]}"#)]);
    let client = service.client();
    let patch = |auto_scaling| PatchNodePoolRequest {
        properties: PatchNodePoolProperties {
            node_count: Some(3),
            auto_scaling,
            ..PatchNodePoolProperties::default()
        },
    };
    let range = AutoScaling {
        min_node_count: 1,
        max_node_count: 5,
    };
    for auto_scaling in [None, Some(None), Some(Some(range))] {
        let request = patch(auto_scaling);
        let options = RequestOptions::default();
        let pools = client.node_pools();
        let error = pools
            .update(ID, POOL, &request, &options)
            .await
            .unwrap_err();
        assert_eq!(error.to_string(), "nodePools.update: 404, gone");
    }
    let bodies: Vec<_> = service
        .requests()
        .iter()
        .map(|line| line.split_once('{').unwrap().1.to_owned())
        .collect();
    assert_eq!(
        bodies,
        [
            r#""properties":{"nodeCount":3}}"#,
            r#""properties":{"nodeCount":3,"autoScaling":null}}"#,
            r#""properties":{"nodeCount":3,"autoScaling":{"minNodeCount":1,"maxNodeCount":5}}}"#,
        ]
    );
}

#[wasm_bindgen_test]
async fn a_wait_ends_when_the_cluster_is_available() {
    let (deploying, available) = (cluster("DEPLOYING"), cluster("AVAILABLE"));
    let service = Service::answering(&[(200, &deploying), (503, ""), (200, &available)]);
    let options = WaitOptions {
        poll_interval_ms: Some(1.0),
        max_poll_interval_ms: Some(1.0),
        ..WaitOptions::default()
    };
    let client = service.client();
    let cluster = client.clusters().wait_until_available(ID, &options).await;
    assert_eq!(cluster.unwrap().metadata.state, Some(State::Available));
    assert_eq!(
        service.requests().len(),
        3,
        "a passing failure does not end it"
    );
}

#[wasm_bindgen_test]
async fn an_abort_ends_a_call_that_never_answers() {
    let closure = Closure::<dyn FnMut() -> Promise>::new(|| Promise::new(&mut |_, _| {}));
    let controller = AbortController::new().unwrap();
    let client = DataPlatform::new(&Options {
        fetch: Some(closure.as_ref().clone().unchecked_into()),
        ..Options::default()
    })
    .unwrap();
    let options = RequestOptions {
        signal: Some(controller.signal()),
        ..RequestOptions::default()
    };
    controller.abort_with_reason(&"enough".into());
    let error = client.versions().list(&options).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Aborted { .. }), "{error}");
    assert_eq!(error.cause().as_string().as_deref(), Some("enough"));
}

#[wasm_bindgen_test]
async fn the_newest_version_is_the_newest_by_number() {
    let service = Service::answering(&[(200, r#"["23.4","23.11","23.7"]"#)]);
    let client = service.client();
    let latest = client.versions().latest(&RequestOptions::default()).await;
    assert_eq!(latest.unwrap().as_deref(), Some("23.11"));
}

#[wasm_bindgen_test]
async fn what_a_host_throws_is_an_error_of_ours() {
    let thrown = Object::new();
    let object = thrown.clone();
    let closure =
        Closure::<dyn FnMut() -> Result<JsValue, JsValue>>::new(move || Err(object.clone().into()));
    let client = DataPlatform::new(&Options {
        fetch: Some(closure.as_ref().clone().unchecked_into()),
        max_retries: Some(0),
        ..Options::default()
    })
    .unwrap();
    let error = client
        .versions()
        .list(&RequestOptions::default())
        .await
        .unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Network), "{error}");
    assert!(
        Object::is(error.cause(), &thrown),
        "the host's own error, unchanged"
    );
}

/// A clock whose sleeps end at once when they are shorter than this, and otherwise never.
fn clock(longest_ms: u32) -> Object {
    let clock = format!(
        "({{ now: Date.now, sleep: (ms) => ms < {longest_ms} ? Promise.resolve() : new Promise(() => {{}}) }})"
    );
    js_sys::eval(&clock).unwrap().unchecked_into()
}

/// A `fetch` that never answers, and keeps the signal of its last request in `signal`.
fn silent_fetch() -> Function {
    let fetch = "Object.assign((_, { signal }) => { it.signal = signal; return new Promise(() => {}); }, {})";
    js_sys::eval(&format!("(() => {{ const it = {fetch}; return it; }})()"))
        .unwrap()
        .unchecked_into()
}

fn is_request_aborted(fetch: &Function) -> bool {
    let signal = Reflect::get(fetch, &"signal".into()).unwrap();
    Reflect::get(&signal, &"aborted".into())
        .unwrap()
        .is_truthy()
}

#[wasm_bindgen_test]
async fn what_passes_is_tried_again() {
    let service = Service::answering(&[(503, ""), (200, r#"{"items":["23.4"]}"#)]);
    let client = DataPlatform::new(&Options {
        fetch: Some(service.fetch.clone()),
        clock: Some(clock(10_000)),
        ..Options::default()
    })
    .unwrap();
    let versions = client.versions().list(&RequestOptions::default()).await;
    assert_eq!(versions.unwrap().items, ["23.4"]);
    assert_eq!(service.requests().len(), 2);
}

#[wasm_bindgen_test]
async fn a_request_that_takes_too_long_is_ended() {
    let fetch = silent_fetch();
    let client = DataPlatform::new(&Options {
        fetch: Some(fetch.clone()),
        clock: Some(clock(u32::MAX)),
        max_retries: Some(0),
        ..Options::default()
    })
    .unwrap();
    let error = client.versions().list(&RequestOptions::default()).await;
    let error = error.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Timeout), "{error}");
    assert!(is_request_aborted(&fetch));
}

#[wasm_bindgen_test]
async fn a_call_that_is_dropped_ends_its_request() {
    let fetch = silent_fetch();
    let client = DataPlatform::new(&Options {
        fetch: Some(fetch.clone()),
        ..Options::default()
    })
    .unwrap();
    let versions = client.versions();
    let options = RequestOptions::default();
    let mut call = Box::pin(versions.list(&options));
    std::future::poll_fn(|cx| {
        assert!(call.as_mut().poll(cx).is_pending());
        std::task::Poll::Ready(())
    })
    .await;
    assert!(!is_request_aborted(&fetch));
    drop(call);
    assert!(is_request_aborted(&fetch));
}

#[wasm_bindgen_test]
async fn a_token_function_is_asked_once_by_calls_at_the_same_time() {
    let service = Service::answering(&[(200, r#"{"items":[]}"#)]);
    let asked = Rc::new(Cell::new(0));
    let count = Rc::clone(&asked);
    let token = Closure::<dyn FnMut() -> Promise>::new(move || {
        count.set(count.get() + 1);
        Promise::resolve(&JsValue::from("token"))
    });
    let client = DataPlatform::new(&Options {
        token_function: Some(token.as_ref().clone().unchecked_into()),
        fetch: Some(service.fetch.clone()),
        ..Options::default()
    })
    .unwrap();
    let calls = js_sys::Array::new();
    for _ in 0..3 {
        let client = client.clone();
        calls.push(&wasm_bindgen_futures::future_to_promise(async move {
            let options = RequestOptions::default();
            let list = client.clusters().list(None, &options).await;
            Ok(list.unwrap().items.len().into())
        }));
    }
    wasm_bindgen_futures::JsFuture::from(Promise::all(&calls))
        .await
        .unwrap();
    assert_eq!(asked.get(), 1);
    assert_eq!(service.requests().len(), 3);
}

#[wasm_bindgen_test]
async fn a_watch_gives_each_look_and_ends() {
    let (deploying, available) = (cluster("DEPLOYING"), cluster("AVAILABLE"));
    let service = Service::answering(&[(200, &deploying), (200, &available)]);
    let client = DataPlatform::new(&Options {
        fetch: Some(service.fetch.clone()),
        clock: Some(clock(10_000)),
        ..Options::default()
    })
    .unwrap();
    let mut watch = client
        .clusters()
        .watch(ID, &WaitOptions::default())
        .unwrap();
    let mut states = Vec::new();
    while let Some(cluster) = watch.next().await.unwrap() {
        states.push(cluster.metadata.state);
    }
    assert_eq!(states, [Some(State::Deploying), Some(State::Available)]);
    assert_eq!(service.requests().len(), 2);
}

#[wasm_bindgen_test]
async fn what_a_create_of_unknown_outcome_made_can_be_looked_for() {
    let made = format!(
        r#"{{"id":"{ID}","metadata":{{}},"properties":{{"name":"prod","datacenterId":"{POOL}"}}}}"#
    );
    let list = format!(r#"{{"items":[{made}]}}"#);
    let service = Service::answering(&[(502, ""), (200, &list)]);
    let client = service.client();
    let request = CreateClusterRequest {
        properties: CreateClusterProperties {
            name: "prod".to_owned(),
            datacenter_id: POOL.to_owned(),
            ..CreateClusterProperties::default()
        },
    };
    let options = RequestOptions::default();
    let error = client.clusters().create(&request, &options).await;
    let error = error.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::OutcomeUnknown(_)),
        "{error}"
    );
    assert_eq!(error.caused_by().map(|cause| cause.code()), Some("API"));
    let found = client.clusters().find_candidates(&error, &options).await;
    let ids: Vec<_> = found.unwrap().into_iter().map(|found| found.id).collect();
    assert_eq!(ids, [ID]);
}

/// Works on a future until something is so, and drops it then.
async fn give_up_when(future: impl Future, is_so: impl Fn() -> bool) {
    let mut future = Box::pin(future);
    loop {
        std::future::poll_fn(|cx| {
            assert!(future.as_mut().poll(cx).is_pending());
            std::task::Poll::Ready(())
        })
        .await;
        if is_so() {
            return;
        }
        let turn = Promise::resolve(&JsValue::UNDEFINED);
        wasm_bindgen_futures::JsFuture::from(turn).await.unwrap();
    }
}

#[wasm_bindgen_test]
async fn a_look_that_is_dropped_does_not_end_its_watch() {
    let service = Service::answering(&[(200, &cluster("AVAILABLE"))]);
    let client = DataPlatform::new(&Options {
        fetch: Some(service.fetch.clone()),
        clock: Some(clock(10_000)),
        ..Options::default()
    })
    .unwrap();
    let options = WaitOptions::default();
    let mut watch = client.clusters().watch(ID, &options).unwrap();
    give_up_when(watch.next(), || true).await;
    give_up_when(watch.next(), || service.requests().len() == 1).await;
    let seen = watch.next().await.unwrap();
    let state = seen.and_then(|cluster| cluster.metadata.state);
    assert_eq!(state, Some(State::Available), "nothing was seen before");
    assert_eq!(service.requests().len(), 2);
    assert!(watch.next().await.unwrap().is_none());
}

#[wasm_bindgen_test]
async fn a_call_that_a_listener_aborts_leaves_a_token_to_others() {
    let service = Service::answering(&[(200, "[]"), (401, ""), (200, r#"["23.4"]"#)]);
    let token = js_sys::eval("() => 'token'").unwrap();
    let controller = AbortController::new().unwrap();
    let aborting = controller.clone();
    let listener = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        let kind = Reflect::get(&event, &"type".into()).unwrap();
        if kind.as_string().as_deref() == Some("retry") {
            aborting.abort();
        }
    });
    let client = DataPlatform::new(&Options {
        token_function: Some(token.unchecked_into()),
        fetch: Some(service.fetch.clone()),
        on_event: Some(listener.as_ref().clone().unchecked_into()),
        clock: Some(clock(10_000)),
        ..Options::default()
    })
    .unwrap();
    let plain = RequestOptions::default();
    client.versions().list(&plain).await.unwrap();
    let options = RequestOptions {
        signal: Some(controller.signal()),
        ..RequestOptions::default()
    };
    let error = client.versions().list(&options).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Aborted { .. }), "{error}");
    for _ in 0..3 {
        let versions = client.versions().list(&plain).await;
        assert_eq!(versions.unwrap().items, ["23.4"]);
    }
}

#[wasm_bindgen_test]
async fn a_byte_order_mark_is_no_part_of_an_answer() {
    let service = Service::answering(&[(200, "\u{feff}[\"23.4\"]")]);
    let client = service.client();
    let versions = client.versions().list(&RequestOptions::default()).await;
    assert_eq!(versions.unwrap().items, ["23.4"]);
}

#[wasm_bindgen_test]
async fn candidates_of_another_error_are_an_argument_that_is_not_valid() {
    let service = Service::answering(&[(404, "")]);
    let client = service.client();
    let options = RequestOptions::default();
    let error = client.clusters().get(ID, &options).await.unwrap_err();
    let found = client.clusters().find_candidates(&error, &options).await;
    let error = found.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::InvalidArgument(_)),
        "{error}"
    );
    assert_eq!(service.requests().len(), 1);
}
