//! How cells look, and the lists behind the drop-downs.

use domain::template::Template;
use rust_xlsxwriter::{
    Color, DataValidation, Format, FormatAlign, FormatBorder, Formula, Worksheet, XlsxError,
};

const INK: u32 = 0x1F3A4D;
const SHADE: u32 = 0xE3ECF1;
const FIELD: u32 = 0xFFFDF2;
const LINE: u32 = 0x9AA9B3;

fn base() -> Format {
    Format::new().set_font_name("Arial").set_font_size(10.0).set_align(FormatAlign::Top)
}

fn framed(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(Color::RGB(LINE))
}

/// The name of the workbook or of a sheet.
pub(super) fn title() -> Format {
    base().set_bold().set_font_size(15.0).set_font_color(Color::RGB(INK))
}

/// A line below a name.
pub(super) fn quiet() -> Format {
    base().set_font_size(9.0).set_font_color(Color::RGB(0x5A6872))
}

/// The same, on as many lines as it needs.
pub(super) fn quiet_wrapped() -> Format {
    quiet().set_text_wrap()
}

/// The heading of a part.
pub(super) fn heading() -> Format {
    base().set_bold().set_font_size(11.0).set_font_color(Color::White).set_background_color(Color::RGB(INK))
}

/// The head of a column, and a question above its answers.
pub(super) fn head() -> Format {
    framed(base()).set_bold().set_text_wrap().set_background_color(Color::RGB(SHADE))
}

/// What stands before an answer.
pub(super) fn label() -> Format {
    framed(base()).set_text_wrap()
}

/// An answer. As text it stays one even when somebody edits it.
pub(super) fn field() -> Format {
    framed(base()).set_text_wrap().set_num_format("@").set_background_color(Color::RGB(FIELD))
}

pub(super) fn date() -> Format {
    field().set_num_format("d-mmm-yyyy").set_align(FormatAlign::Left)
}

/// The one way text gets into a cell without a look: as a string, never as a formula, whatever it begins with.
pub(super) fn put(sheet: &mut Worksheet, at: (u32, u16), text: &str) -> Result<(), XlsxError> {
    if !text.is_empty() {
        sheet.write_string_with_format(at.0, at.1, text, &Format::new().set_num_format("@"))?;
    }
    Ok(())
}

/// The same with a look, which stays where there is no text.
pub(super) fn say(
    sheet: &mut Worksheet,
    at: (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    match text.is_empty() {
        true => sheet.write_blank(at.0, at.1, format)?,
        false => sheet.write_string_with_format(at.0, at.1, text, format)?,
    };
    Ok(())
}

/// Makes a row as high as its texts need in columns of these widths: not every program works that out.
pub(super) fn fit(sheet: &mut Worksheet, row: u32, texts: &[(&str, f64)]) -> Result<(), XlsxError> {
    let lines = |(text, width): &(&str, f64)| -> f64 {
        // Letters of Chinese, Japanese and Korean are two wide.
        let wide = |line: &str| line.chars().map(|c| if c > '\u{2e80}' { 2.0 } else { 1.0 }).sum::<f64>();
        text.split('\n').map(|line| (wide(line) / (width * 0.9)).ceil().max(1.0)).sum()
    };
    let most = texts.iter().map(lines).fold(1.0, f64::max);
    // No row can be higher than 409 points.
    sheet.set_row_height(row, (4.0 + 12.5 * most).min(409.0))?;
    Ok(())
}

/// The sheet with the lists from which people choose.
const SHEET: &str = "Revision";

/// What is said of feedstock.
pub(super) const KNOWN: [&str; 3] = ["Yes", "No", "Unknown"];

/// The lists behind the drop-downs: the values, and where they stand.
pub(super) struct Lists(Vec<(Vec<String>, String)>);

/// Writes every list of allowed answers into a hidden sheet, below what the workbook is.
pub(super) fn lists(sheet: &mut Worksheet, template: &Template) -> Result<Lists, XlsxError> {
    sheet.set_name(SHEET)?.set_hidden(true);
    put(sheet, (0, 0), &format!("{} {}, Touchstone", template.kind, template.version))?;
    let metals = template.metals.iter().map(|m| m.name().to_owned()).collect();
    let mut all: Vec<Vec<String>> = vec![metals, KNOWN.map(str::to_owned).into()];
    for options in template.fields.iter().map(|f| f.options().to_vec()) {
        if !options.is_empty() && !all.contains(&options) {
            all.push(options);
        }
    }
    let mut out = Vec::new();
    for (col, options) in all.into_iter().enumerate() {
        let letter = crate::sanitize::column_name(col as u32);
        for (row, option) in (2u32..).zip(&options) {
            put(sheet, (row, col as u16), option)?;
        }
        out.push((options.clone(), format!("{SHEET}!${letter}$3:${letter}${}", options.len() + 2)));
    }
    Ok(Lists(out))
}

impl Lists {
    /// Lets people choose one of these values in the cells. What else is written there stays.
    pub(super) fn offer(
        &self,
        sheet: &mut Worksheet,
        (top, left): (u32, u16),
        (bottom, right): (u32, u16),
        options: &[String],
    ) -> Result<(), XlsxError> {
        let Some((_, range)) = self.0.iter().find(|(list, _)| list == options) else { return Ok(()) };
        let choice = DataValidation::new().allow_list_formula(Formula::new(format!("={range}")));
        sheet.add_data_validation(top, left, bottom, right, &choice)?;
        Ok(())
    }
}
