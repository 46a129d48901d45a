//! 64 MiB that nobody may hold: they are made when they are asked for, and counted when they arrive.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use countersign_client::core::body::BoxError;
use countersign_client::{Body, BodySource, Bytes};
use futures_util::{StreamExt as _, stream};

pub(crate) const PIECE: usize = 64 << 10;
pub(crate) const PIECES: usize = 1024;

/// How many bytes were made, are on their way, and were so at most.
#[derive(Default)]
pub(crate) struct Flight {
    made: AtomicUsize,
    pub(crate) arrived: AtomicUsize,
    most: AtomicUsize,
}

impl Flight {
    /// 64 MiB in pieces, made when they are asked for.
    pub(crate) fn source(self: &Arc<Self>) -> BodySource {
        let flight = Arc::clone(self);
        let pieces = stream::iter(0..PIECES).map(move |at| {
            flight.made.fetch_add(PIECE, Ordering::SeqCst);
            let now = flight.made.load(Ordering::SeqCst) - flight.arrived.load(Ordering::SeqCst);
            flight.most.fetch_max(now, Ordering::SeqCst);
            let byte = u8::try_from(at % 251).expect("small");
            Ok::<_, BoxError>(Bytes::from(vec![byte; PIECE]))
        });
        BodySource::once(Body::from_stream(pieces))
    }

    pub(crate) fn arrive(&self, bytes: usize) {
        self.arrived.fetch_add(bytes, Ordering::SeqCst);
    }

    #[track_caller]
    pub(crate) fn check(&self) {
        assert_eq!(self.arrived.load(Ordering::SeqCst), PIECE * PIECES);
        let most = self.most.load(Ordering::SeqCst);
        assert!(most <= 16 * PIECE, "{most} bytes were held at once");
    }
}
