//! What a token is to the layout.

/// A list of tokens and the text they are cut from.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub(super) text: String,
    pub(super) list: Vec<Token>,
}

impl Tokens {
    /// The text of one token.
    pub(super) fn text(&self, index: usize) -> &str {
        let token = &self.list[index];
        &self.text[token.start as usize..token.end as usize]
    }
}

/// One token. Operators of several characters, lifetimes and doc comments are one token each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where its text begins.
    pub(super) start: u32,
    /// Where its text ends; a comma that may go is empty.
    pub(super) end: u32,
    /// The other end of a group.
    pub(super) partner: u32,
    /// How many of the tokens up to this one forbid a single line.
    pub(super) breaks: u32,
    pub(super) class: Class,
    /// Of what opens a group: commas are part of what somebody reads here, so none is added or taken away.
    pub(super) verbatim: bool,
    /// Does this token forbid a single line?
    pub(super) hard: bool,
}

/// What a token is, as far as its neighbours show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// An identifier, or a keyword that stands for a value or a path.
    Word,
    Keyword(Keyword),
    Literal,
    Lifetime,
    /// `/// text`: nothing else may stand behind it on its line.
    Doc,
    Open(Group),
    Close(Group),
    Comma,
    Semi,
    Dot,
    Colon,
    PathSep,
    /// `->`
    Arrow,
    /// `=>`
    FatArrow,
    /// `=`, `+=`
    Assign,
    /// `..`, `..=`
    Range,
    Question,
    /// `#`
    Pound,
    /// `$`
    Dollar,
    /// The `!` of a macro, and of an inner attribute.
    Bang,
    /// An operator before its only operand.
    Prefix,
    /// An operator between two operands, with its precedence: smaller binds less.
    Binary(u8),
    /// `||` as the parameters of a closure.
    NoParameters,
}

/// What a pair of delimiters holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    Parenthesis,
    Bracket,
    /// `#[..]`
    Attribute,
    /// `<..>` of generics
    Angle,
    /// `|..|` of a closure
    Pipe,
    /// Any braces, before they are told apart.
    Brace,
    /// Fields of a value or a pattern.
    Fields,
    /// Statements that may stand on one line if they are one.
    Block,
    /// Statements of a function or a loop.
    Body,
    /// Arms of a `match`.
    Arms,
    /// Items of an `impl`, a trait or a module.
    Items,
    /// Fields or variants of a definition.
    Members,
    /// Names of a `use`.
    Uses,
    /// What a macro is given in braces.
    Table,
}

impl Group {
    /// Written with braces?
    pub(super) fn is_brace(self) -> bool {
        match self {
            Self::Parenthesis | Self::Bracket | Self::Attribute | Self::Angle | Self::Pipe => false,
            Self::Brace
            | Self::Fields
            | Self::Block
            | Self::Body
            | Self::Arms
            | Self::Items
            | Self::Members
            | Self::Uses
            | Self::Table => true,
        }
    }

    /// Written with braces that hold statements, arms, items or members.
    pub(super) fn is_body(self) -> bool {
        match self {
            Self::Block | Self::Body | Self::Arms | Self::Items | Self::Members | Self::Table => {
                true
            }
            Self::Parenthesis
            | Self::Bracket
            | Self::Attribute
            | Self::Angle
            | Self::Pipe
            | Self::Brace
            | Self::Fields
            | Self::Uses => false,
        }
    }
}

/// Keywords that are no values. Those that nothing depends on are [`Keyword::Other`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    As,
    Async,
    Const,
    Else,
    Enum,
    Extern,
    Fn,
    For,
    If,
    Impl,
    In,
    Let,
    Loop,
    Match,
    Mod,
    Move,
    Pub,
    Return,
    Static,
    Struct,
    Trait,
    Type,
    Unsafe,
    Use,
    Where,
    While,
    Other,
}

impl Keyword {
    /// The keyword that is written so.
    pub(super) fn of(text: &str) -> Option<Self> {
        Some(match text {
            "as" => Self::As,
            "async" => Self::Async,
            "const" => Self::Const,
            "else" => Self::Else,
            "enum" => Self::Enum,
            "extern" => Self::Extern,
            "fn" => Self::Fn,
            "for" => Self::For,
            "if" => Self::If,
            "impl" => Self::Impl,
            "in" => Self::In,
            "let" => Self::Let,
            "loop" => Self::Loop,
            "match" => Self::Match,
            "mod" => Self::Mod,
            "move" => Self::Move,
            "pub" => Self::Pub,
            "return" => Self::Return,
            "static" => Self::Static,
            "struct" => Self::Struct,
            "trait" => Self::Trait,
            "type" => Self::Type,
            "unsafe" => Self::Unsafe,
            "use" => Self::Use,
            "where" => Self::Where,
            "while" => Self::While,
            "break" | "dyn" | "mut" | "ref" => Self::Other,
            _ => return None,
        })
    }
}

impl Class {
    /// Can an operand end here, so that what follows is an operator between two?
    pub(super) fn ends_operand(self) -> bool {
        match self {
            Self::Word | Self::Literal | Self::Question => true,
            Self::Close(group) => match group {
                Group::Parenthesis | Group::Bracket | Group::Angle | Group::Fields => true,
                Group::Attribute
                | Group::Pipe
                | Group::Brace
                | Group::Block
                | Group::Body
                | Group::Arms
                | Group::Items
                | Group::Members
                | Group::Uses
                | Group::Table => false,
            },
            Self::Keyword(_)
            | Self::Lifetime
            | Self::Doc
            | Self::Open(_)
            | Self::Comma
            | Self::Semi
            | Self::Dot
            | Self::Colon
            | Self::PathSep
            | Self::Arrow
            | Self::FatArrow
            | Self::Assign
            | Self::Range
            | Self::Pound
            | Self::Dollar
            | Self::Bang
            | Self::Prefix
            | Self::Binary(_)
            | Self::NoParameters => false,
        }
    }
}
