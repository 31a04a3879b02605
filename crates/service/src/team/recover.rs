//! Ways back in: a forgotten password by mail, and whoever runs the server.

use crate::access::{MEMBER_SESSION, Manager};
use crate::records::{LogDraft, MailKind, Member, MemberChange, MemberId, Role, Scope, SessionOwner};
use crate::team::setup::normal_email;
use crate::team::sign_in::Place;
use crate::{HOUR, Result, ServiceError, Services, secrets};
use domain::answer;

/// Mails about a forgotten password that one account gets in an hour. The link in each works until the next hour.
const MAILS: i64 = 3;
/// Forgotten passwords of one network in an hour.
const OF_CLIENT: i64 = 10;

impl Services {
    /// Sends whoever forgot the password a link to choose a new one; until then nothing changes. The answer is the same
    /// for every address, and takes the same work.
    pub async fn forgot_password(&self, email: &str, language: &str, place: &Place) -> Result<()> {
        let (email, now) = (normal_email(email), self.now());
        if !answer::is_email(&email) {
            return Err(ServiceError::field("email", "problem.email"));
        }
        if !self.store.throttle(&format!("forgot:client:{}", place.client), OF_CLIENT, HOUR, now).await? {
            return Err(ServiceError::Throttled);
        }
        let account = format!("forgot:account:{}", secrets::hash_secret(&email));
        let few = self.store.throttle(&account, MAILS, HOUR, now).await?;
        let member = self.store.member_by_email(&email).await?;
        let object = match &member {
            Some(member) => format!("member:{}", member.id),
            None => format!("account:{}", self.pseudonym(&email)),
        };
        let detail = serde_json::json!({ "client": place.address }).to_string();
        let log = self.system_did("member.password_forgotten", object, &detail);
        let member = member.filter(|m| m.disabled_at.is_none() && few);
        let mut mails = Vec::new();
        if let Some(member) = member {
            mails.push(self.member_mail(MailKind::MemberReset, &member, language).await?);
        }
        Ok(self.store.queue_mails(mails, Some(log)).await?)
    }

    /// The member who may choose a password with this token; `None` for a wrong, used or old one.
    pub async fn member_by_token(&self, id: &MemberId, token: &str) -> Result<Option<Member>> {
        let member = self.store.member(id).await?.filter(|m| m.disabled_at.is_none());
        Ok(member.filter(|m| self.member_token_fits(token, &m.id, &m.password_hash)))
    }

    /// Chooses a password with a token in place of none and signs in, up to the code where an administrator took the
    /// password alone away. Choosing it burns the token.
    pub async fn choose_password(&self, id: &MemberId, token: &str, password: &str) -> Result<String> {
        self.reset_password(id, token, password).await?;
        if self.store.second_factor(id).await?.is_some() {
            return self.await_code(id).await;
        }
        self.begin_session(SessionOwner::Member(id.clone()), MEMBER_SESSION).await
    }

    /// Chooses a new password with a token; all sessions end. Choosing it burns the token.
    pub async fn reset_password(&self, id: &MemberId, token: &str, password: &str) -> Result<()> {
        let member = self.member_by_token(id, token).await?.ok_or(ServiceError::NotFound)?;
        self.judge_password(password, &[&member.name, &member.email]).await?;
        let log = self.system_did("member.chose_password", format!("member:{}", member.id), "");
        let new = self.hash_password(password.to_owned()).await?;
        let change = MemberChange::Password { old: Some(member.password_hash), new };
        Ok(self.store.change_member(id, change, Vec::new(), log).await?)
    }

    /// Whoever runs the server, at its command line.
    pub fn operator(&self) -> Operator {
        Operator(self.clone())
    }
}

/// Whoever runs the server. Reaches the data anyway, so that nothing is asked; every act is in the log.
pub struct Operator(pub(crate) Services);

impl Operator {
    /// Freezes, reads and takes home as a campaign manager does.
    pub fn as_manager(&self) -> Manager {
        self.0.operator_as_manager()
    }

    pub async fn members(&self) -> Result<Vec<Member>> {
        Ok(self.0.store.members().await?)
    }

    fn did(&self, action: &str, member: &str, detail: &str) -> LogDraft {
        LogDraft {
            actor: "operator".to_owned(),
            ..self.0.system_did(action, format!("member:{member}"), detail)
        }
    }

    async fn member(&self, email: &str) -> Result<Member> {
        self.0.store.member_by_email(&normal_email(email)).await?.ok_or(ServiceError::NotFound)
    }

    /// Adds a member; the answer is the link to choose a password by. No mail goes out.
    pub async fn invite(&self, name: &str, email: &str, role: Role) -> Result<String> {
        let member = self.0.new_member(name, email, role).await?;
        let log = self.did("member.invited", &member.id, role.key());
        self.0.store.add_member(member.clone(), Vec::new(), log).await?;
        Ok(self.0.member_url(&member))
    }

    /// A link to choose a new password by. Until it is used, the old one goes on working.
    pub async fn reset(&self, email: &str) -> Result<String> {
        let member = self.member(email).await?;
        if member.disabled_at.is_some() {
            return Err(ServiceError::NotNow("disabled"));
        }
        self.0.store.log(self.did("member.link_made", &member.id, "")).await?;
        Ok(self.0.member_url(&member))
    }

    /// Takes a member's second factor away: the telephone is lost, and the recovery codes with it.
    pub async fn take_second_factor(&self, email: &str) -> Result<()> {
        let member = self.member(email).await?;
        let log = self.did("member.second_factor_taken", &member.id, "");
        self.0.take_second_factor(log, &member, "en").await
    }

    /// Changes what a member may do, but for the last administrator.
    pub async fn set_role(&self, email: &str, role: Role) -> Result<()> {
        let member = self.member(email).await?;
        let log = self.did("member.role_changed", &member.id, role.key());
        // An administrator works on everything.
        let scope = if role == Role::Administrator { Scope::Everything } else { member.scope };
        let change = MemberChange::Role(role, scope);
        Ok(self.0.store.change_member(&member.id, change, Vec::new(), log).await?)
    }
}
