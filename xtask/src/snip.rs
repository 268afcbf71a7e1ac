//! Functions that no reader's browser ever calls, taken out of the WebAssembly.
//!
//! The linker keeps whatever is reachable, and one thing is that nothing here uses: each
//! erased view of Leptos holds a pointer to how it would be hydrated asynchronously. Without
//! it a first view is 4.6 KB smaller.

use std::path::Path;

use anyhow::{Context, Result, bail};
use walrus::{FunctionBuilder, FunctionKind, Module};

/// A function whose name contains this ends at once if it is called: an app without
/// asynchronous views has no caller for it.
const NEVER_CALLED: &str = "into_any::hydrate_async";

/// Rewrites the WebAssembly in `file`; what is unreachable now is for wasm-opt to remove.
///
/// # Errors
/// Where the file is no WebAssembly with names, or holds no such function.
pub fn run(file: &Path) -> Result<()> {
    let mut module =
        Module::from_file(file).with_context(|| format!("{} is no WebAssembly", file.display()))?;
    let count = snip(&mut module);
    if count == 0 {
        bail!(
            "no function's name contains `{NEVER_CALLED}`: Leptos has changed how erased views \
             hydrate, or the names are gone; look for what took its place with `wasm-dis`, or \
             remove xtask/src/snip.rs where there is no such function any more"
        );
    }
    module
        .emit_wasm_file(file)
        .with_context(|| format!("cannot write {}", file.display()))
}

/// Takes them out, and tells how many functions that were.
fn snip(module: &mut Module) -> usize {
    let never_called: Vec<_> = module
        .funcs
        .iter()
        .filter(|function| {
            let name = function.name.as_deref();
            name.is_some_and(|name| name.contains(NEVER_CALLED))
        })
        .map(|function| function.id())
        .collect();
    for id in &never_called {
        let kind = &module.funcs.get(*id).kind;
        let FunctionKind::Local(local) = kind else {
            continue;
        };
        let ty = module.types.get(local.ty());
        let (params, results) = (ty.params().to_vec(), ty.results().to_vec());
        let arguments = local.args.clone();
        let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
        builder.func_body().unreachable();
        module.funcs.get_mut(*id).kind = FunctionKind::Local(builder.local_func(arguments));
    }
    never_called.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with functions of these names, each exported.
    fn module(names: &[&str]) -> Module {
        let mut module = Module::default();
        for name in names {
            let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
            builder.name((*name).into()).func_body();
            let id = builder.finish(vec![], &mut module.funcs);
            module.exports.add(name, id);
        }
        module
    }

    #[test]
    fn what_is_never_called_traps_and_the_rest_stays() {
        let names = ["a::into_any::hydrate_async::<T>", "a::into_any::build::<T>"];
        let mut module = module(&names);
        assert_eq!(snip(&mut module), 1);
        let sizes: Vec<u64> = module
            .funcs
            .iter()
            .map(|function| function.kind.unwrap_local().size())
            .collect();
        assert_eq!(sizes, [1, 0], "instructions of each function");
    }

    #[test]
    fn a_leptos_without_such_functions_is_an_error_that_says_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("app.wasm");
        module(&["a::into_any::build::<T>"])
            .emit_wasm_file(&file)
            .unwrap();
        let error = run(&file).unwrap_err().to_string();
        assert!(
            error.contains(NEVER_CALLED) && error.contains("remove xtask/src/snip.rs"),
            "{error}"
        );
    }
}
