//! Finds the Chromium that the journeys are walked in.

use crate::run::{Result, apt_install, in_ci, may_install, on_path};
use std::path::PathBuf;

/// The browser; none where there is none and nobody demands it.
pub fn chromium() -> Result<Option<PathBuf>> {
    match find() {
        Some(path) => Ok(Some(path)),
        None if may_install() => {
            apt_install(&["chromium"])?;
            Ok(Some(find().ok_or("apt-get installed chromium, but it is nowhere to be found")?))
        }
        None if in_ci() => {
            Err("Chromium is needed here: install it, or name it in TOUCHSTONE_CHROMIUM".into())
        }
        None => Ok(None),
    }
}

/// The driver of WebKit, in which one journey is walked; none where there is none and nobody demands it.
pub fn webkit() -> Result<Option<PathBuf>> {
    match find_webkit() {
        Some(path) => Ok(Some(path)),
        None if may_install() => {
            apt_install(&["webkit2gtk-driver", "xvfb", "xauth"])?;
            Ok(Some(find_webkit().ok_or("apt-get installed webkit2gtk-driver and xvfb, but they are nowhere to be found")?))
        }
        None if in_ci() => {
            Err("WebKit is needed here: install webkit2gtk-driver and xvfb, or name the driver in TOUCHSTONE_WEBKIT_DRIVER"
                .into())
        }
        None => Ok(None),
    }
}

/// The driver, if there is a screen for the browser, or a program that makes one.
fn find_webkit() -> Option<PathBuf> {
    let screen = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if !screen && (on_path("xvfb-run").is_none() || on_path("xauth").is_none()) {
        return None;
    }
    let named = std::env::var_os("TOUCHSTONE_WEBKIT_DRIVER").map(PathBuf::from);
    named.or_else(|| on_path("WebKitWebDriver"))
}

fn find() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("TOUCHSTONE_CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
        .iter()
        .find_map(|name| on_path(name))
}
