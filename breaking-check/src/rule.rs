//! What a rule is: it names a change and says what the change does; it does not know who sends and who reads.

use countersign_contract::{Severity, SourceSpan};
use countersign_validator::lint::Date;

use crate::direction::Effect;
use crate::pairing::{Loss, SecurityPair};
use crate::policy::{Options, Promise, World};
use crate::schema_pair::NodeId;
use crate::witness::{MessagePlan, Probe, RequestPlan};

/// What every rule says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleMeta {
    /// Its id, kebab-case; also the name of its file with underscores.
    pub id: &'static str,
    /// Severity of its findings when they break somebody.
    pub severity: Severity,
    /// The weakest promise that its findings break.
    pub promise: Promise,
    /// The version of countersign that had it first.
    pub since: &'static str,
    /// The text of the standard behind it.
    pub cites: &'static str,
}

impl RuleMeta {
    const fn new(severity: Severity, id: &'static str) -> Self {
        Self {
            id,
            severity,
            promise: Promise::Wire,
            since: "0.1.0",
            cites: "",
        }
    }

    /// A rule whose breaking findings are errors.
    pub(crate) const fn error(id: &'static str) -> Self {
        Self::new(Severity::Error, id)
    }

    /// A rule whose breaking findings are warnings.
    pub(crate) const fn warning(id: &'static str) -> Self {
        Self::new(Severity::Warning, id)
    }

    /// A rule whose findings break nobody.
    pub(crate) const fn info(id: &'static str) -> Self {
        Self::new(Severity::Info, id)
    }

    pub(crate) const fn promise(mut self, promise: Promise) -> Self {
        self.promise = promise;
        self
    }

    pub(crate) const fn since(mut self, version: &'static str) -> Self {
        self.since = version;
        self
    }

    pub(crate) const fn cites(mut self, text: &'static str) -> Self {
        self.cites = text;
        self
    }
}

/// One rule: a file under `rules/<object>/`, found by `xtask regenerate`.
pub(crate) trait Rule {
    /// What it looks at; one kind of subject per folder.
    type Subject<'c>;
    /// What it is.
    const META: RuleMeta;

    /// Pushes one difference for each thing it finds.
    fn check(subject: &Self::Subject<'_>, changes: &mut Changes);
}

/// How a difference shall be proved.
#[derive(Clone, Debug)]
pub(crate) enum Proof {
    /// By a message.
    Message(MessagePlan),
    /// By values of the schema pair the rule looked at.
    Schema(Box<SchemaProof>),
    /// By nothing: no message shows it. Why nobody can decide whether it breaks.
    Open(&'static str),
}

/// Values that prove a difference between two schemas.
#[derive(Clone, Debug)]
pub(crate) struct SchemaProof {
    /// Makes values that only the base takes.
    pub(crate) lost: Probe,
    /// Makes values that only the revision takes.
    pub(crate) gained: Probe,
    /// Shall `format` count while it is proved?
    pub(crate) formats: Formats,
}

/// Is `format` an assertion?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Formats {
    Annotate,
    Assert,
}

/// What a difference does to code that is written against generated code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SourceEffect {
    /// Nothing.
    None,
    /// A value has another type: `Option<T>` for `T`, an enum for a string.
    ChangesTypes,
    /// Whoever makes a value has to give more. Whoever reads it only finds more.
    ChangesConstructors,
    /// A method, field or variant is gone.
    LosesNames,
    /// Code still compiles, and generated readers choose by what no validation looks at.
    MisleadsReaders,
    /// Code still compiles and messages are taken as before, and what senders mean by them is another thing.
    ChangesMeaning,
}

/// What a rule found.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    pub(crate) effect: Effect,
    /// What follows the name of the place in the message: "must now be sent".
    pub(crate) predicate: String,
    pub(crate) base: Option<SourceSpan>,
    pub(crate) revision: Option<SourceSpan>,
    /// The property it is about, when that is below the subject.
    pub(crate) property: Option<String>,
    pub(crate) proof: Proof,
    /// What it does to code generated from the contract, even where messages stay the same.
    pub(crate) source: SourceEffect,
    /// Severity when it breaks, if not the rule's own.
    pub(crate) severity: Option<Severity>,
    /// The keyword and the pair of schemas below it that differ, where a keyword looks at the value from aside.
    pub(crate) below: Option<(&'static str, NodeId)>,
    /// It is no difference at all where both schemas are proved to take the same values.
    pub(crate) vanishes: bool,
}

impl Difference {
    fn new(effect: Effect, predicate: impl Into<String>, proof: Proof) -> Self {
        Self {
            effect,
            predicate: predicate.into(),
            base: None,
            revision: None,
            property: None,
            proof,
            source: SourceEffect::None,
            severity: None,
            below: None,
            vanishes: false,
        }
    }

    /// A difference that a message proves.
    pub(crate) fn message(effect: Effect, predicate: impl Into<String>, plan: MessagePlan) -> Self {
        Self::new(effect, predicate, Proof::Message(plan))
    }

    /// The same of a value that messages carry: what a message shows of a whole operation, it does not show of a part.
    pub(crate) fn of_a_value(mut self) -> Self {
        if matches!(self.proof, Proof::Message(_)) {
            self.proof = Proof::Open("messages with it are taken today");
        }
        self
    }

    /// A difference between schemas.
    pub(crate) fn schema(effect: Effect, predicate: impl Into<String>) -> Self {
        let proof = SchemaProof {
            lost: Probe::Nothing,
            gained: Probe::Nothing,
            formats: Formats::Annotate,
        };
        Self::new(effect, predicate, Proof::Schema(Box::new(proof)))
    }

    /// A difference of promises that no message shows: unknown, for this reason.
    pub(crate) fn undecided(
        effect: Effect,
        predicate: impl Into<String>,
        reason: &'static str,
    ) -> Self {
        Self::new(effect, predicate, Proof::Open(reason))
    }

    /// Where it is, base first.
    pub(crate) fn at(mut self, spans: (Option<SourceSpan>, Option<SourceSpan>)) -> Self {
        (self.base, self.revision) = spans;
        self
    }

    /// How to make values that only the base takes.
    pub(crate) fn lost(mut self, probe: Probe) -> Self {
        if let Proof::Schema(proof) = &mut self.proof {
            proof.lost = probe;
        }
        self
    }

    /// How to make values that only the revision takes.
    pub(crate) fn gained(mut self, probe: Probe) -> Self {
        if let Proof::Schema(proof) = &mut self.proof {
            proof.gained = probe;
        }
        self
    }

    /// Counts `format` as an assertion in its proof.
    pub(crate) fn asserting_formats(mut self) -> Self {
        if let Proof::Schema(proof) = &mut self.proof {
            proof.formats = Formats::Assert;
        }
        self
    }

    /// It is about a property of the subject.
    pub(crate) fn property(mut self, name: &str) -> Self {
        self.property = Some(name.to_owned());
        self
    }

    /// It is about what stands below a keyword that looks at the value from aside.
    pub(crate) fn found_below(mut self, keyword: &'static str, node: NodeId) -> Self {
        self.below = Some((keyword, node));
        self
    }

    /// It is a difference of words where both schemas take the same values, and then none.
    pub(crate) fn unless_equal(mut self) -> Self {
        self.vanishes = true;
        self
    }

    /// What senders mean by the messages they may still send is another thing.
    pub(crate) fn changing_meaning(mut self) -> Self {
        self.source = SourceEffect::ChangesMeaning;
        self
    }

    /// Generated types change.
    pub(crate) fn changing_types(mut self) -> Self {
        self.source = SourceEffect::ChangesTypes;
        self
    }

    /// Generated constructors take more.
    pub(crate) fn changing_constructors(mut self) -> Self {
        self.source = SourceEffect::ChangesConstructors;
        self
    }

    /// Generated readers choose otherwise.
    pub(crate) fn misleading_readers(mut self) -> Self {
        self.source = SourceEffect::MisleadsReaders;
        self
    }

    /// A name that generated code had is gone.
    pub(crate) fn losing_names(mut self) -> Self {
        self.source = SourceEffect::LosesNames;
        self
    }
}

/// Where a rule puts what it found.
#[derive(Debug)]
pub(crate) struct Changes {
    world: World,
    today: Option<Date>,
    found: Vec<Difference>,
}

impl Changes {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            world: options.world,
            today: options.today,
            found: Vec::new(),
        }
    }

    /// The day on which the revision is published, if anybody said.
    pub(crate) fn today(&self) -> Option<Date> {
        self.today
    }

    /// What senders may send.
    pub(crate) fn world(&self) -> World {
        self.world
    }

    /// Adds a difference.
    pub(crate) fn push(&mut self, difference: Difference) {
        self.found.push(difference);
    }

    /// Adds one difference for every alternative of security that the revision lost in one way: who holds just those
    /// credentials is refused. `says` words it, given the names of the schemes.
    pub(crate) fn push_lost(
        &mut self,
        pair: &SecurityPair,
        loss: Loss,
        says: impl Fn(&str) -> String,
    ) {
        for (credentials, held, span) in pair.lost_by(loss) {
            let plan = MessagePlan::Request(RequestPlan {
                credentials,
                ..RequestPlan::default()
            });
            let message = says(&held.names.join("` with `"));
            let difference = Difference::message(Effect::Narrower, message, plan);
            self.push(difference.at((held.span, span)));
        }
    }

    /// Adds one difference for every alternative of security that the revision has anew in one way: where the API is the
    /// one that sends, its user may not take those credentials.
    pub(crate) fn push_gained(
        &mut self,
        pair: &SecurityPair,
        loss: Loss,
        says: impl Fn(&str) -> String,
    ) {
        for (credentials, held, span) in pair.gained_by(loss) {
            let plan = MessagePlan::Request(RequestPlan {
                credentials,
                ..RequestPlan::default()
            });
            let message = says(&held.names.join("` with `"));
            let difference = Difference::message(Effect::Wider, message, plan);
            self.push(difference.at((span, held.span)));
        }
    }

    /// Everything that was found since the last call.
    pub(crate) fn take(&mut self) -> Vec<Difference> {
        std::mem::take(&mut self.found)
    }
}
