//! Compares the crate with the API's description, `api/openapi.yaml`, in both directions.
//!
//! Both sides are reduced to [`facts`]: what the description says ([`described`]), and what the
//! crate's endpoints and rules ([`built`]), its serde models ([`models`]) and its TypeScript
//! declarations ([`declarations`]) say. Where they may differ, [`permitted`] names the source.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may fail loudly"
)]

mod built;
#[cfg(feature = "exports")]
mod declarations;
mod described;
mod enforcement;
mod facts;
mod models;
mod mutations;
mod patterns;
mod permitted;
mod shape;
mod traps;

use facts::{Difference, Facts, differences};
use serde_json::Value;

/// Everything in which the crate and a description differ.
fn compare(description: &Value, crate_says: &Facts) -> Vec<Difference> {
    differences(&description_says(description), crate_says)
}

fn description_says(description: &Value) -> Facts {
    let mut facts = described::endpoints_and_rules(description);
    facts.extend(described::models(description));
    #[cfg(feature = "exports")]
    facts.extend(described::declarations(description));
    permitted::apply(&mut facts);
    facts
}

fn crate_says() -> Facts {
    let mut facts = built::endpoints_and_rules();
    facts.extend(models::facts());
    #[cfg(feature = "exports")]
    facts.extend(declarations::facts());
    facts
}

#[test]
fn the_crate_is_what_the_description_says() {
    let found = compare(&described::read(), &crate_says());
    let lines: Vec<_> = found.iter().map(Difference::to_string).collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}
