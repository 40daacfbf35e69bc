//! The server's read side, and its documents.

use tunesmith_study::RunStatus;

use super::SqlStore;
use super::database::{Arg, Row, args};
use super::read::{ReadError, job_from, named, trial_from};
use crate::StoreError;
use crate::catalogue::{Catalogue, PageOrder, PageQuery, RunCounts, Totals};
use crate::rows::{JobRow, TrialRow};
use crate::store::{BoxFuture, JobId};

const ASKED: &str = "SELECT * FROM jobs WHERE asked_kind = $1 AND lower(asked_name) = lower($2) AND hidden_ms IS NULL";
const TRAINING: &str = "SELECT * FROM trials WHERE lower(name) = lower($1) AND hidden_ms IS NULL AND name IS NOT NULL";
const COUNTS: &str = "SELECT run_status, objective IS NOT NULL, count(*) FROM trials
    WHERE job = $1 AND hidden_ms IS NULL GROUP BY 1, 2";
const KEEP: &str = "INSERT INTO documents (kind, name, updated_ms, body) VALUES ($1, $2, $3, $4)
    ON CONFLICT (kind, name) DO UPDATE SET updated_ms = excluded.updated_ms, body = excluded.body";

const UNFINISHED: &str = "SELECT name FROM jobs WHERE status IN ('in-progress', 'stopping')
    AND ($1 IS NULL OR asked_kind = $1) ORDER BY id";
const JOBS_BY_STATUS: &str = "SELECT status, count(*) FROM jobs WHERE hidden_ms IS NULL GROUP BY 1 ORDER BY 1";
const TRIALS_BY_STATUS: &str = "SELECT run_status, count(*) FROM trials WHERE hidden_ms IS NULL GROUP BY 1 ORDER BY 1";

fn training_from(row: &Row) -> Result<(JobId, TrialRow), ReadError> {
    Ok((row.get("job")?, trial_from(row)?))
}

impl Catalogue for SqlStore {
    fn asked<'a>(&'a self, kind: &'a str, name: &'a str) -> BoxFuture<'a, Option<JobRow>> {
        Box::pin(async move { self.one(ASKED, args![kind, name], job_from).await })
    }

    fn job_by_id(&self, id: JobId) -> BoxFuture<'_, Option<JobRow>> {
        Box::pin(async move { self.one("SELECT * FROM jobs WHERE id = $1", args![id], job_from).await })
    }

    fn asked_page<'a>(&'a self, kind: &'a str, query: PageQuery) -> BoxFuture<'a, Vec<JobRow>> {
        Box::pin(async move {
            let columns = Columns {
                name: "asked_name",
                status: "status",
                created: "created_ms",
                objective: "best_value",
                key: "id",
            };
            let mut page = Page::new("SELECT * FROM jobs WHERE hidden_ms IS NULL");
            page.push(" AND asked_kind = ").value(kind);
            columns.finish(&mut page, &query);
            self.all(page.sql, page.args, job_from).await
        })
    }

    fn unfinished<'a>(&'a self, kind: Option<&'a str>) -> BoxFuture<'a, Vec<String>> {
        Box::pin(async move { self.all(UNFINISHED, args![kind], |row: &Row| Ok(row.at(0)?)).await })
    }

    fn run_counts(&self, job: JobId) -> BoxFuture<'_, RunCounts> {
        Box::pin(async move {
            let read = |row: &Row| {
                let status = named(&RunStatus::ALL, &row.at::<String>(0)?)?;
                Ok((status, row.at::<bool>(1)?, row.at::<i64>(2)? as u64))
            };
            self.all(COUNTS, args![job], read).await
        })
    }

    fn training<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Option<(JobId, TrialRow)>> {
        Box::pin(async move { self.one(TRAINING, args![name], training_from).await })
    }

    fn training_page(&self, job: Option<JobId>, query: PageQuery) -> BoxFuture<'_, Vec<(JobId, TrialRow)>> {
        Box::pin(async move {
            let columns = Columns {
                name: "name",
                status: "run_status",
                created: "suggested_ms",
                objective: "objective",
                key: "number",
            };
            let mut page = Page::new("SELECT * FROM trials WHERE hidden_ms IS NULL AND name IS NOT NULL");
            if let Some(job) = job {
                page.push(" AND job = ").value(job);
            }
            columns.finish(&mut page, &query);
            self.all(page.sql, page.args, training_from).await
        })
    }

    fn totals(&self) -> BoxFuture<'_, Totals> {
        Box::pin(async move {
            let count = |row: &Row| Ok((row.at(0)?, row.at::<i64>(1)? as u64));
            Ok(Totals {
                jobs: self.all(JOBS_BY_STATUS, args![], count).await?,
                trials: self.all(TRIALS_BY_STATUS, args![], count).await?,
            })
        })
    }

    fn hide_job(&self, job: JobId, at_ms: i64) -> BoxFuture<'_, ()> {
        Box::pin(async move { self.change("UPDATE jobs SET hidden_ms = $2 WHERE id = $1", args![job, at_ms]).await })
    }

    fn hide_training(&self, job: JobId, trial: u64, at_ms: i64) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let sql = "UPDATE trials SET hidden_ms = $3 WHERE job = $1 AND number = $2";
            self.change(sql, args![job, trial, at_ms]).await
        })
    }

    fn document<'a>(&'a self, kind: &'a str, name: &'a str) -> BoxFuture<'a, Option<String>> {
        Box::pin(async move {
            let sql = "SELECT body FROM documents WHERE kind = $1 AND name = $2";
            self.one(sql, args![kind, name], |row: &Row| Ok(row.at(0)?)).await
        })
    }

    fn documents<'a>(&'a self, kind: &'a str) -> BoxFuture<'a, Vec<String>> {
        Box::pin(async move {
            let sql = "SELECT body FROM documents WHERE kind = $1 ORDER BY name";
            self.all(sql, args![kind], |row: &Row| Ok(row.at(0)?)).await
        })
    }

    fn keep<'a>(&'a self, kind: &'a str, name: &'a str, at_ms: i64, body: Option<&'a str>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let (sql, args) = kept(kind, name, at_ms, body);
            self.change(sql, args).await
        })
    }

    fn keep_on_duty<'a>(
        &'a self,
        duty: &'a str,
        kind: &'a str,
        name: &'a str,
        at_ms: i64,
        body: Option<&'a str>,
    ) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let written = async {
                let mut change = self.db.begin().await?;
                let done = async {
                    let mine = self.has_duty(&mut change, duty).await?;
                    if mine {
                        let (sql, args) = kept(kind, name, at_ms, body);
                        change.run(sql, args).await?;
                    }
                    Ok(mine)
                };
                let done = done.await;
                change.end(done).await
            };
            let is_ours = written.await.map_err(|e| self.failed(e))?;
            if is_ours { Ok(()) } else { Err(StoreError::NotOnDuty { duty: duty.to_owned() }) }
        })
    }
}

/// The change that keeps a document, or removes it.
fn kept(kind: &str, name: &str, at_ms: i64, body: Option<&str>) -> (&'static str, Vec<Arg>) {
    match body {
        Some(body) => (KEEP, args![kind, name, at_ms, body]),
        None => ("DELETE FROM documents WHERE kind = $1 AND name = $2", args![kind, name]),
    }
}

/// A statement that is put together, with its values.
struct Page {
    sql: String,
    args: Vec<Arg>,
}

impl Page {
    fn new(sql: &str) -> Self {
        Self { sql: sql.to_owned(), args: Vec::new() }
    }

    fn push(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    /// A parameter with its value.
    fn value(&mut self, value: impl Into<Arg>) -> &mut Self {
        self.args.push(value.into());
        let place = self.args.len();
        self.push(&format!("${place}"))
    }
}

/// What the columns are called that both kinds of page are asked by.
struct Columns {
    name: &'static str,
    status: &'static str,
    created: &'static str,
    objective: &'static str,
    key: &'static str,
}

impl Columns {
    /// Filters, order and limits of a page.
    fn finish(&self, page: &mut Page, query: &PageQuery) {
        if let Some(part) = &query.name_contains {
            page.push(&format!(" AND instr(lower({}), lower(", self.name)).value(part.clone()).push(")) > 0");
        }
        if !query.statuses.is_empty() {
            page.push(&format!(" AND {} IN (", self.status));
            for (i, status) in query.statuses.iter().enumerate() {
                page.push(if i > 0 { ", " } else { "" }).value(*status);
            }
            page.push(")");
        }
        let limits = [
            (self.created, ">=", query.created_after),
            (self.created, "<=", query.created_before),
            ("updated_ms", ">=", query.updated_after),
            ("updated_ms", "<=", query.updated_before),
        ];
        for (column, comparison, moment) in limits {
            if let Some(moment) = moment {
                page.push(&format!(" AND {column} {comparison} ")).value(moment);
            }
        }
        let column = match query.order {
            PageOrder::Name => self.name,
            PageOrder::Created => self.created,
            PageOrder::Status => self.status,
            PageOrder::Objective => self.objective,
        };
        if query.order == PageOrder::Objective {
            page.push(&format!(" AND {column} IS NOT NULL"));
        }
        let direction = if query.descending { "DESC" } else { "ASC" };
        page.push(&format!(" ORDER BY {column} {direction}, {} {direction} LIMIT ", self.key)).value(query.limit);
        page.push(" OFFSET ").value(query.offset);
    }
}
