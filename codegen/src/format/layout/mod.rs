//! Where does a line end? One line where it fits, else a line for each part.

mod assignment;
mod chain;
mod control;
mod definition;
mod entries;
mod expression;
mod hug;
mod list;
mod printer;
mod scan;

use super::token::Tokens;

use printer::Printer;

/// Items below each other, ending in a line feed; nothing for no tokens.
pub(super) fn items(line: &Tokens) -> String {
    let mut printer = Printer::new(line);
    printer.items(0, line.list.len(), 0);
    printer.finish()
}
