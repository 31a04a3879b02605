//! Looks at the file from time to time with fresh eyes: connections that are open answer from memory, and would not
//! meet a damaged page before somebody needs it.

use super::file::DatabaseFile;
use super::open::open_reader;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

/// How often the file is looked at.
const PERIOD: Duration = Duration::from_millis(400);
/// How often its pages are read although nobody seems to have written: disks forget.
const ANYWAY: Duration = Duration::from_secs(60);
/// Reading takes at most this share of the time: a large file is read more rarely.
const SHARE: u32 = 20;

/// The thread that looks; it ends when this is dropped.
pub struct Watch {
    _stop: Sender<()>,
}

impl Watch {
    pub(crate) fn start(file: Arc<DatabaseFile>) -> std::io::Result<Watch> {
        let (stop, stopped) = channel();
        std::thread::Builder::new().name("storage-watch".into()).spawn(move || run(&file, &stopped))?;
        Ok(Watch { _stop: stop })
    }
}

fn run(file: &DatabaseFile, stopped: &Receiver<()>) {
    let mut seen = None;
    let mut read = Instant::now();
    let mut pause = PERIOD;
    while stopped.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
        pause = PERIOD;
        let now = stamp(file);
        if file.fault().is_some() || (now == seen && read.elapsed() < ANYWAY) {
            continue;
        }
        let begun = Instant::now();
        check(file);
        (seen, read) = (now, Instant::now());
        pause = PERIOD.max(begun.elapsed() * SHARE);
    }
}

/// When the file was written last, and how long it is.
fn stamp(file: &DatabaseFile) -> Option<(SystemTime, u64)> {
    let about = std::fs::metadata(file.path()).ok()?;
    Some((about.modified().ok()?, about.len()))
}

/// Reads every page of every table by way of a connection that remembers nothing.
fn check(file: &DatabaseFile) {
    if let Err(error) = pages(file) {
        file.note(&error);
    }
}

fn pages(file: &DatabaseFile) -> rusqlite::Result<()> {
    let connection = open_reader(file.path())?;
    let mut tables =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let tables = tables.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    for table in tables {
        let mut check = connection.prepare("SELECT * FROM pragma_quick_check(?1)")?;
        let mut said = check.query([&table])?;
        while let Some(row) = said.next()? {
            let line: String = row.get(0)?;
            // Values that a table should not hold are for `verify`: the file itself is whole.
            if line != "ok" && !line.contains(" value in ") && !line.contains("constraint failed") {
                file.damaged(&format!("{table}: {line}"));
                return Ok(());
            }
        }
    }
    Ok(())
}
