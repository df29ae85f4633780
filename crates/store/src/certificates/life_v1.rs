//! What is known of a name that has or wants a certificate, as JSON, version 1.

use app::certificates::{
    AriId, Bucket, Failure, FailureKind, Held, Life, Lifetime, Said, Trouble, Window,
};
use protocols::time::Timestamp;
use serde::{Deserialize, Serialize};

const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    wanted: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    held: Option<HeldV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ordered: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asked: Option<u64>,
    failures: u32,
    strikes: u32,
    retry_at: u64,
    validations_until_ms: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last: Option<FailureV1>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeldV1 {
    not_before: u64,
    not_after: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    renew_at: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    window: Option<(u64, u64)>,
    ask_at: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FailureV1 {
    at: u64,
    kind: String,
    said: String,
}

/// The text of a life; `None` where there is no memory for it.
pub(super) fn write(life: &Life) -> Option<String> {
    let trouble = &life.trouble;
    let document = Document {
        version: VERSION,
        wanted: life.wanted.0,
        held: life.held.as_ref().map(|held| HeldV1 {
            not_before: held.lifetime.not_before.0,
            not_after: held.lifetime.not_after.0,
            id: held.id.as_ref().map(|id| id.as_str().to_owned()),
            renew_at: held.renew_at.0,
            window: held.window.map(|window| (window.start().0, window.end().0)),
            ask_at: held.ask_at.0,
        }),
        ordered: life.ordered.map(|at| at.0),
        asked: life.asked.map(|at| at.0),
        failures: trouble.failures,
        strikes: trouble.strikes,
        retry_at: trouble.retry_at.0,
        validations_until_ms: trouble.validations.as_ms(),
        last: trouble.last.as_ref().map(|failure| FailureV1 {
            at: failure.at.0,
            kind: failure.kind.word().to_owned(),
            said: failure.said.as_str().to_owned(),
        }),
    };
    serde_json::to_string(&document).ok()
}

/// The life of a text; `None` for one that we never wrote.
pub(super) fn read(text: &str) -> Option<Life> {
    let document: Document = serde_json::from_str(text).ok()?;
    if document.version != VERSION {
        return None;
    }
    Some(Life {
        wanted: Timestamp(document.wanted),
        held: match document.held {
            None => None,
            Some(held) => Some(read_held(held)?),
        },
        ordered: document.ordered.map(Timestamp),
        asked: document.asked.map(Timestamp),
        trouble: Trouble {
            failures: document.failures,
            strikes: document.strikes,
            retry_at: Timestamp(document.retry_at),
            validations: Bucket::full_at_ms(document.validations_until_ms),
            last: match document.last {
                None => None,
                Some(failure) => Some(Failure {
                    at: Timestamp(failure.at),
                    kind: FailureKind::of_word(&failure.kind)?,
                    said: Said::new(&failure.said),
                }),
            },
        },
    })
}

fn read_held(held: HeldV1) -> Option<Held> {
    Some(Held {
        lifetime: Lifetime {
            not_before: Timestamp(held.not_before),
            not_after: Timestamp(held.not_after),
        },
        id: match held.id {
            None => None,
            Some(id) => Some(AriId::new(&id)?),
        },
        renew_at: Timestamp(held.renew_at),
        window: match held.window {
            None => None,
            Some((start, end)) => Some(Window::new(Timestamp(start), Timestamp(end))?),
        },
        ask_at: Timestamp(held.ask_at),
    })
}

#[cfg(test)]
mod tests {
    use app::certificates::Draw;

    use super::*;

    fn lives() -> Vec<Life> {
        let at = Timestamp;
        let lifetime = Lifetime {
            not_before: at(10),
            not_after: at(20),
        };
        let id = AriId::new("abc.def");
        let bare = Held::new(lifetime, None, at(10), Draw(0));
        let window = Window::new(at(15), at(16)).unwrap();
        let full = Held::new(lifetime, id, at(10), Draw(0));
        let full = full.suggested(window, Some(60), at(11), Draw(7));
        let wanted = Life::wanted(at(1));
        let failed = |kind| Failure {
            at: at(12),
            kind,
            said: Said::new("ä\n\"x\""),
        };
        let rate = app::certificates::Rate {
            burst: 5,
            seconds: 3_600,
        };
        let mut lives = vec![
            wanted.clone(),
            wanted.clone().began(at(2)),
            wanted.clone().issued(bare),
            wanted.clone().issued(full).asked_for(at(13), rate),
        ];
        lives.extend(FailureKind::ALL.iter().map(|kind| {
            let life = wanted.clone().let_down(failed(*kind));
            life.failed(failed(*kind), Some(9), rate, Draw(0))
        }));
        lives
    }

    #[test]
    fn what_was_written_is_read() {
        for life in lives() {
            let text = write(&life).unwrap();
            assert_eq!(read(&text), Some(life), "{text}");
        }
    }

    #[test]
    fn what_nobody_wrote_is_not_read() {
        for text in ["", "{}", r#"{"version":2}"#] {
            assert_eq!(read(text), None, "{text}");
        }
        let text = write(&Life::wanted(Timestamp(1))).unwrap();
        assert_eq!(read(&text.replace("\"version\":1", "\"version\":2")), None);
        assert_eq!(read(&text.replace("\"wanted\"", "\"wonted\"")), None);
    }
}
