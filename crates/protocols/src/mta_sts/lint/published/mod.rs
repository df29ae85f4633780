//! The rules over what is published and served: the record, the fetch, the policy and the MX hosts
//! together.

mod certificate_expired;
mod certificate_expires_soon;
mod certificate_not_yet_valid;
mod certificate_untrusted;
mod certificate_wrong_name;
mod host_families_differ;
mod host_ipv6_only;
mod host_refuses;
mod host_without_address;
mod media_type;
mod mode_none;
mod mode_testing;
mod mx_not_listed;
mod no_http;
mod no_tls;
mod not_published;
mod null_mx;
mod pattern_stale;
mod policy_lf_only;
mod policy_slow;
mod record_missing;
mod redirected;
mod several_records;
mod status;
mod subdomain_without_policy;

use crate::answers::{Answers, Failure, Need, Question};
use crate::certificate::CertificateFault;
use crate::finding::{Finding, Place, RecordKind, Rule, RuleInfo, Span, find_published};
use crate::mta_sts::fetch::{Body, BodySize, ByFamily, FetchFault, Judgement, NotAccepted};
use crate::mta_sts::policy::Policy;
use crate::mta_sts::record::{Selection, meant};
use crate::name::DomainName;
use crate::time::Timestamp;

/// The hosts that take a domain's mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailHosts {
    /// MX could not be asked.
    Unknown(Failure),
    /// A null MX (RFC 7505): no mail.
    Null,
    /// No MX. Senders then try the domain's own address (RFC 5321 §5.1); whether there is one, and
    /// whether that is meant, is judged in `domain`.
    None,
    /// These, in the order of the answer.
    Hosts(Vec<DomainName>),
}

/// What the TXT lookup gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Announcement {
    /// Which record counts.
    Known(Selection),
    /// It could not be asked.
    Unknown(Failure),
}

/// What is published and served.
pub struct Published<'a> {
    /// The domain whose mail it is about.
    pub policy_domain: &'a DomainName,
    /// `_mta-sts.<policy domain>`.
    pub owner: &'a DomainName,
    /// `mta-sts.<policy domain>`.
    pub policy_host: &'a DomainName,
    /// The record.
    pub announcement: &'a Announcement,
    /// The fetch.
    pub fetch: &'a Judgement,
    /// What a sender gets over either address family, where the policy host has both.
    pub by_family: Option<&'a ByFamily>,
    /// The MX hosts.
    pub hosts: &'a MailHosts,
    /// For rules that look further.
    pub answers: &'a Answers,
    /// The moment of the check.
    pub now: Timestamp,
}

impl Published<'_> {
    /// Whether a record announces a policy, or was meant to.
    pub(crate) fn is_announced(&self) -> bool {
        match self.announcement {
            Announcement::Known(Selection::One(_) | Selection::Several(_)) => true,
            Announcement::Known(selection @ Selection::None(_)) => !meant(selection).is_empty(),
            Announcement::Unknown(_) => false,
        }
    }

    /// Whether there is a policy to speak of: one is announced, or one is served.
    pub(crate) fn is_there(&self) -> bool {
        self.is_announced() || self.serves_a_policy()
    }

    /// Whether the policy host serves something that looks like a policy.
    pub(crate) fn serves_a_policy(&self) -> bool {
        self.fetch
            .body
            .as_ref()
            .is_some_and(|body| body.policy.looks_like_a_policy())
    }

    /// The served policy, when its text is one that counts.
    pub(crate) fn policy(&self) -> Option<(&Body, &Policy)> {
        let body = self.fetch.body.as_ref()?;
        match body.size {
            BodySize::Whole => Some((body, body.policy.parsed.record.as_ref()?)),
            BodySize::BeyondLimit => None,
        }
    }

    /// Why nothing is known of one of the two address families, although the other answered. That
    /// this machine cannot use a family is its own affair: nothing was to be learnt over it.
    pub(crate) fn family_not_seen(&self) -> Option<Failure> {
        let families = self.by_family?;
        [&families.v4, &families.v6]
            .into_iter()
            .find_map(|accepted| match accepted {
                Err(NotAccepted::Unknown(
                    Failure::NoRoute | Failure::Guarded | Failure::NotAsked,
                )) => None,
                Err(NotAccepted::Unknown(failure)) => Some(*failure),
                Err(NotAccepted::Fetch(_) | NotAccepted::Policy(_)) | Ok(_) => None,
            })
    }

    /// What is wrong with the fetch, where there is a policy to speak of.
    fn faults(&self) -> &[FetchFault] {
        if self.is_there() {
            &self.fetch.faults
        } else {
            &[]
        }
    }

    /// What is wrong with the policy host's certificate.
    fn certificate_faults(&self) -> impl Iterator<Item = &CertificateFault> {
        self.faults().iter().filter_map(|fault| match fault {
            FetchFault::Certificate(fault) => Some(fault),
            FetchFault::NoAddress
            | FetchFault::Refused
            | FetchFault::NoTls(_)
            | FetchFault::NoHttp
            | FetchFault::Redirect { .. }
            | FetchFault::Status(_)
            | FetchFault::MediaType(_) => None,
        })
    }

    /// The place of a finding about the record.
    fn record_place(&self, text: &str) -> Place {
        Place::new(RecordKind::MtaSts, Some(self.owner), text)
    }

    /// The place of a finding about the policy host as a whole.
    fn host_place(&self) -> Place {
        Place::bare(RecordKind::MtaStsPolicy, self.policy_host)
    }

    /// A finding about the policy host, with its name and the fetch that shows it.
    fn host_finding(&self, rule: &'static RuleInfo) -> Finding {
        Finding::new(rule, self.host_place())
            .text("host", self.policy_host)
            .evidence(Question::Policy(self.policy_domain.clone()))
    }

    /// The place of a finding in the served policy.
    fn policy_place(&self, body: &Body, span: Option<Span>) -> Place {
        Place {
            text: body.text.clone(),
            span,
            ..self.host_place()
        }
    }
}

/// A rule over what is published: it may need to look further.
type PublishedRule = Rule<fn(&Published<'_>, &mut Vec<Finding>) -> Result<(), Need>>;

const RULES: &[PublishedRule] = &[
    not_published::RULE,
    subdomain_without_policy::RULE,
    record_missing::RULE,
    several_records::RULE,
    host_without_address::RULE,
    host_refuses::RULE,
    no_tls::RULE,
    certificate_untrusted::RULE,
    certificate_wrong_name::RULE,
    certificate_expired::RULE,
    certificate_not_yet_valid::RULE,
    certificate_expires_soon::RULE,
    no_http::RULE,
    redirected::RULE,
    status::RULE,
    media_type::RULE,
    policy_slow::RULE,
    policy_lf_only::RULE,
    host_ipv6_only::RULE,
    host_families_differ::RULE,
    mode_testing::RULE,
    mode_none::RULE,
    mx_not_listed::RULE,
    pattern_stale::RULE,
    null_mx::RULE,
];

pub(super) fn rules() -> Vec<&'static RuleInfo> {
    RULES.iter().map(|rule| rule.info).collect()
}

/// What is wrong with what is published: every record that counts or was meant to, the policy that
/// is served, and how they fit each other and the MX hosts.
pub(crate) fn check_published(
    published: &Published<'_>,
    findings: &mut Vec<Finding>,
) -> Result<(), Need> {
    if let Announcement::Known(selection) = published.announcement {
        let texts = match selection {
            Selection::One(text) => vec![text.as_str()],
            Selection::None(_) | Selection::Several(_) => meant(selection),
        };
        for text in texts {
            findings.extend(super::lint(text, Some(published.owner)));
        }
    }
    if let Some(body) = published
        .fetch
        .body
        .as_ref()
        .filter(|_| published.is_there())
    {
        findings.extend(super::lint_body(body, published.policy_host));
    }
    find_published(RULES, published, findings)
}
