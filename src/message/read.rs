use checker::json::{Kind, NotJson, RawStr, Scanner};

/// A value inside of a JSON text, found again each time that it is asked for something; or none.
#[derive(Clone, Copy, Default)]
pub(crate) struct Value<'a> {
    /// The text from the value on; empty where there is none.
    text: &'a [u8],
}

impl<'a> Value<'a> {
    /// The value of a text that is known to be JSON: the host wrote it, or it was checked.
    pub(crate) fn of(text: &'a [u8]) -> Self {
        let text = Scanner::new(text).rest();
        Self { text }
    }

    /// The value of a text; none where it is no JSON.
    pub(crate) fn document(text: &'a [u8]) -> Self {
        let mut scanner = Scanner::new(text);
        let text = scanner.rest();
        match scanner.skip_value().and_then(|()| scanner.end()) {
            Ok(()) => Self { text },
            Err(NotJson) => Self::default(),
        }
    }

    fn scanner(self) -> Scanner<'a> {
        Scanner::at(self.text)
    }

    fn kind(self) -> Option<Kind> {
        self.scanner().peek().ok()
    }

    /// Whether there is no value; `null` counts as none.
    pub(crate) fn is_none(self) -> bool {
        matches!(self.kind(), None | Some(Kind::Null))
    }

    pub(crate) fn is_object(self) -> bool {
        self.kind() == Some(Kind::Object)
    }

    pub(crate) fn is_list(self) -> bool {
        self.kind() == Some(Kind::Array)
    }

    /// The member of a name; of several, the last, as in the host's `JSON.parse`.
    pub(crate) fn get(self, name: &str) -> Self {
        let mut found = Self::default();
        for (key, value) in self.raw_members() {
            if key.is(name) {
                found = value;
            }
        }
        found
    }

    /// The members of an object.
    pub(crate) fn members(self) -> impl Iterator<Item = (String, Self)> + use<'a> {
        self.raw_members().map(|(key, value)| (key.decode(), value))
    }

    /// The members of an object, with their names as they are written.
    pub(crate) fn raw_members(self) -> impl Iterator<Item = (RawStr<'a>, Self)> + use<'a> {
        let entries = self.entries(Kind::Object);
        entries.filter_map(|(key, value)| Some((key?, value)))
    }

    /// The elements of a list.
    pub(crate) fn items(self) -> impl Iterator<Item = Self> + use<'a> {
        let entries = self.entries(Kind::Array);
        entries.map(|(_, value)| value)
    }

    fn entries(self, kind: Kind) -> Entries<'a> {
        let has_keys = kind == Kind::Object;
        let mut scanner = self.scanner();
        if scanner.peek() != Ok(kind) || !scanner.take(if has_keys { b'{' } else { b'[' }) {
            scanner = Scanner::at(&[]);
        }
        Entries { scanner, has_keys }
    }

    /// A string as it is written.
    pub(crate) fn string(self) -> Option<RawStr<'a>> {
        self.scanner().string().ok()
    }

    /// The text of a string.
    pub(crate) fn text(self) -> Option<String> {
        self.string().map(RawStr::decode)
    }

    /// Whether it is a string of this text.
    pub(crate) fn is(self, text: &str) -> bool {
        self.string().is_some_and(|found| found.is(text))
    }

    pub(crate) fn number(self) -> Option<f64> {
        let mut scanner = self.scanner();
        match scanner.peek() {
            Ok(Kind::Number) => scanner.number().ok().map(to_f64),
            _ => None,
        }
    }

    pub(crate) fn boolean(self) -> Option<bool> {
        let mut scanner = self.scanner();
        match scanner.peek() {
            Ok(Kind::Boolean) => Some(scanner.take(b't')),
            _ => None,
        }
    }

    pub(crate) fn is_true(self) -> bool {
        self.boolean() == Some(true)
    }
}

/// What is in an object or a list. It ends where the text does not go on as it should.
struct Entries<'a> {
    scanner: Scanner<'a>,
    has_keys: bool,
}

impl<'a> Iterator for Entries<'a> {
    type Item = (Option<RawStr<'a>>, Value<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let mut scanner = std::mem::replace(&mut self.scanner, Scanner::at(&[]));
        if scanner.take(if self.has_keys { b'}' } else { b']' }) {
            return None;
        }
        scanner.take(b',');
        let key = match self.has_keys {
            true => Some(scanner.key().ok()?),
            false => None,
        };
        let text = scanner.rest();
        scanner.skip_value().ok()?;
        self.scanner = scanner;
        Some((key, Value { text }))
    }
}

/// Reads a number: exactly where it is whole and safe in JavaScript, otherwise as nearly as a time in
/// milliseconds needs. The standard library's way reads all of them exactly, and brings 15 KB.
fn to_f64(text: &[u8]) -> f64 {
    let (negative, text) = match text.strip_prefix(b"-") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut value = 0.0;
    let mut scale = 1.0;
    let mut rest = text.iter();
    let mut is_fraction = false;
    for &byte in rest.by_ref() {
        match byte {
            b'0'..=b'9' if is_fraction => {
                scale /= 10.0;
                value += scale * f64::from(byte - b'0');
            }
            b'0'..=b'9' => value = value * 10.0 + f64::from(byte - b'0'),
            b'.' => is_fraction = true,
            _ => break,
        }
    }
    let shrinks = rest.as_slice().starts_with(b"-");
    let digits = rest.filter(|byte| byte.is_ascii_digit());
    let exponent = digits.fold(0_u32, |sum, digit| {
        (sum * 10 + u32::from(digit - b'0')).min(999)
    });
    for _ in 0..exponent {
        value = if shrinks { value / 10.0 } else { value * 10.0 };
    }
    if negative { -value } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Value<'_> {
        Value::document(text.as_bytes())
    }

    #[test]
    fn a_value_is_found_by_its_way() {
        let text = r#" {"a":[1,{"b\n":"x\u0041"}] , "c":{"d":true,"e":null},"a2":-0.5} "#;
        let found = value(text).get("a").items().nth(1).unwrap_or_default();
        assert_eq!(found.get("b\n").text().as_deref(), Some("xA"));
        assert!(value(text).get("c").get("d").is_true());
        assert!(value(text).get("c").get("e").is_none());
        assert_eq!(value(text).get("a2").number(), Some(-0.5));
        assert!(value(text).get("c").get("d").get("e").is_none());
        assert_eq!(value(text).get("a").items().count(), 2);
        assert_eq!(value(text).members().count(), 3);
    }

    #[test]
    fn of_two_members_of_a_name_the_last_counts() {
        let last = value(r#"{"a":1,"a":2}"#).get("a");
        assert_eq!(last.number(), Some(2.0));
    }

    #[test]
    fn a_value_is_of_one_type() {
        assert_eq!(value("\"1\"").number(), None);
        assert_eq!(value("1").text(), None);
        assert_eq!(value("1").boolean(), None);
        assert_eq!(value("false").boolean(), Some(false));
        assert!(value("{}").is_object() && !value("{}").is_list());
        assert!(value("[]").is_list() && !value("[]").is_object());
        assert_eq!(
            value("[]").items().count() + value("{}").members().count(),
            0
        );
    }

    #[test]
    fn a_text_that_is_broken_anywhere_has_no_value() {
        for text in ["", "{", r#"{"a":1"#, "[1,]", "1 2", r#"{"a":1}}"#] {
            assert!(value(text).is_none(), "{text}");
        }
    }

    #[test]
    fn numbers_are_what_javascript_writes() {
        for (text, number) in [
            ("0", 0.0),
            ("-12", -12.0),
            ("1764139200123", 1_764_139_200_123.0),
            ("9007199254740991", 9_007_199_254_740_991.0),
            ("0.25", 0.25),
            ("1.5", 1.5),
            ("1e+21", 1e21),
            ("2.5e3", 2500.0),
            ("25e-1", 2.5),
        ] {
            assert_eq!(value(text).number(), Some(number), "{text}");
        }
        assert_eq!(value("1e999999999999").number(), Some(f64::INFINITY));
        let small = value("1e-7").number().unwrap_or_default();
        assert!((small - 1e-7).abs() < 1e-20);
    }
}
