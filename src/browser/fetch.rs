//! Fetching the bundle.

use gloo_net::http::Request;
use js_sys::{JSON, Reflect};
use web_sys::RequestCache;

use crate::load::LoadError;

/// The bundle's text, as the server has it now.
pub struct Fetched {
    /// The text.
    pub json: String,
    /// Whether the answer is a copy that the service worker had kept, because the server
    /// could not be reached.
    pub is_kept: bool,
}

/// What the service worker adds to a copy: when it was fetched (`service-worker.js`).
const KEPT: &str = "x-civic-scorecard-cached";

/// Fetches the bundle at `url`; a copy is used only where the server confirms it.
///
/// # Errors
/// See [`LoadError`]; every way to fail has its own variant.
pub async fn fetch_bundle(url: &str) -> Result<Fetched, LoadError> {
    let response = Request::get(url)
        .cache(RequestCache::NoCache)
        .send()
        .await
        .map_err(|_| LoadError::Unreachable {
            online: super::is_online(),
        })?;
    if !response.ok() {
        return Err(LoadError::Status(response.status()));
    }
    Ok(Fetched {
        is_kept: response.headers().get(KEPT).is_some(),
        json: response.text().await.map_err(|_| LoadError::Interrupted)?,
    })
}

/// What a bundle says under its fields `revision` and `published`, without reading the
/// rest of it; `None` where that is no two texts.
pub fn revision(json: &str) -> Option<(String, String)> {
    let value = JSON::parse(json).ok()?;
    let text = |key: &str| Reflect::get(&value, &key.into()).ok()?.as_string();
    Some((text("revision")?, text("published")?))
}
