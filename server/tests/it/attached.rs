//! Files at a request: attached by either side, read by nobody else, scanned where a scanner is set up.

use crate::test_survey::{Caller, TestSurvey};
use crate::upload::{KIND, form};
use axum::body::Body;
use axum::http::Request;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const PDF: &[u8] = b"%PDF-1.7\n\x01\x02 the policy of Alpha \xff";

/// Attaches a file as this caller, at A's request.
async fn attach(survey: &TestSurvey, caller: Caller, file: (&str, &[u8])) -> crate::test_app::TestResponse {
    let path = match caller {
        Caller::SupplierA => survey.a.at("/files"),
        _ => format!("/desk/requests/{}/files", survey.a.request),
    };
    survey.send(caller, &path, KIND, form(Some(file), &[])).await
}

/// The identifiers of the files that a page links to.
fn links(page: &str, begins: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for rest in page.split(&format!("href=\"{begins}")).skip(1) {
        let id = rest.split('"').next().unwrap().to_owned();
        if !out.contains(&id) {
            out.push(id);
        }
    }
    out
}

async fn actions(survey: &TestSurvey) -> Vec<(String, String, String)> {
    let entries = survey.app.store().await.log_after(0, 1000).await.unwrap();
    let files = entries.into_iter().filter(|e| e.entry.action.starts_with("file."));
    files.map(|e| (e.entry.actor, e.entry.action, e.entry.detail)).collect()
}

#[tokio::test]
async fn desk_92_what_a_supplier_attaches_comes_back_byte_by_byte_and_is_never_shown() {
    let survey = TestSurvey::new().await;
    let kept = attach(&survey, Caller::SupplierA, ("Gr\u{fc}ne Policy.exe", PDF)).await;
    assert_eq!(
        (kept.status.as_u16(), kept.location()),
        (303, survey.a.at("/files").as_str()),
        "{}",
        kept.body
    );
    let page = survey.get(Caller::SupplierA, &survey.a.at("/files")).await;
    assert!(page.body.contains("Not scanned for viruses: no scanner is set up."), "{}", page.body);
    let begins = survey.a.at("/files/");
    let id = links(&page.body, &begins).pop().expect("a link");
    let desk = format!("/desk/requests/{}/files/{id}", survey.a.request);
    for (caller, path) in
        [(Caller::SupplierA, survey.a.at(&format!("/files/{id}"))), (Caller::Viewer, desk.clone())]
    {
        let request =
            Request::get(&path).header("cookie", survey.cookie(caller)).body(Body::empty()).unwrap();
        let (head, bytes) = survey.app.receive(request).await;
        assert_eq!((head.status.as_u16(), bytes.as_slice()), (200, PDF), "{caller:?}");
        let header = |name: &str| head.headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "application/pdf");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(header("content-security-policy").contains("sandbox"));
        let disposition = header("content-disposition");
        assert!(disposition.starts_with("attachment; filename=\"Gr_ne Policy"), "{disposition}");
        assert!(disposition.ends_with(".pdf"), "{disposition}");
    }
    let shown = survey.get(Caller::Viewer, &format!("/desk/requests/{}", survey.a.request)).await;
    assert!(shown.body.contains("From the supplier") && shown.body.contains(&desk), "{}", shown.body);
    let (actor, action, detail) = actions(&survey).await.pop().unwrap();
    assert_eq!(
        (actor.as_str(), action.as_str()),
        (format!("supplier:{}", survey.a.request).as_str(), "file.added")
    );
    assert!(detail.contains("\"hash\""), "{detail}");
}

#[tokio::test]
async fn desk_92_no_file_reaches_another_supplier() {
    let survey = TestSurvey::new().await;
    attach(&survey, Caller::SupplierA, ("policy.pdf", PDF)).await;
    let page = survey.get(Caller::SupplierA, &survey.a.at("/files")).await;
    let id = links(&page.body, &survey.a.at("/files/")).pop().unwrap();
    // At its own request, at A's, and with both sessions in one browser.
    for path in [survey.b.at(&format!("/files/{id}")), survey.a.at(&format!("/files/{id}"))] {
        let answer = survey.get(Caller::SupplierB, &path).await;
        assert!(matches!(answer.status.as_u16(), 401 | 404), "{path}: {}", answer.status);
        assert!(!answer.body.contains("policy"));
    }
    let both = survey.get(Caller::Both, &survey.b.at(&format!("/files/{id}"))).await;
    assert_eq!(both.status.as_u16(), 404);
    let removed = survey.post(Caller::Both, &survey.b.at(&format!("/files/{id}/remove")), &[]).await;
    assert_eq!(removed.status.as_u16(), 404);
    let other = format!("/desk/requests/{}/files/{id}", survey.b.request);
    assert_eq!(survey.get(Caller::Viewer, &other).await.status.as_u16(), 404, "each at its own request");
    // What the team keeps for itself is not the supplier's to read; what it shares is.
    let path = format!("/desk/requests/{}/files", survey.a.request);
    survey.send(Caller::Reviewer, &path, KIND, form(Some(("notes.txt", b"ours alone")), &[])).await;
    let shared = form(Some(("our-policy.txt", b"for all")), &[("shared", "yes")]);
    survey.send(Caller::Reviewer, &path, KIND, shared).await;
    let page = survey.get(Caller::SupplierA, &survey.a.at("/files")).await;
    assert!(page.body.contains("our-policy.txt") && !page.body.contains("notes.txt"), "{}", page.body);
    let all = survey.get(Caller::Viewer, &path).await;
    for file in links(&all.body, &format!("{path}/")) {
        let answer = survey.get(Caller::SupplierA, &survey.a.at(&format!("/files/{file}"))).await;
        let own = answer.status.as_u16() == 200;
        assert_eq!(own, !answer.body.contains("ours alone") && answer.status.is_success(), "{file}");
    }
}

#[tokio::test]
async fn desk_92_what_is_too_large_or_of_another_kind_is_refused_with_a_reason() {
    let survey = TestSurvey::with(
        |o| {
            o.file_mb = Some(1);
            o.request_files_mb = Some(2);
        },
        "Alpha",
        "Beta",
    )
    .await;
    let large = |n: usize| [PDF, &vec![b'x'; n]].concat();
    for (name, bytes, said) in [
        ("a.pdf", b"MZ\x90\x00 program".to_vec(), "The content counts, not the name"),
        ("a.pdf", Vec::new(), "not empty"),
        ("a.pdf", large(1_000_001), "may have 1 MB"),
    ] {
        let answer = attach(&survey, Caller::SupplierA, (name, &bytes)).await;
        assert_eq!(answer.status.as_u16(), 422);
        assert!(answer.body.contains(said), "{said}: {}", answer.body);
    }
    for _ in 0..2 {
        assert_eq!(attach(&survey, Caller::SupplierA, ("a.pdf", &large(900_000))).await.status.as_u16(), 303);
    }
    let answer = attach(&survey, Caller::SupplierA, ("a.pdf", &large(900_000))).await;
    assert!(answer.status.as_u16() == 422 && answer.body.contains("2 MB together"), "{}", answer.body);
    assert_eq!(actions(&survey).await.len(), 2);
}

#[tokio::test]
async fn desk_92_a_file_is_removed_by_its_owner_and_by_the_team_with_a_trace() {
    let survey = TestSurvey::new().await;
    for name in ["one.pdf", "two.pdf"] {
        attach(&survey, Caller::SupplierA, (name, PDF)).await;
    }
    attach(&survey, Caller::Reviewer, ("ours.txt", b"text")).await;
    let page = survey.get(Caller::SupplierA, &survey.a.at("/files")).await;
    let ids = links(&page.body, &survey.a.at("/files/"));
    assert_eq!(ids.len(), 2);
    let gone = survey.post(Caller::SupplierA, &survey.a.at(&format!("/files/{}/remove", ids[0])), &[]).await;
    assert_eq!(gone.status.as_u16(), 303);
    let by_team = format!("/desk/requests/{}/files/{}/remove", survey.a.request, ids[1]);
    assert_eq!(survey.post(Caller::Viewer, &by_team, &[]).await.status.as_u16(), 403);
    assert_eq!(survey.post(Caller::Reviewer, &by_team, &[]).await.status.as_u16(), 303);
    for id in &ids {
        let answer = survey.get(Caller::SupplierA, &survey.a.at(&format!("/files/{id}"))).await;
        assert_eq!(answer.status.as_u16(), 404);
    }
    let told = actions(&survey).await;
    let removed: Vec<&str> = told.iter().filter(|a| a.1 == "file.removed").map(|a| a.0.as_str()).collect();
    assert_eq!(removed.len(), 2);
    assert!(removed[0].starts_with("supplier:") && removed[1].starts_with("member:"), "{removed:?}");
    let page = survey.get(Caller::Viewer, &format!("/desk/requests/{}?view=history", survey.a.request)).await;
    assert!(page.body.contains("File removed") && page.body.contains("one.pdf"), "{}", page.body);
}

/// A scanner that finds what the text says, and hangs up where it is told to.
async fn clamd() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut command = Vec::new();
                while stream.read_u8().await.map(|b| command.push(b)).is_ok() && command.last() != Some(&0) {}
                if command == b"zVERSION\0" {
                    stream.write_all(b"ClamAV 1.4.3/27500/Mon Nov 30 2026\0").await.unwrap();
                    return;
                }
                assert_eq!(command, b"zINSTREAM\0");
                let mut bytes = Vec::new();
                loop {
                    let length = stream.read_u32().await.unwrap();
                    if length == 0 {
                        break;
                    }
                    let mut piece = vec![0; length as usize];
                    stream.read_exact(&mut piece).await.unwrap();
                    bytes.extend(piece);
                }
                let text = String::from_utf8_lossy(&bytes);
                let answer: &[u8] = match () {
                    () if text.contains("infected") => b"stream: Eicar-Test-Signature FOUND\0",
                    () if text.contains("too much") => b"INSTREAM size limit exceeded. ERROR\0",
                    () if text.contains("hang up") => b"",
                    () => b"stream: OK\0",
                };
                stream.write_all(answer).await.unwrap();
            });
        }
    });
    place
}

#[tokio::test]
async fn desk_93_what_is_said_to_be_scanned_was() {
    let place = clamd().await;
    let survey = TestSurvey::with(|o| o.clamd = Some(place), "Alpha", "Beta").await;
    let good = attach(&survey, Caller::SupplierA, ("policy.txt", &[b'a'; 200_000])).await;
    assert_eq!(good.status.as_u16(), 303, "{}", good.body);
    let page = survey.get(Caller::SupplierA, &survey.a.at("/files")).await;
    assert!(page.body.contains("Scanned for viruses by ClamAV 1.4.3 on "), "{}", page.body);
    for (caller, bytes, said) in [
        (Caller::SupplierA, "infected", "found Eicar-Test-Signature in it"),
        (Caller::Reviewer, "infected", "found Eicar-Test-Signature in it"),
        (Caller::SupplierA, "too much", "the virus scanner does not answer"),
        (Caller::Reviewer, "hang up", "the virus scanner does not answer"),
    ] {
        let answer = attach(&survey, caller, ("bad.txt", bytes.as_bytes())).await;
        assert!(answer.status.as_u16() == 422 && answer.body.contains(said), "{bytes}: {}", answer.body);
    }
    let told = actions(&survey).await;
    assert_eq!(told.iter().filter(|a| a.1 == "file.added").count(), 1);
    let refused: Vec<&String> = told.iter().filter(|a| a.1 == "file.refused").map(|a| &a.2).collect();
    assert!(refused.len() == 2 && refused[0].contains("Eicar-Test-Signature"), "{refused:?}");
}

#[tokio::test]
async fn desk_93_nothing_is_kept_while_the_scanner_is_away() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = listener.local_addr().unwrap().to_string();
    drop(listener);
    let survey = TestSurvey::with(|o| o.clamd = Some(place), "Alpha", "Beta").await;
    let answer = attach(&survey, Caller::SupplierA, ("policy.pdf", PDF)).await;
    assert_eq!(answer.status.as_u16(), 422);
    assert!(answer.body.contains("the virus scanner does not answer"), "{}", answer.body);
    let store = survey.app.store().await;
    assert!(store.files(&survey.a.request).await.unwrap().is_empty());
    let hash = service::secrets::sha256_hex(PDF);
    assert_eq!(store.piece(&hash, 0).await.unwrap(), None, "not even its bytes");
}
