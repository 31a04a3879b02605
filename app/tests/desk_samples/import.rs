//! Importing suppliers.

use super::suppliers::{FIELDS, supplier};
use super::{Sample, frame, page, s};
use app::desk::Area;
use app::desk::import::*;

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
                ends: 1,
                invited: 1,
                id: s("b1"),
                fields: FIELDS.into(),
                columns: [
                    ("Vendor name", "name", "Harbour Castings"),
                    ("Vendor no.", "reference", "V-1000"),
                    ("Mail", "email", "a@supplier.example"),
                    ("Notes", "", "call first"),
                ]
                .map(|(h, f, v)| FileColumn { header: s(h), meaning: s(f), sample: vec![s(v), s("…")] })
                .to_vec(),
                new: 196,
                changed: 9,
                unchanged: 3,
                bad: 2,
                whole: Vec::new(),
                reading: Reading {
                    tables: [("Cover", false), ("Suppliers", false), ("Old", true)]
                        .map(|(name, hidden)| Sheet { name: s(name), hidden })
                        .to_vec(),
                    table: 1,
                    first_rows: vec![
                        FileRow { row: 1, text: s("Supplier list 2026") },
                        FileRow { row: 3, text: s("Vendor name · Vendor no. · Mail") },
                    ],
                    header_row: 3,
                    doubtful: true,
                    fractions: false,
                    has_shares: true,
                },
                without_email: 4,
                bad_rows: vec![BadRow {
                    row: 17,
                    problems: vec![CellProblem {
                        column: s("Mail"),
                        text: s("“minerals(at)supplier.example”: Not an e-mail address."),
                    }],
                    cells: vec![
                        BadCell { column: 0, field: "name", text: s("Harbour Castings") },
                        BadCell { column: 2, field: "email", text: s("minerals(at)supplier.example") },
                    ],
                }],
                more_bad: 1,
                notes: vec![Note {
                    text: s("There is no contact person: the mail greets nobody by name."),
                    count: 12,
                    rows: vec![NoteRow { row: 5, text: String::new() }, NoteRow { row: 9, text: s("Per") }],
                }],
                changes: vec![FieldChange {
                    supplier: s("Lumen Boards"),
                    field: "contact_name",
                    old: s("Per Holm"),
                    new: s("Marta Lindqvist"),
                }],
                more_changes: 8,
                first_new: (0..6)
                    .map(|i| NewSupplier {
                        name: s(supplier(i).get("name")),
                        email: s(supplier(i).get("email")),
                    })
                    .collect(),
            },
        ),
    ]
}
