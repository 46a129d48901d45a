//! Streams: what the standards say about framing, whatever the chunks and whatever the values.

#![expect(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use std::time::Duration;

use countersign_core::Bytes;
use countersign_core::format::Decimal;
use countersign_core::stream::{
    Decoder, EncodeError, Event, Frame, FrameError, Framing, Shape, comment,
};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

const LIMIT: usize = 1 << 16;
const ALL: [Framing; 4] = [
    Framing::EventStream,
    Framing::JsonLines,
    Framing::JsonSequence,
    Framing::Parts,
];

/// The frames of a stream that comes in these chunks.
fn decode(framing: Framing, limit: usize, chunks: &[&[u8]]) -> Vec<Result<Frame, FrameError>> {
    let mut decoder = Decoder::new(framing, limit);
    let mut frames = Vec::new();
    for chunk in chunks {
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

/// `event|data|id` of each frame of an event stream.
fn events(text: &str) -> Vec<String> {
    let frames = decode(Framing::EventStream, LIMIT, &[text.as_bytes()]);
    let line = |frame: Frame| {
        let event = frame.event.clone().unwrap_or_default();
        let id = frame.id.clone().unwrap_or_default();
        format!("{event}|{}|{id}", frame.text())
    };
    frames
        .into_iter()
        .map(|frame| line(frame.unwrap()))
        .collect()
}

#[test]
fn parts_end_with_their_last_boundary() {
    let frame = Frame {
        data: b"{}".to_vec(),
        ..Frame::default()
    };
    let text = frame.encode(Framing::Parts).unwrap();
    assert_eq!(
        text,
        "--countersign-part\r\nContent-Type: application/json\r\n\r\n{}\r\n"
    );
    let cut_off = decode(Framing::Parts, LIMIT, &[&text]);
    assert!(
        matches!(&cut_off[..], [Err(FrameError::Parts(_))]),
        "{cut_off:?}"
    );
    let closing = Framing::Parts.closing();
    assert_eq!(
        decode(Framing::Parts, LIMIT, &[&text, &closing]),
        [Ok(frame)]
    );
    assert_eq!(decode(Framing::Parts, LIMIT, &[&closing]), []);
    assert!(matches!(
        decode(Framing::Parts, 1, &[&text, &closing])[..],
        [Err(FrameError::TooLong { limit: 1, .. })]
    ));
}

#[test]
fn the_examples_of_the_standard_read_as_the_standard_says() {
    // WHATWG HTML 9.2.6.
    assert_eq!(
        events("data: YHOO\ndata: +2\ndata: 10\n\n"),
        ["|YHOO\n+2\n10|"]
    );
    let text = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
    assert_eq!(
        events(text),
        ["|first event|1", "|second event|", "| third event|"]
    );
    assert_eq!(events("data\n\ndata\ndata\n\ndata:"), ["||", "|\n|"]);
    assert_eq!(events("data:test\n\ndata: test\n\n"), ["|test|", "|test|"]);
}

#[test]
fn all_three_line_ends_count_and_may_be_mixed() {
    assert_eq!(
        events("data: a\r\ndata: b\rdata: c\n\r\ndata: d\r\rdata: e\n\n"),
        ["|a\nb\nc|", "|d|", "|e|"]
    );
}

#[test]
fn a_line_end_that_is_split_over_chunks_is_one() {
    let frames = decode(
        Framing::EventStream,
        LIMIT,
        &[b"data: a\r", b"\ndata: b\r", b"\n", b"\r", b"\n"],
    );
    assert_eq!(frames.len(), 1);
    assert_eq!(frames[0].as_ref().unwrap().text(), "a\nb");
}

#[test]
fn an_event_ended_by_a_carriage_return_does_not_wait_for_what_follows() {
    let frames = decode(Framing::EventStream, LIMIT, &[b"data: a\r\r"]);
    assert_eq!(frames.len(), 1);
}

#[test]
fn a_byte_order_mark_is_dropped_at_the_beginning_and_nowhere_else() {
    assert_eq!(
        events("\u{feff}data: \u{feff}a\n\n\u{feff}data: b\n\n"),
        ["|\u{feff}a|"]
    );
}

#[test]
fn ids_stay_in_force_until_another_or_an_empty_one_and_never_hold_a_nul() {
    assert_eq!(
        events("id: 1\ndata: a\n\ndata: b\n\nid: 2\0\ndata: c\n\nid\ndata: d\n\n"),
        ["|a|1", "|b|1", "|c|1", "|d|"]
    );
}

#[test]
fn an_event_without_data_is_none_but_its_id_counts() {
    let mut decoder = Decoder::new(Framing::EventStream, LIMIT);
    decoder.push("id: 5\nevent: ping\nretry: 250\n\nid: 6\nretry: 1s\n".into());
    assert!(decoder.next_frame().is_none());
    assert_eq!(decoder.last_event_id(), Some("5"));
    assert_eq!(
        decoder.reconnection_time(),
        Some(Duration::from_millis(250))
    );
    assert!(!decoder.end());
}

#[test]
fn names_comments_and_unknown_fields_are_told_apart() {
    assert_eq!(
        events(
            ":keep-alive\nevent: a\nother: x\nDATA: no\n data: no\ndata: y:z\n\nevent: b\n\ndata: c\n\n"
        ),
        ["a|y:z|", "|c|"]
    );
}

#[test]
fn an_event_is_not_longer_than_its_limit_however_it_is_written() {
    for text in [
        "data: 123456789\n\n",
        "data: 12\ndata: 34\ndata: 567\n\n",
        ": 123456789",
        "id: 123456789\n",
    ] {
        let frames = decode(Framing::EventStream, 8, &[text.as_bytes(), b"data: a\n\n"]);
        let too_long = matches!(frames[..], [Err(FrameError::TooLong { limit: 8, .. })]);
        assert!(too_long, "{text:?}: {frames:?}");
    }
    assert!(decode(Framing::JsonLines, 8, &[b"12345", b"6789"])[0].is_err());
    assert!(decode(Framing::JsonSequence, 8, &[b"\x1e12345", b"6789"])[0].is_err());
    assert_eq!(decode(Framing::JsonLines, 8, &[b"12345678\n"]).len(), 1);
}

#[test]
fn blank_lines_are_no_records_and_the_last_line_needs_no_end() {
    let frames = decode(Framing::JsonLines, LIMIT, &[b"{}\r\n\n \n[1]\n2"]);
    let data: Vec<_> = frames.iter().map(|f| f.as_ref().unwrap().text()).collect();
    assert_eq!(data, ["{}\r", "[1]", "2"]);
}

#[test]
fn a_number_without_an_end_may_have_been_cut_off() {
    // RFC 7464 2.4: `12` may have been `123`; an object ends itself.
    let frames = decode(
        Framing::JsonSequence,
        LIMIT,
        &[b"\x1e\x1e{\"a\":1}\x1e12\n\x1e12\x1etrue"],
    );
    let data: Vec<_> = frames
        .iter()
        .map(|frame| frame.as_ref().map(|frame| frame.text().into_owned()))
        .collect();
    assert_eq!(
        data,
        [
            Ok("{\"a\":1}".to_owned()),
            Ok("12\n".to_owned()),
            Err(&FrameError::Truncated),
            Err(&FrameError::Truncated)
        ]
    );
}

#[test]
fn what_would_end_a_field_is_refused() {
    let refused = |frame: Frame, framing| frame.encode(framing).unwrap_err();
    let named = |event: &str| Frame {
        event: Some(event.to_owned()),
        ..Frame::default()
    };
    let with_id = |id: &str| Frame {
        id: Some(id.to_owned()),
        ..Frame::default()
    };
    for name in ["a\nb", "a\rb", "\n"] {
        assert_eq!(
            refused(named(name), Framing::EventStream),
            EncodeError::Field("event")
        );
        assert_eq!(
            refused(with_id(name), Framing::EventStream),
            EncodeError::Field("id")
        );
    }
    assert_eq!(
        refused(with_id("a\0"), Framing::EventStream),
        EncodeError::Field("id")
    );
    let data = |data: &[u8]| Frame {
        data: data.to_vec(),
        ..Frame::default()
    };
    assert!(data(b"1\n2").encode(Framing::JsonLines).is_err());
    assert!(data(b"1\x1e2").encode(Framing::JsonSequence).is_err());
}

#[test]
fn comments_are_no_events_whatever_they_say() {
    for text in ["", "ping", "data: x\n\ndata: y\r\rid: 1"] {
        let frames = decode(Framing::EventStream, LIMIT, &[&comment(text)]);
        assert!(frames.is_empty(), "{text:?}");
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", content = "data", rename_all = "snake_case")]
enum Told {
    Moved(String),
}

#[test]
fn shapes_say_what_of_an_event_is_the_value() {
    let round = |shape: Shape, event: Event<serde_json::Value>| -> serde_json::Value {
        let frame = shape.encode(&event).unwrap();
        shape.decode(&frame).unwrap()
    };
    let object = serde_json::json!({"a": "x\ny"});
    assert_eq!(round(Shape::Json, object.clone().into()), object);
    let text = serde_json::json!("a\nb");
    assert_eq!(round(Shape::Text, text.clone().into()), text);
    let whole = serde_json::json!({"event": "e", "data": {"b": 1}, "id": "7", "retry": 5});
    assert_eq!(round(Shape::JsonEvent, whole.clone().into()), whole);
    let frame = Shape::TextEvent
        .encode(&Event::new(Told::Moved("north".to_owned())))
        .unwrap();
    assert_eq!(
        (frame.event.as_deref(), &*frame.text()),
        (Some("moved"), "north")
    );
    assert_eq!(
        Shape::TextEvent.decode::<Told>(&frame).unwrap(),
        Told::Moved("north".to_owned())
    );
    assert!(Shape::Text.encode(&Event::new(1)).is_err());
}

#[test]
fn decimals_in_events_keep_every_digit_and_are_no_texts() {
    #[derive(Debug, Serialize, Deserialize)]
    struct Priced {
        data: Vec<Decimal>,
        id: String,
    }
    let price: Decimal = "0.1000000000000000000000000000010".parse().unwrap();
    let priced = Priced {
        data: vec![price.clone()],
        id: "7".to_owned(),
    };
    let frame = Shape::JsonEvent.encode(&Event::new(priced)).unwrap();
    assert_eq!(frame.text(), format!("[{price}]"));
    let read: Priced = Shape::JsonEvent.decode(&frame).unwrap();
    assert_eq!(read.data[0].as_str(), price.as_str());
    assert_eq!((frame.id.as_deref(), read.id.as_str()), (Some("7"), "7"));
    assert!(Shape::Text.encode(&Event::new(price)).is_err());
}

/// Pieces that are likely to end up beside each other in trouble.
fn stream_text() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"data: ".to_vec()),
        Just(b"id: 1".to_vec()),
        Just(b"event: e".to_vec()),
        Just(b"retry: 12".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"\x1e".to_vec()),
        Just("\u{feff}".as_bytes().to_vec()),
        Just("é".as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_chunks_give_the_same_frames(
        text in stream_text(), cuts in prop::collection::vec(0_usize..120, 0..12), limit in 4_usize..200,
    ) {
        for framing in ALL {
            let text = if framing == Framing::Parts {
                let closing = framing.closing();
                [b"--countersign-part\r\n\r\n", &text[..], b"\r\n", &closing[..]].concat()
            } else {
                text.clone()
            };
            let whole = decode(framing, limit, &[&text]);
            let bytes: Vec<&[u8]> = text.chunks(1).collect();
            prop_assert_eq!(&whole, &decode(framing, limit, &bytes), "{:?}", framing);
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| (*cut).min(text.len())).collect();
            cuts.sort_unstable();
            cuts.push(text.len());
            let mut start = 0;
            let mut chunks = Vec::new();
            for cut in cuts {
                chunks.push(&text[start..cut]);
                start = cut;
            }
            prop_assert_eq!(&whole, &decode(framing, limit, &chunks), "{:?}", framing);
        }
    }

    #[test]
    fn no_text_escapes_its_event(data in any::<String>(), event in any::<String>(), id in any::<String>()) {
        let frame = Frame {
            data: data.clone().into_bytes(),
            event: Some(event.clone()),
            id: Some(id.clone()),
            retry: Some(Duration::from_millis(7)),
        };
        match frame.encode(Framing::EventStream) {
            Ok(bytes) => {
                let frames = decode(Framing::EventStream, 1 << 20, &[&bytes]);
                prop_assert_eq!(frames.len(), 1);
                let got = frames[0].as_ref().unwrap();
                prop_assert_eq!(got.text().into_owned(), data.replace("\r\n", "\n").replace('\r', "\n"));
                prop_assert_eq!(got.event.clone().unwrap_or_default(), event);
                prop_assert_eq!(got.id.clone().unwrap_or_default(), id);
            }
            Err(_) => prop_assert!(event.contains(['\r', '\n']) || id.contains(['\r', '\n', '\0'])),
        }
    }

    #[test]
    fn json_values_survive_every_framing(values in prop::collection::vec(any::<(String, i64)>(), 0..6)) {
        for framing in ALL {
            let mut bytes = Vec::new();
            for value in &values {
                let frame = Shape::Json.encode(&Event::new(value)).unwrap();
                bytes.extend_from_slice(&frame.encode(framing).unwrap());
            }
            bytes.extend_from_slice(&framing.closing());
            let frames = decode(framing, 1 << 20, &[&bytes]);
            let got: Vec<(String, i64)> = frames
                .iter()
                .map(|frame| Shape::Json.decode(frame.as_ref().unwrap()).unwrap())
                .collect();
            prop_assert_eq!(&got, &values);
        }
    }
}
