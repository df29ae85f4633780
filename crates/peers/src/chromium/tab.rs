//! One browser with a page in it.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::Scripts;
use super::axe::{self, Violation};
use super::keyboard::Key;
use super::webdriver::{Refused, WebDriver};

/// How long something on a page is waited for.
const WAIT_SECONDS_MAX: u64 = 30;
const POLL: Duration = Duration::from_millis(50);
/// The name under which the standard hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A light or a dark system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What a page is shown on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// CSS pixels across.
    pub width: u32,
    /// CSS pixels down.
    pub height: u32,
    /// Light or dark.
    pub colours: Colours,
}

/// A browser with one page; it ends when this is dropped.
#[derive(Debug)]
pub struct Tab {
    driver: WebDriver,
    scripts: Scripts,
}

impl Tab {
    pub(super) fn new(driver: WebDriver, scripts: Scripts) -> Tab {
        let mut tab = Tab { driver, scripts };
        tab.show_on(Screen {
            width: 1280,
            height: 900,
            colours: Colours::Light,
        });
        tab
    }

    /// Goes to an address and waits until the page is there.
    pub fn go(&mut self, url: &str) {
        self.driver.post("url", &json!({ "url": url }));
    }

    /// The address of the page.
    pub fn url(&mut self) -> String {
        text(&self.driver.get("url"))
    }

    /// The path of the address, with its query.
    pub fn path(&mut self) -> String {
        let url = self.url();
        let behind = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        behind.find('/').map_or("/", |at| &behind[at..]).to_owned()
    }

    /// The title of the page.
    pub fn title(&mut self) -> String {
        text(&self.driver.get("title"))
    }

    /// The page as it came, or as scripts left it.
    pub fn source(&mut self) -> String {
        text(&self.driver.get("source"))
    }

    /// Whether something on the page fits the selector.
    pub fn has(&mut self, css: &str) -> bool {
        self.find(css).is_ok()
    }

    /// How many things on the page fit the selector.
    pub fn count(&mut self, css: &str) -> usize {
        let found = self.driver.post("elements", &by_css(css));
        found.as_array().map_or(0, Vec::len)
    }

    /// The text that is to be seen of the first thing that fits the selector.
    pub fn text(&mut self, css: &str) -> String {
        let element = self.element(css);
        text(&self.driver.get(&format!("element/{element}/text")))
    }

    /// An attribute as it stands in the page.
    pub fn attribute(&mut self, css: &str, name: &str) -> Option<String> {
        let element = self.element(css);
        let value = self
            .driver
            .get(&format!("element/{element}/attribute/{name}"));
        value.as_str().map(str::to_owned)
    }

    /// Types into a field, in place of what stands there.
    pub fn fill(&mut self, css: &str, value: &str) {
        let element = self.element(css);
        self.driver
            .post(&format!("element/{element}/clear"), &json!({}));
        let typed = json!({ "text": value });
        self.driver
            .post(&format!("element/{element}/value"), &typed);
    }

    /// Clicks what fits the selector, and waits for the page that follows, if one does.
    pub fn click(&mut self, css: &str) {
        let element = self.element(css);
        self.driver
            .post(&format!("element/{element}/click"), &json!({}));
    }

    /// Clicks the link or button with these words, which must be there once.
    pub fn press(&mut self, words: &str) {
        let quoted = words.replace('\'', "\u{2019}");
        let name =
            format!("normalize-space(.)='{quoted}' or starts-with(normalize-space(.), '{quoted}')");
        let path = format!("//button[{name}]|//a[{name}]");
        let body = json!({ "using": "xpath", "value": path });
        let found = self.driver.post("elements", &body);
        let found = found.as_array().cloned().unwrap_or_default();
        let shown: Vec<String> = found.iter().map(element_id).collect();
        let [element] = &shown[..] else {
            panic!(
                "{} links or buttons say {words:?} on {}\n{}",
                shown.len(),
                self.url(),
                self.source()
            );
        };
        self.driver
            .post(&format!("element/{element}/click"), &json!({}));
    }

    /// Presses keys where the focus is.
    pub fn keys(&mut self, keys: &[Key]) {
        const SHIFT: char = '\u{e008}';
        let mut actions = Vec::new();
        for key in keys {
            let (value, with_shift) = key.value();
            let press = |kind: &str, value: char| json!({ "type": kind, "value": value });
            if with_shift {
                actions.push(press("keyDown", SHIFT));
            }
            actions.push(press("keyDown", value));
            actions.push(press("keyUp", value));
            if with_shift {
                actions.push(press("keyUp", SHIFT));
            }
        }
        let source = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.driver.post("actions", &json!({ "actions": [source] }));
    }

    /// Runs a script within the page and gives what it returns; not possible with scripts off.
    pub fn run(&mut self, script: &str) -> Value {
        let body = json!({ "script": script, "args": [] });
        self.driver.post("execute/sync", &body)
    }

    /// Waits until a question about the page is answered with yes.
    pub fn wait_until(&mut self, what: &str, mut ready: impl FnMut(&mut Tab) -> bool) {
        let deadline = Instant::now() + Duration::from_secs(WAIT_SECONDS_MAX);
        while !ready(self) {
            assert!(
                Instant::now() < deadline,
                "{what}: not within {WAIT_SECONDS_MAX} s on {}\n{}",
                self.url(),
                self.source()
            );
            std::thread::sleep(POLL);
        }
    }

    /// Shows the page on such a screen, without motion: what is looked at stands still.
    pub fn show_on(&mut self, screen: Screen) {
        let metrics = json!({
            "width": screen.width,
            "height": screen.height,
            "deviceScaleFactor": 1,
            "mobile": false,
        });
        self.developer("Emulation.setDeviceMetricsOverride", metrics);
        let scheme = match screen.colours {
            Colours::Light => "light",
            Colours::Dark => "dark",
        };
        self.media(&[
            ("prefers-color-scheme", scheme),
            ("prefers-reduced-motion", "reduce"),
        ]);
    }

    /// Lets media queries find these features; all others are as usual again.
    pub fn media(&mut self, features: &[(&str, &str)]) {
        let features: Vec<Value> = features
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        let media = json!({ "media": "", "features": features });
        self.developer("Emulation.setEmulatedMedia", media);
    }

    /// A command of the browser's own interface for developers.
    pub fn developer(&mut self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.driver.post("goog/cdp/execute", &body)
    }

    /// A picture of the whole page.
    pub fn picture(&mut self, file: &Path) {
        let shot = self.developer(
            "Page.captureScreenshot",
            json!({ "format": "png", "captureBeyondViewport": true }),
        );
        let octets = STANDARD.decode(text(&shot["data"]));
        let octets = octets.unwrap_or_else(|error| panic!("no picture: {error}"));
        let directory = file.parent().unwrap_or(Path::new("."));
        let written = fs::create_dir_all(directory).and_then(|()| fs::write(file, octets));
        if let Err(error) = written {
            panic!("{}: {error}", file.display());
        }
    }

    /// What the browser wrote to its console since it was last asked: errors of scripts, what the
    /// content security policy refused, what could not be loaded.
    pub fn console(&mut self) -> Vec<String> {
        let log = self.driver.post("se/log", &json!({ "type": "browser" }));
        let lines = log.as_array().cloned().unwrap_or_default();
        lines.iter().map(|line| text(&line["message"])).collect()
    }

    /// What the rules of these tags find on the page.
    pub fn violations(&mut self, tags: &[&str]) -> Vec<Violation> {
        assert_eq!(self.scripts, Scripts::On, "axe is a script");
        // By the developers' interface, so that the page's own policy stays in force for the page.
        let source = axe::source();
        self.developer("Runtime.evaluate", json!({ "expression": source }));
        let tags = json!(tags);
        let call = format!(
            "axe.run(document, {{ runOnly: {{ type: 'tag', values: {tags} }}, \
             rules: {{ 'target-size': {{ enabled: true }} }} }}).then(found => \
             found.violations.map(one => ({{ id: one.id, help: one.help, \
             nodes: one.nodes.map(node => node.html + ' ' + node.failureSummary) }})))"
        );
        let answer = self.developer(
            "Runtime.evaluate",
            json!({ "expression": call, "awaitPromise": true, "returnByValue": true }),
        );
        if let Some(thrown) = answer.get("exceptionDetails") {
            panic!("axe: {thrown}");
        }
        axe::violations(&answer["result"]["value"])
    }

    fn element(&mut self, css: &str) -> String {
        match self.find(css) {
            Ok(element) => element,
            Err(refused) => {
                let (url, source) = (self.url(), self.source());
                panic!("{css} on {url}: {}\n{source}", refused.message)
            }
        }
    }

    fn find(&mut self, css: &str) -> Result<String, Refused> {
        let found = self.driver.try_post("element", &by_css(css));
        match found {
            Ok(element) => Ok(element_id(&element)),
            Err(refused) if refused.code == "no such element" => Err(refused),
            Err(refused) => panic!("{css}: {}", refused.message),
        }
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        // The driver ends its browsers when it is stopped; this one may be gone already.
        if let Err(refused) = self.driver.end() {
            eprintln!("a browser did not end: {}", refused.message);
        }
    }
}

fn by_css(css: &str) -> Value {
    json!({ "using": "css selector", "value": css })
}

fn element_id(element: &Value) -> String {
    text(&element[ELEMENT])
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
