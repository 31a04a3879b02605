//! The virus scanner `clamd`, by its own protocol: a file goes to it before it is kept.

use async_trait::async_trait;
use service::ports::{Scan, Scanner, ScannerAway};
use std::io::{Error, ErrorKind, Result};
use std::str::FromStr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};

/// How long one file may take.
const TIME: Duration = Duration::from_secs(30);
/// Bytes of a piece in which a file is sent.
const PIECE: usize = 64 * 1024;
/// Most bytes of an answer.
const ANSWER: u64 = 4096;

/// Where `clamd` listens: `host:port`, or the path of a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clamd(Place);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Tcp(String),
    Socket(String),
}

impl FromStr for Clamd {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Clamd, String> {
        if text.starts_with('/') {
            return Ok(Clamd(Place::Socket(text.to_owned())));
        }
        match text.rsplit_once(':') {
            Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => {
                Ok(Clamd(Place::Tcp(text.to_owned())))
            }
            _ => Err(format!(
                "clamd `{text}` must be like localhost:3310, or the path of a socket like /run/clamav/clamd.ctl"
            )),
        }
    }
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

impl Clamd {
    async fn connect(&self) -> Result<Box<dyn Stream>> {
        Ok(match &self.0 {
            Place::Tcp(address) => Box::new(TcpStream::connect(address).await?),
            Place::Socket(path) => Box::new(UnixStream::connect(path).await?),
        })
    }

    /// Sends a command, and what belongs to it; the answer without what ends it.
    async fn ask(&self, command: &[u8], bytes: Option<&[u8]>) -> Result<String> {
        let mut stream = self.connect().await?;
        stream.write_all(command).await?;
        if let Some(bytes) = bytes {
            for piece in bytes.chunks(PIECE) {
                stream.write_u32(piece.len() as u32).await?;
                stream.write_all(piece).await?;
            }
            stream.write_u32(0).await?;
        }
        stream.flush().await?;
        let mut answer = Vec::new();
        stream.take(ANSWER).read_to_end(&mut answer).await?;
        let answer = String::from_utf8_lossy(&answer);
        Ok(answer.trim_end_matches(['\0', '\n']).trim().to_owned())
    }

    async fn looked(&self, bytes: &[u8]) -> Result<Scan> {
        // An answer that is neither of the two is no answer: too large, out of memory, a broken database.
        let found = match self.ask(b"zINSTREAM\0", Some(bytes)).await?.strip_prefix("stream: ") {
            Some("OK") => None,
            Some(said) if said.ends_with(" FOUND") => Some(said.trim_end_matches(" FOUND").to_owned()),
            _ => return Err(Error::new(ErrorKind::InvalidData, "it could not scan the file")),
        };
        let version = self.ask(b"zVERSION\0", None).await?;
        let by: String = version.split('/').next().unwrap_or("ClamAV").chars().take(80).collect();
        Ok(Scan { by: if by.is_empty() { "ClamAV".to_owned() } else { by }, found })
    }
}

#[async_trait]
impl Scanner for Clamd {
    async fn scan(&self, bytes: &[u8]) -> std::result::Result<Scan, ScannerAway> {
        match tokio::time::timeout(TIME, self.looked(bytes)).await {
            Ok(Ok(scan)) => Ok(scan),
            Ok(Err(error)) => Err(ScannerAway(error.to_string())),
            Err(_) => Err(ScannerAway("it took too long".to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn desk_93_a_scanner_is_an_address_or_a_socket() {
        assert_eq!("localhost:3310".parse::<Clamd>().unwrap().0, Place::Tcp("localhost:3310".into()));
        assert_eq!("/run/c.ctl".parse::<Clamd>().unwrap().0, Place::Socket("/run/c.ctl".into()));
        for wrong in ["", "localhost", ":3310", "localhost:x", "run/c.ctl"] {
            assert!(wrong.parse::<Clamd>().is_err(), "{wrong}");
        }
    }
}
