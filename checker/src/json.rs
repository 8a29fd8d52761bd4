//! A scanner for JSON text (RFC 8259) that accepts exactly what the host's `JSON.parse` accepts.
//!
//! Answers are handed out as the host parsed them, so the check must agree with the host on what
//! is JSON: escaped lone surrogates, numbers such as `1e400` and any depth are fine there, and
//! general parsers refuse one or another of them. It builds nothing and does not recurse.

/// Why and where a text is not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyntaxError {
    /// Offset of the first byte that does not fit.
    pub offset: usize,
}

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

    /// The text that is meant. Lone surrogates and broken UTF-8 become U+FFFD.
    #[must_use]
    pub fn decode(self) -> String {
        if !self.escaped {
            return String::from_utf8_lossy(self.bytes).into_owned();
        }
        let mut text = Vec::with_capacity(self.bytes.len());
        let mut rest = self.bytes;
        while let Some((&byte, tail)) = rest.split_first() {
            rest = tail;
            if byte != b'\\' {
                text.push(byte);
                continue;
            }
            let Some((&escape, tail)) = rest.split_first() else {
                break;
            };
            rest = tail;
            if escape != b'u' {
                text.push(unescape(escape));
                continue;
            }
            let character = take_unicode(&mut rest);
            let mut buffer = [0; 4];
            text.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
        }
        String::from_utf8_lossy(&text).into_owned()
    }
}

fn unescape(escape: u8) -> u8 {
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

fn take_hex(rest: &mut &[u8]) -> u32 {
    let Some((digits, tail)) = rest.split_at_checked(4) else {
        return 0;
    };
    *rest = tail;
    digits.iter().fold(0, |value, &digit| {
        value * 16 + char::from(digit).to_digit(16).unwrap_or_default()
    })
}

/// Reads one JSON text from the left to the right.
#[derive(Debug, Clone)]
pub struct Scanner<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Scanner<'a> {
    /// Starts at the beginning of a text, behind a byte order mark if there is one: the host's
    /// decoder drops it too.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        Self { bytes, position: 0 }
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    /// The error for the byte that comes next.
    #[must_use]
    pub fn error(&self) -> SyntaxError {
        SyntaxError {
            offset: self.position,
        }
    }

    fn skip_space(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.position += 1;
        }
    }

    /// Skips white space, then takes `expected` if it comes next.
    pub fn take(&mut self, expected: u8) -> bool {
        self.skip_space();
        let found = self.byte() == Some(expected);
        self.position += usize::from(found);
        found
    }

    /// Skips white space, then requires `expected`.
    ///
    /// # Errors
    /// When something else comes next.
    pub fn require(&mut self, expected: u8) -> Result<(), SyntaxError> {
        if self.take(expected) {
            return Ok(());
        }
        Err(self.error())
    }

    /// Skips white space and tells what comes next, without taking it.
    ///
    /// # Errors
    /// When no value can begin here.
    pub fn peek(&mut self) -> Result<Kind, SyntaxError> {
        self.skip_space();
        match self.byte() {
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b'"') => Ok(Kind::String),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b't' | b'f') => Ok(Kind::Boolean),
            Some(b'n') => Ok(Kind::Null),
            _ => Err(self.error()),
        }
    }

    /// Requires that nothing but white space is left.
    ///
    /// # Errors
    /// When something else is left.
    pub fn end(&mut self) -> Result<(), SyntaxError> {
        self.skip_space();
        if self.position == self.bytes.len() {
            return Ok(());
        }
        Err(self.error())
    }

    /// Takes a string, opening quote included.
    ///
    /// # Errors
    /// When it is no well-formed string.
    pub fn string(&mut self) -> Result<RawStr<'a>, SyntaxError> {
        self.require(b'"')?;
        let start = self.position;
        let mut escaped = false;
        loop {
            let rest = self.bytes.get(self.position..).unwrap_or_default();
            self.position += plain_length(rest);
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.position += 1;
                    self.escape()?;
                }
                _ => return Err(self.error()),
            }
        }
        let bytes = self.bytes.get(start..self.position).unwrap_or_default();
        self.position += 1;
        Ok(RawStr { bytes, escaped })
    }

    fn escape(&mut self) -> Result<(), SyntaxError> {
        match self.byte() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.position += 1,
            Some(b'u') => {
                self.position += 1;
                for _ in 0..4 {
                    if !self.byte().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                        return Err(self.error());
                    }
                    self.position += 1;
                }
            }
            _ => return Err(self.error()),
        }
        Ok(())
    }

    /// Takes a number and gives its text.
    ///
    /// # Errors
    /// When it is no well-formed number.
    pub fn number(&mut self) -> Result<&'a [u8], SyntaxError> {
        self.skip_space();
        let start = self.position;
        if self.byte() == Some(b'-') {
            self.position += 1;
        }
        if self.byte() == Some(b'0') {
            self.position += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.position += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.position += 1;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.position += 1;
            }
            self.digits()?;
        }
        Ok(self.bytes.get(start..self.position).unwrap_or_default())
    }

    fn digits(&mut self) -> Result<(), SyntaxError> {
        if !self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            return Err(self.error());
        }
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.position += 1;
        }
        Ok(())
    }

    /// Takes `true`, `false` or `null`.
    ///
    /// # Errors
    /// When none of them comes next.
    pub fn literal(&mut self) -> Result<(), SyntaxError> {
        self.skip_space();
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        for word in [b"true".as_slice(), b"false", b"null"] {
            if rest.starts_with(word) {
                self.position += word.len();
                return Ok(());
            }
        }
        Err(self.error())
    }

    /// Takes one whole value of any kind and depth.
    ///
    /// # Errors
    /// When it is no well-formed value.
    pub fn skip_value(&mut self) -> Result<(), SyntaxError> {
        let mut open = Nesting::default();
        loop {
            match self.peek()? {
                Kind::Object => {
                    self.position += 1;
                    if !self.take(b'}') {
                        open.push(true);
                        self.key()?;
                        continue;
                    }
                }
                Kind::Array => {
                    self.position += 1;
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
    fn after_value(&mut self, open: &mut Nesting) -> Result<bool, SyntaxError> {
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
    pub fn key(&mut self) -> Result<RawStr<'a>, SyntaxError> {
        let key = self.string()?;
        self.require(b':')?;
        Ok(key)
    }
}

/// Which brackets are open, one bit each: a text may nest a million deep.
/// How many bytes stand for themselves before a quote, an escape or a control character. An answer
/// is mostly strings: looked at by eights, they are passed in a third of the time.
fn plain_length(bytes: &[u8]) -> usize {
    let (eights, rest) = bytes.as_chunks::<8>();
    for (place, eight) in eights.iter().enumerate() {
        let special = special_bits(u64::from_le_bytes(*eight));
        if special != 0 {
            return place * 8 + special.trailing_zeros() as usize / 8;
        }
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..0x20);
    let plain = rest.iter().position(is_special).unwrap_or(rest.len());
    eights.len() * 8 + plain
}

/// The highest bit of each byte that is a quote, an escape or a control character. The lowest of
/// them is true; what is above it may be a borrow's doing.
fn special_bits(bytes: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = ONES * 0x80;
    let less_than = |bytes: u64, limit: u64| bytes.wrapping_sub(ONES * limit) & !bytes;
    let quotes = less_than(bytes ^ (ONES * u64::from(b'"')), 1);
    let escapes = less_than(bytes ^ (ONES * u64::from(b'\\')), 1);
    (quotes | escapes | less_than(bytes, 0x20)) & HIGH
}

#[derive(Default)]
struct Nesting {
    words: Vec<u64>,
    depth: usize,
}

impl Nesting {
    fn push(&mut self, in_object: bool) {
        let bit = self.depth % 64;
        if bit == 0 {
            self.words.push(0);
        }
        if let Some(word) = self.words.last_mut() {
            *word = (*word & !(1 << bit)) | (u64::from(in_object) << bit);
        }
        self.depth += 1;
    }

    fn last(&self) -> Option<bool> {
        let top = self.depth.checked_sub(1)?;
        self.words.last().map(|word| (word >> (top % 64)) & 1 == 1)
    }

    fn pop(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth.is_multiple_of(64) {
            self.words.pop();
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
        assert_eq!(scanner.skip_value(), Err(SyntaxError { offset: 6 }));
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
