//! One master file: its records, its origin and which names it makes exist.

use std::collections::HashMap;

use protocols::limits::{ZONE_FILE_OCTETS_MAX, ZONE_FILE_RECORDS_MAX, ZONE_NAME_RECORDS_MAX};
use protocols::name::DomainName;

use crate::error::{ZoneError, ZoneFault};
use crate::lexer::{Entry, Fault, Lexer, Word, decimal};
use crate::rdata::{self, Origin, Owner};
use crate::record::{Data, Record};

/// The TTL of records that state none, in a file without `$TTL` and before any record with a TTL.
/// No RFC gives one; an hour is what most how-to pages write.
const TTL_SECONDS_DEFAULT: u32 = 3_600;

/// A master file as it was read.
#[derive(Debug, Clone)]
pub struct Zone {
    file: String,
    origin: Option<DomainName>,
    negative_ttl_seconds: Option<u32>,
    records: Vec<Record>,
    /// Every name that exists, with its records' places; an empty non-terminal has none.
    nodes: HashMap<DomainName, Vec<usize>>,
}

impl Zone {
    /// Reads a master file.
    ///
    /// `origin` is where relative names end until the file says `$ORIGIN`; without either, an
    /// absolute owner of the SOA serves, and else every name must be absolute. A file without SOA
    /// is read too, since people check snippets.
    ///
    /// Limits: [`ZONE_FILE_OCTETS_MAX`], [`ZONE_FILE_RECORDS_MAX`]. `$INCLUDE` is refused.
    pub fn parse(
        text: &str,
        origin: Option<&DomainName>,
        file_name: &str,
    ) -> Result<Zone, ZoneError> {
        let reader = Reader {
            origin: origin.map_or(Origin::Unknown, |name| Origin::Name(name.clone())),
            declared: origin.cloned(),
            owner: None,
            ttl_default: None,
            ttl_last: None,
            records: Vec::new(),
            soa: None,
        };
        reader
            .read(text, file_name)
            .map_err(|(line, fault)| ZoneError {
                file: file_name.to_owned(),
                line,
                fault,
            })
    }

    /// The file's name as it was given.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The name everything in the file is at or below: the SOA's owner, else the first `$ORIGIN` or
    /// the argument, else what the owners have in common. `None` when they have nothing in common.
    pub fn origin(&self) -> Option<&DomainName> {
        self.origin.as_ref()
    }

    /// Whether the file has a SOA: then it is the whole of its zone, else a piece of one.
    pub fn is_whole(&self) -> bool {
        self.negative_ttl_seconds.is_some()
    }

    /// The records in the order of the file, without repetitions.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// How long "does not exist" may be kept (RFC 2308 §5), 0 without SOA.
    pub(crate) fn negative_ttl_seconds(&self) -> u32 {
        self.negative_ttl_seconds.unwrap_or(0)
    }

    /// Whether the name has records or has names with records below it.
    pub(crate) fn exists(&self, name: &DomainName) -> bool {
        self.nodes.contains_key(name)
    }

    /// Whether the file speaks for the name: it is at or below the origin, or, of a piece of a zone,
    /// among its names or between them.
    pub(crate) fn covers(&self, name: &DomainName) -> bool {
        let below = |origin: &DomainName| name.is_at_or_below(origin);
        self.origin.as_ref().is_some_and(below) || (!self.is_whole() && self.at(name).is_some())
    }

    /// The records at a name, by its own node or by a wildcard's; `None` when it does not exist.
    pub(crate) fn at(&self, name: &DomainName) -> Option<impl Iterator<Item = &Record>> {
        let places = match self.nodes.get(name) {
            Some(places) => places,
            None => self.wildcard(name)?,
        };
        Some(places.iter().map(|place| &self.records[*place]))
    }

    /// RFC 4592 §3.3.1: the source of synthesis is the asterisk label just below the closest
    /// encloser, the longest existing ancestor; a wildcard further up does not reach past it.
    fn wildcard(&self, name: &DomainName) -> Option<&Vec<usize>> {
        let mut encloser = name.parent();
        while let Some(ancestor) = encloser {
            if self.nodes.contains_key(&ancestor) {
                return self.nodes.get(&ancestor.child("*").ok()?);
            }
            encloser = ancestor.parent();
        }
        None
    }
}

struct Reader {
    origin: Origin,
    declared: Option<DomainName>,
    owner: Option<DomainName>,
    ttl_default: Option<u32>,
    ttl_last: Option<u32>,
    records: Vec<Record>,
    soa: Option<(DomainName, u32)>,
}

impl Reader {
    fn read(mut self, text: &str, file_name: &str) -> Result<Zone, Fault> {
        if text.len() > ZONE_FILE_OCTETS_MAX {
            return Err((1, ZoneFault::TooLarge));
        }
        let mut lexer = Lexer::new(text);
        while let Some(entry) = lexer.next_entry()? {
            let first = entry.words[0];
            if !entry.starts_blank && !first.quoted && first.text.starts_with('$') {
                self.control(&entry).map_err(|fault| (first.line, fault))?;
            } else {
                let record = self.record(&entry).map_err(|fault| (first.line, fault))?;
                if self.records.len() == ZONE_FILE_RECORDS_MAX {
                    return Err((first.line, ZoneFault::TooManyRecords));
                }
                self.records.push(record);
            }
        }
        self.finish(file_name)
    }

    fn control(&mut self, entry: &Entry<'_>) -> Result<(), ZoneFault> {
        let word = entry.words[0].text;
        let value = |control| match entry.words[1..] {
            [value] => Ok(value),
            _ => Err(ZoneFault::ControlValue(control)),
        };
        if word.eq_ignore_ascii_case("$INCLUDE") {
            Err(ZoneFault::Include)
        } else if word.eq_ignore_ascii_case("$ORIGIN") {
            self.set_origin(&value("$ORIGIN")?)
        } else if word.eq_ignore_ascii_case("$TTL") {
            let seconds = rdata::seconds(value("$TTL")?.text);
            self.ttl_default = Some(seconds.ok_or(ZoneFault::ControlValue("$TTL"))?);
            Ok(())
        } else {
            Err(ZoneFault::UnknownControl(word.to_owned()))
        }
    }

    fn set_origin(&mut self, value: &Word<'_>) -> Result<(), ZoneFault> {
        self.origin = match rdata::name(value, &self.origin)? {
            Owner::Root => Origin::Root,
            Owner::Name(name) => {
                self.declared.get_or_insert_with(|| name.clone());
                Origin::Name(name)
            }
        };
        Ok(())
    }

    fn record(&mut self, entry: &Entry<'_>) -> Result<Record, ZoneFault> {
        let line = entry.words[0].line;
        let mut words = entry.words.as_slice();
        if !entry.starts_blank {
            match rdata::name(&words[0], &self.origin)? {
                Owner::Root => return Err(ZoneFault::RootName),
                Owner::Name(name) => self.owner = Some(name),
            }
            words = &words[1..];
        }
        let owner = self.owner.clone().ok_or(ZoneFault::NoOwner)?;
        let (stated_ttl, rtype, words) = head(words)?;
        if rtype == "SOA" && self.origin == Origin::Unknown {
            self.origin = Origin::Name(owner.clone());
        }
        let data = rdata::data(rtype, words, &self.origin)?;
        // RFC 2308 §4: '$TTL' gives the TTL of the records after it that state none; without it,
        // RFC 1035 §5.1: 'default to the last explicitly stated values'.
        let ttl_seconds = stated_ttl
            .or(self.ttl_default)
            .or(self.ttl_last)
            .unwrap_or(TTL_SECONDS_DEFAULT);
        self.ttl_last = stated_ttl.or(self.ttl_last);
        if let Data::Soa { minimum_seconds } = &data {
            if self.soa.is_some() {
                return Err(ZoneFault::SecondSoa);
            }
            // RFC 2308 §5: the lower of the SOA's own TTL and its MINIMUM.
            self.soa = Some((owner.clone(), ttl_seconds.min(*minimum_seconds)));
        }
        Ok(Record {
            owner,
            ttl_seconds,
            data,
            line,
        })
    }

    fn finish(self, file_name: &str) -> Result<Zone, Fault> {
        let origin = match &self.soa {
            Some((owner, _)) => Some(owner.clone()),
            None => common_origin(self.declared, &self.records),
        };
        let mut nodes: HashMap<DomainName, Vec<usize>> = HashMap::new();
        let mut records: Vec<Record> = Vec::with_capacity(self.records.len());
        for record in self.records {
            add_ancestors(&mut nodes, &record.owner, origin.as_ref());
            let places = nodes.entry(record.owner.clone()).or_default();
            // RFC 2181 §5: an RRset has no two records with the same data.
            if places
                .iter()
                .any(|place| records[*place].data == record.data)
            {
                continue;
            }
            if clashes(&record, places.iter().map(|place| &records[*place])) {
                return Err((record.line, ZoneFault::CnameAndOther(record.owner)));
            }
            if places.len() == ZONE_NAME_RECORDS_MAX {
                return Err((record.line, ZoneFault::TooManyAtName(record.owner)));
            }
            places.push(records.len());
            records.push(record);
        }
        Ok(Zone {
            file: file_name.to_owned(),
            origin,
            negative_ttl_seconds: self.soa.map(|(_, ttl)| ttl),
            records,
            nodes,
        })
    }
}

/// `[<TTL>] [<class>] <type> <RDATA>` or `[<class>] [<TTL>] <type> <RDATA>` (RFC 1035 §5.1).
fn head<'a, 'w>(
    mut words: &'a [Word<'w>],
) -> Result<(Option<u32>, &'static str, &'a [Word<'w>]), ZoneFault> {
    let mut ttl = None;
    let mut class_seen = false;
    loop {
        let Some((word, rest)) = words.split_first() else {
            return Err(ZoneFault::NoType);
        };
        words = rest;
        if let Some(rtype) = rdata::type_of(word.text) {
            return Ok((ttl, rtype, words));
        }
        let class = word.text.to_ascii_uppercase();
        if !class_seen && class == "IN" {
            class_seen = true;
        } else if ["CH", "HS", "CS", "ANY"].contains(&class.as_str()) {
            return Err(ZoneFault::OtherClass(class));
        } else if ttl.is_none()
            && let Some(seconds) = rdata::seconds(word.text)
        {
            // RFC 2181 §8: 'an unsigned number … with a minimum value of 0, and a maximum value of
            // 2147483647'; a larger one is treated as 0.
            ttl = Some(if seconds > 0x7fff_ffff { 0 } else { seconds });
        } else if decimal::<u128>(word.text).is_some() {
            return Err(ZoneFault::BadTtl(word.text.to_owned()));
        } else {
            return Err(ZoneFault::UnknownType(word.text.to_owned()));
        }
    }
}

/// RFC 1034 §3.6.2: 'If a CNAME RR is present at a node, no other data should be present'. The
/// records of DNSSEC are the exception (RFC 4035 §2.5); they are all among the types not looked at.
fn clashes<'a>(new: &Record, mut standing: impl Iterator<Item = &'a Record>) -> bool {
    match &new.data {
        Data::Other(_) => false,
        Data::Cname(_) => standing.any(|record| !matches!(record.data, Data::Other(_))),
        Data::Txt(_)
        | Data::A(_)
        | Data::Aaaa(_)
        | Data::Mx(_)
        | Data::Ptr(_)
        | Data::Tlsa(_)
        | Data::Ns(_)
        | Data::Caa(_)
        | Data::Spf(_)
        | Data::Soa { .. } => standing.any(|record| matches!(record.data, Data::Cname(_))),
    }
}

/// RFC 4592 §2.2.2: a name exists when it has records or any name below it does.
fn add_ancestors(
    nodes: &mut HashMap<DomainName, Vec<usize>>,
    owner: &DomainName,
    origin: Option<&DomainName>,
) {
    let inside = origin.filter(|origin| owner.is_at_or_below(origin));
    let mut name = owner.clone();
    while Some(&name) != inside {
        match name.parent() {
            // A top-level domain is nobody's to make.
            Some(parent) if parent.label_count() > 1 || inside.is_some() => name = parent,
            _ => return,
        }
        nodes.entry(name.clone()).or_default();
    }
}

/// The longest name that both are at or below.
fn shared(mut one: DomainName, other: &DomainName) -> Option<DomainName> {
    while !other.is_at_or_below(&one) {
        one = one.parent()?;
    }
    Some(one)
}

/// The origin of a file without SOA: the declared one, widened to hold every owner where that makes
/// no top-level domain of it; without one, what the owners share, and of that the part above
/// `_domainkey`, `_dmarc` and the like. `None` where they share no more than a top-level domain,
/// for which no file of a domain's owner speaks.
fn common_origin(declared: Option<DomainName>, records: &[Record]) -> Option<DomainName> {
    let mut names = declared
        .iter()
        .chain(records.iter().map(|record| &record.owner));
    let first = names.next()?.clone();
    let common = names.try_fold(first, shared).filter(|common| {
        let is_owner = || records.iter().any(|record| record.owner == *common);
        common.label_count() > 1 || is_owner()
    });
    if declared.is_some() {
        return common.or(declared);
    }
    let common = common?;
    let is_host = |label: &&str| !label.starts_with('_') && *label != "*";
    let keep = common.labels().rev().take_while(is_host).count();
    (keep > 0).then(|| common.suffix(keep))
}
