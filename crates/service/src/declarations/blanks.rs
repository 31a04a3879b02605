//! Workbooks out: the official blank that the operator uploaded, filled; without one, a workbook of our own with the
//! same sheets and cells.

use crate::access::{Administrator, Viewer};
use crate::declarations::submission::Document;
use crate::records::{BlankHead, RequestId, StoredBlank};
use crate::{Result, ServiceError, Services, secrets};
use domain::Declaration;
use sheets::Blank;

/// How many workbooks are filled at once; others wait.
pub(crate) const AT_ONCE: usize = 2;

impl Services {
    /// A declaration as a workbook of this version, labelled in this language where it is our own.
    pub(crate) async fn workbook(&self, d: Declaration, template: &str, language: &str) -> Result<Vec<u8>> {
        let _turn = self.filling.acquire().await.map_err(|e| ServiceError::Internal(e.into()))?;
        let blank = self.store.blank_of(template).await?;
        let (template, language) = (template.to_owned(), language.to_owned());
        let filled = tokio::task::spawn_blocking(move || {
            if let Some(blank) = blank {
                match sheets::fill(&blank.bytes, &d) {
                    Ok(bytes) => return Ok(bytes),
                    // It may hold fewer rows than the declaration has; ours holds them all.
                    Err(error) => tracing::warn!(code = error.code(), "the official template was not filled"),
                }
            }
            sheets::write_own(&d, &template, &language)
        });
        let filled = filled.await.map_err(|e| ServiceError::Internal(e.into()))?;
        filled.map_err(|e| ServiceError::Internal(e.into()))
    }
}

impl Viewer {
    /// The templates that are kept.
    pub async fn blanks(&self) -> Result<Vec<BlankHead>> {
        Ok(self.services().store.blanks().await?)
    }

    /// A submission as a workbook.
    pub async fn submission_workbook(
        &self,
        request: &RequestId,
        number: i64,
        language: &str,
    ) -> Result<Vec<u8>> {
        let detail = self.request(request).await?;
        let found = detail.submissions.into_iter().find(|s| s.number == number);
        let document = Document::read(&found.ok_or(ServiceError::NotFound)?.document)?;
        let template = document.definition()?.name();
        self.services().workbook(document.declaration, &template, language).await
    }
}

impl Administrator {
    /// Keeps an official blank template that was recognised. The same file is kept once.
    pub async fn keep_blank(&self, blank: Blank, file: &str, bytes: Vec<u8>) -> Result<()> {
        let services = self.services();
        let head = BlankHead {
            id: secrets::sha256_hex(&bytes),
            version: blank.version,
            language: blank.language.unwrap_or_default(),
            file: domain::answer::clean(file).chars().take(200).collect(),
            size: bytes.len() as u64,
            uploaded_at: services.now(),
            uploaded_by: self.member().id.clone(),
        };
        let log = self.did("template.uploaded", format!("template:{}", head.id), head.version.clone());
        match services.store.put_blank(StoredBlank { head, bytes }, log).await {
            Ok(()) | Err(crate::ports::StoreError::Conflict) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Drops a template; workbooks of its version are our own from then on.
    pub async fn remove_blank(&self, id: &str) -> Result<()> {
        let log = self.did("template.removed", format!("template:{id}"), "");
        Ok(self.services().store.remove_blank(id, log).await?)
    }
}
