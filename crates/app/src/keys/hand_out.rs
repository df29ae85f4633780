//! Which keys a mail server is given, and which of them it may sign with.
//!
//! A signature is worth something only when receivers find its key. So of each algorithm one key
//! signs: the newest whose record was seen everywhere, or else the one that signs already. Others
//! that are on their way are handed out too, but not to sign with.

use protocols::dkim::{KeyType, Selector};
use protocols::lifecycle::{Key, KeyState};
use protocols::name::DomainName;

use crate::ledger::{Ledger, LedgerError, PrivateKey};

/// What a key is to whoever is given it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It signs.
    Signs,
    /// Its record was not yet seen at every server: receivers would not find it.
    NotVisible,
    /// It signs now, and another key of its algorithm takes its place.
    Replaced,
    /// It has signed, and never will again.
    Over,
}

/// Which keys are handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Those that sign, and those that are on their way to.
    AllInUse,
    /// This one, as what its state says.
    One(Selector),
    /// This one, to sign with even though its record was not seen everywhere.
    OneUnseen(Selector),
}

/// A key in someone's hands.
#[derive(Debug, Clone)]
pub struct HandedOut {
    /// The key.
    pub key: Key,
    /// What it is to the signer.
    pub role: Role,
    /// The private part.
    pub private: PrivateKey,
}

/// Hands out keys of a domain, in the order of their selectors. Nothing is changed.
///
/// # Errors
/// Those of the ledger; [`LedgerError::NoKey`] where the chosen one is not there.
pub async fn hand_out(
    ledger: &impl Ledger,
    domain: &DomainName,
    choice: &Choice,
) -> Result<Vec<HandedOut>, LedgerError> {
    let keys = ledger.keys(domain).await?;
    let chosen = chosen(&keys, choice);
    if let (Choice::One(selector) | Choice::OneUnseen(selector), []) = (choice, chosen.as_slice()) {
        return Err(LedgerError::NoKey {
            domain: domain.clone(),
            selector: selector.clone(),
        });
    }
    let mut handed_out = Vec::new();
    for (key, role) in chosen {
        let private = ledger.private_key(domain, &key.selector).await?;
        handed_out.push(HandedOut {
            key: key.clone(),
            role,
            private,
        });
    }
    Ok(handed_out)
}

fn chosen<'a>(keys: &'a [Key], choice: &Choice) -> Vec<(&'a Key, Role)> {
    let with_roles = keys.iter().map(|key| (key, role(key, keys)));
    match choice {
        Choice::AllInUse => with_roles
            .filter(|(_, role)| match role {
                Role::Signs | Role::NotVisible => true,
                Role::Replaced | Role::Over => false,
            })
            .collect(),
        Choice::One(selector) => with_roles
            .filter(|(key, _)| key.selector == *selector)
            .collect(),
        Choice::OneUnseen(selector) => with_roles
            .filter(|(key, _)| key.selector == *selector)
            .map(|(key, role)| match role {
                Role::NotVisible => (key, Role::Signs),
                Role::Signs | Role::Replaced | Role::Over => (key, role),
            })
            .collect(),
    }
}

fn role(key: &Key, all: &[Key]) -> Role {
    let is_signer = signer(key.public.key_type(), all).is_some_and(|s| s.selector == key.selector);
    match key.state {
        KeyState::Created | KeyState::Published => Role::NotVisible,
        KeyState::Visible | KeyState::Active if is_signer => Role::Signs,
        KeyState::Visible | KeyState::Active => Role::Replaced,
        KeyState::Retiring | KeyState::Retired => Role::Over,
    }
}

/// The key of an algorithm that is to sign.
fn signer(of: KeyType, all: &[Key]) -> Option<&Key> {
    let in_state = |state| {
        let found = all.iter().filter(move |key| key.state == state);
        found
            .filter(|key| key.public.key_type() == of)
            .max_by_key(|key| key.since)
    };
    in_state(KeyState::Visible).or_else(|| in_state(KeyState::Active))
}

#[cfg(test)]
mod tests {
    use protocols::time::Timestamp;

    use super::*;
    use crate::keys::{KeyKind, MakeKeys, SystemKeys};

    /// Keys of these states get these roles.
    fn check(states: &[(KeyKind, KeyState)], expected: &[Role]) {
        let keys: Vec<Key> = states
            .iter()
            .enumerate()
            .map(|(at, (kind, state))| Key {
                selector: Selector::parse(&format!("s{at}")).unwrap(),
                public: SystemKeys.make(*kind).unwrap().public,
                state: *state,
                since: Timestamp(u64::try_from(at).unwrap()),
            })
            .collect();
        let found: Vec<Role> = keys.iter().map(|key| role(key, &keys)).collect();
        assert_eq!(found, expected, "{states:?}");
    }

    #[test]
    fn one_of_each_algorithm_signs() {
        use KeyKind::{Ed25519, Rsa2048};
        use KeyState::{Active, Created, Published, Retired, Retiring, Visible};
        check(&[(Rsa2048, Created)], &[Role::NotVisible]);
        check(
            &[(Rsa2048, Visible), (Ed25519, Published)],
            &[Role::Signs, Role::NotVisible],
        );
        check(
            &[(Rsa2048, Active), (Ed25519, Active), (Rsa2048, Published)],
            &[Role::Signs, Role::Signs, Role::NotVisible],
        );
        check(
            &[(Rsa2048, Active), (Ed25519, Active), (Rsa2048, Visible)],
            &[Role::Replaced, Role::Signs, Role::Signs],
        );
        check(
            &[(Rsa2048, Retired), (Rsa2048, Retiring), (Rsa2048, Active)],
            &[Role::Over, Role::Over, Role::Signs],
        );
    }

    #[test]
    fn an_unseen_key_signs_only_by_its_name() {
        let key = Key {
            selector: Selector::parse("s1").unwrap(),
            public: SystemKeys.make(KeyKind::Ed25519).unwrap().public,
            state: KeyState::Published,
            since: Timestamp(0),
        };
        let keys = [key];
        let one = || Selector::parse("s1").unwrap();
        for (choice, role) in [
            (Choice::AllInUse, Role::NotVisible),
            (Choice::One(one()), Role::NotVisible),
            (Choice::OneUnseen(one()), Role::Signs),
        ] {
            let found = chosen(&keys, &choice);
            assert_eq!(found, [(&keys[0], role)], "{choice:?}");
        }
        let other = Choice::One(Selector::parse("s2").unwrap());
        assert_eq!(chosen(&keys, &other), []);
    }
}
