//! What the rooms cannot see for themselves: how the other answers bear on them.

use crate::dmarc::Context;
use crate::dmarc::assess::{Known, Sending};

use super::observe::{Authorises, Scene, SpfState, authorises};

/// What DMARC has to know of SPF, DKIM and what the domain is for.
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

/// Who writes from a domain with mail cannot be seen from outside.
fn sending(scene: &Scene<'_>) -> Sending {
    if scene.has_no_mail() {
        Sending::Nothing
    } else {
        Sending::Unknown
    }
}
