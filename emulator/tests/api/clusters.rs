use serde_json::json;

use crate::room::{DATACENTER, DELETE, MINUTE, Room, START, UPDATE, cluster};

#[test]
fn a_new_cluster_is_answered_as_the_contract_says() {
    let mut room = Room::new();
    let created = room.post("/clusters", cluster("prod"));
    let id = created.id().to_owned();
    let etag = created.body["metadata"]["ETag"].as_str().unwrap();
    assert_eq!(created.status(), 200);
    assert_eq!(created.header("Content-Type"), Some("application/json"));
    assert_eq!(created.header("ETag"), Some(format!("\"{etag}\"").as_str()));
    assert_eq!(
        created.body,
        json!({
            "id": id,
            "type": "cluster",
            "href": format!("https://api.ionos.com/dataplatform/clusters/{id}"),
            "metadata": {
                "ETag": etag,
                "createdDate": "2024-11-20T09:15:02Z",
                "createdBy": "admin@example.com",
                "createdByUserId": "00000000-0000-4000-8000-000000000001",
                "createdInContractNumber": "31415926",
                "lastModifiedDate": "2024-11-20T09:15:02Z",
                "lastModifiedBy": "admin@example.com",
                "lastModifiedByUserId": "00000000-0000-4000-8000-000000000001",
                "currentDataPlatformVersion": "24.3",
                "currentDataPlatformRevision": 1,
                "availableUpgradeVersions": ["24.11", "25.3"],
                "state": "DEPLOYING",
            },
            "properties": {
                "name": "prod",
                "dataPlatformVersion": "24.3",
                "datacenterId": DATACENTER,
            },
        })
    );
    assert_eq!(room.get(&format!("/clusters/{id}")).body, created.body);
}

#[test]
fn every_property_is_echoed_and_dhcp_is_on_unless_it_is_switched_off() {
    let mut room = Room::new();
    let mut properties = cluster("prod");
    properties["maintenanceWindow"] = json!({ "time": "16:30:59", "dayOfTheWeek": "Monday" });
    properties["lans"] = json!([
        { "lanId": "1", "dhcp": false, "routes": [{ "network": "192.168.42.0/24", "gateway": "192.168.42.1" }] },
        { "lanId": "2" },
    ]);
    let created = room.post("/clusters", properties.clone());
    properties["lans"][1]["dhcp"] = json!(true);
    assert_eq!(created.body["properties"], properties);
}

#[test]
fn ids_answer_to_their_form_without_dashes() {
    let mut room = Room::new();
    let path = room.cluster("prod");
    let plain = format!(
        "/clusters/{}",
        path.trim_start_matches("/clusters/").replace('-', "")
    );
    assert_eq!(room.get(&plain).body["properties"]["name"], "prod");
}

#[test]
fn the_list_is_in_the_order_of_creation() {
    let mut room = Room::new();
    assert_eq!(
        room.get("/clusters").body,
        json!({
            "id": "dataplatform/clusters",
            "type": "collection",
            "href": "https://api.ionos.com/dataplatform/clusters",
            "items": [],
        })
    );
    for name in ["web", "api", "db"] {
        room.cluster(name);
    }
    let list = room.get("/clusters");
    assert_eq!(list.names(), ["web", "api", "db"]);
    let id = list.body["items"][1]["id"].as_str().unwrap();
    assert_eq!(
        room.get(&format!("/clusters/{id}")).body,
        list.body["items"][1]
    );
}

#[test]
fn the_filter_matches_a_part_of_the_name_in_any_letter_case() {
    let mut room = Room::new();
    for name in ["Prod-1", "prod-2", "staging"] {
        room.cluster(name);
    }
    assert_eq!(
        room.get("/clusters?name=PROD").names(),
        ["Prod-1", "prod-2"]
    );
    assert_eq!(room.get("/clusters?name=d-2").names(), ["prod-2"]);
    assert_eq!(room.get("/clusters?name=%70rod-1").names(), ["Prod-1"]);
    assert_eq!(room.get("/clusters?name=none").names(), [""; 0]);
    assert_eq!(room.get("/clusters?name=").names().len(), 3);
    assert_eq!(room.get("/clusters?name").names().len(), 3);
}

#[test]
fn query_parameters_that_the_api_does_not_know_are_passed_over() {
    let mut room = Room::new();
    room.cluster("prod");
    assert_eq!(
        room.get("/clusters?limit=0&name=prod&depth=1").names(),
        ["prod"]
    );
    assert_eq!(room.get("/versions?name=*").status(), 200);
}

#[test]
fn a_change_touches_only_what_it_names() {
    let mut room = Room::new();
    let path = room.available_cluster();
    let before = room.get(&path);
    room.pass(MINUTE);
    let changed = room.patch(&path, json!({ "name": "renamed", "lans": [] }));
    assert_eq!(changed.status(), 200);
    assert_eq!(
        changed.body["properties"],
        json!({
            "name": "renamed", "lans": [],
            "dataPlatformVersion": "24.3", "datacenterId": DATACENTER,
        })
    );
    assert_eq!(changed.state(), "UPDATING");
    assert_eq!(
        changed.body["metadata"]["createdDate"],
        before.body["metadata"]["createdDate"]
    );
    assert_eq!(
        changed.body["metadata"]["lastModifiedDate"],
        "2024-11-20T09:16:06Z"
    );
    assert_ne!(changed.header("ETag"), before.header("ETag"));
}

#[test]
fn an_upgrade_is_planned_at_once_and_runs_when_it_is_complete() {
    let mut room = Room::new();
    let path = room.available_cluster();
    let accepted = room.patch(&path, json!({ "dataPlatformVersion": "24.11" }));
    assert_eq!(accepted.body["properties"]["dataPlatformVersion"], "24.11");
    assert_eq!(
        accepted.body["metadata"]["currentDataPlatformVersion"],
        "24.3"
    );
    room.pass(UPDATE);
    let done = room.get(&path);
    assert_eq!(done.body["metadata"]["currentDataPlatformVersion"], "24.11");
    assert_eq!(
        done.body["metadata"]["availableUpgradeVersions"],
        json!(["25.3"])
    );
}

#[test]
fn a_cluster_cannot_go_back_to_an_older_version() {
    let mut room = Room::new();
    let path = room.available_cluster();
    room.patch(&path, json!({ "dataPlatformVersion": "25.3" }));
    let back = room.patch(&path, json!({ "dataPlatformVersion": "24.11" }));
    assert_eq!(
        back.error(),
        (
            422,
            "dsaas-o-422",
            "request not possible because: the version '25.3' cannot be downgraded to '24.11'"
        )
    );
}

#[test]
fn a_change_may_repeat_the_present_version() {
    let mut room = Room::new();
    let path = room.available_cluster();
    let same = room.patch(&path, json!({ "dataPlatformVersion": "24.3" }));
    assert_eq!(same.status(), 200);
}

#[test]
fn a_deletion_answers_with_the_cluster_as_it_was() {
    let mut room = Room::new();
    let path = room.available_cluster();
    let before = room.get(&path);
    let deleted = room.delete(&path);
    assert_eq!(deleted.status(), 200);
    assert_eq!(deleted.body, before.body);
    assert_eq!(room.state(&path), "DESTROYING");
    room.pass(DELETE);
    assert_eq!(
        room.get(&path).error(),
        (404, "dsaas-404", "cluster not found")
    );
    assert_eq!(room.delete(&path).status(), 404);
    assert_eq!(room.get("/clusters").names(), [""; 0]);
}

#[test]
fn the_answer_to_a_deletion_may_tell_the_new_state() {
    let mut room = Room::with_switches(json!({ "deleteAnswer": "destroying" }));
    let path = room.available_cluster();
    assert_eq!(room.delete(&path).state(), "DESTROYING");
}

#[test]
fn node_pools_are_deleted_with_their_cluster() {
    let mut room = Room::new();
    let pool = room.available_node_pool();
    let path = pool.split("/nodepools").next().unwrap().to_owned();
    room.delete(&path);
    assert_eq!(room.state(&pool), "DESTROYING");
    let refused = room.post(
        &format!("{path}/nodepools"),
        json!({ "name": "late", "nodeCount": 1 }),
    );
    assert_eq!(refused.error().1, "dsaas-o-422");
    room.pass(DELETE);
    assert_eq!(room.state(&pool), "404");
}

#[test]
fn a_cluster_with_node_pools_may_be_kept_from_deletion() {
    let mut room = Room::with_switches(json!({ "deleteWithNodePools": "refuse" }));
    let pool = room.available_node_pool();
    let path = pool.split("/nodepools").next().unwrap().to_owned();
    assert_eq!(
        room.delete(&path).error(),
        (
            422,
            "dsaas-o-422",
            "request not possible because: the cluster has node pools"
        )
    );
    room.delete(&pool);
    room.pass(DELETE);
    assert_eq!(room.delete(&path).status(), 200);
}

#[test]
fn what_is_deleted_cannot_be_changed() {
    let mut room = Room::new();
    let path = room.available_cluster();
    room.delete(&path);
    let refused = room.patch(&path, json!({ "name": "renamed" }));
    assert_eq!(
        refused.error(),
        (
            422,
            "dsaas-o-422",
            "request not possible because: the resource is being deleted"
        )
    );
}

#[test]
fn a_creation_may_be_answered_with_202() {
    let mut room = Room::with_switches(json!({ "createStatus": 202 }));
    assert_eq!(room.post("/clusters", cluster("prod")).status(), 202);
}

#[test]
fn the_etag_may_be_in_the_header_alone() {
    let mut room = Room::with_switches(json!({ "metadataEtag": "absent" }));
    let created = room.post("/clusters", cluster("prod"));
    assert!(created.body["metadata"].get("ETag").is_none());
    assert!(created.header("ETag").is_some());
}

#[test]
fn the_etag_stays_as_long_as_the_resource_does() {
    let mut room = Room::new();
    let path = room.available_cluster();
    let first = room.get(&path);
    room.pass(MINUTE);
    assert_eq!(room.get(&path).header("ETag"), first.header("ETag"));
}

#[test]
fn urls_begin_with_the_configured_base() {
    let mut room = Room::with(json!({ "baseUrl": "http://127.0.0.1:8080/dataplatform/" }));
    let path = room.cluster("prod");
    let href = format!("http://127.0.0.1:8080/dataplatform{path}");
    assert_eq!(room.get(&path).body["href"], href);
}

#[test]
fn the_seed_decides_ids_and_request_ids() {
    let create = |seed: u64| {
        let mut room = Room::with(json!({ "seed": seed }));
        let created = room.post("/clusters", cluster("prod"));
        let request_id = created.header("X-Request-Id").unwrap().to_owned();
        (created.id().to_owned(), request_id)
    };
    assert_eq!(create(7), create(7));
    assert_ne!(create(7).0, create(8).0);
    assert_ne!(create(7).1, create(8).1);
}

#[test]
fn a_clock_that_goes_back_does_no_harm() {
    let mut room = Room::new();
    let path = room.available_cluster();
    room.now = START - MINUTE;
    assert_eq!(room.state(&path), "AVAILABLE");
    room.now = 0;
    room.patch(&path, json!({ "name": "renamed" }));
    room.now = u64::MAX;
    assert_eq!(room.state(&path), "AVAILABLE");
    let late = room.post("/clusters", cluster("late"));
    assert_eq!(late.body["metadata"]["createdDate"], "9999-12-31T23:59:59Z");
}

#[test]
fn the_base_url_is_understood_as_the_client_does() {
    for (given, used) in [
        (
            "https://emulator.test",
            "https://emulator.test/dataplatform",
        ),
        (
            "https://emulator.test/",
            "https://emulator.test/dataplatform",
        ),
        ("https://x/dataplatform/", "https://x/dataplatform"),
        ("https://x/v2/dataplatform", "https://x/v2/dataplatform"),
        (
            "https://x/dataplatform/v2",
            "https://x/dataplatform/v2/dataplatform",
        ),
        (
            "https://x/my-dataplatform",
            "https://x/my-dataplatform/dataplatform",
        ),
        ("https://dataplatform", "https://dataplatform/dataplatform"),
        ("http://[::1]:8080", "http://[::1]:8080/dataplatform"),
    ] {
        let mut room = Room::with(json!({ "baseUrl": given }));
        assert_eq!(room.emulator.base_url(), used);
        let versions = room.get("/versions");
        assert_eq!(versions.body["href"], format!("{used}/versions"));
        let created = room.post("/clusters", cluster("prod"));
        let href = format!("{used}/clusters/{}", created.id());
        assert_eq!(created.body["href"], href);
    }
}
