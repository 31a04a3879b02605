//! Files at a request: what came by mail as it was received, and what either side attached. Each is what its content
//! says, no larger than the settings allow, scanned where a scanner is set up, and read by nobody else.

mod media;
mod supplier;
mod team;

pub use media::Media;

use crate::ports::{Scanner, StoreError};
use crate::records::{Channel, Day, FileKind, Instant, KeptFile, LogDraft, MemberId, Request, Side};
use crate::{FieldProblem, Result, ServiceError, Services};
use std::sync::Arc;

/// Most letters of a name.
const NAME: usize = 150;
/// Bytes of a megabyte.
const MB: u64 = 1_000_000;

/// What files are kept.
#[derive(Clone)]
pub struct FileRules {
    /// Most bytes of a file.
    pub each: u64,
    /// Most bytes of all files of a request.
    pub together: u64,
    /// What scans them first.
    pub scanner: Option<Arc<dyn Scanner>>,
}

impl Default for FileRules {
    fn default() -> FileRules {
        FileRules { each: 10 * MB, together: 50 * MB, scanner: None }
    }
}

/// A file that somebody puts at a request.
#[derive(Clone, Debug, Default)]
pub struct GivenFile {
    /// Its name, as the browser says.
    pub name: String,
    pub bytes: Vec<u8>,
    /// Whether the supplier may read what the team puts there.
    pub shared: bool,
}

/// How a declaration came to the team.
#[derive(Clone, Debug)]
pub struct Received {
    pub channel: Channel,
    /// Who sent it.
    pub sender: String,
    /// The day on which it came; none where nobody can read it.
    pub on: Option<Day>,
}

impl Received {
    /// The day on which it came, where sender and day can be taken; the fields of a form are called like this.
    pub(crate) fn checked(&self, today: Day, fields: [&str; 2]) -> Result<Day> {
        let mut wrong = Vec::new();
        if self.sender.is_empty() || self.sender.chars().count() > 200 {
            wrong.push(FieldProblem::new(fields[0], "problem.sender"));
        }
        match self.on.filter(|on| *on <= today) {
            Some(on) if wrong.is_empty() => Ok(on),
            Some(_) => Err(ServiceError::Invalid(wrong)),
            None => {
                wrong.push(FieldProblem::new(fields[1], "problem.received_on"));
                Err(ServiceError::Invalid(wrong))
            }
        }
    }
}

/// Whose it becomes, and how the log calls that.
struct Owner {
    side: Side,
    member: MemberId,
    did: LogDraft,
}

impl Services {
    /// The same with other rules for files.
    pub fn keeping(self, rules: FileRules) -> Services {
        Services { files: Arc::new(rules), ..self }
    }

    /// What files are kept.
    pub fn file_rules(&self) -> &FileRules {
        &self.files
    }

    /// Looks at a file, has it scanned, and keeps it: bytes first, then the row and the log in one transaction.
    async fn keep(
        &self,
        request: &Request,
        given: GivenFile,
        received: Option<Received>,
        owner: Owner,
    ) -> Result<KeptFile> {
        let rules = self.file_rules();
        let size = given.bytes.len() as u64;
        let wrong = |problem: FieldProblem| Err(ServiceError::Invalid(vec![problem]));
        if size == 0 {
            return wrong(FieldProblem::new("file", "problem.file_none"));
        }
        let most = |bytes: u64| (bytes / MB).to_string();
        if size > rules.each {
            return wrong(FieldProblem::with("file", "problem.file_size", "most", &most(rules.each)));
        }
        let name = tidy(&given.name);
        let kind = if received.is_some() { FileKind::Declaration } else { FileKind::Attachment };
        let media = match (Media::of(&given.bytes, &name), kind) {
            (Some(Media::Xlsx), _) => Media::Xlsx,
            (_, FileKind::Declaration) => return wrong(FieldProblem::new("file", "problem.file_workbook")),
            (Some(media), _) => media,
            (None, _) => return wrong(FieldProblem::new("file", "problem.file_kind")),
        };
        let there = self.store.files(&request.id).await?;
        let held: u64 = there.iter().filter(|f| f.removed_at.is_none()).map(|f| f.size).sum();
        if held + size > rules.together {
            return wrong(FieldProblem::with("file", "problem.files_size", "most", &most(rules.together)));
        }
        let (scanner, scanned_at) = self.scanned(&given.bytes, &name, &owner.did).await?;
        let (channel, sender, on) = match received {
            Some(it) => (Some(it.channel), it.sender, it.on),
            None => (None, String::new(), None),
        };
        let hash = self.store.put_bytes(given.bytes).await?;
        let file = KeptFile {
            id: self.new_id(),
            hash,
            size,
            name,
            media: media.ending().to_owned(),
            kind,
            request: request.id.clone(),
            side: owner.side,
            put_by: owner.member,
            put_at: self.now(),
            // What a supplier is said to have declared is its own to read.
            shared: given.shared || kind == FileKind::Declaration,
            channel,
            sender,
            received_on: on,
            submission: 0,
            scanner,
            scanned_at,
            removed_at: None,
            removed_by: String::new(),
        };
        let log = LogDraft { action: "file.added".to_owned(), detail: told(&file), ..owner.did };
        self.store.add_file(file.clone(), log).await?;
        Ok(file)
    }

    /// What scanned a file, and when: nothing where no scanner is set up. A file that was not scanned although one is, or
    /// in which something was found, is not kept.
    async fn scanned(&self, bytes: &[u8], name: &str, did: &LogDraft) -> Result<(String, Option<Instant>)> {
        let Some(scanner) = &self.file_rules().scanner else { return Ok((String::new(), None)) };
        let scan = match scanner.scan(bytes).await {
            Ok(scan) => scan,
            Err(error) => {
                tracing::error!(%error, "a file was refused");
                return Err(ServiceError::field("file", "problem.file_scanner"));
            }
        };
        let Some(found) = scan.found else { return Ok((scan.by, Some(self.now()))) };
        let detail = serde_json::json!({ "file": name, "found": found, "scanner": scan.by });
        let log = LogDraft { action: "file.refused".to_owned(), detail: detail.to_string(), ..did.clone() };
        self.store.log(log).await?;
        Err(ServiceError::Invalid(vec![FieldProblem::with("file", "problem.file_virus", "found", &found)]))
    }

    /// Notes that a file was removed.
    async fn removed(&self, file: &KeptFile, did: LogDraft) -> Result<()> {
        let log = LogDraft { action: "file.removed".to_owned(), detail: told(file), ..did };
        match self.store.remove_file(&file.id, log).await {
            Ok(()) | Err(StoreError::Conflict) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// A piece of a file's bytes; none behind its end.
    pub async fn file_piece(&self, file: &KeptFile, number: u64) -> Result<Option<Vec<u8>>> {
        Ok(self.store.piece(&file.hash, number).await?)
    }

    /// All bytes of a file, to be read.
    pub async fn file_bytes(&self, file: &KeptFile) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut number = 0;
        while let Some(piece) = self.file_piece(file, number).await? {
            bytes.extend(piece);
            number += 1;
        }
        Ok(bytes)
    }
}

/// What the log keeps of a file.
fn told(file: &KeptFile) -> String {
    let channel = file.channel.map(Channel::key);
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    serde_json::json!({
        "file": file.name, "hash": file.hash, "channel": channel,
        "sender": some(&file.sender), "received_on": file.received_on,
    })
    .to_string()
}

/// The name that was given, without folders and without what turns or hides letters.
fn tidy(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let kept: String = last.chars().filter(|c| !hidden(*c)).collect();
    let kept: String = kept.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NAME).collect();
    if kept.is_empty() { "file".to_owned() } else { kept }
}

impl KeptFile {
    /// What it is by its content.
    pub fn is(&self) -> Media {
        Media::parse(&self.media).unwrap_or(Media::Text)
    }

    /// Its name with the ending of what it is.
    pub fn safe_name(&self) -> String {
        let ending = self.is().ending();
        let also: &[&str] = if self.is() == Media::Jpeg { &["jpg", "jpeg"] } else { &[ending] };
        let (stem, given) = self.name.rsplit_once('.').unwrap_or((&self.name, ""));
        if also.contains(&given.to_ascii_lowercase().as_str()) {
            return self.name.clone();
        }
        let stem = if given.len() > 5 || given.is_empty() { &self.name } else { stem };
        format!("{stem}.{ending}")
    }
}

/// What a declaration is called as it was received: after the supplier and the year.
pub fn received_name(supplier: &str, kind: &str, year: i64) -> String {
    let words: Vec<&str> = supplier.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    format!("{}-{kind}-{year}-received.xlsx", words.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn desk_92_names_are_tidied_and_end_as_the_content_is() {
        assert_eq!(tidy("C:\\Users\\x\\policy.pdf"), "policy.pdf");
        assert_eq!(tidy("../../etc/passwd"), "passwd");
        assert_eq!(tidy("a\u{202e}fdp.exe\r\n"), "afdp.exe");
        assert_eq!(tidy("///"), "file");
        assert_eq!(tidy(&"x".repeat(400)).len(), NAME);
    }

    #[test]
    fn desk_91_a_declaration_is_called_after_supplier_and_year() {
        assert_eq!(received_name("Alpha Parts", "CMRT", 2026), "Alpha-Parts-CMRT-2026-received.xlsx");
        assert_eq!(
            received_name("M\u{fc}ller & S\u{f6}hne, Inc.", "CMRT", 2026),
            "M\u{fc}ller-S\u{f6}hne-Inc-CMRT-2026-received.xlsx"
        );
    }
}
