//! The tables themselves: which nodes of a document a schema stands for, as constants.

use std::fmt;

use crate::schema::Types;

/// How a whole value is spelled.
#[derive(Clone, Copy, Debug)]
pub struct Document {
    /// The root element.
    pub root: Name,
    /// What is in it.
    pub shape: &'static Shape,
    /// The member that is the root element, where the object around it has no element of its own.
    pub member: Option<&'static str>,
    /// Whether a document is read whatever its root element is called: the contract does not say.
    pub any_root: bool,
}

impl Document {
    /// A document whose root element is the value.
    pub const fn new(root: &'static str, shape: &'static Shape) -> Self {
        Self {
            root: Name::of(root),
            shape,
            member: None,
            any_root: false,
        }
    }

    /// A document whose root element is the only member of an object.
    pub const fn of_member(
        member: &'static str,
        root: &'static str,
        shape: &'static Shape,
    ) -> Self {
        Self {
            member: Some(member),
            ..Self::new(root, shape)
        }
    }

    /// The same document, whose root element may be called as it likes when it is read.
    #[must_use]
    pub const fn of_any_root(self) -> Self {
        Self {
            any_root: true,
            ..self
        }
    }

    /// The same document with its root element in a namespace; without a prefix that is the default one below it too.
    #[must_use]
    pub const fn within(self, prefix: &'static str, namespace: &'static str) -> Self {
        Self {
            root: self.root.within(prefix, namespace),
            ..self
        }
    }
}

/// The name of an element or attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// What it is called within its namespace.
    pub local: &'static str,
    /// What its namespace is called in documents of ours; `""` for none.
    pub prefix: &'static str,
    /// Its namespace; `""` where the contract names none.
    pub namespace: &'static str,
}

impl Name {
    /// A name without a namespace.
    pub const fn of(local: &'static str) -> Self {
        Self {
            local,
            prefix: "",
            namespace: "",
        }
    }

    /// The same name in a namespace.
    #[must_use]
    pub const fn within(self, prefix: &'static str, namespace: &'static str) -> Self {
        Self {
            prefix,
            namespace,
            ..self
        }
    }
}

/// What may stand in an element (or attribute).
#[derive(Clone, Copy)]
pub struct Shape {
    /// The types a value may have: they say whether `5` is a number.
    pub types: Types,
    /// The members of an object.
    pub members: &'static [Member],
    /// The members that are not declared; `None` where nothing is known about them.
    pub rest: Option<&'static Self>,
    /// The items of a list: what each is called (`""`: as the list) and what is in it.
    pub items: Option<(Name, &'static Self)>,
    /// The first items of a list, each of a kind of its own.
    pub first_items: &'static [(Name, &'static Self)],
}

impl Shape {
    /// Anything: elements with elements in them are objects, all others are texts.
    pub const ANY: Self = Self::of(Types::ANY);
    /// Text.
    pub const STRING: Self = Self::of(Types::STRING);
    /// A whole number.
    pub const INTEGER: Self = Self::of(Types::INTEGER);
    /// A number.
    pub const NUMBER: Self = Self::of(Types::NUMBER);
    /// `true` or `false`.
    pub const BOOLEAN: Self = Self::of(Types::BOOLEAN);

    /// A value of these types, about which no more is known.
    pub const fn of(types: Types) -> Self {
        Self {
            types,
            members: &[],
            rest: None,
            items: None,
            first_items: &[],
        }
    }

    /// An object.
    pub const fn object(members: &'static [Member]) -> Self {
        Self {
            members,
            ..Self::of(Types::OBJECT)
        }
    }

    /// A list whose items are elements of this name.
    pub const fn list(name: &'static str, item: &'static Self) -> Self {
        Self {
            items: Some((Name::of(name), item)),
            ..Self::of(Types::ARRAY)
        }
    }

    /// The same list, whose first items are these, in this order.
    #[must_use]
    pub const fn beginning(self, items: &'static [(Name, &'static Self)]) -> Self {
        Self {
            first_items: items,
            ..self
        }
    }

    /// What the item at this position is called, and what is in it.
    pub(super) fn item(&self, at: usize) -> Option<(Name, &'static Self)> {
        self.first_items.get(at).copied().or(self.items)
    }

    /// Does an object of this shape know an element or attribute of this name, in itself or in a member without a node?
    pub(super) fn knows(&self, node: &dyn Fn(&Member) -> bool, depth: usize) -> bool {
        let mut members = self.members.iter();
        depth > 0
            && members.any(|member| {
                node(member) || member.node == Node::None && member.shape.knows(node, depth - 1)
            })
    }

    /// The same shape, of these types.
    #[must_use]
    pub const fn with_types(self, types: Types) -> Self {
        Self { types, ..self }
    }

    /// The same object, whose undeclared members have this shape.
    #[must_use]
    pub const fn with_rest(self, rest: &'static Self) -> Self {
        Self {
            rest: Some(rest),
            ..self
        }
    }

    /// The same list, its items in a namespace.
    #[must_use]
    pub const fn items_within(self, prefix: &'static str, namespace: &'static str) -> Self {
        let items = match self.items {
            Some((name, shape)) => Some((name.within(prefix, namespace), shape)),
            None => None,
        };
        Self { items, ..self }
    }
}

/// Shapes may refer to each other in cycles, so their parts are not printed.
impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shape")
            .field("types", &self.types)
            .finish_non_exhaustive()
    }
}

/// One member of an object.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// What it is called in the object.
    pub key: &'static str,
    /// What its node is called; does not count for text.
    pub name: Name,
    /// Which node it is.
    pub node: Node,
    /// What is in it; of [`Node::Items`], in each item; of [`Node::Places`], the list.
    pub shape: &'static Shape,
    /// An absent list is an empty one, an absent text is empty.
    pub required: bool,
}

impl Member {
    const fn new(key: &'static str, node: Node, shape: &'static Shape) -> Self {
        Self {
            key,
            name: Name::of(key),
            node,
            shape,
            required: false,
        }
    }

    /// An element of its own.
    pub const fn element(key: &'static str, shape: &'static Shape) -> Self {
        Self::new(key, Node::Element, shape)
    }

    /// An attribute.
    pub const fn attribute(key: &'static str, shape: &'static Shape) -> Self {
        Self::new(key, Node::Attribute, shape)
    }

    /// A list without an element around it: one element per item, each of this shape.
    pub const fn items(key: &'static str, item: &'static Shape) -> Self {
        Self::new(key, Node::Items, item)
    }

    /// A list without an element around it, whose items have names and shapes of their own: an item without a name is called
    /// as the member.
    pub const fn places(key: &'static str, list: &'static Shape) -> Self {
        Self::new(key, Node::Places, list)
    }

    /// The item at this position of [`Node::Places`]: what it is called, and what is in it.
    pub(super) fn place(&self, at: usize) -> (Name, &'static Shape) {
        let (name, item) = self.shape.item(at).unwrap_or((self.name, &Shape::ANY));
        (self.item_name(name), item)
    }

    fn item_name(&self, name: Name) -> Name {
        if name.local.is_empty() {
            self.name
        } else {
            name
        }
    }

    /// The place of an element of this name that comes at this position: that position, unless elements of the name stand
    /// elsewhere only.
    pub(super) fn place_called(&self, at: usize, local: &str) -> (Name, &'static Shape) {
        let expected = self.place(at);
        if expected.0.local == local {
            return expected;
        }
        let all = (0..=self.shape.first_items.len()).map(|at| self.place(at));
        let mut called = all.filter(|(name, _)| name.local == local);
        called.next().unwrap_or(expected)
    }

    /// Fits one of the names that its elements or attributes may have?
    pub(super) fn is_called(&self, fits: &dyn Fn(&Name) -> bool) -> bool {
        match self.node {
            Node::Places => {
                let mut places = 0..=self.shape.first_items.len();
                places.any(|at| fits(&self.place(at).0))
            }
            Node::Element
            | Node::Items
            | Node::Attribute
            | Node::Text
            | Node::Cdata
            | Node::None => fits(&self.name),
        }
    }

    /// The text of the object's element.
    pub const fn text(key: &'static str, shape: &'static Shape) -> Self {
        Self::new(key, Node::Text, shape)
    }

    /// The text of the object's element, as a CDATA section.
    pub const fn cdata(key: &'static str, shape: &'static Shape) -> Self {
        Self::new(key, Node::Cdata, shape)
    }

    /// No node of its own: its members stand where it would.
    pub const fn none(key: &'static str, shape: &'static Shape) -> Self {
        Self::new(key, Node::None, shape)
    }

    /// The same member, its node called otherwise.
    #[must_use]
    pub const fn called(self, name: &'static str) -> Self {
        Self {
            name: Name::of(name),
            ..self
        }
    }

    /// The same member, its node in a namespace.
    #[must_use]
    pub const fn within(self, prefix: &'static str, namespace: &'static str) -> Self {
        Self {
            name: self.name.within(prefix, namespace),
            ..self
        }
    }

    /// The same member, which every value has.
    #[must_use]
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }
}

/// Which node of a document a member is (OAS 3.2.0 XML Node Types).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element,
    /// One element per item of a list.
    Items,
    /// One element per item of a list, whose first items have names and shapes of their own.
    Places,
    /// An attribute.
    Attribute,
    /// Text.
    Text,
    /// Text as a CDATA section.
    Cdata,
    /// None: the members of the object stand where it would.
    None,
}
