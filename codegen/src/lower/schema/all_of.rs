//! Which demands apply together: shapes of intersections, each made once.

use std::rc::Rc;

use countersign_contract::schema::{SchemaId, Type, TypeSet};

use super::Schemas;
use super::shape::Shape;
use crate::model::View;

impl Schemas<'_> {
    /// The shape of the intersection of some schemas.
    pub(super) fn shape(&mut self, schemas: &[SchemaId], view: View) -> Rc<Shape> {
        let key = (schemas.to_vec(), self.directions.view(schemas, view));
        if let Some(known) = self.shapes.get(&key) {
            return Rc::clone(known);
        }
        let children = |id| self.places.children(id).to_vec();
        let mut shape = Shape::of(self.contract, schemas, &children);
        shape.see(self.contract, key.1);
        let shape = Rc::new(shape);
        self.shapes.insert(key, Rc::clone(&shape));
        shape
    }

    /// The shape of an intersection, narrowed to one JSON type if asked.
    pub(super) fn narrowed(
        &mut self,
        schemas: &[SchemaId],
        only: Option<Type>,
        view: View,
    ) -> Rc<Shape> {
        let shape = self.shape(schemas, view);
        match only {
            None => shape,
            Some(kind) => Rc::new(Shape {
                types: Some(TypeSet::EMPTY.with(kind)),
                ..(*shape).clone()
            }),
        }
    }
}
