//! Reading of objects that come from outside: a getter may throw, a value may be of any type.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// The property of a value, `undefined` where there is none or none can be read.
pub(crate) fn get(object: &JsValue, name: &str) -> JsValue {
    try_get(object, name).unwrap_or(JsValue::UNDEFINED)
}

/// The property of a value, `undefined` where there is none, or what is thrown as it is read.
pub(crate) fn try_get(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    if !object.is_object() && !object.is_function() {
        return Ok(JsValue::UNDEFINED);
    }
    Reflect::get(object, &name.into())
}

/// Sets a property of an object that this crate made itself.
pub(crate) fn put(object: &JsValue, name: &str, value: impl Into<JsValue>) {
    // It fails on frozen objects and proxies only, and ours are neither.
    let _ = Reflect::set(object, &name.into(), &value.into());
}

/// A string, if it is one.
pub(crate) fn text(value: &JsValue) -> Option<String> {
    value.as_string()
}

/// A number, if it is one and is finite.
pub(crate) fn number(value: &JsValue) -> Option<f64> {
    value.as_f64().filter(|number| number.is_finite())
}
