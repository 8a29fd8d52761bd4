use serde_json::{Value, json};

use crate::room::{DATACENTER, Exchange, Room, cluster};

const JSON: [(&str, &str); 1] = [("Content-Type", "application/json")];

impl Room {
    fn post_bytes(&mut self, body: &[u8]) -> Exchange {
        self.raw("POST", "/dataplatform/clusters", &JSON, body)
    }

    /// What must still hold after anything.
    fn assert_unharmed(&mut self) {
        assert_eq!(self.get("/clusters").names(), [""; 0]);
    }
}

/// Status and code of an error, whatever its message.
fn code(exchange: &Exchange) -> (u16, String) {
    let (status, code, _) = exchange.error();
    (status, code.to_owned())
}

#[test]
fn every_violation_is_a_message_that_names_its_field() {
    let mut room = Room::new();
    let refused = room.post(
        "/clusters",
        json!({
            "name": "-", "datacenterId": 7, "dataPlatformVersion": "24 3",
            "maintenanceWindow": { "time": "24:00:00" },
            "lans": [{ "lanId": "1", "routes": null }, { "lanId": "2", "dhcp": null }],
        }),
    );
    assert_eq!(refused.status(), 422);
    let messages = refused.messages();
    assert!(messages.iter().all(|(code, _)| *code == "dsaas-400"));
    let messages: Vec<_> = messages.into_iter().map(|(_, message)| message).collect();
    let all = messages.join("\n");
    for expected in [
        "'Value must have 2 characters or more; \"-\" has 1' caused by field /properties/name",
        "'Value must be a string, not a number' caused by field /properties/datacenterId",
        "caused by field /properties/dataPlatformVersion",
        "caused by field /properties/maintenanceWindow/time",
        "'Value is missing' caused by field /properties/maintenanceWindow/dayOfTheWeek",
        "'Value is not nullable' caused by field /properties/lans/0/routes",
        "'Value is not nullable' caused by field /properties/lans/1/dhcp",
    ] {
        assert!(all.contains(expected), "{expected} is not in\n{all}");
    }
    assert_eq!(messages.len(), 7, "{all}");
    room.assert_unharmed();
}

#[test]
fn null_routes_are_refused_in_the_words_of_the_service() {
    let mut room = Room::new();
    let path = room.available_cluster();
    let refused = room.patch(&path, json!({ "lans": [{ "lanId": "1", "routes": null }] }));
    assert_eq!(
        refused.error(),
        (
            422,
            "dsaas-400",
            "'Value is not nullable' caused by field /properties/lans/0/routes"
        )
    );
    assert_eq!(room.state(&path), "AVAILABLE");
}

#[test]
fn a_body_without_properties_is_refused() {
    let mut room = Room::new();
    assert_eq!(
        room.send("POST", "/clusters", json!({})).error(),
        (
            422,
            "dsaas-400",
            "'Value is missing' caused by field /properties"
        )
    );
    assert_eq!(
        room.send("POST", "/clusters", json!([])).error(),
        (
            422,
            "dsaas-400",
            "'Value must be an object, not an array' caused by field /"
        )
    );
}

#[test]
fn fields_that_the_api_does_not_know_are_passed_over() {
    let mut room = Room::new();
    let mut properties = cluster("prod");
    properties["colour"] = json!({ "deep": [1] });
    let created = room.post("/clusters", properties);
    assert_eq!(created.status(), 200);
    assert!(created.body["properties"].get("colour").is_none());
}

#[test]
fn fields_that_the_api_does_not_know_may_be_refused() {
    let mut room = Room::with_switches(json!({ "unknownFields": "refuse" }));
    let mut properties = cluster("prod");
    properties["dataCentreId"] = json!("x");
    let refused = room.post("/clusters", properties);
    assert_eq!(
        refused.error(),
        (
            422,
            "dsaas-400",
            "'Value is no field of CreateClusterProperties; did you mean datacenterId?' \
             caused by field /properties/dataCentreId"
        )
    );
}

#[test]
fn many_unknown_fields_hide_no_other_violation() {
    let mut room = Room::new();
    let mut properties: serde_json::Map<String, Value> =
        (0..500).map(|i| (format!("field{i}"), json!(i))).collect();
    properties.insert("name".to_owned(), json!("-bad-"));
    properties.insert("zone".to_owned(), json!(1));
    properties.insert("datacenterId".to_owned(), json!(DATACENTER));
    let mut text = json!({ "properties": properties }).to_string();
    // The name has to come behind the unknown fields.
    text = text
        .replacen(r#""name":"-bad-","#, "", 1)
        .replacen(r#"}}"#, r#","name":"-bad-"}}"#, 1);
    let refused = room.post_bytes(text.as_bytes());
    assert_eq!(
        code(&refused),
        (422, "dsaas-400".to_owned()),
        "{}",
        refused.body
    );
    room.assert_unharmed();
}

#[test]
fn what_is_no_json_is_answered_with_400() {
    let mut room = Room::new();
    let good = json!({ "properties": cluster("prod") }).to_string();
    let mut broken: Vec<Vec<u8>> = (0..good.len())
        .map(|end| good.as_bytes()[..end].to_vec())
        .collect();
    broken.push(format!("{good}}}").into_bytes());
    broken.push(good.replace('"', "'").into_bytes());
    broken.push(good.replace("prod", "pr\u{1}od").into_bytes());
    for body in broken {
        let refused = room.post_bytes(&body);
        assert_eq!(
            code(&refused),
            (400, "dsaas-400".to_owned()),
            "{:?}",
            String::from_utf8_lossy(&body)
        );
    }
    room.assert_unharmed();
    assert_eq!(
        room.post_bytes(b"").error().2,
        "the body is not JSON from byte 0 on"
    );
}

#[test]
fn invalid_utf_8_is_answered_with_400() {
    let mut room = Room::new();
    let mut body = json!({ "properties": cluster("prod") })
        .to_string()
        .into_bytes();
    let place = body
        .windows(4)
        .position(|window| window == b"prod")
        .unwrap();
    body[place] = 0xFF;
    let refused = room.post_bytes(&body);
    assert_eq!(
        refused.error(),
        (
            400,
            "dsaas-400",
            format!("the body is not UTF-8 from byte {place} on").as_str()
        )
    );
    room.assert_unharmed();
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let mut room = Room::new();
    let body = format!("\u{FEFF}{}", json!({ "properties": cluster("prod") }));
    assert_eq!(room.post_bytes(body.as_bytes()).status(), 200);
}

#[test]
fn what_no_text_can_mean_is_answered_with_400() {
    let mut room = Room::new();
    let path = room.available_node_pool();
    let lone_surrogate = br#"{"properties":{"labels":{"key":"\ud800"}}}"#;
    let refused = room.raw(
        "PATCH",
        &format!("/dataplatform{path}"),
        &JSON,
        lone_surrogate,
    );
    assert_eq!(code(&refused), (400, "dsaas-400".to_owned()));
    let twice = br#"{"properties":{"nodeCount":3,"nodeCount":4}}"#;
    let refused = room.raw("PATCH", &format!("/dataplatform{path}"), &JSON, twice);
    assert_eq!(code(&refused), (400, "dsaas-400".to_owned()));
    assert_eq!(room.get(&path).body["properties"]["nodeCount"], 2);
}

#[test]
fn of_a_label_that_a_body_has_twice_the_last_counts() {
    let mut room = Room::new();
    let path = room.available_node_pool();
    let twice = br#"{"properties":{"labels":{"key":"a","key":"b"}}}"#;
    let changed = room.raw("PATCH", &format!("/dataplatform{path}"), &JSON, twice);
    let labels = &changed.body["properties"]["labels"];
    assert_eq!(*labels, json!({ "key": "b" }));
}

#[test]
fn whole_numbers_may_be_written_in_any_way_that_json_knows() {
    let mut room = Room::new();
    let path = room.available_node_pool();
    let body = br#"{"properties":{"nodeCount":3.0,"labels":{"v":"1.0e0 \"2.0\""},"autoScaling":{"minNodeCount":10e-1,"maxNodeCount":1E1}}}"#;
    let changed = room.raw("PATCH", &format!("/dataplatform{path}"), &JSON, body);
    let properties = &changed.body["properties"];
    assert_eq!(properties["nodeCount"], 3);
    assert_eq!(properties["labels"], json!({ "v": "1.0e0 \"2.0\"" }));
    assert_eq!(
        properties["autoScaling"],
        json!({ "minNodeCount": 1, "maxNodeCount": 10 })
    );
}

#[test]
fn deep_nesting_is_not_followed() {
    let mut room = Room::new();
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let body = format!(r#"{{"properties":{{"name":{}}}}}"#, deep(1_000_000));
    assert_eq!(room.post_bytes(body.as_bytes()).status(), 422);
    let unknown = format!(
        r#"{{"properties":{{"name":"prod","datacenterId":"{DATACENTER}","dataPlatformVersion":"24.3","x":{}}}}}"#,
        deep(1_000_000)
    );
    let endless = "[".repeat(5_000_000);
    assert_eq!(code(&room.post_bytes(endless.as_bytes())).0, 400);
    room.assert_unharmed();
    assert_eq!(room.post_bytes(unknown.as_bytes()).status(), 200);
}

#[test]
fn ten_megabytes_are_read_like_anything_else() {
    let mut room = Room::new();
    let long = "x".repeat(10_000_000);
    let refused = room.post("/clusters", cluster(&long));
    assert_eq!(refused.status(), 422);
    assert!(refused.reply.body.len() < 1000);
    let key = room.post("/clusters", json!({ (long.as_str()): 1 }));
    assert!(key.reply.body.len() < 10_000, "{}", key.reply.body.len());
    room.assert_unharmed();
}

#[test]
fn another_content_type_is_answered_with_415() {
    let mut room = Room::new();
    let body = json!({ "properties": cluster("prod") }).to_string();
    let post = |room: &mut Room, headers: &[(&str, &str)]| {
        room.raw("POST", "/dataplatform/clusters", headers, body.as_bytes())
    };
    for bad in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=latin1",
        "application/merge-patch+json",
        "",
    ] {
        let refused = post(&mut room, &[("content-type", bad)]);
        assert_eq!(code(&refused), (415, "dsaas-415".to_owned()), "{bad}");
    }
    let packed = [
        ("Content-Type", "application/json"),
        ("Content-Encoding", "gzip"),
    ];
    assert_eq!(post(&mut room, &packed).status(), 415);
    room.assert_unharmed();
    for good in ["application/json", "Application/JSON; Charset=\"UTF-8\""] {
        assert_eq!(
            post(&mut room, &[("content-type", good)]).status(),
            200,
            "{good}"
        );
    }
    assert_eq!(post(&mut room, &[]).status(), 200);
}

#[test]
fn the_content_type_of_a_request_without_a_body_does_not_matter() {
    let mut room = Room::new();
    let read = room.raw(
        "GET",
        "/dataplatform/clusters",
        &[("Content-Type", "text/plain")],
        b"{",
    );
    assert_eq!(read.status(), 200);
}

#[test]
fn an_id_that_is_none_is_answered_with_400() {
    let mut room = Room::new();
    let path = room.cluster("prod");
    for bad in [
        "x",
        "..",
        "%00",
        "%2F",
        "498AE72F-411F-11EB-9D07-046C59CC737E",
        "498ae72f-411f-11eb-9d07-046c59cc737e0",
    ] {
        let refused = room.get(&format!("/clusters/{bad}"));
        assert_eq!(refused.status(), 400, "{bad}");
        assert!(refused.messages().iter().all(|(code, message)| {
            *code == "dsaas-400" && message.starts_with("clusterId must")
        }));
        assert_eq!(
            room.delete(&format!("{path}/nodepools/{bad}")).status(),
            400,
            "{bad}"
        );
    }
}

#[test]
fn a_filter_that_breaks_its_rule_is_answered_with_400() {
    let mut room = Room::new();
    let long = format!("name={}", "x".repeat(64));
    for bad in [
        "name=a+b",
        "name=a%20b",
        "name=%C3%A9",
        "name=*",
        "name=a&name=b",
        "name=%",
        "name=%ff",
        &long,
    ] {
        let refused = room.get(&format!("/clusters?{bad}"));
        assert_eq!(code(&refused), (400, "dsaas-400".to_owned()), "{bad}");
    }
}

#[test]
fn an_unknown_path_is_answered_with_404() {
    let mut room = Room::new();
    for path in [
        "/",
        "",
        "/dataplatform",
        "/dataplatform/",
        "/dataplatform/clusters/",
        "/dataplatform//clusters",
        "//dataplatform/clusters",
        "/clusters",
        "/dataplatform/v1/clusters",
        "/dataplatform/Clusters",
        "/dataplatform/clusters//nodepools",
        "/dataplatform/nodepools",
        "*",
    ] {
        let refused = room.raw("GET", path, &[], b"");
        assert_eq!(code(&refused), (404, "dsaas-404".to_owned()), "{path}");
        assert_eq!(refused.reply.operation, None);
    }
    assert_eq!(room.raw("GET", "/dataplatform/%zz", &[], b"").status(), 400);
    assert_eq!(
        room.raw("GET", "/dataplatform/%63lusters", &[], b"")
            .status(),
        200
    );
}

#[test]
fn another_method_is_answered_with_405_and_what_is_allowed() {
    let mut room = Room::new();
    let cluster = room.cluster("prod");
    let pool = room.node_pool(&cluster);
    for (path, allowed) in [
        ("/clusters", "GET, POST"),
        ("/versions", "GET"),
        (&cluster, "GET, PATCH, DELETE"),
        (&format!("{cluster}/kubeconfig"), "GET"),
        (&format!("{cluster}/nodepools"), "GET, POST"),
        (&pool, "GET, PATCH, DELETE"),
    ] {
        for method in ["PUT", "HEAD", "OPTIONS", "TRACE", "get", ""] {
            let refused = room.send(method, path, Value::Null);
            assert_eq!(
                code(&refused),
                (405, "dsaas-405".to_owned()),
                "{method} {path}"
            );
            assert_eq!(refused.header("Allow"), Some(allowed), "{method} {path}");
        }
    }
}

#[test]
fn every_answer_has_a_request_id_of_its_own() {
    let mut room = Room::new();
    let mut ids = std::collections::BTreeSet::new();
    for path in ["/clusters", "/clusters", "/nowhere", "/clusters/x"] {
        let answer = room.get(path);
        assert!(ids.insert(answer.header("X-Request-Id").unwrap().to_owned()));
    }
}

#[test]
fn a_bad_configuration_is_refused_with_the_reason() {
    let refuse = |config: Value| {
        let opened = emulator::Config::from_json(&config.to_string());
        let opened = opened.and_then(emulator::Emulator::new);
        opened.map(|_| ()).unwrap_err().to_string()
    };
    for (config, reason) in [
        (json!({ "sead": 1 }), "unknown field `sead`"),
        (json!([]), "expected a JSON object, not an array"),
        (
            json!([7, "http://x"]),
            "expected a JSON object, not an array",
        ),
        (Value::Null, "null"),
        (json!({ "seed": -1 }), "invalid value"),
        (json!({ "baseUrl": "localhost" }), "baseUrl must begin with"),
        (
            json!({ "baseUrl": "https://x/?y" }),
            "a query or a fragment: \"https://x/?y\"",
        ),
        (
            json!({ "baseUrl": "https://x/#y" }),
            "a query or a fragment",
        ),
        (
            json!({ "switches": { "versions": "list" } }),
            "unknown variant `list`",
        ),
        (
            json!({ "switches": { "createStatus": 201 } }),
            "createStatus must be 200 or 202",
        ),
        (json!({ "versions": [{ "name": "24 3" }] }), "not \"24 3\""),
        (
            json!({ "versions": [{ "name": "a" }, { "name": "a" }] }),
            "version a is declared twice",
        ),
        (
            json!({ "tenants": [{}] }),
            "tenants[0] needs a token or a username",
        ),
        (
            json!({ "tenants": [{ "token": "" }] }),
            "tenants[0] has an empty token",
        ),
        (
            json!({ "tenants": [{ "token": "s3" }, { "token": "s3" }] }),
            "tenants[1] has the token of another one",
        ),
        (json!({ "tenants": [{ "username": "a:b" }] }), "colon"),
        (
            json!({ "tenants": [{ "token": "a", "password": "b" }] }),
            "password without a username",
        ),
    ] {
        let message = refuse(config);
        assert!(
            message.starts_with("bad configuration of the emulator: "),
            "{message}"
        );
        assert!(message.contains(reason), "{reason}: {message}");
        assert!(!message.contains("s3"), "{message}");
    }
}
