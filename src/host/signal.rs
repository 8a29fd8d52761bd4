use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// Something that happens once, and the task that waits for it: what a host's callback and a
/// future share.
#[derive(Clone, Default)]
pub(super) struct Signal(Rc<State>);

#[derive(Default)]
struct State {
    happened: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Signal {
    pub(super) fn set(&self) {
        self.0.happened.set(true);
        if let Some(waker) = self.0.waker.take() {
            waker.wake();
        }
    }

    pub(super) fn poll(&self, cx: &Context<'_>) -> Poll<()> {
        if self.0.happened.get() {
            return Poll::Ready(());
        }
        self.0.waker.replace(Some(cx.waker().clone()));
        Poll::Pending
    }
}
