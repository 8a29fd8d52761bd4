use serde_json::{Value, json};

use crate::room::{CLUSTER, Room, START, cluster};

#[test]
fn the_journal_tells_every_exchange_without_credentials() {
    let mut room = Room::new();
    room.authorization = Some("Bearer s3cret".to_owned());
    room.post("/clusters", cluster("prod"));
    room.fail_next("versions.list", json!({ "kind": "drop", "applied": true }));
    room.pass(5);
    room.get("/versions");
    room.authorization = None;
    room.get("/clusters?name=x");
    room.get("/nowhere");
    let (status, journal) = room.control("GET", "/journal", Value::Null);
    assert_eq!(status, 200);
    assert!(!journal.to_string().contains("s3cret"));
    assert_eq!(journal["dropped"], 0);
    let entries = journal["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 4);
    let create = &entries[0];
    assert_eq!(create["at"], START);
    assert_eq!(create["method"], "POST");
    assert_eq!(create["target"], "/dataplatform/clusters");
    assert_eq!(create["operation"], "clusters.create");
    assert_eq!(create["status"], 200);
    assert_eq!(create["tenant"]["contractNumber"], "31415926");
    assert_eq!(create["tenant"]["user"], "admin@example.com");
    assert!(create["requestId"].is_string());
    let dropped = &entries[1];
    assert_eq!(dropped["at"], START + 5);
    assert_eq!(dropped.get("status"), None);
    assert_eq!(dropped["fault"], json!({ "kind": "drop", "applied": true }));
    assert_eq!(entries[2]["status"], 401);
    assert_eq!(entries[2].get("tenant"), None);
    assert_eq!(entries[3]["status"], 404);
    assert_eq!(entries[3].get("operation"), None);
}

#[test]
fn the_journal_can_be_cleared_and_forgets_the_oldest() {
    let mut room = Room::new();
    for _ in 0..10_003 {
        room.get("/versions");
    }
    let (_, journal) = room.control("GET", "/journal", Value::Null);
    assert_eq!(journal["entries"].as_array().unwrap().len(), 10_000);
    assert_eq!(journal["dropped"], 3);
    let (_, journal) = room.control("DELETE", "/journal", Value::Null);
    assert_eq!(journal, json!({ "entries": [], "dropped": 0 }));
}

#[test]
fn the_journal_tells_of_one_operation_by_its_name_or_its_id() {
    let mut room = Room::new();
    room.cluster("prod");
    room.get("/clusters");
    for name in ["clusters.create", "clustersPost", "clusters%2Ecreate"] {
        let path = format!("/journal?operation={name}");
        let (status, journal) = room.control("GET", &path, Value::Null);
        assert_eq!(status, 200);
        assert_eq!(journal["dropped"], 0);
        let entries = journal["entries"].as_array().unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0]["operation"], "clusters.create");
    }
}

#[test]
fn an_operation_that_there_is_not_is_refused_with_a_way_out() {
    let mut room = Room::new();
    for (name, way_out) in [
        ("cluster.create", "; did you mean clusters.create?"),
        ("clusterPost", "; did you mean clustersPost?"),
        ("", "; there are clusters.list, clusters.create, "),
        ("*", "; there are clusters.list, "),
        ("%zz", "; there are clusters.list, "),
        ("renew", "nodePools.delete, versions.list"),
    ] {
        let path = format!("/journal?operation={name}");
        let (status, body) = room.control("GET", &path, Value::Null);
        assert_eq!(status, 400);
        let error = body["error"].as_str().unwrap();
        assert!(
            error.contains(&format!("there is no operation {name:?}")),
            "{error}"
        );
        assert!(error.contains(way_out), "{error}");
    }
}

#[test]
fn the_journal_cuts_what_is_long() {
    let mut room = Room::new();
    room.get(&format!("/clusters?x={}", "é".repeat(10_000)));
    let (_, journal) = room.control("GET", "/journal", Value::Null);
    let target = journal["entries"][0]["target"].as_str().unwrap();
    assert_eq!(target.chars().count(), 2048);
}

#[test]
fn a_reset_puts_everything_back() {
    let mut room = Room::with(json!({ "seed": 3, "tenants": [{ "token": "token" }] }));
    let first = room.cluster("prod");
    room.fail_next("*", json!({ "kind": "drop" }));
    room.control("PUT", "/tenants", json!({ "tenants": [] }));
    let (status, state) = room.control("POST", "/reset", Value::Null);
    assert_eq!(status, 200);
    assert_eq!(
        state,
        json!({ "now": START, "contracts": [], "faults": 0, "journal": 0 })
    );
    room.authorization = Some("Bearer other".to_owned());
    assert_eq!(room.get("/clusters").status(), 401);
    room.authorization = Some("Bearer token".to_owned());
    assert_eq!(room.get("/clusters").names(), [""; 0]);
    assert_eq!(room.cluster("prod"), first);
}

#[test]
fn the_state_counts_what_is_there() {
    let mut room = Room::new();
    let done = room.cluster("prod");
    room.pass(CLUSTER);
    room.node_pool(&done);
    room.cluster("next");
    room.fail_next("*", json!({ "kind": "drop" }));
    let (_, state) = room.control("GET", "/state?verbose", Value::Null);
    assert_eq!(
        state,
        json!({
            "now": START + CLUSTER,
            "contracts": [{
                "contractNumber": "31415926",
                "clusters": 2,
                "nodePools": 1,
                "states": { "AVAILABLE": 1, "DEPLOYING": 2 },
            }],
            "faults": 1,
            "journal": 3,
        })
    );
}

#[test]
fn a_control_that_does_not_exist_says_so() {
    let mut room = Room::new();
    let status = |room: &mut Room, method: &str, path: &str, body: Value| {
        let (status, body) = room.control(method, path, body);
        assert!(body["error"].is_string(), "{body}");
        status
    };
    assert_eq!(status(&mut room, "GET", "/nothing", Value::Null), 404);
    assert_eq!(status(&mut room, "GET", "/reset", Value::Null), 405);
    for (method, path) in [("POST", "/faults"), ("PUT", "/tenants"), ("POST", "/load")] {
        for body in [json!([]), json!([[]])] {
            assert_eq!(status(&mut room, method, path, body), 400);
        }
    }
    assert_eq!(
        status(&mut room, "PUT", "/tenants", json!({ "tenants": [{}] })),
        400
    );
    let id = "498ae72f-411f-11eb-9d07-046c59cc737e";
    let load = json!({ "clusterId": id, "nodePoolId": id, "nodes": 1 });
    assert_eq!(status(&mut room, "POST", "/load", load), 404);
    let load = json!({ "clusterId": "x", "nodePoolId": id, "nodes": 1 });
    assert_eq!(status(&mut room, "POST", "/load", load), 400);
    let load = json!({ "clusterId": id, "nodePoolId": id, "nodes": -1 });
    assert_eq!(status(&mut room, "POST", "/load", load), 400);
}
