//! The quick ways over a JSON text, for what services mostly write: compact, and strings without escapes.
//! They say `None` of anything else, which is no verdict: the scanner of [`json`](crate::json) then reads it.

/// What is left from the first quote, escape or control character on. An answer is mostly strings:
/// looked at by eights, they are passed in a third of the time.
#[inline]
pub(crate) fn after_plain(mut rest: &[u8]) -> &[u8] {
    while let Some((eight, tail)) = rest.split_first_chunk::<8>() {
        let special = special_bits(u64::from_le_bytes(*eight));
        if special != 0 {
            let place = special.trailing_zeros() as usize / 8;
            return rest.get(place..).unwrap_or_default();
        }
        rest = tail;
    }
    while let [0x20..=b'!' | b'#'..=b'[' | b']'.., tail @ ..] = rest {
        rest = tail;
    }
    rest
}

/// The highest bit of each byte that is a quote, an escape or a control character. The lowest of
/// them is true; what is above it may be a borrow's doing.
#[inline]
fn special_bits(bytes: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = ONES * 0x80;
    // With that bit turned over, a quote is 0x20, next to the control characters.
    let controls_and_quotes = (bytes ^ (ONES * 0x02)).wrapping_sub(ONES * 0x21);
    let escapes = (bytes ^ (ONES * u64::from(b'\\'))).wrapping_sub(ONES);
    (controls_and_quotes | escapes) & !bytes & HIGH
}

/// What is left behind digits.
pub(crate) fn after_digits(mut rest: &[u8]) -> &[u8] {
    while let [b'0'..=b'9', tail @ ..] = rest {
        rest = tail;
    }
    rest
}

/// What is left behind `"name":`, when exactly that comes next.
#[inline(always)]
pub(crate) fn after_key<'a>(rest: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let (key, rest) = rest.split_at_checked(name.len() + 3)?;
    let [b'"', key @ .., b'"', b':'] = key else {
        return None;
    };
    is_same(key, name.as_bytes()).then_some(rest)
}

/// Compares by eights, the last of which may overlap the one before: on this target, `==` goes
/// byte by byte.
#[inline(always)]
fn is_same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    if let (Some(a_end), Some(b_end)) = (a.last_chunk::<8>(), b.last_chunk::<8>()) {
        let mut eights = a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0);
        return a_end == b_end && eights.all(|(a, b)| a == b);
    }
    a.iter().zip(b).all(|(a, b)| a == b)
}

/// What is left behind a string that has no escapes; `None` where that is not seen by eights.
#[inline(always)]
pub(crate) fn after_plain_string(rest: &[u8]) -> Option<&[u8]> {
    let [b'"', rest @ ..] = rest else {
        return None;
    };
    let mut rest = rest;
    while let Some((eight, tail)) = rest.split_first_chunk::<8>() {
        let special = special_bits(u64::from_le_bytes(*eight));
        if special != 0 {
            let place = special.trailing_zeros() as usize / 8;
            let [b'"', tail @ ..] = rest.get(place..)? else {
                return None;
            };
            return Some(tail);
        }
        rest = tail;
    }
    None
}

/// What is left behind an object or, where it is to `begin` with a bracket, an array of such strings, written compactly.
#[inline(never)]
pub(crate) fn after_plain_strings(rest: &[u8], begin: u8) -> Option<&[u8]> {
    let has_keys = begin == b'{';
    let mut is_key = has_keys;
    let mut rest = rest.strip_prefix(&[begin])?;
    loop {
        let [next, tail @ ..] = after_plain_string(rest)? else {
            return None;
        };
        rest = tail;
        match (is_key, *next) {
            (true, b':') => is_key = false,
            (false, b',') => is_key = has_keys,
            // Each bracket of ASCII closes with the one but next.
            (false, next) if next == begin + 2 => return Some(rest),
            _ => return None,
        }
    }
}

/// What is left behind a whole number without sign, fraction or exponent.
#[inline(always)]
pub(crate) fn after_plain_integer(rest: &[u8]) -> Option<&[u8]> {
    let [b'1'..=b'9', rest @ ..] = rest else {
        return None;
    };
    let rest = after_digits(rest);
    (!matches!(rest, [b'.' | b'e' | b'E', ..])).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_passed_at_once_where_they_are_plain_and_nothing_else() {
        let after = |text: &str, begin| {
            // It reads by eights: what is behind gives it room.
            let text = format!("{text},        ");
            after_plain_strings(text.as_bytes(), begin).map(<[u8]>::len)
        };
        for (text, begin) in [
            (r#"{"a":"b"}"#, b'{'),
            (r#"{"a":"b","":"é"}"#, b'{'),
            (r#"["a"]"#, b'['),
            (r#"["a","b","a"]"#, b'['),
        ] {
            assert_eq!(after(text, begin), Some(9), "{text}");
        }
        for text in [
            "{}",
            "[]",
            r#"{"a"}"#,
            r#"{"a","b"}"#,
            r#"{"a":"b":"c"}"#,
            r#"{"a":"b"]"#,
            r#"{"a":"b",}"#,
            r#"{"a":1}"#,
            r#"{"a":"\n"}"#,
            "{\"a\":\"\n\"}",
            r#"{"a": "b"}"#,
            r#"["a":"b"]"#,
            r#"["a"}"#,
            r#"["a",]"#,
            r#"["a" ]"#,
            r#"["a",1]"#,
        ] {
            assert_eq!(after(text, b'{'), None, "{text}");
            assert_eq!(after(text, b'['), None, "{text}");
        }
    }
}
