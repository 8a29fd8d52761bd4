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
    assert_eq!(error.context().cause.as_string().as_deref(), Some("enough"));
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
        Object::is(&error.context().cause, &thrown),
        "the host's own error, unchanged"
    );
}
