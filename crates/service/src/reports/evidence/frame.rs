//! The zip around the parts. Nothing is compressed and nothing tells a time, so that the same parts are the same file for
//! ever; and every byte around them follows from them, so that whoever reads it finds any that was changed.

use crate::{Result, ServiceError};
use flate2::Crc;
use sha2::{Digest, Sha256};
use std::io::{self, Read};

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const LOCAL_BYTES: usize = 30;
/// 1 January 1980, the first day that a zip can name.
const DAY: u16 = 0x21;
/// The version of the format that can do this.
const VERSION: u16 = 10;
/// More parts than this need another format.
const MOST_PARTS: usize = 65_535;
/// Longest name that is read.
const NAME: usize = 256;

/// A part as the frame knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framed {
    pub name: String,
    pub size: u32,
    pub crc: u32,
    /// Where its frame begins.
    pub at: u32,
}

impl Framed {
    /// Where its bytes begin.
    pub fn bytes_at(&self) -> u64 {
        u64::from(self.at) + (LOCAL_BYTES + self.name.len()) as u64
    }

    /// What both frames of a part say of it.
    fn common(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for word in [VERSION, 0, 0, 0, DAY] {
            out.extend(word.to_le_bytes());
        }
        for long in [self.crc, self.size, self.size] {
            out.extend(long.to_le_bytes());
        }
        out.extend((self.name.len() as u16).to_le_bytes());
        out.extend(0_u16.to_le_bytes());
        out
    }

    /// What stands before the bytes.
    fn before(&self) -> Vec<u8> {
        [&LOCAL.to_le_bytes()[..], &self.common(), self.name.as_bytes()].concat()
    }

    /// Its line in the directory at the end.
    fn in_directory(&self) -> Vec<u8> {
        let nothing = [0_u8; 10];
        let (version, at) = (VERSION.to_le_bytes(), self.at.to_le_bytes());
        let parts =
            [&CENTRAL.to_le_bytes()[..], &version, &self.common(), &nothing, &at, self.name.as_bytes()];
        parts.concat()
    }
}

/// The directory at the end.
fn directory(parts: &[Framed], at: u32) -> Vec<u8> {
    let mut out: Vec<u8> = parts.iter().flat_map(Framed::in_directory).collect();
    let (size, count) = (out.len() as u32, parts.len() as u16);
    out.extend(END.to_le_bytes());
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0; 2]);
    out
}

/// Frames parts one behind the other.
#[derive(Default)]
pub struct Framing {
    parts: Vec<Framed>,
    at: u64,
}

impl Framing {
    /// What stands before a part.
    pub fn before(&mut self, name: &str, bytes: &[u8]) -> Result<Vec<u8>> {
        let mut crc = Crc::new();
        crc.update(bytes);
        let too_large = |_| ServiceError::Internal("a bundle of more than 4 GiB".into());
        let part = Framed {
            name: name.to_owned(),
            size: u32::try_from(bytes.len()).map_err(too_large)?,
            crc: crc.sum(),
            at: u32::try_from(self.at).map_err(too_large)?,
        };
        let before = part.before();
        self.at += (before.len() + bytes.len()) as u64;
        self.parts.push(part);
        Ok(before)
    }

    /// What stands behind the last part.
    pub fn end(&self) -> Result<Vec<u8>> {
        let at = u32::try_from(self.at).ok().filter(|_| self.parts.len() <= MOST_PARTS);
        let at = at.ok_or_else(|| ServiceError::Internal("a bundle of too many parts".into()))?;
        Ok(directory(&self.parts, at))
    }
}

/// A part as it was read, with the hash of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub part: Framed,
    pub sha256: String,
}

/// What was read: the parts, and where the first byte stands that is not as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    pub parts: Vec<Found>,
    pub wrong_at: Option<u64>,
}

/// Reads a file from its beginning to its end, holding no more of it than a piece.
pub fn read(mut file: impl Read) -> io::Result<Contents> {
    let mut out = Contents::default();
    let mut at = 0_u64;
    loop {
        let mut head = [0_u8; LOCAL_BYTES];
        let got = fill(&mut file, &mut head)?;
        if got < 4 || head[..4] != LOCAL.to_le_bytes() {
            let rest = [&head[..got], &the_rest(&mut file, directory_bytes(&out.parts))?].concat();
            let parts: Vec<Framed> = out.parts.iter().map(|found| found.part.clone()).collect();
            let written = directory(&parts, at as u32);
            let same = rest.iter().zip(&written).take_while(|(a, b)| a == b).count();
            if rest != written {
                out.wrong_at.get_or_insert(at + same as u64);
            }
            return Ok(out);
        }
        let word = |i: usize| u16::from_le_bytes([head[i], head[i + 1]]);
        let long = |i: usize| u32::from_le_bytes([head[i], head[i + 1], head[i + 2], head[i + 3]]);
        let mut name = vec![0; usize::from(word(26)).min(NAME)];
        let named = fill(&mut file, &mut name)?;
        let part = Framed {
            name: String::from_utf8_lossy(&name[..named]).into_owned(),
            size: long(22),
            crc: long(14),
            at: at as u32,
        };
        let whole = [&head[..got], &name[..named]].concat();
        let written = part.before();
        if whole != written {
            let same = whole.iter().zip(&written).take_while(|(a, b)| a == b).count();
            out.wrong_at.get_or_insert(at + same as u64);
            return Ok(out);
        }
        let (read, crc, sha256) = hashed(&mut file, part.size)?;
        let begins = at + whole.len() as u64;
        if read < u64::from(part.size) {
            out.wrong_at.get_or_insert(begins + read);
            return Ok(out);
        }
        if crc != part.crc {
            out.wrong_at.get_or_insert(begins);
        }
        at = begins + read;
        out.parts.push(Found { part, sha256 });
    }
}

/// How long the directory of these parts is.
fn directory_bytes(parts: &[Found]) -> u64 {
    22 + parts.iter().map(|found| 46 + found.part.name.len() as u64).sum::<u64>()
}

/// The rest of a file, as far as it can be what was written, and a byte more.
fn the_rest(file: &mut impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    file.take(most + 1).read_to_end(&mut out)?;
    Ok(out)
}

/// Reads as much as there is room for, or as is left.
fn fill(file: &mut impl Read, room: &mut [u8]) -> io::Result<usize> {
    let mut at = 0;
    while at < room.len() {
        match file.read(&mut room[at..])? {
            0 => break,
            n => at += n,
        }
    }
    Ok(at)
}

fn hashed(file: &mut impl Read, size: u32) -> io::Result<(u64, u32, String)> {
    let (mut crc, mut sha) = (Crc::new(), Sha256::new());
    let mut piece = vec![0; 64 * 1024];
    let (mut read, size) = (0, u64::from(size));
    while read < size {
        let want = piece.len().min((size - read) as usize);
        let got = fill(file, &mut piece[..want])?;
        if got == 0 {
            break;
        }
        crc.update(&piece[..got]);
        sha.update(&piece[..got]);
        read += got as u64;
    }
    Ok((read, crc.sum(), crate::secrets::hex(&sha.finalize())))
}
