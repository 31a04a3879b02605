//! Uploaded files are read in a process of its own, which may crash, swell or stall without harm: the same binary,
//! started anew for each file, with little memory, little time and nothing in its environment.
//!
//! The file goes in by its standard input, what it says comes out as JSON.

mod child;

pub use child::{Job, run};

use serde::de::DeserializeOwned;
use sheets::ReadError;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The hidden command of the binary that [`run`] is behind.
pub const COMMAND: &str = "read-upload";

/// How many files are read at once.
const AT_ONCE: usize = 2;
/// How many uploads are held in memory at once; each may be as large as a file may be.
const HELD: usize = 8;
/// How long one file may take.
const TIME: Duration = Duration::from_secs(10);
/// How long an upload waits for its turn before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(20);
/// Address space of the process that reads. The worst honest file takes a quarter of it.
#[cfg(target_os = "linux")]
const MEMORY: u64 = 768 << 20;
/// Most bytes that a file may be read into: what is kept of it, and what JSON puts around it.
const ANSWER: u64 = 3 * sheets::limits::KEPT_BYTES as u64;

/// Why a file was not read.
#[derive(Debug)]
pub enum UploadError {
    /// The reader said why.
    File(ReadError),
    /// It took too long and was stopped.
    Slow,
    /// The process that read it died.
    Died,
    /// Too many files wait.
    Busy,
}

/// Reads uploaded files.
pub struct Reader {
    program: PathBuf,
    time: Duration,
    turns: Semaphore,
    room: std::sync::Arc<Semaphore>,
}

/// The binary that runs, also after its file was replaced by a newer one.
pub fn own_program() -> PathBuf {
    if cfg!(target_os = "linux") {
        PathBuf::from("/proc/self/exe")
    } else {
        std::env::current_exe().unwrap_or_else(|_| PathBuf::from("touchstone"))
    }
}

impl Reader {
    /// A reader that starts this program.
    pub fn new(program: PathBuf) -> Reader {
        let room = std::sync::Arc::new(Semaphore::new(HELD));
        Reader { program, time: TIME, turns: Semaphore::new(AT_ONCE), room }
    }

    /// The same with another time for each file, for tests.
    pub fn within(self, time: Duration) -> Reader {
        Reader { time, ..self }
    }

    /// Room to hold one upload, until it is dropped.
    pub async fn room(&self) -> Result<OwnedSemaphorePermit, UploadError> {
        let room = tokio::time::timeout(PATIENCE, self.room.clone().acquire_owned()).await;
        room.ok().and_then(Result::ok).ok_or(UploadError::Busy)
    }

    /// Has a file read. Answers within ten seconds after its turn has come.
    pub async fn read<T>(&self, job: Job, name: &str, bytes: Vec<u8>) -> Result<T, UploadError>
    where
        T: DeserializeOwned + Send + 'static,
    {
        let turn = tokio::time::timeout(PATIENCE, self.turns.acquire()).await;
        let _turn = turn.ok().and_then(Result::ok).ok_or(UploadError::Busy)?;
        let mut child = self.start(job)?;
        let answer = match tokio::time::timeout(self.time, converse(&mut child, name, &bytes)).await {
            Ok(answer) => answer,
            Err(_) => {
                tracing::warn!("reading an upload took too long; it was stopped");
                // Waits until it is gone, so that never more than two are there.
                let _ = child.kill().await;
                return Err(UploadError::Slow);
            }
        };
        // What it says is as large again.
        drop(bytes);
        match answer {
            Ok((status, answer)) if status.success() => {
                if answer.len() as u64 > ANSWER {
                    let (limit, part) = (sheets::Limit::Kept, String::new());
                    return Err(UploadError::File(ReadError::TooLarge { limit, part }));
                }
                let parsed = tokio::task::spawn_blocking(move || {
                    serde_json::from_slice::<Result<T, ReadError>>(&answer)
                });
                match parsed.await {
                    Ok(Ok(said)) => said.map_err(UploadError::File),
                    _ => Err(UploadError::Died),
                }
            }
            Ok((status, _)) => {
                tracing::warn!(%status, "the process that read an upload died");
                Err(UploadError::Died)
            }
            Err(error) => {
                tracing::error!(%error, "cannot talk to the process that reads an upload");
                Err(UploadError::Died)
            }
        }
    }

    fn start(&self, job: Job) -> Result<Child, UploadError> {
        let mut command = Command::new(&self.program);
        command.args([COMMAND, job.word()]).env_clear().kill_on_drop(true);
        // What it might say about itself could quote the file.
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let started = command.spawn().and_then(|child| confine(&child).map(|()| child));
        started.map_err(|error| {
            tracing::error!(%error, "cannot start the process that reads uploads");
            UploadError::Died
        })
    }
}

/// Limits what the process may take. It waits for its input until then, so that nothing comes before.
#[cfg(target_os = "linux")]
fn confine(child: &Child) -> std::io::Result<()> {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let gone = || std::io::Error::other("it is gone already");
    let pid = child.id().and_then(|id| Pid::from_raw(id.try_into().ok()?)).ok_or_else(gone)?;
    // No dump of a crash, no files: it has no business there.
    for (what, most) in [(Resource::As, MEMORY), (Resource::Core, 0), (Resource::Fsize, 0)] {
        prlimit(Some(pid), what, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}

/// Elsewhere the time is limited, and the limits within the reader hold.
#[cfg(not(target_os = "linux"))]
fn confine(_: &Child) -> std::io::Result<()> {
    Ok(())
}

/// Sends the file and hears the answer, at the same time: either side may fill a pipe.
async fn converse(child: &mut Child, name: &str, bytes: &[u8]) -> std::io::Result<(ExitStatus, Vec<u8>)> {
    let closed = || std::io::Error::other("a pipe is missing");
    let mut input = child.stdin.take().ok_or_else(closed)?;
    let output = child.stdout.take().ok_or_else(closed)?;
    let send = async {
        // It may stop listening when it has seen enough, or be dead: its status tells.
        let _ = input.write_all(child::head(name).as_bytes()).await;
        let _ = input.write_all(bytes).await;
        drop(input);
    };
    let mut answer = Vec::new();
    let mut output = output.take(ANSWER + 1);
    let hear = async {
        let heard = output.read_to_end(&mut answer).await;
        // More than is wanted: it may write no further.
        drop(output);
        heard
    };
    let ((), heard) = tokio::join!(send, hear);
    heard?;
    if answer.len() as u64 > ANSWER {
        child.start_kill()?;
        let _ = child.wait().await;
        return Ok((ExitStatus::default(), answer));
    }
    Ok((child.wait().await?, answer))
}
