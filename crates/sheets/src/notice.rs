//! Notices: what was changed or could not be understood while reading, cell by cell.

use crate::{error::render, limits};
use domain::Texts;
use serde::{Deserialize, Serialize};

/// One thing that the person who dropped the file should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Sheet; empty where the file as a whole is meant.
    pub sheet: String,
    /// Cell, for example `D22`; empty where the sheet as a whole is meant.
    pub cell: String,
    /// The text is `import.notice.<code>`, with the arguments `sheet`, `cell` and those below.
    pub code: String,
    /// Values for the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, String)>,
}

impl Notice {
    pub fn message(&self, texts: &Texts) -> String {
        let mut args = self.args.clone();
        args.push(("sheet".into(), self.sheet.clone()));
        args.push(("cell".into(), self.cell.clone()));
        // One thing is said of in the singular, where the language has one.
        let one = format!("import.notice.{}_one", self.code);
        let single = args.iter().any(|(name, n)| name == "n" && n == "1") && texts.has(&one);
        render(texts, &if single { one } else { format!("import.notice.{}", self.code) }, &args)
    }
}

/// Collects notices, up to a limit beyond which they are only counted.
#[derive(Default)]
pub(crate) struct Notices {
    list: Vec<Notice>,
    more: usize,
}

impl Notices {
    pub(crate) fn add(&mut self, sheet: &str, cell: impl Into<String>, code: &str, args: &[(&str, &str)]) {
        if self.list.len() >= limits::NOTICES {
            self.more += 1;
            return;
        }
        let args = args.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        self.list.push(Notice { sheet: sheet.into(), cell: cell.into(), code: code.into(), args });
    }

    pub(crate) fn finish(mut self) -> Vec<Notice> {
        if self.more > 0 {
            let n = self.more.to_string();
            let args = vec![("n".to_owned(), n)];
            self.list.push(Notice { sheet: String::new(), cell: String::new(), code: "more".into(), args });
        }
        self.list
    }
}
