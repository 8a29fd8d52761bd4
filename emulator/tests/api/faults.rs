use emulator::Delivery;
use serde_json::{Value, json};

use crate::room::{Room, cluster};

#[test]
fn a_fault_is_played_once_and_for_its_operation_only() {
    let mut room = Room::new();
    room.fail_next(
        "clusters.create",
        json!({ "kind": "status", "status": 503 }),
    );
    assert_eq!(room.get("/clusters").status(), 200);
    let failed = room.post("/clusters", cluster("prod"));
    assert_eq!(failed.error(), (503, "503", "Service Unavailable"));
    assert!(failed.header("X-Request-Id").is_some());
    assert_eq!(room.get("/clusters").names(), [""; 0]);
    assert_eq!(room.post("/clusters", cluster("prod")).status(), 200);
}

#[test]
fn an_operation_may_be_named_by_its_id_and_a_star_means_all() {
    let mut room = Room::new();
    room.fail_next("versionsGet", json!({ "kind": "status", "status": 500 }));
    room.fail_next("*", json!({ "kind": "status", "status": 502 }));
    assert_eq!(room.get("/clusters").status(), 502);
    assert_eq!(room.get("/versions").status(), 500);
    assert_eq!(room.get("/versions").status(), 200);
}

#[test]
fn faults_queue_up_and_may_be_counted() {
    let mut room = Room::new();
    let rule = json!({ "operation": "clusters.list", "count": 2, "fault": { "kind": "status", "status": 500 } });
    room.control("POST", "/faults", rule);
    room.fail_next(
        "clusters.list",
        json!({ "kind": "status", "status": 429, "retryAfter": 7 }),
    );
    assert_eq!(room.get("/clusters").status(), 500);
    let (_, pending) = room.control("GET", "/faults", Value::Null);
    assert_eq!(pending["faults"][0]["count"], 1);
    assert_eq!(pending["faults"].as_array().unwrap().len(), 2);
    assert_eq!(room.get("/clusters").status(), 500);
    let limited = room.get("/clusters");
    assert_eq!(limited.status(), 429);
    assert_eq!(limited.header("Retry-After"), Some("7"));
    assert_eq!(room.get("/clusters").status(), 200);
    assert_eq!(
        room.control("GET", "/faults", Value::Null).1,
        json!({ "faults": [] })
    );
}

#[test]
fn a_fault_may_come_after_the_request_took_effect() {
    for fault in [
        json!({ "kind": "status", "status": 504, "applied": true }),
        json!({ "kind": "drop", "applied": true }),
        json!({ "kind": "hang", "applied": true }),
        json!({ "kind": "truncate" }),
        json!({ "kind": "emptyBody" }),
        json!({ "kind": "brokenJson" }),
    ] {
        let mut room = Room::new();
        room.fail_next("clusters.create", fault.clone());
        room.post("/clusters", cluster("prod"));
        assert_eq!(room.get("/clusters").names(), ["prod"], "{fault}");
    }
}

#[test]
fn a_fault_may_keep_the_request_from_the_service() {
    for fault in [
        json!({ "kind": "status", "status": 504 }),
        json!({ "kind": "drop", "applied": false }),
        json!({ "kind": "drop" }),
        json!({ "kind": "refuse" }),
        json!({ "kind": "hang" }),
        json!({ "kind": "redirect", "location": "https://elsewhere.example/" }),
    ] {
        let mut room = Room::new();
        room.fail_next("clusters.create", fault.clone());
        room.post("/clusters", cluster("prod"));
        assert_eq!(room.get("/clusters").names(), [""; 0], "{fault}");
    }
}

#[test]
fn what_the_door_has_to_play_is_in_the_reply() {
    for (fault, delivery) in [
        (json!({ "kind": "drop" }), Delivery::Drop),
        (json!({ "kind": "refuse" }), Delivery::Refuse),
        (json!({ "kind": "hang" }), Delivery::Hang),
        (
            json!({ "kind": "delay", "ms": 50 }),
            Delivery::Delay { ms: 50 },
        ),
        (
            json!({ "kind": "slowBody", "ms": 70 }),
            Delivery::SlowBody { ms: 70 },
        ),
        (
            json!({ "kind": "truncate", "bytes": 9 }),
            Delivery::Truncate { bytes: 9 },
        ),
        (
            json!({ "kind": "truncate", "bytes": 0 }),
            Delivery::Truncate { bytes: 0 },
        ),
    ] {
        let mut room = Room::new();
        room.fail_next("versions.list", fault);
        let played = room.get("/versions");
        assert_eq!(played.delivery(), Some(delivery.clone()));
        let answered = !matches!(delivery, Delivery::Drop | Delivery::Refuse | Delivery::Hang);
        assert_eq!(played.status(), if answered { 200 } else { 0 });
        assert_eq!(played.reply.body.is_empty(), !answered);
        assert_eq!(played.reply.operation, Some("versions.list"));
    }
}

#[test]
fn a_truncated_body_loses_half_by_default_and_always_something() {
    let mut room = Room::new();
    room.fail_next("*", json!({ "kind": "truncate" }));
    let half = room.get("/versions");
    let length = half.reply.body.len() as u64;
    assert_eq!(
        half.delivery(),
        Some(Delivery::Truncate { bytes: length / 2 })
    );
    for bytes in [length - 1, length, length + 1, 1_000_000] {
        room.fail_next("*", json!({ "kind": "truncate", "bytes": bytes }));
        let bytes = length - 1;
        let cut = room.get("/versions");
        assert_eq!(cut.delivery(), Some(Delivery::Truncate { bytes }));
    }
}

#[test]
fn the_json_form_of_a_reply_is_what_doors_read() {
    let mut room = Room::new();
    room.fail_next("*", json!({ "kind": "slowBody", "ms": 5 }));
    let reply = room.get("/versions").reply;
    let request_id = reply.headers.last().unwrap().1.clone();
    assert_eq!(
        serde_json::to_value(&reply).unwrap(),
        json!({
            "status": 200,
            "headers": [["Content-Type", "application/json"], ["X-Request-Id", request_id]],
            "operation": "versions.list",
            "delivery": { "kind": "slowBody", "ms": 5 },
        })
    );
}

#[test]
fn a_failed_status_has_the_body_that_was_asked_for() {
    let mut room = Room::new();
    let play = |room: &mut Room, status: u16, body: &str| {
        room.fail_next(
            "*",
            json!({ "kind": "status", "status": status, "body": body }),
        );
        let played = room.get("/versions").reply;
        let content_type = played
            .headers
            .iter()
            .find(|(name, _)| *name == "Content-Type");
        let content_type = content_type.map(|(_, value)| value.clone());
        (content_type, String::from_utf8(played.body).unwrap())
    };
    let (html, page) = play(&mut room, 502, "html");
    assert_eq!(html.as_deref(), Some("text/html"));
    assert!(page.contains("502 Bad Gateway"));
    let (text, line) = play(&mut room, 500, "text");
    assert_eq!(
        (text.as_deref(), line.as_str()),
        (Some("text/plain"), "500 internal server error\n")
    );
    assert_eq!(play(&mut room, 500, "empty"), (None, String::new()));
    assert_eq!(play(&mut room, 204, "json"), (None, String::new()));
    let (json, body) = play(&mut room, 418, "json");
    assert_eq!(json.as_deref(), Some("application/json"));
    assert!(body.contains(r#""errorCode":"418""#));
}

#[test]
fn a_body_may_be_spoiled() {
    let mut room = Room::new();
    room.fail_next("*", json!({ "kind": "emptyBody" }));
    room.fail_next("*", json!({ "kind": "brokenJson" }));
    room.fail_next(
        "*",
        json!({ "kind": "contentType", "value": "text/html; charset=x" }),
    );
    let empty = room.get("/versions");
    assert_eq!((empty.status(), empty.reply.body.len()), (200, 0));
    let broken = room.get("/versions");
    assert!(serde_json::from_slice::<Value>(&broken.reply.body).is_err());
    assert_eq!(broken.header("Content-Type"), Some("application/json"));
    let renamed = room.get("/versions");
    assert_eq!(renamed.header("Content-Type"), Some("text/html; charset=x"));
    assert_eq!(renamed.body["type"], "collection");
}

#[test]
fn a_redirect_says_where_to() {
    let mut room = Room::new();
    room.fail_next("*", json!({ "kind": "redirect", "location": "/elsewhere" }));
    let moved = room.get("/versions");
    assert_eq!(
        (moved.status(), moved.header("Location")),
        (307, Some("/elsewhere"))
    );
}

#[test]
fn retry_after_may_be_any_text() {
    let mut room = Room::new();
    let date = "Wed, 21 Oct 2026 07:28:00 GMT";
    room.fail_next(
        "*",
        json!({ "kind": "status", "status": 503, "retryAfter": date }),
    );
    assert_eq!(room.get("/versions").header("Retry-After"), Some(date));
}

#[test]
fn probability_follows_the_seed_and_goes_on_until_it_is_cleared() {
    let run = |seed: u64| {
        let mut room = Room::with(json!({ "seed": seed }));
        let rule = json!({ "probability": 0.3, "fault": { "kind": "status", "status": 503 } });
        room.control("POST", "/faults", rule);
        let played: Vec<_> = (0..1000)
            .map(|_| room.get("/versions").status() == 503)
            .collect();
        room.control("DELETE", "/faults", Value::Null);
        assert_eq!(room.get("/versions").status(), 200);
        played
    };
    let played = run(1);
    let count = played.iter().filter(|played| **played).count();
    assert!((250..350).contains(&count), "{count}");
    assert_eq!(played, run(1));
    assert_ne!(played, run(2));
}

#[test]
fn probability_may_be_counted_too() {
    let mut room = Room::new();
    let rule =
        json!({ "probability": 0.5, "count": 3, "fault": { "kind": "status", "status": 503 } });
    room.control("POST", "/faults", rule);
    let failed = (0..100)
        .filter(|_| room.get("/versions").status() == 503)
        .count();
    assert_eq!(failed, 3);
}

#[test]
fn faults_do_not_change_the_ids_that_come_after_them() {
    let create = |fault: bool| {
        let mut room = Room::new();
        if fault {
            let rule = json!({ "probability": 0.5, "fault": { "kind": "delay", "ms": 1 } });
            room.control("POST", "/faults", rule);
        }
        room.cluster("prod")
    };
    assert_eq!(create(true), create(false));
}

#[test]
fn a_provisioning_fault_waits_for_work_that_is_accepted() {
    let mut room = Room::new();
    room.fail_next("*", json!({ "kind": "provisioning", "outcome": "fail" }));
    assert_eq!(room.get("/clusters").status(), 200);
    assert_eq!(room.post("/clusters", json!({})).status(), 422);
    let path = room.cluster("prod");
    room.pass(crate::room::CLUSTER);
    assert_eq!(room.state(&path), "FAILED");
}

#[test]
fn a_provisioning_fault_is_not_spent_on_a_deletion_that_is_under_way() {
    for cluster_too in [true, false] {
        let mut room = Room::new();
        let path = match cluster_too {
            true => room.available_cluster(),
            false => room.available_node_pool(),
        };
        room.delete(&path);
        room.fail_next("*", json!({ "kind": "provisioning", "outcome": "fail" }));
        assert_eq!(room.delete(&path).state(), "DESTROYING");
        let (_, pending) = room.control("GET", "/faults", Value::Null);
        assert_eq!(pending["faults"].as_array().unwrap().len(), 1);
        let (_, journal) = room.control("GET", "/journal", Value::Null);
        let entries = journal["entries"].as_array().unwrap();
        assert_eq!(entries.last().unwrap().get("fault"), None);
        room.pass(crate::room::DELETE);
        assert_eq!(room.state(&path), "404");
        let next = room.cluster("next");
        room.pass(crate::room::CLUSTER);
        assert_eq!(room.state(&next), "FAILED");
    }
}

#[test]
fn a_fault_that_cannot_be_played_is_refused() {
    let mut room = Room::new();
    for (rule, reason) in [
        (json!({}), "missing field `fault`"),
        (json!({ "fault": { "kind": "explode" } }), "unknown variant"),
        (
            json!({ "fault": { "kind": "drop", "after": 1 } }),
            "unknown field `after`",
        ),
        (
            json!({ "fault": { "kind": "refuse", "applied": true } }),
            "unknown field `applied`",
        ),
        (
            json!({ "fault": { "kind": "status", "status": 99 } }),
            "status must be from 200 to 599",
        ),
        (
            json!({ "fault": { "kind": "contentType", "value": "a\r\nb: c" } }),
            "value must be printable",
        ),
        (
            json!({ "fault": { "kind": "redirect", "location": "é" } }),
            "location must be printable",
        ),
        (
            json!({ "fault": { "kind": "status", "status": 503, "retryAfter": "\n" } }),
            "retryAfter must be",
        ),
        (
            json!({ "fault": { "kind": "provisioning", "outcome": "fail", "state": "X" } }),
            "unknownState only",
        ),
        (
            json!({ "fault": { "kind": "status", "status": 503, "retryAfter": 1.5 } }),
            "retryAfter must be whole seconds, or a text such as a date, not 1.5",
        ),
        (
            json!({ "fault": { "kind": "status", "status": 503, "retryAfter": -1 } }),
            "not -1",
        ),
        (
            json!({ "fault": { "kind": "status", "status": 503, "retryAfter": [2] } }),
            "retryAfter must be whole seconds, or a text such as a date",
        ),
        (
            json!({ "fault": { "kind": "provisioning", "outcome": "unknownState", "state": "" } }),
            "state must not be empty; leave it out for RECONCILING",
        ),
        (
            json!({ "fault": { "kind": "provisioning", "outcome": "unknownState", "state": "AVAILABLE" } }),
            "state must be one that the API does not know, or TERMINATED, not \"AVAILABLE\"",
        ),
        (
            json!({ "operation": "nodePools.list", "fault": { "kind": "provisioning", "outcome": "fail" } }),
            "nodePools.list begins no work that could go wrong; provisioning goes with clusters.create, ",
        ),
        (
            json!({ "operation": "clusters.rename", "fault": { "kind": "drop" } }),
            "no operation",
        ),
        (
            json!({ "count": 0, "fault": { "kind": "drop" } }),
            "count must be 1 or more",
        ),
        (
            json!({ "probability": 1.5, "fault": { "kind": "drop" } }),
            "probability must be from 0 to 1",
        ),
    ] {
        let (status, body) = room.control("POST", "/faults", rule);
        assert_eq!(status, 400);
        let error = body["error"].as_str().unwrap();
        assert!(error.contains(reason), "{reason}: {error}");
    }
    assert_eq!(room.get("/versions").status(), 200);
}
