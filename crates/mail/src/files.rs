//! Writes mails into a folder, one `.eml` each, where no mail server is configured.

use crate::compose;
use async_trait::async_trait;
use service::ports::{MailError, Mailer, Message};
use service::records::Refusal;
use std::path::{Path, PathBuf};

/// A folder of mails.
pub struct Files {
    dir: PathBuf,
    from: String,
}

impl Files {
    /// Uses this folder, and makes it where it is missing.
    pub fn new(dir: impl Into<PathBuf>, from: impl Into<String>) -> std::io::Result<Files> {
        let dir = dir.into();
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&dir)?;
        Ok(Files { dir, from: from.into() })
    }
}

#[async_trait]
impl Mailer for Files {
    async fn send(&self, message: &Message) -> Result<(), MailError> {
        let bytes = compose(message, &self.from)?.formatted();
        // Named by its Message-ID: a second try overwrites the first.
        let safe = |c: char| if c.is_ascii_alphanumeric() || "-_@".contains(c) { c } else { '_' };
        let name: String = message.message_id.chars().map(safe).collect();
        let file = self.dir.join(format!("{name}.eml"));
        let written = tokio::task::spawn_blocking(move || write(&file, &bytes)).await;
        written.map_err(std::io::Error::other).flatten().map_err(|e| {
            let why = format!("The mail could not be written to {}: {e}.", self.dir.display());
            MailError::Portal(Refusal::Connection, why)
        })
    }

    fn describe(&self) -> String {
        format!("files in {}", self.dir.display())
    }
}

/// Whole or not at all, also when the power fails.
fn write(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let draft = file.with_extension("part");
    // The links in it work: it is the owner's alone, whatever the folder allows. A draft that was left behind may not
    // be, so it is made anew.
    let _ = std::fs::remove_file(&draft);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&draft)?;
    std::io::Write::write_all(&mut out, bytes)?;
    out.sync_all()?;
    std::fs::rename(&draft, file)?;
    std::fs::File::open(file.parent().unwrap_or(file))?.sync_all()
}
