//! Reading of what the caller hands in: nothing is sent before all of it is understood, and all
//! that is wrong with it is said at once.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::error::InvalidValue;
use crate::host::{get, is_abort_signal, try_get};
use crate::rules::{Path, Rule, Step, Text, Violation, check_text, nearest};

/// An object of options, and what is wrong with it.
pub(super) struct Reader {
    object: JsValue,
    invalid: Vec<InvalidValue>,
}

impl Reader {
    /// Reads an object that may have the `known` keys only.
    pub(super) fn new(object: &JsValue, name: &str, known: &[&str]) -> Self {
        let mut reader = Self {
            object: object.clone(),
            invalid: Vec::new(),
        };
        if object.is_undefined() || object.is_null() {
            return reader;
        }
        let keys = object
            .is_object()
            .then(|| Reflect::own_keys(object).ok())
            .flatten();
        let Some(keys) = keys.filter(|_| !Array::is_array(object)) else {
            reader.refuse(name, Rule::Type, "must be an object".to_owned(), object);
            reader.object = JsValue::UNDEFINED;
            return reader;
        };
        for key in keys.iter().filter_map(|key| key.as_string()) {
            if !known.contains(&key.as_str()) {
                let near = nearest(&key, known.iter().copied());
                let message = match near {
                    Some(near) => format!("is no option of {name}; did you mean {near}?"),
                    None => format!("is no option of {name}"),
                };
                // Not repeated: it may be a secret under a mistyped name.
                reader.refuse(&key, Rule::Unknown, message, &JsValue::UNDEFINED);
            }
        }
        reader
    }

    /// What was wrong.
    pub(super) fn finish(self) -> Vec<InvalidValue> {
        self.invalid
    }

    pub(super) fn refuse(&mut self, key: &str, rule: Rule, message: String, value: &JsValue) {
        self.invalid.push(invalid(key, rule, message, value));
    }

    pub(super) fn refuse_all(&mut self, values: Vec<InvalidValue>) {
        self.invalid.extend(values);
    }

    /// The value of an option; `undefined` and `null` count as left out. One that throws does not:
    /// it was meant to be something.
    pub(super) fn value(&mut self, key: &str) -> Option<JsValue> {
        let Ok(value) = try_get(&self.object, key) else {
            let message = "could not be read".to_owned();
            self.refuse(key, Rule::Type, message, &JsValue::UNDEFINED);
            return None;
        };
        (!value.is_undefined() && !value.is_null()).then_some(value)
    }

    /// A secret: it is named in a violation, but never repeated.
    pub(super) fn secret(&mut self, key: &str) -> Option<String> {
        let value = self.value(key)?;
        let secret = value.as_string();
        if secret.is_none() {
            let message = "must be a string".to_owned();
            self.refuse(key, Rule::Type, message, &JsValue::UNDEFINED);
        }
        secret
    }

    pub(super) fn string(&mut self, key: &str) -> Option<String> {
        let value = self.value(key)?;
        let text = value.as_string();
        if text.is_none() {
            self.refuse(key, Rule::Type, "must be a string".to_owned(), &value);
        }
        text
    }

    /// One of some words. Another one is not repeated: what `credentials` means is easily mistaken.
    pub(super) fn one_of(&mut self, key: &str, known: &[&str]) -> Option<String> {
        let value = self.value(key)?;
        let word = value.as_string();
        let word = word.filter(|word| known.contains(&word.as_str()));
        if word.is_none() {
            let message = format!("must be one of {}", known.join(", "));
            self.refuse(key, Rule::Enum, message, &JsValue::UNDEFINED);
        }
        word
    }

    pub(super) fn boolean(&mut self, key: &str) -> Option<bool> {
        let value = self.value(key)?;
        let boolean = value.as_bool();
        if boolean.is_none() {
            self.refuse(key, Rule::Type, "must be true or false".to_owned(), &value);
        }
        boolean
    }

    /// A time in milliseconds, more than 0; `Infinity` means no limit.
    pub(super) fn milliseconds(&mut self, key: &str) -> Option<f64> {
        let value = self.value(key)?;
        let number = value.as_f64().filter(|ms| *ms > 0.0);
        if number.is_none() {
            let message = "must be a number of milliseconds, more than 0".to_owned();
            self.refuse(key, Rule::Type, message, &value);
        }
        number
    }

    pub(super) fn count(&mut self, key: &str) -> Option<u32> {
        let value = self.value(key)?;
        let count = value
            .as_f64()
            .filter(|count| count.fract() == 0.0 && (0.0..=1000.0).contains(count));
        if count.is_none() {
            let message = "must be a whole number from 0 to 1000".to_owned();
            self.refuse(key, Rule::Type, message, &value);
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        count.map(|count| count as u32)
    }

    pub(super) fn function(&mut self, key: &str) -> Option<Function> {
        let value = self.value(key)?;
        let function = value.dyn_ref::<Function>().cloned();
        if function.is_none() {
            self.refuse(key, Rule::Type, "must be a function".to_owned(), &value);
        }
        function
    }

    pub(super) fn signal(&mut self, key: &str) -> Option<JsValue> {
        let value = self.value(key)?;
        if is_abort_signal(&value) {
            return Some(value);
        }
        self.refuse(key, Rule::Type, "must be an AbortSignal".to_owned(), &value);
        None
    }

    /// An object with functions of these names.
    pub(super) fn object_with(&mut self, key: &str, methods: &[&str]) {
        let Some(value) = self.value(key) else {
            return;
        };
        let complete = methods.iter().all(|name| get(&value, name).is_function());
        if !complete {
            let message = format!(
                "must be an object with the functions {}",
                methods.join(", ")
            );
            self.refuse(key, Rule::Type, message, &value);
        }
    }
}

/// A string that stands alone (an id, a filter), checked by its rules.
pub(super) fn checked_text(
    name: &str,
    value: &JsValue,
    rules: &Text,
) -> Result<String, Vec<InvalidValue>> {
    let Some(text) = value.as_string() else {
        let message = if value.is_undefined() {
            "is missing".to_owned()
        } else {
            "must be a string".to_owned()
        };
        return Err(vec![invalid(name, Rule::Type, message, value)]);
    };
    let broken = check_text(rules, &text);
    if broken.is_empty() {
        return Ok(text);
    }
    let broken = broken.into_iter();
    Err(broken
        .map(|(rule, message)| invalid(name, rule, message, value))
        .collect())
}

pub(super) fn invalid(key: &str, rule: Rule, message: String, value: &JsValue) -> InvalidValue {
    InvalidValue {
        violation: Violation {
            path: Path(vec![Step::Key(key.to_owned())]),
            rule,
            message,
        },
        value: value.clone(),
    }
}
