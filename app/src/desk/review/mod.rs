//! One request: what came in, what the rules say, what the team asks, and what it decides.

mod about;
mod answers;
mod changes;
mod contact;
mod decide;
mod findings;
mod page;
mod queries;
mod rows;
mod send_back;
mod view;

pub use about::SubmissionHead;
pub use answers::{Answer, AnswerGroup, Question};
pub use changes::ChangeView;
pub use contact::{CONTACT_EMAIL, CONTACT_NAME, Proposal};
pub use decide::Can;
pub use findings::{FindingView, LaterCheck};
pub use page::Review;
pub use queries::{Ask, QueryView};
pub use rows::{FurtherCell, RowPage, RowView};
pub use send_back::SendBack;
pub use view::{ReviewAt, ReviewView, TableSize};
