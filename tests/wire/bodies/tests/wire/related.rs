//! Do parts of bodies that are no forms arrive, by their names and by their places?

use countersign_client::core::multipart::FilePart;
use countersign_server::{Context, Problem};
use countersign_wire_bodies::multipart_related::types::{
    Metadata, UploadOkMixedBodyParts, UploadRelatedBodyParts,
};
use countersign_wire_bodies::multipart_related::{Client, server};
use http::StatusCode;

use crate::{Seen, built, client, refused, request, sent};

const TYPE: &str = "multipart/related; boundary=b; type=\"application/json\"";

/// Gives back what it gets.
#[derive(Clone, Default)]
struct Store(
    Seen<(String, UploadRelatedBodyParts)>,
    Seen<(String, usize)>,
);

impl server::Api for Store {
    type Principal = ();
    type Error = Problem;

    async fn upload(
        &self,
        cx: Context<()>,
        request: server::UploadRequest,
    ) -> Result<server::UploadResponse, Problem> {
        let content_type = cx.headers()["content-type"]
            .to_str()
            .expect("ASCII")
            .to_owned();
        let body = request.body.whole().await?;
        self.0.push((content_type, body.clone()));
        let files = vec![body.media.clone(), body.media];
        let both = UploadOkMixedBodyParts::new(body.metadata.title, files);
        Ok(server::UploadResponse::Ok(both))
    }

    async fn upload_any(
        &self,
        cx: Context<()>,
        request: server::UploadAnyRequest,
    ) -> Result<server::UploadAnyResponse, Problem> {
        let content_type = cx.headers()["content-type"]
            .to_str()
            .expect("ASCII")
            .to_owned();
        self.1
            .push((content_type, request.body.bytes().await?.len()));
        Ok(server::UploadAnyResponse::NoContent)
    }
}

#[tokio::test]
async fn the_first_part_is_the_root_and_all_parts_arrive() {
    let store = Store::default();
    let api: Client = client(server::router(store.clone()));
    let media = FilePart::new("PNG")
        .with_file_name("a.png")
        .with_content_type("image/png");
    let upload = UploadRelatedBodyParts::new(Metadata::new("t"), media.clone());
    let answer = api.upload(upload.clone()).await.expect("declared");
    let (content_type, seen) = store.0.one();
    assert!(
        content_type.starts_with("multipart/related; boundary="),
        "{content_type}"
    );
    assert!(
        content_type.ends_with("; type=\"application/json\""),
        "{content_type}"
    );
    assert_eq!(seen, upload);
    assert_eq!(
        answer.into_inner(),
        UploadOkMixedBodyParts::new("t", vec![media.clone(), media])
    );
}

#[tokio::test]
async fn a_part_without_a_name_is_the_one_of_its_place() {
    let store = Store::default();
    let app = built(server::router(store.clone()).build());
    let body = |title: &str| {
        format!(
            "--b\r\nContent-Type: application/json\r\n\r\n{{\"title\":\"{title}\"}}\r\n\
             --b\r\nContent-Type: image/png\r\n\r\nPNG\r\n--b--"
        )
    };
    let (status, content_type, _) = sent(&app, request("POST", "/objects", TYPE, body("t"))).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        content_type.starts_with("multipart/mixed; boundary="),
        "{content_type}"
    );
    let media = FilePart::new("PNG").with_content_type("image/png");
    assert_eq!(
        store.0.one().1,
        UploadRelatedBodyParts::new(Metadata::new("t"), media)
    );
    let found = refused(&app, request("POST", "/objects", TYPE, body(""))).await;
    assert_eq!(
        found,
        [("#/metadata/title".to_owned(), "minLength".to_owned())]
    );
}

#[tokio::test]
async fn parts_that_the_contract_does_not_name_keep_their_boundary() {
    let store = Store::default();
    let api: Client = client(server::router(store.clone()));
    let body = "--x\r\n\r\n{}\r\n--x--";
    api.upload_any("multipart/form-data; boundary=x", body)
        .await
        .expect("declared");
    let expected = ("multipart/form-data; boundary=x".to_owned(), body.len());
    assert_eq!(store.1.one(), expected);
}
