//! A real browser: Debian's Chromium without a window, driven by its WebDriver.
//!
//! ```text
//!   Chromium   the driver, which starts a browser for each Tab
//!   Tab        one browser with a fresh profile: go, fill, press, look
//!   axe        the rules of accessibility, run within a page
//! ```

mod axe;
mod keyboard;
mod tab;
mod webdriver;

use std::net::{Ipv4Addr, SocketAddrV4, TcpListener, TcpStream};
use std::path::Path;

use serde_json::{Value, json};

use crate::namespace::Place;
use crate::process::{Program, Server};
use crate::scratch::Scratch;

pub use axe::Violation;
pub use keyboard::Key;
pub use tab::{Colours, Screen, Tab};

use webdriver::WebDriver;

const CHROMEDRIVER: Program = Program {
    name: "chromedriver",
    package: "chromium-driver",
};
const CHROMIUM: Program = Program {
    name: "chromium",
    package: "chromium",
};

/// Nothing is asked of any network, and no state is found or left. HTTP/3 is off: nothing here
/// speaks it.
const FLAGS: [&str; 11] = [
    "--headless=new",
    // The tests run as root, which the sandbox refuses.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    // The same letters and colours everywhere.
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
];

/// Whether pages may run scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    /// They may.
    On,
    /// They may not, as somebody has it who switched JavaScript off.
    Off,
}

/// A running driver, stopped with its browsers when dropped.
#[derive(Debug)]
pub struct Chromium {
    address: SocketAddrV4,
    _server: Server,
}

impl Chromium {
    /// Starts the driver.
    pub fn start(place: Place<'_>) -> Chromium {
        let scratch = Scratch::new("chromium");
        // Whatever it and its browsers write goes away with the directory.
        let home = scratch.path().to_owned();
        let address = free_address(place);
        let mut command = CHROMEDRIVER.at(place);
        command
            .arg(format!("--port={}", address.port()))
            .env("HOME", &home)
            .env("TMPDIR", &home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"));
        let mut server = Server::spawn("chromedriver", scratch, &mut command);
        server.wait_until("connection", || {
            place.run(|| TcpStream::connect(address).is_ok())
        });
        Chromium {
            address,
            _server: server,
        }
    }

    /// Opens a browser with a fresh profile.
    pub fn open(&self, place: Place<'_>, scripts: Scripts) -> Tab {
        let stream = place.run(|| TcpStream::connect(self.address));
        let stream = stream.unwrap_or_else(|error| panic!("chromedriver: {error}"));
        let mut driver = WebDriver::new(stream);
        driver.begin(&capabilities(&CHROMIUM.path(), scripts));
        Tab::new(driver, scripts)
    }
}

fn capabilities(browser: &Path, scripts: Scripts) -> Value {
    let mut options = json!({
        "binary": browser,
        "args": FLAGS,
        "prefs": {},
    });
    if scripts == Scripts::Off {
        // What the switch in the settings does: 2 is "block".
        options["prefs"] = json!({
            "profile.default_content_setting_values.javascript": 2,
            "profile.managed_default_content_settings.javascript": 2,
        });
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
        "unhandledPromptBehavior": "dismiss",
    })
}

/// A port that was free a moment ago.
fn free_address(place: Place<'_>) -> SocketAddrV4 {
    let bound = place.run(|| {
        let socket = TcpListener::bind(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0))?;
        socket.local_addr()
    });
    let address = bound.unwrap_or_else(|error| panic!("no free port: {error}"));
    SocketAddrV4::new(Ipv4Addr::LOCALHOST, address.port())
}
