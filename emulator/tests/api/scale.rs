use serde_json::{Value, json};

use crate::room::{CLUSTER, NODE_POOL, Room, cluster};

/// Counted, not timed: the clock of a loaded machine decides no test.
#[test]
fn ten_thousand_clusters_with_ten_node_pools_each_are_created_and_listed() {
    let mut room = Room::new();
    let properties = |properties: Value| json!({ "properties": properties }).to_string();
    let new_cluster = properties(cluster("prod"));
    let new_pool = properties(json!({ "name": "workers", "nodeCount": 3 }));
    let paths: Vec<_> = (0..10_000)
        .map(|_| {
            let created = room.bytes("POST", "/clusters", new_cluster.as_bytes());
            // It begins with `{"id":"`.
            let text = String::from_utf8(created).unwrap();
            let id = text.split('"').nth(3).unwrap();
            format!("/clusters/{id}/nodepools")
        })
        .collect();
    room.pass(CLUSTER);
    for path in &paths {
        for _ in 0..10 {
            room.bytes("POST", path, new_pool.as_bytes());
        }
    }
    room.pass(NODE_POOL);
    let count = |list: Vec<u8>| list.windows(9).filter(|text| text == b"AVAILABLE").count();
    assert_eq!(count(room.bytes("GET", "/clusters", b"")), 10_000);
    let pools = paths.iter().map(|path| count(room.bytes("GET", path, b"")));
    assert_eq!(pools.sum::<usize>(), 100_000);
}

impl Room {
    /// The body of an answer as it is: reading them all would take longer than writing them.
    fn bytes(&mut self, method: &str, path: &str, body: &[u8]) -> Vec<u8> {
        let json = [("Content-Type", "application/json")];
        let target = format!("/dataplatform{path}");
        let reply = self.exchange(method, &target, &json, body);
        assert_eq!(reply.status, 200);
        reply.body
    }
}
