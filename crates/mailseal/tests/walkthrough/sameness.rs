//! Whether a document shows what was said, apart from what no two runs have in common.

/// A line that stands for any lines.
pub(crate) const LEFT_OUT: &str = "…";
/// No word of ours is so long and of these characters only.
const KEY_CHARACTERS_MIN: usize = 40;

/// Keys and signatures shortened, as a document shows them.
pub(crate) fn shortened(text: &str) -> String {
    runs(text, is_base64, |run| match run.len() {
        KEY_CHARACTERS_MIN.. => LEFT_OUT.to_owned(),
        _ => run.to_owned(),
    })
}

/// Without keys, moments, and the months in selectors. What is masked keeps its length where it has
/// one, since text is wrapped and columns are aligned by it.
fn masked(text: &str) -> String {
    let digits = |run: &str| run.chars().map(|_| '#').collect::<String>();
    let moments = |text: &str| {
        runs(
            text,
            |c| c.is_ascii_digit() || "-:".contains(c),
            |run| {
                let separators = run.matches(['-', ':']).count();
                match (separators, run.len()) {
                    (2, 8 | 10) | (1, 5) | (0, 10..) => digits(run),
                    _ => run.to_owned(),
                }
            },
        )
    };
    let selectors = |text: &str| {
        runs(
            text,
            |c| c.is_ascii_alphanumeric(),
            |run| {
                let month = run.get(1..).unwrap_or_default();
                let is_month = month.len() == 6 && month.bytes().all(|b| b.is_ascii_digit());
                match run.starts_with(['s', 'e']) && is_month {
                    true => format!("{}{}", &run[..1], digits(month)),
                    false => run.to_owned(),
                }
            },
        )
    };
    selectors(&moments(&shortened(text)))
}

/// Whether these are the shown lines.
pub(crate) fn same(shown: &[String], said: &[String]) -> bool {
    let masked = |lines: &[String]| -> Vec<String> { lines.iter().map(|l| masked(l)).collect() };
    let (shown, said) = (masked(shown), masked(said));
    let mut parts = shown.split(|line| line == LEFT_OUT);
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = said.strip_prefix(first) else {
        return false;
    };
    let mut exact = true;
    for part in parts {
        exact = part.is_empty();
        let found = (0..=rest.len()).find(|at| rest[*at..].starts_with(part));
        let Some(at) = found else {
            return false;
        };
        let end = at + part.len();
        rest = &rest[end..];
        if !part.is_empty() {
            exact = true;
        } else {
            rest = &[];
        }
    }
    !exact || rest.is_empty()
}

fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || "+/=".contains(c)
}

fn runs(text: &str, belongs: impl Fn(char) -> bool, replace: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let inside = belongs(first);
        let end = rest.find(|c| belongs(c) != inside).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        match inside {
            true => out.push_str(&replace(run)),
            false => out.push_str(run),
        }
        rest = after;
    }
    out
}

#[test]
fn what_is_left_out_may_be_anything_and_nothing_else_may() {
    let lines = |text: &str| -> Vec<String> { text.lines().map(str::to_owned).collect() };
    let said = lines("a\nb\nc\nd");
    for shown in ["a\nb\nc\nd", "a\n…\nd", "…\nd", "a\n…", "…", "a\n…\nc\n…"] {
        assert!(same(&lines(shown), &said), "{shown}");
    }
    for shown in ["a", "…\nc", "b\n…", "a\n…\nx", "a\nb\nc\nd\ne", ""] {
        assert!(!same(&lines(shown), &said), "{shown}");
    }
    let one = lines("on 2026-11-24 18:40 s202611 with id=20261124184000");
    let two = lines("on 2027-01-02 09:00 s202701 with id=20270102090000");
    assert!(same(&one, &two));
    assert!(!same(&lines("ttl 300"), &lines("ttl 3600")));
}
