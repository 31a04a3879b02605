//! `touchstone admin retention`: what the retention rule removes, listed or done.

use service::ServiceError;
use service::records::RemovedCounts;
use service::retention::RetentionPlan;
use service::team::recover::Operator;
use std::io::Write;

/// Lists what would go; removes it where `remove` says so.
pub async fn run(operator: &Operator, remove: bool) -> Result<(), ServiceError> {
    list(&operator.retention_plan().await?);
    if !remove {
        return Ok(());
    }
    let told = |done| {
        eprint!("\r{done} requests …");
        let _ = std::io::stderr().flush();
    };
    match operator.run_retention(told).await? {
        Some(run) => println!("Removed: {}. The log has it as retention.run.", said(&run.counts)),
        None => println!("There was nothing to remove."),
    }
    Ok(())
}

fn list(plan: &RetentionPlan) {
    match plan.months {
        0 => println!("There is no rule yet: nothing is removed."),
        months => println!("The rule: {months} months after the reporting year."),
    }
    for campaign in &plan.campaigns {
        let (name, year, due) = (sheets::plain(&campaign.name), campaign.year, &campaign.due_on);
        println!("{name} ({year}), due since {due}: {}", said(&campaign.going));
        if campaign.held > 0 {
            println!("  kept by a legal hold: {} requests", campaign.held);
        }
    }
    if plan.suppliers != RemovedCounts::default() {
        println!("Suppliers: {}", said(&plan.suppliers));
    }
    if plan.is_empty() {
        println!("Nothing is due.");
    }
    if let Some((day, name)) = &plan.next {
        println!("Next: {} on {day}.", sheets::plain(name));
    }
}

fn said(counts: &RemovedCounts) -> String {
    let some = counts.each().into_iter().filter(|(_, n)| *n > 0);
    let said: Vec<String> = some.map(|(kind, n)| format!("{n} {}", kind.replace('_', " "))).collect();
    if said.is_empty() { "nothing".to_owned() } else { said.join(", ") }
}
