//! A stateful twin of the IONOS Cloud Managed Stackable Data Platform API, as a core without I/O:
//! a request and the time go in, a reply comes out.
//!
//! ```text
//! exports ──► emulator ──► router ──► operations ──► world ──► cluster ──► node_pool
//!                │            (which operation)      (all contracts)  └── lifecycle ──┘
//!                ├── auth, faults, journal                     (states that move with the time)
//!                └── control (what tests may change)
//! ```
//!
//! The rules of the API are those of the client crate, and so are its paths: nothing is stated here
//! a second time. `README.md` says what was chosen where the facts about the service are silent.
#![deny(missing_docs)]

mod auth;
mod base64;
mod body;
mod cluster;
mod config;
mod control;
mod dates;
mod emulator;
#[cfg(feature = "exports")]
pub mod exports;
mod faults;
mod journal;
mod json;
mod kubeconfig;
mod lifecycle;
mod names;
mod node_pool;
mod operations;
mod random;
mod registry;
mod reply;
mod resource;
mod router;
mod target;
mod uuid;
mod versions;
mod world;

pub use config::{
    AutoScalingOff, Config, ConfigError, ContractConfig, DeleteAnswer, DeleteWithNodePools, Early,
    KubeconfigShape, MissingVersion, Presence, Role, Switches, Tenant, Timings, Treatment,
    VersionConfig, VersionsShape, Visibility,
};
pub use control::ControlReply;
pub use emulator::{Emulator, Request};
pub use reply::{Delivery, Reply};
