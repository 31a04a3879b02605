//! What a database knows of the secret that it belongs to.

use super::{Instant, Link, LogDraft, NewMail};

/// What a database knows of its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretState {
    /// By which it knows it; none in a database from before this was kept, or a fresh one.
    pub check: Option<String>,
    /// Whether nothing was ever stored in it.
    pub fresh: bool,
    /// Some of the newest links.
    pub links: Vec<Link>,
}

/// Another secret and what follows from it. Second factors end with the old one.
#[derive(Clone, Debug)]
pub struct SecretRenewal {
    /// By which the database will know it.
    pub check: String,
    /// Links made with it, at most one for a request.
    pub links: Vec<Link>,
    /// Whether the links from before stop working.
    pub revoke: bool,
    /// Mails with the new links, and about second factors.
    pub mails: Vec<NewMail>,
    pub at: Instant,
    /// The act.
    pub log: LogDraft,
}
