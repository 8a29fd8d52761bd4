//! The only `extern "C"` of the crate.
//!
//! What often throws has an optional result: of any other, the glue of wasm-bindgen 0.2.130 leaks the
//! place of the result that it did not get, and memory would grow with each failure.

use js_sys::{Array, Function, Object, Promise, Uint8Array};
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

    #[wasm_bindgen(catch)]
    pub(crate) fn btoa(binary: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    pub(crate) fn json_parse(text: &JsValue) -> Result<Option<Object>, JsValue>;

    #[wasm_bindgen(catch, js_namespace = JSON, js_name = stringify)]
    pub(crate) fn json_stringify(value: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Date, js_name = parse)]
    pub(crate) fn date_parse(text: &JsValue) -> f64;

    /// A decoder that replaces what is not UTF-8, as `Response.text()` does.
    pub(crate) type TextDecoder;

    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn new() -> Result<TextDecoder, JsValue>;

    /// The text stays on the host's side: nothing here needs to copy it.
    #[wasm_bindgen(catch, method)]
    pub(crate) fn decode(this: &TextDecoder, bytes: &Uint8Array) -> Result<JsValue, JsValue>;

    /// A view of a buffer, whichever realm it is from; a detached one throws.
    #[wasm_bindgen(extends = Uint8Array, js_name = Uint8Array)]
    pub(crate) type Bytes;

    #[wasm_bindgen(catch, constructor, js_class = "Uint8Array")]
    pub(crate) fn of(buffer: &JsValue) -> Result<Bytes, JsValue>;

    /// What the caller hands in and this crate calls back. It lives on JavaScript's side and is
    /// passed with each call, so that a callback that knows its client does not keep it alive.
    #[derive(Clone)]
    pub type Host;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn fetch(this: &Host) -> Option<Function>;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn token(this: &Host) -> Option<Function>;

    #[wasm_bindgen(method, getter, js_name = onEvent)]
    pub(crate) fn on_event(this: &Host) -> Option<Function>;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn clock(this: &Host) -> Option<UserClock>;

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

/// A promise of whatever a foreign function returned, a promise or not. It is always one of the
/// host's own making: a foreign one may settle twice, or throw when it is asked for its `then`.
pub(crate) fn promise(value: &JsValue) -> Promise {
    Promise::race(&Array::of1(value))
}
