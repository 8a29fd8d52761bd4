//! What official clients got wrong (FACTS 13), as it concerns the models.

use ionoscloud_dataplatform::endpoints::versions;
use ionoscloud_dataplatform::models::{
    AutoScaling, AvailabilityZone, ClusterResponseData, CreateClusterProperties,
    CreateClusterRequest, CreateNodePoolProperties, DayOfTheWeek, ErrorResponse, Lan,
    MaintenanceWindow, Metadata, NodePool, NodePoolListResponseData, PatchClusterProperties,
    PatchNodePoolProperties, PatchNodePoolRequest, State, StorageType,
};
use ionoscloud_dataplatform::rules::{check_answer, check_text, schemas};
use serde_json::{Value, from_value, json, to_value};

fn patch(properties: PatchNodePoolProperties) -> Value {
    to_value(PatchNodePoolRequest { properties }).unwrap()
}

/// FACTS 13.1: the Go SDK sent `"autoScaling": null` with every change of a node pool.
#[test]
fn a_change_of_the_node_count_leaves_auto_scaling_alone() {
    let scale = PatchNodePoolProperties {
        node_count: Some(3),
        ..PatchNodePoolProperties::default()
    };
    assert_eq!(patch(scale), json!({ "properties": { "nodeCount": 3 } }));
}

#[test]
fn auto_scaling_is_switched_off_by_null_only() {
    let switch_off = PatchNodePoolProperties {
        auto_scaling: Some(None),
        ..PatchNodePoolProperties::default()
    };
    let set = PatchNodePoolProperties {
        auto_scaling: Some(Some(AutoScaling {
            min_node_count: 1,
            max_node_count: 10,
        })),
        ..PatchNodePoolProperties::default()
    };
    assert_eq!(
        patch(switch_off),
        json!({ "properties": { "autoScaling": null } })
    );
    assert_eq!(
        patch(set),
        json!({ "properties": { "autoScaling": { "minNodeCount": 1, "maxNodeCount": 10 } } })
    );
}

#[test]
fn a_patch_read_from_json_tells_null_from_absent() {
    for json in [
        json!({ "properties": {} }),
        json!({ "properties": { "autoScaling": null } }),
        json!({ "properties": { "autoScaling": { "minNodeCount": 1, "maxNodeCount": 2 } } }),
    ] {
        let request: PatchNodePoolRequest = from_value(json.clone()).unwrap();
        assert_eq!(to_value(request).unwrap(), json);
    }
}

/// FACTS 13.2: the service refuses `null` for a list.
#[test]
fn a_list_that_is_not_set_is_left_out_and_an_empty_one_is_sent() {
    let lan = |routes| Lan {
        lan_id: "1".to_owned(),
        dhcp: None,
        routes,
    };
    assert_eq!(to_value(lan(None)).unwrap(), json!({ "lanId": "1" }));
    assert_eq!(
        to_value(lan(Some(vec![]))).unwrap(),
        json!({ "lanId": "1", "routes": [] })
    );
    let change = |lans| PatchClusterProperties {
        lans,
        ..PatchClusterProperties::default()
    };
    assert_eq!(to_value(change(None)).unwrap(), json!({}));
    assert_eq!(
        to_value(change(Some(vec![]))).unwrap(),
        json!({ "lans": [] })
    );
}

/// FACTS 11: the Go constructors send defaults that are the service's to choose.
#[test]
fn nothing_is_sent_that_the_caller_did_not_set() {
    let pool = CreateNodePoolProperties {
        name: "workers".to_owned(),
        node_count: 2,
        ..CreateNodePoolProperties::default()
    };
    assert_eq!(
        to_value(pool).unwrap(),
        json!({ "name": "workers", "nodeCount": 2 })
    );
    let cluster = CreateClusterRequest {
        properties: CreateClusterProperties {
            name: "c1".to_owned(),
            datacenter_id: "dc".to_owned(),
            ..CreateClusterProperties::default()
        },
    };
    assert_eq!(
        to_value(cluster).unwrap(),
        json!({ "properties": { "name": "c1", "datacenterId": "dc" } })
    );
}

/// FACTS 13.3: the Go SDK failed the whole answer for a value that it did not know.
#[test]
fn an_enum_value_that_is_not_known_is_kept() {
    let pool = json!({ "storageType": "SSD_PREMIUM", "availabilityZone": "ZONE_9" });
    let pool: NodePool = from_value(pool).unwrap();
    let storage_type = StorageType::Unknown("SSD_PREMIUM".to_owned());
    assert_eq!(pool.storage_type, Some(storage_type));
    let zone = AvailabilityZone::Unknown("ZONE_9".to_owned());
    assert_eq!(pool.availability_zone, Some(zone));
    assert_eq!(to_value(&pool).unwrap()["storageType"], "SSD_PREMIUM");

    let metadata: Metadata = from_value(json!({ "state": "HIBERNATED" })).unwrap();
    assert_eq!(
        metadata.state,
        Some(State::Unknown("HIBERNATED".to_owned()))
    );
    assert_eq!(to_value(&metadata).unwrap()["state"], "HIBERNATED");

    let window = json!({ "time": "16:30:59", "dayOfTheWeek": "Funday" });
    let window: MaintenanceWindow = from_value(window).unwrap();
    assert_eq!(
        window.day_of_the_week,
        DayOfTheWeek::Unknown("Funday".to_owned())
    );
}

#[test]
fn an_enum_value_is_compared_with_its_letter_case() {
    let metadata: Metadata = from_value(json!({ "state": "Available" })).unwrap();
    assert_eq!(metadata.state, Some(State::Unknown("Available".to_owned())));
    let metadata: Metadata = from_value(json!({ "state": "AVAILABLE" })).unwrap();
    assert_eq!(metadata.state, Some(State::Available));
}

/// FACTS 13.4: a date without a zone, an empty one or one with a suffix failed the whole answer.
#[test]
fn a_date_is_the_text_that_the_service_sent() {
    for date in [
        "2020-12-10T13:37:50Z",
        "2020-12-10T13:37:50.123+00:00",
        "2020-12-10T13:37:50",
        "2020-12-10T13:37:50Z[UTC]",
        "",
    ] {
        let metadata: Metadata = from_value(json!({ "createdDate": date })).unwrap();
        assert_eq!(metadata.created_date.as_deref(), Some(date));
    }
}

/// FACTS 13.5: `{}` passed for a cluster.
#[test]
fn an_answer_without_its_required_fields_is_none() {
    assert!(from_value::<ClusterResponseData>(json!({})).is_err());
    assert!(from_value::<NodePoolListResponseData>(json!({})).is_err());
    assert!(from_value::<Lan>(json!({})).is_err());
}

/// FACTS 7 and 12: recorded answers hold `null` where the models have none.
#[test]
fn an_answer_may_hold_null_and_fields_that_are_not_known() {
    let pool = json!({
        "dataPlatformVersion": null, "labels": null, "autoScaling": null, "new": { "deep": [1] }
    });
    assert_eq!(from_value::<NodePool>(pool).unwrap(), NodePool::default());
    let metadata = json!({ "ETag": null, "state": null, "availableUpgradeVersions": null });
    assert_eq!(
        from_value::<Metadata>(metadata).unwrap(),
        Metadata::default()
    );
}

/// FACTS 11: labels of an answer are free objects; 0/0 means that scaling is off.
#[test]
fn an_answer_may_hold_values_that_a_request_may_not() {
    let pool = json!({
        "labels": { "text": "10", "number": 10, "fraction": 1.5, "nothing": null, "deep": [{}] },
        "autoScaling": { "minNodeCount": 0, "maxNodeCount": 0 },
        "nodeCount": 0,
    });
    let pool: NodePool = from_value(pool).unwrap();
    assert_eq!(pool.labels.map(|labels| labels.len()), Some(5));
    assert_eq!(pool.auto_scaling.map(|range| range.max_node_count), Some(0));
}

/// FACTS 11: it looks like a number and is a string.
#[test]
fn a_contract_number_is_a_string() {
    let metadata = json!({ "createdInContractNumber": "12315812" });
    let metadata: Metadata = from_value(metadata).unwrap();
    assert_eq!(
        metadata.created_in_contract_number.as_deref(),
        Some("12315812")
    );
    assert!(from_value::<Metadata>(json!({ "createdInContractNumber": 12_315_812 })).is_err());
}

/// FACTS 6: the bodies of 422, which no table of the API lists.
#[test]
fn the_error_bodies_that_were_seen_are_read() {
    let seen = json!({ "httpStatus": 422, "messages": [{
        "errorCode": "dsaas-400",
        "message": "'Value is not nullable' caused by field /properties/lans/0/routes"
    }]});
    let error: ErrorResponse = from_value(seen.clone()).unwrap();
    assert_eq!(error.http_status, Some(422));
    assert_eq!(to_value(&error).unwrap(), seen);
    assert_eq!(
        from_value::<ErrorResponse>(json!({})).unwrap(),
        ErrorResponse::default()
    );
}

/// FACTS 13.11: an empty id was answered with "must have at least 32 elements".
#[test]
fn an_empty_id_is_called_empty() {
    let found = check_text(schemas::PATH_ID, "");
    let messages: Vec<_> = found.iter().map(|(_, message)| message.as_str()).collect();
    assert_eq!(messages, ["must not be empty"]);
}

/// FACTS 12: an old client read nothing but `["items"]` from the new answer, the new one failed on the old.
#[test]
fn versions_come_in_two_shapes() {
    let answer = &versions::LIST.answer;
    for good in [r#"{"items":["23.11","24.3"]}"#, r#"["22.11"]"#, "[]"] {
        assert!(check_answer(answer, good.as_bytes()).is_ok(), "{good}");
    }
    for bad in [
        r#"{"versions":[]}"#,
        r#"{"items":[22.11]}"#,
        "[22.11]",
        "null",
        "\"24.3\"",
    ] {
        assert!(check_answer(answer, bad.as_bytes()).is_err(), "{bad}");
    }
}
