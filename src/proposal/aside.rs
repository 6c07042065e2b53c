//! What lies among the records and is none: links, hidden files, names that cannot be used. Rules see it in the working tree
//! only, so what base did not have is taken out before base is judged.

use crate::diagnostics::veil;
use crate::history::proposal::{Held, HeldKind, Proposal};
use crate::loading::{Aside, Loaded};
use crate::registry::personal;
use crate::source::{SourceFault, SourceFaultKind};

/// Whether there is anything of that kind.
pub(super) fn has_any(loaded: &Loaded) -> bool {
    !loaded.passed.is_empty() || !loaded.source_faults.is_empty() || !loaded.aside.is_empty()
}

/// Leaves what base had.
pub(super) fn keep_of_base(loaded: &mut Loaded, proposal: &Proposal) {
    let held = &proposal.held;
    loaded.source_faults.retain(|fault| was_fault(fault, proposal));
    loaded.aside.retain(|aside| held.iter().any(|held| is_aside(held, aside)));
    loaded.passed.retain(|path| held.iter().any(|held| held.path == *path));
}

fn was_fault(fault: &SourceFault, proposal: &Proposal) -> bool {
    use SourceFaultKind as K;
    let was = |is: &dyn Fn(&Held) -> bool| proposal.held.iter().any(is);
    let was_kind = |kind: HeldKind| was(&|held: &Held| held.path == fault.path && held.kind == kind);
    match fault.kind {
        K::SymbolicLink => was_kind(HeldKind::Link),
        K::Folder => was_kind(HeldKind::Folder),
        K::Repository => was_kind(HeldKind::Repository),
        K::Name => was(&|held: &Held| held.path.escape_debug().to_string() == fault.path),
        K::Twin => {
            let low = fault.path.to_lowercase();
            proposal.held.iter().filter(|held| held.path.to_lowercase() == low).count() > 1
        }
        // Git has nothing of the kind, and whether the machine lets a file be read is no matter of base.
        K::Special | K::Unreadable { .. } => false,
        K::Workbook => {
            let shown = |path: &str| veil(path, &personal::places(path));
            was(&|held| matches!(held.kind, HeldKind::Scratch(_)) && shown(&held.path) == fault.path)
        }
        // What was read of a file that changed is replaced by what base had in it; one that is too large is not read.
        K::TooLarge { .. } | K::NotUtf8 { .. } | K::Pointer | K::Unencrypted | K::Converted => {
            let is_changed = proposal.files.iter().any(|file| file.path == fault.path);
            was_kind(HeldKind::File) && !is_changed
        }
    }
}

fn is_aside(held: &Held, aside: &Aside) -> bool {
    if aside.in_name {
        return veil(&held.path, &personal::places(&held.path)) == aside.path;
    }
    let HeldKind::Scratch(bytes) = &held.kind else { return false };
    held.path == aside.path && !personal::scan(&String::from_utf8_lossy(bytes)).is_empty()
}
