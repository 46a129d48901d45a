//! The comparison from outside: laws over every rule, worlds and promises, grouping, reports, real-looking contracts.

mod bodies;
mod causes;
mod containment;
mod decisions;
mod equivalents;
mod grouping;
mod promises;
mod relations;
mod reports;
mod respelled;
mod rewrites;
mod robustness;
mod rule_laws;
mod schemas;
mod specs;
mod spellings;
mod support;
mod witnesses;
mod worlds;
