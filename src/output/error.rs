//! What can go wrong while publishing, told to the officer who reads it.

use std::io;
use std::path::{Path, PathBuf};

/// Why the site could not be put in place. The output folder is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum PublishError<E> {
    /// A file could not be made; the one that comes first in path order is reported.
    #[error("生成“{path}”时出错")]
    Render {
        /// Path of the file inside the site.
        path: String,
        /// What the renderer said.
        #[source]
        source: E,
    },
    /// The output folder or the machine is in the way.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Trouble with the output folder itself.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The path is a symbolic link: what would be replaced lies somewhere else.
    #[error("输出位置“{0}”是一个符号链接。请改用真实的文件夹，以免误改别处的内容。")]
    OutputIsSymlink(PathBuf),
    /// The path is a file.
    #[error("输出位置“{0}”是一个文件，不是文件夹。请换一个输出位置。")]
    OutputIsNoFolder(PathBuf),
    /// The path has no name of its own, such as `/` or `..`.
    #[error("“{0}”不能用作输出文件夹。请给出一个单独的文件夹，例如 public。")]
    OutputHasNoName(PathBuf),
    /// Publishing there would replace the records.
    #[error("输出文件夹“{output}”包含着“{protected}”，发布会把它替换掉。请换一个输出位置。")]
    OutputHoldsSources {
        /// The folder that was asked for.
        output: PathBuf,
        /// What would be lost.
        protected: PathBuf,
    },
    /// Publishing there would mix the site into the records.
    #[error("输出文件夹“{output}”在“{protected}”里面，网站的文件会和源文件混在一起。请换一个输出位置。")]
    OutputInsideSources {
        /// The folder that was asked for.
        output: PathBuf,
        /// The folder with sources.
        protected: PathBuf,
    },
    /// Publishing there would put one site into another.
    #[error("输出文件夹“{output}”在另一个已发布的网站“{site}”里面，会随那个网站一起公布。请换一个输出位置。")]
    OutputInsideSite {
        /// The folder that was asked for.
        output: PathBuf,
        /// The folder above it that skillreg published.
        site: PathBuf,
    },
    /// The folder has files, and nothing says that they are skillreg's.
    #[error(
        "输出文件夹“{0}”里已有不是本程序写入的文件，为免误删，没有发布。请换一个空文件夹，或先把里面的文件移走。"
    )]
    OutputIsForeign(PathBuf),
    /// The marker cannot be read, so it is not known which files are skillreg's.
    #[error(
        "“{0}”已损坏或由其他版本写成，无法分辨哪些文件由本程序写入，没有发布。请把该文件夹清空后重新生成。"
    )]
    MarkerUnreadable(PathBuf),
    /// A file put there by a person stands where a page of the site belongs.
    #[error(
        "输出文件夹里的“{existing}”不是本程序写入的，却与网站的“{target}”位置相同。请将它移走或改名后重新生成。"
    )]
    Collision {
        /// The person's file, inside the output folder.
        existing: PathBuf,
        /// The site's file.
        target: String,
    },
    /// Lists would be published, or mixed into the records.
    #[error(
        "放清单的文件夹“{lists}”在“{holder}”里面，清单会随网站公布，或和记录混在一起。请用 --lists 另给一个位置，例如登记库外面的 todo"
    )]
    ListsInside {
        /// The folder that was asked for.
        lists: PathBuf,
        /// What it lies in.
        holder: PathBuf,
    },
    /// A list that somebody else wrote, or changed.
    #[error(
        "“{0}”不是本程序写的清单，或写好以后被改过，为免盖掉，没有发布。里面的事办完了就删掉它，别的东西请移走，或用 --lists 换一个文件夹"
    )]
    ListIsForeign(PathBuf),
    /// Another publishing works on the same folder.
    #[error("另一次发布正在写“{0}”。等它结束，再发布一次")]
    Busy(PathBuf),
    /// A folder lies where a mirrored folder's note belongs.
    #[error(
        "“{0}”是一个文件夹，本程序要在这个位置写一个文件，记下网站是从哪个提交生成的。没有发布；请先把它移走或改名"
    )]
    NoteIsFolder(PathBuf),
    /// A file of the built site is not what was built.
    #[error("刚生成的网站里，“{0}”被改动过，没有发布。可能另一个程序也在写这个文件夹；再运行一次")]
    Altered(PathBuf),
    /// A target's path is not plain; this is a mistake of the program, not of the records.
    #[error("程序内部错误：网站文件的路径“{0}”不合规范。请把这条信息告诉维护人员。")]
    TargetPath(String),
    /// Two targets cannot both exist; this is a mistake of the program, not of the records.
    #[error("程序内部错误：网站中有两个文件都叫“{0}”，或它同时是文件和文件夹。请把这条信息告诉维护人员。")]
    TargetTwice(String),
    /// The machine refused.
    #[error("无法{action}“{path}”")]
    Machine {
        /// What was tried, as a Chinese verb.
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the machine said.
        #[source]
        source: io::Error,
    },
}

/// Names the action and the path that a bare [`io::Error`] leaves out.
pub(super) trait During<T> {
    fn during(self, action: &'static str, path: &Path) -> Result<T, OutputError>;
}

impl<T, F: Into<io::Error>> During<T> for Result<T, F> {
    fn during(self, action: &'static str, path: &Path) -> Result<T, OutputError> {
        self.map_err(|source| OutputError::Machine { action, path: path.to_owned(), source: source.into() })
    }
}
