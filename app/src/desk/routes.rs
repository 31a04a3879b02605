//! Every address of the desk: how the server's router writes it, and a function that fills it in.
//!
//! `routes::supplier(id)` is the address of one supplier, `routes::supplier::PATH` the pattern for the router. Nobody
//! else writes an address; `cargo xtask check` looks.

use std::fmt::Write;

macro_rules! routes {
    ($($(#[doc = $doc:literal])* $name:ident($($param:ident),*) = $path:literal;)*) => {$(
        $(#[doc = $doc])*
        pub fn $name($($param: &str),*) -> String {
            format!($path)
        }
        $(#[doc = $doc])*
        pub mod $name {
            /// The pattern.
            pub const PATH: &str = $path;
        }
    )*};
}

routes! {
    /// The overview.
    home() = "/desk";

    /// The review queue.
    requests() = "/desk/requests";
    /// The queue as a file, as it is filtered.
    requests_csv() = "/desk/requests.csv";
    /// The same as a workbook.
    requests_xlsx() = "/desk/requests.xlsx";
    /// Does something to many requests of the queue.
    requests_bulk() = "/desk/requests/bulk";
    /// Accepts together what shows nothing above the bar; before that, shows it.
    accept_clear() = "/desk/accept";
    /// Asks many suppliers one question; before that, shows who gets it.
    ask_many() = "/desk/ask";
    /// One act on many requests, as a job: how far it is, and what came of it.
    together(id) = "/desk/together/{id}";
    /// Ends such a job where it is.
    stop_together(id) = "/desk/together/{id}/stop";
    /// Takes back what it did.
    undo_together(id) = "/desk/together/{id}/undo";
    /// Whom to call, as no mail gets an answer any more.
    call_list() = "/desk/calls";
    call_list_csv() = "/desk/calls.csv";
    call_list_xlsx() = "/desk/calls.xlsx";
    request(id) = "/desk/requests/{id}";
    /// Takes a request up for review.
    take_up(id) = "/desk/requests/{id}/take-up";
    /// Another declaration with the same smelters, beside it.
    twins(id, other) = "/desk/requests/{id}/beside/{other}";
    /// Asks the supplier something.
    queries(id) = "/desk/requests/{id}/queries";
    /// Changes a query that was not sent.
    query(id, query) = "/desk/requests/{id}/queries/{query}";
    /// Drops a query that was not sent.
    drop_query(id, query) = "/desk/requests/{id}/queries/{query}/drop";
    /// Closes a query.
    close_query(id, query) = "/desk/requests/{id}/queries/{query}/close";
    /// Asks again what a settled query asked.
    reopen_query(id, query) = "/desk/requests/{id}/queries/{query}/reopen";
    /// Sends a declaration back; before that, shows the mail.
    send_back(id) = "/desk/requests/{id}/send-back";
    /// Accepts a declaration.
    accept(id) = "/desk/requests/{id}/accept";
    /// Rejects a declaration.
    reject(id) = "/desk/requests/{id}/reject";
    /// Agrees that a supplier is out of scope.
    out_of_scope(id) = "/desk/requests/{id}/out-of-scope";
    /// Takes the last decision back.
    undo(id) = "/desk/requests/{id}/undo";
    /// Takes a request back.
    withdraw(id) = "/desk/requests/{id}/withdraw";
    /// Sends a new link.
    new_link(id) = "/desk/requests/{id}/new-link";
    /// Decides on another contact that was named.
    contact(id) = "/desk/requests/{id}/contact";
    /// A submission as a file: its number and what kind of file.
    submission(id, file) = "/desk/requests/{id}/submissions/{file}";
    /// Pauses the reminders of a request, takes them up again, or sends one now.
    request_reminders(id) = "/desk/requests/{id}/reminders";
    /// Notes of the team about a request.
    request_notes(id) = "/desk/requests/{id}/notes";
    /// Telephone calls about a request, and another to note.
    request_calls(id) = "/desk/requests/{id}/calls";
    /// The files of a request.
    files(id) = "/desk/requests/{id}/files";
    /// One of them.
    file(id, file) = "/desk/requests/{id}/files/{file}";
    /// Removes one.
    remove_file(id, file) = "/desk/requests/{id}/files/{file}/remove";
    /// Takes what came by mail or telephone.
    enter(id) = "/desk/requests/{id}/enter";
    /// A workbook as it was received: what it says, and its submission.
    /// POST: begins to fill in what a supplier told.
    told(id) = "/desk/requests/{id}/told";
    /// POST: stops that.
    told_over(id) = "/desk/requests/{id}/told/end";
    received(id, file) = "/desk/requests/{id}/enter/{file}";

    /// Views of lists under a name.
    views() = "/desk/views";
    /// Gives a view another name.
    rename_view(id) = "/desk/views/{id}/rename";
    /// Removes a view.
    remove_view(id) = "/desk/views/{id}/remove";

    campaigns() = "/desk/campaigns";
    /// A campaign to add.
    new_campaign() = "/desk/campaigns/new";
    campaign(id) = "/desk/campaigns/{id}";
    /// A campaign to change.
    edit_campaign(id) = "/desk/campaigns/{id}/edit";
    /// Whom it asks.
    recipients(id) = "/desk/campaigns/{id}/recipients";
    /// What each recipient would get.
    preview(id) = "/desk/campaigns/{id}/preview";
    /// Sends the invitations.
    launch(id) = "/desk/campaigns/{id}/launch";
    /// Has a campaign launch by itself on a day, or not any more.
    launch_day(id) = "/desk/campaigns/{id}/launch-day";
    rules(id) = "/desk/campaigns/{id}/rules";
    /// Its pictures.
    campaign_pictures(id) = "/desk/campaigns/{id}/pictures";
    /// Begins an update to senior management of what stands.
    campaign_update(id) = "/desk/campaigns/{id}/updates";
    /// An update to senior management.
    update(id) = "/desk/updates/{id}";
    /// Mails it.
    mail_update(id) = "/desk/updates/{id}/mail";
    /// Ends it.
    close_campaign(id) = "/desk/campaigns/{id}/close";

    reports() = "/desk/reports";
    /// What stands is frozen.
    freeze() = "/desk/reports/freeze";
    /// The company's own answers.
    own_data() = "/desk/reports/own";
    /// Its product lines.
    own_products() = "/desk/reports/own/products";
    /// The same as a file, which the import reads.
    own_products_csv() = "/desk/reports/own/products.csv";
    /// A product line to add.
    new_own_product() = "/desk/reports/own/products/new";
    own_product(at) = "/desk/reports/own/products/{at}";
    /// Takes a product line out.
    remove_own_product(at) = "/desk/reports/own/products/{at}/remove";
    /// An upload of product lines.
    import_own_products() = "/desk/reports/own/import";
    /// What an upload would do.
    import_own_preview(batch) = "/desk/reports/own/import/{batch}";
    /// A snapshot, with its figures.
    report(id) = "/desk/reports/{id}";
    /// What a figure counts.
    report_figure(id, figure) = "/desk/reports/{id}/figures/{figure}";
    /// The company's own declaration as it comes out.
    report_rollup(id) = "/desk/reports/{id}/rollup";
    /// What one of its answers rests on.
    report_cell(id, key) = "/desk/reports/{id}/rollup/{key}";
    /// Declarations that left, and what changed since.
    report_sent(id) = "/desk/reports/{id}/sent";
    /// The draft of a report: for the SEC, for the EU.
    report_draft(id, kind) = "/desk/reports/{id}/draft/{kind}";
    /// Takes the evidence of a snapshot.
    report_evidence(id) = "/desk/reports/{id}/evidence";
    /// A snapshot's pictures.
    report_pictures(id) = "/desk/reports/{id}/pictures";
    /// What the rules had found in the declarations of a snapshot, finding by finding.
    report_findings(id) = "/desk/reports/{id}/findings";
    /// Begins an update to senior management of a snapshot.
    report_update(id) = "/desk/reports/{id}/updates";
    /// A file of a snapshot.
    report_file(id, file) = "/desk/reports/{id}/files/{file}";
    /// The page of Form SD beside the report.
    report_form(id) = "/desk/reports/{id}/form-sd";
    /// What was filed and published of it.
    report_filed(id) = "/desk/reports/{id}/filed";
    /// A file that was filed, as it came.
    report_filed_file(id, file) = "/desk/reports/{id}/filed/{file}";
    /// Two texts of a report beside each other.
    report_compare(id) = "/desk/reports/{id}/compare";

    suppliers() = "/desk/suppliers";
    /// Suppliers as a file, as they are filtered.
    suppliers_csv() = "/desk/suppliers.csv";
    /// The same as a workbook.
    suppliers_xlsx() = "/desk/suppliers.xlsx";
    /// Does something to many suppliers of the list.
    suppliers_bulk() = "/desk/suppliers/bulk";
    /// A supplier to add.
    new_supplier() = "/desk/suppliers/new";
    supplier(id) = "/desk/suppliers/{id}";
    /// A supplier to change.
    edit_supplier(id) = "/desk/suppliers/{id}/edit";
    /// Retires a supplier.
    retire(id) = "/desk/suppliers/{id}/retire";
    /// Brings a retired supplier back.
    restore(id) = "/desk/suppliers/{id}/restore";
    /// Mails to its address again.
    free(id) = "/desk/suppliers/{id}/free";
    /// Notes of the team about a supplier.
    supplier_notes(id) = "/desk/suppliers/{id}/notes";
    /// Changes a note.
    note(id) = "/desk/notes/{id}";
    /// Removes a note.
    remove_note(id) = "/desk/notes/{id}/remove";
    /// The reader has seen that a note names him.
    note_seen(id) = "/desk/notes/{id}/seen";
    /// An upload of suppliers.
    import() = "/desk/suppliers/import";
    /// What an upload would do.
    import_preview(batch) = "/desk/suppliers/import/{batch}";
    /// Corrects rows of an upload.
    import_rows(batch) = "/desk/suppliers/import/{batch}/rows";
    /// The rows of an upload that cannot be taken, as a file.
    import_rows_csv(batch) = "/desk/suppliers/import/{batch}/rows.csv";

    /// The smelters that were reported.
    smelters() = "/desk/smelters";
    /// The same as a file, as they are filtered.
    smelters_csv() = "/desk/smelters.csv";
    /// The same as a workbook.
    smelters_xlsx() = "/desk/smelters.xlsx";
    smelter(cid) = "/desk/smelters/{cid}";
    /// Says whether a name in a list of sanctions means a smelter.
    screen(cid) = "/desk/smelters/{cid}/screening";
    /// Decides about a smelter, by number or name.
    judge_smelter() = "/desk/smelters/verdicts";
    /// Says where a smelter takes its ore from.
    smelter_sourcing(cid) = "/desk/smelters/{cid}/sourcing";
    /// A name that no list settles, with who wrote it.
    named_smelter() = "/desk/smelters/named";
    /// Names of smelters.
    names() = "/desk/smelters/names";
    /// Names, or decisions about them, as a file.
    names_csv() = "/desk/smelters/names.csv";
    /// The same as a workbook.
    names_xlsx() = "/desk/smelters/names.xlsx";
    /// Decides what a name means.
    decisions() = "/desk/smelters/decisions";
    /// Takes a decision back.
    revoke(id) = "/desk/smelters/decisions/{id}/revoke";

    log() = "/desk/log";
    /// The log as a file.
    log_csv() = "/desk/log.csv";
    /// The same as a workbook.
    log_xlsx() = "/desk/log.xlsx";

    /// The company.
    settings() = "/desk/settings";
    team() = "/desk/settings/team";
    /// What is kept for how long, and what was removed.
    retention() = "/desk/settings/retention";
    /// Lifts a legal hold.
    /// POST: changes how long answers are kept.
    retention_rule() = "/desk/settings/retention/rule";
    lift_hold(id) = "/desk/settings/retention/holds/{id}/lift";
    /// Removes what is due; before that, asks.
    run_retention() = "/desk/settings/retention/run";
    /// The team as a file.
    team_csv() = "/desk/settings/team.csv";
    /// The same as a workbook.
    team_xlsx() = "/desk/settings/team.xlsx";
    /// Gives a member another role.
    role(id) = "/desk/settings/team/{id}/role";
    /// Sends a member a link for another password.
    reset(id) = "/desk/settings/team/{id}/reset";
    /// Demands a second factor of everybody, or no more.
    demand_factor() = "/desk/settings/team/second-factor";
    /// Takes the second factor from a member who lost it.
    take_factor(id) = "/desk/settings/team/{id}/second-factor-off";
    /// Lets a member in again.
    enable(id) = "/desk/settings/team/{id}/enable";
    /// Lets a member in no more.
    disable(id) = "/desk/settings/team/{id}/disable";
    mail() = "/desk/settings/mail";
    /// Mails as a file, as they are filtered.
    mails_csv() = "/desk/settings/mail.csv";
    /// The same as a workbook.
    mails_xlsx() = "/desk/settings/mail.xlsx";
    /// Does something to many mails of the list.
    mails_bulk() = "/desk/settings/mail/bulk";
    /// Sends mails again that were held up.
    retry_mail() = "/desk/settings/mail/again";
    /// Gives mails up that were held up.
    give_up_mail() = "/desk/settings/mail/give-up";
    /// Smelter lists.
    references() = "/desk/settings/references";
    /// What an uploaded list would bring.
    import_list(batch) = "/desk/settings/references/import/{batch}";
    list(id) = "/desk/settings/references/lists/{id}";
    /// Asks the suppliers that a list touches, and sends their declarations back.
    ask_about_list(id) = "/desk/settings/references/lists/{id}/ask";
    /// Retires a list.
    retire_list(id) = "/desk/settings/references/lists/{id}/retire";
    /// Texts that queries begin with.
    query_templates() = "/desk/settings/queries";
    /// Changes one.
    query_template(id) = "/desk/settings/queries/{id}";
    /// Removes one.
    remove_query_template(id) = "/desk/settings/queries/{id}/remove";
    /// Blank templates.
    templates() = "/desk/settings/templates";
    /// Removes a template.
    remove_template(id) = "/desk/settings/templates/{id}/remove";

    /// First set-up.
    setup(token) = "/setup/{token}";
    sign_in() = "/signin";
    sign_out() = "/signout";
    /// Signing out on every device.
    sign_out_everywhere() = "/signout-everywhere";
    /// A forgotten password.
    forgot() = "/forgot";
    /// Where a member chooses a password.
    join(id, token) = "/member/{id}/{token}";
    /// The member's own account.
    account() = "/account";
    /// Ends one of the own sessions.
    end_session(id) = "/account/sessions/{id}/end";
    /// Sets a second factor up.
    second_factor() = "/account/second-factor";
    /// Goes on without one.
    give_up_second_factor() = "/account/second-factor/off";
    /// The second step of signing in.
    code() = "/signin/code";
    /// The language of the pages.
    language() = "/language";

    /// The demonstration's mailbox.
    mailbox() = "/demo/mail";
    /// The demonstration's page of components.
    components() = "/demo/components";
    /// Lets time pass in the demonstration.
    later() = "/demo/later";
}

/// An address with values: `?name=value`, those left out that are blank.
pub fn with(address: impl Into<String>, values: &[(&str, &str)]) -> String {
    let mut out: String = address.into();
    for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        let join = if out.contains('?') { '&' } else { '?' };
        let _ = write!(out, "{join}{name}={}", percent(value));
    }
    out
}

/// A text as part of an address.
pub fn percent(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_filled_in_where_its_pattern_says() {
        assert_eq!(close_query("r1", "q2"), "/desk/requests/r1/queries/q2/close");
        assert_eq!(close_query::PATH, "/desk/requests/{id}/queries/{query}/close");
        assert_eq!(
            with(requests(), &[("state", "review"), ("q", ""), ("campaign", "a&b")]),
            "/desk/requests?state=review&campaign=a%26b"
        );
    }
}
