//! skillreg turns a git repository of YAML records into a public registry as a static site.
//!
//! The rooms, top to bottom; each uses only those below it:
//!
//! | room | what it is for |
//! |---|---|
//! | [`cli`] | one file a command, each thin |
//! | [`server`], [`watch`] | the preview on loopback, and what makes it build again |
//! | [`publishing`] | check, plan, render, put in place |
//! | [`check`] | reads, judges and reports |
//! | [`links`] | whether links in Markdown lead somewhere |
//! | [`publication`] | puts a built site on a branch of the repository, and sends it to where it is served |
//! | [`verification`] | whether a folder or an address holds the site that was built, and nothing else |
//! | [`output`] | the only writer of the site: staged, compared, swapped in whole or not at all |
//! | [`theme`] | from pages to HTML by templates; the only room that knows tera |
//! | [`search`] | what visitors' browsers search in, and buckets of certificates; with `crates/lookup`, the only room that knows tantivy |
//! | [`issuing`] | PURE: from an assessment body's roster to certificates |
//! | [`site`] | PURE: from a registry to a plan of pages, feeds and data files |
//! | [`markdown`] | Markdown to HTML that can do no harm |
//! | [`recording`] | the only writer of certificate records: all or nothing |
//! | [`history`] | who changed which record when; with [`publication`], the only room that knows git |
//! | `repository` | finds the git repository around a root |
//! | [`comparison`] | PURE: what changed between two versions of a record, in words |
//! | [`mod@reference`] | PURE: pages of the manual written from the code |
//! | [`skeleton`] | PURE: what a new record or a new registry begins with |
//! | [`rules`] | PURE: what must hold of the records, one rule a file |
//! | [`loading`] | from files to records |
//! | [`drawing`] | PURE: which sittings are inspected and by whom, drawn so that everybody can do it again |
//! | [`deadlines`] | PURE: what has to be done by when, and whether it was |
//! | [`calendar`] | PURE: working days from the holiday table |
//! | [`icalendar`] | PURE: calendars that programs subscribe to |
//! | [`registry`] | PURE: records, identifiers, procedure; the registry as a whole |
//! | [`cache`] | what was read before, by content |
//! | [`yaml`] | text to drafts, routes to places |
//! | [`source`] | the only reader of `content/` |
//! | `stamp` | what tells that a file was not touched |
//! | [`diagnostics`] | findings and their renderers |
//! | [`shell`] | the only room that prints |

// Tests look at what the rooms did, so they may go where the rooms go.
#![cfg_attr(test, allow(clippy::disallowed_methods))]

pub mod admin;
pub mod cache;
pub mod calendar;
pub mod check;
pub mod cli;
pub mod comparison;
pub mod deadlines;
pub mod diagnostics;
pub mod drawing;
pub mod forms;
pub mod history;
pub mod icalendar;
pub mod issuing;
pub mod links;
pub mod loading;
pub mod markdown;
pub mod output;
pub mod proposal;
pub mod publication;
pub mod publishing;
pub mod recording;
pub mod reference;
pub mod registry;
mod repository;
pub mod rules;
pub mod search;
pub mod server;
pub mod shell;
pub mod site;
pub mod skeleton;
pub mod source;
pub mod spreadsheet;
mod stamp;
pub mod theme;
pub mod verification;
pub mod watch;
pub mod yaml;
