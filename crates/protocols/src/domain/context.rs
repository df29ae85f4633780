//! What the rooms cannot see for themselves: how the other answers bear on them.

use crate::assessment::{Presence, RoomReport};
use crate::dkim::Signing;
use crate::dmarc::Context;
use crate::dmarc::assess::{Known, Sending};

use super::observe::{Authorises, Scene, SpfState, authorises};
use super::options::Expectation;

/// What DMARC has to know of SPF and what the domain is for; [`dkim`] adds what it has to know of
/// DKIM.
pub(super) fn of(scene: &Scene<'_>) -> Context {
    Context {
        spf: spf(&scene.spf),
        dkim: Known::Unknown,
        sending: sending(scene),
    }
}

/// Whether SPF can give a pass to anybody.
fn spf(state: &SpfState) -> Known {
    match state {
        SpfState::Missing | SpfState::Several | SpfState::Broken(_) => Known::Absent,
        SpfState::Unknown(_) => Known::Unknown,
        SpfState::Stands { record, .. } => match authorises(record) {
            Authorises::Somebody => Known::Present,
            Authorises::Nobody | Authorises::Nothing => Known::Absent,
        },
    }
}

/// Who writes from a domain with mail cannot be seen from outside: it is known where it is said.
fn sending(scene: &Scene<'_>) -> Sending {
    match scene.options.expectation {
        Expectation::Mailboxes => Sending::Mailboxes,
        Expectation::Unstated | Expectation::Parked if scene.has_no_mail() => Sending::Nothing,
        Expectation::Unstated | Expectation::Parked => Sending::Unknown,
    }
}

/// What DKIM has to know of what the domain is for.
pub(super) fn signing(context: &Context) -> Signing {
    match context.sending {
        Sending::Nothing => Signing::NoMail,
        Sending::Unknown | Sending::Mailboxes | Sending::Services => Signing::Expected,
    }
}

/// What DMARC has to know of DKIM. Absent is only what the DNS shows to be: that no selector is
/// known says nothing.
pub(super) fn dkim(report: Option<&RoomReport>) -> Known {
    match report.map(|report| report.protection.presence) {
        Some(Presence::InForce) => Known::Present,
        Some(Presence::Absent) => Known::Absent,
        Some(Presence::Published | Presence::NotApplicable | Presence::Unknown) | None => {
            Known::Unknown
        }
    }
}
