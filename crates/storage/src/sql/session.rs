//! Sessions and throttling.

use super::log;
use crate::tx::{Tx, first};
use crate::value::{Row, args, fault};
use service::ports::StoreResult;
use service::ports::Tries;
use service::records::{Instant, LogDraft, Millis, Session, SessionOwner, SessionPlace};

/// How old `seen_at` gets before it is written again: a write for each page view would be wasteful.
const SEEN_STEP: Millis = 60_000;

/// Begins a session.
pub async fn create(tx: &mut dyn Tx, session: &Session) -> StoreResult<()> {
    let (member, request) = owner(&session.owner);
    let awaits_code = matches!(session.owner, SessionOwner::AwaitsCode(_));
    let sql = "INSERT INTO session (hash, member_id, request_id, created_at, seen_at, expires_at, address, browser, awaits_code) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = args![
        &session.hash,
        member,
        request,
        session.created_at,
        session.seen_at,
        session.expires_at,
        &session.place.address,
        &session.place.browser,
        i64::from(awaits_code)
    ];
    tx.execute(sql, values).await.map(|_| ())
}

fn owner(owner: &SessionOwner) -> (Option<&str>, Option<&str>) {
    match owner {
        SessionOwner::Member(id) | SessionOwner::AwaitsCode(id) | SessionOwner::LacksFactor(id) => {
            (Some(id), None)
        }
        SessionOwner::Request(id) => (None, Some(id)),
    }
}

/// The last two: whether a code is awaited, and whether a second factor is demanded that is not there.
const COLUMNS: &str = "s.hash, s.member_id, s.request_id, s.created_at, s.seen_at, s.expires_at, s.address, s.browser, \
    s.awaits_code, CASE WHEN s.member_id IS NOT NULL \
    AND EXISTS (SELECT 1 FROM setting WHERE name = 'second_factor' AND document = 'true') \
    AND NOT EXISTS (SELECT 1 FROM second_factor f WHERE f.member_id = s.member_id AND f.nonce <> '') \
    THEN 1 ELSE 0 END";

fn read(row: &mut Row) -> StoreResult<Session> {
    let (hash, member, request) = (row.text()?, row.opt_id()?, row.opt_id()?);
    let (created_at, seen_at, expires_at) = (row.instant()?, row.instant()?, row.instant()?);
    let place = SessionPlace { address: row.text()?, browser: row.text()? };
    let (awaits_code, lacks_factor) = (row.int()? != 0, row.int()? != 0);
    let owner = match (member, request) {
        (Some(member), None) if awaits_code => SessionOwner::AwaitsCode(member),
        (Some(member), None) if lacks_factor => SessionOwner::LacksFactor(member),
        (Some(member), None) => SessionOwner::Member(member),
        (None, Some(request)) if !awaits_code => SessionOwner::Request(request),
        _ => return Err(fault("a stored session has no owner")),
    };
    Ok(Session { hash, owner, place, created_at, seen_at, expires_at })
}

/// The session, if it is neither over nor idle nor its owner's access taken away.
pub async fn get(
    tx: &mut dyn Tx,
    hash: &str,
    now: Instant,
    idle_since: Instant,
) -> StoreResult<Option<Session>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM session s LEFT JOIN member m ON m.id = s.member_id WHERE s.hash = $1 AND s.expires_at > $2 \
         AND s.seen_at >= $3 AND m.disabled_at IS NULL"
    );
    first(tx, &sql, args![hash, now, idle_since]).await?.map(|mut row| read(&mut row)).transpose()
}

/// A member's, the one used last first.
pub async fn of_member(
    tx: &mut dyn Tx,
    member: &str,
    now: Instant,
    idle_since: Instant,
) -> StoreResult<Vec<Session>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM session s WHERE s.member_id = $1 AND s.expires_at > $2 AND s.seen_at >= $3 \
         AND s.awaits_code = 0 ORDER BY s.seen_at DESC, s.hash"
    );
    tx.query(&sql, args![member, now, idle_since]).await?.iter_mut().map(read).collect()
}

/// Whether its times should be written anew: it was last seen a while ago, or the clock was ahead when it was.
pub fn is_stale(session: &Session, now: Instant) -> bool {
    now - session.seen_at > SEEN_STEP || is_ahead(session, now)
}

/// Whether it begins or was seen in the future: it would live longer by as much.
fn is_ahead(session: &Session, now: Instant) -> bool {
    session.created_at.max(session.seen_at) > now + SEEN_STEP
}

/// The session with the times that it has now: used now, and begun now at the latest, with as long to live.
pub fn seen(session: Session, now: Instant) -> Session {
    let created_at = session.created_at.min(now);
    let expires_at = session.expires_at - (session.created_at - created_at);
    Session { created_at, expires_at, seen_at: now, ..session }
}

/// Writes the times of a session that was used, unless somebody else was faster.
pub async fn touch(tx: &mut dyn Tx, before: &Session, now: Instant) -> StoreResult<()> {
    let after = seen(before.clone(), now);
    let sql =
        "UPDATE session SET seen_at = $2, created_at = $3, expires_at = $4 WHERE hash = $1 AND seen_at = $5";
    let values = args![&before.hash, now, after.created_at, after.expires_at, before.seen_at];
    tx.execute(sql, values).await.map(|_| ())
}

/// Notes that the password was given again.
pub async fn confirm(tx: &mut dyn Tx, hash: &str, now: Instant) -> StoreResult<()> {
    tx.execute("UPDATE session SET confirmed_at = $2 WHERE hash = $1", args![hash, now]).await.map(|_| ())
}

/// When the password was given last: at the beginning of the session, or since.
pub async fn confirmed_at(tx: &mut dyn Tx, hash: &str) -> StoreResult<Option<Instant>> {
    let row = first(tx, "SELECT created_at, confirmed_at FROM session WHERE hash = $1", args![hash]).await?;
    row.map(|mut row| Ok(row.instant()?.max(row.instant()?))).transpose()
}

/// Moves all sessions by so much.
pub async fn shift(tx: &mut dyn Tx, by: Millis) -> StoreResult<()> {
    let sql = "UPDATE session SET created_at = created_at + $1, seen_at = seen_at + $1, expires_at = expires_at + $1";
    tx.execute(sql, args![by]).await.map(|_| ())
}

/// Notes where it was begun.
pub async fn place(tx: &mut dyn Tx, hash: &str, place: &SessionPlace) -> StoreResult<()> {
    let sql = "UPDATE session SET address = $2, browser = $3 WHERE hash = $1";
    tx.execute(sql, args![hash, &place.address, &place.browser]).await.map(|_| ())
}

/// Ends one session.
pub async fn end(tx: &mut dyn Tx, hash: &str) -> StoreResult<()> {
    tx.execute("DELETE FROM session WHERE hash = $1", args![hash]).await.map(|_| ())
}

/// Ends one session of a member.
pub async fn end_of(tx: &mut dyn Tx, member: &str, hash: &str, act: &LogDraft) -> StoreResult<bool> {
    let sql = "DELETE FROM session WHERE member_id = $1 AND hash = $2";
    let ended = tx.execute(sql, args![member, hash]).await? > 0;
    if ended {
        log::append(tx, std::slice::from_ref(act)).await?;
    }
    Ok(ended)
}

/// Ends all sessions of an owner.
pub async fn end_all(tx: &mut dyn Tx, of: &SessionOwner) -> StoreResult<u64> {
    match of {
        SessionOwner::Member(id) | SessionOwner::AwaitsCode(id) | SessionOwner::LacksFactor(id) => {
            tx.execute("DELETE FROM session WHERE member_id = $1", args![id]).await
        }
        SessionOwner::Request(id) => tx.execute("DELETE FROM session WHERE request_id = $1", args![id]).await,
    }
}

/// Counts a try in the present window; whether it is within the limit. Windows begin at multiples of their length.
pub async fn throttle(
    tx: &mut dyn Tx,
    key: &str,
    limit: i64,
    window: Millis,
    now: Instant,
) -> StoreResult<bool> {
    let window = window.max(1);
    let start = now - now.past(window);
    let sql = "INSERT INTO throttle (name, window_start, tries, expires_at) VALUES ($1, $2, 1, $3) \
               ON CONFLICT (name) DO UPDATE SET \
               tries = CASE WHEN throttle.window_start = excluded.window_start THEN throttle.tries + 1 ELSE 1 END, \
               window_start = excluded.window_start, expires_at = excluded.expires_at RETURNING tries";
    let row = first(tx, sql, args![key, start, start + window]).await?;
    let tries = row.ok_or_else(|| fault("a throttle count was not stored"))?.int()?;
    Ok(tries <= limit)
}

/// How many tries were counted in the present windows.
pub async fn counted(tx: &mut dyn Tx, of: &[Tries], now: Instant) -> StoreResult<Vec<i64>> {
    let mut out = Vec::with_capacity(of.len());
    for tries in of {
        let start = now - now.past(tries.window.max(1));
        let sql = "SELECT tries FROM throttle WHERE name = $1 AND window_start = $2";
        let row = first(tx, sql, args![&tries.key, start]).await?;
        out.push(row.map_or(Ok(0), |mut row| row.int())?);
    }
    Ok(out)
}

/// Counts one try under each key. Always in the same order, so that two that share some do not wait for each other.
pub async fn count(tx: &mut dyn Tx, of: &[Tries], now: Instant) -> StoreResult<()> {
    for tries in of {
        throttle(tx, &tries.key, i64::MAX, tries.window, now).await?;
    }
    Ok(())
}

/// Forgets what was counted under the first key, and takes as much from the others.
pub async fn give_back(tx: &mut dyn Tx, of: &[Tries], now: Instant) -> StoreResult<()> {
    let Some(own) = counted(tx, &of[..1.min(of.len())], now).await?.first().copied().filter(|n| *n > 0)
    else {
        return Ok(());
    };
    for tries in of {
        let start = now - now.past(tries.window.max(1));
        let sql = "UPDATE throttle SET tries = CASE WHEN tries > $3 THEN tries - $3 ELSE 0 END \
                   WHERE name = $1 AND window_start = $2";
        tx.execute(sql, args![&tries.key, start, own]).await?;
    }
    Ok(())
}
