//! Records to publish, as a person types or pastes them.

use app::provider::{FormNote, OwnerForm, Provider, ValueForm};
use app::records::{PolicyFile, ToPublish};
use protocols::answers::Failure;
use protocols::domain::PlannedRecord;
use protocols::domain::compare::Standing;
use protocols::name::DomainName;
use protocols::published::PublishedData;

use crate::context::Context;
use crate::export::{kind, one_string, quoted_strings, relative};
use crate::render::question::failure_key;
use crate::render::style::{BOLD, CALM, DIM, paint};
use crate::wording::{Arguments, Catalogue, escape};

/// What `records` prints as a table: for each record its name and its value alone on a line, and
/// what it takes the place of.
pub(crate) fn table(
    domain: &DomainName,
    publish: &ToPublish,
    standing: &[Standing],
    provider: Option<&Provider>,
    context: &Context,
) -> String {
    let mut out = of_provider(provider, &context.catalogue);
    out.push('\n');
    out.push_str(&body(domain, publish, standing, provider, context));
    out
}

/// Whose form it is, and what to know about it.
pub(crate) fn of_provider(provider: Option<&Provider>, words: &Catalogue) -> String {
    match provider {
        Some(provider) => {
            let name = Arguments::none().text("provider", provider.name);
            let mut head = format!("{}\n", paint(BOLD, words.say("records-provider", &name)));
            for hint in hints(provider) {
                head.push_str(&format!("  · {}\n", words.word(hint)));
            }
            head
        }
        None => format!("{}\n", paint(DIM, words.word("records-provider-unknown"))),
    }
}

/// `standing` is in the order of the records, or empty where nobody looked.
pub(super) fn body(
    domain: &DomainName,
    publish: &ToPublish,
    standing: &[Standing],
    provider: Option<&Provider>,
    context: &Context,
) -> String {
    let words = &context.catalogue;
    let mut out = String::new();
    for (index, planned) in publish.records.iter().enumerate() {
        out.push_str(&record(index + 1, planned, domain, provider, words));
        if let Some(standing) = standing.get(index) {
            out.push_str(&place_of(standing, words));
        }
        out.push('\n');
    }
    if let Some(policy) = &publish.policy {
        out.push_str(&policy_file(policy, words));
    }
    out
}

pub(crate) fn record(
    number: usize,
    planned: &PlannedRecord,
    domain: &DomainName,
    provider: Option<&Provider>,
    words: &Catalogue,
) -> String {
    let publication = &planned.publication;
    let data = &publication.data;
    let head = format!("{:<5} {}", kind(data), publication.owner);
    let why = words.word(planned.role.why());
    let mut out = format!(
        "{number:>3}  {}  TTL {}\n     {}\n",
        paint(BOLD, head),
        publication.ttl_seconds,
        paint(DIM, format!("{}: {why}", planned.role.word())),
    );
    let inside = publication.owner.is_at_or_below(domain);
    if let Some(provider) = provider.filter(|_| inside) {
        let name = match (provider.owner, relative(&publication.owner, domain)) {
            (OwnerForm::RelativeOrEmpty, name) if name == "@" => words.word("records-name-empty"),
            (OwnerForm::Relative | OwnerForm::RelativeOrEmpty, name) => name,
        };
        out.push_str(&labelled(&words.word("records-name"), &name));
    }
    let plain = one_string(data);
    let strings = match data {
        PublishedData::Txt(text) => quoted_strings(text),
        PublishedData::Cname(_) | PublishedData::Mx(_) | PublishedData::Tlsa(_) => Vec::new(),
    };
    let quoted = provider.is_some_and(|provider| provider.value == ValueForm::Quoted);
    let splits = provider.is_some_and(|provider| provider.value == ValueForm::Plain);
    if quoted && !strings.is_empty() {
        out.push_str(&labelled(&words.word("records-value"), &strings.join(" ")));
    } else {
        out.push_str(&labelled(&words.word("records-value"), &plain));
        if strings.len() > 1 && !splits {
            out.push_str(&labelled(
                &words.word("records-strings"),
                &strings.join(" "),
            ));
        }
    }
    out
}

/// What stands there already. Who adds a second SPF or DMARC record has none.
fn place_of(standing: &Standing, words: &Catalogue) -> String {
    match standing {
        // Whoever asked for nothing to be asked was told once for all records.
        Standing::Nothing | Standing::Unknown(Failure::NotAsked) => String::new(),
        Standing::Planned => {
            let stands = words.word("records-stands");
            format!("     {}\n", paint(CALM, format!("✓ {stands}")))
        }
        Standing::Others(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| escape(text)).collect();
            labelled(&words.word("records-in-place-of"), &texts.join("\n"))
        }
        Standing::Unknown(failure) => {
            let failure = words.word(failure_key(*failure));
            let failure = Arguments::none().text("failure", failure);
            format!("     {}\n", words.say("records-place-not-seen", &failure))
        }
    }
}

/// The label on a line of its own, so that the value can be marked whole.
pub(crate) fn labelled(label: &str, value: &str) -> String {
    format!("     {}\n{value}\n", paint(CALM, label))
}

fn policy_file(policy: &PolicyFile, words: &Catalogue) -> String {
    let url = Arguments::none().text("url", &policy.url);
    let mut out = format!("     {}\n", paint(BOLD, words.say("records-policy", &url)));
    for line in policy.text.lines() {
        out.push_str(line);
        out.push('\n');
    }
    out.push('\n');
    out
}

/// The catalogue keys of what to know about a form.
pub(crate) fn hints(provider: &Provider) -> Vec<&'static str> {
    let mut hints = vec![match provider.owner {
        OwnerForm::Relative => "provider-owner-relative",
        OwnerForm::RelativeOrEmpty => "provider-owner-relative-or-empty",
    }];
    hints.push(match provider.value {
        ValueForm::Plain => "provider-value-plain",
        ValueForm::Quoted => "provider-value-quoted",
        ValueForm::Unverified => "provider-value-unverified",
    });
    hints.extend(provider.notes.iter().map(|note| match note {
        FormNote::OwnTypes => "provider-own-types",
        FormNote::DefaultSpf => "provider-default-spf",
        FormNote::NoTlsa => "provider-no-tlsa",
        FormNote::ProxyHidesTxt => "provider-proxy-hides-txt",
        FormNote::SlowReload => "provider-slow-reload",
        FormNote::AsciiOnly1024 => "provider-ascii-only",
        FormNote::SpacesVanish => "provider-spaces-vanish",
        FormNote::BrokenLines => "provider-broken-lines",
    }));
    hints
}
