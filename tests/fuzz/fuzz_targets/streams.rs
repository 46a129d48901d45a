//! Any bytes as a stream: no panic, frames do not depend on how the bytes are cut, and a frame survives being written.
//!
//! The first byte chooses the framing, the second the size of the chunks.
#![no_main]

use bytes::Bytes;
use countersign_core::stream::{Decoder, Frame, FrameError, Framing};
use libfuzzer_sys::fuzz_target;

const LIMIT: usize = 4096;

fuzz_target!(|bytes: &[u8]| {
    let [framing, size, stream @ ..] = bytes else {
        return;
    };
    let framing = match framing % 4 {
        0 => Framing::EventStream,
        1 => Framing::JsonLines,
        2 => Framing::JsonSequence,
        _ => Framing::Parts,
    };
    let whole = frames(framing, stream, stream.len().max(1));
    let cut = frames(framing, stream, usize::from(*size).max(1));
    assert_eq!(whole, cut);
    for frame in whole.into_iter().flatten() {
        if let Ok(written) = frame.encode(framing) {
            let again = frames(framing, &written, written.len());
            let data: Vec<&[u8]> = again
                .iter()
                .flatten()
                .map(|frame| &frame.data[..])
                .collect();
            if framing == Framing::EventStream && !frame.data.is_empty() {
                assert_eq!(data, [&frame.data[..]], "{frame:?}");
            }
        }
    }
});

fn frames(framing: Framing, bytes: &[u8], size: usize) -> Vec<Result<Frame, FrameError>> {
    let mut decoder = Decoder::new(framing, LIMIT);
    let mut frames = Vec::new();
    for chunk in bytes.chunks(size) {
        decoder.push(Bytes::copy_from_slice(chunk));
        while let Some(frame) = decoder.next_frame() {
            frames.push(frame);
        }
    }
    if decoder.end() {
        frames.extend(decoder.next_frame());
    }
    frames
}
