//! The client for Rust, in a browser.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod wasm;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
