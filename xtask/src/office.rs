//! LibreOffice, which recalculates the workbooks that tests fill, and opens the reports that they write.

use crate::run::{Result, apt_install, in_ci, may_install, on_path};

/// The packages, each with the library that shows that it is there: a LibreOffice of one part has `soffice` too.
const PARTS: [(&str, &str); 2] =
    [("libreoffice-calc-nogui", "libsclo.so"), ("libreoffice-writer-nogui", "libswlo.so")];

/// Whether all that tests need is there; installed where that is allowed, demanded in CI.
pub fn present() -> Result<bool> {
    let missing = missing();
    if missing.is_empty() {
        return Ok(true);
    }
    if may_install() {
        apt_install(&missing)?;
        return Ok(true);
    }
    let named = missing.join(" and ");
    if in_ci() {
        return Err(format!("LibreOffice is needed here: install {named}").into());
    }
    println!("SKIPPED: what LibreOffice recalculates and opens; not installed: {named}");
    Ok(false)
}

/// Whether workbooks can be recalculated.
pub fn recalculates() -> bool {
    !missing().contains(&PARTS[0].0)
}

/// The packages that are not installed.
fn missing() -> Vec<&'static str> {
    // `soffice` is a link or a script: the libraries lie beside what it leads to, or where Debian puts them.
    let program = on_path("soffice").and_then(|it| it.canonicalize().ok());
    let folders =
        [program.as_deref().and_then(|it| it.parent()), Some("/usr/lib/libreoffice/program".as_ref())];
    let has = |library: &str| folders.iter().flatten().any(|folder| folder.join(library).is_file());
    let lacks = |(_, library): &&(&str, &str)| program.is_none() || !has(library);
    PARTS.iter().filter(lacks).map(|(package, _)| *package).collect()
}
