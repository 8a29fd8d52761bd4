//! What a call tells about itself while it is under way: enough for progress bars, logs, tracing.
//!
//! An event names the operation and the template of its URL, never a URL, a header or a body: so
//! no secret can be in it.

use js_sys::Object;
use wasm_bindgen::JsValue;

use crate::endpoints::Operation;
use crate::host::{Host, call, put};

/// An event, as it is handed to `onEvent`.
pub(crate) struct Event {
    data: Object,
}

impl Event {
    pub(crate) fn new(kind: &str, at: f64, operation: Option<&'static Operation>) -> Self {
        let data = Object::new();
        put(&data, "type", kind);
        put(&data, "at", at);
        if let Some(operation) = operation {
            put(&data, "operation", operation.name);
            put(&data, "method", operation.method.as_str());
            put(&data, "urlTemplate", operation.path);
        }
        Self { data }
    }

    pub(crate) fn with(self, name: &str, value: impl Into<JsValue>) -> Self {
        put(&self.data, name, value);
        self
    }

    pub(crate) fn with_some(self, name: &str, value: Option<impl Into<JsValue>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }
}

/// Hands an event to whoever listens; it is only made when somebody does. What the listener throws
/// is its own business: watching a call must not break it.
pub(crate) fn emit(host: &Host, event: impl FnOnce() -> Event) {
    if let Some(listener) = host.on_event() {
        let _ = call(&listener, &JsValue::UNDEFINED, &[&event().data]);
    }
}
