use crate::nearest::{hint, nearest};
use crate::violation::Rule;
use crate::words::{cut, decimal, fill, is_one_of, join};

/// Constraints of a string.
#[derive(Debug)]
pub struct Text {
    /// The fewest characters that are allowed.
    pub min_length: Option<usize>,
    /// The most characters that are allowed.
    pub max_length: Option<usize>,
    /// Which characters, and in which order.
    pub pattern: Option<Pattern>,
    /// The values that are known, where it is an enum.
    pub one_of: &'static [&'static str],
    /// What the string stands for, where a rule in prose says so.
    pub format: Option<Format>,
}

impl Text {
    /// A string of any content.
    pub const ANY: Self = Self {
        min_length: None,
        max_length: None,
        pattern: None,
        one_of: &[],
        format: None,
    };
}

/// Checks a string that stands alone: an id of a path, a filter.
#[must_use]
pub fn check_text(rules: &Text, text: &str) -> Vec<(Rule, String)> {
    let length = length(text);
    if let Some(least) = rules.min_length.filter(|&least| length < least) {
        let message = if length == 0 {
            "must not be empty".to_owned()
        } else {
            refuse_length(least, "more", text)
        };
        return vec![(Rule::MinLength, message)];
    }
    let mut broken = Vec::new();
    if let Some(most) = rules.max_length.filter(|&most| length > most) {
        broken.push((Rule::MaxLength, refuse_length(most, "fewer", text)));
    }
    if let Some(message) = rules.pattern.and_then(|pattern| pattern.refuse(text)) {
        broken.push((Rule::Pattern, message));
    }
    if !rules.one_of.is_empty() && !rules.one_of.contains(&text) {
        let known = join(rules.one_of, ", ");
        let hint = hint(nearest(text, rules.one_of));
        let message = fill(
            "must be one of {}, not {}{}",
            &[&known, &quote(text), &hint],
        );
        broken.push((Rule::Enum, message));
    }
    if let Some(message) = rules.format.and_then(|format| format.refuse(text)) {
        broken.push((Rule::Format, message));
    }
    broken
}

fn refuse_length(bound: usize, or: &str, text: &str) -> String {
    let (bound, has) = (decimal(bound), decimal(length(text)));
    let text = quote(text);
    let form = "must have {} characters or {}; {} has {}";
    fill(form, &[&bound, or, &text, &has])
}

/// The patterns of the API. There are four, so that no engine for regular expressions is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// Letters, digits, `-`, `_` and `.`; the first and the last a letter or digit.
    Name,
    /// Letters, digits, `-`, `_` and `.`.
    Token,
    /// A UUID in lower case, with or without dashes.
    Uuid,
    /// `HH:MM:SS`, 24-hour clock.
    Time,
}

impl Pattern {
    /// The regular expression of the API's description.
    #[must_use]
    pub fn source(self) -> &'static str {
        match self {
            Self::Name => "^[A-Za-z0-9][-A-Za-z0-9_.]*[A-Za-z0-9]$",
            Self::Token => "^[-A-Za-z0-9_.]*$",
            Self::Uuid => "^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$",
            Self::Time => r"^(?:[01]\d|2[0-3]):(?:[0-5]\d):(?:[0-5]\d)$",
        }
    }

    /// What is wrong with a text, as a sentence that points at the bad part; `None` when nothing is.
    #[must_use]
    pub fn refuse(self, text: &str) -> Option<String> {
        match self {
            Self::Token => refuse_character(text),
            Self::Name => refuse_character(text).or_else(|| refuse_ends(text)),
            Self::Uuid => refuse_uuid(text),
            Self::Time if is_time(text) => None,
            Self::Time => Some(refuse("must be a time of day as HH:MM:SS", text)),
        }
    }
}

fn refuse_character(text: &str) -> Option<String> {
    const FORM: &str = "may have letters, digits, '-', '_' and '.' only";
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || is_one_of(byte, b"-_.");
    let place = text.bytes().position(|byte| !allowed(byte))?;
    Some(point_at(FORM, text, place))
}

/// Points at the character behind so many of ASCII.
fn point_at(form: &str, text: &str, place: usize) -> String {
    let rest = text.get(place..).unwrap_or_default();
    let bad = rest.chars().next().map_or(0, char::len_utf8);
    let bad = quote(rest.get(..bad).unwrap_or_default());
    let place = decimal(place + 1);
    let parts = [form, &bad, &place, &quote(text)];
    fill("{}, not {} at position {} of {}", &parts)
}

fn refuse_ends(text: &str) -> Option<String> {
    let [first, .., last] = text.as_bytes() else {
        return Some("must have 2 characters or more".to_owned());
    };
    let (end, bad) = match (first.is_ascii_alphanumeric(), last.is_ascii_alphanumeric()) {
        (true, true) => return None,
        (false, _) => ("begin", first),
        (true, false) => ("end", last),
    };
    let (bad, text) = (String::from(char::from(*bad)), quote(text));
    let form = "must {} with a letter or digit, not with '{}' as in {}";
    Some(fill(form, &[end, &bad, &text]))
}

const UUID_FORM: &str =
    "must be a UUID in lower case, such as 498ae72f-411f-11eb-9d07-046c59cc737e";

fn refuse_uuid(text: &str) -> Option<String> {
    let place = end_of_uuid(text.as_bytes())?;
    if place < text.len() {
        return Some(point_at(UUID_FORM, text, place));
    }
    Some(fill("{}; {} ends too early", &[UUID_FORM, &quote(text)]))
}

/// Whether a text is a UUID in lower case, with or without dashes.
#[must_use]
pub fn is_uuid(text: &[u8]) -> bool {
    end_of_uuid(text).is_none()
}

/// Where a text stops being a UUID, its end included; `None` where it is one.
#[inline(never)]
fn end_of_uuid(text: &[u8]) -> Option<usize> {
    let mut digits = 0;
    let mut may_be_dash = false;
    for (place, byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' | b'a'..=b'f' if digits < 32 => {
                digits += 1;
                may_be_dash = matches!(digits, 8 | 12 | 16 | 20);
            }
            b'-' if may_be_dash => may_be_dash = false,
            _ => return Some(place),
        }
    }
    (digits < 32).then_some(text.len())
}

/// How many characters a text has.
#[inline(never)]
fn length(text: &str) -> usize {
    text.chars().count()
}

fn is_time(text: &str) -> bool {
    let digit = |c: u8, max: u8| c.is_ascii_digit() && c <= max;
    match text.as_bytes() {
        [h, i, b':', m, n, b':', s, t] => {
            (digit(*h, b'1') && digit(*i, b'9') || *h == b'2' && digit(*i, b'3'))
                && digit(*m, b'5')
                && digit(*n, b'9')
                && digit(*s, b'5')
                && digit(*t, b'9')
        }
        _ => false,
    }
}

/// What a string stands for, by a rule in prose (`x-client-rule`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// An IPv4 or IPv6 network in CIDR notation.
    Cidr,
    /// An IPv4 or IPv6 address.
    Ip,
}

impl Format {
    /// What is wrong with a text, as a sentence; `None` when nothing is.
    #[must_use]
    pub fn refuse(self, text: &str) -> Option<String> {
        match self {
            Self::Ip if address(text.as_bytes()).is_some() => None,
            Self::Ip => Some(refuse("must be an IPv4 or IPv6 address", text)),
            Self::Cidr if is_network(text) => None,
            Self::Cidr => Some(refuse(
                "must be an IPv4 or IPv6 network such as 192.168.42.0/24",
                text,
            )),
        }
    }
}

fn refuse(form: &str, text: &str) -> String {
    fill("{}, not {}", &[form, &quote(text)])
}

fn is_network(text: &str) -> bool {
    let Some((network, prefix)) = cut(text, b'/') else {
        return false;
    };
    address(network.as_bytes()).is_some_and(|bits| is_decimal(prefix.as_bytes(), bits))
}

/// How many bits an IP address has; `None` when the text is none. The parser of the standard
/// library takes the same texts, but is many times the size.
fn address(text: &[u8]) -> Option<u32> {
    if is_v4(text) {
        return Some(32);
    }
    is_v6(text).then_some(128)
}

fn is_v4(text: &[u8]) -> bool {
    let mut octets = text.split(|&byte| byte == b'.');
    octets.clone().count() == 4 && octets.all(|octet| is_decimal(octet, 255))
}

fn is_v6(text: &[u8]) -> bool {
    let Some(gap) = text.windows(2).position(|pair| pair == b"::") else {
        return groups(text, true) == Some(8);
    };
    let (head, tail) = text.split_at_checked(gap).unwrap_or_default();
    let tail = tail.get(2..).unwrap_or_default();
    // The gap stands for one group or more.
    matches!((groups(head, false), groups(tail, true)), (Some(head), Some(tail)) if head + tail < 8)
}

/// How many groups of an IPv6 address these are. The last two may be written as an IPv4 address.
fn groups(text: &[u8], may_end_as_v4: bool) -> Option<usize> {
    if text.is_empty() {
        return Some(0);
    }
    let mut count = 0;
    let mut groups = text.split(|&byte| byte == b':').peekable();
    while let Some(group) = groups.next() {
        count += if (1..=4).contains(&group.len()) && group.iter().all(u8::is_ascii_hexdigit) {
            1
        } else if may_end_as_v4 && groups.peek().is_none() && is_v4(group) {
            2
        } else {
            return None;
        };
    }
    Some(count)
}

/// Whether this is a number up to `most`, without a sign and without zeros that say nothing.
fn is_decimal(text: &[u8], most: u32) -> bool {
    if !matches!(text, b"0" | [b'1'..=b'9', ..]) || text.len() > 3 {
        return false;
    }
    let value = text.iter().fold(0, |value, &digit| {
        value * 10 + u32::from(digit.wrapping_sub(b'0'))
    });
    value <= most && text.iter().all(u8::is_ascii_digit)
}

/// Quotes a text for a message on one line: control characters escaped, long texts cut.
#[inline(never)]
fn quote(text: &str) -> String {
    const MOST: usize = 48;
    let mut quoted = "\"".to_owned();
    for (place, character) in text.chars().enumerate() {
        if place == MOST {
            quoted.push('…');
            break;
        }
        if character.is_control() || character == '"' {
            push_escaped(&mut quoted, character);
        } else {
            quoted.push(character);
        }
    }
    quoted.push('"');
    quoted
}

/// Pushes a character as Rust and JavaScript write it in source code, in ASCII.
#[inline(never)]
pub(crate) fn push_escaped(text: &mut String, character: char) {
    let escape = match character {
        '\t' => 't',
        '\r' => 'r',
        '\n' => 'n',
        '\'' | '"' | '\\' => character,
        ' '..='~' => return text.push(character),
        _ => {
            text.push_str("\\u{");
            let code = u32::from(character);
            let digits = (32 - code.leading_zeros()).div_ceil(4).max(1);
            for digit in (0..digits).rev() {
                text.extend(char::from_digit(code >> (4 * digit) & 15, 16));
            }
            return text.push('}');
        }
    };
    text.push('\\');
    text.push(escape);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_character_is_pointed_at() {
        assert_eq!(
            Pattern::Name.refuse("my cluster").as_deref(),
            Some(
                "may have letters, digits, '-', '_' and '.' only, not \" \" at position 3 of \"my cluster\""
            )
        );
        assert_eq!(
            Pattern::Uuid
                .refuse("498ae72f-411f-11eb-9d07-046c59cc737E")
                .as_deref(),
            Some(
                "must be a UUID in lower case, such as 498ae72f-411f-11eb-9d07-046c59cc737e, not \"E\" at position 36 of \"498ae72f-411f-11eb-9d07-046c59cc737E\""
            )
        );
    }

    #[test]
    fn a_name_begins_and_ends_with_a_letter_or_digit() {
        assert_eq!(
            Pattern::Name.refuse("-a").as_deref(),
            Some("must begin with a letter or digit, not with '-' as in \"-a\"")
        );
        assert_eq!(
            Pattern::Name.refuse("a.").as_deref(),
            Some("must end with a letter or digit, not with '.' as in \"a.\"")
        );
    }

    #[test]
    fn dashes_of_a_uuid_are_optional() {
        assert_eq!(
            Pattern::Uuid.refuse("498ae72f411f11eb9d07046c59cc737e"),
            None
        );
        assert_eq!(
            Pattern::Uuid.refuse("498ae72f-411f11eb9d07046c59cc737e"),
            None
        );
        assert!(
            Pattern::Uuid
                .refuse("498ae72f411f11eb9d07046c59cc737")
                .is_some()
        );
        assert!(
            Pattern::Uuid
                .refuse("498ae72f-411f-11eb-9d07-046c59cc737e0")
                .is_some()
        );
        assert!(
            Pattern::Uuid
                .refuse("498ae72f--411f-11eb-9d07-046c59cc737")
                .is_some()
        );
        assert!(
            Pattern::Uuid
                .refuse("-498ae72f-411f-11eb-9d07-046c59cc737e")
                .is_some()
        );
    }

    #[test]
    fn a_network_is_an_address_and_a_prefix() {
        for good in ["10.0.0.0/8", "0.0.0.0/0", "fe80::/10", "2001:db8::/128"] {
            assert_eq!(Format::Cidr.refuse(good), None, "{good}");
        }
        for bad in [
            "10.0.0.0",
            "10.0.0.0/33",
            "10.0.0/8",
            "::/129",
            "10.0.0.0/+8",
            "10.0.0.0/08",
            "/8",
            "",
        ] {
            assert!(Format::Cidr.refuse(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn a_quoted_text_stays_on_one_line_and_short() {
        assert_eq!(quote("a\nb\""), r#""a\nb\"""#);
        assert_eq!(quote(&"x".repeat(100)).chars().count(), 51);
        for character in ['\0', '\t', '\'', '"', '\\', 'a', '~', '\u{7f}', 'é', '😀'] {
            let mut escaped = String::new();
            push_escaped(&mut escaped, character);
            assert_eq!(escaped, character.escape_default().to_string());
        }
    }
}
