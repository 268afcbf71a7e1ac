//! Fetching the bundle, and having it read.

use gloo_net::http::Request;
use js_sys::{Function, JSON, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, Response};

use crate::bundle::MAX_BYTES;
use crate::load::LoadError;

/// The bundle's file, as the server has it now.
pub struct Fetched {
    /// Its bytes. A browser's own way to text would put U+FFFD for what is no UTF-8.
    pub bytes: Uint8Array,
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
    let is_kept = response.headers().get(KEPT).is_some();
    let response = Response::from(response);
    let buffer = async { JsFuture::from(response.array_buffer()?).await };
    let buffer = buffer.await.map_err(|_| LoadError::Interrupted)?;
    Ok(Fetched {
        bytes: Uint8Array::new(&buffer),
        is_kept,
    })
}

/// What a bundle says under its fields `revision` and `published`, without reading the
/// rest of it; `None` where that is no two texts, or the bytes are too many or no UTF-8.
pub fn revision(bytes: &Uint8Array) -> Option<(String, String)> {
    if bytes.length() as usize > MAX_BYTES {
        return None;
    }
    let bytes = bytes.to_vec();
    let mark = b"\xef\xbb\xbf";
    let json = bytes.strip_prefix(mark).unwrap_or(&bytes);
    let value = JSON::parse(std::str::from_utf8(json).ok()?).ok()?;
    let text = |key: &str| Reflect::get(&value, &key.into()).ok()?.as_string();
    Some((text("revision")?, text("published")?))
}

/// What reads a bundle's file: a function of `public/start.js`, which loads
/// `src/bin/reader.rs` when it is first called.
#[derive(Clone)]
pub struct Reader(Function);

impl Reader {
    /// The reader that `function` is: bytes in, a promise of bytes out.
    pub fn new(function: Function) -> Self {
        Reader(function)
    }

    /// What `load::read` makes of the bytes.
    ///
    /// # Errors
    /// [`LoadError::NoReader`] where the reader could not be loaded.
    pub async fn read(&self, bytes: &Uint8Array) -> Result<Vec<u8>, LoadError> {
        let found = async {
            let promise = self.0.call1(&JsValue::UNDEFINED, bytes)?;
            JsFuture::from(promise.unchecked_into::<Promise>()).await
        };
        let found = found.await.map_err(|_| LoadError::NoReader)?;
        Ok(found.unchecked_into::<Uint8Array>().to_vec())
    }
}
