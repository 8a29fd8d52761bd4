//! From what people write for a base URL to the one that is meant. The official SDKs get most of
//! these wrong: doubled slashes, doubled paths, a scheme taken for a host.

use web_sys::Url;

const DEFAULT: &str = "https://api.ionos.com/dataplatform";
const PATH: &str = "/dataplatform";

const NO_URL: &str = "is no URL";

/// A base URL: paths of the API are appended to it.
#[derive(Debug, Default)]
pub(crate) struct BaseUrl {
    pub(crate) url: String,
    /// Whether a secret may go there: https, or this very machine.
    pub(crate) is_secure: bool,
}

/// Normalizes a base URL; a relative one is resolved against the page's location. Fails with what
/// is wrong, which does not repeat what was given.
pub(crate) fn normalize(given: &str, location: Option<&str>) -> Result<BaseUrl, &'static str> {
    let given = given.trim();
    if given.is_empty() {
        return normalize(DEFAULT, None);
    }
    let url = match shape(given) {
        Shape::Absolute => Url::new(given),
        Shape::WithoutScheme if has_lost_a_slash(given) => return Err(NO_URL),
        Shape::WithoutScheme => Url::new(&format!("https://{given}")),
        Shape::ProtocolRelative => {
            return Err("must have a scheme; '//' alone would follow the page's");
        }
        Shape::Relative => match location.filter(|href| href.starts_with("http")) {
            Some(href) => Url::new_with_base(given, href),
            None => return Err("is relative, and there is no page to which it could be"),
        },
    };
    match url {
        Ok(url) => check(&url),
        Err(_) => Err(NO_URL),
    }
}

enum Shape {
    Absolute,
    WithoutScheme,
    ProtocolRelative,
    Relative,
}

fn shape(given: &str) -> Shape {
    if given.starts_with("//") || given.starts_with(r"\") || given.starts_with(r"/\") {
        return Shape::ProtocolRelative;
    }
    if given.starts_with(['/', '.', '?', '#']) {
        return Shape::Relative;
    }
    // `localhost:8080` would pass for the scheme `localhost`: only `://` makes one.
    let scheme = given.split_once("://").map(|(scheme, _)| scheme);
    let is_scheme = scheme.is_some_and(|scheme| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    });
    if is_scheme {
        Shape::Absolute
    } else {
        Shape::WithoutScheme
    }
}

/// Whether a colon ends what should be a host: `https:/x` has lost a slash, `https` is no host.
fn has_lost_a_slash(given: &str) -> bool {
    let host = given.split(['/', '\\', '?', '#']).next();
    host.is_some_and(|host| host.ends_with(':'))
}

fn check(url: &Url) -> Result<BaseUrl, &'static str> {
    if !url.username().is_empty() || !url.password().is_empty() {
        return Err("must not have a user name or password; give them as options");
    }
    let protocol = url.protocol();
    if protocol != "https:" && protocol != "http:" {
        return Err("must be http or https");
    }
    if !url.search().is_empty() || !url.hash().is_empty() {
        return Err("must not have a query or a fragment");
    }
    let path = url.pathname();
    let path = path.trim_end_matches('/');
    let rest = if path.ends_with(PATH) { "" } else { PATH };
    Ok(BaseUrl {
        url: format!("{}{path}{rest}", url.origin()),
        is_secure: protocol == "https:" || is_loopback(&url.hostname()),
    })
}

/// RFC 6761, 6.3, and RFC 5735, 3. The host has brought addresses into their one form.
fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || (host.starts_with("127.") && host.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
}
