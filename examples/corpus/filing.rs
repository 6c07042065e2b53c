//! The text of a `filing.yaml`, laid out as officers write it.

use std::fmt::{self, Write};

use skillreg::registry::Status;

use super::facts::{Calendar, EDITION, Facts, levels};
use super::institution::{Institution, Line};
use super::names;
use super::random::Random;

/// Writes one filing.
pub(crate) struct Filing<'a> {
    facts: &'a Facts,
    of: &'a Institution<'a>,
    random: Random,
    out: String,
}

/// The text of an institution's filing.
///
/// # Errors
/// None in practice: a String can always be written to.
pub(crate) fn text(facts: &Facts, seed: u64, of: &Institution<'_>) -> Result<String, fmt::Error> {
    let random = Random::of(!seed, of.number as u64);
    let mut filing = Filing { facts, of, random, out: String::with_capacity(5000) };
    filing.applicant()?;
    filing.scope()?;
    filing.place()?;
    filing.people()?;
    filing.materials()?;
    filing.procedure()?;
    Ok(filing.out)
}

impl Filing<'_> {
    fn calendar(&self) -> &Calendar {
        &self.facts.calendar
    }

    fn applicant(&mut self) -> fmt::Result {
        let of = self.of;
        let (name, district, number) = (&of.name, &of.division.name, of.number);
        let (office, line) = (number / 10_000 % 10, number % 10_000);
        writeln!(self.out, "# 合成数据：单位、人员、电话、代码均为虚构。")?;
        match &of.group {
            None => writeln!(self.out, "kind: enterprise")?,
            Some(group) => {
                let receipt = format!("示例备案回执〔2019〕{}号", number + 1);
                writeln!(self.out, "kind: branch\ngroup:\n  name: {group}")?;
                writeln!(self.out, "  filed_with: 人力资源社会保障部\n  receipt: {receipt}")?;
            }
        }
        writeln!(self.out, "\napplicant:\n  name: {name}\n  address: {}", of.address())?;
        writeln!(
            self.out,
            "  division: \"{}\"\n  registrar: 天津市{district}市场监督管理局",
            of.division.code
        )?;
        writeln!(self.out, "  credit_code: {}", of.credit_code)?;
        for (role, person, position, area) in
            [("principal", 0, "总经理", 55), ("contact", 1, "培训中心主任", 56)]
        {
            let name = names::person(of.first_person + person);
            writeln!(self.out, "  {role}:\n    name: {name}\n    position: {position}")?;
            writeln!(self.out, "    telephone: 022-{area}{office}5{line:04}")?;
        }
        writeln!(self.out, "  email: sl{:05}@example.com", number + 1)?;
        if self.random.chance(50) {
            writeln!(self.out, "  website: https://sl{:05}.example.com/", number + 1)?;
        }
        writeln!(self.out, "  regulations:")?;
        for title in ["职业技能等级评价管理办法", "技能等级与薪酬挂钩办法"] {
            writeln!(self.out, "    - title: {title}\n      sha256: {}", self.random.digest())?;
        }
        Ok(())
    }

    fn scope(&mut self) -> fmt::Result {
        writeln!(self.out, "\nscope:")?;
        for line in &self.of.scope {
            write_line(&mut self.out, "  ", line, &self.of.name)?;
        }
        let names: Vec<&str> = self.of.scope.iter().map(|line| &*line.occupation.name).collect();
        let (workers, skilled) = (self.random.between(120, 4000), self.random.between(40, 100));
        let (since, contests) = (self.random.between(1985, 2018), self.random.between(2, 40));
        writeln!(self.out, "\nstrengths: |-")?;
        writeln!(
            self.out,
            "  公司在岗职工 {workers} 人，其中{}等岗位 {skilled} 人，是公司主业的骨干工种。",
            names.join("、")
        )?;
        writeln!(
            self.out,
            "\n  {since} 年设立职工培训中心，有理论、实操两支讲师队伍，先后举办岗位技能竞赛 {contests} 次，评价结果与岗位工资挂钩。"
        )
    }

    fn place(&mut self) -> fmt::Result {
        let (rooms, seats) = (self.random.between(1, 6), self.random.between(10, 60));
        let area = self.random.between(200, 4000);
        writeln!(self.out, "\npremises:")?;
        writeln!(
            self.out,
            "  description: 培训中心在厂区内，理论教室 {rooms} 间，实操工位 {seats} 个，考场与生产区分开。"
        )?;
        writeln!(self.out, "  area_square_metres: {area}\n  proofs:")?;
        writeln!(self.out, "    - title: 不动产权证书\n      sha256: {}", self.random.digest())?;
        writeln!(self.out, "\nequipment:")?;
        for line in &self.of.scope {
            let brand = self.random.pick(&["示例牌", "样例牌", "示范牌"]);
            let (model, count) = (self.random.between(100, 999), self.random.between(4, 40));
            let ownership = self.random.pick(&["企业自有", "租赁，租期覆盖备案期"]);
            writeln!(
                self.out,
                "  - {{name: {}考核台, brand: {brand}, model: SL-{model}, quantity: {count}, ownership: {ownership}, proofs: [{{title: 购置发票}}]}}",
                line.occupation.name
            )?;
        }
        let (computers, cameras) = (self.random.between(20, 120), self.random.between(8, 64));
        writeln!(self.out, "\nmonitoring:")?;
        writeln!(self.out, "  computers: 考试用计算机 {computers} 台，题库、组卷、评分由考务系统完成。")?;
        writeln!(self.out, "  video: 考场装高清摄像机 {cameras} 路，录像保存 180 天，可以远程调看。")
    }

    fn people(&mut self) -> fmt::Result {
        let verified = self.calendar().date(self.of.steps.submitted + 1);
        let person = |number| names::person(self.of.first_person + number);
        writeln!(self.out, "\npeople:\n  staff:")?;
        for (number, position, education, duties) in [
            (2, "主任", "大学本科", "组织评价、对外联系"),
            (3, "考务主管", "大学专科", "报名审核、考务安排、成绩管理"),
            (4, "质量主管", "大学本科", "档案管理、质量督查"),
        ] {
            writeln!(
                self.out,
                "    - {{name: {}, identity_verified: {verified}, position: {position}, education: {education}, duties: {duties}, proof: {}}}",
                person(number),
                self.random.digest()
            )?;
        }
        let experts = [person(5), person(6)];
        let experts = &experts[..self.random.between(1, 2)];
        let groups = [
            ("experts", "高级工程师", "硕士研究生", experts),
            ("assessors", "高级技师", "大学专科", &self.of.assessors()),
            ("supervisors", "质量管理工程师", "大学本科", &self.of.supervisors()),
        ];
        for (key, position, education, people) in groups {
            writeln!(self.out, "  {key}:")?;
            for (i, person) in people.iter().enumerate() {
                let field = &self.of.scope[i % self.of.scope.len()].occupation.name;
                writeln!(self.out, "    - name: {person}\n      identity_verified: {verified}")?;
                writeln!(self.out, "      employer: {}\n      position: {position}", self.of.name)?;
                writeln!(self.out, "      education: {education}\n      field: {field}")?;
                writeln!(self.out, "      proof: {}", self.random.digest())?;
            }
        }
        let signed = self.calendar().date(self.of.steps.submitted - 2);
        let principal = person(0);
        writeln!(self.out, "\npledge:\n  signed_by: {principal}\n  signed_on: {signed}\n  sealed: true")
    }

    fn materials(&mut self) -> fmt::Result {
        let items: &[&str] = match self.of.group {
            None => &["application-form", "business-licence", "implementation-measures", "quality-control"],
            Some(_) => {
                &["application-form", "business-licence", "group-receipt", "group-implementation-measures"]
            }
        };
        writeln!(self.out, "\nmaterials:")?;
        self.received(items, self.of.steps.submitted)?;
        if matches!(self.of.status, Status::Submitted | Status::Returned) {
            return Ok(());
        }
        writeln!(self.out, "\nassessment_materials:")?;
        self.received(
            &[
                "workforce-documents",
                "occupation-list",
                "standards",
                "teaching-materials",
                "management-rules",
                "personnel-tables",
                "process-forms",
                "information-systems",
                "certificate-and-seal-designs",
            ],
            self.of.steps.reviewed + 2,
        )
    }

    fn received(&mut self, items: &[&str], day: usize) -> fmt::Result {
        let date = self.calendar().date(day);
        for item in items {
            let digest = self.random.digest();
            writeln!(self.out, "  - {{item: {item}, channel: online, received: {date}, sha256: {digest}}}")?;
        }
        Ok(())
    }

    fn event(&mut self, event: &str, day: usize, rest: &[(&str, &str)]) -> fmt::Result {
        let date = self.calendar().date(day);
        writeln!(self.out, "  - event: {event}\n    date: {date}")?;
        rest.iter().try_for_each(|(key, value)| writeln!(self.out, "    {key}: {value}"))
    }

    fn procedure(&mut self) -> fmt::Result {
        let (steps, status) = (self.of.steps, self.of.status);
        writeln!(self.out, "\nprocedure:")?;
        self.event("submitted", steps.submitted, &[("channel", "online")])?;
        if status == Status::Submitted {
            return Ok(());
        }
        if status == Status::Returned {
            let opinion = "质量管控措施没有写明档案保存期限，请补充后重新提交。";
            return self.event("reviewed", steps.reviewed, &[("outcome", "returned"), ("opinion", opinion)]);
        }
        let opinion = "申请表和附件齐备，职业、等级与标准对应，初审通过。";
        self.event("reviewed", steps.reviewed, &[("outcome", "passed"), ("opinion", opinion)])?;
        if status == Status::Reviewed {
            return Ok(());
        }
        self.assessed(steps.assessed)?;
        if status == Status::Assessed {
            return Ok(());
        }
        let centre = "人力资源社会保障部职业技能鉴定中心";
        self.event("recommended", steps.recommended, &[("reported_to", centre)])?;
        if self.of.was_filed() { self.filed() } else { Ok(()) }
    }

    fn assessed(&mut self, day: usize) -> fmt::Result {
        let experts = self.random.between(3, 7).to_string();
        let on_site = self.random.chance(70);
        let (mode, means) = match on_site {
            true => ("on_site", "[material_review, questioning, site_visit]"),
            false => ("remote", "[material_review, questioning]"),
        };
        let opinion = "场地、设备与申报一致，考评人员能满足申报职业和等级的需要，同意通过技术评估。";
        let rest = [("mode", mode), ("means", means), ("experts", &experts), ("outcome", "passed")];
        self.event("assessed", day, &[&rest[..], &[("opinion", opinion)]].concat())
    }

    fn filed(&mut self) -> fmt::Result {
        let steps = self.of.steps;
        let date = self.calendar().date(steps.filed);
        let years = if self.of.status == Status::Expired { 1 } else { 3 };
        let until =
            date.saturating_add(jiff::Span::new().years(years)).saturating_sub(jiff::Span::new().days(1));
        let number = self.of.filing_number();
        let receipt = format!("津技鉴备（示例）〔{}〕{:05}号", date.year(), self.of.number + 1);
        let rest = [("number", &*number), ("receipt", &receipt), ("valid_until", &until.to_string())];
        self.event("filed", steps.filed, &rest)?;
        self.event("published", steps.published, &[("medium", "天津市职业技能评价机构目录（示例）")])?;
        self.later()
    }

    fn later(&mut self) -> fmt::Result {
        let later = &self.of.later;
        if let Some(day) = later.scope_changed {
            self.assessed(day - 4)?;
            self.scope_changed(day)?;
        }
        if let Some(day) = later.interviewed {
            self.event(
                "interviewed",
                day,
                &[("reason", "督导发现考场录像有中断，约谈企业负责人，要求检修设备。")],
            )?;
        }
        if let Some(day) = later.rectification_ordered {
            let due = self.calendar().date(day + 40).to_string();
            let document = format!("津技鉴改（示例）〔2021〕{}号", self.of.number + 1);
            let reason = "评分表由一人代签，责令限期整改，重新培训考评员。";
            self.event(
                "rectification_ordered",
                day,
                &[("reason", reason), ("due", &due), ("document", &document)],
            )?;
        }
        if let Some(day) = later.rectified {
            self.event("rectified", day, &[("opinion", "复查合格，整改完成。")])?;
        }
        if let Some(day) = later.revoked {
            let document = format!("津技鉴撤（示例）〔2021〕{}号", self.of.number + 1);
            let reason = "整改期满未完成整改，取消自主评价资格。";
            self.event("revoked", day, &[("reason", reason), ("document", &document)])?;
        }
        if let Some(day) = later.withdrawn {
            self.event("withdrawn", day, &[("reason", "企业搬迁到外省，不再在本市开展评价，自愿退出。")])?;
        }
        Ok(())
    }

    /// The scope from now on: all of the old one and another occupation.
    fn scope_changed(&mut self, day: usize) -> fmt::Result {
        self.event("scope_changed", day, &[])?;
        writeln!(self.out, "    scope:")?;
        for line in &self.of.scope {
            write_line(&mut self.out, "      ", line, &self.of.name)?;
        }
        let held = |code| self.of.scope.iter().any(|line| line.occupation.code == code);
        let added = &self.facts.occupations[self.random.below(self.facts.occupations.len())];
        if held(added.code) {
            return Ok(());
        }
        let line = Line { occupation: added, levels: levels(added)[..2].to_vec() };
        write_line(&mut self.out, "      ", &line, &self.of.name)
    }
}

fn write_line(out: &mut String, indent: &str, line: &Line<'_>, firm: &str) -> fmt::Result {
    let Line { occupation, levels } = line;
    let levels: Vec<&str> = levels.iter().map(|level| level.key()).collect();
    let name = &occupation.name;
    writeln!(out, "{indent}- edition: \"{EDITION}\"\n{indent}  code: {}", occupation.code)?;
    writeln!(out, "{indent}  name: {name}")?;
    if let Some(specialty) = &occupation.specialty {
        writeln!(out, "{indent}  specialty: {specialty}")?;
    }
    writeln!(out, "{indent}  levels: [{}]\n{indent}  standard:", levels.join(", "))?;
    if occupation.standard_levels.is_some() {
        return writeln!(out, "{indent}    kind: national\n{indent}    title: 国家职业技能标准 {name}");
    }
    writeln!(out, "{indent}    kind: enterprise\n{indent}    title: {firm}企业评价规范 {name}")?;
    writeln!(out, "{indent}    edition: 2020年版")?;
    writeln!(
        out,
        "{indent}    justification: 国家标准尚未颁布，已按编制技术规程（2018年版）编制企业评价规范。"
    )
}
