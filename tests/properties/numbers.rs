//! Which numbers are whole, and what they are worth.

use ionoscloud_dataplatform::rules::integer;
use proptest::prelude::*;

use super::cases;
use super::json::{Range, number};

/// Numbers of 15 digits or fewer, which a double tells apart: it is whole exactly when they are.
const SHORT: &str = "-?(0|[1-9][0-9]{0,8})(\\.[0-9]{1,6})?([eE][+-]?[0-9]{1,2})?";

proptest! {
    #![proptest_config(cases(4096))]

    #[test]
    fn a_number_is_whole_exactly_when_its_double_is(text in SHORT) {
        let double: f64 = text.parse().unwrap();
        let whole = integer(text.as_bytes());
        prop_assert_eq!(whole.is_some(), double.fract() == 0.0, "{}", double);
        // A cast from a double saturates, like `integer`.
        let saturated = (double as i64).max(-i64::MAX);
        prop_assert!(whole.is_none_or(|whole| whole as f64 == saturated as f64));
    }

    #[test]
    fn a_whole_number_is_worth_what_serde_json_says(number in -i64::MAX..=i64::MAX) {
        let text = number.to_string();
        prop_assert_eq!(integer(text.as_bytes()), serde_json::from_str(&text).ok());
    }

    #[test]
    fn a_whole_number_is_worth_the_same_however_it_is_written(
        number in -i64::MAX..=i64::MAX,
        zeros in 0..30_usize,
        shift in 1..25_usize,
    ) {
        let decimals = format!("{number}.{}", "0".repeat(zeros + 1));
        prop_assert_eq!(integer(decimals.as_bytes()), Some(number));
        let shifted = format!("{number}{}e-{shift}", "0".repeat(shift));
        prop_assert_eq!(integer(shifted.as_bytes()), Some(number));

        let (sign, digits) = if number < 0 { ("-", -number) } else { ("", number) };
        let digits = digits.to_string();
        let (first, rest) = digits.split_at(1);
        let scientific = format!("{sign}{first}.{rest}0E+{}", rest.len());
        prop_assert_eq!(integer(scientific.as_bytes()), Some(number));
    }

    #[test]
    fn a_fraction_is_not_whole(number in any::<i32>(), fraction in "[0-9]{0,40}[1-9]0{0,40}") {
        let text = format!("{number}.{fraction}");
        prop_assert_eq!(integer(text.as_bytes()), None);
    }

    #[test]
    fn no_number_is_too_much(text in number(Range::Host)) {
        let _ = integer(text.as_bytes());
    }
}
