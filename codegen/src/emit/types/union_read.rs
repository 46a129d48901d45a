//! How an enum of shapes is read: it looks at the value first and reads it as the alternative it belongs to, so that an error
//! speaks about that alternative. Only where nothing tells them apart are alternatives tried.

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::quote;

use crate::emit::{imports::identifier, runtime_path};
use crate::model::{
    ArmTest, JsonType, Literal, Openness, TypeId, TypeKind, TypeRef, UnionArm, UnionModel, UnionTag,
};
use crate::name::NamedModel;

/// Offers in one chain of calls.
const LONGEST_CHAIN: usize = 8;

/// The implementation of `Deserialize`.
pub(super) fn deserialize(
    named: &NamedModel,
    type_name: &str,
    model: &UnionModel,
    names: &[String],
) -> TokenStream {
    let deserialize = runtime_path::deserialize();
    let deserializer = runtime_path::deserializer();
    let unread = runtime_path::unread();
    let name = identifier(type_name);
    let otherwise = match model.openness {
        Openness::Open => quote!(value.keep(Self::Unknown)),
        Openness::Closed => {
            let message = format!("no alternative of {type_name} fits");
            quote!(Err(serde::de::Error::custom(#message)))
        }
    };
    let default = model.tag.as_ref().and_then(|tag| tag.default.as_ref());
    let default = default.and_then(|default| {
        let arms = model.arms.iter().zip(names);
        let mut arms = arms.filter(|(arm, _)| tag_values(arm).contains(default));
        arms.next().map(|(arm, variant)| read(arm, None, variant))
    });
    let otherwise = default.unwrap_or(otherwise);
    let steps = steps(named, model, names);
    quote! {
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = #unread::take(deserializer)?;
                #steps
                #otherwise
            }
        }
    }
}

/// The tag of an enum that is nothing but a table: every value with a tag is certainly one alternative.
pub(super) fn by_tag(model: &UnionModel) -> Option<&UnionTag> {
    let tag = model.tag.as_ref().filter(|tag| !tag.optional)?;
    model.arms.iter().all(is_sure).then_some(tag)
}

/// Is a value with one of its tags certainly this alternative?
fn is_sure(arm: &UnionArm) -> bool {
    matches!(&arm.test, ArmTest::Tag { values, shared, .. } if shared.is_empty() && !values.is_empty())
}

fn tag_values(arm: &UnionArm) -> &[String] {
    match &arm.test {
        ArmTest::Tag { values, .. } => values,
        ArmTest::JsonTypes(_) | ArmTest::Constant { .. } | ArmTest::Required(_) | ArmTest::Try => {
            &[]
        }
    }
}

/// Is the tag written by the enum? Then the alternative, which may keep properties of any name, must not see it.
fn drops_tag(arm: &UnionArm) -> bool {
    matches!(&arm.test, ArmTest::Tag { values, written: false, .. } if !values.is_empty())
}

fn read(arm: &UnionArm, tag: Option<&UnionTag>, variant: &str) -> TokenStream {
    let variant = identifier(variant);
    match tag {
        Some(tag) if drops_tag(arm) => {
            let property = &tag.property;
            quote!(value.without(#property).read(Self::#variant))
        }
        Some(_) | None => quote!(value.read(Self::#variant)),
    }
}

/// The questions in order: certain ones, those that ask for most first; then attempts.
fn steps(named: &NamedModel, model: &UnionModel, names: &[String]) -> TokenStream {
    let mut arms: Vec<(&UnionArm, &String)> = model.arms.iter().zip(names).collect();
    arms.sort_by_key(|(arm, _)| match &arm.test {
        ArmTest::Tag { .. } | ArmTest::JsonTypes(_) | ArmTest::Constant { .. } => 0,
        ArmTest::Required(names) => usize::MAX - names.len(),
        ArmTest::Try => usize::MAX,
    });
    let value = runtime_path::value();
    let tag = model.tag.as_ref().map(|tag| {
        let property = &tag.property;
        quote!(value.get(#property).and_then(#value::as_str))
    });
    let certain = arms.iter().filter_map(|(arm, variant)| {
        let test = certain_test(arm, tag.as_ref())?;
        let read = read(arm, model.tag.as_ref(), variant);
        Some(quote!(if #test { return #read; }))
    });
    let untagged = model.tag.as_ref().filter(|tag| tag.optional).map(|tag| {
        let property = &tag.property;
        quote!(value.is_object() && value.get(#property).is_none())
    });
    let offers: Vec<TokenStream> = arms
        .iter()
        .flat_map(|(arm, variant)| offers(named, arm, variant, tag.as_ref(), untagged.as_ref()))
        .collect();
    let attempts = (!offers.is_empty()).then(|| {
        // rustc needs minutes for a chain of sixty calls, and no time for as many statements.
        let (steps, last) = if offers.len() > LONGEST_CHAIN {
            let steps = offers.chunks(LONGEST_CHAIN);
            let steps = steps.map(|offers| quote!(let choice = choice #(#offers)*;));
            (
                quote!(let choice = value.choose::<Self>(); #(#steps)*),
                quote!(choice),
            )
        } else {
            (quote!(), quote!(value.choose() #(#offers)*))
        };
        quote! {
            #steps
            if let Some(chosen) = #last.best() {
                return Ok(chosen);
            }
        }
    });
    quote!(#(#certain)* #attempts)
}

/// `.offer(Self::Cat)`, where it depends on an attempt whether a value is this alternative.
fn offers(
    named: &NamedModel,
    arm: &UnionArm,
    variant: &str,
    tag: Option<&TokenStream>,
    untagged: Option<&TokenStream>,
) -> Vec<TokenStream> {
    let variant = identifier(variant);
    match &arm.test {
        ArmTest::Tag { shared, .. } => {
            let shared = (!shared.is_empty()).then(|| quote!(matches!(#tag, Some(#(#shared)|*))));
            let conditions: Vec<&TokenStream> = shared.iter().chain(untagged).collect();
            if conditions.is_empty() {
                return Vec::new();
            }
            vec![quote!(.offer_when(#(#conditions)||*, Self::#variant))]
        }
        ArmTest::Try => match inner_union(named, &arm.ty) {
            Some(inner) => inner.offers(named, &variant),
            None => vec![quote!(.offer(Self::#variant))],
        },
        ArmTest::JsonTypes(_) | ArmTest::Constant { .. } | ArmTest::Required(_) => Vec::new(),
    }
}

/// An enum of shapes that is an alternative of another.
struct InnerUnion<'n> {
    id: TypeId,
    model: &'n UnionModel,
    boxed: bool,
}

impl InnerUnion<'_> {
    /// Without a tag of its own its alternatives are offered one by one, so that what each would drop is seen. With one it
    /// decides itself, but what it does not know is not its own.
    fn offers(&self, named: &NamedModel, variant: &Ident) -> Vec<TokenStream> {
        let names = named.type_names(self.id);
        let inner = identifier(&names.ident);
        if self.model.tag.is_some() {
            let target = if self.boxed {
                quote!(**inner)
            } else {
                quote!(inner)
            };
            return vec![match self.model.openness {
                Openness::Open => quote! {
                    .offer_if(Self::#variant, |inner| !matches!(#target, #inner::Unknown(_)))
                },
                Openness::Closed => quote!(.offer(Self::#variant)),
            }];
        }
        let alternatives = names.members.iter().map(|member| {
            let member = identifier(member);
            let value = quote!(#inner::#member(value));
            let value = if self.boxed {
                quote!(Box::new(#value))
            } else {
                value
            };
            quote!(.offer(|value| Self::#variant(#value)))
        });
        alternatives.collect()
    }
}

fn inner_union<'n>(named: &'n NamedModel, ty: &TypeRef) -> Option<InnerUnion<'n>> {
    match ty {
        TypeRef::Boxed(inner) => {
            let inner = inner_union(named, inner)?;
            Some(InnerUnion {
                boxed: true,
                ..inner
            })
        }
        TypeRef::Named(id) => match &named.model.type_model(*id).kind {
            TypeKind::Union(model) => Some(InnerUnion {
                id: *id,
                model,
                boxed: false,
            }),
            TypeKind::Alias(inner) => inner_union(named, inner),
            TypeKind::Struct(_)
            | TypeKind::Enum(_)
            | TypeKind::IntegerEnum(_)
            | TypeKind::ValueEnum(_)
            | TypeKind::Contents(_)
            | TypeKind::Tuple(_)
            | TypeKind::Newtype(_) => None,
        },
        TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Nullable(_) => None,
    }
}

fn certain_test(arm: &UnionArm, tag: Option<&TokenStream>) -> Option<TokenStream> {
    match &arm.test {
        ArmTest::Tag { values, .. } if !values.is_empty() => {
            Some(quote!(matches!(#tag, Some(#(#values)|*))))
        }
        ArmTest::JsonTypes(kinds) => Some(json_types(kinds)),
        ArmTest::Constant { property, values } => {
            let tests = values.iter().map(|literal| {
                let expected = expected(literal);
                quote!(value.get(#property).is_some_and(|value| *value == #expected))
            });
            Some(quote!(#(#tests)||*))
        }
        ArmTest::Required(names) => Some(quote!(#(value.get(#names).is_some())&&*)),
        ArmTest::Tag { .. } | ArmTest::Try => None,
    }
}

fn expected(literal: &Literal) -> TokenStream {
    match literal {
        Literal::Bool(value) => quote!(#value),
        Literal::Integer(value) => {
            let value = Token::i64_unsuffixed(*value);
            quote!(#value)
        }
        Literal::String(text) => quote!(#text),
    }
}

fn json_types(kinds: &[JsonType]) -> TokenStream {
    let number = kinds.contains(&JsonType::Number);
    let tests = kinds
        .iter()
        .filter(|kind| !(number && **kind == JsonType::Integer))
        .map(|kind| match kind {
            JsonType::Boolean => quote!(value.is_boolean()),
            JsonType::Integer => quote!(value.is_i64() || value.is_u64()),
            JsonType::Number if kinds.contains(&JsonType::Integer) => quote!(value.is_number()),
            JsonType::Number => quote!(value.is_f64()),
            JsonType::String => quote!(value.is_string()),
            JsonType::Array => quote!(value.is_array()),
            JsonType::Object => quote!(value.is_object()),
        });
    quote!(#(#tests)||*)
}
