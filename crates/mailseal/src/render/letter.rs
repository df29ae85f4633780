//! A message about what changed: its subject and its text.

use std::collections::{BTreeMap, BTreeSet};

use app::watch::alarm::Telling;
use app::watch::change::Change;
use app::watch::store::{Message, Said};
use protocols::name::DomainName;

use crate::render::watch::{Speaker, mark, severity_word};
use crate::wording::Arguments;

/// Octets of a subject: RFC 5322 §2.1.1 has 998 for a line, and what a telephone shows is shorter.
const SUBJECT_OCTETS_MAX: usize = 200;

/// A message in words.
pub(crate) struct Letter {
    /// One line.
    pub(crate) title: String,
    /// All of it.
    pub(crate) text: String,
}

/// The letter of a message.
pub(crate) fn letter(message: &Message, speaker: Speaker<'_>) -> Letter {
    let mut text = String::new();
    let mut domains: BTreeMap<&DomainName, Vec<&Said>> = BTreeMap::new();
    for said in &message.said {
        domains.entry(&said.domain).or_default().push(said);
    }
    for (domain, all) in &domains {
        if domains.len() > 1 {
            text.push_str(&format!("{}\n", domain.to_unicode()));
        }
        for said in all {
            text.push_str(&paragraph(said, speaker));
        }
        text.push('\n');
    }
    if message.more > 0 {
        let more = Arguments::none().count("count", message.more);
        text.push_str(&format!(
            "{}\n\n",
            speaker.words.say("watch-text-and-more", &more)
        ));
    }
    text.push_str(&foot(&domains, speaker));
    Letter {
        title: short(&subject(message, domains.len(), speaker)),
        text,
    }
}

fn paragraph(said: &Said, speaker: Speaker<'_>) -> String {
    let told = speaker.change(&said.domain, &said.change);
    let text = worded(said, told.text, speaker);
    let mut out = format!(
        "{}  {} {}: {text}\n",
        speaker.moment(said.at),
        mark(&said.change),
        severity_word(said.severity, speaker.words),
    );
    for detail in &told.details {
        out.push_str(&format!("    {}\n", detail.line()));
    }
    out
}

/// What turns to and fro says so.
fn worded(said: &Said, text: String, speaker: Speaker<'_>) -> String {
    match said.telling {
        Telling::Restless(_) => {
            let text = Arguments::none().text("text", text);
            speaker.words.say("watch-restless", &text)
        }
        Telling::Event | Telling::Raise(_) | Telling::Clear(_) => text,
    }
}

/// Where more is to be had.
fn foot(domains: &BTreeMap<&DomainName, Vec<&Said>>, speaker: Speaker<'_>) -> String {
    let mut out = String::new();
    let mut one = domains.keys();
    let line = match (one.next(), one.next()) {
        (Some(domain), None) => {
            let domain = Arguments::none().text("domain", domain.as_str());
            speaker.words.say("watch-text-foot", &domain)
        }
        (_, _) => speaker.words.word("watch-text-foot-all"),
    };
    out.push_str(&format!("{line}\n"));
    let mut rules = BTreeSet::new();
    for said in domains.values().flatten() {
        if let Change::Found { finding, .. } = &said.change
            && rules.insert(finding.rule.as_str())
            && rules.len() <= RULES_EXPLAINED_MAX
        {
            let id = Arguments::none().text("id", &finding.rule);
            out.push_str(&format!(
                "{}\n",
                speaker.words.say("watch-text-explain", &id)
            ));
        }
    }
    out
}

/// Rules that a message says how to look up.
const RULES_EXPLAINED_MAX: usize = 5;

fn subject(message: &Message, domains: usize, speaker: Speaker<'_>) -> String {
    let count = message.said.len().saturating_add(message.more);
    let counted = || Arguments::none().count("count", count);
    let of_cause = |key, name: &str| {
        let arguments = Arguments::none().count("count", domains).text("name", name);
        speaker.words.say(key, &arguments)
    };
    match message.head.bundle.split_once(' ') {
        Some(("include", name)) if domains > 1 => of_cause("watch-subject-include", name),
        Some(("mail-host", name)) if domains > 1 => of_cause("watch-subject-mail-host", name),
        Some(("servers", name)) if domains > 1 => of_cause("watch-subject-servers", name),
        Some(("quiet", _)) if count > 1 => speaker.words.say("watch-subject-quiet", &counted()),
        Some(("digest", _)) => speaker.words.say("watch-subject-digest", &counted()),
        None if count > 1 => speaker.words.say("watch-subject-flood", &counted()),
        Some(_) | None => of_domain(message, count, speaker),
    }
}

/// What presses most at the one domain.
fn of_domain(message: &Message, count: usize, speaker: Speaker<'_>) -> String {
    // Of several that press alike, the first.
    let worst = message.said.iter().rev().max_by_key(|said| said.severity);
    let Some(worst) = worst else {
        return speaker.words.word("watch-subject-test");
    };
    let told = speaker.change(&worst.domain, &worst.change);
    let unicode = worst.domain.to_unicode();
    let arguments = Arguments::none()
        .text("domain", unicode)
        .text("what", worded(worst, told.text, speaker));
    if count > 1 {
        let arguments = arguments.count("count", count - 1);
        return speaker.words.say("watch-subject-several", &arguments);
    }
    match (&worst.change, &worst.telling) {
        (Change::Found { since, .. }, Telling::Raise(_)) => {
            let since = arguments.text("since", speaker.moment(*since));
            speaker.words.say("watch-subject-found", &since)
        }
        (
            Change::Mended {
                finding,
                arguments: filled,
                since,
                ..
            },
            Telling::Clear(_),
        ) => {
            let what = speaker.finding(&worst.domain, finding, filled);
            let arguments = Arguments::none()
                .text("domain", worst.domain.to_unicode())
                .text("what", what)
                .text("for", speaker.span(*since, worst.at));
            speaker.words.say("watch-subject-mended", &arguments)
        }
        (_, _) => speaker.words.say("watch-subject-one", &arguments),
    }
}

fn short(text: &str) -> String {
    if text.len() <= SUBJECT_OCTETS_MAX {
        return text.to_owned();
    }
    let end = text.floor_char_boundary(SUBJECT_OCTETS_MAX);
    format!("{}…", &text[..end])
}

#[cfg(test)]
mod tests {
    use app::watch::change::AlarmKey;
    use app::watch::part::FindingKey;
    use app::watch::store::{MessageHead, MessageId, MessageState};
    use jiff::tz::TimeZone;
    use protocols::finding::{Severity, Value};
    use protocols::time::Timestamp;

    use super::*;
    use crate::wording::{Catalogue, Language};

    const NOON: Timestamp = Timestamp(1_795_521_600);

    fn finding() -> FindingKey {
        FindingKey {
            rule: "spf/include-without-record".to_owned(),
            owner: Some("a.example".parse().unwrap()),
        }
    }

    fn arguments() -> Vec<(String, Value)> {
        let text = |name: &str, value: &str| (name.to_owned(), Value::Text(value.to_owned()));
        vec![
            text("target", "gone.example"),
            text("missing", "name"),
            text("term", "include:gone.example"),
            text("owner", "a.example"),
        ]
    }

    fn raised(domain: &str) -> Said {
        Said {
            domain: domain.parse().unwrap(),
            at: NOON,
            severity: Severity::High,
            change: Change::Found {
                finding: finding(),
                arguments: arguments(),
                severity: Severity::High,
                since: Timestamp(NOON.0 - 300),
            },
            telling: Telling::Raise(AlarmKey::Finding(finding())),
        }
    }

    fn cleared() -> Said {
        Said {
            at: NOON.plus_seconds(1_020),
            change: Change::Mended {
                finding: finding(),
                arguments: arguments(),
                severity: Severity::High,
                since: Timestamp(NOON.0 - 300),
            },
            telling: Telling::Clear(AlarmKey::Finding(finding())),
            ..raised("a.example")
        }
    }

    fn message(bundle: &str, said: Vec<Said>) -> Message {
        Message {
            head: MessageHead {
                id: MessageId(1),
                recipient: "anna".to_owned(),
                token: "0f".to_owned(),
                bundle: bundle.to_owned(),
                created: NOON,
                due: NOON,
                tries: 1,
                state: MessageState::Waits,
                note: String::new(),
            },
            said,
            more: 0,
        }
    }

    fn written(language: Language, message: &Message) -> Letter {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let speaker = Speaker {
            words: Catalogue::shared(language),
            zone: &berlin,
        };
        letter(message, speaker)
    }

    #[test]
    fn an_alarm_and_its_end() {
        let alarm = written(
            Language::English,
            &message("domain a.example", vec![raised("a.example")]),
        );
        assert_eq!(
            alarm.title,
            "a.example: gone.example does not exist, since 2026-11-24 12:55 CET"
        );
        assert_eq!(
            alarm.text,
            "2026-11-24 13:00 CET  ▲ high: gone.example does not exist\n\n\
             What changed and when: mailseal timeline a.example\n\
             What it means: mailseal explain spf/include-without-record\n"
        );
        let end = written(
            Language::German,
            &message("domain a.example", vec![cleared()]),
        );
        assert_eq!(
            end.title,
            "a.example: nach 22 min wieder in Ordnung: gone.example gibt es nicht"
        );
    }

    #[test]
    fn one_cause_and_many_domains() {
        let said = (0..148).map(|n| raised(&format!("d{n}.example")));
        let mut all = message("include _spf.b.example", said.collect());
        all.more = 2;
        let letter = written(Language::English, &all);
        assert_eq!(letter.title, "148 domains: SPF record of _spf.b.example");
        assert!(letter.text.contains("\nd7.example\n"), "{}", letter.text);
        assert!(letter.text.contains("2 more changes"), "{}", letter.text);
    }
}
