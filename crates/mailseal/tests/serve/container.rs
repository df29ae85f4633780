//! The container file. No image is built in the tests: that takes the network and a quarter of an hour.
//! What can go stale in the file is looked at instead, and its health check is run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::place::Place;

const PROJECT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The instructions of the file, each in one line.
fn instructions() -> Vec<(String, String)> {
    let file = Path::new(PROJECT).join("packaging/Containerfile");
    let text = fs::read_to_string(file).unwrap().replace("\\\n", " ");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let parts = lines.filter_map(|line| line.split_once(' '));
    parts
        .map(|(name, rest)| (name.to_owned(), rest.trim().to_owned()))
        .collect()
}

fn all(name: &str) -> Vec<String> {
    let found = instructions()
        .into_iter()
        .filter(|(known, _)| known == name);
    found.map(|(_, rest)| rest).collect()
}

fn project(path: &str) -> PathBuf {
    Path::new(PROJECT).join(path)
}

#[test]
fn what_it_copies_is_there_and_enough_to_build() {
    let mut copied = Vec::new();
    for copy in all("COPY") {
        let words: Vec<&str> = copy.split_whitespace().collect();
        match words.as_slice() {
            ["--from=build", ..] => {}
            [sources @ .., _] => copied.extend(sources.iter().map(|s| (*s).to_owned())),
            [] => panic!("COPY without a word"),
        }
    }
    for source in &copied {
        assert!(project(source).exists(), "{source}");
    }
    // Every member of the workspace, and what the compiler is told of it.
    let workspace = fs::read_to_string(project("Cargo.toml")).unwrap();
    let (_, members) = workspace.split_once("members = [").unwrap();
    let (members, _) = members.split_once(']').unwrap();
    for member in members.split('"').skip(1).step_by(2) {
        let above = member.split('/').next().unwrap();
        assert!(copied.iter().any(|source| source == above), "{member}");
    }
    assert!(copied.iter().any(|source| source == "Cargo.lock"));
    // Nothing that is compiled in lies elsewhere.
    let sources = files(&project("crates")).into_iter().filter(|file| {
        let is_test = file.components().any(|part| part.as_os_str() == "tests");
        let name = file.file_name().unwrap_or_default();
        file.extension().is_some_and(|ending| ending == "rs") && name != "tests.rs" && !is_test
    });
    for file in sources {
        let text = fs::read_to_string(&file).unwrap();
        for part in text
            .split("include_str!(\"")
            .chain(text.split("include_bytes!(\""))
            .skip(1)
        {
            let Some((path, _)) = part
                .split_once('"')
                .filter(|(path, _)| path.starts_with(".."))
            else {
                continue;
            };
            let included = file.with_file_name(path).canonicalize().unwrap();
            let crates = project("crates").canonicalize().unwrap();
            assert!(included.starts_with(crates), "{}: {path}", file.display());
        }
    }
}

fn files(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found
}

#[test]
fn it_is_built_with_the_compiler_of_the_project_and_runs_as_nobody_of_importance() {
    let workspace = fs::read_to_string(project("Cargo.toml")).unwrap();
    let (_, version) = workspace.split_once("rust-version = \"").unwrap();
    let (version, _) = version.split_once('"').unwrap();
    let from = all("FROM");
    assert!(
        from[0].contains(&format!("rust:{version}-bookworm")),
        "{from:?}"
    );
    // Both stages are of one Debian: the program wants the C library it was linked with.
    assert!(
        from.iter()
            .all(|image| image.contains(":") && image.contains("bookworm"))
    );
    assert_eq!(all("USER"), ["mailseal"]);
    assert_eq!(all("VOLUME"), ["/var/lib/mailseal"]);
}

#[test]
fn its_server_finds_its_data_its_configuration_and_is_found_healthy() {
    let ports = all("EXPOSE")[0].clone();
    let shipped = fs::read_to_string(project("packaging/container.toml")).unwrap();
    for port in ports.split(' ') {
        assert!(shipped.contains(&format!("[\"[::]:{port}\"]")), "{port}");
    }
    let place = Place::new();
    // As shipped, but at ports that are free.
    let mut free = shipped.clone();
    for port in ports.split(' ') {
        free = free.replace(&format!("[::]:{port}"), "[::1]:0");
    }
    let server = place.start(&format!("{free}\n[ops]\nlisten = ['127.0.0.1:0']\n"));
    let health = all("HEALTHCHECK")[0].clone();
    let (_, command) = health.split_once("CMD ").unwrap();
    let words: Value = serde_json::from_str(command).unwrap();
    let words: Vec<&str> = words
        .as_array()
        .unwrap()
        .iter()
        .map(|w| w.as_str().unwrap())
        .collect();
    let check = |port: u16| {
        let script = words[2].replace("8482", &port.to_string());
        let mut command = Command::new(words[0]);
        command
            .arg(words[1])
            .arg(script)
            .status()
            .unwrap()
            .success()
    };
    let port = server.address("ops").port();
    assert!(check(port));
    assert!(
        !check(server.address("https").port()),
        "what is no HTTP is not healthy"
    );
    server.stop();
    assert!(!check(port));

    // What the image says to start is what the program takes.
    let entry: Value = serde_json::from_str(&all("ENTRYPOINT")[0]).unwrap();
    let start: Value = serde_json::from_str(&all("CMD")[0]).unwrap();
    assert_eq!(entry, serde_json::json!(["/usr/bin/mailseal"]));
    assert_eq!(
        start,
        serde_json::json!(["serve", "--config", "/etc/mailseal/mailseal.toml"])
    );
    assert_eq!(all("ENV"), ["XDG_DATA_HOME=/var/lib"]);
    let mut list = Command::new(env!("CARGO_BIN_EXE_mailseal"));
    list.arg("list").env("XDG_DATA_HOME", place.file("var-lib"));
    assert!(list.output().unwrap().status.success());
}
