//! The document around a page: head, embedded data, and the script that starts the browser module.

use super::escape;
use domain::Texts;
use std::collections::BTreeMap;

/// The built files, by logical name (`supplier.js`).
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// Where each is (`/assets/supplier.1f2e3d.js`).
    pub addresses: BTreeMap<String, String>,
    /// The text of the style sheets, for pages that bring theirs along.
    pub styles: BTreeMap<String, &'static str>,
}

impl Assets {
    /// The address of a file; empty where the build does not have it, and then nothing refers to it.
    pub fn url(&self, name: &str) -> &str {
        self.addresses.get(name).map_or("", String::as_str)
    }

    /// The addresses of what a part of a module is made of: the site build names each file after the parts that need it,
    /// `supplier-review_rows.wasm`.
    fn of_part<'a>(&'a self, module: &'a str, part: &'a str) -> impl Iterator<Item = &'a str> {
        self.addresses.iter().filter_map(move |(name, url)| {
            let needed = name.strip_prefix(module)?.strip_prefix('-')?.strip_suffix(".wasm")?;
            needed.split('_').any(|it| it == part).then_some(url.as_str())
        })
    }
}

/// What a page needs from the server besides its model.
#[derive(Clone, Debug)]
pub struct Shell<'a> {
    /// The nonce of the response's content security policy.
    pub nonce: &'a str,
    /// The built files.
    pub assets: &'a Assets,
    /// The texts of the page's language.
    pub texts: &'a Texts,
    /// The page's language (BCP 47).
    pub language: &'a str,
    /// What every page says first to whoever is on it for somebody else.
    pub banner: Option<&'a Banner>,
}

/// What stands above a page, outside of what the browser's module draws.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Banner {
    pub text: String,
    /// Where it leads, and how that is called.
    pub go: Option<(String, String)>,
}

impl Banner {
    fn html(&self) -> String {
        let go = self.go.as_ref().map(|(href, label)| {
            format!(" <a class=\"button small\" href=\"{}\">{}</a>", escape::html(href), escape::html(label))
        });
        let kind = if self.go.is_some() { "banner banner-team" } else { "banner" };
        format!(
            "<aside class=\"{kind}\"><p>{}</p>{}</aside>",
            escape::html(&self.text),
            go.unwrap_or_default()
        )
    }
}

/// The parts of a document.
#[derive(Default)]
pub struct Document<'a> {
    /// The title, as text.
    pub title: &'a str,
    /// The class of the body.
    pub class: &'a str,
    /// The page as HTML, already rendered.
    pub body: String,
    /// The browser module to start: its name (`supplier`), its entry function, the model and the texts as JSON.
    pub module: Option<Module<'a>>,
    /// Whether there are islands of the desk on it, which another module brings to life.
    pub islands: bool,
}

/// The browser module of a page.
pub struct Module<'a> {
    /// Logical name of its files: `<name>.js`, `<name>.wasm`.
    pub name: &'a str,
    /// The parts without which it cannot take this page over.
    pub parts: Vec<&'a str>,
    /// The function that starts it.
    pub entry: &'a str,
    /// The page model as JSON.
    pub model: String,
    /// The texts as JSON.
    pub texts: String,
    /// A script of the page's own that runs beside it; mostly empty.
    pub beside: String,
}

/// Writes the document. `styles` names the style sheets to link.
pub fn document(shell: &Shell, styles: &[&str], doc: &Document) -> String {
    let mut out = String::with_capacity(doc.body.len() + 4096);
    let url = |name: &str| escape::html(shell.assets.url(name));
    out.push_str("<!DOCTYPE html><html lang=\"");
    out.push_str(&escape::html(shell.language));
    out.push_str("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,");
    out.push_str("initial-scale=1\"><meta name=\"robots\" content=\"noindex\">");
    out.push_str("<title>");
    out.push_str(&escape::html(doc.title));
    out.push_str("</title>");
    for style in styles {
        // What is drawn first on a slow line waits for no second answer: a way there and back is worth more than the few
        // kilobytes that a cache would save.
        match shell.assets.styles.get(*style).filter(|_| doc.module.is_some()) {
            Some(text) => out.push_str(&format!("<style nonce=\"{}\">{text}</style>", shell.nonce)),
            None => out.push_str(&format!("<link rel=\"stylesheet\" href=\"{}\">", url(style))),
        }
    }
    out.push_str("<link rel=\"icon\" href=\"");
    out.push_str(&icon());
    out.push_str("\">");
    let module = doc.module.as_ref().map(|it| it.name).or(doc.islands.then_some("desk"));
    if let Some(module) = module {
        // The glue imports the link; asked for now, it does not cost a second way there and back.
        for script in [format!("{module}.js"), format!("{module}-split.js")].iter().map(|it| url(it)) {
            if !script.is_empty() {
                let nonce = shell.nonce;
                out.push_str(&format!("<link rel=\"modulepreload\" href=\"{script}\" nonce=\"{nonce}\">"));
            }
        }
    }
    out.push_str(&format!("</head><body class=\"{}\">", escape::html(doc.class)));
    if let Some(banner) = shell.banner {
        out.push_str(&banner.html());
    }
    let texts = format!("reader.{}.json", shell.language);
    let [boot, js, wasm, texts] = ["reader-worker.js", "reader.js", "reader.wasm", &texts].map(url);
    out.push_str(&format!(
        "<div id=\"app\" data-boot=\"{boot}\" data-js=\"{js}\" data-wasm=\"{wasm}\" data-texts=\"{texts}\">{}</div>",
        doc.body
    ));
    if let Some(module) = &doc.module {
        push_module(&mut out, shell, module);
    }
    if doc.islands {
        push_islands(&mut out, shell);
    }
    if let Some(module) = module {
        push_preloads(&mut out, shell, module, doc);
    }
    out.push_str("</body></html>");
    out
}

/// Asks for the module and its parts, behind what the page is drawn with: on a narrow line they would hold up the style
/// sheet.
fn push_preloads(out: &mut String, shell: &Shell, module: &str, doc: &Document) {
    let parts = doc.module.iter().flat_map(|it| &it.parts);
    let parts = parts.flat_map(|part| shell.assets.of_part(module, part));
    let files = std::iter::once(shell.assets.url(&format!("{module}.wasm"))).chain(parts);
    for href in files.filter(|href| !href.is_empty()) {
        out.push_str(&format!(
            "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" href=\"{}\" crossorigin>",
            escape::html(href)
        ));
    }
}

/// The icon as an address that holds it: shorter than the headers of an answer that brings it.
fn icon() -> String {
    let mut out = String::from("data:image/svg+xml,");
    for c in include_str!("../../../public/favicon.svg").trim_end().chars() {
        match c {
            '"' => out.push('\''),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '#' => out.push_str("%23"),
            c => out.push(c),
        }
    }
    out
}

/// A module that copies memory, drops a reference and returns two values: what the browser modules need. A browser that
/// cannot read it is told of by the attribute `data-old`, and is served as one without scripts.
const NEEDED: &str = "0,97,115,109,1,0,0,0,1,6,1,96,0,2,127,127,3,2,1,0,5,3,1,0,1,10,21,1,19,0,65,0,65,0,65,0,252,10,0,0,\
    208,112,26,65,0,65,0,11";

/// The embedded data, and a script that starts the module and marks the document if that fails or dies later: the
/// style sheet then shows the notice that the form still works by its buttons. So that it does, nothing that happens on
/// the page reaches the dead module any more, which would hold the browser back from what it does by itself. The three
/// variables are those that Leptos may look for when it takes a page over.
fn push_module(out: &mut String, shell: &Shell, module: &Module) {
    let address = |ext: &str| {
        let name = format!("{}.{ext}", module.name);
        escape::json(&serde_json::to_string(shell.assets.url(&name)).unwrap_or_default())
    };
    let nonce = shell.nonce;
    for (id, data) in [("model", &module.model), ("texts", &module.texts)] {
        out.push_str(&format!("<script type=\"application/json\" id=\"{id}\" nonce=\"{nonce}\">"));
        out.push_str(&escape::json(data));
        out.push_str("</script>");
    }
    out.push_str(&format!(
        "<script nonce=\"{nonce}\">var __RESOLVED_RESOURCES=[],__SERIALIZED_ERRORS=[],__INCOMPLETE_CHUNKS=[];{beside}function broken(){{document.documentElement.dataset.broken='';\
         for(let t of ['click','submit','input','change','paste','drop','dragover'])addEventListener(t,pass,true)}}\
         function pass(e){{e.stopImmediatePropagation()}}\
         function old(){{document.documentElement.dataset.old=''}}\
         addEventListener('error',function(e){{if(e.error instanceof WebAssembly.RuntimeError)broken()}})</script>\
         <script nomodule nonce=\"{nonce}\">old()</script>\
         <script type=\"module\" nonce=\"{nonce}\">\
         if(typeof WebAssembly!='object'||!WebAssembly.validate(new Uint8Array([{NEEDED}])))old();else import(\"{js}\").then(m=>m.default({{module_or_path:{wasm}}}).then(()=>m.{entry}())).catch(broken)\
         </script>",
        beside = module.beside,
        js = address("js").trim_matches('"'),
        wasm = address("wasm"),
        entry = module.entry,
    ));
}

/// A script that loads the desk's module and brings the islands to life, in the order in which they stand. They share
/// no context, so it need not tell one inside another from one beside it. Where the module does not come or does not
/// run, the page is as the server drew it, and works.
fn push_islands(out: &mut String, shell: &Shell) {
    let address =
        |name: &str| escape::json(&serde_json::to_string(shell.assets.url(name)).unwrap_or_default());
    out.push_str(&format!(
        "<script type=\"module\" nonce=\"{nonce}\">\
         import({js}).then(async m=>{{await m.default({{module_or_path:{wasm}}});m.start_desk();\
         for(const it of document.querySelectorAll('leptos-island'))m[it.dataset.component](it);\
         document.documentElement.dataset.hydrated=''}}).catch(console.warn)</script>",
        nonce = shell.nonce,
        js = address("desk.js"),
        wasm = address("desk.wasm"),
    ));
}
