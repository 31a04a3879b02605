//! Who may do what, by construction: an actor hands out capabilities, and a method lives on the capability that it
//! needs. Without the capability there is no method to call.

use crate::records::{LogDraft, Member, MemberId, RequestId, Role, Scope, SessionOwner};
use crate::{HOUR, MINUTE, Result, ServiceError, Services, SupplierDesk, secrets};
use domain::terms::Capability;
use std::ops::Deref;

/// How long a member may be idle.
pub const MEMBER_IDLE: i64 = 30 * MINUTE;
/// How long a member's session lasts at most.
pub const MEMBER_SESSION: i64 = 12 * HOUR;
/// How long a supplier may be idle.
pub const SUPPLIER_IDLE: i64 = 12 * HOUR;
/// How long a supplier's session lasts at most.
pub const SUPPLIER_SESSION: i64 = 7 * 24 * HOUR;

/// What opens one request: its identifier, which stands in the address, and a session's secret, which stands in the
/// cookie. Neither is enough, and together they are only where the session is that request's own.
#[derive(Clone, Default)]
pub struct RequestKey {
    pub request: RequestId,
    /// The session's secret.
    pub secret: String,
}

/// A member of the team who is signed in.
#[derive(Clone)]
pub struct Actor {
    services: Services,
    member: Member,
    /// As the log calls it.
    name: String,
    session: String,
}

/// Reads the desk: campaigns, requests, suppliers, smelters, reports. Every member can.
#[derive(Clone)]
pub struct Viewer(Actor);

/// Reads the log, and the settings of the team, besides. Whatever a viewer can, an auditor can; nothing is changed by it.
#[derive(Clone)]
pub struct Auditor(Viewer);

/// Reviews: decisions, queries, names of smelters. Whatever a viewer can, a reviewer can.
#[derive(Clone)]
pub struct Reviewer(Viewer);

/// Surveys: suppliers, campaigns, launch, reminders, rules, reports. Whatever a reviewer can, a manager can.
#[derive(Clone)]
pub struct Manager(Reviewer);

/// Looks after company, team and settings. Whatever a manager can, an administrator can.
#[derive(Clone)]
pub struct Administrator(Manager);

impl Deref for Viewer {
    type Target = Actor;
    fn deref(&self) -> &Actor {
        &self.0
    }
}

impl Deref for Reviewer {
    type Target = Viewer;
    fn deref(&self) -> &Viewer {
        &self.0
    }
}

impl Deref for Auditor {
    type Target = Viewer;
    fn deref(&self) -> &Viewer {
        &self.0
    }
}

impl Deref for Manager {
    type Target = Reviewer;
    fn deref(&self) -> &Reviewer {
        &self.0
    }
}

impl Deref for Administrator {
    type Target = Manager;
    fn deref(&self) -> &Manager {
        &self.0
    }
}

impl Actor {
    pub fn member(&self) -> &Member {
        &self.member
    }

    /// What of the survey the member works on.
    pub fn scope(&self) -> &Scope {
        &self.member.scope
    }

    /// The right to what concerns the whole company: whoever works on everything has it.
    pub fn everything(&self) -> Result<Everything> {
        if self.scope().is_everything() { Ok(Everything(())) } else { Err(ServiceError::OutOfScope) }
    }

    /// The use cases.
    pub(crate) fn services(&self) -> &Services {
        &self.services
    }

    /// Hash of the session that the member uses right now.
    pub(crate) fn session_hash(&self) -> &str {
        &self.session
    }

    /// An entry for the log about something this member did.
    pub(crate) fn did(&self, action: &str, object: impl Into<String>, detail: impl Into<String>) -> LogDraft {
        LogDraft {
            actor: self.name.clone(),
            action: action.to_owned(),
            object: object.into(),
            detail: detail.into(),
            at: self.services.now(),
        }
    }

    /// Reading: every member.
    pub fn as_viewer(&self) -> Viewer {
        Viewer(self.clone())
    }

    /// Reading the log and the team's settings.
    pub fn as_auditor(&self) -> Result<Auditor> {
        self.with(Capability::Audit).map(Auditor)
    }

    /// Reviewing.
    pub fn as_reviewer(&self) -> Result<Reviewer> {
        self.with(Capability::Review).map(Reviewer)
    }

    /// Surveying.
    pub fn as_manager(&self) -> Result<Manager> {
        self.with(Capability::Manage).map(|viewer| Manager(Reviewer(viewer)))
    }

    /// Company, team and settings. These are the whole company's.
    pub fn as_administrator(&self) -> Result<Administrator> {
        self.everything()?;
        self.with(Capability::Administer).map(|viewer| Administrator(Manager(Reviewer(viewer))))
    }

    fn with(&self, capability: Capability) -> Result<Viewer> {
        match self.member.role.has(capability) {
            true => Ok(self.as_viewer()),
            false => Err(ServiceError::Forbidden),
        }
    }
}

/// Stands for the right to what concerns the whole company: settings, lists, reports, names of smelters, the log.
#[derive(Clone, Copy, Debug)]
pub struct Everything(());

/// A member who is signed in, where a second factor may still be asked for: sets one up, and nothing else.
#[derive(Clone)]
pub struct Enrolling {
    actor: Actor,
    demanded: bool,
}

impl Enrolling {
    pub fn member(&self) -> &Member {
        self.actor.member()
    }

    /// Whether there is nothing else before one is set up.
    pub fn is_demanded(&self) -> bool {
        self.demanded
    }

    /// Whoever needs no second factor before going on.
    pub fn into_actor(self) -> Result<Actor> {
        if self.demanded { Err(ServiceError::SecondFactorDemanded) } else { Ok(self.actor) }
    }

    pub(crate) fn actor(&self) -> &Actor {
        &self.actor
    }
}

impl Services {
    /// The member whose session cookie holds `secret`. Rights are read anew each time, and so is whether a second factor
    /// is demanded.
    pub async fn actor(&self, secret: &str) -> Result<Actor> {
        self.enrolling(secret).await?.into_actor()
    }

    /// The same, also where a second factor is demanded that is not there.
    pub async fn enrolling(&self, secret: &str) -> Result<Enrolling> {
        let (hash, now) = (secrets::hash_secret(secret), self.now());
        let session = self.store.session(&hash, now, now - MEMBER_IDLE).await?;
        let (id, demanded) = match session.map(|s| s.owner) {
            Some(SessionOwner::Member(id)) => (id, false),
            Some(SessionOwner::LacksFactor(id)) => (id, true),
            Some(SessionOwner::AwaitsCode(_)) => return Err(ServiceError::CodeAwaited),
            Some(SessionOwner::Request(_)) | None => return Err(ServiceError::Unauthenticated),
        };
        let member = self.store.member(&id).await?.filter(|m| m.disabled_at.is_none());
        let member = member.ok_or(ServiceError::Unauthenticated)?;
        Ok(Enrolling { actor: Actor { session: hash, ..self.actor_for(member) }, demanded })
    }

    /// The supplier's desk that a key opens: one request and nothing else. A session of another request opens nothing,
    /// whoever holds it.
    pub async fn supplier_desk(&self, key: &RequestKey) -> Result<SupplierDesk> {
        if !self.fits(key).await? {
            return Err(ServiceError::Unauthenticated);
        }
        SupplierDesk::open(self, &key.request).await
    }

    /// Ends the session of a key, if it is one of that request.
    pub async fn leave(&self, key: &RequestKey) -> Result<()> {
        if self.fits(key).await? {
            self.store.end_session(&secrets::hash_secret(&key.secret)).await?;
        }
        Ok(())
    }

    async fn fits(&self, key: &RequestKey) -> Result<bool> {
        let (hash, now) = (secrets::hash_secret(&key.secret), self.now());
        let session = self.store.session(&hash, now, now - SUPPLIER_IDLE).await?;
        Ok(session.is_some_and(|s| s.owner == SessionOwner::Request(key.request.clone())))
    }

    /// Stands in for a member where the system acts by itself with that member's rights (the demonstration).
    pub(crate) fn actor_for(&self, member: Member) -> Actor {
        let name = format!("member:{}", member.id);
        Actor { services: self.clone(), member, name, session: String::new() }
    }

    /// Whoever runs the server, at its command line: no member, so that nobody's name stands under what is done.
    pub(crate) fn operator_as_manager(&self) -> Manager {
        let name = "operator".to_owned();
        let member = Member {
            id: MemberId::default(),
            email: String::new(),
            name: name.clone(),
            role: Role::CampaignManager,
            password_hash: String::new(),
            created_at: self.now(),
            disabled_at: None,
            scope: Scope::Everything,
        };
        Manager(Reviewer(Viewer(Actor { services: self.clone(), member, name, session: String::new() })))
    }

    /// An entry for the log about something that nobody in person did.
    pub(crate) fn system_did(&self, action: &str, object: impl Into<String>, detail: &str) -> LogDraft {
        LogDraft {
            actor: "system".to_owned(),
            action: action.to_owned(),
            object: object.into(),
            detail: detail.to_owned(),
            at: self.now(),
        }
    }
}
