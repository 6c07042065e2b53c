//! What skillreg does as a whole, seen from outside. One binary, one module a room.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bad_input;
mod browser;
mod commands;
mod invalid;
mod markup;
mod output;
mod reference;
mod registry;
mod sample;
mod server;
mod site_html;
mod watch;
