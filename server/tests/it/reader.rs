//! P5 and X-36: whatever is uploaded, the portal lives. Files are read by a process of their own; here it is also
//! replaced by programs that do what a reader must never do.

use crate::process::{Process, call};
use crate::running::left;
use crate::test_survey::Caller;
use crate::workbooks::corpus::corpus;
use server::reader::{Job, Reader, UploadError};
use sheets::{Limit, ReadError, TableFile};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

/// A reader that is this script.
fn script(dir: &Path, text: &str) -> Reader {
    let file = dir.join("reader.sh");
    std::fs::write(&file, format!("#!/bin/sh\n{text}\n")).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o700)).unwrap();
    Reader::new(file)
}

/// How many processes that we started run this script.
fn running(dir: &Path) -> usize {
    let ours = format!("PPid:\t{}\n", std::process::id());
    let reads = |process: &Path| {
        let read = |name: &str| std::fs::read_to_string(process.join(name)).unwrap_or_default();
        read("cmdline").contains(dir.to_str().unwrap()) && read("status").contains(&ours)
    };
    std::fs::read_dir("/proc").unwrap().flatten().filter(|process| reads(&process.path())).count()
}

async fn table(reader: &Reader, bytes: &[u8]) -> Result<TableFile, UploadError> {
    reader.read(Job::Table, "a.csv", bytes.to_vec()).await
}

#[tokio::test]
async fn p5_a_reader_that_hangs_is_stopped() {
    let dir = tempfile::tempdir().unwrap();
    let reader = script(dir.path(), "exec sleep 60").within(Duration::from_millis(300));
    let begun = Instant::now();
    // Larger than a pipe holds: nobody takes it.
    let said = table(&reader, &[b'x'; 1 << 20]).await;
    assert!(matches!(said, Err(UploadError::Slow)), "{said:?}");
    assert!(begun.elapsed() < Duration::from_secs(3));
    assert_eq!(running(dir.path()), 0);
}

#[tokio::test]
async fn p5_a_reader_that_dies_swells_or_talks_nonsense_harms_nobody() {
    let dir = tempfile::tempdir().unwrap();
    for (what, text) in [
        ("aborts", "kill -ABRT $$"),
        ("panics", "exit 101"),
        ("does not listen", "exec <&-; sleep 0.1; exit 3"),
        ("talks nonsense", "cat > /dev/null; echo '{\"Ok\": [1,'"),
        ("swells", "cat > /dev/null; exec tail /dev/zero"),
        (
            "writes files",
            "cat > /dev/null; set -e; echo x > \"$0.out\"; echo '{\"Err\":{\"code\":\"empty\"}}'",
        ),
    ] {
        let begun = Instant::now();
        let said = table(&script(dir.path(), text), &[b'x'; 1 << 20]).await;
        assert!(matches!(said, Err(UploadError::Died)), "{what}: {said:?}");
        assert!(begun.elapsed() < Duration::from_secs(9), "{what}: {:?}", begun.elapsed());
    }
    let said = table(&script(dir.path(), "exec cat /dev/zero"), b"x").await;
    let full = ReadError::TooLarge { limit: Limit::Kept, part: String::new() };
    assert!(matches!(&said, Err(UploadError::File(e)) if *e == full), "{said:?}");
}

#[tokio::test]
async fn p8_a_reader_inherits_nothing_from_the_environment() {
    assert!(std::env::var_os("CARGO_MANIFEST_DIR").is_some(), "there is something to inherit");
    let dir = tempfile::tempdir().unwrap();
    let told = "printf '{\"Err\":{\"code\":\"missing_columns\",\"columns\":\"%s\"}}' \"$(export -p | tr -d '\"\\n')\"";
    let said = table(&script(dir.path(), &format!("cat > /dev/null; {told}")), b"x").await;
    let Err(UploadError::File(ReadError::MissingColumns { columns })) = said else { panic!("{said:?}") };
    for name in ["CARGO", "TOUCHSTONE", "HOME", "USER"] {
        assert!(!columns.contains(name), "{columns}");
    }
}

#[tokio::test]
async fn x37_two_files_are_read_at_a_time_and_the_others_wait() {
    let dir = tempfile::tempdir().unwrap();
    let reader = script(dir.path(), "cat > /dev/null; sleep 0.3; echo '{\"Err\":{\"code\":\"empty\"}}'");
    let reader = std::sync::Arc::new(reader);
    let reads: Vec<_> = (0..6)
        .map(|_| {
            let reader = reader.clone();
            tokio::spawn(async move { table(&reader, b"x").await })
        })
        .collect();
    let mut most = 0;
    while !reads.iter().all(|read| read.is_finished()) {
        most = most.max(running(dir.path()));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(most, 2);
    for read in reads {
        let said = read.await.unwrap();
        assert!(matches!(said, Err(UploadError::File(ReadError::Empty))), "{said:?}");
    }
}

/// A form with this file in it.
fn form(bytes: &[u8]) -> Vec<u8> {
    let head = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\n";
    [head.as_bytes(), bytes, b"\r\n--edge--\r\n"].concat()
}

#[tokio::test]
async fn x36_the_portal_survives_every_hostile_file() {
    let (data, survey) = left().await;
    let mut portal = Process::start(data.path(), &[]);
    let cookie = survey.cookie(Caller::Administrator);
    let headers = [
        ("Sec-Fetch-Site", "same-origin"),
        ("Cookie", cookie.as_str()),
        ("Content-Type", "multipart/form-data; boundary=edge"),
    ];
    let (supplier, at) = (survey.cookie(Caller::SupplierA), survey.a.at("/workbook"));
    let idle = portal.peak();
    for case in corpus() {
        let (name, bytes) = (case.id, case.bytes());
        for path in ["/desk/suppliers/import", "/desk/settings/references"] {
            let begun = Instant::now();
            let reply = call(portal.addr, "POST", path, &headers, form(&bytes)).expect(name);
            // Some hold a table all the same; none may be an error of ours.
            assert!(matches!(reply.status, 303 | 422), "{name} at {path}: {}", reply.status);
            let page = reply.body.split("<script").next().unwrap();
            assert!(reply.status == 303 || page.contains("class=\"summary\""), "{name} at {path} says why");
            assert!(!reply.body.contains("<img src=x"), "{name} at {path}: markup got in");
            // The reader itself holds its limits: the process around it is for what nobody thought of.
            assert!(!page.contains("sudden end") && !page.contains("too long"), "{name} at {path}");
            assert!(begun.elapsed() < Duration::from_secs(13), "{name}: {:?}", begun.elapsed());
            println!("{name} at {path}: {} in {:?}", reply.status, begun.elapsed());
        }
        // SUP-M15 o: the same files as a supplier without scripts sends them.
        let headers = [headers[0], ("Cookie", supplier.as_str()), headers[2]];
        let reply = call(portal.addr, "POST", &at, &headers, form(&bytes)).expect(name);
        assert!(matches!(reply.status, 200 | 422), "{name} at {at}: {}", reply.status);
        assert!(reply.status == 200 || reply.body.contains("role=\"alert\""), "{name} at {at} says why");
        assert!(!reply.body.contains("<img src=x"), "{name} at {at}: markup got in");
        let beyond = reply.body.contains("stopped suddenly") || reply.body.contains("took too long");
        assert!(!beyond, "{name} at {at}: the reader itself holds its limits");
        println!("{name} at {at}: {}, {} MiB at most so far", reply.status, (portal.peak() - idle) >> 10);
    }
    assert_eq!(portal.call("GET", "/readyz", &[], "").unwrap().status, 200);
    let swollen = (portal.peak() - idle) >> 10;
    println!("the portal itself grew by {swollen} MiB");
    assert!(swollen < 256, "{swollen} MiB");
    assert!(portal.end(Duration::from_secs(10)));
}

#[tokio::test]
async fn ten_thousand_suppliers_are_imported_in_five_seconds() {
    let survey = crate::test_survey::TestSurvey::new().await;
    let mut csv = String::from("Supplier No.,Supplier Name,Contact,E-mail,Language,Country\n");
    for i in 0..10_000 {
        csv.push_str(&format!("V-{i:05},Harbour Castings {i:05},Per Holm,per{i}@harbour.example,en,DK\n"));
    }
    let begun = Instant::now();
    let body = String::from_utf8(form(csv.as_bytes())).unwrap();
    let kind = "multipart/form-data; boundary=edge";
    let sent = survey.send(Caller::Administrator, "/desk/suppliers/import", kind, body).await;
    let looked = begun.elapsed();
    let page = survey.get(Caller::Administrator, sent.header("location")).await;
    let mapping = page.body.split("name=\"mapping\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let form = [("mapping", mapping.expect("a mapping"))];
    let done = survey.post(Caller::Administrator, sent.header("location"), &form).await;
    assert!(done.header("location").contains("count=10000"), "{}", done.header("location"));
    println!("10,000 suppliers: read in {looked:?}, imported in {:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}
