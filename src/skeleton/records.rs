//! Which record goes where, and what is known of it when it begins.

use serde_json::Value;

use super::office::modeline;
use super::{File, Known, page, record};
use crate::registry::identifier::RecordId;
use crate::registry::records::filing::Filing;
use crate::registry::records::plan::{Plan, Sitting};
use crate::registry::records::policy::{Policy, RequiredOf};
use crate::registry::{Date, Record, schema as schemas};

/// The registry as far as new records need it.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The day on which the record begins.
    pub today: Date,
    /// The policy in force on that day.
    pub policy: Option<&'a Policy>,
}

const ASKED_FOR: [&str; 8] = [
    "people.experts.field",
    "people.assessors.field",
    "people.staff.proof",
    "people.experts.proof",
    "people.assessors.proof",
    "people.supervisors.proof",
    "equipment.proofs",
    "monitoring.proofs",
];

impl Desk<'_> {
    /// An application for filing; of a branch of a group that has filed, if so said.
    pub fn filing(&self, id: &RecordId, branch: bool) -> File {
        let known = Known::default()
            .value("kind", if branch { "branch" } else { "enterprise" })
            .only("procedure", &["event", "date", "channel"])
            .value("procedure.event", "submitted")
            .value("procedure.date", self.today.to_string());
        let known = if branch { known.want("group") } else { known };
        // Optional until the filing is complete, and asked for then.
        let known = ASKED_FOR.into_iter().fold(known, Known::want);
        let known = self.edition(self.materials(known, branch), "scope.edition");
        self.record("filing", format!("content/institutions/{id}/filing.yaml"), &known)
    }

    /// An application for filing with all that its form says, given as JSON in the shape of the schema.
    pub fn filled(&self, id: &RecordId, record: &Value) -> File {
        let known = Known::default().filled(record);
        let known = match record["procedure"].as_array() {
            Some(events) if events.len() > 1 => known,
            _ => known.only("procedure", &["event", "date", "channel"]),
        };
        self.record("filing", format!("content/institutions/{id}/filing.yaml"), &known)
    }

    /// An implementation plan of an institution.
    pub fn plan(&self, id: &RecordId, year: i16, institution: &Record<Filing>) -> File {
        let filing = &institution.value;
        let known = Known::default()
            .value("institution", &institution.id)
            .value("reported", self.today.to_string())
            .value("sittings.id", "s1")
            .value("sittings.division", filing.applicant.division.to_string());
        let known = match &filing.scope[..] {
            [only] => known
                .value("sittings.edition", &*only.edition)
                .value("sittings.occupation", only.code.to_string()),
            _ => self.edition(known, "sittings.edition"),
        };
        self.record("plan", format!("content/plans/{year}/{id}.yaml"), &known)
    }

    /// A batch of certificates; what its plan says is filled in.
    pub fn batch(&self, id: &RecordId, year: i16, plan: &Record<Plan>, sitting: &Sitting) -> File {
        let known = Known::default()
            .value("institution", &*plan.value.institution)
            .value("plan", &plan.id)
            .value("sitting", &*sitting.id)
            .value("edition", &*sitting.edition)
            .value("occupation", sitting.occupation.to_string())
            .value("level", sitting.level.key())
            .value("issued", self.today.to_string());
        self.record("batch", format!("content/certificates/{year}/{id}/batch.yaml"), &known)
    }

    /// A policy: its data, its text, its questions.
    pub fn policy(&self, id: &RecordId) -> Vec<File> {
        let folder = format!("content/policies/{id}");
        let notice = include_str!("office/notice.md").to_owned();
        vec![
            self.record("policy", format!("{folder}/policy.yaml"), &Known::default()),
            File { path: format!("{folder}/notice.md"), text: notice },
            self.record("questions", format!("{folder}/questions.yaml"), &Known::default()),
        ]
    }

    /// A page.
    pub fn page(&self, id: &RecordId) -> File {
        let known = Known::default().value("published", self.today.to_string());
        let schema = schemas::of("page").unwrap_or_default();
        File { path: format!("content/pages/{id}.md"), text: page(&schema, &known) }
    }

    /// A year of supervision: the inspectors to be filled in, the rest still empty.
    pub fn supervision(&self, year: i16) -> Vec<File> {
        let kinds = ["inspectors", "draws", "inspections", "measures"];
        let file = |kind: &str| {
            let known = Known::default();
            let known = if kind == "inspectors" { known } else { known.items(kind, 0) };
            self.record(kind, format!("content/supervision/{year}/{kind}.yaml"), &known)
        };
        kinds.map(file).into()
    }

    fn record(&self, kind: &str, path: String, known: &Known) -> File {
        let schema = schemas::of(kind).unwrap_or_default();
        let text = modeline(kind, &path) + &record(&schema, known);
        File { path, text }
    }

    fn edition(&self, known: Known, route: &str) -> Known {
        match self.policy {
            Some(policy) => known.value(route, &*policy.terms.occupation_edition),
            None => known,
        }
    }

    /// The materials this applicant has to hand in, by the policy in force.
    fn materials(&self, mut known: Known, branch: bool) -> Known {
        let mut count = 0;
        let terms = self.policy.map(|policy| &policy.terms.application_materials[..]).unwrap_or_default();
        let due = |required_of| match required_of {
            RequiredOf::Everyone => true,
            RequiredOf::Enterprise => !branch,
            RequiredOf::Branch => branch,
        };
        for term in terms.iter().filter(|term| due(term.required_of)) {
            known = known.value(format!("materials[{count}].item"), &*term.id);
            count += 1;
        }
        known.items("materials", count.max(1))
    }
}
