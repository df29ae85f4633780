//! A finding: a stable id that names the fault, where it is, what was seen, and the fix as data.
//!
//! There are no sentences here. The words for an id live in the catalogues of the `mailseal` crate
//! (`wording/en`, `wording/de`); a finding carries the arguments that fill them.

use std::sync::Arc;

use crate::answers::{Need, Needs, Question};
use crate::name::DomainName;
use crate::published::Publication;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing has to be done.
    Info,
    /// Works, but could be better.
    Low,
    /// Risky, or partly ignored by receivers.
    Medium,
    /// A protection does not work, or works against the owner.
    High,
    /// Mail is lost or anyone can forge the domain although the owner meant to stop it.
    Critical,
}

/// What kind of thing a finding is about; also what `lint KIND` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// An SPF record.
    Spf,
    /// A DKIM key record.
    DkimKey,
    /// A DKIM selector, as a person types it.
    DkimSelector,
    /// A DMARC policy record.
    Dmarc,
    /// A record that authorises external DMARC reports.
    DmarcReport,
    /// The `_mta-sts` TXT record.
    MtaSts,
    /// The MTA-STS policy file.
    MtaStsPolicy,
    /// The `_smtp._tls` TXT record.
    TlsRpt,
    /// A TLSA record.
    Tlsa,
    /// Anything else in the DNS: MX, PTR, CAA, NS, wildcards.
    Dns,
    /// What a mail host says on port 25.
    Smtp,
}

/// Octets `start..end` of the record's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First octet.
    pub start: usize,
    /// One past the last octet.
    pub end: usize,
}

impl Span {
    /// Octets `start..end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What kind of record.
    pub kind: RecordKind,
    /// The owner name, when it is known (a linted text has none).
    pub owner: Option<DomainName>,
    /// The record as it stands, empty when there is none. All findings in one text share it: a
    /// stranger's record of 64 KiB with a hundred faults stays in memory once.
    pub text: Arc<str>,
    /// The part of `text` at fault.
    pub span: Option<Span>,
}

impl Place {
    /// A text as a whole, standing at `owner` where that is known.
    pub fn new(kind: RecordKind, owner: Option<&DomainName>, text: impl Into<Arc<str>>) -> Place {
        Place {
            kind,
            owner: owner.cloned(),
            text: text.into(),
            span: None,
        }
    }

    /// An owner name where no text stands.
    pub fn bare(kind: RecordKind, owner: &DomainName) -> Place {
        Place::new(kind, Some(owner), "")
    }

    /// A part of this text.
    pub fn at(mut self, span: Span) -> Place {
        self.span = Some(span);
        self
    }
}

/// A value that fills a placeholder in the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text from the record or a name. It may come from a stranger: renderers escape it.
    Text(String),
    /// A number, so that catalogues can choose the plural.
    Count(u64),
}

/// What every rule declares; the words for `id` are in the catalogues.
#[derive(Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// `room/fault`, such as `spf/too-many-lookups`; stable for ever.
    pub id: &'static str,
    /// The usual severity; a rule may lower or raise it with context.
    pub severity: Severity,
    /// The section that says so: `RFC 7208 §4.6.4`, or `practice` where no standard does.
    pub section: &'static str,
}

/// One change of a record's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The octets that go; empty to insert.
    pub span: Span,
    /// What stands there instead.
    pub replacement: String,
}

/// What repairs a finding, as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// Change parts of the record's text; shown as a diff. Edits of several findings of one record
    /// are applied together by [`corrected`].
    Edit(Vec<Edit>),
    /// Publish this text in place of the record.
    Rewrite(String),
    /// Publish what is missing.
    Publish(Publication),
    /// Remove what should not be there.
    Withdraw(Publication),
    /// Nothing a record can say: the words of the rule tell what to do.
    Instruct,
}

impl Fix {
    /// Puts `replacement` where `span` is.
    pub fn replace(span: Span, replacement: impl Into<String>) -> Fix {
        Fix::Edit(vec![Edit {
            span,
            replacement: replacement.into(),
        }])
    }
}

/// The record with every edit of these findings applied, or `None` when none has an edit. The
/// findings must be of one record; of edits that overlap, or insert at the same place, the first
/// one wins.
pub fn corrected(text: &str, findings: &[Finding]) -> Option<String> {
    let mut edits: Vec<&Edit> = Vec::new();
    for finding in findings {
        if let Fix::Edit(list) = &finding.fix {
            let free = |e: &Edit| edits.iter().all(|o| e == *o || !collide(e.span, o.span));
            if list.iter().all(free) {
                edits.extend(list);
            }
        }
    }
    if edits.is_empty() {
        return None;
    }
    edits.sort_by_key(|edit| edit.span);
    edits.dedup();
    let mut out = String::new();
    let mut at = 0;
    for edit in edits {
        if edit.span.start < at {
            continue;
        }
        out.push_str(text.get(at..edit.span.start)?);
        out.push_str(&edit.replacement);
        at = edit.span.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

/// Whether two edits cannot both be made. Neighbours can, and an insertion beside a removal.
fn collide(a: Span, b: Span) -> bool {
    let inserts_at_one_place = a == b && a.start == a.end;
    inserts_at_one_place || (a.start < b.end && b.start < a.end)
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that made it.
    pub rule: &'static RuleInfo,
    /// The severity in this context.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// Placeholders for the words, by name.
    pub args: Vec<(&'static str, Value)>,
    /// The answers that show it.
    pub evidence: Vec<Question>,
    /// What repairs it.
    pub fix: Fix,
}

impl Finding {
    /// A finding of `rule` at `place`, with the rule's usual severity and no arguments.
    pub fn new(rule: &'static RuleInfo, place: Place) -> Finding {
        Finding {
            rule,
            severity: rule.severity,
            place,
            args: Vec::new(),
            evidence: Vec::new(),
            fix: Fix::Instruct,
        }
    }

    /// With a text argument.
    pub fn text(mut self, name: &'static str, value: impl ToString) -> Finding {
        self.args.push((name, Value::Text(value.to_string())));
        self
    }

    /// With a number argument.
    pub fn count(mut self, name: &'static str, value: impl TryInto<u64>) -> Finding {
        self.args
            .push((name, Value::Count(value.try_into().unwrap_or(u64::MAX))));
        self
    }

    /// With another severity than the rule's usual one.
    pub fn severity(mut self, severity: Severity) -> Finding {
        self.severity = severity;
        self
    }

    /// With the answer that shows it.
    pub fn evidence(mut self, question: Question) -> Finding {
        self.evidence.push(question);
        self
    }

    /// With what repairs it.
    pub fn fix(mut self, fix: Fix) -> Finding {
        self.fix = fix;
        self
    }
}

/// One rule: what it is and how it looks. Each room names its two kinds: a rule over one record's
/// text, which has nothing to ask, and a rule over what is published, which may need answers.
pub struct Rule<Check> {
    /// Id, severity, section.
    pub info: &'static RuleInfo,
    /// Looks at the room's subject and adds what it finds.
    pub check: Check,
}

/// A rule over one text: it has nothing to ask.
type TextRule<Subject> = Rule<fn(&Subject, &mut Vec<Finding>)>;

/// A rule over what is published: it may need to look further.
type PublishedRule<Published, Noted> = Rule<fn(&Published, &mut Noted) -> Result<(), Need>>;

/// What rules over one text find in it.
pub(crate) fn find<Subject>(rules: &[TextRule<Subject>], subject: &Subject) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in rules {
        (rule.check)(subject, &mut findings);
    }
    findings
}

/// Adds what rules over what is published find. The rules are independent, so what they need is asked
/// at once.
pub(crate) fn find_published<Published, Noted>(
    rules: &[PublishedRule<Published, Noted>],
    published: &Published,
    noted: &mut Noted,
) -> Result<(), Need> {
    let mut needs = Needs::default();
    for rule in rules {
        needs.take((rule.check)(published, noted));
    }
    needs.settle()
}
