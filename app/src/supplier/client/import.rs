//! A workbook dropped on the form: read in a worker, shown, and filled in on the person's word. The file stays on this
//! device. Neither the worker nor its module is loaded before there is a file.

use super::notice::say;
use super::{controls, dom, edit, focus, saver};
use crate::kit::el::{El, Node, el};
use crate::supplier::answer::plain_table;
use crate::supplier::form::{Form, Say};
use crate::supplier::model::Step;
use crate::supplier::saving::Event as Saving;
use crate::supplier::wire;
use crate::workbook::{Page, Read};
use domain::Change;
use gloo::events::EventListener;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DragEvent, Element, Event, File, HtmlElement, HtmlInputElement, MessageEvent, Worker};
use web_sys::{WorkerOptions, WorkerType};

#[derive(Default)]
enum State {
    #[default]
    Idle,
    Reading(String, u32, u32),
    Failed(String, String),
    /// What is shown. What fills it in stays with the worker until it is wanted: with thousands of rows it is long.
    Read(Read),
    /// It was filled in; what became of its answers can still be read.
    Filled(Read),
}

thread_local! {
    static STATE: RefCell<State> = const { RefCell::new(State::Idle) };
    /// The worker, which stays for the next file.
    static WORKER: RefCell<Option<(Worker, [EventListener; 2])>> = const { RefCell::new(None) };
}

fn set(form: Form, state: State) {
    STATE.replace(state);
    form.file().tell();
}

/// The place to drop a workbook, and what became of one.
pub fn import_view(form: Form, step: Step) -> Vec<Node> {
    form.file().track();
    STATE.with_borrow(|state| match state {
        State::Idle if step == Step::default() || step.table().is_some() => {
            vec![drop_zone(form).into()]
        }
        State::Idle => Vec::new(),
        State::Reading(stage, done, total) => {
            let bar = el("progress").a("max", total.to_string()).a("value", done.to_string());
            vec![
                el("div;class=drop;role=status")
                    .with(stage.clone())
                    .with(bar.a("aria-label", stage.clone()))
                    .into(),
            ]
        }
        State::Failed(what, todo) => {
            let text = el("p").with(what.clone()).with(" ").with(todo.clone());
            vec![el("div;class=notice bad;role=alert").with(text).into(), drop_zone(form).into()]
        }
        State::Read(read) => vec![shown(form, read).into()],
        State::Filled(read) => vec![report(form, read).into()],
    })
}

fn drop_zone(form: Form) -> El {
    let input = el("input;type=file;id=file;accept=.xlsx,.xlsm;aria-describedby=file-hint");
    el("div;class=drop")
        .with(el("label;for=file").say(form, "drop.title"))
        .with(input)
        .with(el("p;class=help;id=file-hint").say(form, "drop.hint"))
}

fn shown(form: Form, read: &Read) -> El {
    let act = |class: &'static str, act: &'static str, key: &str| {
        el("button").a("class", class).a("type", "button").a("data-act", act).say(form, key)
    };
    let parts = read.sections.iter().map(|part| {
        let heads = ["drop.place", "drop.old", "drop.new"].map(|key| form.t(key)).to_vec();
        let lines = part.lines.iter().map(|line| line.to_vec()).collect();
        let more = (part.more > 0)
            .then(|| el("p;class=quiet").with(form.tf("answer.more", &[("n", &part.more.to_string())])));
        el("details;class=compare")
            .with(el("summary").with(el("b").with(part.title.clone())).with(" · ").with(part.summary.clone()))
            .with(plain_table(heads, lines))
            .all(more)
    });
    let lead = match read.sections.is_empty() {
        true if read.empty => "drop.empty",
        true => "drop.nothing",
        false => "drop.changes",
    };
    el("section;class=panel read;aria-labelledby=read-title")
        .with(el("h2;id=read-title;tabindex=-1").with(read.title.clone()))
        .with(el("p").say(form, lead))
        .all(parts)
        .all(notes(form, read))
        .with(
            el("div;class=acts")
                .all((!read.sections.is_empty()).then(|| act("button primary", "fill", "drop.fill")))
                .with(act("button", "cancel", "drop.cancel")),
        )
}

/// What else to know about the file, and what became of the answers of an older one.
fn notes(form: Form, read: &Read) -> Option<El> {
    let list = |lines: &[String]| el("ul").all(lines.iter().map(|line| el("li").with(line.clone())));
    let all = read.notices.len() + read.groups.len();
    let groups =
        read.groups.iter().flat_map(|group| [el("h3").with(group.title.clone()), list(&group.lines)]);
    (all > 0).then(|| {
        el("details")
            .flag("open", all < 6 && read.groups.is_empty())
            .with(el("summary").with(el("b").say(form, "drop.notices")))
            .with(list(&read.notices))
            .all(groups)
    })
}

/// What remains to be read once the workbook was filled in.
fn report(form: Form, read: &Read) -> El {
    el("section;class=panel read;aria-labelledby=read-title")
        .with(el("h2;id=read-title;tabindex=-1").say(form, "drop.report"))
        .all(notes(form, read))
        .with(
            el("div;class=acts")
                .with(el("button;class=button;type=button;data-act=cancel").say(form, "drop.close")),
        )
}

/// Says that a file may be dropped anywhere on the form.
pub fn on_drag(_: Form, event: &Event, _: &Element) {
    event.prevent_default();
}

/// A file was dropped.
pub fn on_drop(form: Form, event: &Event, _: &Element) {
    event.prevent_default();
    let files = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer).and_then(|d| d.files());
    if let Some(file) = files.and_then(|f| f.get(0)) {
        read(form, &file);
    }
}

/// A file was chosen.
pub fn on_file(form: Form, input: &Element) {
    if let Some(file) =
        input.dyn_ref::<HtmlInputElement>().and_then(HtmlInputElement::files).and_then(|f| f.get(0))
    {
        read(form, &file);
    }
}

fn read(form: Form, file: &File) {
    set(form, State::Reading(form.t("drop.loading"), 0, 100));
    let page = page(form);
    let then = wasm_bindgen::closure::Closure::once(move |bytes: JsValue| start(form, &page, &bytes));
    let _ = file.array_buffer().then(&then);
    then.forget();
}

/// What the worker needs to know of the page: its draft and its texts.
fn page(form: Form) -> String {
    let texts = dom::by_id("texts").and_then(|e| e.text_content()).unwrap_or_default();
    let texts = wire::read(&texts).unwrap_or_default();
    form.with(|d| {
        wire::write(&Page {
            language: d.texts.language().to_owned(),
            version: d.template.name(),
            texts,
            entries: d.draft.entries(),
        })
    })
}

fn start(form: Form, page: &str, bytes: &JsValue) {
    let Some(app) = dom::by_id("app").and_then(|e| e.dyn_into::<HtmlElement>().ok()) else { return };
    let address = |name: &str| app.dataset().get(name).unwrap_or_default();
    let message = js_sys::Array::of4(&address("js").into(), &address("wasm").into(), &page.into(), bytes);
    let kept = WORKER.take().or_else(|| {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&address("boot"), &options).ok()?;
        let heard = EventListener::new(&worker, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                hear(form, &event.data());
            }
        });
        let broken = EventListener::new(&worker, "error", move |_| failed(form));
        Some((worker, [heard, broken]))
    });
    let Some(kept) = kept else { return failed(form) };
    let _ = kept.0.post_message(&message);
    WORKER.replace(Some(kept));
}

fn failed(form: Form) {
    // Whatever it is at, the next file gets another worker.
    WORKER.take();
    set(form, State::Failed(form.t("drop.failed"), String::new()));
}

fn hear(form: Form, data: &JsValue) {
    let get = |name: &str| js_sys::Reflect::get(data, &name.into()).unwrap_or(JsValue::UNDEFINED);
    if let Some(stage) = get("stage").as_string() {
        let number = |name: &str| get(name).as_f64().unwrap_or(0.0) as u32;
        set(form, State::Reading(stage, number("done"), number("total")));
        return;
    }
    if let Some(changes) = get("changes").as_string() {
        return fill(form, &changes);
    }
    match get("result").as_string().and_then(|text| wire::read::<Read>(&text)) {
        None => failed(form),
        Some(read) => {
            let state = match read.error.as_slice() {
                [what, todo] => State::Failed(what.clone(), todo.clone()),
                _ => State::Read(read),
            };
            set(form, state);
        }
    }
    // Who went on meanwhile stays there; and it is drawn before it is gone to, so that the page never stands still.
    focus::focus_later("read-title".to_owned());
}

/// Fills in what was read, or puts it away.
pub fn act(form: Form, act: &str) {
    if act != "fill" {
        return set(form, State::Idle);
    }
    let Some(kept) = WORKER.take() else { return failed(form) };
    let _ = kept.0.post_message(&act.into());
    WORKER.replace(Some(kept));
}

fn fill(form: Form, changes: &str) {
    // Pressed twice, it is filled in once; and not where another file is being read by now.
    if !STATE.with_borrow(|state| matches!(state, State::Read(_))) {
        return;
    }
    let State::Read(read) = STATE.take() else { return };
    let told = !read.notices.is_empty() || !read.groups.is_empty();
    set(form, if told { State::Filled(read) } else { State::Idle });
    let Some(changes) = wire::read::<Vec<Change>>(changes) else { return };
    form.change(|d| d.draft.apply(&changes));
    saver::typed(form, changes.into_iter().map(|c| c.path).collect());
    form.rows().tell();
    form.refresh().tell();
    form.check();
    controls::sync(form);
    edit::complete(form, None);
    say(form, form.t("answer.notice.filled"), None);
    saver::tell(form, Saving::Save);
}
