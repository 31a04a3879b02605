//! Where one is signed in, and a word to whom a sign-in from elsewhere may be news.

use crate::access::{Actor, MEMBER_IDLE};
use crate::records::{Instant, MailKind, Member, SessionPlace};
use crate::team::sign_in::Place;
use crate::{DAY, Result, ServiceError, Services};

/// One's own session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// What it is called in an address: opens nothing.
    pub id: String,
    pub place: SessionPlace,
    pub created_at: Instant,
    /// When it was used last, to the minute.
    pub seen_at: Instant,
    /// Whether it is the one that asks.
    pub this: bool,
}

impl Actor {
    /// Where the member is signed in, the session used last first.
    pub async fn sessions(&self) -> Result<Vec<OwnSession>> {
        let (services, id) = (self.services(), &self.member().id);
        let now = services.now();
        let found = services.store.sessions_of(id, now, now - MEMBER_IDLE).await?;
        let own = found.into_iter().map(|it| OwnSession {
            this: it.hash == self.session_hash(),
            id: it.hash,
            place: it.place,
            created_at: it.created_at,
            seen_at: it.seen_at,
        });
        Ok(own.collect())
    }

    /// Ends one of the own sessions.
    pub async fn end_own_session(&self, id: &str) -> Result<()> {
        let member = &self.member().id;
        let log = self.did("member.session_ended", format!("member:{member}"), "");
        match self.services().store.end_session_of(member, id, log).await? {
            true => Ok(()),
            false => Err(ServiceError::NotFound),
        }
    }
}

impl Services {
    /// A mail to whoever is signed in from a browser that the account was never signed in from: once a day for each
    /// network, so that a browser that keeps no cookies is no nuisance.
    pub(crate) async fn tell_of_new_device(&self, member: &Member, place: &Place) -> Result<()> {
        if self.known_device(member, &place.devices).is_some() {
            return Ok(());
        }
        let once = format!("new_device:{}:{}", member.id, place.client);
        if !self.store.throttle(&once, 1, DAY, self.now()).await? {
            return Ok(());
        }
        let mut mail = self.member_mail(MailKind::NewDevice, member, &place.language).await?;
        mail.values.insert("at".into(), self.now().utc());
        mail.values.insert("address".into(), place.address.clone());
        let browser = if place.browser.is_empty() { "–" } else { &place.browser };
        mail.values.insert("browser".into(), browser.to_owned());
        Ok(self.store.queue_mails(vec![mail], None).await?)
    }
}
