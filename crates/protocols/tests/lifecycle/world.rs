//! A small world around one domain: two name servers of which one lags, a policy host that somebody
//! keeps, resolvers and senders with caches, and whoever signs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use protocols::answers::{
    Answer, Answers, ChainTrust, Failure, Lookup, MxRecord, Outcome, PolicyFetch, PolicyFetches,
    Question, SmtpProbe, StartTls, TlsSession, TxtRecord,
};
use protocols::dkim::Selector;
use protocols::mta_sts::evaluate::policy_allows;
use protocols::mta_sts::{Policy, PolicyMode};
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RecordKind, RrSet, RrSetKey};
use rcgen::{CertificateParams, KeyPair, date_time_ymd};

pub(crate) const NEGATIVE_TTL: u64 = 900;
pub(crate) const TTL: u64 = 3_600;

pub(crate) fn name(text: &str) -> DomainName {
    text.parse().unwrap()
}

pub(crate) fn domain() -> DomainName {
    name("example.com")
}

/// One certificate for all worlds.
static SESSION: OnceLock<TlsSession> = OnceLock::new();

type Zone = BTreeMap<RrSetKey, RrSet>;

/// What a sender has in its cache.
#[derive(Debug, Clone)]
pub(crate) struct Cached {
    pub(crate) policy: Policy,
    pub(crate) record: String,
    pub(crate) until: u64,
}

pub(crate) struct World {
    /// The zone as the primary and the secondary have it.
    pub(crate) servers: [Zone; 2],
    /// Whether each server answers us.
    pub(crate) answering: [bool; 2],
    /// What the policy host serves, and whether it answers us.
    pub(crate) served: Option<Policy>,
    pub(crate) host_answers: bool,
    /// When the `_mta-sts` record was last at a server.
    pub(crate) record_last: Option<u64>,
    /// When the DMARC record was last at a server.
    pub(crate) dmarc_last: Option<u64>,
    /// The selectors whoever signs uses now, and when each was last used.
    pub(crate) signs: BTreeSet<Selector>,
    pub(crate) last_used: BTreeMap<Selector, u64>,
    /// Resolvers that know of no key there, until then.
    pub(crate) negative: BTreeMap<DomainName, u64>,
    /// Senders: the first look at the record each time, the second only when their policy is over.
    pub(crate) senders: [Option<Cached>; 2],
    session: TlsSession,
}

pub(crate) fn txt_key(owner: &str) -> RrSetKey {
    RrSetKey {
        owner: name(owner),
        kind: RecordKind::Txt,
    }
}

pub(crate) fn mx_key() -> RrSetKey {
    RrSetKey {
        owner: domain(),
        kind: RecordKind::Mx,
    }
}

pub(crate) fn set(values: Vec<RecordData>) -> RrSet {
    RrSet {
        ttl_seconds: 3_600,
        values,
    }
}

pub(crate) fn txt(text: &str) -> RecordData {
    RecordData::Txt(TxtRecord::of(text))
}

impl World {
    pub(crate) fn new() -> World {
        let mut zone = Zone::new();
        zone.insert(mx_key(), mx_set(&[name("mx1.example.com")]));
        World {
            servers: [zone.clone(), zone],
            answering: [true, true],
            served: None,
            host_answers: true,
            record_last: None,
            dmarc_last: None,
            signs: BTreeSet::new(),
            last_used: BTreeMap::new(),
            negative: BTreeMap::new(),
            senders: [None, None],
            session: SESSION.get_or_init(session).clone(),
        }
    }

    /// The answer to a question of ours.
    pub(crate) fn answer(&self, question: &Question) -> Answer {
        match question {
            Question::Txt(owner) => Answer::Txt(self.lookup(owner, RecordKind::Txt, as_txt)),
            Question::Mx(owner) => Answer::Mx(self.lookup(owner, RecordKind::Mx, as_mx)),
            Question::Cname(owner) => {
                Answer::Cname(self.lookup(owner, RecordKind::Cname, as_cname))
            }
            Question::Tlsa(owner) => Answer::Tlsa(self.lookup(owner, RecordKind::Tlsa, |_| None)),
            Question::Ns(owner) if *owner == domain() => {
                let servers = vec![name("ns1.example.net"), name("ns2.example.net")];
                Answer::Ns(of(Outcome::Records(servers)))
            }
            Question::Ns(_) => Answer::Ns(of(Outcome::NoData)),
            Question::A(_) => Answer::A(of(Outcome::Records(vec!["203.0.114.1".parse().unwrap()]))),
            Question::Aaaa(_) => Answer::Aaaa(of(Outcome::NoData)),
            Question::Ptr(_) => Answer::Ptr(of(Outcome::NoData)),
            Question::Caa(_) => Answer::Caa(of(Outcome::NoData)),
            Question::Spf(_) => Answer::Spf(of(Outcome::NoData)),
            Question::Policy(_) => Answer::Policy(PolicyFetches::Single(self.fetch())),
            Question::Smtp(_) => Answer::Smtp(SmtpProbe::Greeted {
                address: "203.0.114.1".parse().unwrap(),
                greeting: String::new(),
                extensions: Vec::new(),
                starttls: StartTls::Broken(Failure::Timeout),
            }),
        }
    }

    /// Asks until the verdict is there.
    pub(crate) fn drive<T>(
        &self,
        verdict: impl Fn(&Answers) -> Result<T, protocols::answers::Need>,
    ) -> T {
        let mut answers = Answers::new();
        loop {
            match verdict(&answers) {
                Ok(value) => return value,
                Err(need) => {
                    let questions: Vec<Question> = need.questions().cloned().collect();
                    for question in questions {
                        let answer = self.answer(&question);
                        assert!(answers.add(question, answer), "asked twice");
                    }
                }
            }
        }
    }

    fn fetch(&self) -> PolicyFetch {
        if !self.host_answers {
            return PolicyFetch::NoConnection(Failure::Timeout);
        }
        let (status, body) = match &self.served {
            Some(policy) => (200, policy.to_string().into_bytes()),
            None => (404, Vec::new()),
        };
        PolicyFetch::Response {
            tls: self.session.clone(),
            status,
            content_type: Some("text/plain".to_owned()),
            location: None,
            body,
            cut: false,
            milliseconds: 5,
        }
    }

    fn lookup<T: Clone>(
        &self,
        owner: &DomainName,
        kind: RecordKind,
        read: impl Fn(&RecordData) -> Option<T>,
    ) -> Lookup<T> {
        let mut by_server = Vec::new();
        for (index, zone) in self.servers.iter().enumerate() {
            let outcome = match self.answering[index] {
                false => Outcome::Failed(Failure::Timeout),
                true => stands(zone, owner, kind, &read),
            };
            by_server.push((format!("ns{index}"), outcome));
        }
        let main = by_server
            .iter()
            .map(|(_, outcome)| outcome)
            .find(|outcome| !matches!(outcome, Outcome::Failed(_)));
        let outcome = main.cloned().unwrap_or(Outcome::Failed(Failure::Timeout));
        let ttl = match outcome {
            Outcome::Records(_) => TTL,
            Outcome::NoData | Outcome::NxDomain => NEGATIVE_TTL,
            Outcome::Failed(_) => 0,
        };
        Lookup {
            ttl_seconds: u32::try_from(ttl).unwrap(),
            by_server,
            ..of(outcome)
        }
    }

    /// What one server, the one a resolver chanced on, has at a name.
    pub(crate) fn texts(&self, server: usize, owner: &DomainName) -> Vec<String> {
        let found = stands(&self.servers[server], owner, RecordKind::Txt, as_txt);
        let records = found.known().unwrap().iter();
        records.map(TxtRecord::text).collect()
    }

    /// The hosts that take mail.
    pub(crate) fn live(&self, server: usize) -> Vec<DomainName> {
        let found = stands(&self.servers[server], &domain(), RecordKind::Mx, as_mx);
        let records = found.known().unwrap().iter();
        records.filter_map(|mx| mx.exchange.clone()).collect()
    }

    /// A sender looks after its policy, and then has a host refused or not.
    pub(crate) fn sender_refuses(&mut self, sender: usize, server: usize, now: u64) -> bool {
        let texts = self.texts(server, &name("_mta-sts.example.com"));
        let cached = self.senders[sender]
            .take()
            .filter(|cached| now < cached.until);
        let looks = match &cached {
            None => true,
            Some(cached) => sender == 0 && !texts.contains(&cached.record),
        };
        self.senders[sender] = match (looks, texts.as_slice(), &self.served) {
            (true, [record], Some(policy)) => Some(Cached {
                policy: policy.clone(),
                record: record.clone(),
                until: now + u64::from(policy.max_age_seconds()),
            }),
            (_, _, _) => cached,
        };
        let Some(cached) = &self.senders[sender] else {
            return false;
        };
        cached.policy.mode() == PolicyMode::Enforce
            && !self
                .live(server)
                .iter()
                .all(|host| policy_allows(&cached.policy, host))
    }
}

fn stands<T>(
    zone: &Zone,
    owner: &DomainName,
    kind: RecordKind,
    read: impl Fn(&RecordData) -> Option<T>,
) -> Outcome<T> {
    let exists = zone.keys().any(|key| key.owner.is_at_or_below(owner));
    let star = owner.parent().and_then(|parent| parent.child("*").ok());
    let at = match (exists, star) {
        (false, Some(star)) if zone.keys().any(|key| key.owner == star) => star,
        (false, _) => return Outcome::NxDomain,
        (true, _) => owner.clone(),
    };
    match zone.get(&RrSetKey { owner: at, kind }) {
        Some(set) => Outcome::Records(set.values.iter().filter_map(read).collect()),
        None => Outcome::NoData,
    }
}

fn as_txt(data: &RecordData) -> Option<TxtRecord> {
    match data {
        RecordData::Txt(txt) => Some(txt.clone()),
        RecordData::Cname(_) | RecordData::Mx(_) | RecordData::Tlsa(_) => None,
    }
}

fn as_cname(data: &RecordData) -> Option<DomainName> {
    match data {
        RecordData::Cname(target) => Some(target.clone()),
        RecordData::Txt(_) | RecordData::Mx(_) | RecordData::Tlsa(_) => None,
    }
}

fn as_mx(data: &RecordData) -> Option<MxRecord> {
    match data {
        RecordData::Mx(mx) => Some(mx.clone()),
        RecordData::Cname(_) | RecordData::Txt(_) | RecordData::Tlsa(_) => None,
    }
}

fn of<T>(outcome: Outcome<T>) -> Lookup<T> {
    Lookup {
        server: "ns0".to_owned(),
        ..Lookup::plain(outcome)
    }
}

pub(crate) fn mx_set(hosts: &[DomainName]) -> RrSet {
    let record = |host: &DomainName| {
        RecordData::Mx(MxRecord {
            preference: 10,
            exchange: Some(host.clone()),
        })
    };
    set(hosts.iter().map(record).collect())
}

fn session() -> TlsSession {
    let mut params = CertificateParams::new(vec!["mta-sts.example.com".to_owned()]).unwrap();
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(3_000, 1, 1);
    let certificate = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
    TlsSession {
        version: "TLSv1.3".to_owned(),
        chain: vec![certificate.der().to_vec()],
        trust: ChainTrust::Trusted,
    }
}
