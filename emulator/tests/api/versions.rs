use serde_json::json;

use crate::room::{DATACENTER, Room, cluster};

#[test]
fn versions_are_listed_in_numeric_order_the_retired_ones_too() {
    let mut room = Room::with(json!({
        "versions": [{ "name": "23.11" }, { "name": "24.3" }, { "name": "23.4", "retired": true }],
    }));
    assert_eq!(
        room.get("/versions").body,
        json!({
            "id": "dataplatform/versions",
            "type": "collection",
            "href": "https://api.ionos.com/dataplatform/versions",
            "items": ["23.4", "23.11", "24.3"],
        })
    );
}

#[test]
fn versions_may_come_in_the_older_shape() {
    let mut room = Room::with(json!({
        "versions": [{ "name": "24.11" }, { "name": "24.3" }],
        "switches": { "versions": "array" },
    }));
    assert_eq!(room.get("/versions").body, json!(["24.3", "24.11"]));
}

#[test]
fn a_retired_version_is_refused_in_the_words_of_the_service() {
    let mut room = Room::new();
    let mut properties = cluster("prod");
    properties["dataPlatformVersion"] = json!("22.11");
    assert_eq!(
        room.post("/clusters", properties).error(),
        (
            422,
            "dsaas-o-422",
            "request not possible because: the version '22.11' is not available anymore"
        )
    );
    let path = room.available_cluster();
    let upgrade = room.patch(&path, json!({ "dataPlatformVersion": "23.11" }));
    assert_eq!(upgrade.error().1, "dsaas-o-422");
}

#[test]
fn an_unknown_version_is_refused_in_the_words_of_the_service() {
    let mut room = Room::with(json!({
        "versions": [{ "name": "22.06" }, { "name": "22.11" }, { "name": "23.4" }, { "name": "22.09" }],
    }));
    let mut properties = cluster("prod");
    properties["dataPlatformVersion"] = json!("99.9");
    assert_eq!(
        room.post("/clusters", properties).error(),
        (
            422,
            "dsaas-o-691",
            "version 99.9 is not a valid version from '22.06, 22.09, 22.11, 23.4'"
        )
    );
}

#[test]
fn a_creation_without_a_version_is_refused_as_it_was_in_2023() {
    let mut room = Room::with(json!({
        "versions": [{ "name": "22.06" }, { "name": "22.09" }, { "name": "22.11" }, { "name": "23.4" }],
    }));
    let properties = json!({ "name": "prod", "datacenterId": DATACENTER });
    assert_eq!(
        room.post("/clusters", properties).error(),
        (
            422,
            "dsaas-o-691",
            "version 1.1.0 is not a valid version from '22.06, 22.09, 22.11, 23.4'"
        )
    );
    assert_eq!(room.get("/clusters").names(), [""; 0]);
}

#[test]
fn a_creation_without_a_version_may_take_the_latest() {
    let mut room = Room::with(json!({
        "versions": [{ "name": "23.11" }, { "name": "23.4" }, { "name": "24.3", "retired": true }],
        "switches": { "missingVersion": "latest" },
    }));
    let created = room.post(
        "/clusters",
        json!({ "name": "prod", "datacenterId": DATACENTER }),
    );
    assert_eq!(created.body["properties"]["dataPlatformVersion"], "23.11");
}
