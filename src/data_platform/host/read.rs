//! Values that come from outside: a getter may throw, a value may be of any type, a promise may be
//! of anybody's making.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::sys;

/// The property of a value, `undefined` where there is none or none can be read.
pub(crate) fn get(object: &JsValue, name: &str) -> JsValue {
    if !object.is_object() && !object.is_function() {
        return JsValue::UNDEFINED;
    }
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// A number, if it is one and is finite.
pub(crate) fn number(value: &JsValue) -> Option<f64> {
    value.as_f64().filter(|number| number.is_finite())
}

/// The member function of an object, if it has one of that name.
pub(crate) fn method(object: &JsValue, name: &str) -> Option<Function> {
    get(object, name).dyn_into().ok()
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

/// Waits for what a foreign function returned, a promise or not, if it did not throw. The promise is
/// one of the host's own making: a foreign one may settle twice, or throw when it is asked for its `then`.
pub(crate) async fn settled(returned: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::race(&Array::of1(&returned?))).await
}
