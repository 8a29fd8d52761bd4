//! Who calls: a fixed token, a user name with a password, a function that gives tokens, or nobody.
//!
//! The rules for a token function:
//! 1. It is called when a token is needed and none is at hand, one call at a time for all callers.
//! 2. A token that ends is replaced 120 s before its end, sooner where its whole life is short.
//! 3. A token that the service refused with 401 is replaced once per call, unless another caller
//!    has replaced it already.
//! 4. When replacing it early fails, the old token serves until its end.
//! 5. A caller that stops waiting does not stop the others. A call of the function that takes longer
//!    than a request may is waited for by nobody new: it may hang. Its token is taken all the same where
//!    there is none.

use checker::words::fill;

use crate::client::options::refuse_token;
use crate::message::Value;
use crate::step::Moment;

const EARLY_MS: f64 = 120_000.0;
/// The part of a short life that is left when a token is replaced.
const EARLY_PART: f64 = 0.2;

/// Where the header `Authorization` comes from. Nothing that holds a secret can be printed.
pub(crate) enum Auth {
    /// Nothing is sent; a backend of one's own may add it.
    None,
    /// The value of the header, and the password that it is made of.
    Fixed {
        header: String,
        password: Option<String>,
    },
    /// A function on the host's side gives tokens.
    Function,
}

impl Auth {
    pub(crate) fn token(token: &str) -> Self {
        Self::Fixed {
            header: bearer(token),
            password: None,
        }
    }

    /// RFC 7617: base64 of the UTF-8 of both, joined by a colon.
    pub(crate) fn basic(username: &str, password: &str) -> Self {
        let base64 = base64(fill("{}:{}", &[username, password]).as_bytes());
        Self::Fixed {
            header: fill("Basic {}", &[&base64]),
            password: Some(password.to_owned()),
        }
    }
}

pub(super) fn bearer(token: &str) -> String {
    fill("Bearer {}", &[token])
}

/// RFC 4648, 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let byte = |place| three.get(place).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = DIGITS.get((bits >> (18 - 6 * place)) as usize & 63);
            let digit = digit.filter(|_| place <= three.len()).unwrap_or(&b'=');
            text.push(char::from(*digit));
        }
    }
    text
}

/// The token of a token function, while it lasts, and the call for the next one.
#[derive(Default)]
pub(crate) struct TokenCache {
    current: Option<Token>,
    pending: Option<Pending>,
    asked: u32,
}

/// A call of the function that all wait for who need a token meanwhile.
#[derive(Clone, Copy)]
struct Pending {
    /// Which call it is.
    number: u32,
    reason: &'static str,
    started: f64,
}

/// A token of a token function.
#[derive(Clone)]
pub(super) struct Token {
    pub(super) value: String,
    obtained_at: f64,
    expires_at: Option<f64>,
}

impl Token {
    pub(super) fn is_expired(&self, now: f64) -> bool {
        self.expires_at.is_some_and(|end| now >= end)
    }

    fn is_due(&self, now: f64) -> bool {
        self.expires_at.is_some_and(|end| {
            let early = EARLY_MS.min((end - self.obtained_at) * EARLY_PART);
            now >= end - early
        })
    }
}

/// How a call comes to a token.
pub(super) enum Want {
    Have(String),
    Wait {
        number: u32,
        ask: bool,
        spare: Option<Token>,
    },
}

impl Pending {
    /// Tells that the call is over, or waited for no longer.
    fn tell(self, moment: &mut Moment, ok: bool) {
        let duration_ms = moment.since(self.started);
        if let Some(mut event) = moment.event("token", None) {
            event.text("reason", self.reason);
            event.boolean("ok", ok);
            event.number("durationMs", duration_ms);
            moment.emit(event);
        }
    }
}

impl TokenCache {
    /// Gives the token, or says which call of the function to wait for.
    pub(super) fn want(moment: &mut Moment) -> Want {
        let now = moment.now;
        let tokens = &mut moment.client.tokens;
        let spare = match tokens.current.clone() {
            Some(token) if !token.is_due(now) => return Want::Have(token.value),
            known => known.filter(|token| !token.is_expired(now)),
        };
        let number = tokens.asked;
        if let Some(pending) = tokens.pending {
            if moment.since(pending.started) < moment.client.settings.timeout_ms {
                let (number, ask) = (pending.number, false);
                return Want::Wait { number, ask, spare };
            }
            pending.tell(moment, false);
        }
        let tokens = &mut moment.client.tokens;
        tokens.asked = number.wrapping_add(1);
        tokens.pending = Some(Pending {
            number,
            reason: if spare.is_some() {
                "expiring"
            } else {
                "needed"
            },
            started: now,
        });
        let ask = true;
        Want::Wait { number, ask, spare }
    }

    /// Takes in what came of a call of the function, before those who wait hear of it, and whether or
    /// not anybody still waits: a call that is made later must not get a failure of long ago.
    pub(crate) fn take(moment: &mut Moment, number: u32, value: Value) {
        let token = read_token(value, moment.now).ok();
        let tokens = &mut moment.client.tokens;
        let pending = tokens.pending.take_if(|known| known.number == number);
        let is_needed = |known: &Token| known.is_expired(moment.now);
        if token.is_some() && (pending.is_some() || tokens.current.as_ref().is_none_or(is_needed)) {
            tokens.current.clone_from(&token);
        }
        if let Some(pending) = pending {
            pending.tell(moment, token.is_some());
        }
    }

    /// Forgets a token that the service refused, unless it was replaced since.
    pub(super) fn forget(&mut self, refused: &str) {
        self.current.take_if(|token| token.value == refused);
    }
}

/// Reads what the function gave, as the host tells it: `token` where it is a string, `expiresAt` where
/// it is there and a time. Says what is wrong with it.
pub(super) fn read_token(value: Value, now: f64) -> Result<Token, &'static str> {
    let Some(token) = value.get("token").text() else {
        return Err("the token function must return a string or { token, expiresAt }");
    };
    if refuse_token(&token).is_some() {
        return Err("the token function must return visible ASCII characters, at least one");
    }
    let expires = value.get("expiresAt");
    if !expires.is_none() && expires.number().is_none() {
        return Err("expiresAt must be a Date or milliseconds since the epoch");
    }
    Ok(Token {
        value: token,
        obtained_at: now,
        expires_at: expires.number(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_padded_to_four() {
        for (text, expected) in [
            ("", ""),
            ("u", "dQ=="),
            ("u:", "dTo="),
            ("u:p", "dTpw"),
            ("jörg:", "asO2cmc6"),
            ("\u{3ff}\u{7fe}", "z7/fvg=="),
        ] {
            assert_eq!(base64(text.as_bytes()), expected, "{text}");
        }
    }
}
