//! What keeps a site from being published on a branch, told to the maintainer.

use crate::output::OutputError;

/// Why the site was not published. Nothing has moved, here or on the remote.
#[derive(Debug, thiserror::Error)]
pub enum PublicationError {
    /// No repository.
    #[error(
        "这个文件夹不在 git 仓库里，没有可以发布的分支。先用 git init 建仓库并提交，或用 --to 文件夹 发布到一个文件夹"
    )]
    NoRepository,
    /// A repository without a working tree.
    #[error("这个 git 仓库没有工作区（bare）。请在它的普通克隆里发布：git clone 仓库 文件夹")]
    Bare,
    /// History cut short.
    #[error(
        "仓库是浅克隆，没有完整的历史：发布出去的网站会缺少记录的修改情况，也看不出网站上的版本新旧。先运行 git fetch --unshallow（在自动流程里，把取代码那一步的 fetch-depth 设为 0）"
    )]
    Shallow,
    /// Files of the branch were left on the remote.
    #[error(
        "仓库是部分克隆（--filter），缺少分支「{0}」上的文件。请在完整的克隆里发布：git clone 地址 文件夹"
    )]
    Partial(String),
    /// No commit yet.
    #[error("仓库里还没有提交。先用 git add 和 git commit 把记录提交进去，再发布")]
    Unborn,
    /// A repository of another user.
    #[error("仓库属于另一个用户，git 不予读取（可用 git config --global --add safe.directory 登记它的路径）")]
    Foreign,
    /// Records that are not committed.
    #[error(
        "有没提交的修改，网站会和仓库里的记录对不上：{}。先提交（git add、git commit），或用 git stash 收起来；确实要连没提交的一起发布，加 --allow-dirty",
        listed(.0)
    )]
    Dirty(Vec<String>),
    /// A merge that is not done.
    #[error(
        "正在合并，还没有合并完，没有发布。有冲突的先改好（git status 列出是哪些文件），再用 git add 和 git commit 完成合并，然后发布；不想合并了，用 git merge --abort 回到合并以前"
    )]
    Merging,
    /// The records changed while the site was built.
    #[error("生成网站的时候记录又变了，没有发布。请等修改做完，再发布一次")]
    Moved,
    /// Not the name of a branch.
    #[error("「{0}」不能用作分支的名字。常用的是 gh-pages")]
    BranchName(String),
    /// The branch is somebody's working tree.
    #[error(
        "分支「{branch}」正在“{place}”里检出着，发布会使那里的文件和分支对不上。换一个分支（--branch），或先在那里切换到别的分支"
    )]
    CheckedOut {
        /// The branch.
        branch: String,
        /// Where.
        place: String,
    },
    /// The branch holds something else than a site.
    #[error(
        "分支「{0}」上的内容不是本程序发布的网站，为免盖掉别的东西，没有发布。换一个分支（--branch 名字）；确实不要了，先在代码平台上删掉这个分支"
    )]
    NotOurs(String),
    /// Somebody's file where a page belongs.
    #[error(
        "分支「{branch}」上有一个不是本程序放的文件“{existing}”，和网站的“{target}”位置相同。请先在那个分支上把它移走或改名"
    )]
    Collision {
        /// The branch.
        branch: String,
        /// The file of somebody else.
        existing: String,
        /// The file of the site.
        target: String,
    },
    /// Made from records that are not in this history.
    #[error(
        "网站上现在的版本（提交 {commit}）不是从这里的历史生成的{}。别人可能已经发布了更新的记录：先运行 git pull，再发布，两边的记录就都在（那次发布用的是没有合并的分支，或合并时压成了一个提交的，git pull 取不到，核对后用 --overrule）。加 --overrule 会用这里的记录生成的网站换掉它，别人发布的那些记录从网站上消失（分支的历史里还有）",
        made_from.as_ref().map(|records| format!("，它来自提交 {records}")).unwrap_or_default()
    )]
    Elsewhere {
        /// The commit on the branch.
        commit: String,
        /// The commit of the records it was made from, if it says so.
        made_from: Option<String>,
    },
    /// The folder holds the site of newer records, or of a branch that was not merged.
    #[error(
        "文件夹里现在的网站{}，而这里的记录（提交 {here}）不是接着它的：发布会使网站退回去，别人发布的记录从网站上消失。先取来最新的记录（git switch main，git pull），再发布（那次发布用的是没有合并的分支，或合并时压成了一个提交的，git pull 取不到，核对后用 --overrule）。确实要换成这里的，加 --overrule",
        origin(made_from.as_deref())
    )]
    OlderThanFolder {
        /// The commit of the records in the folder, if it says so.
        made_from: Option<String>,
        /// The commit of the records here.
        here: String,
    },
    /// The folder holds the site of a history that cannot be compared.
    #[error(
        "文件夹里现在的网站{}，这里的记录却没有 git 历史可读，看不出谁新谁旧。请在登记库的 git 仓库里发布；确实要换成这里的，加 --overrule",
        origin(made_from.as_deref())
    )]
    Unknowable {
        /// The commit of the records in the folder, if it says so.
        made_from: Option<String>,
    },
    /// Another registry is published in the folder.
    #[error(
        "文件夹里是另一座登记库（{other}）的网站。每座登记库用自己的文件夹（--to）；确实要换成这一座的，加 --overrule"
    )]
    OtherRegistryInFolder {
        /// What the other one is called, or where in the repository it lies.
        other: String,
    },
    /// Somebody changed pages on the branch.
    #[error(
        "网站分支上的网页被人直接改过：{}。要改内容，请改 content/ 里的记录，网页会跟着变。加 --overrule 会照记录重新写这些网页，直接改的内容从网站上消失（分支的历史里还有）",
        listed(.0)
    )]
    Touched(Vec<String>),
    /// The local branch has what the remote does not have.
    #[error(
        "本机的「{branch}」分支和远端的不一样：本机是 {local}，远端是 {remote}。网站分支只由本程序写入。看看本机多出来的是什么：git log {remote}..{branch}。加 --overrule 会丢下本机多出来的提交，接着远端的发布"
    )]
    Diverged {
        /// The branch.
        branch: String,
        /// Here.
        local: String,
        /// There.
        remote: String,
    },
    /// Who commits is not set.
    #[error(
        "git 还不知道提交的人是谁。先运行：git config --global user.name \"姓名\" 和 git config --global user.email \"邮箱\""
    )]
    NoCommitter,
    /// No such remote.
    #[error(
        "仓库没有叫「{0}」的远端。看看有哪些：git remote -v；加一个：git remote add {0} 地址；或用 --remote 指明，用 --to 文件夹 发布到文件夹"
    )]
    NoRemote(String),
    /// The program git is missing.
    #[error("这台机器上没有 git 程序，推送要用它。请先安装 git")]
    NoGit,
    /// The remote says nothing.
    #[error(
        "远端「{remote}」{seconds} 秒没有回应，已停止；本机和远端的分支都没有动。检查网络和代理，再试一次；网络慢可以加 --patience 秒数"
    )]
    Silent {
        /// The remote.
        remote: String,
        /// How long was waited.
        seconds: u64,
    },
    /// The remote says nothing after it was sent the site.
    #[error(
        "推送以后，远端「{remote}」{seconds} 秒没有回应，已停止等待，不能确定它收下了没有（那里的检查可能稍后才做完）；本机的分支没有动。过几分钟再运行一次：收下了的会说没有变化，没有收下的会重新推送。远端慢的，加 --patience 秒数"
    )]
    Unanswered {
        /// The remote.
        remote: String,
        /// How long was waited.
        seconds: u64,
    },
    /// The local branch stayed behind.
    #[error("网站已经发布到远端；只是本机的网站分支没有跟上：{0}。再运行一次就会跟上")]
    Unfollowed(String),
    /// Somebody stopped it before anything was sent.
    #[error("已停止，没有发布；本机和远端的分支都没有动")]
    Stopped,
    /// Somebody stopped it while it was sent.
    #[error(
        "推送的时候被停止了，不能确定远端收下了没有；本机的分支没有动。再运行一次就知道：收下了的会说没有变化"
    )]
    StoppedSending,
    /// Pushed to several places at once, of which some may fail.
    #[error(
        "远端「{0}」写了几个推送地址，一次发布可能有的收下、有的没有。用 --remote 指明其中一个地址，一个一个地发布（git remote -v 可以看到）"
    )]
    SeveralAddresses(String),
    /// The name of another branch leaves no room for this one.
    #[error(
        "分支「{branch}」和已有的分支「{other}」不能并存：git 把斜线前面的一段当作文件夹。换一个名字（--branch），或先删掉、改掉那一个"
    )]
    NameTaken {
        /// The branch.
        branch: String,
        /// The one that is there.
        other: String,
    },
    /// Another registry of the same repository is published there.
    #[error(
        "分支「{branch}」上是另一座登记库（{other}）的网站。每座登记库用自己的分支（--branch）；确实要换成这一座的，加 --overrule"
    )]
    OtherRegistry {
        /// The branch.
        branch: String,
        /// What the other one is called, or where in the repository it lies.
        other: String,
    },
    /// Somebody published meanwhile.
    #[error("就在这时，别人也更新了远端「{0}」的网站分支，没有发布。再运行一次就会接在它后面")]
    Overtaken(String),
    /// The remote's rules.
    #[error("远端「{remote}」不接受这次推送（分支受保护，或被它的检查拦下）；本机和远端的分支都没有动{}", quoted(.said))]
    Refused {
        /// The remote.
        remote: String,
        /// Its words.
        said: String,
    },
    /// Who pushes is unknown or may not.
    #[error(
        "远端「{remote}」不认识你，或你没有写入的权限。先用 git push 试一次，把账号、令牌或密钥设好；这里不会问密码{}",
        quoted(.said)
    )]
    Denied {
        /// The remote.
        remote: String,
        /// Its words.
        said: String,
    },
    /// Not reached.
    #[error("连不上远端「{remote}」。检查地址、网络和代理{}", quoted(.said))]
    Unreachable {
        /// The remote.
        remote: String,
        /// The words of git.
        said: String,
    },
    /// Anything else that git says.
    #[error("git 没有办成：{action}{}", quoted(.said))]
    Git {
        /// What was tried.
        action: &'static str,
        /// Its words.
        said: String,
    },
    /// The site that was built cannot be read.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A file of the site is not what was built.
    #[error("刚生成的网站里，“{0}”被改动过，没有发布。可能另一个程序也在写这个文件夹；再运行一次")]
    Altered(String),
    /// The repository is in the way.
    #[error("git 仓库出了问题：{0}")]
    Repository(#[from] git2::Error),
    /// The machine is in the way.
    #[error("不能运行 git 程序：{0}")]
    Machine(#[from] std::io::Error),
}

impl PublicationError {
    /// That a branch cannot be beside another, given by its reference.
    pub(super) fn name_taken(branch: &str, other: &str) -> Self {
        let other = other.trim_start_matches("refs/heads/").to_owned();
        Self::NameTaken { branch: branch.to_owned(), other }
    }
}

/// Where a site comes from, as a part of a sentence.
fn origin(commit: Option<&str>) -> String {
    match commit {
        Some(commit) => format!("是从提交 {commit} 的记录生成的"),
        None => "没有说清是从哪个提交的记录生成的".to_owned(),
    }
}

fn listed(files: &[String]) -> String {
    const NAMED: usize = 5;
    let named: Vec<&str> = files.iter().take(NAMED).map(String::as_str).collect();
    let rest = if files.len() > NAMED { format!(" 等 {} 个文件", files.len()) } else { String::new() };
    format!("{}{rest}", named.join("、"))
}

/// The words of others below the sentence, a line each.
fn quoted(said: &str) -> String {
    said.lines().map(|line| format!("\n  | {line}")).collect()
}
