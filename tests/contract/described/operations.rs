use std::collections::BTreeSet;

use serde_json::Value;

use super::{Facts, members, plain, referred, resolve, rules};

/// Keys of an operation or a parameter that only people read.
const PROSE: &[&str] = &["tags", "operationId", "summary", "description"];

pub(super) fn facts(description: &Value) -> Facts {
    let mut facts = Facts::default();
    for (path, item) in members(description, "/paths") {
        for (method, operation) in members(item, "") {
            if method != "parameters" {
                let shared = item.get("parameters");
                one(&mut facts, description, (path, method), shared, operation);
            }
        }
    }
    facts
}

fn one(
    facts: &mut Facts,
    description: &Value,
    (path, method): (&str, &str),
    shared: Option<&Value>,
    operation: &Value,
) {
    let id = operation["operationId"].as_str().unwrap_or(path);
    facts.note(id, "method", method.to_uppercase());
    facts.note(id, "path", path);
    for (key, value) in members(operation, "") {
        match key {
            "parameters" => {}
            "requestBody" => body(facts, id, description, value),
            "responses" => answers(facts, id, description, value),
            _ if PROSE.contains(&key) => {}
            other => facts.note(id, other, plain(value)),
        }
    }
    let own = operation.get("parameters");
    let lists = [shared, own].into_iter().flatten();
    for value in lists.filter_map(Value::as_array).flatten() {
        parameter(facts, id, description, resolve(description, value));
    }
}

fn parameter(facts: &mut Facts, id: &str, description: &Value, parameter: &Value) {
    let name = parameter["name"].as_str().unwrap_or("(no name)");
    let subject = format!("{id} {name}");
    for (key, value) in members(parameter, "") {
        match key {
            "name" | "description" => {}
            "schema" => rules::demands(facts, &subject, description, value),
            other => facts.note(&subject, other, plain(value)),
        }
    }
}

fn body(facts: &mut Facts, id: &str, description: &Value, body: &Value) {
    let required = body["required"].as_bool().unwrap_or(false);
    facts.note(id, "body required", required);
    for name in contents(description, body) {
        facts.note(id, "body", name);
    }
}

/// The client reads an error by its status class, so it matters what error bodies there are, not
/// which statuses are documented: 422 is not, and was seen (FACTS 6).
fn answers(facts: &mut Facts, id: &str, description: &Value, responses: &Value) {
    let mut errors = BTreeSet::new();
    for (status, response) in members(responses, "") {
        let names = contents(description, resolve(description, response));
        if status.starts_with('2') {
            names.iter().for_each(|name| facts.note(id, "answer", name));
        } else {
            errors.extend(names);
        }
    }
    let errors: Vec<_> = errors.into_iter().collect();
    facts.note(id, "errors", errors.join(", "));
}

/// The media types of a body, each with the name of its schema.
fn contents(description: &Value, body: &Value) -> Vec<String> {
    let contents = members(body, "/content");
    let names: Vec<_> = contents
        .map(|(media_type, content)| format!("{media_type} {}", name(description, content)))
        .collect();
    if names.is_empty() {
        return vec!["no body".to_owned()];
    }
    names
}

fn name(description: &Value, content: &Value) -> String {
    let schema = &content["schema"];
    if let Some(name) = referred(schema) {
        return match resolve(description, schema) {
            Value::Null => format!("{name} (which does not exist)"),
            _ => name.to_owned(),
        };
    }
    if schema["type"] == "object" && schema["additionalProperties"] == true {
        return "object".to_owned();
    }
    schema.to_string()
}
