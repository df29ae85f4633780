//! A change in words, for the timeline and for messages alike.

use app::ledger::StepId;
use app::watch::change::{By, CertificateStage, Change, JobEnd, LifeNote};
use app::watch::includes::IncludeChange;
use app::watch::observe::GapOf;
use app::watch::part::{
    Addresses, CertificateSeen, FindingKey, KeptRecords, PolicySeen, RecordsFor,
};
use jiff::tz::TimeZone;
use protocols::finding::{Severity, Value};
use protocols::limits::SPF_LOOKUPS_MAX;
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::render::question::failure_key;
use crate::told;
use crate::wire::names;
use crate::wording::{Arguments, Catalogue, escape, key_of};

/// A change as it is told.
pub(crate) struct Told {
    /// One sentence, without a full stop.
    pub(crate) text: String,
    /// What stands below it.
    pub(crate) details: Vec<Detail>,
}

/// A line below a change.
pub(crate) enum Detail {
    /// What stood before.
    Before(String),
    /// What stands now.
    After(String),
    /// A word on it.
    Note(String),
}

impl Detail {
    /// With its sign.
    pub(crate) fn line(&self) -> String {
        match self {
            Detail::Before(text) => format!("- {text}"),
            Detail::After(text) => format!("+ {text}"),
            Detail::Note(text) => text.clone(),
        }
    }
}

/// Whoever words changes: in a language, by a clock.
#[derive(Clone, Copy)]
pub(crate) struct Speaker<'a> {
    /// The words.
    pub(crate) words: &'a Catalogue,
    /// The clock on the wall.
    pub(crate) zone: &'a TimeZone,
}

/// The sign of how much something presses. The word always stands beside it.
pub(crate) fn mark(change: &Change) -> &'static str {
    match change {
        Change::Mended { .. }
        | Change::CertificateRenewed { .. }
        | Change::SpfWithinLimit { .. } => "✓",
        Change::Gap { until: Some(_), .. } => "✓",
        Change::Gap { until: None, .. } => "?",
        Change::Asks(_) => "…",
        Change::Begun { .. }
        | Change::Records { .. }
        | Change::Certificate { .. }
        | Change::CertificateEnds { .. }
        | Change::Policy { .. }
        | Change::Include { .. }
        | Change::SpfOverLimit { .. }
        | Change::Found { .. }
        | Change::Moved(_)
        | Change::Rotated { .. }
        | Change::Job { .. } => match change.severity() {
            Severity::Critical => "✗",
            Severity::High => "▲",
            Severity::Medium => "◇",
            Severity::Low => "–",
            Severity::Info => "i",
        },
    }
}

impl Speaker<'_> {
    /// A moment, to the minute, with the name of its clock.
    pub(crate) fn moment(&self, at: Timestamp) -> String {
        let (date, time) = self.date_and_time(at);
        let seconds = i64::try_from(at.0).unwrap_or(i64::MAX);
        let moment = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX);
        let clock = self.zone.to_offset_info(moment);
        format!("{date} {time} {}", clock.abbreviation())
    }

    /// Date and time of a moment.
    pub(crate) fn date_and_time(&self, at: Timestamp) -> (String, String) {
        let seconds = i64::try_from(at.0).unwrap_or(i64::MAX);
        let moment = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX);
        let at = self.zone.to_datetime(moment);
        let time = format!("{:02}:{:02}", at.hour(), at.minute());
        (at.date().to_string(), time)
    }

    /// How long something lasted, in the largest whole unit that says enough.
    pub(crate) fn span(&self, from: Timestamp, to: Timestamp) -> String {
        let seconds = to.0.saturating_sub(from.0);
        let (key, count) = match seconds {
            0..7_200 => ("watch-for-minutes", seconds.div_ceil(60)),
            7_200..172_800 => ("watch-for-hours", seconds / 3_600),
            172_800.. => ("watch-for-days", seconds / 86_400),
        };
        self.words
            .say(key, &Arguments::none().count("count", count))
    }

    /// A change of a domain.
    pub(crate) fn change(&self, domain: &DomainName, change: &Change) -> Told {
        match change {
            Change::Begun { findings } => self.plain(
                "watch-begun",
                Arguments::none().count("findings", *findings),
            ),
            Change::Records {
                role,
                before,
                after,
                by,
                ..
            } => self.records(domain, *role, (before.as_ref(), after.as_ref()), *by),
            Change::Certificate {
                host,
                before,
                after,
            } => self.certificate(host, before, after),
            Change::CertificateEnds {
                host,
                stage,
                not_after,
            } => {
                let key = match stage {
                    CertificateStage::Weeks => "watch-certificate-weeks",
                    CertificateStage::Week => "watch-certificate-week",
                    CertificateStage::Day => "watch-certificate-day",
                    CertificateStage::Ended => "watch-certificate-ended",
                };
                self.of_host(key, host, *not_after)
            }
            Change::CertificateRenewed {
                host, not_after, ..
            } => self.of_host("watch-certificate-renewed", host, *not_after),
            Change::Policy { before, after, by } => {
                self.policy(before.as_ref(), after.as_ref(), *by)
            }
            Change::Include { name, what } => self.include(name, what),
            Change::SpfOverLimit { after, grown, .. } => {
                let arguments = Arguments::none()
                    .count("after", *after)
                    .count("max", SPF_LOOKUPS_MAX);
                match grown {
                    None => self.plain("watch-spf-over", arguments),
                    Some(name) => self.plain(
                        "watch-spf-over-grown",
                        arguments.text("name", name.as_str()),
                    ),
                }
            }
            Change::SpfWithinLimit { after, .. } => {
                self.plain("watch-spf-within", Arguments::none().count("after", *after))
            }
            Change::Found {
                finding, arguments, ..
            } => self.plain_text(self.finding(domain, finding, arguments)),
            Change::Mended {
                finding, arguments, ..
            } => {
                let title = self.finding(domain, finding, arguments);
                self.plain("watch-mended", Arguments::none().text("title", title))
            }
            Change::Gap { .. } => self.gap(change),
            Change::Moved(note) => self.life("watch-moved", note),
            Change::Asks(note) => self.life("watch-asks", note),
            Change::Rotated { selectors } => {
                let arguments = Arguments::none().text("selectors", selectors.join(", "));
                self.plain("watch-rotated", arguments)
            }
            Change::Job { step, end } => {
                let key = match end {
                    JobEnd::Done => "watch-job-done",
                    JobEnd::GivenUp => "watch-job-given-up",
                    JobEnd::Stale => "watch-job-stale",
                };
                let arguments = Arguments::none()
                    .count("step", step.0)
                    .text("domain", domain.as_str());
                self.plain(key, arguments)
            }
        }
    }

    fn plain(&self, key: &str, arguments: Arguments<'_>) -> Told {
        Told {
            text: self.words.say(key, &arguments),
            details: Vec::new(),
        }
    }

    fn plain_text(&self, text: String) -> Told {
        Told {
            text,
            details: Vec::new(),
        }
    }

    fn of_host(&self, key: &str, host: &DomainName, until: Timestamp) -> Told {
        let arguments = Arguments::none()
            .text("host", host.as_str())
            .text("until", self.moment(until));
        self.plain(key, arguments)
    }

    fn by(&self, by: By) -> String {
        match by {
            By::Step(StepId(step)) => {
                let step = Arguments::none().count("step", step);
                self.words.say("watch-by-step", &step)
            }
            By::Wanted => self.words.word("watch-by-wanted"),
            By::Others => self.words.word("watch-by-others"),
        }
    }

    fn records(
        &self,
        domain: &DomainName,
        role: RecordsFor,
        (before, after): (Option<&KeptRecords>, Option<&KeptRecords>),
        by: By,
    ) -> Told {
        let key = match (before, after) {
            (None, _) => "watch-records-appeared",
            (Some(_), Some(_)) => "watch-records-changed",
            (Some(_), None) => "watch-records-gone",
        };
        let what = self.words.word(&format!("watch-role-{}", role_word(role)));
        let arguments = Arguments::none().text("what", what).text("by", self.by(by));
        let mut told = self.plain(key, arguments);
        let texts = |set: Option<&KeptRecords>| {
            let texts = set.map(|set| set.texts.clone()).unwrap_or_default();
            texts.into_iter().map(|kept| kept.text).collect::<Vec<_>>()
        };
        let (old, new) = (texts(before), texts(after));
        for text in old.iter().filter(|text| !new.contains(text)) {
            told.details.push(Detail::Before(record(text)));
        }
        for text in new.iter().filter(|text| !old.contains(text)) {
            told.details.push(Detail::After(record(text)));
        }
        if by == By::Others {
            let arguments = Arguments::none().text("domain", domain.as_str());
            let note = self.words.say("watch-records-foreign", &arguments);
            told.details.push(Detail::Note(note));
        }
        told
    }

    fn certificate(
        &self,
        host: &DomainName,
        before: &CertificateSeen,
        after: &CertificateSeen,
    ) -> Told {
        let mut told = self.of_host("watch-certificate", host, after.not_after);
        let of = |seen: &CertificateSeen| {
            let arguments = Arguments::none()
                .text("issuer", &seen.issuer)
                .text("names", seen.names.join(", "));
            self.words.say("watch-certificate-of", &arguments)
        };
        told.details.push(Detail::Before(of(before)));
        told.details.push(Detail::After(of(after)));
        told
    }

    fn policy(&self, before: Option<&PolicySeen>, after: Option<&PolicySeen>, by: By) -> Told {
        let by = Arguments::none().text("by", self.by(by));
        let mut told = match (before, after) {
            (_, None) => self.plain("watch-policy-gone", Arguments::none()),
            (None, Some(_)) => self.plain("watch-policy-appeared", by),
            (Some(_), Some(_)) => self.plain("watch-policy-changed", by),
        };
        let text = |policy: &PolicySeen| {
            let mx: Vec<&str> = policy.mx.iter().map(|mx| mx.text.as_str()).collect();
            let arguments = Arguments::none()
                .text("mode", policy.mode.to_string())
                .text("max_age", policy.max_age_seconds.to_string())
                .text("mx", mx.join(", "));
            self.words.say("watch-policy-text", &arguments)
        };
        told.details
            .extend(before.map(|policy| Detail::Before(text(policy))));
        told.details
            .extend(after.map(|policy| Detail::After(text(policy))));
        told
    }

    fn include(&self, name: &DomainName, what: &IncludeChange) -> Told {
        let arguments = Arguments::none().text("name", name.as_str());
        let addresses = |addresses: &Addresses| {
            let arguments = Arguments::none()
                .text("ip4", addresses.ip4.to_string())
                .text("ip6", addresses.ip6_networks.to_string());
            self.words.say("watch-addresses", &arguments)
        };
        match what {
            IncludeChange::Vanished => self.plain("watch-include-vanished", arguments),
            IncludeChange::Returned => self.plain("watch-include-returned", arguments),
            IncludeChange::Opened => self.plain("watch-include-opened", arguments),
            IncludeChange::Closed => self.plain("watch-include-closed", arguments),
            IncludeChange::Replaced => self.plain("watch-include-replaced", arguments),
            IncludeChange::Widened { before, after } => {
                let (before, after) = (addresses(before), addresses(after));
                let arguments = arguments.text("before", before).text("after", after);
                self.plain("watch-include-widened", arguments)
            }
            IncludeChange::Grew { before, after } => {
                let arguments = arguments.count("before", *before).count("after", *after);
                self.plain("watch-include-grew", arguments)
            }
            IncludeChange::Edited => self.plain("watch-include-edited", arguments),
        }
    }

    /// What a finding says, and where it is when that is not the domain itself.
    pub(crate) fn finding(
        &self,
        domain: &DomainName,
        finding: &FindingKey,
        arguments: &[(String, Value)],
    ) -> String {
        let mut filled = Arguments::none();
        for (name, value) in arguments {
            filled = match value {
                Value::Text(text) => filled.text(name, text),
                Value::Count(count) => filled.count(name, *count),
            };
        }
        let key = key_of(&finding.rule);
        // A rule of a later version, or of an earlier one, has no words here.
        let title = match self.words.has(&key) {
            true => self.words.say(&key, &filled),
            false => finding.rule.clone(),
        };
        let title = Arguments::none().text("title", title);
        match finding.owner.as_ref().filter(|owner| *owner != domain) {
            None => self.words.say("watch-found", &title),
            Some(owner) => {
                let title = title.text("owner", owner.as_str());
                self.words.say("watch-found-at", &title)
            }
        }
    }

    fn gap(&self, change: &Change) -> Told {
        let Change::Gap {
            of,
            since,
            until,
            tries,
            failure,
            servers,
        } = change
        else {
            return self.plain("watch-gap-open", Arguments::none());
        };
        let named = |key, name: &DomainName| {
            self.words
                .say(key, &Arguments::none().text("name", name.as_str()))
        };
        let what = match of {
            GapOf::Dns => self.words.word("watch-gap-dns"),
            GapOf::OtherDns(name) => named("watch-gap-other-dns", name),
            GapOf::PolicyHost => self.words.word("watch-gap-policy-host"),
            GapOf::MailHost(name) => named("watch-gap-mail-host", name),
        };
        let failure = self.words.word(failure_key(*failure));
        let why = match servers.as_slice() {
            [] => failure,
            servers => {
                let arguments = Arguments::none()
                    .text("servers", servers.join(", "))
                    .text("failure", failure);
                self.words.say("watch-gap-servers", &arguments)
            }
        };
        let arguments = Arguments::none()
            .text("what", what)
            .text("since", self.moment(*since))
            .count("tries", *tries)
            .text("why", why);
        match until {
            None => self.plain("watch-gap-open", arguments),
            Some(until) => self.plain(
                "watch-gap-over",
                arguments.text("until", self.moment(*until)),
            ),
        }
    }

    fn life(&self, key: &str, note: &LifeNote) -> Told {
        let what = match note.code.split('-').next() {
            Some("key") => Some(format!("DKIM {}", note.selector)),
            Some("mta") => Some("MTA-STS".to_owned()),
            Some("dmarc") => Some("DMARC".to_owned()),
            // Of the domain as a whole.
            Some(_) | None => None,
        };
        let mut filled = Arguments::none();
        for (name, value) in &note.values {
            filled = match (name.as_str(), value.parse::<u64>()) {
                // A state is a word of the catalogue.
                ("state", _) => filled.text(name, self.words.word(&format!("key-state-{value}"))),
                (_, Ok(count)) => filled.count(name, count),
                (_, Err(_)) => filled.text(name, value),
            };
        }
        if let Some(until) = note.until {
            filled = filled.text("until", self.moment(until));
        }
        let text = self.words.say(&format!("life-{}", note.code), &filled);
        match what {
            None => self.plain_text(text),
            Some(what) => self.plain(key, Arguments::none().text("what", what).text("text", text)),
        }
    }
}

/// A stranger's record, made safe and no longer than a line bears.
fn record(text: &str) -> String {
    escape(&told::value(text).to_string())
}

/// The name of a role in the shapes, and behind `watch-role-` in the catalogues.
pub(crate) fn role_word(role: RecordsFor) -> &'static str {
    match role {
        RecordsFor::Mx => "mx",
        RecordsFor::NameServers => "name-servers",
        RecordsFor::Spf => "spf",
        RecordsFor::DkimKey => "dkim-key",
        RecordsFor::Dmarc => "dmarc",
        RecordsFor::MtaSts => "mta-sts",
        RecordsFor::PolicyHost => "policy-host",
        RecordsFor::TlsRpt => "tls-rpt",
        RecordsFor::Tlsa => "tlsa",
    }
}

/// The word of how much something presses.
pub(crate) fn severity_word(severity: Severity, words: &Catalogue) -> String {
    words.word(&format!("severity-{}", names::severity(severity)))
}

#[cfg(test)]
mod tests {
    use app::watch::part::KeptText;
    use protocols::answers::Failure;
    use protocols::mta_sts::PolicyMode;

    use super::*;
    use crate::wording::Language;

    const NOON: Timestamp = Timestamp(1_795_521_600);

    fn name(text: &str) -> DomainName {
        text.parse().unwrap()
    }

    fn changes() -> Vec<Change> {
        let certificate = CertificateSeen {
            digest: "ab".repeat(32),
            names: vec!["mx.b.example".to_owned()],
            issuer: "CN=R1".to_owned(),
            not_before: NOON,
            not_after: NOON,
        };
        let policy = PolicySeen {
            mode: PolicyMode::Testing,
            max_age_seconds: 86_400,
            mx: vec![KeptText::of("*.b.example")],
        };
        let finding = FindingKey {
            rule: "spf/include-loop".to_owned(),
            owner: Some(name("b.example")),
        };
        let arguments = vec![
            (
                "term".to_owned(),
                Value::Text("include:b.example".to_owned()),
            ),
            ("target".to_owned(), Value::Text("b.example".to_owned())),
        ];
        let addresses = Addresses {
            ip4: 256,
            ip6_networks: 1,
        };
        let note = LifeNote {
            selector: "s1".to_owned(),
            code: "key-moved".to_owned(),
            values: vec![("state".to_owned(), "active".to_owned())],
            until: None,
        };
        let include = |what| Change::Include {
            name: name("_spf.b.example"),
            what,
        };
        let records =
            |texts: &[&str]| KeptRecords::of(texts.iter().map(ToString::to_string).collect());
        let mut all = vec![
            Change::Begun { findings: 0 },
            Change::Begun { findings: 2 },
            Change::Certificate {
                host: name("mx.b.example"),
                before: certificate.clone(),
                after: certificate,
            },
            Change::CertificateRenewed {
                host: name("mx.b.example"),
                since: NOON,
                not_after: NOON,
            },
            Change::SpfOverLimit {
                before: 9,
                after: 11,
                grown: None,
            },
            Change::SpfOverLimit {
                before: 9,
                after: 11,
                grown: Some(name("_spf.b.example")),
            },
            Change::SpfWithinLimit {
                after: 9,
                since: NOON,
            },
            Change::Found {
                finding: finding.clone(),
                arguments: arguments.clone(),
                severity: Severity::High,
                since: NOON,
            },
            Change::Mended {
                finding,
                arguments,
                severity: Severity::High,
                since: NOON,
            },
            Change::Moved(note.clone()),
            Change::Asks(LifeNote {
                code: "mta-sts-clean-reports".to_owned(),
                ..note
            }),
            Change::Rotated {
                selectors: vec!["s2".to_owned()],
            },
            include(IncludeChange::Vanished),
            include(IncludeChange::Returned),
            include(IncludeChange::Opened),
            include(IncludeChange::Closed),
            include(IncludeChange::Replaced),
            include(IncludeChange::Widened {
                before: addresses,
                after: addresses,
            }),
            include(IncludeChange::Grew {
                before: 1,
                after: 2,
            }),
            include(IncludeChange::Edited),
        ];
        let sets = [
            records(&["v=spf1 -all"]),
            records(&["v=spf1 +all", "x"]),
            None,
        ];
        for role in RecordsFor::ALL {
            for (before, after) in [(0, 1), (2, 0), (0, 2)] {
                for by in [By::Step(StepId(7)), By::Wanted, By::Others] {
                    all.push(Change::Records {
                        role,
                        owner: name("a.example"),
                        before: sets[before].clone(),
                        after: sets[after].clone(),
                        by,
                    });
                }
            }
        }
        for (before, after) in [(true, true), (false, true), (true, false)] {
            all.push(Change::Policy {
                before: before.then(|| policy.clone()),
                after: after.then(|| policy.clone()),
                by: By::Others,
            });
        }
        for stage in [
            CertificateStage::Weeks,
            CertificateStage::Week,
            CertificateStage::Day,
            CertificateStage::Ended,
        ] {
            all.push(Change::CertificateEnds {
                host: name("mx.b.example"),
                stage,
                not_after: NOON,
            });
        }
        for of in [
            GapOf::Dns,
            GapOf::OtherDns(name("b.example")),
            GapOf::PolicyHost,
            GapOf::MailHost(name("mx.b.example")),
        ] {
            for until in [None, Some(NOON)] {
                all.push(Change::Gap {
                    of: of.clone(),
                    since: NOON,
                    until,
                    tries: 3,
                    failure: Failure::Timeout,
                    servers: vec!["ns1.b.example".to_owned()],
                });
            }
        }
        for end in [JobEnd::Done, JobEnd::GivenUp, JobEnd::Stale] {
            all.push(Change::Job {
                step: StepId(7),
                end,
            });
        }
        all
    }

    #[test]
    fn every_change_has_words_in_both_languages() {
        for language in [Language::English, Language::German] {
            let speaker = Speaker {
                words: Catalogue::shared(language),
                zone: &TimeZone::UTC,
            };
            for change in changes() {
                let told = speaker.change(&name("a.example"), &change);
                let lines = told.details.iter().map(Detail::line);
                for text in lines.chain([told.text]) {
                    // A key without words, or a placeable without its value, shows as itself.
                    let is_whole = !text.contains('{')
                        && !text.contains("watch-")
                        && !text.contains("life-")
                        && !text.is_empty();
                    assert!(is_whole, "{language:?} {change:?}: {text}");
                }
            }
        }
    }

    #[test]
    fn a_change_of_others_shows_what_was_and_what_to_do() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let speaker = Speaker {
            words: Catalogue::shared(Language::German),
            zone: &berlin,
        };
        let change = Change::Records {
            role: RecordsFor::Mx,
            owner: name("a.example"),
            before: KeptRecords::of(vec!["10 mx1.a.example".to_owned()]),
            after: KeptRecords::of(vec![
                "10 mx1.a.example".to_owned(),
                "5 mx.evil\u{202e}.example".to_owned(),
            ]),
            by: By::Others,
        };
        let told = speaker.change(&name("a.example"), &change);
        assert_eq!(told.text, "MX geändert, nicht durch mailseal");
        let lines: Vec<String> = told.details.iter().map(Detail::line).collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!(lines[0], "+ 5 mx.evil\\u{202e}.example");
        assert!(lines[1].contains("mailseal plan a.example"), "{lines:?}");
        assert_eq!(speaker.moment(NOON), "2026-11-24 13:00 CET");
        assert_eq!(speaker.span(NOON, NOON.plus_seconds(22 * 60)), "22 min");
        assert_eq!(speaker.span(NOON, NOON.plus_seconds(3 * 86_400)), "3 Tagen");
    }
}
