//! Why the program could not do what it was started for.

use std::error::Error;

/// An error of any part, which keeps what caused it; or a sentence of ours.
pub type Failure = Box<dyn Error + Send + Sync>;

/// An error in words, with what caused it. Most say their cause themselves: it is not said again.
pub fn told(error: &(dyn Error + 'static)) -> String {
    let mut said = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let cause_said = cause.to_string();
        if !said.contains(&cause_said) {
            said = format!("{said}: {cause_said}");
        }
        next = cause.source();
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use service::ports::during;

    #[derive(Debug, thiserror::Error)]
    #[error("the database cannot be opened")]
    struct Silent(#[source] Failure);

    #[test]
    fn each_cause_is_said_once() {
        let disk = || std::io::Error::other("the disk is full");
        let nested = Silent(during("writing the log", disk()));
        assert_eq!(told(&nested), "the database cannot be opened: writing the log: the disk is full");
        assert_eq!(told(during("writing the log", disk()).as_ref()), "writing the log: the disk is full");
    }
}
