//! Whether the day a site is of can be right. PURE.
//!
//! The site itself says by which day it is to be judged, and could choose one on which what is awkward has not happened yet,
//! or has run out.

use crate::registry::Date;

/// A site that is made again every day may miss so many.
const MOST_DAYS: i32 = 7;

/// What is wrong with the day of a site, if the registry does not pin it.
pub fn misdated(dated: Date, today: Date) -> Option<String> {
    if dated > today {
        return Some(format!(
            "网站写明的日子是 {dated}，比今天（{today}）还晚，期限和状态都提前算了。用 skillreg publish 重新发布，不要写将来的 --today；不是本单位这样发布的，请查是谁改了网站"
        ));
    }
    let days = days(dated, today);
    (days > MOST_DAYS).then(|| {
        format!(
            "网站是按 {dated} 的情况生成的，到今天（{today}）已经 {days} 天，期限和状态早就变了。记录没有变，也请用 skillreg publish 重新发布一次，再看每天自动发布的定时任务是不是停了"
        )
    })
}

/// What should be known of a site that is not of today.
pub fn not_of_today(dated: Date, today: Date) -> Option<String> {
    (dated < today && misdated(dated, today).is_none())
        .then(|| format!("网站是按 {dated} 的情况生成的，不是今天的；记录没有变，也请重新发布一次"))
}

fn days(from: Date, to: Date) -> i32 {
    (*to - *from).get_days()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::value::Value;

    #[test]
    fn a_week_may_be_missed_and_no_day_be_ahead() {
        let today = Date::parse("2026-03-04").unwrap();
        for (dated, wrong, noticed) in [
            ("2026-03-05", Some("比今天（2026-03-04）还晚"), false),
            ("2026-03-04", None, false),
            ("2026-03-03", None, true),
            ("2026-02-25", None, true),
            ("2026-02-24", Some("已经 8 天"), false),
        ] {
            let dated = Date::parse(dated).unwrap();
            let told = misdated(dated, today);
            assert_eq!(told.is_some(), wrong.is_some(), "{dated}");
            assert!(told.unwrap_or_default().contains(wrong.unwrap_or_default()), "{dated}");
            assert_eq!(not_of_today(dated, today).is_some(), noticed, "{dated}");
        }
    }
}
