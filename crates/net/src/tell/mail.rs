//! Mail, handed to a mail server for submission (RFC 6409), over TLS that is verified.

use std::time::{Duration, SystemTime};

use app::access::Secret;
use lettre::address::AddressError;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use protocols::time::Timestamp;

use super::{ChannelError, Parcel, Undelivered, printable};

/// One delivery, from the first question to the server's word that it has the mail.
const WHOLE: Duration = Duration::from_secs(60);

/// How the connection is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailSecurity {
    /// By STARTTLS, without which nothing is said.
    StartTls,
    /// From the first octet (RFC 8314 §3).
    Implicit,
    /// Not at all: to a server on this machine.
    None,
}

/// A name and its password.
#[derive(Debug, Clone)]
pub struct Login {
    /// The name.
    pub name: String,
    /// The password.
    pub password: Secret,
}

/// How mail is handed over.
#[derive(Debug, Clone)]
pub struct MailTerms {
    /// The mail server.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// How the connection is secured.
    pub security: MailSecurity,
    /// Who we are, where the server asks.
    pub login: Option<Login>,
    /// Whom the mail is from.
    pub from: String,
    /// Whom it is to.
    pub to: Vec<String>,
    /// Our name in EHLO.
    pub ehlo_name: String,
    /// PEM files' contents with roots trusted beside Mozilla's.
    pub extra_roots_pem: Vec<Vec<u8>>,
}

/// Mail to some addresses.
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    to: Vec<Mailbox>,
    password: Option<Secret>,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail")
            .field("from", &self.from)
            .field("to", &self.to)
            .finish_non_exhaustive()
    }
}

/// RFC 3834 §5: 'The Auto-Submitted field, with a value of "auto-generated" […] SHOULD be used' for mail
/// that no person wrote, so that no vacation notice answers it.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<AutoSubmitted, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Mail {
    /// By these terms.
    ///
    /// # Errors
    /// Where an address, the security or the roots cannot be used.
    pub fn new(terms: &MailTerms) -> Result<Mail, ChannelError> {
        if terms.security == MailSecurity::None && !is_this_machine(&terms.server) {
            return Err(ChannelError::InClear);
        }
        let tls = match terms.security {
            MailSecurity::StartTls => Tls::Required(parameters(terms)?),
            MailSecurity::Implicit => Tls::Wrapper(parameters(terms)?),
            MailSecurity::None => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&terms.server)
            .port(terms.port)
            .tls(tls)
            .hello_name(ClientId::Domain(terms.ehlo_name.clone()))
            .timeout(Some(WHOLE));
        if let Some(login) = &terms.login {
            let (name, password) = (login.name.clone(), login.password.expose().to_owned());
            builder = builder.credentials(Credentials::new(name, password));
        }
        let to: Result<Vec<Mailbox>, ChannelError> =
            terms.to.iter().map(|to| mailbox(to)).collect();
        Ok(Mail {
            transport: builder.build(),
            from: mailbox(&terms.from)?,
            to: to?,
            password: terms.login.as_ref().map(|login| login.password.clone()),
        })
    }

    pub(super) async fn deliver(&self, parcel: &Parcel, now: Timestamp) -> Result<(), Undelivered> {
        let mail = self.mail(parcel, now)?;
        let sent = tokio::time::timeout(WHOLE, self.transport.send(mail)).await;
        let sent =
            sent.map_err(|_| Undelivered::because(format!("no answer in {} s", WHOLE.as_secs())))?;
        let secrets: Vec<&Secret> = self.password.iter().collect();
        sent.map(|_| ())
            .map_err(|error| Undelivered::because(printable(&whole(&error), &secrets)))
    }

    fn mail(&self, parcel: &Parcel, now: Timestamp) -> Result<Message, Undelivered> {
        let mut builder = Message::builder()
            .from(self.from.clone())
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(now.0))
            .message_id(Some(format!(
                "<{}@{}>",
                parcel.token,
                self.from.email.domain()
            )))
            .header(AutoSubmitted)
            .header(MIME_VERSION_1_0)
            .header(ContentType::TEXT_PLAIN)
            .subject(one_line(&parcel.title));
        for to in &self.to {
            builder = builder.to(to.clone());
        }
        builder
            .body(parcel.text.clone())
            .map_err(|error| Undelivered::because(format!("the mail cannot be made: {error}")))
    }
}

/// A line break would begin a field of its own.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// The error with its causes, for the last says most.
fn whole(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}

fn parameters(terms: &MailTerms) -> Result<TlsParameters, ChannelError> {
    let tls = |error: lettre::transport::smtp::Error| ChannelError::Tls(error.to_string());
    let mut builder = TlsParameters::builder(terms.server.clone());
    for pem in &terms.extra_roots_pem {
        builder = builder.add_root_certificate(Certificate::from_pem(pem).map_err(tls)?);
    }
    builder.build().map_err(tls)
}

/// An address with or without a name: `mailseal <alarm@example.com>`.
fn mailbox(text: &str) -> Result<Mailbox, ChannelError> {
    let bad = || ChannelError::BadAddress(text.to_owned());
    let mailbox: Mailbox = text.parse().map_err(|_: AddressError| bad())?;
    // Read once more by itself: what a server gets must be nothing but an address.
    mailbox
        .email
        .to_string()
        .parse::<Address>()
        .map_err(|_| bad())?;
    Ok(mailbox)
}

fn is_this_machine(server: &str) -> bool {
    let address = server.parse::<std::net::IpAddr>();
    server == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use protocols::finding::Severity;

    use super::*;

    fn terms() -> MailTerms {
        MailTerms {
            server: "mail.example.com".to_owned(),
            port: 587,
            security: MailSecurity::StartTls,
            login: Some(Login {
                name: "alarm".to_owned(),
                password: Secret::new("pa55word"),
            }),
            from: "mailseal <alarm@example.com>".to_owned(),
            to: vec!["anna@example.net".to_owned(), "ben@example.net".to_owned()],
            ehlo_name: "host.example.com".to_owned(),
            extra_roots_pem: Vec::new(),
        }
    }

    #[test]
    fn a_mail_as_it_is_sent() {
        let mail = Mail::new(&terms()).unwrap();
        let parcel = Parcel {
            token: "0123abcd".to_owned(),
            title: "a.example: SPF defekt für alle\r\nBcc: eve@example.org".to_owned(),
            text: "Das ist ein Prüftext.\n".to_owned(),
            json: String::new(),
            severity: Severity::High,
            created: Timestamp(1_795_521_600),
        };
        let made = mail.mail(&parcel, Timestamp(1_795_521_600)).unwrap();
        let text = String::from_utf8(made.formatted()).unwrap();
        let (header, body) = text.split_once("\r\n\r\n").unwrap();
        for line in [
            "From: mailseal <alarm@example.com>",
            "To: anna@example.net, ben@example.net",
            "Date: Tue, 24 Nov 2026 12:00:00 +0000",
            "Message-ID: <0123abcd@example.com>",
            "Auto-Submitted: auto-generated",
            "Content-Type: text/plain; charset=utf-8",
            "MIME-Version: 1.0",
        ] {
            assert!(
                header.lines().any(|found| found == line),
                "{line} in {header}"
            );
        }
        assert!(
            !header.lines().any(|line| line.starts_with("Bcc")),
            "{header}"
        );
        assert!(
            body.contains("Pr=C3=BCftext") || body.contains("Prüftext"),
            "{body}"
        );
        assert!(!format!("{mail:?}").contains("pa55word"));
    }

    #[test]
    fn nothing_goes_over_the_network_in_clear() {
        let with = |server: &str| {
            let terms = MailTerms {
                server: server.to_owned(),
                security: MailSecurity::None,
                ..terms()
            };
            Mail::new(&terms).map(|_| ())
        };
        assert_eq!(with("mail.example.com"), Err(ChannelError::InClear));
        for here in ["localhost", "127.0.0.1", "::1"] {
            assert_eq!(with(here), Ok(()));
        }
    }

    #[test]
    fn what_is_no_address() {
        for bad in [
            "",
            "anna",
            "anna@",
            "a@b.example\r\nRCPT TO:<eve@c.example>",
            "a b@c.example",
        ] {
            let terms = MailTerms {
                to: vec![bad.to_owned()],
                ..terms()
            };
            let refused = Mail::new(&terms).map(|_| ());
            assert_eq!(
                refused,
                Err(ChannelError::BadAddress(bad.to_owned())),
                "{bad:?}"
            );
        }
    }
}
