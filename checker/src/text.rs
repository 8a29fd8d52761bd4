use std::net::IpAddr;

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
            Self::Time => (!is_time(text))
                .then(|| format!("must be a time of day as HH:MM:SS, not {}", quote(text))),
        }
    }
}

fn refuse_character(text: &str) -> Option<String> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let (place, bad) = text.chars().enumerate().find(|&(_, c)| !allowed(c))?;
    Some(format!(
        "may have letters, digits, '-', '_' and '.' only, not {} at position {} of {}",
        quote(&bad.to_string()),
        place + 1,
        quote(text)
    ))
}

fn refuse_ends(text: &str) -> Option<String> {
    let mut characters = text.chars();
    let (Some(first), Some(last)) = (characters.next(), characters.next_back()) else {
        return Some("must have 2 characters or more".to_owned());
    };
    for (end, character) in [("begin", first), ("end", last)] {
        if !character.is_ascii_alphanumeric() {
            return Some(format!(
                "must {end} with a letter or digit, not with '{character}' as in {}",
                quote(text)
            ));
        }
    }
    None
}

const UUID_FORM: &str =
    "must be a UUID in lower case, such as 498ae72f-411f-11eb-9d07-046c59cc737e";

fn refuse_uuid(text: &str) -> Option<String> {
    let mut rest = text;
    for (group, length) in [8, 4, 4, 4, 12].into_iter().enumerate() {
        if group > 0 {
            rest = rest.strip_prefix('-').unwrap_or(rest);
        }
        for _ in 0..length {
            let is_hex = |c: char| matches!(c, '0'..='9' | 'a'..='f');
            let Some(tail) = rest.strip_prefix(is_hex) else {
                return Some(point_into_uuid(text, rest));
            };
            rest = tail;
        }
    }
    (!rest.is_empty()).then(|| point_into_uuid(text, rest))
}

fn point_into_uuid(text: &str, rest: &str) -> String {
    let place = text.chars().count() - rest.chars().count() + 1;
    match rest.chars().next() {
        Some(bad) => format!(
            "{UUID_FORM}, not {} at position {place} of {}",
            quote(&bad.to_string()),
            quote(text)
        ),
        None => format!("{UUID_FORM}; {} ends too early", quote(text)),
    }
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
            Self::Ip => text
                .parse::<IpAddr>()
                .is_err()
                .then(|| format!("must be an IPv4 or IPv6 address, not {}", quote(text))),
            Self::Cidr => (!is_cidr(text)).then(|| {
                format!(
                    "must be an IPv4 or IPv6 network such as 192.168.42.0/24, not {}",
                    quote(text)
                )
            }),
        }
    }
}

fn is_cidr(text: &str) -> bool {
    let Some((address, prefix)) = text.split_once('/') else {
        return false;
    };
    let bits = match address.parse() {
        Ok(IpAddr::V4(_)) => 32,
        Ok(IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    let canonical = !prefix.starts_with(['+', '0']) || prefix == "0";
    canonical && prefix.parse::<u8>().is_ok_and(|prefix| prefix <= bits)
}

/// Quotes a text for a message on one line: control characters escaped, long texts cut.
#[must_use]
pub(crate) fn quote(text: &str) -> String {
    const MOST: usize = 48;
    let mut quoted = String::from("\"");
    for (place, character) in text.chars().enumerate() {
        if place == MOST {
            quoted.push('…');
            break;
        }
        if character.is_control() || character == '"' {
            quoted.extend(character.escape_default());
        } else {
            quoted.push(character);
        }
    }
    quoted.push('"');
    quoted
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
    }
}
