//! Reports of checks on their way out: printed as they come where the format allows, gathered where
//! it is one document.

use app::check::Checked;
use protocols::answers::Answers;
use protocols::assessment::Assessment;
use protocols::finding::Finding;
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::cli::args::CheckFormat;
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
        Report {
            domain: domain.clone(),
            assessment,
            ignored,
            ended,
            servers,
            now,
        }
    }
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
    context: &'a Context,
    gathered: Vec<Report>,
    count: usize,
}

impl<'a> Output<'a> {
    /// Nothing printed yet.
    pub(crate) fn new(format: CheckFormat, context: &'a Context) -> Output<'a> {
        Output {
            format,
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
            CheckFormat::Junit => wire::check::junit(&self.gathered, words),
        };
        self.context.print(&text)
    }
}
