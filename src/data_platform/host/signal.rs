use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// Something that happens once, and the task that waits for it: what a host's callback and a
/// future share.
#[derive(Clone, Default)]
pub(crate) struct Signal(Rc<State>);

#[derive(Default)]
struct State {
    happened: Cell<bool>,
    waker: Cell<Option<Waker>>,
}

impl Signal {
    pub(crate) fn set(&self) {
        self.0.happened.set(true);
        if let Some(waker) = self.0.waker.take() {
            waker.wake();
        }
    }

    /// Whether it is the same.
    pub(super) fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// Waits for it.
    pub(crate) async fn happened(&self) {
        poll_fn(|cx| self.poll(cx)).await;
    }

    pub(super) fn poll(&self, cx: &Context<'_>) -> Poll<()> {
        if self.0.happened.get() {
            return Poll::Ready(());
        }
        self.0.waker.set(Some(cx.waker().clone()));
        Poll::Pending
    }
}
