//! Every constraint of the API, stated once, as data.
//!
//! [`schemas`] describes the bodies as `static` values; `check` walks any of them over a JSON
//! text. Requests are checked for every rule, all violations at once; answers only for type and
//! presence, because the service may know more than this library does.

mod check;
mod nearest;
pub mod schemas;
mod text;

pub use check::{Answer, Flaw, check_answer, check_request, check_text};
pub(crate) use check::{MOST_VIOLATIONS, parse_uuid};
pub(crate) use nearest::nearest;
pub use text::{Format, Pattern, Text};

use std::fmt;

/// What a JSON value must be.
#[derive(Debug)]
pub enum Schema {
    /// A string.
    Text(&'static Text),
    /// The id of the resource itself: a string, and what an answer is recognised by.
    Id(&'static Text),
    /// A whole number.
    Integer(&'static Integer),
    /// `true` or `false`.
    Boolean,
    /// An object with known fields.
    Object(&'static Object),
    /// An object with any keys. In a request, its values must be strings.
    Strings,
    /// An object of which nothing is known.
    Free,
    /// An array, and what its elements must be.
    Array(&'static Schema),
    /// One of two shapes: an object, or, where the older API is spoken, an array.
    ObjectOrArray(&'static Object, &'static Schema),
}

/// Constraints of a whole number. All are of format `int32` but those with `wide`.
#[derive(Debug)]
pub struct Integer {
    /// The least value that is allowed.
    pub minimum: Option<i64>,
    /// What the value must be a multiple of.
    pub multiple_of: Option<i64>,
    /// Whether its format is `int64`.
    pub wide: bool,
}

impl Integer {
    /// The greatest value that is allowed by the format.
    #[must_use]
    pub fn maximum(&self) -> i64 {
        if self.wide {
            i64::MAX
        } else {
            i64::from(i32::MAX)
        }
    }

    /// The least value that is allowed, by the rule or by the format.
    #[must_use]
    pub fn least(&self) -> i64 {
        let format = if self.wide {
            i64::MIN
        } else {
            i64::from(i32::MIN)
        };
        self.minimum.unwrap_or(format)
    }
}

/// An object with known fields.
#[derive(Debug)]
pub struct Object {
    /// Name of the model.
    pub name: &'static str,
    /// The fields that it may have.
    pub fields: &'static [Field],
    /// Fields of the resource that cannot be changed, so that they are no part of its PATCH.
    pub immutable: &'static [&'static str],
    /// A pair of whole-number fields of which the first must be less than the second.
    pub ascending: Option<(&'static str, &'static str)>,
}

/// A field of an object.
#[derive(Debug)]
pub struct Field {
    /// Its key.
    pub name: &'static str,
    /// What its value must be.
    pub schema: Schema,
    /// Whether it must be there.
    pub required: bool,
    /// Whether a request may set it to `null`.
    pub nullable: bool,
}

const fn object(name: &'static str, fields: &'static [Field]) -> Object {
    Object {
        name,
        fields,
        immutable: &[],
        ascending: None,
    }
}

const fn required(name: &'static str, schema: Schema) -> Field {
    Field {
        name,
        schema,
        required: true,
        nullable: false,
    }
}

const fn optional(name: &'static str, schema: Schema) -> Field {
    Field {
        name,
        schema,
        required: false,
        nullable: false,
    }
}

const fn nullable(name: &'static str, schema: Schema) -> Field {
    Field {
        name,
        schema,
        required: false,
        nullable: true,
    }
}

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

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) if is_identifier(key) => {
                    f.write_str(if place == 0 { "" } else { "." })?;
                    f.write_str(key)?;
                }
                Step::Key(key) => {
                    f.write_str("[\"")?;
                    f.write_str(&key.escape_default().to_string())?;
                    f.write_str("\"]")?;
                }
            }
        }
        Ok(())
    }
}

fn is_identifier(key: &str) -> bool {
    !key.starts_with(|c: char| c.is_ascii_digit())
        && !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$')
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
