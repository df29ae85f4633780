//! That a process which is killed in the middle leaves nothing behind.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[test]
fn nothing_is_left_after_kill() {
    // The command inside says that the world stands, and in which namespace.
    let mut world = Command::new(env!("CARGO_BIN_EXE_world"))
        .args(["sh", "-c", "ip netns identify; sleep 600"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the world starts");
    let mut namespace = String::new();
    let output = world.stdout.take().expect("a pipe");
    BufReader::new(output)
        .read_line(&mut namespace)
        .expect("a line");
    let namespace = namespace.trim();
    assert!(namespace.starts_with("mailseal-"), "{namespace:?}");
    let directory = std::env::temp_dir().join(format!("mailseal-peers-{}", world.id()));
    assert!(!processes_below(&directory).is_empty());

    world.kill().expect("kill");
    world.wait().expect("wait");

    let deadline = Instant::now() + Duration::from_secs(20);
    while directory.exists() {
        assert!(
            Instant::now() < deadline,
            "{} is still there",
            directory.display()
        );
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(processes_below(&directory), Vec::<String>::new());
    assert!(!Path::new("/run/netns").join(namespace).exists());
    assert!(!Path::new("/etc/netns").join(namespace).exists());
}

/// The processes whose working directory is below this one.
fn processes_below(directory: &Path) -> Vec<String> {
    let processes = fs::read_dir("/proc").expect("/proc").flatten();
    processes
        .filter(|entry| {
            let working = fs::read_link(entry.path().join("cwd"));
            working.is_ok_and(|working| working.starts_with(directory))
        })
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}
