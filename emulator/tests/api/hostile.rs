use serde_json::json;

use crate::room::{Room, cluster};

/// Enough of a generator to repeat a failure (Marsaglia, "Xorshift RNGs").
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }

    /// Some bytes of a text changed, added, taken away or doubled.
    fn spoil(&mut self, text: &[u8]) -> Vec<u8> {
        const SPICE: &[u8] = b"\0\"\\{}[]:,%/?&=+-.eE09\xFF\xC3 null";
        let mut bytes = text.to_vec();
        for _ in 0..self.below(4) {
            let place = self.below(bytes.len() + 1);
            let spice = SPICE[self.below(SPICE.len())];
            match self.below(4) {
                0 => bytes.insert(place, spice),
                1 => bytes.truncate(place),
                2 => bytes.extend_from_within(place..),
                _ if place < bytes.len() => bytes[place] = spice,
                _ => {}
            }
        }
        bytes
    }

    fn spoil_text(&mut self, text: &str) -> String {
        String::from_utf8_lossy(&self.spoil(text.as_bytes())).into_owned()
    }
}

#[test]
fn no_input_is_answered_with_a_failure_of_the_emulator() {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut room = Room::new();
    let pool = room.available_node_pool();
    let home = pool.split("/nodepools").next().unwrap().to_owned();
    let paths = [
        "/clusters?name=prod",
        "/versions",
        &home,
        &pool,
        &format!("{home}/kubeconfig"),
        &format!("{home}/nodepools"),
    ]
    .map(|path| format!("/dataplatform{path}"));
    let paths: Vec<_> = paths.iter().map(String::as_str).collect();
    let bodies = [
        json!({ "properties": cluster("prod") }),
        json!({ "properties": { "name": "workers", "nodeCount": 3, "labels": { "a": "b" },
            "autoScaling": { "minNodeCount": 1, "maxNodeCount": 10 } } }),
        json!({ "properties": { "autoScaling": null, "nodeCount": 2 } }),
        json!({ "properties": { "lans": [{ "lanId": "1", "routes": [] }] } }),
    ]
    .map(|body| body.to_string());
    let bodies: Vec<_> = bodies.iter().map(String::as_bytes).collect();
    for _ in 0..20_000 {
        let method = dice.pick(&["GET", "POST", "PATCH", "PATCH", "DELETE", "PUT", ""]);
        let target = dice.pick(&paths);
        let target = dice.spoil_text(target);
        let content_type = dice.spoil_text("application/json; charset=utf-8");
        let body = dice.pick(&bodies);
        let body = dice.spoil(body);
        room.authorization = match dice.below(8) {
            0 => Some(dice.spoil_text("Basic dXNlcjpwYXNz")),
            _ => Some("Bearer token".to_owned()),
        };
        room.pass(dice.below(1000) as u64);
        let answer = room.raw(method, &target, &[("Content-Type", &content_type)], &body);
        match answer.status() {
            200 => assert!(!answer.body.is_null()),
            400..500 => assert!(!answer.messages().is_empty()),
            status => panic!("{status} for {method} {target}"),
        }
    }
    room.authorization = Some("Bearer token".to_owned());
    assert_eq!(room.get("/clusters").status(), 200);
}

#[test]
fn no_control_and_no_configuration_is_too_odd() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut room = Room::new();
    let fault = json!({ "operation": "*", "probability": 0.5, "fault": { "kind": "status", "status": 503, "retryAfter": 1 } });
    let tenants =
        json!({ "tenants": [{ "token": "a", "role": "manager", "contractNumber": "1" }] });
    let id = "498ae72f-411f-11eb-9d07-046c59cc737e";
    let load = json!({ "clusterId": id, "nodePoolId": id, "nodes": 1 });
    let config =
        json!({ "seed": 1, "timings": { "clusterMs": 1 }, "switches": { "versions": "array" } });
    let bodies = [fault, tenants, load, config].map(|body| body.to_string());
    let bodies: Vec<_> = bodies.iter().map(String::as_bytes).collect();
    let targets = [
        "/_emulator/faults",
        "/_emulator/tenants",
        "/_emulator/load",
        "/_emulator/journal",
        "/_emulator/state",
        "/_emulator/reset",
    ];
    for _ in 0..20_000 {
        let method = dice.pick(&["GET", "POST", "PUT", "DELETE"]);
        let target = dice.pick(&targets);
        let target = dice.spoil_text(target);
        let body = dice.pick(&bodies);
        let body = dice.spoil(body);
        let reply = room.emulator.control(room.now, method, &target, &body);
        assert!(
            matches!(reply.status, 200 | 400 | 404 | 405),
            "{}",
            reply.status
        );
        assert!(serde_json::from_slice::<serde_json::Value>(&reply.body).is_ok());
        let config = String::from_utf8_lossy(&body).into_owned();
        let opened = emulator::Config::from_json(&config).and_then(emulator::Emulator::new);
        assert!(opened.is_ok() || !opened.err().unwrap().to_string().is_empty());
    }
}
