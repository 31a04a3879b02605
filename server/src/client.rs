//! Who is calling: for limits and for the log.

use crate::app_state::AppState;
use crate::network::Network;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, header};
use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// The caller's network address, past the proxies that are trusted; none where there is no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address(pub Option<IpAddr>);

impl Address {
    /// From what is known of a request.
    pub fn of(extensions: &Extensions, headers: &HeaderMap, trusted: &[Network]) -> Address {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Address(peer.map(|peer| caller(peer, headers, trusted).to_canonical()))
    }

    /// What counts as one client: IPv6 by its /64, since whoever has one address there has them all.
    pub fn client(self) -> String {
        match self.0 {
            None => "local".to_owned(),
            Some(IpAddr::V4(v4)) => v4.to_string(),
            Some(IpAddr::V6(v6)) => network(v6, 64),
        }
    }

    /// The network around it that one subscriber may have whole: the /48 of an IPv6 address. Empty for IPv4.
    pub fn wide(self) -> String {
        match self.0 {
            Some(IpAddr::V6(v6)) => network(v6, 48),
            _ => String::new(),
        }
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Some(ip) => ip.fmt(f),
            None => f.write_str("local"),
        }
    }
}

fn network(v6: Ipv6Addr, bits: u32) -> String {
    format!("{}/{bits}", Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << (128 - bits))))
}

impl FromRequestParts<AppState> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, portal: &AppState) -> Result<Address, Infallible> {
        Ok(Address::of(&parts.extensions, &parts.headers, &portal.config.trusted_proxies))
    }
}

/// What counts as one client, as a key for limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client(pub String);

impl FromRequestParts<AppState> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, portal: &AppState) -> Result<Client, Infallible> {
        let Ok(address) = Address::from_request_parts(parts, portal).await;
        Ok(Client(address.client()))
    }
}

/// The nearest address that is not a trusted proxy. What stands further left in the header, anybody can write.
fn caller(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_proxy = |ip: IpAddr| trusted.iter().any(|network| network.contains(ip));
    if !is_proxy(peer) {
        return peer;
    }
    let mut nearest = peer;
    for hop in hops(headers).iter().rev() {
        let Some(ip) = address(hop) else { break };
        nearest = ip;
        if !is_proxy(ip) {
            break;
        }
    }
    nearest
}

/// Whom the request passed, the nearest last. X-Forwarded-For goes first: a proxy that writes it hands on whatever
/// `Forwarded` its caller made up.
fn hops(headers: &HeaderMap) -> Vec<String> {
    let lines = |name: &str| -> Vec<String> {
        let all = headers.get_all(name).iter();
        all.map(|line| String::from_utf8_lossy(line.as_bytes()).into_owned()).collect()
    };
    let parts = |lines: Vec<String>| -> Vec<String> {
        let parts = lines.iter().flat_map(|line| line.split(','));
        parts.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    };
    let usual = parts(lines("x-forwarded-for"));
    if !usual.is_empty() {
        return usual;
    }
    let whose = |element: &String| {
        let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
        let mut names = pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("for"));
        names.next().map_or(String::new(), |(_, value)| value.trim().to_owned())
    };
    parts(lines(header::FORWARDED.as_str())).iter().map(whose).collect()
}

/// An address as proxies write it: bare, with a port, in brackets, in quotes, with a zone.
fn address(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim().trim_matches('"').trim();
    if let Ok(ip) = hop.parse::<IpAddr>() {
        return Some(ip.to_canonical());
    }
    let host = match hop.strip_prefix('[') {
        Some(rest) => {
            let (host, behind) = rest.split_once(']')?;
            is_port(behind).then_some(host)?
        }
        // One colon parts the port from an IPv4 address; an IPv6 address has more.
        None => match hop.rsplit_once(':') {
            Some((host, port)) if !host.contains(':') => is_port(&format!(":{port}")).then_some(host)?,
            _ => hop,
        },
    };
    let host = host.split('%').next().unwrap_or(host);
    host.parse::<IpAddr>().ok().map(|ip| ip.to_canonical())
}

/// Nothing, or a colon and what may stand behind it.
fn is_port(behind: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    behind.is_empty() || behind.strip_prefix(':').is_some_and(|port| port.chars().all(plain))
}

#[cfg(test)]
mod tests;
