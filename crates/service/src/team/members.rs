//! Who belongs to the team.

use crate::access::{Administrator, Viewer};
use crate::records::{Company, LogEntry, MailKind, Member, MemberChange, MemberId, NewMail, Role, Scope};
use crate::team::setup::{company_problems, normal_email};
use crate::{FieldProblem, HOUR, Result, ServiceError, Services};
use domain::answer;
use std::collections::BTreeMap;

impl Services {
    /// A member as an invitation makes one, if the form is right and the address is free.
    pub(crate) async fn new_member(&self, name: &str, email: &str, role: Role) -> Result<Member> {
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
        if self.store.member_by_email(&normal_email(email)).await?.is_some() {
            return Err(ServiceError::field("email", "problem.email_taken"));
        }
        Ok(Member {
            id: self.new_id().into(),
            email: normal_email(email),
            name: answer::clean(name).to_owned(),
            role,
            password_hash: String::new(),
            created_at: self.now(),
            disabled_at: None,
            scope: Scope::Everything,
        })
    }

    /// A mail to a member, whose link follows when it is written.
    pub(crate) async fn member_mail(
        &self,
        kind: MailKind,
        member: &Member,
        language: &str,
    ) -> Result<NewMail> {
        let company = self.company().await?;
        let id = self.new_id();
        Ok(NewMail {
            key: format!("member:{id}"),
            id,
            kind,
            request: None,
            supplier: None,
            link: None,
            to: member.email.clone(),
            language: language.to_owned(),
            values: BTreeMap::from([
                ("member".to_owned(), member.id.to_string()),
                ("contact".to_owned(), member.name.clone()),
                ("company".to_owned(), company.name),
            ]),
            send_at: self.now(),
        })
    }

    /// The company as suppliers see it; empty before set-up.
    pub async fn company(&self) -> Result<Company> {
        Ok(self.store.company().await?.unwrap_or_default())
    }
}

impl Viewer {
    pub async fn members(&self) -> Result<Vec<Member>> {
        Ok(self.services().store.members().await?)
    }

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
        let services = self.services();
        let member = services.new_member(name, email, role).await?;
        let log = self.did("member.invited", format!("member:{}", member.id), role.key());
        let mail = services.member_mail(MailKind::MemberInvitation, &member, language).await?;
        services.store.add_member(member.clone(), vec![mail], log).await?;
        Ok(member)
    }

    /// What nobody does to himself, since it could only be a slip.
    fn not_to_self(&self, id: &MemberId) -> Result<()> {
        if *id == self.member().id { Err(ServiceError::NotNow("yourself")) } else { Ok(()) }
    }

    /// Sends a member a new link to choose a password; the old password stops working. Not the own one, and not that
    /// of the only administrator who has one.
    pub async fn reset_member(&self, id: &MemberId, language: &str) -> Result<()> {
        self.not_to_self(id)?;
        let services = self.services();
        let member = services.store.member(id).await?.ok_or(ServiceError::NotFound)?;
        // A password nobody has, different each time, so that older links are dead as well.
        let new = format!("!{}", services.new_id());
        let member = Member { password_hash: new.clone(), ..member };
        let mail = services.member_mail(MailKind::MemberInvitation, &member, language).await?;
        let log = self.did("member.password_reset", format!("member:{id}"), "");
        Ok(services
            .store
            .change_member(id, MemberChange::Password { old: None, new }, vec![mail], log)
            .await?)
    }

    /// Changes what another member may do, and on what. The last administrator cannot be taken away; an administrator
    /// works on everything.
    pub async fn set_role(&self, id: &MemberId, role: Role, scope: Scope) -> Result<()> {
        self.not_to_self(id)?;
        let nothing = match &scope {
            Scope::Everything => false,
            Scope::Campaigns(ids) => ids.is_empty(),
            Scope::Groups(keys) => keys.is_empty(),
        };
        if nothing {
            return Err(ServiceError::field("scope", "problem.scope_empty"));
        }
        if role == Role::Administrator && !scope.is_everything() {
            return Err(ServiceError::field("scope", "problem.scope_administrator"));
        }
        let log = self.did("member.role_changed", format!("member:{id}"), role.key());
        let change = MemberChange::Role(role, scope);
        Ok(self.services().store.change_member(id, change, Vec::new(), log).await?)
    }

    /// Takes another member's access away or gives it back.
    pub async fn set_disabled(&self, id: &MemberId, disabled: bool) -> Result<()> {
        self.not_to_self(id)?;
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
        let mail = services.member_mail(MailKind::Test, self.member(), language).await?;
        Ok(services.store.queue_mails(vec![mail], None).await?)
    }
}
