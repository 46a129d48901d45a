//! Which demands apply together: shapes of intersections, each made once.

use std::rc::Rc;

use countersign_contract::schema::{SchemaId, Type, TypeSet};

use super::Schemas;
use super::shape::Shape;

impl Schemas<'_> {
    /// The shape of the intersection of some schemas.
    pub(super) fn shape(&mut self, schemas: &[SchemaId]) -> Rc<Shape> {
        if let Some(known) = self.shapes.get(schemas) {
            return Rc::clone(known);
        }
        let children = |id| self.places.children(id).to_vec();
        let shape = Rc::new(Shape::of(self.contract, schemas, &children));
        self.shapes.insert(schemas.to_vec(), Rc::clone(&shape));
        shape
    }

    /// The shape of an intersection, narrowed to one JSON type if asked.
    pub(super) fn narrowed(&mut self, schemas: &[SchemaId], only: Option<Type>) -> Rc<Shape> {
        let shape = self.shape(schemas);
        match only {
            None => shape,
            Some(kind) => Rc::new(Shape {
                types: Some(TypeSet::EMPTY.with(kind)),
                ..(*shape).clone()
            }),
        }
    }
}
