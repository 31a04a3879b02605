//! Cuts a module into what starts with the page and what is fetched when it is first needed: the functions that carry
//! `#[lazy]` or `#[wasm_split]`, and what only they use.
//!
//! The tool wants the relocations of the linker ([`LINK_ARGS`]) and runs before wasm-bindgen, which then sees the main
//! module alone. Main module, glue and the script that fetches chunks (the *link*) share one memory and one table.

use super::uncalled;
use crate::run::Result;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use wasm_split_cli_support::{Options, transform};

/// What rustc is told so that a module can be cut.
pub const LINK_ARGS: [&str; 2] = ["-C", "link-args=--emit-relocs"];

/// A module that was cut.
pub struct Parts {
    /// The main module, for wasm-bindgen, without the relocations.
    pub main: PathBuf,
    /// What loads later, where anything does: the chunks, as the link names them (`rows.wasm` for what the part `rows`
    /// alone needs, `review_rows.wasm` for what two parts share), and the link, which the
    /// glue imports as `./<bundle>-split.js` and which imports the glue as `./<bundle>.js`.
    pub later: Vec<PathBuf>,
}

/// Cuts the compiled module of a bundle into `work`.
pub fn cut(bundle: &str, compiled: &Path, work: &Path) -> Result<Parts> {
    let folder = work.join("split");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let (module, main) = (uncalled::emptied(&std::fs::read(compiled)?)?, work.join("main.wasm"));
    let (link_name, glue) = (format!("./{bundle}-split.js"), format!("./{bundle}.js"));
    let mut options = Options::new(&module);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.link_name = &link_name;
    options.main_module = &glue;
    let cut = transform(options).map_err(|error| format!("cutting {bundle}: {error:#}"))?;
    uncalled::check(&std::fs::read(&main)?)?;
    let mut later = Vec::new();
    if !cut.split_modules.is_empty() {
        let link = folder.join(format!("{bundle}-split.js"));
        let mut names = HashMap::new();
        for from in cut.split_modules {
            let stem = from.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            // A part of which nothing is left is a file that the link does not name.
            let Some(name) = name(&stem, &cut.prefetch_map) else { continue };
            let to = folder.join(format!("{name}.wasm"));
            std::fs::rename(&from, &to)?;
            names.insert(format!("{stem}.wasm"), format!("{name}.wasm"));
            later.push(to);
        }
        let script = rename(&crate::files::read(&link)?, &names)?;
        std::fs::write(&link, heard(&script)?)?;
        later.push(link);
    }
    Ok(Parts { main, later })
}

/// The link asks for a file at once and looks at what came when the chunks that it needs are here. If one of these fails,
/// nobody looks any more, and a file that fails too would be a rejection that nobody handles. So each is listened to from
/// the beginning; the failure itself is told by whoever awaits it.
fn heard(link: &str) -> Result<String> {
    const ASKED: &str = "const src = fetch(";
    if !link.contains(ASKED) {
        return Err("the link asks for its files otherwise than we know".into());
    }
    let listen = "\nfunction heard(coming) { Promise.resolve(coming).catch(() => {}); return coming; }\n";
    let end = "import.meta.url));";
    let mut out = String::with_capacity(link.len() + 64);
    for line in link.split_inclusive('\n') {
        match line.contains(ASKED) && line.contains(end) {
            true => out.push_str(
                &line.replace(ASKED, "const src = heard(fetch(").replace(end, "import.meta.url)));"),
            ),
            false => out.push_str(line),
        }
    }
    Ok(out + listen)
}

/// The name of a chunk: of the parts that need it, so that whoever knows which part a page opens with knows its files.
fn name(stem: &str, needs: &HashMap<String, Vec<String>>) -> Option<String> {
    let needed = needs.iter().filter(|(_, files)| files.iter().any(|file| file == stem));
    let mut parts: Vec<&str> = needed.map(|(part, _)| part.as_str()).collect();
    parts.sort_unstable();
    (!parts.is_empty()).then(|| parts.join("_"))
}

/// Below this a chunk is not worth a request of its own: it stands in the link.
pub const SMALL: usize = 1024;

/// Puts a small chunk into the link, in the place of what fetches it.
pub fn inline(link: &str, chunk: &str, content: &[u8]) -> Result<String> {
    let fetches = ["", " "].map(|space| format!("fetch(new URL(\"./{chunk}\",{space}import.meta.url))"));
    let Some(fetch) = fetches.iter().find(|it| link.contains(it.as_str())) else {
        return Err(format!("the link does not fetch {chunk}").into());
    };
    let bytes = content.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
    let held =
        format!("new Response(Uint8Array.of({bytes}),{{headers:{{\"content-type\":\"application/wasm\"}}}})");
    Ok(link.replace(fetch, &held))
}

/// Puts the final names of files where a script names them by the names of the build, in quotes after `./`.
pub fn rename(script: &str, names: &HashMap<String, String>) -> Result<String> {
    let mut out = script.to_owned();
    for (from, to) in names {
        // Not where it is a key: by that the module asks for what it imports, and the module is not changed.
        let places = ["from", "from ", "new URL("].map(|before| format!("{before}\"./{from}\""));
        let named: Vec<&String> = places.iter().filter(|place| out.contains(place.as_str())).collect();
        if named.is_empty() {
            return Err(format!("the script does not name {from}").into());
        }
        for place in named {
            out = out.replace(place, &place.replace(from.as_str(), to));
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{heard, inline, name, rename};
    use std::collections::HashMap;

    #[test]
    fn a_script_gets_the_final_names_and_none_is_missing() {
        let names = HashMap::from([("rows.wasm".to_owned(), "supplier-rows.1f.wasm".to_owned())]);
        let script = "fetch(new URL(\"./rows.wasm\",import.meta.url))";
        assert_eq!(
            rename(script, &names).unwrap(),
            "fetch(new URL(\"./supplier-rows.1f.wasm\",import.meta.url))"
        );
        assert!(rename("fetch(0)", &names).is_err());
        let names = HashMap::from([("s.js".to_owned(), "s.1f.js".to_owned())]);
        let glue = "import*as a from\"./s.js\";let imports={\"./s.js\":a};";
        assert_eq!(
            rename(glue, &names).unwrap(),
            "import*as a from\"./s.1f.js\";let imports={\"./s.js\":a};"
        );
    }

    #[test]
    fn a_file_that_fails_beside_another_is_no_rejection_that_nobody_handles() {
        let link = "() => {\n    const src = fetch(new URL(\"./a.wasm\", import.meta.url));\n    return async () => src;\n}\n";
        let heard = heard(link).unwrap();
        assert!(
            heard.contains("const src = heard(fetch(new URL(\"./a.wasm\", import.meta.url)));\n"),
            "{heard}"
        );
        assert!(heard.contains("function heard(coming)"));
        assert!(inline(&heard, "a.wasm", &[0]).unwrap().contains("heard(new Response("));
        assert!(super::heard("import.source()").is_err());
    }

    #[test]
    fn a_small_chunk_stands_in_the_link() {
        let link = "()=>{let s=fetch(new URL(\"./a_b.wasm\",import.meta.url))}";
        let held = inline(link, "a_b.wasm", &[0, 97]).unwrap();
        assert_eq!(
            held,
            "()=>{let s=new Response(Uint8Array.of(0,97),{headers:{\"content-type\":\"application/wasm\"}})}"
        );
        assert!(inline(link, "c.wasm", &[]).is_err());
    }

    #[test]
    fn a_chunk_is_called_after_the_parts_that_need_it() {
        let files = |list: &[&str]| list.iter().map(|file| (*file).to_owned()).collect();
        let needs = HashMap::from([
            ("rows".to_owned(), files(&["chunk_3", "split_rows"])),
            ("review".to_owned(), files(&["chunk_3"])),
        ]);
        assert_eq!(name("chunk_3", &needs).as_deref(), Some("review_rows"));
        assert_eq!(name("split_rows", &needs).as_deref(), Some("rows"));
        assert_eq!(name("split_review", &needs), None);
    }
}
