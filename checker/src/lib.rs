//! Checks a JSON text by constraints that are data.
//!
//! A [`Schema`] says what a text must be; [`check_request`] and [`check_answer`] walk it over the
//! text. Requests are checked for every rule, all violations at once; answers only for type and
//! presence, because the service may know more than its clients do. Nothing here knows the API.
//!
//! It is a crate of its own so that it alone is compiled for speed: an answer may be megabytes.
#![deny(missing_docs)]

mod check;
mod integer;
pub mod json;
mod nearest;
mod schema;
mod text;
mod violation;
pub mod words;

pub use check::{
    Answer, Flaw, MOST_VIOLATIONS, SyntaxError, check_answer, check_request, check_text, parse_uuid,
};
pub use integer::integer;
pub use nearest::nearest;
pub use schema::{Field, Integer, Object, Schema, nullable, object, optional, required};
pub use text::{Format, Pattern, Text};
pub use violation::{Path, Rule, Step, Violation};
