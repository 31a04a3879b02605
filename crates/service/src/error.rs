//! Why a use case could not be done, for whoever has to tell the person.

use crate::ports::{Source, StoreError};
use domain::Report;

/// A problem with one field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The form field's name.
    pub field: String,
    /// Key of the text that says what is wrong and what to do (`problem.<…>`).
    pub text: String,
    /// Values for the text.
    pub args: Vec<(String, String)>,
}

impl FieldProblem {
    /// A problem without values.
    pub fn new(field: &str, text: &str) -> FieldProblem {
        FieldProblem { field: field.to_owned(), text: text.to_owned(), args: Vec::new() }
    }

    /// A problem with one value.
    pub fn with(field: &str, text: &str, name: &str, value: &str) -> FieldProblem {
        let args = vec![(name.to_owned(), value.to_owned())];
        FieldProblem { args, ..FieldProblem::new(field, text) }
    }
}

/// Why it could not be done.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// There is no such thing, or not for this person; the two look alike on purpose.
    #[error("not found")]
    NotFound,
    /// Known, but not allowed.
    #[error("not allowed")]
    Forbidden,
    /// Known and allowed by the role, but of the whole company, where the member works on a part of it.
    #[error("not a matter of the member's scope")]
    OutOfScope,
    /// Nobody is signed in, or the session is over.
    #[error("not signed in")]
    Unauthenticated,
    /// The password was given, and the code of the second factor is still to come.
    #[error("signed in but for the code of the second factor")]
    CodeAwaited,
    /// Signed in, but the company demands a second factor and the member has none.
    #[error("a second factor is demanded")]
    SecondFactorDemanded,
    /// Somebody else changed it in the meantime.
    #[error("changed by somebody else in the meantime")]
    Conflict,
    /// The act is not possible in the present state.
    #[error("not possible now: {0}")]
    NotNow(&'static str),
    /// Something in a form is wrong.
    #[error("invalid input")]
    Invalid(Vec<FieldProblem>),
    /// The rules forbid the submission.
    #[error("the declaration has findings that block it")]
    Rejected(Box<Report>),
    /// So many questions of the team were neither answered nor replied to.
    #[error("questions without an answer: {0}")]
    Unanswered(usize),
    /// Too many tries.
    #[error("too many tries")]
    Throttled,
    /// The database or another part is away; nothing was changed.
    #[error("unavailable: {0}")]
    Unavailable(#[source] Source),
    /// A fault of ours.
    #[error("fault: {0}")]
    Internal(#[source] Source),
}

impl ServiceError {
    /// One field is wrong.
    pub fn field(field: &str, text: &str) -> ServiceError {
        ServiceError::Invalid(vec![FieldProblem::new(field, text)])
    }
}

impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => ServiceError::NotFound,
            StoreError::Conflict => ServiceError::Conflict,
            StoreError::NotWritable => ServiceError::NotNow("not_writable"),
            StoreError::Duplicate("supplier.reference") => {
                ServiceError::field("reference", "problem.reference_taken")
            }
            StoreError::Duplicate("member.email") => ServiceError::field("email", "problem.email_taken"),
            StoreError::Duplicate(_) => ServiceError::Conflict,
            StoreError::Unavailable(why) => ServiceError::Unavailable(why),
            StoreError::Fault(why) => ServiceError::Internal(why),
        }
    }
}
