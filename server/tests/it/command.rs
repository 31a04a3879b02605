//! What the command line says about strangers' files.

use crate::workbooks::*;
use std::path::Path;
use std::process::{Command, Output};

fn touchstone(args: &[&str], file: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_touchstone")).args(args).arg(file).output().unwrap()
}

/// Everything that was said, and the exit code.
fn said(args: &[&str], bytes: &[u8]) -> (String, Option<i32>) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.xlsx");
    std::fs::write(&file, bytes).unwrap();
    let out = touchstone(args, &file);
    let all = [out.stdout, out.stderr].concat();
    (String::from_utf8(all).unwrap(), out.status.code())
}

const COMMANDS: [&[&str]; 3] = [&["check"], &["check", "--format", "json"], &["read"]];

/// A terminal obeys these, and some of them a file can bring along.
const OBEYED: &str = "&#27;[2J&#27;]0;owned&#7;&#155;31m&#8238;txt&#8232;&#127;";

#[test]
fn i05_what_a_file_says_stays_text_on_a_terminal() {
    let renamed = |part: &str, from: &str, to: &str| {
        let mut parts = sample();
        edit(&mut parts, part, |t| t.replace(from, to));
        zip(&parts)
    };
    let title = "Conflict Minerals Reporting Template (CMRT)";
    let files = [
        ("a sheet's name", renamed(WORKBOOK, "name=\"Declaration\"", &format!("name=\"X{OBEYED}\""))),
        ("the title", renamed(STRINGS, title, &format!("X{OBEYED}\ntouchstone: all is well"))),
        ("an answer", renamed(STRINGS, "Example Ltd", &format!("X{OBEYED}"))),
        (
            "an answer that a finding quotes",
            with_cell(
                DECLARATION,
                "D27",
                &format!("<c r=\"D27\" t=\"inlineStr\"><is><t>X{OBEYED}\nall is well</t></is></c>"),
            ),
        ),
        ("a cell's name", with_cells(DECLARATION, "<row><c r=\"A\u{9b}\u{202e}1\"><v>1</v></c></row>")),
    ];
    for (what, bytes) in &files {
        for command in COMMANDS {
            let (text, code) = said(command, bytes);
            assert!(matches!(code, Some(0..=2)), "{what} {command:?}: {code:?} {text}");
            let obeyed = |c: char| (c.is_control() && c != '\n') || ('\u{2028}'..='\u{202e}').contains(&c);
            assert!(!text.contains(obeyed), "{what} {command:?}: {}", text.escape_debug());
            // On a line of its own it would pass for one of ours.
            let own =
                |line: &str| line.starts_with("all is well") || line.starts_with("touchstone: all is well");
            assert!(!text.lines().any(own), "{what} {command:?}: {text}");
        }
    }
}

#[test]
fn a_version_known_from_its_description_only_is_said() {
    let of = |version: &str| sheets::write_own(&declaration(), version, "en").unwrap();
    for command in COMMANDS {
        let word = if command.contains(&"json") { "\"seen\": false" } else { "description only" };
        assert!(said(command, &of("6.6")).0.contains(word), "{command:?}");
        assert!(!said(command, &of("6.5")).0.contains(word), "{command:?}");
    }
    // What nobody knows is not guessed at.
    let mut parts = sample();
    edit(&mut parts, STRINGS, |t| t.replace("Revision 6.5", "Revision 6.7"));
    for command in COMMANDS {
        let (text, code) = said(command, &zip(&parts));
        assert!(code == Some(2) && text.contains("6.7") && text.contains("do not know"), "{text}");
    }
}

/// What EDGAR would refuse is told with its place and what to do, and a program can tell it by the exit code.
#[test]
fn an_exhibit_is_looked_through() {
    let dir = tempfile::tempdir().unwrap();
    let lint = |name: &str, page: &str, args: &[&str]| {
        let file = dir.path().join(name);
        std::fs::write(&file, page).unwrap();
        let out = touchstone(&[&["report", "lint"], args].concat(), &file);
        (String::from_utf8([out.stdout, out.stderr].concat()).unwrap(), out.status.code())
    };
    let page = |body: &str| format!("<html><head><title>a</title></head>\n<body>{body}</body></html>\n");
    let (text, code) = lint("ex1-01.htm", &page("<p>a</p>"), &[]);
    assert!(code == Some(0) && text.contains("ex1-01.htm"), "{text}");
    let (text, code) = lint("ex1-01.htm", &page("<p>\u{9b}2J\u{201c}</p><script></script>"), &[]);
    assert!(code == Some(1) && text.contains("line 2, column 10") && text.contains("test filing"), "{text}");
    assert!(!text.contains('\u{9b}') && text.contains("<script>"), "{}", text.escape_debug());
    let (text, code) = lint("my report.htm", &page("<p>a</p>"), &["--lang", "zh"]);
    assert!(code == Some(1) && text.contains("文件名"), "{text}");
    let out = touchstone(&["report", "lint"], &dir.path().join("nothing.htm"));
    assert_eq!(out.status.code(), Some(2));
}
