//! What a type reads, found by letting it read: a deserializer without input that answers every
//! request with the simplest value and writes down what was asked for.

use std::fmt::{self, Display};

use serde::de::value::Error;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Value, json};

#[derive(Debug, Clone, Default)]
pub(crate) enum Shape {
    /// Whatever the input has.
    #[default]
    Any,
    Text,
    Int32,
    Int64,
    Boolean,
    List(Box<Shape>),
    Map(Box<Shape>),
    Model(&'static str, Vec<(&'static str, Shape)>),
}

impl Shape {
    pub(crate) fn of<T: DeserializeOwned>() -> Self {
        let mut shape = Self::Any;
        T::deserialize(Tracer(&mut shape)).unwrap();
        shape
    }

    /// A JSON value of this shape, with every field.
    pub(crate) fn sample(&self) -> Value {
        match self {
            Self::Any | Self::Text => json!("x"),
            Self::Int32 | Self::Int64 => json!(1),
            Self::Boolean => json!(true),
            Self::List(element) => json!([element.sample()]),
            Self::Map(value) => json!({ "key": value.sample() }),
            Self::Model(_, fields) => {
                let fields = fields.iter();
                fields
                    .map(|(name, shape)| ((*name).to_owned(), shape.sample()))
                    .collect()
            }
        }
    }
}

impl Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::Text => f.write_str("string"),
            Self::Int32 => f.write_str("int32"),
            Self::Int64 => f.write_str("int64"),
            Self::Boolean => f.write_str("boolean"),
            Self::List(element) => write!(f, "[{element}]"),
            Self::Map(value) => write!(f, "{{{value}}}"),
            Self::Model(name, _) => f.write_str(name),
        }
    }
}

struct Tracer<'a>(&'a mut Shape);

impl<'de> Deserializer<'de> for Tracer<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        *self.0 = Shape::Any;
        visitor.visit_str("x")
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        *self.0 = Shape::Text;
        visitor.visit_str("x")
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_string(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        *self.0 = Shape::Int32;
        visitor.visit_i32(1)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        *self.0 = Shape::Int64;
        visitor.visit_i64(1)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        *self.0 = Shape::Boolean;
        visitor.visit_bool(true)
    }

    /// Whether a field is optional is found by leaving it out, not here.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let mut element = Shape::Any;
        let value = visitor.visit_seq(One(Some(&mut element)))?;
        *self.0 = Shape::List(Box::new(element));
        Ok(value)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let mut values = vec![("key", Shape::Any)];
        let value = visitor.visit_map(Fields(values.iter_mut(), None))?;
        *self.0 = Shape::Map(Box::new(values.remove(0).1));
        Ok(value)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let mut fields: Vec<_> = fields.iter().map(|name| (*name, Shape::Any)).collect();
        let value = visitor.visit_map(Fields(fields.iter_mut(), None))?;
        *self.0 = Shape::Model(name, fields);
        Ok(value)
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        newtype_struct tuple tuple_struct enum identifier ignored_any
    }
}

/// An array of one element.
struct One<'a>(Option<&'a mut Shape>);

impl<'de> SeqAccess<'de> for One<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let shape = self.0.take();
        shape
            .map(|shape| seed.deserialize(Tracer(shape)))
            .transpose()
    }
}

/// An object with every field once.
struct Fields<'a>(
    std::slice::IterMut<'a, (&'static str, Shape)>,
    Option<&'a mut Shape>,
);

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((name, shape)) = self.0.next() else {
            return Ok(None);
        };
        self.1 = Some(shape);
        seed.deserialize((*name).into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(Tracer(self.1.take().unwrap()))
    }
}
