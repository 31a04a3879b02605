//! What a version of the company's own data changes in the one before: of thousands of product lines the one that was edited.

use crate::ports::during;
use crate::records::OwnDataVersion;
use crate::reports::{Own, OwnAnswer, ProductLine};
use crate::{Result, ServiceError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What changes. What is unset stays as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Change {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    company: Option<BTreeMap<String, String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    answers: Option<BTreeMap<String, OwnAnswer>>,
    /// Lines that are taken out: from where, and how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    out: Option<(usize, usize)>,
    /// Lines that are put in the place of others once those are out; one behind the last is new.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lines: Vec<(usize, ProductLine)>,
}

impl Change {
    fn between(before: &Own, after: &Own) -> Change {
        let (old, new) = (&before.lines, &after.lines);
        let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let out = old.len().checked_sub(new.len()).filter(|n| *n > 0).map(|n| (same, n));
        let kept = |at: usize| match out {
            Some((from, n)) if at >= from => old.get(at + n),
            _ => old.get(at),
        };
        let lines = new.iter().enumerate().filter(|(at, line)| kept(*at) != Some(line));
        Change {
            company: (before.company != after.company).then(|| after.company.clone()),
            answers: (before.answers != after.answers).then(|| after.answers.clone()),
            out,
            lines: lines.map(|(at, line)| (at, line.clone())).collect(),
        }
    }

    /// Nothing where it does not fit.
    fn put_to(self, own: &mut Own) -> Option<()> {
        if let Some((from, n)) = self.out {
            let end = from.checked_add(n).filter(|end| *end <= own.lines.len())?;
            own.lines.drain(from..end);
        }
        for (at, line) in self.lines {
            match own.lines.len() {
                n if at < n => own.lines[at] = line,
                n if at == n => own.lines.push(line),
                _ => return None,
            }
        }
        own.company = self.company.unwrap_or(std::mem::take(&mut own.company));
        own.answers = self.answers.unwrap_or(std::mem::take(&mut own.answers));
        Some(())
    }
}

/// The data that versions make, from a whole one on.
pub(super) fn put_together(versions: &[OwnDataVersion]) -> Result<Own> {
    let broken = |e: serde_json::Error| ServiceError::Internal(during("the company's stored data", e));
    let mut own = Own::default();
    for version in versions {
        if version.whole {
            own = serde_json::from_str(&version.document).map_err(broken)?;
            continue;
        }
        let change: Change = serde_json::from_str(&version.document).map_err(broken)?;
        change.put_to(&mut own).ok_or_else(|| {
            ServiceError::Internal(
                format!("version {} of the company's data does not fit", version.version).into(),
            )
        })?;
    }
    Ok(own)
}

/// How the next version is kept, and whether that is all of the data: so it is once the changes behind the last whole one
/// would be longer than it, so that reading never takes more than twice as long.
pub(super) fn document(versions: &[OwnDataVersion], before: &Own, after: &Own) -> Result<(String, bool)> {
    let broken =
        |e: serde_json::Error| ServiceError::Internal(during("the company's data cannot be written", e));
    if let [whole, changes @ ..] = versions {
        let change = serde_json::to_string(&Change::between(before, after)).map_err(broken)?;
        let behind: usize = changes.iter().map(|v| v.document.len()).sum();
        if behind + change.len() <= whole.document.len() {
            return Ok((change, false));
        }
    }
    Ok((serde_json::to_string(after).map_err(broken)?, true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn own() -> impl Strategy<Value = Own> {
        let line = (0..4_u8, "[a-c]{0,2}").prop_map(|(number, name)| ProductLine {
            number: number.to_string(),
            name,
            ..ProductLine::default()
        });
        let texts = proptest::collection::btree_map("[ab]", "[xy]", 0..3);
        let answers = proptest::collection::btree_map("[ab]", "[xy]", 0..3).prop_map(|all| {
            let said = |value| OwnAnswer { value, ..OwnAnswer::default() };
            all.into_iter().map(|(key, value)| (key, said(value))).collect::<BTreeMap<_, _>>()
        });
        (texts, proptest::collection::vec(line, 0..8), answers).prop_map(|(company, lines, answers)| Own {
            company,
            lines,
            answers,
        })
    }

    proptest! {
        /// However often they change: what is read is what was last written, and changes are never longer than the whole.
        #[test]
        fn what_is_put_together_is_what_was_written(all in proptest::collection::vec(own(), 1..12)) {
            let (mut versions, mut before) = (Vec::<OwnDataVersion>::new(), Own::default());
            for (version, after) in (1..).zip(all) {
                let (document, whole) = document(&versions, &before, &after).unwrap();
                if whole {
                    versions.clear();
                }
                versions.push(OwnDataVersion { version, document, whole, ..OwnDataVersion::default() });
                prop_assert!(versions[0].whole);
                let behind: usize = versions[1..].iter().map(|v| v.document.len()).sum();
                prop_assert!(behind <= versions[0].document.len());
                before = put_together(&versions).unwrap();
                prop_assert_eq!(&before, &after);
            }
        }
    }

    #[test]
    fn one_line_of_thousands_is_a_small_row() {
        let line = |n: usize| ProductLine {
            number: format!("L{n}"),
            name: "x".repeat(100),
            ..ProductLine::default()
        };
        let before = Own { lines: (0..20_000).map(line).collect(), ..Own::default() };
        let (whole, is_whole) = document(&[], &Own::default(), &before).unwrap();
        assert!(is_whole && whole.len() > 2_000_000);
        let versions =
            [OwnDataVersion { version: 1, document: whole, whole: true, ..OwnDataVersion::default() }];
        let small = |after: &Own| {
            let (text, whole) = document(&versions, &before, after).unwrap();
            assert!(!whole && text.len() < 500, "{} {text:.600}", text.len());
            let next = OwnDataVersion { version: 2, document: text, ..OwnDataVersion::default() };
            assert_eq!(put_together(&[versions[0].clone(), next]).unwrap(), *after);
        };
        let changed = |change: &dyn Fn(&mut Vec<ProductLine>)| {
            let mut after = before.clone();
            change(&mut after.lines);
            small(&after);
        };
        changed(&|lines| lines[7_000].name = "Another".into());
        changed(&|lines| lines.push(line(20_001)));
        changed(&|lines| _ = lines.remove(7_000));
        changed(&|_| {});
    }

    #[test]
    fn a_change_that_does_not_fit_is_told() {
        let version = |version, document: &str, whole| OwnDataVersion {
            version,
            document: document.into(),
            whole,
            ..OwnDataVersion::default()
        };
        for document in
            [r#"{"out":[0,1]}"#, r#"{"lines":[[1,{"number":"","name":"","metals":[],"suppliers":[]}]]}"#]
        {
            let read = put_together(&[version(1, "{}", true), version(2, document, false)]);
            assert!(matches!(read, Err(ServiceError::Internal(_))), "{document}: {read:?}");
        }
    }
}
