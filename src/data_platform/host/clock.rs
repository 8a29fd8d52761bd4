use wasm_bindgen::prelude::*;

use super::abort::UnderWay;
use super::signal::Signal;
use super::sys::{self, UserClock};
use super::{number, settled};

/// The longest delay that `setTimeout` keeps; a longer one fires at once.
const LONGEST_TIMER_MS: f64 = 2_147_483_647.0;

/// Time and chance: the host's, or those that the caller controls.
#[derive(Clone)]
pub(crate) enum Clock {
    Host,
    User(UserClock),
}

impl Clock {
    pub(crate) fn new(user: Option<UserClock>) -> Self {
        user.map_or(Self::Host, Self::User)
    }

    /// Milliseconds since the epoch.
    pub(crate) fn now(&self) -> f64 {
        let user = match self {
            Self::Host => None,
            Self::User(clock) => clock.now().ok().flatten().and_then(|now| number(&now)),
        };
        user.unwrap_or_else(js_sys::Date::now)
    }

    /// A random number from 0 (included) to 1 (excluded).
    pub(crate) fn random(&self) -> f64 {
        let user = match self {
            Self::Host => None,
            Self::User(clock) => clock
                .random()
                .ok()
                .flatten()
                .and_then(|chance| number(&chance)),
        };
        user.filter(|random| (0.0..1.0).contains(random))
            .unwrap_or_else(js_sys::Math::random)
    }

    /// Waits; without an end where it is infinite. Dropping the future ends the wait and leaves no timer.
    pub(crate) async fn sleep(&self, ms: f64) {
        if ms == f64::INFINITY {
            return std::future::pending().await;
        }
        match self {
            Self::Host => host_sleep(ms).await,
            Self::User(clock) => user_sleep(clock, ms).await,
        }
    }
}

async fn host_sleep(mut ms: f64) {
    while ms > LONGEST_TIMER_MS {
        Timer::start(LONGEST_TIMER_MS).elapsed().await;
        ms -= LONGEST_TIMER_MS;
    }
    Timer::start(ms).elapsed().await;
}

struct Timer {
    handle: JsValue,
    happened: Signal,
    _callback: Closure<dyn FnMut()>,
}

impl Timer {
    fn start(ms: f64) -> Self {
        let happened = Signal::default();
        let shared = happened.clone();
        let callback = Closure::new(move || shared.set());
        #[allow(clippy::cast_possible_truncation)]
        let handle = sys::set_timeout(callback.as_ref().unchecked_ref(), ms.ceil() as i32);
        Self {
            handle,
            happened,
            _callback: callback,
        }
    }

    async fn elapsed(&self) {
        self.happened.happened().await;
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        sys::clear_timeout(&self.handle);
    }
}

/// A clock that cannot sleep must not turn a wait into a busy loop: then the host's timer serves.
async fn user_sleep(clock: &UserClock, ms: f64) {
    let sleep = UnderWay::begin();
    let signal = sleep.signal().map_or(JsValue::UNDEFINED, JsValue::from);
    let slept = settled(clock.sleep(ms, &signal).map(JsValue::from)).await;
    sleep.finish();
    if slept.is_err() {
        host_sleep(ms).await;
    }
}
