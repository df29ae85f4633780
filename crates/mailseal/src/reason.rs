//! Why something was refused, by keys of the catalogues. What only the system can say stays in its
//! own words.

use std::io::ErrorKind;

use app::access::{AccessError, FieldUse};
use app::drive::DriveError;
use app::ledger::{Damage, DiskFault};
use net::zone::api::ApiSetupError;
use net::zone::{OpenError, ValueFault};
use net::{NetError, RootsFault};
use protocols::domain::RecordsError;
use protocols::limits::{PASSES_MAX, QUESTIONS_MAX, RESOLVERS_MAX};
use protocols::mta_sts::{BuildError, PolicyError};
use protocols::name::NameError;
use zonefile::{DataFault, ZoneFault};

use crate::failure::Failed;

/// Why a name is none.
pub(crate) fn of_name(error: &NameError) -> Failed {
    match error {
        NameError::Empty => Failed::new("reason-name-empty"),
        NameError::EmptyLabel => Failed::new("reason-name-empty-label"),
        NameError::LabelTooLong => Failed::new("reason-name-label-too-long"),
        NameError::TooLong => Failed::new("reason-name-too-long"),
        NameError::BadCharacter(c) => character(*c),
        NameError::NotIdna => Failed::new("reason-name-not-idna"),
    }
}

/// A character that no name has.
pub(crate) fn character(c: char) -> Failed {
    match c {
        ' ' => Failed::new("reason-name-space"),
        c => Failed::new("reason-name-character").text("character", c),
    }
}

/// Why the system refused.
pub(crate) fn of_io(error: &std::io::Error) -> Failed {
    match error.kind() {
        ErrorKind::InvalidData => Failed::new("reason-not-utf8"),
        // `ErrorKind` is not ours and may grow.
        _ => of_disk(&DiskFault::of(error)),
    }
}

/// Why the disk refused.
pub(crate) fn of_disk(fault: &DiskFault) -> Failed {
    match fault {
        DiskFault::Missing => Failed::new("reason-not-found"),
        DiskFault::Denied => Failed::new("reason-permission-denied"),
        DiskFault::IsDirectory => Failed::new("reason-is-a-directory"),
        DiskFault::NotDirectory => Failed::new("reason-not-a-directory"),
        DiskFault::InTheWay => Failed::new("reason-in-the-way"),
        DiskFault::Unopenable => Failed::new("reason-unopenable"),
        DiskFault::ReadOnly => Failed::new("reason-read-only"),
        DiskFault::Full => Failed::new("reason-storage-full"),
        DiskFault::Busy => Failed::new("reason-busy"),
        DiskFault::Failing => Failed::new("reason-disk-failing"),
        DiskFault::Other(text) => Failed::new("reason-system").text("text", text),
    }
}

/// How what is stored is damaged.
pub(crate) fn of_damage(damage: &Damage) -> Failed {
    match damage {
        Damage::Database => Failed::new("reason-damage-database"),
        Damage::NoSchemaVersion => Failed::new("reason-damage-no-version"),
        Damage::Row => Failed::new("reason-damage-row"),
        Damage::Key { domain, selector } => Failed::new("reason-damage-key")
            .text("domain", domain)
            .text("selector", selector),
        Damage::Access(name) => Failed::new("reason-damage-access").text("name", name),
        Damage::Certificate(name) => Failed::new("reason-damage-certificate").text("name", name),
        Damage::Account(directory) => {
            Failed::new("reason-damage-account").text("directory", directory)
        }
        // The reason in the value is for whoever mends mailseal; the remedy is the same.
        Damage::Desired(domain, _) => Failed::new("reason-damage-desired").text("domain", domain),
    }
}

/// Why the network cannot be used.
pub(crate) fn of_net(error: &NetError) -> Failed {
    match error {
        NetError::NoResolver(file) => Failed::new("reason-net-no-resolver").file(file),
        NetError::TooManyResolvers => {
            Failed::new("reason-net-too-many-resolvers").count("limit", RESOLVERS_MAX)
        }
        NetError::ResolvConf(file, fault) => {
            Failed::new("error-read").file(file).because(of_disk(fault))
        }
        NetError::ResolvConfSyntax(file, _) => Failed::new("reason-net-resolv-conf").file(file),
        NetError::BadRoots(fault) => of_roots(*fault),
        NetError::EhloName(name, error) => Failed::new("reason-bad-name")
            .text("name", name)
            .because(of_name(error)),
        NetError::Tls(text) => Failed::new("reason-net-tls").text("text", text),
    }
}

fn of_roots(fault: RootsFault) -> Failed {
    match fault {
        RootsFault::NotPem => Failed::new("reason-roots-no-pem"),
        RootsFault::NotACertificate => Failed::new("reason-roots-no-certificate"),
        RootsFault::Empty => Failed::new("reason-roots-empty"),
    }
}

/// What is wrong with an access. No value is told.
pub(crate) fn of_access(error: &AccessError) -> Failed {
    match error {
        AccessError::BadName => Failed::new("reason-access-name"),
        AccessError::UnknownField { kind, name } => Failed::new("reason-access-unknown-field")
            .text("provider", kind)
            .text("name", name),
        AccessError::MissingField { kind, field } => match field.shown {
            FieldUse::Open => Failed::new("reason-access-missing-setting"),
            FieldUse::Secret => Failed::new("reason-access-missing-secret"),
        }
        .text("provider", kind)
        .text("name", field.name),
        AccessError::SecretInTheOpen(field) => {
            Failed::new("reason-access-in-the-open").text("name", field.name)
        }
        AccessError::NoSecret(field) => {
            Failed::new("reason-access-no-secret").text("name", field.name)
        }
        AccessError::Empty(name) => Failed::new("reason-access-empty").text("name", name),
        AccessError::TooLong { name, octets_max } => Failed::new("reason-access-too-long")
            .text("name", name)
            .count("limit", *octets_max),
        AccessError::BadCharacter(name) => {
            Failed::new("reason-access-character").text("name", name)
        }
        AccessError::NoZone => Failed::new("reason-access-no-zone"),
        AccessError::TooManyZones => Failed::new("reason-access-too-many-zones"),
    }
}

/// Why an access gives no zone.
pub(crate) fn of_open(error: &OpenError) -> Failed {
    match error {
        OpenError::Access(error) => of_access(error),
        OpenError::BadValue { field, fault } => Failed::new(match fault {
            ValueFault::NotAnAddress => "reason-value-no-address",
            ValueFault::NotAName => "reason-value-no-name",
            ValueFault::NotAnAlgorithm => "reason-value-no-algorithm",
            ValueFault::NotBase64 => "reason-value-no-base64",
            ValueFault::TooLong => "reason-value-too-long",
            ValueFault::NotAChoice => "reason-value-no-choice",
            ValueFault::NotAnId => "reason-value-no-id",
            ValueFault::NotAKeyFile => "reason-value-no-key-file",
        })
        .text("name", field),
        OpenError::Api(error) => match error {
            ApiSetupError::BadBase(_) => Failed::new("reason-api-base"),
            ApiSetupError::PlainHttp => Failed::new("reason-api-plain-http"),
            ApiSetupError::BadCredential(_) => Failed::new("reason-api-credential"),
            ApiSetupError::OldCredential(_) => Failed::new("reason-api-old-credential"),
            ApiSetupError::Tls(text) => Failed::new("reason-net-tls").text("text", text),
        },
        OpenError::NoZones(kind) => Failed::new("reason-place-no-zones").text("provider", kind),
    }
}

/// Why the world's answers led to no verdict.
pub(crate) fn of_drive(error: &DriveError) -> Failed {
    match error {
        DriveError::TooManyQuestions => {
            Failed::new("reason-drive-questions").count("limit", QUESTIONS_MAX)
        }
        DriveError::TooManyPasses => Failed::new("reason-drive-passes").count("limit", PASSES_MAX),
        DriveError::Unanswered => Failed::new("reason-drive-unanswered"),
    }
}

/// Why records cannot be made of what is wanted.
pub(crate) fn of_records(error: &RecordsError) -> Failed {
    match error {
        RecordsError::Name(error) => Failed::new("reason-records-name").because(of_name(error)),
        RecordsError::MtaSts(BuildError::Name(error)) => {
            Failed::new("reason-records-name").because(of_name(error))
        }
        RecordsError::MtaSts(BuildError::Policy(error)) => match error {
            PolicyError::MaxAgeTooLarge => Failed::new("reason-policy-max-age"),
            PolicyError::NoMx => Failed::new("reason-policy-no-mx"),
            PolicyError::TooManyMx => Failed::new("reason-policy-too-many-mx"),
        },
        RecordsError::StandingSpf(_) => Failed::new("reason-records-standing-spf"),
    }
}

/// What is wrong with a line of a zone file.
pub(crate) fn of_zone(fault: &ZoneFault) -> Failed {
    let named = |key, name: &dyn ToString| Failed::new(key).text("name", name.to_string());
    match fault {
        ZoneFault::TooLarge => Failed::new("reason-zone-too-large"),
        ZoneFault::TooManyRecords => Failed::new("reason-zone-too-many-records"),
        ZoneFault::TooManyAtName(name) => named("reason-zone-too-many-at-name", name),
        ZoneFault::Include => Failed::new("reason-zone-include"),
        ZoneFault::UnknownControl(word) => named("reason-zone-unknown-control", word),
        ZoneFault::ControlValue(word) => named("reason-zone-control-value", word),
        ZoneFault::OpenQuote => Failed::new("reason-zone-open-quote"),
        ZoneFault::OpenParenthesis => Failed::new("reason-zone-open-parenthesis"),
        ZoneFault::StrayParenthesis => Failed::new("reason-zone-stray-parenthesis"),
        ZoneFault::BadEscape => Failed::new("reason-zone-bad-escape"),
        ZoneFault::NoOwner => Failed::new("reason-zone-no-owner"),
        ZoneFault::NoType => Failed::new("reason-zone-no-type"),
        ZoneFault::NoOrigin(name) => named("reason-zone-no-origin", name),
        ZoneFault::BadName(name, error) => named("reason-bad-name", name).because(of_name(error)),
        ZoneFault::EscapedName(name) => named("reason-zone-escaped-name", name),
        ZoneFault::RootName => Failed::new("reason-zone-root-name"),
        ZoneFault::OtherClass(class) => named("reason-zone-other-class", class),
        ZoneFault::UnknownType(word) => named("reason-zone-unknown-type", word),
        ZoneFault::BadTtl(number) => named("reason-zone-bad-ttl", number),
        ZoneFault::BadData(kind, fault) => {
            named("reason-zone-bad-data", kind).because(of_data(*fault))
        }
        ZoneFault::SecondSoa => Failed::new("reason-zone-second-soa"),
        ZoneFault::CnameAndOther(name) => named("reason-zone-cname-and-other", name),
    }
}

/// Why data does not fit its type.
fn of_data(fault: DataFault) -> Failed {
    Failed::new(match fault {
        DataFault::FieldCount => "reason-data-field-count",
        DataFault::NotANumber => "reason-data-no-number",
        DataFault::NotIpv4 => "reason-data-no-ipv4",
        DataFault::NotIpv6 => "reason-data-no-ipv6",
        DataFault::NotATime => "reason-data-no-time",
        DataFault::NotHexadecimal => "reason-data-no-hexadecimal",
        DataFault::NoString => "reason-data-no-string",
        DataFault::StringTooLong => "reason-data-string-too-long",
        DataFault::CaaTag => "reason-data-caa-tag",
        DataFault::NoLength => "reason-data-no-length",
        DataFault::LengthDiffers => "reason-data-length-differs",
        DataFault::WrongSize => "reason-data-wrong-size",
        DataFault::StringCut => "reason-data-string-cut",
        DataFault::GenericNames => "reason-data-generic-names",
    })
}
