//! Everything that touches JavaScript: bindings, reading of foreign objects, timers, aborts.
//!
//! Whatever comes from there is hostile: each binding that can throw says so, and no answer of the
//! host is trusted to be what its name promises.

mod abort;
mod clock;
mod race;
mod read;
mod signal;
pub(crate) mod sys;

pub(crate) use abort::{Abort, UnderWay, is_abort_signal, is_aborted};
pub(crate) use clock::Clock;
pub(crate) use race::{Either, race};
pub(crate) use read::{get, number, put, text, try_get};
#[cfg(feature = "exports")]
pub(crate) use signal::Signal;
pub(crate) use sys::Host;

use js_sys::{Array, Function};
use wasm_bindgen::{JsCast, JsValue};

/// Whether this is positively a server-side runtime. In a browser, a `User-Agent` of our own would
/// be forbidden or cost a preflight.
pub(crate) fn is_server() -> bool {
    let global = js_sys::global();
    let has = |object: &JsValue, name: &str| !get(object, name).is_undefined();
    if has(&global, "window") && has(&global, "document") {
        return false;
    }
    let versions = get(&get(&global, "process"), "versions");
    text(&get(&versions, "node")).is_some()
        || has(&global, "Deno")
        || has(&global, "Bun")
        || is_cloudflare(&global)
}

/// Whether `cache` in a request's options is understood: Workers throw on it at older dates.
pub(crate) fn knows_cache() -> bool {
    !is_cloudflare(&js_sys::global())
}

fn is_cloudflare(global: &JsValue) -> bool {
    let agent = get(&get(global, "navigator"), "userAgent");
    text(&agent).as_deref() == Some("Cloudflare-Workers")
}

/// Calls a function that comes from outside.
pub(crate) fn call(
    function: &Function,
    this: &JsValue,
    arguments: &[&JsValue],
) -> Result<JsValue, JsValue> {
    let list: Array = arguments.iter().collect();
    sys::apply(function, this, &list).map(JsValue::from)
}

/// The member function of an object, if it has one of that name.
pub(crate) fn method(object: &JsValue, name: &str) -> Option<Function> {
    get(object, name).dyn_into().ok()
}
