//! Where the API lives: the choices a caller has.

/// One server of the contract (OAS 3.1.1 Server Object).
#[derive(Clone, Debug)]
pub(crate) struct ServerModel {
    /// `url` as written.
    pub(crate) url: String,
    /// The URL in pieces.
    pub(crate) pieces: Vec<UrlPiece>,
    /// What it is called by: its name, its description where that is short, else its URL.
    pub(crate) title: String,
    /// `description`.
    pub(crate) description: Option<String>,
    /// The variables that the URL has, in the order of the URL.
    pub(crate) variables: Vec<VariableModel>,
    /// Does it begin with a path, to be appended to where the document was found?
    pub(crate) relative: bool,
}

/// A piece of a server's URL.
#[derive(Clone, Debug)]
pub(crate) enum UrlPiece {
    /// Text as it is.
    Text(String),
    /// The variable of this index.
    Variable(usize),
}

/// A variable of a server's URL.
#[derive(Clone, Debug)]
pub(crate) struct VariableModel {
    /// Its name.
    pub(crate) name: String,
    /// `default`.
    pub(crate) default: String,
    /// The values it may have, the default among them; empty where it may have any.
    pub(crate) values: Vec<String>,
    /// `description`.
    pub(crate) description: Option<String>,
}
