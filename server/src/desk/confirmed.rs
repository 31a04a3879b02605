//! What cannot easily be taken back asks for the password again, if it was not given in the last minutes: whoever finds a
//! screen unlocked does not become administrator. What was sent waits on the page meanwhile.

use super::forms::{FormData, problems};
use super::session::{Desk, HandlerError};
use app::desk::Area;
use app::desk::auth::Confirm;
use domain::Texts;
use service::team::sign_in::Confirmation;
use service::{Administrator, ServiceError};

/// The administrator's rights, for an act that was just confirmed; otherwise the page that asks for the password and
/// then goes on with the act.
///
/// What is asked again: the team and its roles, the company, and what decides for everybody how declarations are checked
/// (smelter lists, rule profiles). Not asked: what one can take back by one press (a template), what only writes to
/// oneself (the test mail), and the daily work of reviewers, where a password at each step would be typed without reading.
pub async fn confirmed(desk: &Desk, sent: &FormData) -> Result<Administrator, HandlerError> {
    let administrator = desk.administrator()?;
    password_given(desk, sent, Area::Settings).await?;
    Ok(administrator)
}

/// The same for what a member does to the own account.
pub async fn password_given(desk: &Desk, sent: &FormData, area: Area) -> Result<(), HandlerError> {
    match asks_password(desk.actor.confirmation(), desk.texts(), desk.path(), sent).await? {
        Some(page) => Err(desk.refused(desk.texts().get("desk.confirm.title"), area, page).await?.into()),
        None => Ok(()),
    }
}

/// The page that asks for the password and then goes on with what was sent; none where it was given.
pub async fn asks_password(
    confirmation: Confirmation<'_>,
    texts: &Texts,
    action: &str,
    sent: &FormData,
) -> Result<Option<Confirm>, HandlerError> {
    if confirmation.is_given().await? {
        return Ok(None);
    }
    let password = sent.raw("confirm_password");
    let mut confirm = Confirm { action: action.to_owned(), ..Confirm::default() };
    if !password.is_empty() {
        match confirmation.give(password).await {
            Ok(()) => return Ok(None),
            Err(ServiceError::Throttled) => confirm.form.wrong("", texts.get("desk.confirm.throttled")),
            Err(error) => confirm.form.errors = sent.again(texts, &problems(error)?).errors,
        }
    }
    confirm.fields = sent.unsecret().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Ok(Some(confirm))
}
