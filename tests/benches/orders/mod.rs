//! A contract of any size: the orders contract, repeated.

/// The orders contract as JSON with every path and schema repeated under new names.
pub(crate) fn repeated(times: usize) -> String {
    let yaml = include_str!("../../../specs/orders/v1.yaml");
    let one: serde_json::Value = serde_yaml::from_str(yaml).expect("the orders contract is YAML");
    let mut all = one.clone();
    for copy in 1..times {
        let renamed = one.to_string().replace(
            "#/components/schemas/",
            &format!("#/components/schemas/C{copy}"),
        );
        let renamed: serde_json::Value = serde_json::from_str(&renamed).expect("still JSON");
        for (path, item) in renamed["paths"].as_object().expect("paths") {
            let mut item = item.to_string();
            for id in [
                "listOrders",
                "createOrder",
                "getOrder",
                "cancelOrder",
                "payOrder",
            ] {
                item = item.replace(&format!("\"{id}\""), &format!("\"{id}{copy}\""));
            }
            all["paths"][format!("/c{copy}{path}")] =
                serde_json::from_str(&item).expect("still JSON");
        }
        for (name, schema) in renamed["components"]["schemas"]
            .as_object()
            .expect("schemas")
        {
            all["components"]["schemas"][format!("C{copy}{name}")] = schema.clone();
        }
    }
    all.to_string()
}

#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
pub(crate) fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
