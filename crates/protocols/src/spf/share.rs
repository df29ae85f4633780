//! What of a standing SPF record is ours, and the record without it.
//!
//! A record that was merged speaks for its owner's senders as well as for those that were put in.
//! Whoever takes back what he put in leaves the rest as it is, octet for octet.

use crate::name::DomainName;

use super::merge::merge_standing;
use super::parse::{parse, parse_sound};
use super::record::{Record, Term};

/// What of a standing record is ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Share {
    /// All of it.
    Whole,
    /// These terms, as they are written; none where another's record says all that is wanted.
    Terms(Vec<String>),
}

/// A change of the record that we made, as the journal has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The records whose senders were kept; none where nothing stood, or had to give way.
    pub before: Vec<String>,
    /// The record that was put there; `None` where it was taken away.
    pub after: Option<String>,
}

/// What is left of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rest {
    /// Nothing.
    Nothing,
    /// The record as it stands.
    Unchanged,
    /// This one.
    Record(String),
}

impl Share {
    /// What of the record that stands at `domain` is ours, by the changes we made, the newest first.
    ///
    /// An `all` that took the place of another, or that its owner asked for, goes on as theirs: without
    /// its end a record says something else.
    ///
    /// Only a change whose record stands, or was what the change after it began with, was made for
    /// certain. Where somebody edited the record in between it is theirs from there on, and so is all
    /// that was in it.
    pub fn of(domain: &DomainName, standing: &str, newest_first: &[Made]) -> Share {
        let mut ours: Vec<String> = Vec::new();
        let mut at = standing.to_owned();
        let mut origin = Origin::Theirs;
        for made in newest_first {
            if made.after.as_ref() != Some(&at) {
                continue;
            }
            let before = kept_terms(domain, &made.before);
            for term in terms(&at) {
                if !before.contains(&term) && !ours.contains(&term) {
                    ours.push(term);
                }
            }
            match made.before.as_slice() {
                [one] => at.clone_from(one),
                [] => {
                    origin = Origin::Ours;
                    break;
                }
                [..] => break,
            }
        }
        let (ends, senders): (Vec<String>, Vec<String>) =
            terms(standing).into_iter().partition(|term| is_all(term));
        let are_ours = |terms: &[String]| terms.iter().all(|term| ours.contains(term));
        let is_whole = match origin {
            Origin::Ours => are_ours(&senders),
            // Nothing of theirs was kept when the domain was parked.
            Origin::Theirs => senders.is_empty() && !ends.is_empty() && are_ours(&ends),
        };
        if is_whole {
            return Share::Whole;
        }
        ours.retain(|term| senders.contains(term));
        Share::Terms(ours)
    }

    /// The record without what is ours.
    pub fn taken_out_of(&self, standing: &str) -> Rest {
        let ours = match self {
            Share::Whole => return Rest::Nothing,
            Share::Terms(ours) => ours,
        };
        let mut text = standing.to_owned();
        let Some(record) = parse(standing).record else {
            return Rest::Unchanged;
        };
        let is_ours = |term: &Term| ours.contains(&term.to_string());
        // From the end, so that the spans in front stay true.
        for placed in record.terms.iter().rev().filter(|p| is_ours(&p.term)) {
            let (mut start, mut end) = (placed.span.start, placed.span.end);
            // The space that came with the term goes with it.
            if text[end..].starts_with(' ') {
                end += 1;
            } else if text[..start].ends_with(' ') {
                start -= 1;
            }
            text.replace_range(start..end, "");
        }
        match text == standing {
            true => Rest::Unchanged,
            false => Rest::Record(text),
        }
    }
}

/// Who put a record there first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Ours,
    Theirs,
}

fn is_all(term: &str) -> bool {
    let mechanism = term.trim_start_matches(['+', '-', '~', '?']);
    mechanism.eq_ignore_ascii_case("all")
}

/// The terms that a merge into these records keeps.
fn kept_terms(domain: &DomainName, before: &[String]) -> Vec<String> {
    match before {
        [] => Vec::new(),
        [one] => terms(one),
        several => merge_standing(domain, several).map_or_else(|_| Vec::new(), |r| texts(&r)),
    }
}

fn terms(text: &str) -> Vec<String> {
    parse_sound(text).map_or_else(Vec::new, |record| texts(&record))
}

fn texts(record: &Record) -> Vec<String> {
    let terms = record.terms.iter();
    terms.map(|placed| placed.term.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::build::tests::wants;
    use super::super::merge::merge;
    use super::*;

    fn name() -> DomainName {
        "example.com".parse().unwrap()
    }

    fn made(before: &[&str], after: &str) -> Made {
        Made {
            before: before.iter().map(ToString::to_string).collect(),
            after: Some(after.to_owned()),
        }
    }

    fn rest(standing: &str, newest_first: &[Made]) -> Rest {
        Share::of(&name(), standing, newest_first).taken_out_of(standing)
    }

    fn left(text: &str) -> Rest {
        Rest::Record(text.to_owned())
    }

    #[test]
    fn what_was_merged_in_goes_and_every_octet_of_the_rest_stays() {
        for before in [
            "v=spf1 include:_spf.example.net ~all",
            "v=spf1  a   redirect=_spf.example.net",
            "v=spf1 a ",
            "V=SPF1 A",
            "v=spf1 -ip4:192.0.2.0/24 -all exp=why.example.net",
        ] {
            let senders = wants(&["mx", "ip4:192.0.2.17", "include:x.example"]);
            let merged = merge(&name(), before, &senders).unwrap().text;
            let newest = [made(&[before], &merged)];
            assert_eq!(rest(&merged, &newest), left(before), "{merged}");
            // More came in later.
            let senders = wants(&["ip6:2001:db8::/32"]);
            let again = merge(&name(), &merged, &senders).unwrap().text;
            let newest = [made(&[&merged], &again), made(&[before], &merged)];
            assert_eq!(rest(&again, &newest), left(before), "{again}");
        }
    }

    #[test]
    fn a_record_of_ours_goes_whole() {
        let ours = "v=spf1 mx ~all";
        assert_eq!(rest(ours, &[made(&[], ours)]), Rest::Nothing);
        let more = "v=spf1 ip4:192.0.2.1 mx ~all";
        let newest = [made(&[ours], more), made(&[], ours)];
        assert_eq!(rest(more, &newest), Rest::Nothing);
        // The record of a domain that was parked, whose senders were all let go.
        let parked = "v=spf1 -all";
        let (before, merged) = ("v=spf1 a ~all", "v=spf1 a mx ~all");
        let newest = [made(&[merged], parked), made(&[before], merged)];
        assert_eq!(rest(parked, &newest), Rest::Nothing);
    }

    #[test]
    fn an_end_that_was_changed_stays_the_end() {
        let (before, merged) = ("v=spf1 a ~all", "v=spf1 a mx ~all");
        let stricter = "v=spf1 a mx -all";
        let newest = [made(&[merged], stricter), made(&[before], merged)];
        assert_eq!(rest(stricter, &newest), left("v=spf1 a -all"));
        // Of a record that is ours it is ours.
        let (first, then) = ("v=spf1 mx ~all", "v=spf1 mx -all");
        let newest = [made(&[first], then), made(&[], first)];
        assert_eq!(rest(then, &newest), Rest::Nothing);
    }

    #[test]
    fn a_record_that_stood_as_it_was_wanted_is_not_ours() {
        let standing = "v=spf1 mx -all";
        assert_eq!(rest(standing, &[]), Rest::Unchanged);
        // What was given back, and put there again by its owner.
        let newest = [made(&["v=spf1 a mx -all"], "v=spf1 a -all")];
        assert_eq!(rest(standing, &newest), Rest::Unchanged);
    }

    #[test]
    fn what_somebody_edited_since_is_theirs() {
        let (before, merged) = ("v=spf1 a ~all", "v=spf1 a mx ~all");
        let edited = "v=spf1 a mx include:x.example ~all";
        let again = "v=spf1 a ip4:192.0.2.1 mx include:x.example ~all";
        let newest = [made(&[edited], again), made(&[before], merged)];
        assert_eq!(rest(again, &newest), left(edited));
        // A change that was never made, for another stands.
        let newest = [made(&[edited], again), made(&[before], merged)];
        assert_eq!(rest(merged, &newest), left(before));
    }

    #[test]
    fn of_several_records_every_sender_stays() {
        let before = ["v=spf1 redirect=x.example", "v=spf1 ip4:192.0.2.1 -all"];
        let whole: Vec<String> = before.iter().map(ToString::to_string).collect();
        let one = merge_standing(&name(), &whole).unwrap().to_string();
        let merged = merge(&name(), &one, &wants(&["mx"])).unwrap().text;
        let newest = [made(&before, &merged)];
        assert_eq!(rest(&merged, &newest), left(&one));
        assert!(one.contains("include:x.example"), "{one}");
    }

    #[test]
    fn what_was_taken_back_and_came_again_is_followed() {
        let (before, merged) = ("v=spf1 a ~all", "v=spf1 a mx ~all");
        let newest = [
            made(&[before], merged),
            made(&[merged], before),
            made(&[before], merged),
        ];
        assert_eq!(rest(merged, &newest), left(before));
        assert_eq!(rest(before, &newest[1..]), Rest::Unchanged);
    }
}
