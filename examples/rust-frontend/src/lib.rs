//! A page in Rust, on plain wasm-bindgen: it lists the clusters and follows each until it comes to rest.

use ionoscloud_dataplatform::error::Error;
use ionoscloud_dataplatform::models::ClusterResponseData;
use ionoscloud_dataplatform::{DataPlatform, Options, RequestOptions, WaitOptions};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, window};

/// Fills a list with the clusters of the service at `base_url`.
#[wasm_bindgen]
pub async fn show(list: Element, base_url: String) -> Result<(), JsError> {
    let dp = DataPlatform::new(&Options {
        // For the emulator, to which any will do. A page of the real world has a backend that adds the token.
        token: Some("any".to_owned()),
        base_url: Some(base_url),
        ..Options::default()
    })?;
    let clusters = dp.clusters().list(None, &RequestOptions::default()).await?;
    for cluster in clusters.items {
        let item = append_item(&list, &line(&cluster))
            .map_err(|_| JsError::new("the list takes no item"))?;
        spawn_local(follow(dp.clone(), cluster.id, item));
    }
    Ok(())
}

/// Keeps the line of a cluster up to date.
async fn follow(dp: DataPlatform, id: String, item: Element) {
    if let Err(error) = look_on(&dp, &id, &item).await {
        item.set_text_content(Some(&error.to_string()));
    }
}

async fn look_on(dp: &DataPlatform, id: &str, item: &Element) -> Result<(), Error> {
    let mut watch = dp.clusters().watch(id, &WaitOptions::default())?;
    while let Some(cluster) = watch.next().await? {
        item.set_text_content(Some(&line(&cluster)));
    }
    Ok(())
}

fn line(cluster: &ClusterResponseData) -> String {
    let name = cluster.properties.name.as_deref().unwrap_or("(no name)");
    match &cluster.metadata.state {
        Some(state) => format!("{name}: {}", state.as_str()),
        None => name.to_owned(),
    }
}

fn append_item(list: &Element, text: &str) -> Result<Element, JsValue> {
    let document = window().and_then(|window| window.document());
    let item = document.ok_or(JsValue::NULL)?.create_element("li")?;
    item.set_text_content(Some(text));
    list.append_child(&item)?;
    Ok(item)
}
