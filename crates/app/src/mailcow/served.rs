//! Who serves a policy, told by how it looks.

use protocols::answers::{Failure, Outcome, PolicyFetch};

/// Where a policy that is served comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicySource {
    /// mailcow's own `mta-sts.php`, from the row in its settings.
    MailcowRow,
    /// A file that somebody wrote, as instructions for older mailcows have it. Newer ones do not serve it
    /// any more.
    File,
    /// Written as mailseal writes it: with CR LF, as the standard has it.
    Mailseal,
    /// Something was served, and no policy.
    NoPolicy,
    /// Nothing is served.
    Nothing,
    /// Could not be learnt.
    Unknown(Failure),
}

/// Tells by the look of what was fetched. mailcow's row gives `text/plain; charset=utf-8`, lines that
/// end with LF, and version, mode, max_age and mx in this order; a file has no charset or another
/// order; a policy of ours has CR LF after every line.
pub fn source(fetch: &PolicyFetch) -> PolicySource {
    match fetch {
        PolicyFetch::NoAddress(Outcome::Failed(failure))
        | PolicyFetch::NoConnection(failure)
        | PolicyFetch::NoResponse { failure, .. } => PolicySource::Unknown(*failure),
        PolicyFetch::NoAddress(_) | PolicyFetch::NoTls { .. } => PolicySource::Nothing,
        PolicyFetch::Response {
            status: 200,
            content_type,
            body,
            ..
        } => of_response(content_type.as_deref().unwrap_or_default(), body),
        PolicyFetch::Response { .. } => PolicySource::Nothing,
    }
}

fn of_response(media_type: &str, body: &[u8]) -> PolicySource {
    let text = String::from_utf8_lossy(body);
    if !text.trim_start().starts_with("version") {
        return PolicySource::NoPolicy;
    }
    if text.contains("\r\n") {
        return PolicySource::Mailseal;
    }
    let media_type: String = media_type.to_ascii_lowercase().replace(' ', "");
    if media_type == "text/plain;charset=utf-8" && is_in_order(&text) {
        PolicySource::MailcowRow
    } else {
        PolicySource::File
    }
}

fn is_in_order(text: &str) -> bool {
    let names = text.lines().filter_map(|line| line.split_once(':'));
    let mut names: Vec<&str> = names.map(|(name, _)| name.trim()).collect();
    names.dedup();
    names == ["version", "mode", "max_age", "mx"]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(media_type: &str, body: &str, expected: PolicySource) {
        let found = of_response(media_type, body.as_bytes());
        assert_eq!(found, expected, "{media_type} {body:?}");
    }

    #[test]
    fn by_the_look_of_it() {
        let row = "version: STSv1\nmode: testing\nmax_age: 86400\nmx: a.example\nmx: b.example\n";
        let file = "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 86400\n";
        check("text/plain; charset=utf-8", row, PolicySource::MailcowRow);
        check("text/plain;charset=UTF-8", row, PolicySource::MailcowRow);
        check("text/plain", row, PolicySource::File);
        check("text/plain; charset=utf-8", file, PolicySource::File);
        let ours = row.replace('\n', "\r\n");
        check("text/plain", &ours, PolicySource::Mailseal);
        check("text/html", "<html>", PolicySource::NoPolicy);
    }
}
