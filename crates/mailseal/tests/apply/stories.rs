//! One domain: from nothing to sealed, back, and everything that can come in between.

use peers::UpdateKey;

use crate::place::{
    NameServers, PRIMARY, Primary, SECONDARY, Setting, errors, fates, json, text, zone,
};

const FOREIGN: &str = "@ 300 TXT \"google-site-verification=abc\"\n\
                       @ 300 TXT \"v=spf1 include:_spf.other.test ~all\"\n\
                       www A 192.0.2.80\n";

/// From nothing to everything in one command, on each server.
fn sealed_in_one_command(primary: Primary) {
    let fresh = [zone("fresh.test", NameServers::One, FOREIGN)];
    let setting = Setting::new(primary, &fresh).serving_policies(&["fresh.test"]);
    setting.add("fresh.test");

    let plan = setting.within(&["plan", "fresh.test"]);
    assert_eq!(
        plan.status.code(),
        Some(1),
        "{}{}",
        text(&plan),
        errors(&plan)
    );

    let applied = setting.within(&["apply", "fresh.test", "--yes", "--format", "json"]);
    let said = json(&applied);
    assert_eq!(applied.status.code(), Some(0), "{said:#}");
    let job = &said["domains"][0]["job"];
    assert_eq!(job["end"], "done", "{said:#}");
    assert!(
        fates(job).values().all(|fate| fate == "written"),
        "{said:#}"
    );
    assert_eq!(said["domains"][0]["waiting"].as_array().unwrap().len(), 0);

    // The merge keeps what others authorised, and their other values.
    assert_eq!(
        setting.stands(PRIMARY, "TXT", "fresh.test"),
        [
            "google-site-verification=abc",
            "v=spf1 include:_spf.other.test mx ~all"
        ]
    );
    let dmarc = setting.stands(PRIMARY, "TXT", "_dmarc.fresh.test");
    assert!(dmarc[0].starts_with("v=DMARC1;"), "{dmarc:?}");
    assert_eq!(
        setting.stands(PRIMARY, "TXT", "_mta-sts.fresh.test").len(),
        1
    );
    assert_eq!(
        setting
            .stands(PRIMARY, "TXT", "_smtp._tls.fresh.test")
            .len(),
        1
    );
    assert_eq!(
        setting.stands(PRIMARY, "A", "www.fresh.test"),
        ["192.0.2.80"]
    );

    // Nothing is left to do, and a check agrees.
    let plan = setting.within(&["plan", "fresh.test"]);
    assert_eq!(plan.status.code(), Some(0), "{}", text(&plan));
    let check = setting.within(&["check", "fresh.test", "--authoritative", "--format", "json"]);
    let check = json(&check).to_string();
    for id in ["wanted-record-missing", "record-differs", "several-records"] {
        assert!(!check.contains(id), "{id}: {check}");
    }
}

#[test]
fn sealed_in_one_command_on_knot() {
    sealed_in_one_command(Primary::Knot);
}

#[test]
fn sealed_in_one_command_on_a_knot_that_signs() {
    sealed_in_one_command(Primary::SigningKnot);
}

#[test]
fn sealed_in_one_command_on_bind() {
    sealed_in_one_command(Primary::Bind);
}

#[test]
fn sealed_in_one_command_on_powerdns() {
    sealed_in_one_command(Primary::PowerDns);
}

#[test]
fn undo_gives_the_zone_back_as_it_was_on_knot() {
    undo_gives_the_zone_back_as_it_was(Primary::Knot);
}

#[test]
fn undo_gives_the_zone_back_as_it_was_on_powerdns() {
    undo_gives_the_zone_back_as_it_was(Primary::PowerDns);
}

fn undo_gives_the_zone_back_as_it_was(primary: Primary) {
    let fresh = [zone("undo.test", NameServers::One, FOREIGN)];
    let setting = Setting::new(primary, &fresh);
    setting.add("undo.test");
    let before = setting.zone("undo.test");
    let applied = json(&setting.within(&["apply", "undo.test", "--yes", "--format", "json"]));
    let step = applied["domains"][0]["job"]["step"].to_string();
    assert_ne!(setting.zone("undo.test"), before);

    // Shown, and not done without a yes.
    let asked = setting.within(&["undo", &step]);
    assert_eq!(asked.status.code(), Some(2), "{}", text(&asked));
    assert!(text(&asked).contains("- v=spf1 include:_spf.other.test mx ~all"));
    assert_ne!(setting.zone("undo.test"), before);

    let undone = setting.within(&["undo", &step, "--yes"]);
    assert_eq!(
        undone.status.code(),
        Some(0),
        "{}{}",
        text(&undone),
        errors(&undone)
    );
    assert_eq!(setting.zone("undo.test"), before);
    let said = text(&undone);
    assert!(
        said.contains("TXT   _dmarc.undo.test   DMARC: taken out")
            && said.contains("TXT   undo.test   SPF: written"),
        "{said}"
    );
    let again = setting.within(&["undo", &step, "--yes"]);
    assert_eq!(again.status.code(), Some(0));
    assert!(
        text(&again).contains("nothing to take back"),
        "{}",
        text(&again)
    );

    let history = text(&setting.run(&["history", "undo.test"]));
    let kinds: Vec<&str> = history
        .lines()
        .filter_map(|line| line.split_whitespace().nth(4))
        .collect();
    assert_eq!(kinds[..2], ["undo", "apply"], "{history}");
}

#[test]
fn without_a_policy_its_record_waits_and_resume_publishes_it() {
    let fresh = [zone("waits.test", NameServers::One, "")];
    let setting = Setting::new(Primary::Knot, &fresh);
    setting.add("waits.test");
    let applied = setting.within(&["apply", "waits.test", "--yes"]);
    assert_eq!(
        applied.status.code(),
        Some(0),
        "{}{}",
        text(&applied),
        errors(&applied)
    );
    assert!(
        setting
            .stands(PRIMARY, "TXT", "_mta-sts.waits.test")
            .is_empty()
    );
    let resumed = json(&setting.within(&["resume", "--format", "json"]));
    assert_eq!(resumed["jobs"][0]["end"], "waiting", "{resumed:#}");

    let setting = setting.serving_policies(&["waits.test"]);
    let resumed = setting.within(&["resume", "waits.test"]);
    assert_eq!(
        resumed.status.code(),
        Some(0),
        "{}{}",
        text(&resumed),
        errors(&resumed)
    );
    assert_eq!(
        setting.stands(PRIMARY, "TXT", "_mta-sts.waits.test").len(),
        1
    );
    let resumed = text(&setting.within(&["resume"]));
    assert!(resumed.contains("nothing is unfinished"), "{resumed}");
}

#[test]
fn a_server_that_lags_behind_is_named_and_the_step_stays_open() {
    let fresh = [zone("lags.test", NameServers::SecondNeverUpdated, "")];
    let setting = Setting::new(Primary::Knot, &fresh).with_second_server(&fresh);
    setting.add("lags.test");
    let applied = setting.within(&["apply", "lags.test", "--yes", "--wait", "1"]);
    assert_eq!(
        applied.status.code(),
        Some(3),
        "{}{}",
        text(&applied),
        errors(&applied)
    );
    let said = text(&applied);
    assert!(
        said.contains("ns2.lags.test") || said.contains(&SECONDARY.to_string()),
        "{said}"
    );
    assert!(said.contains("mailseal resume lags.test"), "{said}");
    // What is written is written, once.
    assert_eq!(setting.stands(PRIMARY, "TXT", "_dmarc.lags.test").len(), 1);
    // Another apply does not begin on top of it.
    let second = setting.within(&["apply", "lags.test", "--yes", "--wait", "1"]);
    assert_ne!(second.status.code(), Some(0), "{}", text(&second));
}

#[test]
fn a_key_that_may_not_writes_nothing_more_than_it_may() {
    let fresh = [zone("narrow.test", NameServers::One, FOREIGN)];
    let setting = Setting::new(Primary::Knot, &fresh);
    setting.gives_access("everything", UpdateKey::NARROW);
    setting.add("narrow.test");
    let applied = setting.within(&["apply", "narrow.test", "--yes", "--format", "json"]);
    let said = json(&applied);
    assert_eq!(applied.status.code(), Some(1), "{said:#}");
    assert_eq!(said["domains"][0]["job"]["end"], "given-up");
    assert_eq!(
        setting.stands(PRIMARY, "TXT", "narrow.test"),
        [
            "google-site-verification=abc",
            "v=spf1 include:_spf.other.test ~all"
        ]
    );
    // Why is told in the reader's language, whenever it is read, with what to do about it.
    let history = text(&setting.run(&["--lang", "de", "history", "narrow.test"]));
    assert!(
        history
            .contains("der Server lässt den Schlüssel narrow.test das in narrow.test nicht ändern"),
        "{history}"
    );
    let again = text(&setting.within(&["apply", "narrow.test", "--yes"]));
    assert!(
        again.contains("→ At BIND the zone needs update-policy with grant narrow.test"),
        "{again}"
    );
    // With a better key the rest is a new plan.
    setting.gives_access("everything", UpdateKey::SHA512);
    let applied = setting.within(&["apply", "narrow.test", "--yes"]);
    assert_eq!(
        applied.status.code(),
        Some(0),
        "{}{}",
        text(&applied),
        errors(&applied)
    );
}

#[test]
fn without_an_access_no_step_is_opened() {
    let fresh = [zone("keyless.test", NameServers::One, "")];
    let setting = Setting::new(Primary::Knot, &fresh);
    setting.add("keyless.test");
    let removed = setting.run(&["access", "remove", "everything"]);
    assert_eq!(removed.status.code(), Some(0), "{}", errors(&removed));
    // Not even the question is asked: there is nothing to say yes to.
    let applied = setting.within(&["apply", "keyless.test"]);
    let said = format!("{}{}", text(&applied), errors(&applied));
    assert_eq!(applied.status.code(), Some(2), "{said}");
    assert!(
        said.contains("no access to the zone keyless.test")
            && said.contains("mailseal access add NAME --provider PROVIDER --zone keyless.test"),
        "{said}"
    );
    let history = json(&setting.run(&["history", "--format", "json"]));
    let kinds = history["steps"].as_array().unwrap().iter();
    let kinds: Vec<_> = kinds.map(|step| step["kind"].clone()).collect();
    assert_eq!(kinds, ["add"], "{history:#}");
}

#[test]
fn without_a_terminal_nothing_is_written_unasked() {
    let fresh = [zone("asked.test", NameServers::One, "")];
    let setting = Setting::new(Primary::Knot, &fresh);
    setting.add("asked.test");
    let before = setting.zone("asked.test");
    let applied = setting.within(&["apply", "asked.test"]);
    assert_eq!(applied.status.code(), Some(2));
    assert!(errors(&applied).contains("--yes"), "{}", errors(&applied));
    assert!(
        text(&applied).contains("_dmarc.asked.test"),
        "the plan is shown"
    );
    assert_eq!(setting.zone("asked.test"), before);
}

#[test]
fn what_stands_already_is_adopted_without_a_change() {
    let stand = "_smtp._tls TXT \"v=TLSRPTv1;rua=mailto:tlsrpt@adopt.test;\"\n";
    let fresh = [zone("adopt.test", NameServers::One, stand)];
    let setting = Setting::new(Primary::Knot, &fresh);
    setting.add("adopt.test");
    let applied = json(&setting.within(&["apply", "adopt.test", "--yes", "--format", "json"]));
    assert_eq!(applied["domains"][0]["adopted"], 1, "{applied:#}");
    let standing = setting.stands(PRIMARY, "TXT", "_smtp._tls.adopt.test");
    assert_eq!(standing, ["v=TLSRPTv1;rua=mailto:tlsrpt@adopt.test;"]);
}

#[test]
fn a_step_that_cannot_end_is_called_off_and_the_domain_is_free() {
    let fresh = [zone("gone.test", NameServers::SecondNeverUpdated, "")];
    let setting = Setting::new(Primary::Knot, &fresh).with_second_server(&fresh);
    setting.add("gone.test");
    let applied = setting.within(&["apply", "gone.test", "--yes", "--wait", "1"]);
    assert_eq!(applied.status.code(), Some(3), "{}", text(&applied));

    // What was begun would be resumed for a domain that is gone, without its keys.
    let removed = setting.run(&["remove", "gone.test", "--yes"]);
    assert_eq!(removed.status.code(), Some(2), "{}", text(&removed));
    assert!(
        errors(&removed).contains("--give-up"),
        "{}",
        errors(&removed)
    );

    let before = setting.zone("gone.test");
    let ended = setting.within(&["resume", "gone.test", "--give-up"]);
    assert_eq!(ended.status.code(), Some(0), "{}", errors(&ended));
    assert!(
        text(&ended).contains("nothing more is written"),
        "{}",
        text(&ended)
    );
    assert_eq!(setting.zone("gone.test"), before);

    // What stands is not forgotten unasked.
    let removed = setting.run(&["remove", "gone.test", "--yes"]);
    assert_eq!(removed.status.code(), Some(2), "{}", text(&removed));
    assert!(
        errors(&removed).contains("mailseal leave gone.test"),
        "{}",
        errors(&removed)
    );
    let removed = setting.run(&["remove", "gone.test", "--yes", "--keep-records"]);
    assert_eq!(removed.status.code(), Some(0), "{}", errors(&removed));
    let said = text(&removed);
    assert!(said.contains("TXT   _dmarc.gone.test"), "{said}");
}

#[test]
fn what_is_to_wait_is_not_taken_on_unasked() {
    let fresh = [zone("later.test", NameServers::One, FOREIGN)];
    let setting = Setting::new(Primary::Knot, &fresh);
    setting.add("later.test");
    let applied = setting.within(&["apply", "later.test", "--yes"]);
    assert_eq!(applied.status.code(), Some(0), "{}", errors(&applied));
    let ended = setting.within(&["resume", "later.test", "--give-up"]);
    assert_eq!(ended.status.code(), Some(0), "{}", errors(&ended));
    // Only the MTA-STS record is left, and it waits for its policy.
    let asked = setting.within(&["apply", "later.test"]);
    assert_eq!(asked.status.code(), Some(2), "{}", text(&asked));
    let open = text(&setting.within(&["resume"]));
    assert!(open.contains("nothing is unfinished"), "{open}");
}
