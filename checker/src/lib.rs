//! Checks a JSON text by constraints that are data.
//!
//! A [`Schema`] says what a text must be; [`check_request`] and [`check_answer`] walk it over the
//! text. Requests are checked for every rule, all violations at once; answers only for type and
//! presence, because the service may know more than its clients do. Nothing here knows the API.
//!
//! It is a crate of its own so that it alone is compiled for speed: an answer may be megabytes. What
//! it asks about single values is in the crate `values`.
#![deny(missing_docs)]

mod check;
pub mod json;
mod plain;
mod schema;

pub use check::{
    Answer, Flaw, MOST_VIOLATIONS, SyntaxError, check_answer, check_request, parse_uuid,
};
pub use schema::{Field, Object, Schema, nullable, object, optional, required};
pub use values::*;
