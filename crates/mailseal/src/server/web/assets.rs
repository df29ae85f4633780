//! The files that pages need, compiled in. Each is served under a name with the hash of its content,
//! so that a browser may keep it for ever and a new version is asked for at once.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::routing::get;

/// A year, the most that RFC 9111 §5.2.2.1 has anybody keep to.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The marks, which stand in every page: `<use>` finds them there without another request.
pub(super) const SPRITE: &str = include_str!("../../../static/sprite.svg");

/// One file.
pub(super) struct Asset {
    /// The name it is served under.
    pub(super) path: String,
    media_type: &'static str,
    text: &'static str,
}

/// The sheet of every page.
pub(super) static SHEET: LazyLock<Asset> = LazyLock::new(|| {
    let text = include_str!("../../../static/mailseal.css");
    Asset::new("mailseal", "css", "text/css; charset=utf-8", text)
});

/// The script, which no task needs.
pub(super) static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let text = include_str!("../../../static/mailseal.js");
    Asset::new("mailseal", "js", "text/javascript; charset=utf-8", text)
});

/// The picture in the browser's tab.
pub(super) static ICON: LazyLock<Asset> = LazyLock::new(|| {
    let text = include_str!("../../../static/favicon.svg");
    Asset::new("favicon", "svg", "image/svg+xml", text)
});

impl Asset {
    fn new(name: &str, suffix: &str, media_type: &'static str, text: &'static str) -> Asset {
        // It only tells versions of our own files apart, so nobody would gain by a collision.
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let path = format!("/static/{name}-{:016x}.{suffix}", hasher.finish());
        Asset {
            path,
            media_type,
            text,
        }
    }
}

/// Serves them.
pub(super) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let assets: [&'static Asset; 3] = [&SHEET, &SCRIPT, &ICON];
    assets.into_iter().fold(Router::new(), |router, asset| {
        let answer = move || async move {
            let head = [(CONTENT_TYPE, asset.media_type), (CACHE_CONTROL, FOR_EVER)];
            (head, asset.text)
        };
        router.route(&asset.path, get(answer))
    })
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT, SHEET, SPRITE};

    #[test]
    fn no_file_is_heavy() {
        assert!(SHEET.text.len() < 32 * 1024, "{}", SHEET.text.len());
        assert!(SCRIPT.text.len() <= 6 * 1024, "{}", SCRIPT.text.len());
        assert!(SPRITE.len() < 4 * 1024, "{}", SPRITE.len());
    }

    #[test]
    fn nothing_is_fetched_from_elsewhere() {
        for text in [SHEET.text, SCRIPT.text, SPRITE] {
            assert!(!text.contains("http:") && !text.contains("https:"));
            assert!(!text.contains("@import") && !text.contains("url("));
        }
    }
}
