//! Runs what signals wake up, and takes over a page.
//!
//! Leptos hands the futures of its effects to an executor. The usual one for browsers brings promises and 8 kB; all
//! that the form needs is this: a list of futures, and a microtask that polls the woken ones.

use super::dom;
use super::el::El;
use super::signals::Owner;
use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::task::{Context, Wake, Waker};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Element;

thread_local! {
    /// Futures by number; taken out while they are polled, and for good once they are done.
    static FUTURES: RefCell<Vec<Option<PinnedLocalFuture<()>>>> = const { RefCell::new(Vec::new()) };
    /// Numbers whose futures are done. A late waker of such a number polls its next future once too often, no harm.
    static FREE: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
    /// Numbers whose futures have been woken.
    static WOKEN: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
    static ASKED: Cell<bool> = const { Cell::new(false) };
    static POLL: Closure<dyn FnMut()> = Closure::new(poll);
}

struct Number(usize);

impl Wake for Number {
    fn wake(self: Arc<Self>) {
        WOKEN.with_borrow_mut(|woken| woken.push(self.0));
        if !ASKED.replace(true)
            && let Some(window) = web_sys::window()
        {
            POLL.with(|poll| window.queue_microtask(poll.as_ref().unchecked_ref()));
        }
    }
}

/// Polls what was woken; what that wakes in turn gets its turn before anything is painted, too.
fn poll() {
    ASKED.set(false);
    for number in WOKEN.take() {
        let future = FUTURES.with_borrow_mut(|all| all[number].take());
        if let Some(mut future) = future {
            let waker = Waker::from(Arc::new(Number(number)));
            if future.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
                FUTURES.with_borrow_mut(|all| all[number] = Some(future));
            } else {
                FREE.with_borrow_mut(|free| free.push(number));
            }
        }
    }
}

struct Microtasks;

impl CustomExecutor for Microtasks {
    fn spawn(&self, future: PinnedFuture<()>) {
        self.spawn_local(future);
    }

    fn spawn_local(&self, future: PinnedLocalFuture<()>) {
        let free = FREE.with_borrow_mut(Vec::pop);
        let number = FUTURES.with_borrow_mut(|all| {
            let number = free.unwrap_or(all.len());
            if number == all.len() {
                all.push(None);
            }
            all[number] = Some(future);
            number
        });
        Arc::new(Number(number)).wake();
    }

    fn poll_local(&self) {}
}

/// Takes over what the server wrote into an element, for as long as the page lives. `prepare` runs once and says how the
/// page is drawn. Where the page is not as the server wrote it, it is drawn anew in its place; what stood in its
/// controls is for the caller to bring back.
pub fn take_over<V: Fn() -> El>(root: &Element, prepare: impl FnOnce() -> V) {
    let _ = Executor::init_custom_executor(Microtasks);
    let owner = Owner::new();
    owner.with(|| {
        let view = prepare();
        let found = owner.with(Owner::new);
        found.with(|| {
            let view = view();
            if let Some(element) = dom::find(&view, root.first_element_child()) {
                dom::hydrate(view, &element);
            }
        });
        if dom::misfits() {
            found.cleanup();
            root.set_text_content(None);
            let _ = root.append_child(&dom::build(view()));
        }
        std::mem::forget(found);
    });
    std::mem::forget(owner);
}
