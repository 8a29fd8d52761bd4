//! The header `Retry-After` (RFC 9110, 10.2.3): a number of seconds or an HTTP date.
//!
//! Parsed strictly: a host's `Date.parse` takes almost anything for a date, and a wait is made of it.

use crate::date;

/// JavaScript's `Number.MAX_SAFE_INTEGER`: a wait without end would be none that JSON can carry.
const LONGEST_MS: f64 = 9_007_199_254_740_991.0;

/// How long to wait from `now` (both in milliseconds since the epoch); `None` for what is neither.
#[must_use]
pub fn parse(value: &str, now: f64) -> Option<f64> {
    let value = value.as_bytes().trim_ascii();
    if !value.is_empty() && value.iter().all(u8::is_ascii_digit) {
        let seconds = value
            .iter()
            .fold(0.0, |sum, digit| sum * 10.0 + f64::from(digit - b'0'));
        return Some((seconds * 1000.0).min(LONGEST_MS));
    }
    date::http(value, now).map(|at| (at - now).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sun, 06 Nov 1994 08:49:37 GMT
    const THEN: f64 = 784_111_777_000.0;

    #[test]
    fn seconds_are_whole_and_not_negative() {
        assert_eq!(parse("0", THEN), Some(0.0));
        assert_eq!(parse(" 120 ", THEN), Some(120_000.0));
        assert_eq!(parse("99999999999", THEN), Some(99_999_999_999_000.0));
        for bad in ["", " ", "-1", "1.5", "1e3", "+1", "0x10", "soon", "1, 2"] {
            assert_eq!(parse(bad, THEN), None, "{bad}");
        }
    }

    #[test]
    fn each_form_of_a_date_gives_the_wait_until_then() {
        for date in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(parse(date, THEN - 5000.0), Some(5000.0), "{date}");
        }
    }

    #[test]
    fn a_date_in_the_past_means_now() {
        assert_eq!(
            parse("Sun, 06 Nov 1994 08:49:37 GMT", THEN + 1.0),
            Some(0.0)
        );
    }

    #[test]
    fn what_only_looks_like_a_date_is_refused() {
        for bad in [
            "1994-11-06T08:49:37Z",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, 32 Nov 1994 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "06 Nov 1994 08:49:37 GMT",
            "Sun 06 Nov 1994 08:49:37 GMT",
            "Sunday 06-Nov-94 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:60:37 GMT",
            "Sun, 06 Nov 1994 08:49:61 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT",
        ] {
            assert_eq!(parse(bad, THEN), None, "{bad}");
        }
    }
}
