//! What a file is by its content, whatever its name says.

use sheets::Office;

/// Kinds of files that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    Pdf,
    Png,
    Jpeg,
    Docx,
    Xlsx,
    Csv,
    Text,
}

impl Media {
    const ALL: [Media; 7] =
        [Media::Pdf, Media::Png, Media::Jpeg, Media::Docx, Media::Xlsx, Media::Csv, Media::Text];

    /// The ending, which is also how it is stored.
    pub fn ending(self) -> &'static str {
        match self {
            Media::Pdf => "pdf",
            Media::Png => "png",
            Media::Jpeg => "jpg",
            Media::Docx => "docx",
            Media::Xlsx => "xlsx",
            Media::Csv => "csv",
            Media::Text => "txt",
        }
    }

    /// Finds a kind by its ending.
    pub fn parse(ending: &str) -> Option<Media> {
        Media::ALL.into_iter().find(|it| it.ending() == ending)
    }

    /// The type under which it is sent.
    pub fn content_type(self) -> &'static str {
        match self {
            Media::Pdf => "application/pdf",
            Media::Png => "image/png",
            Media::Jpeg => "image/jpeg",
            Media::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Media::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Media::Csv => "text/csv; charset=utf-8",
            Media::Text => "text/plain; charset=utf-8",
        }
    }

    /// What bytes are; none where it is no kind that is kept. A name only tells a table of texts from other text.
    pub fn of(bytes: &[u8], name: &str) -> Option<Media> {
        if bytes.starts_with(b"%PDF-") {
            return Some(Media::Pdf);
        }
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Media::Png);
        }
        if bytes.starts_with(b"\xff\xd8\xff") {
            return Some(Media::Jpeg);
        }
        match sheets::office_kind(bytes) {
            Some(Office::Document) => return Some(Media::Docx),
            Some(Office::Workbook) => return Some(Media::Xlsx),
            None => {}
        }
        let csv = name.to_ascii_lowercase().ends_with(".csv");
        is_text(bytes).then_some(if csv { Media::Csv } else { Media::Text })
    }
}

/// Whether it is plain text: no control characters, and nothing that a browser could take for a page.
fn is_text(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let plain = |b: &u8| !b.is_ascii_control() || matches!(b, b'\t' | b'\r' | b'\n' | 0x0c);
    let begins = bytes.iter().find(|b| !b.is_ascii_whitespace());
    bytes.iter().all(plain) && !matches!(begins, None | Some(b'<')) && !bytes.starts_with(b"{\\rtf")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn desk_92_a_file_is_what_its_content_says() {
        let png = b"\x89PNG\r\n\x1a\nrest";
        assert_eq!(Media::of(png, "policy.pdf"), Some(Media::Png));
        assert_eq!(Media::of(b"%PDF-1.7\n\x00\x01", "a.exe"), Some(Media::Pdf));
        assert_eq!(Media::of(b"\xff\xd8\xff\xe0", ""), Some(Media::Jpeg));
        assert_eq!(Media::of("Name;Wert\nGr\u{fc}n;1\n".as_bytes(), "t.CSV"), Some(Media::Csv));
        assert_eq!(Media::of(b"\xef\xbb\xbfplain", "t.csv.txt"), Some(Media::Text));
    }

    #[test]
    fn desk_92_what_could_run_is_not_kept() {
        let refused: [&[u8]; 9] = [
            b"",
            b"MZ\x90\x00",
            b"\x7fELF\x02",
            b"<html><script>alert(1)</script>",
            b"  \n<svg xmlns='http://www.w3.org/2000/svg'>",
            b"{\\rtf1 x}",
            b"PK\x03\x04 no archive",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old office",
            b"GIF89a\x01\x00",
        ];
        for bytes in refused {
            assert_eq!(Media::of(bytes, "policy.pdf"), None, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
