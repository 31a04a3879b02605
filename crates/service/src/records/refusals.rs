//! What stands in the way of mails, and whether their queue waits.

use super::{Id, Instant, Millis, SupplierId};

/// What of ours a mail server refuses. None of it is held against an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// The server cannot be reached, or breaks off.
    Connection,
    /// User name and password.
    Login,
    /// The address that we send from.
    Sender,
    /// It passes on no mail for us.
    Relay,
    /// Our name in the world: block lists, SPF, DKIM, DMARC, too much at once.
    Reputation,
    /// What we wrote.
    Content,
    /// How large it is.
    Size,
    /// A rule of theirs.
    Policy,
    /// Unclear.
    Other,
}

impl Refusal {
    pub const ALL: [Refusal; 9] = [
        Refusal::Connection,
        Refusal::Login,
        Refusal::Sender,
        Refusal::Relay,
        Refusal::Reputation,
        Refusal::Content,
        Refusal::Size,
        Refusal::Policy,
        Refusal::Other,
    ];

    /// The key used in storage and texts (`desk.refusal.<key>`).
    pub fn key(self) -> &'static str {
        match self {
            Refusal::Connection => "connection",
            Refusal::Login => "login",
            Refusal::Sender => "sender",
            Refusal::Relay => "relay",
            Refusal::Reputation => "reputation",
            Refusal::Content => "content",
            Refusal::Size => "size",
            Refusal::Policy => "policy",
            Refusal::Other => "other",
        }
    }

    /// Whether it may be about one message alone: such a mail is given up for now when others go out.
    pub fn may_be_of_one_message(self) -> bool {
        !matches!(self, Refusal::Connection | Refusal::Login | Refusal::Sender | Refusal::Relay)
    }
}

/// What stands in a mail's way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// Nothing, or nothing lasting.
    #[default]
    None,
    /// The address takes no mail.
    Address,
    /// It was tried often enough.
    Tries,
    /// Something of ours is refused.
    Portal(Refusal),
}

impl Problem {
    /// The key used in storage and texts (`desk.refusal.<key>`); empty for none.
    pub fn key(self) -> &'static str {
        match self {
            Problem::None => "",
            Problem::Address => "address",
            Problem::Tries => "tries",
            Problem::Portal(refusal) => refusal.key(),
        }
    }

    /// Finds a problem by its key.
    pub fn parse(key: &str) -> Option<Problem> {
        match key {
            "" => Some(Problem::None),
            "address" => Some(Problem::Address),
            "tries" => Some(Problem::Tries),
            _ => Refusal::ALL.into_iter().find(|r| r.key() == key).map(Problem::Portal),
        }
    }
}

/// A try that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailFailure {
    /// Why, and what can be done.
    pub why: String,
    /// What stands in the way. [`Problem::Address`] marks the supplier, and nothing else does.
    pub problem: Problem,
    /// When it is tried again; not of itself where there is no time.
    pub retry_at: Option<Instant>,
}

/// Mails to try again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailsWanted {
    /// Whatever this holds up.
    Problem(Problem),
    /// What was given up because of this supplier's address.
    Supplier(SupplierId),
    /// These, where they wait or were given up.
    These(Vec<Id>),
}

/// Equal refusals in a row after which the queue waits.
const FEW: i64 = 3;
/// The first pause of a queue that waits; each further one is twice as long.
const FIRST_PAUSE: Millis = 60 * 1000;
const LONGEST_PAUSE: Millis = 60 * 60 * 1000;

/// Whether the queue waits. After a few equal refusals in a row it does, and tries one mail now and then, until one goes
/// through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailStop {
    /// What was refused last.
    pub kind: Problem,
    /// How often in a row.
    pub refusals: i64,
    /// What the server said last.
    pub said: String,
    /// Since when.
    pub since: Instant,
    /// Pauses so far.
    pub pauses: i64,
    /// Until when nothing is sent; the queue does not wait where there is no time.
    pub paused_until: Option<Instant>,
    /// The mail that is being tried.
    pub probe: String,
}

impl MailStop {
    /// After another refusal, of the mail `mail`.
    pub fn refused(&self, refusal: Refusal, said: &str, mail: &str, now: Instant) -> MailStop {
        let (waits, kind) = (self.paused_until.is_some(), Problem::Portal(refusal));
        let mut next = if self.kind == kind || waits {
            self.clone()
        } else {
            MailStop { since: now, ..MailStop::default() }
        };
        next.kind = kind;
        next.refusals += 1;
        next.said = said.to_owned();
        // What was under way when the queue began to wait makes the pause no longer: only the one mail tried does.
        let pause = if waits { self.probe == mail } else { next.refusals >= FEW };
        if pause {
            next.paused_until = Some(now + (FIRST_PAUSE << next.pauses.clamp(0, 6)).min(LONGEST_PAUSE));
            next.pauses += 1;
            next.probe = String::new();
        }
        next
    }
}

/// The mails that one kind of trouble holds up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailTrouble {
    pub problem: Problem,
    /// How many wait for another try.
    pub waiting: u64,
    /// How many are not tried again of themselves.
    pub failed: u64,
    /// What was said to one of them.
    pub said: String,
}

/// What is wrong with the mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailAlarm {
    /// Until when the queue waits, if it does.
    pub paused_until: Option<Instant>,
    /// What holds mails up through no fault of their addresses.
    pub troubles: Vec<MailTrouble>,
}

impl MailAlarm {
    /// Whether something is wrong.
    pub fn stands(&self) -> bool {
        self.paused_until.is_some() || !self.troubles.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f_d2_after_a_few_equal_refusals_the_queue_waits_longer_and_longer() {
        let mut stop = MailStop::default();
        for mail in ["a", "b"] {
            stop = stop.refused(Refusal::Reputation, "no", mail, Instant::EPOCH);
            assert_eq!(stop.paused_until, None);
        }
        stop = stop.refused(Refusal::Reputation, "no", "c", Instant::EPOCH);
        assert_eq!((stop.paused_until, stop.pauses), (Some(Instant::EPOCH + FIRST_PAUSE), 1));
        // One that was under way.
        stop = stop.refused(Refusal::Reputation, "no", "d", Instant::EPOCH + 10);
        assert_eq!((stop.paused_until, stop.pauses), (Some(Instant::EPOCH + FIRST_PAUSE), 1));
        let mut pauses = Vec::new();
        for _ in 0..10 {
            stop.probe = "e".into();
            stop = stop.refused(Refusal::Content, "no", "e", Instant::EPOCH);
            pauses.push(stop.paused_until.unwrap());
        }
        assert!(pauses.is_sorted());
        assert_eq!(
            (pauses[0], pauses[9]),
            (Instant::EPOCH + 2 * FIRST_PAUSE, Instant::EPOCH + LONGEST_PAUSE)
        );
    }

    #[test]
    fn f_d2_refusals_of_several_kinds_do_not_add_up() {
        let mut stop = MailStop::default();
        for kind in Refusal::ALL {
            stop = stop.refused(kind, "no", "a", Instant::EPOCH);
            assert_eq!((stop.refusals, stop.paused_until), (1, None));
        }
    }

    #[test]
    fn every_problem_is_found_by_its_key() {
        let portal = Refusal::ALL.map(Problem::Portal);
        for problem in portal.into_iter().chain([Problem::None, Problem::Address, Problem::Tries]) {
            assert_eq!(Problem::parse(problem.key()), Some(problem));
        }
    }
}
