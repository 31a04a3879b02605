//! Signing in and out, known devices, and giving the password once more.
//!
//! Only failures count, and nobody's failures keep anybody else out. Ten from one network on one account, or thirty on
//! any, and that network is refused for the rest of the quarter of an hour; a browser in which that account was signed
//! in before is not. What many networks do together makes answers slow and refuses nobody.

use crate::access::{Actor, Enrolling, MEMBER_SESSION};
use crate::ports::Tries;
use crate::records::{LogDraft, Member, MemberChange, MemberId, Millis, SessionOwner, SessionPlace};
use crate::team::setup::normal_email;
use crate::worker_pool::Priority;
use crate::{DAY, MINUTE, Result, ServiceError, Services, secrets};
use std::time::Duration;

/// The window that failures are counted in.
const WINDOW: Millis = 15 * MINUTE;
/// Failures of one network, or of one known device, on one account.
const OWN: i64 = 10;
/// Failures of one network on any account.
const OF_CLIENT: i64 = 30;
/// Failures of the wider network around it, and on one account from anywhere, before strangers' answers get slow.
const PRESSURE: i64 = 40;
/// Failures of everybody within a minute before strangers' answers get slow.
const OF_ALL: i64 = 300;
/// How much longer an answer takes then.
const SLOW: Duration = Duration::from_secs(2);

/// How long a device is known.
pub const DEVICE: Millis = 365 * DAY;
/// How many accounts one browser can be known to.
const ACCOUNTS: usize = 4;
/// How long one may look for the telephone.
const CODE_WITHIN: Millis = 10 * MINUTE;
/// How long the password counts as just given.
const CONFIRMED: Millis = 10 * MINUTE;

/// Where somebody signs in from.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The address, for the log.
    pub address: String,
    /// The network that counts as one client.
    pub client: String,
    /// A wider one around it, where it is known.
    pub wide: String,
    /// What the browser holds of accounts that were signed in there before.
    pub devices: String,
    /// Browser and system, in words.
    pub browser: String,
    /// The language that pages are shown in.
    pub language: String,
}

impl From<&str> for Place {
    fn from(client: &str) -> Place {
        Place { address: client.to_owned(), client: client.to_owned(), ..Place::default() }
    }
}

fn tries(key: String, window: Millis) -> Tries {
    Tries { key, window }
}

impl Services {
    /// Signs a member in. The answer is the session's secret; where the member has a second factor, of one that opens
    /// nothing until its code was given. An unknown address, a wrong password and a closed account
    /// look alike and take the same work.
    pub async fn sign_in(&self, email: &str, password: &str, place: impl Into<Place>) -> Result<String> {
        let (email, place) = (normal_email(email), place.into());
        let found = self.store.member_by_email(&email).await?;
        let member = found.as_ref().filter(|m| m.disabled_at.is_none());
        let device = member.and_then(|m| self.known_device(m, &place.devices));
        // Who has no account is named in the log by what cannot be read back and is the same each time.
        let object = match &found {
            Some(member) => format!("member:{}", member.id),
            None => format!("account:{}", self.pseudonym(&email)),
        };
        let hash = member.map(|m| m.password_hash.clone()).filter(|h| !h.is_empty());
        let right = match device {
            Some(mark) => self.try_known(&mark, password, hash).await?,
            None => self.try_stranger(&email, password, hash, &place).await.inspect_err(|error| {
                if matches!(error, ServiceError::Throttled) {
                    tracing::warn!(
                        account = object,
                        client = place.address,
                        "sign-in refused: too many failures"
                    );
                }
            })?,
        };
        let detail = serde_json::json!({ "client": place.address }).to_string();
        match member {
            Some(member) if right && self.store.second_factor(&member.id).await?.is_some() => {
                self.store.log(self.system_did("member.password_given", object, &detail)).await?;
                self.await_code(&member.id).await
            }
            Some(member) if right => {
                self.store.log(self.system_did("member.signed_in", object, &detail)).await?;
                self.tell_of_new_device(member, &place).await?;
                self.begin_session(SessionOwner::Member(member.id.clone()), MEMBER_SESSION).await
            }
            _ => {
                tracing::warn!(account = object, client = place.address, "sign-in refused: wrong");
                self.store.log(self.system_did("member.sign_in_refused", object, &detail)).await?;
                Err(ServiceError::Unauthenticated)
            }
        }
    }

    /// A session that opens nothing until the code of the second factor was given; the answer is its secret.
    pub(crate) async fn await_code(&self, member: &MemberId) -> Result<String> {
        self.begin_session(SessionOwner::AwaitsCode(member.clone()), CODE_WITHIN).await
    }

    /// From a device that knows the account. Never refused: after ten failures each try takes longer.
    async fn try_known(&self, mark: &str, password: &str, hash: Option<String>) -> Result<bool> {
        let own = [tries(format!("sign_in:device:{}", secrets::hash_secret(mark)), WINDOW)];
        let _turn = self.sign_ins.lock(&own[0].key).await;
        if self.store.tries(&own, self.now()).await?[0] >= OWN {
            tokio::time::sleep(SLOW).await;
        }
        let right = self.verify_password(Priority::Known, password.to_owned(), hash).await;
        self.counted(right, true, &own).await?;
        Ok(right)
    }

    /// From anywhere else. One try of a network at a time, so that the limits are met exactly and those of one network
    /// wait for each other alone.
    async fn try_stranger(
        &self,
        email: &str,
        password: &str,
        hash: Option<String>,
        place: &Place,
    ) -> Result<bool> {
        let (account, client) = (secrets::hash_secret(email), &place.client);
        let limits = [
            (
                tries(
                    format!("sign_in:own:{}", secrets::hash_secret(&format!("{account} {client}"))),
                    WINDOW,
                ),
                OWN,
            ),
            (tries(format!("sign_in:client:{client}"), WINDOW), OF_CLIENT),
            (tries(format!("sign_in:account:{account}"), WINDOW), PRESSURE),
            (tries("sign_in:all".into(), MINUTE), OF_ALL),
            (tries(format!("sign_in:wide:{}", place.wide), WINDOW), PRESSURE),
        ];
        let used = if place.wide.is_empty() { &limits[..4] } else { &limits[..] };
        let all: Vec<Tries> = used.iter().map(|(tries, _)| tries.clone()).collect();
        let over = |counts: &[i64], which: std::ops::Range<usize>| {
            counts
                .iter()
                .zip(used)
                .skip(which.start)
                .take(which.len())
                .any(|(count, (_, limit))| count >= limit)
        };
        let mut turn = self.sign_ins.lock(client).await;
        let mut counts = self.store.tries(&all, self.now()).await?;
        if over(&counts, 2..5) && !over(&counts, 0..2) {
            // Not in the own turn, in which others of the network would wait as well.
            drop(turn);
            tokio::time::sleep(SLOW).await;
            turn = self.sign_ins.lock(client).await;
            counts = self.store.tries(&all, self.now()).await?;
        }
        let _turn = turn;
        if over(&counts, 0..2) {
            return Err(ServiceError::Throttled);
        }
        let priority = if counts[1] == 0 { Priority::Fresh } else { Priority::Last };
        let right = self.verify_password(priority, password.to_owned(), hash).await;
        self.counted(right, counts[0] > 0, &all).await?;
        Ok(right)
    }

    /// Counts a failure; after a success the own failures are forgotten.
    async fn counted(&self, right: bool, any: bool, all: &[Tries]) -> Result<()> {
        match right {
            false => self.store.count_tries(all, self.now()).await?,
            true if any => self.store.give_tries_back(all, self.now()).await?,
            true => {}
        }
        Ok(())
    }

    /// Ends the session whose secret this is: whoever signs out has none, and a browser that signs in anew leaves none
    /// behind.
    pub async fn end_session(&self, secret: &str) -> Result<()> {
        Ok(self.store.end_session(&secrets::hash_secret(secret)).await?)
    }

    /// What a browser is to keep so that it is known to the account of this session: beside what it holds of others.
    /// The session keeps where it was begun.
    pub async fn mark_device(&self, session: &str, place: &Place) -> Result<String> {
        let enrolling = self.enrolling(session).await?;
        let (member, devices) = (enrolling.member(), &place.devices);
        let begun = SessionPlace { address: place.address.clone(), browser: place.browser.clone() };
        self.store.place_session(enrolling.actor().session_hash(), begun).await?;
        let (day, nonce) = (self.now().slot(DAY), &self.new_id()[..16]);
        let mut marks = vec![format!("{day}.{nonce}.{}", self.device_mark(member, day, nonce))];
        marks
            .extend(devices.split('~').filter(|m| self.known_device(member, m).is_none()).map(str::to_owned));
        marks.retain(|mark| !mark.is_empty() && mark.len() < 100);
        marks.truncate(ACCOUNTS);
        Ok(marks.join("~"))
    }

    /// The mark in what a browser holds that belongs to this member's present password, if there is one. A new password
    /// ends them all.
    pub(crate) fn known_device(&self, member: &Member, devices: &str) -> Option<String> {
        let today = self.now().slot(DAY);
        let fits = |mark: &str| {
            let mut parts = mark.splitn(3, '.');
            let (day, nonce, given) = (parts.next()?.parse::<i64>().ok()?, parts.next()?, parts.next()?);
            let fresh = (0..=DEVICE / DAY).contains(&(today - day));
            // Hashes are compared, so that the time it takes tells nothing.
            let right = secrets::hash_secret(&self.device_mark(member, day, nonce));
            (fresh && right == secrets::hash_secret(given)).then(|| mark.to_owned())
        };
        devices.split('~').take(ACCOUNTS).find_map(fits)
    }

    fn device_mark(&self, member: &Member, day: i64, nonce: &str) -> String {
        self.token("device", &format!("{day}:{nonce}:{}:{}", member.id, member.password_hash))
    }
}

impl Actor {
    /// Ends all sessions of this member, here and elsewhere.
    pub async fn sign_out_everywhere(&self) -> Result<()> {
        let owner = SessionOwner::Member(self.member().id.clone());
        self.services().store.end_sessions(&owner).await?;
        Ok(self.services().store.log(self.did_to_self("member.signed_out_everywhere")).await?)
    }

    fn did_to_self(&self, action: &str) -> LogDraft {
        self.did(action, format!("member:{}", self.member().id), "")
    }

    /// Whether the password is right. After ten failures in a session it is not looked at for a while.
    async fn knows_password(&self, password: &str) -> Result<bool> {
        let services = self.services();
        let own = [tries(format!("password:{}", self.session_hash()), WINDOW)];
        let _turn = services.sign_ins.lock(&own[0].key).await;
        if services.store.tries(&own, services.now()).await?[0] >= OWN {
            return Err(ServiceError::Throttled);
        }
        let hash = Some(self.member().password_hash.clone());
        let right = services.verify_password(Priority::Known, password.to_owned(), hash).await;
        services.counted(right, false, &own).await?;
        if !right {
            services.store.log(self.did_to_self("member.password_wrong")).await?;
        }
        Ok(right)
    }

    /// The password once more.
    pub fn confirmation(&self) -> Confirmation<'_> {
        Confirmation(self)
    }

    /// Changes the own password; all sessions end, and the answer is the secret of a new one.
    pub async fn change_password(&self, old: &str, new: &str) -> Result<String> {
        let (member, services) = (self.member().clone(), self.services());
        if !self.knows_password(old).await? {
            return Err(ServiceError::field("old_password", "problem.password_wrong"));
        }
        services.judge_password(new, &[&member.name, &member.email]).await?;
        let log = self.did_to_self("member.changed_password");
        let (new, id) = (services.hash_password(new.to_owned()).await?, member.id);
        let change = MemberChange::Password { old: Some(member.password_hash), new };
        services.store.change_member(&id, change, Vec::new(), log).await?;
        services.begin_session(SessionOwner::Member(id), MEMBER_SESSION).await
    }
}

/// What cannot easily be taken back asks for the password again: whoever finds a screen unlocked must not become
/// administrator.
pub struct Confirmation<'a>(&'a Actor);

impl Confirmation<'_> {
    /// Whether it was given within the last minutes.
    pub async fn is_given(&self) -> Result<bool> {
        let services = self.0.services();
        let at = services.store.session_confirmed_at(self.0.session_hash()).await?;
        Ok(at.is_some_and(|at| (0..CONFIRMED).contains(&(services.now() - at))))
    }

    /// Gives it.
    pub async fn give(&self, password: &str) -> Result<()> {
        if !self.0.knows_password(password).await? {
            return Err(ServiceError::field("confirm_password", "problem.password_wrong"));
        }
        let services = self.0.services();
        Ok(services.store.confirm_session(self.0.session_hash(), services.now()).await?)
    }
}

impl Enrolling {
    /// The password once more.
    pub fn confirmation(&self) -> Confirmation<'_> {
        Confirmation(self.actor())
    }
}
