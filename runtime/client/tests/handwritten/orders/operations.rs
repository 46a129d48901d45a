//! One table for each operation of the contract.

use std::time::Duration;

use countersign_client::core::operation::{
    Idempotency, KeyHeader, OperationDescriptor, ParameterDescriptor, RetryPolicy, SecurityScheme,
    SecuritySchemeKind, SecurityUse, TimeoutPolicy,
};

pub(crate) static SECURITY_SCHEMES: &[SecurityScheme] = &[SecurityScheme {
    name: "bearer",
    kind: SecuritySchemeKind::OAuth2,
}];

pub(crate) const CREATE_ORDER_NOTE: ParameterDescriptor = ParameterDescriptor::query("note");

pub(crate) static CREATE_ORDER: OperationDescriptor = OperationDescriptor {
    id: "createOrder",
    group: "Orders",
    method: "POST",
    path: "/orders",
    parameters: &[CREATE_ORDER_NOTE],
    security: &[&[SecurityUse {
        scheme: "bearer",
        scopes: &["orders:write"],
    }]],
    idempotency: Idempotency::Required(KeyHeader::DEFAULT),
    retry: RetryPolicy {
        max_attempts: 4,
        initial_interval: Duration::from_millis(50),
        max_interval: Duration::from_secs(2),
        ..RetryPolicy::DEFAULT
    },
    timeout: TimeoutPolicy {
        deadline: Duration::from_secs(10),
        attempt: Duration::from_secs(2),
        ..TimeoutPolicy::DEFAULT
    },
    accept: "application/json, application/problem+json",
    ..OperationDescriptor::DEFAULT
};

pub(crate) const GET_ORDER_ORDER_ID: ParameterDescriptor = ParameterDescriptor::path("orderId");

pub(crate) static GET_ORDER: OperationDescriptor = OperationDescriptor {
    id: "getOrder",
    group: "Orders",
    path: "/orders/{orderId}",
    parameters: &[GET_ORDER_ORDER_ID],
    security: &[&[SecurityUse {
        scheme: "bearer",
        scopes: &["orders:read"],
    }]],
    accept: "application/json, application/problem+json",
    ..OperationDescriptor::DEFAULT
};

pub(crate) const CANCEL_ORDER_ORDER_ID: ParameterDescriptor = ParameterDescriptor::path("orderId");

pub(crate) static CANCEL_ORDER: OperationDescriptor = OperationDescriptor {
    id: "cancelOrder",
    group: "Orders",
    method: "DELETE",
    path: "/orders/{orderId}",
    parameters: &[CANCEL_ORDER_ORDER_ID],
    security: &[&[SecurityUse {
        scheme: "bearer",
        scopes: &["orders:write"],
    }]],
    accept: "application/problem+json",
    ..OperationDescriptor::DEFAULT
};
