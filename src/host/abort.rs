use std::pin::Pin;
use std::task::{Context, Poll};

use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::signal::Signal;
use super::{get, method};

/// Whether a value can be used as an `AbortSignal`, whichever realm or package it is from.
pub(crate) fn is_abort_signal(value: &JsValue) -> bool {
    get(value, "aborted").as_bool().is_some()
        && method(value, "addEventListener").is_some()
        && method(value, "removeEventListener").is_some()
}

/// A future that is ready when the caller aborts. Dropping it removes its listener: a signal may
/// live as long as the process.
pub(crate) struct Abort {
    inner: Option<Inner>,
}

struct Inner {
    signal: AbortSignal,
    happened: Signal,
    listener: Closure<dyn FnMut()>,
}

impl Abort {
    /// Listens to a signal that [`is_abort_signal`] accepted; to none, it never happens.
    pub(crate) fn listen(signal: Option<&JsValue>) -> Self {
        let inner = signal.map(|signal| {
            let signal: AbortSignal = signal.clone().unchecked_into();
            let happened = Signal::default();
            let shared = happened.clone();
            let listener = Closure::new(move || shared.set());
            let callback = listener.as_ref().unchecked_ref();
            let _ = signal.add_event_listener_with_callback("abort", callback);
            Inner {
                signal,
                happened,
                listener,
            }
        });
        Self { inner }
    }
}

impl Future for Abort {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match &self.inner {
            Some(inner) if get(&inner.signal, "aborted").is_truthy() => Poll::Ready(()),
            Some(inner) => inner.happened.poll(cx),
            None => Poll::Pending,
        }
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(inner) = &self.inner {
            let callback = inner.listener.as_ref().unchecked_ref();
            let _ = inner
                .signal
                .remove_event_listener_with_callback("abort", callback);
        }
    }
}
