//! The first start: one link, one company, one administrator.

use crate::access::MEMBER_SESSION;
use crate::records::{Company, LogDraft, Member, Role, Scope, Session, SessionOwner, SessionPlace};
use crate::{FieldProblem, Result, ServiceError, Services, secrets};
use domain::answer;

/// What the set-up page asks for.
#[derive(Clone, Debug, Default)]
pub struct SetupForm {
    pub company: Company,
    /// The first administrator's name.
    pub name: String,
    /// The first administrator's address.
    pub email: String,
    /// The first administrator's password.
    pub password: String,
}

/// What is wrong with the company's own facts.
pub fn company_problems(company: &Company) -> Vec<FieldProblem> {
    let mut out = Vec::new();
    if answer::is_blank(&company.name) {
        out.push(FieldProblem::new("company_name", "problem.required"));
    }
    if answer::is_blank(&company.why) {
        out.push(FieldProblem::new("why", "problem.required"));
    }
    if !answer::is_email(&company.contact_email) {
        out.push(FieldProblem::new("contact_email", "problem.email"));
    }
    let url = answer::clean(&company.policy_url);
    if !url.is_empty() && !is_web_address(url) {
        out.push(FieldProblem::new("policy_url", "problem.url"));
    }
    if !(1..=600).contains(&company.retention_months) {
        out.push(FieldProblem::new("retention_months", "problem.retention"));
    }
    if crate::zone::zone(&company.zone).is_none() {
        out.push(FieldProblem::new("zone", "problem.zone"));
    }
    out
}

/// Whether a text is an address that a page may link to.
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|r| {
        let host = r.split(['/', '?', '#']).next().unwrap_or("");
        host.contains('.')
            && !host.contains('@')
            && !text.chars().any(|c| c.is_whitespace() || c.is_control())
    })
}

/// An address as it is stored: what is meant, in lower case.
pub fn normal_email(raw: &str) -> String {
    answer::normal_email(raw).to_lowercase()
}

impl Services {
    /// A fresh set-up token while there is no administrator; it replaces an older one.
    pub async fn setup_token(&self) -> Result<Option<String>> {
        if self.store.is_set_up().await? {
            return Ok(None);
        }
        let token = self.new_secret();
        self.store.put_setup_token(secrets::hash_secret(&token), self.now()).await?;
        Ok(Some(token))
    }

    /// Whether the set-up page may be shown for this token.
    pub async fn setup_token_valid(&self, token: &str) -> Result<bool> {
        Ok(self.store.setup_token_valid(&secrets::hash_secret(token)).await?)
    }

    /// Stores company and administrator, and signs the administrator in; the answer is the session's secret.
    pub async fn complete_setup(&self, token: &str, form: SetupForm) -> Result<String> {
        let hash = secrets::hash_secret(token);
        if !self.store.setup_token_valid(&hash).await? {
            return Err(ServiceError::NotFound);
        }
        let mut problems = company_problems(&form.company);
        if answer::is_blank(&form.name) {
            problems.push(FieldProblem::new("name", "problem.required"));
        }
        if !answer::is_email(&form.email) {
            problems.push(FieldProblem::new("email", "problem.email"));
        }
        let company = &form.company;
        let known = [&form.name, &form.email, &company.name, &company.domain].map(String::as_str);
        match self.judge_password(&form.password, &known).await {
            Ok(()) => {}
            Err(ServiceError::Invalid(weak)) => problems.extend(weak),
            Err(error) => return Err(error),
        }
        if !problems.is_empty() {
            return Err(ServiceError::Invalid(problems));
        }
        let member = Member {
            id: self.new_id().into(),
            email: normal_email(&form.email),
            name: answer::clean(&form.name).to_owned(),
            role: Role::Administrator,
            password_hash: self.hash_password(form.password).await?,
            created_at: self.now(),
            disabled_at: None,
            scope: Scope::Everything,
        };
        let log = LogDraft {
            actor: format!("member:{}", member.id),
            ..self.system_did("company.set_up", format!("member:{}", member.id), "")
        };
        let id = member.id.clone();
        self.store.complete_setup(&hash, form.company, member, log).await?;
        self.begin_session(SessionOwner::Member(id), MEMBER_SESSION).await
    }

    /// Begins a session; the answer is its secret.
    pub(crate) async fn begin_session(&self, owner: SessionOwner, lasts: i64) -> Result<String> {
        let (secret, now) = (self.new_secret(), self.now());
        let hash = secrets::hash_secret(&secret);
        let place = SessionPlace::default();
        let session = Session { hash, owner, place, created_at: now, seen_at: now, expires_at: now + lasts };
        self.store.create_session(session).await?;
        Ok(secret)
    }
}
