//! What passes between the core and its host, as JSON: small texts, read without building anything
//! and written from the left to the right.
//!
//! A general parser and the printing of floats would be half of the module.

mod read;
mod write;

pub(crate) use read::Value;
pub(crate) use write::{Writer, quoted};
