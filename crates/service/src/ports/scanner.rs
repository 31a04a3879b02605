use async_trait::async_trait;

/// Looks for viruses.
#[async_trait]
pub trait Scanner: Send + Sync {
    /// Scans bytes before they are kept.
    async fn scan(&self, bytes: &[u8]) -> Result<Scan, ScannerAway>;
}

/// What a scanner said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    /// Which scanner, with its version where it tells.
    pub by: String,
    /// The name of what it found; none where it found nothing.
    pub found: Option<String>,
}

/// The scanner gave no answer, so that nobody knows.
#[derive(Debug, thiserror::Error)]
#[error("the virus scanner does not answer: {0}")]
pub struct ScannerAway(pub String);
