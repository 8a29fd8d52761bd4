//! Where the crate may differ from the description, each with its source.

use super::facts::Facts;

/// Sentences of the description (`x-client-rule`) that state a rule in prose, and the rule as the
/// crate has it. A sentence that is not listed here is a difference.
pub(crate) const CLIENT_RULES: &[(&str, &[(&str, &str)])] = &[
    (
        "Terraform requires >= 1 and < maxNodeCount; 0/0 in an answer is taken as \"off\".",
        &[("minimum", "1"), ("lessThan", "maxNodeCount")],
    ),
    (
        "Terraform requires >= 1 and > minNodeCount.",
        &[("minimum", "1"), ("greaterThan", "minNodeCount")],
    ),
    ("Terraform checks for a CIDR.", &[("format", "cidr")]),
    ("Terraform checks for an IP address.", &[("format", "ip")]),
    (
        "Multiple of 1024 (stated in prose; Terraform enforces it).",
        &[("multipleOf", "1024")],
    ),
    (
        "Free-form object in the models; all tools send string values only.",
        &[("values", "string")],
    ),
    // Only says which of two sources is right: the schema's minimum.
    (
        "The vendor's prose says \"greater than 10\", its schema and tests allow 10.",
        &[],
    ),
];

/// Enums that the description writes out where they are used, and that have a name in the crate.
pub(crate) const NAMED_ENUMS: &[(&str, &str)] = &[
    (
        "DayOfTheWeek",
        "/components/schemas/MaintenanceWindow/properties/dayOfTheWeek/enum",
    ),
    (
        "State",
        "/components/schemas/Metadata/properties/state/enum",
    ),
];

/// Types of the crate's models that are part of one of the 25 and have no name in the API.
///
/// `LabelValue`: labels of an answer are free objects (FACTS 11), which Rust must type somehow.
pub(crate) const HELPERS: &[&str] = &["LabelValue"];

struct Permitted {
    subject: &'static str,
    described: Option<&'static str>,
    built: Option<&'static str>,
}

const DIFFERENCES: &[Permitted] = &[
    // Up to API 0.0.8 the answer was a bare array of strings (description of the operation; FACTS 12).
    Permitted {
        subject: "versionsGet answer",
        described: Some("application/json VersionsGet200Response"),
        built: Some("application/json VersionsGet200Response or array of string"),
    },
    // `Lan` is of requests and answers; in an answer, what is optional in it may be null too (the recorded answers hold nulls).
    Permitted {
        subject: "declaration Cluster.lans",
        described: Some("?: Lan[] | null"),
        built: Some(
            "?: (Pick<Lan, \"lanId\"> & { dhcp?: boolean | null; routes?: Route[] | null })[] | null",
        ),
    },
    // Every tool sends strings and the recorded answers hold strings (FACTS 11), so that what was read can be sent
    // back without a cast. Nothing else is refused: the check of an answer does not look into them.
    Permitted {
        subject: "declaration NodePool.labels",
        described: Some("?: Record<string, unknown> | null"),
        built: Some("?: Record<string, string> | null"),
    },
    Permitted {
        subject: "declaration NodePool.annotations",
        described: Some("?: Record<string, unknown> | null"),
        built: Some("?: Record<string, string> | null"),
    },
    // A date that is none must not fail the whole answer: the Go SDK's did (FACTS 13.4).
    Permitted {
        subject: "rule Metadata.createdDate format",
        described: Some("date-time"),
        built: None,
    },
    Permitted {
        subject: "rule Metadata.lastModifiedDate format",
        described: Some("date-time"),
        built: None,
    },
];

/// Rewrites what the description says to what the crate may say instead. A permission for which
/// there is no longer a reason is a difference itself.
pub(crate) fn apply(described: &mut Facts) {
    for permitted in DIFFERENCES {
        if described.get(permitted.subject) == permitted.described {
            described.replace(permitted.subject, permitted.built);
        } else {
            described.note("permission for", permitted.subject, "no longer needed");
        }
    }
}
