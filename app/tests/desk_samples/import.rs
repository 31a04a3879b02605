//! Importing suppliers.

use super::suppliers::{FIELDS, supplier};
use super::{Sample, frame, page, s};
use app::desk::Area;
use app::desk::import::{BadRow, ImportPreview, MovedRow, Note, Reading, Upload};

pub fn pages() -> Vec<Sample> {
    vec![
        page(
            "upload",
            frame("Import", Area::Suppliers),
            Upload { fields: FIELDS.into(), ..Upload::default() },
        ),
        page(
            "import",
            frame("Check the import", Area::Suppliers),
            ImportPreview {
                moved: vec![MovedRow {
                    row: 9,
                    name: s("Harbour Castings"),
                    old: s("old@supplier.example"),
                    new: s("new@supplier.example"),
                    ends: vec![s("Minerals 2026")],
                    invited: vec![s("Minerals 2026")],
                }],
                more_moved: 0,
                moves: (1, 1),
                id: s("b1"),
                fields: FIELDS.into(),
                columns: [
                    ("Vendor name", "name", "Harbour Castings"),
                    ("Vendor no.", "reference", "V-1000"),
                    ("Mail", "email", "a@supplier.example"),
                    ("Notes", "", "call first"),
                ]
                .map(|(h, f, v)| (s(h), s(f), vec![s(v), s("…")]))
                .to_vec(),
                new: 196,
                changed: 9,
                unchanged: 3,
                bad: 2,
                whole: Vec::new(),
                reading: Reading {
                    tables: vec![(s("Cover"), false), (s("Suppliers"), false), (s("Old"), true)],
                    table: 1,
                    first_rows: vec![(1, s("Supplier list 2026")), (3, s("Vendor name · Vendor no. · Mail"))],
                    header_row: 3,
                    doubtful: true,
                    fractions: false,
                    has_shares: true,
                },
                without_email: 4,
                bad_rows: vec![BadRow {
                    row: 17,
                    problems: vec![(s("Mail"), s("“minerals(at)supplier.example”: Not an e-mail address."))],
                    cells: vec![
                        (0, s("name"), s("Harbour Castings")),
                        (2, s("email"), s("minerals(at)supplier.example")),
                    ],
                }],
                more_bad: 1,
                notes: vec![Note {
                    text: s("There is no contact person: the mail greets nobody by name."),
                    count: 12,
                    rows: vec![(5, String::new()), (9, s("Per"))],
                }],
                changes: vec![(s("Lumen Boards"), s("contact_name"), s("Per Holm"), s("Marta Lindqvist"))],
                more_changes: 8,
                first_new: (0..6)
                    .map(|i| (s(supplier(i).get("name")), s(supplier(i).get("email"))))
                    .collect(),
            },
        ),
    ]
}
