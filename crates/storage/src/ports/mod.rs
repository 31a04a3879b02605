//! The ports, each method handed to its statements.

mod blanks;
mod calls;
mod campaigns;
mod declared;
mod files;
mod jobs;
mod log;
mod mail;
mod maintenance;
mod notes;
mod pictures;
mod query_templates;
mod reports;
mod requests;
mod retention;
mod secret;
mod smelters;
mod suppliers;
mod team;
mod views;

/// `run!(self.write [a = …, b = …] tx => module::function(tx, a, b))`: moves the values to where the transaction is and
/// lends them to the function.
macro_rules! run {
    ($store:ident.$kind:ident [$($arg:ident = $value:expr),*] $tx:ident => $call:expr) => {
        $store.$kind(($($value,)*), |$tx, ($($arg,)*)| Box::pin($call)).await
    };
}
use run;
