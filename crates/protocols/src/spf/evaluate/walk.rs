//! The evaluation itself: records, terms, matches and the limits of §4.6.4.

use std::net::IpAddr;

use crate::answers::{Answers, Failure, Lookup, Need, Needs, Outcome, Question};
use crate::finding::Span;
use crate::limits::{SPF_LOOKUPS_MAX, SPF_NAMES_PER_TERM_MAX, SPF_VOID_LOOKUPS_MAX};
use crate::name::DomainName;
use crate::spf::domain_spec::DomainSpec;
use crate::spf::macro_string::{MacroLetter, MacroString};
use crate::spf::matching::{matches_ip4, matches_ip6};
use crate::spf::parse::parse_sound;
use crate::spf::record::{
    Directive, DualCidr, Mechanism, Qualifier, Record, Selection, Term, select,
};

use super::expand::{Target, Values};
use super::names::Hosts;
use super::trace::{Step, StepOutcome, Trace, Visit};
use super::{At, Cause, SpfQuery, SpfResult, SpfVerdict};

/// One evaluation, with the counters that §4.6.4 has shared by every record of it.
pub(super) struct Walk<'a> {
    pub(super) query: &'a SpfQuery,
    pub(super) client: IpAddr,
    pub(super) sender_domain: &'a DomainName,
    pub(super) answers: &'a Answers,
    pub(super) lookups: usize,
    voids: usize,
    trace: Trace,
}

/// Why an evaluation cannot go on.
pub(super) enum Stop {
    /// Questions are open.
    Need(Need),
    /// 'the topmost check_host() returns "temperror"', or "permerror".
    Error(SpfResult, Cause),
}

impl From<Need> for Stop {
    fn from(need: Need) -> Stop {
        Stop::Need(need)
    }
}

/// Whether a mechanism matches.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    Yes,
    No,
}

/// What one record says.
struct Said {
    result: SpfResult,
    cause: Cause,
    /// The `exp` of the record that said fail, and whose it is.
    explanation: Option<(DomainName, DomainSpec)>,
}

impl Said {
    fn plainly(result: SpfResult, cause: Cause) -> Said {
        Said {
            result,
            cause,
            explanation: None,
        }
    }
}

/// A term at work: where it stands and which step it is.
#[derive(Clone, Copy)]
pub(super) struct Here<'d> {
    pub(super) domain: &'d DomainName,
    visit: usize,
    span: Span,
    step: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        query: &'a SpfQuery,
        sender_domain: &'a DomainName,
        answers: &'a Answers,
    ) -> Walk<'a> {
        Walk {
            query,
            // §5: IPv4-mapped clients are compared as IPv4.
            client: query.client.to_canonical(),
            sender_domain,
            answers,
            lookups: 0,
            voids: 0,
            trace: Trace::default(),
        }
    }

    pub(super) fn verdict(mut self, domain: &DomainName) -> Result<SpfVerdict, Need> {
        let said = match self.check(domain, None) {
            Ok(said) => said,
            Err(Stop::Error(result, cause)) => Said::plainly(result, cause),
            Err(Stop::Need(need)) => return Err(need),
        };
        let explanation = match &said.explanation {
            Some((domain, spec)) => self.explanation(domain, spec)?,
            None => None,
        };
        Ok(SpfVerdict {
            result: said.result,
            cause: said.cause,
            trace: self.trace,
            explanation,
        })
    }

    /// `check_host` for one domain; `by` is the step that led here.
    fn check(&mut self, domain: &DomainName, by: Option<usize>) -> Result<Said, Stop> {
        let lookup = self.answers.txt(domain)?;
        let records = match &lookup.outcome {
            Outcome::Records(records) => records.as_slice(),
            Outcome::NoData => &[],
            // §4.3: 'if the DNS lookup returns "Name Error" […], check_host() immediately returns
            // the result "none"'.
            Outcome::NxDomain => {
                let cause = Cause::NoSuchDomain(domain.clone());
                return Ok(Said::plainly(SpfResult::None, cause));
            }
            // §4.4: 'check_host() terminates immediately with the result "temperror".'
            Outcome::Failed(failure) => {
                return Err(no_answer(Question::Txt(domain.clone()), *failure));
            }
        };
        let text = match select(records) {
            Selection::None => {
                let cause = Cause::NoRecord(domain.clone());
                return Ok(Said::plainly(SpfResult::None, cause));
            }
            Selection::One(text) => text,
            Selection::Several(texts) => {
                let cause = Cause::SeveralRecords {
                    domain: domain.clone(),
                    count: texts.len(),
                };
                return Err(Stop::Error(SpfResult::PermError, cause));
            }
        };
        let record = parse_sound(&text);
        let visit = self.trace.visits.len();
        self.trace.visits.push(Visit {
            domain: domain.clone(),
            text,
            by,
        });
        match record {
            Some(record) => self.record(&record, domain, visit),
            None => {
                let cause = Cause::Syntax(domain.clone());
                Err(Stop::Error(SpfResult::PermError, cause))
            }
        }
    }

    fn record(&mut self, record: &Record, domain: &DomainName, visit: usize) -> Result<Said, Stop> {
        self.trace.steps.reserve(record.terms.len());
        for (index, placed) in record.terms.iter().enumerate() {
            let Term::Directive(directive) = &placed.term else {
                continue;
            };
            let here = self.begin(domain, visit, placed.span);
            let outcome = self.mechanism(&directive.mechanism, here);
            match outcome {
                Ok(Match::Yes) => {
                    self.finish(here, StepOutcome::Match);
                    return Ok(self.matched(record, directive, here));
                }
                Ok(Match::No) => self.finish(here, StepOutcome::NoMatch),
                Err(Stop::Need(need)) => {
                    return Err(self.gather(need, &record.terms[index + 1..], domain));
                }
                Err(error) => {
                    self.finish(here, StepOutcome::Error);
                    return Err(error);
                }
            }
        }
        // §6.1: 'Any "redirect" modifier MUST be ignored if there is an "all" mechanism anywhere in
        // the record.' With an `all` the loop has returned.
        match record.redirect() {
            Some((span, spec)) => self.redirect(spec, domain, visit, span),
            None => {
                let cause = Cause::NothingMatched(domain.clone());
                Ok(Said::plainly(SpfResult::Neutral, cause))
            }
        }
    }

    fn matched(&self, record: &Record, directive: &Directive, here: Here<'_>) -> Said {
        let cause = Cause::Matched(self.at(here));
        let result = match directive.qualifier {
            Qualifier::Pass => SpfResult::Pass,
            Qualifier::SoftFail => SpfResult::SoftFail,
            Qualifier::Neutral => SpfResult::Neutral,
            Qualifier::Fail => {
                // §6.2: 'If check_host() results in a "fail" due to a mechanism match […], and the
                // "exp" modifier is present, then the explanation string returned is computed'.
                let explanation = record
                    .explanation()
                    .map(|(_, spec)| (here.domain.clone(), spec.clone()));
                return Said {
                    result: SpfResult::Fail,
                    cause,
                    explanation,
                };
            }
        };
        Said::plainly(result, cause)
    }

    fn redirect(
        &mut self,
        spec: &DomainSpec,
        domain: &DomainName,
        visit: usize,
        span: Span,
    ) -> Result<Said, Stop> {
        let here = self.begin(domain, visit, span);
        let said = self.follow(spec, here);
        match &said {
            Ok(_) => self.finish(here, StepOutcome::Followed),
            Err(_) => self.finish(here, StepOutcome::Error),
        }
        said
    }

    fn follow(&mut self, spec: &DomainSpec, here: Here<'_>) -> Result<Said, Stop> {
        self.count_lookup(here)?;
        let target = match self.target(spec, here)? {
            Target::Name(name) => name,
            // §6.1: 'if the <target-name> is malformed, the result is a "permerror"'.
            Target::Malformed(target) => return Err(self.without_record(here, target)),
            // RFC 8616 §4: such a term matches nothing, so nothing is said.
            Target::MatchesNothing => {
                let cause = Cause::NothingMatched(here.domain.clone());
                return Ok(Said::plainly(SpfResult::Neutral, cause));
            }
        };
        let said = self.check(&target, Some(here.step))?;
        // §6.1: 'if no SPF record is found […] the result is a "permerror" rather than "none".'
        if said.result == SpfResult::None {
            return Err(self.without_record(here, target.to_string()));
        }
        Ok(said)
    }

    fn mechanism(&mut self, mechanism: &Mechanism, here: Here<'_>) -> Result<Match, Stop> {
        if mechanism.causes_lookup() {
            self.count_lookup(here)?;
        }
        match mechanism {
            Mechanism::All => Ok(Match::Yes),
            Mechanism::Ip4(net) if matches_ip4(self.client, *net) => Ok(Match::Yes),
            Mechanism::Ip6(net) if matches_ip6(self.client, *net) => Ok(Match::Yes),
            Mechanism::Ip4(_) | Mechanism::Ip6(_) => Ok(Match::No),
            Mechanism::Include(spec) => self.include(spec, here),
            Mechanism::A(spec, cidr) => match self.target_or_domain(spec.as_ref(), here)? {
                Some(name) => self.host(&name, *cidr, here),
                None => Ok(Match::No),
            },
            Mechanism::Mx(spec, cidr) => match self.target_or_domain(spec.as_ref(), here)? {
                Some(name) => self.mx(&name, *cidr, here),
                None => Ok(Match::No),
            },
            Mechanism::Ptr(spec) => match self.target_or_domain(spec.as_ref(), here)? {
                Some(name) => self.ptr(&name, here),
                None => Ok(Match::No),
            },
            Mechanism::Exists(spec) => match self.target_or_domain(Some(spec), here)? {
                Some(name) => self.exists(&name, here),
                None => Ok(Match::No),
            },
        }
    }

    /// §5.2, with its table.
    fn include(&mut self, spec: &DomainSpec, here: Here<'_>) -> Result<Match, Stop> {
        let target = match self.target(spec, here)? {
            Target::Name(name) => name,
            // A malformed domain gives "none" (§4.3), and none gives permerror.
            Target::Malformed(target) => return Err(self.without_record(here, target)),
            Target::MatchesNothing => return Ok(Match::No),
        };
        let said = self.check(&target, Some(here.step))?;
        match said.result {
            SpfResult::Pass => Ok(Match::Yes),
            SpfResult::Fail | SpfResult::SoftFail | SpfResult::Neutral => Ok(Match::No),
            SpfResult::None => Err(self.without_record(here, target.to_string())),
            SpfResult::TempError | SpfResult::PermError => {
                Err(Stop::Error(said.result, said.cause))
            }
        }
    }

    fn host(&mut self, name: &DomainName, cidr: DualCidr, here: Here<'_>) -> Result<Match, Stop> {
        match self.is_address_of(name, cidr)? {
            Hosts::Failed(question, failure) => Err(no_answer(question, failure)),
            Hosts::None => {
                self.count_void(here)?;
                Ok(Match::No)
            }
            Hosts::Some(found) => Ok(found),
        }
    }

    fn mx(&mut self, name: &DomainName, cidr: DualCidr, here: Here<'_>) -> Result<Match, Stop> {
        let lookup = self.answers.mx(name)?;
        let exchanges = known(lookup, || Question::Mx(name.clone()))?;
        // §4.6.4: 'the evaluation of each "MX" record MUST NOT result in querying more than 10
        // address records […]. If this limit is exceeded, the "mx" mechanism MUST produce a
        // "permerror"'. Others look at the first ten and match there; then the order of the answer
        // decides. We say permerror whenever there are more, so that the same records give the same
        // result.
        if exchanges.len() > SPF_NAMES_PER_TERM_MAX {
            let cause = Cause::TooManyMxHosts(self.at(here));
            return Err(Stop::Error(SpfResult::PermError, cause));
        }
        let mut needs = Needs::default();
        for host in exchanges.iter().filter_map(|mx| mx.exchange.as_ref()) {
            self.need_addresses(host, &mut needs);
        }
        needs.settle()?;
        let mut is_void = true;
        for host in exchanges.iter().filter_map(|mx| mx.exchange.as_ref()) {
            match self.is_address_of(host, cidr)? {
                Hosts::Failed(question, failure) => return Err(no_answer(question, failure)),
                Hosts::None => {}
                Hosts::Some(Match::Yes) => return Ok(Match::Yes),
                Hosts::Some(Match::No) => is_void = false,
            }
        }
        // §4.6.4 limits 'the number of "terms" for which DNS queries return' nothing. Others count
        // each query; we count an mx once, where nothing at all came of it.
        if is_void {
            self.count_void(here)?;
        }
        Ok(Match::No)
    }

    fn exists(&mut self, name: &DomainName, here: Here<'_>) -> Result<Match, Stop> {
        // §5.7: 'The resulting domain name is used for a DNS A RR lookup (even when the connection
        // type is IPv6).'
        let lookup = self.answers.a(name)?;
        if known(lookup, || Question::A(name.clone()))?.is_empty() {
            self.count_void(here)?;
            return Ok(Match::No);
        }
        Ok(Match::Yes)
    }

    /// The target of a mechanism that has one, else the domain. `None` where the mechanism cannot
    /// match.
    fn target_or_domain(
        &mut self,
        spec: Option<&DomainSpec>,
        here: Here<'_>,
    ) -> Result<Option<DomainName>, Stop> {
        let Some(spec) = spec else {
            return Ok(Some(here.domain.clone()));
        };
        Ok(match self.target(spec, here)? {
            Target::Name(name) => Some(name),
            // §4.8: 'Some implementations choose to treat such errors as not-match […], while
            // others return a "permerror"'. Not to match is what a name that does not exist does.
            Target::Malformed(_) | Target::MatchesNothing => None,
        })
    }

    fn target(&mut self, spec: &DomainSpec, here: Here<'_>) -> Result<Target, Stop> {
        // §4.6.4: 'When evaluating the "ptr" mechanism or the %{p} macro, the number of "PTR"
        // resource records queried is included in the overall limit'.
        for _ in 0..uses_of_p(spec.string()) {
            self.count_lookup(here)?;
        }
        self.expanded(spec, here.domain)
    }

    /// Expands without counting.
    pub(super) fn expanded(&self, spec: &DomainSpec, domain: &DomainName) -> Result<Target, Stop> {
        let validated = self.validated_if_used(spec.string(), domain)?;
        Ok(self.values(domain, &validated).target(spec))
    }

    /// The value of `%{p}`, looked up only where it is used.
    pub(super) fn validated_if_used(
        &self,
        string: &MacroString,
        domain: &DomainName,
    ) -> Result<String, Stop> {
        match uses_of_p(string) {
            0 => Ok(String::new()),
            _ => self.validated_name(domain),
        }
    }

    pub(super) fn values<'v>(&'v self, domain: &'v DomainName, validated: &'v str) -> Values<'v> {
        Values {
            query: self.query,
            client: self.client,
            sender_domain: self.sender_domain,
            domain,
            validated,
        }
    }

    fn count_lookup(&mut self, here: Here<'_>) -> Result<(), Stop> {
        self.lookups += 1;
        self.trace.steps[here.step].own += 1;
        if self.lookups > SPF_LOOKUPS_MAX {
            let cause = Cause::TooManyLookups(self.at(here));
            return Err(Stop::Error(SpfResult::PermError, cause));
        }
        Ok(())
    }

    pub(super) fn count_void(&mut self, here: Here<'_>) -> Result<(), Stop> {
        self.voids += 1;
        if self.voids > SPF_VOID_LOOKUPS_MAX {
            let cause = Cause::TooManyVoidLookups(self.at(here));
            return Err(Stop::Error(SpfResult::PermError, cause));
        }
        Ok(())
    }

    fn begin<'d>(&mut self, domain: &'d DomainName, visit: usize, span: Span) -> Here<'d> {
        let step = self.trace.steps.len();
        self.trace.steps.push(Step {
            visit,
            span,
            own: 0,
            nested: 0,
            lookups: counted(self.lookups),
            voids: 0,
            outcome: StepOutcome::NoMatch,
        });
        Here {
            domain,
            visit,
            span,
            step,
        }
    }

    fn finish(&mut self, here: Here<'_>, outcome: StepOutcome) {
        let (lookups, voids) = (counted(self.lookups), counted(self.voids));
        let step = &mut self.trace.steps[here.step];
        step.nested = lookups - step.lookups - step.own;
        step.lookups = lookups;
        step.voids = voids;
        step.outcome = outcome;
    }

    fn at(&self, here: Here<'_>) -> At {
        let text = &self.trace.visits[here.visit].text;
        At {
            domain: here.domain.clone(),
            term: text[here.span.start..here.span.end].to_string(),
        }
    }

    fn without_record(&self, here: Here<'_>, target: String) -> Stop {
        let at = self.at(here);
        let cause = Cause::TargetWithoutRecord { at, target };
        Stop::Error(SpfResult::PermError, cause)
    }
}

/// §4.6.4's numbers are small; the counters stop right behind them.
fn counted(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn uses_of_p(string: &MacroString) -> usize {
    string
        .macros()
        .filter(|expand| expand.letter == MacroLetter::ValidatedName)
        .count()
}

/// §5: 'if the DNS server returns an error (RCODE other than 0 or 3) or the query times out, the
/// mechanism stops and the topmost check_host() returns "temperror".'
fn known<T>(lookup: &Lookup<T>, question: impl Fn() -> Question) -> Result<&[T], Stop> {
    let outcome = lookup.outcome.known();
    outcome.map_err(|failure| no_answer(question(), failure))
}

fn no_answer(question: Question, failure: Failure) -> Stop {
    let cause = Cause::NoAnswer { question, failure };
    Stop::Error(SpfResult::TempError, cause)
}
