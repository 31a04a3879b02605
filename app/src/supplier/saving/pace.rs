//! How soon what is typed is put where it is safe: pure, so that it is tested without a browser.

/// How long nothing must be typed before it is saved.
const PAUSE: u32 = 600;
/// How long what was typed waits at most before it is sent, however long somebody goes on typing: with half a second for
/// the way it is on the server within two.
const MOST: u32 = 1_500;
/// How long this device waits with its copy. It does not begin anew with each key.
pub const COPY: u32 = 150;

/// How many milliseconds to wait with a save, now that a key was pressed: `since` is how long the oldest of what is
/// unsaved has been waiting.
pub fn save_in(since: f64) -> u32 {
    // A clock that was set back or far ahead makes nothing wait for ever.
    let waited = if (0.0..f64::from(MOST)).contains(&since) { since as u32 } else { MOST };
    PAUSE.min(MOST - waited)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SUP-M14: whoever types without a pause is saved all the same.
    #[test]
    fn sup_m14_a_save_waits_for_a_pause_and_two_seconds_at_most() {
        assert_eq!(save_in(0.0), 600);
        for between in [10.0, 120.0, 599.0] {
            let (mut now, mut due) = (0.0, f64::from(save_in(0.0)));
            // Keys at an even pace, until a save came between two of them.
            while now + between < due {
                now += between;
                due = now + f64::from(save_in(now));
            }
            assert!(due <= 1_500.0, "{between}: {due}");
        }
        assert_eq!((save_in(-5_000.0), save_in(1e12), save_in(f64::NAN)), (0, 0, 0));
        const { assert!(COPY < 300) };
    }
}
