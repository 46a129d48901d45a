//! Developer verbs: demo, test, ci, tidy, regenerate, corpus, bench.

fn main() {}
