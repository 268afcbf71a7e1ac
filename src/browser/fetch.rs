//! Fetching the bundle, and passing it to the reader.

use gloo_net::http::{Request, RequestBuilder, Response as Answer};
use js_sys::{Function, JSON, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, Response};

use crate::bundle::MAX_BYTES;
use crate::load::LoadError;

/// What the server has.
pub enum Latest {
    /// The bundle that is known already.
    Known,
    /// A bundle that may be another.
    Found(Fetched),
}

/// The bundle's file, as the server has it now.
pub struct Fetched {
    /// Its bytes. A browser's own decoder would replace what is not UTF-8 with U+FFFD.
    pub bytes: Uint8Array,
    /// Whether the response is a copy from the service worker's cache, because the server could
    /// not be reached.
    pub is_cached: bool,
}

/// The header that the service worker adds to a copy: when it was fetched
/// (`src/publish/service_worker.js`).
const CACHED: &str = "x-civic-scorecard-cached";

/// Fetches the bundle at `url`; a cached copy is used only if the server confirms it. If it is
/// known how the file begins that the page was made from, only as much is fetched, and all of it
/// only if it begins otherwise, or where the server sends it anyway.
///
/// # Errors
/// See [`LoadError`]; each way to fail has a variant of its own.
pub async fn fetch_bundle(url: &str, start: &str) -> Result<Latest, LoadError> {
    if !start.is_empty() {
        // <https://www.rfc-editor.org/rfc/rfc9110#section-14.2>
        let range = format!("bytes=0-{}", start.len() - 1);
        let response = sent(get(url).header("range", &range)).await?;
        match response.status() {
            206 if response.text().await.is_ok_and(|text| text == start) => {
                return Ok(Latest::Known);
            }
            // Another, or one that is shorter than that.
            206 | 416 => {}
            _ => return found(response).await,
        }
    }
    found(sent(get(url)).await?).await
}

fn get(url: &str) -> RequestBuilder {
    Request::get(url).cache(RequestCache::NoCache)
}

async fn sent(request: RequestBuilder) -> Result<Answer, LoadError> {
    request.send().await.map_err(|_| LoadError::Unreachable {
        online: super::is_online(),
    })
}

async fn found(response: Answer) -> Result<Latest, LoadError> {
    if !response.ok() {
        return Err(LoadError::Status(response.status()));
    }
    let is_cached = response.headers().get(CACHED).is_some();
    let response = Response::from(response);
    let buffer = async { JsFuture::from(response.array_buffer()?).await };
    let buffer = buffer.await.map_err(|_| LoadError::Interrupted)?;
    Ok(Latest::Found(Fetched {
        bytes: Uint8Array::new(&buffer),
        is_cached,
    }))
}

/// The fields `revision` and `published` of a bundle, without checking the rest of it; `None`
/// if they are not both texts, or the file is too large or not UTF-8.
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

/// Reads a bundle's file: a function of `public/start.js`, which loads `src/bin/reader.rs` when
/// it is first called.
#[derive(Clone)]
pub struct Reader(Function);

impl Reader {
    /// A reader from a function that takes bytes and returns a promise of bytes.
    pub fn new(function: Function) -> Self {
        Reader(function)
    }

    /// The result of `content::read` for the bytes.
    ///
    /// # Errors
    /// [`LoadError::NoProgram`] if the reader could not be loaded.
    pub async fn read(&self, bytes: &Uint8Array) -> Result<Uint8Array, LoadError> {
        let found = async {
            let promise = self.0.call1(&JsValue::UNDEFINED, bytes)?;
            JsFuture::from(promise.unchecked_into::<Promise>()).await
        };
        let found = found.await.map_err(|_| LoadError::NoProgram)?;
        Ok(found.unchecked_into())
    }
}
