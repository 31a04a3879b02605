//! Files at a request, for the team.

use super::{GivenFile, Owner, Received};
use crate::access::{Reviewer, Viewer};
use crate::records::{FileKind, KeptFile, Request, RequestId, Side};
use crate::{Result, ServiceError};
use domain::workflow::RequestState;

impl Viewer {
    /// The files of a request, oldest first, without those that were removed.
    pub async fn files(&self, request: &RequestId) -> Result<Vec<KeptFile>> {
        self.in_scope(request).await?;
        let all = self.services().store.files(request).await?;
        Ok(all.into_iter().filter(|file| file.removed_at.is_none()).collect())
    }

    /// One of them.
    pub async fn file(&self, request: &RequestId, id: &str) -> Result<KeptFile> {
        self.in_scope(request).await?;
        let found = self.services().store.file(id).await?;
        let here = |file: &KeptFile| file.request == *request && file.removed_at.is_none();
        found.filter(here).ok_or(ServiceError::NotFound)
    }
}

impl Reviewer {
    /// Attaches a file.
    pub async fn attach(&self, request: &RequestId, given: GivenFile) -> Result<KeptFile> {
        let request = self.open_request(request).await?;
        self.services().keep(&request, given, None, self.owner(&request)).await
    }

    /// Keeps a workbook with a declaration as it came by mail or telephone.
    pub async fn keep_received(
        &self,
        request: &RequestId,
        given: GivenFile,
        received: Received,
    ) -> Result<KeptFile> {
        let request = self.open_request(request).await?;
        received.checked(self.services().company_today().await?, ["sender", "received_on"])?;
        self.services().keep(&request, given, Some(received), self.owner(&request)).await
    }

    /// Removes a file; the log keeps who did. What a submission was read from stays.
    pub async fn remove_file(&self, request: &RequestId, id: &str) -> Result<()> {
        let file = self.file(request, id).await?;
        if file.kind == FileKind::Declaration && file.submission > 0 {
            return Err(ServiceError::NotNow("file_submitted"));
        }
        self.services().removed(&file, self.did("", format!("request:{request}"), "")).await
    }

    async fn open_request(&self, id: &RequestId) -> Result<Request> {
        let request = self.services().store.request(self.scope(), id).await?.ok_or(ServiceError::NotFound)?;
        match request.state {
            RequestState::Planned | RequestState::Withdrawn => Err(ServiceError::NotNow("files")),
            _ => Ok(request),
        }
    }

    fn owner(&self, request: &Request) -> Owner {
        let did = self.did("", format!("request:{}", request.id), "");
        Owner { side: Side::Team, member: self.member().id.clone(), did }
    }
}
