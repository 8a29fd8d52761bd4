use wasm_bindgen::JsValue;

use super::get;

/// Whether this is positively a server-side runtime.
pub(crate) fn is_server() -> bool {
    let global = js_sys::global();
    let has = |object: &JsValue, name: &str| !get(object, name).is_undefined();
    if has(&global, "window") && has(&global, "document") {
        return false;
    }
    let versions = get(&get(&global, "process"), "versions");
    get(&versions, "node").is_string()
        || has(&global, "Deno")
        || has(&global, "Bun")
        || is_cloudflare()
}

/// Cloudflare's Workers throw on `cache` in a request's options at older dates.
pub(crate) fn is_cloudflare() -> bool {
    let agent = get(&get(&js_sys::global(), "navigator"), "userAgent");
    agent.as_string().as_deref() == Some("Cloudflare-Workers")
}
