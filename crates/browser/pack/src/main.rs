//! Makes a module for browsers from what the compiler wrote: `pack engine.wasm folder`.

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let wasm = arguments.next().context("which wasm file?")?;
    let folder = arguments.next().context("into which folder?")?;
    Bindgen::new()
        .input_path(wasm)
        .out_name("engine")
        .web(true)?
        // The address of the wasm file carries a digest; the worker hands it in.
        .omit_default_module_path(true)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
}
