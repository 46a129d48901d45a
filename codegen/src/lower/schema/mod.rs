//! From schemas to types. One question per file; this one holds the types while they are being made.

mod all_of;
mod array;
mod class;
mod constant;
mod default;
mod direction;
mod docs;
mod enumeration;
mod json_type;
mod meaning;
mod merge;
mod mixed;
mod object;
mod origin;
mod parts;
mod reachability;
mod recursion;
mod scalar;
mod shape;
mod single;
mod size;
mod tag;
mod union;
mod variant;

use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use countersign_contract::schema::{Schema, SchemaId, Type};
use countersign_contract::{Contract, Diagnostics, SourceSpan};
use rustc_hash::FxHashMap;

use crate::model::{Docs, Origin, TypeId, TypeKind, TypeModel, TypeRef, Usage, View, Word};
use crate::options::Sides;
pub(crate) use default::{note as note_default, settle as settle_defaults};
use direction::Directions;
use merge::Place;
use origin::Places;
use parts::Files;
pub(crate) use reachability::reached;
pub(crate) use recursion::largest_cycle;
use shape::Shape;

/// Which way the values of a schema travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From client to server: parameters and request bodies.
    Request,
    /// From server to client: response bodies and headers.
    Response,
}

impl Direction {
    /// The other one.
    pub(crate) fn reversed(self) -> Self {
        match self {
            Self::Request => Self::Response,
            Self::Response => Self::Request,
        }
    }
}

/// The types of a contract in the making. Whoever needs the type of a schema asks [`Schemas::type_of`].
#[derive(Debug)]
pub(crate) struct Schemas<'c> {
    contract: &'c Contract,
    diagnostics: Diagnostics,
    places: Places,
    directions: Directions,
    drafts: Vec<Draft>,
    by_key: FxHashMap<Key, TypeId>,
    /// Types that have an id and no shape yet. A queue in place of recursion: reference cycles end by themselves and no
    /// chain of references can exhaust the stack.
    queue: VecDeque<TypeId>,
    shapes: FxHashMap<(Vec<SchemaId>, View), Rc<Shape>>,
    uses: Vec<Use>,
    merged_types: usize,
    /// Where keywords stand that were reported already.
    reported: BTreeSet<SourceSpan>,
    /// Defaults that differ, and were reported: the one that counts and the other.
    differing: BTreeSet<(SourceSpan, SourceSpan)>,
}

/// What a named type is made from: the intersection of some schemas as one direction sees it, perhaps narrowed to one JSON
/// type; or values of at least one of several intersections, as those schemas have them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    schemas: Vec<SchemaId>,
    only: Option<Type>,
    view: View,
    /// Empty, or the alternatives that a value may mix.
    alternatives: Vec<Vec<SchemaId>>,
    /// What is a file, where it travels as parts of one body.
    files: Files,
}

impl Key {
    fn new(schemas: Vec<SchemaId>, only: Option<Type>, view: View) -> Self {
        Self {
            schemas,
            only,
            view,
            alternatives: Vec::new(),
            files: Files::None,
        }
    }

    /// The same schemas as responses have them.
    fn answered(&self) -> Self {
        Self {
            view: View::Response,
            ..self.clone()
        }
    }
}

#[derive(Debug)]
struct Draft {
    key: Key,
    origin: Origin,
    kind: Option<TypeKind>,
}

/// One place where an operation uses a type.
#[derive(Debug)]
struct Use {
    named: Option<TypeId>,
    direction: Direction,
    /// Nothing for a webhook or callback, whose types belong to no group of operations.
    group: Option<usize>,
}

/// A type and whether `null` may stand in its place.
#[derive(Clone, Debug)]
struct Slot {
    ty: TypeRef,
    nullable: bool,
}

impl<'c> Schemas<'c> {
    /// No types yet.
    pub(crate) fn new(contract: &'c Contract) -> Self {
        let places = Places::of(contract);
        Self {
            contract,
            diagnostics: Diagnostics::new(),
            directions: Directions::of(contract, &places),
            places,
            drafts: Vec::new(),
            by_key: FxHashMap::default(),
            queue: VecDeque::new(),
            shapes: FxHashMap::default(),
            uses: Vec::new(),
            merged_types: 0,
            reported: BTreeSet::new(),
            differing: BTreeSet::new(),
        }
    }

    /// The type of a schema that an operation of `group` sends or receives. Schemas that may be `null` give
    /// [`TypeRef::Nullable`]. The use is remembered: it decides which serde directions the type gets.
    pub(crate) fn type_of(
        &mut self,
        schema: SchemaId,
        direction: Direction,
        group: usize,
    ) -> TypeRef {
        self.used(schema, direction, Some(group))
    }

    /// The type of a schema that a webhook or callback carries in this direction.
    pub(crate) fn type_of_event(&mut self, schema: SchemaId, direction: Direction) -> TypeRef {
        self.used(schema, direction, None)
    }

    fn used(&mut self, schema: SchemaId, direction: Direction, group: Option<usize>) -> TypeRef {
        let Slot { ty, nullable } = self.slot(&[schema], View::from(direction));
        self.uses.push(Use {
            named: ty.named(),
            direction,
            group,
        });
        if nullable { ty.or_null() } else { ty }
    }

    /// Every named schema of the contract, whether used or not. Those that differ by direction wait for [`Schemas::finish`].
    pub(crate) fn components(&mut self) {
        for schema in self.contract.component_schemas.values() {
            if !self.directions.differs(*schema) {
                self.slot(&[*schema], View::Both);
            }
        }
    }

    /// Named schemas that differ by direction and that no operation uses: nobody knows which way they travel, so they get
    /// both types.
    fn unused_components(&mut self) {
        for schema in self.contract.component_schemas.values() {
            let used =
                [View::Response, View::Request].map(|view| Key::new(vec![*schema], None, view));
            if self.directions.differs(*schema)
                && !used.iter().any(|key| self.by_key.contains_key(key))
            {
                self.slot(&[*schema], View::Response);
                self.slot(&[*schema], View::Request);
                self.define_queued();
            }
        }
    }

    fn define_queued(&mut self) {
        while let Some(id) = self.queue.pop_front() {
            let Draft { key, origin, .. } = &self.drafts[id.index()];
            let (key, words) = (key.clone(), origin.words());
            let kind = self.define(Place {
                key: &key,
                words: &words,
            });
            self.drafts[id.index()].kind = Some(kind);
        }
    }

    /// All types, and their ids in the order in which they are written in the contract.
    pub(crate) fn finish(
        mut self,
        sides: Sides,
        diagnostics: &mut Diagnostics,
    ) -> (Vec<TypeModel>, Vec<TypeId>) {
        self.define_queued();
        self.unused_components();
        let mut types: Vec<TypeModel> = Vec::with_capacity(self.drafts.len());
        for draft in std::mem::take(&mut self.drafts) {
            let schema = self.schema(draft.key.schemas[0]);
            let mut docs = match &draft.origin {
                Origin::Component(_) => self.docs_of(&draft.key.schemas),
                // What is written in place has its default said where it is used.
                Origin::Inline(_) => self.docs_with(&draft.key.schemas, None),
            };
            if draft.key.view == View::Request && self.by_key.contains_key(&draft.key.answered()) {
                docs.notes
                    .push(String::from("The form that requests have."));
            }
            types.push(TypeModel {
                origin: draft.origin,
                view: draft.key.view,
                span: schema.span,
                docs,
                usage: Usage::default(),
                group: None,
                size: 0,
                kind: draft.kind.unwrap_or(TypeKind::Alias(TypeRef::ANY)),
            });
        }
        recursion::break_cycles(&mut types);
        reachability::mark(&mut types, &self.uses, sides);
        object::fill_in_constants(&mut types);
        size::box_large_variants(&mut types);
        diagnostics.extend(self.diagnostics);
        let mut order: Vec<TypeId> = (0..).map(TypeId).take(types.len()).collect();
        order.sort_by_key(|id| (types[id.index()].span, types[id.index()].view));
        (types, order)
    }

    fn schema(&self, id: SchemaId) -> &'c Schema {
        self.contract.schema(id)
    }

    /// The type where all of these schemas apply together.
    fn slot(&mut self, schemas: &[SchemaId], view: View) -> Slot {
        let meaning = self.meaning(schemas);
        let shape = self.shape(&meaning.schemas, view);
        let nullable = meaning.nullable || shape.nullable();
        let only = if let [schema] = meaning.schemas.as_slice()
            && self.places.component(*schema).is_some()
        {
            let origin = self.places.origin(self.contract, *schema);
            TypeRef::Named(self.named(Key::new(meaning.schemas, None, view), origin))
        } else {
            self.unnamed(&meaning.schemas, None, view)
        };
        Slot { ty: only, nullable }
    }

    /// The type of a schema written in place: structural where Rust has a type for it, else a named one.
    fn unnamed(&mut self, schemas: &[SchemaId], only: Option<Type>, view: View) -> TypeRef {
        let shape = self.narrowed(schemas, only, view);
        if let Some(structural) = self.structural(&shape) {
            return structural;
        }
        let Some(last) = schemas.last() else {
            return TypeRef::ANY;
        };
        let mut words = self.places.origin(self.contract, *last).words();
        words.extend(only.map(|kind| Word::Text(kind.name().to_owned())));
        let key = Key::new(schemas.to_vec(), only, view);
        TypeRef::Named(self.named(key, Origin::Inline(words)))
    }

    /// The id of the named type of a key; a new one is queued.
    fn named(&mut self, key: Key, origin: Origin) -> TypeId {
        let key = Key {
            view: self.directions.view(&key.schemas, key.view),
            ..key
        };
        self.keyed(key, origin)
    }

    fn keyed(&mut self, key: Key, origin: Origin) -> TypeId {
        if let Some(known) = self.by_key.get(&key) {
            return *known;
        }
        let id = TypeId(u32::try_from(self.drafts.len()).unwrap_or(u32::MAX));
        self.by_key.insert(key.clone(), id);
        self.queue.push_back(id);
        self.drafts.push(Draft {
            key,
            origin,
            kind: None,
        });
        id
    }

    /// The shape of a named type.
    fn define(&mut self, place: Place<'_>) -> TypeKind {
        let key = place.key;
        match &key.files {
            Files::None => {}
            Files::Members(names) => return self.struct_of_parts(place, names),
            Files::Places { first, rest } => return self.tuple_of_parts(key, first, *rest),
        }
        if !key.alternatives.is_empty() {
            return self.any(place);
        }
        if let [schema] = key.schemas.as_slice()
            && key.only.is_none()
            && let Some(target) = self.alias_target(*schema)
        {
            return TypeKind::Alias(self.slot(&[target], key.view).ty);
        }
        let shape = self.narrowed(&key.schemas, key.only, key.view);
        match self.structural(&shape) {
            Some(structural) => TypeKind::Alias(structural),
            None => self.structured(&shape, place),
        }
    }

    /// The type of a shape that needs no definition: scalars, arrays, maps, anything.
    fn structural(&mut self, shape: &Rc<Shape>) -> Option<TypeRef> {
        use class::Class;
        match shape.class(self.contract) {
            Class::Any => {
                self.note_lone_format(shape);
                Some(TypeRef::ANY)
            }
            Class::Scalar(kind) => Some(TypeRef::Scalar(scalar::scalar(shape, kind))),
            Class::Array if self.is_tuple(shape) => None,
            Class::Array => Some(self.array(shape)),
            Class::Map => Some(self.map(shape)),
            Class::Object
            | Class::StringEnum
            | Class::IntegerEnum
            | Class::ValueEnum
            | Class::Union
            | Class::SeveralTypes(_) => None,
        }
    }

    /// The definition of a shape that needs one.
    fn structured(&mut self, shape: &Rc<Shape>, place: Place<'_>) -> TypeKind {
        use class::Class;
        let key = place.key;
        match shape.class(self.contract) {
            Class::Object => TypeKind::Struct(self.object(shape, place)),
            Class::StringEnum => TypeKind::Enum(self.string_enum(shape)),
            Class::IntegerEnum => TypeKind::IntegerEnum(self.integer_enum(shape)),
            Class::ValueEnum => TypeKind::ValueEnum(self.value_enum(shape)),
            Class::Union => self.union(shape, place),
            Class::SeveralTypes(types) => self.several_types(types, &key.schemas, key.view),
            Class::Array => match self.tuple(shape) {
                Some(tuple) => TypeKind::Tuple(tuple),
                None => TypeKind::Alias(TypeRef::ANY),
            },
            Class::Any | Class::Scalar(_) | Class::Map => TypeKind::Alias(TypeRef::ANY),
        }
    }

    fn docs_of(&self, schemas: &[SchemaId]) -> Docs {
        let default = schemas.last().and_then(|schema| {
            let schema = self.schema(*schema);
            schema.annotations.default.as_ref()
        });
        self.docs_with(schemas, default)
    }
}
