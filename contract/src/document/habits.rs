//! Findings that a document repeats hundreds of times, told once.

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::SourceSpan;

/// How many places beside the first are shown.
const SHOWN: usize = 2;

/// One finding per code and subject, with the places it was seen at.
#[derive(Debug, Default)]
pub(crate) struct Habits {
    seen: IndexMap<(&'static str, String), Habit>,
}

#[derive(Debug)]
struct Habit {
    diagnostic: Diagnostic,
    further: Vec<SourceSpan>,
    last: SourceSpan,
    count: usize,
}

impl Habits {
    /// Notes a finding; `subject` tells apart the findings of one code that are told separately.
    pub(crate) fn note(
        &mut self,
        subject: impl Into<String>,
        span: SourceSpan,
        diagnostic: Diagnostic,
    ) {
        let key = (diagnostic.code, subject.into());
        match self.seen.entry(key) {
            indexmap::map::Entry::Vacant(entry) => {
                entry.insert(Habit {
                    diagnostic: diagnostic.at(span),
                    further: Vec::new(),
                    last: span,
                    count: 1,
                });
            }
            indexmap::map::Entry::Occupied(mut entry) => {
                let habit = entry.get_mut();
                // What operations share is read with each of them.
                if habit.last == span {
                    return;
                }
                habit.last = span;
                habit.count += 1;
                if habit.further.len() < SHOWN {
                    habit.further.push(span);
                }
            }
        }
    }

    /// The findings in the order they were first seen.
    pub(crate) fn report(self, diagnostics: &mut Diagnostics) {
        for habit in self.seen.into_values() {
            let mut diagnostic = habit.diagnostic;
            if habit.count > 1 {
                diagnostic.message = format!("{} ({} places)", diagnostic.message, habit.count);
            }
            for span in habit.further {
                diagnostic = diagnostic.label(span, "also here");
            }
            diagnostics.push(diagnostic);
        }
    }
}
