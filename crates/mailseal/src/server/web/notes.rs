//! What is said once on the page that follows a form: the address carries a token, and the words wait
//! here. So a reload says it no second time, and no link made elsewhere can put words into a page.

use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

use super::parts::note::Note;

/// Words that wait at once; those nobody came for go first.
const NOTES_MAX: usize = 256;

/// The words that wait.
pub(crate) struct Notes {
    waiting: Mutex<Waiting>,
    /// Its keys are the system's randomness: nobody can say the next token. That it is short does no
    /// harm, for a token that is guessed shows a line without any secret once.
    keys: RandomState,
}

#[derive(Default)]
struct Waiting {
    count: u64,
    notes: VecDeque<(String, Note)>,
}

impl Default for Notes {
    fn default() -> Notes {
        Notes {
            waiting: Mutex::default(),
            keys: RandomState::new(),
        }
    }
}

impl Notes {
    /// Keeps a note for the page at `path`, and gives the address that shows it.
    pub(crate) fn keep(&self, path: &str, note: Note) -> String {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.count = waiting.count.wrapping_add(1);
        let token = format!("{:016x}", self.keys.hash_one(waiting.count));
        if waiting.notes.len() >= NOTES_MAX {
            waiting.notes.pop_front();
        }
        waiting.notes.push_back((token.clone(), note));
        let mark = if path.contains('?') { '&' } else { '?' };
        format!("{path}{mark}done={token}")
    }

    /// Takes the note of a token.
    pub(crate) fn take(&self, token: Option<&str>) -> Option<Note> {
        let token = token?;
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let at = waiting.notes.iter().position(|(known, _)| known == token)?;
        waiting.notes.remove(at).map(|(_, note)| note)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_said_once() {
        let notes = Notes::default();
        let note = Note::done("done".to_owned());
        let path = notes.keep("/domains?state=act", note.clone());
        let token = path.strip_prefix("/domains?state=act&done=").unwrap();
        assert_eq!(notes.take(Some("0000000000000000")), None);
        assert_eq!(notes.take(Some(token)), Some(note));
        assert_eq!(notes.take(Some(token)), None);
        assert_eq!(notes.take(None), None);
    }

    #[test]
    fn those_nobody_came_for_go_first() {
        let notes = Notes::default();
        let keep = |n: usize| notes.keep("/", Note::done(n.to_string()));
        let paths: Vec<String> = (0..=NOTES_MAX).map(keep).collect();
        let take = |path: &str| notes.take(path.strip_prefix("/?done="));
        assert_eq!(take(&paths[0]), None);
        assert!(take(&paths[1]).is_some() && take(&paths[NOTES_MAX]).is_some());
    }
}
