//! Files under our feet, met by the real program.

use crate::process::Process;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn allow(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Both kinds of health say no within the time.
fn unwell(portal: &Process, within: Duration) {
    let begun = Instant::now();
    for path in ["/healthz", "/readyz"] {
        loop {
            match portal.call("GET", path, &[], "") {
                Some(reply) if reply.status == 503 => break,
                reply => assert!(begun.elapsed() < within, "{path}: {reply:?}"),
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

#[test]
fn f_d9_health_sees_a_database_file_that_was_deleted_exchanged_or_damaged() {
    type Harm = fn(&Path);
    let harms: [Harm; 3] = [
        |db| std::fs::remove_file(db).unwrap(),
        |db| {
            let copy = db.with_extension("copy");
            std::fs::copy(db, &copy).unwrap();
            std::fs::rename(&copy, db).unwrap();
        },
        |db| {
            use std::os::unix::fs::FileExt;
            let length = std::fs::metadata(db).unwrap().len() as usize;
            let file = std::fs::OpenOptions::new().write(true).open(db).unwrap();
            file.write_all_at(&vec![0x77; length - 4096], 4096).unwrap();
        },
    ];
    for harm in harms {
        let dir = tempfile::tempdir().unwrap();
        let mut portal = Process::start(dir.path(), &[]);
        assert!(portal.end(Duration::from_secs(11)), "so that all of it is in the file");
        let portal = Process::start(dir.path(), &[]);
        harm(&dir.path().join("touchstone.db"));
        // A second for the answer of before, and what a busy machine needs.
        unwell(&portal, Duration::from_secs(4));
    }
}

#[test]
fn f_d9_a_second_portal_on_the_same_folder_is_refused_and_commands_are_not() {
    let dir = tempfile::tempdir().unwrap();
    let portal = Process::start(dir.path(), &[]);
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_touchstone"));
        command.args(args).arg("--data").arg(dir.path()).current_dir(dir.path());
        let out = command.output().unwrap();
        (out.status.code(), String::from_utf8([out.stdout, out.stderr].concat()).unwrap())
    };
    let (code, said) = run(&["serve", "--addr", "127.0.0.1:0"]);
    assert!(code == Some(2) && said.contains("another Touchstone") && said.contains("--data"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert_eq!(run(&["verify"]).0, Some(0));
    assert_eq!(portal.call("GET", "/healthz", &[], "").unwrap().status, 200);
    drop(portal);
    Process::start(dir.path(), &[]);
}

#[test]
fn f_d10_what_others_could_read_is_tightened_or_named_at_the_start() {
    let dir = tempfile::tempdir().unwrap();
    drop(Process::start(dir.path(), &[]));
    let mail = dir.path().join("mail");
    let copy = dir.path().join("copy.db");
    std::fs::write(mail.join("old.eml"), "a link that works").unwrap();
    std::fs::write(&copy, "a backup").unwrap();
    let own = ["touchstone.db", "secret.key", "mail/old.eml"].map(|name| dir.path().join(name));
    own.iter().chain([&copy]).for_each(|file| allow(file, 0o644));
    [&mail, &dir.path().to_owned()].iter().for_each(|folder| allow(folder, 0o755));
    let portal = Process::start(dir.path(), &[]);
    for file in &own {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }
    for end in ["-wal", "-shm", "-lock"] {
        assert_eq!(mode(&dir.path().join(format!("touchstone.db{end}"))), 0o600, "{end}");
    }
    assert_eq!(mode(&mail), 0o700);
    let said = portal.said();
    for path in own.iter().chain([&mail]) {
        assert!(said.contains(&format!("{} was open to others", path.display())), "{said}");
    }
    assert!(said.contains(&format!("chmod 600 '{}'", copy.display())), "{said}");
    assert!(said.contains(&format!("chmod 700 '{}'", dir.path().display())), "{said}");
    // Not ours: named, not changed.
    assert_eq!((mode(&copy), mode(dir.path())), (0o644, 0o755));
}
