//! kill -9 at any moment, and two at once: in the end everything stands, once, and nothing foreign is
//! touched.

use std::process::Stdio;
use std::time::Duration;

use crate::place::{NameServers, PRIMARY, Primary, Setting, errors, text, zone};

/// How many moments an `apply` is killed at.
const KILLS: u64 = 24;
/// The moments lie this far apart, from the start of the process on.
const STEP: Duration = Duration::from_millis(25);

fn foreign(origin: &str) -> Vec<String> {
    [
        "google-site-verification=abc",
        "MS=ms1",
        "v=spf1 include:_spf.other.test ~all",
    ]
    .map(|text| format!("{origin}. 300 TXT \"{text}\"\n"))
    .to_vec()
}

/// What must be so at the end.
fn is_whole(setting: &Setting, domain: &str) {
    let apex = setting.stands(PRIMARY, "TXT", domain);
    assert_eq!(
        apex,
        [
            "MS=ms1",
            "google-site-verification=abc",
            "v=spf1 include:_spf.other.test mx ~all"
        ],
        "{domain}"
    );
    for name in ["_dmarc", "_smtp._tls"] {
        let name = format!("{name}.{domain}");
        assert_eq!(setting.stands(PRIMARY, "TXT", &name).len(), 1, "{name}");
    }
}

#[test]
fn killed_at_any_moment_it_ends_well() {
    let domains: Vec<String> = (0..KILLS).map(|n| format!("kill{n}.test")).collect();
    let zones: Vec<_> = domains
        .iter()
        .map(|domain| zone(domain, NameServers::One, &foreign(domain).concat()))
        .collect();
    let setting = Setting::new(Primary::Knot, &zones);
    let mut killed = 0;
    for (index, domain) in (1..).zip(&domains) {
        setting.add(domain);
        let mut command = setting.command(&[
            "apply",
            domain,
            "--yes",
            "--allow-private",
            "--timeout",
            "10",
        ]);
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(STEP * index);
        // SIGKILL to the process itself: `ip netns exec` replaces itself by it.
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        let resumed = setting.within(&["resume", domain]);
        assert_eq!(
            resumed.status.code(),
            Some(0),
            "{}{}",
            text(&resumed),
            errors(&resumed)
        );
        // A plan made now has only what the killed command had not begun.
        let applied = setting.within(&["apply", domain, "--yes"]);
        assert_eq!(
            applied.status.code(),
            Some(0),
            "{}{}",
            text(&applied),
            errors(&applied)
        );
        is_whole(&setting, domain);
    }
    assert!(killed > 0, "every command was quicker than its kill");
}

#[test]
fn two_at_once_write_once() {
    let domain = "race.test";
    let zones = [zone(domain, NameServers::One, &foreign(domain).concat())];
    let setting = Setting::new(Primary::Knot, &zones);
    setting.add(domain);
    let arguments = [
        "apply",
        domain,
        "--yes",
        "--allow-private",
        "--timeout",
        "10",
    ];
    let children: Vec<_> = (0..4)
        .map(|_| {
            let mut command = setting.command(&arguments);
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    let outputs: Vec<_> = children
        .into_iter()
        .map(|child| child.wait_with_output().unwrap())
        .collect();
    let well = outputs.iter().filter(|output| output.status.success());
    assert!(well.count() >= 1, "{outputs:#?}");
    is_whole(&setting, domain);
    let resumed = setting.within(&["resume"]);
    assert_eq!(resumed.status.code(), Some(0), "{}", text(&resumed));
    is_whole(&setting, domain);
}
