//! Who did what, when, from where, and what came of it. Lines are only ever added, and outlive
//! whoever they speak of.

use std::net::IpAddr;

use protocols::name::DomainName;
use protocols::time::Timestamp;

use super::Actor;
use crate::ledger::StepId;

/// What was done, or was to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// The first person came in.
    SetUp,
    /// A person signed in.
    SignIn,
    /// A person signed out.
    SignOut,
    /// Sessions of a person were ended.
    EndSessions,
    /// A person was added.
    AddUser,
    /// What a person may do was changed.
    ChangeUser,
    /// A password was set.
    SetPassword,
    /// A person was removed.
    RemoveUser,
    /// A token was made.
    AddToken,
    /// A token was removed.
    RemoveToken,
    /// A domain was taken in.
    AddDomain,
    /// A domain was let go.
    RemoveDomain,
    /// A domain was moved on.
    Advance,
    /// Keys got successors.
    Rotate,
    /// A plan was applied.
    Apply,
    /// A run was taken back.
    Undo,
    /// What was not finished was taken up.
    Resume,
    /// What was not finished was ended.
    GiveUp,
    /// An access was stored.
    SetAccess,
    /// An access was removed.
    RemoveAccess,
    /// Private keys were handed out.
    ExportKeys,
    /// A setting was changed.
    ChangeSetting,
}

impl Deed {
    /// All of them.
    pub const ALL: [Deed; 22] = [
        Deed::SetUp,
        Deed::SignIn,
        Deed::SignOut,
        Deed::EndSessions,
        Deed::AddUser,
        Deed::ChangeUser,
        Deed::SetPassword,
        Deed::RemoveUser,
        Deed::AddToken,
        Deed::RemoveToken,
        Deed::AddDomain,
        Deed::RemoveDomain,
        Deed::Advance,
        Deed::Rotate,
        Deed::Apply,
        Deed::Undo,
        Deed::Resume,
        Deed::GiveUp,
        Deed::SetAccess,
        Deed::RemoveAccess,
        Deed::ExportKeys,
        Deed::ChangeSetting,
    ];

    /// Its name, the same in every language.
    pub fn word(self) -> &'static str {
        match self {
            Deed::SetUp => "set-up",
            Deed::SignIn => "sign-in",
            Deed::SignOut => "sign-out",
            Deed::EndSessions => "end-sessions",
            Deed::AddUser => "add-user",
            Deed::ChangeUser => "change-user",
            Deed::SetPassword => "set-password",
            Deed::RemoveUser => "remove-user",
            Deed::AddToken => "add-token",
            Deed::RemoveToken => "remove-token",
            Deed::AddDomain => "add-domain",
            Deed::RemoveDomain => "remove-domain",
            Deed::Advance => "advance",
            Deed::Rotate => "rotate",
            Deed::Apply => "apply",
            Deed::Undo => "undo",
            Deed::Resume => "resume",
            Deed::GiveUp => "give-up",
            Deed::SetAccess => "set-access",
            Deed::RemoveAccess => "remove-access",
            Deed::ExportKeys => "export-keys",
            Deed::ChangeSetting => "change-setting",
        }
    }

    /// The deed of a name.
    pub fn of_word(word: &str) -> Option<Deed> {
        Deed::ALL.into_iter().find(|deed| deed.word() == word)
    }
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Upshot {
    /// It was done, or goes on under its number in the journal.
    Done,
    /// It was refused to whoever asked.
    Refused,
    /// It could not be done.
    Failed,
}

impl Upshot {
    /// All of them.
    pub const ALL: [Upshot; 3] = [Upshot::Done, Upshot::Refused, Upshot::Failed];

    /// Its name, the same in every language.
    pub fn word(self) -> &'static str {
        match self {
            Upshot::Done => "done",
            Upshot::Refused => "refused",
            Upshot::Failed => "failed",
        }
    }

    /// The upshot of a name.
    pub fn of_word(word: &str) -> Option<Upshot> {
        Upshot::ALL.into_iter().find(|upshot| upshot.word() == word)
    }
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Who.
    pub actor: Actor,
    /// From where; `None` for what did not come over the network.
    pub from: Option<IpAddr>,
    /// What.
    pub deed: Deed,
    /// To whom or what: a domain, a name, the number of a run.
    pub subject: Subject,
    /// What came of it.
    pub upshot: Upshot,
    /// What is worth keeping of it, such as why it was refused; the same in every language, and without
    /// anything secret. May be empty.
    pub note: String,
}

/// To whom or what something was done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subject {
    /// The domain.
    pub domain: Option<DomainName>,
    /// The number in the journal.
    pub step: Option<StepId>,
    /// The name of a person, a token or an access.
    pub name: Option<String>,
}

impl Subject {
    /// Of a domain.
    pub fn domain(domain: &DomainName) -> Subject {
        Subject {
            domain: Some(domain.clone()),
            ..Subject::default()
        }
    }

    /// Of a run of a domain.
    pub fn run(domain: &DomainName, step: StepId) -> Subject {
        Subject {
            step: Some(step),
            ..Subject::domain(domain)
        }
    }

    /// Of a name.
    pub fn name(name: impl ToString) -> Subject {
        Subject {
            name: Some(name.to_string()),
            ..Subject::default()
        }
    }
}

/// The number of a line, rising in the order in which they were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuditId(pub u64);

/// A line as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audited {
    /// Its number.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// What it says.
    pub line: AuditLine,
}

/// Which lines, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lines {
    /// All.
    All,
    /// Those about a domain.
    Of(DomainName),
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_deed_has_a_name_of_its_own() {
        let words: BTreeSet<&str> = Deed::ALL.iter().map(|deed| deed.word()).collect();
        assert_eq!(words.len(), Deed::ALL.len());
        for deed in Deed::ALL {
            assert_eq!(Deed::of_word(deed.word()), Some(deed));
        }
    }
}
