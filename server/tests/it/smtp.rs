//! E-01, E-08: the whole binary and a real SMTP server. It is killed while mails go out: none is lost, and one that
//! went out twice is the same mail.

use crate::process::{Process, Reply};
use crate::running::left;
use crate::test_app::{TestClock, config};
use crate::test_survey::{Caller, percent};
use serde_json::Value;
use service::ports::Clock;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const SUPPLIERS: usize = 40;
const PASSWORD: &str = "right pässword";

/// The mail server of the mail crate's tests, with TLS and a password, and what it took.
struct Sink {
    child: Child,
    port: u16,
    taken: Arc<Mutex<Vec<Value>>>,
}

fn theirs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

impl Sink {
    fn start(mode: &str) -> Option<Sink> {
        let package = theirs("end2end/package.json");
        let there = theirs("end2end/node_modules/smtp-server/package.json").exists();
        let mut command = Command::new("node");
        command.arg(theirs("crates/mail/tests/smtp/server.mjs")).arg(package).arg(mode);
        let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok().filter(|_| there);
        let Some(mut child) = started else {
            assert!(std::env::var_os("CI").is_none(), "this test needs Node, and `npm ci` in end2end");
            println!(
                "SKIPPED: the portal with a real SMTP server, since it is not installed (npm ci in end2end)"
            );
            return None;
        };
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let port = lines.next().unwrap().trim().parse().unwrap();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let keep = taken.clone();
        std::thread::spawn(move || {
            for line in lines {
                keep.lock().unwrap().push(serde_json::from_str(&line).unwrap());
            }
        });
        Some(Sink { child, port, taken })
    }

    /// Takes mails from now on.
    fn trust(&mut self) {
        use std::io::Write;
        self.child.stdin.as_mut().unwrap().write_all(b"trust\n").unwrap();
        std::thread::sleep(Duration::from_millis(200));
    }

    fn count(&self) -> usize {
        self.taken.lock().unwrap().len()
    }

    /// Waits for so many mails, or until nothing has come for two seconds.
    fn wait(&self, wanted: usize) {
        let (mut seen, mut since) = (self.count(), Instant::now());
        while seen < wanted && since.elapsed() < Duration::from_secs(2) {
            std::thread::sleep(Duration::from_millis(1));
            if self.count() > seen {
                (seen, since) = (self.count(), Instant::now());
            }
        }
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A member's browser, of which only the cookie is left.
struct Browser<'a>(&'a Process, String);

impl Browser<'_> {
    fn call(&self, method: &str, path: &str, kind: &str, body: &str) -> Reply {
        let headers =
            [("Sec-Fetch-Site", "same-origin"), ("Cookie", self.1.as_str()), ("Content-Type", kind)];
        self.0.call(method, path, &headers, body).expect("an answer")
    }

    /// An act; where it leads.
    fn act(&self, path: &str, form: &[(&str, &str)]) -> String {
        let form: Vec<String> = form.iter().map(|(n, v)| format!("{}={}", percent(n), percent(v))).collect();
        let reply = self.call("POST", path, "application/x-www-form-urlencoded", &form.join("&"));
        assert_eq!(reply.status, 303, "{path}");
        reply.header("location").unwrap().to_owned()
    }
}

/// Imports suppliers, plans a campaign and chooses all of them; the campaign's address.
fn plan(browser: &Browser) -> String {
    let mut csv = String::from("Supplier Name,E-mail,Country\n");
    for i in 0..SUPPLIERS {
        csv.push_str(&format!("Harbour Castings {i:02},s{i:02}@harbour.example,DK\n"));
    }
    let head = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"s.csv\"\r\n\r\n";
    let form = format!("{head}{csv}\r\n--edge--\r\n");
    let kind = "multipart/form-data; boundary=edge";
    let sent = browser.call("POST", "/desk/suppliers/import", kind, &form);
    let batch = sent.header("location").expect("a look at the import").to_owned();
    browser.act(&batch, &[("mapping", "name,email,country")]);
    let [due, cutoff] = [60, 90].map(|days| service::day_of(now() + days * service::DAY).to_string());
    let recipients = browser.act(
        "/desk/campaigns/new",
        &[
            ("version", "0"),
            ("name", "More minerals"),
            ("year", "2026"),
            ("template_version", "6.5"),
            ("due", &due),
            ("cutoff", &cutoff),
            ("days.1.not_opened", "5"),
            ("days.1.unfinished", "3"),
            ("days.1.not_fixed", "5"),
            ("days.2.not_opened", "5"),
        ],
    );
    browser.act(&recipients, &[("all", "add")]);
    recipients.trim_end_matches("/recipients").to_owned()
}

fn now() -> service::records::Instant {
    server::system::SystemClock.now()
}

/// The mail without the breaks of its lines.
fn text(mail: &Value) -> String {
    mail["raw"].as_str().unwrap().replace("=\r\n", "").replace("=3D", "=")
}

fn link(text: &str) -> Option<String> {
    let of_a_link = |c: &char| c.is_ascii_alphanumeric() || "-_:/.".contains(*c);
    let addresses = text.match_indices("https://minerals.asker.example/r/");
    let mut links = addresses.map(|(at, _)| text[at..].chars().take_while(of_a_link).collect::<String>());
    // The header that ends reminders has one, too.
    links.find(|link| !link.ends_with("/pause"))
}

#[tokio::test(flavor = "multi_thread")]
async fn e01_a_campaign_s_mails_arrive_though_the_portal_is_killed_again_and_again() {
    let Some(sink) = Sink::start("starttls auth") else { return };
    let (data, survey) = left().await;
    let url = format!("smtp://localhost:{}", sink.port);
    let ca = theirs("crates/mail/tests/smtp/cert.pem").display().to_string();
    let args = [
        ["--smtp-url", url.as_str()],
        ["--smtp-user", "portal"],
        ["--smtp-password", PASSWORD],
        ["--smtp-ca", ca.as_str()],
        ["--mail-from", "minerals@asker.example"],
        ["--base-url", "https://minerals.asker.example"],
    ];
    let args = args.concat();
    let mut portal = Process::start(data.path(), &args);
    // Behind TLS, as the settings say, cookies have another name.
    let browser = Browser(&portal, format!("__Host-{}", survey.cookie(Caller::Administrator)));
    let campaign = plan(&browser);
    browser.act(&format!("{campaign}/launch"), &[("when", "now")]);
    // Killed as mails arrive: between queue and sending, while sending, and before it is recorded.
    let mut kills = 0;
    while sink.count() < SUPPLIERS / 2 && kills < 8 {
        sink.wait(sink.count() + 3);
        portal.kill();
        kills += 1;
        portal = Process::start(data.path(), &args);
    }
    sink.wait(SUPPLIERS + 4);
    assert!(portal.end(Duration::from_secs(10)));
    let early = sink.count();

    // What the killed ones had in hand goes out when their claims have ended, not before.
    let settings = config(&data, |o| {
        o.base_url = Some("https://minerals.asker.example".into());
        o.smtp_url = Some(url.clone());
        o.smtp_user = Some("portal".into());
        o.smtp_password = Some(PASSWORD.into());
        o.smtp_ca = Some(ca.clone().into());
        o.mail_from = Some("minerals@asker.example".into());
    });
    let mailer = mail::Smtp::new(settings.smtp.clone().unwrap(), "minerals@asker.example").unwrap();
    // Time passes: whatever was claimed by the dead comes free.
    let clock = TestClock::default();
    clock.advance(11 * service::MINUTE);
    let later = server::serve::open_with(settings, Arc::new(mailer), Arc::new(clock)).await.unwrap();
    while later.services.deliver(50).await.unwrap() > 0 {}
    sink.wait(usize::MAX);

    let taken = sink.taken.lock().unwrap().clone();
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut links: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for mail in &taken {
        assert!(mail["secure"] == true && mail["from"] == "minerals@asker.example", "{mail}");
        assert_eq!(mail["user"], "portal");
        let (to, text) = (mail["to"][0].as_str().unwrap().to_owned(), text(mail));
        let id = text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).expect("a Message-ID");
        ids.entry(to.clone()).or_default().insert(id.to_owned());
        if to.ends_with("@harbour.example") {
            links.entry(to).or_default().insert(link(&text).expect("a link"));
        }
    }
    let twice = taken.len() - ids.values().map(BTreeSet::len).sum::<usize>();
    println!("{kills} kills, {early} mails before the claims ended, {} in all, {twice} twice", taken.len());
    assert_eq!(links.len(), SUPPLIERS, "every supplier got its mail");
    for (to, links) in &links {
        assert_eq!((links.len(), ids[to].len()), (1, 1), "{to}: one link, one Message-ID, however often");
        let token = links.first().unwrap().rsplit('/').next().unwrap();
        assert!(later.services.start(token).await.is_ok(), "{to}: the link opens the request");
    }
    assert!(kills >= 3 && twice <= 2 * kills, "{kills} kills, {twice} twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn f_d2_a_filter_that_distrusts_us_brands_nobody_and_all_goes_out_once_it_trusts() {
    let Some(mut sink) = Sink::start("plain distrust") else { return };
    let (data, survey) = left().await;
    let url = format!("smtp+plain://localhost:{}", sink.port);
    let base = "https://minerals.asker.example";
    let args =
        [["--smtp-url", url.as_str()], ["--mail-from", "minerals@asker.example"], ["--base-url", base]]
            .concat();
    let portal = Process::start(data.path(), &args);
    let browser = Browser(&portal, format!("__Host-{}", survey.cookie(Caller::Administrator)));
    let campaign = plan(&browser);
    browser.act(&format!("{campaign}/launch"), &[("when", "now")]);
    let get = |path: &str| browser.call("GET", path, "text/plain", "");
    let begun = Instant::now();
    while get("/readyz").status == 200 || !get("/desk").body.contains("settings/mail/again") {
        assert!(begun.elapsed() < Duration::from_secs(20), "no alarm");
        std::thread::sleep(Duration::from_millis(50));
    }
    let ready = get("/readyz");
    assert!(ready.status == 503 && ready.body.contains("\"mail\":\"failing\""), "{}", ready.body);
    assert!(!get("/desk/suppliers").body.contains("class=\"flag\""));
    assert_eq!(sink.count(), 0);
    sink.trust();
    let to = browser.act("/desk/settings/mail/again", &[("problem", "reputation")]);
    assert!(to.contains("mails_again"), "{to}");
    let begun = Instant::now();
    while sink.count() < SUPPLIERS {
        assert!(begun.elapsed() < Duration::from_secs(30), "{} of {SUPPLIERS}", sink.count());
        std::thread::sleep(Duration::from_millis(20));
    }
    let begun = Instant::now();
    while get("/readyz").status != 200 {
        assert!(begun.elapsed() < Duration::from_secs(20), "{}", get("/readyz").body);
        std::thread::sleep(Duration::from_millis(100));
    }
}
