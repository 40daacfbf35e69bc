//! Ctrl-C: once finishes what runs, twice stops it, a third time leaves at once.

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc::UnboundedSender;
use tunesmith_controller::Message;
use tunesmith_store::JobId;
use tunesmith_study::Command;

use crate::exit::Code;
use crate::output;

/// Turns signals into commands for the job.
pub(crate) fn watch(job: JobId, name: String, queue: UnboundedSender<Message>) {
    let mut count = 0;
    tokio::spawn(async move {
        let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
        else {
            return;
        };
        loop {
            let terminated = tokio::select! {
                _ = interrupt.recv() => false,
                _ = terminate.recv() => true,
            };
            count += 1;
            let command = match (terminated, count) {
                (false, 1) => {
                    output::note(
                        "\n  stopping: running trials may finish; Ctrl-C again stops them (they run again on resume)",
                    );
                    Command::Drain
                }
                (true, 1) | (_, 2) => {
                    output::note("\n  stopping the running trials");
                    Command::Interrupt
                }
                _ => {
                    // What still runs goes on under its supervisor and is taken up again.
                    output::note(&format!("\n  left; go on with: tunesmith resume {name}"));
                    super::keys::give_terminal_back();
                    std::process::exit(Code::Interrupted as i32);
                }
            };
            if queue.send(Message::Command { job, command }).is_err() {
                return;
            }
        }
    });
}
