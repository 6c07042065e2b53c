//! What skillreg does as a whole, seen from outside. One binary, one module a room.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod browser;
mod commands;
mod markup;
mod output;
mod sample;
mod server;
mod site_html;
mod watch;
