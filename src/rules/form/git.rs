//! What git leaves in a working tree, or could not carry to another machine.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity};

pub(crate) static CONFLICT: Rule = Rule {
    code: "merge-conflict",
    severity: Severity::Error,
    title: "合并冲突都已解决",
    clause: None,
    reason: "两个人改了同一处，git 把两边都留在文件里，中间夹着标记，等人选定。",
    wrong: Example(
        "<<<<<<< HEAD\nname: 天津示例重工有限公司\n=======\nname: 天津示例重工集团\n>>>>>>> other\n",
    ),
    right: Example("name: 天津示例重工有限公司\n"),
};

pub(super) static POINTER: Rule = Rule {
    code: "file-lfs-pointer",
    severity: Severity::Error,
    title: "文件本身要在，不是 Git LFS 的指针",
    clause: None,
    reason: "用 Git LFS 保管的文件，没有取回时只剩几行指针；封存和加密文件是指针的，证书就查不出来。",
    wrong: Example("version: https://git-lfs.github.com/spec/v1  # holders.age 里只有这样几行\n"),
    right: Example("# holders.age：取回以后的加密文件本身\n"),
};

pub(super) static LINE_ENDS: Rule = Rule {
    code: "file-line-ends",
    severity: Severity::Error,
    title: "加密文件里的换行没有被换过",
    clause: None,
    reason: "git 在 Windows 上会把文字里的换行换成另一种；加密文件不是文字，换过一个字节就打不开了。",
    wrong: Example("# .gitattributes 里只有：* text eol=crlf\n"),
    right: Example("# .gitattributes 里还有：*.age binary\n"),
};

pub(super) static SUBMODULE: Rule = Rule {
    code: "file-submodule",
    severity: Severity::Error,
    title: "记录都在同一个 git 仓库里",
    clause: None,
    reason: "另一个仓库（子模块）里的改动不在这里的历史里，别人拿到的内容可能不同，也可能根本没有。",
    wrong: Example("# content/institutions 是一个子模块\n"),
    right: Example("# content/institutions 是普通文件夹\n"),
};

pub(super) static TWIN: Rule = Rule {
    code: "file-case",
    severity: Severity::Error,
    title: "没有只差大小写的两个名字",
    clause: None,
    reason: "Windows 和 macOS 把它们当成同一个文件：取回仓库时一个会盖掉另一个，记录就丢了。",
    wrong: Example("# content/pages/about.md 和 content/pages/About.md\n"),
    right: Example("# content/pages/about.md\n"),
};

pub(super) fn pointer(place: Place) -> Finding {
    let finding = POINTER.at(place, "这里只有 Git LFS 的指针，没有文件本身");
    finding
        .hint("运行 git lfs pull 取回文件；登记库的文件都不大，最好不用 LFS 保管（git lfs migrate export）")
}

pub(super) fn line_ends(place: Place) -> Finding {
    let hint = format!(
        "在登记库的 .gitattributes 最后加一行 *.age binary（skillreg init 新建的登记库里有），删去这个文件，再运行 git restore {} 取回原来的；没有泄露个人信息",
        place.file
    );
    LINE_ENDS.at(place, "这个加密文件里的换行被 git 换成了 Windows 的，打不开了").hint(hint)
}

pub(super) fn submodule(place: Place) -> Finding {
    let finding = SUBMODULE.at(place, "这个文件夹是另一个 git 仓库（子模块）");
    finding.hint("把里面的记录作为普通文件放在这里，删去子模块：git rm --cached 文件夹，再删去里面的 .git")
}

pub(super) fn theme(place: Place) -> Finding {
    let finding =
        SUBMODULE.at(place, "这个主题在另一个 git 仓库里（子模块），还没有取回，网站会没有它的样子");
    finding.hint("运行 git submodule update --init 取回；在流水线里让检出这一步连子模块一起取")
}

pub(super) fn twin(place: Place) -> Finding {
    TWIN.at(place, "另有一个名字，只与它差在大小写")
        .hint("留下一个，名字用小写字母；另一个里要的内容并进去再删")
}
