//! From what a check said to what the watch compares: which parts are known, and which could not be
//! asked.

use std::collections::{BTreeMap, BTreeSet};

use protocols::answers::{
    Answer, Answers, Failure, Lookup, MxRecord, Outcome, Question, SmtpProbe, StartTls, TlsaRecord,
    TxtRecord,
};
use protocols::assessment::{Assessment, ProtectionKind, Unknown};
use protocols::certificate::Certificate;
use protocols::domain::Rooms;
use protocols::mta_sts::fetch::{NotAccepted, accept, policy_host};
use protocols::name::DomainName;
use protocols::time::Timestamp;
use protocols::{dmarc, mta_sts, spf, tls_rpt};

use super::includes;
use super::limits::{
    BLIND_MAX, CERTIFICATE_NAMES_MAX, FINDINGS_MAX, ISSUER_OCTETS_MAX, SERVERS_NAMED_MAX,
};
use super::part::{
    CertificateSeen, FindingKey, FindingSeen, KeptRecords, KeptText, Part, PolicySeen, RecordsFor,
    Value, sha256_hex,
};

/// Findings that the watch tells in its own way: with the days that are left, and with the include
/// that grew.
const TOLD_OTHERWISE: [&str; 4] = [
    "domain/mx-certificate-expired",
    "domain/mx-certificate-expires-soon",
    "spf/too-many-lookups",
    "spf/lookups-near-limit",
];

/// What could not be asked, as people speak of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapOf {
    /// The domain's own DNS.
    Dns,
    /// The DNS of a name elsewhere.
    OtherDns(DomainName),
    /// The policy host.
    PolicyHost,
    /// A mail host.
    MailHost(DomainName),
}

/// A question without an answer, as it is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuestionId(pub u64);

impl QuestionId {
    fn of(question: &Question) -> QuestionId {
        let digest = sha256_hex(format!("{question:?}").as_bytes());
        // Sixteen hexadecimal digits are 64 bits.
        QuestionId(u64::from_str_radix(&digest[..16], 16).unwrap_or_default())
    }
}

/// What could not be asked of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unseen {
    /// Why not; the reason of the first question.
    pub failure: Failure,
    /// The servers that gave no answer, where they are known.
    pub servers: Vec<String>,
    /// The questions.
    pub questions: BTreeSet<QuestionId>,
}

/// Findings of one protection may be missing because of these.
pub type Blind = BTreeSet<QuestionId>;

/// What one look says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Observation {
    /// What is known: a value, or that there is none.
    pub known: BTreeMap<Part, Option<Value>>,
    /// What was asked and is not known.
    pub unknown: BTreeSet<Part>,
    /// What could not be asked, by what people call it.
    pub gaps: BTreeMap<GapOf, Unseen>,
    /// By protection, the questions whose answers its findings lack; never empty sets.
    pub blind: BTreeMap<ProtectionKind, Blind>,
}

impl Observation {
    /// What a check that came to its end says.
    pub fn of(
        domain: &DomainName,
        assessment: &Assessment,
        answers: &Answers,
        now: Timestamp,
    ) -> Observation {
        let mut seen = Observation::default();
        seen.records(domain, answers);
        seen.mail_hosts(answers);
        seen.policy(domain, answers, now);
        seen.spf(domain, answers);
        seen.findings(assessment);
        let unknowns: Vec<&Unknown> = assessment
            .open_unknowns()
            .filter(|unknown| unknown.failure != Failure::NotAsked)
            .collect();
        for unknown in unknowns {
            seen.unseen(domain, unknown, answers);
        }
        seen
    }

    /// A look that came to no end: nothing is known of anything.
    pub fn of_nothing(failure: Failure) -> Observation {
        let question = QuestionId(0);
        let unseen = Unseen {
            failure,
            servers: Vec::new(),
            questions: Blind::from([question]),
        };
        Observation {
            gaps: BTreeMap::from([(GapOf::Dns, unseen)]),
            blind: Rooms::ALL
                .into_iter()
                .map(|kind| (kind, Blind::from([question])))
                .collect(),
            ..Observation::default()
        }
    }

    /// What is known of a part.
    fn note(&mut self, part: Part, value: Option<Value>) {
        self.known.insert(part, value);
    }

    fn note_records<T>(
        &mut self,
        part: Part,
        lookup: &Lookup<T>,
        texts: impl Fn(&[T]) -> Vec<String>,
    ) {
        // Of a name that lies in none of the files nobody was asked.
        if lookup.is_assumed() {
            return;
        }
        match lookup.outcome.known() {
            Ok(records) => self.note(part, KeptRecords::of(texts(records)).map(Value::Records)),
            Err(_) => {
                self.unknown.insert(part);
            }
        }
    }

    fn records(&mut self, domain: &DomainName, answers: &Answers) {
        let below = |prefix: &str| domain.child(prefix).ok();
        let keys = below("_domainkey");
        let policy_host = policy_host(domain).ok();
        let texts = [
            (RecordsFor::Dmarc, below(dmarc::record::OWNER_PREFIX)),
            (RecordsFor::MtaSts, below(mta_sts::record::OWNER_PREFIX)),
            (RecordsFor::TlsRpt, below(tls_rpt::record::OWNER_PREFIX)),
            (RecordsFor::Spf, Some(domain.clone())),
        ];
        let is_gone = matches!(answers.mx(domain), Ok(l) if matches!(l.outcome, Outcome::NxDomain) && l.aliases.is_empty());
        for (role, owner) in texts {
            let Some(owner) = owner else { continue };
            match answers.txt(&owner) {
                Ok(lookup) => {
                    let of = |records: &[TxtRecord]| of_role(role, records);
                    self.note_records(Part::Records(role, owner), lookup, of);
                }
                // RFC 8020 §2: below a name that does not exist there is nothing either.
                Err(_) if is_gone => self.note(Part::Records(role, owner), None),
                Err(_) => {}
            }
        }
        for (question, answer) in answers.iter() {
            match (question, answer) {
                (Question::Mx(name), Answer::Mx(lookup)) if name == domain => {
                    let part = Part::Records(RecordsFor::Mx, name.clone());
                    self.note_records(part, lookup, |mx| mx.iter().map(mx_text).collect());
                }
                (Question::Ns(name), Answer::Ns(lookup)) if name == domain => {
                    let part = Part::Records(RecordsFor::NameServers, name.clone());
                    let of = |names: &[DomainName]| names.iter().map(ToString::to_string).collect();
                    self.note_records(part, lookup, of);
                }
                (Question::Cname(name), Answer::Cname(lookup))
                    if Some(name) == policy_host.as_ref() =>
                {
                    let part = Part::Records(RecordsFor::PolicyHost, name.clone());
                    let of = |names: &[DomainName]| names.iter().map(ToString::to_string).collect();
                    self.note_records(part, lookup, of);
                }
                (Question::Txt(name), Answer::Txt(lookup)) if is_key(name, keys.as_ref()) => {
                    let part = Part::Records(RecordsFor::DkimKey, name.clone());
                    let of = |records: &[TxtRecord]| records.iter().map(TxtRecord::text).collect();
                    self.note_records(part, lookup, of);
                }
                (Question::Tlsa(name), Answer::Tlsa(lookup)) => {
                    let part = Part::Records(RecordsFor::Tlsa, name.clone());
                    self.note_records(part, lookup, |tlsa| tlsa.iter().map(tlsa_text).collect());
                }
                (_, _) => {}
            }
        }
    }

    fn mail_hosts(&mut self, answers: &Answers) {
        for (question, answer) in answers.iter() {
            let (Question::Smtp(host), Answer::Smtp(probe)) = (question, answer) else {
                continue;
            };
            let part = Part::Certificate(host.clone());
            match presented(probe) {
                Presented::This(certificate) => {
                    self.note(part, Some(Value::Certificate(certificate)));
                }
                Presented::Nothing => self.note(part, None),
                Presented::Unknown => {
                    self.unknown.insert(part);
                }
            }
        }
    }

    fn policy(&mut self, domain: &DomainName, answers: &Answers, now: Timestamp) {
        let (Ok(fetches), Ok(host)) = (answers.policy(domain), policy_host(domain)) else {
            return;
        };
        match accept(fetches.main(), &host, now) {
            Ok(served) => {
                let policy = served.policy();
                let mut mx: Vec<KeptText> = policy
                    .mx()
                    .iter()
                    .map(|pattern| KeptText::of(&pattern.to_string()))
                    .collect();
                mx.sort();
                let value = PolicySeen {
                    mode: policy.mode(),
                    max_age_seconds: policy.max_age_seconds(),
                    mx,
                };
                self.note(Part::Policy, Some(Value::Policy(value)));
            }
            Err(NotAccepted::Fetch(_) | NotAccepted::Policy(_)) => self.note(Part::Policy, None),
            Err(NotAccepted::Unknown(_)) => {
                self.unknown.insert(Part::Policy);
            }
        }
    }

    /// What the record leads to; where the record itself is not known, nothing of it is.
    fn spf(&mut self, domain: &DomainName, answers: &Answers) {
        let Ok(lookup) = answers.txt(domain) else {
            return;
        };
        let Ok(records) = lookup.outcome.known() else {
            self.unknown.insert(Part::SpfLookups);
            return;
        };
        let spf::Selection::One(text) = spf::select(records) else {
            self.note(Part::SpfLookups, None);
            return;
        };
        // The check asked all that the survey asks.
        let Ok(survey) = spf::survey(domain, &text, answers) else {
            return;
        };
        if survey.unknowns.is_empty() {
            self.note(Part::SpfLookups, Some(Value::Lookups(survey.lookups)));
        } else {
            self.unknown.insert(Part::SpfLookups);
        }
        let resolved = includes::of(&survey, answers);
        for (name, seen) in resolved.known {
            self.note(Part::Include(name), seen.map(Value::Include));
        }
        self.unknown
            .extend(resolved.unknown.into_iter().map(Part::Include));
    }

    /// The worst finding of each rule at each name.
    fn findings(&mut self, assessment: &Assessment) {
        let watched = |id: &str| !TOLD_OTHERWISE.contains(&id);
        let findings = assessment.findings.iter();
        for finding in findings.filter(|f| watched(f.rule.id)).take(FINDINGS_MAX) {
            let key = FindingKey {
                rule: finding.rule.id.to_owned(),
                owner: finding.place.owner.clone(),
            };
            let seen = FindingSeen::of(finding.severity, &finding.args);
            let worst = self.known.entry(Part::Finding(key));
            let worst = worst.or_insert_with(|| Some(Value::Finding(seen.clone())));
            if let Some(Value::Finding(known)) = worst
                && known.severity < seen.severity
            {
                *known = seen;
            }
        }
    }

    fn unseen(&mut self, domain: &DomainName, unknown: &Unknown, answers: &Answers) {
        let id = QuestionId::of(&unknown.question);
        // Rules over several answers look at everything.
        for kind in [unknown.protection, ProtectionKind::Mail] {
            let blind = self.blind.entry(kind).or_default();
            if blind.len() <= BLIND_MAX {
                blind.insert(id);
            }
        }
        let gap = self
            .gaps
            .entry(gap_of(domain, &unknown.question))
            .or_insert_with(|| Unseen {
                failure: unknown.failure,
                servers: servers(answers.get(&unknown.question)),
                questions: BTreeSet::new(),
            });
        if gap.questions.len() < BLIND_MAX {
            gap.questions.insert(id);
        }
    }
}

fn is_key(name: &DomainName, keys: Option<&DomainName>) -> bool {
    keys.is_some_and(|keys| name != keys && name.is_at_or_below(keys))
}

/// The texts that count as records of this role.
fn of_role(role: RecordsFor, records: &[TxtRecord]) -> Vec<String> {
    match role {
        RecordsFor::Spf => match spf::select(records) {
            spf::Selection::None => Vec::new(),
            spf::Selection::One(text) => vec![text],
            spf::Selection::Several(texts) => texts,
        },
        RecordsFor::Dmarc => match dmarc::record::select(records) {
            dmarc::record::Selection::None(_) => Vec::new(),
            dmarc::record::Selection::One(text) => vec![text],
            dmarc::record::Selection::Several(texts) => texts,
        },
        RecordsFor::MtaSts => match mta_sts::record::select(records) {
            mta_sts::record::Selection::None(_) => Vec::new(),
            mta_sts::record::Selection::One(text) => vec![text],
            mta_sts::record::Selection::Several(texts) => texts,
        },
        RecordsFor::TlsRpt => match tls_rpt::record::select(records) {
            tls_rpt::record::Selection::None(_) => Vec::new(),
            tls_rpt::record::Selection::One(text) => vec![text],
            tls_rpt::record::Selection::Several(texts) => texts,
        },
        RecordsFor::Mx
        | RecordsFor::NameServers
        | RecordsFor::DkimKey
        | RecordsFor::PolicyHost
        | RecordsFor::Tlsa => records.iter().map(TxtRecord::text).collect(),
    }
}

/// An MX record as a zone file has it.
pub(super) fn mx_text(mx: &MxRecord) -> String {
    match &mx.exchange {
        Some(exchange) => format!("{} {exchange}", mx.preference),
        None => format!("{} .", mx.preference),
    }
}

/// A TLSA record as a zone file has it.
pub(super) fn tlsa_text(tlsa: &TlsaRecord) -> String {
    let data: String = tlsa.data.iter().map(|o| format!("{o:02x}")).collect();
    format!("{} {} {} {data}", tlsa.usage, tlsa.selector, tlsa.matching)
}

/// What a mail host presented.
enum Presented {
    This(CertificateSeen),
    Nothing,
    Unknown,
}

fn presented(probe: &SmtpProbe) -> Presented {
    let session = match probe {
        SmtpProbe::NoAddress(Outcome::NoData | Outcome::NxDomain | Outcome::Records(_)) => {
            return Presented::Nothing;
        }
        SmtpProbe::NoAddress(Outcome::Failed(_))
        | SmtpProbe::NoConnection(_)
        | SmtpProbe::NoGreeting { .. } => return Presented::Unknown,
        SmtpProbe::Greeted { starttls, .. } => match starttls {
            StartTls::NotOffered => return Presented::Nothing,
            // A host that refuses for a moment presents the same certificate a moment later.
            StartTls::Refused(_) | StartTls::Failed(_) | StartTls::Broken(_) => {
                return Presented::Unknown;
            }
            StartTls::Session(session) => session,
        },
    };
    let leaf = session
        .chain
        .first()
        .and_then(|der| Certificate::parse(der).ok());
    let Some(leaf) = leaf else {
        return Presented::Nothing;
    };
    let names = leaf.names.iter().take(CERTIFICATE_NAMES_MAX);
    let issuer_end = leaf.issuer.floor_char_boundary(ISSUER_OCTETS_MAX);
    Presented::This(CertificateSeen {
        digest: sha256_hex(&leaf.der),
        names: names.map(ToString::to_string).collect(),
        issuer: leaf.issuer[..issuer_end].to_owned(),
        not_before: leaf.not_before,
        not_after: leaf.not_after,
    })
}

fn gap_of(domain: &DomainName, question: &Question) -> GapOf {
    let dns = |name: &DomainName| match name.is_at_or_below(domain) {
        true => GapOf::Dns,
        false => GapOf::OtherDns(name.clone()),
    };
    match question {
        Question::Txt(name)
        | Question::A(name)
        | Question::Aaaa(name)
        | Question::Mx(name)
        | Question::Tlsa(name)
        | Question::Ns(name)
        | Question::Caa(name)
        | Question::Cname(name)
        | Question::Spf(name) => dns(name),
        Question::Ptr(address) => GapOf::OtherDns(DomainName::reverse_of(*address)),
        Question::Policy(_) => GapOf::PolicyHost,
        Question::Smtp(host) => GapOf::MailHost(host.clone()),
    }
}

/// The servers that were asked and did not answer.
fn servers(answer: Option<&Answer>) -> Vec<String> {
    fn failed<T>(lookup: &Lookup<T>) -> Vec<String> {
        let failed = lookup
            .by_server
            .iter()
            .filter(|(_, said)| matches!(said, Outcome::Failed(_)));
        let mut servers: Vec<String> = failed.map(|(server, _)| server.clone()).collect();
        if servers.is_empty() && !lookup.server.is_empty() {
            servers.push(lookup.server.clone());
        }
        servers.sort();
        servers.truncate(SERVERS_NAMED_MAX);
        servers
    }
    match answer {
        Some(Answer::Txt(lookup)) => failed(lookup),
        Some(Answer::A(lookup)) => failed(lookup),
        Some(Answer::Aaaa(lookup)) => failed(lookup),
        Some(Answer::Mx(lookup)) => failed(lookup),
        Some(Answer::Ptr(lookup) | Answer::Ns(lookup) | Answer::Cname(lookup)) => failed(lookup),
        Some(Answer::Tlsa(lookup)) => failed(lookup),
        Some(Answer::Caa(lookup)) => failed(lookup),
        Some(Answer::Spf(lookup)) => failed(lookup),
        Some(Answer::Policy(_) | Answer::Smtp(_)) | None => Vec::new(),
    }
}
