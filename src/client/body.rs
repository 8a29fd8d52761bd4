//! From a JavaScript value to the bytes of a request.
//!
//! What is checked is what is sent: the host's `JSON.stringify` writes the body, the rules walk
//! over its text. What JSON would bend without a word (a `Map` becomes `{}`, `NaN` becomes `null`)
//! is found on the value before, and refused with its path.

use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::error::InvalidValue;
use crate::host::{get, sys};
use crate::rules::{MOST_VIOLATIONS, Path, Rule, Schema, Step, Violation, check_request};

/// Deeper than any body of this API; it also ends the walk through a proxy without an end.
const DEEPEST: usize = 32;

/// Writes a body that keeps every rule of its schema.
pub(super) fn checked(
    value: &JsValue,
    schema: &'static Schema,
) -> Result<String, Vec<InvalidValue>> {
    let mut walk = Walk::default();
    let copy = walk.visit(value);
    let mut invalid = walk.invalid;
    // Where JSON cannot carry all of the value, the rules are asked about the rest of it.
    let json = unchecked(if invalid.is_empty() { value } else { &copy })?;
    let violations = check_request(schema, json.as_bytes())
        // The host's own JSON is JSON; were it not, the type would be all that can be said.
        .unwrap_or_else(|_| vec![violation(&[], Rule::Type, "is not JSON")]);
    for violation in violations {
        let is_refused = |known: &InvalidValue| known.violation.path == violation.path;
        // In the copy, what was refused is null.
        if violation.rule == Rule::Null && invalid.iter().any(is_refused) {
            continue;
        }
        invalid.push(InvalidValue {
            value: value_at(value, &violation.path),
            violation,
        });
    }
    if invalid.is_empty() {
        return Ok(json);
    }
    invalid.truncate(MOST_VIOLATIONS);
    Err(invalid.into_iter().map(with_root).collect())
}

/// Writes a body as it is (`validate: false`).
pub(super) fn unchecked(value: &JsValue) -> Result<String, Vec<InvalidValue>> {
    let json = sys::json_stringify(value).ok();
    json.and_then(|json| json.as_string()).ok_or_else(|| {
        let violation = if value.is_undefined() {
            violation(&[], Rule::Required, "is missing")
        } else {
            violation(&[], Rule::Json, "cannot be written as JSON")
        };
        let value = value.clone();
        vec![with_root(InvalidValue { violation, value })]
    })
}

fn violation(path: &[Step], rule: Rule, message: &str) -> Violation {
    Violation {
        path: Path(path.to_vec()),
        rule,
        message: message.to_owned(),
    }
}

/// Gives the body as a whole a name: a path must not be empty.
fn with_root(mut invalid: InvalidValue) -> InvalidValue {
    let path = &mut invalid.violation.path.0;
    if path.is_empty() {
        path.push(Step::Key("request".to_owned()));
    }
    invalid
}

fn value_at(value: &JsValue, path: &Path) -> JsValue {
    path.0.iter().fold(value.clone(), |value, step| {
        let key = match step {
            Step::Key(key) => JsValue::from_str(key),
            Step::Index(index) => JsValue::from(*index),
        };
        if !value.is_object() {
            return JsValue::UNDEFINED;
        }
        Reflect::get(&value, &key).unwrap_or(JsValue::UNDEFINED)
    })
}

/// A walk over a value in search of what JSON cannot carry. It gives a copy of the rest, with null
/// for what it refused.
#[derive(Default)]
struct Walk {
    path: Vec<Step>,
    ancestors: Vec<JsValue>,
    invalid: Vec<InvalidValue>,
}

impl Walk {
    fn refuse(&mut self, message: &str, value: &JsValue) -> JsValue {
        self.invalid.push(InvalidValue {
            violation: violation(&self.path, Rule::Json, message),
            value: value.clone(),
        });
        JsValue::NULL
    }

    fn visit(&mut self, value: &JsValue) -> JsValue {
        if value.as_f64().is_some_and(|number| !number.is_finite()) {
            return self.refuse(
                "must be a finite number; JSON has no NaN or Infinity",
                value,
            );
        }
        if value.is_bigint() {
            return self.refuse("must not be a BigInt; JSON has none", value);
        }
        if value.is_function() || value.is_symbol() {
            return self.refuse("must be data, not a function or symbol", value);
        }
        if !value.is_object() {
            return value.clone();
        }
        if self.ancestors.iter().any(|above| Object::is(above, value)) {
            return self.refuse("must not contain itself", value);
        }
        if self.ancestors.len() == DEEPEST {
            return self.refuse("is nested too deeply", value);
        }
        // Asked first: of a revoked proxy not even `Array.isArray` can be asked without a throw.
        let Ok(prototype) = Reflect::get_prototype_of(value) else {
            return self.refuse("could not be read", value);
        };
        self.ancestors.push(value.clone());
        let copy = if Array::is_array(value) {
            self.visit_elements(value)
        } else {
            self.visit_members(value, &prototype.into())
        };
        self.ancestors.pop();
        copy
    }

    fn visit_elements(&mut self, array: &JsValue) -> JsValue {
        let copy = Array::new();
        let length = get(array, "length").as_f64().unwrap_or_default();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        for index in 0..length as u32 {
            // A list of four thousand million holes is made in no time, and read in hours.
            if self.invalid.len() == MOST_VIOLATIONS {
                break;
            }
            self.path.push(Step::Index(index));
            copy.push(&match Reflect::get_u32(array, index) {
                Ok(element) if element.is_undefined() => {
                    self.refuse("must not be undefined; JSON would make it null", &element)
                }
                Ok(element) => self.visit(&element),
                Err(_) => self.refuse("could not be read", &JsValue::UNDEFINED),
            });
            self.path.pop();
        }
        copy.into()
    }

    fn visit_members(&mut self, object: &JsValue, prototype: &JsValue) -> JsValue {
        if !is_plain(prototype) {
            return self.refuse(
                "must be a plain object; JSON does not keep a Map, Set, Date or other instance",
                object,
            );
        }
        let Ok(keys) = Reflect::own_keys(object) else {
            return self.refuse("could not be read", object);
        };
        let copy = Object::new();
        for key in keys.iter() {
            // A symbol is no key of JSON.
            let Some(name) = key.dyn_ref::<JsString>().map(String::from) else {
                continue;
            };
            self.path.push(Step::Key(name));
            let member = match Reflect::get(object, &key) {
                Ok(member) => self.visit(&member),
                Err(_) => self.refuse("could not be read", &JsValue::UNDEFINED),
            };
            let _ = Reflect::set(&copy, &key, &member);
            self.path.pop();
        }
        copy.into()
    }
}

/// An object literal of any realm: its prototype is `null`, or the end of its prototype's chain.
fn is_plain(prototype: &JsValue) -> bool {
    if prototype.is_null() {
        return true;
    }
    Reflect::get_prototype_of(prototype).is_ok_and(|above| JsValue::from(above).is_null())
}
