//! Which tags and attributes EDGAR takes: HTML 3.2 with the few of 4.0 that filed exhibits are made of.

/// Tags that stand alone.
pub const VOID: [&str; 5] = ["br", "hr", "img", "meta", "isindex"];

/// Tags whose end may be left out.
pub const OPTIONAL: [&str; 11] =
    ["p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "colgroup"];

/// Tags that stand within a line.
pub const INLINE: [&str; 21] = [
    "a", "b", "big", "cite", "code", "dfn", "em", "font", "i", "kbd", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "tt", "u", "var",
];

const OTHER: [&str; 23] = [
    "html",
    "head",
    "body",
    "address",
    "blockquote",
    "caption",
    "center",
    "dir",
    "div",
    "dl",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "listing",
    "menu",
    "ol",
    "pre",
    "table",
    "title",
    "ul",
];

/// Tags that do something, load something or ask for something.
const ACTIVE: [&str; 33] = [
    "applet", "area", "audio", "base", "bgsound", "button", "canvas", "datalist", "dialog", "embed", "form",
    "frame", "frameset", "iframe", "ilayer", "input", "keygen", "layer", "map", "marquee", "math",
    "noframes", "noscript", "object", "option", "param", "script", "select", "source", "svg", "textarea",
    "track", "video",
];

/// What a tag is to EDGAR.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Known,
    Active,
    Style,
    Unknown,
}

pub fn kind(name: &str) -> Kind {
    if VOID.contains(&name) || OPTIONAL.contains(&name) || INLINE.contains(&name) || OTHER.contains(&name) {
        Kind::Known
    } else if ACTIVE.contains(&name) {
        Kind::Active
    } else if ["style", "link"].contains(&name) {
        Kind::Style
    } else {
        Kind::Unknown
    }
}

/// The named characters of HTML 4: those of Latin-1, and of what else reports are written with.
pub fn is_entity(name: &str) -> bool {
    const NAMES: &str = "quot amp lt gt nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg \
        macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave \
        Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde \
        Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc \
        atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute \
        ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml OElig oelig Scaron scaron Yuml \
        circ tilde ensp emsp thinsp zwnj zwj lrm rlm ndash mdash lsquo rsquo sbquo ldquo rdquo bdquo dagger Dagger \
        bull hellip permil lsaquo rsaquo euro trade prime Prime minus le ge ne asymp infin larr rarr fnof";
    NAMES.split_ascii_whitespace().any(|it| it == name)
}
