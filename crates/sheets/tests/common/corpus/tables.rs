//! Tables of suppliers and lists in text files, as the spreadsheet programmes of many countries save them.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
};

/// A file and what must become of it as a table.
pub struct Table {
    /// Its number in the catalogue, and what is odd about it.
    pub id: &'static str,
    make: Box<dyn Fn() -> Vec<u8>>,
    /// How many rows and the first row's second text, or the code of the refusal.
    pub outcome: Result<(usize, &'static str), &'static str>,
}

impl Table {
    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        (self.make)()
    }
}

fn rows(id: &'static str, n: usize, second: &'static str, make: impl Fn() -> Vec<u8> + 'static) -> Table {
    Table { id, make: Box::new(make), outcome: Ok((n, second)) }
}

fn refused(id: &'static str, code: &'static str, make: impl Fn() -> Vec<u8> + 'static) -> Table {
    Table { id, make: Box::new(make), outcome: Err(code) }
}

fn wide(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost, "{text} in {}", encoding.name());
    bytes.into_owned()
}

const GERMAN: &str = "Nr.;Name;Ort\n1;Müller & Söhne;Köln\n2;Bär;Graz\n";
const CHINESE: &str = "编号,名称,城市\n1,江苏精密电子有限公司,苏州\n2,上海金属制品厂,上海\n";
const JAPANESE: &str = "番号,会社名,都市\n1,株式会社サンプル精工,大阪\n2,田中ｶﾅ工業,東京\n";
const TAIWANESE: &str = "編號,名稱,城市\n1,範例精密工業股份有限公司,臺北市\n2,金屬製品廠,高雄市\n";
const KOREAN: &str = "번호,회사명,도시\n1,주식회사 예시정밀,서울\n2,대한금속공업,부산\n";

/// Every text file.
pub fn tables() -> Vec<Table> {
    let text: &[u8] = &[b'a'; 1 << 20];
    let of = |text: &'static str| move || text.as_bytes().to_vec();
    let many = |head: &'static str, unit: &'static [u8], n: usize| {
        move || [head.as_bytes(), &unit.repeat(n)].concat()
    };
    vec![
        rows("I-01 UTF-8", 2, "Müller & Söhne", of(GERMAN)),
        rows("I-01 UTF-8 with a mark", 2, "Müller & Söhne", || format!("\u{feff}{GERMAN}").into_bytes()),
        rows("I-01 UTF-16LE with a mark", 2, "Müller & Söhne", || {
            wide(&format!("\u{feff}{GERMAN}"), u16::to_le_bytes)
        }),
        rows("I-01 UTF-16BE with a mark", 2, "Müller & Söhne", || {
            wide(&format!("\u{feff}{GERMAN}"), u16::to_be_bytes)
        }),
        rows("I-01 UTF-16LE", 2, "Müller & Söhne", || wide(GERMAN, u16::to_le_bytes)),
        rows("I-01 UTF-16LE in Chinese", 2, "江苏精密电子有限公司", || {
            wide(&format!("\u{feff}{CHINESE}"), u16::to_le_bytes)
        }),
        rows("I-01 Windows-1252", 2, "Müller & Söhne", || encoded(WINDOWS_1252, GERMAN)),
        rows("I-01 GB 18030", 2, "江苏精密电子有限公司", || encoded(GB18030, CHINESE)),
        rows("I-01 Shift-JIS", 2, "株式会社サンプル精工", || encoded(SHIFT_JIS, JAPANESE)),
        rows("I-01 Shift-JIS, one line", 1, "東京精密", || {
            encoded(SHIFT_JIS, "番号,会社名\n1,東京精密\n")
        }),
        rows("I-01 GB 18030, one line", 1, "东京精密", || encoded(GB18030, "编号,名称\n1,东京精密\n")),
        rows("I-01 Shift-JIS, half-width", 1, "ｶﾌﾞｼｷｶﾞｲｼｬ", || {
            encoded(SHIFT_JIS, "ﾊﾞﾝｺﾞｳ,ﾅﾏｴ\n1,ｶﾌﾞｼｷｶﾞｲｼｬ\n")
        }),
        rows("I-01 Big5", 2, "範例精密工業股份有限公司", || encoded(BIG5, TAIWANESE)),
        rows("I-01 Big5, one line", 1, "東京精密工業", || encoded(BIG5, "編號,名稱\n1,東京精密工業\n")),
        rows("I-01 EUC-KR", 2, "주식회사 예시정밀", || encoded(EUC_KR, KOREAN)),
        rows("I-01 EUC-KR, one line", 1, "도쿄정밀", || encoded(EUC_KR, "번호,회사명\n1,도쿄정밀\n")),
        rows("I-01 EUC-JP", 2, "株式会社サンプル精工", || encoded(EUC_JP, JAPANESE)),
        rows("I-01 Windows-1250", 1, "Przykładowa Spółka Żółw", || {
            encoded(WINDOWS_1250, "Nr;Nazwa;Miasto\n1;Przykładowa Spółka Żółw;Łódź\n")
        }),
        rows("I-01 Windows-1251", 1, "Пример завод", || {
            encoded(WINDOWS_1251, "Номер;Название;Город\n1;Пример завод;Томск\n")
        }),
        rows("I-02 tabs", 1, "b", of("x\ty\na\tb\n")),
        rows("I-02 quotes and line ends in them", 1, "b\nc;\"d\"", of("x;y\r\n\"a\";\"b\nc;\"\"d\"\"\"\r\n")),
        rows("I-02 ragged rows", 2, "", of("x,y,z\na\nb,c,d,e,f\n")),
        rows("I-02 an open quote", 1, "b\n1,2\n", of("x,y\na,\"b\n1,2\n")),
        rows("I-02 NUL in a text", 1, "b", || b"x,y,z\nwhole,b\0,c\n".to_vec()),
        refused("I-02 a line of 10 MB", "too_large", many("name,email\n", text, 10)),
        refused("I-02 10 million commas", "too_large", many("a,b\n", b",", 10 << 20)),
        refused("I-02 rows of nothing but columns", "too_large", || {
            ["a,b\n".as_bytes(), &[&b"1"[..], &b",".repeat(300), b"\n"].concat().repeat(59_000)].concat()
        }),
        refused("I-02 a quote that opens and never closes", "too_large", many("a,b\n\"", b",x", 8 << 20)),
        refused("I-02 4 million rows", "too_large", many("a,b\n", b"1,2\n", 4 << 20)),
        refused("I-02 nothing but line ends", "no_table", many("\n\n,,\n", b"\n", 1 << 20)),
        refused("I-02 XML of 2003 with rows without end", "too_large", || {
            let head = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet><Table>";
            [head.as_bytes(), &b"<Row><Cell><Data>x</Data></Cell></Row>".repeat(500_000)].concat()
        }),
        rows(
            "I-05 markup in a table",
            1,
            "</script><img src=x onerror=alert(1)>",
            of("x,<b>y\n1,</script><img src=x onerror=alert(1)>\n"),
        ),
    ]
}
