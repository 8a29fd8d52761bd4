//! Constraints of single values as data, and what is wrong with a value, in words.
//!
//! `checker` walks over whole texts and asks this crate about strings and numbers. It is a crate of its own
//! because it need not be fast: a request has few values, and of an answer hardly any is asked about.
#![deny(missing_docs)]

mod integer;
mod nearest;
mod string;
mod text;
mod violation;
pub mod words;

pub use integer::{Integer, integer};
pub use nearest::{hint, nearest};
pub use string::unescape;
pub use text::{Format, Pattern, Text, check_text, is_uuid};
pub use violation::{Path, Rule, Step, Violation, Violations};
