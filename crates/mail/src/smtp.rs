//! Hands mails to an SMTP server, phase by phase, so that each phase has its own time limit and its own advice.

use crate::advice::{advise, late};
use crate::compose;
use crate::settings::{Encryption, SmtpSettings};
use crate::verdict::Phase;
use async_trait::async_trait;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::{Error, response::Response};
use service::ports::{MailError, Mailer, Message};
use std::future::Future;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Mails that one connection carries; many servers allow a hundred.
const PER_CONNECTION: u32 = 50;
/// A connection that was idle for longer is not used again.
const IDLE: Duration = Duration::from_secs(15);
/// Idle connections that are kept.
const KEPT: usize = 4;

/// An SMTP server.
pub struct Smtp {
    settings: SmtpSettings,
    from: String,
    tls: TlsParameters,
    idle: Mutex<Vec<Connection>>,
}

struct Connection {
    line: AsyncSmtpConnection,
    carried: u32,
    used: Instant,
}

impl Smtp {
    /// Uses this server and sends from this address. Does not connect yet.
    pub fn new(settings: SmtpSettings, from: &str) -> Result<Smtp, String> {
        let mut tls = TlsParameters::builder(settings.host.clone());
        if let Some(file) = &settings.extra_ca {
            let wrong = |e: &dyn std::fmt::Display| format!("the certificate {}: {e}", file.display());
            let pem = std::fs::read(file).map_err(|e| wrong(&e))?;
            tls = tls.add_root_certificate(Certificate::from_pem(&pem).map_err(|e| wrong(&e))?);
        }
        let tls = tls.build_rustls().map_err(|e| format!("TLS for mail cannot be set up: {e}"))?;
        if from.parse::<lettre::Address>().is_err() {
            return Err(format!("mail_from `{from}` is no e-mail address"));
        }
        Ok(Smtp { settings, from: from.to_owned(), tls, idle: Mutex::default() })
    }

    async fn connection(&self) -> Result<Connection, MailError> {
        loop {
            let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some(mut kept) = kept else { return self.connect().await };
            let alive = kept.used.elapsed() < IDLE
                && tokio::time::timeout(self.settings.timeouts.connect, kept.line.test_connected()).await
                    == Ok(true);
            if alive {
                return Ok(kept);
            }
        }
    }

    fn keep(&self, connection: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if connection.carried < PER_CONNECTION && idle.len() < KEPT {
            idle.push(connection);
        }
    }

    async fn connect(&self) -> Result<Connection, MailError> {
        let s = &self.settings;
        let hello = ClientId::default();
        let implicit = (s.encryption == Encryption::Tls).then(|| self.tls.clone());
        let place = (s.host.as_str(), s.port);
        let opening =
            AsyncSmtpConnection::connect_tokio1(place, Some(s.timeouts.connect), &hello, implicit, None);
        let mut line = self.timed(Phase::Connect, s.timeouts.connect, opening).await?;
        if s.encryption == Encryption::StartTls {
            let securing = line.starttls(self.tls.clone(), &hello);
            self.timed(Phase::StartTls, s.timeouts.connect, securing).await?;
        }
        if let Some(user) = &s.user {
            let login = Credentials::new(user.clone(), s.password.clone().unwrap_or_default());
            let known = [Mechanism::Plain, Mechanism::Login];
            self.timed(Phase::Login, s.timeouts.command, line.auth(&known, &login)).await?;
        }
        Ok(Connection { line, carried: 0, used: Instant::now() })
    }

    async fn timed<T>(
        &self,
        phase: Phase,
        limit: Duration,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, MailError> {
        match tokio::time::timeout(limit, work).await {
            Ok(done) => done.map_err(|error| advise(phase, &error, &self.settings)),
            Err(_) => Err(late(phase, &self.settings)),
        }
    }

    async fn hand_over(&self, to: &mut Connection, mail: &lettre::Message) -> Result<Response, MailError> {
        let t = self.settings.timeouts;
        let envelope = mail.envelope();
        let mut options = Vec::new();
        if envelope.from().into_iter().chain(envelope.to()).any(|a| !AsRef::<str>::as_ref(a).is_ascii()) {
            if !to.line.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(MailError::Permanent(
                    "The address has letters outside of ASCII, and the mail server takes none (SMTPUTF8). Use \
                     another address."
                        .to_owned(),
                ));
            }
            options.push(MailParameter::SmtpUtfEight);
        }
        let from = Mail::new(envelope.from().cloned(), options);
        self.timed(Phase::Sender, t.command, to.line.command(from)).await?;
        for address in envelope.to() {
            let rcpt = Rcpt::new(address.clone(), Vec::new());
            self.timed(Phase::Recipient, t.command, to.line.command(rcpt)).await?;
        }
        self.timed(Phase::Content, t.command, to.line.command(Data)).await?;
        self.timed(Phase::Delivery, t.data, to.line.message(&mail.formatted())).await
    }
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, message: &Message) -> Result<(), MailError> {
        let mail = compose(message, &self.from)?;
        let mut connection = self.connection().await?;
        // After a failure the connection is in an unknown state and is dropped.
        self.hand_over(&mut connection, &mail).await?;
        connection.carried += 1;
        connection.used = Instant::now();
        self.keep(connection);
        Ok(())
    }

    fn describe(&self) -> String {
        format!("smtp {}:{}", self.settings.host, self.settings.port)
    }
}
