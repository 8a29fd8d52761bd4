//! The walk of a schema over a JSON text.

use crate::integer::integer;
use crate::json::{Kind, RawStr, Scanner, SyntaxError};
use crate::nearest::nearest;
use crate::schema::{Field, Integer, Object, Schema};
use crate::text::{Text, quote};
use crate::violation::{Path, Rule, Step, Violation};

/// More violations than anybody reads: a body of a million bad labels must not become a million messages.
pub const MOST_VIOLATIONS: usize = 100;

/// What the check of an answer learned on its way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The ids of the resources in it, as numbers.
    pub ids: Vec<u128>,
}

/// Why an answer is none that its operation can give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// It is not JSON.
    Syntax(SyntaxError),
    /// It is JSON of another shape.
    Shape(Violation),
}

/// Checks a request's body against every rule.
///
/// # Errors
/// When the text is not JSON.
pub fn check_request(schema: &'static Schema, json: &[u8]) -> Result<Vec<Violation>, SyntaxError> {
    let mut check = Check::new(json, Strictness::EveryRule);
    match check.document(schema) {
        Err(Stop::Syntax(error)) => Err(error),
        Ok(()) | Err(Stop::Enough) => Ok(check.violations),
    }
}

/// Checks an answer's body for type and presence.
///
/// # Errors
/// With the first flaw that it has.
pub fn check_answer(schema: &'static Schema, json: &[u8]) -> Result<Answer, Flaw> {
    let mut check = Check::new(json, Strictness::TypesOnly);
    match check.document(schema) {
        Err(Stop::Syntax(error)) => Err(Flaw::Syntax(error)),
        Ok(()) | Err(Stop::Enough) => match check.violations.pop() {
            Some(violation) => Err(Flaw::Shape(violation)),
            None => Ok(Answer { ids: check.ids }),
        },
    }
}

/// Checks a string that stands alone: an id of a path, a filter.
#[must_use]
pub fn check_text(rules: &Text, text: &str) -> Vec<(Rule, String)> {
    let length = text.chars().count();
    if let Some(least) = rules.min_length.filter(|&least| length < least) {
        let message = if length == 0 {
            "must not be empty".to_owned()
        } else {
            format!(
                "must have {least} characters or more; {} has {length}",
                quote(text)
            )
        };
        return vec![(Rule::MinLength, message)];
    }
    let mut broken = Vec::new();
    if let Some(most) = rules.max_length.filter(|&most| length > most) {
        let message = format!(
            "must have {most} characters or fewer; {} has {length}",
            quote(text)
        );
        broken.push((Rule::MaxLength, message));
    }
    if let Some(message) = rules.pattern.and_then(|pattern| pattern.refuse(text)) {
        broken.push((Rule::Pattern, message));
    }
    if !rules.one_of.is_empty() && !rules.one_of.contains(&text) {
        let hint = nearest(text, rules.one_of.iter().copied());
        let hint = hint.map(|near| format!("; did you mean {near}?"));
        let message = format!(
            "must be one of {}, not {}{}",
            rules.one_of.join(", "),
            quote(text),
            hint.unwrap_or_default()
        );
        broken.push((Rule::Enum, message));
    }
    if let Some(message) = rules.format.and_then(|format| format.refuse(text)) {
        broken.push((Rule::Format, message));
    }
    broken
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strictness {
    EveryRule,
    TypesOnly,
}

/// Why a check ends before the text does.
enum Stop {
    Syntax(SyntaxError),
    Enough,
}

impl From<SyntaxError> for Stop {
    fn from(error: SyntaxError) -> Self {
        Self::Syntax(error)
    }
}

/// A step of the way to the present value, not yet a [`Step`]: most values are good, and their
/// paths are never written down.
#[derive(Clone, Copy)]
enum Here<'a> {
    Field(&'static str),
    Key(RawStr<'a>),
    Index(u32),
}

struct Check<'a> {
    scanner: Scanner<'a>,
    strictness: Strictness,
    path: Vec<Here<'a>>,
    violations: Vec<Violation>,
    ids: Vec<u128>,
}

impl<'a> Check<'a> {
    fn new(json: &'a [u8], strictness: Strictness) -> Self {
        Self {
            scanner: Scanner::new(json),
            strictness,
            path: Vec::new(),
            violations: Vec::new(),
            ids: Vec::new(),
        }
    }

    fn document(&mut self, schema: &'static Schema) -> Result<(), Stop> {
        self.value(schema)?;
        self.scanner.end()?;
        Ok(())
    }

    fn value(&mut self, schema: &'static Schema) -> Result<(), Stop> {
        let kind = self.scanner.peek()?;
        match (schema, kind) {
            (Schema::Text(rules), Kind::String) => self.text(rules),
            (Schema::Id(rules), Kind::String) => self.id(rules),
            (Schema::Integer(rules), Kind::Number) => self.integer(rules).map(|_| ()),
            (Schema::Boolean, Kind::Boolean) => Ok(self.scanner.literal()?),
            (Schema::Object(object) | Schema::ObjectOrArray(object, _), Kind::Object) => {
                self.object(object)
            }
            (Schema::Array(element) | Schema::ObjectOrArray(_, element), Kind::Array) => {
                self.array(element)
            }
            (Schema::Strings, Kind::Object) if self.strictness == Strictness::EveryRule => {
                self.strings()
            }
            (Schema::Strings | Schema::Free, Kind::Object) => Ok(self.scanner.skip_value()?),
            (_, Kind::Null) => {
                self.scanner.literal()?;
                self.violate(Rule::Null, refuse_null(schema))
            }
            _ => {
                self.scanner.skip_value()?;
                let message = format!("must be {}, not {}", expected(schema), a(kind));
                self.violate(Rule::Type, message)
            }
        }
    }

    fn text(&mut self, rules: &'static Text) -> Result<(), Stop> {
        let raw = self.scanner.string()?;
        if self.strictness == Strictness::TypesOnly {
            return Ok(());
        }
        for (rule, message) in check_text(rules, &raw.decode()) {
            self.violate(rule, message)?;
        }
        Ok(())
    }

    fn id(&mut self, rules: &'static Text) -> Result<(), Stop> {
        if self.strictness == Strictness::EveryRule {
            return self.text(rules);
        }
        let raw = self.scanner.string()?;
        self.ids.extend(raw.plain().and_then(parse_uuid));
        Ok(())
    }

    fn integer(&mut self, rules: &'static Integer) -> Result<Option<i64>, Stop> {
        let number = self.scanner.number()?;
        let Some(value) = integer(number) else {
            let message = "must be a whole number".to_owned();
            return self.violate(Rule::Type, message).map(|()| None);
        };
        if self.strictness == Strictness::TypesOnly {
            return Ok(Some(value));
        }
        if value < rules.least() {
            let message = format!("must be {} or more, not {value}", rules.least());
            return self.violate(Rule::Minimum, message).map(|()| None);
        }
        if value > rules.maximum() {
            let message = format!("must be {} or less", rules.maximum());
            return self.violate(Rule::Maximum, message).map(|()| None);
        }
        if let Some(factor) = rules
            .multiple_of
            .filter(|factor| value.checked_rem(*factor) != Some(0))
        {
            let message = format!("must be a multiple of {factor}, not {value}");
            return self.violate(Rule::MultipleOf, message).map(|()| None);
        }
        Ok(Some(value))
    }

    fn array(&mut self, element: &'static Schema) -> Result<(), Stop> {
        self.scanner.require(b'[')?;
        if self.scanner.take(b']') {
            return Ok(());
        }
        let mut index = 0;
        loop {
            self.within(Here::Index(index), |check| check.value(element))?;
            index += 1;
            if !self.scanner.take(b',') {
                return Ok(self.scanner.require(b']')?);
            }
        }
    }

    fn strings(&mut self) -> Result<(), Stop> {
        self.members(|check, key| {
            check.within(Here::Key(key), |check| {
                check.value(&Schema::Text(&Text::ANY))
            })
        })
    }

    fn object(&mut self, object: &'static Object) -> Result<(), Stop> {
        let mut seen = 0_u32;
        let mut next = 0;
        let mut bounds = (None, None);
        self.members(|check, key| {
            let Some((place, field)) = find(object, key, next) else {
                return check.unknown(object, key);
            };
            seen |= 1 << place;
            next = place + 1;
            check.within(Here::Field(field.name), |check| {
                let value = check.field(field)?;
                if let Some((lower, upper)) = object.ascending {
                    bounds.0 = value.filter(|_| field.name == lower).or(bounds.0);
                    bounds.1 = value.filter(|_| field.name == upper).or(bounds.1);
                }
                Ok(())
            })
        })?;
        self.missing(object, seen)?;
        self.ascending(object, bounds)
    }

    /// Checks the value of a field; gives it back where it is a whole number that is allowed.
    fn field(&mut self, field: &'static Field) -> Result<Option<i64>, Stop> {
        let kind = self.scanner.peek()?;
        let lenient = self.strictness == Strictness::TypesOnly && !field.required;
        if kind == Kind::Null && (field.nullable || lenient) {
            self.scanner.literal()?;
            return Ok(None);
        }
        match &field.schema {
            Schema::Integer(rules) if kind == Kind::Number => self.integer(rules),
            schema => self.value(schema).map(|()| None),
        }
    }

    fn missing(&mut self, object: &'static Object, seen: u32) -> Result<(), Stop> {
        for (place, field) in object.fields.iter().enumerate() {
            if field.required && seen & (1 << place) == 0 {
                self.within(Here::Field(field.name), |check| {
                    check.violate(Rule::Required, "is missing".to_owned())
                })?;
            }
        }
        Ok(())
    }

    fn ascending(
        &mut self,
        object: &'static Object,
        bounds: (Option<i64>, Option<i64>),
    ) -> Result<(), Stop> {
        let (Some((lower, upper)), (Some(least), Some(most))) = (object.ascending, bounds) else {
            return Ok(());
        };
        if self.strictness == Strictness::TypesOnly || least < most {
            return Ok(());
        }
        self.within(Here::Field(upper), |check| {
            let message = format!("must be greater than {lower}, which is {least}; it is {most}");
            check.violate(Rule::Range, message)
        })
    }

    fn unknown(&mut self, object: &'static Object, key: RawStr<'a>) -> Result<(), Stop> {
        self.scanner.skip_value()?;
        if self.strictness == Strictness::TypesOnly {
            return Ok(());
        }
        let name = key.decode();
        if object.immutable.contains(&name.as_str()) {
            let message = "cannot be changed after creation".to_owned();
            return self.within(Here::Key(key), |check| {
                check.violate(Rule::Immutable, message)
            });
        }
        let near = nearest(&name, object.fields.iter().map(|field| field.name));
        let message = match near {
            Some(near) => format!("is no field of {}; did you mean {near}?", object.name),
            None => format!("is no field of {}", object.name),
        };
        self.within(Here::Key(key), |check| {
            check.violate(Rule::Unknown, message)
        })
    }

    /// Calls `member` with each key of an object; it takes the value.
    fn members(
        &mut self,
        mut member: impl FnMut(&mut Self, RawStr<'a>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        self.scanner.require(b'{')?;
        if self.scanner.take(b'}') {
            return Ok(());
        }
        loop {
            let key = self.scanner.key()?;
            member(self, key)?;
            if !self.scanner.take(b',') {
                return Ok(self.scanner.require(b'}')?);
            }
        }
    }

    fn within(
        &mut self,
        step: Here<'a>,
        inside: impl FnOnce(&mut Self) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        self.path.push(step);
        inside(self)?;
        self.path.pop();
        Ok(())
    }

    fn violate(&mut self, rule: Rule, message: String) -> Result<(), Stop> {
        let steps = self.path.iter().map(|here| match *here {
            Here::Field(name) => Step::Key(name.to_owned()),
            Here::Key(key) => Step::Key(key.decode()),
            Here::Index(index) => Step::Index(index),
        });
        self.violations.push(Violation {
            path: Path(steps.collect()),
            rule,
            message,
        });
        let most = match self.strictness {
            Strictness::EveryRule => MOST_VIOLATIONS,
            Strictness::TypesOnly => 1,
        };
        if self.violations.len() < most {
            return Ok(());
        }
        Err(Stop::Enough)
    }
}

/// The field of a key. Members mostly come in the order of the schema, so the search begins there.
fn find(object: &'static Object, key: RawStr<'_>, next: usize) -> Option<(usize, &'static Field)> {
    let fields = object.fields;
    let decoded;
    let name = match key.plain() {
        Some(name) => name,
        None => {
            decoded = key.decode();
            decoded.as_bytes()
        }
    };
    let is_it = |place: &usize| {
        fields
            .get(*place)
            .is_some_and(|f| f.name.as_bytes() == name)
    };
    let place = (next..fields.len())
        .find(is_it)
        .or_else(|| (0..next.min(fields.len())).find(is_it))?;
    fields.get(place).map(|field| (place, field))
}

fn refuse_null(schema: &Schema) -> String {
    match schema {
        Schema::Array(_) => {
            "must not be null, the service refuses it; leave it out or give an empty array"
        }
        _ => "must not be null; leave it out",
    }
    .to_owned()
}

fn expected(schema: &Schema) -> &'static str {
    match schema {
        Schema::Text(_) | Schema::Id(_) => "a string",
        Schema::Integer(_) => "a whole number",
        Schema::Boolean => "true or false",
        Schema::Object(_) | Schema::Strings | Schema::Free => "an object",
        Schema::Array(_) => "an array",
        Schema::ObjectOrArray(..) => "an object or an array",
    }
}

fn a(kind: Kind) -> &'static str {
    match kind {
        Kind::Object => "an object",
        Kind::Array => "an array",
        Kind::String => "a string",
        Kind::Number => "a number",
        Kind::Boolean => "a boolean",
        Kind::Null => "null",
    }
}

/// A UUID as a number, with or without dashes.
#[must_use]
pub fn parse_uuid(text: &[u8]) -> Option<u128> {
    let mut value = 0_u128;
    let mut digits = 0;
    for &byte in text.iter().filter(|&&byte| byte != b'-') {
        value = (value << 4) | u128::from(char::from(byte).to_digit(16)?);
        digits += 1;
    }
    (digits == 32).then_some(value)
}
