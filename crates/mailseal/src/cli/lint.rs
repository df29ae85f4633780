//! `mailseal lint KIND [RECORD]`

use protocols::finding::{Finding, RecordKind, corrected};
use protocols::lint::lint;
use protocols::name::DomainName;

use crate::cli::Exit;
use crate::cli::args::{CheckFormat, KindArg, LintArgs};
use crate::cli::verdict::exit_of;
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &LintArgs, context: &Context) -> Result<Exit, Failed> {
    let kind = kind_of(args.kind);
    let owner = args.owner.as_deref().map(input::domain).transpose()?;
    let text = input::record(args.record.as_deref())?;
    let findings = findings(kind, &text, owner.as_ref());
    context.print(&shown(args, kind, &text, &findings, context))?;
    Ok(exit_of(&findings, 0, args.fail_on))
}

fn shown(
    args: &LintArgs,
    kind: RecordKind,
    text: &str,
    findings: &[Finding],
    context: &Context,
) -> String {
    let corrected = corrected(text, findings);
    let words = &context.catalogue;
    match args.format {
        CheckFormat::Text => render::lint::text(findings, corrected.as_deref(), context),
        CheckFormat::Json => wire::lint::json(kind, text, findings, corrected.as_deref(), words),
        CheckFormat::Ndjson => wire::lint::ndjson(findings, words),
        CheckFormat::Sarif => wire::sarif::text(&[(None, findings)], words),
        CheckFormat::Junit => wire::junit::lint(kind, findings, args.fail_on, words),
    }
}

/// What is wrong with a record, the worst first.
pub(crate) fn findings(kind: RecordKind, text: &str, owner: Option<&DomainName>) -> Vec<Finding> {
    // Every kind that can be typed is a text, so there is always a linter for it.
    let mut findings = lint(kind, text, owner).unwrap_or_default();
    findings.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.place.span));
    findings
}

/// The kind of record that a word means.
pub(crate) fn kind_of(kind: KindArg) -> RecordKind {
    match kind {
        KindArg::Spf => RecordKind::Spf,
        KindArg::Dkim => RecordKind::DkimKey,
        KindArg::Selector => RecordKind::DkimSelector,
        KindArg::Dmarc => RecordKind::Dmarc,
        KindArg::DmarcReport => RecordKind::DmarcReport,
        KindArg::MtaSts => RecordKind::MtaSts,
        KindArg::MtaStsPolicy => RecordKind::MtaStsPolicy,
        KindArg::TlsRpt => RecordKind::TlsRpt,
        KindArg::Tlsa => RecordKind::Tlsa,
    }
}
