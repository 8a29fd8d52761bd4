//! From what people write for a base URL to the one that is meant. The official SDKs get most of
//! these wrong: doubled slashes, doubled paths, a scheme taken for a host.

use checker::words::{is_one_of, join};

use crate::message::Value;

const DEFAULT: &str = "https://api.ionos.com/dataplatform";
const PATH: &str = "/dataplatform";

const NO_URL: &str = "is no URL";

/// A base URL: paths of the API are appended to it.
#[derive(Debug)]
pub(crate) struct BaseUrl {
    pub(crate) url: String,
    /// Whether a secret may go there: https, or this very machine.
    pub(crate) is_secure: bool,
}

/// Normalizes a base URL; a relative one is resolved against the page's location. `parsed` is what the
/// host's own parser made of it: as it stands, with `https://` before it, and beside the location; its
/// `text` is the URL without the white space around it. Fails with what is wrong, which does not repeat
/// what was given.
pub(crate) fn normalize(parsed: Value) -> Result<BaseUrl, &'static str> {
    let Some(given) = parsed.get("text").text() else {
        return Ok(BaseUrl {
            url: DEFAULT.to_owned(),
            is_secure: true,
        });
    };
    // The host's parser drops line breaks and tabs: what it sees is not what `shape` does.
    if given.bytes().any(|byte| byte.is_ascii_control()) {
        return Err("must not have a line break, a tab or another control character");
    }
    let url = match shape(given.as_bytes()) {
        Shape::Absolute => parsed.get("alone"),
        Shape::WithoutScheme if has_lost_a_slash(given.as_bytes()) => return Err(NO_URL),
        Shape::WithoutScheme => parsed.get("withScheme"),
        Shape::ProtocolRelative => {
            return Err("must have a scheme; '//' alone would follow the page's");
        }
        Shape::Relative => {
            let url = parsed.get("onPage");
            if !is_http(url) {
                return Err("is relative, and there is no page to which it could be");
            }
            url
        }
    };
    if url.is_none() {
        return Err(NO_URL);
    }
    check(url)
}

fn part(url: Value, name: &str) -> String {
    url.get(name).text().unwrap_or_default()
}

enum Shape {
    Absolute,
    WithoutScheme,
    ProtocolRelative,
    Relative,
}

fn shape(given: &[u8]) -> Shape {
    match given {
        [b'/', b'/' | b'\\', ..] | [b'\\', ..] => return Shape::ProtocolRelative,
        [b'/' | b'.' | b'?' | b'#', ..] => return Shape::Relative,
        _ => {}
    }
    // `localhost:8080` would pass for the scheme `localhost`: only `://` makes one.
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || is_one_of(*byte, b"+-.");
    let end = given.iter().position(|byte| !is_part(byte));
    let (scheme, rest) = given
        .split_at_checked(end.unwrap_or(given.len()))
        .unwrap_or_default();
    let begins = scheme.first().is_some_and(u8::is_ascii_alphabetic);
    if begins && rest.starts_with(b"://") {
        return Shape::Absolute;
    }
    Shape::WithoutScheme
}

/// Whether a colon ends what should be a host: `https:/x` has lost a slash, `https` is no host.
fn has_lost_a_slash(given: &[u8]) -> bool {
    let mut parts = given.split(|byte| is_one_of(*byte, b"/\\?#"));
    parts.next().is_some_and(|host| host.ends_with(b":"))
}

fn check(url: Value) -> Result<BaseUrl, &'static str> {
    if url.get("hasUser").is_true() {
        return Err("must not have a user name or password; give them as options");
    }
    if !is_http(url) {
        return Err("must be http or https");
    }
    if url.get("hasQuery").is_true() {
        return Err("must not have a query or a fragment");
    }
    let path = part(url, "pathname");
    let mut path = path.as_str();
    while let Some(shorter) = path.strip_suffix("/") {
        path = shorter;
    }
    let rest = if path.ends_with(PATH) { "" } else { PATH };
    Ok(BaseUrl {
        url: join(&[&part(url, "origin"), path, rest], ""),
        is_secure: url.get("protocol").is("https:")
            || is_loopback(part(url, "hostname").as_bytes()),
    })
}

fn is_http(url: Value) -> bool {
    let protocol = url.get("protocol");
    protocol.is("https:") || protocol.is("http:")
}

/// RFC 6761, 6.3, and RFC 5735, 3. The host has brought addresses into their one form.
fn is_loopback(host: &[u8]) -> bool {
    let is_of_v4 = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    host == b"localhost"
        || host.ends_with(b".localhost")
        || host == b"[::1]"
        || (host.starts_with(b"127.") && host.iter().all(is_of_v4))
}
