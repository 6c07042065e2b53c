//! The registry as it was known on a day before: what was recorded afterwards is left out.

use super::records::filing::Filing;
use super::records::plan::Plan;
use super::{Date, Records};

impl Records {
    /// Leaves out what happened after a day. What never changes by an event (lists of people, premises) stays as it is now.
    pub(super) fn until(&mut self, day: Date) {
        self.filings.iter_mut().for_each(|record| filing(&mut record.value, day));
        self.filings.retain(|record| !record.value.procedure.is_empty());
        self.plans.retain(|record| record.value.reported <= day);
        self.plans.iter_mut().for_each(|record| plan(&mut record.value, day));
        self.batches.retain(|record| record.value.issued <= day);
        for record in &mut self.batches {
            record.value.events.retain(|event| event.date <= day);
        }
        self.supervision_until(day);
    }

    fn supervision_until(&mut self, day: Date) {
        for record in &mut self.draws {
            record.value.draws.retain(|draw| draw.date <= day);
        }
        for record in &mut self.inspections {
            record.value.inspections.retain(|inspection| inspection.date <= day);
            for inspection in &mut record.value.inspections {
                inspection.published = inspection.published.filter(|date| *date <= day);
            }
        }
        for record in &mut self.measures {
            record.value.measures.retain(|measure| measure.date <= day);
        }
    }
}

fn filing(filing: &mut Filing, day: Date) {
    filing.procedure.retain(|event| event.date <= day);
}

fn plan(plan: &mut Plan, day: Date) {
    for sitting in &mut plan.sittings {
        sitting.date = sitting.date_on(day);
        sitting.rescheduled.retain(|change| change.date <= day);
        sitting.cancelled = sitting.cancelled.take().filter(|cancellation| cancellation.date <= day);
    }
    plan.results.retain(|result| result.ended <= day);
    for result in &mut plan.results {
        result.reported = result.reported.filter(|date| *date <= day);
        result.confirmed = result.confirmed.filter(|date| *date <= day);
    }
}
