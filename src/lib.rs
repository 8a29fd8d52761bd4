//! Client for the IONOS Cloud Managed Stackable Data Platform API, for WebAssembly.
//!
//! A call goes one way: `client` → [`transport`] → the host's `fetch`, with an operation of
//! [`endpoints`] as its value. The rooms:
//!
//! - [`models`]: the 25 models of the API.
//! - [`rules`]: every constraint of the API as data. The crate `checker` checks a JSON text by it.
//! - [`endpoints`]: the 12 operations as values; nothing else knows a path.
//! - `client`: options and arguments as callers hand them in, and what a client remembers.
//! - [`transport`]: base URL, headers, credentials, attempts; [`transport::retry`] decides on retries.
//! - [`waiter`]: waits for a state; [`waiter::machine`] decides when one is over.
//! - [`error`]: what can go wrong, told by where. `events`: what a call tells while it is under way.
//! - `host`: the only room that touches JavaScript. `take_cell`: what stands in for `RefCell`.
//! - [`DataPlatform`]: the client for Rust frontends. `exports`: the functions that the npm package's facade calls.
#![deny(missing_docs)]

mod client;
mod data_platform;
pub mod endpoints;
pub mod error;
mod events;
#[cfg(feature = "exports")]
#[allow(unreachable_pub, reason = "what is exported to JavaScript must be pub")]
mod exports;
mod host;
pub mod models;
pub mod rules;
mod take_cell;
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
