//! Whether a secret is the database's own, and what a new one costs: a mail to everybody whose link was made with it.

use crate::mail::messages::request_values;
use crate::ports::{Store, StoreResult};
use crate::records::{
    Campaign, CampaignState, Link, MailKind, Member, NewMail, RequestFilter, Scope, SecretRenewal,
    SecretState, Supplier, SupplierId,
};
use crate::secrets::{check_value, hash_secret, link_token, seal_key};
use crate::survey::workdays::Delivery;
use crate::{Result, Services};
use domain::workflow::RequestState;
use std::collections::BTreeMap;

/// Whether a secret is the database's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ownership {
    Own,
    /// The database belongs to another one.
    Foreign,
    /// The database has none: it is fresh, or from before it was kept.
    Unclaimed,
}

/// Whether a secret is the database's own. A database from before this was kept shows it by its links.
pub fn ownership(state: &SecretState, secret: &[u8; 32]) -> Ownership {
    let opens = |l: &Link| l.hash == hash_secret(&link_token(secret, &l.id));
    match &state.check {
        Some(check) if *check == check_value(secret) => Ownership::Own,
        Some(_) => Ownership::Foreign,
        None if state.links.is_empty() || state.links.iter().any(opens) => Ownership::Unclaimed,
        None => Ownership::Foreign,
    }
}

/// Makes a secret the database's own; false where another one was faster.
pub async fn adopt(store: &dyn Store, secret: &[u8; 32]) -> StoreResult<bool> {
    let check = check_value(secret);
    Ok(store.adopt_secret(check.clone()).await? == check)
}

/// What a new secret led to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Renewed {
    /// Links that were made.
    pub links: usize,
    /// Suppliers' contacts who are mailed.
    pub contacts: usize,
    /// Invited members who are mailed.
    pub members: usize,
    /// Members whose second factor followed from the old secret and is gone: they are mailed.
    pub second_factors: usize,
}

/// Whether a request's contact needs its link.
fn needs_link(state: RequestState) -> bool {
    use RequestState::{Accepted, Declined, Planned, Rejected, Withdrawn};
    !matches!(state, Planned | Withdrawn | Declined | Accepted | Rejected)
}

impl Services {
    /// Whether the database still belongs to our secret: somebody may have renewed it while we run.
    pub async fn secret_is_current(&self) -> Result<bool> {
        let check = self.store.secret_check().await?;
        Ok(check.is_none_or(|check| check == check_value(&self.config.secret)))
    }

    /// Makes our secret the database's own in the place of another one: open requests get new links, and their
    /// contacts and whoever was invited into the team a mail. Second factors follow from the secret and are gone; their
    /// owners are told, and set up another. With `revoke`, links from before stop working: needed
    /// where the old secret may be known, unkind where it is only lost.
    pub async fn renew_secret(&self, revoke: bool) -> Result<Renewed> {
        // From here on with the new key; what is there is sealed with it first.
        self.store.seal_with(seal_key(&self.config.secret)).await?;
        let before = self.store.secret_check().await?.unwrap_or_default();
        let check = check_value(&self.config.secret);
        let mut renewed = Renewed::default();
        let (mut links, mut mails) = (Vec::new(), Vec::new());
        let suppliers: BTreeMap<SupplierId, Supplier> = self
            .store
            .all_suppliers(&Scope::Everything)
            .await?
            .into_iter()
            .map(|s| (s.id.clone(), s))
            .collect();
        for campaign in self.store.campaigns(&Scope::Everything).await? {
            if campaign.state == CampaignState::Open {
                self.links_anew(&campaign, &suppliers, revoke, &mut links, &mut mails).await?;
            }
        }
        (renewed.links, renewed.contacts) = (links.len(), mails.len());
        for member in self.store.members().await? {
            // Whoever has a password needs no link.
            if member.disabled_at.is_none() && !member.password_hash.starts_with('$') {
                mails.push(self.invited_anew(&member, &check).await?);
            }
        }
        renewed.members = mails.len() - renewed.contacts;
        for id in self.store.members_with_second_factor().await? {
            if let Some(member) = self.store.member(&id).await?.filter(|it| it.disabled_at.is_none()) {
                let language = self.store.mailed_in(&member.email).await?.unwrap_or_else(|| "en".to_owned());
                mails.push(self.member_mail(MailKind::SecondFactorOff, &member, &language).await?);
                renewed.second_factors += 1;
            }
        }
        let log = self.system_did("secret.renewed", "secret", &format!("{before} {check}"));
        let at = self.now();
        self.store.renew_secret(SecretRenewal { check, links, revoke, mails, at, log }).await?;
        Ok(renewed)
    }

    async fn links_anew(
        &self,
        campaign: &Campaign,
        suppliers: &BTreeMap<SupplierId, Supplier>,
        revoke: bool,
        links: &mut Vec<Link>,
        mails: &mut Vec<NewMail>,
    ) -> Result<()> {
        let company = self.company().await?;
        // Whose link has ended needs the new one at once; whose link goes on need not be woken.
        let delivery = if revoke { Delivery::AtOnce } else { Delivery::WorkingHours };
        let mut filter =
            RequestFilter { campaign: Some(campaign.id.clone()), limit: 500, ..RequestFilter::default() };
        loop {
            let page = self.store.requests(&Scope::Everything, &filter).await?;
            for row in page.rows.into_iter().filter(|row| needs_link(row.request.state)) {
                let link = self.new_link(&row.request.id, campaign);
                let supplier = suppliers.get(&row.request.supplier);
                let reachable = supplier.filter(|s| !s.email.is_empty() && s.mail_problem.is_none());
                mails.extend(reachable.map(|supplier| NewMail {
                    id: self.new_id(),
                    key: format!("new_link:{}", link.id),
                    kind: MailKind::NewLink,
                    request: Some(row.request.id.clone()),
                    supplier: Some(supplier.id.clone()),
                    link: Some(link.id.clone()),
                    to: supplier.email.clone(),
                    language: supplier.spoken().to_owned(),
                    values: request_values(&company, campaign, supplier),
                    send_at: delivery.moment(&supplier.country, campaign, self.now()),
                }));
                links.push(link);
            }
            filter.after = page.next;
            if filter.after.is_none() {
                return Ok(());
            }
        }
    }

    async fn invited_anew(&self, member: &Member, check: &str) -> Result<NewMail> {
        let company = self.company().await?;
        Ok(NewMail {
            id: self.new_id(),
            key: format!("member:{}:{check}", member.id),
            kind: MailKind::MemberInvitation,
            request: None,
            supplier: None,
            link: None,
            to: member.email.clone(),
            language: self.store.mailed_in(&member.email).await?.unwrap_or_else(|| "en".to_owned()),
            values: BTreeMap::from([
                ("member".to_owned(), member.id.to_string()),
                ("contact".to_owned(), member.name.clone()),
                ("company".to_owned(), company.name),
            ]),
            send_at: self.now(),
        })
    }
}
