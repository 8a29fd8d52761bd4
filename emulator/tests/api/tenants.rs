use serde_json::json;

use crate::room::{Room, cluster};

fn declared() -> Room {
    Room::with(json!({
        "tenants": [
            { "token": "anna", "contractNumber": "1", "user": "anna@example.com", "userId": "id-of-anna" },
            { "username": "bob@example.com", "password": "pa:ss", "contractNumber": "1", "role": "manager" },
            { "token": "carl", "contractNumber": "1", "role": "user" },
            { "token": "dora", "contractNumber": "2" },
        ],
    }))
}

/// `bob@example.com:pa:ss`
const BOB: &str = "Basic Ym9iQGV4YW1wbGUuY29tOnBhOnNz";

impl Room {
    fn as_user(&mut self, authorization: &str) -> &mut Self {
        self.authorization = Some(authorization.to_owned());
        self
    }
}

#[test]
fn a_request_without_credentials_is_answered_with_401() {
    let mut room = Room::new();
    room.authorization = None;
    let refused = room.get("/clusters");
    assert_eq!(
        refused.error(),
        (
            401,
            "paas-auth-1",
            "Unauthorized, wrong or no api key provided to process this request"
        )
    );
    assert_eq!(refused.header("WWW-Authenticate"), Some("Bearer"));
}

#[test]
fn without_tenants_every_credential_that_is_not_empty_is_the_administrator() {
    let mut room = Room::new();
    room.as_user("Bearer one").cluster("prod");
    for good in ["Bearer two", "bearer three", BOB, "Basic dXNlcjo="] {
        assert_eq!(
            room.as_user(good).get("/clusters").names(),
            ["prod"],
            "{good}"
        );
    }
    for bad in [
        "",
        "Bearer",
        "Bearer  ",
        "Basic",
        "Basic !",
        "Basic Og==",
        "Basic dXNlcg==",
        "Digest x",
    ] {
        assert_eq!(room.as_user(bad).get("/clusters").status(), 401, "{bad}");
    }
}

#[test]
fn with_tenants_other_credentials_are_answered_with_401() {
    let mut room = declared();
    for good in ["Bearer anna", BOB] {
        assert_eq!(room.as_user(good).get("/clusters").status(), 200, "{good}");
    }
    // The last one is bob@example.com with an empty password.
    for bad in [
        "Bearer ann",
        "Bearer bob",
        "Basic YW5uYTo=",
        "Basic Ym9iQGV4YW1wbGUuY29tOg==",
    ] {
        assert_eq!(room.as_user(bad).get("/clusters").status(), 401, "{bad}");
    }
}

#[test]
fn without_the_privilege_every_operation_is_answered_with_403() {
    let mut room = declared();
    let path = room.as_user("Bearer anna").cluster("prod");
    room.as_user("Bearer carl");
    for path in ["/clusters", "/versions", &path] {
        assert_eq!(
            room.get(path).error(),
            (
                403,
                "dsaas-403",
                "the user does not have the needed permissions"
            )
        );
    }
    assert_eq!(room.post("/clusters", cluster("mine")).status(), 403);
    assert_eq!(room.delete(&path).status(), 403);
    assert_eq!(
        room.as_user("Bearer anna").get("/clusters").names(),
        ["prod"]
    );
}

#[test]
fn resources_belong_to_a_contract() {
    let mut room = declared();
    let path = room.as_user("Bearer anna").cluster("prod");
    room.as_user("Bearer dora");
    assert_eq!(room.get("/clusters").names(), [""; 0]);
    assert_eq!(room.get(&path).status(), 404);
    assert_eq!(room.delete(&path).status(), 404);
    assert_eq!(room.as_user(BOB).get("/clusters").names(), ["prod"]);
}

#[test]
fn the_metadata_tells_who_created_and_who_changed() {
    let mut room = declared();
    let path = room.as_user("Bearer anna").available_cluster();
    room.as_user(BOB).patch(&path, json!({ "name": "renamed" }));
    let metadata = &room.get(&path).body["metadata"];
    assert_eq!(metadata["createdBy"], "anna@example.com");
    assert_eq!(metadata["createdByUserId"], "id-of-anna");
    assert_eq!(metadata["createdInContractNumber"], "1");
    assert_eq!(metadata["lastModifiedBy"], "bob@example.com");
    assert_ne!(metadata["lastModifiedByUserId"], "id-of-anna");
}

#[test]
fn a_manager_may_be_shown_only_what_they_created() {
    let mut room = declared();
    let path = room.as_user("Bearer anna").cluster("prod");
    assert_eq!(room.as_user(BOB).get(&path).status(), 200);

    let mut room = Room::with(json!({
        "switches": { "visibility": "own" },
        "tenants": [{ "token": "anna" }, { "token": "bob", "role": "manager" }],
    }));
    let path = room.as_user("Bearer anna").cluster("prod");
    assert_eq!(room.as_user("Bearer bob").get(&path).status(), 404);
    room.cluster("mine");
    assert_eq!(room.get("/clusters").names(), ["mine"]);
    assert_eq!(
        room.as_user("Bearer anna").get("/clusters").names(),
        ["prod", "mine"]
    );
}

#[test]
fn tenants_without_a_name_are_different_people() {
    let mut room = Room::with(json!({
        "switches": { "visibility": "own" },
        "tenants": [
            { "token": "anna", "role": "manager" },
            { "token": "bob", "role": "manager" },
            { "token": "carl" },
            { "token": "dora", "role": "manager", "userId": "id-of-dora" },
            { "token": "eve", "role": "manager" },
        ],
    }));
    let path = room.as_user("Bearer anna").cluster("prod");
    assert_eq!(room.as_user("Bearer bob").get(&path).status(), 404);
    assert_eq!(room.as_user("Bearer anna").get(&path).status(), 200);
    let (_, body) = room.control("GET", "/tenants", serde_json::Value::Null);
    let tenants = body["tenants"].as_array().unwrap();
    let users: Vec<_> = tenants.iter().map(|tenant| &tenant["user"]).collect();
    assert_eq!(
        users,
        [
            "manager@example.com",
            "manager2@example.com",
            "administrator@example.com",
            "manager@example.com",
            "manager3@example.com",
        ]
    );
    assert_eq!(tenants[3]["userId"], "id-of-dora");
}

#[test]
fn tenants_can_be_declared_at_any_time_and_their_secrets_are_not_told() {
    let mut room = Room::new();
    let (status, body) = room.control(
        "PUT",
        "/tenants",
        json!({ "tenants": [{ "token": "secret", "role": "manager", "user": "eve@example.com" }] }),
    );
    assert_eq!(status, 200);
    assert_eq!(body["tenants"][0]["user"], "eve@example.com");
    assert_eq!(body["tenants"][0]["role"], "manager");
    assert!(!body.to_string().contains("secret"));
    assert_eq!(room.get("/clusters").status(), 401);
    assert_eq!(room.as_user("Bearer secret").get("/clusters").status(), 200);
    room.control("PUT", "/tenants", json!({ "tenants": [] }));
    assert_eq!(
        room.as_user("Bearer anybody").get("/clusters").status(),
        200
    );
}
