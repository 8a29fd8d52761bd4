//! The only `extern "C"` of the crate.
//!
//! What often throws has an optional result: of any other, the glue of wasm-bindgen 0.2.130 leaks the
//! place of the result that it did not get, and memory would grow with each failure.

use js_sys::{Array, Function, Object};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Looked up on `globalThis` at each call, so that it is found in workers and mocks are seen.
    /// `catch` and a plain return value: an `async` binding would not catch what it throws at once.
    #[wasm_bindgen(catch, js_name = fetch)]
    pub(crate) fn fetch(url: &str, init: &JsValue) -> Result<Option<Object>, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Reflect)]
    pub(crate) fn apply(
        function: &Function,
        this: &JsValue,
        arguments: &Array,
    ) -> Result<Option<Object>, JsValue>;

    /// Node.js gives an object, browsers a number.
    #[wasm_bindgen(js_name = setTimeout)]
    pub(crate) fn set_timeout(callback: &Function, ms: i32) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    pub(crate) fn clear_timeout(handle: &JsValue);

    /// A view of a buffer, whichever realm it is from; a detached one throws.
    #[wasm_bindgen(extends = js_sys::Uint8Array, js_name = Uint8Array)]
    pub(crate) type Bytes;

    #[wasm_bindgen(catch, constructor, js_class = "Uint8Array")]
    pub(crate) fn of(buffer: &JsValue) -> Result<Bytes, JsValue>;

    /// The caller's clock. What it does is its own business: all of it may throw.
    #[derive(Clone)]
    pub(crate) type UserClock;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn now(this: &UserClock) -> Result<Option<Object>, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn sleep(
        this: &UserClock,
        ms: f64,
        signal: &JsValue,
    ) -> Result<Option<Object>, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn random(this: &UserClock) -> Result<Option<Object>, JsValue>;
}
