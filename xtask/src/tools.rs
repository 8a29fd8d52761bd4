//! What the commands need on the machine, and getting it: each is set up once and reused after.

use crate::shell::{Result, heading};
use crate::{browser, node, rust_tools};

/// A thing that a command cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    /// The standard library for `wasm32-unknown-unknown`.
    WasmTarget,
    /// The sources of the standard library.
    RustSource,
    /// Node.js itself, 20.19 or newer.
    Node,
    /// What package-lock.json pins: wasm-opt, TypeScript, ...
    NodeModules,
    /// Makes a package of JavaScript and Wasm out of a crate.
    WasmPack,
    /// Writes the JavaScript between Wasm and its host, and runs tests in Wasm.
    WasmBindgen,
    /// Reads and merges what instrumented programs counted.
    LlvmTools,
    /// Runs the tests instrumented.
    LlvmCov,
    /// Holds the crates that are linked against what may be linked.
    CargoDeny,
    /// Chromium or Chrome, and the driver that goes with it.
    Browser,
    /// Steers a Firefox, if there is one.
    Geckodriver,
}

impl Tool {
    fn ensure(self) -> Result {
        match self {
            Tool::WasmTarget => rust_tools::ensure_target(),
            Tool::RustSource => rust_tools::ensure_source(),
            Tool::Node => node::ensure_version(),
            Tool::NodeModules => node::ensure_modules(),
            Tool::WasmPack => rust_tools::ensure_wasm_pack(),
            Tool::WasmBindgen => rust_tools::ensure_wasm_bindgen(),
            Tool::LlvmTools => rust_tools::ensure_llvm_tools(),
            Tool::LlvmCov => rust_tools::ensure_llvm_cov(),
            Tool::CargoDeny => rust_tools::ensure_cargo_deny(),
            Tool::Browser => browser::ensure(),
            Tool::Geckodriver => rust_tools::ensure_geckodriver(),
        }
    }
}

/// Sets up each of the tools, in the order of first mention.
pub(crate) fn set_up(tools: impl IntoIterator<Item = Tool>) -> Result {
    let tools = once_each(tools);
    if !tools.is_empty() {
        heading("set-up");
    }
    tools.into_iter().try_for_each(Tool::ensure)
}

fn once_each(tools: impl IntoIterator<Item = Tool>) -> Vec<Tool> {
    let mut distinct = Vec::new();
    for tool in tools {
        if !distinct.contains(&tool) {
            distinct.push(tool);
        }
    }
    distinct
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_several_steps_need_is_set_up_once() {
        let needs = [Tool::Node, Tool::Browser, Tool::Node];
        assert_eq!(once_each(needs), [Tool::Node, Tool::Browser]);
    }
}
