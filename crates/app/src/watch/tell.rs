//! To whom something is told, when, and together with what.
//!
//! What is at or above a recipient's threshold is told at once, with a short pause in which more of
//! the same comes in; in quiet hours when they are over, save what is critical. The rest is for the
//! digest. Whoever heard that something stands hears that it passed. What has one cause goes into one
//! message, however many domains it is about.

use jiff::tz::TimeZone;
use protocols::finding::Severity;
use protocols::name::DomainName;
use protocols::time::Timestamp;

use super::alarm::Telling;
use super::change::{Cause, Change};
use super::hours::{Digest, QuietHours};
use super::look::Notice;
use super::state::DomainWatch;

/// Seconds until a message about one domain is sent, in which the rest of the same look comes in.
pub const GATHER_SECONDS: u64 = 30;
/// Seconds until a message about a common cause is sent: meanwhile the other domains that rest on it
/// are looked at, twice.
pub const GATHER_CAUSE_SECONDS: u64 = 600;
/// After a message about a cause, what else comes of it within [`CAUSE_SECONDS`] is gathered for this
/// long, in seconds.
pub const FOLLOW_UP_SECONDS: u64 = 3_600;
/// See [`FOLLOW_UP_SECONDS`]: a day.
pub const CAUSE_SECONDS: u64 = 86_400;
/// Messages that a recipient gets within an hour; what comes above that is gathered in one.
pub const MESSAGES_PER_HOUR_MAX: usize = 30;
/// For how long it is gathered then, in seconds.
pub const FLOOD_SECONDS: u64 = 900;
/// What one message names at most; of more, how many.
pub const NOTICES_MAX: usize = 500;

/// Whom to tell.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// The name a person gave.
    pub name: String,
    /// From which severity on something is told by itself.
    pub least: Severity,
    /// When only what is critical is told.
    pub quiet: Option<QuietHours>,
    /// When the rest is told; `None` for never.
    pub digest: Option<Digest>,
    /// The clock on the recipient's wall.
    pub zone: TimeZone,
    /// Of which domains.
    pub domains: Domains,
}

/// Of which domains somebody is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Domains {
    /// Of all.
    All,
    /// Of these and what lies below them.
    Below(Vec<DomainName>),
}

/// What goes into one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bundle {
    /// What happens to one domain.
    Domain(DomainName),
    /// What has this cause.
    Cause(Cause),
    /// What came in quiet hours that end then.
    Quiet(Timestamp),
    /// What was not worth a message, until then.
    Digest(Timestamp),
    /// What came when there was too much.
    Flood,
}

impl Bundle {
    /// Its name in the outbox: messages that wait under the same name become one.
    pub fn key(&self) -> String {
        match self {
            Bundle::Domain(domain) => format!("domain {domain}"),
            Bundle::Cause(cause) => cause.key(),
            Bundle::Quiet(end) => format!("quiet {}", end.0),
            Bundle::Digest(at) => format!("digest {}", at.0),
            Bundle::Flood => "flood".to_owned(),
        }
    }
}

/// Something that is to be told to one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// Whom.
    pub recipient: String,
    /// Together with what.
    pub bundle: Bundle,
    /// Not before this, where it begins a message.
    pub not_before: Timestamp,
    /// What.
    pub notice: Notice,
    /// How much it presses.
    pub severity: Severity,
}

/// Decides who hears of what came of a look, and notes it with the alarms.
pub fn post(
    domain: &DomainName,
    watch: &mut DomainWatch,
    notices: &[Notice],
    recipients: &[Recipient],
    now: Timestamp,
) -> Vec<Posting> {
    let mut postings = Vec::new();
    for notice in notices {
        for recipient in recipients.iter().filter(|to| to.hears_of(domain)) {
            postings.extend(one(domain, watch, notice, recipient, now));
        }
        if let Telling::Clear(key) = &notice.telling
            && let Some(alarm) = watch.alarms.get_mut(key)
        {
            alarm.told_to.clear();
        }
    }
    postings
}

fn one(
    domain: &DomainName,
    watch: &mut DomainWatch,
    notice: &Notice,
    recipient: &Recipient,
    now: Timestamp,
) -> Option<Posting> {
    let severity = notice.change.severity();
    let is_told = match &notice.telling {
        Telling::Event => severity >= recipient.least,
        Telling::Raise(key) | Telling::Restless(key) => {
            let is_told = severity >= recipient.least;
            if let Some(alarm) = watch.alarms.get_mut(key).filter(|_| is_told) {
                alarm.told_to.insert(recipient.name.clone());
            }
            is_told
        }
        // Whoever was alarmed hears the end of it.
        Telling::Clear(key) => {
            let alarm = watch.alarms.get(key);
            alarm.is_some_and(|alarm| alarm.told_to.contains(&recipient.name))
        }
    };
    let (bundle, not_before) = match is_told {
        true => recipient.at_once(domain, &notice.change, severity, now),
        false => {
            let at = recipient.digest?.next(&recipient.zone, now);
            (Bundle::Digest(at), at)
        }
    };
    Some(Posting {
        recipient: recipient.name.clone(),
        bundle,
        not_before,
        notice: notice.clone(),
        severity,
    })
}

impl Recipient {
    fn hears_of(&self, domain: &DomainName) -> bool {
        match &self.domains {
            Domains::All => true,
            Domains::Below(names) => names.iter().any(|name| domain.is_at_or_below(name)),
        }
    }

    fn at_once(
        &self,
        domain: &DomainName,
        change: &Change,
        severity: Severity,
        now: Timestamp,
    ) -> (Bundle, Timestamp) {
        let quiet_end = self.quiet.and_then(|quiet| quiet.end(&self.zone, now));
        if let Some(end) = quiet_end.filter(|_| severity < Severity::Critical) {
            return (Bundle::Quiet(end), end);
        }
        match change.cause(domain) {
            Some(cause) if severity < Severity::Critical => {
                (Bundle::Cause(cause), now.plus_seconds(GATHER_CAUSE_SECONDS))
            }
            Some(cause) => (Bundle::Cause(cause), now.plus_seconds(GATHER_SECONDS)),
            None => (
                Bundle::Domain(domain.clone()),
                now.plus_seconds(GATHER_SECONDS),
            ),
        }
    }
}

/// What the outbox knows of a recipient when a message would begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lately {
    /// When the last message of the same bundle began.
    pub same_bundle: Option<Timestamp>,
    /// How many messages began within the last hour.
    pub in_an_hour: usize,
}

/// Where a posting goes that finds no message to join: what goes on about one cause, and what comes in
/// a flood, is gathered for longer. What is critical waits for nothing.
pub fn settle(posting: &Posting, lately: Lately, now: Timestamp) -> (Bundle, Timestamp) {
    let bundle = posting.bundle.clone();
    if posting.severity >= Severity::Critical {
        return (bundle, posting.not_before);
    }
    let is_lately = |began: Timestamp| now.0.saturating_sub(began.0) < CAUSE_SECONDS;
    match &posting.bundle {
        Bundle::Quiet(_) | Bundle::Digest(_) | Bundle::Flood => (bundle, posting.not_before),
        Bundle::Domain(_) | Bundle::Cause(_) if lately.in_an_hour >= MESSAGES_PER_HOUR_MAX => {
            (Bundle::Flood, now.plus_seconds(FLOOD_SECONDS))
        }
        Bundle::Cause(_) if lately.same_bundle.is_some_and(is_lately) => {
            (bundle, now.plus_seconds(FOLLOW_UP_SECONDS))
        }
        Bundle::Domain(_) | Bundle::Cause(_) => (bundle, posting.not_before),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;
    use crate::watch::alarm::Alarm;
    use crate::watch::change::AlarmKey;
    use crate::watch::part::FindingKey;

    /// 2026-11-24T12:00 UTC.
    const NOON: Timestamp = Timestamp(1_795_521_600);
    const MIDNIGHT: Timestamp = Timestamp(NOON.0 + 12 * 3_600);

    fn domain() -> DomainName {
        "a.example".parse().unwrap()
    }

    fn recipient(least: Severity) -> Recipient {
        Recipient {
            name: "anna".to_owned(),
            least,
            quiet: Some(QuietHours {
                from: time(22, 0, 0, 0),
                until: time(7, 0, 0, 0),
            }),
            digest: Some(Digest::Daily(time(8, 0, 0, 0))),
            zone: TimeZone::UTC,
            domains: Domains::All,
        }
    }

    fn finding() -> FindingKey {
        FindingKey {
            rule: "dmarc/record-missing".to_owned(),
            owner: None,
        }
    }

    fn raise(severity: Severity) -> Notice {
        Notice {
            change: Change::Found {
                finding: finding(),
                arguments: Vec::new(),
                severity,
                since: NOON,
            },
            telling: Telling::Raise(AlarmKey::Finding(finding())),
        }
    }

    fn clear(severity: Severity) -> Notice {
        Notice {
            change: Change::Mended {
                finding: finding(),
                arguments: Vec::new(),
                severity,
                since: NOON,
            },
            telling: Telling::Clear(AlarmKey::Finding(finding())),
        }
    }

    fn watch(severity: Severity) -> DomainWatch {
        let mut watch = DomainWatch::new(NOON);
        let alarm = Alarm::quiet(severity, NOON);
        watch.alarms.insert(AlarmKey::Finding(finding()), alarm);
        watch
    }

    fn check(notice: &Notice, to: &Recipient, now: Timestamp, expect: &str) {
        let mut watch = watch(notice.change.severity());
        let postings = post(
            &domain(),
            &mut watch,
            std::slice::from_ref(notice),
            std::slice::from_ref(to),
            now,
        );
        let said = postings.first().map(|p| {
            format!(
                "{}, in {} min",
                p.bundle.key(),
                (p.not_before.0 - now.0) / 60
            )
        });
        assert_eq!(said.as_deref().unwrap_or("never"), expect);
    }

    #[test]
    fn what_presses_is_told_at_once_and_the_rest_together() {
        let anna = recipient(Severity::Medium);
        check(
            &raise(Severity::Medium),
            &anna,
            NOON,
            "domain a.example, in 0 min",
        );
        let eight = NOON.0 + 20 * 3_600;
        let digest = format!("digest {eight}, in 1200 min");
        check(&raise(Severity::Low), &anna, NOON, &digest);
        let brief = Recipient {
            digest: None,
            ..anna
        };
        check(&raise(Severity::Low), &brief, NOON, "never");
    }

    #[test]
    fn at_night_only_what_is_critical() {
        let anna = recipient(Severity::Medium);
        let seven = MIDNIGHT.0 + 7 * 3_600;
        let held = format!("quiet {seven}, in 420 min");
        check(&raise(Severity::High), &anna, MIDNIGHT, &held);
        check(
            &raise(Severity::Critical),
            &anna,
            MIDNIGHT,
            "domain a.example, in 0 min",
        );
    }

    #[test]
    fn other_domains_are_others_business() {
        let mut anna = recipient(Severity::Medium);
        anna.domains = Domains::Below(vec!["b.example".parse().unwrap()]);
        check(&raise(Severity::High), &anna, NOON, "never");
        anna.domains = Domains::Below(vec!["example".parse().unwrap()]);
        check(
            &raise(Severity::High),
            &anna,
            NOON,
            "domain a.example, in 0 min",
        );
    }

    #[test]
    fn who_was_alarmed_hears_the_end_and_nobody_else() {
        let (anna, ben) = (recipient(Severity::Medium), recipient(Severity::Critical));
        let ben = Recipient {
            name: "ben".to_owned(),
            digest: None,
            ..ben
        };
        let both = [anna, ben];
        let mut watch = watch(Severity::High);
        let told = post(&domain(), &mut watch, &[raise(Severity::High)], &both, NOON);
        assert_eq!(told.len(), 1);
        let over = post(&domain(), &mut watch, &[clear(Severity::High)], &both, NOON);
        assert_eq!((over.len(), over[0].recipient.as_str()), (1, "anna"));
        // Told once.
        let again = post(&domain(), &mut watch, &[clear(Severity::High)], &both, NOON);
        assert!(
            again
                .iter()
                .all(|posting| matches!(posting.bundle, Bundle::Digest(_)))
        );
    }

    #[test]
    fn one_cause_is_one_message_and_its_echo_another() {
        let notice = Notice {
            change: Change::SpfOverLimit {
                before: 9,
                after: 11,
                grown: Some("_spf.b.example".parse().unwrap()),
            },
            telling: Telling::Event,
        };
        let anna = recipient(Severity::Medium);
        check(&notice, &anna, NOON, "include _spf.b.example, in 10 min");
        let mut postings = post(
            &domain(),
            &mut watch(Severity::High),
            &[notice],
            &[anna],
            NOON,
        );
        let posting = postings.remove(0);
        let of = |same_bundle, in_an_hour| {
            let lately = Lately {
                same_bundle,
                in_an_hour,
            };
            let (bundle, at) = settle(&posting, lately, NOON);
            (bundle.key(), at.0 - NOON.0)
        };
        let key = "include _spf.b.example".to_owned();
        assert_eq!(of(None, 0), (key.clone(), 600));
        assert_eq!(of(Some(Timestamp(NOON.0 - 60)), 0), (key.clone(), 3_600));
        assert_eq!(of(Some(Timestamp(NOON.0 - CAUSE_SECONDS)), 0), (key, 600));
        assert_eq!(of(None, MESSAGES_PER_HOUR_MAX), ("flood".to_owned(), 900));
    }
}
