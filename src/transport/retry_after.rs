//! The header `Retry-After` (RFC 9110, 10.2.3): a number of seconds or an HTTP date.
//!
//! Parsed strictly: a host's `Date.parse` takes almost anything for a date, and a wait is made of it.

/// JavaScript's `Number.MAX_SAFE_INTEGER`: a wait without end would be none that JSON can carry.
const LONGEST_MS: f64 = 9_007_199_254_740_991.0;

/// How long to wait from `now` (both in milliseconds since the epoch); `None` for what is neither.
#[must_use]
pub fn parse(value: &str, now: f64) -> Option<f64> {
    let value = value.trim_matches([' ', '\t']);
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        let seconds = value
            .bytes()
            .fold(0.0, |sum, digit| sum * 10.0 + f64::from(digit - b'0'));
        return Some((seconds * 1000.0).min(LONGEST_MS));
    }
    http_date(value, now).map(|at| (at - now).max(0.0))
}

/// The three forms of RFC 9110, 5.6.7: all must be understood, although only the first may be sent.
fn http_date(value: &str, now: f64) -> Option<f64> {
    let words: Vec<&str> = value.split(' ').filter(|word| !word.is_empty()).collect();
    match *words.as_slice() {
        // Sun, 06 Nov 1994 08:49:37 GMT
        [weekday, day, month, year, time, "GMT"] if weekday.ends_with(',') => {
            epoch_ms(number(year, 4)?, month, number(day, 2)?, time)
        }
        // Sunday, 06-Nov-94 08:49:37 GMT
        [weekday, date, time, "GMT"] if weekday.ends_with(',') => {
            let mut parts = date.splitn(3, '-');
            let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
            let year = full_year(number(year, 2)?, now);
            epoch_ms(year, month, number(day, 2)?, time)
        }
        // Sun Nov  6 08:49:37 1994
        [_weekday, month, day, time, year] => {
            epoch_ms(number(year, 4)?, month, number(day, day.len())?, time)
        }
        _ => None,
    }
}

fn number(text: &str, digits: usize) -> Option<i64> {
    let well_formed = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    well_formed.then(|| text.parse().ok()).flatten()
}

/// A year of two digits that seems more than 50 years ahead is in the past (RFC 9110, 5.6.7).
fn full_year(two_digits: i64, now: f64) -> i64 {
    #[allow(clippy::cast_possible_truncation)]
    let this_year = 1970 + (now / 31_556_952_000.0) as i64;
    let year = this_year - this_year % 100 + two_digits;
    if year > this_year + 50 {
        year - 100
    } else {
        year
    }
}

fn epoch_ms(year: i64, month: &str, day: i64, time: &str) -> Option<f64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month = 1 + i64::try_from(MONTHS.iter().position(|&name| name == month)?).ok()?;
    let mut parts = time.splitn(3, ':').map(|part| number(part, 2));
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let valid = (1..=31).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    if !valid {
        return None;
    }
    let seconds = ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    #[allow(clippy::cast_precision_loss)]
    Some(seconds as f64 * 1000.0)
}

/// Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March so that
/// the leap day is the last one.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let month = (month + 9) % 12;
    let of_year = (153 * month + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719_468
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
    fn a_year_of_two_digits_is_at_most_fifty_years_ahead() {
        let year_in = |this_year, two_digits| {
            #[allow(clippy::cast_precision_loss)]
            let now = days(this_year, 7, 1) as f64 * 86_400_000.0;
            full_year(two_digits, now)
        };
        assert_eq!(year_in(2026, 27), 2027);
        assert_eq!(year_in(2026, 76), 2076);
        assert_eq!(year_in(2026, 77), 1977);
        assert_eq!(year_in(1994, 94), 1994);
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

    #[test]
    fn days_are_counted_across_leap_years() {
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(days(2000, 2, 29), 11_016);
        assert_eq!(days(2000, 3, 1), 11_017);
        assert_eq!(days(2026, 11, 22), 20_779);
    }
}
