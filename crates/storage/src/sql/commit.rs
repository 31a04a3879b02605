//! A unit of work on one request: stored whole or not at all.

use super::{
    changes, declared, draft, entry, kept_file, link, log, mail, query, request, submission, supplier,
    team_entry,
};
use crate::tx::{Tx, first};
use crate::value::{args, fault};
use service::ports::{StoreError, StoreResult};
use service::records::{Instant, Link, LogDraft, Request, RequestCommit};

/// When it happened, for columns of which the unit of work does not speak.
fn moment(commit: &RequestCommit) -> Instant {
    commit.log.iter().map(|act| act.at).max().unwrap_or(commit.request.state_at)
}

/// Refuses links to other requests.
pub fn check_links(request: &Request, links: &[Link]) -> StoreResult<()> {
    match links.iter().all(|link| link.request == request.id) {
        true => Ok(()),
        false => Err(fault("a link belongs to another request than its unit of work")),
    }
}

/// Stores it.
pub async fn store(tx: &mut dyn Tx, commit: &RequestCommit) -> StoreResult<Request> {
    let (stored, acts) = put(tx, commit).await?;
    log::append(tx, &acts).await?;
    Ok(stored)
}

/// Stores several, all but their acts, which are the answer: the log is locked last.
pub async fn put_all(tx: &mut dyn Tx, commits: &[RequestCommit]) -> StoreResult<Vec<LogDraft>> {
    let mut acts = Vec::new();
    for commit in commits {
        acts.extend(put(tx, commit).await?.1);
    }
    Ok(acts)
}

/// Stores all of it but its acts, which come with the answer. The request comes first: its row is locked by the update, and whoever read an older
/// version loses here, before anything else is touched.
async fn put(tx: &mut dyn Tx, commit: &RequestCommit) -> StoreResult<(Request, Vec<LogDraft>)> {
    let (id, at) = (commit.request.id.as_str(), moment(commit));
    request::update(tx, &commit.request, commit.quiet, at).await?;
    if let Some(expected) = commit.draft_revision {
        let row = first(tx, "SELECT revision FROM draft WHERE request_id = $1", args![id]).await?;
        if row.map_or(Ok(0), |mut row| row.int())? != expected {
            return Err(StoreError::Conflict);
        }
    }
    if let Some(save) = &commit.draft {
        if save.request.as_str() != id {
            return Err(fault("a draft belongs to another request than its unit of work"));
        }
        draft::overwrite(tx, save).await?;
    }
    if let Some(submission) = &commit.submission {
        if submission.request.as_str() != id {
            return Err(fault("a submission belongs to another request than its unit of work"));
        }
        submission::insert(tx, submission, &commit.basis).await?;
    }
    if let Some(rows) = &commit.declared {
        let of = commit.submission.as_ref().map(|s| (&s.request, s.number));
        if of != Some((&rows.request, rows.number)) {
            return Err(fault("rows belong to another submission than their unit of work"));
        }
        declared::put(tx, rows).await?;
    }
    if let (Some(file), Some(submission)) = (&commit.file, &commit.submission) {
        kept_file::submitted(tx, id, file, submission.number).await?;
    }
    if let Some(submission) = &commit.submission {
        team_entry::submitted(tx, id, commit.entry.as_deref(), submission.number, at).await?;
    }
    // A save neither submits nor decides, and changes no count.
    if !commit.quiet || commit.submission.is_some() {
        entry::count(tx, &commit.request.id).await?;
    }
    for query in &commit.queries {
        if query.request.as_str() != id {
            return Err(fault("a query belongs to another request than its unit of work"));
        }
        query::put(tx, query).await?;
    }
    for query in &commit.dropped_queries {
        query::remove(tx, id, query).await?;
    }
    if commit.revoke_access {
        let revoke = "UPDATE access_link SET revoked_at = $2 WHERE request_id = $1 AND revoked_at IS NULL";
        tx.execute(revoke, args![id, at]).await?;
        tx.execute("DELETE FROM session WHERE request_id = $1", args![id]).await?;
        mail::replaced(tx, &commit.request).await?;
    }
    check_links(&commit.request, &commit.links)?;
    link::insert(tx, &commit.links.iter().collect::<Vec<_>>()).await?;
    let mut acts = commit.log.clone();
    if let Some(changed) = &commit.supplier {
        let what = supplier::update_noting(tx, &[changed]).await?.pop().map_or(Vec::new(), |(_, what)| what);
        // Whoever did it to the request did it to the supplier.
        if let Some(act) = commit.log.last().filter(|_| !what.is_empty()) {
            let (action, object) = ("supplier.changed".to_owned(), format!("supplier:{}", changed.id));
            let act = LogDraft { action, object, detail: String::new(), ..act.clone() };
            acts.push(changes::noted(&act, what)?);
        }
    }
    mail::queue(tx, &commit.mails, at).await?;
    let version = commit.request.version + 1;
    let acted = if commit.quiet { commit.request.acted } else { version };
    Ok((Request { version, acted, ..commit.request.clone() }, acts))
}
