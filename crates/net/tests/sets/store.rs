//! The sets of a provider as a test imagines them, and how they go wrong.

use serde_json::{Value, json};

use crate::standin::Reply;
use crate::traps::APEX;

/// One set: its whole name, its records in the spelling of master files.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stored {
    pub(crate) owner: String,
    pub(crate) kind: String,
    pub(crate) ttl: u32,
    pub(crate) records: Vec<String>,
    /// What the provider keeps beside it.
    pub(crate) beside: Value,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fault {
    /// Lists answer so.
    List(ListFault),
    /// A change is refused with this status.
    Refused(u16),
    /// A change is not made, and nothing is answered.
    Silent,
    /// A change is made, and the connection is cut before the answer.
    CutAfterWrite,
    /// A change is said to be made, and nothing was done.
    Forgotten,
    /// This TXT comes in at the apex between reading and writing.
    Meanwhile(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum ListFault {
    Status(u16),
    HalfOfIt,
    NotOfTheShape,
    TooLarge,
    TooMany,
}

#[derive(Debug, Clone)]
pub(crate) struct Store {
    pub(crate) sets: Vec<Stored>,
    pub(crate) fault: Option<Fault>,
    /// After each change: the TXT records at the apex.
    pub(crate) visible: Vec<Vec<String>>,
    /// How many sets a page has.
    pub(crate) page: usize,
}

impl Store {
    pub(crate) fn new() -> Store {
        Store {
            sets: Vec::new(),
            fault: None,
            visible: Vec::new(),
            page: 2,
        }
    }

    pub(crate) fn with(mut self, owner: &str, kind: &str, ttl: u32, records: &[&str]) -> Store {
        self.sets.push(Stored {
            owner: owner.to_owned(),
            kind: kind.to_owned(),
            ttl,
            records: records.iter().map(|r| (*r).to_owned()).collect(),
            beside: json!({}),
        });
        self
    }

    pub(crate) fn find(&self, owner: &str, kind: &str) -> Option<&Stored> {
        let mut sets = self.sets.iter();
        sets.find(|set| set.owner == owner && set.kind == kind)
    }

    pub(crate) fn records(&self, owner: &str, kind: &str) -> Vec<String> {
        self.find(owner, kind)
            .map(|set| set.records.clone())
            .unwrap_or_default()
    }

    /// Puts a set in the place of the one that stands, or takes it away.
    pub(crate) fn put(&mut self, set: Option<Stored>, owner: &str, kind: &str) {
        if self.fault == Some(Fault::Forgotten) {
            return;
        }
        let at = self
            .sets
            .iter()
            .position(|set| set.owner == owner && set.kind == kind);
        match (at, set) {
            (Some(at), Some(set)) => self.sets[at] = set,
            (Some(at), None) => drop(self.sets.remove(at)),
            (None, Some(set)) => self.sets.push(set),
            (None, None) => {}
        }
        self.visible.push(self.records(APEX, "TXT"));
    }

    /// What happens to a change before it is looked at: an answer that is given instead.
    pub(crate) fn before_change(&mut self, refusal: impl Fn(u16) -> Reply) -> Option<Reply> {
        match self.fault {
            Some(Fault::Refused(429)) => {
                Some(Reply::Plain(429, ("retry-after", "9"), String::new()))
            }
            Some(Fault::Refused(status)) => Some(refusal(status)),
            Some(Fault::Silent) => Some(Reply::Silence),
            Some(Fault::Meanwhile(record)) => {
                self.fault = None;
                let mut set = self.find(APEX, "TXT").cloned().unwrap_or(Stored {
                    owner: APEX.to_owned(),
                    kind: "TXT".to_owned(),
                    ttl: 3_600,
                    records: Vec::new(),
                    beside: json!({}),
                });
                set.records.push(record.to_owned());
                self.put(Some(set), APEX, "TXT");
                None
            }
            Some(Fault::List(_) | Fault::CutAfterWrite | Fault::Forgotten) | None => None,
        }
    }

    /// What becomes of the answer to a change that was made.
    pub(crate) fn after_change(&self, reply: Reply) -> Reply {
        match self.fault {
            Some(Fault::CutAfterWrite) => Reply::Cut,
            _ => reply,
        }
    }

    /// What becomes of a list.
    pub(crate) fn listed(&self, reply: Reply, refusal: impl Fn(u16) -> Reply) -> Reply {
        let Some(Fault::List(fault)) = self.fault else {
            return reply;
        };
        let text = match reply {
            Reply::Json(_, value) => value.to_string(),
            Reply::Plain(_, _, text) => text,
            Reply::Cut | Reply::Silence => return reply,
        };
        let plain = ("content-type", "text/html");
        match fault {
            ListFault::Status(status) => refusal(status),
            ListFault::HalfOfIt => Reply::Plain(200, plain, text[..text.len() / 2].to_owned()),
            ListFault::NotOfTheShape => Reply::Plain(200, plain, "<html>".to_owned()),
            ListFault::TooLarge => Reply::Plain(200, plain, " ".repeat(512 * 1024)),
            ListFault::TooMany => Reply::Plain(429, ("retry-after", "9"), "{}".to_owned()),
        }
    }
}
