//! A request's body, and whether all of it was read.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};

/// A body that remembers whether its end was reached.
pub(super) struct Watched {
    body: Incoming,
    read: Arc<AtomicBool>,
}

/// Tells whether a body was read to its end.
pub(super) struct Whole(Arc<AtomicBool>);

impl Watched {
    pub(super) fn new(body: Incoming) -> (Self, Whole) {
        let read = Arc::new(AtomicBool::new(body.is_end_stream()));
        (Self { body, read: Arc::clone(&read) }, Whole(read))
    }
}

impl Whole {
    pub(super) fn is_read(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Body for Watched {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        if matches!(polled, Poll::Ready(None)) || self.body.is_end_stream() {
            self.read.store(true, Ordering::Relaxed);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
