//! What a folder that git keeps has in it, with all below it.

use std::collections::BTreeMap;

use git2::{ObjectType, Oid, Repository};

use crate::repository::{File, fold};

/// How deep folders are followed; those of a site are two deep, and nobody's are as deep as this.
const DEEPEST: usize = 64;

/// Files by path, each with the name of its object and how git notes what it is.
pub(super) type Files = BTreeMap<Vec<u8>, (Oid, u32)>;

/// All that is not a folder. Paths are bytes: others may have named their files in any way.
pub(super) fn read(repository: &Repository, tree: Oid) -> Result<Files, git2::Error> {
    let mut files = Vec::new();
    read_below(repository, tree, &[], DEEPEST, &mut files)?;
    Ok(files.into_iter().collect())
}

fn read_below(
    repository: &Repository,
    tree: Oid,
    above: &[u8],
    depth: usize,
    files: &mut Vec<(Vec<u8>, (Oid, u32))>,
) -> Result<(), git2::Error> {
    let depth = depth.checked_sub(1).ok_or_else(|| git2::Error::from_str("folders lie too deep"))?;
    for entry in repository.find_tree(tree)?.iter() {
        let mut path = above.to_vec();
        path.extend(entry.name_bytes());
        if entry.kind() == Some(ObjectType::Tree) {
            path.push(b'/');
            read_below(repository, entry.id(), &path, depth, files)?;
        } else {
            files.push((path, (entry.id(), entry.filemode_raw().cast_unsigned())));
        }
    }
    Ok(())
}

/// Keeps a folder of these files, in the order of their paths, whose objects are there already.
pub(super) fn write(repository: &Repository, files: &[File<'_>]) -> Result<Oid, git2::Error> {
    let (outermost, folders) = fold(files)?;
    let objects = repository.odb()?;
    for (name, bytes) in folders {
        if !objects.exists(name) {
            objects.write(ObjectType::Tree, &bytes)?;
        }
    }
    Ok(outermost)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use git2::{Index, IndexEntry, IndexTime};

    use super::*;

    /// The same by git's own index.
    fn by_index(repository: &Repository, files: &[File<'_>]) -> Oid {
        let mut index = Index::new().unwrap();
        for (path, mode, id) in files {
            let time = IndexTime::new(0, 0);
            index
                .add(&IndexEntry {
                    ctime: time,
                    mtime: time,
                    dev: 0,
                    ino: 0,
                    mode: *mode,
                    uid: 0,
                    gid: 0,
                    file_size: 0,
                    id: *id,
                    flags: 0,
                    flags_extended: 0,
                    path: path.to_vec(),
                })
                .unwrap();
        }
        index.write_tree_to(repository).unwrap()
    }

    #[test]
    fn folders_are_what_git_makes_of_the_same_files() {
        let folder = tempfile::tempdir().unwrap();
        let repository = Repository::init(folder.path()).unwrap();
        let one = repository.blob(b"1").unwrap();
        let two = repository.blob(b"2").unwrap();
        let mut files: Vec<File<'_>> = vec![
            (b"a/b/c.html", 0o100_644, one),
            (b"a.b", 0o100_644, two),
            (b"a/b.html", 0o100_755, one),
            (b"a0", 0o120_000, two),
            (b"ab/c", 0o100_644, one),
            ("附件/说明.txt".as_bytes(), 0o100_644, two),
        ];
        files.sort_unstable();
        let tree = write(&repository, &files).unwrap();
        assert_eq!(tree, by_index(&repository, &files));
        let read = read(&repository, tree).unwrap();
        let again: Vec<File<'_>> = read.iter().map(|(path, (id, mode))| (&path[..], *mode, *id)).collect();
        assert_eq!(again, files);
        assert!(repository.find_tree(tree).unwrap().get_path(Path::new("a/b/c.html")).is_ok());
    }

    #[test]
    fn a_file_may_become_a_folder_and_a_folder_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let repository = Repository::init(folder.path()).unwrap();
        let id = repository.blob(b"1").unwrap();
        let file = [(&b"help"[..], 0o100_644, id)];
        let inside = [(&b"help/index.html"[..], 0o100_644, id)];
        for files in [&file, &inside, &file] {
            assert_eq!(write(&repository, files).unwrap(), by_index(&repository, files));
        }
    }
}
