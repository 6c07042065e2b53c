//! What skillreg does as a whole, seen from outside. One binary, one module a room.
#![allow(clippy::print_stderr, reason = "says which tests a machine cannot run")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "looks at what was written from outside")]

mod afterwards;
mod bad_input;
mod browser;
mod called_off;
mod commands;
mod draw_proof;
mod editors;
mod expected;
mod forge;
mod forms;
mod history;
mod invalid;
mod lookup;
mod markup;
mod mirror;
mod output;
mod partial;
mod printed;
mod procedure;
mod proposal;
mod publish;
mod reference;
mod registry;
mod remotes;
mod reports;
mod repository;
mod republish;
mod reviewing;
mod roster;
mod sample;
mod search;
mod server;
mod site_html;
mod statistics;
mod strangers;
mod succession;
mod supervision;
mod tutorial;
mod verify;
mod watch;
mod working_trees;
