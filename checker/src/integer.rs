//! Whole numbers, however JSON writes them: `1.50e1` is one.

/// The value of a number's text when it is whole, as JSON Schema means it (`1.0` and `1e2` are);
/// `None` when it is not. Saturates: nothing compares with numbers of that size.
#[must_use]
pub fn integer(number: &[u8]) -> Option<i64> {
    let (negative, digits) = match number.strip_prefix(b"-") {
        Some(digits) => (true, digits),
        None => (false, number),
    };
    let mut parts = digits.splitn(2, |byte| matches!(byte, b'e' | b'E'));
    let mantissa = parts.next().unwrap_or_default();
    let exponent = parts.next().map_or(0, exponent);
    let mut halves = mantissa.splitn(2, |&byte| byte == b'.');
    let whole = halves.next().unwrap_or_default();
    let fraction = halves.next().unwrap_or_default();
    let significant = fraction.len() - fraction.iter().rev().take_while(|&&b| b == b'0').count();

    let all = whole.iter().chain(fraction.iter().take(significant));
    let zero = all.clone().all(|&digit| digit == b'0');
    if zero {
        return Some(0);
    }
    // The number is `all` · 10^shift.
    let shift = exponent - i64::try_from(significant).unwrap_or(i64::MAX);
    let trailing = all
        .clone()
        .rev()
        .take_while(|&&digit| digit == b'0')
        .count();
    let dropped = usize::try_from(shift.saturating_neg()).unwrap_or(0);
    if dropped > trailing {
        return None;
    }
    let count = whole.len() + significant - dropped;
    let mut value = all.take(count).fold(0_i64, |value, &digit| {
        value
            .saturating_mul(10)
            .saturating_add(i64::from(digit - b'0'))
    });
    for _ in 0..shift.clamp(0, 20) {
        value = value.saturating_mul(10);
    }
    Some(if negative { -value } else { value })
}

fn exponent(digits: &[u8]) -> i64 {
    let (negative, digits) = match digits {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let value = digits.iter().fold(0_i64, |value, &digit| {
        (value * 10 + i64::from(digit - b'0')).min(1_000_000_000)
    });
    if negative { -value } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_whole_however_it_is_written() {
        for (text, expected) in [
            ("0", Some(0)),
            ("-0.0", Some(0)),
            ("12", Some(12)),
            ("-12", Some(-12)),
            ("1.0", Some(1)),
            ("1.50e1", Some(15)),
            ("1e2", Some(100)),
            ("100e-2", Some(1)),
            ("100e-3", None),
            ("2.5", None),
            ("1e400", Some(i64::MAX)),
            ("0e99999999999999999999", Some(0)),
            ("1e-400", None),
            ("9223372036854775808", Some(i64::MAX)),
        ] {
            assert_eq!(integer(text.as_bytes()), expected, "{text}");
        }
    }
}
