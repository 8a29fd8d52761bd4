//! Reading of objects that come from outside: a getter may throw, a value may be of any type.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use super::sys;

/// The property of a value, `undefined` where it is `null`, where there is none or none can be read.
#[inline(never)]
pub(crate) fn get(object: &JsValue, name: &str) -> JsValue {
    // Of what is no object, the host throws as well: asking it first would double each reading.
    let value = sys::get(object, name).ok().flatten();
    value.map_or(JsValue::UNDEFINED, JsValue::from)
}

/// The property of an object as it is, or what is thrown as it is read.
pub(crate) fn try_get(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    if !object.is_object() && !object.is_function() {
        return Ok(JsValue::UNDEFINED);
    }
    Reflect::get(object, &name.into())
}

/// Sets a property of an object that this crate made itself.
pub(crate) fn put(object: &JsValue, name: &str, value: impl Into<JsValue>) {
    sys::set(object, name, &value.into());
}

/// A string, if it is one.
pub(crate) fn text(value: &JsValue) -> Option<String> {
    value.as_string()
}

/// A number, if it is one and is finite.
pub(crate) fn number(value: &JsValue) -> Option<f64> {
    value.as_f64().filter(|number| number.is_finite())
}
