//! What the rules look at, gathered once: every question of this room is asked here, so that the
//! rules themselves ask nothing and independent questions go out at once.

pub mod caa;
pub mod demand;
pub mod greetings;
pub mod mail;
pub mod name_servers;
pub mod policies;
pub mod policy_host;
pub mod senders;
pub mod spf;
pub mod wildcards;

use crate::answers::{Answers, Need, both};
use crate::assessment::Unknown;
use crate::certificate::CertificateFault;
use crate::dmarc::Context;
use crate::name::DomainName;
use crate::time::Timestamp;

use super::compare::{self, Comparison};
use super::desired::Desired;
use super::options::{CheckOptions, Expectation};
use super::records::PlannedRecord;

pub use caa::{Applicant, Caa, CaaRefusal};
pub use demand::Demand;
pub use greetings::Greeting;
pub use mail::{Mail, MailHost, Route, Tls};
pub use name_servers::NameServers;
pub use policies::Policies;
pub use policy_host::PolicyHost;
pub use senders::{Confirmation, Reverse, ReverseName, SendingAddress};
pub use spf::{Authorises, SpfState, authorises};
pub use wildcards::Wildcard;

/// All that the rules of this room look at.
pub struct Scene<'a> {
    /// The domain that is checked.
    pub domain: &'a DomainName,
    /// What the person who checks said.
    pub options: &'a CheckOptions,
    /// When.
    pub now: Timestamp,
    /// Every answer so far, for the rule that compares name servers.
    pub answers: &'a Answers,
    /// Where mail for the domain goes.
    pub mail: Mail<'a>,
    /// Its SPF record.
    pub spf: SpfState,
    /// The addresses the domain sends from, as far as its records name them.
    pub senders: Vec<SendingAddress>,
    /// What its own sending hosts call themselves.
    pub greetings: Vec<Greeting>,
    /// Its name servers.
    pub name_servers: NameServers,
    /// Its policies.
    pub policies: Policies,
    /// The host of its MTA-STS policy, where it has one.
    pub policy_host: Option<PolicyHost>,
    /// Names nobody made that answer nevertheless.
    pub wildcards: Vec<Wildcard>,
    /// What the owner wants, compared with what stands.
    pub compared: Vec<(PlannedRecord, Comparison)>,
    /// What is known of its mail, when the rooms have spoken.
    pub known: Context,
    /// What could not be asked.
    pub unknowns: Vec<Unknown>,
}

impl<'a> Scene<'a> {
    /// Whether the domain says, or is said, to have no mail: by a null MX (RFC 7505) or by the
    /// person who checks.
    pub fn claims_no_mail(&self) -> bool {
        match self.options.expectation {
            Expectation::Parked => true,
            Expectation::Unstated | Expectation::Mailboxes => self.mail.route == Route::Null,
        }
    }

    /// Whether nobody sends with the domain: it is said to be parked, or it takes no mail, or it
    /// claims so, and lets nobody send.
    pub fn has_no_mail(&self) -> bool {
        match (self.options.expectation, self.spf.record().map(authorises)) {
            (Expectation::Parked, _) => true,
            (Expectation::Mailboxes, _) | (Expectation::Unstated, Some(Authorises::Somebody)) => {
                false
            }
            (Expectation::Unstated, Some(Authorises::Nobody)) => !self.mail.is_received(),
            (Expectation::Unstated, Some(Authorises::Nothing) | None) => self.claims_no_mail(),
        }
    }

    /// What the MX hosts' certificates are accused of.
    pub fn certificate_faults(&self) -> impl Iterator<Item = (&MailHost<'a>, &CertificateFault)> {
        let hosts = self.mail.hosts.iter();
        hosts.flat_map(|host| {
            host.certificate_faults
                .iter()
                .map(move |fault| (host, fault))
        })
    }
}

/// Gathers the scene.
///
/// May ask, at once: MX, NS and TXT of the domain; what DMARC's policy discovery asks; TXT at
/// `_smtp._tls` and at each service label; the MTA-STS policy; and for what is wanted the records of
/// each planned name. Then TXT at a probe name below each service label that exists; A, AAAA, TLSA
/// and the STARTTLS probe of each MX host (at most [`MX_HOSTS_MAX`](crate::limits::MX_HOSTS_MAX)), of the domain where it
/// has no MX; A of the name servers; where there is an MTA-STS record, CAA at its host and every
/// name above it. Then PTR of each sending address, SPF's questions for it, and the addresses of
/// the names found ([`SENDING_ADDRESSES_MAX`](crate::limits::SENDING_ADDRESSES_MAX),
/// [`REVERSE_NAMES_MAX`](crate::limits::REVERSE_NAMES_MAX)); TXT at the names the hosts greet with.
pub fn observe<'a>(
    domain: &'a DomainName,
    wanted: Option<&Desired>,
    options: &'a CheckOptions,
    answers: &'a Answers,
    now: Timestamp,
) -> Result<Scene<'a>, Need> {
    let compared = compare::all(wanted, answers, now);
    let wildcards = wildcards::observe(domain, options, answers);
    let name_servers = name_servers::observe(domain, options, answers);
    let mail = both(
        mail::observe(domain, options, answers, now),
        spf::observe(domain, answers),
    )
    .and_then(|(mail, spf)| {
        let senders = senders::observe(domain, &mail, &spf, options.viewpoint, answers, now)?;
        let greetings = greetings::observe(domain, &mail, &senders, answers)?;
        Ok((mail, spf, senders, greetings))
    });
    let policies = both(
        policies::observe(domain, options, answers, now),
        policy_host::observe(domain, options, answers),
    );
    let (
        ((wildcards, name_servers), (policies, policy_host)),
        ((mail, spf, senders, greetings), compared),
    ) = both(
        both(both(wildcards, name_servers), policies),
        both(mail, compared),
    )?;
    let unknowns = [
        mail.unknowns(domain),
        senders::unknowns(&senders),
        greetings::unknowns(&greetings),
        name_servers.unknowns(domain),
        policy_host
            .iter()
            .flat_map(|host| host.caa.unknowns())
            .collect(),
        wildcards.unknowns,
        compare::unknowns(&compared),
    ]
    .concat();
    Ok(Scene {
        domain,
        options,
        now,
        answers,
        mail,
        spf,
        senders,
        greetings,
        name_servers,
        policies,
        policy_host,
        wildcards: wildcards.found,
        compared,
        known: Context::default(),
        unknowns,
    })
}
