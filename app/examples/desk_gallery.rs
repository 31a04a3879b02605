//! Writes one page of every kind into a folder, to look at: `cargo run -p app --features ssr --example desk_gallery
//! -- DIR`. The style sheet is linked as `desk.css` beside them.

#[cfg(feature = "ssr")]
#[path = "../tests/desk_samples/mod.rs"]
#[expect(dead_code, reason = "the hostile pages are drawn by tests alone")]
mod desk_samples;

#[cfg(feature = "ssr")]
fn main() -> std::io::Result<()> {
    use app::kit::shell::{Assets, Shell};
    let dir = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let names = ["desk.css", "desk.js", "desk.wasm"];
    let addresses = names.into_iter().map(|n| (n.to_owned(), n.to_owned())).collect();
    let assets = Assets { addresses, ..Assets::default() };
    for desk_samples::Sample { name, frame, render } in desk_samples::pages() {
        for (language, _) in domain::text::LANGUAGES {
            let texts = domain::text::embedded::texts(language);
            let shell = Shell { nonce: "gallery", assets: &assets, texts, language, banner: None };
            std::fs::write(format!("{dir}/{name}.{language}.html"), render(&frame, &shell))?;
        }
    }
    Ok(())
}

#[cfg(not(feature = "ssr"))]
fn main() {
    eprintln!("Pages are drawn with --features ssr.");
}
