//! Whole numbers, however JSON writes them: `1.50e1` is one.

use crate::violation::Rule;
use crate::words::{decimal, fill};

/// Constraints of a whole number. All are of format `int32` but those with `wide`.
#[derive(Debug)]
pub struct Integer {
    /// The least value that is allowed.
    pub minimum: Option<i64>,
    /// What the value must be a multiple of.
    pub multiple_of: Option<i64>,
    /// Whether its format is `int64`.
    pub wide: bool,
}

impl Integer {
    /// The greatest value that is allowed by the format.
    #[must_use]
    pub fn maximum(&self) -> i64 {
        if self.wide {
            i64::MAX
        } else {
            i64::from(i32::MAX)
        }
    }

    /// The least value that is allowed, by the rule or by the format.
    #[must_use]
    pub fn least(&self) -> i64 {
        let format = if self.wide {
            i64::MIN
        } else {
            i64::from(i32::MIN)
        };
        self.minimum.unwrap_or(format)
    }

    /// Which rule a number breaks, and how; `None` when it breaks none.
    #[must_use]
    pub fn refuse(&self, value: i64) -> Option<(Rule, String)> {
        if value < self.least() {
            let (least, value) = (decimal(self.least()), decimal(value));
            let message = fill("must be {} or more, not {}", &[&least, &value]);
            return Some((Rule::Minimum, message));
        }
        if value > self.maximum() {
            let message = fill("must be {} or less", &[&decimal(self.maximum())]);
            return Some((Rule::Maximum, message));
        }
        let is_multiple = |factor: &i64| value.checked_rem(*factor) == Some(0);
        let factor = self.multiple_of.filter(|factor| !is_multiple(factor))?;
        let (factor, value) = (decimal(factor), decimal(value));
        let message = fill("must be a multiple of {}, not {}", &[&factor, &value]);
        Some((Rule::MultipleOf, message))
    }
}

/// The value of a number's text when it is whole, as JSON Schema means it (`1.0` and `1e2` are);
/// `None` when it is not. Saturates: nothing compares with numbers of that size.
#[must_use]
pub fn integer(number: &[u8]) -> Option<i64> {
    let (negative, mut rest) = match number {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    // The digits that were read are `value` and as many zeros; the number is 10^shift of them.
    let mut value = 0_i64;
    let mut zeros = 0_i64;
    let mut shift = 0_i64;
    let mut in_fraction = false;
    while let [byte, tail @ ..] = rest {
        rest = tail;
        match byte {
            b'.' => in_fraction = true,
            b'0'..=b'9' => {
                zeros += 1;
                shift -= i64::from(in_fraction);
                if *byte != b'0' {
                    value = shifted(value, zeros - 1);
                    value = with_digit(value, i64::from(byte - b'0'));
                    zeros = 0;
                }
            }
            _ => {
                shift += exponent(rest);
                break;
            }
        }
    }
    if value == 0 {
        return Some(0);
    }
    if zeros + shift < 0 {
        return None;
    }
    value = shifted(value, zeros + shift);
    Some(if negative { -value } else { value })
}

/// The value with so many zeros behind it.
fn shifted(mut value: i64, zeros: i64) -> i64 {
    // After twenty, nothing changes any more.
    for _ in 0..zeros.min(20) {
        value = with_digit(value, 0);
    }
    value
}

/// The value with a digit behind it.
fn with_digit(value: i64, digit: i64) -> i64 {
    if value > (i64::MAX - digit) / 10 {
        return i64::MAX;
    }
    value * 10 + digit
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
