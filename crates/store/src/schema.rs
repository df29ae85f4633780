//! The schema: numbered SQL files in `schema/`, applied in order and never changed once released.

/// The files of each schema, in order; those of the first line make schema 1.
const FILES: &[&[&str]] = &[
    &[include_str!("schema/0001_ledger.sql")],
    &[include_str!("schema/0002_access.sql")],
    &[
        include_str!("schema/0003_certificates.sql"),
        include_str!("schema/0003_overview.sql"),
        include_str!("schema/0003_people.sql"),
        include_str!("schema/0003_watch.sql"),
    ],
];

/// The newest schema this program knows.
pub(crate) const VERSION: u64 = FILES.len() as u64;

/// What a database calls the types the files leave open.
pub(crate) struct Dialect {
    /// A primary key that the database counts up.
    pub(crate) identity: &'static str,
    /// A signed integer of 64 bits.
    pub(crate) integer: &'static str,
    /// Octets.
    pub(crate) octets: &'static str,
    /// What makes a table check the types of its values.
    pub(crate) strict: &'static str,
}

/// The scripts that follow schema `version`, each with the version it makes.
pub(crate) fn scripts_after(
    version: u64,
    dialect: &Dialect,
) -> impl Iterator<Item = (u64, String)> {
    (1..)
        .zip(FILES)
        .filter(move |(number, _)| *number > version)
        .map(|(number, files)| {
            let script = files
                .concat()
                .replace("{identity}", dialect.identity)
                .replace("{integer}", dialect.integer)
                .replace("{octets}", dialect.octets)
                .replace("{strict}", dialect.strict);
            (number, script)
        })
}
