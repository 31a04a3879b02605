//! Why a smelter was proposed, or why there is a doubt: keys of texts with their arguments.

use crate::Texts;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The text is `smelters.reason.<code>`.
    pub code: String,
    /// Values for the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, String)>,
    /// Whether it speaks against the proposal.
    #[serde(default)]
    pub against: bool,
}

impl Reason {
    pub(super) fn pro(code: &str, args: &[(&str, &str)]) -> Reason {
        let args = args.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Reason { code: code.to_owned(), args, against: false }
    }

    pub(super) fn contra(code: &str, args: &[(&str, &str)]) -> Reason {
        Reason { against: true, ..Reason::pro(code, args) }
    }

    pub fn message(&self, texts: &Texts) -> String {
        let args: Vec<(&str, &str)> = self.args.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        texts.fmt(&format!("smelters.reason.{}", self.code), &args)
    }
}
