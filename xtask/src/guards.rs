//! Words that must not stand in certain files, each for a fault that they once meant.

use crate::files::{read, walk};
use crate::raw_texts;
use crate::run::{Result, root};
use std::path::Path;

struct Guard {
    /// Under which folders.
    dirs: &'static [&'static str],
    /// What a line of code may not contain.
    words: &'static [&'static str],
    /// Files that may.
    except: &'static [&'static str],
    why: &'static str,
}

const GUARDS: [Guard; 11] = [
    Guard {
        dirs: &["app/src", "server/src"],
        words: &["<textarea"],
        except: &["app/src/kit/textarea.rs"],
        why: "Leptos renders a textarea's children unescaped on the server (stored XSS); use ui::TextArea, or kit::textarea beneath it",
    },
    Guard {
        dirs: &["app/src", "server/src"],
        words: &["inner_html", "innerHTML", "insert_adjacent_html", "set_outer_html", "document.write"],
        // Sets texts only, each escaped.
        except: &["app/src/kit/text.rs"],
        why: "markup from strings is how scripts get in",
    },
    Guard {
        dirs: &["app/src"],
        words: &[" style=", " style:\"", " style:--", "set_css_text"],
        except: &[],
        why: "the content security policy forbids inline styles; use a class or an attribute",
    },
    Guard {
        dirs: &["app/src", "server/src"],
        words: &["#[server", "GetUrl", "GetCbor", "ServerError("],
        except: &[],
        why: "server functions check neither session nor origin",
    },
    Guard {
        dirs: &["crates", "server/src", "app/src"],
        words: &[".worksheet_range", "worksheet_range_at", ".worksheet_formula", "open_workbook_auto"],
        except: &[],
        why: "it allocates whatever a file's dimensions claim; use the cell reader, behind the pre-flight",
    },
    Guard {
        dirs: &["crates", "app/src", "server/src"],
        words: &["target_arch"],
        except: &[],
        why: "the feature `review` of domain says what a browser leaves out; what it has is the same everywhere",
    },
    Guard {
        dirs: &["app/src/desk", "app/src/ui", "server/src/desk"],
        words: &["application/json\\\"", "type=\"application/json", ".subset("],
        except: &[],
        why: "neither a model nor a catalogue stands in a page of the desk: the server draws it (decision 10)",
    },
    Guard {
        dirs: &["app/src/supplier", "server/src/supplier"],
        words: &["\"/answer", "\"/r/", "\"/link", "\"/verify"],
        except: &["app/src/supplier/paths.rs"],
        why: "an address written by hand leads nowhere once it is misspelt; use supplier::paths",
    },
    Guard {
        dirs: &["app/src"],
        words: &["data-action=\""],
        except: &["app/src/supplier/action.rs"],
        why: "a word that nobody knows does nothing, silently; use Action::….key()",
    },
    Guard {
        dirs: &["app/src", "crates/domain/src", "crates/report/src"],
        words: &["SystemTime::now", "Instant::now"],
        except: &[],
        why: "there is no clock in the browser's Rust, nor in a report that is the same tomorrow; time is handed in",
    },
    Guard {
        dirs: &["app/src/desk", "app/src/ui", "server/src/desk"],
        words: &[
            "\"/desk",
            "\"/demo",
            "\"/sign",
            "\"/account",
            "\"/member",
            "\"/setup",
            "\"/forgot",
            "\"/language",
        ],
        except: &["app/src/desk/routes.rs"],
        why: "an address written by hand leads nowhere once it is misspelt; use a function of desk::routes",
    },
];

/// Looks for all of them.
pub fn check() -> Result {
    let root = root();
    let mut wrong = Vec::new();
    for guard in &GUARDS {
        for path in guard.dirs.iter().flat_map(|dir| walk(&root.join(dir))) {
            let name = path.strip_prefix(&root)?.to_string_lossy().into_owned();
            if path.extension().is_some_and(|it| it == "rs") && !guard.except.contains(&name.as_str()) {
                look(guard, &path, &name, &mut wrong)?;
            }
        }
    }
    styles(&root, &mut wrong)?;
    raw_texts::check(&root, &mut wrong)?;
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// A style sheet that goes by an attribute which no page carries colours nothing, and no compiler says so.
fn styles(root: &Path, wrong: &mut Vec<String>) -> Result {
    let mut pages = String::new();
    for path in ["app/src", "public"].iter().flat_map(|dir| walk(&root.join(dir))) {
        pages.push_str(&read(&path)?);
    }
    for path in walk(&root.join("style")) {
        let name = path.strip_prefix(root)?.to_string_lossy().into_owned();
        for (attribute, number) in attributes(&read(&path)?) {
            let by_script = attribute.replace("data-", "dataset.");
            if !pages.contains(&attribute) && !pages.contains(&by_script) {
                wrong.push(format!("{name}:{number}: `{attribute}`: no page carries this attribute"));
            }
        }
    }
    Ok(())
}

/// The `data-…` attributes that a style sheet goes by, with their lines.
fn attributes(sheet: &str) -> Vec<(String, usize)> {
    let mut out = Vec::new();
    for (number, line) in sheet.lines().enumerate() {
        for rest in line.split("[data-").skip(1) {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
            out.push((format!("data-{}", &rest[..end]), number + 1));
        }
    }
    out
}

fn look(guard: &Guard, path: &Path, name: &str, wrong: &mut Vec<String>) -> Result {
    for (number, line) in read(path)?.lines().enumerate() {
        // Comments may tell of what code may not do.
        let code = if line.trim_start().starts_with("//") { "" } else { line };
        for word in guard.words.iter().filter(|word| code.contains(**word)) {
            wrong.push(format!("{name}:{}: `{}`: {}", number + 1, word.trim(), guard.why));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::attributes;

    #[test]
    fn attributes_of_a_style_sheet_are_found() {
        let sheet = ".a[data-state=\"x\"] b,\n.c[data-row] {\n}";
        assert_eq!(attributes(sheet), [("data-state".to_owned(), 1), ("data-row".to_owned(), 2)]);
        assert!(attributes("a { color: red }").is_empty());
    }
}
