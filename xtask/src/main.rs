//! `cargo xtask …`: the one entry point to build, serve, test, check and measure the portal.

use clap::{Args, Parser, Subcommand};

mod asvs;
mod bench;
mod browser;
mod cargo_metadata;
mod check;
mod circles;
mod countries;
mod deny;
mod dependencies;
mod dev;
mod e2e;
mod faults;
mod files;
mod fill;
mod generate;
mod guards;
mod holidays;
mod office;
mod parity;
mod postgres;
mod raw_texts;
mod roles;
mod run;
mod serve;
mod site;
mod size;
mod tally;
mod test;

/// Builds, serves, tests, checks and measures the portal.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds everything and runs the portal.
    Serve(ServeArgs),
    /// Leaves the self-contained release binary at target/release/touchstone.
    Build,
    /// Like serve, but builds again and restarts when a source file changes.
    Dev(ServeArgs),
    /// Builds the browser side only, into target/site.
    Site,
    /// Runs every test: crates, both databases, generated pages, browser journeys, size budget.
    Test {
        /// Leaves the browser journeys out.
        #[arg(long)]
        no_e2e: bool,
    },
    /// Looks without running: formatting, lints, dependency table, licences, guards, generated pages.
    Check {
        /// Only checks whose title contains this.
        #[arg(default_value = "")]
        only: String,
    },
    /// Walks the journeys in a real Chromium; arguments go to Playwright.
    E2e {
        /// Passed to Playwright, for example a file name or --headed.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Measures speed; names of benches to run, or none for the list.
    Bench {
        /// A bench, then its arguments.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Fills an empty portal with many suppliers, to click through.
    Fill {
        /// --suppliers 100000 --years 3 --rows 1000000 --data DIR --database URL: what is left out is as here, with a new
        /// folder under target.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Compares our official checker with the workbook's own on random fillings, by LibreOffice.
    Parity {
        /// How many fillings.
        #[arg(default_value_t = 200)]
        fillings: u32,
        /// Which ones; the same number gives the same.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Weighs what the supplier's first view moves, against budgets.toml.
    Size,
    /// Writes the generated pages under docs/.
    Gen {
        /// Writes nothing; fails if a page is stale.
        #[arg(long)]
        check: bool,
    },
    /// Everything that must pass before a change goes in: check, then test.
    Ready,
}

/// How the portal is to be run.
#[derive(Args, Clone)]
struct ServeArgs {
    /// Starts with invented suppliers in every state.
    #[arg(long)]
    demo: bool,
    /// Where to listen.
    #[arg(long)]
    addr: Option<String>,
    /// Where the data lie.
    #[arg(long)]
    data: Option<std::path::PathBuf>,
    /// Passed to the portal as they are.
    #[arg(last = true)]
    rest: Vec<String>,
}

fn main() -> std::process::ExitCode {
    let result = match Cli::parse().command {
        Task::Serve(args) => serve::serve(&args),
        Task::Build => serve::build(),
        Task::Dev(args) => dev::dev(&args),
        Task::Site => site::build(site::Effort::Full).map(|_| ()),
        Task::Test { no_e2e } => test::test(no_e2e),
        Task::Check { only } => check::check(&only),
        Task::E2e { args } => e2e::e2e(&args),
        Task::Bench { args } => bench::bench(&args),
        Task::Fill { args } => fill::fill(&args),
        Task::Parity { fillings, seed } => parity::parity(fillings, seed),
        Task::Size => size::size(),
        Task::Gen { check } => generate::generate(check),
        Task::Ready => check::check("").and_then(|()| test::test(false)),
    };
    match result {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}
