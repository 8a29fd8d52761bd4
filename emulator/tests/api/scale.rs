use serde_json::json;

use crate::room::{CLUSTER, NODE_POOL, Room, cluster};

/// Counted, not timed: the clock of a loaded machine decides no test.
#[test]
fn ten_thousand_clusters_with_ten_node_pools_each_are_created_and_listed() {
    let mut room = Room::new();
    let mut paths = Vec::new();
    for number in 0..10_000 {
        let created = room.post("/clusters", cluster(&format!("cluster-{number}")));
        paths.push(format!("/clusters/{}/nodepools", created.id()));
    }
    room.pass(CLUSTER);
    for path in &paths {
        for _ in 0..10 {
            let created = room.post(path, json!({ "name": "workers", "nodeCount": 3 }));
            assert_eq!(created.status(), 200);
        }
    }
    room.pass(NODE_POOL);
    assert_eq!(room.get("/clusters").names().len(), 10_000);
    assert_eq!(room.get("/clusters?name=CLUSTER-999").names().len(), 11);
    for path in &paths {
        assert_eq!(room.get(path).names().len(), 10);
    }
    let (_, state) = room.control("GET", "/state", serde_json::Value::Null);
    assert_eq!(
        state["contracts"][0]["states"],
        json!({ "AVAILABLE": 110_000 })
    );
}
