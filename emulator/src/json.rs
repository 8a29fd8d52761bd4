use serde::de::DeserializeOwned;

/// Reads what a test or a file says. Of an object only: serde would take an array for one whose
/// members come in the order of declaration.
pub(crate) fn read_object<T: DeserializeOwned>(json: &str) -> Result<T, String> {
    if json.trim_start().starts_with('[') {
        return Err("expected a JSON object, not an array".to_owned());
    }
    serde_json::from_str(json).map_err(|error| error.to_string())
}
