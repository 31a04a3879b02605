//! What is done to a draft, what leaves of it as tables, the form beside it, and what was filed coming back.

use crate::reports::{form, frozen, survey};
use crate::test_app::TestResponse;
use crate::test_survey::{Caller, TestSurvey};
use axum::http::StatusCode;
use domain::smelters::list::About;
use domain::smelters::{LicenceClass, ListKind, SmelterList};
use domain::{Metal, Smelter};
use service::reports::{Necessary, Need, Own, ProductLine};

/// A draft that is changed act by act.
struct Writer<'a> {
    survey: &'a TestSurvey,
    page: String,
    version: i64,
}

impl Writer<'_> {
    async fn act(&mut self, act: &str, part: &str, fields: &[(&str, &str)]) -> TestResponse {
        let version = self.version.to_string();
        let mut all = vec![("version", version.as_str()), ("act", act), ("part", part)];
        let named: Vec<String> = fields.iter().map(|(name, _)| format!("{name}.{part}")).collect();
        all.extend(named.iter().map(String::as_str).zip(fields.iter().map(|(_, value)| *value)));
        let done = self.survey.post(Caller::Manager, &self.page, &all).await;
        self.version += i64::from(done.status == StatusCode::SEE_OTHER);
        done
    }

    async fn done(&mut self, act: &str, part: &str, fields: &[(&str, &str)]) {
        let done = self.act(act, part, fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{act} {part}: {}", done.body);
    }
}

fn writer<'a>(survey: &'a TestSurvey, report: &str, kind: &str) -> Writer<'a> {
    Writer { survey, page: format!("{report}/draft/{kind}"), version: 0 }
}

async fn file(survey: &TestSurvey, report: &str, file: &str) -> TestResponse {
    survey.get(Caller::Viewer, &format!("{report}/files/{file}")).await
}

/// A product line whose name a spreadsheet would run.
async fn own_products(survey: &TestSurvey) {
    let need = Need { metal: Metal::TIN, to: Some(Necessary::Function), remains: None, why: "Solder".into() };
    let line = ProductLine {
        number: "L1".into(),
        name: "=HYPERLINK(\"x\")".into(),
        metals: vec![need],
        ..ProductLine::default()
    };
    let own = Own { lines: vec![line], ..Own::default() };
    let data = service::reports::own::OwnData { version: 0, own };
    survey.administrator().await.save_own_data(data).await.unwrap();
}

#[tokio::test]
async fn annexes_are_taken_home_as_the_report_shows_them() {
    let survey = survey().await;
    own_products(&survey).await;
    let report = frozen(&survey, "Report 2026").await;
    let page = survey.get(Caller::Viewer, &format!("{report}/draft/sec")).await;
    assert!(page.body.contains(&format!("{report}/files/sec-annex-a.csv")), "{}", page.body);
    let smelters = file(&survey, &report, "sec-annex-a.csv").await;
    let row = "Tin,Brasswick Tin Works,JAPAN,CID900001,";
    assert!(smelters.body.starts_with("\u{feff}Metal,Name,Country,Number,Status\r\n"), "{}", smelters.body);
    assert!(smelters.body.contains(row), "{}", smelters.body);
    assert!(smelters.header("content-disposition").contains("annex-a.csv"));
    let products = file(&survey, &report, "sec-annex-c.csv").await;
    assert!(products.body.contains("\"'=HYPERLINK(\"\"x\"\")\",Tin,Solder\r\n"), "{}", products.body);
    let book = file(&survey, &report, "sec-annex-c.xlsx").await;
    assert_eq!(book.status, StatusCode::OK);
    // No countries were named, and the SEC's report lists no audits.
    for name in ["sec-annex-b.csv", "sec-audits.csv", "sec-status.csv", "sec-annex-a.pdf", "eu-annex-c.csv"] {
        assert_eq!(file(&survey, &report, name).await.status, StatusCode::NOT_FOUND, "{name}");
    }

    // Columns, their order and the day of the lists, in every output.
    let mut sec = writer(&survey, &report, "sec");
    let columns = [("col.1", "number"), ("head.1", "RMI no."), ("col.2", "name"), ("col.3", "as_of")];
    let twice = sec.act("show", "annex-a", &[("col.1", "name"), ("col.2", "name")]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("Each column can stand once."), "{}", twice.body);
    let fields = [&columns[..], &[("title", "Where our tin is smelted"), ("dated", "asked")]].concat();
    sec.done("show", "annex-a", &fields).await;
    let shown = file(&survey, &report, "sec-annex-a.csv").await;
    let row = "CID900001,Brasswick Tin Works,\"May 4, 2026\"\r\n";
    assert_eq!(shown.body, format!("\u{feff}RMI no.,Name,Status as of\r\n{row}"));
    let web = file(&survey, &report, "sec-report.html").await;
    for says in
        [">RMI no.</th>", ". Where our tin is smelted</caption>", "gives for May 4, 2026", "give for May 4"]
    {
        let expected = !says.starts_with("gives");
        assert_eq!(web.body.contains(says), expected, "{says}: {}", web.body);
    }
    let page = survey.get(Caller::Viewer, &format!("{report}/draft/sec")).await;
    assert!(page.body.contains("Title or columns of the table chosen by"), "{}", page.body);
    let before = file(&survey, &report, "sec-annex-a.xlsx").await.body;
    assert_eq!(before, file(&survey, &report, "sec-annex-a.xlsx").await.body);
    sec.done("show_usual", "annex-a", &[]).await;
    assert_eq!(file(&survey, &report, "sec-annex-a.csv").await.body, smelters.body);

    // What names a supplier leaves in no form.
    sec.done("show", "annex-a", &[("col.1", "name"), ("head.1", "Alpha Parts buys from")]).await;
    for name in ["sec-annex-a.csv", "sec-annex-a.xlsx", "sec-report.html", "sec-report.docx"] {
        assert_eq!(file(&survey, &report, name).await.status, StatusCode::CONFLICT, "{name}");
    }
    let page = survey.get(Caller::Viewer, &format!("{report}/draft/sec")).await;
    assert!(!page.body.contains("annex-a.csv") && page.body.contains("names the supplier Alpha Parts"));
}

#[tokio::test]
async fn an_edited_table_is_still_one_and_words_are_carried_to_the_next_snapshot() {
    let survey = survey().await;
    let report = frozen(&survey, "Report 2026").await;
    let mut sec = writer(&survey, &report, "sec");
    let words = "We read {T:status} with {N:as_of}, {N:conformant}, {N:over} and {N:under}.";
    let note = ("note.under", "Silent suppliers may use others.");
    sec.done("edit", "status", &[("text", words), note]).await;
    sec.done("entitle", "title", &[("text", "Minerals in 2026")]).await;
    sec.done("write", "team", &[("text", "The committee meets each month.")]).await;
    let page = survey.get(Caller::Viewer, &sec.page).await;
    assert!(
        page.body.contains("We read Table 2 with Note 1") && page.body.contains("Note 4. Silent suppliers")
    );
    assert!(page.body.contains("Facilities by metal and status</caption>"), "{}", page.body);
    assert!(page.body.contains("Edited by"), "{}", page.body);
    let web = file(&survey, &report, "sec-report.html").await;
    assert!(web.body.contains("<h1>Minerals in 2026</h1>"), "{}", web.body);

    // Frozen again, nobody types it again; what was signed is signed again.
    let again = frozen(&survey, "Report 2026, corrected").await;
    let page = survey.get(Caller::Viewer, &format!("{again}/draft/sec")).await;
    assert!(page.body.contains("The words come from the draft of Report 2026."), "{}", page.body);
    assert!(page.body.contains("The committee meets each month."));
    let mut next = writer(&survey, &again, "sec");
    next.done("write", "team", &[("text", "It meets each week.")]).await;
    let page = survey.get(Caller::Viewer, &format!("{again}/draft/sec")).await;
    assert!(!page.body.contains("The words come from"), "{}", page.body);
    let first = survey.get(Caller::Viewer, &sec.page).await;
    assert!(first.body.contains("The committee meets each month."), "the older draft stays as it is");
}

#[tokio::test]
async fn form_sd_is_filled_in_and_filed() {
    let survey = survey().await;
    let report = frozen(&survey, "Report 2026").await;
    let page = format!("{report}/form-sd");
    let shown = survey.get(Caller::Viewer, &page).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains("Open: Commission file number"), "{}", shown.body);
    assert!(
        !shown.body.contains("<form method=\"post\" action=\"/desk/reports"),
        "who reads changes nothing"
    );
    assert_eq!(file(&survey, &report, "form-sd.htm").await.status, StatusCode::CONFLICT);
    let mut fields = vec![
        ("version", "0"),
        ("company", "Asker AG"),
        ("state", "Delaware"),
        ("file_number", "1-2"),
        ("ein", "12345"),
        ("address", "1 Main Street, 10001"),
        ("contact", "Ada Asker"),
        ("phone", "+41 44 000 00 00"),
        ("report", "yes"),
        ("web_address", "www.asker.example"),
        ("signed_name", "Otto Officer"),
        ("signed_title", "Chief Financial Officer"),
        ("signed_on", "soon"),
    ];
    let mut put = |name: &str, value: &'static str| {
        fields.iter_mut().filter(|(it, _)| *it == name).for_each(|it| it.1 = value);
        fields.clone()
    };
    let wrong = survey.post(Caller::Manager, &page, &put("state", "Delaware")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    put("signed_on", "2026-05-29");
    let wrong = survey.post(Caller::Manager, &page, &put("state", "Delaware")).await;
    for says in ["001-12345", "12-3456789", "with https://", "value=\"Otto Officer\""] {
        assert!(wrong.body.contains(says), "{says}: {}", wrong.body);
    }
    put("file_number", "001-00001");
    put("ein", "12-3456789");
    let fields = put("web_address", "https://www.asker.example/minerals");
    let saved = survey.post(Caller::Manager, &page, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let stale = survey.post(Caller::Administrator, &page, &fields).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    let filed = file(&survey, &report, "form-sd.htm").await;
    assert_eq!(filed.status, StatusCode::OK, "{}", filed.body);
    assert_eq!(report::lint::lint_file("form-sd.htm", filed.body.as_bytes()), []);
    for says in ["Asker AG", "/s/ Otto Officer", "May 29, 2026", "December 31, 2026", "(ex1-01.htm)"] {
        assert!(filed.body.contains(says), "{says}: {}", filed.body);
    }

    // A signed inquiry decides whether it may stand alone.
    let mut sec = writer(&survey, &report, "sec");
    let choice = [("choice", "may_be_covered"), ("metal", "Tin")];
    let version = sec.version.to_string();
    let sign =
        [("version", version.as_str()), ("act", "sign"), ("part", "inquiry"), ("statement", "inquiry")];
    let named: Vec<(String, &str)> = choice.iter().map(|(n, v)| (format!("{n}.inquiry"), *v)).collect();
    let all: Vec<(&str, &str)> =
        sign.into_iter().chain(named.iter().map(|(n, v)| (n.as_str(), *v))).collect();
    assert_eq!(survey.post(Caller::Manager, &sec.page, &all).await.status, StatusCode::SEE_OTHER);
    sec.version += 1;
    let alone: Vec<(&str, &str)> = fields
        .iter()
        .map(|(n, v)| match *n {
            "report" => (*n, "no"),
            "version" => (*n, "1"),
            _ => (*n, *v),
        })
        .chain([("inquiry", "Alpha Parts told us.\nNone came from there.")])
        .collect();
    assert_eq!(survey.post(Caller::Manager, &page, &alone).await.status, StatusCode::SEE_OTHER);
    let shown = survey.get(Caller::Viewer, &page).await;
    assert!(shown.body.contains("a Conflict Minerals Report has to be attached"), "{}", shown.body);
    assert!(shown.body.contains("The form names the supplier Alpha Parts."), "{}", shown.body);
    assert_eq!(file(&survey, &report, "form-sd.htm").await.status, StatusCode::CONFLICT);

    // Next time the registrant is known already, and somebody signs again.
    let again = frozen(&survey, "Again").await;
    let next = survey.get(Caller::Manager, &format!("{again}/form-sd")).await;
    assert!(
        next.body.contains("value=\"001-00001\"") && !next.body.contains("Otto Officer"),
        "{}",
        next.body
    );
}

fn upload(fields: &[(&str, &str)], name: &str, file: &str) -> String {
    let part =
        |head: String, body: &str| format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n");
    let fields: String = fields.iter().map(|(n, v)| part(format!("name=\"{n}\""), v)).collect();
    fields + &part(format!("name=\"file\"; filename=\"{name}\""), file) + "--x--\r\n"
}

#[tokio::test]
async fn what_was_filed_comes_back_and_is_set_beside_the_draft() {
    let survey = survey().await;
    let report = frozen(&survey, "Report 2026").await;
    let filed = format!("{report}/filed");
    let mut sec = writer(&survey, &report, "sec");
    sec.done("write", "team", &[("text", "The committee meets each month.")]).await;
    let web = file(&survey, &report, "sec-report.html").await.body;
    let keep = async |fields: &[(&str, &str)], name: &str, bytes: &str| {
        let body = upload(fields, name, bytes);
        survey.send(Caller::Manager, &filed, "multipart/form-data; boundary=x", body).await
    };
    let good = [
        ("report", "sec"),
        ("published_on", "2026-05-04"),
        ("address", "https://www.sec.gov/Archives/edgar/data/1/ex1-01.htm"),
        ("note", "Counsel <rewrote> one sentence."),
    ];
    for (fields, name, bytes, says) in [
        (&good[..1], "a.htm", "<p>a</p>", "Write the whole address"),
        (
            &[("report", "sec"), ("published_on", "2090-01-01"), good[2]],
            "a.htm",
            "<p>a</p>",
            "has not come yet",
        ),
        (&good, "a.htm", "", "Choose a file."),
        (&good, "a.htm", "\u{1}\u{0}", "This is no HTML page"),
        (&good, "a.pdf", "<p>a</p>", "has to end as its kind does"),
        (&good, "report.xlsx", "PK\u{3}\u{4}xl/workbook.xml", "This is no HTML page"),
        (&good[1..], "a.htm", "<p>a</p>", "error"),
    ] {
        let refused = keep(fields, name, bytes).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", refused.body);
        assert!(refused.body.contains(says), "{says}: {}", refused.body);
    }
    let changed = web.replace("each month", "every second week");
    assert_ne!(changed, web);
    let done = keep(&good, "C:\\filed\\ex1-01.htm", &changed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let twice = keep(&good, "other.htm", &changed).await;
    assert!(twice.body.contains("This very file is kept already."), "{}", twice.body);

    // The draft goes on; what is compared is what stood when the file was kept.
    sec.done("write", "team", &[("text", "Nobody meets any more.")]).await;
    let page = survey.get(Caller::Viewer, &filed).await;
    assert!(
        page.body.contains("ex1-01.htm") && page.body.contains("Counsel &lt;rewrote&gt;"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("C:\\") && !page.body.contains("enctype"), "who reads brings nothing");
    let id = page.body.split(&format!("{filed}/")).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let bytes = survey.get(Caller::Viewer, &format!("{filed}/{id}")).await;
    assert_eq!(bytes.body, changed);
    assert!(bytes.header("content-disposition").contains("attachment; filename=\"ex1-01.htm\""));
    assert_eq!(bytes.header("content-type"), "application/octet-stream");
    let compared = survey.get(Caller::Viewer, &format!("{report}/compare?old=sec%401&new=file%3A{id}")).await;
    for says in
        ["One difference", "<del>each month.</del>", "<ins>every second week.</ins>", "The committee meets"]
    {
        assert!(compared.body.contains(says), "{says}: {}", compared.body);
    }
    assert!(!compared.body.contains("Nobody meets"));
    let now = survey.get(Caller::Viewer, &format!("{report}/compare?old=sec&new=file%3A{id}")).await;
    assert!(now.body.contains("Nobody meets"), "{}", now.body);
    let same = survey.get(Caller::Viewer, &format!("{report}/compare?old=sec&new=sec%402")).await;
    assert!(same.body.contains("Both say the same"), "{}", same.body);
    for wrong in ["old=sec%409&new=sec", "old=x&new=sec", "old=file%3Anothing&new=sec"] {
        let answer = survey.get(Caller::Viewer, &format!("{report}/compare?{wrong}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
    }

    // Of a file that is no text only the hash is known.
    assert_eq!(keep(&good, "signed.pdf", "%PDF-1.7 x").await.status, StatusCode::SEE_OTHER);
    let page = survey.get(Caller::Viewer, &filed).await;
    assert!(page.body.contains("Of this file only the hash is compared"), "{}", page.body);

    // A year later it stands beside what is filed then.
    let mut wanted = form(&survey, "Report 2027");
    wanted.retain(|(name, _)| *name != "year");
    wanted.push(("year", "2027"));
    let done = survey.post(Caller::Manager, "/desk/reports/freeze", &wanted).await;
    let next = done.header("location").split('?').next().unwrap().to_owned();
    let page = survey.get(Caller::Viewer, &format!("{next}/compare")).await;
    assert!(page.body.contains(&format!("value=\"file:{id}\"")), "{}", page.body);
    let years = survey.get(Caller::Viewer, &format!("{next}/compare?old=file%3A{id}&new=sec")).await;
    assert!(years.body.contains("differences"), "{}", years.body);
    assert_eq!(survey.get(Caller::Viewer, &format!("{next}/filed/{id}")).await.status, StatusCode::NOT_FOUND);
    let log = survey.app.store().await.log_after(0, 1000).await.unwrap();
    assert_eq!(log.iter().filter(|e| e.entry.action == "report.filed").count(), 2);
}

#[tokio::test]
async fn what_rests_on_a_list_for_members_is_held_in_every_form() {
    let survey = survey().await;
    let smelter = Smelter {
        cid: "CID900001".into(),
        metal: Some(Metal::TIN),
        name: "Brasswick Tin Works".into(),
        country: "JAPAN".into(),
        ..Smelter::default()
    };
    let about = About {
        kind: ListKind::Conformant,
        as_of: "2026-02-01".parse().ok(),
        source: "For members".into(),
        class: LicenceClass::Member,
        ..About::default()
    };
    let list = SmelterList::of_smelters(about, &[smelter]);
    survey.administrator().await.import_list("m".into(), list).await.unwrap();
    let report = frozen(&survey, "Report 2026").await;
    let page = survey.get(Caller::Viewer, &format!("{report}/draft/sec")).await;
    assert!(page.body.contains("Rows that rest on lists that may not be published"), "{}", page.body);
    for name in
        ["sec-report.html", "sec-report.docx", "sec-annex-a.csv", "sec-annex-a.xlsx", "sec-ex1-01.htm"]
    {
        assert_eq!(file(&survey, &report, name).await.status, StatusCode::CONFLICT, "{name}");
        assert!(!page.body.contains(name), "{name} is offered");
    }
}

#[tokio::test]
async fn the_year_before_is_chosen_to_be_compared_with() {
    let survey = survey().await;
    let chosen = |page: &TestResponse, report: &str| {
        let id = report.rsplit('/').next().unwrap();
        page.body.contains(&format!("<option value=\"{id}\" selected"))
    };
    let mut wanted = form(&survey, "Report 2025");
    wanted.retain(|(name, _)| *name != "year");
    wanted.push(("year", "2025"));
    let done = survey.post(Caller::Manager, "/desk/reports/freeze", &wanted).await;
    let last = done.header("location").split('?').next().unwrap().to_owned();
    // One of the same year is no year before.
    let same = frozen(&survey, "Report 2026").await;
    let page = survey.get(Caller::Manager, "/desk/reports/freeze").await;
    assert!(chosen(&page, &last) && !chosen(&page, &same), "{}", page.body);
}
