//! Which bodies are on their way in, of whom, and how much is held of them.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Waker;

/// Unfinished bodies of one client.
const OF_CLIENT: usize = 64;
/// Bytes of a body that are not counted: a small form is never too much.
pub const FREE: usize = 16 << 10;
/// Bytes held of all bodies together, each until its request is answered.
const HELD: usize = 64 << 20;

/// A body that is not whole: how much of it is held, and who reads it.
#[derive(Default)]
pub struct Unfinished {
    /// Bytes held.
    pub held: usize,
    /// Who reads it.
    pub reader: Option<Waker>,
}

/// The unfinished bodies of each client, oldest first.
#[derive(Default)]
pub struct Clients {
    lines: HashMap<String, BTreeMap<u64, Unfinished>>,
    next: u64,
    /// What is held of these and of those that are whole.
    pub held: usize,
}

impl Clients {
    /// An unfinished body.
    pub fn get(&mut self, client: &str, number: u64) -> Option<&mut Unfinished> {
        self.lines.get_mut(client)?.get_mut(&number)
    }

    /// Takes a body out: it is whole, or over.
    pub fn remove(&mut self, client: &str, number: u64) -> Option<Unfinished> {
        let line = self.lines.get_mut(client)?;
        let gone = line.remove(&number);
        if line.is_empty() {
            self.lines.remove(client);
        }
        gone
    }

    /// Another body of a client begins; its number.
    pub fn begin(&mut self, client: &str) -> u64 {
        let number = self.next;
        self.next += 1;
        let line = self.lines.entry(client.to_owned()).or_default();
        line.insert(number, Unfinished::default());
        if line.len() > OF_CLIENT {
            self.give_up(client, 0);
        }
        number
    }

    /// The oldest of a client's bodies of which at least so much is held is not waited for any longer.
    fn give_up(&mut self, client: &str, least: usize) {
        let oldest = self.lines.get(client).and_then(|line| line.iter().find(|(_, it)| it.held >= least));
        let Some(gone) = oldest.map(|it| *it.0).and_then(|number| self.remove(client, number)) else {
            return;
        };
        self.held -= gone.held;
        gone.reader.inspect(Waker::wake_by_ref);
    }

    /// Holds so much more of a body, and gives up others where that is too much.
    pub fn hold(&mut self, client: &str, number: u64, bytes: usize) {
        let Some(it) = self.get(client, number) else { return };
        it.held += bytes;
        self.held += bytes;
        while self.held > HELD {
            let held = |line: &BTreeMap<u64, Unfinished>| line.values().map(|it| it.held).sum::<usize>();
            let most = self.lines.iter().map(|(client, line)| (held(line), client)).max();
            // What is whole is worked on, and is soon gone.
            let Some((1.., client)) = most else { return };
            self.give_up(&client.clone(), 1);
        }
    }
}

/// All bodies that are held.
#[derive(Default)]
pub struct Bodies(Mutex<Clients>);

impl Bodies {
    /// Looks at all of them; nobody else does meanwhile.
    pub fn lock(&self) -> MutexGuard<'_, Clients> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f_d5_too_much_is_taken_from_whoever_has_most_the_oldest_first() {
        let mut clients = Clients::default();
        let small = clients.begin("a");
        clients.hold("a", small, HELD / 4);
        let large: Vec<u64> = (0..3).map(|_| clients.begin("b")).collect();
        for number in &large {
            clients.hold("b", *number, HELD / 4);
        }
        assert_eq!(clients.held, HELD);
        clients.hold("a", small, 1);
        assert!(clients.get("b", large[0]).is_none(), "the oldest of the one who has most");
        assert!(clients.get("b", large[1]).is_some() && clients.get("a", small).is_some());
        assert_eq!(clients.held, HELD / 4 * 3 + 1);
        // What is whole is not given up, whatever is held of it.
        let whole = clients.remove("b", large[1]).unwrap();
        assert_eq!(whole.held, HELD / 4);
        clients.hold("a", small, HELD);
        assert!(clients.get("b", large[2]).is_none() || clients.get("a", small).is_none());
        assert!(clients.held <= HELD);
    }
}
