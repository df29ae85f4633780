//! The value of a CAA `issue` property: an authority's name and parameters (RFC 8659 §4.2).

/// What an `issue` value says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct IssueValue<'a> {
    /// The issuer-domain-name; empty where nobody may issue.
    issuer: &'a str,
    /// Tag and value, in order.
    parameters: Vec<(&'a str, &'a str)>,
}

impl<'a> IssueValue<'a> {
    /// Reads a value. By RFC 8659 §4.2 one that does not match the grammar counts as one with an empty
    /// issuer-domain-name, so it admits nobody. Empty parameters, as a semicolon at the end leaves
    /// them, do not match either; authorities differ, and an order that we hold back for nothing is worse
    /// than one that is refused, so they are let pass.
    pub(super) fn parse(value: &'a str) -> IssueValue<'a> {
        let (issuer, rest) = match value.split_once(';') {
            Some((issuer, rest)) => (trimmed(issuer), Some(rest)),
            None => (trimmed(value), None),
        };
        let given = rest.unwrap_or_default().split(';').map(trimmed);
        let parameters = given.filter(|text| !text.is_empty()).map(parameter);
        let parameters: Option<Vec<_>> = parameters.collect();
        match parameters {
            Some(parameters) if is_name(issuer) => IssueValue { issuer, parameters },
            Some(_) | None => IssueValue {
                issuer: "",
                parameters: Vec::new(),
            },
        }
    }

    /// Whether it names an authority that calls itself by one of these.
    pub(super) fn names(&self, identifiers: &[impl AsRef<str>]) -> bool {
        !self.issuer.is_empty()
            && identifiers
                .iter()
                .any(|known| self.issuer.eq_ignore_ascii_case(known.as_ref()))
    }

    /// Whether it holds for the account of this URI.
    ///
    /// By RFC 8657 §3 a property with an `accounturi` counts only where the authority knows that URI as
    /// the one of the account that asks; with more than one of them it never counts.
    pub(super) fn admits_account(&self, uri: Option<&str>) -> bool {
        let mut wanted = self.values("accounturi");
        match (wanted.next(), wanted.next()) {
            (None, _) => true,
            (Some(wanted), None) => uri == Some(wanted),
            (Some(_), Some(_)) => false,
        }
    }

    /// Whether it holds for a validation method.
    ///
    /// By RFC 8657 §4 a property with `validationmethods` counts only where the method that is used is
    /// one of those listed, with commas in between. Several such parameters must all be met.
    pub(super) fn admits_method(&self, method: &str) -> bool {
        self.values("validationmethods")
            .all(|list| list.split(',').any(|listed| listed == method))
    }

    fn values(&self, tag: &str) -> impl Iterator<Item = &'a str> {
        let of_tag = move |(name, _): &&(&str, &str)| name.eq_ignore_ascii_case(tag);
        self.parameters
            .iter()
            .filter(of_tag)
            .map(|(_, value)| *value)
    }
}

fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// `tag *WSP "=" *WSP value`, with `value = *(%x21-3A / %x3C-7E)`.
fn parameter(text: &str) -> Option<(&str, &str)> {
    let (tag, value) = text.split_once('=')?;
    let (tag, value) = (trimmed(tag), trimmed(value));
    let sound = is_label(tag) && value.bytes().all(|octet| octet.is_ascii_graphic());
    sound.then_some((tag, value))
}

/// Empty, or `label *("." label)`.
fn is_name(text: &str) -> bool {
    text.is_empty() || text.split('.').all(is_label)
}

/// `(ALPHA / DIGIT) *( *("-") (ALPHA / DIGIT))`
fn is_label(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text
            .bytes()
            .all(|octet| octet.is_ascii_alphanumeric() || octet == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar() {
        let parse = IssueValue::parse;
        let names = |value| parse(value).names(&["ca.example"]);
        for admits in [
            "ca.example",
            " \tca.example ",
            "ca.example;",
            "ca.example ; ",
            "CA.Example; a=b",
            "ca.example; a = b ; c=",
            "ca.example; a=b;",
        ] {
            assert!(names(admits), "{admits:?}");
        }
        for refuses in [
            "",
            ";",
            "; a=b",
            "%%%%%",
            "ca.example a=b",
            "ca.example; a",
            "ca.example; a=b c",
            "ca.example; -a=b",
            "ca..example",
            "-ca.example",
            "ca.example.",
        ] {
            assert!(!names(refuses), "{refuses:?}");
        }
    }

    #[test]
    fn accounts() {
        let admits = |value, uri| IssueValue::parse(value).admits_account(uri);
        assert!(admits("ca.example", None));
        assert!(admits(
            "ca.example; AccountURI=https://a/1",
            Some("https://a/1")
        ));
        assert!(!admits(
            "ca.example; accounturi=https://a/1",
            Some("https://a/10")
        ));
        let twice = "ca.example; accounturi=https://a/1; accounturi=https://a/1";
        assert!(!admits(twice, Some("https://a/1")));
        assert!(!admits("ca.example; accounturi=", Some("https://a/1")));
    }

    #[test]
    fn methods() {
        let admits = |value, method| IssueValue::parse(value).admits_method(method);
        assert!(admits("ca.example", "http-01"));
        assert!(admits(
            "ca.example; validationmethods=http-01,dns-01",
            "dns-01"
        ));
        assert!(!admits(
            "ca.example; validationmethods=http-01",
            "tls-alpn-01"
        ));
        assert!(!admits("ca.example; validationmethods=", "http-01"));
        let never = "ca.example; validationmethods=http-01; validationmethods=dns-01";
        assert!(!admits(never, "http-01"));
    }
}
