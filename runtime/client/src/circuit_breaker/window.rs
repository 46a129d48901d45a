//! How many of the latest calls failed?

use std::time::{Duration, Instant};

use super::CircuitBreaker;

const SLOTS: usize = 10;

/// Counts calls in ten slots that pass by; the oldest is forgotten as a whole.
#[derive(Debug, Default)]
pub(super) struct Window {
    start: Option<Instant>,
    /// The slot counted into now, since `start`.
    newest: u64,
    slots: [Slot; SLOTS],
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    calls: u32,
    failures: u32,
}

impl Window {
    /// Counts a call.
    pub(super) fn note(&mut self, now: Instant, window: Duration, failed: bool) {
        let start = *self.start.get_or_insert(now);
        let length = (window.as_nanos() / SLOTS as u128).max(1);
        let passed = now.saturating_duration_since(start).as_nanos() / length;
        let newest = u64::try_from(passed).unwrap_or(u64::MAX).max(self.newest);
        for ago in 0..(newest - self.newest).min(SLOTS as u64) {
            self.slots[index(newest - ago)] = Slot::default();
        }
        self.newest = newest;
        let slot = &mut self.slots[index(newest)];
        slot.calls = slot.calls.saturating_add(1);
        slot.failures = slot.failures.saturating_add(u32::from(failed));
    }

    /// Whether enough calls were counted and too many of them failed.
    pub(super) fn is_failing(&self, settings: &CircuitBreaker) -> bool {
        let sum = |count: fn(&Slot) -> u32| {
            self.slots
                .iter()
                .map(|slot| u64::from(count(slot)))
                .sum::<u64>()
        };
        let (calls, failures) = (sum(|slot| slot.calls), sum(|slot| slot.failures));
        #[expect(clippy::cast_precision_loss, reason = "ten sums of u32 fit 53 bits")]
        let ratio = failures as f64 / calls.max(1) as f64;
        calls >= u64::from(settings.minimum_calls)
            && failures > 0
            && ratio >= settings.failure_ratio
    }
}

fn index(slot: u64) -> usize {
    usize::try_from(slot % SLOTS as u64).unwrap_or(0)
}
