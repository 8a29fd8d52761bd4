//! Dates as HTTP and JSON write them.
//!
//! Parsed strictly: a host's `Date.parse` takes almost anything for a date.

/// The three forms of RFC 9110, 5.6.7: all must be understood, although only the first may be sent.
pub(crate) fn http(value: &str, now: f64) -> Option<f64> {
    let words: Vec<&str> = value.split(' ').filter(|word| !word.is_empty()).collect();
    match *words.as_slice() {
        // Sun, 06 Nov 1994 08:49:37 GMT
        [weekday, day, month, year, time, "GMT"] if weekday.ends_with(',') => {
            epoch_ms(number(year, 4)?, month_of(month)?, number(day, 2)?, time)
        }
        // Sunday, 06-Nov-94 08:49:37 GMT
        [weekday, date, time, "GMT"] if weekday.ends_with(',') => {
            let mut parts = date.splitn(3, '-');
            let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
            let year = full_year(number(year, 2)?, now);
            epoch_ms(year, month_of(month)?, number(day, 2)?, time)
        }
        // Sun Nov  6 08:49:37 1994
        [_weekday, month, day, time, year] => epoch_ms(
            number(year, 4)?,
            month_of(month)?,
            number(day, day.len())?,
            time,
        ),
        _ => None,
    }
}

/// A time of RFC 3339 in milliseconds since the epoch, as the service writes it; `None` for what is none.
pub(crate) fn rfc3339(text: &str) -> Option<f64> {
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let mut parts = date.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let (time, rest) = time.split_at_checked(8)?;
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    let minutes = match zone.as_bytes() {
        [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), ..] => {
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            let minutes = number(hours, 2)? * 60 + number(minutes, 2)?;
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => return None,
    };
    let (month, day) = (number(month, 2)?, number(day, 2)?);
    if !(1..=12).contains(&month) {
        return None;
    }
    let local = epoch_ms(number(year, 4)?, month, day, time)?;
    #[allow(clippy::cast_precision_loss)]
    Some(local - minutes as f64 * 60_000.0)
}

fn number(text: &str, digits: usize) -> Option<i64> {
    if text.len() != digits || digits > 4 {
        return None;
    }
    text.bytes().try_fold(0, |sum, byte| {
        byte.is_ascii_digit()
            .then(|| sum * 10 + i64::from(byte - b'0'))
    })
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

fn month_of(name: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let place = MONTHS.iter().position(|&known| known == name)?;
    i64::try_from(place + 1).ok()
}

fn epoch_ms(year: i64, month: i64, day: i64, time: &str) -> Option<f64> {
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

    #[test]
    fn a_time_of_the_service_is_read_with_its_zone() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", Some(0.0)),
            ("2024-11-20T09:15:02Z", Some(1_732_094_102_000.0)),
            ("2024-11-20T09:15:02.123Z", Some(1_732_094_102_000.0)),
            ("2024-11-20t10:15:02+01:00", Some(1_732_094_102_000.0)),
            ("2024-11-20 07:45:02-01:30", Some(1_732_094_102_000.0)),
            ("2024-02-29T23:59:60Z", Some(1_709_251_200_000.0)),
            ("2024-13-01T00:00:00Z", None),
            ("2024-11-20T09:15:02", None),
            ("2024-11-20", None),
            ("2024-11-20T9:15:02Z", None),
            ("20. November 2024", None),
            ("", None),
        ] {
            assert_eq!(rfc3339(text), expected, "{text}");
        }
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
    fn days_are_counted_across_leap_years() {
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(days(2000, 2, 29), 11_016);
        assert_eq!(days(2000, 3, 1), 11_017);
        assert_eq!(days(2026, 11, 22), 20_779);
    }
}
