//! What pages are made of: each part is a piece of data and the template that draws it, in one language.
//! Nothing is judged here; what a stranger wrote comes in cut and escaped, and the templates escape it
//! once more for HTML.

pub(crate) mod assessment;
pub(crate) mod change;
pub(crate) mod diff;
pub(crate) mod field;
pub(crate) mod finding;
pub(crate) mod gauge;
pub(crate) mod line;
pub(crate) mod lives;
pub(crate) mod mark;
pub(crate) mod note;
pub(crate) mod plan;
pub(crate) mod protection;
pub(crate) mod record;
pub(crate) mod tree;

/// A text as a sentence of its own begins. Terms, tags and names stay as they are written: a title that
/// begins with one is no slip of the shift key.
pub(crate) fn sentence(text: &str) -> String {
    const TERMS: [&str; 12] = [
        "a", "all", "exists", "exp", "include", "ip4", "ip6", "mode", "mx", "ptr", "redirect",
        "mailseal",
    ];
    let word = text.split(' ').next().unwrap_or(text);
    let is_word = word.chars().all(char::is_alphabetic) && !TERMS.contains(&word);
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if is_word => first.to_uppercase().chain(letters).collect(),
        Some(_) | None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn names_and_terms_stay_as_they_are_written() {
        assert_eq!(sentence("the record is"), "The record is");
        assert_eq!(sentence("über allem"), "Über allem");
        assert_eq!(
            sentence("include and exists need"),
            "include and exists need"
        );
        assert_eq!(sentence("v=spf1 is missing"), "v=spf1 is missing");
        assert_eq!(sentence("mx1.example.org is"), "mx1.example.org is");
        assert_eq!(sentence(""), "");
    }
}
