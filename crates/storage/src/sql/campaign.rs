//! Campaigns, their recipients, their launch.

use super::columns::{columns, overwrite};
use super::{changes, commit, link, log, mail, request, supplier};
use crate::tx::{Tx, first, insert_many, placeholders};
use crate::value::{Value, args, json};
use domain::workflow::RequestState;
use service::ports::{StoreError, StoreResult};
use service::records::{
    Campaign, CampaignState, FieldChange, Instant, LogDraft, NewMail, Replan, Request, RequestCommit,
    RequestId,
};

columns! {
    Campaign(c, version: i64) {
        id: id => &c.id;
        version: int => version;
        name: text => &c.name;
        year: int => c.year;
        products: text => &c.products;
        template_version: text => &c.template_version;
        due: day => c.due;
        cutoff: day => c.cutoff;
        state: key(CampaignState::parse) => c.state.key();
        words: json => json(&c.words)?;
        reminders: json => json(&c.reminders)?;
        created_at: instant => c.created_at;
        launched_at: opt_instant => c.launched_at;
        review: json => json(&c.review)?;
        launch_on: opt_day => c.launch_on;
        launch_by: id => &c.launch_by;
    } and {
        // Of earlier programs, and empty: every version that can be read is accepted. Old seals cover it.
        accepted_versions => "[]";
    }
}

fn select() -> String {
    format!("SELECT {} FROM campaign", READ.join(", "))
}

/// All campaigns, newest first.
pub async fn all(tx: &mut dyn Tx) -> StoreResult<Vec<Campaign>> {
    let sql = select() + " ORDER BY created_at DESC, id";
    tx.query(&sql, &[]).await?.iter_mut().map(read).collect()
}

/// One campaign.
pub async fn get(tx: &mut dyn Tx, id: &str) -> StoreResult<Option<Campaign>> {
    let sql = select() + " WHERE id = $1";
    first(tx, &sql, args![id]).await?.map(|mut row| read(&mut row)).transpose()
}

/// One campaign, locked until the end of the transaction.
async fn locked(tx: &mut dyn Tx, id: &str) -> StoreResult<Campaign> {
    let sql = format!("{} WHERE id = $1{}", select(), tx.dialect().for_update("campaign"));
    let found = first(tx, &sql, args![id]).await?;
    found.map(|mut row| read(&mut row)).transpose()?.ok_or(StoreError::NotFound)
}

/// Adds (version 0) or overwrites (version as read).
pub async fn save(tx: &mut dyn Tx, campaign: &Campaign, act: &LogDraft) -> StoreResult<Campaign> {
    let what = changed(get(tx, &campaign.id).await?.as_ref(), campaign)?;
    let saved = put(tx, campaign).await?;
    log::append(tx, &[changes::noted(act, what)?]).await?;
    Ok(saved)
}

/// Overwrites (version as read), moves the reminders that wait and the end of the links that work.
pub async fn change(
    tx: &mut dyn Tx,
    campaign: &Campaign,
    replan: &Replan,
    now: Instant,
    act: &LogDraft,
) -> StoreResult<Campaign> {
    let what = changed(get(tx, &campaign.id).await?.as_ref(), campaign)?;
    let saved = put(tx, campaign).await?;
    for (request, version, next) in &replan.reminders {
        // A new version, so that a reminder that is being made on the old plan is made again.
        let sql = "UPDATE request SET next_reminder_at = $4, version = version + 1 \
                   WHERE id = $1 AND campaign_id = $2 AND version = $3";
        tx.execute(sql, args![request, &campaign.id, *version, *next]).await?;
    }
    if let Some(end) = replan.links_end {
        let sql = "UPDATE access_link SET expires_at = $2 WHERE revoked_at IS NULL AND expires_at > $3 \
                   AND request_id IN (SELECT id FROM request WHERE campaign_id = $1)";
        tx.execute(sql, args![&campaign.id, end, now]).await?;
    }
    log::append(tx, &[changes::noted(act, what)?]).await?;
    Ok(saved)
}

/// What people see change in a campaign.
fn changed(old: Option<&Campaign>, new: &Campaign) -> StoreResult<Vec<FieldChange>> {
    let skip = ["id", "version", "created_at", "launched_at", "state"];
    let before = old.map(|old| values(old, 0)).transpose()?;
    Ok(changes::between(READ, before.as_ref().map(<[_; WIDTH]>::as_slice), &values(new, 0)?, &skip))
}

async fn put(tx: &mut dyn Tx, campaign: &Campaign) -> StoreResult<Campaign> {
    if campaign.version == 0 {
        let sql =
            format!("INSERT INTO campaign ({}) VALUES ({})", WRITTEN.join(", "), placeholders(0, WIDTH));
        tx.execute(&sql, &values(campaign, 1)?).await?;
    } else {
        let row = values(campaign, campaign.version + 1)?;
        if !overwrite(tx, "campaign", WRITTEN, &row, &["id"], campaign.version).await? {
            let exists = get(tx, &campaign.id).await?.is_some();
            return Err(if exists { StoreError::Conflict } else { StoreError::NotFound });
        }
    }
    Ok(Campaign { version: campaign.version + 1, ..campaign.clone() })
}

/// Adds planned requests for suppliers that have none in the campaign; drops these requests where they are planned.
pub async fn set_recipients(
    tx: &mut dyn Tx,
    campaign: &str,
    add: &[Request],
    drop: &[RequestId],
    act: &LogDraft,
) -> StoreResult<()> {
    if locked(tx, campaign).await?.state == CampaignState::Closed {
        return Err(StoreError::Conflict);
    }
    for request in drop {
        let sql = "DELETE FROM request WHERE id = $1 AND campaign_id = $2 AND state = 'planned'";
        tx.execute(sql, args![request, campaign]).await?;
    }
    let ids: Vec<&str> = add.iter().map(|r| r.supplier.as_str()).collect();
    let copies = supplier::copies(tx, &ids).await?;
    let width = request::WIDTH + 2;
    let mut rows = Vec::with_capacity(add.len() * width);
    for new in add {
        if new.campaign.as_str() != campaign || new.state != RequestState::Planned {
            return Err(StoreError::Fault("only planned requests of this campaign can be added".into()));
        }
        let (name_key, search) = copies.get(&new.supplier).ok_or(StoreError::NotFound)?;
        rows.extend(request::values(new, 1, 1, act.at)?);
        rows.extend([Value::from(name_key), search.into()]);
    }
    let head = format!("INSERT INTO request ({}, name_key, search)", request::WRITTEN.join(", "));
    insert_many(tx, &head, width, &rows, "ON CONFLICT (supplier_id, campaign_id) DO NOTHING").await?;
    log::append(tx, std::slice::from_ref(act)).await
}

/// Opens the campaign (version as read) and invites who is still planned.
pub async fn launch(
    tx: &mut dyn Tx,
    id: &str,
    version: i64,
    invitations: &[RequestCommit],
    act: &LogDraft,
) -> StoreResult<u64> {
    let campaign = locked(tx, id).await?;
    // What goes out was built from that version: its dates, its words, its plan.
    if campaign.state == CampaignState::Closed || campaign.version != version {
        return Err(StoreError::Conflict);
    }
    let opens = campaign.state == CampaignState::Planned;
    let (mut links, mut mails, mut acts) = (Vec::new(), Vec::<NewMail>::new(), Vec::new());
    let wanted: Vec<&Request> = invitations.iter().map(|i| &i.request).collect();
    let invited = request::invite(tx, id, &wanted, act.at).await?;
    // Whoever was invited before, by an earlier press or by another instance, is passed over with link and mail.
    for invitation in invitations.iter().filter(|i| invited.contains(&i.request.id)) {
        commit::check_links(&invitation.request, &invitation.links)?;
        links.extend(invitation.links.iter());
        mails.extend(invitation.mails.iter().cloned());
        acts.extend(invitation.log.iter().cloned());
    }
    link::insert(tx, &links).await?;
    mail::queue(tx, &mails, act.at).await?;
    if opens || !invited.is_empty() {
        // A new version, so that a change made without knowing of the newly invited is made again.
        let launched_at = campaign.launched_at.or(Some(act.at));
        put(tx, &Campaign { state: CampaignState::Open, launched_at, ..campaign }).await?;
        acts.insert(0, act.clone());
        log::append(tx, &acts).await?;
    }
    Ok(invited.len() as u64)
}
