/// The text that is meant by what stands between the quotes of a JSON string (RFC 8259, 7). Lone surrogates
/// and broken UTF-8 become U+FFFD.
#[must_use]
pub fn unescape(mut rest: &[u8]) -> String {
    let mut text = String::with_capacity(rest.len());
    loop {
        let plain = rest.iter().position(|byte| *byte == b'\\');
        let (plain, escaped) = rest
            .split_at_checked(plain.unwrap_or(rest.len()))
            .unwrap_or_default();
        for chunk in plain.utf8_chunks() {
            text.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        let [b'\\', escape, tail @ ..] = escaped else {
            return text;
        };
        rest = tail;
        text.push(match escape {
            b'u' => take_unicode(&mut rest),
            _ => meaning(*escape).into(),
        });
    }
}

fn meaning(escape: u8) -> u8 {
    match escape {
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        other => other,
    }
}

/// Reads the four digits of a `\u` escape, and the second half of a surrogate pair where one follows.
fn take_unicode(rest: &mut &[u8]) -> char {
    let high = take_hex(rest);
    if let Some(character) = char::from_u32(high) {
        return character;
    }
    let mut ahead = rest.strip_prefix(b"\\u").unwrap_or_default();
    let low = take_hex(&mut ahead);
    if !(0xD800..0xDC00).contains(&high) || !(0xDC00..0xE000).contains(&low) {
        return char::REPLACEMENT_CHARACTER;
    }
    *rest = ahead;
    let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[inline(never)]
fn take_hex(rest: &mut &[u8]) -> u32 {
    let Some((digits, tail)) = rest.split_at_checked(4) else {
        return 0;
    };
    *rest = tail;
    digits.iter().fold(0, |value, &digit| {
        value * 16 + char::from(digit).to_digit(16).unwrap_or_default()
    })
}
