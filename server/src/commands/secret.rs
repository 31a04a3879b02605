//! `touchstone secret renew`: a new secret in the place of one that is lost, or known to somebody.

use crate::config::Config;
use crate::failure::Failure;
use crate::secret::{AtHand, Secret, at_hand, create, file, random};
use crate::system::{SystemClock, SystemRandom};
use service::ports::during;
use service::secrets::seal_key;
use service::survey::renewal::{Ownership, Renewed, ownership};
use service::{ServiceConfig, Services};
use std::path::Path;
use std::sync::Arc;

/// Makes a new secret the database's own and says what that led to.
pub fn renew(config: Config) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| during("cannot start", e))?;
    let Renewed { links, contacts, members, second_factors } = runtime.block_on(renewed(&config))?;
    println!(
        "The secret is renewed. New links: {links}. Mails queued: {contacts} to suppliers, {members} to invited members."
    );
    if second_factors > 0 {
        println!(
            "Second factors that ended, since they followed from the old secret: {second_factors}. Their owners get a mail."
        );
    }
    println!(
        "They go out when the portal runs. Keep a copy of the new secret, and give it to every instance."
    );
    Ok(())
}

async fn renewed(config: &Config) -> Result<Renewed, Failure> {
    if let Some(file) = config.sqlite_file().filter(|file| !file.exists()) {
        return Err(format!("there is no database at {}", file.display()).into());
    }
    let store = storage::open(&config.database_url).await?;
    let state = store.secret_state().await?;
    if state.fresh {
        return Err(
            "the database is empty: there is nothing to renew. `touchstone serve` makes a secret.".into()
        );
    }
    let old = at_hand(config.secret.as_deref(), &config.data);
    // A damaged file is a lost secret.
    let old = if config.secret.is_some() { old? } else { old.unwrap_or(AtHand::Nothing) };
    let own = |secret: &Secret| ownership(&state, secret) == Ownership::Own;
    let (secret, revoke) = match &old {
        AtHand::Configured(secret) if own(secret) => {
            return Err("TOUCHSTONE_SECRET is the secret that the database has already. Set a new one, for example from \
                        `openssl rand -hex 32`, and run this again."
                .into());
        }
        // The one before is not at hand, so that nobody can tell whether it is lost: its links go on until they end.
        AtHand::Configured(secret) => (*secret, false),
        AtHand::Kept(secret) => (random()?, own(secret)),
        AtHand::Nothing => (random()?, false),
    };
    let known = ServiceConfig {
        base_url: config.links_base(),
        secret,
        mail_from: config.mail_from.clone(),
        demo: config.demo,
    };
    let mailer = Arc::new(mail::Memory::default());
    let services = Services::new(store.clone(), mailer, Arc::new(SystemClock), Arc::new(SystemRandom), known);
    // The new one is on the disk before the database belongs to it.
    let new = config.data.join("secret.key.new");
    let kept = config.secret.is_none();
    if kept {
        let _ = std::fs::remove_file(&new);
        create(&new, secret)?;
    }
    // What follows is sealed with the new one; `verify` tells that the key changed here.
    store.seal_with(seal_key(&secret)).await?;
    let renewed = services.renew_secret(revoke).await?;
    if kept {
        put_in_place(&new, &file(&config.data)).map_err(|e| {
            during(format!("the new secret is in {}: rename it to secret.key by hand", new.display()), e)
        })?;
    }
    Ok(renewed)
}

/// The old one stays beside the new one: what was sealed with it can still be checked.
fn put_in_place(new: &Path, place: &Path) -> std::io::Result<()> {
    if place.exists() {
        let now = jiff::Timestamp::now().as_second();
        std::fs::rename(place, place.with_extension(format!("key.old-{now}")))?;
    }
    std::fs::rename(new, place)?;
    std::fs::File::open(place.parent().unwrap_or(place))?.sync_all()
}
