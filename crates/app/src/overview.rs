//! All domains in one list, the most urgent first: of each one line, kept from its last look, so that
//! ten thousand are listed without asking the world.

use std::collections::BTreeMap;
use std::future::Future;

use protocols::answers::Failure;
use protocols::assessment::{Assessment, ProtectionKind, State};
use protocols::domain::{Desired, Purpose};
use protocols::finding::{Finding, Severity, Value};
use protocols::lifecycle::Advanced;
use protocols::name::DomainName;
use protocols::plan::Plan;
use protocols::time::Timestamp;

use crate::ledger::LedgerError;

/// How urgent a domain is, the most urgent first. What could not be checked is no fault, and stands
/// before what matters less, for nobody knows what is behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// A critical finding.
    Critical,
    /// A finding of high severity.
    High,
    /// Something could not be checked.
    Unseen,
    /// A finding of medium severity, or a plan that waits for its owner.
    Medium,
    /// Nobody looked yet.
    New,
    /// Nothing is to be done but to wait.
    Waiting,
    /// Nothing is to be done.
    Fine,
}

impl Rank {
    /// All, the most urgent first.
    pub const ALL: [Rank; 7] = [
        Rank::Critical,
        Rank::High,
        Rank::Unseen,
        Rank::Medium,
        Rank::New,
        Rank::Waiting,
        Rank::Fine,
    ];
}

/// The groups that lists are parted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Something is to be done.
    NeedsYou,
    /// Something could not be checked.
    CouldNotCheck,
    /// It waits, or nobody looked yet.
    Waits,
    /// Nothing is to be done.
    Fine,
}

impl Group {
    /// All of them.
    pub const ALL: [Group; 4] = [
        Group::NeedsYou,
        Group::CouldNotCheck,
        Group::Waits,
        Group::Fine,
    ];

    /// The group of a rank.
    pub fn of(rank: Rank) -> Group {
        match rank {
            Rank::Critical | Rank::High | Rank::Medium => Group::NeedsYou,
            Rank::Unseen => Group::CouldNotCheck,
            Rank::New | Rank::Waiting => Group::Waits,
            Rank::Fine => Group::Fine,
        }
    }

    /// The ranks of a group.
    pub fn ranks(self) -> impl Iterator<Item = Rank> {
        let all = Rank::ALL.into_iter();
        all.filter(move |rank| Group::of(*rank) == self)
    }
}

/// One domain in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Which.
    pub domain: DomainName,
    /// How urgent it is.
    pub rank: Rank,
    /// When it was looked at.
    pub looked: Timestamp,
    /// How each protection stands, in their order.
    pub protections: Vec<(ProtectionKind, State)>,
    /// The worst finding of medium severity and above.
    pub worst: Option<Worst>,
    /// How many more of that kind there are.
    pub more: usize,
    /// What could not be asked, as the first question that stayed open.
    pub open: Option<Open>,
    /// Changes of the plan that can be made now.
    pub changes: usize,
    /// Until when it waits at the least.
    pub waits_until: Option<Timestamp>,
    /// Whether it is to have no mail.
    pub is_parked: bool,
    /// Every rule of medium severity and above that found something, with the worst it found.
    pub rules: BTreeMap<String, Severity>,
}

/// A finding in a line, as far as its words need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worst {
    /// The rule's id.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// What fills its words.
    pub args: Vec<(String, Value)>,
}

/// A question that stayed open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Which protection stays open because of it.
    pub protection: ProtectionKind,
    /// Why there is no answer.
    pub failure: Failure,
}

/// What a look at a domain gave, as far as its line needs it.
#[derive(Debug, Clone, Copy)]
pub struct Looked<'a> {
    /// What is wanted.
    pub desired: &'a Desired,
    /// What the check says.
    pub assessment: &'a Assessment,
    /// The plan, where one could be drawn.
    pub plan: Option<&'a Plan>,
    /// Where its machines stand, where that is known.
    pub lives: Option<&'a Advanced>,
}

impl Summary {
    /// The line of a domain.
    pub fn of(looked: &Looked<'_>, now: Timestamp) -> Summary {
        let assessment = looked.assessment;
        let heavy: Vec<&Finding> = assessment
            .findings
            .iter()
            .filter(|finding| finding.severity >= Severity::Medium)
            .collect();
        // Of those that are equally bad the first: an assessment has them in the order of importance.
        let worst = heavy
            .iter()
            .rev()
            .max_by_key(|finding| finding.severity)
            .copied();
        let mut rules: BTreeMap<String, Severity> = BTreeMap::new();
        for finding in &heavy {
            let known = rules.entry(finding.rule.id.to_owned());
            let known = known.or_insert(finding.severity);
            *known = (*known).max(finding.severity);
        }
        let open = assessment.open_unknowns().next();
        let changes = looked.plan.map_or(0, |plan| plan.steps.len());
        let protections = assessment.protections.iter();
        Summary {
            domain: looked.desired.domain.clone(),
            rank: rank(looked, worst),
            looked: now,
            protections: protections
                .map(|line| (line.kind, assessment.state(line)))
                .collect(),
            worst: worst.map(Worst::of),
            more: heavy.len().saturating_sub(1),
            open: open.map(|unknown| Open {
                protection: unknown.protection,
                failure: unknown.failure,
            }),
            changes,
            waits_until: looked.lives.and_then(Advanced::waits_until),
            is_parked: match looked.desired.purpose {
                Purpose::Parked { .. } => true,
                Purpose::Mail(_) => false,
            },
            rules,
        }
    }
}

impl Worst {
    fn of(finding: &Finding) -> Worst {
        let args = finding.args.iter();
        Worst {
            rule: finding.rule.id.to_owned(),
            severity: finding.severity,
            args: args
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
        }
    }
}

fn rank(looked: &Looked<'_>, worst: Option<&Finding>) -> Rank {
    let has_open = looked.assessment.open_unknowns().next().is_some();
    let has_plan = looked.plan.is_some_and(|plan| !plan.steps.is_empty());
    let waits = looked.lives.is_some_and(|lives| !lives.waiting.is_empty());
    match worst.map(|finding| finding.severity) {
        Some(Severity::Critical) => Rank::Critical,
        Some(Severity::High) => Rank::High,
        _ if has_open => Rank::Unseen,
        Some(Severity::Medium) => Rank::Medium,
        Some(Severity::Low | Severity::Info) | None if has_plan => Rank::Medium,
        Some(Severity::Low | Severity::Info) | None if waits => Rank::Waiting,
        Some(Severity::Low | Severity::Info) | None => Rank::Fine,
    }
}

/// Which domains are listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Those of this group.
    pub group: Option<Group>,
    /// Those whose name has this in it, in lower case; empty for all.
    pub text: String,
    /// Those that this rule found something in; empty for all.
    pub rule: String,
}

/// A line of the list: the domain, and what is known of it where somebody looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub domain: DomainName,
    /// Its line.
    pub summary: Option<Summary>,
}

/// Where a page of the list begins: behind this domain of this rank. Rows that move to another rank
/// meanwhile move no others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    /// The rank of the row before the page.
    pub rank: Rank,
    /// Its domain.
    pub domain: DomainName,
}

/// A rule that found something in several domains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// Its id.
    pub rule: String,
    /// The worst it found.
    pub severity: Severity,
    /// In how many domains.
    pub domains: u64,
}

/// Where the lines are kept.
pub trait OverviewStore: Send + Sync {
    /// Keeps the line of a domain that is looked after, in place of the one before.
    fn keep_summary(
        &self,
        summary: &Summary,
    ) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// The domains, the most urgent first, those of a rank by name.
    fn overview(
        &self,
        filter: &Filter,
        after: Option<&After>,
        rows: usize,
    ) -> impl Future<Output = Result<Vec<Listed>, LedgerError>> + Send;

    /// How many domains there are in each group, of those that the filter names otherwise.
    fn overview_counts(
        &self,
        filter: &Filter,
    ) -> impl Future<Output = Result<BTreeMap<Group, u64>, LedgerError>> + Send;

    /// The rules that found something in most domains, at most `rows`.
    fn shared_findings(
        &self,
        rows: usize,
    ) -> impl Future<Output = Result<Vec<Shared>, LedgerError>> + Send;
}
