//! The functions that the doors of the npm package call.
//!
//! An open emulator is a number: a class would have to be freed by its user.

use std::cell::RefCell;
use std::collections::BTreeMap;

use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::config::Config;
use crate::emulator::{Emulator, Request};
use crate::reply::to_json;

#[derive(Default)]
struct Sessions {
    open: BTreeMap<u32, Session>,
    last: u32,
}

struct Session {
    emulator: Emulator,
    /// The body of the latest reply, until it is taken.
    body: Vec<u8>,
}

thread_local! {
    static SESSIONS: RefCell<Sessions> = RefCell::default();
}

fn with<T>(handle: u32, run: impl FnOnce(&mut Session) -> T) -> Result<T, JsError> {
    SESSIONS.with_borrow_mut(|sessions| match sessions.open.get_mut(&handle) {
        Some(session) => Ok(run(session)),
        None => Err(JsError::new(&format!(
            "no emulator is open as number {handle}"
        ))),
    })
}

/// Opens an emulator.
///
/// # Errors
/// When the configuration is none.
#[wasm_bindgen]
pub fn open(config: &str) -> Result<u32, JsError> {
    let emulator = Config::from_json(config).and_then(Emulator::new)?;
    let body = Vec::new();
    Ok(SESSIONS.with_borrow_mut(|sessions| {
        sessions.last += 1;
        let handle = sessions.last;
        sessions.open.insert(handle, Session { emulator, body });
        handle
    }))
}

/// What the URLs in an emulator's answers begin with.
///
/// # Errors
/// When the number is none of an open emulator.
#[wasm_bindgen(js_name = baseUrl)]
pub fn base_url(handle: u32) -> Result<String, JsError> {
    with(handle, |session| session.emulator.base_url().to_owned())
}

/// Closes an emulator. One that is closed already may be closed again.
#[wasm_bindgen]
pub fn close(handle: u32) {
    SESSIONS.with_borrow_mut(|sessions| sessions.open.remove(&handle));
}

/// Answers a request. Its header fields are a JSON array of pairs; the reply is JSON too, but for
/// its body, which waits for [`take_body`].
///
/// # Errors
/// When the number is none of an open emulator, or the header fields are no such array.
#[wasm_bindgen]
pub fn exchange(
    handle: u32,
    now: f64,
    method: &str,
    target: &str,
    headers: &str,
    body: &[u8],
) -> Result<String, JsError> {
    let headers: Vec<(String, String)> = serde_json::from_str(headers)?;
    let request = Request {
        method,
        target,
        headers: &headers,
        body,
    };
    with(handle, |session| {
        let mut reply = session.emulator.exchange(now as u64, &request);
        session.body = std::mem::take(&mut reply.body);
        grow_ahead();
        text(to_json(&reply))
    })
}

/// Makes the memory an eighth larger when it has grown. Each growth is a new buffer to the host, as
/// large as all of the memory, so that thousands of small ones keep V8 collecting garbage.
#[cfg(target_arch = "wasm32")]
fn grow_ahead() {
    thread_local! {
        static PAGES: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
    }
    const PAGE: usize = 65_536;
    let pages = core::arch::wasm32::memory_size::<0>();
    if pages > PAGES.get() {
        // The allocator keeps what is given back.
        drop(std::hint::black_box(Vec::<u8>::with_capacity(
            pages * PAGE / 8,
        )));
        PAGES.set(core::arch::wasm32::memory_size::<0>());
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn grow_ahead() {}

/// The body of the latest reply. It can be taken once.
///
/// # Errors
/// When the number is none of an open emulator.
#[wasm_bindgen(js_name = takeBody)]
pub fn take_body(handle: u32) -> Result<Vec<u8>, JsError> {
    with(handle, |session| std::mem::take(&mut session.body))
}

/// Carries out a control; the reply is JSON with `status` and `body`.
///
/// # Errors
/// When the number is none of an open emulator.
#[wasm_bindgen]
pub fn control(
    handle: u32,
    now: f64,
    method: &str,
    target: &str,
    body: &[u8],
) -> Result<String, JsError> {
    with(handle, |session| {
        let reply = session.emulator.control(now as u64, method, target, body);
        format!(
            r#"{{"status":{},"body":{}}}"#,
            reply.status,
            text(reply.body)
        )
    })
}

fn text(json: Vec<u8>) -> String {
    String::from_utf8(json).unwrap_or_default()
}
