//! Writes a history to be measured, as `git fast-import` reads it: so many institutions in one folder, then commits that
//! change one of them each.
//!
//!     cargo run --release --example history -- 10000 10000 | git -C folder fast-import --quiet

use std::io::{self, BufWriter, Write};

const RECORD: &str = include_str!("../tests/sites/minimal/content/institutions/2020-0001/filing.yaml");

/// One hour of work lies between two commits.
const PAUSE: usize = 3600;
const BEGIN: usize = 1_590_000_000;

fn main() -> io::Result<()> {
    let mut numbers = std::env::args().skip(1).map_while(|word| word.parse::<usize>().ok());
    let (commits, records) = (numbers.next().unwrap_or(10_000), numbers.next().unwrap_or(10_000));
    let mut out = BufWriter::new(io::stdout().lock());
    let mut changes = vec![0_usize; records];
    for number in 0..commits {
        commit(&mut out, number)?;
        if number == 0 {
            (0..records).try_for_each(|record| file(&mut out, record, 0))?;
            continue;
        }
        // A step that shares no factor with round numbers, so that all records have their turn, none near the last.
        let record = number * 7919 % records;
        changes[record] += 1;
        file(&mut out, record, changes[record])?;
    }
    out.flush()
}

fn commit(out: &mut impl Write, number: usize) -> io::Result<()> {
    let message = format!("第 {number} 次登记");
    writeln!(out, "commit refs/heads/main")?;
    writeln!(out, "committer 示例书记员 <clerk@example.invalid> {} +0800", BEGIN + number * PAUSE)?;
    writeln!(out, "data {}\n{message}", message.len())
}

/// A record after so many changes: another telephone number, an event more, a level less.
fn file(out: &mut impl Write, record: usize, changes: usize) -> io::Result<()> {
    let mut text = RECORD
        .replace("天津示例重工有限公司", &format!("天津示例第{record}有限公司"))
        .replace("022-55550102", &format!("022-5555{:04}", (record + changes) % 10_000));
    if changes % 2 == 1 {
        text.push_str("  - {event: interviewed, date: 2021-03-02, reason: 录像缺失。}\n");
    }
    if changes % 3 == 2 {
        text = text.replace("levels: [5, 4]", "levels: [5]");
    }
    writeln!(out, "M 100644 inline content/institutions/2020-{record:05}/filing.yaml")?;
    writeln!(out, "data {}\n{text}", text.len())
}
