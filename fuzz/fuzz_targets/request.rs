//! Any bytes as the body of any request: no panic, a bounded list of violations, and a body that
//! is good stays good when another writer writes it.
#![no_main]

use ionoscloud_dataplatform::endpoints;
use ionoscloud_dataplatform::rules::{Schema, check_request};
use ionoscloud_dataplatform_fuzz::is_json;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|text: &[u8]| {
    let bodies = endpoints::ALL
        .iter()
        .filter_map(|operation| operation.body.as_ref());
    for schema in bodies {
        match check_request(schema, text) {
            Err(error) => assert!(!is_json(text) && error.offset <= text.len()),
            Ok(violations) if violations.is_empty() => assert!(is_good_rewritten(schema, text)),
            Ok(violations) => {
                assert!(violations.len() <= 100);
                for violation in violations {
                    assert!(!violation.path.to_string().contains('\n'));
                    assert!(!violation.message.contains('\n'));
                }
            }
        }
    }
});

fn is_good_rewritten(schema: &'static Schema, text: &[u8]) -> bool {
    assert!(is_json(text));
    let Ok(body) = serde_json::from_slice::<Value>(text) else {
        // Lone surrogates and broken UTF-8 are fine with the host, but not with a Rust string.
        return true;
    };
    check_request(schema, body.to_string().as_bytes()) == Ok(vec![])
}
