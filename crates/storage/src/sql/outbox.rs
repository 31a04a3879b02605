//! What stands in the outbox.

use super::columns::columns;
use crate::tx::{Tx, insert_many};
use service::ports::StoreResult;
use service::records::{Instant, Mail, MailState, NewMail, Problem};

/// What is queued, and how it stands then.
mod queued {
    use crate::sql::columns::columns;
    use crate::value::{Value, json};
    use service::records::{Instant, MailKind, MailState, NewMail, Problem};

    columns! {
        NewMail(m, at: Instant) {
            id: text => &m.id;
            mail_key as key: text => &m.key;
            kind: key(MailKind::parse) => m.kind.key();
            request_id as request: opt_id => &m.request;
            supplier_id as supplier: opt_id => &m.supplier;
            link_id as link: opt_text => &m.link;
            recipient as to: text => &m.to;
            language: text => &m.language;
            fields as values: json => json(&m.values)?;
            send_at: instant => m.send_at;
        } and {
            state => MailState::Queued.key();
            attempts => 0i64;
            in_doubt => 0i64;
            error => Value::NullText;
            created_at => at;
            sent_at => Value::NullInt;
            problem => Problem::None.key();
            lease => 0i64;
            due_at => m.send_at;
        }
    }
}

columns! {
    read only Mail[mail: queued] {
        state: key(MailState::parse);
        attempts: int;
        in_doubt: int;
        error: opt_text;
        created_at: instant;
        sent_at: opt_instant;
        problem: key(Problem::parse);
        lease: int;
    }
}

/// What [`read`] reads.
pub fn columns() -> String {
    [queued::READ, READ].concat().join(", ")
}

/// Queues mails; those whose key is known already are left out.
pub async fn queue(tx: &mut dyn Tx, mails: &[NewMail], at: Instant) -> StoreResult<()> {
    let mut rows = Vec::with_capacity(mails.len() * queued::WIDTH);
    for mail in mails {
        rows.extend(queued::values(mail, at)?);
    }
    let head = format!("INSERT INTO outbox ({})", queued::WRITTEN.join(", "));
    insert_many(tx, &head, queued::WIDTH, &rows, "ON CONFLICT (mail_key) DO NOTHING").await.map(|_| ())
}
