//! `touchstone rebuild`: makes anew what follows from other things that the database holds.

use super::files::{our_own, refuse};
use crate::config::{Config, Options};
use crate::failure::{self, Failure};
use clap::Args as ClapArgs;
use std::process::ExitCode;

/// Which database.
#[derive(ClapArgs)]
pub struct Args {
    /// The settings: which database.
    #[command(flatten)]
    pub options: Box<Options>,
}

/// Makes the rows of every submission anew from its document. Exit code 0 done, 1 where documents could not be read,
/// 2 refused. Works beside a running portal.
pub fn run(config: &Config) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&format!("cannot start: {error}")),
    };
    let done = runtime.block_on(async {
        our_own(config)?;
        let portal = crate::serve::open(config.clone()).await?;
        let told = |done: u64| println!("{done} submissions …");
        Ok::<_, Failure>(portal.services.rebuild(true, told).await?)
    });
    match done {
        Err(why) => refuse(&failure::told(why.as_ref())),
        Ok(done) => {
            println!("The rows of {} submissions were made anew from their documents.", done.submissions);
            for (request, number) in &done.unreadable {
                println!(
                    "Not those of {request}/{number}: its document cannot be read. `touchstone verify` says more."
                );
            }
            ExitCode::from(u8::from(!done.unreadable.is_empty()))
        }
    }
}
