//! What stands and passes: raised, cleared, and told where it is to be.

use protocols::finding::Severity;
use protocols::time::Timestamp;

use super::parts::rank;
use super::{Lives, Looker};
use crate::watch::alarm::{Alarm, Raised, Stands};
use crate::watch::change::{AlarmKey, CertificateStage, Change};
use crate::watch::part::{CertificateSeen, Part, Value};

const DAY: u64 = 86_400;

impl Looker<'_> {
    /// Something stands.
    pub(super) fn raise(&mut self, key: AlarmKey, raised: Raised, change: Change) {
        let now = self.now;
        let alarm = self
            .watch
            .alarms
            .entry(key.clone())
            .or_insert_with(|| Alarm::quiet(raised.severity, now));
        let is_news = alarm.stands == Stands::Cleared || raised.rank > alarm.rank;
        let telling = alarm.raise(&key, raised, now);
        if is_news {
            self.turned(change, telling);
        }
    }

    /// Something passed.
    pub(super) fn clear(&mut self, key: &AlarmKey, change: Change) {
        let now = self.now;
        let Some(alarm) = self.watch.alarms.get_mut(key) else {
            return;
        };
        if alarm.stands == Stands::Raised {
            let telling = alarm.clear(key, now);
            self.turned(change, telling);
        }
    }

    /// The ends of the mail hosts' certificates.
    pub(super) fn certificates(&mut self) {
        let certificates: Vec<_> = self
            .watch
            .parts
            .iter()
            .filter_map(|(part, state)| match (part, &state.value) {
                (Part::Certificate(host), Some(Value::Certificate(seen))) => {
                    Some((host.clone(), stage(seen, self.now), seen.not_after))
                }
                (_, _) => None,
            })
            .collect();
        for (host, stage, not_after) in certificates {
            let key = AlarmKey::Certificate(host.clone());
            match stage {
                Some(stage) => {
                    let change = Change::CertificateEnds {
                        host,
                        stage,
                        not_after,
                    };
                    let raised = Raised {
                        severity: change.severity(),
                        rank: stage_rank(stage),
                        since: self.now,
                    };
                    self.raise(key, raised, change);
                }
                None => {
                    let since = self.watch.alarms.get(&key).map_or(self.now, |a| a.since);
                    let change = Change::CertificateRenewed {
                        host,
                        since,
                        not_after,
                    };
                    self.clear(&key, change);
                }
            }
        }
    }

    /// What waits for the owner.
    pub(super) fn lives(&mut self, lives: Lives) {
        let Lives::Seen(conditions) = lives else {
            return;
        };
        let stands = |key: &AlarmKey| conditions.iter().any(|(standing, _)| standing == key);
        // That it no longer waits was seen by whoever said the word.
        self.watch.alarms.retain(|key, _| match key {
            AlarmKey::Asks(..) => stands(key),
            AlarmKey::Finding(_)
            | AlarmKey::Certificate(_)
            | AlarmKey::SpfLookups
            | AlarmKey::Gap(_) => true,
        });
        for (key, change) in conditions {
            let raised = Raised {
                severity: change.severity(),
                rank: 1,
                since: self.now,
            };
            self.raise(key, raised, change);
        }
    }

    /// Lets restless alarms come to rest.
    pub(super) fn rest(&mut self) {
        let now = self.now;
        let mut rested = Vec::new();
        for (key, alarm) in &mut self.watch.alarms {
            if let Some(telling) = alarm.rest(key, now) {
                rested.push((key.clone(), alarm.clone(), telling));
            }
        }
        for (key, alarm, telling) in rested {
            if let Some(change) = self.as_it_stands(&key, &alarm) {
                self.tell(change, Some(telling));
            }
        }
    }

    /// An alarm as a change, when it came to rest.
    fn as_it_stands(&self, key: &AlarmKey, alarm: &Alarm) -> Option<Change> {
        match (key, alarm.stands) {
            (AlarmKey::Finding(finding), Stands::Raised) => {
                let part = Part::Finding(finding.clone());
                let Some(Value::Finding(seen)) = self.watch.value(&part) else {
                    return None;
                };
                Some(Change::Found {
                    finding: finding.clone(),
                    arguments: seen.arguments.clone(),
                    severity: alarm.severity,
                    since: alarm.since,
                })
            }
            (AlarmKey::Finding(finding), Stands::Cleared) => Some(Change::Mended {
                finding: finding.clone(),
                arguments: Vec::new(),
                severity: alarm.severity,
                since: alarm.since,
            }),
            (AlarmKey::Certificate(host), _) => {
                let part = Part::Certificate(host.clone());
                let Some(Value::Certificate(seen)) = self.watch.value(&part) else {
                    return None;
                };
                Some(match stage(seen, self.now) {
                    Some(stage) => Change::CertificateEnds {
                        host: host.clone(),
                        stage,
                        not_after: seen.not_after,
                    },
                    None => Change::CertificateRenewed {
                        host: host.clone(),
                        since: alarm.since,
                        not_after: seen.not_after,
                    },
                })
            }
            (AlarmKey::SpfLookups, stands) => {
                let after = match self.watch.value(&Part::SpfLookups) {
                    Some(Value::Lookups(lookups)) => *lookups,
                    _ => 0,
                };
                Some(match stands {
                    Stands::Raised => Change::SpfOverLimit {
                        before: after,
                        after,
                        grown: None,
                    },
                    Stands::Cleared => Change::SpfWithinLimit {
                        after,
                        since: alarm.since,
                    },
                })
            }
            (AlarmKey::Gap(of), stands) => self.gap_as_it_stands(of, alarm, stands),
            // These are raised once and never turn.
            (AlarmKey::Asks(..), _) => None,
        }
    }
}

/// How near a certificate's end is. Of one that lives for six days three weeks are never left: the
/// stages are no longer than a quarter, an eighth and a sixteenth of its life.
fn stage(seen: &CertificateSeen, now: Timestamp) -> Option<CertificateStage> {
    let life = seen.not_after.0.saturating_sub(seen.not_before.0);
    let Some(left) = seen.not_after.0.checked_sub(now.0) else {
        return Some(CertificateStage::Ended);
    };
    if left <= DAY.min(life / 16) {
        Some(CertificateStage::Day)
    } else if left <= (7 * DAY).min(life / 8) {
        Some(CertificateStage::Week)
    } else if left <= (21 * DAY).min(life / 4) {
        Some(CertificateStage::Weeks)
    } else {
        None
    }
}

fn stage_rank(stage: CertificateStage) -> u8 {
    match stage {
        CertificateStage::Weeks => rank(Severity::Info),
        CertificateStage::Week => rank(Severity::Low),
        CertificateStage::Day => rank(Severity::Medium),
        CertificateStage::Ended => rank(Severity::High),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(life_days: u64, left_hours: i64, expect: Option<CertificateStage>) {
        let now = Timestamp(1_795_000_000);
        let not_after = Timestamp(now.0.saturating_add_signed(left_hours * 3_600));
        let seen = CertificateSeen {
            digest: String::new(),
            names: Vec::new(),
            issuer: String::new(),
            not_before: Timestamp(not_after.0 - life_days * DAY),
            not_after,
        };
        assert_eq!(
            stage(&seen, now),
            expect,
            "{life_days} days, {left_hours} h left"
        );
    }

    #[test]
    fn the_end_of_a_certificate_comes_nearer() {
        check(90, 22 * 24, None);
        check(90, 21 * 24, Some(CertificateStage::Weeks));
        check(90, 7 * 24, Some(CertificateStage::Week));
        check(90, 24, Some(CertificateStage::Day));
        check(90, 0, Some(CertificateStage::Day));
        check(90, -1, Some(CertificateStage::Ended));
        // One of six days is renewed with two left.
        check(6, 48, None);
        check(6, 36, Some(CertificateStage::Weeks));
        check(6, 18, Some(CertificateStage::Week));
        check(6, 9, Some(CertificateStage::Day));
    }
}
