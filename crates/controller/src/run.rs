//! The loop around the dispatcher.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{MissedTickBehavior, interval, sleep};
use tunesmith_store::{Orphan, Store, StoreError};

use crate::clock::Clock;
use crate::dispatcher::{ControllerError, Dispatcher};
use crate::message::Message;

/// How often requests of other processes are looked for.
const INBOX: Duration = Duration::from_millis(300);
/// How often it is looked for jobs whose controller is gone.
const ORPHANS: Duration = Duration::from_millis(1500);
/// Messages that are taken in one step at most: one transaction for many, but nobody waits long for it.
const BATCH: usize = 256;

/// Drives a dispatcher until no job has anything more to do in this session, or for ever where it is a server's; who drops
/// the future ends it between two steps, and what was committed is whole.
pub async fn run(
    mut dispatcher: Dispatcher,
    mut queue: UnboundedReceiver<Message>,
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
) -> Result<Dispatcher, ControllerError> {
    let mut inbox = interval(INBOX);
    inbox.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut orphans = interval(ORPHANS);
    orphans.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // The jobs that were begun have something to record already.
    dispatcher.step([]).await?;
    while !dispatcher.is_done() {
        let deadline = dispatcher.next_deadline_ms().map_or(i64::MAX, |at| (at - clock.now_ms()).max(0));
        let pause = Duration::from_millis(u64::try_from(deadline).unwrap_or(0)).min(Duration::from_hours(1));
        let mut messages = Vec::new();
        tokio::select! {
            message = queue.recv() => match message {
                Some(message) => messages.push(message),
                None => break,
            },
            _ = inbox.tick() => match store.inbox().await {
                Ok(items) => messages.extend(items.into_iter().map(Message::Request)),
                // Even reading can take room; requests stay where they are until there is some.
                Err(error) if error.may_pass() => {}
                Err(error) => return Err(error.into()),
            },
            _ = orphans.tick() => take_up_orphans(&mut dispatcher, &*store).await?,
            () = sleep(pause) => messages.push(Message::Tick),
        }
        while messages.len() < BATCH
            && let Ok(message) = queue.try_recv()
        {
            messages.push(message);
        }
        if !messages.is_empty() {
            dispatcher.step(messages).await?;
        }
    }
    Ok(dispatcher)
}

/// Goes on with jobs whose controller is gone. What cannot be taken up now is looked at again.
async fn take_up_orphans(dispatcher: &mut Dispatcher, store: &dyn Store) -> Result<(), ControllerError> {
    let Ok(mut orphans) = store.orphans().await else { return Ok(()) };
    // One's own in one's hands is as it should be. Another's in one's hands was taken over, and whoever did so is gone by now.
    orphans.retain(|orphan| !(orphan.is_own && dispatcher.has(&orphan.job)));
    if orphans.is_empty() {
        return Ok(());
    }
    for Orphan { job: name, .. } in orphans {
        dispatcher.give_up(&name);
        match dispatcher.take_up(&name).await {
            Ok(_) => tracing::warn!(job = name, "taken up: whoever ran it is gone"),
            // Another one was quicker.
            Err(StoreError::JobInUse { .. }) => {}
            // One job that cannot be read must not keep the others from going on.
            Err(error) => tracing::error!(job = name, %error, "could not be taken up"),
        }
    }
    dispatcher.step([]).await
}
