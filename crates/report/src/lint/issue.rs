//! What can be wrong with an exhibit.

use domain::Texts;
use std::collections::BTreeMap;

macro_rules! issues {
    ($($why:ident: $($name:ident $key:literal),+;)+) => {
        /// A issue of a file that is meant for EDGAR.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Issue { $($($name,)+)+ }

        impl Issue {
            /// Every one.
            pub const ALL: &[Issue] = &[$($(Issue::$name,)+)+];

            /// The part of a text's key.
            pub fn key(self) -> &'static str { match self { $($(Issue::$name => $key,)+)+ } }

            /// The rule behind it, as a part of a text's key.
            pub fn why(self) -> &'static str { match self { $($(Issue::$name => stringify!($why),)+)+ } }
        }
    };
}

issues! {
    text: Empty "empty", NotText "not_text";
    name: FileName "file_name";
    envelope: NoType "no_type", NoText "no_text", NoEnd "no_end";
    characters: NonAscii "non_ascii", Control "control", UnknownEntity "unknown_entity", OpenEntity "open_entity",
        NoCharacter "no_character", StrayLess "stray_less";
    parts: NoHtml "no_html", NoTitle "no_title", NoBody "no_body", Twice "twice", AfterEnd "after_end";
    structure: OpenTag "open_tag", OpenComment "open_comment", Unclosed "unclosed", NeverOpened "never_opened",
        Crossed "crossed", Misplaced "misplaced", AttributeTwice "attribute_twice";
    tables: NestedTable "nested_table";
    tags: UnknownTag "unknown_tag", Instruction "instruction", StyleElement "style_element";
    active: ActiveTag "active_tag", EventAttribute "event_attribute", ActiveLink "active_link", Refresh "refresh";
    outside: LinkOutside "link_outside", ImageOutside "image_outside", StyleLoads "style_loads",
        Background "background";
    inside: LinkFile "link_file", LinkNowhere "link_nowhere", AnchorTwice "anchor_twice", LinkInLink "link_in_link",
        ImageType "image_type", ImageName "image_name";
    unfinished: Placeholder "placeholder";
    lines: LongLine "long_line", LongTableLine "long_table_line";
}

/// One issue at its first place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1.
    pub line: usize,
    /// From 1, in bytes: some programs write a whole report as one line.
    pub column: usize,
    pub issue: Issue,
    /// The tag, name or bytes that it is about.
    pub seen: String,
    /// How often the file has it.
    pub times: usize,
}

impl Problem {
    pub(crate) fn new(line: usize, column: usize, issue: Issue, seen: &str) -> Problem {
        Problem { line, column, issue, seen: seen.to_owned(), times: 1 }
    }

    /// What is wrong.
    pub fn what(&self, texts: &Texts) -> String {
        texts.fmt(&format!("report.lint.{}.what", self.issue.key()), &[("seen", &self.seen)])
    }

    /// The rule of EDGAR's behind it.
    pub fn why(&self, texts: &Texts) -> String {
        texts.get(&format!("report.lint.why.{}", self.issue.why())).to_owned()
    }

    /// How to put it right.
    pub fn todo(&self, texts: &Texts) -> String {
        texts.fmt(&format!("report.lint.{}.todo", self.issue.key()), &[("seen", &self.seen)])
    }
}

/// Collects issues and knows on which line a byte stands.
pub struct Found {
    lines: Vec<usize>,
    all: BTreeMap<(Issue, String), (usize, usize)>,
}

impl Found {
    pub fn new(bytes: &[u8]) -> Found {
        let breaks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        Found { lines: std::iter::once(0).chain(breaks).collect(), all: BTreeMap::new() }
    }

    pub fn add(&mut self, at: usize, issue: Issue, seen: &str) {
        let entry = self.all.entry((issue, seen.to_owned())).or_insert((at, 0));
        entry.0 = entry.0.min(at);
        entry.1 += 1;
    }

    pub fn sorted(self) -> Vec<Problem> {
        let mut all: Vec<_> = self.all.into_iter().collect();
        all.sort_by_key(|((issue, _), (at, _))| (*at, *issue));
        let place = |at: usize| {
            let line = self.lines.partition_point(|start| *start <= at);
            (line, at + 1 - self.lines[line - 1])
        };
        let told = |((issue, seen), (at, times))| {
            let (line, column) = place(at);
            Problem { line, column, issue, seen, times }
        };
        all.into_iter().map(told).collect()
    }
}
