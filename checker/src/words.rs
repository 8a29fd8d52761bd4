//! Texts put together. The formatting of the standard library would be a tenth of a module that has
//! no other use for it.

/// The parts behind each other.
#[must_use]
#[inline(never)]
pub fn concat(parts: &[&str]) -> String {
    join(parts, "")
}

/// The parts behind each other, with something between them.
#[must_use]
#[inline(never)]
pub fn join(parts: &[&str], between: &str) -> String {
    let mut text = String::new();
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            text.push_str(between);
        }
        text.push_str(part);
    }
    text
}

/// A whole number in decimal digits; beyond 64 bits, the largest of them.
#[must_use]
pub fn decimal(number: impl TryInto<i64>) -> String {
    digits(number.try_into().unwrap_or(i64::MAX))
}

#[inline(never)]
fn digits(number: i64) -> String {
    let mut digits = Vec::new();
    let mut rest = number.unsigned_abs();
    loop {
        digits.push(char::from_digit((rest % 10) as u32, 10).unwrap_or_default());
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        digits.push('-');
    }
    digits.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_put_together() {
        assert_eq!(concat(&[]), "");
        assert_eq!(concat(&["a", "", "b"]), "ab");
        assert_eq!(join(&["a", "b", "c"], ", "), "a, b, c");
    }

    #[test]
    fn a_number_is_written_as_the_standard_library_writes_it() {
        for number in [0_i64, 1, -1, 10, 1_000, i64::MAX, i64::MIN] {
            assert_eq!(decimal(number), number.to_string());
        }
        assert_eq!(decimal(7_usize), "7");
    }
}
