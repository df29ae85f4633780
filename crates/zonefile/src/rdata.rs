//! The data of each type, from its words (RFC 1035 §3.3 and §3.4, RFC 6698 §2.2, RFC 8659 §4.1.1)
//! or from the generic form (RFC 3597 §5).

use std::net::{Ipv4Addr, Ipv6Addr};

use protocols::answers::{CaaRecord, MxRecord, TlsaRecord, TxtRecord};
use protocols::limits::CHARACTER_STRING_OCTETS_MAX;
use protocols::name::DomainName;

use crate::error::{DataFault, ZoneFault};
use crate::lexer::{Word, decimal};
use crate::record::Data;

/// The types whose data is read.
const READ: &[(&str, u16)] = &[
    ("A", 1),
    ("NS", 2),
    ("CNAME", 5),
    ("SOA", 6),
    ("PTR", 12),
    ("MX", 15),
    ("TXT", 16),
    ("AAAA", 28),
    ("TLSA", 52),
    ("SPF", 99),
    ("CAA", 257),
];

/// The types that are only known to exist.
const OTHERS: &[&str] = &[
    "AFSDB",
    "APL",
    "AVC",
    "CDNSKEY",
    "CDS",
    "CERT",
    "CSYNC",
    "DHCID",
    "DLV",
    "DNAME",
    "DNSKEY",
    "DS",
    "EUI48",
    "EUI64",
    "HINFO",
    "HIP",
    "HTTPS",
    "IPSECKEY",
    "KEY",
    "KX",
    "LOC",
    "MB",
    "MG",
    "MINFO",
    "MR",
    "NAPTR",
    "NSEC",
    "NSEC3",
    "NSEC3PARAM",
    "NXT",
    "OPENPGPKEY",
    "RP",
    "RRSIG",
    "SIG",
    "SMIMEA",
    "SRV",
    "SSHFP",
    "SVCB",
    "URI",
    "WKS",
    "X25",
    "ZONEMD",
];

/// A type mnemonic, or `TYPEnnn`; `None` when it is neither.
pub(crate) fn type_of(word: &str) -> Option<&'static str> {
    let known = READ.iter().map(|(name, _)| name).chain(OTHERS);
    if let Some(name) = known
        .into_iter()
        .find(|name| name.eq_ignore_ascii_case(word))
    {
        return Some(name);
    }
    // RFC 3597 §5: 'TYPE' immediately followed by the decimal RR type number.
    let digits = word
        .get(4..)
        .filter(|_| word.as_bytes()[..4].eq_ignore_ascii_case(b"TYPE"))?;
    let number: u16 = decimal(digits)?;
    let read = READ.iter().find(|(_, code)| *code == number);
    Some(read.map_or("TYPE", |(name, _)| name))
}

/// Where relative names end: the current origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// None is known: relative names are an error.
    Unknown,
    /// `$ORIGIN .`
    Root,
    /// A name.
    Name(DomainName),
}

/// A name or the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Owner {
    /// `.`
    Root,
    /// Any other name.
    Name(DomainName),
}

/// Reads a name, relative to the origin unless it ends in a dot.
pub(crate) fn name(word: &Word<'_>, origin: &Origin) -> Result<Owner, ZoneFault> {
    let text = word.text;
    if text == "." {
        return Ok(Owner::Root);
    }
    if text == "@" && !word.quoted {
        return match origin {
            Origin::Unknown => Err(ZoneFault::NoOrigin(text.to_owned())),
            Origin::Root => Ok(Owner::Root),
            Origin::Name(name) => Ok(Owner::Name(name.clone())),
        };
    }
    if text.contains('\\') {
        return Err(ZoneFault::EscapedName(text.to_owned()));
    }
    let full = match (text.ends_with('.'), origin) {
        (true, _) | (false, Origin::Root) => DomainName::parse(text),
        (false, Origin::Unknown) => return Err(ZoneFault::NoOrigin(text.to_owned())),
        (false, Origin::Name(origin)) => DomainName::parse(&format!("{text}.{origin}")),
    };
    full.map(Owner::Name)
        .map_err(|error| ZoneFault::BadName(text.to_owned(), error))
}

/// Reads the data of a type.
pub(crate) fn data(
    rtype: &'static str,
    words: &[Word<'_>],
    origin: &Origin,
) -> Result<Data, ZoneFault> {
    if let Some((first, rest)) = words.split_first()
        && first.text == "\\#"
        && !first.quoted
    {
        return generic(rtype, rest);
    }
    match rtype {
        "TXT" => Ok(Data::Txt(txt(words)?)),
        "SPF" => Ok(Data::Spf(txt(words)?)),
        "A" => {
            let [word] = exactly(rtype, words)?;
            let address: Ipv4Addr = word
                .text
                .parse()
                .map_err(|_| bad(rtype, DataFault::NotIpv4))?;
            Ok(Data::A(address))
        }
        "AAAA" => {
            let [word] = exactly(rtype, words)?;
            let address: Ipv6Addr = word
                .text
                .parse()
                .map_err(|_| bad(rtype, DataFault::NotIpv6))?;
            Ok(Data::Aaaa(address))
        }
        "MX" => mx(words, origin),
        "PTR" => Ok(Data::Ptr(target(rtype, words, origin)?)),
        "NS" => Ok(Data::Ns(target(rtype, words, origin)?)),
        "CNAME" => Ok(Data::Cname(target(rtype, words, origin)?)),
        "TLSA" => tlsa(words),
        "CAA" => caa(words),
        "SOA" => soa(words, origin),
        other => Ok(Data::Other(other)),
    }
}

/// A time in seconds, as a number or with units as BIND writes them: `3600`, `1h30m`, `2W`.
pub(crate) fn seconds(text: &str) -> Option<u32> {
    if let Some(number) = decimal(text) {
        return Some(number);
    }
    let mut total: u32 = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let unit_at = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: u32 = decimal(&rest[..unit_at])?;
        let unit = match rest.as_bytes()[unit_at].to_ascii_lowercase() {
            b's' => 1,
            b'm' => 60,
            b'h' => 3_600,
            b'd' => 86_400,
            b'w' => 604_800,
            _ => return None,
        };
        total = total.checked_add(number.checked_mul(unit)?)?;
        rest = &rest[unit_at + 1..];
    }
    (!text.is_empty()).then_some(total)
}

fn bad(rtype: &'static str, fault: DataFault) -> ZoneFault {
    ZoneFault::BadData(rtype, fault)
}

fn exactly<'a, 'w, const N: usize>(
    rtype: &'static str,
    words: &'a [Word<'w>],
) -> Result<&'a [Word<'w>; N], ZoneFault> {
    words
        .try_into()
        .map_err(|_| bad(rtype, DataFault::FieldCount))
}

fn number<T: std::str::FromStr>(rtype: &'static str, word: &Word<'_>) -> Result<T, ZoneFault> {
    decimal(word.text).ok_or_else(|| bad(rtype, DataFault::NotANumber))
}

fn target(
    rtype: &'static str,
    words: &[Word<'_>],
    origin: &Origin,
) -> Result<DomainName, ZoneFault> {
    let [word] = exactly(rtype, words)?;
    match name(word, origin)? {
        Owner::Root => Err(ZoneFault::RootName),
        Owner::Name(name) => Ok(name),
    }
}

fn txt(words: &[Word<'_>]) -> Result<TxtRecord, ZoneFault> {
    if words.is_empty() {
        return Err(bad("TXT", DataFault::NoString));
    }
    let mut strings = Vec::with_capacity(words.len());
    for word in words {
        let octets = word.octets()?;
        // RFC 1035 §3.3: a character-string's length is one octet.
        if octets.len() > CHARACTER_STRING_OCTETS_MAX {
            return Err(bad("TXT", DataFault::StringTooLong));
        }
        strings.push(octets);
    }
    Ok(TxtRecord { strings })
}

fn mx(words: &[Word<'_>], origin: &Origin) -> Result<Data, ZoneFault> {
    let [preference, exchange] = exactly("MX", words)?;
    let exchange = match name(exchange, origin)? {
        // RFC 7505 §3: 'MX 0 .'
        Owner::Root => None,
        Owner::Name(name) => Some(name),
    };
    Ok(Data::Mx(MxRecord {
        preference: number("MX", preference)?,
        exchange,
    }))
}

fn tlsa(words: &[Word<'_>]) -> Result<Data, ZoneFault> {
    let [usage, selector, matching, hex @ ..] = words else {
        return Err(bad("TLSA", DataFault::FieldCount));
    };
    Ok(Data::Tlsa(TlsaRecord {
        usage: number("TLSA", usage)?,
        selector: number("TLSA", selector)?,
        matching: number("TLSA", matching)?,
        data: octets_of_hex("TLSA", hex)?,
    }))
}

fn caa(words: &[Word<'_>]) -> Result<Data, ZoneFault> {
    let [flags, tag, value] = exactly("CAA", words)?;
    let flags: u8 = number("CAA", flags)?;
    caa_of(flags, tag.text.as_bytes(), &value.octets()?)
}

fn caa_of(flags: u8, tag: &[u8], value: &[u8]) -> Result<Data, ZoneFault> {
    if tag.is_empty() || !tag.iter().all(u8::is_ascii_alphanumeric) {
        return Err(bad("CAA", DataFault::CaaTag));
    }
    Ok(Data::Caa(CaaRecord {
        // RFC 8659 §4.1: bit 0, the most significant, is the critical flag.
        critical: flags & 0x80 != 0,
        tag: String::from_utf8_lossy(tag).to_ascii_lowercase(),
        value: String::from_utf8_lossy(value).into_owned(),
    }))
}

fn soa(words: &[Word<'_>], origin: &Origin) -> Result<Data, ZoneFault> {
    let [primary, _mailbox, serial, refresh, retry, expire, minimum] = exactly("SOA", words)?;
    name(primary, origin)?;
    number::<u32>("SOA", serial)?;
    for time in [refresh, retry, expire] {
        seconds(time.text).ok_or_else(|| bad("SOA", DataFault::NotATime))?;
    }
    let minimum_seconds = seconds(minimum.text).ok_or_else(|| bad("SOA", DataFault::NotATime))?;
    Ok(Data::Soa { minimum_seconds })
}

fn octets_of_hex(rtype: &'static str, words: &[Word<'_>]) -> Result<Vec<u8>, ZoneFault> {
    let digits: String = words.iter().map(|word| word.text).collect();
    let fault = || bad(rtype, DataFault::NotHexadecimal);
    if digits.is_empty()
        || !digits.len().is_multiple_of(2)
        || !digits.bytes().all(|b| b.is_ascii_hexdigit())
    {
        return Err(fault());
    }
    (0..digits.len() / 2)
        .map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).map_err(|_| fault()))
        .collect()
}

/// RFC 3597 §5: `\#`, the length, and that many octets in hexadecimal.
fn generic(rtype: &'static str, words: &[Word<'_>]) -> Result<Data, ZoneFault> {
    let Some((length, hex)) = words.split_first() else {
        return Err(bad(rtype, DataFault::NoLength));
    };
    let length: u16 = number(rtype, length)?;
    let octets = if length == 0 {
        Vec::new()
    } else {
        octets_of_hex(rtype, hex)?
    };
    if octets.len() != usize::from(length) {
        return Err(bad(rtype, DataFault::LengthDiffers));
    }
    let short = || bad(rtype, DataFault::WrongSize);
    match rtype {
        "A" => Ok(Data::A(
            <[u8; 4]>::try_from(octets.as_slice())
                .map_err(|_| short())?
                .into(),
        )),
        "AAAA" => Ok(Data::Aaaa(
            <[u8; 16]>::try_from(octets.as_slice())
                .map_err(|_| short())?
                .into(),
        )),
        "TXT" => Ok(Data::Txt(generic_txt(&octets)?)),
        "SPF" => Ok(Data::Spf(generic_txt(&octets)?)),
        "TLSA" => match octets.as_slice() {
            [usage, selector, matching, data @ ..] if !data.is_empty() => {
                Ok(Data::Tlsa(TlsaRecord {
                    usage: *usage,
                    selector: *selector,
                    matching: *matching,
                    data: data.to_vec(),
                }))
            }
            _ => Err(short()),
        },
        "CAA" => {
            let (flags, rest) = octets.split_first().ok_or_else(short)?;
            let (tag_length, rest) = rest.split_first().ok_or_else(short)?;
            let (tag, value) = rest
                .split_at_checked(usize::from(*tag_length))
                .ok_or_else(short)?;
            caa_of(*flags, tag, value)
        }
        "MX" | "PTR" | "NS" | "CNAME" | "SOA" => Err(bad(rtype, DataFault::GenericNames)),
        other => Ok(Data::Other(other)),
    }
}

fn generic_txt(octets: &[u8]) -> Result<TxtRecord, ZoneFault> {
    let mut strings = Vec::new();
    let mut rest = octets;
    while let Some((length, after)) = rest.split_first() {
        let (string, after) = after
            .split_at_checked(usize::from(*length))
            .ok_or_else(|| bad("TXT", DataFault::StringCut))?;
        strings.push(string.to_vec());
        rest = after;
    }
    if strings.is_empty() {
        return Err(bad("TXT", DataFault::NoString));
    }
    Ok(TxtRecord { strings })
}
