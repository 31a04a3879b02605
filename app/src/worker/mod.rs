//! Reading workbooks off the main thread.
