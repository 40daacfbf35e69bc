//! Single keys while a job runs, on a terminal.

use std::io::{self, IsTerminal, Read};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::process::getpgrp;
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcgetpgrp, tcsetattr};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::output;

/// Keys as they come. The terminal's own settings are given back when this is dropped.
pub(crate) struct Keys {
    keys: Option<UnboundedReceiver<char>>,
}

/// Listens to the keyboard, where there is one and it is ours.
pub(crate) fn listen(wanted: bool) -> Keys {
    let none = Keys { keys: None };
    if !wanted || !output::is_terminal() || !io::stdin().is_terminal() || !in_foreground() {
        return none;
    }
    let Ok(before) = tcgetattr(io::stdin()) else { return none };
    let mut raw = before.clone();
    raw.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO);
    // A read answers after a fifth of a second even without a key.
    raw.special_codes[SpecialCodeIndex::VMIN] = 0;
    raw.special_codes[SpecialCodeIndex::VTIME] = 2;
    if tcsetattr(io::stdin(), OptionalActions::Now, &raw).is_err() {
        return none;
    }
    *BEFORE.lock().unwrap_or_else(PoisonError::into_inner) = Some(before);
    let (sender, keys) = unbounded_channel();
    thread::spawn(move || {
        let mut byte = [0];
        loop {
            if sender.is_closed() {
                return;
            }
            // Put into the background, reading would stop the whole program.
            if !in_foreground() {
                thread::sleep(Duration::from_millis(500));
                continue;
            }
            // After a stop and `fg` the shell has put its own settings back.
            if tcgetattr(io::stdin()).is_ok_and(|now| now.local_modes.contains(LocalModes::ICANON)) {
                let _ = tcsetattr(io::stdin(), OptionalActions::Now, &raw);
            }
            match io::stdin().read(&mut byte) {
                Ok(1) if sender.send(char::from(byte[0])).is_ok() => {}
                Ok(0) => {}
                _ => return,
            }
        }
    });
    Keys { keys: Some(keys) }
}

fn in_foreground() -> bool {
    tcgetpgrp(io::stdin()).is_ok_and(|group| group == getpgrp())
}

impl Keys {
    /// The next key; waits for ever where there is no keyboard.
    pub(crate) async fn next(&mut self) -> Option<char> {
        match &mut self.keys {
            Some(keys) => match keys.recv().await {
                Some(key) => Some(key),
                None => std::future::pending().await,
            },
            None => std::future::pending().await,
        }
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        give_terminal_back();
    }
}

/// The terminal's own settings, while ours are in force.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// Puts the terminal back as it was; for every way out of the program.
pub(crate) fn give_terminal_back() {
    if let Some(before) = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).take() {
        // A terminal that is gone needs no settings.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &before);
    }
}
