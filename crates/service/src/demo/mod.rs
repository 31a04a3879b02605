//! The demonstration: an invented company in the seventh week of its survey, with suppliers in every state, and the year
//! before it with its report. It is made by the same use cases that people use, with a clock that is set back.

mod declarations;
mod last_year;
mod lists;
mod people;
mod report;
mod this_year;
mod time;

use crate::ServiceError;
use crate::access::{Actor, Administrator};
use crate::ports::{MailError, Mailer, Message};
use crate::records::{Campaign, Company, Member, RequestFilter, RequestId, Role, Scope};
use crate::smelters::decisions::Choice;
use crate::suppliers::import::{Reading, Take, Uploaded};
use crate::team::setup::SetupForm;
use crate::{HOUR, Result, Services, day_of};
use domain::Metal;
use std::collections::BTreeMap;
use std::sync::Arc;
use this_year::{Fate, fate};
use time::{SetClock, beginning, tick};
pub use time::{ahead, let_pass};

/// Whom to sign in as.
#[derive(Clone, Debug)]
pub struct Access {
    /// Address of the administrator.
    pub email: &'static str,
    /// Everybody's password.
    pub password: &'static str,
}

/// The accounts of the demonstration; on a portal with a demonstration only.
pub const ACCESS: Access = Access { email: "demo@halden.example", password: "seven-weeks-in" };

/// How many suppliers there are.
pub const SUPPLIERS: usize = 210;

/// What the surveys are about.
const PRODUCTS: &str = "All measuring instruments, sensors and accessories of Halden";

/// Mail of the past was delivered long ago; what went to people who are gone since came back.
struct Delivered {
    some_are_gone: bool,
}

#[async_trait::async_trait]
impl Mailer for Delivered {
    async fn send(&self, message: &Message) -> std::result::Result<(), MailError> {
        if self.some_are_gone && message.to.starts_with("gone@") {
            return Err(MailError::Permanent("550 5.1.1 no such user here".into()));
        }
        Ok(())
    }

    fn describe(&self) -> String {
        "delivered".to_owned()
    }
}

/// Fills an empty portal; does nothing to one that is set up already. Says whom to sign in as.
pub async fn seed(services: &Services) -> Result<Option<Access>> {
    if services.store.is_set_up().await? {
        return Ok(None);
    }
    // First of all: whatever becomes of it, this database is a demonstration's from now on.
    services.store.put_demo(0).await?;
    let now = services.now();
    let year = i64::from(day_of(now).year());
    let clock = Arc::new(SetClock::new(beginning(now) - last_year::EARLIER));
    let mailer = |some_are_gone| Arc::new(Delivered { some_are_gone });
    let before = Services { clock: clock.clone(), mailer: mailer(false), ..services.clone() };
    let administrator = found(&before).await?;
    import_suppliers(&administrator).await?;
    report::own_data(&administrator).await?;
    import_lists(&before, &administrator, lists::Year::Last).await?;
    let last_report = last_year::pass(&before, &clock, &administrator, year - 1).await?;

    clock.set(beginning(now));
    let past = Services { mailer: mailer(true), ..before };
    import_lists(&past, &administrator, lists::Year::This).await?;
    let campaign = this_year::pass(&past, &clock, &administrator, year, now).await?;
    clock.set(now - HOUR / 2);
    let trader = Choice {
        metal: Metal::TIN,
        name: declarations::TRADER.to_owned(),
        cid: None,
        note: "A trader that smelts nothing itself; its suppliers are to be asked for the smelter."
            .to_owned(),
        replaces: None,
    };
    administrator.decide_smelter(trader).await?;
    report::so_far(&administrator, &campaign, clock.at(), last_report).await?;
    clock.set(now);
    tick(&past).await?;
    services.forget_references();
    Ok(Some(ACCESS))
}

async fn found(past: &Services) -> Result<Administrator> {
    let token = past.setup_token().await?.ok_or(ServiceError::Conflict)?;
    let company = Company {
        name: "Halden Instruments".into(),
        domain: "halden.example".into(),
        why: "We make measuring instruments and file a conflict minerals report every year. To write it truthfully \
              we must know where the tantalum, tin, tungsten and gold in our products come from."
            .into(),
        contact_name: "Ingrid Vale".into(),
        contact_email: "minerals@halden.example".into(),
        policy_url: "https://halden.example/minerals-policy".into(),
        grievance: "integrity@halden.example".into(),
        retention_months: 84,
        zone: String::new(),
    };
    let form = SetupForm {
        company,
        name: "Ingrid Vale".into(),
        email: ACCESS.email.into(),
        password: ACCESS.password.into(),
    };
    let secret = past.complete_setup(&token, form).await?;
    let administrator = past.actor(&secret).await?;
    let hash = administrator.member().password_hash.clone();
    for (name, email, role) in [
        ("Mara Lind", "manager@halden.example", Role::CampaignManager),
        ("Tomas Reed", "reviewer@halden.example", Role::Reviewer),
        ("Noor Hale", "viewer@halden.example", Role::Viewer),
        ("Otis Brandt", "auditor@halden.example", Role::Auditor),
    ] {
        let member = Member {
            id: past.new_id().into(),
            email: email.into(),
            name: name.into(),
            role,
            password_hash: hash.clone(),
            created_at: past.now(),
            disabled_at: None,
            scope: Scope::Everything,
        };
        let log = administrator.did("member.invited", format!("member:{}", member.id), role.key());
        past.store.add_member(member, Vec::new(), log).await?;
    }
    // The clock runs ahead of the first session; the demonstration goes on with the same rights.
    let actor: Actor = past.actor_for(administrator.member().clone());
    actor.as_administrator()
}

async fn import_suppliers(administrator: &Administrator) -> Result<()> {
    let table = Uploaded::of_rows("suppliers.csv", people::header(), people::rows());
    let batch = administrator.upload_suppliers(table).await?;
    administrator
        .confirm_import(&batch, &Reading::default(), Take { without_email: true, ..Take::default() })
        .await?;
    Ok(())
}

async fn import_lists(past: &Services, administrator: &Administrator, year: lists::Year) -> Result<()> {
    for list in lists::all(past.now(), year) {
        administrator.import_list(past.new_id(), list).await?;
    }
    Ok(())
}

async fn requests(administrator: &Administrator, campaign: &Campaign) -> Result<BTreeMap<String, RequestId>> {
    let filter =
        RequestFilter { campaign: Some(campaign.id.clone()), limit: 500, ..RequestFilter::default() };
    let page = administrator.requests(&filter).await?;
    Ok(page.rows.into_iter().map(|r| (r.supplier_reference, r.request.id)).collect())
}
