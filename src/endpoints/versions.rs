//! Versions of the data platform.

use super::{Method, Operation};
use crate::rules::Schema;
use crate::rules::schemas::VERSIONS;

/// Lists the versions that the service knows.
pub static LIST: Operation = Operation {
    name: "versions.list",
    method: Method::Get,
    path: "/versions",
    query: None,
    body: None,
    // Up to API 0.0.8 the answer was a bare array of strings.
    answer: Schema::ObjectOrArray(&VERSIONS, &Schema::Text(&crate::rules::Text::ANY)),
};
