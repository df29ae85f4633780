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
        Route::Implicit => own_address(mail),
        Route::Hosts => hosts_line(mail),
    }
}

/// RFC 5321 §5.1: 'If an empty list of MXs is returned, the address is treated as if it was
/// associated with an implicit MX RR, with a preference of 0, pointing to that host.'
fn own_address(mail: &Mail<'_>) -> Protection {
    match mail.hosts.first().map(|host| host.tls()) {
        Some(Tls::Session(_)) => bare(Presence::InForce, "mail-implicit-tls"),
        Some(Tls::Unknown(_)) | None => bare(Presence::Unknown, "mail-implicit-unknown"),
        Some(Tls::NotOffered | Tls::Refused(_) | Tls::Failed(_) | Tls::NoAddress) => {
            bare(Presence::Absent, "mail-implicit-no-tls")
        }
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
