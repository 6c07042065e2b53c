//! Rules of form: what a file must be before its meaning can be looked at.

mod bounds;
mod duplicate_key;
mod file;
mod git;
mod missing_key;
mod null;
mod reference;
mod syntax;
mod unknown_choice;
mod unknown_key;
mod wrong_type;

use std::io::ErrorKind;

use super::{Entry, Judge};
use crate::diagnostics::{Finding, Place, Rule};
use crate::loading::Loaded;
use crate::registry::FileKind;
use crate::source::{SourceFault, SourceFaultKind, is_workbook};
use crate::yaml::{Fault, FaultKind};

pub(super) static RULES: &[Entry] = &[
    (&file::NOT_PLAIN, Judge::Form),
    (&file::UNREADABLE, Judge::Form),
    (&file::TOO_LARGE, Judge::Form),
    (&file::NOT_UTF8, Judge::Form),
    (&file::UNKNOWN, Judge::Form),
    (&file::EMPTY, Judge::Form),
    (&file::STAGED, Judge::Form),
    (&file::HIDDEN, Judge::Form),
    (&file::UNENCRYPTED, Judge::Form),
    (&git::CONFLICT, Judge::Form),
    (&git::POINTER, Judge::Form),
    (&git::LINE_ENDS, Judge::Form),
    (&git::SUBMODULE, Judge::Form),
    (&git::TWIN, Judge::Form),
    (&syntax::RULE, Judge::Form),
    (&syntax::DOCUMENTS, Judge::Form),
    (&syntax::DEPTH, Judge::Form),
    (&reference::RULE, Judge::Form),
    (&unknown_key::RULE, Judge::Form),
    (&duplicate_key::RULE, Judge::Form),
    (&missing_key::RULE, Judge::Form),
    (&wrong_type::RULE, Judge::Form),
    (&null::RULE, Judge::Form),
    (&unknown_choice::RULE, Judge::Form),
    (&bounds::RULE, Judge::Form),
];

/// The findings of form of all that was read.
pub(super) fn findings(loaded: &Loaded) -> Vec<Finding> {
    // Of another repository, that it is one is what has to be said.
    let embedded = loaded.source_faults.iter().filter(|fault| fault.kind == SourceFaultKind::Repository);
    let embedded: Vec<String> = embedded.map(|fault| format!("{}/", fault.path)).collect();
    let is_embedded = |file: &str| {
        FileKind::of(file).is_none() && embedded.iter().any(|folder| file.starts_with(folder.as_str()))
    };
    let sources = loaded.source_faults.iter().filter(|fault| !is_embedded(&fault.path)).map(of_source);
    let strangers = loaded.strangers.iter().filter(|file| !is_embedded(file)).map(|file| file::unknown(file));
    let forms = loaded.form_faults.iter().map(|(file, fault)| of_form(file, fault));
    let passed = loaded.passed.iter().map(|folder| file::passed(folder));
    sources.chain(strangers).chain(forms).chain(passed).collect()
}

pub(crate) use git::CONFLICT;

fn of_source(fault: &SourceFault) -> Finding {
    let place = Place::file(&fault.path);
    match fault.kind {
        SourceFaultKind::SymbolicLink => {
            file::NOT_PLAIN.at(place, "这是一个符号链接，不是文件").hint("把它指向的内容存成文件，放在这里")
        }
        SourceFaultKind::Folder => {
            file::NOT_PLAIN.at(place, "这里要一个文件，却是一个文件夹").hint("把记录存成这个名字的文件")
        }
        SourceFaultKind::Special => file::NOT_PLAIN.at(place, "这里要一个普通文件"),
        SourceFaultKind::Name => {
            file::NOT_PLAIN.at(place, "文件名里有不能用的字符").hint("用小写字母、数字和连字符命名")
        }
        SourceFaultKind::Pointer => git::pointer(place),
        SourceFaultKind::Repository if fault.path.starts_with("themes/") => git::theme(place),
        SourceFaultKind::Repository => git::submodule(place),
        SourceFaultKind::Twin => git::twin(place),
        SourceFaultKind::Converted => git::line_ends(place),
        SourceFaultKind::Unencrypted => file::unencrypted(place),
        SourceFaultKind::Unreadable { error } => match error {
            ErrorKind::PermissionDenied => file::UNREADABLE
                .at(place, "没有读取的权限")
                .hint("请管理这台电脑的人给你读取的权限，在命令行里是 chmod u+r"),
            ErrorKind::NotFound => {
                file::UNREADABLE.at(place, "刚才还在，现在找不到了").hint("等文件存好后再查一次")
            }
            _ => file::UNREADABLE.at(place, "读不出来").hint("看看文件能不能打开，磁盘是不是有毛病"),
        },
        SourceFaultKind::Workbook => file::workbook(place),
        SourceFaultKind::TooLarge { .. } | SourceFaultKind::NotUtf8 { .. } if is_workbook(&fault.path) => {
            file::workbook(place)
        }
        SourceFaultKind::TooLarge { bytes } => {
            let (size, most) = (bytes / (1024 * 1024), crate::source::MOST_BYTES / (1024 * 1024));
            file::TOO_LARGE
                .at(place, format!("文件有 {size} MiB，超过 {most} MiB"))
                .hint("记录不会这么大，看看是不是放错了文件")
        }
        SourceFaultKind::NotUtf8 { line } => file::NOT_UTF8
            .at(place, format!("第 {line} 行有不是 UTF-8 的内容"))
            .hint("在编辑器里选「另存为」，编码选 UTF-8"),
    }
}

fn of_form(file: &str, fault: &Fault) -> Finding {
    let place = Place { file: file.to_owned(), at: fault.at.clone() };
    let finding = rule(fault.kind).at(place, &fault.message);
    match &fault.hint {
        Some(hint) => finding.hint(hint),
        None => finding,
    }
}

fn rule(kind: FaultKind) -> &'static Rule {
    match kind {
        FaultKind::Syntax => &syntax::RULE,
        FaultKind::Conflict => &git::CONFLICT,
        FaultKind::Documents => &syntax::DOCUMENTS,
        FaultKind::Depth => &syntax::DEPTH,
        FaultKind::Empty => &file::EMPTY,
        FaultKind::Reference => &reference::RULE,
        FaultKind::UnknownKey => &unknown_key::RULE,
        FaultKind::DuplicateKey => &duplicate_key::RULE,
        FaultKind::MissingKey => &missing_key::RULE,
        FaultKind::WrongType => &wrong_type::RULE,
        FaultKind::Null => &null::RULE,
        FaultKind::Choice => &unknown_choice::RULE,
        FaultKind::Bounds => &bounds::RULE,
        FaultKind::Seal => super::seal::DAMAGED,
        FaultKind::Format(code) => super::value::rule(code),
    }
}
