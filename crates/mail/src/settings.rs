//! How the mail server is reached.

use std::path::PathBuf;
use std::time::Duration;

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// Plain at first, then TLS; refused where the server does not offer it.
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// None: for a server on the same machine.
    None,
}

/// The mail server.
#[derive(Clone)]
pub struct SmtpSettings {
    /// Its name, which its certificate must carry.
    pub host: String,
    pub port: u16,
    /// How the connection is protected.
    pub encryption: Encryption,
    /// User name, where it wants one.
    pub user: Option<String>,
    pub password: Option<String>,
    /// A certificate to trust besides the system's.
    pub extra_ca: Option<PathBuf>,
    /// How long to wait.
    pub timeouts: Timeouts,
}

impl std::fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{} ({:?})", self.host, self.port, self.encryption)
    }
}

/// How long to wait for the mail server.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// For the connection, its encryption and the greeting, each.
    pub connect: Duration,
    /// For the answer to a command.
    pub command: Duration,
    /// For the answer after the message was handed over: servers scan it first.
    pub data: Duration,
}

impl Default for Timeouts {
    fn default() -> Timeouts {
        let seconds = Duration::from_secs;
        Timeouts { connect: seconds(20), command: seconds(30), data: seconds(120) }
    }
}

impl SmtpSettings {
    /// Reads an address: `smtp://` for STARTTLS, `smtps://` for TLS, `smtp+plain://` for none.
    pub fn parse(url: &str) -> Result<SmtpSettings, String> {
        // The address may hold a password, so that it is never quoted.
        let wrong = |why: &str| {
            format!(
                "the mail server's address is wrong: {why}. Write smtp://HOST:587 (STARTTLS), \
                     smtps://HOST:465 (TLS) or smtp+plain://HOST:25; special characters in user and password \
                     as %XX"
            )
        };
        let (scheme, rest) = url.split_once("://").ok_or_else(|| wrong("`://` is missing"))?;
        let (encryption, usual) = match scheme {
            "smtp" => (Encryption::StartTls, 587),
            "smtps" => (Encryption::Tls, 465),
            "smtp+plain" => (Encryption::None, 25),
            _ => return Err(wrong("it begins with something else")),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (login, place) =
            rest.rsplit_once('@').map_or((None, rest), |(login, place)| (Some(login), place));
        let (user, password) = match login {
            None => (None, None),
            Some(login) => {
                let (user, password) = login.split_once(':').unwrap_or((login, ""));
                let read = |text: &str| decode(text).ok_or_else(|| wrong("a %XX in it is none"));
                (Some(read(user)?), Some(read(password)?).filter(|p| !p.is_empty()))
            }
        };
        let (host, port) = match place.strip_prefix('[').and_then(|p| p.split_once(']')) {
            Some((host, port)) => (host, port.strip_prefix(':')),
            None => place.split_once(':').map_or((place, None), |(host, port)| (host, Some(port))),
        };
        let port = port.map_or(Ok(usual), str::parse).map_err(|_| wrong("its port is no number"))?;
        if host.is_empty() || host.contains(['/', '?', ' ']) {
            return Err(wrong("it names no host"));
        }
        Ok(SmtpSettings {
            host: host.to_owned(),
            port,
            encryption,
            user,
            password,
            extra_ca: None,
            timeouts: Timeouts::default(),
        })
    }
}

/// Turns `%40` into `@`.
fn decode(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            out.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        let s = SmtpSettings::parse("smtps://me%40example.com:p%3Aw@mail.example.com/").unwrap();
        assert_eq!((s.host.as_str(), s.port, s.encryption), ("mail.example.com", 465, Encryption::Tls));
        assert_eq!((s.user.as_deref(), s.password.as_deref()), (Some("me@example.com"), Some("p:w")));
        let s = SmtpSettings::parse("smtp+plain://[::1]:2525").unwrap();
        assert_eq!((s.host.as_str(), s.port, s.user), ("::1", 2525, None));
        assert_eq!(SmtpSettings::parse("smtp://mail.example.com").unwrap().port, 587);
    }

    #[test]
    fn wrong_addresses_are_refused_without_quoting_the_password() {
        for wrong in [
            "mail.example.com",
            "http://u:hush@x",
            "smtp://u:hush@",
            "smtp://u:hush@x:y",
            "smtp://u:hush%4@x",
        ] {
            let message = SmtpSettings::parse(wrong).unwrap_err();
            assert!(!message.contains("hush"), "{message}");
        }
        assert!(!format!("{:?}", SmtpSettings::parse("smtp://u:hush@x").unwrap()).contains("hush"));
    }
}
