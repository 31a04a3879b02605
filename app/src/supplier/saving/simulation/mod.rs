//! Windows, a server and a line between them that loses and delays, in one process: what was typed is never lost, and
//! never old.

mod model;
mod server;

use model::Model;
use proptest::prelude::*;

/// What one step of a run does.
#[derive(Clone, Debug)]
enum Step {
    Type {
        window: usize,
        path: u8,
    },
    Wait(u16),
    /// From now on, how the line carries what is sent.
    Line(Line),
    /// A window is closed by force, and another one opened.
    Crash(usize),
    /// The person comes back to a window.
    Poll(usize),
    /// The person settles what they are asked: their own text holds.
    Choose(usize),
}

/// How a line carries what is sent from now on.
#[derive(Clone, Copy, Debug)]
enum Line {
    /// So many milliseconds each way.
    Good(u16),
    /// Nothing arrives.
    Down,
    /// What is sent arrives, and the answer is lost.
    Deaf,
}

/// What may happen to two windows. Where they die, each has places of its own: of two texts for one place, one of them
/// typed into a window that holds the other one's copy, this device keeps the younger alone.
fn acts(deaths: bool) -> impl Strategy<Value = Vec<Step>> {
    let line = prop_oneof![(0_u16..2_000).prop_map(Line::Good), Just(Line::Down), Just(Line::Deaf)];
    let place = move |(window, path): (usize, u8)| {
        let path = if deaths { path + 3 * window as u8 } else { path };
        Step::Type { window, path }
    };
    let act = prop_oneof![
        6 => (0_usize..2, 0_u8..3).prop_map(place),
        5 => (0_u16..1_500).prop_map(Step::Wait),
        1 => (2_000_u16..40_000).prop_map(Step::Wait),
        2 => line.prop_map(Step::Line),
        1 => (0_usize..2).prop_map(move |i| if deaths { Step::Crash(i) } else { Step::Poll(i) }),
        1 => (0_usize..2).prop_map(Step::Poll),
        2 => (0_usize..2).prop_map(Step::Choose),
    ];
    proptest::collection::vec(act, 1..60)
}

fn run(acts: Vec<Step>) {
    let mut model = Model::new(2, Line::Good(40));
    acts.into_iter().for_each(|act| model.act(act));
    model.end();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Losses, delays, and two windows that type into the same places.
    #[test]
    fn nothing_typed_in_two_windows_is_lost(acts in acts(false)) {
        run(acts);
    }

    /// Losses, delays, and windows that die at any moment.
    #[test]
    fn nothing_typed_dies_with_its_window(acts in acts(true)) {
        run(acts);
    }

    /// However long somebody types on: with half a second for the way there and back, nothing on the server is older than
    /// two seconds, and nothing on the device than 300 milliseconds.
    #[test]
    fn nothing_typed_grows_old(pauses in proptest::collection::vec(5_u16..900, 1..200), way in 0_u16..250) {
        let mut model = Model::new(1, Line::Good(way));
        for pause in pauses {
            model.act(Step::Type { window: 0, path: 0 });
            model.act(Step::Wait(pause));
            let window = &model.windows[0];
            let typed = &window.typed["f:0"];
            let old = typed.iter().rfind(|(at, _)| model.now - at >= 2_000.0);
            let arrived = typed.iter().rfind(|(_, number)| model.server.had("f:0", *number));
            prop_assert!(old.is_none_or(|(_, number)| arrived.is_some_and(|(_, new)| new >= number)));
        }
    }
}
