use ionoscloud_dataplatform::models::{ErrorMessage, ErrorResponse};
use serde::Serialize;

/// What the emulator answers to a request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// The status; 0 where no answer arrives at all.
    pub status: u16,
    /// The header fields.
    pub headers: Vec<(&'static str, String)>,
    /// The body. It is not part of the JSON form: bodies may be many megabytes.
    #[serde(skip)]
    pub body: Vec<u8>,
    /// Name of the operation, where the request is one of the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<&'static str>,
    /// How the door is to deliver the reply; at once and whole where it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
    /// Whether the request has begun work, which may fail.
    #[serde(skip)]
    pub(crate) begins_work: bool,
}

/// How a door delivers a reply that a fault spoils. What the request was to do has or has not been
/// done before; the door only plays it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Delivery {
    /// The connection is closed without an answer.
    Drop,
    /// No connection is made.
    Refuse,
    /// No answer comes, ever.
    Hang,
    /// The answer comes late.
    Delay {
        /// So many milliseconds late.
        ms: u64,
    },
    /// The header fields come at once, the body in pieces.
    SlowBody {
        /// Spread over so many milliseconds.
        ms: u64,
    },
    /// The body ends too early: `Content-Length` promises all of it.
    Truncate {
        /// After so many bytes.
        bytes: u64,
    },
}

impl Reply {
    pub(crate) fn json(status: u16, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: vec![("Content-Type", "application/json".to_owned())],
            body,
            ..Self::default()
        }
    }

    /// Whether any answer arrives.
    pub(crate) fn is_sent(&self) -> bool {
        self.status > 0
    }

    /// Sets a header field, in place of the one that is there.
    pub(crate) fn set_header(&mut self, name: &'static str, value: String) {
        self.headers.retain(|(present, _)| *present != name);
        self.headers.push((name, value));
    }
}

impl From<Refusal> for Reply {
    fn from(refusal: Refusal) -> Self {
        let mut reply = Self::json(refusal.status, refusal.body());
        reply.headers.extend(refusal.header);
        reply
    }
}

/// A request that is not carried out, in the shape of the service: a status, and for each reason a
/// code and a message.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: u16,
    messages: Vec<ErrorMessage>,
    header: Option<(&'static str, String)>,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: &str, message: &str) -> Self {
        Self::all(status, code, [message.to_owned()])
    }

    /// A refusal for several reasons, one entry each.
    pub(crate) fn all(status: u16, code: &str, messages: impl IntoIterator<Item = String>) -> Self {
        let messages = messages.into_iter().map(|message| ErrorMessage {
            error_code: Some(code.to_owned()),
            message: Some(message),
        });
        Self {
            status,
            messages: messages.collect(),
            header: None,
        }
    }

    /// The request is no well-formed one.
    pub(crate) fn malformed(message: &str) -> Self {
        Self::new(400, "dsaas-400", message)
    }

    /// The request is well-formed, but what it asks for cannot be done (FACTS 6).
    pub(crate) fn impossible(reason: &str) -> Self {
        let message = format!("request not possible because: {reason}");
        Self::new(422, "dsaas-o-422", &message)
    }

    /// There is no such thing, or it is none of the caller's.
    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(404, "dsaas-404", &format!("{what} not found"))
    }

    pub(crate) fn with_header(self, name: &'static str, value: String) -> Self {
        Self {
            header: Some((name, value)),
            ..self
        }
    }

    pub(crate) fn status(&self) -> u16 {
        self.status
    }

    /// The messages in one line.
    pub(crate) fn reasons(&self) -> String {
        let messages = self.messages.iter();
        let messages: Vec<_> = messages.filter_map(|m| m.message.as_deref()).collect();
        messages.join("; ")
    }

    fn body(&self) -> Vec<u8> {
        to_json(&ErrorResponse {
            http_status: Some(i32::from(self.status)),
            messages: Some(self.messages.clone()),
        })
    }
}

/// JSON text of a value of this crate; none of them can fail to serialize.
pub(crate) fn to_json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
