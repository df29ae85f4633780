//! Values that are one text in JSON.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ipnet::IpNet;
use protocols::dkim::{PublicKey, Selector};
use protocols::dmarc::Psd;
use protocols::dmarc::tags::FailureOptions;
use protocols::mta_sts::mx_pattern::MxPattern;
use protocols::name::DomainName;
use protocols::report_uri::{self, ReportUri};
use protocols::spf::record::Mechanism;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value with a text that it is written as and read from.
pub(crate) trait Textual: Sized {
    /// Its text.
    fn to_text(&self) -> String;

    /// The value of a text.
    fn from_text(text: &str) -> Option<Self>;
}

/// A value that is one text in JSON.
#[derive(Debug, Clone)]
pub(crate) struct Text<T>(pub(crate) T);

impl<T: Textual> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_text())
    }
}

impl<'de, T: Textual> Deserialize<'de> for Text<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text<T>, D::Error> {
        let text = String::deserialize(deserializer)?;
        let value = T::from_text(&text);
        value
            .map(Text)
            .ok_or_else(|| D::Error::custom(format_args!("{text:?} does not read")))
    }
}

/// The texts of a list.
pub(crate) fn texts<T: Clone>(values: &[T]) -> Vec<Text<T>> {
    values.iter().cloned().map(Text).collect()
}

/// The values of a list.
pub(crate) fn values<T>(texts: Vec<Text<T>>) -> Vec<T> {
    texts.into_iter().map(|text| text.0).collect()
}

impl Textual for Mechanism {
    fn to_text(&self) -> String {
        self.to_string()
    }

    fn from_text(text: &str) -> Option<Mechanism> {
        Mechanism::parse(text)
    }
}

impl Textual for Psd {
    fn to_text(&self) -> String {
        self.as_str().to_owned()
    }

    fn from_text(text: &str) -> Option<Psd> {
        Psd::parse(text)
    }
}

impl Textual for FailureOptions {
    fn to_text(&self) -> String {
        self.to_string()
    }

    fn from_text(text: &str) -> Option<FailureOptions> {
        FailureOptions::parse(text)
    }
}

impl Textual for DomainName {
    fn to_text(&self) -> String {
        self.to_string()
    }

    fn from_text(text: &str) -> Option<DomainName> {
        DomainName::parse(text).ok()
    }
}

impl Textual for Selector {
    fn to_text(&self) -> String {
        self.to_string()
    }

    fn from_text(text: &str) -> Option<Selector> {
        Selector::parse(text)
    }
}

impl Textual for MxPattern {
    fn to_text(&self) -> String {
        self.to_string()
    }

    fn from_text(text: &str) -> Option<MxPattern> {
        MxPattern::parse(text).ok()
    }
}

impl Textual for ReportUri {
    fn to_text(&self) -> String {
        self.to_string()
    }

    fn from_text(text: &str) -> Option<ReportUri> {
        let [entry] = <[_; 1]>::try_from(report_uri::parse_list(text, 0)).ok()?;
        entry.uri.ok().filter(|_| entry.size_suffix.is_none())
    }
}

impl Textual for IpNet {
    fn to_text(&self) -> String {
        self.to_string()
    }

    fn from_text(text: &str) -> Option<IpNet> {
        text.parse().ok()
    }
}

/// As `p=` has it: base64 of the encoding that verifiers expect.
impl Textual for PublicKey {
    fn to_text(&self) -> String {
        STANDARD.encode(self.octets(self.usual_encoding()))
    }

    fn from_text(text: &str) -> Option<PublicKey> {
        Octets::from_text(text).and_then(|octets| Some(PublicKey::read(&octets.0).ok()?.0))
    }
}

/// Octets, in base64.
#[derive(Debug, Clone)]
pub(crate) struct Octets(pub(crate) Vec<u8>);

impl Textual for Octets {
    fn to_text(&self) -> String {
        STANDARD.encode(&self.0)
    }

    fn from_text(text: &str) -> Option<Octets> {
        STANDARD.decode(text).ok().map(Octets)
    }
}
