//! A request's body of several parts whose files its handler reads piece by piece. (RFC 7578)

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use countersign_core::json::JsonError;
use countersign_core::multipart::{self, Collector, Event, FromParts, Head, Part, Reader};
use countersign_core::problem::{Problem, ProblemItem};
use countersign_core::schema::Schema;
use http::StatusCode;

use crate::body_stream::BodyStream;
use crate::validation::PartCheck;

/// The longest that all values of a body may be together unless somebody says otherwise: 1 MiB.
const VALUE_LIMIT: usize = 1 << 20;

/// The parts of a body, as they come: `V` are its values, `T` is all of it with its files.
///
/// Either [`PartStream::whole`] reads everything into memory, or [`PartStream::values`] reads up to the first file and the
/// files are read one after the other, each piece by piece. Values that stand behind a file are refused then: whoever wants to
/// have its files streamed sends them last, as browsers do with fields that stand last in a form, and as our clients do.
///
/// Held at once are the values ([`PartStream::value_limit`]), the header fields of one part and one piece of the body as the
/// connection gives it. All of the body is no longer than the router's `body_limit`. A body that carries an idempotency key is
/// in memory and checked already, since its key is claimed for all of it.
pub struct PartStream<T, V> {
    bytes: BodyStream,
    content_type: String,
    schema: &'static Schema,
    table: &'static [Part],
    check: PartCheck,
    value_limit: usize,
    kinds: PhantomData<fn() -> (T, V)>,
}

impl<T, V> PartStream<T, V> {
    pub(crate) fn new(
        bytes: BodyStream,
        content_type: String,
        schema: &'static Schema,
        table: &'static [Part],
        check: PartCheck,
    ) -> Self {
        Self {
            bytes,
            content_type,
            schema,
            table,
            check,
            value_limit: VALUE_LIMIT,
            kinds: PhantomData,
        }
    }

    /// Reads values of up to so many bytes together; 1 MiB unless said.
    #[must_use]
    pub fn value_limit(mut self, bytes: usize) -> Self {
        self.value_limit = bytes;
        self
    }
}

impl<T: FromParts, V: FromParts> PartStream<T, V> {
    /// All of the body, in memory, whatever the order of its parts.
    ///
    /// # Errors
    /// A 400 problem with everything that does not obey the contract, 413 beyond the router's `body_limit`, 408 when the
    /// body came too slowly, 400 when it broke off.
    pub async fn whole(self) -> Result<T, Problem> {
        let bytes = self.bytes.bytes().await?;
        let mut parts = multipart::decode(self.schema, self.table, &self.content_type, &bytes)
            .map_err(|error| invalid("syntax", &error))?;
        self.check.whole(self.schema, self.table, &parts)?;
        T::from_parts(&mut parts).map_err(|error| invalid("type", &error))
    }

    /// The values that stand before the first file, and the files that follow.
    ///
    /// # Errors
    /// As [`PartStream::whole`], of what was read so far; 413 also when the values are too long.
    pub async fn values(self) -> Result<(V, FileStream), Problem> {
        let reader = Reader::new(&self.content_type).map_err(|error| invalid("syntax", &error))?;
        let mut files = FileStream {
            bytes: self.bytes,
            reader,
            collector: Collector::new(self.schema, self.table, &self.content_type),
            schema: self.schema,
            table: self.table,
            check: self.check,
            next: None,
            in_file: false,
        };
        files.read_values(self.value_limit).await?;
        files.collector.fill_in();
        let mut values = files.collector.parts().clone();
        files.check.values(files.schema, files.table, &values)?;
        if files.next.is_none() {
            files.check_whole()?;
        }
        let values = V::from_parts(&mut values).map_err(|error| invalid("type", &error))?;
        Ok((values, files))
    }
}

/// The files of a body, one after the other.
pub struct FileStream {
    bytes: BodyStream,
    reader: Reader,
    /// The values, and which files there were.
    collector: Collector,
    schema: &'static Schema,
    table: &'static [Part],
    check: PartCheck,
    /// The file that has begun and that nobody has been given yet.
    next: Option<Head>,
    /// Is the content of a file what comes next?
    in_file: bool,
}

impl FileStream {
    /// The next file; `None` behind the last. What is left of the one before is passed over.
    ///
    /// # Errors
    /// A 400 problem when a value follows, or when all of the body does not obey the contract, which is known at its end:
    /// a file may be missing, or there may be too many; 413, 408 and 400 as the body's bytes give them. Nothing follows
    /// an error.
    pub async fn next_file(&mut self) -> Result<Option<IncomingFile<'_>>, Problem> {
        while self.in_file {
            self.content().await?;
        }
        if self.next.is_none() {
            self.next = self.next_head().await?;
        }
        let Some(head) = self.next.take() else {
            self.check_whole()?;
            return Ok(None);
        };
        self.in_file = true;
        Ok(Some(IncomingFile { head, files: self }))
    }

    /// The head of the file that follows; remembers that there was one.
    async fn next_head(&mut self) -> Result<Option<Head>, Problem> {
        loop {
            match self.event().await? {
                None => return Ok(None),
                Some(Event::Head(head)) => {
                    let head = self.named(head)?;
                    let name = head.name.as_deref().unwrap_or_default();
                    if self.collector.known(name).is_none_or(|part| !part.file) {
                        let reason = "must stand before the first file";
                        return Err(
                            self.fail(invalid("order", &JsonError::at_member(name, reason)))
                        );
                    }
                    self.remember(&head)?;
                    return Ok(Some(head));
                }
                Some(Event::Content(_) | Event::End) => {}
            }
        }
    }

    /// Reads values up to the first file or the end.
    async fn read_values(&mut self, limit: usize) -> Result<(), Problem> {
        let mut length = 0;
        let mut part: Option<(Head, Vec<u8>)> = None;
        while let Some(event) = self.event().await? {
            match event {
                Event::Head(head) => {
                    let head = self.named(head)?;
                    let name = head.name.as_deref().unwrap_or_default();
                    if self.collector.known(name).is_some_and(|part| part.file) {
                        self.remember(&head)?;
                        self.next = Some(head);
                        return Ok(());
                    }
                    part = Some((head, Vec::new()));
                }
                Event::Content(bytes) => {
                    length += bytes.len();
                    if length > limit {
                        let detail = format!(
                            "the values before the first file are longer than {limit} bytes"
                        );
                        let problem =
                            Problem::new(StatusCode::PAYLOAD_TOO_LARGE).with_detail(detail);
                        return Err(self.fail(problem));
                    }
                    if let Some((_, content)) = &mut part {
                        content.extend_from_slice(&bytes);
                    }
                }
                Event::End => {
                    if let Some((head, content)) = part.take() {
                        let read = self.collector.value(&head, &content);
                        read.map_err(|error| self.fail(invalid("syntax", &error)))?;
                    }
                }
            }
        }
        Ok(())
    }

    fn named(&mut self, head: Head) -> Result<Head, Problem> {
        let named = self.collector.named(head);
        named.map_err(|error| self.fail(invalid("syntax", &error)))
    }

    fn remember(&mut self, head: &Head) -> Result<(), Problem> {
        let remembered = self.collector.file(head.clone(), Bytes::new());
        remembered.map_err(|error| self.fail(invalid("syntax", &error)))
    }

    /// The next piece of the file that is read; `None` at its end.
    async fn content(&mut self) -> Result<Option<Bytes>, Problem> {
        if !self.in_file {
            return Ok(None);
        }
        match self.event().await? {
            Some(Event::Content(bytes)) => Ok(Some(bytes)),
            Some(Event::End | Event::Head(_)) | None => {
                self.in_file = false;
                Ok(None)
            }
        }
    }

    async fn event(&mut self) -> Result<Option<Event>, Problem> {
        loop {
            match self.reader.event() {
                Ok(Some(event)) => return Ok(Some(event)),
                Ok(None) => {}
                Err(error) => return Err(self.fail(invalid("syntax", &error))),
            }
            match self.bytes.chunk().await {
                Ok(Some(bytes)) => self.reader.push(bytes),
                Ok(None) => {
                    let ended = self.reader.end();
                    return ended
                        .map(|()| None)
                        .map_err(|error| self.fail(invalid("syntax", &error)));
                }
                Err(problem) => return Err(self.fail(problem)),
            }
        }
    }

    /// All of the body, now that it is known.
    fn check_whole(&mut self) -> Result<(), Problem> {
        let checked = self
            .check
            .whole(self.schema, self.table, self.collector.parts());
        checked.map_err(|problem| self.fail(problem))
    }

    /// Nothing follows an error.
    fn fail(&mut self, problem: Problem) -> Problem {
        self.bytes = BodyStream::of(Bytes::new());
        self.in_file = false;
        problem
    }
}

/// A file of a body, to be read before the next one is asked for.
pub struct IncomingFile<'f> {
    head: Head,
    files: &'f mut FileStream,
}

impl IncomingFile<'_> {
    /// The name of its part.
    pub fn name(&self) -> &str {
        self.head.name.as_deref().unwrap_or_default()
    }

    /// The name it has on the sender's side, which must not be used as a path.
    pub fn file_name(&self) -> Option<&str> {
        self.head.file_name.as_deref()
    }

    /// Its media type, as the sender says.
    pub fn content_type(&self) -> Option<&str> {
        self.head.content_type.as_deref()
    }

    /// Further header fields of the part, in order.
    pub fn headers(&self) -> &[(String, String)] {
        &self.head.others
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// 413 beyond the router's `body_limit`, 408 when the body came too slowly, 400 when it broke off.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Problem> {
        self.files.content().await
    }

    /// What is left of it, in memory.
    ///
    /// # Errors
    /// As [`IncomingFile::chunk`]; 413 also when it is longer than `limit` bytes.
    pub async fn bytes(mut self, limit: usize) -> Result<Bytes, Problem> {
        let mut whole = bytes::BytesMut::new();
        while let Some(piece) = self.chunk().await? {
            if piece.len() > limit - whole.len() {
                let detail = format!("the file `{}` is longer than {limit} bytes", self.name());
                let problem = Problem::new(StatusCode::PAYLOAD_TOO_LARGE).with_detail(detail);
                return Err(self.files.fail(problem));
            }
            whole.extend_from_slice(&piece);
        }
        Ok(whole.freeze())
    }
}

fn invalid(keyword: &'static str, error: &JsonError) -> Problem {
    let item = ProblemItem::body(&error.path, keyword, error.message.clone());
    Problem::invalid_request(&[item])
}

impl<T, V> fmt::Debug for PartStream<T, V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PartStream")
            .field("content_type", &self.content_type)
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for FileStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FileStream")
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for IncomingFile<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("IncomingFile")
            .field("head", &self.head)
            .finish_non_exhaustive()
    }
}
