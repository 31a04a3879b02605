//! Style sheets: imports put in place, addresses of files replaced by hashed ones, comments and blanks dropped.

use crate::files::read;
use crate::run::{Result, root};
use std::path::{Path, PathBuf};

/// One sheet from `style/<name>.css`, or from `style/main.css` where there is no such file.
pub fn bundle(name: &str, hashed: impl Fn(&str) -> Option<String>) -> Result<String> {
    let style = root().join("style");
    let own = style.join(format!("{name}.css"));
    let main = if own.exists() { own } else { style.join("main.css") };
    if !main.exists() {
        return Ok(String::new());
    }
    let mut seen = Vec::new();
    let sheet = inline(&main, &mut seen)?;
    addresses(&minify(&sheet), hashed)
}

/// Puts imported files in place of their `@import` lines, each file once.
fn inline(path: &Path, seen: &mut Vec<PathBuf>) -> Result<String> {
    let path = path.canonicalize().map_err(|error| format!("style sheet {}: {error}", path.display()))?;
    if seen.contains(&path) {
        return Ok(String::new());
    }
    seen.push(path.clone());
    let mut out = String::new();
    for line in read(&path)?.lines() {
        match imported(line) {
            Some(name) => out.push_str(&inline(&path.with_file_name(name), seen)?),
            None => out.push_str(line),
        }
        out.push('\n');
    }
    Ok(out)
}

/// The file that a line imports, without conditions or layers.
fn imported(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix("@import")?.trim().strip_suffix(';')?.trim();
    let rest = rest.strip_prefix("url(").and_then(|it| it.strip_suffix(')')).unwrap_or(rest);
    Some(rest.trim_matches(['"', '\'']))
}

/// Replaces `url(/x)` by the hashed name of the public file `x`, relative to the sheet.
fn addresses(sheet: &str, hashed: impl Fn(&str) -> Option<String>) -> Result<String> {
    let mut out = String::new();
    let mut rest = sheet;
    while let Some(at) = rest.find("url(") {
        let (before, after) = rest.split_at(at + 4);
        out.push_str(before);
        let end = after.find(')').ok_or("a url( in a style sheet is not closed")?;
        let address = after[..end].trim_matches(['"', '\'']);
        match address.strip_prefix('/') {
            Some(name) => {
                out.push_str(&hashed(name).ok_or_else(|| format!("no file public/{name} for the style"))?)
            }
            None => out.push_str(&after[..end]),
        }
        rest = &after[end..];
    }
    out.push_str(rest);
    Ok(out)
}

/// Drops comments and the blanks that mean nothing; strings stay as they are.
fn minify(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut chars = sheet.chars().peekable();
    let mut blank = false;
    while let Some(c) = chars.next() {
        if c == '/' && chars.peek() == Some(&'*') {
            chars.next();
            let mut last = ' ';
            for next in chars.by_ref() {
                if last == '*' && next == '/' {
                    break;
                }
                last = next;
            }
            blank = true;
        } else if c.is_whitespace() {
            blank = true;
        } else {
            // A blank before a colon tells `a :hover` from `a:hover`; around these it tells nothing.
            if blank && !out.is_empty() && !out.ends_with(['{', '}', ';', ',', ':']) && !"{};,".contains(c) {
                out.push(' ');
            }
            blank = false;
            if c == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(c);
            if c == '"' || c == '\'' {
                let mut escaped = false;
                for next in chars.by_ref() {
                    out.push(next);
                    if next == c && !escaped {
                        break;
                    }
                    escaped = next == '\\' && !escaped;
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minifying_keeps_meaning() {
        let sheet = "/* top */\na :hover ,\n b > c { color : red; margin: calc(1px + 2px) 0; }\n@media (width < 3em) { p { content: \"a  /* b */ '\" ; } }\n";
        assert_eq!(
            minify(sheet),
            "a :hover,b > c{color :red;margin:calc(1px + 2px) 0}@media (width < 3em){p{content:\"a  /* b */ '\"}}"
        );
    }

    #[test]
    fn imports_are_recognised() {
        assert_eq!(imported("@import \"base.css\";"), Some("base.css"));
        assert_eq!(imported("  @import url('kit/button.css');"), Some("kit/button.css"));
        assert_eq!(imported("a { color: red; }"), None);
    }

    #[test]
    fn addresses_are_hashed_and_unknown_ones_refused() {
        let hashed = |name: &str| (name == "a.svg").then(|| "a.0123.svg".to_owned());
        assert_eq!(
            addresses("b{background:url(\"/a.svg\")}", hashed).unwrap(),
            "b{background:url(a.0123.svg)}"
        );
        assert_eq!(addresses("b{x:url(data:,)}", hashed).unwrap(), "b{x:url(data:,)}");
        assert!(addresses("b{x:url(/c.svg)}", hashed).is_err());
    }
}
