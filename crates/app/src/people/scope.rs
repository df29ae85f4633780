//! What somebody may do.

use std::fmt;

/// One thing that may be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Look at everything but secrets.
    Read,
    /// Change what is wanted of a domain and see what would follow in the DNS.
    Plan,
    /// Write to the DNS what a plan showed, and take it back.
    Apply,
    /// Accesses, people, tokens, private keys, and letting a domain go.
    Admin,
}

impl Scope {
    /// All of them.
    pub const ALL: [Scope; 4] = [Scope::Read, Scope::Plan, Scope::Apply, Scope::Admin];

    /// Its name, the same in every language.
    pub fn word(self) -> &'static str {
        match self {
            Scope::Read => "read",
            Scope::Plan => "plan",
            Scope::Apply => "apply",
            Scope::Admin => "admin",
        }
    }

    /// The scope of a name.
    pub fn of_word(word: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.word() == word)
    }

    fn bit(self) -> u8 {
        match self {
            Scope::Read => 1,
            Scope::Plan => 2,
            Scope::Apply => 4,
            Scope::Admin => 8,
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Several scopes. Whoever may plan or apply may read; an administrator may do everything. To write
/// what others planned is no leave to plan, so `apply` does not bring `plan`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scopes(u8);

impl Scopes {
    /// None at all.
    pub const NONE: Scopes = Scopes(0);

    /// These, with what they bring.
    pub fn of(scopes: impl IntoIterator<Item = Scope>) -> Scopes {
        scopes.into_iter().fold(Scopes::NONE, |known, scope| {
            let brings = match scope {
                Scope::Read => scope.bit(),
                Scope::Plan | Scope::Apply => scope.bit() | Scope::Read.bit(),
                Scope::Admin => Scope::ALL.iter().fold(0, |bits, scope| bits | scope.bit()),
            };
            Scopes(known.0 | brings)
        })
    }

    /// Reads names with commas between them; `None` where one is unknown or there is none.
    pub fn parse(text: &str) -> Option<Scopes> {
        let words = text.split(',').map(|word| Scope::of_word(word.trim()));
        let scopes: Vec<Scope> = words.collect::<Option<_>>()?;
        Some(Scopes::of(scopes))
    }

    /// Whether this one is among them.
    pub fn has(self, scope: Scope) -> bool {
        self.0 & scope.bit() != 0
    }

    /// Whether all of the others are among them: nobody gives away more than they have.
    pub fn covers(self, others: Scopes) -> bool {
        others.0 & !self.0 == 0
    }

    /// Those that are among both.
    pub fn within(self, others: Scopes) -> Scopes {
        Scopes(self.0 & others.0)
    }

    /// Each, the least first.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.into_iter().filter(move |scope| self.has(*scope))
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, scope) in self.iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            f.write_str(scope.word())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_brings_what() {
        let check = |given: &str, expect: &str| {
            let scopes = Scopes::parse(given).unwrap();
            assert_eq!(scopes.to_string(), expect);
            assert_eq!(Scopes::parse(&scopes.to_string()), Some(scopes));
        };
        check("read", "read");
        check("plan", "read,plan");
        check("apply", "read,apply");
        check("apply, plan", "read,plan,apply");
        check("admin", "read,plan,apply,admin");
        for bad in ["", ",", "read,", "root", "read plan"] {
            assert_eq!(Scopes::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn nobody_gives_more_than_they_have() {
        let of = |text| Scopes::parse(text).unwrap();
        assert!(of("plan").covers(of("read")));
        assert!(!of("plan").covers(of("apply")));
        assert!(of("admin").covers(of("apply")));
        assert!(!Scopes::NONE.has(Scope::Read));
        assert_eq!(of("apply").within(of("plan")), of("read"));
    }
}
