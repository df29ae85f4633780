//! How many of the ten lookups are used: ten cells, because ten is the law (RFC 7208 §4.6.4).

use askama::Template;
use askama::filters::HtmlSafe;
use protocols::limits::SPF_LOOKUPS_MAX;

/// The cells; the number stands beside them.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/gauge.html")]
pub(crate) struct Gauge {
    cells: [bool; SPF_LOOKUPS_MAX],
}

impl HtmlSafe for Gauge {}

impl Gauge {
    /// With so many lookups.
    pub(crate) fn of(lookups: usize) -> Gauge {
        Gauge {
            cells: std::array::from_fn(|cell| cell < lookups),
        }
    }
}
