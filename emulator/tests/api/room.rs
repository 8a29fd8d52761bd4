//! An emulator with a clock that the test turns.

use emulator::{Config, ControlReply, Delivery, Emulator, Reply, Request};
use serde_json::{Value, json};

pub(crate) const DATACENTER: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
/// 2024-11-20T09:15:02Z
pub(crate) const START: u64 = 1_732_094_102_000;
pub(crate) const MINUTE: u64 = 60_000;
const SECOND: u64 = 1_000;

/// Timings of a second each keep the sums in the tests short.
pub(crate) const CLUSTER: u64 = 4 * SECOND;
pub(crate) const NODE_POOL: u64 = 3 * SECOND;
pub(crate) const UPDATE: u64 = 2 * SECOND;
pub(crate) const DELETE: u64 = SECOND;

pub(crate) struct Room {
    pub(crate) emulator: Emulator,
    pub(crate) now: u64,
    pub(crate) authorization: Option<String>,
}

pub(crate) struct Exchange {
    pub(crate) reply: Reply,
    pub(crate) body: Value,
}

impl Room {
    pub(crate) fn new() -> Self {
        Self::with(json!({}))
    }

    pub(crate) fn with_switches(switches: Value) -> Self {
        Self::with(json!({ "switches": switches }))
    }

    pub(crate) fn with(mut config: Value) -> Self {
        config["timings"] = json!({
            "clusterMs": CLUSTER, "nodePoolMs": NODE_POOL, "updateMs": UPDATE, "deleteMs": DELETE,
        });
        let config = Config::from_json(&config.to_string()).unwrap();
        Self {
            emulator: Emulator::new(config).unwrap(),
            now: START,
            authorization: Some("Bearer token".to_owned()),
        }
    }

    pub(crate) fn pass(&mut self, ms: u64) {
        self.now += ms;
    }

    /// Sends a request with the given header fields and bytes.
    pub(crate) fn exchange(
        &mut self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Reply {
        let given = headers.iter().copied();
        let authorization = self.authorization.iter();
        let authorization = authorization.map(|value| ("Authorization", value.as_str()));
        let headers: Vec<_> = given
            .chain(authorization)
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let request = Request {
            method,
            target,
            headers: &headers,
            body,
        };
        self.emulator.exchange(self.now, &request)
    }

    /// As [`Self::exchange`], and reads the answer.
    pub(crate) fn raw(
        &mut self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Exchange {
        let reply = self.exchange(method, target, headers, body);
        let body = serde_json::from_slice(&reply.body).unwrap_or(Value::Null);
        Exchange { reply, body }
    }

    /// Sends a request for a path below the base.
    pub(crate) fn send(&mut self, method: &str, path: &str, body: Value) -> Exchange {
        let target = format!("/dataplatform{path}");
        let json = [("Content-Type", "application/json")];
        match body {
            Value::Null => self.raw(method, &target, &[], b""),
            body => self.raw(method, &target, &json, body.to_string().as_bytes()),
        }
    }

    pub(crate) fn get(&mut self, path: &str) -> Exchange {
        self.send("GET", path, Value::Null)
    }

    pub(crate) fn post(&mut self, path: &str, properties: Value) -> Exchange {
        self.send("POST", path, json!({ "properties": properties }))
    }

    pub(crate) fn patch(&mut self, path: &str, properties: Value) -> Exchange {
        self.send("PATCH", path, json!({ "properties": properties }))
    }

    pub(crate) fn delete(&mut self, path: &str) -> Exchange {
        self.send("DELETE", path, Value::Null)
    }

    /// Creates a cluster and gives its path.
    pub(crate) fn cluster(&mut self, name: &str) -> String {
        let created = self.post("/clusters", cluster(name));
        assert_eq!(created.status(), 200, "{}", created.body);
        format!("/clusters/{}", created.id())
    }

    /// Creates a cluster, waits until it is available, and gives its path.
    pub(crate) fn available_cluster(&mut self) -> String {
        let path = self.cluster("prod");
        self.pass(CLUSTER);
        assert_eq!(self.state(&path), "AVAILABLE");
        path
    }

    /// Creates a node pool and gives its path.
    pub(crate) fn node_pool(&mut self, cluster: &str) -> String {
        let path = format!("{cluster}/nodepools");
        let created = self.post(&path, json!({ "name": "workers", "nodeCount": 2 }));
        assert_eq!(created.status(), 200, "{}", created.body);
        format!("{path}/{}", created.id())
    }

    /// An available node pool of an available cluster.
    pub(crate) fn available_node_pool(&mut self) -> String {
        let cluster = self.available_cluster();
        let path = self.node_pool(&cluster);
        self.pass(NODE_POOL);
        assert_eq!(self.state(&path), "AVAILABLE");
        path
    }

    /// The state of a resource; `404` when it is gone.
    pub(crate) fn state(&mut self, path: &str) -> String {
        let read = self.get(path);
        match read.status() {
            200 => read.state().to_owned(),
            status => status.to_string(),
        }
    }

    pub(crate) fn control(&mut self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let body = match body {
            Value::Null => String::new(),
            body => body.to_string(),
        };
        let target = format!("/_emulator{path}");
        let ControlReply { status, body } =
            self.emulator
                .control(self.now, method, &target, body.as_bytes());
        (status, serde_json::from_slice(&body).unwrap())
    }

    /// Has a fault played once.
    pub(crate) fn fail_next(&mut self, operation: &str, fault: Value) {
        let rule = json!({ "operation": operation, "fault": fault });
        let (status, body) = self.control("POST", "/faults", rule);
        assert_eq!(status, 200, "{body}");
    }
}

impl Exchange {
    pub(crate) fn status(&self) -> u16 {
        self.reply.status
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.reply.headers.iter();
        let found = headers.find(|(present, _)| *present == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn delivery(&self) -> Option<Delivery> {
        self.reply.delivery.clone()
    }

    pub(crate) fn id(&self) -> &str {
        self.body["id"].as_str().unwrap()
    }

    pub(crate) fn state(&self) -> &str {
        self.body["metadata"]["state"].as_str().unwrap()
    }

    /// Status, code and message of an error with one message.
    pub(crate) fn error(&self) -> (u16, &str, &str) {
        let messages = self.messages();
        assert_eq!(messages.len(), 1, "{}", self.body);
        let (code, message) = messages[0];
        (self.status(), code, message)
    }

    /// Codes and messages of an error.
    pub(crate) fn messages(&self) -> Vec<(&str, &str)> {
        assert_eq!(self.body["httpStatus"], self.status(), "{}", self.body);
        assert_eq!(self.header("Content-Type"), Some("application/json"));
        let messages = self.body["messages"].as_array().unwrap().iter();
        let text = |value: &'static str| move |m: &Value| m[value].as_str().is_some();
        let messages = messages.inspect(|m| {
            assert!(text("errorCode")(m) && text("message")(m));
        });
        messages
            .map(|m| {
                let code = m["errorCode"].as_str().unwrap_or_default();
                (code, m["message"].as_str().unwrap_or_default())
            })
            .collect()
    }

    /// The names in a list.
    pub(crate) fn names(&self) -> Vec<&str> {
        let items = self.body["items"].as_array().unwrap().iter();
        items
            .map(|item| item["properties"]["name"].as_str().unwrap())
            .collect()
    }
}

/// Properties of a cluster that can be created.
pub(crate) fn cluster(name: &str) -> Value {
    json!({ "name": name, "datacenterId": DATACENTER, "dataPlatformVersion": "24.3" })
}
