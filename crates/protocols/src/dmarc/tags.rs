//! The tags of a policy record and their values (§4.7, §4.8), without the record around them.

use std::fmt;

/// The tags that some version of DMARC registered (§9.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TagName {
    /// `v`: version.
    V,
    /// `p`: policy of the domain.
    P,
    /// `sp`: policy of existing subdomains.
    Sp,
    /// `np`: policy of subdomains that do not exist.
    Np,
    /// `psd`: whether the domain is a public suffix.
    Psd,
    /// `t`: test mode.
    T,
    /// `adkim`: DKIM alignment mode.
    Adkim,
    /// `aspf`: SPF alignment mode.
    Aspf,
    /// `fo`: failure reporting options.
    Fo,
    /// `rua`: where aggregate reports go.
    Rua,
    /// `ruf`: where failure reports go.
    Ruf,
    /// `pct`: historic (RFC 7489), sampling rate.
    Pct,
    /// `rf`: historic (RFC 7489), format of failure reports.
    Rf,
    /// `ri`: historic (RFC 7489), interval of aggregate reports.
    Ri,
}

impl TagName {
    /// Every tag, in the order we write them.
    pub const ALL: [TagName; 14] = [
        TagName::V,
        TagName::P,
        TagName::Sp,
        TagName::Np,
        TagName::Psd,
        TagName::T,
        TagName::Adkim,
        TagName::Aspf,
        TagName::Fo,
        TagName::Rua,
        TagName::Ruf,
        TagName::Pct,
        TagName::Rf,
        TagName::Ri,
    ];

    /// As it is written in a record.
    pub fn as_str(self) -> &'static str {
        match self {
            TagName::V => "v",
            TagName::P => "p",
            TagName::Sp => "sp",
            TagName::Np => "np",
            TagName::Psd => "psd",
            TagName::T => "t",
            TagName::Adkim => "adkim",
            TagName::Aspf => "aspf",
            TagName::Fo => "fo",
            TagName::Rua => "rua",
            TagName::Ruf => "ruf",
            TagName::Pct => "pct",
            TagName::Rf => "rf",
            TagName::Ri => "ri",
        }
    }

    /// Reads a name in any case. §4.8 spells only the value of `v` case-sensitively; RFC 6376 §3.2,
    /// whose syntax §4.7 borrows, has names case-sensitive. Deployed readers fold, and so do we;
    /// the linter says it.
    pub fn parse(name: &str) -> Option<TagName> {
        TagName::ALL
            .into_iter()
            .find(|tag| tag.as_str().eq_ignore_ascii_case(name))
    }

    /// The tag that a misspelt name was most likely meant to be.
    pub fn nearest(name: &str) -> Option<TagName> {
        if name.len() > LONGEST_MISSPELLING {
            return None;
        }
        let name = name.to_ascii_lowercase();
        if let Some((_, tag)) = SYNONYMS.iter().find(|(synonym, _)| *synonym == name) {
            return Some(*tag);
        }
        // One letter away from a one-letter tag is any letter, so only longer ones are compared.
        TagName::ALL
            .into_iter()
            .filter(|tag| tag.as_str().len() >= 3)
            .find(|tag| is_one_slip_away(&name, tag.as_str()))
    }

    /// What counts when the tag is absent or its value is discarded, where §4.7 gives a default.
    pub fn default_value(self) -> Option<&'static str> {
        match self {
            TagName::Psd => Some("u"),
            TagName::T => Some("n"),
            TagName::Adkim | TagName::Aspf => Some("r"),
            TagName::Fo => Some("0"),
            TagName::V
            | TagName::P
            | TagName::Sp
            | TagName::Np
            | TagName::Rua
            | TagName::Ruf
            | TagName::Pct
            | TagName::Rf
            | TagName::Ri => None,
        }
    }
}

impl fmt::Display for TagName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Names longer than this are no misspelling of any tag.
const LONGEST_MISSPELLING: usize = 20;

/// Names people write for what they mean.
const SYNONYMS: [(&str, TagName); 10] = [
    ("policy", TagName::P),
    ("subdomain", TagName::Sp),
    ("subpolicy", TagName::Sp),
    ("subdomain_policy", TagName::Sp),
    ("test", TagName::T),
    ("testing", TagName::T),
    ("percent", TagName::Pct),
    ("dkim", TagName::Adkim),
    ("spf", TagName::Aspf),
    ("version", TagName::V),
];

/// Whether one letter more, less, other, or two neighbours swapped make `a` of `b`.
fn is_one_slip_away(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same_front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same_front..], &b[same_front..]);
    match (a, b) {
        ([], []) => true,
        ([_, a_rest @ ..], [_, b_rest @ ..]) if a_rest == b_rest => true,
        ([a0, a1, a_rest @ ..], [b0, b1, b_rest @ ..])
            if a0 == b1 && a1 == b0 && a_rest == b_rest =>
        {
            true
        }
        ([_, a_rest @ ..], _) if a_rest == b => true,
        (_, [_, b_rest @ ..]) if a == b_rest => true,
        _ => false,
    }
}

/// What the owner asks for mail that fails (`dmarc-request`, §4.7 `p`), weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Policy {
    /// No preference.
    None,
    /// Suspicious.
    Quarantine,
    /// Not to be accepted.
    Reject,
}

impl Policy {
    /// Every value, weakest first.
    pub const ALL: [Policy; 3] = [Policy::None, Policy::Quarantine, Policy::Reject];

    /// As it is written in a record.
    pub fn as_str(self) -> &'static str {
        match self {
            Policy::None => "none",
            Policy::Quarantine => "quarantine",
            Policy::Reject => "reject",
        }
    }

    /// Reads a value; §4.8's literals match in any case (RFC 5234 §2.3).
    pub fn parse(value: &str) -> Option<Policy> {
        Policy::ALL
            .into_iter()
            .find(|policy| policy.as_str().eq_ignore_ascii_case(value))
    }

    /// The value that a misspelt one was most likely meant to be: one slip away, or another
    /// protocol's word for the same.
    pub fn nearest(value: &str) -> Option<Policy> {
        if value.len() > LONGEST_MISSPELLING {
            return None;
        }
        let value = value.to_ascii_lowercase();
        let value = value.trim_matches(|c: char| !c.is_ascii_alphabetic());
        match value {
            "monitor" | "monitoring" | "report" | "nothing" | "no" | "off" | "allow" => {
                return Some(Policy::None);
            }
            "spam" | "junk" | "quarentine" | "quaratine" | "quarantaine" => {
                return Some(Policy::Quarantine);
            }
            "block" | "deny" | "drop" | "rejected" => return Some(Policy::Reject),
            _ => {}
        }
        Policy::ALL
            .into_iter()
            .find(|policy| is_one_slip_away(value, policy.as_str()))
    }

    /// §4.7 `t`: 'the policy applied to any failing messages will be one level below the specified
    /// policy'.
    pub fn one_level_below(self) -> Policy {
        match self {
            Policy::Reject => Policy::Quarantine,
            Policy::Quarantine | Policy::None => Policy::None,
        }
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// `adkim`, `aspf`: what alignment means (§4.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AlignmentMode {
    /// `r`: the same Organizational Domain.
    #[default]
    Relaxed,
    /// `s`: the same domain.
    Strict,
}

impl AlignmentMode {
    /// As it is written in a record.
    pub fn as_str(self) -> &'static str {
        match self {
            AlignmentMode::Relaxed => "r",
            AlignmentMode::Strict => "s",
        }
    }

    /// Reads a value in any case.
    pub fn parse(value: &str) -> Option<AlignmentMode> {
        [AlignmentMode::Relaxed, AlignmentMode::Strict]
            .into_iter()
            .find(|mode| mode.as_str().eq_ignore_ascii_case(value))
    }
}

/// `psd`: what the owner says about the domain's place in the tree (§4.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Psd {
    /// `y`: a public suffix.
    Yes,
    /// `n`: an Organizational Domain.
    No,
    /// `u`: the walk decides.
    #[default]
    Unknown,
}

impl Psd {
    /// As it is written in a record.
    pub fn as_str(self) -> &'static str {
        match self {
            Psd::Yes => "y",
            Psd::No => "n",
            Psd::Unknown => "u",
        }
    }

    /// Reads a value in any case.
    pub fn parse(value: &str) -> Option<Psd> {
        [Psd::Yes, Psd::No, Psd::Unknown]
            .into_iter()
            .find(|psd| psd.as_str().eq_ignore_ascii_case(value))
    }
}

/// `t`: whether the policy is only tested (§4.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TestMode {
    /// `y`: one level below the policy is applied.
    Testing,
    /// `n`: the policy is applied.
    #[default]
    Off,
}

impl TestMode {
    /// As it is written in a record.
    pub fn as_str(self) -> &'static str {
        match self {
            TestMode::Testing => "y",
            TestMode::Off => "n",
        }
    }

    /// Reads a value in any case.
    pub fn parse(value: &str) -> Option<TestMode> {
        [TestMode::Testing, TestMode::Off]
            .into_iter()
            .find(|mode| mode.as_str().eq_ignore_ascii_case(value))
    }
}

/// One option of `fo` (§4.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FailureOption {
    /// `0`: when every mechanism fails to give an aligned pass.
    AllFail,
    /// `1`: when any mechanism fails to give an aligned pass.
    AnyFails,
    /// `d`: when a DKIM signature fails, aligned or not.
    Dkim,
    /// `s`: when SPF fails, aligned or not.
    Spf,
}

impl FailureOption {
    /// As it is written in a record.
    pub fn as_str(self) -> &'static str {
        match self {
            FailureOption::AllFail => "0",
            FailureOption::AnyFails => "1",
            FailureOption::Dkim => "d",
            FailureOption::Spf => "s",
        }
    }

    fn parse(value: &str) -> Option<FailureOption> {
        [
            FailureOption::AllFail,
            FailureOption::AnyFails,
            FailureOption::Dkim,
            FailureOption::Spf,
        ]
        .into_iter()
        .find(|option| option.as_str().eq_ignore_ascii_case(value))
    }
}

/// `fo`: at least one option, none twice, `0` and `1` never together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailureOptions(Vec<FailureOption>);

impl FailureOptions {
    /// The options, sorted; `None` when §4.8 does not allow them together.
    pub fn of(options: &[FailureOption]) -> Option<FailureOptions> {
        let mut sorted = options.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        // §4.7: '"0" and "1" are mutually exclusive'; §4.8: 'each may appear at most once'.
        let both =
            sorted.contains(&FailureOption::AllFail) && sorted.contains(&FailureOption::AnyFails);
        (!both && !sorted.is_empty() && sorted.len() == options.len())
            .then_some(FailureOptions(sorted))
    }

    /// Reads a colon-separated list.
    pub fn parse(value: &str) -> Option<FailureOptions> {
        // At most three can stand together, so a longer list is refused before it is collected.
        if value.split(':').count() > 3 {
            return None;
        }
        let options: Option<Vec<_>> = value.split(':').map(FailureOption::parse).collect();
        FailureOptions::of(&options?)
    }

    /// The options in our order.
    pub fn iter(&self) -> impl Iterator<Item = FailureOption> {
        self.0.iter().copied()
    }
}

impl Default for FailureOptions {
    /// §4.7: default `0`.
    fn default() -> FailureOptions {
        FailureOptions(vec![FailureOption::AllFail])
    }
}

impl fmt::Display for FailureOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, option) in self.0.iter().enumerate() {
            let colon = if index == 0 { "" } else { ":" };
            write!(f, "{colon}{}", option.as_str())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_names_and_values() {
        assert_eq!(TagName::nearest("rau"), Some(TagName::Rua));
        assert_eq!(TagName::nearest("adkm"), Some(TagName::Adkim));
        assert_eq!(TagName::nearest("asspf"), Some(TagName::Aspf));
        assert_eq!(TagName::nearest("policy"), Some(TagName::P));
        assert_eq!(TagName::nearest("x"), None);
        assert_eq!(Policy::nearest("quarentine"), Some(Policy::Quarantine));
        assert_eq!(Policy::nearest("rejct"), Some(Policy::Reject));
        assert_eq!(Policy::nearest("monitor"), Some(Policy::None));
        assert_eq!(Policy::nearest("anything"), None);
    }

    #[test]
    fn failure_options() {
        for good in ["0", "1", "d", "s", "d:s", "0:d", "d:1:s", "s:d:0"] {
            assert!(FailureOptions::parse(good).is_some(), "{good}");
        }
        for bad in ["", "2", "0:1", "1,d", "d:d", "0:0", "0:d:s:1", "0:d:s:d"] {
            assert!(FailureOptions::parse(bad).is_none(), "{bad}");
        }
        assert_eq!(FailureOptions::parse("s:1").unwrap().to_string(), "1:s");
    }
}
