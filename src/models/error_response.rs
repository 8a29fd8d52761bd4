use serde::{Deserialize, Serialize};

/// One reason that the service gives for refusing a request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
#[cfg_attr(feature = "exports", tsify(missing_as_null))]
pub struct ErrorMessage {
    /// The service's own code, for example `"dsaas-o-422"`.
    pub error_code: Option<String>,
    /// An explanation for people.
    pub message: Option<String>,
}

/// Body of an answer that reports an error.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
#[cfg_attr(feature = "exports", tsify(missing_as_null))]
pub struct ErrorResponse {
    /// Repeats the HTTP status.
    pub http_status: Option<i32>,
    /// The reasons.
    pub messages: Option<Vec<ErrorMessage>>,
}
