//! Importing suppliers: preview, problems, confirmation, importing again.

use crate::common::TestApp;
use service::ServiceError;
use service::records::{Relationship, SupplierFilter};
use service::suppliers::import::{Preview, Reading, Take, Uploaded};

fn table(csv: &str) -> Uploaded {
    Uploaded::read(csv.as_bytes(), "suppliers.csv").unwrap()
}

#[tokio::test]
async fn nothing_is_written_before_the_confirmation() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let t = table(
        "Supplier No.,Supplier,Type,E-mail,Language,Country\n1,Alpha,CM,a@a.example,中文,China\n2,Beta,,b@b.example,,\n",
    );
    let batch = desk.upload_suppliers(t).await.unwrap();
    let preview = desk.preview_import(&batch, &Reading::default()).await.unwrap();
    assert_eq!(
        (preview.new.len(), preview.changed.len(), preview.problems.len()),
        (2, 0, 0),
        "{:?}",
        preview.problems
    );
    let alpha = &preview.new[0].supplier;
    assert_eq!(
        (alpha.relationship, alpha.language.as_str(), alpha.country.as_str()),
        (Relationship::ContractManufacturer, "zh", "CN")
    );
    assert_eq!(desk.supplier_counts().await.unwrap(), (0, 0));
    assert_eq!(desk.confirm_import(&batch, &Reading::default(), Take::default()).await.unwrap(), (2, 0));
    assert_eq!(desk.supplier_counts().await.unwrap(), (2, 0));
    assert!(
        matches!(
            desk.confirm_import(&batch, &Reading::default(), Take::default()).await,
            Err(ServiceError::NotFound)
        ),
        "once only"
    );
}

#[tokio::test]
async fn importing_again_updates_by_number_or_address() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let first = table("Number,Name,Email\n1,Alpha,a@a.example\n,Beta,b@b.example\n3,Gamma,c@c.example\n");
    let batch = desk.upload_suppliers(first).await.unwrap();
    desk.confirm_import(&batch, &Reading::default(), Take::default()).await.unwrap();
    let again = table(
        "Number,Name,Email\n1,Alpha Group,a@a.example\n,Beta,B@b.example\n3,Gamma,new@c.example\n4,Delta,d@d.example\n",
    );
    let batch = desk.upload_suppliers(again).await.unwrap();
    let preview = desk.preview_import(&batch, &Reading::default()).await.unwrap();
    assert_eq!((preview.new.len(), preview.changed.len(), preview.unchanged), (1, 2, 1));
    assert_eq!(preview.changed[0].changes, [("name", "Alpha".to_owned(), "Alpha Group".to_owned())]);
    assert_eq!(desk.confirm_import(&batch, &Reading::default(), Take::default()).await.unwrap(), (1, 2));
    assert_eq!(desk.supplier_counts().await.unwrap(), (4, 0));
}

#[tokio::test]
async fn problems_are_named_by_row_and_column_and_stop_the_import() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let t = table(
        "Number,Name,Email,Country,Share\n1,Alpha,not an address,DE,\n1,Twice,,,\n3,,,,\n4,Delta,d@d.example,XX,200\n5,Fine,f@f.example,,\n",
    );
    let batch = desk.upload_suppliers(t).await.unwrap();
    let preview = desk.preview_import(&batch, &Reading::default()).await.unwrap();
    let places: Vec<(u32, &str)> = preview.problems.iter().map(|p| (p.row, p.column.as_str())).collect();
    assert_eq!(places, [(2, "Email"), (3, "Number"), (4, "Name"), (5, "Country"), (5, "Share")]);
    assert_eq!((preview.problems[1].value.as_str(), preview.problems[1].other), ("1", Some(2)));
    assert_eq!(preview.bad_rows, 4);
    assert!(matches!(
        desk.confirm_import(&batch, &Reading::default(), Take::default()).await,
        Err(ServiceError::Invalid(_))
    ));
    assert_eq!(desk.supplier_counts().await.unwrap(), (0, 0));
    assert_eq!(
        desk.confirm_import(
            &batch,
            &Reading::default(),
            Take { leave_bad_rows_out: true, ..Take::default() }
        )
        .await
        .unwrap(),
        (1, 0)
    );
}

#[tokio::test]
async fn a_table_without_a_name_column_imports_nothing() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let batch = desk.upload_suppliers(table("x,y\n1,2\n")).await.unwrap();
    let preview = desk.preview_import(&batch, &Reading::default()).await.unwrap();
    assert_eq!(preview.problems[0].text, "problem.no_name_column");
    assert_eq!(preview.new.len(), 0);
}

#[tokio::test]
async fn ten_thousand_rows_are_imported_within_five_seconds() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let mut csv = String::from("Number,Name,Contact,Email,Country\n");
    for i in 0..10_000 {
        csv.push_str(&format!("N{i},Supplier {i},Person {i},p{i}@s.example,CN\n"));
    }
    let begun = std::time::Instant::now();
    let t = table(&csv);
    let batch = desk.upload_suppliers(t).await.unwrap();
    assert_eq!(desk.confirm_import(&batch, &Reading::default(), Take::default()).await.unwrap(), (10_000, 0));
    let took = begun.elapsed();
    println!("10,000 rows in {took:?}");
    assert!(took.as_secs_f64() < 5.0, "{took:?}");
}

/// A file of `fixtures/suppliers`, as a public complaint had it.
fn fixture(name: &str) -> Uploaded {
    let path = format!("{}/../../fixtures/suppliers/{name}", env!("CARGO_MANIFEST_DIR"));
    Uploaded::read(&std::fs::read(path).unwrap(), name).unwrap()
}

async fn looked_at(table: Uploaded) -> Preview {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let batch = desk.upload_suppliers(table).await.unwrap();
    desk.preview_import(&batch, &Reading::default()).await.unwrap()
}

fn names(p: &Preview) -> Vec<&str> {
    p.new.iter().map(|c| c.supplier.name.as_str()).collect()
}

fn noted(p: &Preview, text: &str) -> Vec<u32> {
    p.notes.iter().filter(|n| n.text == text).map(|n| n.row).collect()
}

#[tokio::test]
async fn case_3_titles_and_line_breaks_in_headers() {
    for (file, header_row) in [("07-title-plain.csv", 2), ("09-header-linebreak.csv", 1)] {
        let p = looked_at(fixture(file)).await;
        assert_eq!(names(&p), ["Müller & Söhne", "Bär GmbH"], "{file}");
        assert_eq!((p.header_row, p.bad_rows, p.doubtful), (header_row, 0, false), "{file}");
        assert_eq!(p.new[1].supplier.reference, "S-2");
    }
    // Nothing in the file says what it is: that is said, and the person can choose.
    let p = looked_at(table("a;b\n1;2\n")).await;
    assert!(p.doubtful && p.new.is_empty() && p.bad_rows == 1);
}

#[tokio::test]
async fn case_3_several_suppliers_in_one_quote_are_not_taken() {
    let csv = "Number;Name;E-mail\n1;\"Alpha;a@a.example\n2;Beta;b@b.example\n3;Gamma;c@c.example\n4;Delta\";d@d.example\n5;Fine;f@f.example\n";
    let p = looked_at(table(csv)).await;
    assert_eq!(names(&p), ["Fine"]);
    assert!(p.problems.iter().any(|x| x.text == "problem.lines_in_cell"), "{:?}", p.problems);
    // A quotation mark that never closes takes the rest of the file.
    let p = looked_at(table("Number;Name;E-mail\n1;Alpha;a@a.example\n2;\"Beta;b@b.example\n3;Gamma;c@c.example\n4;Delta;d@d.example\n")).await;
    assert_eq!((names(&p), p.bad_rows), (vec!["Alpha"], 1));
    // Cells beyond the header are not dropped in silence.
    let p = looked_at(table("Number;Name;E-mail\n1;Alpha; Beta;a@a.example\n2;Gamma;c@c.example;\n")).await;
    assert_eq!((names(&p), p.bad_rows), (vec!["Gamma"], 1));
}

#[tokio::test]
async fn case_4_a_row_without_an_address_is_taken_knowingly_alone() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let batch = desk.upload_suppliers(fixture("46-total-row.xlsx")).await.unwrap();
    let p = desk.preview_import(&batch, &Reading::default()).await.unwrap();
    assert_eq!(names(&p), ["Müller & Söhne", "Bär GmbH"]);
    assert_eq!((p.problems[0].text.as_str(), p.without_email.len()), ("problem.total_row", 0));

    let rows = "Number,Name,E-mail\n1,Alpha,a@a.example\n2,Beta,\n3,123 456,\n";
    let batch = desk.upload_suppliers(table(rows)).await.unwrap();
    let p = desk.preview_import(&batch, &Reading::default()).await.unwrap();
    assert_eq!((p.new.len(), p.without_email.len(), p.bad_rows), (1, 1, 1));
    let take = Take { leave_bad_rows_out: true, without_email: false };
    assert_eq!(desk.confirm_import(&batch, &Reading::default(), take).await.unwrap(), (1, 0));
    let batch = desk.upload_suppliers(table(rows)).await.unwrap();
    let take = Take { without_email: true, ..take };
    assert_eq!(
        desk.confirm_import(&batch, &Reading::default(), take).await.unwrap(),
        (1, 0),
        "Beta alone is new"
    );
}

#[tokio::test]
async fn case_5_the_sheet_with_the_table_is_found_and_can_be_chosen() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let batch = desk.upload_suppliers(fixture("41-cover-first.xlsx")).await.unwrap();
    let p = desk.preview_import(&batch, &Reading::default()).await.unwrap();
    assert_eq!((names(&p), p.table), (vec!["Müller & Söhne", "Bär GmbH"], 1));
    assert_eq!(p.tables, [("Cover".to_owned(), false), ("List".to_owned(), false)]);
    let cover = Reading { table: Some(0), ..Reading::default() };
    let p = desk.preview_import(&batch, &cover).await.unwrap();
    assert!(p.doubtful && p.new.is_empty());
    let none = Reading { table: Some(7), ..Reading::default() };
    assert!(matches!(desk.preview_import(&batch, &none).await, Err(ServiceError::NotFound)));
}

// DESK-3
#[tokio::test]
async fn case_7_languages_by_name_and_wishes_that_cannot_be_met_yet() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let batch = desk.upload_suppliers(fixture("16-language.csv")).await.unwrap();
    let p = desk.preview_import(&batch, &Reading::default()).await.unwrap();
    let wishes: Vec<&str> = p.new.iter().map(|c| c.supplier.language.as_str()).collect();
    assert_eq!(wishes, ["en", "de", "de", "ja", "ja", "zh-Hant", "zh", "en", "en", "zh-Hant", "en"]);
    assert_eq!(p.bad_rows, 0);
    assert_eq!(noted(&p, "import.note.language_later"), [3, 4, 5, 6]);
    assert_eq!(noted(&p, "import.note.language_unknown"), [9, 12]);
    desk.confirm_import(&batch, &Reading::default(), Take::default()).await.unwrap();
    // Kept in the database, while mails go in what is spoken.
    let kept = desk
        .suppliers(&service::records::SupplierFilter { search: "D".into(), limit: 50, ..Default::default() })
        .await
        .unwrap();
    let d = kept.rows.iter().find(|s| s.name == "D").unwrap();
    assert_eq!((d.language.as_str(), d.spoken()), ("ja", "en"));
    let saved = desk.save_supplier(d.clone()).await.unwrap();
    assert_eq!(saved.language, "ja", "saving by hand keeps the wish");
}

#[tokio::test]
async fn case_8_letters_of_an_old_code_page_are_read_or_told() {
    let p = looked_at(fixture("26-cp437.csv")).await;
    assert_eq!(names(&p), ["Müller & Söhne", "Bär GmbH"]);
    assert_eq!(p.new[1].supplier.contact_name, "Jo Bär");
    let p = looked_at(table(
        "Number,Name,E-mail\n1,MÃ¼ller,a@a.example\n2,B\u{81}r,b@b.example\n3,Fine,c@c.example\n",
    ))
    .await;
    assert_eq!((names(&p), p.bad_rows), (vec!["Fine"], 2));
    assert_eq!(p.bad[0].1[1], "Müller", "what it probably was is proposed");
}

#[tokio::test]
async fn case_9_addresses_are_tidied_and_that_is_told() {
    let p = looked_at(fixture("13-mail-mailto.csv")).await;
    assert_eq!(p.new[0].supplier.email, "li@x.example");
    assert_eq!(noted(&p, "import.note.email_read"), [2]);
    let p = looked_at(table("Number;Name;E-mail\n1;A;ｌｉ＠ｘ．ｅｘａｍｐｌｅ\n2;B;Li Wei <li@y.example>\n3;C;a@a.example, b@b.example\n")).await;
    let addresses: Vec<&str> = p.new.iter().map(|c| c.supplier.email.as_str()).collect();
    assert_eq!((addresses, p.bad_rows), (vec!["li@x.example", "li@y.example"], 1));
}

#[tokio::test]
async fn desk_2_shares_are_percentages_or_said_to_be_fractions() {
    let csv = "Number,Name,E-mail,Spend share\n1,A,a@a.example,0.0114\n2,B,b@b.example,0.9\n";
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let batch = desk.upload_suppliers(table(csv)).await.unwrap();
    let p = desk.preview_import(&batch, &Reading::default()).await.unwrap();
    assert_eq!(p.notes[0].text, "import.note.fractions");
    let fractions = Reading { fractions: true, ..Reading::default() };
    let p = desk.preview_import(&batch, &fractions).await.unwrap();
    let shares: Vec<_> = p.new.iter().map(|c| c.supplier.spend_share).collect();
    assert_eq!(shares, [Some(114), Some(9000)]);
    assert!(noted(&p, "import.note.fractions").is_empty());
}

#[tokio::test]
async fn desk_2_shares_beyond_the_whole_are_told() {
    let p =
        looked_at(table("Number,Name,E-mail,Spend share\n1,A,a@a.example,60\n2,B,b@b.example,70 percent\n"))
            .await;
    let told = p.notes.iter().find(|n| n.text == "import.note.shares_over").expect("told");
    assert_eq!((told.value.as_str(), p.bad_rows), ("130", 0));
    let p =
        looked_at(table("Number,Name,E-mail,Spend share\n1,A,a@a.example,60\n2,B,b@b.example,40\n")).await;
    assert!(noted(&p, "import.note.shares_over").is_empty());
}

#[tokio::test]
async fn case_4_what_no_person_would_call_a_supplier_is_not_taken_silently() {
    let p = looked_at(table(
        "Number,Name,E-mail\n1,n/a,\n2,#REF!,b@b.example\n3,Gesamtsumme (EUR),\n4,(blank),\n5,Fine,none@none.com\n\
         6,Fine too,f@f.example\n7,Various,v@v.example\n8,Lone,#N/A\n",
    ))
    .await;
    let told = |text: &str| p.problems.iter().filter(|q| q.text == text).map(|q| q.row).collect::<Vec<_>>();
    assert_eq!(told("problem.no_name"), [2, 5]);
    assert_eq!(told("problem.cell_fault"), [3, 9]);
    assert_eq!(told("problem.total_row"), [4]);
    assert_eq!(noted(&p, "import.note.nobodys_email"), [6]);
    assert_eq!(noted(&p, "problem.no_name"), [8], "with an address it may be a name");
    assert_eq!(names(&p), ["Fine", "Fine too", "Various"]);
}

#[tokio::test]
async fn case_3_files_are_read_however_their_cells_are_marked() {
    for csv in [
        "sep=;\r\nNumber;Name;E-mail\r\n1;Alpha, Ltd;a@a.example\r\n",
        "Number, Name, E-mail\n1, \"Alpha, Ltd\", a@a.example\n",
        "'Number';'Name';'E-mail'\n'1';'Alpha, Ltd';'a@a.example'\n",
        "Number^Name^E-mail\n1^Alpha, Ltd^a@a.example\n",
        "Nº proveedor\tRazón social\tCorreo\n1\tAlpha, Ltd\ta@a.example\n",
    ] {
        let p = looked_at(table(csv)).await;
        assert_eq!((names(&p), p.bad_rows), (vec!["Alpha, Ltd"], 0), "{csv}: {:?}", p.problems);
        let it = &p.new[0].supplier;
        assert_eq!((it.reference.as_str(), it.email.as_str()), ("1", "a@a.example"), "{csv}");
    }
}

#[tokio::test]
async fn desk_18_what_hurts_later_is_told_and_bad_rows_are_corrected_in_place() {
    let csv = "Number,Name,Contact,E-mail,Country\n1,A,Li,same@x.example,DE\n2,B,,same@x.example,DE\n3,C,Jo,c(at)c.example,XX\n";
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let batch = desk.upload_suppliers(table(csv)).await.unwrap();
    let read = Reading::default();
    let p = desk.preview_import(&batch, &read).await.unwrap();
    assert_eq!(noted(&p, "import.note.same_email"), [3]);
    assert_eq!(noted(&p, "import.note.no_contact"), [3]);
    assert_eq!((p.new.len(), p.bad_rows), (2, 1));
    let cells = [(4, 3, "c@c.example".to_owned()), (4, 4, "Germany".to_owned()), (99, 0, "x".to_owned())];
    desk.correct_import(&batch, &read, &cells).await.unwrap();
    let p = desk.preview_import(&batch, &read).await.unwrap();
    assert_eq!((p.new.len(), p.bad_rows), (3, 0), "{:?}", p.problems);
    assert_eq!(p.new[2].supplier.country, "DE");
}

/// CASE-10, here too: two names that look alike are one, and no mark turns a name round.
#[tokio::test]
async fn case_10_what_nobody_sees_is_no_part_of_a_supplier() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let csv = "Supplier number,Name,E-mail,Country\n\
               \u{200e}A-1\u{200f},Lin\u{200b}da \u{202e}GmbH,lin\u{ad}da@a.example,D\u{2060}E\n\
               A-2,بازی\u{200c}ها,b@b.example,IR\n";
    let batch = desk.upload_suppliers(table(csv)).await.unwrap();
    let p = desk.preview_import(&batch, &Reading::default()).await.unwrap();
    assert!(p.problems.is_empty(), "{:?}", p.problems);
    let [one, two] = [&p.new[0].supplier, &p.new[1].supplier];
    let said = [&*one.reference, &*one.name, &*one.email, &*one.country];
    assert_eq!(said, ["A-1", "Linda GmbH", "linda@a.example", "DE"]);
    assert_eq!(two.name, "بازی\u{200c}ها", "what joins letters stays");
}

#[tokio::test]
async fn desk_17_the_limit_that_is_said_is_the_limit() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let rows = |n: usize| format!("Name,E-mail\n{}", "A,a@a.example\n".repeat(n));
    assert!(desk.upload_suppliers(table(&rows(20_000))).await.is_ok());
    let refused = desk.upload_suppliers(table(&rows(20_001))).await.unwrap_err();
    let ServiceError::Invalid(problems) = refused else { panic!("{refused}") };
    for (language, _) in domain::text::LANGUAGES {
        let texts = domain::text::embedded::texts(language);
        assert!(texts.get(&problems[0].text).contains("20,000"), "{language}");
        assert!(texts.get("desk.import.file_hint").contains("20,000"), "{language}");
    }
}

#[tokio::test]
async fn people_besides_the_contact_are_imported_and_their_changes_shown() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let header = "Number,Name,Contact,E-mail,Phone,Second contact,Second contact e-mail,Second contact language,Buyer,Buyer phone\n";
    let import = async |row: &str| {
        let batch = desk.upload_suppliers(table(&format!("{header}{row}\n"))).await.unwrap();
        let preview = desk.preview_import(&batch, &Reading::default()).await.unwrap();
        let take = Take { leave_bad_rows_out: true, ..Take::default() };
        desk.confirm_import(&batch, &Reading::default(), take).await.unwrap();
        preview
    };
    let said = |p: &Preview| p.notes.iter().map(|n| n.text.clone()).collect::<Vec<_>>();
    let p =
        import("1,Alpha,Ann,a@a.example,+49 30 5550 0100,Ben,A@a.example,Klingon,Ola,+47 5550 0102").await;
    assert_eq!(said(&p), ["import.note.second_is_first", "import.note.language_left_out"]);
    let p = import("1,Alpha,,,,Cleo,cleo@a.example,German,,").await;
    let changes: Vec<_> = p.changed[0].changes.iter().map(|(key, old, new)| [*key, old, new]).collect();
    assert_eq!(
        changes,
        [
            ["second_name", "Ben", "Cleo"],
            ["second_email", "a@a.example", "cleo@a.example"],
            ["second_language", "", "de"]
        ]
    );
    assert!(p.changed[0].handovers.is_empty(), "whoever has the link keeps it");
    let kept =
        desk.suppliers(&SupplierFilter { limit: 5, ..Default::default() }).await.unwrap().rows.remove(0);
    assert_eq!(
        [&kept.phone, &kept.second_name, &kept.buyer_name, &kept.buyer_phone],
        ["+49 30 5550 0100", "Cleo", "Ola", "+47 5550 0102"],
        "a blank cell says nothing"
    );
    let p = import("1,Alpha,Ann,a@a.example,4.93056E+11,,,,,").await;
    assert_eq!(
        (p.bad_rows, p.problems[0].text.as_str(), p.problems[0].column.as_str()),
        (1, "problem.phone", "Phone")
    );
}
