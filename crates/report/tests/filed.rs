//! What was filed comes back: its words are read whoever wrote the file, and set beside others.

#[path = "draft/facts.rs"]
#[allow(dead_code)]
mod facts;

use facts::{facts, full};
use report::compare::{Compared, Words, compare, differences};
use report::compose::compose;
use report::filed::{FileKind, blocks, folded};
use report::skeleton::Kind;
use report::write::{Paper, docx, edgar, web};

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|it| (*it).to_owned()).collect()
}

/// The exhibit and the page say what the draft says, so that what differs in a filed file is what somebody changed.
#[test]
fn what_we_write_ourselves_differs_in_nothing() {
    let facts = facts();
    for kind in [Kind::Sec, Kind::Eu] {
        let printed = compose(&full(kind, &facts), &facts).unwrap().filing(&facts).unwrap();
        let words = folded([vec![printed.title().to_owned()], printed.words()].concat());
        let exhibit = edgar::exhibit(&printed).unwrap();
        assert_eq!(blocks(exhibit.as_bytes()).unwrap(), words);
        let page = web::page(&printed, Paper::A4);
        assert_eq!(blocks(page.as_bytes()).unwrap(), words);
        let changed = exhibit.replace("206 of 210 (98 %)", "207 of 210 (98 %)");
        let compared = compare(&words, &blocks(changed.as_bytes()).unwrap()).unwrap();
        assert!(differences(&compared) > 0);
        assert!(compared.iter().all(|it| matches!(it, Compared::Same(_) | Compared::Rewritten(_))));
        let docx = docx::document(&printed, Paper::A4).unwrap();
        assert_eq!((FileKind::of(&docx), blocks(&docx)), (Some(FileKind::Docx), None));
    }
}

#[test]
fn a_file_is_known_by_what_it_is() {
    for (bytes, kind) in [
        (&b"%PDF-1.7 x"[..], Some(FileKind::Pdf)),
        (b"PK\x03\x04....word/document.xml", Some(FileKind::Docx)),
        (b"PK\x03\x04....xl/workbook.xml", None),
        (b"<html><p>a</p></html>", Some(FileKind::Html)),
        (b"A report.\n\nTwo parts.", Some(FileKind::Text)),
        (b" \n", None),
        (b"", None),
        (b"\x00\x01\x02", None),
    ] {
        assert_eq!(FileKind::of(bytes), kind, "{bytes:?}");
    }
}

#[test]
fn the_words_of_a_page_are_read_whoever_wrote_it() {
    let page = b"<DOCUMENT>\n<TYPE>EX-1.01\n<FILENAME>a.htm\n<TEXT>\n<HTML><HEAD><TITLE>No</TITLE><style>p{}</style></HEAD>\
        <BODY><P>Sm&#246;r &amp; \x93bread\x94&nbsp;&nbsp;of&#160;May&#32;1&#146;s</P>\n<div>Two\nlines<br>of it</div>\
        <table><tr><td><p>Gold</p></td><td>&nbsp;</td><td>3</td></tr><tr><td>Tin</td><td></td><td>1 &lt; 2</td></tr></table>\
        <p>&bull; A point</p><p>-5 percent</p><p>a & b &unknown; &#x41;</p></BODY></HTML></TEXT></DOCUMENT>\nBehind";
    assert_eq!(
        blocks(page).unwrap(),
        [
            "Smör & “bread” of May 1’s",
            "Two lines of it",
            "Gold | 3",
            "Tin | 1 < 2",
            "A point",
            "-5 percent",
            "a & b &unknown; A"
        ]
    );
    assert_eq!(blocks(b"One\nline.\n\n  Two\tlines.\n").unwrap(), ["One line.", "Two lines."]);
}

/// What was really filed, where it is at hand.
#[test]
fn exhibits_that_were_filed_are_read() {
    let Some(folder) = std::env::var_os("TOUCHSTONE_SAMPLES") else {
        println!("SKIPPED: TOUCHSTONE_SAMPLES is not set; no filed exhibit was read");
        return;
    };
    let mut read = 0;
    for entry in std::fs::read_dir(std::path::Path::new(&folder).join("filings")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let words = blocks(&bytes).unwrap();
        assert!(words.len() > 60, "{path:?}: {}", words.len());
        assert!(words.iter().any(|it| it.to_lowercase().contains("conflict minerals report")), "{path:?}");
        for block in &words {
            let entity = block.contains("&nbsp;") || block.contains("&#");
            assert!(!entity && !block.contains("</") && !block.contains("  "), "{path:?}: {block}");
        }
        let same = compare(&words, &words).unwrap();
        assert_eq!(same, [Compared::Same(words.len())]);
        read += 1;
    }
    assert!(read >= 8, "{read}");
}

#[test]
fn a_rewritten_block_is_shown_word_by_word() {
    let old = texts(&["Title", "We asked 210 suppliers and most of them answered.", "Gone", "End"]);
    let new = texts(&[
        "Title",
        "We asked 211 suppliers and most of them answered.",
        "Something else",
        "End",
        "More",
    ]);
    let word = |it: &str| it.to_owned();
    assert_eq!(
        compare(&old, &new).unwrap(),
        [
            Compared::Same(1),
            Compared::Rewritten(vec![
                Words::Same(word("We asked")),
                Words::Gone(word("210")),
                Words::New(word("211")),
                Words::Same(word("suppliers and most of them answered.")),
            ]),
            Compared::Gone(word("Gone")),
            Compared::New(word("Something else")),
            Compared::Same(1),
            Compared::New(word("More")),
        ]
    );
    assert_eq!(compare(&[], &[]).unwrap(), []);
    assert_eq!(compare(&[], &texts(&["a"])).unwrap(), [Compared::New(word("a"))]);
    let long = vec![String::new(); 20_000];
    assert_eq!(compare(&long, &long), None);
}

/// Both texts come out of the comparison again, and nothing is called changed that could have stayed.
#[test]
fn a_comparison_loses_nothing() {
    let mut seed = 7_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for _ in 0..2_000 {
        let mut text = || -> Vec<String> {
            let len = random(9);
            (0..len).map(|_| ["a", "b", "c", "d"][random(4) as usize].repeat(3)).collect()
        };
        let (old, new) = (text(), text());
        let compared = compare(&old, &new).unwrap();
        let (mut before, mut after, mut kept) = (Vec::new(), Vec::new(), 0);
        for block in &compared {
            match block {
                Compared::Same(n) => {
                    before.extend_from_slice(&old[before.len()..before.len() + n]);
                    after.extend_from_slice(&new[after.len()..after.len() + n]);
                    kept += n;
                }
                Compared::Gone(text) => before.push(text.clone()),
                Compared::New(text) => after.push(text.clone()),
                Compared::Rewritten(_) => unreachable!("no two of these words are alike"),
            }
        }
        assert_eq!((&before, &after), (&old, &new));
        let mut table = vec![vec![0; new.len() + 1]; old.len() + 1];
        for (i, a) in old.iter().enumerate() {
            for (j, b) in new.iter().enumerate() {
                table[i + 1][j + 1] =
                    if a == b { table[i][j] + 1 } else { table[i][j + 1].max(table[i + 1][j]) };
            }
        }
        assert_eq!(kept, table[old.len()][new.len()], "{old:?} {new:?}");
    }
}
