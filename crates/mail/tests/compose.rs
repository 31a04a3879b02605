//! Mails as they are written: read again by a parser of another make.

use mail::{Files, compose};
use service::ports::{MailError, Mailer, Message};
use std::io::Write;
use std::process::{Command, Stdio};

fn message(name: &str, subject: &str) -> Message {
    Message {
        message_id: "id@portal.example".into(),
        from_name: name.into(),
        reply_to: "who@asker.example".into(),
        unsubscribe: "https://portal.example/r/1-abc/pause".into(),
        to: "a@supplier.example".into(),
        subject: subject.into(),
        text: "text äöü 文字".into(),
        html: "<p>html</p>".into(),
    }
}

const HOSTILE: [&str; 10] = [
    "a\r\nBcc: victim@x.example",
    "a\nBcc: victim@x.example\n\nbody",
    "a\rBcc: victim@x.example",
    "\u{2028}Bcc: victim@x.example\u{0}\u{85}",
    "=?utf-8?q?=0D=0ABcc:_victim=40x.example?=",
    "\u{202e}gpj.elif <evil@x.example>",
    "a\", <victim@x.example>, \"",
    "🧪 Ünïcödé 测试 <b>",
    "",
    "\t \u{7f}",
];

/// The mail's headers as Python's parser sees them, with what it complains about.
fn reparsed(bytes: &[u8]) -> Option<serde_json::Value> {
    let script = "import sys,json,email,email.policy\n\
        m=email.message_from_bytes(sys.stdin.buffer.read(),policy=email.policy.SMTP)\n\
        print(json.dumps({'names':sorted(k.lower() for k in m.keys()),'subject':str(m['subject']),\
        'from':[(a.display_name,a.addr_spec) for a in m['from'].addresses],\
        'to':[a.addr_spec for a in m['to'].addresses],'id':str(m['message-id']),\
        'defects':[str(d) for k in m.keys() for d in m[k].defects],\
        'parts':[p.get_content_type() for p in m.walk()],\
        'text':m.get_body(('plain',)).get_content()}))";
    let child =
        Command::new("python3").args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        assert!(std::env::var_os("CI").is_none(), "this test needs python3: install it");
        println!("SKIPPED: reading mails again, since python3 is not installed");
        return None;
    };
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    Some(serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap())
}

#[test]
fn e07_no_text_leaves_its_header() {
    let long = "long".repeat(400);
    let wide = "宽".repeat(400);
    for hostile in HOSTILE.into_iter().chain([long.as_str(), wide.as_str()]) {
        let bytes = compose(&message(hostile, hostile), "portal@asker.example").unwrap().formatted();
        assert!(bytes.split(|b| *b == b'\n').all(|line| line.len() <= 998), "{hostile:?}");
        assert!(bytes.is_ascii(), "{hostile:?}");
        let Some(read) = reparsed(&bytes) else { return };
        let expected = [
            "auto-submitted",
            "content-type",
            "date",
            "from",
            "list-unsubscribe",
            "list-unsubscribe-post",
            "message-id",
            "mime-version",
            "reply-to",
            "subject",
            "to",
        ];
        assert_eq!(read["names"], serde_json::json!(expected), "{hostile:?}");
        assert_eq!(read["defects"], serde_json::json!([]), "{hostile:?}");
        assert_eq!(read["to"], serde_json::json!(["a@supplier.example"]), "{hostile:?}");
        assert_eq!(read["from"].as_array().unwrap().len(), 1, "{hostile:?}");
        assert_eq!(read["from"][0][1], "portal@asker.example", "{hostile:?}");
        assert_eq!(read["id"], "<id@portal.example>");
        assert_eq!(read["parts"], serde_json::json!(["multipart/alternative", "text/plain", "text/html"]));
        assert_eq!(read["text"].as_str().unwrap().trim_end(), "text äöü 文字");
    }
}

#[test]
fn names_and_subjects_arrive_as_written() {
    let bytes = compose(&message("Example AG, 合规", "Minerals 2026: 冲突 – \"last\" call"), "p@a.example");
    let Some(read) = reparsed(&bytes.unwrap().formatted()) else { return };
    assert_eq!(read["from"][0][0], "Example AG, 合规");
    assert_eq!(read["subject"], "Minerals 2026: 冲突 – \"last\" call");
}

#[test]
fn an_address_that_is_none_is_refused_for_good() {
    for wrong in ["", "nobody", "a@b\r\nRCPT TO:<x@y>", "a b@c", "<a@b.example>"] {
        let mut bad = message("x", "y");
        bad.to = wrong.into();
        assert!(matches!(compose(&bad, "p@a.example"), Err(MailError::Permanent(_))), "{wrong:?}");
    }
}

#[tokio::test]
async fn files_are_whole_and_a_second_try_overwrites_the_first() {
    let dir = tempfile::tempdir().unwrap();
    let mailer = Files::new(dir.path().join("mail"), "portal@asker.example").unwrap();
    for subject in ["first", "second"] {
        let mut mail = message("x", subject);
        mail.message_id = "../../id@portal.example".into();
        mailer.send(&mail).await.unwrap();
    }
    let files: Vec<_> =
        std::fs::read_dir(dir.path().join("mail")).unwrap().map(|f| f.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    assert!(std::fs::read_to_string(&files[0]).unwrap().contains("Subject: second"));
}

#[cfg(unix)]
#[tokio::test]
async fn f_d10_mails_are_their_owners_alone_in_a_folder_that_others_read() {
    use mail_files_mode::*;
    use service::ports::Mailer as _;
    let dir = tempfile::tempdir().unwrap();
    let (old, new) = (dir.path().join("old"), dir.path().join("new"));
    std::fs::create_dir(&old).unwrap();
    set_mode(&old, 0o755);
    for folder in [&old, &new] {
        let files = Files::new(folder, "portal@portal.example").unwrap();
        files.send(&message("A", "B")).await.unwrap();
        let mails: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        assert_eq!(mails.len(), 1);
        assert_eq!(mode(&mails[0]), 0o600);
    }
    assert_eq!(mode(&new), 0o700);
}

#[cfg(unix)]
mod mail_files_mode {
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    pub fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    pub fn set_mode(path: &Path, mode: u32) {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }
}
