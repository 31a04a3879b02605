//! Making a text inert where Leptos does not do it for us.

pub use domain::text::html;

/// JSON that is safe inside a `<script>`: no `<` can end the element, and no line separator can end a line of script.
pub fn json(raw: &str) -> String {
    raw.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_inert() {
        assert_eq!(html(r#"</textarea><b a='"'>&"#), "&lt;/textarea&gt;&lt;b a=&#39;&quot;&#39;&gt;&amp;");
        assert!(!json(r#"{"a":"</script><!--"}"#).contains('<'));
    }

    #[test]
    fn json_keeps_its_meaning() {
        let raw = serde_json::to_string("</script>\u{2028}&<!--").unwrap();
        assert_eq!(serde_json::from_str::<String>(&json(&raw)).unwrap(), "</script>\u{2028}&<!--");
    }
}
