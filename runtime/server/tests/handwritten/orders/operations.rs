//! How each operation is addressed, what it carries and how it behaves.

use countersign_server::operation::{
    ApiKeyLocation, BodyDescriptor, Idempotency, KeyHeader, MediaDescriptor, OperationDescriptor,
    ParameterDescriptor, SecurityScheme, SecuritySchemeKind, SecurityUse,
};

use super::schemas;

pub(super) static SECURITY_SCHEMES: &[SecurityScheme] = &[
    SecurityScheme {
        name: "bearer",
        kind: SecuritySchemeKind::OAuth2,
    },
    SecurityScheme {
        name: "operator",
        kind: SecuritySchemeKind::ApiKey {
            name: "X-Operator-Key",
            location: ApiKeyLocation::Header,
        },
    },
];

pub(super) static CREATE_ORDER: OperationDescriptor = OperationDescriptor {
    id: "createOrder",
    group: "Orders",
    method: "POST",
    path: "/orders",
    parameters: &[CREATE_ORDER_NOTE],
    body: Some(BodyDescriptor {
        required: true,
        media: &[MediaDescriptor::json(&schemas::NEW_ORDER)],
    }),
    security: &[&[SecurityUse {
        scheme: "bearer",
        scopes: &["orders:write"],
    }]],
    idempotency: Idempotency::Required(KeyHeader::DEFAULT),
    accept: "application/json, application/problem+json",
    ..OperationDescriptor::DEFAULT
};

pub(super) const CREATE_ORDER_NOTE: ParameterDescriptor = ParameterDescriptor {
    schema: &schemas::CREATE_ORDER_NOTE,
    ..ParameterDescriptor::query("note")
};

pub(super) const CREATE_ORDER_CREATED_LOCATION: ParameterDescriptor =
    ParameterDescriptor::header("Location");

pub(super) static GET_ORDER: OperationDescriptor = OperationDescriptor {
    id: "getOrder",
    group: "Orders",
    method: "GET",
    path: "/orders/{orderId}",
    parameters: &[GET_ORDER_ORDER_ID],
    security: &[&[SecurityUse {
        scheme: "bearer",
        scopes: &["orders:read"],
    }]],
    accept: "application/json, application/problem+json",
    ..OperationDescriptor::DEFAULT
};

pub(super) const GET_ORDER_ORDER_ID: ParameterDescriptor = ParameterDescriptor {
    schema: &schemas::ORDER_ID,
    ..ParameterDescriptor::path("orderId")
};

pub(super) static CANCEL_ORDER: OperationDescriptor = OperationDescriptor {
    id: "cancelOrder",
    group: "Orders",
    method: "DELETE",
    path: "/orders/{orderId}",
    parameters: &[CANCEL_ORDER_ORDER_ID],
    security: &[&[SecurityUse::new("operator")]],
    ..OperationDescriptor::DEFAULT
};

pub(super) const CANCEL_ORDER_ORDER_ID: ParameterDescriptor = ParameterDescriptor {
    schema: &schemas::ORDER_ID,
    ..ParameterDescriptor::path("orderId")
};
