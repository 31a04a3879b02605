//! The log: one event per line on standard error, as text or as JSON.

use crate::config::LogFormat;
use tracing_subscriber::EnvFilter;

/// Begins logging. A filter that cannot be read is an error, not silence.
pub fn begin(format: LogFormat, filter: &str) -> Result<(), String> {
    let filter =
        EnvFilter::try_new(filter).map_err(|e| format!("the log filter `{filter}` is wrong: {e}"))?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let begun = match format {
        LogFormat::Json => log.json().flatten_event(true).with_current_span(true).try_init(),
        LogFormat::Text => {
            let colours = std::io::IsTerminal::is_terminal(&std::io::stderr());
            log.with_ansi(colours).try_init()
        }
    };
    begun.map_err(|e| e.to_string())?;
    // A panic's own message may quote what somebody typed, so only its place is logged.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "?".to_owned(), ToString::to_string);
        tracing::error!(place, "panic");
    }));
    Ok(())
}
