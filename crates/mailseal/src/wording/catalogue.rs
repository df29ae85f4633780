//! One language's words.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use protocols::finding::{Finding, Value};
use unic_langid::langid;

use super::escape;
use super::files::{ENGLISH, GERMAN};
use crate::told;

/// A language there is a catalogue for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    English,
    /// German.
    German,
}

impl Language {
    /// The language of a locale name such as `de_AT.UTF-8`; English for every other.
    pub(crate) fn of_locale(locale: &str) -> Language {
        let language = locale.split(['_', '-', '.', '@']).next().unwrap_or(locale);
        match language.to_ascii_lowercase().as_str() {
            "de" => Language::German,
            _ => Language::English,
        }
    }
}

/// The placeholders of a message.
#[derive(Default)]
pub(crate) struct Arguments<'a>(FluentArgs<'a>);

impl<'a> Arguments<'a> {
    /// None.
    pub(crate) fn none() -> Arguments<'a> {
        Arguments::default()
    }

    /// With a text, which may come from a stranger: made safe, and no longer than a sentence bears.
    pub(crate) fn text(mut self, name: &'a str, value: impl AsRef<str>) -> Arguments<'a> {
        let told = told::value(value.as_ref()).to_string();
        self.0.set(name, FluentValue::from(escape(&told)));
        self
    }

    /// With a number, by which the catalogue may choose the plural.
    pub(crate) fn count(mut self, name: &'a str, value: impl TryInto<u64>) -> Arguments<'a> {
        self.0.set(
            name,
            FluentValue::from(value.try_into().unwrap_or(u64::MAX)),
        );
        self
    }

    /// With what a finding or a protection carries.
    pub(crate) fn values<N: AsRef<str>>(mut self, values: &'a [(N, Value)]) -> Arguments<'a> {
        for (name, value) in values {
            let name = name.as_ref();
            self = match value {
                Value::Text(text) => self.text(name, text),
                Value::Count(count) => self.count(name, *count),
            };
        }
        self
    }
}

/// One language's words.
pub(crate) struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// The catalogue of a language.
    pub(crate) fn of(language: Language) -> Catalogue {
        let (id, files) = match language {
            Language::English => (langid!("en"), ENGLISH),
            Language::German => (langid!("de"), GERMAN),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks around placeables would break copying records out of a message.
        bundle.set_use_isolating(false);
        for file in files {
            // A broken line costs that message only; a test keeps the files whole.
            let resource = FluentResource::try_new((*file).to_string());
            bundle.add_resource_overriding(resource.unwrap_or_else(|(resource, _)| resource));
        }
        Catalogue { language, bundle }
    }

    /// The catalogue of a language, read once for the life of the process: the server answers in
    /// both, and from many threads.
    pub(crate) fn shared(language: Language) -> &'static Catalogue {
        static ENGLISH: OnceLock<Catalogue> = OnceLock::new();
        static GERMAN: OnceLock<Catalogue> = OnceLock::new();
        let kept = match language {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
        };
        kept.get_or_init(|| Catalogue::of(language))
    }

    /// Its language.
    #[allow(dead_code, reason = "its routes come with the door of the pages")]
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// The message of a key. A key without words is shown itself: a test keeps that from happening.
    pub(crate) fn say(&self, key: &str, arguments: &Arguments<'_>) -> String {
        self.render(key, Part::Value, arguments)
            .unwrap_or_else(|| key.to_string())
    }

    /// A message without placeholders.
    pub(crate) fn word(&self, key: &str) -> String {
        self.say(key, &Arguments::none())
    }

    /// Whether a message begins with words of its own, and not with what it is about: only then may its
    /// first letter be made large.
    pub(crate) fn begins_with_words(&self, key: &str) -> bool {
        // Without its argument a placeable stays visible.
        !self.word(key).starts_with("{$")
    }

    /// Whether there are words for a key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// An attribute of a message.
    pub(crate) fn attribute(
        &self,
        key: &str,
        name: &str,
        arguments: &Arguments<'_>,
    ) -> Option<String> {
        self.render(key, Part::Attribute(name), arguments)
    }

    /// An attribute without a finding at hand: `<name>` stands where an argument would.
    pub(crate) fn manual(&self, key: &str, name: &str) -> Option<String> {
        let text = self.attribute(key, name, &Arguments::none())?;
        Some(with_gaps(&text, |name| format!("<{name}>")))
    }

    /// What a rule finds, without a finding at hand: `…` stands where an argument would.
    pub(crate) fn rule_title(&self, rule_id: &str) -> String {
        let text = self.say(&key_of(rule_id), &Arguments::none());
        with_gaps(&text, |_| "…".to_owned())
    }

    /// The line that says what a finding found.
    pub(crate) fn title(&self, finding: &Finding) -> String {
        self.say(
            &key_of(finding.rule.id),
            &Arguments::none().values(&finding.args),
        )
    }

    /// The text of one part; `None` when there is none. A placeable without its argument stays
    /// visible as `{$name}`: a test keeps that from happening.
    fn render(&self, key: &str, part: Part<'_>, arguments: &Arguments<'_>) -> Option<String> {
        let message = self.bundle.get_message(key)?;
        let pattern = match part {
            Part::Value => message.value()?,
            Part::Attribute(name) => message.get_attribute(name)?.value(),
        };
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&arguments.0), &mut errors);
        Some(text.into_owned())
    }
}

/// A text in which placeables stand that had no argument.
fn with_gaps(text: &str, gap: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, piece) in text.split("{$").enumerate() {
        match piece.split_once('}') {
            Some((name, rest)) if index > 0 => {
                out.push_str(&gap(name));
                out.push_str(rest);
            }
            Some(_) | None => out.push_str(piece),
        }
    }
    out
}

/// Which part of a message.
#[derive(Clone, Copy)]
enum Part<'a> {
    Value,
    Attribute(&'a str),
}

/// The message id of a rule.
pub(crate) fn key_of(rule_id: &str) -> String {
    rule_id.replace('/', "-")
}
