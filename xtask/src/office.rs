//! LibreOffice, which recalculates the workbooks that tests fill, and opens the reports that they write.

use crate::run::{Result, apt_install, in_ci, may_install, on_path};

/// Whether `soffice` is there; installed where that is allowed, demanded in CI.
pub fn present() -> Result<bool> {
    if on_path("soffice").is_some() {
        return Ok(true);
    }
    if may_install() {
        apt_install(&["libreoffice-calc-nogui", "libreoffice-writer-nogui"])?;
        return Ok(true);
    }
    if in_ci() {
        return Err("LibreOffice is needed here: install the packages libreoffice-calc-nogui and libreoffice-writer-nogui".into());
    }
    Ok(false)
}
