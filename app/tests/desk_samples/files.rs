//! The files of a request, and what came by mail.

use super::{NOW, Sample, frame, page, s};
use app::desk::enter::{Enter, Explained, FindingLine, QueryLine, ReceivedWorkbook};
use app::desk::files::RequestFiles;
use app::desk::review::FileLine;
use app::desk::{Area, BoundForm};
use app::ui::{Control, SelectOption};
use reader::model::{Part, Read};

/// A workbook that was received, and an attachment.
pub fn lines() -> Vec<FileLine> {
    let received = FileLine {
        id: s("f1"),
        name: s("Harbour-Castings-CMRT-2026-received.xlsx"),
        what: s("Declaration as received: E-mail, Ms Doe, 2026-11-20"),
        size: 812,
        at: NOW,
        by: s("Ines Okafor"),
        scanned: s("Not scanned for viruses: no scanner is set up."),
        hash: "ab".repeat(32),
        received: true,
        submission: 0,
        removable: true,
    };
    let policy = FileLine {
        id: s("f2"),
        name: s("Responsible sourcing policy.pdf"),
        what: s("From the supplier"),
        by: s("Harbour Castings"),
        scanned: s("Scanned for viruses by ClamAV 1.4.3 on 2026-11-20."),
        received: false,
        ..received.clone()
    };
    vec![FileLine { submission: 2, removable: false, ..received.clone() }, received, policy]
}

fn finding() -> FindingLine {
    FindingLine {
        place: s("Q3 Tin"),
        what: s("Nothing is answered here."),
        todo: s("Answer Yes, No or Unknown."),
    }
}

fn received() -> ReceivedWorkbook {
    let lines = vec![[s("Company name"), String::new(), s("Harbour Castings")]];
    let part = Part { title: s("Company"), summary: s("1 answer"), lines, more: 3 };
    ReceivedWorkbook {
        request: s("r1"),
        supplier: s("Harbour Castings"),
        file: lines_first(),
        read: Read {
            title: s("CMRT 6.5"),
            notices: vec![s("Of an older version.")],
            sections: vec![part],
            ..Read::default()
        },
        explain: vec![Explained {
            control: Control { name: s("why:RSP011@q6.tin"), value: s("So it is."), error: None },
            count: 2,
            finding: finding(),
        }],
        queries: vec![QueryLine {
            control: Control { name: s("why:query:q1"), ..Control::default() },
            place: s("Q7"),
            text: s("Which?"),
        }],
        typed: 4,
        revision: 7,
        ..ReceivedWorkbook::default()
    }
}

fn lines_first() -> FileLine {
    lines().remove(1)
}

pub fn pages() -> Vec<Sample> {
    let mut form =
        BoundForm::of([("sender", s("Ms Doe")), ("received_on", s("2026-11-20")), ("channel", s("post"))]);
    form.wrong("file", s("This is no .xlsx workbook."));
    let channels = vec![SelectOption::new("email", s("E-mail")), SelectOption::new("post", s("Post"))];
    let title = "Harbour Castings";
    vec![
        page(
            "files",
            frame(title, Area::Requests),
            RequestFiles {
                request: s("r1"),
                supplier: s(title),
                files: lines(),
                most: [10, 50],
                form: form.clone(),
            },
        ),
        page(
            "enter",
            frame(title, Area::Requests),
            Enter {
                request: s("r1"),
                supplier: s(title),
                closed: Some(s("Nothing can be submitted.")),
                channels,
                most: 10,
                form,
                told: Some(BoundForm::of([("told_channel", "telephone"), ("told_on", "2026-11-20")])),
                begun: Some(s("You have begun to fill in what Ms Doe told on 2026-11-20 (Telephone).")),
            },
        ),
        page("received", frame(title, Area::Requests), received()),
        page(
            "received-errors",
            frame(title, Area::Requests),
            ReceivedWorkbook { errors: vec![finding()], more: 3, closed: Some(s("Closed.")), ..received() },
        ),
        page(
            "received-unread",
            frame(title, Area::Requests),
            ReceivedWorkbook {
                read: Read { error: vec![s("This is a list."), s("Choose a CMRT.")], ..Read::default() },
                ..received()
            },
        ),
    ]
}
