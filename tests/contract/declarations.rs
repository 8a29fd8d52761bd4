//! What the TypeScript declarations of the models say, as facts. Some of their types are written
//! by hand beside the Rust type, where only this comparison keeps them true.

use ionoscloud_dataplatform::models::*;
use tsify::Tsify;

use super::facts::Facts;

macro_rules! declarations {
    ($($model:ident,)+) => { &[$((stringify!($model), $model::DECL),)+] };
}

const DECLARATIONS: &[(&str, &str)] = super::models::for_every_model!(declarations);

pub(crate) fn facts() -> Facts {
    let mut facts = Facts::default();
    for (name, declaration) in DECLARATIONS {
        match aliased(declaration) {
            Some(union) => facts.note("declaration", name, union),
            None => {
                facts.note("declaration", name, "an interface");
                fields(&mut facts, name, declaration);
            }
        }
    }
    facts
}

fn aliased(declaration: &str) -> Option<&str> {
    let line = declaration
        .lines()
        .find(|line| line.starts_with("export type "))?;
    let (_, right) = line.split_once(" = ")?;
    right.strip_suffix(';')
}

fn fields(facts: &mut Facts, name: &str, declaration: &str) {
    let state = aliased(State::DECL).unwrap();
    for line in declaration.lines().filter(|line| line.starts_with("    ")) {
        let line = line.trim();
        if line.starts_with('*') || line.starts_with("/*") {
            continue;
        }
        let (field, type_) = line.trim_end_matches(';').split_once(": ").unwrap();
        let mark = if field.ends_with('?') { "?" } else { "" };
        // The API has no name for this enum.
        let type_ = match type_.strip_prefix("State") {
            Some(rest) => format!("{state}{rest}"),
            None => type_.to_owned(),
        };
        let subject = format!("{name}.{}", field.trim_end_matches('?'));
        facts.note("declaration", &subject, format!("{mark}: {type_}"));
    }
}
