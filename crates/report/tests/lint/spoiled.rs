//! Ways in which an exhibit gets spoiled: what is done, what must be told of it, and how it is done.

use report::lint::Issue;

type Spoil = fn(&str) -> Vec<u8>;

/// Puts something at the end of the body.
fn add(page: &str, what: &str) -> Vec<u8> {
    before(page, "</body", what)
}

/// Puts something before a word, in whatever case it stands there.
fn before(page: &str, word: &str, what: &str) -> Vec<u8> {
    let Some(at) = page.to_ascii_lowercase().find(word) else { return page.into() };
    [&page[..at], what, &page[at..]].concat().into()
}

/// Replaces the first of a word.
fn instead(page: &str, word: &str, what: &str) -> Vec<u8> {
    let Some(at) = page.to_ascii_lowercase().find(word) else { return page.into() };
    [&page[..at], what, &page[at + word.len()..]].concat().into()
}

/// In a table of our own at the end: whatever the page holds, nothing else changes.
const TABLE: &str = "<table><tr><td>a</td></tr></table>";

fn envelope(page: &str, head: &str, end: &str) -> Vec<u8> {
    // Those that were filed have theirs already.
    if page.starts_with("<DOCUMENT>") {
        return page.into();
    }
    format!("<DOCUMENT>\n{head}<TEXT>\n{page}{end}").into()
}

pub const SPOILED: &[(&str, Issue, Spoil)] = &[
    ("nothing left", Issue::Empty, |_| b" \n".to_vec()),
    ("saved as PDF", Issue::NotText, |page| format!("%PDF-1.7\n{page}").into()),
    ("saved as DOCX", Issue::NotText, |page| format!("PK\u{3}\u{4}{page}").into()),
    ("saved as UTF-16", Issue::NotText, |page| {
        [vec![0xff, 0xfe], page.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
    }),
    ("a name with spaces", Issue::FileName, |page| {
        envelope(page, "<TYPE>EX-1.01\n<FILENAME>my report.htm\n", "</TEXT>\n</DOCUMENT>\n")
    }),
    ("a name that is too long", Issue::FileName, |page| {
        let name = "<TYPE>EX-1.01\n<FILENAME>conflict-minerals-report-of-2025.htm\n";
        envelope(page, name, "</TEXT>\n</DOCUMENT>\n")
    }),
    ("no type", Issue::NoType, |page| envelope(page, "<FILENAME>ex1-01.htm\n", "</TEXT>\n</DOCUMENT>\n")),
    ("no text tag", Issue::NoText, |page| {
        let filed = envelope(page, "<TYPE>EX-1.01\n", "</TEXT>\n</DOCUMENT>\n");
        String::from_utf8(filed).unwrap().replacen("<TEXT>", "", 1).into()
    }),
    ("an envelope without end", Issue::NoEnd, |page| envelope(page, "<TYPE>EX-1.01\n", "</DOCUMENT>\n")),
    ("a curly quotation mark", Issue::NonAscii, |page| add(page, "<p>\u{201c}</p>")),
    ("a byte of Windows-1252", Issue::NonAscii, |page| {
        let at = page.to_ascii_lowercase().find("</body").unwrap();
        [&page.as_bytes()[..at], b"caf\xe9", &page.as_bytes()[at..]].concat()
    }),
    ("a byte order mark", Issue::NonAscii, |page| format!("\u{feff}{page}").into()),
    ("a control character", Issue::Control, |page| add(page, "<p>a\u{c}b</p>")),
    ("an unknown name", Issue::UnknownEntity, |page| add(page, "<p>&rarrow;</p>")),
    ("a bare ampersand", Issue::OpenEntity, |page| add(page, "<p>Smith & Sons</p>")),
    ("an entity without semicolon", Issue::OpenEntity, |page| add(page, "<p>a&nbsp b</p>")),
    ("the number of no character", Issue::NoCharacter, |page| add(page, "<p>&#7;</p>")),
    ("a bare less-than", Issue::StrayLess, |page| add(page, "<p>rate < 50 %</p>")),
    ("no html", Issue::NoHtml, |page| instead(page, "<html>", "")),
    ("no title", Issue::NoTitle, |page| {
        let lower = page.to_ascii_lowercase();
        let (begin, end) = (lower.find("<title>").unwrap(), lower.find("</title>").unwrap());
        [&page[..begin], &page[end + 8..]].concat().into()
    }),
    ("no body", Issue::NoBody, |page| {
        let lower = page.to_ascii_lowercase();
        let begin = lower.find("<body").unwrap();
        let end = begin + lower[begin..].find('>').unwrap() + 1;
        let rest = [&page[..begin], &page[end..]].concat();
        instead(&rest, "</body>", "")
    }),
    ("two titles", Issue::Twice, |page| before(page, "<title>", "<title>Draft</title>")),
    ("text behind the end", Issue::AfterEnd, |page| instead(page, "</html>", "</html>\nmore")),
    ("a tag behind the end", Issue::AfterEnd, |page| instead(page, "</html>", "</html>\n<br>")),
    ("a quotation mark that stays open", Issue::OpenTag, |page| {
        add(page, "<p align=\"left>a</p><p align=\"left\">b</p>")
    }),
    ("a tag that stays open", Issue::OpenTag, |page| add(page, "<p><b<i>x</i></p>")),
    ("a comment that stays open", Issue::OpenComment, |page| add(page, "<!-- page 7 --")),
    ("an unclosed table before another", Issue::Unclosed, |page| {
        add(page, &format!("<table><tr><td>a</td></tr><p>between</p>{TABLE}"))
    }),
    ("an unclosed table at the end", Issue::Unclosed, |page| add(page, "<table><tr><td>a</td></tr>")),
    ("an unclosed table in one that is not", Issue::Unclosed, |page| {
        add(page, &format!("<table><tr><td>a</td></tr>{TABLE}"))
    }),
    ("unclosed bold", Issue::Unclosed, |page| add(page, "<div><b>a</div>")),
    ("an unclosed cell's font", Issue::Unclosed, |page| {
        add(page, "<table><tr><td><font>a</td><td>b</td></tr></table>")
    }),
    ("an end without beginning", Issue::NeverOpened, |page| add(page, "a</center>")),
    ("a table closed twice", Issue::NeverOpened, |page| add(page, &format!("{TABLE}</table>"))),
    ("crossed tags", Issue::Crossed, |page| add(page, "<p><b>a<i>b</b>c</i></p>")),
    ("a cell in no row", Issue::Misplaced, |page| add(page, "<table><td>a</td></table>")),
    ("a row in no table", Issue::Misplaced, |page| add(page, "<div><tr><td>a</td></tr></div>")),
    ("text between rows", Issue::Misplaced, |page| {
        add(page, "<table><tr><td>a</td></tr>Note<tr><td>b</td></tr></table>")
    }),
    ("a paragraph between rows", Issue::Misplaced, |page| {
        add(page, "<table><tr><td>a</td></tr><p>Note</p></table>")
    }),
    ("an attribute twice", Issue::AttributeTwice, |page| {
        add(page, "<p align=\"left\" align=\"right\">a</p>")
    }),
    ("a table in a cell", Issue::NestedTable, |page| {
        add(page, &format!("<table><tr><td>{TABLE}</td></tr></table>"))
    }),
    ("a tag of today", Issue::UnknownTag, |page| add(page, "<section><p>a</p></section>")),
    ("a tag of a word processor", Issue::UnknownTag, |page| add(page, "<p>a<o:p></o:p></p>")),
    ("an XML declaration", Issue::Instruction, |page| before(page, "<html", "<?xml version=\"1.0\"?>\n")),
    ("a conditional section", Issue::Instruction, |page| add(page, "<![if !supportLists]><![endif]>")),
    ("a style sheet", Issue::StyleElement, |page| before(page, "</head", "<style>p { color: red }</style>")),
    ("a linked style sheet", Issue::StyleElement, |page| {
        before(page, "</head", "<link rel=\"stylesheet\" href=\"a.css\">")
    }),
    ("a script", Issue::ActiveTag, |page| add(page, "<script>if (a < b && c) alert(\"</p>\")</script>")),
    ("an object", Issue::ActiveTag, |page| add(page, "<object data=\"a.pdf\"></object>")),
    ("a frame", Issue::ActiveTag, |page| add(page, "<iframe src=\"a.htm\"></iframe>")),
    ("a field", Issue::ActiveTag, |page| add(page, "<p><input type=\"text\"></p>")),
    ("a drawing", Issue::ActiveTag, |page| add(page, "<svg></svg>")),
    ("an event", Issue::EventAttribute, |page| add(page, "<p onclick=\"go()\">a</p>")),
    ("a link to a script", Issue::ActiveLink, |page| {
        add(page, "<p><a href=\"javascript:void(0)\">a</a></p>")
    }),
    ("a refresh", Issue::Refresh, |page| {
        before(page, "</head", "<meta http-equiv=\"refresh\" content=\"0\">")
    }),
    ("a link out", Issue::LinkOutside, |page| add(page, "<p><a href=\"https://www.example.com/\">a</a></p>")),
    ("a link to a part of the SEC that is no filing", Issue::LinkOutside, |page| {
        add(page, "<p><a href=\"https://www.sec.gov/rules/final\">a</a></p>")
    }),
    ("a host that only looks like it", Issue::LinkOutside, |page| {
        add(page, "<p><a href=\"http://www.sec.gov.example.com/Archives/\">a</a></p>")
    }),
    ("a mail address", Issue::LinkOutside, |page| add(page, "<p><a href=\"mailto:a@example.com\">a</a></p>")),
    ("a picture from outside", Issue::ImageOutside, |page| {
        add(page, "<p><img src=\"//cdn.example.com/a.gif\"></p>")
    }),
    ("a picture in the page", Issue::ImageOutside, |page| {
        add(page, "<p><img src=\"data:image/gif;base64,R0\"></p>")
    }),
    ("a style that loads", Issue::StyleLoads, |page| add(page, "<p style=\"list-style: URL(a.gif)\">a</p>")),
    ("a picture behind a table", Issue::Background, |page| {
        add(page, "<table background=\"a.gif\"><tr><td>a</td></tr></table>")
    }),
    ("a link to a web page's file", Issue::LinkFile, |page| add(page, "<p><a href=\"annex.html\">a</a></p>")),
    ("a link to nowhere", Issue::LinkNowhere, |page| add(page, "<p><a href=\"#table-99\">Table 99</a></p>")),
    ("an anchor twice", Issue::AnchorTwice, |page| {
        add(page, "<p><a name=\"n9\"></a><a name=\"n9\"></a></p>")
    }),
    ("a link in a link", Issue::LinkInLink, |page| {
        add(page, "<p><a name=\"n9\"></a><a href=\"#n9\">a <a href=\"#n9\">b</a></a></p>")
    }),
    ("a picture of another kind", Issue::ImageType, |page| add(page, "<p><img src=\"chart.png\"></p>")),
    ("a picture with spaces", Issue::ImageName, |page| add(page, "<p><img src=\"my chart.jpg\"></p>")),
    ("a figure that did not resolve", Issue::Placeholder, |page| {
        add(page, "<p>{{F:S4.gold}} were conformant.</p>")
    }),
    ("a sentence still to write", Issue::Placeholder, |page| add(page, "<p>[Open: conclusion for tin]</p>")),
    ("a long line of plain text", Issue::LongLine, |_| {
        format!("Exhibit 1.01\n\n{}\n", "a ".repeat(41)).into()
    }),
    ("a long line in a table of plain text", Issue::LongTableLine, |_| {
        format!("Exhibit 1.01\n<TABLE>\n{}\n{}\n</TABLE>\n", "b".repeat(132), "a".repeat(133)).into()
    }),
];
