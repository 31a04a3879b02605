//! Writes the seeds: small inputs of our own, from which the fuzzers set out.

use domain::document::Document;
use std::path::Path;
use touchstone_fuzz::{PARTS, parts, workbook};

const CSV: &str = "Supplier No.;Name;E-mail;Language\nV-1;\"Example; Ltd\";per@example.com;en\nV-2;Müller;m@example.com;de\n";
const LIST: &str = "Metal,Smelter Reference,Standard Smelter Name,Country,Smelter ID\n\
                    Tin,Old Works,Example Works,NORWAY,CID900002\nGold,`,Other Works,NORWAY,CID900003\n";
const REVISIONS: &str = "Smelter ID,Basis for Revision,Details,Revision Date\n\
                         CID900002,Removed,No longer operating,2026-04-17\nCID900003,Name correction,was A; now B,2025-04-25\n";
const XML: &str = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
    xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"Conformant 2026-08-22\"><Table>\
    <Row><Cell><Data ss:Type=\"String\">Metal</Data></Cell><Cell><Data>Smelter ID</Data></Cell>\
    <Cell><Data>Standard Smelter Name</Data></Cell><Cell><Data>Last Audit Date</Data></Cell></Row>\
    <Row ss:Index=\"3\"><Cell><Data>Tin</Data></Cell><Cell ss:Index=\"2\"><Data>CID900002</Data></Cell>\
    <Cell ss:MergeAcross=\"0\"><Data><![CDATA[Works & Co]]></Data></Cell>\
    <Cell><Data ss:Type=\"DateTime\">2026-01-31T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>";

fn main() -> std::io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let put = |target: &str, name: &str, bytes: &[u8]| {
        let dir = root.join(target);
        std::fs::create_dir_all(&dir)?;
        std::fs::write(dir.join(name), bytes)
    };
    for (which, name) in PARTS.iter().enumerate() {
        let own = parts().iter().find(|(part, _)| part == name).map(|(_, data)| data.as_slice());
        let own = own.unwrap_or_default();
        // Long sheets say the same again and again: their beginning and their end are enough to set out from.
        let text = String::from_utf8_lossy(own);
        let short = match (text.char_indices().nth(3_000), text.find("</sheetData>")) {
            (Some((cut, _)), Some(end)) => {
                let cut = text[..cut].rfind("</row>").map_or(cut, |at| at + 6);
                format!("{}{}", &text[..cut], &text[end..])
            }
            _ => text.into_owned(),
        };
        let file = name.rsplit('/').next().unwrap_or(name);
        put("workbook", file, &[&[which as u8], short.as_bytes()].concat())?;
    }
    put("workbook", "whole.xlsx", &[&[0xff], workbook().as_slice()].concat())?;
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    put("suppliers", "plain.csv", CSV.as_bytes())?;
    put("suppliers", "utf16.csv", &wide(&format!("\u{feff}{CSV}")))?;
    put(
        "suppliers",
        "chinese.csv",
        &encoding_rs::GB18030.encode("名称,邮箱\n江苏精密电子,a@example.com\n").0,
    )?;
    put(
        "suppliers",
        "japanese.csv",
        &encoding_rs::SHIFT_JIS.encode("会社名,メール\nカタカナ精工,a@example.com\n").0,
    )?;
    put("suppliers", "western.csv", &encoding_rs::WINDOWS_1252.encode("Name,Ort\nMüller,Köln\n").0)?;
    put("lists", "reference.csv", LIST.as_bytes())?;
    put("lists", "revisions.csv", REVISIONS.as_bytes())?;
    put("lists", "conformant.xml", XML.as_bytes())?;
    let read = sheets::read_workbook(&workbook(), &mut |_| {}).expect("our own");
    let document = Document { template: "6.5", declaration: read.declaration };
    put("document", "filled.json", document.to_json().as_bytes())
}
