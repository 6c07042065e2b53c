use rayon::prelude::*;
use skillreg::{check, history::History, registry::Date, site::*, theme::Theme};
use std::path::Path;
use std::time::Instant;
fn main() {
    let root = std::env::args().nth(1).unwrap_or(".".into());
    let out = std::env::args().nth(2);
    let t = Instant::now();
    let checked = check::check(Path::new(&root), None, Date::new(2021, 11, 19).unwrap()).unwrap();
    let Some(registry) = checked.registry else {
        eprintln!("faults");
        return;
    };
    eprintln!("check {:?}", t.elapsed());
    let t = Instant::now();
    let history = History::read(Path::new(&root));
    eprintln!("history {:?} {} {:?}", t.elapsed(), history.changes.len(), history.missing);
    let theme = Theme::load(Path::new(&root), None).unwrap();
    let options = Options { base_url: registry.site().base_url.to_string() };
    for _ in 0..3 {
        let t = Instant::now();
        let plan = Plan::new(&registry, &history, theme.assets(), &options);
        eprintln!("plan {:?} {}", t.elapsed(), plan.files().len());
        let renderer = theme.renderer(plan.shared()).unwrap();
        let t = Instant::now();
        let digests: Vec<[u8; 32]> = (0..plan.files().len())
            .into_par_iter()
            .map_init(Vec::new, |b, i| plan.content(i).unwrap().input(renderer.digest(), b))
            .collect();
        eprintln!("contexts+hash {:?} {:x?}", t.elapsed(), &digests[0][..4]);
        let t = Instant::now();
        let bytes: usize = (0..plan.files().len())
            .into_par_iter()
            .map(|i| {
                let bytes = match plan.content(i).unwrap() {
                    Content::Page(p) => match renderer.render(&p) {
                        Ok(s) => s.into_bytes(),
                        Err(e) => {
                            eprintln!("{}: {e}", plan.files()[i].path);
                            Vec::new()
                        }
                    },
                    Content::Bytes(b) => b.into_owned(),
                };
                if let Some(out) = &out {
                    let p = Path::new(out).join(&plan.files()[i].path);
                    std::fs::create_dir_all(p.parent().unwrap()).unwrap();
                    std::fs::write(p, &bytes).unwrap();
                }
                bytes.len()
            })
            .sum();
        eprintln!("render {:?} {bytes} bytes", t.elapsed());
        if out.is_some() {
            break;
        }
    }
}
