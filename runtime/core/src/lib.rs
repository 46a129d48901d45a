//! What generated clients and servers share: problems, idempotency keys, Retry-After, deadlines, parameter styles.
