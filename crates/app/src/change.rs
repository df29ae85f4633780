//! Changing what is wanted of a domain that was added. Only the ledger is written; a plan shows what
//! follows in the DNS. How far DMARC and MTA-STS go is no wish of this kind: those steps are the state
//! machines' ([`crate::advance`]).

use std::fmt;

use protocols::dmarc::{AlignmentMode, DmarcIntent};
use protocols::domain::desired::{Desired, MailIntent, Purpose, Writers};
use protocols::name::DomainName;
use protocols::report_uri::ReportUri;
use protocols::spf::record::Mechanism;
use protocols::spf::{Authorised, Others, StandingEnd};
use protocols::time::Timestamp;
use protocols::tls_rpt::TlsRptIntent;

use crate::advance::{entry, stored};
use crate::apply::nothing_under_way;
use crate::journal::{Noted, What};
use crate::ledger::{Change, Ledger, LedgerError};

/// What an owner wants otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// This sender may send.
    Allow(Authorised),
    /// This term goes out of the SPF record, whoever put it there.
    Drop(Mechanism),
    /// What becomes of all other senders, in place of what a standing record says.
    Others(Others),
    /// Where DMARC reports go; empty for nowhere.
    DmarcReports(Vec<ReportUri>),
    /// Where TLS reports go; empty for nowhere.
    TlsReports(Vec<ReportUri>),
    /// DKIM alignment.
    Adkim(AlignmentMode),
    /// SPF alignment.
    Aspf(AlignmentMode),
    /// Who writes from the domain.
    Writers(Writers),
    /// The host that the name of the policy host becomes an alias of; `None` where that name is
    /// published otherwise.
    PolicyHost(Option<DomainName>),
}

/// What was wanted, and what is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Before.
    pub before: Desired,
    /// Now; the same where every wish was granted already.
    pub after: Desired,
}

/// Why nothing was changed.
#[derive(Debug)]
pub enum ChangeError {
    /// A domain without mail has only reports of forged mail to wish for.
    Parked(DomainName),
    /// The domain is on its way out.
    Leaving,
    /// The ledger refused or failed.
    Ledger(LedgerError),
}

impl fmt::Display for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ChangeError::Parked(domain) => write!(f, "{domain} has no mail"),
            ChangeError::Leaving => f.write_str("the domain is being left"),
            ChangeError::Ledger(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ChangeError {}

impl From<LedgerError> for ChangeError {
    fn from(error: LedgerError) -> ChangeError {
        ChangeError::Ledger(error)
    }
}

/// Stores what is wanted otherwise, all of it or nothing.
pub async fn change(
    ledger: &impl Ledger,
    domain: &DomainName,
    wishes: &[Wish],
    now: Timestamp,
) -> Result<Changed, ChangeError> {
    let stored = stored(ledger, domain).await?;
    if stored.desired.remembered.departure.is_some() {
        return Err(ChangeError::Leaving);
    }
    let after = wished(&stored.desired, wishes)?;
    if after != stored.desired {
        nothing_under_way(ledger, domain).await?;
        let changes = vec![Change::Desire {
            desired: after.clone(),
            read: stored.revision,
        }];
        let noted = Noted {
            parts: parts(wishes),
            ..Noted::of(What::Change)
        };
        ledger.commit(entry(&after, &noted, changes), now).await?;
    }
    Ok(Changed {
        before: stored.desired,
        after,
    })
}

/// What wishes are about, each once.
fn parts(wishes: &[Wish]) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for wish in wishes {
        let part = match wish {
            Wish::Allow(_) | Wish::Drop(_) | Wish::Others(_) => "SPF",
            Wish::DmarcReports(_) | Wish::Adkim(_) | Wish::Aspf(_) => "DMARC",
            Wish::TlsReports(_) => "TLS-RPT",
            Wish::Writers(_) => "--writers",
            Wish::PolicyHost(_) => "MTA-STS",
        };
        if parts.iter().all(|known| known != part) {
            parts.push(part.to_owned());
        }
    }
    parts
}

/// What is wanted with these wishes granted, one after the other.
pub fn wished(desired: &Desired, wishes: &[Wish]) -> Result<Desired, ChangeError> {
    let mut desired = desired.clone();
    for wish in wishes {
        match &mut desired.purpose {
            Purpose::Mail(intent) => grant(intent, &desired.domain, wish),
            Purpose::Parked { rua } => match wish {
                Wish::DmarcReports(wanted) => rua.clone_from(wanted),
                Wish::Allow(_)
                | Wish::Drop(_)
                | Wish::Others(_)
                | Wish::TlsReports(_)
                | Wish::Adkim(_)
                | Wish::Aspf(_)
                | Wish::Writers(_)
                | Wish::PolicyHost(_) => return Err(ChangeError::Parked(desired.domain)),
            },
        }
    }
    Ok(desired)
}

fn grant(intent: &mut MailIntent, domain: &DomainName, wish: &Wish) {
    match wish {
        Wish::Allow(sender) => intent.spf.allow(domain, sender.clone()),
        Wish::Drop(term) => intent.spf.drop_term(domain, term.clone()),
        Wish::Others(others) => {
            intent.spf.others = *others;
            intent.spf.standing.end = StandingEnd::AsWanted;
        }
        Wish::DmarcReports(wanted) => match &mut intent.dmarc {
            DmarcIntent::Sending { rua, .. } | DmarcIntent::Parked { rua } => {
                rua.clone_from(wanted);
            }
        },
        Wish::TlsReports(wanted) => {
            let rua = wanted.clone();
            intent.tls_rpt = (!rua.is_empty()).then_some(TlsRptIntent { rua });
        }
        Wish::Adkim(mode) => {
            if let DmarcIntent::Sending { adkim, .. } = &mut intent.dmarc {
                *adkim = *mode;
            }
        }
        Wish::Aspf(mode) => {
            if let DmarcIntent::Sending { aspf, .. } = &mut intent.dmarc {
                *aspf = *mode;
            }
        }
        Wish::Writers(writers) => intent.writers = *writers,
        Wish::PolicyHost(host) => intent.policy_host.clone_from(host),
    }
}

#[cfg(test)]
mod tests {
    use protocols::domain::desired::ReportAddresses;

    use super::*;

    fn mail() -> Desired {
        let domain: DomainName = "example.com".parse().unwrap();
        let reports = ReportAddresses::of(&domain);
        Desired::first(domain, Vec::new(), Vec::new(), reports)
    }

    fn spf(wishes: &[Wish]) -> String {
        match wished(&mail(), wishes).unwrap().purpose {
            Purpose::Mail(intent) => intent.spf.record().to_string(),
            Purpose::Parked { .. } => panic!("it has mail"),
        }
    }

    #[test]
    fn wishes_are_granted_one_after_the_other() {
        let include = "include:_spf.example.net";
        let sender = crate::add::sender(include).unwrap();
        let term = Mechanism::parse(include).unwrap();
        assert_eq!(spf(&[]), "v=spf1 mx ~all");
        assert_eq!(
            spf(&[Wish::Allow(sender.clone()), Wish::Others(Others::Fail)]),
            "v=spf1 mx include:_spf.example.net -all"
        );
        assert_eq!(
            spf(&[Wish::Allow(sender), Wish::Drop(term)]),
            "v=spf1 mx ~all"
        );
    }

    #[test]
    fn a_parked_domain_wishes_for_reports_alone() {
        let parked = Desired::parked("example.com".parse().unwrap(), Vec::new());
        let rua = vec![ReportUri::mailbox("dmarc@example.net").unwrap()];
        let with_reports = wished(&parked, &[Wish::DmarcReports(rua.clone())]).unwrap();
        assert_eq!(with_reports.purpose, Purpose::Parked { rua });
        let refused = wished(&parked, &[Wish::Others(Others::Fail)]);
        assert!(matches!(refused, Err(ChangeError::Parked(_))));
    }
}
