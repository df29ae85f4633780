//! A document as a play: what its reader types and is answered, which files are edited, and what
//! happens meanwhile.

use std::fs;
use std::path::PathBuf;

/// What a reader comes by, in order.
#[derive(Debug)]
pub(crate) enum Scene {
    /// A command and what it shows.
    Command { command: String, shown: Shown },
    /// Text that is added to a file.
    File { path: String, text: String },
    /// `<!-- meanwhile: WHAT -->`: what no command does.
    Meanwhile(String),
}

/// Lines of the document, from `first` on, up to `end`.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) first: usize,
    pub(crate) end: usize,
    pub(crate) lines: Vec<String>,
}

pub(crate) struct Document {
    path: PathBuf,
    lines: Vec<String>,
}

impl Document {
    pub(crate) fn read(name: &str) -> Document {
        let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs")).join(name);
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        Document {
            path,
            lines: text.lines().map(str::to_owned).collect(),
        }
    }

    pub(crate) fn scenes(&self) -> Vec<Scene> {
        let mut scenes = Vec::new();
        let mut at = 0;
        while at < self.lines.len() {
            let line = &self.lines[at];
            at += 1;
            if let Some(what) = line.strip_prefix("<!-- meanwhile: ") {
                let what = what.strip_suffix(" -->").expect("a comment in one line");
                scenes.push(Scene::Meanwhile(what.to_owned()));
            }
            let Some(info) = line.strip_prefix("```") else {
                continue;
            };
            let rest = &self.lines[at..];
            let length = rest.iter().position(|line| line == "```");
            let end = at + length.expect("a fenced block ends");
            match info.split_once(' ') {
                None if info == "console" => self.commands(at, end, &mut scenes),
                None => {}
                Some((_, path)) => scenes.push(Scene::File {
                    path: path.to_owned(),
                    text: self.lines[at..end].join("\n") + "\n",
                }),
            }
            at = end + 1;
        }
        scenes
    }

    fn commands(&self, first: usize, end: usize, scenes: &mut Vec<Scene>) {
        let mut at = first;
        while at < end {
            let command = self.lines[at].strip_prefix("$ ");
            let mut command = command.expect("a console begins with a command").to_owned();
            at += 1;
            while command.ends_with('\\') {
                command.push('\n');
                command.push_str(&self.lines[at]);
                at += 1;
            }
            let first = at;
            while at < end && !self.lines[at].starts_with("$ ") {
                at += 1;
            }
            let lines = self.lines[first..at].to_vec();
            let shown = Shown {
                first,
                end: at,
                lines,
            };
            scenes.push(Scene::Command { command, shown });
        }
    }

    /// Puts what was really said in the place of what is shown. From the last to the first, so that
    /// the numbers of lines hold.
    pub(crate) fn renew(mut self, said: &[(&Shown, Vec<String>)]) {
        for (shown, lines) in said.iter().rev() {
            self.lines
                .splice(shown.first..shown.end, lines.iter().cloned());
        }
        let text = self.lines.join("\n") + "\n";
        fs::write(&self.path, text).unwrap();
    }
}
