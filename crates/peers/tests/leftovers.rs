//! That a process which is killed in the middle leaves nothing behind.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A world in a process of its own, killed when dropped.
struct Process(Child);

impl Process {
    fn kill(&mut self) {
        self.0.kill().expect("kill");
        self.0.wait().expect("wait");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

#[test]
fn nothing_is_left_after_kill() {
    // What is printed inside says that the world stands.
    let world = Command::new(env!("CARGO_BIN_EXE_world"))
        .args(["sh", "-c", "echo it stands; sleep 600"])
        .stdout(Stdio::piped())
        .spawn();
    let mut world = Process(world.expect("the world starts"));
    let output = world.0.stdout.take().expect("a pipe");
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).expect("a line");
    assert_eq!(line, "it stands\n");

    let directory = std::env::temp_dir().join(format!("mailseal-peers-{}", world.0.id()));
    let namespace = format!("mailseal-{}-", world.0.id());
    let inside = named(&namespace, "/run/netns");
    assert_eq!(inside.len(), 1);
    assert_eq!(named(&namespace, "/etc/netns").len(), 1);
    let servers = processes_in(&inside[0]);
    assert!(servers.len() > 10, "{servers:?}");

    world.kill();

    let deadline = Instant::now() + Duration::from_secs(20);
    while directory.exists() {
        assert!(
            Instant::now() < deadline,
            "{} is still there",
            directory.display()
        );
        std::thread::sleep(Duration::from_millis(50));
    }
    let none = Vec::<PathBuf>::new();
    // One that nobody has waited for yet still has a number, but no program.
    let lives = |path: &PathBuf| fs::read_link(path.join("exe")).is_ok();
    assert_eq!(servers.into_iter().filter(lives).collect::<Vec<_>>(), none);
    assert_eq!(named(&namespace, "/run/netns"), none);
    assert_eq!(named(&namespace, "/etc/netns"), none);
}

/// The directories in /proc of the processes in a namespace.
fn processes_in(namespace: &Path) -> Vec<PathBuf> {
    let mut ip = Command::new("ip");
    ip.args(["netns", "pids"])
        .arg(namespace.file_name().expect("a name"));
    let output = ip.output().expect("ip runs");
    let pids = String::from_utf8(output.stdout).expect("numbers");
    pids.lines()
        .map(|pid| Path::new("/proc").join(pid))
        .collect()
}

/// What in a directory has a name that starts so.
fn named(start: &str, directory: &str) -> Vec<PathBuf> {
    entries(directory)
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with(start))
        })
        .collect()
}

fn entries(directory: &str) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten();
    entries.flatten().map(|entry| entry.path())
}
