//! The scanner takes for JSON what JSON is, and reads the strings in it as the host does.

use ionoscloud_dataplatform::json::{Kind, RawStr, Scanner};
use proptest::prelude::*;
use serde_json::Value;

use super::json::{Range, mutated, value, word_salad};
use super::{cases, is_json};

fn accepts(text: &[u8]) -> bool {
    let mut scanner = Scanner::new(text);
    scanner.skip_value().and_then(|()| scanner.end()).is_ok()
}

/// A string as its UTF-16 code units, which is how the host has it, and each unit's way of being written.
fn code_units() -> impl Strategy<Value = Vec<(u16, bool)>> {
    let surrogates = [0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000];
    let unit = prop_oneof![
        any::<u16>(),
        0..0x80_u16,
        prop::sample::select(surrogates.to_vec()),
    ];
    prop::collection::vec((unit, any::<bool>()), 0..12)
}

fn written(units: &[(u16, bool)]) -> String {
    let mut text = String::from("\"");
    for &(unit, escaped) in units {
        match char::from_u32(unit.into()) {
            Some(c) if !escaped && !matches!(c, '\0'..'\x20' | '"' | '\\') => text.push(c),
            _ => text.push_str(&format!("\\u{unit:04x}")),
        }
    }
    text.push('"');
    text
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn every_json_text_is_accepted(text in value(Range::Host)) {
        prop_assert!(is_json(text.as_bytes()));
        prop_assert!(accepts(text.as_bytes()));
    }

    #[test]
    fn an_almost_json_text_is_judged_as_serde_json_does(text in mutated(value(Range::Host))) {
        prop_assert_eq!(accepts(&text), is_json(&text));
    }

    #[test]
    fn a_salad_of_words_is_judged_as_serde_json_does(text in word_salad()) {
        prop_assert_eq!(accepts(&text), is_json(&text));
    }

    #[test]
    fn random_bytes_are_judged_as_serde_json_does(text in any::<Vec<u8>>()) {
        prop_assert_eq!(accepts(&text), is_json(&text));
    }

    #[test]
    fn deep_brackets_are_judged_as_serde_json_does(
        depth in 1..5000_usize,
        opening in prop::sample::select(&["[", "{\"a\":", "[1,", "{\"b\":[],\"a\":"][..]),
        missing in 0..2_usize,
    ) {
        let closing = if opening.starts_with('[') { "]" } else { "}" };
        let text = opening.repeat(depth) + "0" + &closing.repeat(depth - missing);
        prop_assert_eq!(accepts(text.as_bytes()), missing == 0);
        prop_assert_eq!(is_json(text.as_bytes()), missing == 0);
    }

    #[test]
    fn the_kind_of_a_value_is_told_by_its_first_byte(text in value(Range::Common)) {
        let kind = match serde_json::from_str(&text).unwrap() {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Boolean,
            Value::Number(_) => Kind::Number,
            Value::String(_) => Kind::String,
            Value::Array(_) => Kind::Array,
            Value::Object(_) => Kind::Object,
        };
        prop_assert_eq!(Scanner::new(text.as_bytes()).peek(), Ok(kind));
    }

    #[test]
    fn a_value_is_skipped_to_its_end_and_no_further(text in value(Range::Host), tail in "[ ,;x]{0,3}") {
        let whole = format!("{};{tail}", text.trim_end());
        let mut scanner = Scanner::new(whole.as_bytes());
        prop_assert_eq!(scanner.skip_value(), Ok(()));
        prop_assert_eq!(whole.len() - scanner.rest().len(), text.trim_end().len());
    }

    #[test]
    fn a_string_is_decoded_as_the_host_decodes_it(units in code_units()) {
        let text = written(&units);
        let units: Vec<u16> = units.into_iter().map(|(unit, _)| unit).collect();
        let decoded = Scanner::new(text.as_bytes()).string().map(RawStr::decode);
        prop_assert_eq!(decoded, Ok(String::from_utf16_lossy(&units)));
    }

    #[test]
    fn a_string_that_serde_json_reads_too_is_read_alike(text in super::json::string(Range::Common)) {
        let decoded = Scanner::new(text.as_bytes()).string().map(RawStr::decode);
        prop_assert_eq!(decoded, Ok(serde_json::from_str(&text).unwrap()));
    }
}
