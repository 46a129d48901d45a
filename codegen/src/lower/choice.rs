//! Bodies whose media types differ in shape get a type that tells them apart. Made after all other types, so that it renames
//! none of them.

use countersign_contract::Contract;

use crate::model::{
    ContentModel, ContentsModel, Docs, OperationModel, Origin, TypeId, TypeKind, TypeModel, Usage,
    View, Word, arms,
};

/// Adds the types of bodies with several shapes, and names them in the operations.
pub(super) fn lower(
    contract: &Contract,
    operations: &mut [OperationModel],
    types: &mut Vec<TypeModel>,
    order: &mut Vec<TypeId>,
) {
    for (index, operation) in operations.iter_mut().enumerate() {
        let Some(source) = contract.operations.get(index) else {
            continue;
        };
        let label = format!("`{} {}`", operation.method, operation.path);
        let mut add = |contents: &[ContentModel], words: Vec<Word>, usage: Usage, what: String| {
            let arms = arms(contents);
            if arms.len() < 2 {
                return None;
            }
            let id = TypeId(u32::try_from(types.len()).unwrap_or(u32::MAX));
            types.push(TypeModel {
                origin: Origin::Inline(words),
                view: View::Both,
                span: source.method_span,
                docs: Docs {
                    description: Some(what),
                    ..Docs::default()
                },
                usage,
                group: Some(operation.group),
                size: 0,
                kind: TypeKind::Contents(ContentsModel {
                    contents: contents.to_vec(),
                    arms,
                }),
            });
            order.push(id);
            Some(id)
        };
        let content = || Word::Text(String::from("content"));
        if let Some(body) = &mut operation.body {
            let usage = Usage {
                request: true,
                response: false,
            };
            let what = format!("The body of {label}: a variant for each shape it may have.");
            let words = vec![Word::Operation(index), content()];
            body.choice = add(&body.contents, words, usage, what);
        }
        for response in &mut operation.responses {
            let usage = Usage {
                request: false,
                response: true,
            };
            let status = response.status;
            let what =
                format!("The body of {label} with {status}: a variant for each shape it may have.");
            let words = vec![Word::Operation(index), Word::Status(status), content()];
            response.choice = add(&response.contents, words, usage, what);
        }
    }
}
