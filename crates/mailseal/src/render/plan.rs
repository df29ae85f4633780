//! What `plan` prints for people: what would change as a difference, what waits for what, what is in
//! the way and what to do about it.

use app::plan::Drawn;
use app::provider::Provider;
use protocols::name::DomainName;
use protocols::plan::{
    Blocked, BlockedWhy, Plan, PlanStep, StepReason, Unobserved, WaitFor, WaitingStep,
};
use protocols::rrset::RecordData;

use crate::context::{Context, Detail};
use crate::export::{one_string, published};
use crate::render::question;
use crate::render::style::{BAD, BOLD, CALM, CARE, DIM, GOOD, paint};
use crate::told::Excerpt;
use crate::wording::{Arguments, Catalogue, escape};

/// All plans, as they are shown before they are applied: what is next is asked then.
pub(crate) fn before_apply(drawn: &[Drawn], context: &Context) -> String {
    let texts = drawn.iter().map(|drawn| body(drawn, context));
    texts.collect::<Vec<String>>().join("\n")
}

/// All plans, one after the other.
pub(crate) fn text(drawn: &[Drawn], context: &Context) -> String {
    let texts = drawn.iter().map(|drawn| one(drawn, context));
    texts.collect::<Vec<String>>().join("\n")
}

fn one(drawn: &Drawn, context: &Context) -> String {
    let mut out = body(drawn, context);
    out.push_str(&next(&drawn.plan, &context.catalogue));
    out
}

fn body(drawn: &Drawn, context: &Context) -> String {
    let (plan, words) = (&drawn.plan, &context.catalogue);
    let mut out = head(plan, drawn.provider, words);
    out.push('\n');
    for step in &plan.steps {
        out.push_str(&change(step, &plan.domain, words));
    }
    for waiting in &plan.waiting {
        out.push_str(&later(waiting, &plan.domain, words));
    }
    for blocked in &plan.blocked {
        out.push_str(&self::blocked(blocked, words));
    }
    out.push_str(&unknowns(plan, context));
    out.push_str(&standing(plan, context));
    if !out.ends_with("\n\n") {
        out.push('\n');
    }
    out
}

/// `example.org   2 changes, 1 waits · 31 records of others stay · Cloudflare · zone example.org`
fn head(plan: &Plan, provider: Option<&Provider>, words: &Catalogue) -> String {
    let mut counts = Vec::new();
    for (key, count, style) in [
        ("plan-count-changes", plan.steps.len(), BOLD),
        ("plan-count-waiting", plan.waiting.len(), CALM),
        ("plan-count-blocked", plan.blocked.len(), BAD),
        ("count-unknowns", plan.open_unknowns().count(), CALM),
    ] {
        if count > 0 {
            let words = words.say(key, &Arguments::none().count("count", count));
            counts.push(paint(style, words));
        }
    }
    if counts.is_empty() {
        counts.push(paint(GOOD, words.word("plan-nothing")));
    }
    let mut parts = vec![counts.join(", ")];
    if plan.foreign_records > 0 {
        let count = Arguments::none().count("count", plan.foreign_records);
        parts.push(words.say("plan-count-foreign", &count));
    }
    parts.extend(provider.map(|provider| provider.name.to_owned()));
    let mut zones = plan.steps.iter().map(|step| &step.zone);
    // Only where the domain is no zone of its own.
    if let Some(zone) = zones.find(|zone| plan.domain != **zone && plan.domain.is_at_or_below(zone))
    {
        let zone = Arguments::none().text("zone", zone.as_str());
        parts.push(words.say("plan-in-zone", &zone));
    }
    let domain = paint(BOLD, plan.domain.to_unicode());
    format!("{domain}   {}\n", parts.join(" · "))
}

/// The sign of what becomes of a set, and its style.
fn sign(step: &PlanStep) -> String {
    match (&step.change.before, &step.change.after) {
        (None, _) => paint(GOOD, "+"),
        (Some(_), Some(_)) => paint(CARE, "~"),
        (Some(_), None) => paint(BAD, "-"),
    }
}

/// The set, what is done to it, and each value that goes or comes.
pub(crate) fn change(step: &PlanStep, domain: &DomainName, words: &Catalogue) -> String {
    let change = &step.change;
    let mut notes = vec![reason(step, words)];
    let kept = change.kept().len();
    if kept > 0 {
        notes.push(words.say("plan-kept", &Arguments::none().count("count", kept)));
    }
    if !domain.is_at_or_below(&step.zone) {
        let zone = Arguments::none().text("zone", step.zone.as_str());
        notes.push(words.say("plan-in-zone", &zone));
    }
    let head = format!("{:<5} {}", change.key.kind.word(), change.key.owner);
    let mut out = format!(
        "  {} {}   {}\n",
        sign(step),
        paint(BOLD, head),
        paint(DIM, format!("{}: {}", step.role.word(), notes.join("; "))),
    );
    for value in change.removed() {
        out.push_str(&format!(
            "      {}\n",
            paint(BAD, format!("- {}", told(value)))
        ));
    }
    for value in change.added() {
        out.push_str(&format!(
            "      {}\n",
            paint(GOOD, format!("+ {}", told(value)))
        ));
    }
    out
}

/// On what ground a record set is changed.
pub(crate) fn reason(step: &PlanStep, words: &Catalogue) -> String {
    let key = match step.reason {
        StepReason::Create => "plan-reason-create",
        StepReason::Replace => "plan-reason-replace",
        StepReason::Merge => "plan-reason-merge",
        StepReason::MergeSeveral => "plan-reason-merge-several",
        StepReason::TakeOver => "plan-reason-take-over",
        StepReason::Withdraw => "plan-reason-withdraw",
        StepReason::GiveBack => "plan-reason-give-back",
        StepReason::TakeBack => "plan-reason-take-back",
        StepReason::Restore => "plan-reason-restore",
    };
    words.word(key)
}

fn later(waiting: &WaitingStep, domain: &DomainName, words: &Catalogue) -> String {
    let mut out = change(&waiting.step, domain, words);
    let until = until(&waiting.until, domain, words);
    out.push_str(&format!("      {} {until}\n", paint(CALM, "…")));
    out
}

/// What a step waits for.
pub(crate) fn until(until: &WaitFor, domain: &DomainName, words: &Catalogue) -> String {
    match until {
        WaitFor::PolicyServed(url) => {
            let arguments = Arguments::none()
                .text("url", url)
                .text("domain", domain.as_str());
            words.say("plan-until-policy", &arguments)
        }
        WaitFor::InPlace(key) => {
            let arguments = Arguments::none()
                .text("name", key.owner.as_str())
                .text("type", key.kind.word());
            words.say("plan-until-in-place", &arguments)
        }
        WaitFor::Moment(moment) => {
            let date = Arguments::none().text("date", crate::render::stored::day(*moment));
            words.say("plan-until-moment", &date)
        }
    }
}

/// Something in the way: the words that say so, and what stands there.
pub(crate) struct InTheWay {
    /// The key of its words; `.fix` says what to do.
    pub(crate) key: &'static str,
    /// The name it is about, or what is typed to replace it.
    pub(crate) name: String,
    /// What stands there, cut and safe to show.
    pub(crate) texts: Vec<String>,
}

impl InTheWay {
    /// Of a plan.
    pub(crate) fn of(blocked: &Blocked) -> InTheWay {
        let bare = |key, name: String| (key, name, Vec::new());
        let (key, name, texts) = match &blocked.why {
            BlockedWhy::Alias(target) => bare("plan-blocked-alias", target.to_string()),
            BlockedWhy::Delegated(zone) => bare("plan-blocked-delegated", zone.to_string()),
            BlockedWhy::OtherZone(zone) => {
                let record = protocols::dmarc::report_authorization::AUTHORIZATION_TEXT;
                let line = format!("+ {record}");
                ("plan-blocked-other-zone", zone.to_string(), vec![line])
            }
            BlockedWhy::NoZone => bare("plan-blocked-no-zone", blocked.key.owner.to_string()),
            BlockedWhy::Foreign(text) => {
                let role = role_typed(blocked).unwrap_or_default();
                ("plan-blocked-foreign", role.to_owned(), vec![cut(text)])
            }
            BlockedWhy::SeveralSpf(all) => {
                let texts = all.iter().map(|text| cut(text)).collect();
                ("plan-blocked-several-spf", String::new(), texts)
            }
            BlockedWhy::BrokenSpf(text) => {
                ("plan-blocked-broken-spf", String::new(), vec![cut(text)])
            }
            BlockedWhy::ServersDiffer(said) => {
                let said = said.iter();
                let texts = said.map(|(server, text)| format!("{}: {}", escape(server), cut(text)));
                let key = "plan-blocked-servers-differ";
                (key, String::new(), texts.collect())
            }
        };
        InTheWay { key, name, texts }
    }

    /// What its words are about.
    pub(crate) fn arguments(&self, blocked: &Blocked) -> Arguments<'static> {
        Arguments::none()
            .text("name", &self.name)
            .text("owner", blocked.key.owner.as_str())
    }
}

/// What is in the way, what stands there, and what to do.
pub(crate) fn blocked(blocked: &Blocked, words: &Catalogue) -> String {
    let key = &blocked.key;
    let in_the_way = InTheWay::of(blocked);
    let arguments = in_the_way.arguments(blocked);
    let head = format!("{:<5} {}", key.kind.word(), key.owner);
    let mut out = format!(
        "  {} {}   {}\n",
        paint(BAD, "✗"),
        paint(BOLD, head),
        format_args!(
            "{}: {}",
            blocked.role.word(),
            words.say(in_the_way.key, &arguments)
        ),
    );
    for text in &in_the_way.texts {
        out.push_str(&format!("      {text}\n"));
    }
    let fix = match (&blocked.why, role_typed(blocked)) {
        (BlockedWhy::Foreign(_), None) => "fix-never",
        (_, _) => "fix",
    };
    if let Some(fix) = words.attribute(in_the_way.key, fix, &arguments) {
        out.push_str(&format!("      {} {fix}\n", paint(CALM, "→")));
    }
    out
}

/// What to type behind `--take-over`; `None` where nothing is ever taken over.
pub(crate) fn role_typed(blocked: &Blocked) -> Option<&'static str> {
    use protocols::domain::Role;
    match blocked.role {
        Role::TlsRpt => Some("tls-rpt"),
        Role::DkimKey | Role::KeyRevocation => Some("dkim"),
        Role::Spf => Some("spf"),
        Role::Dmarc => Some("dmarc"),
        // An alias cannot take the place of addresses in one change.
        Role::PolicyHost => Some("policy-host"),
        Role::MtaSts => Some("mta-sts"),
        Role::ReportConsent | Role::Tlsa | Role::NullMx => None,
    }
}

fn unknowns(plan: &Plan, context: &Context) -> String {
    let words = &context.catalogue;
    let shown: Vec<&Unobserved> = match context.detail {
        Detail::Full => plan.unknown.iter().collect(),
        Detail::Usual | Detail::Quiet => plan.open_unknowns().collect(),
    };
    let line = |unknown: &&Unobserved| {
        let arguments = Arguments::none()
            .text("question", question::words(&unknown.question, words))
            .text(
                "failure",
                words.word(question::failure_key(unknown.failure)),
            );
        let text = words.say("plan-unknown", &arguments);
        format!("  {} {}: {text}\n", paint(CALM, "?"), unknown.role.word())
    };
    shown.iter().map(line).collect()
}

/// What stands as it is wanted: counted, with `-v` listed.
fn standing(plan: &Plan, context: &Context) -> String {
    let words = &context.catalogue;
    let mut out = String::new();
    if context.detail == Detail::Quiet {
        return out;
    }
    for (key, records) in [
        ("plan-in-place", &plan.in_place),
        ("plan-adopted", &plan.adopted),
    ] {
        if records.is_empty() {
            continue;
        }
        let count = Arguments::none().count("count", records.len());
        let line = words.say(key, &count);
        out.push_str(&format!("  {} {line}\n", paint(GOOD, "✓")));
        if context.detail == Detail::Full {
            for record in records {
                let publication = &record.publication;
                let kind = RecordData::from(&publication.data).kind().word();
                let value = cut(&one_string(&publication.data));
                let line = format!("{kind:<5} {} {value}", publication.owner);
                out.push_str(&format!("      {}\n", paint(DIM, line)));
            }
        }
    }
    out
}

fn next(plan: &Plan, words: &Catalogue) -> String {
    let key = if !plan.steps.is_empty() || !plan.adopted.is_empty() {
        "plan-next-apply"
    } else if !plan.waiting.is_empty() {
        "plan-next-wait"
    } else if !plan.blocked.is_empty() {
        "plan-next-blocked"
    } else {
        "plan-next-check"
    };
    let domain = Arguments::none().text("domain", plan.domain.as_str());
    let label = paint(BOLD, words.word("label-next"));
    format!("{label}   {}\n", words.say(key, &domain))
}

/// A value as it is published, safe to print.
pub(crate) fn told(value: &RecordData) -> String {
    cut(&one_string(&published(value)))
}

fn cut(text: &str) -> String {
    escape(&Excerpt::of(text, None).to_string())
}
