//! The units of systemd: well-formed, tight, and not too tight for what the server does. systemd is not
//! run here; what it would refuse is found by asking its own tools, and by listening to the server's
//! system calls.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::place::{Place, Server};

const UNITS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packaging/systemd");

/// What `systemd-analyze security` makes of the service at the most, in tenths of its points from 0 to
/// 10: what is left is that it speaks to the network.
const EXPOSURE_MAX: &str = "12";

fn unit(name: &str) -> String {
    fs::read_to_string(Path::new(UNITS).join(name)).unwrap()
}

fn run(program: &str, arguments: &[&str]) -> Output {
    let output = Command::new(program).args(arguments).output();
    output.unwrap_or_else(|error| panic!("{program} of the package systemd: {error}"))
}

fn text(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

/// The values of a setting of a unit, in order.
fn values<'a>(unit: &'a str, name: &str) -> Vec<&'a str> {
    let lines = unit.lines().filter_map(|line| line.split_once('='));
    lines
        .filter(|(key, _)| *key == name)
        .map(|(_, value)| value)
        .collect()
}

/// The units with the program where it is now, in a directory of their own.
fn staged(place: &Place) -> Vec<PathBuf> {
    let names = [
        "mailseal.service",
        "mailseal-https.socket",
        "mailseal-http.socket",
    ];
    let stage = |name: &str| {
        let here = unit(name).replace("/usr/bin/mailseal", env!("CARGO_BIN_EXE_mailseal"));
        let path = place.file(name);
        fs::write(&path, here).unwrap();
        path
    };
    names.map(stage).into()
}

#[test]
fn systemd_finds_no_fault_in_them() {
    let place = Place::new();
    let units = staged(&place);
    let mut arguments = vec!["verify", "--man=no", "--recursive-errors=one"];
    arguments.extend(units.iter().map(|unit| unit.to_str().unwrap()));
    let output = run("systemd-analyze", &arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn systemd_finds_the_service_well_shut() {
    let place = Place::new();
    let units = staged(&place);
    let threshold = format!("--threshold={EXPOSURE_MAX}");
    let unit = units[0].to_str().unwrap();
    let output = run(
        "systemd-analyze",
        &["security", "--offline=true", &threshold, unit],
    );
    assert!(output.status.success(), "{}", text(&output.stdout));
}

#[test]
fn each_socket_has_the_name_of_a_door_and_leads_to_the_service() {
    for (file, door, port) in [
        ("mailseal-https.socket", "https", "443"),
        ("mailseal-http.socket", "http", "80"),
    ] {
        let unit = unit(file);
        assert_eq!(values(&unit, "FileDescriptorName"), [door]);
        assert_eq!(values(&unit, "ListenStream"), [port]);
        assert_eq!(values(&unit, "Service"), ["mailseal.service"]);
    }
}

/// The system calls that the filter of the service lets through.
fn let_through(service: &str) -> BTreeSet<String> {
    let all = text(&run("systemd-analyze", &["--no-pager", "syscall-filter"]).stdout);
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut group = "";
    for line in all.lines() {
        match line.trim() {
            name if line.starts_with('@') => group = name,
            "" => group = "",
            name if !group.is_empty() && !name.starts_with('#') => {
                groups.entry(group).or_default().push(name);
            }
            _ => {}
        }
    }
    fn spread(name: &str, groups: &BTreeMap<&str, Vec<&str>>, into: &mut BTreeSet<String>) {
        match groups.get(name) {
            Some(members) => members.iter().for_each(|name| spread(name, groups, into)),
            None => {
                into.insert(name.to_owned());
            }
        }
    }
    let mut allowed = BTreeSet::new();
    for value in values(service, "SystemCallFilter") {
        let (taken, names) = match value.strip_prefix('~') {
            Some(names) => (true, names),
            None => (false, value),
        };
        let mut named = BTreeSet::new();
        names
            .split(' ')
            .for_each(|name| spread(name, &groups, &mut named));
        if taken {
            allowed = &allowed - &named;
        } else {
            allowed.extend(named);
        }
    }
    allowed
}

/// The server under strace: start, requests, a reload, the end. What the filter would refuse is not
/// called, and no socket is of a family that is refused.
#[test]
fn the_service_may_call_what_the_server_calls() {
    let service = unit("mailseal.service");
    let allowed = let_through(&service);
    assert!(
        allowed.len() > 150 && !allowed.contains("ptrace"),
        "{allowed:?}"
    );
    let place = Place::new();
    let trace = place.file("trace");
    place.configure("[ops]\nlisten = ['127.0.0.1:0']\n");
    let serve = place.serve();
    let mut command = Command::new("strace");
    command
        .args(["--follow-forks", "--quiet=all", "--signal=none", "--output"])
        .arg(&trace)
        .arg(serve.get_program())
        .args(serve.get_args());
    let mut server = Server::start(command);
    assert_eq!(server.get("ops", "/health/ready").status, 200);
    let process = traced(server.id());
    crate::place::signal(process, "HUP");
    server.wait_for("the configuration was read anew");
    crate::place::signal(process, "TERM");
    let (status, said) = server.ended();
    assert!(status.success(), "{said:#?}");

    let trace = fs::read_to_string(trace).unwrap();
    let families = values(&service, "RestrictAddressFamilies").join(" ");
    let mut seen = BTreeSet::new();
    for line in trace.lines() {
        let call = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        // A call that was interrupted by another thread's is there twice.
        let call = Some(call).filter(|call| !call.starts_with("<..."));
        let Some((name, arguments)) = call.and_then(|call| call.split_once('(')) else {
            continue;
        };
        if let Some((family, _)) = arguments.split_once(',').filter(|_| name == "socket") {
            assert!(families.split(' ').any(|known| known == family), "{line}");
        }
        seen.insert(name.to_owned());
    }
    // Only of root: SQLite gives the log the owner of the database.
    seen.remove("fchown");
    assert!(seen.len() > 30 && seen.contains("accept4"), "{seen:?}");
    let refused: Vec<_> = seen.difference(&allowed).collect();
    assert!(refused.is_empty(), "{refused:?}");
}

/// The process that strace follows.
fn traced(strace: u32) -> u32 {
    let children = format!("/proc/{strace}/task/{strace}/children");
    let children = fs::read_to_string(children).unwrap();
    children.split_whitespace().next().unwrap().parse().unwrap()
}
