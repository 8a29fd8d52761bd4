use serde_json::Value;

use super::{Facts, members, object, referred, resolve, sent, strings};
use crate::permitted::{HELPERS, NAMED_ENUMS};

pub(crate) fn facts(description: &Value) -> Facts {
    let mut facts = Facts::default();
    let sent = sent(description);
    for (name, schema) in members(description, "/components/schemas") {
        match object(description, schema) {
            Some(object) => {
                facts.note("model", name, "a struct");
                fields(&mut facts, name, description, &object, sent.contains(name));
            }
            None => enumeration(&mut facts, name, schema.get("enum")),
        }
    }
    for (name, pointer) in NAMED_ENUMS {
        enumeration(&mut facts, name, description.pointer(pointer));
    }
    for name in HELPERS {
        facts.note("model", name, "a helper");
    }
    facts
}

fn enumeration(facts: &mut Facts, name: &str, values: Option<&Value>) {
    let values = values.and_then(Value::as_array).into_iter().flatten();
    let values: Vec<_> = values.filter_map(Value::as_str).collect();
    facts.note("model", name, values.join(", "));
}

fn fields(facts: &mut Facts, name: &str, description: &Value, object: &Value, is_sent: bool) {
    let required = strings(object, "required");
    for (field, schema) in members(object, "/properties") {
        let subject = format!("model {name}.{field}");
        let required = required.contains(&field);
        facts.note(&subject, "type", type_of(description, schema, is_sent));
        facts.note(&subject, "required", required);
        facts.note(&subject, "null", null(required, schema["nullable"] == true));
        if is_sent && !required {
            facts.note(&subject, "when unset", "left out");
        }
    }
}

/// What becomes of a `null`. Nothing optional may fail for one: the service was seen to send it
/// where its models do not allow it (FACTS 7, 12).
fn null(required: bool, nullable: bool) -> &'static str {
    match (required, nullable) {
        (true, _) => "refused",
        (false, true) => "kept",
        (false, false) => "read as absent",
    }
}

fn type_of(description: &Value, schema: &Value, is_sent: bool) -> String {
    let named = referred(schema).or_else(|| schema["x-model"].as_str());
    let target = resolve(description, schema);
    if let Some(name) = named.filter(|_| object(description, target).is_some()) {
        return name.to_owned();
    }
    match target["type"].as_str() {
        Some("array") => format!("[{}]", type_of(description, &target["items"], is_sent)),
        Some("integer") => target["format"].as_str().unwrap_or("integer").to_owned(),
        Some("object") if is_sent => "{string}".to_owned(),
        Some("object") => "{any}".to_owned(),
        other => other.unwrap_or("nothing").to_owned(),
    }
}
