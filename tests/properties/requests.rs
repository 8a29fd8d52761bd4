//! A good request is never refused, and a refusal points at something that is there.

use ionoscloud_dataplatform::endpoints;
use ionoscloud_dataplatform::rules::{Path, Rule, Schema, Step, check_request};
use proptest::prelude::*;
use serde_json::Value;

use super::cases;
use super::documents::{Keeps, document};
use super::json::{Range, mutated, value};

fn schema() -> impl Strategy<Value = &'static Schema> {
    let bodies = endpoints::ALL
        .iter()
        .filter_map(|operation| operation.body.as_ref());
    prop::sample::select(bodies.collect::<Vec<_>>())
}

fn request(keeps: Keeps) -> impl Strategy<Value = (&'static Schema, String)> {
    schema().prop_flat_map(move |schema| (Just(schema), document(schema, keeps)))
}

/// The value at a path, where there is one.
fn at<'a>(body: &'a Value, path: &[Step]) -> Option<&'a Value> {
    path.iter().try_fold(body, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(*index as usize),
    })
}

fn points_at_something(body: &Value, rule: Rule, path: &Path) -> bool {
    if rule != Rule::Required {
        return at(body, &path.0).is_some();
    }
    let Some((Step::Key(missing), parent)) = path.0.split_last() else {
        return false;
    };
    at(body, parent).is_some_and(|parent| parent.is_object() && parent.get(missing).is_none())
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn a_request_that_keeps_every_rule_is_not_refused((schema, text) in request(Keeps::EveryRule)) {
        prop_assert_eq!(check_request(schema, text.as_bytes()), Ok(vec![]));
    }

    #[test]
    fn a_violation_is_where_its_path_says(
        (schema, text) in prop_oneof![
            request(Keeps::Types(Range::Common)),
            (schema(), value(Range::Common)),
        ]
    ) {
        let body = serde_json::from_str(&text).unwrap();
        for violation in check_request(schema, text.as_bytes()).unwrap() {
            prop_assert!(points_at_something(&body, violation.rule, &violation.path), "{violation:?}");
            prop_assert!(!violation.message.contains('\n'), "{violation:?}");
        }
    }

    #[test]
    fn a_request_of_any_bytes_does_no_harm(
        (schema, text) in prop_oneof![
            (schema(), any::<Vec<u8>>()),
            request(Keeps::Types(Range::Host))
                .prop_flat_map(|(schema, text)| (Just(schema), mutated(Just(text)))),
        ]
    ) {
        let _ = check_request(schema, &text);
    }
}
