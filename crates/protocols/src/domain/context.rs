//! What the rooms cannot see for themselves: how the other answers bear on them.

use crate::dmarc::Context;
use crate::dmarc::assess::{Known, Sending};

use super::observe::spf::{Authorises, SpfState, authorises};
use super::observe::{Route, Scene};

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

/// A domain that takes no mail and lets nobody send has none. Who writes from any other domain
/// cannot be seen from outside.
fn sending(scene: &Scene<'_>) -> Sending {
    let nobody_sends = scene.spf.record().map(authorises) == Some(Authorises::Nobody);
    let takes_none = match scene.mail.route {
        Route::Null | Route::Nowhere => true,
        Route::Hosts | Route::Implicit | Route::Unknown(_) => false,
    };
    if scene.claims_no_mail() || (nobody_sends && takes_none) {
        Sending::Nothing
    } else {
        Sending::Unknown
    }
}
