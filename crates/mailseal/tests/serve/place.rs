//! A `mailseal serve` of its own: started on loopback, waited for until it serves, and stopped when
//! dropped.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// How long anything may take that takes milliseconds on a machine with nothing else to do.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// The sections with doors that are open by default, and their settings.
const DOORS: [(&str, &[&str]); 2] = [
    ("policy-host", &["listen", "listen-challenges"]),
    ("web", &["listen"]),
];

/// Where a server's data and configuration lie. It outlives the server.
pub(crate) struct Place {
    directory: TempDir,
}

impl Place {
    pub(crate) fn new() -> Place {
        Place {
            directory: TempDir::new().unwrap(),
        }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Writes the configuration. Doors are on loopback, at a port that is free; those that it does
    /// not speak of are shut, since their ports are the same for every server.
    pub(crate) fn configure(&self, text: &str) {
        let mut text = text.to_owned();
        for (section, doors) in DOORS {
            if !text.contains(section) {
                let shut = doors.iter().map(|door| format!("{door} = []\n"));
                text.push_str(&format!("\n[{section}]\n{}", shut.collect::<String>()));
            }
        }
        // Nothing is asked of the world but by the tests that are about it.
        if !text.contains("[watch]") {
            text.push_str("\n[watch]\nenabled = false\n");
        }
        fs::write(self.file("mailseal.toml"), text).unwrap();
    }

    /// The program on these data, as a person would run it.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mailseal"));
        command
            .args(arguments)
            .arg("--data-dir")
            .arg(self.data())
            .env_clear()
            .env("LC_ALL", "C")
            .env("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// `mailseal serve` with the configuration.
    pub(crate) fn serve(&self) -> Command {
        let mut command = self.command(&["serve"]);
        command.arg("--config").arg(self.file("mailseal.toml"));
        command
    }

    /// A server that serves, with this configuration.
    pub(crate) fn start(&self, configuration: &str) -> Server {
        self.configure(configuration);
        Server::start(self.serve())
    }
}

/// A server that runs.
pub(crate) struct Server {
    child: Child,
    lines: Receiver<String>,
    said: Vec<Value>,
    doors: BTreeMap<String, SocketAddr>,
}

/// What came back of a request.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

impl Server {
    /// Starts it and waits until it serves. It must log JSON, as it does into a pipe by itself.
    pub(crate) fn start(command: Command) -> Server {
        let mut server = Server::begin(command);
        let serving = server.wait_for("serving");
        let message = serving["message"].as_str().unwrap();
        for door in message.trim_start_matches("serving ").split(", ") {
            let (name, address) = door.split_once(" at ").unwrap();
            server
                .doors
                .insert(name.to_owned(), address.parse().unwrap());
        }
        server
    }

    /// Starts it and waits for nothing.
    pub(crate) fn begin(mut command: Command) -> Server {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let errors = BufReader::new(child.stderr.take().unwrap());
        let (say, lines) = channel();
        thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok) {
                if say.send(line).is_err() {
                    return;
                }
            }
        });
        Server {
            child,
            lines,
            said: Vec::new(),
            doors: BTreeMap::new(),
        }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn address(&self, door: &str) -> SocketAddr {
        self.doors[door]
    }

    pub(crate) fn doors(&self) -> Vec<&str> {
        self.doors.keys().map(String::as_str).collect()
    }

    pub(crate) fn connect(&self, door: &str) -> TcpStream {
        connect(self.address(door))
    }

    pub(crate) fn get(&self, door: &str, path: &str) -> Answer {
        self.ask(door, &format!("GET {path} HTTP/1.1\r\n"))
    }

    /// Sends a request line and fields, each with its line break, and reads to the end.
    pub(crate) fn ask(&self, door: &str, head: &str) -> Answer {
        let mut stream = self.connect(door);
        write!(stream, "{head}Host: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer {
            status,
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    pub(crate) fn signal(&self, name: &str) {
        signal(self.id(), name);
    }

    /// The next line whose message begins with this, and whatever came before it is kept.
    pub(crate) fn wait_for(&mut self, message: &str) -> Value {
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let line = match self.lines.recv_timeout(left) {
                Ok(line) => line,
                Err(why @ (RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected)) => {
                    panic!("{why} before {message:?}; it said {:#?}", self.said)
                }
            };
            let line: Value = serde_json::from_str(&line).unwrap_or(Value::String(line));
            self.said.push(line.clone());
            if line["message"]
                .as_str()
                .is_some_and(|text| text.starts_with(message))
            {
                return line;
            }
        }
    }

    /// What it ends with, and every line it said.
    pub(crate) fn ended(mut self) -> (ExitStatus, Vec<Value>) {
        let status = self.wait();
        let rest = self.lines.iter();
        let rest = rest.map(|line| serde_json::from_str(&line).unwrap_or(Value::String(line)));
        let mut said = std::mem::take(&mut self.said);
        said.extend(rest);
        (status, said)
    }

    fn wait(&mut self) -> ExitStatus {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < until, "it does not end: {:#?}", self.said);
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Tells it to stop, and waits; it must end well.
    pub(crate) fn stop(self) -> Vec<Value> {
        self.signal("TERM");
        let (status, said) = self.ended();
        assert!(status.success(), "{status}: {said:#?}");
        said
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to kill.
        if self.child.kill().is_ok() {
            self.child.wait().unwrap();
        }
    }
}

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect_timeout(&address, PATIENCE).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream
}

pub(crate) fn signal(process: u32, name: &str) {
    let told = Command::new("sh")
        .args(["-c", &format!("kill -{name} {process}")])
        .status();
    assert!(told.unwrap().success());
}
