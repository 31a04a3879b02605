//! A second factor: an authenticator app, ten recovery codes for when it is lost, and the step of signing in that asks
//! for one of them.

use crate::access::{Actor, Administrator, Auditor, Enrolling, MEMBER_SESSION, Viewer};
use crate::ports::Tries;
use crate::records::{Instant, LogDraft, MailKind, Member, MemberId, Millis, SecondFactor, SessionOwner};
use crate::team::sign_in::Place;
use crate::team::totp;
use crate::{DAY, FieldProblem, MINUTE, Result, ServiceError, Services, secrets};
use data_encoding::BASE32_NOPAD;

/// Bytes of an app's secret, as RFC 4226 recommends.
const SECRET: usize = 20;
/// How many recovery codes there are.
const CODES: usize = 10;
/// Bytes of one: twenty-four letters and digits, so many that its hash alone leads nowhere (ASVS 6.5.2 asks for 14 bytes).
const CODE: usize = 15;
/// Wrong codes of one network on one account in a quarter of an hour.
const OWN: i64 = 10;
const WINDOW: Millis = 15 * MINUTE;
/// Wrong codes on one account in a day, from wherever they come (NIST SP 800-63B, 3.2.2). A browser in which that account
/// was signed in before is not refused for them.
const OF_ACCOUNT: i64 = 100;

/// What is shown to whoever sets an app up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret, to be typed.
    pub secret: String,
    /// The same as an address, to be drawn as a picture.
    pub address: String,
}

/// A second factor that was just set up.
pub struct Enrolled {
    /// The secret of the session in place of those that ended.
    pub session: String,
    /// The recovery codes, which nobody can read again.
    pub codes: Vec<String>,
}

/// A second factor, for its owner's account page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondFactorState {
    pub since: Instant,
    /// How many recovery codes are left.
    pub codes: usize,
}

impl Services {
    fn app_secret(&self, member: &MemberId, nonce: &str) -> Vec<u8> {
        let key = self.derive(&format!("second_factor:{member}:{nonce}"));
        key[..SECRET].to_vec()
    }

    fn recovery_hash(&self, member: &MemberId, code: &str) -> String {
        self.token("recovery", &format!("{member}:{code}"))
    }

    /// The second step of signing in: a code of the app, or a recovery code. The answer is the secret of the session that
    /// takes the place of the one that waited. After too many wrong ones the password must be given anew.
    pub async fn give_code(&self, waiting: &str, code: &str, place: &Place) -> Result<String> {
        let member = self.awaits_code(waiting).await?;
        let known = self.known_device(&member, &place.devices).is_some();
        // Whoever tries elsewhere in the same network keeps nobody out of the own browser.
        let from = if known { "own" } else { place.client.as_str() };
        let tries = [
            Tries { key: format!("code:{}:{from}", member.id), window: WINDOW },
            Tries { key: format!("code:{}", member.id), window: DAY },
        ];
        let _turn = self.sign_ins.lock(&tries[1].key).await;
        let counts = self.store.tries(&tries, self.now()).await?;
        if counts[0] >= OWN || (counts[1] >= OF_ACCOUNT && !known) {
            self.end_session(waiting).await?;
            return Err(ServiceError::Throttled);
        }
        let by = self.code_counts(&member.id, code).await?;
        let object = format!("member:{}", member.id);
        let Some(by) = by else {
            self.store.count_tries(&tries, self.now()).await?;
            let detail = serde_json::json!({ "client": place.address }).to_string();
            self.store.log(self.system_did("member.code_refused", object, &detail)).await?;
            return Err(ServiceError::field("code", "problem.code_wrong"));
        };
        self.store.give_tries_back(&tries, self.now()).await?;
        self.end_session(waiting).await?;
        let detail = serde_json::json!({ "client": place.address, "code": by }).to_string();
        self.store.log(self.system_did("member.signed_in", object, &detail)).await?;
        self.tell_of_new_device(&member, place).await?;
        self.begin_session(SessionOwner::Member(member.id), MEMBER_SESSION).await
    }

    /// The member whose session waits for a code.
    async fn awaits_code(&self, secret: &str) -> Result<Member> {
        let (hash, now) = (secrets::hash_secret(secret), self.now());
        let session = self.store.session(&hash, now, Instant::MIN).await?;
        let Some(SessionOwner::AwaitsCode(id)) = session.map(|s| s.owner) else {
            return Err(ServiceError::Unauthenticated);
        };
        let member = self.store.member(&id).await?.filter(|m| m.disabled_at.is_none());
        member.ok_or(ServiceError::Unauthenticated)
    }

    /// Whether a code is right, and of which kind. A right one is used up.
    async fn code_counts(&self, member: &MemberId, typed: &str) -> Result<Option<&'static str>> {
        let Some(factor) = self.store.second_factor(member).await? else { return Ok(None) };
        let secret = self.app_secret(member, &factor.nonce);
        if let Some(step) = totp::step_of(&secret, typed, self.now()) {
            return Ok(self.store.use_code_of_step(member, step).await?.then_some("app"));
        }
        let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
        let hash = self.recovery_hash(member, &plain.to_ascii_uppercase());
        Ok(self.store.use_recovery_code(member, &hash).await?.then_some("recovery"))
    }

    /// Takes a second factor away and says so to whom it belonged.
    pub(crate) async fn take_second_factor(
        &self,
        log: LogDraft,
        member: &Member,
        language: &str,
    ) -> Result<()> {
        let mail = self.member_mail(MailKind::SecondFactorOff, member, language).await?;
        Ok(self.store.set_second_factor(&member.id, None, vec![mail], log).await?)
    }

    fn new_recovery_codes(&self) -> Vec<String> {
        let code = || {
            let mut bytes = [0u8; CODE];
            self.random.fill(&mut bytes);
            BASE32_NOPAD.encode(&bytes)
        };
        (0..CODES).map(|_| code()).collect()
    }
}

impl Enrolling {
    /// What to put into the app. The same during one session, so that a page that is loaded twice shows one secret.
    pub async fn enrolment(&self) -> Result<Enrolment> {
        let (services, member) = (self.actor().services(), self.member());
        let secret = services.app_secret(&member.id, self.actor().session_hash());
        let company = services.company().await?.name;
        let portal = if company.is_empty() { "Touchstone".to_owned() } else { company };
        Ok(Enrolment {
            secret: totp::readable(&secret),
            address: totp::address(&secret, &portal, &member.email),
        })
    }

    /// Sets the app up, once it shows the right code. All sessions end; the answer has another, and the recovery codes.
    pub async fn enrol(&self, code: &str, language: &str) -> Result<Enrolled> {
        let (services, member) = (self.actor().services(), self.member());
        let nonce = self.actor().session_hash().to_owned();
        let own = [Tries { key: format!("enrol:{nonce}"), window: WINDOW }];
        if services.store.tries(&own, services.now()).await?[0] >= OWN {
            return Err(ServiceError::Throttled);
        }
        let secret = services.app_secret(&member.id, &nonce);
        let Some(last_step) = totp::step_of(&secret, code, services.now()) else {
            services.store.count_tries(&own, services.now()).await?;
            return Err(ServiceError::Invalid(vec![FieldProblem::new("code", "problem.code_wrong")]));
        };
        let plain = services.new_recovery_codes();
        let codes = plain.iter().map(|code| services.recovery_hash(&member.id, code)).collect();
        let factor = SecondFactor { nonce, since: services.now(), codes, last_step };
        let mail = services.member_mail(MailKind::SecondFactorOn, member, language).await?;
        let log = self.actor().did("member.second_factor_on", format!("member:{}", member.id), "");
        services.store.set_second_factor(&member.id, Some(factor), vec![mail], log).await?;
        let owner = SessionOwner::Member(member.id.clone());
        let session = services.begin_session(owner, MEMBER_SESSION).await?;
        Ok(Enrolled { session, codes: plain.iter().map(|code| totp::grouped(code)).collect() })
    }
}

impl Actor {
    /// What the member signs in with besides the password.
    pub async fn second_factor(&self) -> Result<Option<SecondFactorState>> {
        let factor = self.services().store.second_factor(&self.member().id).await?;
        Ok(factor.map(|it| SecondFactorState { since: it.since, codes: it.codes.len() }))
    }

    /// Goes on without a second factor. All sessions end; the answer is the secret of another. Nothing happens where there
    /// is none.
    pub async fn give_up_second_factor(&self, language: &str) -> Result<Option<String>> {
        let (services, member) = (self.services(), self.member());
        if services.store.second_factor(&member.id).await?.is_none() {
            return Ok(None);
        }
        let log = self.did("member.second_factor_off", format!("member:{}", member.id), "");
        services.take_second_factor(log, member, language).await?;
        services.begin_session(SessionOwner::Member(member.id.clone()), MEMBER_SESSION).await.map(Some)
    }
}

impl Viewer {
    /// Whether every member must have a second factor.
    pub async fn demands_second_factor(&self) -> Result<bool> {
        Ok(self.services().store.demands_second_factor().await?)
    }
}

impl Auditor {
    /// Who has a second factor.
    pub async fn members_with_second_factor(&self) -> Result<Vec<MemberId>> {
        Ok(self.services().store.members_with_second_factor().await?)
    }
}

impl Administrator {
    /// Whether every member must have a second factor.
    pub async fn demand_second_factor(&self, demanded: bool) -> Result<()> {
        let services = self.services();
        if services.store.demands_second_factor().await? == demanded {
            return Ok(());
        }
        let action = if demanded { "team.second_factor_demanded" } else { "team.second_factor_free" };
        Ok(services.store.demand_second_factor(demanded, self.did(action, "company", "")).await?)
    }

    /// Takes the second factor from a member who lost it, telephone and codes. Not from oneself, who would use the own
    /// account page.
    pub async fn take_second_factor(&self, id: &MemberId, language: &str) -> Result<()> {
        if *id == self.member().id {
            return Err(ServiceError::NotNow("yourself"));
        }
        let services = self.services();
        let member = services.store.member(id).await?.ok_or(ServiceError::NotFound)?;
        let log = self.did("member.second_factor_taken", format!("member:{id}"), "");
        services.take_second_factor(log, &member, language).await
    }
}
