//! The stream and the pages of an operation as fields of its descriptor; what is default is left out.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::parameter;
use crate::model::{
    EventShape, Framing, NextPageModel, PageSource, PagesModel, ParameterModel, StreamModel,
};

pub(super) fn stream(stream: &StreamModel) -> TokenStream {
    let mut fields = Vec::new();
    let mut text = |name: TokenStream, value: &str, usual: &str| {
        if value != usual {
            fields.push(quote!(#name: #value));
        }
    };
    text(quote!(media_type), &stream.media_type, "text/event-stream");
    text(quote!(accept), &stream.accept, "text/event-stream");
    let said = |value: &Option<String>| value.clone().unwrap_or_default();
    text(quote!(sentinel), &said(&stream.sentinel), "");
    text(quote!(error_event), &said(&stream.error_event), "error");
    text(quote!(condition), &said(&stream.condition), "");
    match stream.framing {
        Framing::EventStream => {}
        Framing::JsonLines => fields.push(quote!(framing: Framing::JsonLines)),
        Framing::JsonSequence => fields.push(quote!(framing: Framing::JsonSequence)),
    }
    match stream.shape {
        EventShape::Json => {}
        EventShape::Text => fields.push(quote!(shape: Shape::Text)),
        EventShape::TextEvent => fields.push(quote!(shape: Shape::TextEvent)),
        EventShape::JsonEvent => fields.push(quote!(shape: Shape::JsonEvent)),
    }
    if !stream.resume {
        fields.push(quote!(resumable: false));
    }
    match fields.len() {
        0 => quote!(StreamDescriptor::DEFAULT),
        8 => quote!(StreamDescriptor { #(#fields),* }),
        _ => quote!(StreamDescriptor { #(#fields,)* ..StreamDescriptor::DEFAULT }),
    }
}

pub(super) fn pages(pages: &PagesModel, parameters: &[ParameterModel]) -> TokenStream {
    let items = &pages.items;
    let more = pages.more.as_ref();
    let more = more.map_or_else(|| quote!(None), |more| quote!(Some(#more)));
    // The schema is in the list of parameters; here only counts where the value goes.
    let parameter = |at: usize| {
        let parameter = parameters.get(at);
        let descriptor = parameter.map(|parameter| parameter::descriptor(parameter, None));
        quote!(&#descriptor)
    };
    let next = match &pages.next {
        NextPageModel::Cursor(at, from) => {
            let (parameter, source) = (parameter(*at), source(from));
            quote!(NextPage::Cursor { parameter: #parameter, source: #source })
        }
        NextPageModel::Offset(at) => {
            let parameter = parameter(*at);
            quote!(NextPage::Offset { parameter: #parameter })
        }
        NextPageModel::Number(at, first) => {
            let (parameter, first) = (parameter(*at), Literal::u64_unsuffixed(*first));
            quote!(NextPage::Number { parameter: #parameter, first: #first })
        }
        NextPageModel::Link => quote!(NextPage::Link),
        NextPageModel::Url(from) => {
            let source = source(from);
            quote!(NextPage::Url { source: #source })
        }
    };
    quote!(PaginationDescriptor { items: #items, more: #more, next: #next })
}

fn source(source: &PageSource) -> TokenStream {
    match source {
        PageSource::Body(pointer) => quote!(Source::Body(#pointer)),
        PageSource::Header(name) => quote!(Source::Header(#name)),
    }
}
