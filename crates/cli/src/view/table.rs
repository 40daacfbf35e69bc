//! Tables: aligned for people, tab-separated in a pipe.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use crate::output;
use crate::view::paint;

/// A column's heading and whether it holds numbers.
pub(crate) struct Column(pub(crate) &'static str, pub(crate) bool);

/// Prints rows under headings.
pub(crate) fn print(columns: &[(String, bool)], rows: Vec<Vec<String>>) {
    if !output::is_terminal() {
        let heads: Vec<&str> = columns.iter().map(|(head, _)| head.as_str()).collect();
        output::line(&heads.join("\t"));
        for row in rows {
            output::line(&row.join("\t"));
        }
        return;
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(columns.iter().map(|(head, _)| paint::dim(head)));
    for row in rows {
        table.add_row(row);
    }
    for (i, (_, numeric)) in columns.iter().enumerate() {
        if *numeric && let Some(column) = table.column_mut(i) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for line in table.lines() {
        output::line(line.trim_end());
    }
}

/// Fixed headings.
pub(crate) fn columns(fixed: &[Column]) -> Vec<(String, bool)> {
    fixed.iter().map(|c| (c.0.to_owned(), c.1)).collect()
}
