use serde_json::{Value, json};

use crate::room::{CLUSTER, DATACENTER, DELETE, MINUTE, NODE_POOL, Room, UPDATE};

fn pools(room: &mut Room) -> String {
    format!("{}/nodepools", room.available_cluster())
}

#[test]
fn what_a_creation_leaves_out_has_the_documented_default() {
    let mut room = Room::new();
    let path = pools(&mut room);
    let created = room.post(&path, json!({ "name": "workers", "nodeCount": 2 }));
    let id = created.id();
    assert_eq!(created.status(), 200);
    assert_eq!(created.state(), "DEPLOYING");
    assert_eq!(created.body["type"], "nodepool");
    assert_eq!(
        created.body["href"],
        format!("https://api.ionos.com/dataplatform{path}/{id}")
    );
    assert_eq!(
        created.body["metadata"]["currentDataPlatformVersion"],
        "24.3"
    );
    assert_eq!(
        created.body["metadata"]["availableUpgradeVersions"],
        json!([])
    );
    assert_eq!(
        created.body["properties"],
        json!({
            "name": "workers",
            "datacenterId": DATACENTER,
            "nodeCount": 2,
            "cpuFamily": "AUTO",
            "coresCount": 4,
            "ramSize": 4096,
            "availabilityZone": "AUTO",
            "storageType": "SSD",
            "storageSize": 20,
            "autoScaling": { "minNodeCount": 0, "maxNodeCount": 0 },
        })
    );
}

#[test]
fn every_property_is_echoed() {
    let mut room = Room::new();
    let path = pools(&mut room);
    let mut properties = json!({
        "name": "workers",
        "nodeCount": 2,
        "cpuFamily": "INTEL_SKYLAKE",
        "coresCount": 8,
        "ramSize": 2048,
        "availabilityZone": "ZONE_2",
        "storageType": "HDD",
        "storageSize": 10,
        "maintenanceWindow": { "time": "00:00:00", "dayOfTheWeek": "Sunday" },
        "labels": { "foo": "bar" },
        "annotations": {},
        "autoScaling": { "minNodeCount": 1, "maxNodeCount": 10 },
    });
    let created = room.post(&path, properties.clone());
    properties["datacenterId"] = json!(DATACENTER);
    assert_eq!(created.body["properties"], properties);
}

#[test]
fn the_small_pool_of_the_operators_is_not_listed() {
    let mut room = Room::new();
    let path = pools(&mut room);
    assert_eq!(
        room.get(&path).body,
        json!({
            "id": "dataplatform/clusters",
            "type": "collection",
            "href": format!("https://api.ionos.com/dataplatform{path}"),
            "items": [],
        })
    );
}

#[test]
fn node_pools_belong_to_their_cluster() {
    let mut room = Room::new();
    let pool = room.available_node_pool();
    let other = room.cluster("other");
    let id = pool.rsplit('/').next().unwrap();
    let astray = room.get(&format!("{other}/nodepools/{id}"));
    assert_eq!(astray.error(), (404, "dsaas-404", "node pool not found"));
    assert_eq!(room.get(&format!("{other}/nodepools")).names(), [""; 0]);
    let (list, _) = pool.rsplit_once('/').unwrap();
    let single = room.get(&pool);
    let list = room.get(list);
    assert_eq!(list.body["items"], json!([single.body]));
}

#[test]
fn a_sent_map_replaces_the_stored_one_as_a_whole() {
    let mut room = Room::new();
    let path = pools(&mut room);
    let created = room.post(
        &path,
        json!({
            "name": "workers", "nodeCount": 1,
            "labels": { "foo": "bar", "color": "red", "size": "10" },
            "annotations": { "note": "kept" },
        }),
    );
    let path = format!("{path}/{}", created.id());
    room.pass(NODE_POOL);
    let changed = room.patch(
        &path,
        json!({ "labels": { "color": "blue", "size": "11" } }),
    );
    let properties = &changed.body["properties"];
    assert_eq!(
        properties["labels"],
        json!({ "color": "blue", "size": "11" })
    );
    assert_eq!(properties["annotations"], json!({ "note": "kept" }));
}

#[test]
fn what_is_fixed_at_creation_cannot_be_changed() {
    let mut room = Room::new();
    let path = room.available_node_pool();
    let refused = room.patch(&path, json!({ "ramSize": 8192, "nodeCount": 3 }));
    assert_eq!(
        refused.error(),
        (
            422,
            "dsaas-400",
            "'Value cannot be changed after creation' caused by field /properties/ramSize"
        )
    );
    assert_eq!(room.get(&path).body["properties"]["nodeCount"], 2);
}

#[test]
fn what_is_fixed_at_creation_may_be_passed_over() {
    let mut room = Room::with_switches(json!({ "immutableFields": "ignore" }));
    let path = room.available_node_pool();
    let changed = room.patch(&path, json!({ "ramSize": 8192, "nodeCount": 3 }));
    assert_eq!(changed.status(), 200);
    assert_eq!(changed.body["properties"]["ramSize"], 4096);
    assert_eq!(changed.body["properties"]["nodeCount"], 3);
}

#[test]
fn null_switches_automatic_scaling_off_and_leaving_it_out_keeps_it() {
    let mut room = Room::new();
    let path = room.available_node_pool();
    let range = json!({ "minNodeCount": 1, "maxNodeCount": 10 });
    room.patch(&path, json!({ "autoScaling": range }));
    room.pass(UPDATE);
    let kept = room.patch(&path, json!({ "nodeCount": 4 }));
    assert_eq!(kept.body["properties"]["autoScaling"], range);
    room.pass(UPDATE);
    let off = room.patch(&path, json!({ "autoScaling": null }));
    let zero = json!({ "minNodeCount": 0, "maxNodeCount": 0 });
    assert_eq!(off.body["properties"]["autoScaling"], zero);
    assert_eq!(off.body["properties"]["nodeCount"], 4);
}

#[test]
fn scaling_that_is_off_may_be_told_as_null_or_not_at_all() {
    let scaling = |switch: &str| {
        let mut room = Room::with_switches(json!({ "autoScalingOff": switch }));
        let path = room.available_node_pool();
        room.get(&path).body["properties"]
            .get("autoScaling")
            .cloned()
    };
    assert_eq!(scaling("null"), Some(Value::Null));
    assert_eq!(scaling("absent"), None);
}

#[test]
fn the_node_count_stays_within_the_range() {
    let mut room = Room::new();
    let path = room.available_node_pool();
    let range = json!({ "minNodeCount": 5, "maxNodeCount": 7 });
    let raised = room.patch(&path, json!({ "autoScaling": range }));
    assert_eq!(raised.body["properties"]["nodeCount"], 5);
    room.pass(UPDATE);
    let capped = room.patch(&path, json!({ "nodeCount": 100 }));
    assert_eq!(capped.body["properties"]["nodeCount"], 7);
}

/// Puts load on a node pool; gives the status and, of the node pool, the node count and the state.
fn load(room: &mut Room, path: &str, nodes: u32) -> (u16, Value, Value) {
    let mut parts = path.split('/').skip(2).step_by(2);
    let load = json!({
        "clusterId": parts.next(), "nodePoolId": parts.next(), "nodes": nodes,
    });
    let (status, pool) = room.control("POST", "/load", load);
    let count = pool["properties"]["nodeCount"].clone();
    (status, count, pool["metadata"]["state"].clone())
}

#[test]
fn load_moves_the_node_count_within_the_range() {
    let mut room = Room::new();
    let path = room.available_node_pool();
    room.patch(
        &path,
        json!({ "autoScaling": { "minNodeCount": 1, "maxNodeCount": 6 } }),
    );
    room.pass(UPDATE);
    let loaded = |room: &mut Room, nodes| load(room, &path, nodes);
    assert_eq!(loaded(&mut room, 4), (200, json!(4), json!("UPDATING")));
    room.pass(UPDATE);
    assert_eq!(loaded(&mut room, 4), (200, json!(4), json!("AVAILABLE")));
    assert_eq!(loaded(&mut room, 99), (200, json!(6), json!("UPDATING")));
    room.pass(UPDATE);
    assert_eq!(loaded(&mut room, 0), (200, json!(1), json!("UPDATING")));
    room.patch(&path, json!({ "autoScaling": null }));
    room.pass(2 * UPDATE);
    let pool = room.get(&path);
    assert_eq!(pool.state(), "AVAILABLE");
    assert_eq!(loaded(&mut room, 3).0, 409);
}

#[test]
fn the_last_load_decides_whatever_waits_before_it() {
    let ends_at = |room: &mut Room, path: &str, loads: &[u32]| {
        for &nodes in loads {
            assert_eq!(load(room, path, nodes).0, 200);
        }
        room.pass(NODE_POOL + 3 * UPDATE);
        let pool = room.get(path);
        assert_eq!(pool.state(), "AVAILABLE");
        pool.body["properties"]["nodeCount"].clone()
    };
    let mut room = Room::new();
    let path = pools(&mut room);
    let range = json!({ "minNodeCount": 1, "maxNodeCount": 9 });
    let created = room.post(
        &path,
        json!({ "name": "workers", "nodeCount": 2, "autoScaling": range }),
    );
    let path = format!("{path}/{}", created.id());
    assert_eq!(ends_at(&mut room, &path, &[6, 2]), 2);
    assert_eq!(ends_at(&mut room, &path, &[5, 8, 5]), 5);
    assert_eq!(ends_at(&mut room, &path, &[7, 7, 5]), 5);
}

#[test]
fn load_follows_the_range_that_a_waiting_change_brings() {
    let mut room = Room::new();
    let path = room.available_node_pool();
    let range = |max: u32| json!({ "autoScaling": { "minNodeCount": 1, "maxNodeCount": max } });
    room.patch(&path, range(3));
    room.patch(&path, range(8));
    assert_eq!(load(&mut room, &path, 7).0, 200);
    room.patch(&path, json!({ "autoScaling": null }));
    assert_eq!(load(&mut room, &path, 2).0, 409);
    room.pass(4 * UPDATE);
    let pool = room.get(&path);
    assert_eq!(pool.state(), "AVAILABLE");
    assert_eq!(pool.body["properties"]["nodeCount"], 7);
}

#[test]
fn the_version_of_a_node_pool_is_that_of_its_cluster() {
    let mut room = Room::with_switches(json!({ "nodePoolVersion": "present" }));
    let path = room.available_node_pool();
    let before = room.get(&path);
    assert_eq!(before.body["properties"]["dataPlatformVersion"], "24.3");
    let cluster = path.split("/nodepools").next().unwrap().to_owned();
    room.patch(&cluster, json!({ "dataPlatformVersion": "25.3" }));
    room.pass(UPDATE);
    let after = room.get(&path);
    assert_eq!(after.body["properties"]["dataPlatformVersion"], "25.3");
    assert_eq!(after.body["metadata"]["currentDataPlatformVersion"], "25.3");
    assert_ne!(after.header("ETag"), before.header("ETag"));
}

#[test]
fn a_node_pool_may_be_created_early_and_is_ready_after_its_cluster() {
    let mut room = Room::new();
    let cluster = room.cluster("prod");
    let pool = room.node_pool(&cluster);
    room.pass(CLUSTER + NODE_POOL - 1);
    assert_eq!(room.state(&cluster), "AVAILABLE");
    assert_eq!(room.state(&pool), "DEPLOYING");
    room.pass(1);
    assert_eq!(room.state(&pool), "AVAILABLE");
}

#[test]
fn an_early_node_pool_may_be_refused() {
    let mut room = Room::with_switches(json!({ "earlyNodePool": "refuse" }));
    let path = format!("{}/nodepools", room.cluster("prod"));
    let early = room.post(&path, json!({ "name": "workers", "nodeCount": 1 }));
    assert_eq!(early.error().1, "dsaas-o-422");
}

#[test]
fn an_early_node_pool_shares_the_fate_of_its_cluster() {
    for (outcome, state) in [("fail", "FAILED"), ("hang", "DEPLOYING")] {
        let mut room = Room::new();
        let fault = json!({ "kind": "provisioning", "outcome": outcome });
        room.fail_next("clusters.create", fault);
        let cluster = room.cluster("prod");
        let pool = room.node_pool(&cluster);
        room.pass(MINUTE);
        assert_eq!(room.state(&cluster), state);
        assert_eq!(room.state(&pool), state);
    }
}

#[test]
fn a_deletion_answers_with_the_node_pool_as_it_was() {
    let mut room = Room::new();
    let path = room.available_node_pool();
    let before = room.get(&path);
    assert_eq!(room.delete(&path).body, before.body);
    assert_eq!(room.state(&path), "DESTROYING");
    room.pass(DELETE);
    assert_eq!(
        room.get(&path).error(),
        (404, "dsaas-404", "node pool not found")
    );
    let cluster = path.split("/nodepools").next().unwrap();
    assert_eq!(room.state(cluster), "AVAILABLE");
}
