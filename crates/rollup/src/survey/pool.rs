//! Texts of very many rows, each kept once.

use std::collections::HashMap;
use std::sync::Arc;

/// A text of a [`Pool`]. Two are the same text exactly if they are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(u32);

impl Text {
    /// Its place in the pool, for tables beside it.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    pub fn is_blank(self) -> bool {
        self.0 == 0
    }
}

/// The texts. The blank one is always the first.
#[derive(Clone, Debug)]
pub struct Pool {
    texts: Vec<Arc<str>>,
    places: HashMap<Arc<str>, u32>,
}

impl Default for Pool {
    fn default() -> Pool {
        let mut pool = Pool { texts: Vec::new(), places: HashMap::new() };
        pool.add("");
        pool
    }
}

impl Pool {
    /// Keeps a text as people mean it: without the space around it.
    pub fn add(&mut self, text: &str) -> Text {
        let text = domain::answer::clean(text);
        if let Some(at) = self.places.get(text) {
            return Text(*at);
        }
        let at = self.texts.len() as u32;
        let kept: Arc<str> = text.into();
        self.texts.push(kept.clone());
        self.places.insert(kept, at);
        Text(at)
    }

    pub fn get(&self, text: Text) -> &str {
        &self.texts[text.index()]
    }

    /// Every text, in the order in which they came.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|text| &**text)
    }
}
