//! What systemd does to a service, done by hand: sockets handed over (sd_listen_fds(3)) and the socket
//! that is notified (sd_notify(3)).

use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixDatagram;
use std::process::{Command, Stdio};

use crate::place::{PATIENCE, Place, Server};

/// A shell that moves its standard input and output to where systemd puts sockets, then becomes the
/// server: only the process itself knows the id that `LISTEN_PID` wants.
fn handing_over(serve: &Command, names: &str, sockets: [TcpListener; 2]) -> Command {
    let [first, second] = sockets.map(OwnedFd::from);
    let script = "exec 3<&0 4<&1 0</dev/null 1>/dev/null; LISTEN_PID=$$; export LISTEN_PID; \
                  exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command
        .args(["-c", script])
        .arg(serve.get_program())
        .args(serve.get_args())
        .env("LISTEN_FDS", "2")
        .env("LISTEN_FDNAMES", names)
        .stdin(Stdio::from(first))
        .stdout(Stdio::from(second));
    command
}

fn sockets() -> [TcpListener; 2] {
    [(), ()].map(|()| TcpListener::bind("127.0.0.1:0").unwrap())
}

#[test]
fn sockets_are_taken_by_their_names() {
    let place = Place::new();
    // The address of the configuration is not used: nobody could listen on it.
    place.configure("[ops]\nlisten = ['192.0.2.1:1']\n");
    let sockets = sockets();
    let addresses = sockets
        .each_ref()
        .map(|socket| socket.local_addr().unwrap());
    let server = Server::start(handing_over(&place.serve(), "ops:ops", sockets));
    assert!(addresses.contains(&server.address("ops")));
    for address in addresses {
        let mut stream = crate::place::connect(address);
        std::io::Write::write_all(&mut stream, b"GET /health/live HTTP/1.0\r\n\r\n").unwrap();
        let mut answer = String::new();
        std::io::Read::read_to_string(&mut stream, &mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.0 204"), "{answer}");
    }
    server.stop();
}

#[test]
fn a_socket_that_no_door_wants_is_told_of() {
    let place = Place::new();
    place.configure("[policy-host]\nmode = 'files'\ndirectory = '/nowhere'\n");
    let mut server = Server::begin(handing_over(&place.serve(), "ops:http", sockets()));
    let told = server.wait_for("handed over, and used by no door");
    assert_eq!(told["sockets"], "http");
    server.stop();
}

#[test]
fn a_name_that_no_door_has_is_refused() {
    for (names, expected) in [("ops:smtp", "smtp"), ("ops", "the name ,")] {
        let place = Place::new();
        place.configure("");
        let output = handing_over(&place.serve(), names, sockets())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(
            text.contains(expected) && text.contains("https, http, web, ops"),
            "{text}"
        );
    }
}

#[test]
fn what_is_no_socket_is_refused() {
    let place = Place::new();
    place.configure("");
    let mut command = handing_over(&place.serve(), "ops:ops", sockets());
    let text = command.stdin(Stdio::null()).output().unwrap().stderr;
    let text = String::from_utf8(text).unwrap();
    assert!(
        text.contains("the socket ops handed over by systemd is none for TCP"),
        "{text}"
    );
}

#[test]
fn sockets_for_another_process_are_left_alone() {
    let place = Place::new();
    let mut command = place.serve();
    place.configure("[ops]\nlisten = ['127.0.0.1:0']\n");
    command
        .env("LISTEN_FDS", "1")
        .env("LISTEN_PID", "1")
        .env("LISTEN_FDNAMES", "ops");
    Server::start(command).stop();
}

/// The service manager's end.
struct Manager {
    socket: UnixDatagram,
}

impl Manager {
    /// The next thing it is told, assignment by assignment; signs of life are left out.
    fn told(&self) -> Vec<String> {
        loop {
            let mut octets = [0; 4096];
            let length = self.socket.recv(&mut octets).unwrap();
            let text = String::from_utf8(octets[..length].to_vec()).unwrap();
            let lines: Vec<String> = text.lines().map(str::to_owned).collect();
            if lines != ["WATCHDOG=1"] {
                return lines;
            }
        }
    }

    fn alive(&self) {
        let mut octets = [0; 4096];
        while self.socket.recv(&mut octets).unwrap() != "WATCHDOG=1\n".len() {}
    }
}

#[test]
fn the_service_manager_is_told() {
    let place = Place::new();
    let at = place.file("notify");
    let socket = UnixDatagram::bind(&at).unwrap();
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    let manager = Manager { socket };
    let configuration = "[ops]\nlisten = ['127.0.0.1:0']\n";
    place.configure(configuration);
    let mut command = place.serve();
    command
        .env("NOTIFY_SOCKET", &at)
        .env("WATCHDOG_USEC", "200000");
    let server = Server::start(command);
    let status = format!("STATUS=serving ops at {}", server.address("ops"));
    assert_eq!(manager.told(), ["READY=1", &status]);
    manager.alive();
    manager.alive();
    server.signal("HUP");
    let told = manager.told();
    assert_eq!(told[0], "RELOADING=1");
    let clock = told[1].strip_prefix("MONOTONIC_USEC=").unwrap();
    assert!(clock.parse::<u64>().unwrap() > 0);
    assert_eq!(manager.told(), ["READY=1", &status]);
    // A fault in the file ends the reload as well: the server goes on.
    place.configure("zebra = 1");
    server.signal("HUP");
    assert_eq!(manager.told()[0], "RELOADING=1");
    assert_eq!(manager.told(), ["READY=1", &status]);
    server.signal("TERM");
    assert_eq!(manager.told(), ["STOPPING=1", "STATUS=stopping"]);
    let (status, said) = server.ended();
    assert!(status.success(), "{said:#?}");
}
