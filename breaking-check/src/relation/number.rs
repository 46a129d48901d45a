//! Exact numbers, and which of them obey bounds and multiples.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use serde_json::{Number, Value};

use super::models::Models;

/// Exponents beyond this make numbers too long to count with.
const LARGEST_EXPONENT: i64 = 400;

/// How many numbers are tried before nothing is known.
const MOST_TRIES: usize = 4_096;

/// The value of a JSON number; `None` where it is too large to count with.
pub(super) fn exact(number: &Number) -> Option<BigRational> {
    exact_text(&number.to_string())
}

/// The value of the text of a JSON number.
pub(super) fn exact_text(text: &str) -> Option<BigRational> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent: i64 = exponent.parse().ok()?;
    let exponent = exponent - i64::try_from(fraction.len()).ok()?;
    if exponent.abs() > LARGEST_EXPONENT {
        return None;
    }
    let digits: BigInt = format!("{whole}{fraction}").parse().ok()?;
    let power = num_traits::pow(
        BigInt::from(10),
        usize::try_from(exponent.unsigned_abs()).ok()?,
    );
    Some(if exponent < 0 {
        BigRational::new(digits, power)
    } else {
        BigRational::from(digits * power)
    })
}

/// The JSON number of this value, if there is one that `serde_json` writes with every digit.
fn json(value: &BigRational) -> Option<Value> {
    if value.is_integer() {
        let whole = value.to_integer();
        if let Some(whole) = whole.to_i64() {
            return Some(Value::from(whole));
        }
        if let Some(whole) = whole.to_u64() {
            return Some(Value::from(whole));
        }
    }
    let number = Number::from_f64(value.to_f64()?)?;
    (exact(&number).as_ref() == Some(value)).then_some(Value::Number(number))
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct End {
    pub(super) at: BigRational,
    /// The end itself is out.
    pub(super) open: bool,
}

/// What numbers must obey.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    low: Option<End>,
    high: Option<End>,
    multiples: Vec<BigRational>,
    others: Vec<BigRational>,
}

impl Numbers {
    /// No number below.
    pub(super) fn at_least(&mut self, end: &End) {
        let tighter = |known: &End| (&end.at, end.open) > (&known.at, known.open);
        if self.low.as_ref().is_none_or(tighter) {
            self.low = Some(end.clone());
        }
    }

    /// No number above.
    pub(super) fn at_most(&mut self, end: &End) {
        let tighter = |known: &End| (&end.at, !end.open) < (&known.at, !known.open);
        if self.high.as_ref().is_none_or(tighter) {
            self.high = Some(end.clone());
        }
    }

    /// Only multiples.
    pub(super) fn multiple_of(&mut self, of: &BigRational) {
        self.multiples.push(of.clone());
    }

    /// No multiples.
    pub(super) fn no_multiple_of(&mut self, of: &BigRational) {
        self.others.push(of.clone());
    }

    /// Is there surely no such number? For a quick look on the way.
    pub(super) fn is_empty(&self) -> bool {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) => {
                low.at > high.at || low.at == high.at && (low.open || high.open)
            }
            _ => false,
        }
    }

    /// Such numbers, so many if there are.
    pub(super) fn models(&self, want: usize) -> Models {
        if self.is_empty() {
            return Models::none();
        }
        match self.step() {
            Some(step) if step.is_zero() => Models::doubtful("`multipleOf` is zero"),
            Some(step) => self.on_lattice(&step, want),
            None => self.on_line(want),
        }
    }

    /// What all of them are multiples of.
    fn step(&self) -> Option<BigRational> {
        let mut multiples = self.multiples.iter();
        let first = multiples.next()?.abs();
        Some(multiples.fold(first, |step, next| {
            let next = next.abs();
            BigRational::new(
                step.numer().lcm(next.numer()),
                step.denom().gcd(next.denom()),
            )
        }))
    }

    fn holds(&self, value: &BigRational) -> bool {
        let above = |low: &End| *value > low.at || !low.open && *value == low.at;
        let below = |high: &End| *value < high.at || !high.open && *value == high.at;
        let is_multiple = |of: &BigRational| !of.is_zero() && (value / of).is_integer();
        self.low.as_ref().is_none_or(above)
            && self.high.as_ref().is_none_or(below)
            && !self.others.iter().any(is_multiple)
    }

    /// Multiples of a step: all of them are tried in order, from the end nearest to zero.
    fn on_lattice(&self, step: &BigRational, want: usize) -> Models {
        let whole_steps = |other: &BigRational| (step / other).is_integer();
        if self
            .others
            .iter()
            .any(|other| !other.is_zero() && whole_steps(other))
        {
            return Models::none();
        }
        let first = self
            .low
            .as_ref()
            .map(|low| (&low.at / step).ceil().to_integer());
        let last = self
            .high
            .as_ref()
            .map(|high| (&high.at / step).floor().to_integer());
        let (begin, forward) = match (&first, &last) {
            (Some(first), _) if first.is_positive() => (first.clone(), true),
            (_, Some(last)) if last.is_negative() => (last.clone(), false),
            _ => (BigInt::zero(), true),
        };
        let mut models = Models::none();
        let inside = |at: &BigInt| {
            first.as_ref().is_none_or(|first| at >= first)
                && last.as_ref().is_none_or(|last| at <= last)
        };
        let one = BigInt::one();
        let sides = if forward {
            [one.clone(), -one]
        } else {
            [-one.clone(), one]
        };
        for (side, direction) in sides.into_iter().enumerate() {
            let mut at = if side == 0 {
                begin.clone()
            } else {
                &begin + &direction
            };
            let mut tries = 0;
            while inside(&at) {
                tries += 1;
                if models.values.len() >= want {
                    models.complete = false;
                    return models;
                }
                if tries > MOST_TRIES {
                    models.complete = false;
                    if models.values.len() < want {
                        models.doubt("too many multiples were tried");
                    }
                    break;
                }
                let value = BigRational::from(at.clone()) * step;
                if self.holds(&value) {
                    match json(&value) {
                        Some(value) => models.values.push(value),
                        None => models.doubt("a number has too many digits to be written"),
                    }
                }
                at += &direction;
            }
        }
        models
    }

    /// Any numbers of a range: whole ones first, then ever smaller fractions of it.
    fn on_line(&self, want: usize) -> Models {
        let mut models = Models::none();
        if let (Some(low), Some(high)) = (&self.low, &self.high)
            && low.at == high.at
        {
            if self.holds(&low.at) {
                match json(&low.at) {
                    Some(value) => models.values.push(value),
                    None => models.doubt("a number has too many digits to be written"),
                }
            }
            return models;
        }
        models.complete = false;
        let one = BigRational::one();
        let (low, high) = match (&self.low, &self.high) {
            (None, None) => (-one.clone(), one),
            (Some(low), None) => (low.at.clone(), &low.at + &one),
            (None, Some(high)) => (&high.at - &one, high.at.clone()),
            (Some(low), Some(high)) => (low.at.clone(), high.at.clone()),
        };
        let whole = if self.low.is_some() {
            low.ceil()
        } else {
            high.floor()
        };
        let upwards = self.low.is_some();
        let wholes = (0..64_i64).map(|at| {
            let at = BigRational::from(BigInt::from(at));
            if upwards { &whole + at } else { &whole - at }
        });
        let width = &high - &low;
        let fractions =
            (1..=200_u32).map(|power| &low + &width / BigRational::from(BigInt::one() << power));
        let ends = [BigRational::zero(), low.clone(), high];
        let mut seen = std::collections::HashSet::new();
        for value in ends.into_iter().chain(wholes).chain(fractions) {
            if models.values.len() >= want {
                return models;
            }
            if self.holds(&value)
                && seen.insert(value.clone())
                && let Some(value) = json(&value)
            {
                models.values.push(value);
            }
        }
        if models.values.len() < want {
            models.doubt("no number that can be written was found");
        }
        models
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{End, Numbers, exact};

    fn end(value: f64, open: bool) -> End {
        let Value::Number(number) = json!(value) else {
            panic!("a number")
        };
        End {
            at: exact(&number).expect("it is short"),
            open,
        }
    }

    #[test]
    fn ranges_and_multiples_have_their_numbers() {
        let mut numbers = Numbers::default();
        numbers.at_least(&end(0.1, true));
        numbers.at_most(&end(0.4, false));
        assert!(!numbers.models(3).values.is_empty());
        numbers.multiple_of(&end(0.2, false).at);
        assert_eq!(numbers.models(5).values, [json!(0.2), json!(0.4)]);
        assert!(numbers.models(5).complete);
        numbers.no_multiple_of(&end(0.4, false).at);
        assert_eq!(numbers.models(5).values, [json!(0.2)]);
        numbers.no_multiple_of(&end(0.1, false).at);
        assert!(numbers.models(1).values.is_empty() && numbers.models(1).complete);
    }
}
