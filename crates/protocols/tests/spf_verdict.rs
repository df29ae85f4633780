//! Verdicts with their reasons and traces, where the OpenSPF suite does not look.

#![allow(clippy::unwrap_used)]

use protocols::answers::{Answer, Answers, Failure, Lookup, Outcome, Question};
use protocols::limits::PASSES_MAX;
use protocols::spf::evaluate::{Receiver, Sender, SpfVerdict};
use protocols::spf::{Cause, SpfQuery, SpfResult, Tree, check_host};
use protocols::time::Timestamp;
use zonefile::{Zone, Zones};

struct World {
    zones: Zones,
    fails: Vec<Question>,
}

impl World {
    fn of(text: &str) -> World {
        let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
        let text = format!("$TTL 300\n$ORIGIN example.com.\n{}\n", lines.join("\n"));
        World {
            zones: Zones::of(vec![Zone::parse(&text, None, "case").unwrap()]),
            fails: Vec::new(),
        }
    }

    /// The verdict, and the questions of each pass.
    fn passes(&self, client: &str, sender: &str) -> (SpfVerdict, Vec<Vec<Question>>) {
        let query = SpfQuery {
            client: client.parse().unwrap(),
            sender: Sender::mail_from(sender, "mail.example.com"),
            helo: "mail.example.com".to_string(),
            receiver: Receiver::Named("mx.example.org".parse().unwrap()),
            now: Timestamp(1_700_000_000),
        };
        let mut answers = Answers::new();
        let mut passes = Vec::new();
        for _ in 0..PASSES_MAX {
            let need = match check_host(&query, &answers) {
                Ok(verdict) => return (verdict, passes),
                Err(need) => need,
            };
            let questions: Vec<Question> = need.questions().cloned().collect();
            for question in &questions {
                let answer = match question {
                    Question::Txt(_) if self.fails.contains(question) => {
                        Answer::Txt(Lookup::plain(Outcome::Failed(Failure::ServFail)))
                    }
                    other => self.zones.alone(other),
                };
                assert!(answers.add(question.clone(), answer));
            }
            passes.push(questions);
        }
        panic!("no verdict");
    }

    fn check(&self, client: &str, sender: &str) -> SpfVerdict {
        self.passes(client, sender).0
    }
}

/// Tree lines as `own + nested = sum term`, indented.
fn drawn(tree: &Tree, depth: usize, out: &mut Vec<String>) {
    for term in &tree.terms {
        let indent = "  ".repeat(depth);
        out.push(format!(
            "{indent}{} {} + {} = {} void {}",
            term.text, term.own, term.nested, term.lookups, term.voids
        ));
        if let Some(branch) = &term.branch {
            drawn(branch, depth + 1, out);
        }
    }
}

#[test]
fn the_trace_shows_the_arithmetic() {
    let world = World::of(
        "
        @     TXT \"v=spf1 include:_a.example.com mx include:_b.example.com -all\"
        @     MX  10 gone
        _a    TXT \"v=spf1 a:h1.example.com include:_c.example.com ~all\"
        _b    TXT \"v=spf1 ip4:192.0.2.9 -all\"
        _c    TXT \"v=spf1 ip4:192.0.2.8\"
        h1    A   192.0.2.1
        ",
    );
    let verdict = world.check("192.0.2.9", "x@example.com");
    assert_eq!(verdict.result, SpfResult::Pass);
    let Cause::Matched(at) = &verdict.cause else {
        panic!("{:?}", verdict.cause);
    };
    assert_eq!(at.term, "include:_b.example.com");
    let mut lines = Vec::new();
    drawn(&verdict.trace.tree().unwrap(), 0, &mut lines);
    assert_eq!(
        lines,
        [
            "include:_a.example.com 1 + 2 = 3 void 0",
            "  a:h1.example.com 1 + 0 = 2 void 0",
            "  include:_c.example.com 1 + 0 = 3 void 0",
            "    ip4:192.0.2.8 0 + 0 = 3 void 0",
            "  ~all 0 + 0 = 3 void 0",
            "mx 1 + 0 = 4 void 1",
            "include:_b.example.com 1 + 0 = 5 void 1",
            "  ip4:192.0.2.9 0 + 0 = 5 void 1",
        ]
    );
}

/// What does not depend on each other is asked at once: as many passes as the tree is deep.
#[test]
fn independent_questions_are_asked_at_once() {
    let world = World::of(
        "
        @     TXT \"v=spf1 include:_a.example.com include:_b.example.com a:h1.example.com mx -all\"
        @     MX  10 h2
        _a    TXT \"v=spf1 a:h3.example.com ~all\"
        _b    TXT \"v=spf1 a:h4.example.com ~all\"
        h1    A   192.0.2.1
        h2    A   192.0.2.2
        h3    A   192.0.2.3
        h4    A   192.0.2.4
        ",
    );
    let (verdict, passes) = world.passes("192.0.2.99", "x@example.com");
    assert_eq!(verdict.result, SpfResult::Fail);
    let sizes: Vec<usize> = passes.iter().map(Vec::len).collect();
    assert_eq!(sizes, [1, 4, 3]);
}

/// Nothing is asked beyond a network that holds the client.
#[test]
fn nothing_is_asked_in_vain() {
    let world = World::of(
        "
        @     TXT \"v=spf1 a:h1.example.com ip4:192.0.2.0/24 a:h2.example.com mx -all\"
        h1    A   198.51.100.1
        ",
    );
    let (verdict, passes) = world.passes("192.0.2.99", "x@example.com");
    assert_eq!(verdict.result, SpfResult::Pass);
    assert_eq!(passes.iter().map(Vec::len).sum::<usize>(), 2);
}

#[test]
fn a_server_failure_is_no_verdict() {
    let mut world = World::of("@ TXT \"v=spf1 include:_a.example.com -all\"");
    world
        .fails
        .push(Question::Txt("_a.example.com".parse().unwrap()));
    let verdict = world.check("192.0.2.1", "x@example.com");
    assert_eq!(verdict.result, SpfResult::TempError);
    assert!(matches!(
        verdict.cause,
        Cause::NoAnswer {
            failure: Failure::ServFail,
            ..
        }
    ));
}

/// RFC 8616 §4: terms with `%{l}` or `%{s}` match nothing for a local part outside ASCII.
#[test]
fn a_local_part_outside_ascii() {
    let world = World::of(
        "
        @        TXT \"v=spf1 exists:%{l}.users.example.com -include:%{l}._x.example.com ~all\"
        *.users  A   127.0.0.2
        ",
    );
    assert_eq!(
        world.check("192.0.2.1", "joe@example.com").result,
        SpfResult::Pass
    );
    assert_eq!(
        world.check("192.0.2.1", "jörg@example.com").result,
        SpfResult::SoftFail
    );
}

/// RFC 8616 §4: U-labels become A-labels, also in macros.
#[test]
fn a_domain_in_u_labels() {
    let text =
        "$TTL 300\n$ORIGIN xn--bcher-kva.example.\n@ TXT \"v=spf1 a:%{o} -all\"\n@ A 192.0.2.1\n";
    let world = World {
        zones: Zones::of(vec![Zone::parse(text, None, "case").unwrap()]),
        fails: Vec::new(),
    };
    assert_eq!(
        world.check("192.0.2.1", "x@bücher.example").result,
        SpfResult::Pass
    );
}

#[test]
fn an_explanation_with_every_macro() {
    let world = World::of(
        "
        @    TXT \"v=spf1 -all exp=why.%{d}\"
        why  TXT \"%{i} %{c} %{h} %{r} %{t} %{S} 100%% %_ %{p}\"
        ",
    );
    let verdict = world.check("::ffff:192.0.2.1", "a b@example.com");
    let explanation = verdict.explanation.unwrap();
    assert_eq!(
        explanation.text,
        "192.0.2.1 192.0.2.1 mail.example.com mx.example.org 1700000000 a%20b%40example.com 100%   unknown"
    );
    assert_eq!(explanation.domain.as_str(), "example.com");
}

#[test]
fn who_cannot_be_asked() {
    let world = World::of("@ TXT \"v=spf1 -all\"");
    for sender in [
        "x@localhost",
        "x@[192.0.2.1]",
        "x@192.0.2.1",
        "x@a..b",
        "x@",
    ] {
        let verdict = world.check("192.0.2.1", sender);
        assert_eq!(
            (verdict.result, verdict.cause),
            (SpfResult::None, Cause::NotADomain),
            "{sender}"
        );
    }
    assert_eq!(
        world.check("192.0.2.1", "x@example.com").result,
        SpfResult::Fail
    );
}
