//! The addresses of the supplier's side. The server mounts its handlers on the same constants; [`of`] makes one of them
//! the address for a request. Whatever a supplier does has the request in its address, so that nothing can act on
//! another one that is open in the same browser.

/// The form; `/answer/{request}/{step}` is a step of it, for reading (GET) and for saving it (POST).
pub const ANSWER: &str = "/answer/{request}";
/// A step of the form.
pub const STEP: &str = "/answer/{request}/{step}";
/// Autosave: POST of a [`super::model::SaveCall`] as JSON.
pub const SAVE: &str = "/answer/{request}/save";
/// POST: submits.
pub const SUBMIT: &str = "/answer/{request}/submit";
/// The reference list ([`super::model::ReferenceFile`]).
pub const REFERENCES: &str = "/answer/{request}/references.json";
/// The smelters of the list under all their names, as a compact table for suggestions.
pub const SUGGESTIONS: &str = "/answer/{request}/smelters.table";
/// The supplier's own answers as JSON.
pub const DOWNLOAD: &str = "/answer/{request}/answers.json";
/// The answers as a workbook.
pub const WORKBOOK: &str = "/answer/{request}/answers.xlsx";
/// POST of a file beside the form's fields: what the workbook says is shown, nothing of it is taken yet.
pub const UPLOAD: &str = "/answer/{request}/workbook";
/// POST: takes what a workbook said.
pub const FILL: &str = "/answer/{request}/workbook/fill";
/// The receipt of the last submission.
pub const RECEIPT: &str = "/answer/{request}/receipt";
/// Files that are attached; POST attaches one.
pub const FILES: &str = "/answer/{request}/files";
/// One of them.
pub const FILE: &str = "/answer/{request}/files/{file}";
/// POST: removes one.
pub const REMOVE_FILE: &str = "/answer/{request}/files/{file}/remove";
/// POST `language` and `back`: chooses the language, for mails too.
pub const LANGUAGE: &str = "/answer/{request}/language";
/// POST: takes a decline back.
pub const TAKE_BACK: &str = "/answer/{request}/take-back";
/// POST: signs out.
pub const LEAVE: &str = "/answer/{request}/leave";

/// POST `language` and `back`: chooses the language in this browser alone, of suppliers and team alike.
pub const ANY_LANGUAGE: &str = "/language";
/// What a link in a mail opens.
pub const LINKED: &str = "/r/{token}";
/// What a mail program presses that ends a campaign's reminders: a POST without cookies. Opened, it leads to the link's page.
pub const UNSUBSCRIBE: &str = "/r/{token}/pause";
/// Where somebody lands who has lost the number of the request.
pub const NOWHERE: &str = "/answer";
/// Where a link that was lost is asked for.
pub const LINK: &str = "/link";
/// Is this request genuine?
pub const VERIFY: &str = "/verify";

/// One of the addresses above for a request.
pub fn of(address: &str, request: &str) -> String {
    [&ANSWER[..8], request, &address[ANSWER.len()..]].concat()
}

/// What the link with this token opens.
pub fn linked(token: &str) -> String {
    LINKED.replacen("{token}", token, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_carries_its_token() {
        assert_eq!(linked("1-abc"), "/r/1-abc");
    }

    #[test]
    fn every_address_of_a_request_begins_alike() {
        let all =
            [ANSWER, STEP, SAVE, SUBMIT, REFERENCES, SUGGESTIONS, DOWNLOAD, WORKBOOK, RECEIPT, LANGUAGE];
        for address in all.into_iter().chain([TAKE_BACK, LEAVE, UPLOAD, FILL, FILES]) {
            assert_eq!(of(address, "r1"), address.replacen("{request}", "r1", 1));
        }
    }
}
