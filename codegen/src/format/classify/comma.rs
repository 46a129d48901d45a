//! Which commas before the end of a group may go, and where may one be added?

use super::Level;
use crate::format::token::{Class, Group, Tokens};

/// Empties the last comma of a group that means the same without it: broken over lines the layout writes its own.
pub(super) fn settle(tokens: &mut Tokens, level: &Level, close: usize) {
    if level.verbatim || close == 0 || tokens.list[close - 1].class != Class::Comma {
        return;
    }
    let may_go = match level.group {
        Some(Group::Parenthesis) => level.commas > 1 || is_call(tokens, level.open),
        Some(
            Group::Bracket
            | Group::Angle
            | Group::Fields
            | Group::Members
            | Group::Arms
            | Group::Uses,
        ) => true,
        Some(
            Group::Attribute
            | Group::Pipe
            | Group::Brace
            | Group::Block
            | Group::Body
            | Group::Items
            | Group::Table,
        )
        | None => false,
    };
    if may_go {
        tokens.list[close - 1].end = tokens.list[close - 1].start;
    }
}

/// Do the parentheses that open here belong to a name: a call, a definition, a pattern? Others may be a tuple, of which a
/// comma is part.
fn is_call(tokens: &Tokens, open: usize) -> bool {
    let Some(previous) = open.checked_sub(1) else {
        return false;
    };
    // `-> (A,)` ends in no generics; `fn name<T>(` does.
    matches!(
        tokens.list[previous].class,
        Class::Word | Class::Close(Group::Angle)
    )
}
