//! Signing in and out, and who belongs to the team.

use crate::access::{Actor, Administrator, MEMBER_SESSION, Viewer};
use crate::password::weakness;
use crate::records::{Company, LogEntry, MailKind, Member, MemberChange, NewMail, Role, SessionOwner};
use crate::setup::{company_problems, normal_email};
use crate::{FieldProblem, HOUR, MINUTE, Result, ServiceError, Services, secrets};
use domain::answer;
use std::collections::BTreeMap;

/// Wrong passwords that one account may get within a quarter of an hour.
const TRIES_PER_ACCOUNT: i64 = 10;
/// Tries that one client may make within a quarter of an hour.
const TRIES_PER_CLIENT: i64 = 30;
/// Tries of everybody together within a minute: what the machine can hash beside its work.
const TRIES_OF_ALL: i64 = 300;

impl Services {
    /// Signs a member in; `client` identifies where from (an address), for throttling. The answer is the session's
    /// secret. An unknown address, a wrong password and a closed account look alike and take the same work.
    pub async fn sign_in(&self, email: &str, password: &str, client: &str) -> Result<String> {
        let (email, now) = (normal_email(email), self.now());
        let budget = |key: String, limit: i64, window: i64| async move {
            self.store.throttle(&key, limit, window, now).await
        };
        let account = format!("sign_in:account:{}", secrets::hash_secret(&email));
        // In this order: a try that is refused does not count against those who come after.
        let allowed = budget(format!("sign_in:client:{client}"), TRIES_PER_CLIENT, 15 * MINUTE).await?
            && budget(account, TRIES_PER_ACCOUNT, 15 * MINUTE).await?
            && budget("sign_in:all".into(), TRIES_OF_ALL, MINUTE).await?;
        if !allowed {
            return Err(ServiceError::Throttled);
        }
        let member = self.store.member_by_email(&email).await?.filter(|m| m.disabled_at.is_none());
        let hash = member.as_ref().map(|m| m.password_hash.clone()).filter(|h| !h.is_empty());
        let right = self.verify_password(password.to_owned(), hash).await;
        match member {
            Some(member) if right => {
                let object = format!("member:{}", member.id);
                self.store.log(self.system_did("member.signed_in", object, "")).await?;
                self.begin_session(SessionOwner::Member(member.id), MEMBER_SESSION).await
            }
            _ => {
                self.store.log(self.system_did("member.sign_in_refused", "member:?", "")).await?;
                Err(ServiceError::Unauthenticated)
            }
        }
    }

    /// The member who may choose a password with this token; `None` for a wrong, used or old one.
    pub async fn member_by_token(&self, id: &str, token: &str) -> Result<Option<Member>> {
        let member = self.store.member(id).await?.filter(|m| m.disabled_at.is_none());
        Ok(member.filter(|m| self.member_token_fits(token, &m.id, &m.password_hash)))
    }

    /// Chooses a password with a token from a mail and signs in. Choosing it burns the token.
    pub async fn choose_password(&self, id: &str, token: &str, password: &str) -> Result<String> {
        let member = self.member_by_token(id, token).await?.ok_or(ServiceError::NotFound)?;
        if let Some(problem) = weakness(password, &[&member.name, &member.email]) {
            return Err(ServiceError::Invalid(vec![problem]));
        }
        let log = self.system_did("member.chose_password", format!("member:{}", member.id), "");
        let password_hash = self.hash_password(password.to_owned()).await?;
        let id = member.id;
        let change = MemberChange::Password { old: Some(member.password_hash), new: password_hash };
        self.store.change_member(&id, change, Vec::new(), log).await?;
        self.begin_session(SessionOwner::Member(id), MEMBER_SESSION).await
    }

    /// The company as suppliers see it; empty before set-up.
    pub async fn company(&self) -> Result<Company> {
        Ok(self.store.company().await?.unwrap_or_default())
    }
}

impl Actor {
    /// Ends this session.
    pub async fn sign_out(&self) -> Result<()> {
        Ok(self.services().store.end_session(self.session_hash()).await?)
    }

    /// Ends all sessions of this member, here and elsewhere.
    pub async fn sign_out_everywhere(&self) -> Result<()> {
        let owner = SessionOwner::Member(self.member().id.clone());
        self.services().store.end_sessions(&owner).await?;
        let log = self.did("member.signed_out_everywhere", format!("member:{}", self.member().id), "");
        Ok(self.services().store.log(log).await?)
    }

    /// Changes the own password; all sessions end, and the answer is the secret of a new one.
    pub async fn change_password(&self, old: &str, new: &str) -> Result<String> {
        let member = self.member().clone();
        let services = self.services();
        let key = format!("password:{}", member.id);
        if !services.store.throttle(&key, TRIES_PER_ACCOUNT, 15 * MINUTE, services.now()).await? {
            return Err(ServiceError::Throttled);
        }
        if !services.verify_password(old.to_owned(), Some(member.password_hash.clone())).await {
            return Err(ServiceError::field("old_password", "problem.password_wrong"));
        }
        if let Some(problem) = weakness(new, &[&member.name, &member.email]) {
            return Err(ServiceError::Invalid(vec![problem]));
        }
        let log = self.did("member.changed_password", format!("member:{}", member.id), "");
        let (new, id) = (services.hash_password(new.to_owned()).await?, member.id);
        let change = MemberChange::Password { old: Some(member.password_hash), new };
        services.store.change_member(&id, change, Vec::new(), log).await?;
        services.begin_session(SessionOwner::Member(id), MEMBER_SESSION).await
    }
}

impl Viewer {
    /// All members.
    pub async fn members(&self) -> Result<Vec<Member>> {
        Ok(self.services().store.members().await?)
    }

    /// The company.
    pub async fn company(&self) -> Result<Company> {
        self.services().company().await
    }

    /// The newest log entries about something (`request:<id>`, `supplier:<id>`, `campaign:<id>`).
    pub async fn log_of(&self, object: &str, limit: u32) -> Result<Vec<LogEntry>> {
        Ok(self.services().store.log_of(object, limit).await?)
    }
}

impl Administrator {
    /// Stores the company's facts.
    pub async fn save_company(&self, company: Company) -> Result<()> {
        let problems = company_problems(&company);
        if !problems.is_empty() {
            return Err(ServiceError::Invalid(problems));
        }
        let log = self.did("company.changed", "company", "");
        Ok(self.services().store.save_company(company, log).await?)
    }

    /// Invites a member, who chooses a password by a link in a mail.
    pub async fn invite_member(&self, name: &str, email: &str, role: Role, language: &str) -> Result<Member> {
        let mut problems = Vec::new();
        if answer::is_blank(name) {
            problems.push(FieldProblem::new("name", "problem.required"));
        }
        if !answer::is_email(email) {
            problems.push(FieldProblem::new("email", "problem.email"));
        }
        if !problems.is_empty() {
            return Err(ServiceError::Invalid(problems));
        }
        let services = self.services();
        if services.store.member_by_email(&normal_email(email)).await?.is_some() {
            return Err(ServiceError::field("email", "problem.email_taken"));
        }
        let member = Member {
            id: services.new_id(),
            email: normal_email(email),
            name: answer::clean(name).to_owned(),
            role,
            password_hash: String::new(),
            created_at: services.now(),
            disabled_at: None,
        };
        let log = self.did("member.invited", format!("member:{}", member.id), role.key());
        let mail = self.member_mail(&member, language).await?;
        services.store.add_member(member.clone(), vec![mail], log).await?;
        Ok(member)
    }

    async fn member_mail(&self, member: &Member, language: &str) -> Result<NewMail> {
        let services = self.services();
        let company = services.company().await?;
        let id = services.new_id();
        Ok(NewMail {
            key: format!("member:{id}"),
            id,
            kind: MailKind::MemberInvitation,
            request: None,
            supplier: None,
            link: None,
            to: member.email.clone(),
            language: language.to_owned(),
            values: BTreeMap::from([
                ("member".to_owned(), member.id.clone()),
                ("contact".to_owned(), member.name.clone()),
                ("company".to_owned(), company.name),
            ]),
            send_at: services.now(),
        })
    }

    /// Sends a member a new link to choose a password; the old password stops working.
    pub async fn reset_member(&self, id: &str, language: &str) -> Result<()> {
        let services = self.services();
        let member = services.store.member(id).await?.ok_or(ServiceError::NotFound)?;
        // A password nobody has, different each time, so that older links are dead as well.
        let new = format!("!{}", services.new_id());
        let member = Member { password_hash: new.clone(), ..member };
        let mail = self.member_mail(&member, language).await?;
        let log = self.did("member.password_reset", format!("member:{id}"), "");
        Ok(services
            .store
            .change_member(id, MemberChange::Password { old: None, new }, vec![mail], log)
            .await?)
    }

    /// Changes what a member may do. The last administrator cannot be taken away.
    pub async fn set_role(&self, id: &str, role: Role) -> Result<()> {
        let log = self.did("member.role_changed", format!("member:{id}"), role.key());
        Ok(self.services().store.change_member(id, MemberChange::Role(role), Vec::new(), log).await?)
    }

    /// Takes access away or gives it back.
    pub async fn set_disabled(&self, id: &str, disabled: bool) -> Result<()> {
        let action = if disabled { "member.disabled" } else { "member.enabled" };
        let disabled_at = disabled.then(|| self.services().now());
        let log = self.did(action, format!("member:{id}"), "");
        let change = MemberChange::Disabled(disabled_at);
        Ok(self.services().store.change_member(id, change, Vec::new(), log).await?)
    }

    /// Queues a mail to the administrator, to try out the settings. At most ten an hour.
    pub async fn send_test_mail(&self, language: &str) -> Result<()> {
        let services = self.services();
        if !services.store.throttle("test_mail", 10, HOUR, services.now()).await? {
            return Err(ServiceError::Throttled);
        }
        let mut mail = self.member_mail(self.member(), language).await?;
        mail.kind = MailKind::Test;
        Ok(services.store.queue_mails(vec![mail], None).await?)
    }
}
