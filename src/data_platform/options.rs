//! How a client, a call and a wait behave.

use std::fmt;

use js_sys::{Function, Object};
use web_sys::AbortSignal;

/// How a client behaves. What is `None` has its default.
#[derive(Clone, Default)]
pub struct Options {
    /// Token for `Authorization: Bearer`. It wins over a user name.
    pub token: Option<String>,
    /// User name for `Authorization: Basic`, with `password`.
    pub username: Option<String>,
    /// Password, with `username`.
    pub password: Option<String>,
    /// Where the API is. Default: `https://api.ionos.com/dataplatform`.
    pub base_url: Option<String>,
    /// Time for one attempt in milliseconds, the body's transfer included. Default: 30,000.
    pub timeout_ms: Option<f64>,
    /// How many times a request may be sent again. Default: 2.
    pub max_retries: Option<u32>,
    /// Permits to send credentials over plain http, beyond this machine. Default: no.
    pub allow_insecure: Option<bool>,
    /// A function of the host that gives tokens: it returns a string, or `{ token, expiresAt }`, or
    /// a promise of one. It is used in place of `token`.
    pub token_function: Option<Function>,
    /// A `fetch` of one's own. Default: the host's.
    pub fetch: Option<Function>,
    /// Hears what calls do: one argument, an event.
    pub on_event: Option<Function>,
    /// Time and chance, for tests: an object with `now()` and `sleep(ms, signal)`.
    pub clock: Option<Object>,
}

/// Whether there is a secret is told, the secret never.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = |secret: &Option<String>| secret.as_ref().map(|_| "…");
        f.debug_struct("Options")
            .field("token", &hidden(&self.token))
            .field("username", &self.username)
            .field("password", &hidden(&self.password))
            .field("base_url", &self.base_url)
            .field("timeout_ms", &self.timeout_ms)
            .field("max_retries", &self.max_retries)
            .field("allow_insecure", &self.allow_insecure)
            .finish_non_exhaustive()
    }
}

/// The options of one call. What is `None` is as in the client's [`Options`].
#[derive(Debug, Clone, Default)]
pub struct RequestOptions {
    /// Time for one attempt in milliseconds.
    pub timeout_ms: Option<f64>,
    /// How many times the request may be sent again.
    pub max_retries: Option<u32>,
    /// Ends the call at once.
    pub signal: Option<AbortSignal>,
}

/// The options of a wait.
#[derive(Debug, Clone, Default)]
pub struct WaitOptions {
    /// Milliseconds between two looks, at the beginning. Default: 5,000.
    pub poll_interval_ms: Option<f64>,
    /// The most milliseconds between two looks. Default: 30,000.
    pub max_poll_interval_ms: Option<f64>,
    /// Milliseconds until the wait gives up. Default: 3,600,000, an hour.
    pub deadline_ms: Option<f64>,
    /// Hears of each look: two arguments, the resource and its progress.
    pub on_progress: Option<Function>,
    /// Ends the wait at once.
    pub signal: Option<AbortSignal>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_that_are_printed_show_no_secret() {
        let options = Options {
            token: Some("s3cret".to_owned()),
            username: Some("jane".to_owned()),
            password: Some("s3cret".to_owned()),
            ..Options::default()
        };
        let printed = format!("{options:?}");
        assert!(
            printed.contains("jane") && !printed.contains("s3cret"),
            "{printed}"
        );
    }
}
