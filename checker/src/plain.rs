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
    (key == name.as_bytes()).then_some(rest)
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

/// What is left behind a whole number without sign, fraction or exponent.
#[inline(always)]
pub(crate) fn after_plain_integer(rest: &[u8]) -> Option<&[u8]> {
    let [b'1'..=b'9', rest @ ..] = rest else {
        return None;
    };
    let rest = after_digits(rest);
    (!matches!(rest, [b'.' | b'e' | b'E', ..])).then_some(rest)
}
