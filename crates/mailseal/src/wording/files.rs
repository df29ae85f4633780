//! The catalogue files, compiled in.

macro_rules! catalogue {
    ($($file:literal),* $(,)?) => {
        /// The English files.
        pub(super) const ENGLISH: &[&str] =
            &[$(include_str!(concat!("../../wording/en/", $file))),*];
        /// The German files.
        pub(super) const GERMAN: &[&str] =
            &[$(include_str!(concat!("../../wording/de/", $file))),*];
    };
}

catalogue![
    "access.ftl",
    "apply.ftl",
    "backup.ftl",
    "change.ftl",
    "certificates.ftl",
    "cli.ftl",
    "dane.ftl",
    "dkim.ftl",
    "dmarc.ftl",
    "domain.ftl",
    "lifecycle.ftl",
    "mailcow.ftl",
    "mta_sts.ftl",
    "pages.ftl",
    "pages_check.ftl",
    "pages_explain.ftl",
    "pages_spf.ftl",
    "people.ftl",
    "report.ftl",
    "server.ftl",
    "signers.ftl",
    "spf.ftl",
    "tls_rpt.ftl",
    "verbs.ftl",
    "zone.ftl",
    "watch.ftl",
];
