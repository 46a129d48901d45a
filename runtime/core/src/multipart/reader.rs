//! Where do the parts of a body begin and end? (RFC 2046 section 5.1.1) Bytes come in pieces of any size.

use bytes::{Buf, Bytes};
use memchr::memmem::Finder;

use super::head::{Head, MOST_HEADER_BYTES};
use crate::json::JsonError;
use crate::media_type;

/// More parts than this are refused.
const MOST_PARTS: usize = 1_000;

/// More white space than this does not end a boundary line.
const MOST_PADDING: usize = 256;

/// Cuts a body into its parts. However the bytes are cut into pieces, the parts are the same; besides the piece that was
/// given last it holds no more than a boundary line, or the header fields of one part.
#[derive(Debug)]
pub struct Reader {
    delimiter: Finder<'static>,
    pending: Bytes,
    state: State,
    parts: usize,
    most_parts: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing has been looked at.
    Start,
    /// Before the first boundary line.
    Preamble,
    /// Behind a boundary, at the end of its line.
    Head,
    /// In the content of a part.
    Content,
    /// Behind the last boundary line.
    Done,
}

/// What comes next in a body.
#[derive(Debug)]
pub enum Event {
    /// A part begins.
    Head(Head),
    /// Some of its content.
    Content(Bytes),
    /// The part ends.
    End,
}

impl Reader {
    /// A reader of a body with this `Content-Type`.
    ///
    /// # Errors
    /// When it names no boundary.
    pub fn new(content_type: &str) -> Result<Self, JsonError> {
        let boundary = media_type::parameter(content_type, "boundary")
            .filter(|boundary| (1..=70).contains(&boundary.len()))
            .ok_or_else(|| refused("has no boundary of 1 to 70 characters in its content type"))?;
        let delimiter = format!("\r\n--{boundary}");
        Ok(Self {
            delimiter: Finder::new(delimiter.as_bytes()).into_owned(),
            pending: Bytes::new(),
            state: State::Start,
            parts: 0,
            most_parts: MOST_PARTS,
        })
    }

    /// The same without a limit of how many parts there may be: for whoever keeps none of them.
    #[must_use]
    pub fn of_any_length(self) -> Self {
        Self {
            most_parts: usize::MAX,
            ..self
        }
    }

    /// The bytes that follow those given before. Ask for events before giving more, or they are all held.
    pub fn push(&mut self, bytes: Bytes) {
        if self.pending.is_empty() {
            self.pending = bytes;
        } else {
            self.pending = [&self.pending[..], &bytes[..]].concat().into();
        }
    }

    /// What comes next; `None` when more bytes are needed, or nothing follows.
    ///
    /// # Errors
    /// When the bytes are no parts. Nothing follows an error.
    pub fn event(&mut self) -> Result<Option<Event>, JsonError> {
        let event = match self.state {
            State::Start => self.start(),
            State::Preamble => self.preamble(),
            State::Head => self.head(),
            State::Content => Ok(self.content()),
            State::Done => Ok(None),
        };
        if event.is_err() {
            self.state = State::Done;
        }
        event
    }

    /// No bytes follow.
    ///
    /// # Errors
    /// When the last boundary line has not come.
    pub fn end(&self) -> Result<(), JsonError> {
        Err(refused(match self.state {
            State::Done => return Ok(()),
            State::Start | State::Preamble => "has no boundary line",
            State::Head => "ends before its last boundary, in the header fields of a part",
            State::Content => "ends before its last boundary",
        }))
    }

    /// The very first line may be a boundary, although no line break stands before it.
    fn start(&mut self) -> Result<Option<Event>, JsonError> {
        let line = &self.delimiter.needle()[2..];
        if self.pending.len() < line.len() && line.starts_with(&self.pending) {
            return Ok(None);
        }
        if self.pending.starts_with(line) {
            match self.line_end(line.len()) {
                LineEnd::Unknown => return Ok(None),
                LineEnd::None => {}
                LineEnd::At(end) => return self.begin(end),
                LineEnd::Last => return Ok(self.finish()),
            }
        }
        self.state = State::Preamble;
        self.preamble()
    }

    fn preamble(&mut self) -> Result<Option<Event>, JsonError> {
        while let Some(at) = self.delimiter.find(&self.pending) {
            let after = at + self.delimiter.needle().len();
            match self.line_end(after) {
                LineEnd::Unknown => return Ok(None),
                LineEnd::None => self.pending.advance(after),
                LineEnd::At(end) => return self.begin(end),
                LineEnd::Last => return Ok(self.finish()),
            }
        }
        // Nobody reads what stands here.
        self.sure();
        Ok(None)
    }

    const fn finish(&mut self) -> Option<Event> {
        self.state = State::Done;
        None
    }

    /// A part begins behind a boundary, whose line ends here.
    fn begin(&mut self, line_end: usize) -> Result<Option<Event>, JsonError> {
        self.pending.advance(line_end);
        self.state = State::Head;
        self.head()
    }

    fn head(&mut self) -> Result<Option<Event>, JsonError> {
        // Without a field the line break of the boundary's own line is the first half of the empty line.
        let Some(end) = memchr::memmem::find(&self.pending, b"\r\n\r\n") else {
            return if self.pending.len() > MOST_HEADER_BYTES {
                Err(refused("has a part with too many header fields"))
            } else {
                Ok(None)
            };
        };
        if end > MOST_HEADER_BYTES {
            return Err(refused("has a part with too many header fields"));
        }
        self.parts = self.parts.saturating_add(1);
        if self.parts > self.most_parts {
            return Err(refused("has more than 1000 parts"));
        }
        let head = Head::parse(&self.pending[..end]).map_err(refused)?;
        self.pending.advance(end + 4);
        self.state = State::Content;
        Ok(Some(Event::Head(head)))
    }

    fn content(&mut self) -> Option<Event> {
        let width = self.delimiter.needle().len();
        match self.delimiter.find(&self.pending) {
            None => self.sure().map(Event::Content),
            Some(0) => match self.line_end(width) {
                LineEnd::Unknown => None,
                LineEnd::None => Some(Event::Content(self.pending.split_to(width))),
                LineEnd::At(end) => {
                    self.pending.advance(end);
                    self.state = State::Head;
                    Some(Event::End)
                }
                LineEnd::Last => {
                    self.state = State::Done;
                    Some(Event::End)
                }
            },
            Some(at) => Some(Event::Content(self.pending.split_to(at))),
        }
    }

    /// Everything that is certainly not the beginning of a boundary.
    fn sure(&mut self) -> Option<Bytes> {
        let tail = self.delimiter.needle().len() - 1;
        let sure = self.pending.len().saturating_sub(tail);
        let from = self.pending[sure..].iter().position(|byte| *byte == b'\r');
        let sure = from.map_or(self.pending.len(), |at| sure + at);
        (sure > 0).then(|| self.pending.split_to(sure))
    }

    /// What stands behind a boundary at `after`. A longer line that only begins like it belongs to the part.
    fn line_end(&self, after: usize) -> LineEnd {
        let rest = &self.pending[after..];
        let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t'));
        let blank = blank.count();
        match &rest[blank..] {
            [b'-', b'-', ..] if blank == 0 => LineEnd::Last,
            [b'\r', b'\n', ..] => LineEnd::At(after + blank),
            [] | [b'\r'] if blank <= MOST_PADDING => LineEnd::Unknown,
            [b'-'] if blank == 0 => LineEnd::Unknown,
            _ => LineEnd::None,
        }
    }
}

/// How a line goes on that begins like a boundary.
enum LineEnd {
    /// It ends here, where its line break stands.
    At(usize),
    /// It is the last one.
    Last,
    /// It is another line.
    None,
    /// More bytes are needed.
    Unknown,
}

fn refused(reason: &str) -> JsonError {
    JsonError::new("", reason)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The parts, or why there are none, of a body that comes in pieces of this size.
    fn read(text: &[u8], size: usize) -> Result<Vec<(String, Vec<u8>)>, String> {
        let mut reader =
            Reader::new("multipart/mixed; boundary=b").map_err(|error| error.message)?;
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        for piece in text.chunks(size) {
            reader.push(Bytes::copy_from_slice(piece));
            while let Some(event) = reader.event().map_err(|error| error.message)? {
                match event {
                    Event::Head(head) => parts.push((head.name.unwrap_or_default(), Vec::new())),
                    Event::Content(bytes) => {
                        let (_, content) = parts.last_mut().expect("a part has begun");
                        content.extend_from_slice(&bytes);
                    }
                    Event::End => {}
                }
            }
        }
        reader.end().map_err(|error| error.message)?;
        Ok(parts)
    }

    const HEAD: &str = "Content-Disposition: form-data; name=\"a\"\r\n\r\n";

    #[test]
    fn a_line_that_only_begins_like_a_boundary_is_content() {
        let text =
            format!("--b\r\n{HEAD}x\r\n--bc\r\n--b y\r\n--b \t\r\n{HEAD}\r\n--b--\r\nepilogue");
        let parts = read(text.as_bytes(), 1).expect("two parts");
        assert_eq!(parts[0].1, b"x\r\n--bc\r\n--b y");
        assert_eq!((parts.len(), &parts[1].1[..]), (2, &b""[..]));
    }

    #[test]
    fn a_boundary_begins_a_line() {
        let text = format!("x--b\r\n{HEAD}--b\r\n\r\n--b\r\n{HEAD}x\r\n--b--");
        for size in [1, 1000] {
            assert_eq!(
                read(text.as_bytes(), size).expect("a part").len(),
                1,
                "{size}"
            );
        }
    }

    #[test]
    fn what_stands_before_the_first_boundary_does_not_count() {
        let text = format!("preamble --b\r\n--bb\r\n\r\n--b\r\n{HEAD}x\r\n--b--");
        for size in [1, 3, 1000] {
            assert_eq!(
                read(text.as_bytes(), size).expect("a part").len(),
                1,
                "{size}"
            );
        }
        assert_eq!(read(b"--b--", 2).expect("nothing"), []);
    }

    proptest! {
        #[test]
        fn parts_do_not_depend_on_how_they_come(text in "(--b|\r\n|--b\r\n|Content-Disposition: form-data; name=|a|-|\"|:|\r| ){0,30}", size in 1..9_usize) {
            prop_assert_eq!(read(text.as_bytes(), size), read(text.as_bytes(), usize::MAX));
            let text = format!("--b\r\n{HEAD}{text}\r\n--b--");
            prop_assert_eq!(read(text.as_bytes(), size), read(text.as_bytes(), usize::MAX));
        }
    }
}
