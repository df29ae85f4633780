//! What `timeline` prints: newest first, by day.

use app::watch::change::Change;
use app::watch::store::{Entry, Stored};
use jiff::tz::TimeZone;
use protocols::name::DomainName;

use crate::context::Context;
use crate::render::style::{BOLD, DIM, of_severity, paint};
use crate::render::watch::{Speaker, mark, severity_word};
use crate::wording::Arguments;

/// The lines, and below them how the domain is watched where it is about one.
pub(crate) fn text(
    entries: &[Entry],
    domain: Option<(&DomainName, Option<&Stored>)>,
    is_whole: bool,
    context: &Context,
) -> String {
    let speaker = Speaker {
        words: &context.catalogue,
        zone: &TimeZone::UTC,
    };
    let mut out = String::new();
    let mut day = String::new();
    for entry in entries {
        let (date, time) = speaker.date_and_time(entry.at);
        if date != day {
            out.push_str(&format!("{}\n", paint(BOLD, &date)));
            day = date;
        }
        let whose = match domain {
            Some(_) => None,
            None => Some(&entry.domain),
        };
        out.push_str(&line(&time, whose, entry, speaker));
    }
    if entries.is_empty() {
        out.push_str(&empty(domain, speaker));
    }
    if let Some((domain, stored)) = domain {
        out.push_str(&watched(domain, stored, speaker));
    }
    if let Some(last) = entries.last().filter(|_| !is_whole) {
        let domain = domain.map_or(String::new(), |(domain, _)| format!("{domain} "));
        let more = Arguments::none()
            .text("entry", last.id.0.to_string())
            .text("domain", domain);
        out.push_str(&format!(
            "{}\n",
            paint(DIM, speaker.words.say("timeline-more", &more))
        ));
    }
    out
}

fn line(time: &str, whose: Option<&DomainName>, entry: &Entry, speaker: Speaker<'_>) -> String {
    let told = speaker.change(&entry.domain, &entry.change);
    let severity = entry.change.severity();
    let sign = format!(
        "{} {}",
        mark(&entry.change),
        severity_word(severity, speaker.words)
    );
    let whose = whose.map_or(String::new(), |domain| format!("{domain}  "));
    let mut out = format!(
        "  {time}  {}  {whose}{}\n",
        paint(of_severity(severity), sign),
        told.text
    );
    for detail in &told.details {
        out.push_str(&format!("           {}\n", detail.line()));
    }
    out
}

fn empty(domain: Option<(&DomainName, Option<&Stored>)>, speaker: Speaker<'_>) -> String {
    let watch = domain.and_then(|(_, stored)| stored?.watch.as_ref());
    let text = match watch {
        Some(watch) => {
            let arguments = Arguments::none()
                .text("date", speaker.moment(watch.begun))
                .count("looks", watch.looks)
                .count("incomplete", watch.incomplete_looks);
            speaker.words.say("timeline-empty-since", &arguments)
        }
        None => speaker.words.word("timeline-empty"),
    };
    format!("{text}\n")
}

fn watched(domain: &DomainName, stored: Option<&Stored>, speaker: Speaker<'_>) -> String {
    let Some(stored) = stored else {
        let domain = Arguments::none().text("domain", domain.as_str());
        let text = speaker.words.say("timeline-not-watched", &domain);
        return format!("{}\n", paint(DIM, text));
    };
    let mut out = String::new();
    let gaps = stored.watch.iter().flat_map(|watch| &watch.gaps);
    for (of, gap) in gaps {
        let change = Change::Gap {
            of: of.clone(),
            since: gap.since,
            until: None,
            tries: gap.tries,
            failure: gap.failure,
            servers: gap.servers.clone(),
        };
        let told = speaker.change(domain, &change);
        out.push_str(&format!("{} {}\n", mark(&change), told.text));
    }
    let due = Arguments::none().text("date", speaker.moment(stored.due));
    let text = speaker.words.say("timeline-next", &due);
    out.push_str(&format!("{}\n", paint(DIM, text)));
    out
}
