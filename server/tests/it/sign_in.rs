//! Signing in, over the network: who is refused, and who never is; ways back in; the password once more.

use crate::process::{Process, Reply, call};
use crate::running::left;
use crate::test_app::{TestApp, TestResponse};
use crate::test_survey::{Caller, PASSWORD, TestSurvey, percent};
use axum::http::StatusCode;
use service::MINUTE;
use service::records::Scope;
use std::net::SocketAddr;
use std::process::Command;

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const SAME: (&str, &str) = ("Sec-Fetch-Site", "same-origin");
const ADA: &str = "ada@asker.example";
const PROXY: [&str; 2] = ["--trusted-proxies", "127.0.0.1"];

fn try_as(addr: SocketAddr, forwarded: (&str, &str), cookie: &str, email: &str, password: &str) -> Reply {
    let form = format!("email={}&password={}", percent(email), percent(password));
    call(addr, "POST", "/signin", &[SAME, FORM, forwarded, ("Cookie", cookie)], form).expect("an answer")
}

fn sign_in(addr: SocketAddr, client: &str, email: &str, password: &str) -> u16 {
    try_as(addr, ("X-Forwarded-For", client), "", email, password).status
}

/// The cookie of this name that an answer sets.
fn cookie(reply: &Reply, name: &str) -> String {
    let set =
        reply.head.lines().filter_map(|line| line.split_once(": ")).filter(|(key, _)| *key == "set-cookie");
    let values = set.filter_map(|(_, value)| value.split(';').next());
    values.into_iter().find(|value| value.starts_with(&format!("{name}="))).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn f_d4_the_owner_gets_in_whatever_others_tried() {
    let (data, _world) = left().await;
    let portal = Process::start(data.path(), &PROXY);
    let addr = portal.addr;
    // A stranger, from one address.
    let tried: Vec<u16> = (0..12).map(|_| sign_in(addr, "203.0.113.9", ADA, "a wrong guess")).collect();
    assert_eq!(tried, [&[422; 10][..], &[429; 2][..]].concat());
    assert_eq!(sign_in(addr, "198.51.100.7", ADA, PASSWORD), 303);
    // Many strangers at once, three hundred tries within the minute.
    std::thread::scope(|scope| {
        for net in 0..30 {
            scope.spawn(move || {
                for n in 0..10 {
                    sign_in(
                        addr,
                        &format!("[2001:db8:{net:x}::1]:44{n}"),
                        &format!("m{net}@x.example"),
                        "wrong",
                    );
                }
            });
        }
    });
    assert_eq!(sign_in(addr, "198.51.100.8", ADA, PASSWORD), 303);
}

#[tokio::test]
async fn f_d4_right_passwords_do_not_count_however_many_share_an_address() {
    let (data, _world) = left().await;
    let portal = Process::start(data.path(), &PROXY);
    for n in 0..14 {
        for email in [ADA, "rene@asker.example", "vera@asker.example"] {
            assert_eq!(sign_in(portal.addr, "198.51.100.7", email, PASSWORD), 303, "{n} {email}");
        }
    }
}

#[tokio::test]
async fn f_d4_a_known_device_gets_in_from_where_others_are_refused() {
    let (data, _world) = left().await;
    let portal = Process::start(data.path(), &PROXY);
    let office = ("X-Forwarded-For", "198.51.100.7:4711");
    let first = try_as(portal.addr, office, "", ADA, PASSWORD);
    let device = cookie(&first, "device");
    assert!(device.len() > 40 && first.head.contains("device=") && first.head.contains("Max-Age=31536000"));
    for n in 0..40 {
        let _ = try_as(portal.addr, office, "", &format!("m{n}@asker.example"), "a wrong guess");
    }
    for n in 0..11 {
        let _ = try_as(portal.addr, office, "", ADA, &format!("a wrong guess {n}"));
    }
    assert_eq!(try_as(portal.addr, office, "", ADA, PASSWORD).status, 429);
    assert_eq!(try_as(portal.addr, office, &device, ADA, PASSWORD).status, 303);
    assert_eq!(try_as(portal.addr, office, &device, "rene@asker.example", PASSWORD).status, 429);
}

#[tokio::test]
async fn f_d14_signing_in_anew_ends_the_session_that_the_browser_had() {
    let (data, _world) = left().await;
    let portal = Process::start(data.path(), &[]);
    let sign_in = |held: &str| cookie(&try_as(portal.addr, ("X-Nothing", ""), held, ADA, PASSWORD), "desk");
    let desk = |held: &str| portal.call("GET", "/desk", &[("Cookie", held)], "").unwrap().status;
    let (first, elsewhere) = (sign_in(""), sign_in(""));
    let second = sign_in(&first);
    assert_eq!((desk(&first), desk(&second), desk(&elsewhere)), (303, 200, 200));
    // A wrong password ends nothing.
    assert_eq!(try_as(portal.addr, ("X-Nothing", ""), &second, ADA, "a wrong guess").status, 422);
    assert_eq!(desk(&second), 200);
}

#[tokio::test]
async fn f_d4_visitors_are_told_apart_however_the_proxy_writes_their_addresses() {
    let (data, _world) = left().await;
    let portal = Process::start(data.path(), &PROXY);
    for (header, first, again, other) in [
        ("X-Forwarded-For", "198.51.100.1:4711", "198.51.100.1:9", "198.51.100.2:4711"),
        ("X-Forwarded-For", "[2001:db8:1::1]:443", "\"[2001:db8:1::2]:1\"", "[2001:db8:2::1]:443"),
        ("Forwarded", "for=\"198.51.100.5:1\";proto=https", "For=198.51.100.5", "for=198.51.100.6"),
    ] {
        for _ in 0..10 {
            assert_eq!(try_as(portal.addr, (header, first), "", ADA, "a wrong guess").status, 422, "{first}");
        }
        assert_eq!(try_as(portal.addr, (header, again), "", ADA, PASSWORD).status, 429, "{again}");
        assert_eq!(try_as(portal.addr, (header, other), "", ADA, PASSWORD).status, 303, "{other}");
    }
}

#[tokio::test]
async fn f_d4_a_failed_sign_in_can_be_looked_into() {
    let (data, _world) = left().await;
    let mut portal = Process::start(data.path(), &PROXY);
    assert_eq!(sign_in(portal.addr, "203.0.113.9:1", ADA, "a wrong guess"), 422);
    assert_eq!(sign_in(portal.addr, "203.0.113.9:2", "who@else.example", "a wrong guess"), 422);
    assert!(portal.end(std::time::Duration::from_secs(10)));
    let said = portal.said();
    let lines = |word: &str| said.lines().filter(|line| line.contains(word)).count();
    assert!(lines("client=\"203.0.113.9\"") + lines("client=203.0.113.9") >= 4, "{said}");
    assert!(lines("account=\"member:") + lines("account=member:") == 1, "{said}");
    assert!(lines("account=\"account:") + lines("account=account:") == 1, "{said}");
    assert!(!said.contains("else.example") && !said.contains("a wrong guess"), "{said}");
}

/// `touchstone admin …` on these data: exit code, output, error output.
fn admin(data: &std::path::Path, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_touchstone"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("TOUCHSTONE_")) {
        command.env_remove(name);
    }
    let done = command.arg("admin").args(args).arg("--data").arg(data).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code(), text(&done.stdout), text(&done.stderr))
}

/// Chooses a password by a link, as the page would.
fn choose(portal: &Process, link: &str, password: &str) -> Reply {
    let path = &link[link.find("/member/").expect("a link")..];
    assert_eq!(portal.call("GET", path, &[], "").unwrap().status, 200);
    let form = format!("password={0}&again={0}", percent(password));
    portal.call("POST", path, &[SAME, FORM], &form).unwrap()
}

// DESK-14
#[tokio::test]
async fn f_d12_the_last_administrator_gets_back_in_by_the_command_line() {
    let (data, _world) = left().await;
    let dir = data.path();
    // With the portal ended.
    let (code, list, _) = admin(dir, &["list"]);
    assert!(
        code == Some(0) && list.contains("ada@asker.example") && list.contains("administrator"),
        "{list}"
    );
    let (code, link, said) = admin(dir, &["reset", "Ada@asker.example"]);
    assert!(code == Some(0) && said.contains("once"), "{said}");
    let portal = Process::start(dir, &[]);
    assert_eq!(sign_in(portal.addr, "c", ADA, PASSWORD), 303, "until then the old one works");
    let chosen = choose(&portal, link.trim(), "grey herons at noon");
    assert_eq!((chosen.status, chosen.header("location")), (303, Some("/signin?said=password_chosen")));
    assert_eq!(sign_in(portal.addr, "c", ADA, PASSWORD), 422);
    assert_eq!(sign_in(portal.addr, "c", ADA, "grey herons at noon"), 303);
    let path = &link.trim()[link.find("/member/").unwrap()..];
    assert_eq!(portal.call("GET", path, &[], "").unwrap().status, 404, "the link works once");
    // With the portal running.
    let (code, link, _) = admin(dir, &["invite", "new@asker.example", "--name", "New One"]);
    assert_eq!(code, Some(0));
    // Who was only invited is not counted on.
    let (code, _, said) = admin(dir, &["role", ADA, "viewer"]);
    assert!(code == Some(2) && said.contains("last administrator"), "{said}");
    assert_eq!(choose(&portal, link.trim(), "slow river stones").header("location"), Some("/desk"));
    let (code, said, _) = admin(dir, &["role", ADA, "viewer"]);
    assert!(code == Some(0) && said.contains("viewer"), "{said}");
    let (code, _, said) = admin(dir, &["reset", "nobody@asker.example"]);
    assert!(code == Some(2) && said.contains("admin list"), "{said}");
    let (code, _, said) = admin(dir, &["invite", "new@asker.example", "--name", "New One"]);
    assert!(code == Some(2) && !said.contains("problem."), "{said}");
    let (code, _, said) = admin(&dir.join("nowhere"), &["list"]);
    assert!(code == Some(2) && said.contains("no database") && !dir.join("nowhere").exists(), "{said}");
    // It is in the log, as the operator's acts.
    drop(portal);
    let store = storage::open(dir.join("touchstone.db").to_str().unwrap()).await.unwrap();
    let entries = store.log_after(0, 1000).await.unwrap();
    let acts: Vec<&str> =
        entries.iter().filter(|e| e.entry.actor == "operator").map(|e| e.entry.action.as_str()).collect();
    assert_eq!(acts, ["member.link_made", "member.invited", "member.role_changed"]);
}

async fn post(app: &TestApp, cookie: &str, path: &str, form: &[(&str, &str)]) -> TestResponse {
    let form: Vec<String> = form.iter().map(|(n, v)| format!("{}={}", percent(n), percent(v))).collect();
    app.post_as(cookie, path, FORM.1, form.join("&")).await
}

/// The newest mail that waits: to whom, and its text.
async fn mails(app: &TestApp) -> Vec<(String, String)> {
    let services = &app.portal.services;
    let mut out = Vec::new();
    for mail in app.store().await.mails(&Scope::Everything, None, 50).await.unwrap() {
        if mail.mail.kind.key() == "member_reset" {
            out.push((mail.mail.to.clone(), services.compose(&mail.mail).await.unwrap().text));
        }
    }
    out
}

// DESK-14
#[tokio::test]
async fn f_d12_a_forgotten_password_is_chosen_anew_by_mail() {
    let survey = TestSurvey::new().await;
    let app = &survey.app;
    assert!(app.get("/signin").await.body.contains("href=\"/forgot\""));
    let page = |answer: &TestResponse| {
        let nonce = answer.header("content-security-policy").split("'nonce-").nth(1).unwrap().to_owned();
        answer.body.replace(nonce.split('\'').next().unwrap(), "")
    };
    let known = post(app, "", "/forgot", &[("email", "Ada@asker.example ")]).await;
    let unknown = post(app, "", "/forgot", &[("email", "nobody@asker.example")]).await;
    assert_eq!((known.status, page(&known)), (unknown.status, page(&unknown)), "the same answer for both");
    assert_eq!(post(app, "", "/forgot", &[("email", "ada")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = mails(app).await;
    assert!(sent.len() == 1 && sent[0].0 == ADA, "{sent:?}");
    // Asking changes nothing: nobody is shut out by it.
    assert_eq!(survey.get(Caller::Administrator, "/desk").await.status, StatusCode::OK);
    for _ in 0..8 {
        assert_eq!(post(app, "", "/forgot", &[("email", ADA)]).await.status, StatusCode::OK);
    }
    assert_eq!(mails(app).await.len(), 3, "no more than three an hour");
    let often = post(app, "", "/forgot", &[("email", ADA)]).await;
    assert_eq!(often.status, StatusCode::TOO_MANY_REQUESTS, "ten for one client");
    // Choosing.
    let text = &sent[0].1;
    let path = text[text.find("/member/").unwrap()..].split_whitespace().next().unwrap().to_owned();
    assert!(app.get(&path).await.body.contains("signed out"));
    let weak = post(app, "", &path, &[("password", "Asker2026!"), ("again", "Asker2026!")]).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    let new = [("password", "grey herons at noon"), ("again", "grey herons at noon")];
    let chosen = post(app, "", &path, &new).await;
    assert_eq!(chosen.header("location"), "/signin?said=password_chosen");
    assert_eq!(chosen.header("set-cookie"), "", "who had a password signs in with the new one");
    assert_eq!(app.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(survey.get(Caller::Administrator, "/desk").await.header("location"), "/signin");
    let entries = app.store().await.log_after(0, 1000).await.unwrap();
    let count = |action: &str| entries.iter().filter(|e| e.entry.action == action).count();
    assert_eq!((count("member.password_forgotten"), count("member.chose_password")), (10, 5));
}

#[tokio::test]
async fn f_d12_a_link_by_mail_is_over_within_the_hour() {
    let survey = TestSurvey::new().await;
    let clock = survey.app.clock.clone();
    post(&survey.app, "", "/forgot", &[("email", ADA)]).await;
    let text = mails(&survey.app).await.remove(0).1;
    let path = text[text.find("/member/").unwrap()..].split_whitespace().next().unwrap().to_owned();
    clock.advance(29 * MINUTE);
    assert_eq!(survey.app.get(&path).await.status, StatusCode::OK);
    clock.advance(31 * MINUTE);
    assert_eq!(survey.app.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn f_d13_what_cannot_be_taken_back_asks_for_the_password_again() {
    let survey = TestSurvey::new().await;
    let clock = survey.app.clock.clone();
    let services = survey.app.portal.services.clone();
    let vera = survey.app.store().await.member_by_email("vera@asker.example").await.unwrap().unwrap().id;
    let company = [
        ("company_name", "Asker SE"),
        ("domain", "asker.example"),
        ("why", "Two\r\nlines & \"more\""),
        ("contact_name", "Ada"),
        ("contact_email", ADA),
        ("retention_months", "12"),
    ];
    let invite = [("name", "Ned"), ("email", "ned@asker.example"), ("role", "administrator")];
    let team = |act: &str| format!("/desk/settings/team/{vera}/{act}");
    let acts: Vec<(String, Vec<(&str, &str)>)> = vec![
        ("/desk/settings".into(), company.to_vec()),
        ("/desk/settings/team".into(), invite.to_vec()),
        (team("role"), vec![("role", "reviewer"), ("scope", "everything")]),
        (team("disable"), vec![]),
        (team("enable"), vec![]),
        (team("reset"), vec![]),
        (
            format!("/desk/campaigns/{}/rules", survey.campaign),
            vec![("base", "0"), ("why", "As agreed"), ("months", "24")],
        ),
    ];
    // Whoever may not do it is not asked.
    clock.advance(11 * MINUTE);
    assert_eq!(survey.post(Caller::Manager, &acts[0].0, &acts[0].1).await.status, StatusCode::FORBIDDEN);
    for (path, form) in &acts {
        clock.advance(11 * MINUTE);
        let before = survey.acts().await;
        let asked = survey.post(Caller::Administrator, path, form).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(
            asked.body.contains("confirm_password") && asked.body.contains(&format!("action=\"{path}\""))
        );
        for (name, value) in form {
            let value = value.replace('&', "&amp;").replace('"', "&quot;");
            let field = format!("name=\"{name}\" value=\"{value}\"");
            assert!(asked.body.contains(&field), "{path}: {field} in {}", asked.body);
        }
        let with = |password| [form.as_slice(), &[("confirm_password", password)]].concat();
        let wrong = survey.post(Caller::Administrator, path, &with("a wrong guess")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(!wrong.body.contains("a wrong guess"));
        assert_eq!(survey.acts().await, before + 1, "only the wrong password is in the log");
        let done = survey.post(Caller::Administrator, path, &with(PASSWORD)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{path}: {}", done.body);
    }
    assert_eq!(services.company().await.unwrap().name, "Asker SE");
    // Given once, it holds for a while.
    let again = survey.post(Caller::Administrator, &acts[0].0, &acts[0].1).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn f_d12_nobody_shuts_himself_out_by_a_slip() {
    let survey = TestSurvey::new().await;
    let administrator = survey.administrator().await;
    let me = administrator.member().id.clone();
    for (act, form) in
        [("reset", vec![]), ("disable", vec![]), ("role", vec![("role", "viewer"), ("scope", "everything")])]
    {
        let done =
            survey.post(Caller::Administrator, &format!("/desk/settings/team/{me}/{act}"), &form).await;
        assert_eq!(done.header("location"), "/desk/settings/team?said=not_yourself", "{act}");
    }
    assert_eq!(survey.get(Caller::Administrator, "/desk").await.status, StatusCode::OK);
    assert_eq!(sign_in_here(&survey.app, ADA, PASSWORD).await, StatusCode::SEE_OTHER);
    // An administrator who never came is nobody to fall back on.
    let services = &survey.app.portal.services;
    administrator
        .invite_member("Ned", "ned@asker.example", service::records::Role::Administrator, "en")
        .await
        .unwrap();
    assert!(services.operator().set_role(ADA, service::records::Role::Viewer).await.is_err());
}

async fn sign_in_here(app: &TestApp, email: &str, password: &str) -> StatusCode {
    post(app, "", "/signin", &[("email", email), ("password", password)]).await.status
}
