//! The two streams: standard output for what was asked for, standard error for everything else.

use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use miette::Report;

/// Whether a job runs in this process, which must go on when nobody reads what is told of it.
static IN_SESSION: AtomicBool = AtomicBool::new(false);

/// From now on a closed pipe does not end the program.
pub(crate) fn session_starts() {
    IN_SESSION.store(true, Ordering::Relaxed);
}

/// Writes a line of results.
pub(crate) fn line(text: &str) {
    bytes(format!("{text}\n").as_bytes());
}

/// Writes bytes of results as they are. A closed pipe (`| head`) ends the program quietly, as it does other tools, unless a job
/// runs in it.
pub(crate) fn bytes(bytes: &[u8]) {
    let mut out = io::stdout().lock();
    if let Err(error) = out.write_all(bytes).and_then(|()| out.flush())
        && error.kind() == io::ErrorKind::BrokenPipe
        && !IN_SESSION.load(Ordering::Relaxed)
    {
        std::process::exit(0);
    }
}

/// Writes a line beside the results.
pub(crate) fn note(text: &str) {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "{text}");
}

/// Writes an error.
pub(crate) fn error(report: &Report) {
    let _ = writeln!(io::stderr(), "{report:?}");
}

/// Whether results go to a person.
pub(crate) fn is_terminal() -> bool {
    static TERMINAL: OnceLock<bool> = OnceLock::new();
    *TERMINAL.get_or_init(|| io::stdout().is_terminal())
}

/// Columns of the terminal; none in a pipe.
pub(crate) fn width() -> Option<usize> {
    if !is_terminal() {
        return None;
    }
    rustix::termios::tcgetwinsize(io::stdout()).ok().map(|size| size.ws_col as usize).filter(|columns| *columns > 0)
}

/// Whether colours are wanted: on a terminal, unless `NO_COLOR` is set or the terminal is dumb.
pub(crate) fn colours() -> bool {
    static COLOURS: OnceLock<bool> = OnceLock::new();
    *COLOURS.get_or_init(|| {
        let forced = std::env::var_os("CLICOLOR_FORCE").is_some_and(|v| v != "0" && !v.is_empty());
        let refused = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|t| t == "dumb");
        forced || (is_terminal() && !refused && !dumb)
    })
}
