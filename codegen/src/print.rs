//! A stable text form of what a pass made, for reading and for snapshots.

use std::fmt::{self, Write as _};

use countersign_contract::{Contract, Diagnostics};

use crate::model::{
    ApiModel, ArmTest, ContentModel, FieldModel, IntegerWidth, Openness, OperationModel, Origin,
    Payload, Presence, Scalar, TypeId, TypeKind, TypeModel, TypeRef, UnionArm, View, Word,
};
use crate::name::NamedModel;
use crate::{Options, lower, name, select};

/// A pass whose result can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Shapes, before anything has a name.
    Lower,
    /// Shapes with their names.
    Name,
}

/// The model after a pass, as text: one line per type, member and operation, in contract order. After [`Pass::Name`] the
/// identifier stands after `=`.
pub fn print_after(contract: &Contract, options: &Options, pass: Pass) -> (String, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let options = &options.clone().for_contract(contract);
    let kept = select::select(contract, &options.filter, &mut diagnostics);
    let left_out = select::left_out(contract, &kept);
    let model = lower::lower(&kept, left_out, options, &mut diagnostics);
    let named = name::assign(model);
    let mut text = String::new();
    let printer = Printer {
        named: &named,
        pass,
    };
    // Writing to a string does not fail.
    let _ = printer.print(&mut text);
    (text, diagnostics)
}

struct Printer<'n> {
    named: &'n NamedModel,
    pass: Pass,
}

impl Printer<'_> {
    fn print(&self, out: &mut String) -> fmt::Result {
        for id in &self.model().type_order {
            self.type_model(out, *id)?;
        }
        for (at, operation) in self.model().operations.iter().enumerate() {
            self.operation(out, at, operation)?;
        }
        Ok(())
    }

    fn model(&self) -> &ApiModel {
        &self.named.model
    }

    /// ` = identifier` after the pass that makes it.
    fn name(&self, identifier: &str) -> String {
        match self.pass {
            Pass::Lower => String::new(),
            Pass::Name => format!(" = {identifier}"),
        }
    }

    fn type_model(&self, out: &mut String, id: TypeId) -> fmt::Result {
        let type_model = self.model().type_model(id);
        let names = self.named.type_names(id);
        let member = |at: usize| {
            names
                .members
                .get(at)
                .map_or_else(String::new, |name| self.name(name))
        };
        writeln!(
            out,
            "type {}{} {}",
            self.type_ref(&TypeRef::Named(id)),
            self.name(&names.ident),
            usage(type_model)
        )?;
        match &type_model.kind {
            TypeKind::Struct(model) => {
                for (at, field) in model.fields.iter().enumerate() {
                    writeln!(out, "  {}", self.field(field, &member(at)))?;
                }
                if let Some(rest) = &model.rest {
                    writeln!(
                        out,
                        "  ..{}: {}",
                        member(model.fields.len()),
                        self.type_ref(rest)
                    )?;
                }
            }
            TypeKind::Enum(model) => {
                for (at, value) in model.members.iter().enumerate() {
                    writeln!(out, "  {:?}{}", value.wire, member(at))?;
                }
                writeln!(out, "  {}", openness(model.openness))?;
            }
            TypeKind::IntegerEnum(model) => {
                for (at, value) in model.members.iter().enumerate() {
                    writeln!(out, "  {}{}", value.value, member(at))?;
                }
                writeln!(out, "  {}", openness(model.openness))?;
            }
            TypeKind::ValueEnum(model) => {
                for (at, member) in model.members.iter().enumerate() {
                    let name = names.members.get(at).map(|name| self.name(name));
                    writeln!(
                        out,
                        "  {}{}",
                        member.value.to_json(),
                        name.unwrap_or_default()
                    )?;
                }
                writeln!(out, "  {}", openness(model.openness))?;
            }
            TypeKind::Union(model) => {
                for (at, arm) in model.arms.iter().enumerate() {
                    writeln!(out, "  {}", self.arm(arm, &member(at)))?;
                }
                writeln!(out, "  {}", openness(model.openness))?;
            }
            TypeKind::Contents(model) => {
                for (at, arm) in model.arms.iter().enumerate() {
                    let contents = arm
                        .contents
                        .iter()
                        .map(|at| self.content(&model.contents[*at]));
                    let contents: Vec<String> = contents.collect();
                    writeln!(out, "  {}{}", contents.join(", or "), member(at))?;
                }
            }
            TypeKind::Tuple(model) => {
                let items = model.items.iter().map(|item| {
                    let optional = if item.optional { " optional" } else { "" };
                    self.type_ref(&item.ty) + optional
                });
                let rest = model.rest.iter();
                let rest = rest.map(|rest| format!("..{}", self.type_ref(rest)));
                let items: Vec<String> = items.chain(rest).collect();
                writeln!(out, "  ({})", items.join(", "))?;
            }
            TypeKind::Alias(inner) => writeln!(out, "  alias of {}", self.type_ref(inner))?,
            TypeKind::Newtype(inner) => writeln!(out, "  around {}", self.type_ref(inner))?,
        }
        Ok(())
    }

    fn field(&self, field: &FieldModel, name: &str) -> String {
        let presence = match field.presence {
            Presence::Required => "",
            Presence::Optional => " optional",
            Presence::Nullable => " nullable",
            Presence::OptionalNullable => " optional nullable",
        };
        let constant = if field.constant.is_some() {
            " constant"
        } else {
            ""
        };
        format!(
            "{:?}{name}: {}{presence}{constant}",
            field.wire,
            self.type_ref(&field.ty)
        )
    }

    fn arm(&self, arm: &UnionArm, name: &str) -> String {
        let test = match &arm.test {
            ArmTest::Tag { values, shared, .. } if shared.is_empty() => {
                format!("tag {}", values.join(" | "))
            }
            ArmTest::Tag { values, shared, .. } => {
                format!("tag {}, perhaps {}", values.join(" | "), shared.join(" | "))
            }
            ArmTest::JsonTypes(kinds) => {
                let kinds: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
                format!("every {}", kinds.join(", "))
            }
            ArmTest::Constant { property, values } => format!("{property} is {values:?}"),
            ArmTest::Required(names) => format!("with {}", names.join(", ")),
            ArmTest::Try => String::from("tried"),
        };
        format!("{}{name}: {test}", self.type_ref(&arm.ty))
    }

    fn operation(&self, out: &mut String, at: usize, operation: &OperationModel) -> fmt::Result {
        let name = self
            .named
            .operations
            .get(at)
            .map_or_else(String::new, |names| self.name(&names.method));
        writeln!(
            out,
            "operation {} {}{name}",
            operation.method, operation.path
        )?;
        for parameter in &operation.parameters {
            let optional = if parameter.required { "" } else { " optional" };
            writeln!(
                out,
                "  {} {:?}: {}{optional}",
                parameter.location.name(),
                parameter.name,
                self.type_ref(&parameter.value),
            )?;
        }
        if let Some(body) = &operation.body {
            let optional = if body.required { "" } else { " optional" };
            writeln!(out, "  body: {}{optional}", self.contents(&body.contents))?;
        }
        for response in &operation.responses {
            let contents = self.contents(&response.contents);
            if !response.is_nothing_but_a_stream() {
                writeln!(out, "  {}: {contents}", response.status)?;
            }
            if let Some(stream) = operation.stream.as_ref().filter(|_| response.streams) {
                writeln!(
                    out,
                    "  {}: stream of {} as {:?} in {:?}",
                    response.status,
                    self.type_ref(&stream.item),
                    stream.shape,
                    stream.media_type
                )?;
            }
        }
        if let Some(pages) = &operation.pages {
            writeln!(
                out,
                "  pages: {} at {:?}, {:?}",
                self.type_ref(&pages.item),
                pages.items,
                pages.next
            )?;
        }
        Ok(())
    }

    fn contents(&self, contents: &[ContentModel]) -> String {
        if contents.is_empty() {
            return String::from("nothing");
        }
        let contents: Vec<String> = contents
            .iter()
            .map(|content| self.content(content))
            .collect();
        contents.join(", or ")
    }

    fn content(&self, content: &ContentModel) -> String {
        let payload = match &content.payload {
            Payload::Json { value, .. } => self.type_ref(value),
            Payload::Text => String::from("text"),
            Payload::Form { value, .. } => format!("form of {}", self.type_ref(value)),
            Payload::Multipart { value, .. } => format!("parts of {}", self.type_ref(value)),
            Payload::Xml { value, .. } => format!("document of {}", self.type_ref(value)),
            Payload::Bytes => String::from("bytes"),
            Payload::Items {
                framing,
                item,
                schema,
            } => {
                let unchecked = if schema.is_none() { " unchecked" } else { "" };
                format!("{framing:?} of{unchecked} {}", self.type_ref(item))
            }
        };
        format!("{payload} as {}", content.media_type)
    }

    fn type_ref(&self, type_ref: &TypeRef) -> String {
        match type_ref {
            TypeRef::Named(id) => {
                let type_model = self.model().type_model(*id);
                let origin = self.origin(&type_model.origin);
                match type_model.view {
                    View::Both | View::Response => origin,
                    View::Request => format!("{origin} as sent"),
                }
            }
            TypeRef::Scalar(kind) => scalar(*kind).to_owned(),
            TypeRef::Array(inner) => format!("[{}]", self.type_ref(inner)),
            TypeRef::Map(inner) => format!("{{{}}}", self.type_ref(inner)),
            TypeRef::Nullable(inner) => format!("{}?", self.type_ref(inner)),
            TypeRef::Boxed(inner) => format!("box {}", self.type_ref(inner)),
        }
    }

    fn origin(&self, origin: &Origin) -> String {
        match origin {
            Origin::Component(name) => name.clone(),
            Origin::Inline(words) => {
                let mut text = String::new();
                for (at, word) in words.iter().enumerate() {
                    let slash = if at == 0 { "" } else { "/" };
                    let _ = match word {
                        Word::Text(word) => write!(text, "{slash}{word}"),
                        Word::Status(pattern) => write!(text, "{slash}{pattern}"),
                        Word::Operation(index) => match self.model().operations.get(*index) {
                            Some(operation) => write!(text, "{slash}{}", operation.id()),
                            None => write!(text, "{slash}?"),
                        },
                    };
                }
                text
            }
        }
    }
}

fn usage(type_model: &TypeModel) -> &'static str {
    match (type_model.usage.request, type_model.usage.response) {
        (true, true) => "(request, response)",
        (true, false) => "(request)",
        (false, true) => "(response)",
        (false, false) => "(unused)",
    }
}

fn openness(openness: Openness) -> &'static str {
    match openness {
        Openness::Open => "or unknown",
        Openness::Closed => "and no other",
    }
}

fn scalar(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "bool",
        Scalar::String => "string",
        Scalar::Integer(IntegerWidth::I8) => "i8",
        Scalar::Integer(IntegerWidth::I16) => "i16",
        Scalar::Integer(IntegerWidth::I32) => "i32",
        Scalar::Integer(IntegerWidth::I64) => "i64",
        Scalar::Integer(IntegerWidth::U8) => "u8",
        Scalar::Integer(IntegerWidth::U16) => "u16",
        Scalar::Integer(IntegerWidth::U32) => "u32",
        Scalar::Integer(IntegerWidth::U64) => "u64",
        Scalar::Float => "f32",
        Scalar::Double => "f64",
        Scalar::DateTime => "timestamp",
        Scalar::Date => "date",
        Scalar::Time => "time",
        Scalar::Duration => "duration",
        Scalar::Decimal => "decimal",
        Scalar::DecimalString => "decimal string",
        Scalar::Uuid => "uuid",
        Scalar::Base64 => "base64",
        Scalar::Secret => "secret",
        Scalar::File => "file",
        Scalar::Any => "any",
    }
}
