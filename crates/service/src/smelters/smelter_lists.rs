//! Smelter lists: imported beside each other, each with its day and its terms. Uploading keeps a file, looking at it
//! changes nothing, confirming stores the list; a list is retired, never overwritten.

use crate::access::{Administrator, Viewer};
use crate::records::{AffectedRequest, ImportBatch, ListHead, ListMapping, StoredList};
use crate::smelters::decisions::in_background;
use crate::smelters::list_touches::ListTouches;
use crate::{FieldProblem, Result, ServiceError};
use domain::answer;
use domain::smelters::list::{About, ListColumn, ListRow};
use domain::smelters::{ListKind, Matcher, SmelterList, TypedSmelter, build, difference};
use serde::{Deserialize, Serialize};
use sheets::lists::ListFile;

/// Longest note on source or terms, in characters.
const NOTE: usize = 500;

/// An uploaded list that waits to be looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadedList {
    /// The file's name as uploaded.
    pub name: String,
    /// What stands in it.
    pub file: ListFile,
}

/// What importing a list would bring.
#[derive(Clone, Debug)]
pub struct ListPreview {
    /// The file, with the columns as they are taken now.
    pub upload: UploadedList,
    /// What was said of the list, or guessed.
    pub about: About,
    /// The list as it would be stored.
    pub list: SmelterList,
    /// Columns without which there is no list.
    pub missing: Vec<ListColumn>,
    /// A list that is there already and says the same.
    pub same: Option<ListHead>,
    /// What it changes beside the last of its kind, and whom that touches.
    pub touches: ListTouches,
}

impl Viewer {
    /// All lists, the youngest first, retired ones too.
    pub async fn smelter_lists(&self) -> Result<Vec<ListHead>> {
        Ok(self.services().store.smelter_list_heads().await?)
    }

    /// What a list affected when it came or was retired: how many declarations are checked otherwise since, and the first
    /// of them.
    pub async fn affected_by_list(&self, id: &str) -> Result<(u64, Vec<AffectedRequest>)> {
        Ok(self.services().store.affected_by(&format!("list:{id}"), 20).await?)
    }

    /// A list whole.
    pub async fn smelter_list(&self, id: &str) -> Result<StoredList> {
        self.services().store.smelter_list(id).await?.ok_or(ServiceError::NotFound)
    }
}

impl Administrator {
    /// Keeps an uploaded file; the answer names it for looking and confirming.
    pub async fn upload_list(&self, upload: UploadedList) -> Result<String> {
        if upload.file.rows.is_empty() {
            return Err(ServiceError::field("file", "problem.empty_table"));
        }
        let services = self.services();
        let batch = ImportBatch {
            id: services.new_id(),
            member: self.member().id.clone(),
            document: serde_json::to_string(&upload).map_err(|e| ServiceError::Internal(e.into()))?,
            created_at: services.now(),
        };
        let id = batch.id.clone();
        services.store.put_import(batch).await?;
        Ok(id)
    }

    /// What confirming would store: with what the file itself tells, or with what the administrator says of it.
    pub async fn preview_list(
        &self,
        batch: &str,
        about: Option<About>,
        columns: Option<Vec<(ListColumn, usize)>>,
    ) -> Result<ListPreview> {
        let found = self.services().store.import(batch).await?.filter(|b| b.member == self.member().id);
        let found = found.ok_or(ServiceError::NotFound)?;
        // An upload of suppliers is no list.
        let mut upload: UploadedList =
            serde_json::from_str(&found.document).map_err(|_| ServiceError::NotFound)?;
        let about = match about {
            Some(about) => about,
            None => self.as_last_time(&mut upload.file).await?,
        };
        if let Some(columns) = columns {
            upload.file.columns = columns;
        }
        let list = self.build_list(&upload.file, about.clone()).await?;
        let (missing, hash) = (upload.file.missing(about.kind), hash(&list)?);
        let heads = self.services().store.smelter_list_heads().await?;
        let same = heads.into_iter().find(|h| h.retired_at.is_none() && h.hash == hash);
        let (lists, day) = (self.services().smelters_in_force().await?, self.services().today());
        let made = list.clone();
        let difference = in_background(move || difference(&lists.history, &made, day)).await?;
        let touches = self.touched(difference).await?;
        Ok(ListPreview { upload, about, list, missing, same, touches })
    }

    /// What is said of a file before anybody says it: what was said of the last one with this header, else what it tells.
    async fn as_last_time(&self, file: &mut ListFile) -> Result<About> {
        let as_of = file.as_of;
        let known = self.services().store.list_mappings().await?;
        let Some(last) = known.into_iter().find(|m| m.header == file.header) else {
            return Ok(About { kind: file.kind, as_of, ..About::default() });
        };
        file.columns = last.columns;
        Ok(About { kind: last.kind, as_of, source: last.source, licence: last.licence, class: last.class })
    }

    /// Makes the list. Those of other programmes seldom have the initiative's numbers: a name that the lists in use settle
    /// gets its own; the others are said to have none.
    async fn build_list(&self, file: &ListFile, about: About) -> Result<SmelterList> {
        let Some(metal) = about.kind.metal() else { return Ok(file.build(about)) };
        let services = self.services();
        let lists = services.smelters_in_force().await?;
        let matcher = services.matcher(&lists, true).await?;
        let mut rows: Vec<ListRow> = file.list_rows().collect();
        let numbered = move || {
            for row in &mut rows {
                if row.get(ListColumn::Metal).is_empty() {
                    row.set(ListColumn::Metal, metal);
                }
                if row.get(ListColumn::Cid).is_empty()
                    && let Some(cid) = settled(&matcher, row)
                {
                    row.set(ListColumn::Cid, cid);
                }
            }
            build(about, &domain::template::metals(), rows)
        };
        in_background(numbered).await
    }

    /// Stores the list. Pressing twice stores it once.
    pub async fn confirm_list(
        &self,
        batch: &str,
        about: About,
        columns: Vec<(ListColumn, usize)>,
    ) -> Result<()> {
        let about = checked(about)?;
        let preview = self.preview_list(batch, Some(about), Some(columns)).await?;
        if !preview.missing.is_empty() {
            return Err(ServiceError::field("columns", "problem.list_columns"));
        }
        if preview.same.is_some() {
            return Ok(());
        }
        let ListPreview { upload, about, list, .. } = preview;
        let mapping = ListMapping {
            source: about.source,
            kind: about.kind,
            licence: about.licence,
            class: about.class,
            header: upload.file.header,
            columns: upload.file.columns,
            saved_at: self.services().now(),
        };
        self.import_list(batch.to_owned(), list).await?;
        Ok(self.services().store.put_list_mapping(mapping).await?)
    }

    /// Stores a list under an identifier; once.
    pub async fn import_list(&self, id: String, list: SmelterList) -> Result<()> {
        let size = list.size();
        if size == 0 {
            return Err(ServiceError::field("columns", "problem.no_smelters"));
        }
        let services = self.services();
        let head = ListHead {
            id,
            kind: list.kind,
            as_of: list.as_of,
            source: list.source.clone(),
            licence: list.licence.clone(),
            class: list.class,
            imported_at: services.now(),
            imported_by: self.member().id.clone(),
            size: size as u64,
            noise: list.issues.len() as u64,
            hash: hash(&list)?,
            ..ListHead::default()
        };
        let detail = serde_json::json!({ "kind": head.kind.key(), "as_of": head.as_of, "hash": head.hash });
        let log = self.did("references.imported", format!("references:{}", head.id), detail.to_string());
        match services.store.put_smelter_list(StoredList { head, list }, log).await {
            Ok(()) | Err(crate::ports::StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
        services.forget_references();
        services.place_smelters().await
    }

    /// Takes a list out of use, with a reason. It stays on record.
    pub async fn retire_list(&self, id: &str, why: &str) -> Result<()> {
        if answer::is_blank(why) {
            return Err(ServiceError::field("why", "problem.required"));
        }
        let services = self.services();
        let log = self.did("references.retired", format!("references:{id}"), "");
        services.store.retire_smelter_list(id, services.now(), &cut(why), log).await?;
        services.forget_references();
        services.place_smelters().await
    }
}

/// The number of the smelter that a row names, where the lists leave no doubt.
fn settled(matcher: &Matcher, row: &ListRow) -> Option<String> {
    let name =
        [ListColumn::Name, ListColumn::Standard].map(|c| row.get(c)).into_iter().find(|n| !n.is_empty())?;
    let typed = TypedSmelter {
        metal: row.get(ListColumn::Metal).to_owned(),
        name: name.to_owned(),
        country: row.get(ListColumn::Country).to_owned(),
        ..TypedSmelter::default()
    };
    let outcome = matcher.find(&typed);
    outcome.is_settled().then(|| outcome.candidates.first().map(|c| c.cid.clone())).flatten()
}

fn cut(text: &str) -> String {
    answer::clean(text).chars().take(NOTE).collect()
}

fn checked(about: About) -> Result<About> {
    let mut problems = Vec::new();
    if answer::is_blank(&about.source) {
        problems.push(FieldProblem::new("source", "problem.required"));
    }
    if about.as_of.is_none() {
        problems.push(FieldProblem::new("as_of", "problem.date"));
    }
    if !problems.is_empty() {
        return Err(ServiceError::Invalid(problems));
    }
    Ok(About { source: cut(&about.source), licence: cut(&about.licence), ..about })
}

/// What a list says, whoever says it came from where: what its hash covers.
pub(crate) fn content(list: &SmelterList) -> Result<Vec<u8>> {
    let said = (list.kind, list.as_of, &list.entries, &list.revisions);
    let mut json = serde_json::to_vec(&said).map_err(|e| ServiceError::Internal(e.into()))?;
    if !(list.marks.is_empty() && list.areas.is_empty() && list.sanctioned.is_empty()) {
        let more = (&list.marks, &list.areas, &list.sanctioned);
        json.extend(serde_json::to_vec(&more).map_err(|e| ServiceError::Internal(e.into()))?);
    }
    Ok(json)
}

fn hash(list: &SmelterList) -> Result<String> {
    Ok(crate::secrets::sha256_hex(&content(list)?))
}

/// The kind with this key.
pub fn kind(key: &str) -> Option<ListKind> {
    ListKind::ALL.into_iter().find(|k| k.key() == key)
}
