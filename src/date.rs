//! Dates as HTTP and JSON write them.
//!
//! Parsed strictly: a host's `Date.parse` takes almost anything for a date.

use checker::words::is_one_of;

/// The three forms of RFC 9110, 5.6.7: all must be understood, although only the first may be sent.
const HTTP: [&[u8]; 3] = [
    b"w, dd n yyyy hh:mm:ss GMT",
    b"w, dd-n-yy hh:mm:ss GMT",
    b"w n _d hh:mm:ss yyyy",
];

/// A date of an HTTP header in milliseconds since the epoch; `None` for what is none.
pub(crate) fn http(value: &[u8], now: f64) -> Option<f64> {
    HTTP.into_iter().find_map(|form| {
        let (mut fields, rest) = read(form, value)?;
        let [year, ..] = &mut fields;
        // The one form whose year has two digits.
        if is_one_of(b'-', form) {
            *year = full_year(*year, now);
        }
        rest.is_empty().then(|| epoch_ms(fields)).flatten()
    })
}

/// A time of RFC 3339 in milliseconds since the epoch, as the service writes it; `None` for what is none.
pub(crate) fn rfc3339(text: &[u8]) -> Option<f64> {
    let (fields, mut zone) = read(b"yyyy-oo-ddthh:mm:ss", text)?;
    let mut fraction = 0.0;
    if let [b'.', tail @ ..] = zone {
        zone = tail;
        let mut unit = 100.0;
        while let [digit @ b'0'..=b'9', tail @ ..] = zone {
            fraction += f64::from(digit - b'0') * unit;
            unit /= 10.0;
            zone = tail;
        }
    }
    let minutes = match zone {
        [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), offset @ ..] => {
            let ([.., hours, minutes, _], []) = read(b"hh:mm", offset)? else {
                return None;
            };
            let minutes = hours * 60 + minutes;
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => return None,
    };
    #[allow(clippy::cast_precision_loss)]
    Some(epoch_ms(fields)? - minutes as f64 * 60_000.0 + fraction)
}

/// What the fields of a date are called in a form, in this order.
const FIELDS: &[u8; 6] = b"yodhms";

const MONTHS: &[u8; 36] = b"JanFebMarAprMayJunJulAugSepOctNovDec";

/// Reads a text by a form: the letters of [`FIELDS`] stand for a digit each, `_` for a digit or a blank of
/// the day, `n` for the name of a month, `w` for that of a weekday, `t` for what may stand before a time,
/// and anything else for itself. Gives what is left of the text.
fn read<'a>(form: &[u8], mut rest: &'a [u8]) -> Option<([i64; 6], &'a [u8])> {
    let mut fields = [0; 6];
    for part in form {
        if *part == b'w' {
            while let [b'A'..=b'Z' | b'a'..=b'z', tail @ ..] = rest {
                rest = tail;
            }
            continue;
        }
        let (byte, tail) = rest.split_first()?;
        let mut digit = |name, digit: u8| {
            let place = FIELDS.iter().position(|field| *field == name)?;
            let field = fields.get_mut(place)?;
            *field = *field * 10 + i64::from(digit);
            Some(())
        };
        rest = tail;
        match (part, byte) {
            (b'n', _) => {
                let name = [*byte, *tail.first()?, *tail.get(1)?];
                let mut months = MONTHS.chunks(3);
                let month = months.position(|month| month == name)?;
                digit(b'o', u8::try_from(month + 1).ok()?)?;
                rest = tail.get(2..)?;
            }
            (b'_', b' ') | (b't', b'T' | b't' | b' ') => {}
            (b'_', b'0'..=b'9') => digit(b'd', byte - b'0')?,
            (part, b'0'..=b'9') => digit(*part, byte - b'0')?,
            (part, byte) if part == byte && !is_one_of(*part, FIELDS) => {}
            _ => return None,
        }
    }
    Some((fields, rest))
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

fn epoch_ms([year, month, day, hour, minute, second]: [i64; 6]) -> Option<f64> {
    let is_date = (1..=12).contains(&month) && (1..=31).contains(&day);
    if !is_date || hour > 23 || minute > 59 || second > 60 {
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
            ("2024-11-20T09:15:02.123Z", Some(1_732_094_102_123.0)),
            ("2024-11-20T09:15:02.5Z", Some(1_732_094_102_500.0)),
            ("2024-11-20T09:15:02.5000000Z", Some(1_732_094_102_500.0)),
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
            assert_eq!(rfc3339(text.as_bytes()), expected, "{text}");
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
