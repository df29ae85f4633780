//! What `lint` prints.

use protocols::finding::Finding;

use crate::context::Context;
use crate::render::finding;
use crate::render::style::{BOLD, GOOD, paint};
use crate::told;
use crate::wording::{Arguments, escape};

/// The findings opened, then the record with every correction.
pub(crate) fn text(findings: &[Finding], corrected: Option<&str>, context: &Context) -> String {
    let words = &context.catalogue;
    if findings.is_empty() {
        return format!("{} {}\n", paint(GOOD, "✓"), words.word("lint-clean"));
    }
    let shown: Vec<&Finding> = findings.iter().collect();
    let mut out = finding::list(&shown, None, context);
    if let Some(corrected) = corrected {
        out.push_str(&format!("{}\n", paint(BOLD, words.word("label-corrected"))));
        match told::corrected(corrected) {
            Some(corrected) => {
                out.extend(corrected.lines().map(|line| escape(line) + "\n"));
            }
            None => {
                let octets = Arguments::none().count("octets", corrected.len());
                out.push_str(&format!("{}\n", words.say("corrected-too-long", &octets)));
            }
        }
    }
    out
}
