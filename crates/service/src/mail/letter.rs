//! A mail as HTML: plain, readable on a phone and in the dark, with nothing to load.

use domain::text::{embedded, html};

/// What stands in a mail above its button.
pub(crate) struct Letter<'a> {
    pub language: &'a str,
    pub subject: &'a str,
    pub before: &'a [String],
    pub items: &'a [&'a str],
}

const BODY: &str = "margin:0 0 16px;font:16px/1.5 system-ui,'Segoe UI',sans-serif;color:#1f2a2e";
const SMALL: &str = "margin:0 0 12px;font:13px/1.5 system-ui,'Segoe UI',sans-serif;color:#5b676b";

/// Programs that know no classes show the light page, which the styles at the elements make.
const DARK: &str = "@media (prefers-color-scheme:dark){.page{background:#121a1b!important}\
                    .sheet{background:#1c2627!important}.text{color:#e8e6df!important}\
                    .small{color:#a9b4b5!important}.go{background:#7fd1c7!important;color:#0c2021!important}\
                    .link{color:#7fd1c7!important}}";

impl Letter<'_> {
    /// The whole mail; web addresses in its texts are links.
    pub fn html(&self, button: &str, link: &str, verify: &str, after: &[String]) -> String {
        let lines = |text: &str| linked(text, &[link, verify]).replace('\n', "<br>");
        let paragraph = |class: &str, style: &str, text: &str| {
            format!("<p class=\"{class}\" style=\"{style}\">{}</p>", lines(text))
        };
        let mut out = format!(
            "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><title>{}</title><style>{DARK}</style></head>\
             <body class=\"page\" style=\"margin:0;padding:24px;background:#f6f5f1\">\
             <div class=\"sheet\" style=\"max-width:560px;margin:0 auto;padding:28px;background:#ffffff;\
             border-radius:8px\">",
            html(self.language),
            html(self.subject)
        );
        self.before.iter().for_each(|p| out.push_str(&paragraph("text", BODY, p)));
        if !self.items.is_empty() {
            out.push_str("<ol style=\"margin:0 0 16px;padding-left:24px\">");
            for item in self.items {
                out.push_str(&format!("<li class=\"text\" style=\"{BODY}\">{}</li>", lines(item)));
            }
            out.push_str("</ol>");
        }
        if !link.is_empty() {
            // The address stands in the text as well: people are right not to trust a button.
            let href = html(link);
            out.push_str(&format!(
                "<p style=\"{BODY}\"><a href=\"{href}\" class=\"go\" style=\"display:inline-block;\
                 padding:12px 20px;background:#0b5a61;color:#ffffff;text-decoration:none;border-radius:6px\">{}</a></p>\
                 <p class=\"small\" style=\"{SMALL}\">{}</p>",
                html(button),
                anchor(link)
            ));
        }
        after.iter().for_each(|p| out.push_str(&paragraph("small", SMALL, p)));
        out.push_str("</div></body></html>");
        out
    }
}

fn anchor(address: &str) -> String {
    let href = html(address);
    format!("<a href=\"{href}\" class=\"link\" style=\"color:#0b5a61;word-break:break-all\">{href}</a>")
}

/// A text with its web addresses as links: those that are `known`, and others up to a blank.
fn linked(text: &str, known: &[&str]) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    let begins = |rest: &str| ["https://", "http://"].iter().filter_map(|s| rest.find(s)).min();
    while let Some(at) = begins(rest) {
        let (before, from) = rest.split_at(at);
        let ours = known.iter().filter(|k| !k.is_empty() && from.starts_with(**k)).max_by_key(|k| k.len());
        let end = from.find(|c: char| c.is_whitespace() || !c.is_ascii() || "<>()\"'".contains(c));
        let other = from[..end.unwrap_or(from.len())].trim_end_matches(['.', ',', ';', ':', '!', '?']);
        let address = ours.copied().unwrap_or(other);
        out.push_str(&html(before));
        out.push_str(&anchor(address));
        rest = &from[address.len()..];
    }
    out.push_str(&html(rest));
    out
}

/// `2026-05-31` as people write it: `31 May 2026`, `2026年5月31日`; what is no day stays as it is.
pub(crate) fn day_in_words(day: &str, language: &str) -> String {
    let Ok(date) = day.parse::<jiff::civil::Date>() else { return day.to_owned() };
    let texts = embedded::texts(language);
    let month = texts.get(&format!("date.month.{}", date.month())).to_owned();
    let (year, day) = (date.year().to_string(), date.day().to_string());
    texts.fmt("date.words", &[("day", &day), ("month", &month), ("year", &year)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links_and_nothing_escapes() {
        assert_eq!(linked("a < b, c@d.example", &[]), "a &lt; b, c@d.example");
        let text = linked("See https://a.example/x\"><script>.", &[]);
        assert!(
            text.starts_with("See <a href=\"https://a.example/x\"") && !text.contains("<script"),
            "{text}"
        );
        assert!(linked("javascript:alert(1)", &[]) == "javascript:alert(1)");
        assert!(linked("（https://a.example/r/…）", &["https://a.example/r/…"]).contains("r/…</a>）"));
    }

    #[test]
    fn what_is_no_day_stays() {
        assert_eq!(day_in_words("soon", "en"), "soon");
        assert_eq!(day_in_words("2026-12-05", "en"), "5 December 2026");
    }
}
