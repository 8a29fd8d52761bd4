//! What is wrong with a value, and where.

use std::fmt;

use crate::text::push_escaped;
use crate::words::decimal;

/// Which rule a value breaks; named after the keyword of JSON Schema where there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// A field is missing.
    Required,
    /// The value is of another type.
    Type,
    /// The value is `null` where the service refuses it.
    Null,
    /// A string is too short.
    MinLength,
    /// A string is too long.
    MaxLength,
    /// A string has a character or a form that is not allowed.
    Pattern,
    /// A string is none of the known values.
    Enum,
    /// A string is not of the format that is meant (an IP address, a network).
    Format,
    /// A number is too small.
    Minimum,
    /// A number is too large.
    Maximum,
    /// A number is not a multiple of what it must be.
    MultipleOf,
    /// The upper bound is not above the lower one.
    Range,
    /// There is no such field.
    Unknown,
    /// The field cannot be changed after creation.
    Immutable,
    /// The value is none that JSON can carry unchanged.
    Json,
}

impl Rule {
    /// The name of the rule in a violation.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Type => "type",
            Self::Null => "null",
            Self::MinLength => "minLength",
            Self::MaxLength => "maxLength",
            Self::Pattern => "pattern",
            Self::Enum => "enum",
            Self::Format => "format",
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::MultipleOf => "multipleOf",
            Self::Range => "range",
            Self::Unknown => "unknown",
            Self::Immutable => "immutable",
            Self::Json => "json",
        }
    }
}

/// A step on the way to a value inside a JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The value of an object's key.
    Key(String),
    /// The element of an array.
    Index(u32),
}

/// The way to a value inside a JSON text; reads like JavaScript: `properties.lans[0].routes`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Path(pub Vec<Step>);

impl Path {
    /// The path as a text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for step in &self.0 {
            match step {
                Step::Index(index) => {
                    for part in ["[", &decimal(*index), "]"] {
                        text.push_str(part);
                    }
                }
                Step::Key(key) if is_identifier(key) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(key);
                }
                Step::Key(key) => {
                    text.push_str("[\"");
                    for character in key.chars() {
                        push_escaped(&mut text, character);
                    }
                    text.push_str("\"]");
                }
            }
        }
        text
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

fn is_identifier(key: &str) -> bool {
    let is_part = |&byte: &u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$';
    let first = key.as_bytes().first();
    first.is_some_and(|first| !first.is_ascii_digit()) && key.as_bytes().iter().all(is_part)
}

/// What a walk over a text finds. Paths are written on the way back, because on the way there nobody knows
/// whether one is needed, and turned round in the end.
#[derive(Debug, Default)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Adds one, of the present value.
    pub fn push(&mut self, rule: Rule, message: String) {
        self.0.push(Violation {
            path: Path::default(),
            rule,
            message,
        });
    }

    /// Adds the step that led to the present value to the paths of those after the `known`.
    pub fn locate(&mut self, step: &Step, known: usize) {
        for violation in self.0.iter_mut().skip(known) {
            violation.path.0.push(step.clone());
        }
    }

    /// All of them, with their paths in order.
    #[must_use]
    pub fn finish(mut self) -> Vec<Violation> {
        for violation in &mut self.0 {
            violation.path.0.reverse();
        }
        self.0
    }
}

/// A rule that a value breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where the value is.
    pub path: Path,
    /// Which rule it breaks.
    pub rule: Rule,
    /// What is wrong with it, as a sentence for people. It does not repeat the path.
    pub message: String,
}
