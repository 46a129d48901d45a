//! Objects: properties, who must be there, and what becomes of properties without a name.

use countersign_contract::schema::SchemaId;
use countersign_contract::syntax::NodeValue;

use super::Schemas;
use super::merge::Place;
use super::shape::Shape;
use crate::model::{
    Constant, Docs, FieldModel, Presence, Scalar, StructModel, TypeId, TypeKind, TypeModel,
    TypeRef, View,
};

impl Schemas<'_> {
    /// The struct of an object shape. Names that are required and declared nowhere take any value; those that are declared
    /// under a condition may be there.
    pub(super) fn object(&mut self, shape: &Shape, place: Place<'_>) -> StructModel {
        let mut fields = Vec::with_capacity(shape.properties.len());
        for (name, schemas) in &shape.properties {
            if !schemas
                .iter()
                .any(|id| self.schema(*id).boolean == Some(false))
            {
                let required = shape.required.contains(name);
                fields.push(self.field(name, schemas, required, shape.view));
            }
        }
        for (name, said) in &shape.conditional {
            let required = shape.required.contains(name);
            fields.push(self.merged_field(name, said, required, place));
        }
        for name in &shape.required {
            if !shape.properties.contains_key(name) && !shape.conditional.contains_key(name) {
                fields.push(undeclared(name));
            }
        }
        StructModel {
            fields,
            rest: self.rest(shape),
            parts: false,
        }
    }

    pub(super) fn field(
        &mut self,
        name: &str,
        schemas: &[SchemaId],
        required: bool,
        view: View,
    ) -> FieldModel {
        let slot = self.slot(schemas, view);
        // Any value includes null already: `Option<Value>` says "absent", `Value` says everything.
        let nullable = slot.nullable && slot.ty != TypeRef::ANY;
        let presence = Presence::of(required, nullable);
        let constant = (presence == Presence::Required && slot.ty == TypeRef::Scalar(Scalar::Bool))
            .then(|| self.only_bool(schemas, view))
            .flatten();
        let default = self.default_of(schemas);
        FieldModel {
            wire: name.to_owned(),
            ty: slot.ty,
            presence,
            constant,
            // That what may be null is null when it is left out goes without saying.
            default: default
                .filter(|default| presence.is_optional() && !default.is_null())
                .cloned(),
            docs: self.docs_with(schemas, default),
        }
    }

    /// The boolean that `const` or a one-member `enum` pins.
    fn only_bool(&mut self, schemas: &[SchemaId], view: View) -> Option<Constant> {
        let shape = self.shape(schemas, view);
        let mut values = shape.values();
        match (values.next()?.value(), values.next()) {
            (NodeValue::Bool(value), None) => Some(Constant::Bool(*value)),
            _ => None,
        }
    }
}

fn undeclared(name: &str) -> FieldModel {
    FieldModel {
        wire: name.to_owned(),
        ty: TypeRef::ANY,
        presence: Presence::Required,
        constant: None,
        default: None,
        docs: Docs::default(),
    }
}

/// Marks required fields whose enum has a single member: constructors fill them in.
pub(super) fn fill_in_constants(types: &mut [TypeModel]) {
    let single: Vec<bool> = types.iter().map(has_one_member).collect();
    let is_single = |id: TypeId| single.get(id.index()).copied().unwrap_or_default();
    for type_model in types {
        let TypeKind::Struct(model) = &mut type_model.kind else {
            continue;
        };
        for field in &mut model.fields {
            if let TypeRef::Named(id) = field.ty
                && field.presence == Presence::Required
                && is_single(id)
            {
                field.constant = Some(Constant::OnlyMember(id));
            }
        }
    }
}

fn has_one_member(type_model: &TypeModel) -> bool {
    match &type_model.kind {
        TypeKind::Enum(model) => model.members.len() == 1,
        TypeKind::IntegerEnum(model) => model.members.len() == 1,
        TypeKind::ValueEnum(model) => model.members.len() == 1,
        TypeKind::Struct(_)
        | TypeKind::Tuple(_)
        | TypeKind::Union(_)
        | TypeKind::Contents(_)
        | TypeKind::Alias(_)
        | TypeKind::Newtype(_) => false,
    }
}
