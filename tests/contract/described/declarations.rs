use serde_json::Value;

use super::{Facts, members, object, referred, resolve, sent, strings};

pub(crate) fn facts(description: &Value) -> Facts {
    let mut facts = Facts::default();
    let sent = sent(description);
    for (name, schema) in members(description, "/components/schemas") {
        let Some(object) = object(description, schema) else {
            facts.note("declaration", name, open_union(&schema["enum"]));
            continue;
        };
        facts.note("declaration", name, "an interface");
        fields(&mut facts, name, description, &object, sent.contains(name));
    }
    facts
}

/// In a request, optional means that a field can be left out; in an answer, it may be null as well.
fn fields(facts: &mut Facts, name: &str, description: &Value, object: &Value, is_sent: bool) {
    let required = strings(object, "required");
    for (field, schema) in members(object, "/properties") {
        let is_required = required.contains(&field);
        let mark = if is_required { "" } else { "?" };
        let may_be_null = schema["nullable"] == true || !is_required && !is_sent;
        let or_null = if may_be_null { " | null" } else { "" };
        let type_ = type_of(description, schema, is_sent);
        facts.note(
            "declaration",
            &format!("{name}.{field}"),
            format!("{mark}: {type_}{or_null}"),
        );
    }
}

fn type_of(description: &Value, schema: &Value, is_sent: bool) -> String {
    let named = referred(schema).or_else(|| schema["x-model"].as_str());
    if let Some(name) = named {
        return match resolve(description, schema) {
            Value::Null => format!("{name} (which does not exist)"),
            _ => name.to_owned(),
        };
    }
    if schema.get("enum").is_some() {
        return open_union(&schema["enum"]);
    }
    match schema["type"].as_str() {
        Some("array") => format!("{}[]", type_of(description, &schema["items"], is_sent)),
        Some("integer") => "number".to_owned(),
        Some("object") if is_sent => "Record<string, string>".to_owned(),
        Some("object") => "Record<string, unknown>".to_owned(),
        other => other.unwrap_or("nothing").to_owned(),
    }
}

/// A union that completes in an editor and still takes a value that is not known yet.
fn open_union(values: &Value) -> String {
    let values = values.as_array().into_iter().flatten();
    let known: Vec<_> = values.map(Value::to_string).collect();
    format!("{} | (string & {{}})", known.join(" | "))
}
