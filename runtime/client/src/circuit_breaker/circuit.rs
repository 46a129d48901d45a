//! In which state is one circuit, and what moves it to another?
//!
//! Closed, too many failures: open. Open, the pause is over: probing. Probing, all probes succeed: closed; one fails: open
//! for twice as long.

use std::time::{Duration, Instant};

use super::CircuitBreaker;
use super::window::Window;
use crate::time::Random;

/// The state machine of one operation group.
#[derive(Debug, Default)]
pub(super) struct Circuit {
    state: State,
    /// Counts the changes of state, so that attempts begun in an earlier one report to nobody.
    epoch: u64,
    /// How often it has opened since it last closed.
    openings: u32,
}

#[derive(Debug)]
enum State {
    Closed(Window),
    Open { until: Instant },
    Probing { under_way: u32, succeeded: u32 },
}

impl Default for State {
    fn default() -> Self {
        Self::Closed(Window::default())
    }
}

/// What becomes of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Admission {
    /// It may go out.
    Granted { epoch: u64 },
    /// It may not; the next probe is due in a while (zero: as soon as those under way have come back).
    Refused { until_probe: Duration },
}

impl Circuit {
    /// Decides about an attempt that would begin now.
    pub(super) fn admit(&mut self, now: Instant, settings: &CircuitBreaker) -> Admission {
        if let State::Open { until } = self.state {
            if now < until {
                return Admission::Refused {
                    until_probe: until.duration_since(now),
                };
            }
            self.enter(State::Probing {
                under_way: 0,
                succeeded: 0,
            });
        }
        if let State::Probing {
            under_way,
            succeeded,
        } = &mut self.state
        {
            if *under_way + *succeeded >= settings.probes.max(1) {
                return Admission::Refused {
                    until_probe: Duration::ZERO,
                };
            }
            *under_way += 1;
        }
        Admission::Granted { epoch: self.epoch }
    }

    /// Notes how an attempt ended.
    pub(super) fn report(
        &mut self,
        epoch: u64,
        failed: bool,
        now: Instant,
        settings: &CircuitBreaker,
        random: &dyn Random,
    ) {
        if epoch != self.epoch {
            return;
        }
        match &mut self.state {
            State::Closed(window) => {
                window.note(now, settings.window, failed);
                if window.is_failing(settings) {
                    self.open(now, settings, random);
                }
            }
            State::Probing { .. } if failed => self.open(now, settings, random),
            State::Probing {
                under_way,
                succeeded,
            } => {
                *under_way = under_way.saturating_sub(1);
                *succeeded += 1;
                if *succeeded >= settings.probes.max(1) {
                    self.openings = 0;
                    self.enter(State::default());
                }
            }
            State::Open { .. } => {}
        }
    }

    /// Forgets an attempt nobody knows the end of.
    pub(super) fn give_back(&mut self, epoch: u64) {
        if let State::Probing { under_way, .. } = &mut self.state
            && epoch == self.epoch
        {
            *under_way = under_way.saturating_sub(1);
        }
    }

    fn open(&mut self, now: Instant, settings: &CircuitBreaker, random: &dyn Random) {
        let pause = settings
            .shortest_pause
            .saturating_mul(2_u32.saturating_pow(self.openings))
            .min(settings.longest_pause);
        // Many clients see the same outage; a tenth of chance keeps their probes apart.
        let pause = pause.saturating_add((pause / 10).mul_f64(random.fraction()));
        self.openings = self.openings.saturating_add(1);
        self.enter(State::Open {
            until: now.checked_add(pause).unwrap_or(now),
        });
    }

    fn enter(&mut self, state: State) {
        self.state = state;
        self.epoch += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Half;

    impl Random for Half {
        fn bits(&self) -> Option<u64> {
            Some(1 << 63)
        }
    }

    struct Clocked {
        circuit: Circuit,
        now: Instant,
    }

    impl Clocked {
        fn new() -> Self {
            Self {
                circuit: Circuit::default(),
                now: Instant::now(),
            }
        }

        fn admit(&mut self) -> Admission {
            self.circuit.admit(self.now, &CircuitBreaker::default())
        }

        fn granted(&mut self) -> u64 {
            match self.admit() {
                Admission::Granted { epoch } => epoch,
                Admission::Refused { until_probe } => panic!("refused for {until_probe:?}"),
            }
        }

        fn report(&mut self, epoch: u64, failed: bool) {
            self.circuit
                .report(epoch, failed, self.now, &CircuitBreaker::default(), &Half);
        }

        fn calls(&mut self, count: usize, failed: bool) {
            for _ in 0..count {
                let epoch = self.granted();
                self.report(epoch, failed);
            }
        }

        fn pause(&mut self) -> Duration {
            match self.admit() {
                Admission::Refused { until_probe } => until_probe,
                Admission::Granted { .. } => panic!("granted"),
            }
        }
    }

    #[test]
    fn half_of_twenty_calls_open_it_and_fewer_do_not() {
        let mut circuit = Clocked::new();
        circuit.calls(10, false);
        circuit.calls(9, true);
        circuit.granted();
        circuit.calls(1, true);
        assert_eq!(circuit.pause(), Duration::from_millis(5_250));
    }

    #[test]
    fn failures_are_forgotten_after_the_window() {
        let mut circuit = Clocked::new();
        circuit.calls(19, true);
        circuit.now += Duration::from_secs(31);
        circuit.calls(19, true);
        circuit.granted();
    }

    #[test]
    fn after_the_pause_three_probes_decide() {
        let mut circuit = Clocked::new();
        circuit.calls(20, true);
        circuit.now += Duration::from_secs(6);
        let probes = [(); 3].map(|()| circuit.granted());
        assert_eq!(circuit.pause(), Duration::ZERO, "no fourth one");
        for epoch in probes {
            circuit.report(epoch, false);
        }
        circuit.calls(19, true);
        circuit.granted();
    }

    #[test]
    fn a_probe_that_fails_doubles_the_pause_up_to_a_minute() {
        let mut circuit = Clocked::new();
        circuit.calls(20, true);
        let mut pauses = Vec::new();
        for _ in 0..6 {
            let pause = circuit.pause();
            pauses.push(pause.as_millis());
            circuit.now += pause;
            let probe = circuit.granted();
            circuit.report(probe, true);
        }
        assert_eq!(pauses, [5_250, 10_500, 21_000, 42_000, 63_000, 63_000]);
    }

    #[test]
    fn a_probe_that_is_given_back_leaves_its_place_to_another() {
        let mut circuit = Clocked::new();
        circuit.calls(20, true);
        circuit.now += Duration::from_secs(6);
        let probes = [(); 3].map(|()| circuit.granted());
        circuit.circuit.give_back(probes[0]);
        circuit.granted();
        assert_eq!(circuit.pause(), Duration::ZERO);
    }

    #[test]
    fn attempts_of_an_earlier_state_report_to_nobody() {
        let mut circuit = Clocked::new();
        let late = circuit.granted();
        circuit.calls(20, true);
        circuit.now += Duration::from_secs(6);
        let _probe = circuit.granted();
        circuit.report(late, true);
        circuit.circuit.give_back(late);
        circuit.granted();
    }
}
