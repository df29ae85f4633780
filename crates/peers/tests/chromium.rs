//! The browser is a real one: it runs scripts or not, keeps the policies of pages, and tells of both.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use peers::{Chromium, Colours, Key, Place, Screen, Scripts};

const PAGE: &str = "<!doctype html><html lang=en><title>A page</title><main><h1>A page</h1>\
     <form action=/next><label for=name>Name</label><input id=name name=name><button>Go on</button>\
     </form><p id=script>no script</p><img src=/picture>\
     <script>document.getElementById('script').textContent = 'script'</script></main>";

/// Serves the same page under every path, with this policy.
fn serve(policy: &'static str) -> SocketAddr {
    let socket = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = socket.local_addr().expect("it is bound");
    std::thread::spawn(move || {
        for stream in socket.incoming() {
            answer(stream.expect("a browser connects"), policy);
        }
    });
    address
}

fn answer(mut stream: TcpStream, policy: &str) {
    let mut request = [0; 4096];
    // A browser may open a connection and say nothing.
    if stream.read(&mut request).unwrap_or(0) == 0 {
        return;
    }
    let policy = if policy.is_empty() {
        String::new()
    } else {
        format!("Content-Security-Policy: {policy}\r\n")
    };
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{policy}Content-Length: {}\r\n\
         Connection: close\r\n\r\n{PAGE}",
        PAGE.len()
    );
    let written = stream.write_all(answer.as_bytes());
    written.expect("the browser reads");
}

#[test]
fn forms_scripts_policies_and_rules() {
    let chromium = Chromium::start(Place::Host);
    let free = serve("");

    let mut tab = chromium.open(Place::Host, Scripts::On);
    tab.go(&format!("http://{free}/"));
    assert_eq!(tab.title(), "A page");
    assert_eq!(tab.text("#script"), "script");
    tab.fill("#name", "Jörg");
    tab.press("Go on");
    tab.wait_until("the next page", |tab| {
        tab.path() == "/next?name=J%C3%B6rg" && tab.run("return document.readyState") == "complete"
    });
    tab.keys(&[Key::Tab]);
    assert_eq!(tab.run("return document.activeElement.id"), "name");
    let found = tab.violations(&["wcag2a", "wcag2aa"]);
    let rules: Vec<&str> = found.iter().map(|found| found.rule.as_str()).collect();
    assert_eq!(rules, ["image-alt"], "{found:?}");
    tab.show_on(Screen {
        width: 320,
        height: 480,
        colours: Colours::Dark,
    });
    assert_eq!(tab.run("return innerWidth"), 320);
    let dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
    assert_eq!(tab.run(dark), true);

    tab.console();
    let strict = serve("default-src 'none'; form-action 'self'");
    tab.go(&format!("http://{strict}/"));
    assert_eq!(tab.text("#script"), "no script");
    let console = tab.console();
    assert!(
        console
            .iter()
            .any(|line| line.contains("Content Security Policy")),
        "{console:?}"
    );

    let mut without = chromium.open(Place::Host, Scripts::Off);
    without.go(&format!("http://{free}/"));
    assert_eq!(without.text("#script"), "no script");
    without.fill("#name", "anna");
    without.press("Go on");
    without.wait_until("the next page", |tab| tab.path() == "/next?name=anna");
}
