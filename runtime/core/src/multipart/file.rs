//! A file, and how many of them a member holds.

use bytes::Bytes;

use crate::body::BodySource;

/// A file on its way: bytes or a stream, and what is said about it. A server's are always bytes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FilePart {
    /// The name it has on the sender's side. A receiver must not use it as a path.
    pub file_name: Option<String>,
    /// Its media type; `application/octet-stream` is sent when there is none.
    pub content_type: Option<String>,
    /// Further header fields of the part, in order.
    pub headers: Vec<(String, String)>,
    /// Its content.
    pub body: BodySource,
}

impl FilePart {
    /// A file of this content: bytes in memory, or a stream.
    pub fn new(body: impl Into<BodySource>) -> Self {
        Self {
            file_name: None,
            content_type: None,
            headers: Vec::new(),
            body: body.into(),
        }
    }

    /// Names the file.
    #[must_use]
    pub fn with_file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Names its media type.
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Adds a header field to the part.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The content, if it is in memory: always on a server.
    pub fn bytes(&self) -> Option<&Bytes> {
        self.body.bytes()
    }
}

/// What a member of files may be: one, perhaps one, several, perhaps several.
pub trait Files: Sized {
    /// The files.
    fn into_files(self) -> Vec<FilePart>;

    /// The member that has these files.
    ///
    /// # Errors
    /// Says why so many are not right.
    fn from_files(files: Vec<FilePart>) -> Result<Self, String>;
}

impl Files for FilePart {
    fn into_files(self) -> Vec<FilePart> {
        vec![self]
    }

    fn from_files(files: Vec<FilePart>) -> Result<Self, String> {
        Option::from_files(files)?.ok_or_else(|| "is missing".to_owned())
    }
}

impl Files for Option<FilePart> {
    fn into_files(self) -> Vec<FilePart> {
        self.into_iter().collect()
    }

    fn from_files(files: Vec<FilePart>) -> Result<Self, String> {
        let count = files.len();
        if count > 1 {
            return Err(format!("must be given once, is given {count} times"));
        }
        Ok(files.into_iter().next())
    }
}

impl Files for Vec<FilePart> {
    fn into_files(self) -> Vec<FilePart> {
        self
    }

    fn from_files(files: Vec<FilePart>) -> Result<Self, String> {
        Ok(files)
    }
}

impl Files for Option<Vec<FilePart>> {
    fn into_files(self) -> Vec<FilePart> {
        self.unwrap_or_default()
    }

    fn from_files(files: Vec<FilePart>) -> Result<Self, String> {
        Ok((!files.is_empty()).then_some(files))
    }
}
