//! What is wrong with a value, and where.

use std::fmt;

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
