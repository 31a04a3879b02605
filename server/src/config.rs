//! Settings: from `touchstone.toml`, over those the environment (`TOUCHSTONE_*`), over those the command line.

mod demo;

use crate::clamd::Clamd;
use crate::network::Network;
use clap::{Args, ValueEnum};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

pub use demo::Demo;
use demo::may_demonstrate;

/// Settings as somebody wrote them, in any of the three places; what is not set is left to the next.
// These comments are also what `--help` prints, where an address is just written out.
#[allow(rustdoc::bare_urls)]
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Where to listen. [default: 127.0.0.1:3000]
    #[arg(long, env = "TOUCHSTONE_ADDR", value_name = "IP:PORT")]
    pub addr: Option<SocketAddr>,
    /// Folder of the database, the secret and mails written as files. [default: data]
    #[arg(long, env = "TOUCHSTONE_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// postgres://… for PostgreSQL; otherwise SQLite in the data folder.
    #[arg(long, env = "TOUCHSTONE_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Starts with invented suppliers in every state, and shows mails on a page; on a database of its own, without a
    /// mail server. `public` also where others can reach it: everybody can sign in as administrator there.
    #[arg(long = "demo", env = "TOUCHSTONE_DEMO", value_name = "true|false|public", num_args = 0..=1,
          require_equals = true, default_missing_value = "true")]
    #[serde(rename = "demo")]
    pub demonstration: Option<Demo>,
    /// The same for whoever starts the portal from code: whether it is a demonstration, for this machine alone.
    #[arg(skip)]
    #[serde(skip)]
    pub demo: Option<bool>,
    /// How people reach the portal from outside, for example https://minerals.example.com. [default: http://ADDR]
    #[arg(long, env = "TOUCHSTONE_BASE_URL", value_name = "URL")]
    pub base_url: Option<String>,
    /// Proxies in front, whose X-Forwarded-For is believed: addresses or networks such as 10.0.0.0/8.
    #[arg(long, env = "TOUCHSTONE_TRUSTED_PROXIES", value_name = "NET,…", value_delimiter = ',')]
    pub trusted_proxies: Option<Vec<String>>,
    /// 32 bytes as hexadecimal or base64, from which link tokens are derived; several instances share one.
    /// [default: made on the first start and kept in DATA/secret.key]
    #[arg(long, env = "TOUCHSTONE_SECRET", value_name = "SECRET", hide_env_values = true)]
    pub secret: Option<String>,
    /// Mail server: smtp://HOST:587 (STARTTLS), smtps://HOST:465 (TLS), smtp+plain://HOST:25 (no encryption); user
    /// and password may stand before the host. Without it, mails are written to files.
    #[arg(long, env = "TOUCHSTONE_SMTP_URL", value_name = "URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// User name at the mail server.
    #[arg(long, env = "TOUCHSTONE_SMTP_USER", value_name = "NAME")]
    pub smtp_user: Option<String>,
    /// Password at the mail server.
    #[arg(long, env = "TOUCHSTONE_SMTP_PASSWORD", value_name = "PASSWORD", hide_env_values = true)]
    pub smtp_password: Option<String>,
    /// File with a certificate (PEM) to trust besides the system's, for a mail server with one of its own.
    #[arg(long, env = "TOUCHSTONE_SMTP_CA", value_name = "FILE")]
    pub smtp_ca: Option<PathBuf>,
    /// Address that mails come from, for example minerals@example.com.
    #[arg(long, env = "TOUCHSTONE_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Most megabytes of a file that is kept at a request, 1 to 20. [default: 10]
    #[arg(long, env = "TOUCHSTONE_FILE_MB", value_name = "MB")]
    pub file_mb: Option<u64>,
    /// Most megabytes of all files of a request together. [default: 50]
    #[arg(long, env = "TOUCHSTONE_REQUEST_FILES_MB", value_name = "MB")]
    pub request_files_mb: Option<u64>,
    /// Where the virus scanner clamd listens, HOST:PORT or the path of its socket. Files are scanned before they are kept;
    /// while it does not answer, none is. Without it, files are kept unscanned, and each says so.
    #[arg(long, env = "TOUCHSTONE_CLAMD", value_name = "HOST:PORT|/SOCKET")]
    pub clamd: Option<String>,
    /// text or json. [default: text]
    #[arg(long, env = "TOUCHSTONE_LOG_FORMAT", value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,
    /// What is logged, for example `info` or `info,http=debug`. [default: info]
    #[arg(long, env = "TOUCHSTONE_LOG", value_name = "FILTER")]
    pub log: Option<String>,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For machines.
    Json,
}

/// Settings, complete.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub addr: SocketAddr,
    /// Folder of everything that is stored in files.
    pub data: PathBuf,
    /// Which database.
    pub database_url: String,
    /// Whether this is a demonstration.
    pub demo: bool,
    /// Our origin as configured, without a slash at the end.
    pub base_url: Option<String>,
    /// Whose X-Forwarded-For is believed.
    pub trusted_proxies: Vec<Network>,
    /// The secret as configured.
    pub secret: Option<String>,
    /// The mail server, or none.
    pub smtp: Option<mail::SmtpSettings>,
    /// Address that mails come from.
    pub mail_from: String,
    /// Most bytes of a file that is kept, and of all files of a request.
    pub files: [u64; 2],
    /// The virus scanner, or none.
    pub clamd: Option<Clamd>,
    /// How the log is written.
    pub log_format: LogFormat,
    /// What is logged.
    pub log: String,
    /// Whether an empty database is expected although the data folder holds a secret.
    pub anew: bool,
    /// The program that uploads are read by: this one, but for tests.
    pub reader: PathBuf,
}

impl Options {
    /// Reads a settings file.
    pub fn read(file: &Path) -> Result<Options, String> {
        let text = std::fs::read_to_string(file)
            .map_err(|e| format!("cannot read the settings in {}: {e}", file.display()))?;
        toml::from_str(&text).map_err(|e| format!("the settings in {} are wrong: {e}", file.display()))
    }

    /// These settings, and where they say nothing, those.
    pub fn or(self, below: Options) -> Options {
        Options {
            addr: self.addr.or(below.addr),
            data: self.data.or(below.data),
            database_url: self.database_url.or(below.database_url),
            // The two say one thing: whatever stands above wins, in either form.
            demonstration: self.demonstration.or(if self.demo.is_some() {
                None
            } else {
                below.demonstration
            }),
            demo: self.demo.or(if self.demonstration.is_some() { None } else { below.demo }),
            base_url: self.base_url.or(below.base_url),
            trusted_proxies: self.trusted_proxies.or(below.trusted_proxies),
            secret: self.secret.or(below.secret),
            smtp_url: self.smtp_url.or(below.smtp_url),
            smtp_user: self.smtp_user.or(below.smtp_user),
            smtp_password: self.smtp_password.or(below.smtp_password),
            smtp_ca: self.smtp_ca.or(below.smtp_ca),
            mail_from: self.mail_from.or(below.mail_from),
            file_mb: self.file_mb.or(below.file_mb),
            request_files_mb: self.request_files_mb.or(below.request_files_mb),
            clamd: self.clamd.or(below.clamd),
            log_format: self.log_format.or(below.log_format),
            log: self.log.or(below.log),
        }
    }

    /// Completes the settings and refuses what cannot work.
    pub fn complete(self) -> Result<Config, String> {
        let addr = self.addr.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 3000)));
        let data = self.data.unwrap_or_else(|| PathBuf::from("data"));
        let proxies = self.trusted_proxies.unwrap_or_default();
        let smtp = match &self.smtp_url {
            None => None,
            Some(url) => {
                let mut smtp = mail::SmtpSettings::parse(url)?;
                smtp.user = self.smtp_user.or(smtp.user);
                smtp.password = self.smtp_password.or(smtp.password);
                smtp.extra_ca = self.smtp_ca;
                Some(smtp)
            }
        };
        if smtp.is_some() && self.mail_from.is_none() {
            return Err("with a mail server, say which address mails come from: mail_from \
                        (--mail-from, TOUCHSTONE_MAIL_FROM)"
                .to_owned());
        }
        let base_url = self.base_url.map(|url| origin(&url)).transpose()?;
        let demo = self.demonstration.unwrap_or(match self.demo {
            Some(true) => Demo::Local,
            _ => Demo::Off,
        });
        may_demonstrate(demo, addr, base_url.as_deref(), smtp.is_some())?;
        if smtp.is_some() && base_url.is_none() {
            return Err("with a mail server, say how people reach the portal from outside: base_url (--base-url, \
                        TOUCHSTONE_BASE_URL), for example https://minerals.example.com. The links in mails begin \
                        with it."
                .to_owned());
        }
        let (each, together) = (self.file_mb.unwrap_or(10), self.request_files_mb.unwrap_or(50));
        if !(1..=20).contains(&each) || !(each..=10_000).contains(&together) {
            return Err("file_mb (--file-mb, TOUCHSTONE_FILE_MB) is 1 to 20, and request_files_mb is no less than that"
                .to_owned());
        }
        Ok(Config {
            addr,
            database_url: self
                .database_url
                .unwrap_or_else(|| format!("sqlite:{}", data.join("touchstone.db").display())),
            data,
            demo: demo != Demo::Off,
            base_url,
            trusted_proxies: proxies.iter().map(|p| p.trim().parse()).collect::<Result<_, _>>()?,
            secret: self.secret,
            smtp,
            mail_from: self.mail_from.unwrap_or_else(|| "touchstone@localhost".to_owned()),
            files: [each, together].map(|mb| mb * 1_000_000),
            clamd: self.clamd.map(|place| place.parse()).transpose()?,
            log_format: self.log_format.unwrap_or_default(),
            log: self.log.unwrap_or_else(|| "info".to_owned()),
            anew: false,
            reader: crate::reader::own_program(),
        })
    }
}

impl Config {
    /// Whether people reach the portal over TLS: then cookies are for TLS alone.
    pub fn secure(&self) -> bool {
        self.base_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// The database file, where the database is one.
    pub fn sqlite_file(&self) -> Option<&Path> {
        let file = self.database_url.strip_prefix("sqlite:").unwrap_or(&self.database_url);
        (!file.contains("://")).then_some(Path::new(file))
    }

    /// What links begin with; never taken from a request.
    pub fn links_base(&self) -> String {
        self.base_url.clone().unwrap_or_else(|| format!("http://{}", self.addr))
    }
}

/// An address without path: `https://minerals.example.com`.
fn origin(url: &str) -> Result<String, String> {
    let wrong = || format!("base_url `{url}` must be like https://minerals.example.com, without a path");
    let (scheme, host) = url.split_once("://").ok_or_else(wrong)?;
    let host = host.strip_suffix('/').unwrap_or(host).to_ascii_lowercase();
    let usual = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    if !matches!(scheme, "http" | "https") || host.is_empty() || !host.chars().all(usual) {
        return Err(wrong());
    }
    let port = if scheme == "http" { ":80" } else { ":443" };
    Ok(format!("{scheme}://{}", host.strip_suffix(port).unwrap_or(&host)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("touchstone.toml");
        std::fs::write(&file, "addr = \"127.0.0.1:1\"\nadress = 2\n").unwrap();
        let message = Options::read(&file).unwrap_err();
        assert!(message.contains("adress") && message.contains("touchstone.toml"), "{message}");
    }

    #[test]
    fn every_option_can_stand_in_the_file() {
        let text = "addr='127.0.0.1:1'\ndata='d'\ndatabase_url='u'\ndemo=false\nbase_url='http://a'\n\
                    trusted_proxies=['::1']\nsecret='s'\nsmtp_url='smtp://h'\nsmtp_user='u'\n\
                    smtp_password='p'\nsmtp_ca='c'\nmail_from='a@b.example'\nfile_mb=5\nrequest_files_mb=20\n\
                    clamd='/run/c.ctl'\nlog_format='json'\nlog='warn'\n";
        let options: Options = toml::from_str(text).unwrap();
        let config = options.complete().unwrap();
        assert!(!config.demo && config.log_format == LogFormat::Json && config.smtp.is_some());
    }

    #[test]
    fn what_stands_above_wins() {
        let below = Options { log: Some("info".into()), demo: Some(true), ..Options::default() };
        let above = Options { log: Some("warn".into()), ..Options::default() };
        let both = above.or(below);
        assert_eq!((both.log.as_deref(), both.demo), (Some("warn"), Some(true)));
    }

    #[test]
    fn the_base_address_is_an_origin() {
        assert_eq!(origin("https://A.example:443/").unwrap(), "https://a.example");
        assert_eq!(origin("http://127.0.0.1:3000").unwrap(), "http://127.0.0.1:3000");
        for wrong in ["a.example", "ftp://a", "https://", "https://a/b", "https://a?b"] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }
}
