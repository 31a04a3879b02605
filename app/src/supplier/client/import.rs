//! A workbook dropped on the form: read in a worker, shown, and filled in on the person's word. The file stays on this
//! device. Neither this nor the worker is loaded before there is a file.

use super::check::check;
use super::notice::say;
use super::{controls, dom, edit, focus, state, unsaved};
use crate::supplier::form::Form;
use crate::supplier::wire;
use domain::Change;
use gloo::events::EventListener;
use leptos::prelude::*;
use reader::model::{Page, Read};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, HtmlElement, MessageEvent, Worker};
use web_sys::{WorkerOptions, WorkerType};

/// Where the reading of a workbook is.
#[derive(Default)]
pub enum State {
    #[default]
    Idle,
    Reading(String, u32, u32),
    Failed(String, String),
    /// What is shown. What fills it in stays with the worker until it is wanted: with thousands of rows it is long.
    Read(Read),
    /// It was filled in; what became of its answers can still be read.
    Filled(Read),
}

#[derive(Default)]
struct Import {
    state: State,
    /// The worker, which stays for the next file.
    worker: Option<(Worker, [EventListener; 2])>,
}

fn import<T>(form: Form, use_it: impl FnOnce(&mut Import) -> T) -> T {
    state::with(form, use_it)
}

/// Looks at where it is.
pub fn look<T>(form: Form, look: impl FnOnce(&State) -> T) -> T {
    import(form, |s| look(&s.state))
}

fn set(form: Form, state: State) {
    import(form, |s| s.state = state);
    form.file().notify();
}

/// Has a file read.
pub fn read(form: Form, file: &File) {
    set(form, State::Reading(form.t("drop.loading"), 0, 100));
    let page = page(form);
    let then = wasm_bindgen::closure::Closure::once(move |bytes: JsValue| start(form, &page, &bytes));
    let _ = file.array_buffer().then(&then);
    then.forget();
}

/// What the worker needs to know of the page: its draft and its texts. Those about files it fetches by their address.
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
    let [js, wasm, texts] = ["js", "wasm", "texts"].map(|name| JsValue::from(address(name)));
    let message = js_sys::Array::of5(&js, &wasm, &texts, &page.into(), bytes);
    let kept = import(form, |s| s.worker.take()).or_else(|| {
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
    import(form, |s| s.worker = Some(kept));
}

fn failed(form: Form) {
    // Whatever it is at, the next file gets another worker.
    import(form, |s| s.worker = None);
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
        return fill_in(form, &changes);
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

/// Puts away what was read.
pub fn cancel(form: Form) {
    set(form, State::Idle);
}

/// Asks the worker for what fills in the workbook.
pub fn fill(form: Form) {
    let asked = import(form, |s| s.worker.as_ref().map(|(worker, _)| worker.post_message(&"fill".into())));
    if asked.is_none() {
        failed(form);
    }
}

fn fill_in(form: Form, changes: &str) {
    // Pressed twice, it is filled in once; and not where another file is being read by now.
    let read = import(form, |s| match std::mem::take(&mut s.state) {
        State::Read(read) => Some(read),
        other => {
            s.state = other;
            None
        }
    });
    let Some(read) = read else { return };
    let told = !read.notices.is_empty() || !read.groups.is_empty();
    set(form, if told { State::Filled(read) } else { State::Idle });
    let Some(changes) = wire::read::<Vec<Change>>(changes) else { return };
    form.change(|d| d.draft.apply(&changes));
    unsaved::typed(form, changes.into_iter().map(|c| c.path).collect());
    form.rows().notify();
    form.refresh().update(|n| *n += 1);
    check(form);
    controls::sync(form);
    edit::complete(form, None);
    say(form, form.t("answer.notice.filled"), None);
    unsaved::save(form);
}
