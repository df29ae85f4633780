//! The rules over several answers, one file each. None of them asks: they look at the
//! [`Scene`], and a fact that could not be learnt is never a fault.

mod bulk_sender_not_ready;
mod caa_critical_unknown;
mod caa_forbids_acme;
mod caa_forbids_issuer;
mod dmarc_without_dkim;
mod helo_without_spf;
mod mta_sts_without_starttls;
mod mx_address_private;
mod mx_certificate_expired;
mod mx_certificate_expires_soon;
mod mx_certificate_not_yet_valid;
mod mx_certificate_unreadable;
mod mx_certificate_untrusted;
mod mx_certificate_wrong_name;
mod mx_duplicate;
mod mx_implicit;
mod mx_is_address;
mod mx_is_alias;
mod mx_missing;
mod mx_too_many;
mod mx_without_address;
mod name_servers_in_one_network;
mod no_mail_without_spf_all;
mod not_found;
mod null_mx_but_sends;
mod null_mx_with_others;
mod parked_takes_mail;
mod parked_without_key_wildcard;
mod parked_without_reject;
mod ptr_generic;
mod ptr_missing;
mod ptr_not_confirmed;
mod record_differs;
mod server_failing;
mod servers_differ;
mod single_name_server;
mod starttls_failed;
mod starttls_not_offered;
mod starttls_refused;
mod starttls_selective;
mod tls_rpt_into_broken_tls;
mod tls_rpt_missing_beside_mta_sts;
mod tls_version_old;
mod wanted_record_missing;
mod wildcard_txt;

use std::sync::Arc;

use std::net::IpAddr;

use crate::answers::MxRecord;
use crate::finding::{Finding, Place, RecordKind, Rule, RuleInfo, Severity, find};
use crate::name::DomainName;

use super::observe::{Demand, MailHost, Scene, SendingAddress};
use super::records::{PlannedRecord, Role};

pub(super) use not_found::not_found;

/// A rule over the scene.
type DomainRule = Rule<fn(&Scene<'_>, &mut Vec<Finding>)>;

/// The rules, in the order in which they are explained.
const RULES: &[DomainRule] = &[
    wanted_record_missing::RULE,
    record_differs::RULE,
    null_mx_with_others::RULE,
    null_mx_but_sends::RULE,
    no_mail_without_spf_all::RULE,
    parked_without_reject::RULE,
    parked_without_key_wildcard::RULE,
    parked_takes_mail::RULE,
    mx_missing::RULE,
    mx_implicit::RULE,
    mx_is_address::RULE,
    mx_is_alias::RULE,
    mx_without_address::RULE,
    mx_address_private::RULE,
    mx_duplicate::RULE,
    mx_too_many::RULE,
    starttls_not_offered::RULE,
    starttls_selective::RULE,
    mta_sts_without_starttls::RULE,
    starttls_refused::RULE,
    starttls_failed::RULE,
    tls_version_old::RULE,
    mx_certificate_wrong_name::RULE,
    mx_certificate_untrusted::RULE,
    mx_certificate_expired::RULE,
    mx_certificate_not_yet_valid::RULE,
    mx_certificate_expires_soon::RULE,
    mx_certificate_unreadable::RULE,
    ptr_missing::RULE,
    ptr_not_confirmed::RULE,
    ptr_generic::RULE,
    helo_without_spf::RULE,
    caa_forbids_issuer::RULE,
    caa_forbids_acme::RULE,
    caa_critical_unknown::RULE,
    dmarc_without_dkim::RULE,
    bulk_sender_not_ready::RULE,
    tls_rpt_missing_beside_mta_sts::RULE,
    tls_rpt_into_broken_tls::RULE,
    wildcard_txt::RULE,
    servers_differ::RULE,
    server_failing::RULE,
    single_name_server::RULE,
    name_servers_in_one_network::RULE,
];

/// What every rule of this room declares.
pub fn rules() -> Vec<&'static RuleInfo> {
    let all = RULES.iter().map(|rule| rule.info);
    std::iter::once(&not_found::INFO).chain(all).collect()
}

/// What the rules find in the scene.
pub(super) fn check(scene: &Scene<'_>) -> Vec<Finding> {
    find(RULES, scene)
}

/// The place of a finding in the DNS: the owner name and the record's data as text.
fn dns_place(owner: &DomainName, text: impl Into<Arc<str>>) -> Place {
    Place::new(RecordKind::Dns, Some(owner), text)
}

/// The place of a finding about what an MX host says.
fn smtp_place(host: &DomainName) -> Place {
    Place::bare(RecordKind::Smtp, host)
}

/// How bad TLS is that is offered and does not come about: under a demand no mail is delivered.
fn broken_tls_severity(scene: &Scene<'_>, host: &MailHost<'_>, rule: &RuleInfo) -> Severity {
    match scene.demand(host) {
        Demand::Enforced | Demand::Dane => Severity::Critical,
        Demand::Testing => Severity::High,
        Demand::Opportunistic => rule.severity,
    }
}

/// How bad a certificate is that a checking sender refuses: it depends on whether anyone checks.
/// `None` where DANE pins the certificate, since its name, dates and issuer do not matter then.
fn certificate_severity(
    scene: &Scene<'_>,
    host: &MailHost<'_>,
    rule: &RuleInfo,
) -> Option<Severity> {
    match scene.demand(host) {
        Demand::Enforced => Some(Severity::High),
        Demand::Testing => Some(Severity::Medium),
        Demand::Dane => None,
        Demand::Opportunistic => Some(rule.severity),
    }
}

/// The place of a finding about a record the owner wants, with what stands there.
fn wanted_place(planned: &PlannedRecord, standing: &str) -> Place {
    let kind = match planned.role {
        Role::TlsRpt => RecordKind::TlsRpt,
        Role::ReportConsent => RecordKind::DmarcReport,
        Role::DkimKey | Role::KeyRevocation => RecordKind::DkimKey,
        Role::Spf => RecordKind::Spf,
        Role::Dmarc => RecordKind::Dmarc,
        Role::MtaSts => RecordKind::MtaSts,
        Role::Tlsa => RecordKind::Tlsa,
        Role::PolicyHost | Role::NullMx => RecordKind::Dns,
    };
    Place::new(kind, Some(&planned.publication.owner), standing)
}

/// An MX record as a zone file has it.
pub(crate) fn mx_text(record: &MxRecord) -> String {
    match &record.exchange {
        Some(exchange) => format!("{} {exchange}.", record.preference),
        None => format!("{} .", record.preference),
    }
}

/// The first MX record that names a host, as a zone file has it.
fn mx_text_of(scene: &Scene<'_>, host: &DomainName) -> String {
    let mut records = scene.mail.records.iter();
    let found = records.find(|record| record.exchange.as_ref() == Some(host));
    found.map(mx_text).unwrap_or_default()
}

/// The address an owner wrote where a host name belongs.
fn literal_address(name: &DomainName) -> Option<IpAddr> {
    name.as_str().parse().ok()
}

/// The name by which a sending address is known: its MX host, else the domain.
fn sender_name<'a>(scene: &'a Scene<'_>, sender: &'a SendingAddress) -> &'a DomainName {
    sender.host.as_ref().unwrap_or(scene.domain)
}
