//! Does one side take this value? What is shown is answered by a JSON Schema validator, never by our own reading of the keywords;
//! that one only looks for what is worth asking about.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use countersign_validator::{Engine, Refusal, RefusalSubject};
use rustc_hash::FxHashMap;
use serde_json::Value;

use super::pruned;
use super::shown::Examples;
use super::text_value;
use crate::direction::Direction;
use crate::policy::{Options, World};
use crate::relation::{Between, Contracts, Reading};
use crate::rule::Formats;
use crate::schema_pair::Graph;
use crate::side::{Conjunction, Side};

/// Does a side take a value or message?
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Taken,
    /// No, and why.
    Refused(String),
    /// Nobody can say, and why.
    Undecided(String),
}

/// What is asked of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Question<'q> {
    pub(crate) direction: Direction,
    pub(crate) value: &'q Value,
    pub(crate) spelling: Spelling,
    pub(crate) formats: Formats,
    /// Only refusals on account of this property count.
    pub(crate) about: Option<&'q str>,
}

/// How values are spelled where they travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As JSON: types are seen.
    Json,
    /// As text (parameters, headers, forms): `5` may be read as a number or as a string.
    Text,
}

/// How many refusals of one value are looked at.
const MAX_REFUSALS: usize = 100;

/// Asks validators, within a budget.
#[derive(Debug)]
pub(crate) struct Evidence<'g, 'c> {
    pub(crate) graph: &'g Graph<'c>,
    pub(crate) world: World,
    left: Cell<u32>,
    pub(super) between: Between<'c>,
    /// What each side's examples show.
    pub(super) examples: [OnceCell<Examples<'c>>; 2],
    /// The examples that were asked for and found good.
    pub(super) shown: RefCell<FxHashMap<(Side, Direction, Conjunction), Option<Value>>>,
}

impl<'g, 'c> Evidence<'g, 'c> {
    pub(crate) fn new(graph: &'g Graph<'c>, options: &Options) -> Self {
        Self {
            graph,
            world: options.world,
            left: Cell::new(options.validations),
            between: Between::new(
                Contracts::new(graph.sides, Rc::clone(&graph.likeness)),
                options.steps,
            ),
            examples: [OnceCell::new(), OnceCell::new()],
            shown: RefCell::default(),
        }
    }

    /// Does `side` take the value as its `schemas` say? A refusal that is not about what was asked is undecided.
    pub(crate) fn takes(
        &self,
        side: Side,
        schemas: &Conjunction,
        question: Question<'_>,
    ) -> Answer {
        let viewer = self.graph.viewer(side, question.direction);
        let first = self.validate(side, schemas, question);
        if question.spelling == Spelling::Json || first == Answer::Taken {
            return first;
        }
        let as_read = text_value::read(viewer, schemas, question.value);
        if as_read == *question.value {
            return first;
        }
        let value = &as_read;
        match self.validate(side, schemas, Question { value, ..question }) {
            Answer::Refused(_) => first,
            other => other,
        }
    }

    /// Does `side` take the value? Good for what is looked for and not shown by itself: the validator is asked only where our own
    /// reading does not say yes.
    pub(super) fn seems_taken(
        &self,
        side: Side,
        schemas: &Conjunction,
        question: Question<'_>,
    ) -> bool {
        self.glance(side, schemas, question) == Some(true)
            || self.takes(side, schemas, question) == Answer::Taken
    }

    /// Does `side` take the value, as far as our own reading of its schemas goes? `None` where that says nothing. Good for looking
    /// around, and quick; what is shown is asked with [`Evidence::takes`].
    pub(super) fn glance(
        &self,
        side: Side,
        schemas: &Conjunction,
        question: Question<'_>,
    ) -> Option<bool> {
        let reading = reading(side, question.direction, self.world);
        let viewer = self.graph.viewer(side, question.direction);
        let taken = self.between.takes(schemas, reading, question.value)?;
        if taken && question.formats == Formats::Assert {
            let view = viewer.view(schemas);
            let is_inside = question.value.is_array() || question.value.is_object();
            let may_be_asserted = view.format.is_some() || !view.alternatives.is_empty();
            return (!is_inside && !may_be_asserted).then_some(true);
        }
        if taken || question.spelling == Spelling::Json {
            return Some(taken);
        }
        let as_read = text_value::read(viewer, schemas, question.value);
        match self.between.takes(schemas, reading, &as_read)? {
            true if question.formats == Formats::Assert => None,
            taken => Some(taken),
        }
    }

    fn validate(&self, side: Side, schemas: &Conjunction, question: Question<'_>) -> Answer {
        if self.left.get() == 0 {
            return Answer::Undecided(
                "the comparison has used up its budget of validations".to_owned(),
            );
        }
        self.left.set(self.left.get() - 1);
        let viewer = self.graph.viewer(side, question.direction);
        let reading = reading(side, question.direction, self.world);
        let how = (reading, question.formats);
        let document = pruned::document(viewer, schemas.schemas(), question.value, how);
        let Ok(document) = document else {
            return Answer::Undecided("the schema around the value is too large to try".to_owned());
        };
        let answer = match Engine::compile(&document, formats_of(question.formats)) {
            Ok(engine) => engine
                .refusals(question.value, MAX_REFUSALS)
                .map(|refusals| Self::verdict(&refusals, question)),
            Err(error) => Err(error),
        };
        answer.unwrap_or_else(|error| Answer::Undecided(error.to_string()))
    }

    /// What the refusals of a value say to a question.
    fn verdict(refusals: &[Refusal], question: Question<'_>) -> Answer {
        let relevant = refusals
            .iter()
            .find(|refusal| question.about.is_none_or(|name| is_about(refusal, name)));
        match (relevant, refusals.is_empty()) {
            (_, true) => Answer::Taken,
            (Some(refusal), false) => Answer::Refused(explain(refusal)),
            (None, false) => {
                Answer::Undecided("the value is refused for another reason too".to_owned())
            }
        }
    }
}

/// How the schemas of a side are read in a direction.
pub(super) fn reading(side: Side, direction: Direction, world: World) -> Reading {
    Reading {
        side,
        direction,
        keys: direction.keys(side, world),
        withholds: side == direction.sender(),
    }
}

fn formats_of(formats: Formats) -> countersign_validator::Formats {
    match formats {
        Formats::Annotate => countersign_validator::Formats::Annotation,
        Formats::Assert => countersign_validator::Formats::Assertion,
    }
}

/// Is a refusal about a property of the value itself?
fn is_about(refusal: &Refusal, name: &str) -> bool {
    let token = name.replace('~', "~0").replace('/', "~1");
    let path = refusal.pointer.strip_prefix('/');
    let inside = path.and_then(|path| path.split('/').next()) == Some(&token);
    inside
        || match &refusal.subject {
            RefusalSubject::Properties(names) => names.iter().any(|own| own == name),
            RefusalSubject::Anything => true,
            RefusalSubject::Value => false,
        }
}

/// A refusal in few words: where, and what.
fn explain(refusal: &Refusal) -> String {
    if refusal.pointer.is_empty() {
        refusal.message.clone()
    } else {
        format!("{}: {}", refusal.pointer, refusal.message)
    }
}
