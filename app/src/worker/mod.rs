//! Reading workbooks off the main thread. The page hands over the file, its draft and its texts; what comes back is
//! ready to be shown and to be filled in, so that the page's own module stays small.

pub mod compare;
#[cfg(feature = "worker")]
mod read;
pub mod say;

#[cfg(feature = "worker")]
pub use read::read;
