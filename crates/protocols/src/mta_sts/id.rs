//! The `id` derived from the policy: it changes exactly when the policy does.

use crate::certificate::sha256;

use super::policy::Policy;
use super::record::PolicyId;

/// The id of a policy: the first 128 bits of the SHA-256 of its text, as 32 hexadecimal digits. §3.1
/// wants an id that differs between revisions and gives it no order, so a digest serves as well as a
/// date, and nobody can forget to change it.
pub fn of(policy: &Policy) -> PolicyId {
    let digest = sha256(policy.to_string().as_bytes());
    let text: String = digest.iter().take(16).map(|b| format!("{b:02x}")).collect();
    // 32 hexadecimal digits are 1*32(ALPHA / DIGIT).
    PolicyId::parse(&text).expect("32 hexadecimal digits")
}

/// Whether an id has the form of those that [`of`] makes: 32 lower-case hexadecimal digits.
pub(crate) fn is_content_id(id: &PolicyId) -> bool {
    let id = id.as_str();
    id.len() == 32 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mta_sts::policy::{PolicyMode, parse};

    #[test]
    fn it_follows_the_policy() {
        let policy = |age| Policy::new(PolicyMode::None, age, Vec::new()).unwrap();
        assert_eq!(of(&policy(1)), of(&policy(1)));
        assert_ne!(of(&policy(1)), of(&policy(2)));
        assert_eq!(of(&policy(1)).as_str().len(), 32);
        // How the lines end and in which order the fields stand is not the policy.
        let other = parse("max_age: 1\nversion: STSv1\nmode: none")
            .parsed
            .record;
        assert_eq!(of(&other.unwrap()), of(&policy(1)));
    }
}
