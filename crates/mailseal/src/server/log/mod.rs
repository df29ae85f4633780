//! What happens, as lines on standard error: for people, for the journal, or as JSON.
//!
//! Three things keep secrets out. Credentials are types that do not print (`app::access::Secret`,
//! `app::ledger::PrivateKey`). Of what strangers send, nothing but the name of a route is logged. And
//! each finished line passes [`strike`], which takes out what looks like a credential all the same.

mod journal;
mod strike;
#[cfg(test)]
mod tests;

use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt;

use tracing::Subscriber;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Registry;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::reload;

use super::config::{Level, Log, LogFormat};
use crate::failure::Failed;
use crate::wording::{Catalogue, Language, escape};

/// Our own crates. Of others only warnings are told: what they say below is about their insides, and
/// nobody here has read what is in it.
const OURS: [&str; 6] = ["mailseal", "app", "net", "protocols", "store", "zonefile"];

/// The level of what is logged, which may change while the server runs.
pub(crate) struct Levels(reload::Handle<Targets, Registry>);

impl Levels {
    /// Logs at this level from now on.
    pub(crate) fn set(&self, level: Level) {
        if let Err(error) = self.0.reload(targets(level)) {
            tracing::error!(%error, "the level of the log could not be changed");
        }
    }
}

/// Begins to log. Panics are logged, too: their words pass the same gate.
pub(crate) fn start(log: &Log) -> Levels {
    let (subscriber, levels) = subscriber(log.level, settled(log.format), io::stderr);
    if tracing::subscriber::set_global_default(subscriber).is_err() {
        // Only a second server in this process could come here, and it logs as the first does.
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        let text = panic.payload_as_str().unwrap_or("no text");
        tracing::error!(place, text, "a bug: something panicked");
    }));
    levels
}

/// A refusal as a log line has it.
pub(crate) fn words(failed: &Failed) -> String {
    failed.what(&Catalogue::of(Language::English))
}

fn subscriber<W>(
    level: Level,
    format: LogFormat,
    out: W,
) -> (Box<dyn Subscriber + Send + Sync>, Levels)
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let (filter, handle) = reload::Layer::new(targets(level));
    let levels = Levels(handle);
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        // A closed standard error is no reason to end.
        .log_internal_errors(false);
    let registry = tracing_subscriber::registry().with(filter);
    let subscriber: Box<dyn Subscriber + Send + Sync> = match format {
        LogFormat::Json => {
            let out = Gate {
                out,
                shape: Shape::Json,
            };
            Box::new(registry.with(lines.json().flatten_event(true).with_writer(out)))
        }
        LogFormat::Journal => {
            let out = Gate {
                out,
                shape: Shape::Text,
            };
            Box::new(registry.with(lines.event_format(journal::Journal::new()).with_writer(out)))
        }
        LogFormat::Text | LogFormat::Auto => {
            let out = Gate {
                out,
                shape: Shape::Text,
            };
            Box::new(registry.with(lines.with_writer(out)))
        }
    };
    (subscriber, levels)
}

fn targets(level: Level) -> Targets {
    let level = match level {
        Level::Error => LevelFilter::ERROR,
        Level::Warn => LevelFilter::WARN,
        Level::Info => LevelFilter::INFO,
        Level::Debug => LevelFilter::DEBUG,
        Level::Trace => LevelFilter::TRACE,
    };
    let others = level.min(LevelFilter::WARN);
    Targets::new()
        .with_default(others)
        .with_targets(OURS.map(|target| (target, level)))
}

/// The format that `auto` means here.
fn settled(format: LogFormat) -> LogFormat {
    match format {
        LogFormat::Auto if io::stderr().is_terminal() => LogFormat::Text,
        LogFormat::Auto if is_journal() => LogFormat::Journal,
        LogFormat::Auto => LogFormat::Json,
        LogFormat::Text | LogFormat::Journal | LogFormat::Json => format,
    }
}

/// Whether standard error leads to the journal: systemd says which file that would be, as device and
/// inode, and somebody may have sent it elsewhere since.
fn is_journal() -> bool {
    let Ok(stream) = std::env::var("JOURNAL_STREAM") else {
        return false;
    };
    let ours = io::stderr().as_fd().try_clone_to_owned();
    let ours = ours.and_then(|fd| std::fs::File::from(fd).metadata());
    ours.is_ok_and(|file| stream == format!("{}:{}", file.dev(), file.ino()))
}

/// What a line is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Text: what could steer a terminal or begin another line is escaped here.
    Text,
    /// JSON, which escapes such by itself.
    Json,
}

/// The one way out.
struct Gate<W> {
    out: W,
    shape: Shape,
}

impl<'a, W: MakeWriter<'a>> MakeWriter<'a> for Gate<W> {
    type Writer = Line<W::Writer>;

    fn make_writer(&'a self) -> Line<W::Writer> {
        Line {
            out: self.out.make_writer(),
            shape: self.shape,
        }
    }
}

/// A line on its way out. The layer hands it over in one piece.
struct Line<W> {
    out: W,
    shape: Shape,
}

impl<W: Write> Write for Line<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let mut safe = strike::struck(text).into_owned();
        if self.shape == Shape::Text {
            safe = escape(&safe);
        }
        safe.push('\n');
        self.out.write_all(safe.as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
