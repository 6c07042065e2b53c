//! The figures in sentences.

use std::fmt::Write;

use super::{Exposure, Holders, SECONDS_OF_A_YEAR};

/// The figures as people read them.
pub fn human(exposure: &Exposure) -> String {
    let mut text = String::new();
    let mut line = |what: &str, is: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{what}：{is}");
    };
    line("证书", format!("{} 张，其中 {} 张可以查询", exposure.certificates, exposure.sealed));
    if exposure.buckets > 0 {
        line(
            "查询的数据块",
            format!(
                "{} 个，每个约 {:.0} 张；网站服务器只看得出查的是这 {:.0} 张里的一张",
                exposure.buckets, exposure.certificates_per_bucket, exposure.certificates_per_bucket
            ),
        );
    }
    match (exposure.key_derivation, exposure.seconds_per_guess) {
        (Some(setting), Some(seconds)) => line(
            "猜一次姓名的成本",
            format!(
                "Argon2id，{} KiB，{} 遍，{} 道；这台电脑一个核 {:.1} 毫秒",
                setting.memory_kib,
                setting.iterations,
                setting.parallelism,
                seconds * 1e3
            ),
        ),
        _ => line("证书查询", "site.yaml 里没有设置（lookup）".to_owned()),
    }
    for guessing in &exposure.names {
        line(
            &format!("猜一张证书，{}", guessing.list),
            format!(
                "这台电脑一个核{}；租一块显卡{}，{} 元（估算）；猜遍全部证书{}（估算）",
                span(guessing.seconds_here),
                span(guessing.seconds_on_card),
                money(guessing.yuan),
                span(guessing.years_for_all * SECONDS_OF_A_YEAR)
            ),
        );
    }
    line(
        "猜一张证书的校验码",
        format!(
            "{} 位随机数；租一块显卡平均{}（估算）",
            exposure.code_bits,
            span(exposure.code_years * SECONDS_OF_A_YEAR)
        ),
    );
    line("遮盖后的姓名", format!("{} 个还看得出末字或字数（新发的只留首字）", exposure.telling_masks));
    let Holders { present, others, not_noted, none } = &exposure.holders;
    line("持证人信息", format!("加密给 {} 把公钥", exposure.recipients));
    line(
        "批次",
        format!(
            "{present} 个加密给现在的公钥，{not_noted} 个没有记下加密给谁，{none} 个没有加密文件；加密给别的公钥的 {}",
            listed(others, "要运行 skillreg holders rotate")
        ),
    );
    line("封存设置不同的批次", listed(&exposure.differing_seals, "要运行 skillreg reseal"));
    line("没有封存的批次", listed(&exposure.unsealed, "查不出来"));
    text.push_str(
        "\n猜中只得到姓名，其余在批次页面上本来就公开。各项怎样算出、凭什么，见 docs/threat-model.md。\n",
    );
    text
}

/// How many, and the first few of them.
fn listed(names: &[String], means: &str) -> String {
    const SHOWN: usize = 5;
    match names {
        [] => "0 个".to_owned(),
        names => {
            let more = if names.len() > SHOWN { " 等" } else { "" };
            let shown: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
            format!("{} 个（{}{more}：{means}）", names.len(), shown.join("、"))
        }
    }
}

fn span(seconds: f64) -> String {
    let units = [(SECONDS_OF_A_YEAR, "年"), (86_400.0, "天"), (3600.0, "小时"), (60.0, "分钟")];
    match units.into_iter().find(|(length, _)| seconds >= *length) {
        Some((length, unit)) if unit == "年" && seconds / length >= 1e8 => {
            format!(" {:.0} 亿年", seconds / length / 1e8)
        }
        Some((length, unit)) if unit == "年" && seconds / length >= 1e4 => {
            format!(" {:.0} 万年", seconds / length / 1e4)
        }
        Some((length, unit)) => format!(" {:.1} {unit}", seconds / length),
        None if seconds >= 1.0 => format!(" {seconds:.0} 秒"),
        None => "不到 1 秒".to_owned(),
    }
}

fn money(yuan: f64) -> String {
    match yuan {
        yuan if yuan < 0.01 => "不到 0.01".to_owned(),
        yuan if yuan < 10.0 => format!("{yuan:.2}"),
        yuan => format!("{yuan:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_spans_and_sums_as_people_do() {
        assert_eq!(span(0.2), "不到 1 秒");
        assert_eq!(span(10.0), " 10 秒");
        assert_eq!(span(5400.0), " 1.5 小时");
        assert_eq!(span(4e6 * SECONDS_OF_A_YEAR), " 400 万年");
        assert_eq!(
            (money(0.001).as_str(), money(0.62).as_str(), money(97.2).as_str()),
            ("不到 0.01", "0.62", "97")
        );
    }
}
