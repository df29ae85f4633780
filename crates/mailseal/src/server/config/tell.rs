//! `[[tell]]`: whom to tell what changed, each a table.

use std::collections::BTreeSet;

use app::access::Secret;
use app::watch::hours::{Digest, QuietHours};
use app::watch::tell::{Domains, Recipient};
use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use net::tell::{
    Channel, ChannelError, House, Login, Mail, MailSecurity, MailTerms, Matrix, MatrixTerms, Ntfy,
    NtfyTerms, WebTerms, Webhook, WebhookTerms,
};
use protocols::finding::Severity;
use protocols::name::DomainName;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Unexpected};

use super::Fault;
use crate::credential::Source;
use crate::failure::Failed;
use crate::input;
use crate::wording::Language;

/// One recipient. Which of the fields from `server` on it has is up to its kind.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Tell {
    /// What it is called, in the log and in the outbox.
    pub(crate) name: String,
    /// How it is told.
    pub(crate) kind: Kind,
    /// In which language.
    #[serde(default)]
    pub(crate) language: TellLanguage,
    /// From which severity on a change is told by itself.
    #[serde(default)]
    pub(crate) least: Least,
    /// Hours in which only what is critical is told, `22:00-07:00`.
    #[serde(default, deserialize_with = "quiet")]
    pub(crate) quiet: Option<QuietHours>,
    /// When the rest is told: `daily 08:00`, `weekly monday 08:00`.
    #[serde(default, deserialize_with = "digest")]
    pub(crate) digest: Option<Digest>,
    /// The time zone of these hours.
    #[serde(default, deserialize_with = "zone")]
    pub(crate) zone: Zone,
    /// Of which domains and what lies below them; of all where none is named.
    #[serde(default, deserialize_with = "names")]
    pub(crate) domains: Vec<DomainName>,
    /// The server's name (mail) or URL (ntfy, matrix).
    pub(crate) server: Option<String>,
    /// Mail: the server's port.
    pub(crate) port: Option<u16>,
    /// Mail: how the connection is secured.
    pub(crate) security: Option<Security>,
    /// Mail: the name to log in with.
    pub(crate) user: Option<String>,
    /// Mail: where its password is.
    pub(crate) password: Option<String>,
    /// Mail: whom it is from.
    pub(crate) from: Option<String>,
    /// Mail: whom it is to.
    pub(crate) to: Option<Vec<String>>,
    /// Webhook: where.
    pub(crate) url: Option<String>,
    /// Webhook: where the secret of the signature is.
    pub(crate) secret: Option<String>,
    /// ntfy: the topic.
    pub(crate) topic: Option<String>,
    /// Matrix: the room's id.
    pub(crate) room: Option<String>,
    /// ntfy, Matrix: where the access token is.
    pub(crate) token: Option<String>,
    /// Webhook, ntfy, Matrix: whether it may be within the house, also without TLS.
    pub(crate) private: Option<bool>,
}

/// How a recipient is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    Mail,
    Webhook,
    Ntfy,
    Matrix,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TellLanguage {
    #[default]
    En,
    De,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Least {
    Info,
    Low,
    #[default]
    Medium,
    High,
    Critical,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Security {
    Starttls,
    Implicit,
    None,
}

/// A time zone; UTC where none is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Zone(pub(crate) TimeZone);

impl Default for Zone {
    fn default() -> Zone {
        Zone(TimeZone::UTC)
    }
}

/// What every channel is given beside its own settings.
pub(crate) struct Surroundings {
    /// Roots that are trusted beside Mozilla's.
    pub(crate) extra_roots_pem: Vec<Vec<u8>>,
    /// Our name in EHLO.
    pub(crate) ehlo_name: String,
}

impl Tell {
    /// Whom it is for, when, and of what.
    pub(crate) fn recipient(&self) -> Recipient {
        Recipient {
            name: self.name.clone(),
            least: match self.least {
                Least::Info => Severity::Info,
                Least::Low => Severity::Low,
                Least::Medium => Severity::Medium,
                Least::High => Severity::High,
                Least::Critical => Severity::Critical,
            },
            quiet: self.quiet,
            digest: self.digest,
            zone: self.zone.0.clone(),
            domains: match self.domains.as_slice() {
                [] => Domains::All,
                names => Domains::Below(names.to_vec()),
            },
        }
    }

    /// The words it is told in.
    pub(crate) fn language(&self) -> Language {
        match self.language {
            TellLanguage::En => Language::English,
            TellLanguage::De => Language::German,
        }
    }

    /// The way to it, with its credentials as they are now.
    pub(crate) fn channel(&self, around: &Surroundings) -> Result<Channel, Failed> {
        let web = || WebTerms {
            house: match self.private {
                Some(true) => House::Open,
                Some(false) | None => House::Closed,
            },
            extra_roots_pem: around.extra_roots_pem.clone(),
        };
        let channel = match self.kind {
            Kind::Mail => Mail::new(&self.mail(around)?).map(Channel::Mail),
            Kind::Webhook => Webhook::new(&WebhookTerms {
                url: text(&self.url),
                secret: secret(&self.secret)?.unwrap_or_else(|| Secret::new("")),
                web: web(),
            })
            .map(|webhook| Channel::Webhook(Box::new(webhook))),
            Kind::Ntfy => Ntfy::new(&NtfyTerms {
                server: text(&self.server),
                topic: text(&self.topic),
                token: secret(&self.token)?,
                web: web(),
            })
            .map(Channel::Ntfy),
            Kind::Matrix => Matrix::new(&MatrixTerms {
                server: text(&self.server),
                room: text(&self.room),
                token: secret(&self.token)?.unwrap_or_else(|| Secret::new("")),
                web: web(),
            })
            .map(Channel::Matrix),
        };
        channel.map_err(|error| {
            Failed::new("error-tell-unusable")
                .text("name", &self.name)
                .because(reason(&error))
        })
    }

    fn mail(&self, around: &Surroundings) -> Result<MailTerms, Failed> {
        let security = match self.security {
            Some(Security::Implicit) => MailSecurity::Implicit,
            Some(Security::None) => MailSecurity::None,
            Some(Security::Starttls) | None => MailSecurity::StartTls,
        };
        let port = self.port.unwrap_or(match security {
            MailSecurity::StartTls => 587,
            MailSecurity::Implicit => 465,
            MailSecurity::None => 25,
        });
        let password = secret(&self.password)?;
        let login = self.user.clone().zip(password);
        Ok(MailTerms {
            server: text(&self.server),
            port,
            security,
            login: login.map(|(name, password)| Login { name, password }),
            from: text(&self.from),
            to: self.to.clone().unwrap_or_default(),
            ehlo_name: around.ehlo_name.clone(),
            extra_roots_pem: around.extra_roots_pem.clone(),
        })
    }

    /// The settings of its kind: those it must have, and those it may.
    fn settings(&self) -> (&'static [&'static str], &'static [&'static str]) {
        match self.kind {
            Kind::Mail => (
                &["server", "from", "to"],
                &["port", "security", "user", "password"],
            ),
            Kind::Webhook => (&["url", "secret"], &["private"]),
            Kind::Ntfy => (&["server", "topic"], &["token", "private"]),
            Kind::Matrix => (&["server", "room", "token"], &["private"]),
        }
    }

    /// The settings that are there, of those that hang on the kind.
    fn given(&self) -> Vec<&'static str> {
        let given = [
            ("server", self.server.is_some()),
            ("port", self.port.is_some()),
            ("security", self.security.is_some()),
            ("user", self.user.is_some()),
            ("password", self.password.is_some()),
            ("from", self.from.is_some()),
            ("to", self.to.as_ref().is_some_and(|to| !to.is_empty())),
            ("url", self.url.is_some()),
            ("secret", self.secret.is_some()),
            ("topic", self.topic.is_some()),
            ("room", self.room.is_some()),
            ("token", self.token.is_some()),
            ("private", self.private.is_some()),
        ];
        let given = given.into_iter().filter(|(_, is_given)| *is_given);
        given.map(|(name, _)| name).collect()
    }

    fn check(&self) -> Result<(), Failed> {
        let (needed, allowed) = self.settings();
        let given = self.given();
        let named = |key, setting: &str| {
            let failed = Failed::new(key).text("name", &self.name);
            Err(failed.text("setting", setting))
        };
        if self.name.is_empty() || self.name.chars().any(char::is_control) {
            return Err(Failed::new("reason-tell-name"));
        }
        if let Some(missing) = needed.iter().find(|name| !given.contains(*name)) {
            return named("reason-tell-missing", missing);
        }
        let is_other = |name: &&&str| !needed.contains(*name) && !allowed.contains(*name);
        if let Some(other) = given.iter().find(is_other) {
            return named("reason-tell-other-kind", other);
        }
        if self.user.is_some() != self.password.is_some() {
            return named("reason-tell-missing", "password, user");
        }
        for source in [&self.password, &self.secret, &self.token] {
            if let Some(text) = source
                && !matches!(
                    Source::parse(text),
                    Some(Source::File(_) | Source::Variable(_))
                )
            {
                // What stands there instead may be the credential itself.
                return Err(Failed::new("reason-tell-secret").text("name", &self.name));
            }
        }
        Ok(())
    }
}

/// What no type can refuse.
pub(super) fn check(all: &[Tell]) -> Result<(), Fault> {
    let mut names = BTreeSet::new();
    for tell in all {
        let checked = tell.check();
        checked.map_err(|why| Fault::of_value(&["tell"], why))?;
        if !names.insert(&tell.name) {
            let why = Failed::new("reason-tell-twice").text("name", &tell.name);
            return Err(Fault::of_value(&["tell"], why));
        }
    }
    Ok(())
}

fn text(setting: &Option<String>) -> String {
    setting.clone().unwrap_or_default()
}

fn secret(setting: &Option<String>) -> Result<Option<Secret>, Failed> {
    match setting.as_deref().and_then(Source::parse) {
        Some(source) => source.read().map(Some),
        None => Ok(None),
    }
}

/// Why a way is no way, in our words.
fn reason(error: &ChannelError) -> Failed {
    match error {
        ChannelError::BadUrl(what) => Failed::new("reason-tell-url").text("what", what),
        ChannelError::BadAddress(address) => {
            Failed::new("reason-tell-address").text("address", address)
        }
        ChannelError::InClear => Failed::new("reason-tell-clear"),
        ChannelError::BadSecret => Failed::new("reason-tell-bad-secret"),
        ChannelError::BadRoom => Failed::new("reason-tell-room"),
        ChannelError::Tls(why) => Failed::new("reason-tell-tls").text("what", why),
    }
}

fn refused<E: Error>(text: &str, expected: &'static str) -> E {
    E::invalid_value(Unexpected::Str(text), &expected)
}

fn clock(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    let is_plain = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    if !is_plain(hour) || !is_plain(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

fn quiet<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<QuietHours>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let hours = text.split_once('-').and_then(|(from, until)| {
        Some(QuietHours {
            from: clock(from)?,
            until: clock(until)?,
        })
    });
    hours
        .map(Some)
        .ok_or_else(|| refused(&text, "hours such as `22:00-07:00`"))
}

fn digest<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Digest>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let words: Vec<&str> = text.split_whitespace().collect();
    let digest = match words.as_slice() {
        ["daily", time] => clock(time).map(Digest::Daily),
        ["weekly", day, time] => weekday(day)
            .zip(clock(time))
            .map(|(day, time)| Digest::Weekly(day, time)),
        _ => None,
    };
    digest
        .map(Some)
        .ok_or_else(|| refused(&text, "`daily 08:00` or `weekly monday 08:00`"))
}

fn weekday(text: &str) -> Option<Weekday> {
    Some(match text {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

fn zone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Zone, D::Error> {
    let text = String::deserialize(deserializer)?;
    let zone = TimeZone::get(&text);
    zone.map(Zone)
        .map_err(|_| refused(&text, "a time zone such as `Europe/Berlin`"))
}

fn names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<DomainName>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let names = texts
        .iter()
        .map(|text| input::name(text).map_err(|_| refused(text, "a domain name")));
    names.collect()
}
