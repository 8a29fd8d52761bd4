use std::borrow::Cow;

/// Decodes percent-encoding (RFC 3986, 2.1); `None` when it is broken or no UTF-8.
pub(crate) fn decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        bytes.push((high << 4 | low) as u8);
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

/// Decodes one half of a query parameter: as [`decode`], and `+` is a space (FACTS 1: the official
/// SDK for Go sends spaces so).
pub(crate) fn decode_query(text: &str) -> Option<String> {
    decode(&text.replace('+', " ")).map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_encoding_is_decoded_and_refused_when_broken() {
        assert_eq!(decode("a%2Fb%c3%a9").as_deref(), Some("a/bé"));
        for broken in ["%", "%4", "%zz", "%ff", "a%+1"] {
            assert_eq!(decode(broken), None, "{broken}");
        }
        assert_eq!(decode_query("a+b%2B").as_deref(), Some("a b+"));
    }
}
