//! The page of Form SD itself, which the exhibit is attached to: filled in as far as known, the rest left open.

use crate::OPEN_MARK;
use crate::day::written;
use crate::document::{Address, Block, Column, Level, Link, Row, Table, Text, line};
use crate::write::edgar;
use domain::Day;
use serde::{Deserialize, Serialize};

/// The name that the page is filed under.
pub const NAME: &str = "form-sd.htm";

/// The form of one year, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    pub registrant: Registrant,
    /// Whether a Conflict Minerals Report is attached as an exhibit.
    pub report: bool,
    /// Without one: the inquiry and its result, in the company's words.
    pub inquiry: Vec<Text>,
}

/// Who files. What is empty is asked for on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registrant {
    pub company: String,
    /// State or other jurisdiction of incorporation.
    pub state: String,
    /// The commission's file number: `001-00000`.
    pub file_number: String,
    /// The employer identification number of the tax office.
    pub ein: String,
    pub address: String,
    pub contact: String,
    pub phone: String,
    /// Where the report can be read for a year.
    pub web_address: String,
    /// The executive officer who signs, typed, and when.
    pub signed: Option<Officer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    pub name: String,
    pub title: String,
    pub on: Day,
}

impl Form {
    /// A form of which nothing but the registrant is known.
    pub fn of(registrant: Registrant) -> Form {
        Form { registrant, report: true, inquiry: Vec::new() }
    }

    /// The form for other figures: who files stays; what is signed, and what is said of a year, do not.
    pub fn carried(&self) -> Form {
        Form { report: self.report, ..Form::of(Registrant { signed: None, ..self.registrant.clone() }) }
    }

    /// Everything that a person wrote in it.
    pub fn texts(&self) -> Vec<&str> {
        let of = &self.registrant;
        let fields = [&of.company, &of.state, &of.file_number, &of.ein, &of.address, &of.contact, &of.phone];
        let officer = of.signed.iter().flat_map(|it| [&it.name, &it.title]);
        let texts = fields.into_iter().chain([&of.web_address]).chain(officer).map(String::as_str);
        texts.chain(self.inquiry.iter().map(Text::as_str)).collect()
    }
}

/// The title of the page.
pub const TITLE: &str = "Form SD";

/// The page for a calendar year.
pub fn blocks(form: &Form, year: i32) -> Result<Vec<Block>, String> {
    let of = &form.registrant;
    let mut out = vec![
        paragraph("UNITED STATES SECURITIES AND EXCHANGE COMMISSION, Washington, D.C. 20549"),
        paragraph("Specialized Disclosure Report"),
    ];
    let fields = [
        ("Name of the registrant as in its charter", &of.company),
        ("State or other jurisdiction of incorporation or organization", &of.state),
        ("Commission file number", &of.file_number),
        ("IRS employer identification number", &of.ein),
        ("Address of principal executive offices and zip code", &of.address),
        ("Person to contact in connection with this report", &of.contact),
        ("Telephone number of that person, with area code", &of.phone),
    ];
    let rows = fields
        .iter()
        .map(|(label, value)| Row { cells: vec![line(label), line(&given(value, label))], total: false })
        .collect();
    let columns = vec![Column::text("Item"), Column::text("Entry")];
    out.push(Block::Table(Table::new("registrant", "Registrant", columns, rows)?));
    out.push(paragraph("The rule under which this form is filed, and the period that it covers:"));
    out.push(paragraph(&format!(
        "[X] Rule 13p-1 under the Securities Exchange Act (17 CFR 240.13p-1) for the reporting period from January 1 to \
         December 31, {year}."
    )));
    out.push(paragraph("[ ] Rule 13q-1 under the Securities Exchange Act (17 CFR 240.13q-1)."));
    out.push(part("Section 1 - Conflict Minerals Disclosure"));
    out.push(section("Item 1.01 Conflict Minerals Disclosure and Report"));
    match (form.report, form.inquiry.is_empty()) {
        (true, _) => out.push(paragraph(&format!(
            "A Conflict Minerals Report for {year} is provided as Exhibit 1.01 to this form and can be read at the \
             address below."
        ))),
        // Without a report the form itself holds the inquiry, which the company writes.
        (false, true) => {
            out.push(paragraph(&format!("{OPEN_MARK} the reasonable country of origin inquiry and its result]")));
        }
        (false, false) => out.extend(form.inquiry.iter().map(|text| paragraph(text.as_str()))),
    }
    let address = given(&of.web_address, "web address");
    out.push(Block::Link(Link {
        text: Text::new("Public address"),
        address: Address::Web(Text::new(&address)),
    }));
    out.push(section("Item 1.02 Exhibit"));
    out.push(paragraph(match form.report {
        true => "The report that Item 1.01 asks for is filed as Exhibit 1.01.",
        false => "Not applicable.",
    }));
    out.push(part("Section 2 - Resource Extraction Issuer Disclosure"));
    out.push(paragraph("Item 2.01: not applicable."));
    out.push(part("Section 3 - Exhibits"));
    out.push(section("Item 3.01 Exhibits"));
    out.push(paragraph(&match form.report {
        true => format!("Exhibit 1.01 - Conflict Minerals Report for {year} ({})", edgar::NAME),
        false => "None.".to_owned(),
    }));
    out.push(part("Signature"));
    out.push(paragraph(
        "The registrant has caused this report to be signed on its behalf by the duly authorized undersigned, as the \
         Securities Exchange Act of 1934 requires.",
    ));
    // What is typed stands for the signature on the page that the company keeps.
    let (name, title, on) = match &of.signed {
        Some(officer) => (format!("/s/ {}", officer.name), officer.title.as_str(), written(officer.on)),
        None => Default::default(),
    };
    let lines = [("Registrant", of.company.as_str()), ("By", &name), ("Title", title), ("Date", &on)];
    for (label, value) in lines {
        out.push(paragraph(&format!("{label}: {}", given(value, &label.to_lowercase()))));
    }
    Ok(out)
}

fn given(value: &str, label: &str) -> String {
    match value.trim() {
        "" => format!("{OPEN_MARK} {label}]"),
        value => value.to_owned(),
    }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(line(text))
}

fn part(text: &str) -> Block {
    Block::Heading(Level::Part, Text::new(text))
}

fn section(text: &str) -> Block {
    Block::Heading(Level::Section, Text::new(text))
}
