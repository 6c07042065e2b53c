//! Times the publishing of many small files: first build, nothing changed, one edit, all changed.
//!
//! `cargo run --release --example publish -- FOLDER [FILES] [flat|deep]`

#![expect(clippy::disallowed_methods, reason = "measures")]

use std::convert::Infallible;
use std::path::Path;
use std::time::Instant;

use skillreg::output::{Destination, Target, publish};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = Path::new(arguments.first().map_or("target/publish", String::as_str));
    let files = arguments.get(1).and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let deep = arguments.get(2).is_some_and(|text| text == "deep");
    let mut site: Vec<(Target, Vec<u8>)> = (0..files).map(|number| page(number, deep)).collect();
    build("first build", folder, &site);
    build("no change", folder, &site);
    for edit in 0..8u8 {
        change(&mut site[files / 2], edit);
        build("one edit", folder, &site);
    }
    site.iter_mut().for_each(|page| change(page, 9));
    build("all changed", folder, &site);
}

fn page(number: usize, deep: bool) -> (Target, Vec<u8>) {
    let path = if deep {
        format!("institutions/{number}/index.html")
    } else {
        format!("institutions/{number}.html")
    };
    let mut input = [0; 32];
    input[..8].copy_from_slice(&number.to_le_bytes());
    (Target { path, input }, format!("{number}{}", "示例".repeat(1_000)).into_bytes())
}

fn change((target, bytes): &mut (Target, Vec<u8>), edit: u8) {
    target.input[31] = edit + 1;
    bytes.push(b'0' + edit);
}

fn build(title: &str, folder: &Path, site: &[(Target, Vec<u8>)]) {
    let targets: Vec<Target> = site.iter().map(|(target, _)| target.clone()).collect();
    let started = Instant::now();
    let destination = Destination { folder, protected: &[] };
    let summary =
        publish(&destination, &targets, &|position| Ok::<_, Infallible>(site[position].1.clone()), &|| ());
    #[expect(clippy::print_stdout, reason = "this program only prints")]
    {
        println!("{title:12} {:>6} ms  {summary:?}", started.elapsed().as_millis());
    }
}
