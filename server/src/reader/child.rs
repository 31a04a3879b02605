//! The other side: `touchstone read-upload JOB`, which is for the portal itself and no one else.

use serde::Serialize;
use sheets::ReadError;
use std::io::{BufRead, Read, Write};
use std::process::ExitCode;

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Job {
    /// A table of suppliers: [`sheets::TableFile`].
    Table,
    /// A list of smelters: [`sheets::lists::ListFile`].
    List,
    /// An official blank template: whether it is one, [`sheets::Blank`] or [`sheets::WriteError`].
    Blank,
    /// A filled declaration: [`sheets::older::AnyBook`]. In place of the file's name stands that of the template whose
    /// questions it is read into.
    Declaration,
}

impl Job {
    /// As it stands on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Job::Table => "table",
            Job::List => "list",
            Job::Blank => "blank",
            Job::Declaration => "declaration",
        }
    }
}

/// What is sent before the file: its name, as a line.
pub fn head(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control()).take(300).collect();
    format!("{name}\n")
}

/// Reads the file on the standard input and writes what it holds, or why it cannot be read, to the standard output.
pub fn run(job: Job) -> ExitCode {
    match read(job) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn read(job: Job) -> std::io::Result<()> {
    let mut input = std::io::stdin().lock();
    let (mut name, mut bytes) = (String::new(), Vec::new());
    input.read_line(&mut name)?;
    input.take(sheets::limits::FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    let name = name.trim_end();
    match job {
        Job::Table => say(&sheets::table_file(&bytes, name)),
        Job::List => say(&sheets::lists::list_file(&bytes, name)),
        Job::Blank => say(&Ok(sheets::recognise_blank(&bytes))),
        Job::Declaration => match domain::template::named(name) {
            Some(template) => say(&sheets::older::read_any(&bytes, template, &mut |_| {})),
            None => Err(std::io::Error::other("no such template")),
        },
    }
}

fn say<T: Serialize>(found: &Result<T, ReadError>) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    serde_json::to_writer(&mut out, found)?;
    out.flush()
}
