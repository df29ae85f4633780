//! Starting a real server, waiting until it answers, and stopping it.

use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::namespace::Place;
use crate::scratch::Scratch;

/// How long a server may take until it answers. They take well under a second each; a machine that
/// compiles at the same time is slower.
const START_SECONDS_MAX: u64 = 30;
const POLL: Duration = Duration::from_millis(20);
/// How much of a log a failure shows.
const LOG_LINES_SHOWN: usize = 60;

/// A program of Debian's, and the package it comes in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Program {
    pub(crate) name: &'static str,
    pub(crate) package: &'static str,
}

impl Program {
    /// Where it is installed. Panics with one sentence when it is not.
    pub(crate) fn path(&self) -> PathBuf {
        let paths = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&paths)
            // Debian puts servers where an unprivileged PATH does not look.
            .chain(["/usr/sbin", "/sbin"].map(PathBuf::from))
            .map(|dir| dir.join(self.name))
            .find(|path| path.is_file())
            .unwrap_or_else(|| {
                panic!(
                    "{} is not installed (Debian package {}); `make peers` installs it",
                    self.name, self.package
                )
            })
    }

    /// A command of a copy of it in `scratch`. Debian confines some servers by AppArmor to their own
    /// directories; it knows them by their path.
    pub(crate) fn unconfined_at(&self, place: Place<'_>, scratch: &Scratch) -> Command {
        let copy = scratch.path().join(self.name);
        if let Err(error) = fs::copy(self.path(), &copy) {
            panic!("cannot copy {} to {}: {error}", self.name, copy.display());
        }
        place.command(copy)
    }

    /// A command of it at `place`.
    pub(crate) fn at(&self, place: Place<'_>) -> Command {
        place.command(self.path())
    }
}

/// A running server with its directory.
#[derive(Debug)]
pub(crate) struct Server {
    name: &'static str,
    child: Child,
    log: PathBuf,
    // Dropped after `drop` has ended the process.
    _scratch: Scratch,
}

impl Server {
    /// Starts `command`, which must stay in the foreground, in `scratch`. What it prints goes to the
    /// file `log` there.
    pub(crate) fn spawn(name: &'static str, scratch: Scratch, command: &mut Command) -> Server {
        let log = scratch.path().join("log");
        let output = File::create(&log).and_then(|file| Ok((file.try_clone()?, file)));
        let (stdout, stderr) = output.unwrap_or_else(|error| panic!("{name}: no log: {error}"));
        let child = command
            .current_dir(scratch.path())
            .stdin(Stdio::null())
            .stdout(stdout)
            .stderr(stderr)
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {name}: {error}"));
        Server {
            name,
            child,
            log,
            _scratch: scratch,
        }
    }

    /// Waits until `ready` says so. Panics with the log when the server ends or the time is over.
    pub(crate) fn wait_until(&mut self, what: &str, mut ready: impl FnMut() -> bool) {
        let deadline = Instant::now() + Duration::from_secs(START_SECONDS_MAX);
        while !ready() {
            match self.child.try_wait() {
                Ok(None) => {}
                Ok(Some(status)) => panic!("{} ended: {status}\n{}", self.name, self.log_end()),
                Err(error) => panic!("{}: {error}", self.name),
            }
            if Instant::now() > deadline {
                panic!(
                    "{}: no {what} after {START_SECONDS_MAX} s\n{}",
                    self.name,
                    self.log_end()
                );
            }
            std::thread::sleep(POLL);
        }
    }

    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The last lines of its log.
    pub(crate) fn log_end(&self) -> String {
        let bytes = fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let lines: Vec<&str> = text.lines().collect();
        let from = lines.len().saturating_sub(LOG_LINES_SHOWN);
        format!("its log ends:\n{}", lines[from..].join("\n"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It owns nothing but its directory, so there is nothing to save.
        if let Some(pid) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw)
            && let Err(error) = kill_process_group(pid, Signal::KILL)
            && error != rustix::io::Errno::SRCH
        {
            eprintln!("cannot stop {}: {error}", self.name);
        }
        if let Err(error) = self.child.wait() {
            eprintln!("cannot wait for {}: {error}", self.name);
        }
    }
}

/// Runs a short command to its end and gives its standard output. Panics with what it printed when
/// it fails.
pub(crate) fn output(command: &mut Command) -> String {
    match command.stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => {
            String::from_utf8_lossy(&output.stdout).into_owned()
        }
        Ok(output) => panic!(
            "{command:?} failed: {}\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(error) => panic!("cannot run {command:?}: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(
        expected = "no-such-server is not installed (Debian package nothing); `make peers`"
    )]
    fn a_missing_program_is_named() {
        Program {
            name: "no-such-server",
            package: "nothing",
        }
        .path();
    }
}
