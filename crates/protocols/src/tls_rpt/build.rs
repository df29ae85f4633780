//! Intent to record.

use crate::name::{DomainName, NameError};
use crate::published::Publication;
use crate::report_uri::ReportUri;

use super::record::{OWNER_PREFIX, Record};

/// What the owner wants of TLS reporting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsRptIntent {
    /// Where reports go, at least one.
    pub rua: Vec<ReportUri>,
}

impl TlsRptIntent {
    /// The record.
    pub fn record(&self) -> Record {
        Record {
            rua: self.rua.clone(),
        }
    }

    /// What to publish for `policy_domain`. Fails when the owner name would be too long.
    pub fn publication(&self, policy_domain: &DomainName) -> Result<Publication, NameError> {
        let owner = policy_domain.child(OWNER_PREFIX)?;
        Ok(Publication::txt(owner, self.record().to_string()))
    }
}
