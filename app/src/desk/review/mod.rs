//! One request: what came in, what the rules say, what the team asks, and what it decides.

mod about;
mod answers;
mod changes;
mod contact;
mod decide;
mod files;
mod findings;
mod page;
mod queries;
mod reminding;
mod rows;
mod send_back;
mod since;
mod twins;
mod view;

pub use about::SubmissionHead;
pub use answers::{Answer, AnswerGroup, Question};
pub use changes::ChangeView;
pub use contact::{CONTACT_EMAIL, CONTACT_NAME, Proposal};
pub use decide::Can;
pub use files::{FileLine, FileLines};
pub use findings::{FindingGroup, FindingView, LaterCheck};
pub use page::Review;
pub use queries::{Ask, QueryView};
pub use reminding::{Pause, Reminding};
pub use rows::{FurtherCell, MetalRows, RowPage, RowStatus, RowView};
pub use send_back::{Offer, SendBack};
pub use since::{ChangedSmelter, ChangedSmelters, SHOWN, SinceView};
pub use twins::{TwinRow, Twins};
pub use view::{ReviewAt, ReviewView, TableSize};
