//! Everything that touches JavaScript: bindings, reading of foreign values, timers, aborts.
//!
//! Whatever comes from there is hostile: each binding that can throw says so, and no answer of the
//! host is trusted to be what its name promises.

mod abort;
mod clock;
mod race;
mod read;
mod runtime;
mod signal;
pub(super) mod sys;

pub(super) use abort::{Abort, UnderWay};
pub(super) use clock::Clock;
pub(super) use race::{Either, race};
pub(super) use read::{call, get, method, number, settled};
pub(super) use runtime::{is_cloudflare, is_server};
