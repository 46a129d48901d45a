//! JSON lines and JSON text sequences.

use countersign_server::{Context, EventStream, Problem, StatusCode};
use countersign_wire_streams::json_lines::types::Reading;
use countersign_wire_streams::json_lines::{Client, server};
use futures_util::stream::{self, StreamExt};

use crate::client;

struct Meter;

fn readings(count: i64) -> EventStream<Reading> {
    EventStream::new(stream::iter(
        (0..count).map(|at| Reading::new(at).with_value(0.5)),
    ))
}

impl server::Api for Meter {
    type Principal = ();
    type Error = Problem;

    async fn list_lines(&self, _: Context<()>) -> Result<server::ListLinesResponse, Problem> {
        Ok(server::ListLinesResponse::Ok(readings(3)))
    }

    async fn export_all(&self, _: Context<()>) -> Result<server::ExportAllResponse, Problem> {
        Ok(server::ExportAllResponse::Ok(readings(1000)))
    }

    async fn list_records(&self, _: Context<()>) -> Result<server::ListRecordsResponse, Problem> {
        Ok(server::ListRecordsResponse::Success {
            status: StatusCode::PARTIAL_CONTENT,
            body: readings(2),
            x_count: 2,
        })
    }
}

#[tokio::test(start_paused = true)]
async fn every_line_is_a_value() {
    let api: Client = client(server::router(Meter));
    let lines = api.list_lines().stream().await.unwrap();
    let lines: Vec<Reading> = lines.map(|line| line.unwrap().data).collect().await;
    assert_eq!(
        lines.iter().map(|line| line.at).collect::<Vec<_>>(),
        [0, 1, 2]
    );
    assert!(lines.iter().all(|line| line.value == Some(0.5)));
    let all = api.export_all().await.unwrap();
    assert_eq!(all.count().await, 1000);
}

#[tokio::test(start_paused = true)]
async fn records_come_with_the_header_fields_and_the_status_of_their_answer() {
    let api: Client = client(server::router(Meter));
    let records = api.list_records().stream().await.unwrap();
    let headers = countersign_wire_streams::json_lines::client::ListRecordsHeaders(records.meta());
    assert_eq!(headers.x_count().unwrap(), 2);
    assert_eq!(records.meta().status, 206);
    assert_eq!(records.count().await, 2);
}
