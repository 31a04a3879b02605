use super::*;
use axum::http::{HeaderName, HeaderValue};

fn by(peer: &str, lines: &[(&str, &'static str)], trusted: &[&str]) -> Address {
    let trusted: Vec<Network> = trusted.iter().map(|t| t.parse().unwrap()).collect();
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        headers.append(name.parse::<HeaderName>().unwrap(), HeaderValue::from_static(value));
    }
    let mut extensions = Extensions::new();
    extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 9)));
    Address::of(&extensions, &headers, &trusted)
}

fn from(peer: &str, forwarded: &'static str, trusted: &[&str]) -> String {
    by(peer, &[("x-forwarded-for", forwarded)], trusted).client()
}

#[test]
fn l07_only_trusted_proxies_are_believed() {
    assert_eq!(from("203.0.113.9", "198.51.100.1", &[]), "203.0.113.9");
    assert_eq!(from("10.0.0.1", "198.51.100.1", &["10.0.0.0/8"]), "198.51.100.1");
    assert_eq!(from("10.0.0.1", "6.6.6.6, 198.51.100.1, 10.2.3.4", &["10.0.0.0/8"]), "198.51.100.1");
    assert_eq!(from("10.0.0.1", "nonsense", &["10.0.0.0/8"]), "10.0.0.1");
    assert_eq!(from("::ffff:10.0.0.1", "198.51.100.1", &["10.0.0.0/8"]), "198.51.100.1");
}

#[test]
fn f_d4_an_address_is_read_however_the_proxy_writes_it() {
    for (hop, expected) in [
        ("198.51.100.1:4711", "198.51.100.1"),
        ("\"198.51.100.1:4711\"", "198.51.100.1"),
        ("  198.51.100.1  ", "198.51.100.1"),
        ("6.6.6.6:1, 198.51.100.1:4711, 10.2.3.4:80", "198.51.100.1"),
        ("198.51.100.1, ", "198.51.100.1"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
        ("[::ffff:198.51.100.1]:443", "198.51.100.1"),
        ("[2001:db8::1]:443", "2001:db8::/64"),
        ("\"[2001:db8::1]:443\"", "2001:db8::/64"),
        ("[2001:db8::1]", "2001:db8::/64"),
        ("2001:db8::1", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        // What is no address ends the reading; the proxy itself is what remains.
        ("unknown", "10.0.0.1"),
        ("198.51.100.1:47:11", "10.0.0.1"),
        ("[2001:db8::1]x", "10.0.0.1"),
        ("[2001:db8::1", "10.0.0.1"),
        ("198.51.100.1:47 11", "10.0.0.1"),
    ] {
        assert_eq!(from("10.0.0.1", hop, &["10.0.0.0/8"]), expected, "{hop}");
    }
}

#[test]
fn f_d4_the_standard_header_is_read_where_the_usual_one_is_missing() {
    let trusted = ["10.0.0.0/8"];
    for (line, expected) in [
        ("for=198.51.100.1", "198.51.100.1"),
        ("For=\"198.51.100.1:4711\";proto=https;by=10.0.0.1", "198.51.100.1"),
        ("for=6.6.6.6, proto=https; for=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::/64"),
        ("for=_hidden", "10.0.0.1"),
        ("proto=https", "10.0.0.1"),
    ] {
        assert_eq!(by("10.0.0.1", &[("forwarded", line)], &trusted).client(), expected, "{line}");
    }
    // Made up by the caller, handed on by a proxy that writes the other header.
    let both = [("forwarded", "for=6.6.6.6"), ("x-forwarded-for", "198.51.100.1")];
    assert_eq!(by("10.0.0.1", &both, &trusted).client(), "198.51.100.1");
    let lines = [("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "198.51.100.1:1, 10.0.0.2")];
    assert_eq!(by("10.0.0.1", &lines, &trusted).client(), "198.51.100.1");
}

#[test]
fn l07_all_of_a_64_count_as_one_and_have_a_48_around_them() {
    assert_eq!(from("2001:db8:1:2:aaaa::1", "", &[]), "2001:db8:1:2::/64");
    assert_eq!(from("2001:db8:1:2:bbbb::9", "", &[]), "2001:db8:1:2::/64");
    assert_eq!(by("2001:db8:1:2:bbbb::9", &[], &[]).wide(), "2001:db8:1::/48");
    assert_eq!(by("198.51.100.1", &[], &[]).wide(), "");
}

#[test]
fn a_network_is_read_or_refused() {
    assert!("10.0.0.0/33".parse::<Network>().is_err());
    assert!("ten".parse::<Network>().is_err());
    assert!("::1".parse::<Network>().unwrap().contains("::1".parse().unwrap()));
    assert!("0.0.0.0/0".parse::<Network>().unwrap().contains("9.9.9.9".parse().unwrap()));
}
