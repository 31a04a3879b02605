//! View models: stored values as pages show them.

use crate::reader::UploadError;
use app::desk::alarm;
use app::desk::job::OpenJob;
use app::desk::mails::MailRow;
use app::desk::suppliers::SupplierRow;
use domain::Texts;
use domain::text::joined;
use service::records::{Job, Mail, MailAlarm, MailState, MailTrouble, Supplier};
use service::suppliers::columns::Column;
use sheets::{Found, ReadError};

pub fn supplier(s: &Supplier) -> SupplierRow {
    let shown = |column: Column| match (column, column.get(s)) {
        (Column::SpendShare, share) if !share.is_empty() => share + " %",
        (_, text) => text,
    };
    SupplierRow {
        id: s.id.to_string(),
        columns: Column::ALL.iter().map(|column| (column.key(), shown(*column))).collect(),
        relationship: s.relationship,
        mail_problem: s.mail_problem.clone(),
        retired_at: s.retired_at,
    }
}

pub fn mail(texts: &Texts, m: &Mail) -> MailRow {
    MailRow {
        id: m.mail.id.clone(),
        kind: texts.get(&format!("desk.mailkind.{}", m.mail.kind.key())).to_owned(),
        to: m.mail.to.clone(),
        state: m.state,
        queued: if m.state == MailState::Queued { m.created_at.max(m.mail.send_at) } else { m.created_at },
        sent: m.sent_at,
        error: m.error.clone(),
        attempts: m.attempts,
    }
}

/// How far a job is, while it is not over.
pub fn open_job(job: Option<Job>) -> Option<OpenJob> {
    let job = job.filter(|job| job.finished_at.is_none())?;
    Some(OpenJob { done: job.progress.done, total: job.progress.total, failed: !job.error.is_empty() })
}

/// What is wrong with the mail, if anything is.
pub fn alarm(texts: &Texts, found: &MailAlarm) -> Option<alarm::MailAlarm> {
    let trouble = |t: &MailTrouble| alarm::MailTrouble {
        problem: t.problem.key().to_owned(),
        name: texts.get(&format!("desk.refusal.{}", t.problem.key())).to_owned(),
        waiting: t.waiting,
        failed: t.failed,
        said: t.said.clone(),
    };
    found.stands().then(|| alarm::MailAlarm {
        paused_until: found.paused_until,
        troubles: found.troubles.iter().map(trouble).collect(),
    })
}

/// Why a file cannot be read, and what to do.
pub fn unreadable(texts: &Texts, why: &UploadError) -> String {
    match why {
        UploadError::File(error) => joined(&error.what(texts), &error.todo(texts)),
        UploadError::Slow => texts.get("desk.upload.slow").to_owned(),
        UploadError::Died | UploadError::Busy => texts.get("desk.upload.died").to_owned(),
    }
}

/// The same where a table is asked for and not a filled template.
pub fn no_table(texts: &Texts, why: &UploadError) -> String {
    let UploadError::File(error) = why else { return unreadable(texts, why) };
    let archive = matches!(error, ReadError::NotWorkbook { found: Found::Archive });
    let key = format!("desk.table.{}", if archive { "archive" } else { error.code() });
    if texts.has(&key) { error.say(texts, &key) } else { unreadable(texts, why) }
}
