use serde_json::json;

use crate::room::{CLUSTER, DELETE, MINUTE, NODE_POOL, Room, UPDATE};

fn provisioning(outcome: &str) -> serde_json::Value {
    json!({ "kind": "provisioning", "outcome": outcome })
}

#[test]
fn a_cluster_is_deploying_until_its_time_has_passed() {
    let mut room = Room::new();
    let path = room.cluster("prod");
    room.pass(CLUSTER - 1);
    assert_eq!(room.state(&path), "DEPLOYING");
    room.pass(1);
    assert_eq!(room.state(&path), "AVAILABLE");
}

#[test]
fn by_default_a_cluster_takes_eight_minutes_and_a_node_pool_three_and_a_half() {
    let mut room = Room::new();
    room.emulator = emulator::Emulator::new(emulator::Config::default()).unwrap();
    let cluster = room.cluster("prod");
    room.pass(8 * MINUTE - 1);
    assert_eq!(room.state(&cluster), "DEPLOYING");
    room.pass(1);
    let pool = room.node_pool(&cluster);
    assert_eq!(room.state(&cluster), "AVAILABLE");
    room.pass(210_000 - 1);
    assert_eq!(room.state(&pool), "DEPLOYING");
    room.pass(1);
    assert_eq!(room.state(&pool), "AVAILABLE");
}

#[test]
fn further_changes_wait_and_are_applied_in_order() {
    let mut room = Room::new();
    let path = room.available_cluster();
    let name = |room: &mut Room| {
        let read = room.get(&path);
        format!("{} {}", read.state(), read.body["properties"]["name"])
    };
    assert_eq!(
        room.patch(&path, json!({ "name": "first" })).state(),
        "UPDATING"
    );
    assert_eq!(
        room.patch(&path, json!({ "name": "second" })).state(),
        "BUSY"
    );
    assert_eq!(
        room.patch(&path, json!({ "name": "third" })).state(),
        "BUSY"
    );
    assert_eq!(name(&mut room), r#"BUSY "first""#);
    room.pass(UPDATE);
    assert_eq!(name(&mut room), r#"BUSY "second""#);
    room.pass(UPDATE);
    assert_eq!(name(&mut room), r#"UPDATING "third""#);
    room.pass(UPDATE);
    assert_eq!(name(&mut room), r#"AVAILABLE "third""#);
}

#[test]
fn looking_seldom_changes_nothing() {
    let mut room = Room::new();
    let path = room.available_cluster();
    for name in ["first", "second", "third"] {
        room.patch(&path, json!({ "name": name }));
    }
    room.pass(3 * UPDATE - 1);
    assert_eq!(room.state(&path), "UPDATING");
    room.pass(1);
    let read = room.get(&path);
    assert_eq!(read.state(), "AVAILABLE");
    assert_eq!(read.body["properties"]["name"], "third");
}

#[test]
fn an_upgrade_that_waits_counts_for_those_behind_it() {
    let mut room = Room::new();
    let path = room.available_cluster();
    room.patch(&path, json!({ "name": "busy" }));
    room.patch(&path, json!({ "dataPlatformVersion": "25.3" }));
    let back = room.patch(&path, json!({ "dataPlatformVersion": "24.11" }));
    assert_eq!(back.status(), 422);
}

#[test]
fn after_a_failed_upgrade_the_version_that_runs_is_the_one_that_counts() {
    for next in ["24.3", "24.11", "25.3"] {
        let mut room = Room::new();
        let path = room.available_cluster();
        room.fail_next("clusters.update", provisioning("fail"));
        let begun = room.patch(&path, json!({ "dataPlatformVersion": "25.3" }));
        assert_eq!(
            begun.body["metadata"]["availableUpgradeVersions"],
            json!([])
        );
        room.pass(UPDATE);
        let failed = room.get(&path);
        assert_eq!(failed.state(), "FAILED_UPDATING");
        let metadata = &failed.body["metadata"];
        assert_eq!(metadata["currentDataPlatformVersion"], "24.3");
        assert_eq!(
            metadata["availableUpgradeVersions"],
            json!(["24.11", "25.3"])
        );
        let changed = room.patch(&path, json!({ "dataPlatformVersion": next }));
        assert_eq!(changed.status(), 200, "{}", changed.body);
        room.pass(UPDATE);
        let settled = room.get(&path);
        assert_eq!(settled.state(), "AVAILABLE");
        assert_eq!(settled.body["metadata"]["currentDataPlatformVersion"], next);
        assert_eq!(settled.body["properties"]["dataPlatformVersion"], next);
    }
}

#[test]
fn a_change_of_a_cluster_that_is_being_created_waits_for_the_creation() {
    let mut room = Room::new();
    let path = room.cluster("prod");
    let accepted = room.patch(&path, json!({ "name": "renamed" }));
    assert_eq!(accepted.state(), "DEPLOYING");
    assert_eq!(accepted.body["properties"]["name"], "prod");
    room.pass(CLUSTER);
    let begun = room.get(&path);
    assert_eq!(begun.state(), "UPDATING");
    assert_eq!(begun.body["properties"]["name"], "renamed");
    room.pass(UPDATE);
    assert_eq!(room.state(&path), "AVAILABLE");
}

#[test]
fn a_deletion_does_not_wait_for_what_is_under_way() {
    let mut room = Room::new();
    let path = room.cluster("prod");
    room.patch(&path, json!({ "name": "renamed" }));
    room.delete(&path);
    assert_eq!(room.state(&path), "DESTROYING");
    room.pass(DELETE / 2);
    assert_eq!(room.delete(&path).state(), "DESTROYING");
    room.pass(DELETE / 2);
    assert_eq!(room.state(&path), "404");
}

#[test]
fn a_creation_fails_on_demand_and_what_failed_can_only_be_deleted() {
    let mut room = Room::new();
    room.fail_next("clusters.create", provisioning("fail"));
    let path = room.cluster("prod");
    assert_eq!(room.state(&path), "DEPLOYING");
    room.pass(CLUSTER);
    assert_eq!(room.state(&path), "FAILED");
    let refused = room.patch(&path, json!({ "name": "renamed" }));
    assert_eq!(refused.error().1, "dsaas-o-422");
    let refused = room.post(
        &format!("{path}/nodepools"),
        json!({ "name": "workers", "nodeCount": 1 }),
    );
    assert_eq!(refused.error().1, "dsaas-o-422");
    assert_eq!(room.delete(&path).state(), "FAILED");
    room.pass(DELETE);
    assert_eq!(room.state(&path), "404");
}

#[test]
fn a_change_fails_on_demand_and_the_next_one_repairs_it() {
    let mut room = Room::new();
    let path = room.available_cluster();
    room.fail_next("clusters.update", provisioning("fail"));
    room.patch(&path, json!({ "dataPlatformVersion": "25.3" }));
    room.pass(UPDATE);
    let failed = room.get(&path);
    assert_eq!(failed.state(), "FAILED_UPDATING");
    assert_eq!(
        failed.body["metadata"]["currentDataPlatformVersion"],
        "24.3"
    );
    assert_eq!(room.patch(&path, json!({})).state(), "UPDATING");
    room.pass(UPDATE);
    let repaired = room.get(&path);
    assert_eq!(repaired.state(), "AVAILABLE");
    assert_eq!(
        repaired.body["metadata"]["currentDataPlatformVersion"],
        "25.3"
    );
}

#[test]
fn a_deletion_fails_on_demand_and_can_be_tried_again() {
    let mut room = Room::new();
    let path = room.available_cluster();
    room.fail_next("clusters.delete", provisioning("fail"));
    room.delete(&path);
    room.pass(DELETE);
    assert_eq!(room.state(&path), "FAILED_DESTROYING");
    assert_eq!(
        room.patch(&path, json!({ "name": "renamed" })).status(),
        422
    );
    room.delete(&path);
    assert_eq!(room.state(&path), "DESTROYING");
    room.pass(DELETE);
    assert_eq!(room.state(&path), "404");
}

#[test]
fn work_that_hangs_never_ends_but_can_be_deleted() {
    let mut room = Room::new();
    let path = room.available_node_pool();
    room.fail_next("*", provisioning("hang"));
    room.patch(&path, json!({ "nodeCount": 3 }));
    room.pass(1000 * MINUTE);
    assert_eq!(room.state(&path), "UPDATING");
    room.delete(&path);
    room.pass(DELETE);
    assert_eq!(room.state(&path), "404");
}

#[test]
fn work_may_pass_through_a_state_that_nobody_knows() {
    let mut room = Room::new();
    let mut fault = provisioning("unknownState");
    fault["state"] = json!("HIBERNATED");
    let cluster = room.available_cluster();
    room.fail_next("nodePools.create", fault);
    let path = room.node_pool(&cluster);
    assert_eq!(room.state(&path), "DEPLOYING");
    room.pass(NODE_POOL / 2);
    assert_eq!(room.state(&path), "HIBERNATED");
    room.pass(NODE_POOL / 2);
    assert_eq!(room.state(&path), "AVAILABLE");
}

#[test]
fn a_deletion_may_be_seen_terminated() {
    let mut room = Room::new();
    let path = room.available_cluster();
    let mut fault = provisioning("unknownState");
    fault["state"] = json!("TERMINATED");
    room.fail_next("clusters.delete", fault);
    room.delete(&path);
    room.pass(DELETE / 2);
    assert_eq!(room.state(&path), "TERMINATED");
    room.pass(DELETE / 2);
    assert_eq!(room.state(&path), "404");
}

#[test]
fn work_that_takes_no_time_is_seen_once() {
    let mut room = Room::new();
    let config = r#"{"timings":{"clusterMs":0,"nodePoolMs":0,"updateMs":0,"deleteMs":0}}"#;
    let config = emulator::Config::from_json(config).unwrap();
    room.emulator = emulator::Emulator::new(config).unwrap();
    let path = room.cluster("prod");
    assert_eq!(room.state(&path), "AVAILABLE");
    assert_eq!(
        room.patch(&path, json!({ "name": "renamed" })).state(),
        "UPDATING"
    );
    assert_eq!(room.state(&path), "AVAILABLE");
    room.delete(&path);
    assert_eq!(room.state(&path), "404");
}

#[test]
fn each_move_has_an_etag_of_its_own() {
    let mut room = Room::new();
    let path = room.cluster("prod");
    let mut seen = std::collections::BTreeSet::new();
    let mut look = |room: &mut Room| {
        let read = room.get(&path);
        seen.insert(read.header("ETag").unwrap().to_owned())
    };
    assert!(look(&mut room));
    room.pass(CLUSTER);
    assert!(look(&mut room));
    room.patch(&path, json!({ "name": "renamed" }));
    assert!(look(&mut room));
    room.pass(UPDATE);
    assert!(look(&mut room));
    room.delete(&path);
    assert!(look(&mut room));
    assert!(!look(&mut room));
}
