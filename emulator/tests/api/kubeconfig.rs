use serde_json::{Value, json};

use crate::room::{CLUSTER, Room, UPDATE};

#[test]
fn a_kubeconfig_is_a_json_object_with_everything_that_tools_read() {
    let mut room = Room::new();
    let path = format!("{}/kubeconfig", room.available_cluster());
    let answer = room.get(&path);
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.header("Content-Type"), Some("application/json"));
    let config = &answer.body;
    assert_eq!(config["apiVersion"], "v1");
    assert_eq!(config["kind"], "Config");
    let context = &config["contexts"][0];
    assert_eq!(config["current-context"], context["name"]);
    assert_eq!(context["context"]["cluster"], config["clusters"][0]["name"]);
    assert_eq!(context["context"]["user"], config["users"][0]["name"]);
    assert_eq!(context["context"]["namespace"], "default");
    let server = config["clusters"][0]["cluster"]["server"].as_str().unwrap();
    assert!(
        server.starts_with("https://") && server.contains(".invalid:"),
        "{server}"
    );
    let authority = &config["clusters"][0]["cluster"]["certificate-authority-data"];
    // Base64 of "-----BEGIN"
    assert!(authority.as_str().unwrap().starts_with("LS0tLS1CRUdJTi"));
    assert!(
        !config["users"][0]["user"]["token"]
            .as_str()
            .unwrap()
            .is_empty()
    );
    assert_eq!(room.get(&path).body, answer.body);
}

#[test]
fn each_cluster_has_a_kubeconfig_of_its_own() {
    let mut room = Room::new();
    let (one, two) = (room.cluster("prod"), room.cluster("prod"));
    room.pass(CLUSTER);
    let [one, two] = [one, two].map(|path| room.get(&format!("{path}/kubeconfig")).body);
    assert_ne!(one["users"], two["users"]);
    assert_ne!(one["clusters"], two["clusters"]);
}

#[test]
fn a_kubeconfig_may_be_a_string_as_in_the_older_api() {
    let mut room = Room::with_switches(json!({ "kubeconfig": "string" }));
    let path = format!("{}/kubeconfig", room.available_cluster());
    let answer = room.get(&path);
    let config: Value = serde_json::from_str(answer.body.as_str().unwrap()).unwrap();
    assert_eq!(config["kind"], "Config");
}

#[test]
fn there_is_no_kubeconfig_before_the_cluster_is_complete() {
    let mut room = Room::new();
    let cluster = room.cluster("prod");
    let path = format!("{cluster}/kubeconfig");
    assert_eq!(
        room.get(&path).error(),
        (404, "dsaas-404", "kubeconfig not found")
    );
    room.pass(CLUSTER);
    assert_eq!(room.get(&path).status(), 200);
    room.patch(&cluster, json!({ "name": "renamed" }));
    assert_eq!(room.get(&path).status(), 200);
    room.pass(UPDATE);
    room.delete(&cluster);
    assert_eq!(room.get(&path).status(), 404);
}

#[test]
fn a_failed_cluster_has_no_kubeconfig() {
    let mut room = Room::new();
    room.fail_next(
        "clusters.create",
        json!({ "kind": "provisioning", "outcome": "fail" }),
    );
    let path = format!("{}/kubeconfig", room.cluster("prod"));
    room.pass(CLUSTER);
    assert_eq!(room.get(&path).status(), 404);
}

#[test]
fn a_kubeconfig_may_be_served_early() {
    let mut room = Room::with_switches(json!({ "earlyKubeconfig": "allow" }));
    let path = format!("{}/kubeconfig", room.cluster("prod"));
    assert_eq!(room.get(&path).status(), 200);
}
