//! The server's read side, and its documents.

use sqlx::Row as _;
use sqlx::query_builder::QueryBuilder;
use sqlx::sqlite::{Sqlite, SqliteRow};
use tunesmith_study::RunStatus;

use super::SqliteStore;
use super::read::{job_from, named, trial_from};
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

impl SqliteStore {
    fn job_row(&self, row: Option<&SqliteRow>) -> Result<Option<JobRow>, StoreError> {
        row.map(|r| job_from(r).map_err(|e| self.damaged(&e))).transpose()
    }

    fn training_row(&self, row: &SqliteRow) -> Result<(JobId, TrialRow), StoreError> {
        let id = row.try_get("job").map_err(|e| self.damaged(&e))?;
        Ok((id, trial_from(row).map_err(|e| self.damaged(&e))?))
    }
}

impl Catalogue for SqliteStore {
    fn asked<'a>(&'a self, kind: &'a str, name: &'a str) -> BoxFuture<'a, Option<JobRow>> {
        Box::pin(async move {
            let row = sqlx::query(ASKED).bind(kind).bind(name).fetch_optional(&self.pool).await;
            self.job_row(row.map_err(|e| self.error(e))?.as_ref())
        })
    }

    fn job_by_id(&self, id: JobId) -> BoxFuture<'_, Option<JobRow>> {
        Box::pin(async move {
            let row = sqlx::query("SELECT * FROM jobs WHERE id = $1").bind(id).fetch_optional(&self.pool).await;
            self.job_row(row.map_err(|e| self.error(e))?.as_ref())
        })
    }

    fn asked_page<'a>(&'a self, kind: &'a str, query: PageQuery) -> BoxFuture<'a, Vec<JobRow>> {
        Box::pin(async move {
            let mut sql = QueryBuilder::<Sqlite>::new("SELECT * FROM jobs WHERE hidden_ms IS NULL AND asked_kind = ");
            sql.push_bind(kind);
            let columns = Columns {
                name: "asked_name",
                status: "status",
                created: "created_ms",
                objective: "best_value",
                key: "id",
            };
            columns.finish(&mut sql, &query);
            let rows = sql.build().fetch_all(&self.pool).await.map_err(|e| self.error(e))?;
            self.rows(&rows, job_from)
        })
    }

    fn unfinished<'a>(&'a self, kind: Option<&'a str>) -> BoxFuture<'a, Vec<String>> {
        Box::pin(async move {
            let sql = "SELECT name FROM jobs WHERE status IN ('in-progress', 'stopping') AND (?1 IS NULL OR asked_kind = ?1) \
                       ORDER BY id";
            sqlx::query_scalar(sql).bind(kind).fetch_all(&self.pool).await.map_err(|e| self.error(e))
        })
    }

    fn run_counts(&self, job: JobId) -> BoxFuture<'_, RunCounts> {
        Box::pin(async move {
            let rows: Vec<(String, bool, i64)> =
                sqlx::query_as(COUNTS).bind(job).fetch_all(&self.pool).await.map_err(|e| self.error(e))?;
            rows.into_iter()
                .map(|(status, has_value, n)| {
                    Ok((named(&RunStatus::ALL, &status).map_err(|e| self.damaged(&e))?, has_value, n as u64))
                })
                .collect()
        })
    }

    fn training<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Option<(JobId, TrialRow)>> {
        Box::pin(async move {
            let row = sqlx::query(TRAINING).bind(name).fetch_optional(&self.pool).await.map_err(|e| self.error(e))?;
            row.map(|r| self.training_row(&r)).transpose()
        })
    }

    fn training_page(&self, job: Option<JobId>, query: PageQuery) -> BoxFuture<'_, Vec<(JobId, TrialRow)>> {
        Box::pin(async move {
            let mut sql =
                QueryBuilder::<Sqlite>::new("SELECT * FROM trials WHERE hidden_ms IS NULL AND name IS NOT NULL");
            if let Some(job) = job {
                sql.push(" AND job = ").push_bind(job);
            }
            let columns = Columns {
                name: "name",
                status: "run_status",
                created: "suggested_ms",
                objective: "objective",
                key: "number",
            };
            columns.finish(&mut sql, &query);
            let rows = sql.build().fetch_all(&self.pool).await.map_err(|e| self.error(e))?;
            rows.iter().map(|r| self.training_row(r)).collect()
        })
    }

    fn totals(&self) -> BoxFuture<'_, Totals> {
        Box::pin(async move {
            let count = async |sql: &'static str| {
                let rows: Vec<(String, i64)> =
                    sqlx::query_as(sql).fetch_all(&self.pool).await.map_err(|e| self.error(e))?;
                Ok::<_, StoreError>(rows.into_iter().map(|(status, n)| (status, n as u64)).collect())
            };
            Ok(Totals {
                jobs: count("SELECT status, count(*) FROM jobs WHERE hidden_ms IS NULL GROUP BY 1 ORDER BY 1").await?,
                trials: count("SELECT run_status, count(*) FROM trials WHERE hidden_ms IS NULL GROUP BY 1 ORDER BY 1")
                    .await?,
            })
        })
    }

    fn hide_job(&self, job: JobId, at_ms: i64) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let sql = sqlx::query("UPDATE jobs SET hidden_ms = $2 WHERE id = $1").bind(job).bind(at_ms);
            self.change(sql).await
        })
    }

    fn hide_training(&self, job: JobId, trial: u64, at_ms: i64) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let sql = sqlx::query("UPDATE trials SET hidden_ms = $3 WHERE job = $1 AND number = $2");
            self.change(sql.bind(job).bind(trial as i64).bind(at_ms)).await
        })
    }

    fn document<'a>(&'a self, kind: &'a str, name: &'a str) -> BoxFuture<'a, Option<String>> {
        Box::pin(async move {
            let sql = sqlx::query_scalar("SELECT body FROM documents WHERE kind = $1 AND name = $2");
            sql.bind(kind).bind(name).fetch_optional(&self.pool).await.map_err(|e| self.error(e))
        })
    }

    fn documents<'a>(&'a self, kind: &'a str) -> BoxFuture<'a, Vec<String>> {
        Box::pin(async move {
            let sql = sqlx::query_scalar("SELECT body FROM documents WHERE kind = $1 ORDER BY name");
            sql.bind(kind).fetch_all(&self.pool).await.map_err(|e| self.error(e))
        })
    }

    fn keep<'a>(&'a self, kind: &'a str, name: &'a str, at_ms: i64, body: Option<&'a str>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let sql = match body {
                Some(body) => sqlx::query(KEEP).bind(kind).bind(name).bind(at_ms).bind(body),
                None => sqlx::query("DELETE FROM documents WHERE kind = $1 AND name = $2").bind(kind).bind(name),
            };
            self.change(sql).await
        })
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
    fn finish(&self, sql: &mut QueryBuilder<Sqlite>, query: &PageQuery) {
        if let Some(part) = &query.name_contains {
            sql.push(format!(" AND instr(lower({}), lower(", self.name)).push_bind(part.clone()).push(")) > 0");
        }
        if !query.statuses.is_empty() {
            sql.push(format!(" AND {} IN (", self.status));
            let mut list = sql.separated(", ");
            for status in &query.statuses {
                list.push_bind(*status);
            }
            sql.push(")");
        }
        let limits = [
            (self.created, ">=", query.created_after),
            (self.created, "<=", query.created_before),
            ("updated_ms", ">=", query.updated_after),
            ("updated_ms", "<=", query.updated_before),
        ];
        for (column, comparison, moment) in limits {
            if let Some(moment) = moment {
                sql.push(format!(" AND {column} {comparison} ")).push_bind(moment);
            }
        }
        let column = match query.order {
            PageOrder::Name => self.name,
            PageOrder::Created => self.created,
            PageOrder::Status => self.status,
            PageOrder::Objective => self.objective,
        };
        if query.order == PageOrder::Objective {
            sql.push(format!(" AND {column} IS NOT NULL"));
        }
        let direction = if query.descending { "DESC" } else { "ASC" };
        sql.push(format!(" ORDER BY {column} {direction}, {} {direction} LIMIT ", self.key));
        sql.push_bind(query.limit as i64).push(" OFFSET ").push_bind(query.offset as i64);
    }
}
