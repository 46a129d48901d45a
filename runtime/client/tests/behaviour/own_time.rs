//! A client with a clock and a timer of the test's making needs no tokio: time passes when the test says so.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use countersign_client::{Clock, Error, Request, Sleeper, TimeoutScope};
use futures_util::future::BoxFuture;

use crate::harness::{CREATE, LIST, Reply, Script, Seeded, builder, status};

/// A clock that stands still until everybody waits, and then jumps to the next moment anybody waits for.
#[derive(Clone, Debug)]
struct ManualTime(Arc<Mutex<Waiting>>);

#[derive(Debug)]
struct Waiting {
    now: Instant,
    sleepers: BTreeMap<u64, Instant>,
    next: u64,
}

struct Sleep {
    time: ManualTime,
    id: u64,
    until: Instant,
}

impl ManualTime {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(Waiting {
            now: Instant::now(),
            sleepers: BTreeMap::new(),
            next: 0,
        })))
    }

    /// Runs to the end and says how much time passed.
    fn run<F: Future>(&self, future: F) -> (F::Output, Duration) {
        let begun = self.now();
        let mut future = std::pin::pin!(future);
        let mut context = Context::from_waker(Waker::noop());
        loop {
            if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
                return (output, self.now() - begun);
            }
            let mut waiting = self.0.lock().unwrap();
            waiting.now = *waiting.sleepers.values().min().unwrap();
        }
    }

    fn sleepers(&self) -> usize {
        self.0.lock().unwrap().sleepers.len()
    }
}

impl Clock for ManualTime {
    fn now(&self) -> Instant {
        self.0.lock().unwrap().now
    }
}

impl Sleeper for ManualTime {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut waiting = self.0.lock().unwrap();
        let (id, until) = (waiting.next, waiting.now + duration);
        waiting.next += 1;
        waiting.sleepers.insert(id, until);
        Box::pin(Sleep {
            time: self.clone(),
            id,
            until,
        })
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.time.now() >= self.until {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.time.0.lock().unwrap().sleepers.remove(&self.id);
    }
}

#[test]
fn pauses_and_limits_pass_on_the_clock_of_the_test() {
    let time = ManualTime::new();
    let script = Script::new([
        Reply::with(503, "retry-after", "7"),
        Reply::Silence,
        status(201),
    ]);
    let client = builder(&script)
        .clock(time.clone())
        .sleeper(time.clone())
        .random(Seeded::new(3))
        .build()
        .unwrap();
    let (response, elapsed) = time.run(client.call(&CREATE));
    assert_eq!(response.unwrap().meta().attempts, 3);
    // 7 s as asked for and up to a tenth, 10 s of silence, up to 200 ms of backoff.
    assert!(
        (17_000..=17_900).contains(&elapsed.as_millis()),
        "{elapsed:?}"
    );
    assert_eq!(time.sleepers(), 0, "nobody is left waiting");
}

#[test]
fn the_deadline_passes_on_the_clock_of_the_test() {
    let time = ManualTime::new();
    let script = Script::new([Reply::Silence]);
    let client = builder(&script)
        .clock(time.clone())
        .sleeper(time.clone())
        .build()
        .unwrap();
    let mut request = Request::new(&LIST);
    request.deadline(Duration::from_secs(4));
    let (outcome, elapsed) = time.run(client.0.execute(request));
    assert!(matches!(
        outcome,
        Err(Error::Timeout {
            scope: TimeoutScope::Call,
            ..
        })
    ));
    assert_eq!((elapsed, time.sleepers()), (Duration::from_secs(4), 0));
}
