//! The line of the MX hosts.

use crate::assessment::{Presence, Protection, ProtectionKind};
use crate::finding::Value;

use super::observe::mail::Tls;
use super::observe::{Mail, Route};

/// The line `summary-mail-…`: how many MX hosts there are and how many of them speak TLS.
pub(super) fn line(mail: &Mail<'_>) -> Protection {
    match mail.route {
        Route::Null => bare(Presence::NotApplicable, "mail-null-mx"),
        Route::Nowhere => bare(Presence::NotApplicable, "mail-nowhere"),
        Route::Unknown(_) => bare(Presence::Unknown, "mail-unknown"),
        Route::Hosts | Route::Implicit => hosts_line(mail),
    }
}

fn hosts_line(mail: &Mail<'_>) -> Protection {
    let hosts = mail.hosts.len();
    let count = |wanted: fn(&Tls<'_>) -> bool| {
        let hosts = mail.hosts.iter();
        hosts.filter(|host| wanted(&host.tls())).count()
    };
    let with_tls = count(|tls| matches!(tls, Tls::Session(_)));
    let unknown = count(|tls| matches!(tls, Tls::Unknown(_)));
    let (presence, key) = if unknown == hosts {
        (Presence::Unknown, "mail-tls-unknown")
    } else if with_tls == hosts {
        (Presence::InForce, "mail-tls")
    } else if with_tls + unknown == hosts {
        (Presence::Unknown, "mail-tls-partly-unknown")
    } else if with_tls > 0 {
        (Presence::Published, "mail-tls-partial")
    } else {
        (Presence::Absent, "mail-no-tls")
    };
    let number = |count: usize| Value::Count(u64::try_from(count).unwrap_or(u64::MAX));
    Protection {
        args: vec![
            ("hosts", number(hosts)),
            ("tls", number(with_tls)),
            ("unknown", number(unknown)),
        ],
        ..bare(presence, key)
    }
}

fn bare(presence: Presence, key: &'static str) -> Protection {
    Protection {
        kind: ProtectionKind::Mail,
        presence,
        key,
        args: Vec::new(),
    }
}
