//! Codes that change every half minute (RFC 6238, with SHA-1, six digits and 30 seconds: what every authenticator app can do).

use crate::records::Instant;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// Seconds that a code counts for.
const STEP: i64 = 30;
/// How many steps a telephone's clock may be off, either way.
const DRIFT: i64 = 1;

/// The step that a time falls into.
pub fn step_at(now: Instant) -> i64 {
    now.slot(1000 * STEP)
}

/// The code of a step, six digits.
pub fn code(secret: &[u8], step: i64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("any length of key will do");
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest[19] & 0xf);
    let number = u32::from_be_bytes([digest[at] & 0x7f, digest[at + 1], digest[at + 2], digest[at + 3]]);
    format!("{:06}", number % 1_000_000)
}

/// The step whose code was typed, if it is one of the present ones; blanks between digits are not meant.
pub fn step_of(secret: &[u8], typed: &str, now: Instant) -> Option<i64> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let present = step_at(now);
    (present - DRIFT..=present + DRIFT).find(|step| code(secret, *step) == digits)
}

/// The secret as people type it.
pub fn readable(secret: &[u8]) -> String {
    grouped(&data_encoding::BASE32_NOPAD.encode(secret))
}

/// Letters and digits in groups of four.
pub fn grouped(text: &str) -> String {
    text.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

/// The address that an authenticator app reads from a picture.
pub fn address(secret: &[u8], portal: &str, account: &str) -> String {
    let secret = data_encoding::BASE32_NOPAD.encode(secret);
    let (portal, account) = (percent(portal), percent(account));
    format!("otpauth://totp/{portal}:{account}?secret={secret}&issuer={portal}")
}

fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    /// The values of RFC 6238, appendix B, of which an app shows the last six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(SECRET, step_at(Instant::from_millis(seconds * 1000))), expected);
        }
    }

    #[test]
    fn a_clock_may_be_half_a_minute_off_and_no_more() {
        let now = Instant::from_millis(1_234_567_890_000);
        let at = |seconds: i64| code(SECRET, step_at(now + seconds * 1000));
        assert_eq!(step_of(SECRET, "005 924", now), Some(step_at(now)));
        assert_eq!(step_of(SECRET, &at(-30), now), Some(step_at(now) - 1));
        assert_eq!(step_of(SECRET, &at(30), now), Some(step_at(now) + 1));
        for wrong in [at(-60), at(60), String::new(), "00592".into(), "0059240".into()] {
            assert_eq!(step_of(SECRET, &wrong, now), None, "{wrong}");
        }
    }

    #[test]
    fn an_app_reads_the_address() {
        assert_eq!(readable(SECRET), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let address = address(SECRET, "Halden Instruments AG", "i.vale@halden.example");
        assert_eq!(
            address,
            "otpauth://totp/Halden%20Instruments%20AG:i.vale%40halden.example\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Halden%20Instruments%20AG"
        );
    }
}
