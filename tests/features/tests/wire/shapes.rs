//! Do alternatives, maps, trees and values without a shape come back as they were sent, and are other values refused?

use countersign_features::shapes::Client;
use countersign_features::shapes::server as shapes;
use countersign_server::{Context, Problem};
use http::StatusCode;
use serde_json::{Value, json};

use crate::violations::{post, sent};

/// Answers with what it was sent.
struct Echo;

macro_rules! echo {
    ($($operation:ident: $Request:ident -> $Response:ident),+ $(,)?) => {
        impl shapes::Api for Echo {
            type Principal = ();
            type Error = Problem;
            $(
                async fn $operation(
                    &self,
                    _: Context<()>,
                    request: shapes::$Request,
                ) -> Result<shapes::$Response, Problem> {
                    Ok(shapes::$Response::Ok(request.body))
                }
            )+
        }
    };
}

echo! {
    labels: LabelsRequest -> LabelsResponse,
    free: FreeRequest -> FreeResponse,
    nested: NestedRequest -> NestedResponse,
    tree: TreeRequest -> TreeResponse,
    graph: GraphRequest -> GraphResponse,
    json: JsonRequest -> JsonResponse,
    person: PersonRequest -> PersonResponse,
    derived: DerivedRequest -> DerivedResponse,
    by_type: ByTypeRequest -> ByTypeResponse,
    by_required: ByRequiredRequest -> ByRequiredResponse,
    ambiguous: AmbiguousRequest -> AmbiguousResponse,
    any_one_of: AnyOneOfRequest -> AnyOneOfResponse,
    shared: SharedRequest -> SharedResponse,
    maybe: MaybeRequest -> MaybeResponse,
    known: KnownRequest -> KnownResponse,
    mixed: MixedRequest -> MixedResponse,
    pair: PairRequest -> PairResponse,
    odd: OddRequest -> OddResponse,
    product: ProductRequest -> ProductResponse,
}

fn app() -> axum::Router {
    crate::built(shapes::router(Echo).build())
}

/// Sends every value as JSON: those on the left come back, those on the right are refused.
async fn judge(operation: &str, good: &[Value], bad: &[Value]) {
    for value in good {
        let request = post(
            &format!("/{operation}"),
            "application/json",
            value.to_string().into(),
        );
        let (status, answer) = sent(app(), request).await;
        let answer: Value = serde_json::from_slice(&answer).expect("JSON");
        assert_eq!((status, &answer), (StatusCode::OK, value), "{operation}");
    }
    for value in bad {
        let request = post(
            &format!("/{operation}"),
            "application/json",
            value.to_string().into(),
        );
        let (status, _) = sent(app(), request).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{operation} {value}");
    }
}

#[tokio::test]
async fn maps_and_trees_come_back_as_they_were_sent() {
    judge(
        "labels",
        &[json!({}), json!({ "": "x", "a b": "" })],
        &[json!({ "a": 1 }), json!([])],
    )
    .await;
    judge(
        "free",
        &[json!({ "a": { "b": [null] } })],
        &[json!(null), json!("x")],
    )
    .await;
    judge(
        "nested",
        &[json!([]), json!([{}, { "a": null, "b": true }])],
        &[json!([{ "a": 1 }])],
    )
    .await;
    judge("tree", &[json!([[], [[], []]])], &[json!([[5]])]).await;
    judge(
        "graph",
        &[json!({ "a": { "b": {} }, "c": {} })],
        &[json!({ "a": [] })],
    )
    .await;
    judge(
        "json",
        &[json!("x"), json!({ "inner": { "inner": "x" } })],
        &[json!({ "inner": 5 })],
    )
    .await;
    judge(
        "person",
        &[json!({ "home": { "owner": { "home": {} } } })],
        &[json!({ "home": { "owner": {} } })],
    )
    .await;
}

#[tokio::test]
async fn parts_that_apply_together_are_all_asked_of_a_message() {
    judge(
        "derived",
        &[
            json!({ "id": "x", "size": 1 }),
            json!({ "id": "x", "kind": "derived", "size": 1 }),
        ],
        &[
            json!({ "id": "x" }),
            json!({ "size": 1 }),
            json!({ "id": "x", "size": 1, "kind": "base" }),
        ],
    )
    .await;
}

#[tokio::test]
async fn of_alternatives_the_one_that_was_sent_comes_back_whole() {
    judge(
        "byType",
        &[json!("x"), json!(["x", "y"]), json!(null)],
        &[json!(5), json!([5])],
    )
    .await;
    judge(
        "byRequired",
        &[json!({ "name": "n" })],
        &[json!({}), json!({ "name": "n", "mail": "m" })],
    )
    .await;
    judge("ambiguous", &[json!({ "a": "x" }), json!({})], &[json!([])]).await;
    judge(
        "anyOneOf",
        &[json!({ "a": "x" }), json!({ "b": "y" })],
        &[json!({}), json!({ "a": "x", "b": "y" })],
    )
    .await;
    judge(
        "shared",
        &[
            json!({ "id": "i", "size": 1 }),
            json!({ "id": "i", "color": "red" }),
        ],
        &[
            json!({ "id": "i" }),
            json!({ "size": 1 }),
            json!({ "id": "i", "size": 1, "color": "red" }),
        ],
    )
    .await;
}

#[tokio::test]
async fn enums_with_null_with_other_values_and_of_several_types_are_told_apart() {
    judge("maybe", &[json!("yes-please"), json!(null)], &[json!("no")]).await;
    judge(
        "known",
        &[json!("small"), json!("anything")],
        &[json!(null)],
    )
    .await;
    judge(
        "mixed",
        &[json!(1), json!("one"), json!(true)],
        &[json!("1"), json!(false)],
    )
    .await;
}

#[tokio::test]
async fn values_without_a_shape_are_still_judged() {
    judge(
        "pair",
        &[json!(["a", 1]), json!([]), json!(["a", 1, null])],
        &[json!([1, "a"])],
    )
    .await;
    judge(
        "odd",
        &[json!(5), json!(null), json!({ "a": [1.5] })],
        &[json!("x")],
    )
    .await;
    judge(
        "product",
        &[json!({ "a": "x", "b": "y" })],
        &[json!("x"), json!({ "a": 1 })],
    )
    .await;
}

#[tokio::test]
async fn the_typed_client_sends_null_where_null_is_a_value() {
    let api: Client = crate::client_of(app());
    assert_eq!(*api.by_type(None).await.expect("declared"), None);
    assert_eq!(*api.maybe(None).await.expect("declared"), None);
    let shared = json!({ "id": "i", "size": 1 });
    let value = serde_json::from_value(shared.clone()).expect("as declared");
    let back = api.shared(&value).await.expect("declared").into_inner();
    assert_eq!(serde_json::to_value(&back).expect("JSON"), shared);
}
