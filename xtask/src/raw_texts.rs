//! Texts that a view says by itself and not from the catalogues: they stay English in every language. What stands in quotes
//! between tags, in a prop that is read by people, or in `{..text(…)}` has to be the key of a text.

use crate::files::{read, walk};
use crate::run::Result;
use std::path::Path;

/// Where pages are drawn.
const DIRS: [&str; 2] = ["app/src/desk", "app/src/supplier"];
/// The page of components is for contributors: its words are in no catalogue.
const EXCEPT: &str = "app/src/desk/components";
/// Props and attributes whose value is read by people.
const SAID: [&str; 10] =
    ["title", "label", "aria-label", "text", "placeholder", "alt", "hint", "caption", "lead", "summary"];
/// The same in every language.
const NAMES: [&str; 3] = ["Touchstone", "SHA-256", "kB"];

/// Looks for them.
pub fn check(root: &Path, wrong: &mut Vec<String>) -> Result {
    for path in DIRS.iter().flat_map(|dir| walk(&root.join(dir))) {
        let name = path.strip_prefix(root)?.to_string_lossy().into_owned();
        if name.ends_with(".rs") && !name.starts_with(EXCEPT) {
            let source = read(&path)?;
            wrong.extend(raw(&source).into_iter().map(|(line, text)| {
                format!("{name}:{line}: \"{text}\": it would be English everywhere; say it with a text of the catalogues")
            }));
        }
    }
    Ok(())
}

/// Such texts in a source, with their lines.
fn raw(source: &str) -> Vec<(usize, &str)> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let is_raw = |(from, to): &(usize, usize)| {
        let (before, after) = (&code[..from - 1], &code[to + 1..]);
        is_said(before, after) && !is_known(&code[*from..*to])
    };
    let found = literals(code).into_iter().filter(is_raw);
    found.map(|(from, to)| (code[..from].lines().count(), &code[from..to])).collect()
}

/// Whether people read what stands between the two.
fn is_said(before: &str, after: &str) -> bool {
    let prop = before.strip_suffix('=').map(|it| it.rsplit([' ', '\n', '\t']).next().unwrap_or_default());
    if prop.is_some_and(|name| SAID.contains(&name)) {
        return true;
    }
    if before.rsplit_once("{..text(").is_some_and(|(_, inside)| !inside.contains(")}")) {
        return true;
    }
    let (before, after) = (before.trim_end(), after.trim_start());
    let arrow = before.ends_with("=>") || before.ends_with("->");
    !arrow && before.ends_with(['>', '}', '"']) && after.starts_with(['<', '{', '"'])
}

/// Whether it is a key, a name, or no words at all.
fn is_known(text: &str) -> bool {
    let is_key = text.contains('.') && !text.contains(' ') && !text.contains(char::is_uppercase);
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !NAMES.contains(word));
    is_key || words.into_iter().all(|word| word.chars().filter(|c| c.is_alphabetic()).count() < 2)
}

/// Where the texts in quotes begin and end, within them; none of comments.
fn literals(code: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut chars = code.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '/' if code[at..].starts_with("//") => while chars.next().is_some_and(|(_, c)| c != '\n') {},
            // A quote as a character: `'"'`, `'\''`.
            '\'' => {
                let rest = &code[at..];
                let len =
                    ["'\"'", "'\\\"'", "'\\''"].iter().find(|it| rest.starts_with(**it)).map(|it| it.len());
                for _ in 1..len.unwrap_or(1) {
                    chars.next();
                }
            }
            '"' => {
                let mut escaped = false;
                let end = chars.find(|(_, c)| {
                    let ends = *c == '"' && !escaped;
                    escaped = *c == '\\' && !escaped;
                    ends
                });
                out.extend(end.map(|(end, _)| (at + 1, end)));
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::raw;

    fn texts(source: &str) -> Vec<&str> {
        raw(source).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn a_text_that_is_in_no_catalogue_is_found() {
        assert_eq!(texts("view! { <p>\"Saved\"</p> }"), ["Saved"]);
        assert_eq!(texts("<p>{n}\" of \"{m}</p>"), [" of "]);
        assert_eq!(texts("<Panel id=\"list\" title=\"All of them\">"), ["All of them"]);
        assert_eq!(texts("<p {..text(move || \"Saved\".to_owned())} />"), ["Saved"]);
        assert_eq!(texts("<p>\"保存\"</p>"), ["保存"]);
        assert_eq!(raw("a\nb\n<p>\"Saved\"</p>"), [(3, "Saved")]);
    }

    #[test]
    fn keys_names_signs_and_code_are_none() {
        let fine = [
            "<p>{t.get(\"desk.saved\")}\" · \"{name}</p>",
            "<Found title=\"answer.review.errors\" />",
            "<p>\"Touchstone\"<b>\"SHA-256 \"</b></p>",
            "<p {..text(move || form.t(\"save.new\"))} class=\"save\" />",
            "match a { A => \"first\", B => \"second\" }",
            "// <p>\"Saved\"</p>",
            "if c == '\"' { f(\"Saved\") }",
            "#[cfg(test)]\nmod tests { <p>\"Saved\"</p> }",
        ];
        for source in fine {
            assert_eq!(texts(source), [""; 0], "{source}");
        }
    }
}
