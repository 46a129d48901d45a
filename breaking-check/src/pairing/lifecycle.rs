//! What an operation, a parameter or a schema says about its own future: `deprecated`, `x-sunset`, `x-stability-level`.

use countersign_contract::SourceSpan;
use countersign_contract::model::{Operation, Parameter};
use countersign_contract::syntax::Node;
use countersign_validator::lint::Date;
use indexmap::IndexMap;

use super::{OperationPair, Paired, ParameterPair};
use crate::policy::{Options, Stability};
use crate::schema_pair::{SchemaPair, View};
use crate::side::Side;
use crate::witness::MessagePlan;

/// The day on which something goes (RFC 8594): an RFC 3339 date, or a date with a time.
const SUNSET: &str = "x-sunset";
/// How settled it is.
const STABILITY: &str = "x-stability-level";

/// What a thing says about its future.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lifecycle<'c> {
    pub(crate) deprecated: bool,
    sunset: Option<&'c Node>,
    stability: Option<&'c Node>,
    span: SourceSpan,
}

/// How much notice people had of what is gone now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// None.
    None,
    /// It was deprecated, and nobody said until when it works.
    Deprecated,
    /// It was to work until this day, which is still to come.
    Until(Date),
    /// It was to work until this day, which has come.
    Since(Date),
}

/// An operation or a parameter that both contracts have, and what is asked of its announcements.
#[derive(Clone, Debug)]
pub(crate) struct LifecyclePair<'c> {
    pub(crate) base: Lifecycle<'c>,
    pub(crate) revision: Lifecycle<'c>,
    /// A parameter has none.
    pub(crate) has_stability: bool,
    /// The earliest day for what is deprecated now to go; `None` where no notice is asked for.
    pub(crate) earliest: Option<Date>,
    /// The smallest request that uses it; nothing for a value, which no request is about.
    pub(crate) plan: MessagePlan,
}

impl<'c> Lifecycle<'c> {
    /// The future of an operation.
    pub(crate) fn of_operation(operation: &'c Operation) -> Self {
        Self::of(
            operation.deprecated,
            &operation.extensions,
            operation.method_span,
        )
    }

    /// The future of a parameter.
    pub(crate) fn of_parameter(parameter: &'c Parameter) -> Self {
        Self::of(parameter.deprecated, &parameter.extensions, parameter.span)
    }

    /// The future of a value, where its schema was written.
    fn of_view(view: &View<'c>) -> Option<Self> {
        let notes = &view.notes;
        Some(Self {
            deprecated: notes.deprecated,
            sunset: notes.sunset,
            stability: notes.stability,
            span: view.span()?,
        })
    }

    fn of(deprecated: bool, extensions: &'c IndexMap<String, Node>, span: SourceSpan) -> Self {
        Self {
            deprecated,
            sunset: extensions.get(SUNSET),
            stability: extensions.get(STABILITY),
            span,
        }
    }

    /// The day on which it goes; an error is what stands there and is no day.
    pub(crate) fn sunset(&self) -> Option<Result<Date, String>> {
        let node = self.sunset?;
        let date = node.as_str().and_then(date_of);
        Some(date.ok_or_else(|| node.to_json().to_string()))
    }

    /// The day on which it goes, if there is one that can be read.
    pub(crate) fn last_day(&self) -> Option<Date> {
        self.sunset()?.ok()
    }

    fn sunset_span(&self) -> SourceSpan {
        self.sunset.map_or(self.span, Node::span)
    }

    fn stability_span(&self) -> SourceSpan {
        self.stability.map_or(self.span, Node::span)
    }

    /// How to say that it is deprecated.
    pub(crate) fn deprecation(&self) -> String {
        match self.last_day() {
            Some(day) => format!("is now deprecated and works until {day}"),
            None => "is now deprecated".to_owned(),
        }
    }

    /// Where it is.
    pub(crate) fn span(&self) -> SourceSpan {
        self.span
    }

    /// How settled it is; an error is what stands there and is no level.
    pub(crate) fn stability(&self) -> Result<Stability, String> {
        let Some(node) = self.stability else {
            return Ok(Stability::Stable);
        };
        let level = node.as_str().and_then(Stability::from_name);
        level.ok_or_else(|| node.to_json().to_string())
    }

    /// What was said before it went.
    pub(crate) fn notice(&self, today: Option<Date>) -> Notice {
        match self.last_day() {
            Some(day) if today.is_some_and(|today| day <= today) => Notice::Since(day),
            Some(day) => Notice::Until(day),
            None if self.deprecated => Notice::Deprecated,
            None => Notice::None,
        }
    }
}

impl<'c> LifecyclePair<'c> {
    /// The futures of an operation.
    pub(crate) fn of_operation(pair: &OperationPair<'c>, options: &Options) -> Option<Self> {
        let (base, revision) = pair.sides.both()?;
        Some(Self {
            base: Lifecycle::of_operation(base),
            revision: Lifecycle::of_operation(revision),
            has_stability: true,
            earliest: earliest(revision, options),
            plan: MessagePlan::request(),
        })
    }

    /// The futures of a parameter of an operation.
    pub(crate) fn of_parameter(
        operation: &OperationPair<'c>,
        pair: &ParameterPair<'c>,
        options: &Options,
    ) -> Option<Self> {
        let (base, revision) = pair.sides.both()?;
        Some(Self {
            base: Lifecycle::of_parameter(base),
            revision: Lifecycle::of_parameter(revision),
            has_stability: false,
            earliest: earliest(operation.sides.newest(), options),
            plan: pair.request_with(),
        })
    }

    /// The futures of a value.
    pub(crate) fn of_schemas(pair: &SchemaPair<'c>, options: &Options) -> Option<Self> {
        let revision = Lifecycle::of_view(pair.revision)?;
        Some(Self {
            base: Lifecycle::of_view(pair.base)?,
            revision,
            has_stability: true,
            earliest: earliest_at(revision, options),
            plan: MessagePlan::Nothing,
        })
    }

    /// Where each side says until when it works.
    pub(crate) fn sunset_spans(&self) -> (Option<SourceSpan>, Option<SourceSpan>) {
        let (base, revision) = (self.base.sunset_span(), self.revision.sunset_span());
        (Some(base), Some(revision))
    }

    /// Where each side says how settled it is.
    pub(crate) fn stability_spans(&self) -> (Option<SourceSpan>, Option<SourceSpan>) {
        let (base, revision) = (self.base.stability_span(), self.revision.stability_span());
        (Some(base), Some(revision))
    }

    /// Was it deprecated and is no longer?
    pub(crate) fn is_restored(&self) -> bool {
        self.base.deprecated && !self.revision.deprecated
    }

    /// Is it deprecated now and was not before?
    pub(crate) fn is_newly_deprecated(&self) -> bool {
        self.revision.deprecated && !self.base.deprecated
    }
}

/// How settled what people rely on is; what nobody can read is taken to be a promise.
pub(crate) fn stability_of(pair: Paired<&Operation>) -> Stability {
    let operation = pair.side(Side::Base).unwrap_or_else(|| pair.newest());
    let stability = Lifecycle::of_operation(operation).stability();
    stability.unwrap_or_default()
}

/// The earliest day on which what an operation deprecates may go.
fn earliest(operation: &Operation, options: &Options) -> Option<Date> {
    earliest_at(Lifecycle::of_operation(operation), options)
}

/// The earliest day on which what is as settled as this may go.
fn earliest_at(lifecycle: Lifecycle<'_>, options: &Options) -> Option<Date> {
    let stability = lifecycle.stability();
    let days = match stability.unwrap_or_default() {
        Stability::Stable => options.deprecation_days_stable,
        Stability::Beta => options.deprecation_days_beta,
        Stability::Alpha | Stability::Draft => 0,
    };
    let asked = options.today.filter(|_| days > 0);
    asked.and_then(|today| today.plus_days(days))
}

/// RFC 3339 `full-date`, or a `date-time` of which the day counts.
fn date_of(text: &str) -> Option<Date> {
    let text = text.trim();
    let (day, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let is_time = |time: &str| {
        let digits = |at: usize| {
            let pair = time.get(at..at + 2)?;
            pair.bytes().all(|byte| byte.is_ascii_digit()).then_some(())
        };
        let clock = digits(0).and(digits(3)).and(digits(6)).is_some();
        clock && time.as_bytes()[2] == b':' && time.as_bytes()[5] == b':'
    };
    let day: Date = day.parse().ok()?;
    time.is_none_or(is_time).then_some(day)
}

#[cfg(test)]
mod tests {
    use countersign_validator::lint::Date;

    use super::date_of;

    #[test]
    fn a_sunset_is_a_day_or_a_time_of_a_day() {
        let day = Date::new(2027, 2, 28);
        assert_eq!(date_of("2027-02-28"), day);
        assert_eq!(date_of("2027-02-28T23:59:59Z"), day);
        assert_eq!(date_of("2027-02-28 23:59:59.5+02:00"), day);
        for wrong in [
            "2027-02-29",
            "soon",
            "2027-02-28T",
            "2027-02-28Tnoon",
            "28.02.2027",
        ] {
            assert_eq!(date_of(wrong), None, "{wrong}");
        }
    }
}
