//! The way through a list, page by page.

use crate::desk::{routes, texts};
use crate::ui::{Link, Range};

/// Where a list goes on, and back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paging {
    /// Address of the page before, where there is one.
    pub previous: Option<String>,
    /// Address of the next page, where there is one.
    pub next: Option<String>,
}

impl Paging {
    /// The ways back and on, as a pager names them.
    pub fn named(self) -> [Option<Link>; 2] {
        let named = |href: Option<String>, key| Some(Link::new(href?, texts().get(key)));
        [named(self.previous, "desk.page.previous"), named(self.next, "desk.page.next")]
    }

    /// The way through a list by the number of its page, and which rows page `at` of `of` rows shows.
    pub fn numbered(base: &str, at: usize, rows: usize, of: usize) -> (Range, Paging) {
        let last = of.div_ceil(rows).max(1);
        let at = at.clamp(1, last);
        let page = |n: usize| {
            routes::with(base, &[("page", if n == 1 { String::new() } else { n.to_string() }.as_str())])
        };
        let range = Range {
            from: ((at - 1) * rows + 1).min(of) as u64,
            to: (at * rows).min(of) as u64,
            of: Some(of as u64),
        };
        (range, Paging { previous: (at > 1).then(|| page(at - 1)), next: (at < last).then(|| page(at + 1)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_numbered_from_the_first_to_the_last() {
        let (range, paging) = Paging::numbered("/x?q=a", 2, 20, 45);
        assert_eq!(range, Range { from: 21, to: 40, of: Some(45) });
        assert_eq!(paging.previous.as_deref(), Some("/x?q=a"), "the first page is the list itself");
        assert_eq!(paging.next.as_deref(), Some("/x?q=a&page=3"));
        let (range, paging) = Paging::numbered("/x", 9, 20, 45);
        assert_eq!((range.from, range.to, paging.next), (41, 45, None));
        let (range, paging) = Paging::numbered("/x", 1, 20, 0);
        assert_eq!((range.from, range.to, paging), (0, 0, Paging::default()));
    }
}
