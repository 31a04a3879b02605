//! What only the demonstration has: a mailbox that shows what was sent, and a clock that can be put forward.

use crate::app_state::AppState;
use crate::desk::session::{Desk, PageResult, auth_page};
use crate::http_error::HttpError;
use crate::page_context::{PageContext, see_other};
use crate::routes::Route;
use app::desk::Area;
use app::desk::components::Components;
use app::desk::letter::ShownMail;
use app::desk::mailbox::{Mailbox, MailboxRow};
use app::desk::routes;
use axum::extract::{Form, Query};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use service::records::{Mail, MailKind, MailState, Member};

/// Most mails in the list.
const LISTED: usize = 100;
/// How far back a search looks.
const SEARCHED: u32 = 1_000;

/// The demonstration's routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::mailbox::PATH, mailbox),
        Route::post(routes::later::PATH, later),
        Route::get(routes::components::PATH, components),
    ]
}

/// What an address may ask for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    id: String,
    q: String,
}

/// How far the clock is put forward.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Later {
    to: String,
}

/// Lets time pass: to the next reminder, or a week. All that a portal would have done meanwhile is done.
pub async fn later(desk: Desk, Form(later): Form<Later>) -> PageResult {
    let (portal, viewer) = (&desk.portal, desk.viewer());
    let by = match later.to.as_str() {
        "reminder" => {
            let next = viewer.reminders_ahead(None, 1).await?;
            let at = next.first().and_then(|(row, _)| row.request.next_reminder_at);
            at.map_or(0, |at| at - portal.services.now())
        }
        "week" => 7 * service::DAY,
        _ => return Err(HttpError::BAD.into()),
    };
    service::demo::let_pass(&portal.services, by, crate::system::run_ahead).await?;
    Ok(see_other(&routes::mailbox()))
}

/// Shows each component of the desk in all its states; it holds nothing of anybody.
pub async fn components(context: PageContext) -> Response {
    auth_page(&context, StatusCode::OK, "Components", &routes::components(), Components)
}

/// Lists the mails that were sent, and shows one.
pub async fn mailbox(desk: Desk, Query(wish): Query<Wish>) -> PageResult {
    let portal = &desk.portal;
    let wanted = wish.q.trim().to_lowercase();
    let mut page = Mailbox { search: wish.q.clone(), now: portal.services.now(), ..Mailbox::default() };
    let viewer = desk.viewer();
    let members = viewer.members().await?;
    for mail in viewer.mails(None, SEARCHED).await? {
        if mail.state != MailState::Sent || page.rows.len() == LISTED {
            continue;
        }
        let Some(letter) = letter(portal, &members, &mail).await else { continue };
        let hit =
            letter.to.to_lowercase().contains(&wanted) || letter.subject.to_lowercase().contains(&wanted);
        if wanted.is_empty() || hit {
            let at = mail.sent_at.unwrap_or(mail.created_at);
            page.rows.push(MailboxRow { id: letter.id, to: letter.to, subject: letter.subject, at });
        }
    }
    if !wish.id.is_empty() {
        let mail = viewer.mail(&wish.id).await?;
        let letter = letter(portal, &members, &mail).await.ok_or(HttpError::NOT_FOUND)?;
        page.links = links(&letter.text, &portal.config.links_base());
        page.mail = Some(letter);
    }
    desk.page(desk.texts().get("desk.mailbox.title"), Area::Mailbox, page).await
}

/// The mail as its reader gets it; nothing where what it tells of is gone.
async fn letter(portal: &AppState, members: &[Member], mail: &Mail) -> Option<ShownMail> {
    let mut message = portal.services.compose(&mail.mail).await.ok()?;
    if !as_it_was_sent(members, mail) {
        // Written again it would hold a link that works, in place of the one that was used or replaced.
        let base = portal.config.links_base();
        for link in links(&message.text, &base).into_iter().filter(|link| *link != format!("{base}/verify")) {
            message.text = message.text.replace(&link, &format!("{base}/…"));
        }
    }
    Some(ShownMail {
        id: mail.mail.id.clone(),
        to: message.to,
        subject: message.subject,
        text: message.text,
        language: mail.mail.language.clone(),
    })
}

/// Whether the link in a mail is still the one that was sent: a member's changes with each password.
fn as_it_was_sent(members: &[Member], mail: &Mail) -> bool {
    let Some(id) = mail.mail.values.get("member") else { return true };
    let member = members.iter().find(|m| m.id.as_str() == id);
    mail.mail.kind == MailKind::MemberInvitation && member.is_some_and(|m| m.password_hash.is_empty())
}

/// The addresses in a text that lead to this portal.
fn links(text: &str, base: &str) -> Vec<String> {
    // An address ends where it cannot go on: Chinese sets no blank before or behind it.
    let ends = |c: char| c.is_whitespace() || !c.is_ascii() || "<>()\"'".contains(c);
    text.match_indices(&format!("{base}/"))
        .map(|(at, _)| {
            let rest = &text[at..];
            rest[..rest.find(ends).unwrap_or(rest.len())].trim_end_matches(['.', ',']).to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_of_ours_are_listed() {
        let text = "Open http://a.example/r/x.\nhttp://a.example.evil/r/y http://b.example/ <http://a.example/verify>";
        assert_eq!(links(text, "http://a.example"), ["http://a.example/r/x", "http://a.example/verify"]);
    }

    #[test]
    fn sup_m15_links_are_found_behind_chinese_punctuation() {
        let text = "打开问卷：\nhttp://a.example/r/x\n如何确认？请查看：http://a.example/verify。（http://a.example/r/y）";
        let found = links(text, "http://a.example");
        assert_eq!(found, ["http://a.example/r/x", "http://a.example/verify", "http://a.example/r/y"]);
    }
}
