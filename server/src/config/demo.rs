//! Whether the portal is a demonstration, and where that is refused.

use serde::Deserialize;
use std::net::SocketAddr;

/// Whether this is a demonstration, and for whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub enum Demo {
    /// It is none.
    #[default]
    Off,
    /// For whoever sits at this machine.
    Local,
    /// For everybody who reaches it.
    Public,
}

/// How a settings file says it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Flag(bool),
    Word(String),
}

impl TryFrom<Written> for Demo {
    type Error = String;

    fn try_from(written: Written) -> Result<Demo, String> {
        match written {
            Written::Flag(on) => Ok(if on { Demo::Local } else { Demo::Off }),
            Written::Word(word) => word.parse(),
        }
    }
}

impl std::str::FromStr for Demo {
    type Err = String;

    fn from_str(word: &str) -> Result<Demo, String> {
        match word.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Ok(Demo::Local),
            "" | "false" | "no" | "off" | "0" => Ok(Demo::Off),
            "public" => Ok(Demo::Public),
            _ => Err("it is true, false, or public".to_owned()),
        }
    }
}

/// Refuses a demonstration that could do harm. It shows every mail on a page, with links that work, and everybody knows
/// its passwords.
pub(super) fn may_demonstrate(
    demo: Demo,
    addr: SocketAddr,
    base_url: Option<&str>,
    smtp: bool,
) -> Result<(), String> {
    if demo == Demo::Off {
        return Ok(());
    }
    if smtp {
        return Err(
            "a demonstration (--demo, TOUCHSTONE_DEMO) sends no mail: its suppliers are invented. Leave out \
                    smtp_url (--smtp-url, TOUCHSTONE_SMTP_URL), or start without the demonstration"
                .to_owned(),
        );
    }
    let here = addr.ip().is_loopback() && base_url.is_none_or(is_loopback_origin);
    if demo != Demo::Public && !here {
        return Err(format!(
            "the demonstration would be reached from other machines ({}), where everybody could sign in as \
             administrator with the password that it prints. Say --demo=public (TOUCHSTONE_DEMO=public) if that is \
             meant; otherwise let it listen on 127.0.0.1 and leave out base_url",
            base_url.map_or(addr.to_string(), str::to_owned)
        ));
    }
    Ok(())
}

/// Whether an origin is this machine's.
fn is_loopback_origin(origin: &str) -> bool {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    if let Ok(addr) = host.parse::<SocketAddr>() {
        return addr.ip().is_loopback();
    }
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let ip = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    name == "localhost"
        || name.ends_with(".localhost")
        || name.parse().or(ip).is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use crate::config::Options;

    /// F-D7: never with a mail server, never beyond this machine without a word that says so.
    #[test]
    fn f_d7_a_demonstration_is_refused_where_it_could_do_harm() {
        let complete = |text: &str| toml::from_str::<Options>(text).unwrap().complete();
        for fine in [
            "demo=true",
            "demo='true'\naddr='[::1]:3000'",
            "demo=true\nbase_url='http://localhost:3000'",
            "demo=true\nbase_url='http://127.0.0.1:3000'",
            "demo=true\nbase_url='http://[::1]:3000'",
            "demo='public'\naddr='0.0.0.0:3000'",
            "demo='public'\nbase_url='https://demo.example.com'",
        ] {
            assert!(complete(fine).unwrap().demo, "{fine}");
        }
        for (harm, says) in [
            ("demo=true\nsmtp_url='smtp://h'\nmail_from='a@b.example'", "smtp_url"),
            ("demo='public'\nsmtp_url='smtp://h'\nmail_from='a@b.example'", "smtp_url"),
            ("demo=true\naddr='0.0.0.0:3000'", "--demo=public"),
            ("demo=true\naddr='[::]:3000'", "--demo=public"),
            ("demo=true\naddr='192.168.1.4:3000'", "--demo=public"),
            ("demo=true\nbase_url='https://demo.example.com'", "--demo=public"),
            ("demo=true\nbase_url='http://localhost.example.com'", "--demo=public"),
        ] {
            let why = complete(harm).unwrap_err();
            assert!(why.contains(says), "{harm}: {why}");
        }
        assert!(!complete("demo=false\naddr='0.0.0.0:3000'").unwrap().demo);
        assert!(toml::from_str::<Options>("demo='maybe'").is_err());
    }
}
