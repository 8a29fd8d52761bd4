use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};

use js_sys::Object;
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, AbortSignal};

use super::signal::Signal;
use crate::data_platform::take_cell::TakeCell;

/// Something that the host does for this crate. Dropping it before it is finished aborts it.
pub(crate) struct UnderWay {
    controller: Option<AbortController>,
}

impl UnderWay {
    pub(crate) fn begin() -> Self {
        let controller = AbortController::new().ok();
        Self { controller }
    }

    /// The signal to hand to the host; none where the host has none.
    pub(crate) fn signal(&self) -> Option<AbortSignal> {
        self.controller.as_ref().map(AbortController::signal)
    }

    pub(crate) fn finish(mut self) {
        self.controller = None;
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}

/// A future that is ready when the caller aborts. Dropping it ends the listening: a signal may live
/// as long as the process.
pub(crate) struct Abort {
    happened: Signal,
    heard: Option<Rc<Listener>>,
}

/// The one listener on a signal, however many calls share the signal: Node.js takes more than ten for
/// a leak, and says so.
struct Listener {
    signal: AbortSignal,
    calls: TakeCell<Vec<Signal>>,
    callback: Closure<dyn FnMut()>,
}

thread_local! {
    static LISTENERS: TakeCell<Vec<Weak<Listener>>> = const { TakeCell::new(Vec::new()) };
}

impl Abort {
    /// Listens to a signal; to none, it never happens.
    pub(crate) fn listen(signal: Option<&AbortSignal>) -> Self {
        let happened = Signal::default();
        let heard = signal.map(Listener::of);
        if let Some(listener) = &heard {
            listener.calls.with(|calls| calls.push(happened.clone()));
        }
        Self { happened, heard }
    }
}

impl Listener {
    fn of(signal: &AbortSignal) -> Rc<Self> {
        let known = LISTENERS.with(|all| {
            all.with(|all| {
                let mut known = all.iter().filter_map(Weak::upgrade);
                known.find(|listener| Object::is(&listener.signal, signal))
            })
        });
        known.unwrap_or_else(|| {
            let listener = Self::start(signal.clone());
            LISTENERS.with(|all| {
                all.with(|all| {
                    all.retain(|other| other.strong_count() > 0);
                    all.push(Rc::downgrade(&listener));
                })
            });
            listener
        })
    }

    fn start(signal: AbortSignal) -> Rc<Self> {
        Rc::new_cyclic(|this: &Weak<Self>| {
            let this = this.clone();
            let callback = Closure::new(move || {
                let listener = this.upgrade();
                let calls = listener.map(|listener| listener.calls.with(std::mem::take));
                calls.iter().flatten().for_each(Signal::set);
            });
            let function = callback.as_ref().unchecked_ref();
            let _ = signal.add_event_listener_with_callback("abort", function);
            Self {
                signal,
                calls: TakeCell::default(),
                callback,
            }
        })
    }
}

impl Future for Abort {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match &self.heard {
            Some(listener) if listener.signal.aborted() => Poll::Ready(()),
            Some(_) => self.happened.poll(cx),
            None => Poll::Pending,
        }
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(listener) = &self.heard {
            let is_other = |call: &Signal| !call.is(&self.happened);
            listener.calls.with(|calls| calls.retain(is_other));
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.callback.as_ref().unchecked_ref();
        let signal = &self.signal;
        let _ = signal.remove_event_listener_with_callback("abort", function);
    }
}
