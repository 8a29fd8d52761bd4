//! Texts put together. The formatting of the standard library would be a twentieth of a module that has
//! no other use for it.

/// A text with the parts in the places of its `{}`, one after the other.
#[must_use]
#[inline(never)]
pub fn fill(form: &str, parts: &[&str]) -> String {
    let mut text = String::new();
    let mut rest = form;
    for part in parts {
        let Some((before, behind)) = cut(rest, b'{') else {
            break;
        };
        text.push_str(before);
        text.push_str(part);
        rest = behind.get(1..).unwrap_or_default();
    }
    text.push_str(rest);
    text
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

/// What is before and behind the first of a character of ASCII.
#[must_use]
#[inline(never)]
pub fn cut(text: &str, at: u8) -> Option<(&str, &str)> {
    let place = text.bytes().position(|byte| byte == at)?;
    Some((text.get(..place)?, text.get(place + 1..)?))
}

/// Whether a byte is one of some.
#[must_use]
#[inline(never)]
#[allow(
    clippy::manual_contains,
    reason = "that is made for long texts, and is ten times the code"
)]
pub fn is_one_of(byte: u8, known: &[u8]) -> bool {
    known.iter().any(|known| *known == byte)
}

/// A whole number in decimal digits; beyond 64 bits, the largest of them.
#[must_use]
pub fn decimal(number: impl TryInto<i64>) -> String {
    digits(number.try_into().unwrap_or(i64::MAX))
}

#[inline(never)]
fn digits(number: i64) -> String {
    let mut text = String::new();
    push_decimal(&mut text, number);
    text
}

/// Adds a whole number in decimal digits.
#[inline(never)]
pub fn push_decimal(text: &mut String, number: i64) {
    if number < 0 {
        text.push('-');
    }
    push_digits(text, number.unsigned_abs());
}

/// At most twenty deep.
#[allow(clippy::cast_possible_truncation)]
fn push_digits(text: &mut String, number: u64) {
    if number > 9 {
        push_digits(text, number / 10);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_put_together() {
        assert_eq!(fill("no place", &[]), "no place");
        assert_eq!(fill("{}, not {}.", &["{}", "b"]), "{}, not b.");
        assert_eq!(join(&["a", "b", "c"], ", "), "a, b, c");
    }

    #[test]
    fn a_text_is_cut_as_the_standard_library_splits_it() {
        for text in ["", ";", "a;b;c", "é;ü", "a"] {
            assert_eq!(cut(text, b';'), text.split_once(';'));
        }
    }

    #[test]
    fn a_number_is_written_as_the_standard_library_writes_it() {
        for number in [0_i64, 1, -1, 10, 1_000, i64::MAX, i64::MIN] {
            assert_eq!(decimal(number), number.to_string());
        }
        assert_eq!(decimal(7_usize), "7");
    }
}
