use checker::words::{decimal, push_decimal};

/// Most texts fit, so that they do not move as they grow.
const USUAL_LENGTH: usize = 512;

/// A JSON text that is being written. A value has a name in an object; in a list, and where it stands
/// alone, its name is empty.
pub(crate) struct Writer(String);

impl Writer {
    /// Members of an object, of which there are none yet.
    pub(crate) const EMPTY: Self = Self(String::new());

    pub(crate) fn new() -> Self {
        Self(String::with_capacity(USUAL_LENGTH))
    }

    /// Begins an object.
    pub(crate) fn object() -> Self {
        let mut json = Self::new();
        json.open("", '{');
        json
    }

    /// Begins a list.
    pub(crate) fn list() -> Self {
        let mut json = Self::new();
        json.open("", '[');
        json
    }

    /// Begins an object or a list inside of another.
    pub(crate) fn open(&mut self, name: &str, bracket: char) {
        self.key(name);
        self.0.push(bracket);
    }

    /// Ends what was begun last.
    pub(crate) fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    fn key(&mut self, name: &str) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[')) {
            self.0.push(',');
        }
        if !name.is_empty() {
            push_quoted(&mut self.0, name);
            self.0.push(':');
        }
    }

    pub(crate) fn text(&mut self, name: &str, value: &str) -> &mut Self {
        self.key(name);
        push_quoted(&mut self.0, value);
        self
    }

    pub(crate) fn some_text(&mut self, name: &str, value: Option<&str>) -> &mut Self {
        if let Some(value) = value {
            self.text(name, value);
        }
        self
    }

    pub(crate) fn number(&mut self, name: &str, value: f64) -> &mut Self {
        self.key(name);
        push_number(&mut self.0, value);
        self
    }

    pub(crate) fn some_number(&mut self, name: &str, value: Option<f64>) -> &mut Self {
        if let Some(value) = value {
            self.number(name, value);
        }
        self
    }

    pub(crate) fn boolean(&mut self, name: &str, value: bool) -> &mut Self {
        self.raw(name, if value { "true" } else { "false" })
    }

    /// A value that is JSON already.
    pub(crate) fn raw(&mut self, name: &str, json: &str) -> &mut Self {
        self.key(name);
        self.0.push_str(json);
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Members that were written by themselves.
    pub(crate) fn members(&mut self, members: &Self) {
        if !members.is_empty() {
            self.raw("", &members.0);
        }
    }

    /// Ends the text, and the outermost object or list.
    pub(crate) fn finish(mut self) -> String {
        match self.0.as_bytes().first() {
            Some(b'{') => self.0.push('}'),
            Some(b'[') => self.0.push(']'),
            _ => {}
        }
        self.0
    }
}

/// A text as a string of JSON.
pub(crate) fn quoted(text: &str) -> String {
    let mut json = Writer::new();
    json.text("", text);
    json.finish()
}

fn push_quoted(json: &mut String, text: &str) {
    json.push('"');
    let mut rest = text;
    while let Some(place) = rest.bytes().position(must_be_escaped) {
        let (plain, special) = rest.split_at_checked(place).unwrap_or_default();
        json.push_str(plain);
        push_escape(
            json,
            special.as_bytes().first().copied().unwrap_or_default(),
        );
        rest = special.get(1..).unwrap_or_default();
    }
    json.push_str(rest);
    json.push('"');
}

/// RFC 8259, 7
fn must_be_escaped(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0..b' ')
}

fn push_escape(json: &mut String, byte: u8) {
    json.push('\\');
    if byte >= b' ' {
        return json.push(char::from(byte));
    }
    json.push_str("u00");
    for digit in [byte >> 4, byte & 15] {
        json.push(char::from_digit(u32::from(digit), 16).unwrap_or_default());
    }
}

/// Writes a number to the thousandth; times are in milliseconds. To print floats as they are would
/// bring 15 KB of code.
#[allow(clippy::cast_possible_truncation)]
fn push_number(json: &mut String, value: f64) {
    let (whole, thousandths) = if value.fract() == 0.0 {
        (value as i64, 0)
    } else {
        let thousandths = (value * 1000.0 + 0.5_f64.copysign(value)) as i64;
        (thousandths / 1000, thousandths % 1000)
    };
    if whole == 0 && thousandths < 0 {
        json.push('-');
    }
    push_decimal(json, whole);
    if thousandths != 0 {
        // The first digit holds the places of zeros.
        let digits = decimal(1000 + thousandths.abs());
        json.push('.');
        json.push_str(digits.get(1..).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_written_member_by_member() {
        let mut object = Writer::object();
        object
            .text("a", "\"\\\n\u{1f}é\u{7f}")
            .number("b", 1.0)
            .boolean("c", true)
            .some_text("d", None)
            .some_number("e", Some(2.0));
        object.open("f", '[');
        object.number("", 1.0).text("", "x");
        object.open("", '{');
        object.raw("g", "[]");
        object.close('}');
        object.close(']');
        object.boolean("h", false);
        object.members(&Writer::EMPTY);
        let mut more = Writer::EMPTY;
        more.members(&Writer::EMPTY);
        more.number("i", 3.0).number("j", 4.0);
        object.members(&more);
        let expected = "{\"a\":\"\\\"\\\\\\u000a\\u001fé\u{7f}\",\"b\":1,\"c\":true,\"e\":2,\
            \"f\":[1,\"x\",{\"g\":[]}],\"h\":false,\"i\":3,\"j\":4}";
        assert_eq!(object.finish(), expected);
        assert_eq!(Writer::object().finish(), "{}");
        assert_eq!(Writer::list().finish(), "[]");
        assert_eq!(quoted("{"), "\"{\"");
    }

    #[test]
    fn numbers_are_written_to_the_thousandth() {
        for (number, text) in [
            (0.0, "0"),
            (-0.25, "-0.250"),
            (-1.5, "-1.500"),
            (1_764_139_200_123.0, "1764139200123"),
            (9_007_199_254_740_991.0, "9007199254740991"),
            (7812.5, "7812.500"),
            (0.001, "0.001"),
            (0.0001, "0"),
            (2.0006, "2.001"),
        ] {
            let mut json = String::new();
            push_number(&mut json, number);
            assert_eq!(json, text);
        }
    }
}
