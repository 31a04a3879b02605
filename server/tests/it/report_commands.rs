//! The commands about reports: the real binary on the folder of a demonstration, beside the portal that has it open.

use crate::test_app::TestApp;
use sha2::{Digest, Sha256};
use std::process::Command;

/// What a command did.
struct Done {
    code: Option<i32>,
    out: String,
    err: String,
}

/// A portal's folder, and one to write into.
struct Portal {
    app: TestApp,
    out: tempfile::TempDir,
}

impl Portal {
    async fn new() -> Portal {
        let app = TestApp::new().await;
        service::demo::seed(&app.portal.services).await.unwrap().expect("an empty portal is filled");
        Portal { app, out: tempfile::tempdir().unwrap() }
    }

    fn run(&self, args: &[&str]) -> Done {
        let mut command = Command::new(env!("CARGO_BIN_EXE_touchstone"));
        // The settings of whoever runs the tests are not the tests' settings.
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("TOUCHSTONE_")) {
            command.env_remove(name);
        }
        let done = command.args(args).current_dir(self.out.path()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Done { code: done.status.code(), out: text(done.stdout), err: text(done.stderr) }
    }

    /// With the portal's folder.
    fn ours(&self, args: &[&str]) -> Done {
        let data = self.app.dir().to_str().unwrap();
        self.run(&[args, &["--data", data]].concat())
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.out.path().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// The names of what is in a folder.
    fn listed(&self, folder: &str) -> Vec<String> {
        let files = std::fs::read_dir(self.out.path().join(folder)).unwrap();
        let mut names: Vec<String> =
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// A line of `touchstone snapshot`: identifier, hash, year, name.
fn line(text: &str) -> [&str; 4] {
    let mut parts = text.splitn(4, "  ");
    std::array::from_fn(|_| parts.next().unwrap_or_else(|| panic!("no line of a snapshot: {text}")))
}

fn sha256(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_frozen_leaves_by_commands_as_it_does_from_the_desk() {
    let portal = Portal::new().await;
    let report = snapshots(&portal);
    let (name, hash) = (report.1.as_str(), report.0.as_str());
    declaration(&portal, name);
    written(&portal, name);
    evidence(&portal, name, hash);
}

/// Freezes, lists, writes what was frozen, and says no in words. Gives the hash and the name of last year's report.
fn snapshots(portal: &Portal) -> (String, String) {
    let all = portal.ours(&["snapshot"]);
    assert_eq!((all.code, all.out.lines().count()), (Some(0), 2), "{} {}", all.out, all.err);
    let last = all.out.lines().map(line).find(|[.., name]| name.starts_with("Report ")).unwrap();
    let [id, hash, year, name] = last;
    assert_eq!(name, format!("Report {year}"));

    // By its name or its identifier, with the bytes that the hash covers.
    for by in [name, id] {
        let one = portal.ours(&["snapshot", "--snapshot", by, "--out", "frozen.json"]);
        assert_eq!((one.code, line(one.out.trim_end())), (Some(0), last), "{}", one.err);
        assert_eq!(sha256(&portal.read("frozen.json")), hash);
    }

    let of = format!("Minerals {year}");
    let new = portal.ours(&["snapshot", "--campaign", &of, "--name", "Taken by a command"]);
    assert_eq!(new.code, Some(0), "{}", new.err);
    assert_eq!(line(new.out.trim_end())[3], "Taken by a command");
    assert_eq!(portal.ours(&["snapshot"]).out.lines().count(), 3);

    for (args, says) in [
        (vec!["snapshot", "--campaign", "Nobody's", "--name", "x"], of.as_str()),
        (vec!["snapshot", "--snapshot", "Nobody's"], "touchstone snapshot"),
        (vec!["snapshot", "--out", "all.json"], "--snapshot NAME"),
        (vec!["rollup", "--out", "a.json"], "--campaign NAME"),
    ] {
        let refused = portal.ours(&args);
        assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(refused.err.contains(says), "{args:?}: {}", refused.err);
    }
    (hash.to_owned(), name.to_owned())
}

/// The company's own declaration: the workbook holds what the JSON says, twice the same, and names no supplier; the trace,
/// which stays inside, names them.
fn declaration(portal: &Portal, name: &str) {
    for out in ["a.xlsx", "b.xlsx", "a.json", "b.json", "trace.csv"] {
        let done = portal.ours(&["rollup", "--snapshot", name, "--out", out]);
        assert_eq!(done.code, Some(0), "{out}: {}", done.err);
    }
    assert_eq!(portal.read("a.xlsx"), portal.read("b.xlsx"));
    assert_eq!(portal.read("a.json"), portal.read("b.json"));
    let json = String::from_utf8(portal.read("a.json")).unwrap();
    let read = portal.run(&["read", "a.xlsx"]);
    assert_eq!(read.code, Some(0), "{}", read.err);
    for text in ["Halden Instruments", "Brasswick Tin Works"] {
        assert!(json.contains(text) && read.out.contains(text), "{text}");
    }
    let supplier = "Amberfall Manufacturing";
    let trace = String::from_utf8(portal.read("trace.csv")).unwrap();
    assert!(trace.contains(supplier));
    assert!(!json.contains(supplier) && !read.out.contains(supplier));
    let refused = portal.ours(&["rollup", "--snapshot", name, "--out", "a.pdf"]);
    assert!(refused.code == Some(2) && refused.err.contains(".xlsx"), "{}", refused.err);
}

/// Every file of the report, twice the same; the exhibit is one that EDGAR takes. The form, in which the company's own
/// particulars are still open, is held back and named.
fn written(portal: &Portal, name: &str) {
    for out in ["one", "two"] {
        let done = portal.ours(&["report", "--snapshot", name, "--out", out]);
        assert_eq!(done.code, Some(1), "{}", done.err);
        assert!(done.err.contains("form-sd.htm"), "{}", done.err);
        assert_eq!(done.out.lines().count(), portal.listed(out).len());
    }
    let files = portal.listed("one");
    for file in ["ex1-01.htm", "report.html", "report.docx", "figures.csv", "figures.json", "annex-a.csv"] {
        assert!(files.iter().any(|name| name == file), "{file} is not among {files:?}");
    }
    assert!(!files.iter().any(|name| name == "form-sd.htm"));
    for file in &files {
        assert_eq!(
            portal.read(&format!("one/{file}")),
            portal.read(&format!("two/{file}")),
            "{file} differs from one time to the next"
        );
    }
    let lint = portal.run(&["report", "lint", "one/ex1-01.htm"]);
    assert_eq!(lint.code, Some(0), "{}", lint.out);
    let eu = portal.ours(&["report", "--snapshot", name, "--kind", "eu", "--out", "eu"]);
    assert!(matches!(eu.code, Some(0 | 1)), "{}", eu.err);
    assert!(!portal.listed("eu").iter().any(|name| name == "ex1-01.htm"), "the EU takes no exhibit");
}

/// The evidence is of this snapshot, holds without the portal, and does not once a byte of it is another.
fn evidence(portal: &Portal, name: &str, hash: &str) {
    let done = portal.ours(&["evidence", "write", "--snapshot", name, "--out", "e.zip"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert!(
        done.out.starts_with(hash) && done.err.contains("never for customers"),
        "{} {}",
        done.out,
        done.err
    );
    let whole = portal.run(&["evidence", "verify", "e.zip", "--hash", hash]);
    assert_eq!(whole.code, Some(0), "{}", whole.out);
    let other = portal.run(&["evidence", "verify", "e.zip", "--hash", &"0".repeat(64)]);
    assert_eq!(other.code, Some(1), "{}", other.out);

    let mut bytes = portal.read("e.zip");
    spoil(&mut bytes);
    std::fs::write(portal.out.path().join("spoiled.zip"), bytes).unwrap();
    let spoiled = portal.run(&["evidence", "verify", "spoiled.zip"]);
    assert_eq!(spoiled.code, Some(1), "{}", spoiled.out);
    std::fs::write(portal.out.path().join("none.zip"), "no zip").unwrap();
    assert_ne!(portal.run(&["evidence", "verify", "none.zip"]).code, Some(0));
}

/// Changes a byte in the middle of what is stored.
fn spoil(bytes: &mut [u8]) {
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
}
