//! Constraints as data.

use values::{Integer, Text};

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

/// An object with known fields.
#[derive(Debug)]
pub struct Object {
    /// Name of the model.
    pub name: &'static str,
    /// The fields that it may have.
    pub fields: &'static [Field],
    /// Which of them must be there, one bit each from the lowest on. [`object`] reads it off them.
    pub required: u32,
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

/// An object of a name, with its fields.
#[must_use]
pub const fn object(name: &'static str, fields: &'static [Field]) -> Object {
    Object {
        name,
        fields,
        required: required_bits(fields),
        immutable: &[],
        ascending: None,
    }
}

const fn required_bits(mut fields: &[Field]) -> u32 {
    assert!(fields.len() <= 32, "an object has more fields than bits");
    let mut bits = 0;
    while let [before @ .., last] = fields {
        bits = bits << 1 | last.required as u32;
        fields = before;
    }
    bits
}

/// A field that must be there.
#[must_use]
pub const fn required(name: &'static str, schema: Schema) -> Field {
    Field {
        name,
        schema,
        required: true,
        nullable: false,
    }
}

/// A field that may be left out.
#[must_use]
pub const fn optional(name: &'static str, schema: Schema) -> Field {
    Field {
        name,
        schema,
        required: false,
        nullable: false,
    }
}

/// A field that may be left out, and set to `null` by a request.
#[must_use]
pub const fn nullable(name: &'static str, schema: Schema) -> Field {
    Field {
        name,
        schema,
        required: false,
        nullable: true,
    }
}
