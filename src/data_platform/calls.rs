//! From the values of Rust to a call and back.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::RequestOptions;
use crate::client::{Arguments, Client, validate};
use crate::endpoints::{Operation, clusters};
use crate::error::{Error, ErrorKind, InvalidValue};
use crate::host::put;

pub(super) async fn read<T: DeserializeOwned>(
    client: &Client,
    operation: &'static Operation,
    ids: &[&str],
    options: &RequestOptions,
) -> Result<T, Error> {
    call(client, operation, ids, &JsValue::UNDEFINED, options).await
}

pub(super) async fn write<T: DeserializeOwned>(
    client: &Client,
    operation: &'static Operation,
    ids: &[&str],
    request: &impl Serialize,
    options: &RequestOptions,
) -> Result<T, Error> {
    let body = to_js(request)?;
    call(client, operation, ids, &body, options).await
}

pub(super) async fn call<T: DeserializeOwned>(
    client: &Client,
    operation: &'static Operation,
    ids: &[&str],
    value: &JsValue,
    options: &RequestOptions,
) -> Result<T, Error> {
    let answer = run(client, operation, ids, value, options).await?;
    decode(operation, answer)
}

pub(super) async fn run(
    client: &Client,
    operation: &'static Operation,
    ids: &[&str],
    value: &JsValue,
    options: &RequestOptions,
) -> Result<JsValue, Error> {
    let prepared = client.prepare(&Arguments {
        operation,
        ids: ids.iter().map(|&id| id.into()).collect(),
        value: value.clone(),
        options: request_options(options)?,
    })?;
    client.clone().run(prepared).await
}

pub(super) async fn find_candidates<T: DeserializeOwned>(
    client: &Client,
    error: &Error,
    options: &RequestOptions,
) -> Result<Vec<T>, Error> {
    let lookup = error.context().lookup.clone();
    let options = request_options(options)?;
    let found = client.clone().find_candidates(lookup, options).await?;
    decode(
        error.context().operation.unwrap_or(&clusters::CREATE),
        found,
    )
}

pub(super) fn check(operation: &'static Operation, request: &impl Serialize) -> Vec<InvalidValue> {
    match (to_js(request), &operation.body) {
        (Ok(body), Some(schema)) => validate(&body, schema),
        _ => Vec::new(),
    }
}

pub(super) fn request_options(options: &RequestOptions) -> Result<JsValue, Error> {
    let data = to_js(options)?;
    if let Some(signal) = &options.signal {
        put(&data, "signal", signal);
    }
    Ok(data)
}

pub(super) fn to_js(value: &impl Serialize) -> Result<JsValue, Error> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value
        .serialize(&serializer)
        .map_err(|error| Error::new(ErrorKind::InvalidArgument(Vec::new()), error.to_string()))
}

pub(super) fn decode<T: DeserializeOwned>(
    operation: &'static Operation,
    answer: JsValue,
) -> Result<T, Error> {
    serde_wasm_bindgen::from_value(answer).map_err(|reason| {
        let kind = ErrorKind::InvalidResponse { path: None };
        let mut error = Error::new(kind, reason.to_string());
        error.context_mut().operation = Some(operation);
        error
    })
}
