//! Against a real SMTP server (the npm package `smtp-server`, pinned in `end2end/`).

use mail::{Encryption, Smtp, SmtpSettings, Timeouts};
use service::ports::{MailError, Mailer, Message};
use service::records::Refusal;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/smtp").join(name)
}

/// Where `smtp-server` is installed; installs it where npm is at hand. Outside of CI the tests may do without.
fn package() -> Option<&'static PathBuf> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../end2end");
        if !dir.join("node_modules/smtp-server/package.json").exists() {
            let install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
            let done = Command::new("npm").args(install).current_dir(&dir).status();
            if !done.is_ok_and(|status| status.success()) {
                return None;
            }
        }
        Some(dir.join("package.json"))
    });
    assert!(
        found.is_some() || std::env::var_os("CI").is_none(),
        "these tests need Node and npm: install them"
    );
    if found.is_none() {
        println!("SKIPPED: mail against a real SMTP server, since Node and npm are not installed");
    }
    found.as_ref()
}

struct Server {
    child: Child,
    out: BufReader<ChildStdout>,
    port: u16,
}

impl Server {
    fn start(mode: &str) -> Option<Server> {
        let mut command = Command::new("node");
        command.arg(here("server.mjs")).arg(package()?).arg(mode);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut port = String::new();
        out.read_line(&mut port).unwrap();
        Some(Server { child, out, port: port.trim().parse().unwrap() })
    }

    fn taken(&mut self) -> serde_json::Value {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }

    fn settings(&self, encryption: Encryption) -> SmtpSettings {
        let mut settings = settings(self.port);
        settings.encryption = encryption;
        settings
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn settings(port: u16) -> SmtpSettings {
    let mut settings = SmtpSettings::parse(&format!("smtp+plain://localhost:{port}")).unwrap();
    settings.extra_ca = Some(here("cert.pem"));
    let short = Duration::from_millis(700);
    settings.timeouts = Timeouts { connect: Duration::from_secs(5), command: short, data: short };
    settings
}

fn to(address: &str) -> Message {
    Message {
        message_id: "0123abcd@portal.example".into(),
        from_name: "Example AG 合规".into(),
        reply_to: "who@asker.example".into(),
        unsubscribe: "https://portal.example/r/abc/pause".into(),
        to: address.into(),
        subject: "Conflict minerals 2026 冲突矿产".into(),
        text: "Please open\n\n.hidden dot\nhttps://portal.example/r/abc\n".into(),
        html: "<p>Please <a href=\"https://portal.example/r/abc\">open</a></p>".into(),
    }
}

fn smtp(settings: SmtpSettings) -> Smtp {
    Smtp::new(settings, "portal@asker.example").unwrap()
}

async fn error(mailer: &Smtp, address: &str) -> MailError {
    mailer.send(&to(address)).await.unwrap_err()
}

/// Not held against the address.
#[track_caller]
fn not_the_address(error: &MailError, advice: &str) {
    assert!(!matches!(error, MailError::Permanent(_)), "{error:?}");
    assert!(error.to_string().contains(advice), "{error}");
}

#[track_caller]
fn of_the_portal(error: &MailError, expected: Refusal, advice: &str) {
    assert!(matches!(error, MailError::Portal(refusal, _) if *refusal == expected), "{error:?}");
    assert!(error.to_string().contains(advice), "{error}");
}

#[tokio::test]
async fn e03_mail_goes_over_starttls_tls_and_plain() {
    for (mode, encryption) in
        [("starttls", Encryption::StartTls), ("tls", Encryption::Tls), ("plain", Encryption::None)]
    {
        let Some(mut server) = Server::start(mode) else { return };
        let mailer = smtp(server.settings(encryption));
        mailer.send(&to("first@supplier.example")).await.unwrap();
        mailer.send(&to("second@supplier.example")).await.unwrap();
        let (first, second) = (server.taken(), server.taken());
        assert_eq!(first["secure"], mode != "plain", "{mode}");
        assert_eq!(first["to"][0], "first@supplier.example");
        assert_eq!(first["from"], "portal@asker.example");
        assert_eq!(first["session"], second["session"], "the connection is used again");
        let raw = first["raw"].as_str().unwrap();
        for line in [
            "Message-ID: <0123abcd@portal.example>",
            "Auto-Submitted: auto-generated",
            "Reply-To: who@asker.example",
            "List-Unsubscribe: <https://portal.example/r/abc/pause>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        ] {
            assert!(raw.contains(line), "{line} is missing in\n{raw}");
        }
        assert!(raw.contains("\r\n.hidden dot\r\n"), "{raw}");
    }
}

#[tokio::test]
async fn e03_user_and_password_are_used_and_a_wrong_one_brands_nobody() {
    let Some(mut server) = Server::start("starttls,auth") else { return };
    let mut settings = server.settings(Encryption::StartTls);
    settings.user = Some("portal".into());
    settings.password = Some("right pässword".into());
    smtp(settings.clone()).send(&to("a@supplier.example")).await.unwrap();
    assert_eq!(server.taken()["user"], "portal");
    settings.password = Some("wrong".into());
    not_the_address(&error(&smtp(settings.clone()), "a@supplier.example").await, "smtp_password");
    settings.user = None;
    not_the_address(&error(&smtp(settings), "a@supplier.example").await, "smtp_user");
}

#[tokio::test]
async fn e03_refusals_are_told_apart() {
    let Some(mut server) = Server::start("plain") else { return };
    let mailer = smtp(server.settings(Encryption::None));
    for code in [421, 450, 451, 452, 552] {
        let error = error(&mailer, &format!("reply{code}@x.example")).await;
        not_the_address(&error, "tried again");
    }
    for name in ["unknown", "gone"] {
        let error = error(&mailer, &format!("{name}@x.example")).await;
        assert!(matches!(error, MailError::Permanent(_)), "{name}: {error:?}");
    }
    // Unclear words, and whatever comes behind DATA.
    for name in ["reply550", "reply551", "reply553", "data552", "data554", "data550"] {
        let error = error(&mailer, &format!("{name}@x.example")).await;
        assert!(matches!(error, MailError::Portal(..)), "{name}: {error:?}");
        assert!(error.to_string().contains("as you wished"), "{error}");
    }
    not_the_address(&error(&mailer, "relay@x.example").await, "relay");
    not_the_address(&error(&mailer, "data451@x.example").await, "tried again");
    let refused = Smtp::new(server.settings(Encryption::None), "refused@asker.example").unwrap();
    not_the_address(&error(&refused, "a@x.example").await, "mail_from");
    // A bad mail blocks no other.
    mailer.send(&to("good@x.example")).await.unwrap();
    assert_eq!(server.taken()["to"][0], "good@x.example");
}

#[tokio::test]
async fn f_d2_our_reputation_is_not_held_against_an_address() {
    let Some(mut server) = Server::start("plain") else { return };
    let mailer = smtp(server.settings(Encryption::None));
    of_the_portal(&error(&mailer, "spf@x.example").await, Refusal::Reputation, "SPF");
    of_the_portal(&error(&mailer, "listed@x.example").await, Refusal::Reputation, "block list");
    of_the_portal(&error(&mailer, "outbound@x.example").await, Refusal::Sender, "mail_from");
    of_the_portal(&error(&mailer, "relay@x.example").await, Refusal::Relay, "relay");
    of_the_portal(&error(&mailer, "data552@x.example").await, Refusal::Size, "too large");
    let refused = Smtp::new(server.settings(Encryption::None), "refused@asker.example").unwrap();
    of_the_portal(&error(&refused, "a@x.example").await, Refusal::Sender, "mail_from");
    mailer.send(&to("good@x.example")).await.unwrap();
    assert_eq!(server.taken()["to"][0], "good@x.example");
}

#[tokio::test]
async fn e03_a_server_that_hangs_is_left() {
    let Some(server) = Server::start("plain") else { return };
    let mailer = smtp(server.settings(Encryption::None));
    not_the_address(&error(&mailer, "hangrcpt@x.example").await, "stopped answering");
    not_the_address(&error(&mailer, "hangdata@x.example").await, "same Message-ID");
    // One that takes the connection and never greets.
    let silent = std::net::TcpListener::bind("localhost:0").unwrap();
    let mut settings = settings(silent.local_addr().unwrap().port());
    settings.timeouts.connect = Duration::from_millis(300);
    not_the_address(&error(&smtp(settings), "a@x.example").await, "did not answer in time");
}

#[tokio::test]
async fn e03_faults_of_the_connection_come_with_advice() {
    let gone = std::net::TcpListener::bind("localhost:0").unwrap().local_addr().unwrap().port();
    not_the_address(&error(&smtp(settings(gone)), "a@x.example").await, "Check host and port");
    let Some(plain) = Server::start("plain") else { return };
    not_the_address(&error(&smtp(plain.settings(Encryption::StartTls)), "a@x.example").await, "no STARTTLS");
    let wrong = error(&smtp(plain.settings(Encryption::Tls)), "a@x.example").await;
    not_the_address(&wrong, "smtp://");
    let Some(tls) = Server::start("tls") else { return };
    let mut settings = tls.settings(Encryption::Tls);
    settings.extra_ca = None;
    not_the_address(&error(&smtp(settings), "a@x.example").await, "smtp_ca");
}
