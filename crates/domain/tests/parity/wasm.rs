//! An example of a package as a bare wasm module, run by Node: a line of JSON in, a line of JSON out.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

pub struct Wasm {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Wasm {
    /// Builds and starts it; nothing where there is no Node.
    pub fn start(package: &str, example: &str, features: &[&str]) -> Option<Wasm> {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../domain/tests/parity/run.mjs");
        let has_node = Command::new("node").arg("--version").output().is_ok_and(|o| o.status.success());
        if !has_node {
            assert!(std::env::var_os("CI").is_none(), "Node is needed for the wasm parity test");
            println!("skipped: Node is not installed, the wasm build was not compared");
            return None;
        }
        let target = std::env::var("CARGO_TARGET_DIR")
            .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../target").to_owned());
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", package, "--example", example])
            .args(features)
            .args(["--target", "wasm32-unknown-unknown", "--target-dir", &target])
            .status()
            .expect("cargo runs");
        assert!(built.success(), "the wasm module must build");
        let module = format!("{target}/wasm32-unknown-unknown/debug/examples/{example}.wasm");
        let mut child = Command::new("node")
            .args([script, &module])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let to = child.stdin.take().expect("a pipe");
        let from = BufReader::new(child.stdout.take().expect("a pipe"));
        Some(Wasm { child, to, from })
    }

    /// What the module says to a line.
    pub fn run(&mut self, line: &str) -> String {
        writeln!(self.to, "{line}").expect("node listens");
        let mut said = String::new();
        self.from.read_line(&mut said).expect("node answers");
        said.trim_end().to_owned()
    }
}

impl Drop for Wasm {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
