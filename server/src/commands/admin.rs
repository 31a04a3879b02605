//! `touchstone admin`: the team, for whoever runs the server. The way back when nobody can sign in any more.

use super::files::{our_own, refuse};
use crate::config::{Config, Options};
use crate::failure::told;
use service::records::{Member, Role};
use service::team::recover::Operator;
use service::{ServiceError, day_of};
use std::process::ExitCode;

/// What to do with the team.
#[derive(clap::Subcommand)]
pub enum AdminCommand {
    /// Lists the members.
    List {
        /// The portal's settings.
        #[command(flatten)]
        options: Box<Options>,
    },
    /// Adds a member and prints the link to choose a password by.
    Invite {
        /// The address to sign in with.
        email: String,
        /// The person's name.
        #[arg(long)]
        name: String,
        /// administrator, campaign_manager, reviewer, viewer or auditor.
        #[arg(long, default_value = "administrator", value_parser = role)]
        role: Role,
        /// The portal's settings.
        #[command(flatten)]
        options: Box<Options>,
    },
    /// Prints a link to choose a new password by; until then the old one goes on working.
    Reset {
        /// The address that the member signs in with.
        email: String,
        /// The portal's settings.
        #[command(flatten)]
        options: Box<Options>,
    },
    /// Takes the second factor from a member who lost the telephone and the recovery codes. The member gets a mail.
    NoSecondFactor {
        /// The address that the member signs in with.
        email: String,
        /// The portal's settings.
        #[command(flatten)]
        options: Box<Options>,
    },
    /// Removes what the retention rule says, as the portal does by itself every day.
    Retention {
        /// `run` removes; without it, and with --dry-run, only what would go is listed.
        #[arg(value_parser = ["run"])]
        act: Option<String>,
        /// Lists what would go, and removes nothing.
        #[arg(long, conflicts_with = "act")]
        dry_run: bool,
        /// The portal's settings.
        #[command(flatten)]
        options: Box<Options>,
    },
    /// Changes what a member may do, but for the last administrator.
    Role {
        /// The address that the member signs in with.
        email: String,
        /// administrator, campaign_manager, reviewer, viewer or auditor.
        #[arg(value_parser = role)]
        role: Role,
        /// The portal's settings.
        #[command(flatten)]
        options: Box<Options>,
    },
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| {
        let keys: Vec<_> = Role::ALL.iter().map(|role| role.key()).collect();
        format!("say one of: {}", keys.join(", "))
    })
}

impl AdminCommand {
    /// Takes the settings out.
    pub fn options(&mut self) -> Box<Options> {
        let (AdminCommand::List { options }
        | AdminCommand::Invite { options, .. }
        | AdminCommand::Reset { options, .. }
        | AdminCommand::NoSecondFactor { options, .. }
        | AdminCommand::Retention { options, .. }
        | AdminCommand::Role { options, .. }) = self;
        std::mem::take(options)
    }
}

/// Does it: exit code 0 done, 2 refused.
pub fn run(act: &AdminCommand, config: Config) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&format!("cannot start: {error}")),
    };
    let done = runtime.block_on(async {
        our_own(&config)?;
        let portal = crate::serve::open(config).await.map_err(|e| told(e.as_ref()))?;
        if !portal.services.is_set_up().await.map_err(|e| told(&e))? {
            return Err(
                "the portal is not set up yet: `touchstone serve` prints the link for that".to_owned()
            );
        }
        do_it(act, &portal.services.operator()).await.map_err(|error| say(act, error))
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => refuse(&why),
    }
}

async fn do_it(act: &AdminCommand, operator: &Operator) -> Result<(), ServiceError> {
    match act {
        AdminCommand::List { .. } => operator.members().await?.iter().for_each(print),
        AdminCommand::Invite { email, name, role, .. } => link(&operator.invite(name, email, *role).await?),
        AdminCommand::Reset { email, .. } => link(&operator.reset(email).await?),
        AdminCommand::NoSecondFactor { email, .. } => {
            operator.take_second_factor(email).await?;
            println!("{} signs in with the password alone now.", sheets::plain(email));
        }
        AdminCommand::Retention { act, dry_run, .. } => {
            super::retention::run(operator, act.is_some() && !dry_run).await?
        }
        AdminCommand::Role { email, role, .. } => {
            operator.set_role(email, *role).await?;
            println!("{} is {} now.", sheets::plain(email), role.key());
        }
    }
    Ok(())
}

fn print(member: &Member) {
    let state = match (&member.disabled_at, member.password_hash.starts_with('$')) {
        (Some(_), _) => "no access",
        (None, true) => "active",
        (None, false) => "invited",
    };
    let (email, name) = (sheets::plain(&member.email), sheets::plain(&member.name));
    println!("{:<13}  {state:<9}  {}  {email}  {name}", member.role.key(), day_of(member.created_at));
}

/// A link goes to the output alone, so that it can be piped; what is said about it goes beside.
fn link(link: &str) {
    eprintln!(
        "This link works once, and for a week. Whoever opens it chooses the password: give it to that person alone."
    );
    println!("{link}");
}

fn say(act: &AdminCommand, error: ServiceError) -> String {
    let who = match act {
        AdminCommand::Invite { email, .. }
        | AdminCommand::Reset { email, .. }
        | AdminCommand::NoSecondFactor { email, .. }
        | AdminCommand::Role { email, .. } => email,
        AdminCommand::List { .. } | AdminCommand::Retention { .. } => "",
    };
    match error {
        ServiceError::NotFound => {
            format!("nobody signs in with {who}: `touchstone admin list` shows who does")
        }
        ServiceError::Conflict => {
            format!(
                "{who} is the last administrator who has a password: make somebody else administrator first"
            )
        }
        ServiceError::NotNow(_) => {
            format!("{who} has no access any more: an administrator can give it back on the page of the team")
        }
        ServiceError::Invalid(problems) => {
            let texts = domain::text::embedded::texts("en");
            let said = problems.iter().map(|p| crate::desk::say(texts, p));
            said.collect::<Vec<_>>().join(" ")
        }
        other => told(&other),
    }
}
