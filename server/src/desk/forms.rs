//! Forms as they arrive, and what is wrong with them as the page says it.

use crate::http_error::HttpError;
use app::desk::BoundForm;
use app::ui::FormError;
use axum::extract::{FromRequest, Multipart, Request};
use domain::{Day, Texts, answer};
use service::{FieldProblem, ServiceError};
use std::collections::BTreeMap;

/// A form as it was sent: names and values, in order, names possibly more than once.
#[derive(Debug, Default)]
pub struct FormData(Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for FormData {
    type Rejection = HttpError;

    async fn from_request(request: Request, state: &S) -> Result<FormData, HttpError> {
        let form = axum::Form::<Vec<(String, String)>>::from_request(request, state).await;
        // The status stays (413 for too large, 415 for no form): the page that says so is drawn elsewhere.
        let axum::Form(fields) = form.map_err(|e| HttpError::of(e.status()))?;
        Ok(FormData(fields))
    }
}

impl From<Vec<(String, String)>> for FormData {
    fn from(pairs: Vec<(String, String)>) -> FormData {
        FormData(pairs)
    }
}

impl FormData {
    /// A value without space around it; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// A value exactly as sent.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// Whether the form had a control of this name.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    /// All values of a name.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(n, _)| n == name).map(|(_, v)| v.clone()).collect()
    }

    /// Names that begin so, without the beginning, with their values.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().filter_map(move |(n, v)| Some((n.strip_prefix(prefix)?, v.as_str())))
    }

    /// All fields, in order.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// A whole number; `None` where there is none.
    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.get(name).parse().ok()
    }

    /// A day, however people write it; `None` where nothing there means one.
    pub fn day(&self, name: &str) -> Option<Day> {
        answer::parse_date(self.get(name))
    }

    /// Everything that may be shown again: no passwords.
    pub fn unsecret(&self) -> impl Iterator<Item = (&str, &str)> {
        let shown = self.0.iter().filter(|(n, _)| !n.contains("password") && n != "again");
        shown.map(|(n, v)| (n.as_str(), v.as_str()))
    }

    /// The form to show again with what is wrong.
    pub fn again(&self, texts: &Texts, problems: &[FieldProblem]) -> BoundForm {
        let values: BTreeMap<String, String> =
            self.unsecret().map(|(n, v)| (n.to_owned(), v.replace("\r\n", "\n"))).collect();
        let errors = problems.iter().map(|p| FormError::new(&p.field, say(texts, p))).collect();
        BoundForm { values, errors }
    }
}

/// A problem as a sentence.
pub fn say(texts: &Texts, problem: &FieldProblem) -> String {
    let args: Vec<(&str, &str)> = problem.args.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    texts.fmt(&problem.text, &args)
}

/// The problems of a form, or the failure that it was.
pub fn problems(error: ServiceError) -> Result<Vec<FieldProblem>, ServiceError> {
    match error {
        ServiceError::Invalid(problems) => Ok(problems),
        other => Err(other),
    }
}

/// An upload: the file's name and bytes, and the form around it.
pub struct Uploaded {
    /// Its name, as the browser says.
    pub name: String,
    pub bytes: Vec<u8>,
    /// The other fields.
    pub fields: FormData,
}

/// Reads an upload. The route limits its size.
pub async fn upload(parts: Multipart) -> Result<Uploaded, HttpError> {
    let sent = crate::upload::read(parts).await?;
    Ok(Uploaded { name: sent.name, bytes: sent.bytes, fields: FormData(sent.fields) })
}
