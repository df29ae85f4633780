//! What holds for every page, seen without a browser: colours that can be read, templates that have no
//! sentence of their own, words for every key.

mod contrast;
mod templates;
