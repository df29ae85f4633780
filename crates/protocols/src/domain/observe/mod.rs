//! What the rules look at, gathered once: every question of this room is asked here, so that the
//! rules themselves ask nothing and independent questions go out at once.

pub mod demand;
pub mod mail;
pub mod name_servers;
pub mod senders;
pub mod wildcards;

use crate::answers::{Answers, Need, both};
use crate::assessment::Unknown;
use crate::certificate::CertificateFault;
use crate::name::DomainName;
use crate::time::Timestamp;

use super::options::CheckOptions;

pub use demand::Demand;
pub use mail::{Mail, MailHost, Route, Tls};
pub use name_servers::NameServers;
pub use senders::{Confirmation, Reverse, ReverseName, SendingAddress};
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
    /// The addresses the domain sends from, as far as its records name them.
    pub senders: Vec<SendingAddress>,
    /// Its name servers.
    pub name_servers: NameServers,
    /// Names nobody made that answer nevertheless.
    pub wildcards: Vec<Wildcard>,
    /// What could not be asked.
    pub unknowns: Vec<Unknown>,
}

impl<'a> Scene<'a> {
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
/// May ask: MX and NS of the domain, its A and AAAA where it has no MX; A, AAAA, TLSA and the
/// STARTTLS probe of each MX host (at most [`MX_HOSTS_MAX`](crate::limits::MX_HOSTS_MAX)); PTR of each sending
/// address and A or AAAA of the names found there
/// ([`SENDING_ADDRESSES_MAX`](crate::limits::SENDING_ADDRESSES_MAX),
/// [`REVERSE_NAMES_MAX`](crate::limits::REVERSE_NAMES_MAX)); TXT at the greeting names of the MX
/// hosts; TXT at a probe name below each service label; A of the name servers.
pub fn observe<'a>(
    domain: &'a DomainName,
    options: &'a CheckOptions,
    answers: &'a Answers,
    now: Timestamp,
) -> Result<Scene<'a>, Need> {
    let wildcards = wildcards::observe(domain, options, answers);
    let name_servers = name_servers::observe(domain, options, answers);
    let mail = mail::observe(domain, options, answers, now).and_then(|mail| {
        let senders = senders::observe(&mail, answers)?;
        Ok((mail, senders))
    });
    let ((wildcards, name_servers), (mail, senders)) = both(both(wildcards, name_servers), mail)?;
    let unknowns = [
        mail.unknowns(domain),
        senders::unknowns(&senders),
        name_servers.unknowns(domain),
        wildcards.unknowns,
    ]
    .concat();
    Ok(Scene {
        domain,
        options,
        now,
        answers,
        mail,
        senders,
        name_servers,
        wildcards: wildcards.found,
        unknowns,
    })
}
