//! When an authority wants a certificate renewed (RFC 9773).

use app::certificates::{AriId, FailureKind, Window};
use hyper::header::RETRY_AFTER;
use protocols::time::Timestamp;
use serde::Deserialize;

use super::Acme;
use super::wire::{self, NotHeard};

impl Acme {
    pub(super) async fn window_of(&self, id: &AriId) -> Result<(Window, Option<u64>), NotHeard> {
        let directory = self.directory_now().await?;
        let Some(base) = &directory.renewal_info else {
            let text = "it suggests no time for renewals";
            return Err(NotHeard::of(FailureKind::Refused, text));
        };
        let url = format!("{}/{}", base.trim_end_matches('/'), id.as_str());
        let heard = self.get(&url).await?;
        let retry_after = heard.headers.get(RETRY_AFTER);
        let retry_after = retry_after.and_then(wire::retry_after);
        let window = suggested(&heard.body)
            .ok_or_else(|| NotHeard::of(FailureKind::BadAnswer, "this is no window"))?;
        Ok((window, retry_after))
    }
}

/// RFC 9773 §4.2: `suggestedWindow` with `start` and `end` as in RFC 3339.
fn suggested(body: &[u8]) -> Option<Window> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Info {
        suggested_window: Suggested,
    }
    #[derive(Deserialize)]
    struct Suggested {
        start: String,
        end: String,
    }
    let info: Info = serde_json::from_slice(body).ok()?;
    let moment = |text: &str| {
        let at: jiff::Timestamp = text.parse().ok()?;
        Some(Timestamp(u64::try_from(at.as_second()).ok()?))
    };
    let Suggested { start, end } = info.suggested_window;
    Window::new(moment(&start)?, moment(&end)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows() {
        let of = |start: &str, end: &str| {
            let body = serde_json::json!({"suggestedWindow": {"start": start, "end": end},
                "explanationURL": "https://ca.example/why"});
            suggested(body.to_string().as_bytes())
        };
        let window = Window::new(Timestamp(1_735_790_400), Timestamp(1_735_876_800));
        assert_eq!(of("2025-01-02T04:00:00Z", "2025-01-03T04:00:00Z"), window);
        assert_eq!(
            of("2025-01-02T05:00:00+01:00", "2025-01-03T04:00:00.5Z"),
            window
        );
        assert_eq!(of("2025-01-03T04:00:00Z", "2025-01-02T04:00:00Z"), None);
        assert_eq!(of("soon", "2025-01-02T04:00:00Z"), None);
        assert_eq!(of("1925-01-02T04:00:00Z", "2025-01-02T04:00:00Z"), None);
        assert_eq!(suggested(b"{}"), None);
    }
}
