//! The walk of a schema over a JSON text.

use crate::json::{Kind, NotJson, RawStr, Scanner};
use crate::plain::{after_key, after_plain_integer, after_plain_string};
use crate::schema::{Field, Object, Schema};
use values::words::{decimal, fill};
use values::{
    Integer, Rule, Step, Text, Violation, Violations, check_text, hint, integer, nearest,
};

/// More violations than anybody reads: a body of a million bad labels must not become a million messages.
pub const MOST_VIOLATIONS: usize = 100;

/// Where a text is not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyntaxError {
    /// Offset of the first byte that does not fit; a byte order mark does not count.
    pub offset: usize,
}

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
    check.run(schema)?;
    Ok(check.violations.finish())
}

/// Checks an answer's body for type and presence.
///
/// # Errors
/// With the first flaw that it has.
pub fn check_answer(schema: &'static Schema, json: &[u8]) -> Result<Answer, Flaw> {
    let mut check = Check::new(json, Strictness::TypesOnly);
    check.run(schema).map_err(Flaw::Syntax)?;
    match check.violations.finish().pop() {
        Some(violation) => Err(Flaw::Shape(violation)),
        None => Ok(Answer { ids: check.ids }),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strictness {
    EveryRule,
    TypesOnly,
}

/// Why a check ends before the text does.
enum Stop {
    /// The text is not JSON where the scanner stands.
    Syntax,
    Enough,
}

impl From<NotJson> for Stop {
    fn from(NotJson: NotJson) -> Self {
        Self::Syntax
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
    violations: Violations,
    ids: Vec<u128>,
    /// The whole number that was read last, if it is allowed.
    number: Option<i64>,
}

impl<'a> Check<'a> {
    #[inline(always)]
    fn new(json: &'a [u8], strictness: Strictness) -> Self {
        Self {
            scanner: Scanner::new(json),
            strictness,
            violations: Violations::default(),
            ids: Vec::new(),
            number: None,
        }
    }

    /// Checks the whole text. One copy of it serves both kinds of check.
    #[inline(never)]
    fn run(&mut self, schema: &'static Schema) -> Result<(), SyntaxError> {
        let length = self.scanner.rest.len();
        match self.value(schema).and_then(|()| Ok(self.scanner.end()?)) {
            Err(Stop::Syntax) => Err(SyntaxError {
                offset: length - self.scanner.rest.len(),
            }),
            Ok(()) | Err(Stop::Enough) => Ok(()),
        }
    }

    fn value(&mut self, schema: &'static Schema) -> Result<(), Stop> {
        let kind = self.scanner.peek()?;
        match (schema, kind) {
            (Schema::Text(rules), Kind::String) => self.text(rules),
            (Schema::Id(rules), Kind::String) => self.id(rules),
            (Schema::Integer(rules), Kind::Number) => self.integer(rules),
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
            _ => self.mismatch(schema, kind),
        }
    }

    #[cold]
    #[inline(never)]
    fn mismatch(&mut self, schema: &'static Schema, kind: Kind) -> Result<(), Stop> {
        self.scanner.skip_value()?;
        if kind == Kind::Null {
            return self.violate(Rule::Null, "must not be null".to_owned());
        }
        let message = fill("must be {}, not {}", &[expected(schema), a(kind)]);
        self.violate(Rule::Type, message)
    }

    fn text(&mut self, rules: &'static Text) -> Result<(), Stop> {
        let raw = self.scanner.string()?;
        if self.strictness == Strictness::TypesOnly {
            return Ok(());
        }
        self.keep(rules, raw)
    }

    #[cold]
    #[inline(never)]
    fn keep(&mut self, rules: &'static Text, raw: RawStr<'a>) -> Result<(), Stop> {
        for (rule, message) in check_text(rules, &raw.decode()) {
            self.violate(rule, message)?;
        }
        Ok(())
    }

    fn id(&mut self, rules: &'static Text) -> Result<(), Stop> {
        let raw = self.scanner.string()?;
        if self.strictness == Strictness::EveryRule {
            return self.keep(rules, raw);
        }
        self.ids.extend(raw.plain().and_then(parse_uuid));
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn integer(&mut self, rules: &'static Integer) -> Result<(), Stop> {
        let number = self.scanner.number()?;
        let Some(value) = integer(number) else {
            return self.violate(Rule::Type, "must be a whole number".to_owned());
        };
        if self.strictness == Strictness::TypesOnly {
            return Ok(());
        }
        if let Some((rule, message)) = rules.refuse(value) {
            return self.violate(rule, message);
        }
        self.number = Some(value);
        Ok(())
    }

    #[inline(never)]
    fn array(&mut self, element: &'static Schema) -> Result<(), Stop> {
        self.scanner.require(b'[')?;
        if self.scanner.take(b']') {
            return Ok(());
        }
        let mut index = 0;
        loop {
            self.at(Here::Index(index), element)?;
            index += 1;
            if !self.scanner.take(b',') {
                return Ok(self.scanner.require(b']')?);
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn strings(&mut self) -> Result<(), Stop> {
        self.scanner.require(b'{')?;
        if self.scanner.take(b'}') {
            return Ok(());
        }
        loop {
            let key = self.scanner.key()?;
            self.at(Here::Key(key), &Schema::Text(&Text::ANY))?;
            if !self.scanner.take(b',') {
                return Ok(self.scanner.require(b'}')?);
            }
        }
    }

    #[inline(never)]
    fn object(&mut self, object: &'static Object) -> Result<(), Stop> {
        self.scanner.require(b'{')?;
        let mut seen = 0_u32;
        let mut bounds = [None; 2];
        let mut next = 0;
        let mut more = !self.scanner.take(b'}');
        while more {
            if let Some((place, field)) = self.key(object, next)? {
                seen |= 1 << place;
                next = place + 1;
                if !self.pass(&field.schema) {
                    self.field(field)?;
                    if object.ascending.is_some() {
                        self.bound(object, field, &mut bounds);
                    }
                }
            }
            more = self.scanner.take(b',');
            if !more {
                self.scanner.require(b'}')?;
            }
        }
        if object.required & !seen != 0 {
            self.missing(object, seen)?;
        }
        match (object.ascending, bounds) {
            (Some(names), [Some(least), Some(most)]) if least >= most => {
                self.descending(names, least, most)
            }
            _ => Ok(()),
        }
    }

    /// Takes a key; gives the field of it, or takes the value too where there is none.
    #[inline(always)]
    fn key(
        &mut self,
        object: &'static Object,
        next: usize,
    ) -> Result<Option<(usize, &'static Field)>, Stop> {
        // Members mostly come in the order of the schema, and compactly; some are left out.
        for (place, field) in object.fields.iter().enumerate().skip(next) {
            if let Some(rest) = after_key(self.scanner.rest, field.name) {
                self.scanner.rest = rest;
                return Ok(Some((place, field)));
            }
        }
        self.any_key(object, next)
    }

    #[inline(never)]
    fn any_key(
        &mut self,
        object: &'static Object,
        next: usize,
    ) -> Result<Option<(usize, &'static Field)>, Stop> {
        let key = self.scanner.key()?;
        let found = find(object, key, next);
        if found.is_none() {
            self.unknown(object, key)?;
        }
        Ok(found)
    }

    /// Takes a value that is plainly good, so that nothing more is to be said about it.
    #[inline(always)]
    fn pass(&mut self, schema: &Schema) -> bool {
        if self.strictness == Strictness::EveryRule {
            return false;
        }
        let after = match schema {
            Schema::Text(_) => after_plain_string(self.scanner.rest),
            Schema::Integer(_) => after_plain_integer(self.scanner.rest),
            _ => None,
        };
        if let Some(after) = after {
            self.scanner.rest = after;
        }
        after.is_some()
    }

    fn field(&mut self, field: &'static Field) -> Result<(), Stop> {
        self.number = None;
        if (field.nullable || !field.required) && self.scanner.peek()? == Kind::Null {
            self.scanner.literal()?;
            if field.nullable || self.strictness == Strictness::TypesOnly {
                return Ok(());
            }
            let message = refuse_null(&field.schema).to_owned();
            return self.violate_at(Here::Field(field.name), Rule::Null, message);
        }
        self.at(Here::Field(field.name), &field.schema)
    }

    /// Keeps the bounds that must ascend.
    #[cold]
    #[inline(never)]
    fn bound(&self, object: &Object, field: &Field, bounds: &mut [Option<i64>; 2]) {
        let (Some((lower, upper)), Schema::Integer(_)) = (object.ascending, &field.schema) else {
            return;
        };
        for (name, bound) in [lower, upper].into_iter().zip(bounds) {
            if name == field.name {
                *bound = self.number.or(*bound);
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn missing(&mut self, object: &'static Object, seen: u32) -> Result<(), Stop> {
        for (place, field) in object.fields.iter().enumerate() {
            if object.required & !seen & (1 << place) != 0 {
                let message = "is missing".to_owned();
                self.violate_at(Here::Field(field.name), Rule::Required, message)?;
            }
        }
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn descending(
        &mut self,
        (lower, upper): (&'static str, &'static str),
        least: i64,
        most: i64,
    ) -> Result<(), Stop> {
        let (least, most) = (decimal(least), decimal(most));
        let form = "must be greater than {}, which is {}; it is {}";
        let message = fill(form, &[lower, &least, &most]);
        self.violate_at(Here::Field(upper), Rule::Range, message)
    }

    #[cold]
    #[inline(never)]
    fn unknown(&mut self, object: &'static Object, key: RawStr<'a>) -> Result<(), Stop> {
        self.scanner.skip_value()?;
        if self.strictness == Strictness::TypesOnly {
            return Ok(());
        }
        let name = key.decode();
        if object.immutable.contains(&name.as_str()) {
            let message = "cannot be changed after creation".to_owned();
            return self.violate_at(Here::Key(key), Rule::Immutable, message);
        }
        let mut known = Vec::new();
        for field in object.fields {
            known.push(field.name);
        }
        let hint = hint(nearest(&name, &known));
        let message = fill("is no field of {}{}", &[object.name, &hint]);
        self.violate_at(Here::Key(key), Rule::Unknown, message)
    }

    /// Checks the value that is one step further on.
    #[inline(always)]
    fn at(&mut self, step: Here<'a>, schema: &'static Schema) -> Result<(), Stop> {
        let known = self.violations.count();
        let result = self.value(schema);
        if self.violations.count() > known {
            self.locate(step, known);
        }
        result
    }

    fn violate_at(&mut self, step: Here<'a>, rule: Rule, message: String) -> Result<(), Stop> {
        let known = self.violations.count();
        let result = self.violate(rule, message);
        self.locate(step, known);
        result
    }

    #[cold]
    #[inline(never)]
    fn locate(&mut self, step: Here<'a>, known: usize) {
        let step = match step {
            Here::Field(name) => Step::Key(name.to_owned()),
            Here::Key(key) => Step::Key(key.decode()),
            Here::Index(index) => Step::Index(index),
        };
        self.violations.locate(&step, known);
    }

    #[cold]
    #[inline(never)]
    fn violate(&mut self, rule: Rule, message: String) -> Result<(), Stop> {
        self.violations.push(rule, message);
        let most = match self.strictness {
            Strictness::EveryRule => MOST_VIOLATIONS,
            Strictness::TypesOnly => 1,
        };
        if self.violations.count() < most {
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

/// What is wrong with null where a field may be left out.
fn refuse_null(schema: &Schema) -> &'static str {
    match schema {
        Schema::Array(_) => {
            "must not be null, the service refuses it; leave it out or give an empty array"
        }
        _ => "must not be null; leave it out",
    }
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
