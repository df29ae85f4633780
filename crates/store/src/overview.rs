//! The list of all domains on a database.

mod line_v1;

use std::collections::BTreeMap;

use app::ledger::LedgerError;
use app::overview::{After, Filter, Group, Listed, OverviewStore, Rank, Shared, Summary};
use protocols::finding::Severity;
use protocols::name::DomainName;

use crate::ledger::{SqlLedger, int};
use crate::sql::{Arg, Backend, Row, Transaction};

/// Rows of the list that one call gives.
const ROWS_MAX: usize = 200;

/// Severities as their numbers in the database, the worst first. They never change once released.
const SEVERITIES: [Severity; 5] = [
    Severity::Critical,
    Severity::High,
    Severity::Medium,
    Severity::Low,
    Severity::Info,
];

impl<B: Backend> OverviewStore for SqlLedger<B> {
    async fn keep_summary(&self, summary: &Summary) -> Result<(), LedgerError> {
        let domain = || Arg::from(summary.domain.as_str());
        let mut transaction = self.backend.begin().await?;
        // A domain that was let go meanwhile gets no line.
        let statement = "INSERT INTO overview (domain, rank, line) \
                         SELECT name, $2, $3 FROM domain WHERE name = $1 \
                         ON CONFLICT (domain) DO UPDATE SET rank = $2, line = $3 \
                         RETURNING domain";
        let line = line_v1::write(summary);
        let args = vec![domain(), int(number(summary.rank))?, Arg::Text(line)];
        let kept = transaction.run(statement, args).await?;
        if kept.is_empty() {
            return Ok(());
        }
        let statement = "DELETE FROM overview_finding WHERE domain = $1";
        transaction.run(statement, vec![domain()]).await?;
        for (rule, severity) in &summary.rules {
            let statement = "INSERT INTO overview_finding (domain, rule, severity) \
                             VALUES ($1, $2, $3)";
            let severity = SEVERITIES.iter().position(|known| known == severity);
            let severity = severity.unwrap_or_default() as u64;
            let args = vec![domain(), Arg::Text(rule.clone()), int(severity)?];
            transaction.run(statement, args).await?;
        }
        transaction.commit().await
    }

    async fn overview(
        &self,
        filter: &Filter,
        after: Option<&After>,
        rows: usize,
    ) -> Result<Vec<Listed>, LedgerError> {
        // `4` is `Rank::New`. Each condition is there once and passes everything where nothing is
        // asked for, so that the statement is one text.
        let statement = "SELECT d.name, COALESCE(o.line, '') FROM domain d \
             LEFT JOIN overview o ON o.domain = d.name \
             WHERE (COALESCE(o.rank, 4) > $1 OR (COALESCE(o.rank, 4) = $1 AND d.name > $2)) \
             AND ($3 = '' OR d.name LIKE $3 ESCAPE '\\') \
             AND ($4 = '' OR EXISTS (SELECT 1 FROM overview_finding f \
                 WHERE f.domain = d.name AND f.rule = $4)) \
             AND $5 LIKE '%' || CAST(COALESCE(o.rank, 4) AS TEXT) || '%' \
             ORDER BY COALESCE(o.rank, 4), d.name LIMIT $6";
        let (rank, domain) = match after {
            Some(after) => (int(number(after.rank))?, after.domain.as_str()),
            None => (Arg::Int(-1), ""),
        };
        let args = vec![
            rank,
            domain.into(),
            pattern(&filter.text),
            filter.rule.as_str().into(),
            Arg::Text(digits(filter.group)),
            int(rows.min(ROWS_MAX) as u64)?,
        ];
        let read = |row: &mut Row| {
            let domain = DomainName::parse(&row.text()?).ok()?;
            let line = row.text()?;
            let summary = match line.as_str() {
                "" => None,
                line => Some(line_v1::read(&domain, line)?),
            };
            Some(Listed { domain, summary })
        };
        self.read(statement, args, read).await
    }

    async fn overview_counts(&self, filter: &Filter) -> Result<BTreeMap<Group, u64>, LedgerError> {
        let statement = "SELECT COALESCE(o.rank, 4), count(*) FROM domain d \
             LEFT JOIN overview o ON o.domain = d.name \
             WHERE ($1 = '' OR d.name LIKE $1 ESCAPE '\\') \
             AND ($2 = '' OR EXISTS (SELECT 1 FROM overview_finding f \
                 WHERE f.domain = d.name AND f.rule = $2)) \
             GROUP BY COALESCE(o.rank, 4)";
        let args = vec![pattern(&filter.text), filter.rule.as_str().into()];
        let read = |row: &mut Row| {
            let rank = usize::try_from(row.number()?).ok()?;
            Some((*Rank::ALL.get(rank)?, row.number()?))
        };
        let counted = self.read(statement, args, read).await?;
        let mut counts: BTreeMap<Group, u64> = Group::ALL.map(|group| (group, 0)).into();
        for (rank, count) in counted {
            *counts.entry(Group::of(rank)).or_default() += count;
        }
        Ok(counts)
    }

    async fn shared_findings(&self, rows: usize) -> Result<Vec<Shared>, LedgerError> {
        let statement = "SELECT rule, min(severity), count(*) FROM overview_finding \
             GROUP BY rule HAVING count(*) > 1 ORDER BY count(*) DESC, rule LIMIT $1";
        let read = |row: &mut Row| {
            Some(Shared {
                rule: row.text()?,
                severity: *SEVERITIES.get(usize::try_from(row.number()?).ok()?)?,
                domains: row.number()?,
            })
        };
        let args = vec![int(rows.min(ROWS_MAX) as u64)?];
        self.read(statement, args, read).await
    }
}

/// The number of a rank in the database. It never changes once released.
fn number(rank: Rank) -> u64 {
    let at = Rank::ALL.iter().position(|known| *known == rank);
    at.unwrap_or_default() as u64
}

/// The ranks of a group as a text of their numbers, which are single digits.
fn digits(group: Option<Group>) -> String {
    let ranks = Rank::ALL.into_iter();
    ranks
        .filter(|rank| group.is_none_or(|group| Group::of(*rank) == group))
        .map(|rank| number(rank).to_string())
        .collect()
}

/// A text anywhere in a name, its signs taken as they are.
fn pattern(text: &str) -> Arg {
    if text.is_empty() {
        return Arg::from("");
    }
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    Arg::Text(pattern)
}
