//! What every verb is given: the words, how to print, where the data lies.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use protocols::time::Timestamp;

use crate::cli::args::{ColorArg, Global, LanguageArg};
use crate::failure::Failed;
use crate::reason;
use crate::wording::{Catalogue, Language};

/// Columns of text when there is no terminal to ask.
const WIDTH_DEFAULT: usize = 100;
/// Columns of text at the most: longer lines are hard to read.
const WIDTH_MAX: usize = 110;

/// How much to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Problems only.
    Quiet,
    /// Problems opened, what is fine in one line.
    Usual,
    /// Everything.
    Full,
}

/// What every verb is given.
pub(crate) struct Context {
    /// The words.
    pub(crate) catalogue: Catalogue,
    /// How much to show.
    pub(crate) detail: Detail,
    /// Columns to wrap at.
    pub(crate) width: usize,
    /// Where domains and keys lie.
    pub(crate) data_dir: PathBuf,
    /// The key file, where it is not in the data directory.
    pub(crate) master_key: Option<PathBuf>,
    /// The key file that the service manager hands over.
    pub(crate) credential_key: Option<PathBuf>,
    /// The file of accesses beside those of the store.
    pub(crate) access_file: Option<PathBuf>,
    /// The moment the command began.
    pub(crate) now: Timestamp,
    color: ColorArg,
}

impl Context {
    /// From the options that go with every verb, and the environment.
    pub(crate) fn of(global: &Global, catalogue: Catalogue) -> Context {
        let detail = match (global.quiet, global.verbose) {
            (true, _) => Detail::Quiet,
            (false, true) => Detail::Full,
            (false, false) => Detail::Usual,
        };
        let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let columns = terminal.or_else(|| std::env::var("COLUMNS").ok()?.parse().ok());
        Context {
            catalogue,
            detail,
            width: columns.unwrap_or(WIDTH_DEFAULT).clamp(40, WIDTH_MAX),
            data_dir: global.data_dir.clone().unwrap_or_else(default_data_dir),
            master_key: global.master_key.clone(),
            credential_key: credential("master-key"),
            access_file: global.access.clone(),
            now: now(),
            color: global.color,
        }
    }

    /// Prints to standard output; styles are dropped where they cannot be shown.
    pub(crate) fn print(&self, text: &str) -> Result<(), Failed> {
        let stdout = std::io::stdout();
        let choice = self.choice(stdout.is_terminal());
        let mut out = anstream::AutoStream::new(stdout.lock(), choice);
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            // Whoever read us has seen enough: `mailseal explain | head`.
            Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            Err(e) => Err(Failed::new("error-write-output").because(reason::of_io(&e))),
            Ok(()) => Ok(()),
        }
    }

    /// Prints to standard error.
    pub(crate) fn print_error(&self, text: &str) {
        let stderr = std::io::stderr();
        let choice = self.choice(stderr.is_terminal());
        let mut out = anstream::AutoStream::new(stderr.lock(), choice);
        // There is nowhere left to say that standard error is closed.
        out.write_all(text.as_bytes()).unwrap_or(());
    }

    fn choice(&self, is_terminal: bool) -> anstream::ColorChoice {
        match self.color {
            ColorArg::Always => anstream::ColorChoice::Always,
            ColorArg::Never => anstream::ColorChoice::Never,
            // NO_COLOR with any value but the empty one switches colours off.
            ColorArg::Auto if std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty()) => {
                anstream::ColorChoice::Never
            }
            ColorArg::Auto if is_terminal => anstream::ColorChoice::Auto,
            ColorArg::Auto => anstream::ColorChoice::Never,
        }
    }
}

/// The language that was asked for, else that of the environment.
pub(crate) fn language(asked: Option<LanguageArg>) -> Language {
    match asked {
        Some(LanguageArg::En) => Language::English,
        Some(LanguageArg::De) => Language::German,
        None => {
            let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
            let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
            Language::of_locale(&locale.unwrap_or_default())
        }
    }
}

fn default_data_dir() -> PathBuf {
    let set = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    if let Some(dir) = set("XDG_DATA_HOME") {
        return dir.join("mailseal");
    }
    match set("HOME") {
        Some(home) => home.join(".local/share/mailseal"),
        None => PathBuf::from("/var/lib/mailseal"),
    }
}

/// The file of a credential that systemd hands over (`LoadCredential=`), where it does.
fn credential(name: &str) -> Option<PathBuf> {
    let directory = std::env::var_os("CREDENTIALS_DIRECTORY")?;
    let file = PathBuf::from(directory).join(name);
    file.exists().then_some(file)
}

/// The moment it is.
pub(crate) fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    // A clock before 1970 is taken for 1970: certificates then look not yet valid, which is true.
    Timestamp(since.map_or(0, |since| since.as_secs()))
}
