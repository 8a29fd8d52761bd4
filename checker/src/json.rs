//! A scanner for JSON text (RFC 8259) that accepts exactly what the host's `JSON.parse` accepts.
//!
//! Answers are handed out as the host parsed them, so the check must agree with the host on what
//! is JSON: escaped lone surrogates, numbers such as `1e400` and any depth are fine there, and
//! general parsers refuse one or another of them. It builds nothing and does not recurse.

use values::unescape;

use crate::plain::{after_digits, after_plain};

/// A text is not JSON where its scanner stands. Has no place of its own: it passes through every call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotJson;

/// What kind of value comes next, told by its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `{`
    Object,
    /// `[`
    Array,
    /// `"`
    String,
    /// `-` or a digit
    Number,
    /// `true` or `false`
    Boolean,
    /// `null`
    Null,
}

impl Kind {
    /// The name of the kind as JSON Schema has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Object => "object",
            Self::Array => "array",
            Self::String => "string",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Null => "null",
        }
    }
}

/// The inside of a JSON string as it stands in the text, escapes and all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawStr<'a> {
    bytes: &'a [u8],
    escaped: bool,
}

impl<'a> RawStr<'a> {
    /// The bytes between the quotes, when none of them is escaped: the fast way to compare.
    #[must_use]
    pub fn plain(self) -> Option<&'a [u8]> {
        (!self.escaped).then_some(self.bytes)
    }

    /// Whether a text is meant.
    #[must_use]
    pub fn is(self, text: &str) -> bool {
        match self.plain() {
            Some(bytes) => bytes == text.as_bytes(),
            None => self.decode() == text,
        }
    }

    /// The text that is meant. Lone surrogates and broken UTF-8 become U+FFFD.
    #[must_use]
    pub fn decode(self) -> String {
        unescape(self.bytes)
    }
}

/// Reads one JSON text from the left to the right.
#[derive(Debug, Clone)]
pub struct Scanner<'a> {
    /// What is not yet read. That it only ever gets shorter, the compiler sees: most of its checks
    /// of bounds fall away.
    pub(crate) rest: &'a [u8],
}

impl<'a> Scanner<'a> {
    /// Starts at the beginning of a text, behind a byte order mark if there is one: the host's
    /// decoder drops it too.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self::at(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
    }

    /// Starts in the midst of a text.
    #[must_use]
    pub fn at(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    /// What is not yet read.
    #[must_use]
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    fn byte(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    fn step(&mut self) {
        self.rest = self.rest.get(1..).unwrap_or_default();
    }

    /// Takes a byte if it comes next, white space or not.
    fn next_is(&mut self, expected: u8) -> bool {
        let found = self.byte() == Some(expected);
        if found {
            self.step();
        }
        found
    }

    fn skip_space(&mut self) {
        while let [b' ' | b'\t' | b'\n' | b'\r', tail @ ..] = self.rest {
            self.rest = tail;
        }
    }

    /// Skips white space, then takes `expected` if it comes next.
    #[inline]
    pub fn take(&mut self, expected: u8) -> bool {
        self.next_is(expected) || self.take_behind_space(expected)
    }

    /// Services serialize compactly.
    #[inline(never)]
    fn take_behind_space(&mut self, expected: u8) -> bool {
        self.skip_space();
        self.next_is(expected)
    }

    /// Skips white space, then requires `expected`.
    ///
    /// # Errors
    /// When something else comes next.
    pub fn require(&mut self, expected: u8) -> Result<(), NotJson> {
        if self.take(expected) {
            return Ok(());
        }
        Err(NotJson)
    }

    /// Skips white space and tells what comes next, without taking it.
    ///
    /// # Errors
    /// When no value can begin here.
    pub fn peek(&mut self) -> Result<Kind, NotJson> {
        self.skip_space();
        match self.byte() {
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b'"') => Ok(Kind::String),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b't' | b'f') => Ok(Kind::Boolean),
            Some(b'n') => Ok(Kind::Null),
            _ => Err(NotJson),
        }
    }

    /// Requires that nothing but white space is left.
    ///
    /// # Errors
    /// When something else is left.
    pub fn end(&mut self) -> Result<(), NotJson> {
        self.skip_space();
        if self.rest.is_empty() {
            return Ok(());
        }
        Err(NotJson)
    }

    /// Takes a string, opening quote included.
    ///
    /// # Errors
    /// When it is no well-formed string.
    pub fn string(&mut self) -> Result<RawStr<'a>, NotJson> {
        self.require(b'"')?;
        let start = self.rest;
        let mut escaped = false;
        loop {
            self.rest = after_plain(self.rest);
            if self.byte() == Some(b'"') {
                break;
            }
            if !self.next_is(b'\\') {
                return Err(NotJson);
            }
            escaped = true;
            self.escape()?;
        }
        let length = start.len() - self.rest.len();
        self.step();
        let bytes = start.get(..length).unwrap_or_default();
        Ok(RawStr { bytes, escaped })
    }

    #[cold]
    #[inline(never)]
    fn escape(&mut self) -> Result<(), NotJson> {
        match self.byte() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.step(),
            Some(b'u') => {
                self.step();
                for _ in 0..4 {
                    if !self.byte().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                        return Err(NotJson);
                    }
                    self.step();
                }
            }
            _ => return Err(NotJson),
        }
        Ok(())
    }

    /// Takes a number and gives its text.
    ///
    /// # Errors
    /// When it is no well-formed number.
    pub fn number(&mut self) -> Result<&'a [u8], NotJson> {
        self.skip_space();
        let start = self.rest;
        self.next_is(b'-');
        if !self.next_is(b'0') {
            self.digits()?;
        }
        if self.next_is(b'.') {
            self.digits()?;
        }
        if self.next_is(b'e') || self.next_is(b'E') {
            let _ = self.next_is(b'+') || self.next_is(b'-');
            self.digits()?;
        }
        let length = start.len() - self.rest.len();
        Ok(start.get(..length).unwrap_or_default())
    }

    fn digits(&mut self) -> Result<(), NotJson> {
        let after = after_digits(self.rest);
        if after.len() == self.rest.len() {
            return Err(NotJson);
        }
        self.rest = after;
        Ok(())
    }

    /// Takes `true`, `false` or `null`.
    ///
    /// # Errors
    /// When none of them comes next.
    pub fn literal(&mut self) -> Result<(), NotJson> {
        self.skip_space();
        for word in [b"true".as_slice(), b"false", b"null"] {
            if let Some(rest) = self.rest.strip_prefix(word) {
                self.rest = rest;
                return Ok(());
            }
        }
        Err(NotJson)
    }

    /// Takes one whole value of any kind and depth.
    ///
    /// # Errors
    /// When it is no well-formed value.
    pub fn skip_value(&mut self) -> Result<(), NotJson> {
        let mut open = Nesting::default();
        loop {
            match self.peek()? {
                Kind::Object => {
                    self.step();
                    if !self.take(b'}') {
                        open.push(true);
                        self.key()?;
                        continue;
                    }
                }
                Kind::Array => {
                    self.step();
                    if !self.take(b']') {
                        open.push(false);
                        continue;
                    }
                }
                Kind::String => {
                    self.string()?;
                }
                Kind::Number => {
                    self.number()?;
                }
                Kind::Boolean | Kind::Null => self.literal()?,
            }
            if !self.after_value(&mut open)? {
                return Ok(());
            }
        }
    }

    /// Closes what a value ends; tells whether another value must follow.
    fn after_value(&mut self, open: &mut Nesting) -> Result<bool, NotJson> {
        while let Some(in_object) = open.last() {
            if self.take(b',') {
                if in_object {
                    self.key()?;
                }
                return Ok(true);
            }
            self.require(if in_object { b'}' } else { b']' })?;
            open.pop();
        }
        Ok(false)
    }

    /// Takes the key of an object's member and the colon behind it.
    ///
    /// # Errors
    /// When no key comes next.
    pub fn key(&mut self) -> Result<RawStr<'a>, NotJson> {
        let key = self.string()?;
        self.require(b':')?;
        Ok(key)
    }
}

/// Which brackets are open, one bit each: a text may nest a million deep.
#[derive(Default)]
struct Nesting {
    /// The innermost ones. Few texts need more, and those that do not cost no memory.
    word: u64,
    words: Vec<u64>,
    depth: usize,
}

impl Nesting {
    fn push(&mut self, in_object: bool) {
        if self.depth > 0 && self.depth.is_multiple_of(64) {
            self.words.push(self.word);
        }
        self.word = (self.word << 1) | u64::from(in_object);
        self.depth += 1;
    }

    fn last(&self) -> Option<bool> {
        (self.depth > 0).then_some(self.word & 1 == 1)
    }

    fn pop(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.word >>= 1;
        if self.depth > 0 && self.depth.is_multiple_of(64) {
            self.word = self.words.pop().unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(text: &str) -> bool {
        let mut scanner = Scanner::new(text.as_bytes());
        scanner.skip_value().and_then(|()| scanner.end()).is_ok()
    }

    #[test]
    fn accepts_what_the_host_accepts() {
        for text in [
            "null",
            " [ ] ",
            "{}",
            "{\"a\":[1,{\"b\":null},true],\"a\":false}",
            "-0.5e+10",
            "1e400",
            "\"\\ud800\"",
            "\"\\u00e9\\n\"",
            "\u{FEFF}[1]",
            "[[],{},\"\"]",
        ] {
            assert!(accepts(text), "{text}");
        }
    }

    #[test]
    fn refuses_what_the_host_refuses() {
        for text in [
            "",
            " ",
            "[",
            "[1,]",
            "{,}",
            "{\"a\"}",
            "{\"a\":}",
            "{a:1}",
            "01",
            "1.",
            ".5",
            "+1",
            "1e",
            "-",
            "nul",
            "truex",
            "\"\u{1}\"",
            "\"\\x\"",
            "\"\\u12g4\"",
            "\"",
            "[1}",
            "{\"a\":1]",
            "1 2",
            "\u{FEFF}\u{FEFF}1",
            "\u{a0}1",
            "'a'",
            "NaN",
            "[1,,2]",
            "{\"a\":1,}",
        ] {
            assert!(!accepts(text), "{text}");
        }
    }

    #[test]
    fn a_string_ends_where_it_ends_at_each_place_of_an_eight() {
        for length in 0..40 {
            for plain in ["a", "\u{7F}", "é", "\u{FFFF}", "!", "#", "[", "]"] {
                let text = plain.repeat(length);
                let json = format!("\"{text}\",");
                let read = Scanner::new(json.as_bytes()).string().map(RawStr::decode);
                assert_eq!(read.as_deref(), Ok(text.as_str()));
                for broken in ["\u{1F}", "\0", "\n", "\\"] {
                    let json = format!("\"{text}{broken}\u{80} and on and on");
                    assert!(Scanner::new(json.as_bytes()).string().is_err(), "{json:?}");
                }
            }
        }
    }

    #[test]
    fn depth_costs_no_stack() {
        let depth = 1_000_000;
        let text = "[{\"a\":".repeat(depth) + "1" + &"}]".repeat(depth);
        assert!(accepts(&text));
        assert!(!accepts(text.strip_suffix(']').unwrap()));
    }

    #[test]
    fn tells_where_the_text_breaks() {
        let mut scanner = Scanner::new(b"{\"a\": tru}");
        assert_eq!(scanner.skip_value(), Err(NotJson));
        assert_eq!(scanner.rest(), b"tru}");
    }

    #[test]
    fn decodes_strings_as_the_host_does() {
        for (text, expected) in [
            (r#""plain""#, "plain"),
            (r#""\u0041\/\n\"""#, "A/\n\""),
            (r#""\ud83d\ude00""#, "\u{1F600}"),
            (r#""\ud83dx""#, "\u{FFFD}x"),
            (r#""\ude00\u0041""#, "\u{FFFD}A"),
        ] {
            let decoded = Scanner::new(text.as_bytes()).string().map(RawStr::decode);
            assert_eq!(decoded.as_deref(), Ok(expected), "{text}");
        }
    }
}
