//! What requests must look like.

use countersign_server::schema::{Bound, Pattern, Schema, Types};

pub(super) static NEW_ORDER: Schema = Schema {
    name: "NewOrder",
    types: Types::OBJECT,
    properties: &[
        ("sku", &NEW_ORDER_SKU),
        ("quantity", &NEW_ORDER_QUANTITY),
        ("contact", &CONTACT),
    ],
    required: &["sku", "quantity"],
    ..Schema::ANY
};

static NEW_ORDER_SKU: Schema = Schema {
    types: Types::STRING,
    pattern: Some(&NEW_ORDER_SKU_PATTERN),
    ..Schema::ANY
};

static NEW_ORDER_SKU_PATTERN: Pattern = Pattern::new("^[A-Z0-9-]{3,32}$");

static NEW_ORDER_QUANTITY: Schema = Schema {
    types: Types::INTEGER,
    minimum: Some(Bound::Integer(1)),
    maximum: Some(Bound::Integer(1000)),
    ..Schema::ANY
};

static CONTACT: Schema = Schema {
    name: "Contact",
    types: Types::OBJECT,
    properties: &[("email", &CONTACT_EMAIL)],
    required: &["email"],
    ..Schema::ANY
};

static CONTACT_EMAIL: Schema = Schema {
    types: Types::STRING,
    max_length: Some(254),
    ..Schema::ANY
};

pub(super) static CREATE_ORDER_NOTE: Schema = Schema {
    types: Types::STRING,
    max_length: Some(120),
    ..Schema::ANY
};

pub(super) static ORDER_ID: Schema = Schema {
    types: Types::STRING,
    min_length: Some(2),
    ..Schema::ANY
};
