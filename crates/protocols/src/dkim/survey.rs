//! What stands at a domain's selectors, gathered once: every question of this room is asked here,
//! so that the rules ask nothing and independent questions go out at once.

use super::build::KeyIntent;
use super::key::PublicKey;
use super::lint::looks_like_key;
use super::record::{Key, KeyRecord, OWNER_LABEL, parse};
use super::selector::Selector;
use crate::answers::{Answers, Failure, Lookup, Need, Needs, Outcome, TxtRecord};
use crate::name::{DomainName, WILDCARD_PROBE_LABEL};

/// Selectors that are tried where none is known: the defaults of mail servers (`default`, `dkim`,
/// `mail`, `s1`) and of the services that many domains sign with: Microsoft 365 (`selector1`),
/// Google Workspace, iCloud (`sig1`), Fastmail (`fm1`), Proton, Zoho, Mailchimp (`k1`, `mandrill`),
/// Mailjet, Postmark (`pm`), Ionos, Strato. A hit is worth reading; **a miss says nothing**, since
/// most selectors are dates or random.
pub const WELL_KNOWN_SELECTORS: [&str; 24] = [
    "default",
    "dkim",
    "mail",
    "smtp",
    "s1",
    "s2",
    "key1",
    "selector1",
    "selector2",
    "google",
    "sig1",
    "fm1",
    "fm2",
    "fm3",
    "protonmail",
    "protonmail2",
    "zoho",
    "k1",
    "k2",
    "mandrill",
    "mailjet",
    "pm",
    "s1-ionos",
    "strato-dkim-0002",
];

/// Which selectors of a domain are looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selectors {
    /// Those that are known.
    pub known: Vec<KnownSelector>,
    /// What to do where none is.
    pub guess: Guess,
}

/// What to do where no selector is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Guess {
    /// Try [`WELL_KNOWN_SELECTORS`], unless it is known that there is no key at all.
    #[default]
    WellKnown,
    /// Ask for none.
    Nothing,
}

/// A selector of which something is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownSelector {
    /// The selector.
    pub selector: Selector,
    /// How it is known.
    pub source: Source,
}

/// How a selector is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Mail is signed with this key, whose private part we keep.
    Ours {
        /// Its public part.
        key: PublicKey,
        /// For how many days it has been in use; 0 where that is not known.
        age_days: u64,
    },
    /// A person named it, or a report of a receiver did.
    Asked,
}

/// Whether there is mail to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Signing {
    /// As far as is known there is.
    #[default]
    Expected,
    /// The domain sends no mail.
    NoMail,
}

/// Why a selector is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin<'a> {
    /// Ours, with its key.
    Ours { key: &'a PublicKey, age_days: u64 },
    /// Somebody named it.
    Asked,
    /// One of the well-known ones.
    Guessed,
}

/// What stands at one selector.
pub(super) struct Surveyed<'a> {
    pub(super) selector: Selector,
    pub(super) origin: Origin<'a>,
    pub(super) owner: DomainName,
    pub(super) standing: Standing,
    /// Keys at names where people put them by mistake; looked for only where one is missing.
    pub(super) strays: Vec<Stray>,
}

/// What the DNS says of one selector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    /// Could not be asked.
    Failed(Failure),
    /// Nothing, or only what a wildcard says to every name.
    Missing,
    /// An alias to a name without a TXT record.
    Dangling(DomainName),
    /// These records.
    Records(Vec<String>),
}

/// A key at a wrong name.
pub(super) struct Stray {
    pub(super) owner: DomainName,
    pub(super) mistake: Mistake,
    pub(super) text: String,
}

/// How a wrong name comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mistake {
    /// The domain was entered where the form adds it.
    DomainTwice,
    /// Anything else: `_domainkey` twice or not at all, or no selector.
    Other,
}

/// What is known of `_domainkey.<domain>` itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Root {
    /// It exists; the TXT records there.
    Exists(Vec<String>),
    /// It does not exist. RFC 8020 §2: 'there is nothing underneath' it, so there is no key.
    Absent,
    /// Could not be asked.
    Failed(Failure),
}

/// What a name nobody made below `_domainkey` answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wildcard {
    /// Nothing, or not known.
    None,
    /// Revoked keys only: nobody can sign as this domain.
    Revoked,
    /// A key.
    Key(Vec<String>),
    /// What is no key, or an alias to nowhere.
    Other,
}

/// Everything that stands at a domain's selectors.
pub(super) struct Survey<'a> {
    pub(super) domain: &'a DomainName,
    pub(super) root: DomainName,
    pub(super) root_says: Root,
    pub(super) wildcard: Wildcard,
    pub(super) selectors: Vec<Surveyed<'a>>,
    /// Selectors that make no name the DNS could carry.
    pub(super) unfit: Vec<&'a Selector>,
    pub(super) signing: Signing,
}

impl Survey<'_> {
    /// The owner name of the wildcard.
    pub(super) fn wildcard_owner(&self) -> Option<DomainName> {
        self.root.child("*").ok()
    }
}

impl Surveyed<'_> {
    /// The records that are keys as a verifier reads them.
    pub(super) fn records(&self) -> Vec<KeyRecord> {
        match &self.standing {
            Standing::Records(texts) => {
                texts.iter().filter_map(|text| parse(text).record).collect()
            }
            Standing::Failed(_) | Standing::Missing | Standing::Dangling(_) => Vec::new(),
        }
    }

    /// What should stand here, where that is known.
    pub(super) fn wanted(&self) -> Option<KeyIntent> {
        match self.origin {
            Origin::Ours { key, .. } => Some(KeyIntent::sign(key.clone())),
            Origin::Asked | Origin::Guessed => None,
        }
    }
}

/// Asks for TXT at `_domainkey.<domain>`, at a name below it that nobody uses and at the owner name
/// of every known selector, all at once; then of every well-known one, where none is known and
/// there may be a key; and for each known one that is missing, at the domain and three names where
/// people put it by mistake. Fails with `None` where `_domainkey` does not fit the domain.
pub(super) fn survey<'a>(
    domain: &'a DomainName,
    selectors: &'a Selectors,
    signing: Signing,
    answers: &Answers,
) -> Result<Option<Survey<'a>>, Need> {
    let Ok(root) = domain.child(OWNER_LABEL) else {
        return Ok(None);
    };
    let mut needs = Needs::default();
    let root_lookup = answers.txt(&root);
    needs.take(root_lookup.clone());
    let probe = root.child(WILDCARD_PROBE_LABEL).ok();
    let probe_lookup = probe.and_then(|probe| needs.take(answers.txt(&probe)));
    let (named, unfit) = named(domain, &selectors.known);
    for (_, _, owner) in &named {
        needs.take(answers.txt(owner));
    }
    needs.settle()?;
    let root_says = root_says(root_lookup?);
    let mut names = named;
    let may_have_keys = matches!(root_says, Root::Exists(_));
    if names.is_empty() && selectors.guess == Guess::WellKnown && may_have_keys {
        names = guesses(domain);
    }
    let mut survey = Survey {
        domain,
        root,
        root_says,
        wildcard: probe_lookup.map_or(Wildcard::None, wildcard),
        selectors: Vec::new(),
        unfit,
        signing,
    };
    survey.selectors = look(names, probe_lookup, &survey.wildcard, answers)?;
    find_strays(&mut survey, answers)?;
    Ok(Some(survey))
}

type Named<'a> = (Selector, Origin<'a>, DomainName);

/// The known selectors with their owner names, and those that have none.
fn named<'a>(
    domain: &DomainName,
    known: &'a [KnownSelector],
) -> (Vec<Named<'a>>, Vec<&'a Selector>) {
    let mut named = Vec::new();
    let mut unfit = Vec::new();
    for known in known {
        let origin = match &known.source {
            Source::Ours { key, age_days } => Origin::Ours {
                key,
                age_days: *age_days,
            },
            Source::Asked => Origin::Asked,
        };
        match known.selector.owner(domain) {
            Ok(owner) => named.push((known.selector.clone(), origin, owner)),
            Err(_) => unfit.push(&known.selector),
        }
    }
    (named, unfit)
}

fn guesses<'a>(domain: &DomainName) -> Vec<Named<'a>> {
    let selectors = WELL_KNOWN_SELECTORS.into_iter().filter_map(Selector::parse);
    selectors
        .filter_map(|selector| {
            let owner = selector.owner(domain).ok()?;
            Some((selector, Origin::Guessed, owner))
        })
        .collect()
}

fn root_says(lookup: &Lookup<TxtRecord>) -> Root {
    match &lookup.outcome {
        Outcome::Records(records) => Root::Exists(texts(records)),
        Outcome::NoData => Root::Exists(Vec::new()),
        // RFC 6604 §3: behind an alias the code is that of the last name, and the first one exists.
        Outcome::NxDomain if !lookup.aliases.is_empty() => Root::Exists(Vec::new()),
        Outcome::NxDomain => Root::Absent,
        Outcome::Failed(failure) => Root::Failed(*failure),
    }
}

fn wildcard(lookup: &Lookup<TxtRecord>) -> Wildcard {
    match &lookup.outcome {
        Outcome::Records(records) => {
            let texts = texts(records);
            let revoked = |text: &String| {
                parse(text)
                    .record
                    .is_some_and(|record| record.key == Key::Revoked)
            };
            if texts.iter().all(revoked) {
                Wildcard::Revoked
            } else if texts.iter().any(|text| looks_like_key(text)) {
                Wildcard::Key(texts)
            } else {
                Wildcard::Other
            }
        }
        Outcome::NoData | Outcome::NxDomain if !lookup.aliases.is_empty() => Wildcard::Other,
        // Where the probe failed, an answer of a wildcard is taken for that of the selector: a text
        // that is then read and reported as what it is.
        Outcome::NoData | Outcome::NxDomain | Outcome::Failed(_) => Wildcard::None,
    }
}

fn look<'a>(
    names: Vec<Named<'a>>,
    probe: Option<&Lookup<TxtRecord>>,
    wildcard: &Wildcard,
    answers: &Answers,
) -> Result<Vec<Surveyed<'a>>, Need> {
    let mut needs = Needs::default();
    let mut selectors = Vec::new();
    for (selector, origin, owner) in names {
        let Some(lookup) = needs.take(answers.txt(&owner)) else {
            continue;
        };
        let from_wildcard = probe.is_some_and(|probe| same_answer(probe, lookup));
        let standing = match (from_wildcard, wildcard, origin) {
            // A wildcard's key serves a selector that somebody signs with; a guess it only feigns.
            (true, Wildcard::Key(texts), Origin::Ours { .. } | Origin::Asked) => {
                Standing::Records(texts.clone())
            }
            (true, Wildcard::Revoked | Wildcard::Other | Wildcard::Key(_), _) => Standing::Missing,
            (true, Wildcard::None, _) | (false, _, _) => standing(lookup),
        };
        selectors.push(Surveyed {
            selector,
            origin,
            owner,
            standing,
            strays: Vec::new(),
        });
    }
    needs.settle()?;
    Ok(selectors)
}

fn standing(lookup: &Lookup<TxtRecord>) -> Standing {
    match &lookup.outcome {
        Outcome::Records(records) => Standing::Records(texts(records)),
        Outcome::NoData | Outcome::NxDomain => match lookup.aliases.last() {
            Some(target) => Standing::Dangling(target.clone()),
            None => Standing::Missing,
        },
        Outcome::Failed(failure) => Standing::Failed(*failure),
    }
}

/// Whether two names got the same answer, records in any order.
fn same_answer(a: &Lookup<TxtRecord>, b: &Lookup<TxtRecord>) -> bool {
    let sorted = |lookup: &Lookup<TxtRecord>| {
        let mut texts = lookup.outcome.known().map(texts).unwrap_or_default();
        texts.sort();
        texts
    };
    let has_answer =
        !a.aliases.is_empty() || a.outcome.known().is_ok_and(|known| !known.is_empty());
    has_answer && b.outcome.known().is_ok() && a.aliases == b.aliases && sorted(a) == sorted(b)
}

fn texts(records: &[TxtRecord]) -> Vec<String> {
    records.iter().map(TxtRecord::text).collect()
}

/// Looks for the keys of known selectors that are missing at the names where mistakes put them.
fn find_strays(survey: &mut Survey<'_>, answers: &Answers) -> Result<(), Need> {
    let mut needs = Needs::default();
    for surveyed in &mut survey.selectors {
        let guessed = matches!(surveyed.origin, Origin::Guessed);
        if guessed || surveyed.standing != Standing::Missing {
            continue;
        }
        for (owner, mistake) in mistakes(survey.domain, &survey.root, surveyed) {
            let Some(lookup) = needs.take(answers.txt(&owner)) else {
                continue;
            };
            let Outcome::Records(records) = &lookup.outcome else {
                continue;
            };
            for text in texts(records)
                .into_iter()
                .filter(|text| looks_like_key(text))
            {
                surveyed.strays.push(Stray {
                    owner: owner.clone(),
                    mistake,
                    text,
                });
            }
        }
    }
    needs.settle()
}

/// Where the key of a selector stands by mistake. A name too long for the DNS is none of them.
fn mistakes(
    domain: &DomainName,
    root: &DomainName,
    surveyed: &Surveyed<'_>,
) -> Vec<(DomainName, Mistake)> {
    let selector = surveyed.selector.as_str();
    [
        (
            domain.child(&format!("{}", surveyed.owner)),
            Mistake::DomainTwice,
        ),
        (
            root.child(&format!("{selector}.{OWNER_LABEL}")),
            Mistake::Other,
        ),
        (domain.child(selector), Mistake::Other),
        (Ok(root.clone()), Mistake::Other),
        (Ok(domain.clone()), Mistake::Other),
    ]
    .into_iter()
    .filter_map(|(name, mistake)| Some((name.ok()?, mistake)))
    .collect()
}
