//! Reports of checks on their way out: printed as they come where the format allows, gathered where
//! it is one document.

use app::check::Checked;
use protocols::answers::Answers;
use protocols::assessment::Assessment;
use protocols::dmarc::discover::PolicySource;
use protocols::dmarc::{Policy, PolicyState, TagName, TestMode, discover_policy};
use protocols::finding::Finding;
use protocols::name::DomainName;
use protocols::spf::{Tree, survey};
use protocols::time::Timestamp;

use crate::cli::args::{CheckArgs, CheckFormat, FailOn};
use crate::context::Context;
use crate::failure::Failed;
use crate::ignore::{Entry, IgnoreList};
use crate::render;
use crate::wire;

/// What is said of one domain, with what the ignore list took out.
pub(crate) struct Report {
    /// Which.
    pub(crate) domain: DomainName,
    /// What is left of the assessment.
    pub(crate) assessment: Assessment,
    /// Findings that were left out, each with its entry.
    pub(crate) ignored: Vec<(Finding, Entry)>,
    /// Entries that would have left a finding out, had they not ended.
    pub(crate) ended: Vec<Entry>,
    /// The tree of the SPF record, where a finding is about it.
    pub(crate) spf_tree: Option<Tree>,
    /// What happens to mail that is forged in the domain's name.
    pub(crate) forged: Option<Forged>,
    /// Who answered.
    pub(crate) servers: Vec<String>,
    /// When it was checked.
    pub(crate) now: Timestamp,
}

impl Report {
    /// Takes out what the list covers.
    pub(crate) fn of(
        domain: &DomainName,
        checked: Checked,
        list: &IgnoreList,
        now: Timestamp,
    ) -> Report {
        let servers = servers(&checked.answers);
        let mut assessment = checked.assessment;
        let (mut kept, mut ignored, mut ended) = (Vec::new(), Vec::new(), Vec::new());
        for finding in std::mem::take(&mut assessment.findings) {
            if let Some(entry) = list.covers(domain, &finding) {
                ignored.push((finding, entry.clone()));
                continue;
            }
            ended.extend(list.ended(domain, &finding).cloned());
            kept.push(finding);
        }
        assessment.findings = kept;
        let spf_tree = spf_tree(domain, &assessment, &checked.answers);
        Report {
            domain: domain.clone(),
            assessment,
            ignored,
            ended,
            spf_tree,
            forged: Forged::of(domain, &checked.answers),
            servers,
            now,
        }
    }
}

/// What receivers are asked to do with mail that is forged in a domain's name, `t` taken into account.
pub(crate) struct Forged {
    /// From the domain itself.
    pub(crate) own: Policy,
    /// From a subdomain that exists.
    pub(crate) subdomains: Policy,
    /// From a name below that does not exist.
    pub(crate) missing: Policy,
}

impl Forged {
    /// Known where the domain has a record of its own that applies. Nothing new is asked.
    fn of(domain: &DomainName, answers: &Answers) -> Option<Forged> {
        let discovery = discover_policy(domain, answers).ok()?;
        let PolicyState::Applies(applied) = discovery.policy else {
            return None;
        };
        if applied.source != PolicySource::AuthorDomain {
            return None;
        }
        let record = &applied.found.record;
        let of_tag = |policy: Option<(Policy, TagName)>| match (policy, record.t) {
            (None, _) => applied.applied,
            (Some((policy, _)), TestMode::Off) => policy,
            (Some((policy, _)), TestMode::Testing) => policy.one_level_below(),
        };
        Some(Forged {
            own: applied.applied,
            subdomains: of_tag(record.for_existing_subdomains()),
            missing: of_tag(record.for_missing_subdomains()),
        })
    }
}

/// The tree of the record that stands, where there are too many lookups in it.
fn spf_tree(domain: &DomainName, assessment: &Assessment, answers: &Answers) -> Option<Tree> {
    let mut findings = assessment.findings.iter();
    let text = findings
        .find(|finding| render::finding::is_about_tree(finding))
        .map(|finding| finding.place.text.as_ref())?;
    survey(domain, text, answers).ok().map(|survey| survey.tree)
}

/// Servers shown in a report's head; more are counted by nobody.
const SERVERS_SHOWN_MAX: usize = 4;

/// Who answered DNS questions, each once, in the order of the questions.
fn servers(answers: &Answers) -> Vec<String> {
    let mut servers: Vec<String> = Vec::new();
    for (_, answer) in answers.iter() {
        let Some(server) = answer.server() else {
            continue;
        };
        if !server.is_empty() && !servers.iter().any(|known| known == server) {
            servers.push(server.to_string());
            if servers.len() == SERVERS_SHOWN_MAX {
                break;
            }
        }
    }
    servers
}

/// Where reports go.
pub(crate) struct Output<'a> {
    format: CheckFormat,
    fail_on: FailOn,
    context: &'a Context,
    gathered: Vec<Report>,
    count: usize,
}

impl<'a> Output<'a> {
    /// Nothing printed yet.
    pub(crate) fn new(args: &CheckArgs, context: &'a Context) -> Output<'a> {
        Output {
            format: args.format,
            fail_on: args.fail_on,
            context,
            gathered: Vec::new(),
            count: 0,
        }
    }

    /// One more report.
    pub(crate) fn add(&mut self, report: Report) -> Result<(), Failed> {
        let words = &self.context.catalogue;
        self.count += 1;
        match self.format {
            CheckFormat::Text => {
                let gap = if self.count > 1 { "\n" } else { "" };
                self.context.print(&format!(
                    "{gap}{}",
                    render::check::text(&report, self.context)
                ))
            }
            CheckFormat::Ndjson => self.context.print(&wire::check::line(&report, words)),
            CheckFormat::Json | CheckFormat::Sarif | CheckFormat::Junit => {
                self.gathered.push(report);
                Ok(())
            }
        }
    }

    /// Prints what is one document.
    pub(crate) fn finish(self) -> Result<(), Failed> {
        let words = &self.context.catalogue;
        let text = match self.format {
            CheckFormat::Text | CheckFormat::Ndjson => return Ok(()),
            CheckFormat::Json => wire::check::document(&self.gathered, words),
            CheckFormat::Sarif => {
                let groups: Vec<(Option<&DomainName>, &[Finding])> = self
                    .gathered
                    .iter()
                    .map(|report| (Some(&report.domain), report.assessment.findings.as_slice()))
                    .collect();
                wire::sarif::text(&groups, words)
            }
            CheckFormat::Junit => wire::check::junit(&self.gathered, self.fail_on, words),
        };
        self.context.print(&text)
    }
}
