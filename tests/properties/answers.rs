//! No answer does harm, and none is refused for what the service knows and this library does not.

use ionoscloud_dataplatform::endpoints;
use ionoscloud_dataplatform::rules::{Flaw, Schema, check_answer};
use proptest::prelude::*;

use super::documents::{Keeps, document};
use super::json::{Range, mutated, value, word_salad};
use super::{cases, is_json};

fn schema() -> impl Strategy<Value = &'static Schema> {
    prop::sample::select(&endpoints::ALL[..]).prop_map(|operation| &operation.answer)
}

fn answer() -> impl Strategy<Value = (&'static Schema, String)> {
    schema().prop_flat_map(|schema| {
        let text = document(schema, Keeps::Types(Range::Host));
        (Just(schema), text)
    })
}

/// Whoever accepts an answer or calls it no JSON must agree with the host on that.
fn judged_as_json(schema: &'static Schema, text: &[u8]) -> bool {
    match check_answer(schema, text) {
        Ok(_) => is_json(text),
        Err(Flaw::Syntax(error)) => !is_json(text) && error.offset <= text.len(),
        Err(Flaw::Shape(_)) => true,
    }
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn an_answer_of_the_future_is_accepted((schema, text) in answer()) {
        prop_assert_eq!(check_answer(schema, text.as_bytes()).err(), None);
    }

    #[test]
    fn a_damaged_answer_is_accepted_only_if_it_is_still_json(
        (schema, text) in answer().prop_flat_map(|(schema, text)| (Just(schema), mutated(Just(text))))
    ) {
        prop_assert!(judged_as_json(schema, &text));
    }

    #[test]
    fn an_answer_of_any_other_json_does_no_harm(schema in schema(), text in value(Range::Host)) {
        prop_assert!(judged_as_json(schema, text.as_bytes()));
    }

    #[test]
    fn an_answer_of_random_bytes_does_no_harm(
        schema in schema(),
        text in prop_oneof![any::<Vec<u8>>(), word_salad()],
    ) {
        prop_assert!(judged_as_json(schema, &text));
    }
}
