//! Any bytes as the answer of any operation: no panic, and never another opinion than serde_json's
//! on what is JSON.
#![no_main]

use std::sync::LazyLock;

use ionoscloud_dataplatform::endpoints;
use ionoscloud_dataplatform::json::Scanner;
use ionoscloud_dataplatform::rules::{Flaw, Schema, check_answer, schemas};
use ionoscloud_dataplatform_fuzz::is_json;
use libfuzzer_sys::fuzz_target;

static OBJECTS: LazyLock<Vec<Schema>> = LazyLock::new(|| {
    let objects = schemas::ALL.iter();
    objects.map(|object| Schema::Object(object)).collect()
});

fuzz_target!(|text: &[u8]| {
    let is_json = is_json(text);
    let mut scanner = Scanner::new(text);
    let accepted = scanner.skip_value().and_then(|()| scanner.end());
    assert_eq!(accepted.is_ok(), is_json);

    let answers = endpoints::ALL.iter().map(|operation| &operation.answer);
    for schema in answers.chain(OBJECTS.iter()) {
        match check_answer(schema, text) {
            Ok(_) => assert!(is_json),
            Err(Flaw::Syntax(error)) => assert!(!is_json && error.offset <= text.len()),
            Err(Flaw::Shape(violation)) => assert!(!violation.message.contains('\n')),
        }
    }
});
