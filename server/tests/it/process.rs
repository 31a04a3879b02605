//! The real binary in a process of its own, and the smallest client that can talk to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A running portal.
pub struct Process {
    child: Child,
    pub addr: SocketAddr,
    said: Arc<Mutex<String>>,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

impl Process {
    /// Starts the portal on these data and waits until it answers.
    pub fn start(data: &Path, args: &[&str]) -> Process {
        Process::start_by(Command::new(env!("CARGO_BIN_EXE_touchstone")), data, args)
    }

    /// The same with only so many open files.
    pub fn start_with_files(files: u32, data: &Path, args: &[&str]) -> Process {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -n {files}; exec \"$0\" \"$@\"")]);
        command.arg(env!("CARGO_BIN_EXE_touchstone"));
        Process::start_by(command, data, args)
    }

    fn start_by(mut command: Command, data: &Path, args: &[&str]) -> Process {
        let addr = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        command.args(["serve", "--addr", &addr.to_string(), "--data"]).arg(data).args(args);
        // The settings of whoever runs the tests are not the tests' settings.
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("TOUCHSTONE_")) {
            command.env_remove(name);
        }
        let mut child =
            command.current_dir(data).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        keep(child.stdout.take().unwrap(), &said);
        keep(child.stderr.take().unwrap(), &said);
        let mut process = Process { child, addr, said };
        let begun = Instant::now();
        while process.call("GET", "/healthz", &[], "").is_none_or(|reply| reply.status != 200) {
            let over =
                process.child.try_wait().unwrap().is_some() || begun.elapsed() > Duration::from_secs(30);
            assert!(!over, "the portal did not start:\n{}", process.said());
            std::thread::sleep(Duration::from_millis(5));
        }
        process
    }

    /// Everything that it has printed.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// The most memory that it ever took, in KiB.
    pub fn peak(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.split_whitespace().next().unwrap().parse().unwrap()
    }

    /// Ends it at once, as a power cut would end the process.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end, and says whether it ended well within the time.
    pub fn end(&mut self, within: Duration) -> bool {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        let begun = Instant::now();
        while begun.elapsed() < within {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.success();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        false
    }

    /// One request; nothing when the portal is gone before it answered whole.
    pub fn call(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Option<Reply> {
        call(self.addr, method, path, headers, body)
    }
}

/// One request on a connection of its own.
pub fn call(
    addr: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl AsRef<[u8]>,
) -> Option<Reply> {
    let body = body.as_ref();
    let mut line = TcpStream::connect(addr).ok()?;
    line.set_read_timeout(Some(Duration::from_secs(40))).ok()?;
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {addr}\r\nConnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
    line.write_all(request.as_bytes()).ok()?;
    line.write_all(body).ok()?;
    let mut bytes = Vec::new();
    line.read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let reply = Reply { status, head: head.to_owned(), body: body.to_owned() };
    // A torn answer is none.
    let length = reply.header("content-length").and_then(|l| l.parse::<usize>().ok());
    (length.is_none_or(|length| reply.body.len() >= length)).then_some(reply)
}

fn keep(out: impl Read + Send + 'static, said: &Arc<Mutex<String>>) {
    let said = said.clone();
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            let mut said = said.lock().unwrap();
            said.push_str(&line);
            said.push('\n');
        }
    });
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
