//! What the domain has to say of a failed check (§6.2).

use crate::answers::{Need, Outcome};
use crate::name::DomainName;
use crate::spf::domain_spec::DomainSpec;
use crate::spf::macro_string::MacroString;

use super::Explanation;
use super::expand::Target;
use super::walk::{Stop, Walk};

impl Walk<'_> {
    /// §6.2: whatever is wrong with it, 'proceed as if no "exp" modifier was given'. Its lookups
    /// are not counted (§4.6.4).
    pub(super) fn explanation(
        &self,
        domain: &DomainName,
        spec: &DomainSpec,
    ) -> Result<Option<Explanation>, Need> {
        match self.explain(domain, spec) {
            Ok(text) => Ok(text.map(|text| Explanation {
                domain: domain.clone(),
                text,
            })),
            Err(Stop::Need(need)) => Err(need),
            Err(Stop::Error(..)) => Ok(None),
        }
    }

    fn explain(&self, domain: &DomainName, spec: &DomainSpec) -> Result<Option<String>, Stop> {
        let Target::Name(target) = self.expanded(spec, domain)? else {
            return Ok(None);
        };
        let Outcome::Records(records) = &self.answers.txt(&target)?.outcome else {
            return Ok(None);
        };
        let [record] = records.as_slice() else {
            return Ok(None);
        };
        let Some(string) = MacroString::explanation(&record.text()) else {
            return Ok(None);
        };
        let validated = self.validated_if_used(&string, domain)?;
        Ok(self.values(domain, &validated).explanation(&string))
    }
}
