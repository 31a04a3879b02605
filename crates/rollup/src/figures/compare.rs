//! Last year's figures beside this year's.

use super::{Figure, Figures, Set};
use serde::{Deserialize, Serialize};

/// A figure as it is kept with its snapshot, for the one after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub id: String,
    /// Of its definition.
    pub hash: u64,
    pub n: Option<u64>,
    pub printed: String,
}

/// How a figure stands to last year's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// So many more, or fewer.
    By(i64),
    /// It counted something else then, so that no difference may be told.
    DefinedOtherwise,
    /// There was none.
    NotThen,
    /// One of them is no number.
    NoNumber,
}

/// A figure with last year's beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureComparison {
    pub id: String,
    pub now: String,
    pub then: String,
    pub difference: Difference,
}

impl FigureComparison {
    /// Whether both counted the same thing.
    pub fn is_comparable(&self) -> bool {
        matches!(self.difference, Difference::By(_) | Difference::NoNumber)
    }

    /// As it is printed.
    pub fn printed(&self) -> String {
        match self.difference {
            Difference::By(0) => "no change".to_owned(),
            Difference::By(by) => format!("{by:+}"),
            Difference::DefinedOtherwise => "defined otherwise".to_owned(),
            Difference::NotThen => "not reported then".to_owned(),
            Difference::NoNumber => String::new(),
        }
    }
}

impl Figures {
    /// As they are kept.
    pub fn kept(&self) -> Vec<Kept> {
        let kept = |figure: &Figure| Kept {
            id: figure.id.clone(),
            hash: figure.hash(),
            n: figure.value.n().map(|n| n.count),
            printed: figure.value.printed(),
        };
        self.all().iter().map(kept).collect()
    }
}

/// Sets each figure beside the one of the snapshot before.
pub fn compare(now: &Figures, then: &[Kept]) -> Vec<FigureComparison> {
    let before: std::collections::HashMap<&str, &Kept> = then.iter().map(|k| (k.id.as_str(), k)).collect();
    let beside = |figure: &Figure| {
        let kept = before.get(figure.id.as_str());
        let number = |n: &Set| i64::try_from(n.count).ok();
        let difference = match kept {
            None => Difference::NotThen,
            Some(kept) if kept.hash != figure.hash() => Difference::DefinedOtherwise,
            Some(kept) => {
                let then = kept.n.and_then(|n| i64::try_from(n).ok());
                match (figure.value.n().and_then(number), then) {
                    (Some(now), Some(then)) => Difference::By(now - then),
                    _ => Difference::NoNumber,
                }
            }
        };
        FigureComparison {
            id: figure.id.clone(),
            now: figure.value.printed(),
            then: kept.map_or(String::new(), |kept| kept.printed.clone()),
            difference,
        }
    };
    now.all().iter().map(beside).collect()
}
