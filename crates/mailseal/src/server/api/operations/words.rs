//! Words of the command line in documents and queries: the same, read by the same.

use std::fmt;
use std::marker::PhantomData;

use clap::ValueEnum;
use serde::de::{self, Deserialize, Deserializer, Visitor};

/// A word that an option of the command line takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<T>(pub(super) T);

impl<'de, T: ValueEnum> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Word<T>, D::Error> {
        deserializer.deserialize_str(One(PhantomData))
    }
}

struct One<T>(PhantomData<T>);

impl<T: ValueEnum> Visitor<'_> for One<T> {
    type Value = Word<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "one of {}", known::<T>().join(", "))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Word<T>, E> {
        let word = T::from_str(text, false);
        word.map(Word)
            .map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

/// Words with commas between them.
#[derive(Debug, Clone)]
pub(super) struct Words<T>(pub(super) Vec<T>);

impl<T> Default for Words<T> {
    fn default() -> Words<T> {
        Words(Vec::new())
    }
}

impl<'de, T: ValueEnum> Deserialize<'de> for Words<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Words<T>, D::Error> {
        let text = String::deserialize(deserializer)?;
        let words = text.split(',').map(|word| {
            One::<T>(PhantomData)
                .visit_str::<D::Error>(word)
                .map(|Word(word)| word)
        });
        words.collect::<Result<_, _>>().map(Words)
    }
}

/// The words there are.
pub(super) fn known<T: ValueEnum>() -> Vec<String> {
    let words = T::value_variants().iter();
    words
        .filter_map(ValueEnum::to_possible_value)
        .map(|word| word.get_name().to_owned())
        .collect()
}
