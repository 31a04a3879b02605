//! What only the demonstration has: a mailbox that shows what was sent, and a clock that can be put forward.

use crate::cookies::Cookie;
use crate::fault::Fault;
use crate::look::{Look, html, see_other};
use crate::portal::Portal;
use crate::routes::Route;
use app::desk::campaigns::ShownMail;
use app::desk::mailbox::{Mailbox, MailboxRow};
use app::desk::{Area, Body, DeskPage, Frame, Who, render};
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use service::records::{Mail, MailState};

/// Most mails in the list.
const LISTED: usize = 100;
/// How far back a search looks.
const SEARCHED: u32 = 1_000;

/// The demonstration's routes.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/demo/mail", mailbox), Route::post("/demo/later", later)]
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

/// Lets time pass: to the next reminder, or a week. Then reminds whoever is due.
pub async fn later(State(portal): State<Portal>, Form(later): Form<Later>) -> Result<Response, Fault> {
    let by = match later.to.as_str() {
        "reminder" => {
            let next = portal.services.store.reminders_ahead(None, 1).await?;
            let at = next.first().and_then(|row| row.request.next_reminder_at);
            at.map_or(0, |at| at - portal.services.now())
        }
        "week" => 7 * service::DAY,
        _ => return Err(Fault::BAD),
    };
    crate::system::run_ahead(by);
    portal.services.remind().await?;
    Ok(see_other("/demo/mail"))
}

/// Lists the mails that were sent, and shows one.
pub async fn mailbox(
    State(portal): State<Portal>,
    headers: HeaderMap,
    look: Look,
    Query(wish): Query<Wish>,
) -> Result<Response, Fault> {
    let wanted = wish.q.trim().to_lowercase();
    let mut page = Mailbox { search: wish.q.clone(), now: portal.services.now(), ..Mailbox::default() };
    for mail in portal.services.store.mails(None, SEARCHED).await? {
        if mail.state != MailState::Sent || page.rows.len() == LISTED {
            continue;
        }
        let Some(letter) = letter(&portal, &mail).await else { continue };
        let hit =
            letter.to.to_lowercase().contains(&wanted) || letter.subject.to_lowercase().contains(&wanted);
        if wanted.is_empty() || hit {
            let at = mail.sent_at.unwrap_or(mail.created_at);
            page.rows.push(MailboxRow { id: letter.id, to: letter.to, subject: letter.subject, at });
        }
    }
    if !wish.id.is_empty() {
        let mail = portal.services.store.mail(&wish.id).await?.ok_or(Fault::NOT_FOUND)?;
        let letter = letter(&portal, &mail).await.ok_or(Fault::NOT_FOUND)?;
        page.links = links(&letter.text, &portal.config.links_base());
        page.mail = Some(letter);
    }
    let frame = Frame {
        title: look.texts().get("desk.mailbox.title").to_owned(),
        company: portal.services.company().await?.name,
        who: who(&portal, &headers).await,
        area: Area::Mailbox,
        path: "/demo/mail".to_owned(),
        demo: true,
        ..Frame::default()
    };
    Ok(html(StatusCode::OK, render(&DeskPage { frame, body: Body::Mailbox(page) }, &look.shell())))
}

/// The mail as its reader gets it; nothing where what it tells of is gone.
async fn letter(portal: &Portal, mail: &Mail) -> Option<ShownMail> {
    let message = portal.services.compose(&mail.mail).await.ok()?;
    Some(ShownMail {
        id: mail.mail.id.clone(),
        to: message.to,
        subject: message.subject,
        text: message.text,
        language: mail.mail.language.clone(),
    })
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

async fn who(portal: &Portal, headers: &HeaderMap) -> Option<Who> {
    let secret = Cookie::Desk.read(headers, portal.config.secure())?;
    let actor = portal.services.actor(secret).await.ok()?;
    let member = actor.member();
    Some(Who { name: member.name.clone(), role: member.role.key().to_owned() })
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
