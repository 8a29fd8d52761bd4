//! Client for the IONOS Cloud Managed Stackable Data Platform API, for WebAssembly.
//!
//! The core does no I/O. A call is a `task` that goes from step to step: the core says what is to be
//! done next (fetch this, sleep so long), whoever drives it says what came of it. Two drivers do
//! nothing else: the npm package's facade, through `exports`, and [`DataPlatform`], for Rust frontends.
//! The rooms:
//!
//! - [`models`]: the 25 models of the API.
//! - [`rules`]: every constraint of the API as data. The crate `checker` checks a JSON text by it.
//! - [`endpoints`]: the 12 operations as values; nothing else knows a path.
//! - `client`: options and arguments as callers hand them in, and what a client remembers.
//! - [`transport`]: base URL, headers, credentials, attempts; [`transport::retry`] decides on retries.
//! - [`waiter`]: waits for a state; [`waiter::machine`] decides when one is over.
//! - `task`: a call, a search or a wait. `step`: what it says to its driver, and hears from it.
//! - [`error`]: what can go wrong, told by where.
//! - `message`: JSON between the core and JavaScript. `date`: the dates in it.
//! - `exports`: the functions that the npm package's facade calls.
//! - [`DataPlatform`]: the client for Rust frontends, with the only bindings to JavaScript that call it.
#![deny(missing_docs)]

mod client;
mod data_platform;
mod date;
pub mod endpoints;
pub mod error;
#[cfg(feature = "exports")]
#[allow(unreachable_pub, reason = "what is exported to JavaScript must be pub")]
mod exports;
mod message;
pub mod models;
pub mod rules;
mod step;
mod task;
pub mod transport;
pub mod waiter;

pub use checker::json;
pub use data_platform::{
    Clusters, DataPlatform, NodePools, Options, RequestOptions, Versions, WaitOptions, Watch,
};

/// The guide's page for Rust frontends, whose blocks must compile.
#[cfg(doctest)]
#[doc = include_str!("../docs/rust.md")]
struct Guide;
