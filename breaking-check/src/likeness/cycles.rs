//! Schemas that lead back to themselves: which ones belong together, and how they are numbered.

use super::shape::Shape;
use super::{Digests, Flavor, Number};

/// Schemas of which each leads to every other, or one that leads to none that leads to it.
#[derive(Debug)]
pub(super) enum Component {
    Alone(usize),
    Cycle(Vec<usize>),
}

/// The strongly connected components, innermost first (Tarjan 1972, without recursion).
pub(super) fn components(shapes: &[Shape]) -> Vec<Component> {
    const UNSEEN: usize = usize::MAX;
    let mut components = Vec::new();
    let mut order = vec![UNSEEN; shapes.len()];
    let mut low = vec![UNSEEN; shapes.len()];
    let mut is_open = vec![false; shapes.len()];
    let mut open = Vec::new();
    let mut next = 0;
    for root in 0..shapes.len() {
        if order[root] != UNSEEN {
            continue;
        }
        let mut way: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((at, part)) = way.last_mut() {
            let at = *at;
            if *part == 0 && order[at] == UNSEEN {
                order[at] = next;
                low[at] = next;
                next += 1;
                open.push(at);
                is_open[at] = true;
            }
            if let Some(inside) = shapes[at].parts.get(*part) {
                *part += 1;
                if order[inside.schema] == UNSEEN {
                    way.push((inside.schema, 0));
                } else if is_open[inside.schema] {
                    low[at] = low[at].min(order[inside.schema]);
                }
                continue;
            }
            way.pop();
            if let Some((above, _)) = way.last() {
                low[*above] = low[*above].min(low[at]);
            }
            if low[at] == order[at] {
                let from = open.iter().rposition(|member| *member == at).unwrap_or(0);
                let members = open.split_off(from);
                for member in &members {
                    is_open[*member] = false;
                }
                let leads_to_itself =
                    |at: usize| shapes[at].parts.iter().any(|part| part.schema == at);
                components.push(match members.as_slice() {
                    [alone] if !leads_to_itself(*alone) => Component::Alone(*alone),
                    _ => Component::Cycle(members),
                });
            }
        }
    }
    components
}

/// Numbers the members of a cycle; what they lead to outside of it is numbered already.
pub(super) fn number(
    shapes: &[Shape],
    members: &[usize],
    flavor: Flavor,
    digests: &Digests,
    numbers: &mut [Number],
) {
    // What stands for another schema has its number, unless all it does is to lead back to itself.
    let mut target: Vec<(usize, usize)> = Vec::new();
    for member in members {
        let mut at = *member;
        for _ in 0..=members.len() {
            match shapes[at].stands_for(flavor) {
                Some(other) => at = other,
                None => break,
            }
        }
        if at != *member && shapes[at].stands_for(flavor).is_none() {
            target.push((*member, at));
        }
    }
    let mut others: Vec<usize> = target.iter().map(|(member, _)| *member).collect();
    others.sort_unstable();
    let stands_for_another = |member: &usize| others.binary_search(member).is_ok();
    let told: Vec<usize> = members
        .iter()
        .copied()
        .filter(|member| !stands_for_another(member))
        .collect();
    for member in members {
        numbers[*member] = shapes[*member].own(flavor);
    }
    let follow = |numbers: &mut [Number]| {
        for (member, at) in &target {
            numbers[*member] = numbers[*at];
        }
    };
    follow(numbers);
    let mut kinds = count(&told, numbers);
    loop {
        let round: Vec<Number> = told
            .iter()
            .map(|at| digests.whole(&shapes[*at], flavor, |part| numbers[part]))
            .collect();
        for (at, number) in told.iter().zip(round) {
            numbers[*at] = number;
        }
        follow(numbers);
        let more = count(&told, numbers);
        if more == kinds {
            break;
        }
        kinds = more;
    }
    // Each kind with the kinds that it leads to: two cycles that agree in this are one, rolled up in two ways.
    let mut cycle: Vec<Number> = told
        .iter()
        .map(|at| {
            let leads = digests.whole(&shapes[*at], flavor, |part| numbers[part]);
            digests.of(|hasher| {
                hasher.write_u128(numbers[*at]);
                hasher.write_u128(leads);
            })
        })
        .collect();
    cycle.sort_unstable();
    cycle.dedup();
    let cycle = digests.of(|hasher| cycle.iter().for_each(|kind| hasher.write_u128(*kind)));
    for at in &told {
        let place = numbers[*at];
        numbers[*at] = digests.of(|hasher| {
            hasher.write_u128(place);
            hasher.write_u128(cycle);
        });
    }
    follow(numbers);
}

fn count(members: &[usize], numbers: &[Number]) -> usize {
    let mut kinds: Vec<Number> = members.iter().map(|at| numbers[*at]).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len()
}
