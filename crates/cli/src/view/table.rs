//! Tables: aligned for people, tab-separated in a pipe.

use crate::output;
use crate::view::{format, paint};

/// A column's heading and whether it holds numbers.
pub(crate) struct Column(pub(crate) &'static str, pub(crate) bool);

/// Prints rows under headings. The last column is cut where the terminal's line ends.
pub(crate) fn print(columns: &[(String, bool)], rows: Vec<Vec<String>>) {
    if !output::is_terminal() {
        let heads: Vec<&str> = columns.iter().map(|(head, _)| head.as_str()).collect();
        output::line(&heads.join("\t"));
        for row in rows {
            output::line(&row.join("\t"));
        }
        return;
    }
    for line in aligned(columns, &rows) {
        output::line(&line);
    }
}

/// Fixed headings.
pub(crate) fn columns(fixed: &[Column]) -> Vec<(String, bool)> {
    fixed.iter().map(|c| (c.0.to_owned(), c.1)).collect()
}

fn aligned(columns: &[(String, bool)], rows: &[Vec<String>]) -> Vec<String> {
    let widest = |i: usize| rows.iter().filter_map(|row| row.get(i)).map(|cell| seen_width(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = columns.iter().enumerate().map(|(i, (head, _))| seen_width(head).max(widest(i))).collect();
    let heads: Vec<String> = columns.iter().map(|(head, _)| paint::dim(head)).collect();
    std::iter::once(&heads).chain(rows).map(|row| line(columns, &widths, row)).collect()
}

fn line(columns: &[(String, bool)], widths: &[usize], row: &[String]) -> String {
    let mut text = String::from(" ");
    let mut taken = 1;
    for (i, cell) in row.iter().enumerate() {
        let last = i + 1 == columns.len();
        // What is painted is short; only plain text grows long enough to be cut.
        let cell = if last && !cell.contains('\u{1b}') { format::fit(cell, taken + 1) } else { cell.clone() };
        let padding = " ".repeat(widths[i].saturating_sub(seen_width(&cell)));
        let (before, after) = if columns[i].1 { (padding, String::new()) } else { (String::new(), padding) };
        text.extend([" ", &before, &cell, &after, " "]);
        taken += widths[i] + 2;
    }
    text.trim_end().to_owned()
}

/// Columns that a text takes on the screen: colour codes take none.
pub(crate) fn seen_width(text: &str) -> usize {
    let mut width = 0;
    let mut in_code = false;
    for c in text.chars() {
        match c {
            '\u{1b}' => in_code = true,
            'm' if in_code => in_code = false,
            _ if in_code => {}
            _ => width += 1,
        }
    }
    width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_do_not_move_columns() {
        let heads = [("NAME".to_owned(), false), ("N".to_owned(), true)];
        let rows = vec![
            vec!["\u{1b}[1mlong name\u{1b}[0m".to_owned(), "7".to_owned()],
            vec!["x".to_owned(), "123".to_owned()],
        ];
        let lines: Vec<String> =
            aligned(&heads, &rows).iter().map(|l| l.replace("\u{1b}[1m", "").replace("\u{1b}[0m", "")).collect();
        assert_eq!(lines[1..], ["  long name    7", "  x          123"]);
    }
}
