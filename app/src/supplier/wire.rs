//! What page and server tell each other, as JSON: the models say how they are written.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a model; none where the text is no such thing.
pub fn read<M: DeserializeOwned>(json: &str) -> Option<M> {
    serde_json::from_str(json).ok()
}

/// Writes a model.
pub fn write(model: &impl Serialize) -> String {
    serde_json::to_string(model).unwrap_or_default()
}
