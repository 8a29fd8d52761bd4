//! What both targets need.

/// Whether serde_json takes the text for JSON. A value that is ignored is read by the grammar
/// alone: neither a lone surrogate nor the size of a number nor any depth stops it.
#[must_use]
pub fn is_json(text: &[u8]) -> bool {
    // The host's decoder drops a byte order mark before its parser sees it.
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok()
}
