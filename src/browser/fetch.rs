//! Fetching the bundle.

use gloo_net::http::Request;

use crate::bundle::Bundle;
use crate::load::LoadError;

/// Fetches and parses the bundle at `url`.
///
/// # Errors
/// See [`LoadError`]; every way to fail has its own variant.
pub async fn load_bundle(url: &str) -> Result<Bundle, LoadError> {
    let response = Request::get(url)
        .send()
        .await
        .map_err(|_| LoadError::Unreachable {
            online: super::is_online(),
        })?;
    if !response.ok() {
        return Err(LoadError::Status(response.status()));
    }
    let json = response.text().await.map_err(|_| LoadError::Interrupted)?;
    Bundle::parse(&json).map_err(LoadError::Bundle)
}
