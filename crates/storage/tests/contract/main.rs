//! What every store promises, tried on SQLite always, and on PostgreSQL where `TOUCHSTONE_TEST_POSTGRES` names a
//! server on which schemas may be made and dropped. One small test per promise.

mod calls;
mod campaigns;
mod commits;
mod decisions;
mod declared;
mod drafts;
mod files;
mod jobs;
mod lists;
mod maintenance;
mod notes;
mod outbox;
mod pictures;
mod profiles;
mod reports;
mod retention;
mod scope;
mod suppliers;
mod team;
mod test_db;

/// Makes a test per database from each promise.
macro_rules! promises {
    ($($module:ident { $($name:ident,)* })*) => {
        mod sqlite {
            $(mod $module { $(#[test] fn $name() { crate::test_db::on_sqlite(crate::$module::$name) })* })*
        }
        mod postgres {
            $(mod $module { $(#[test] fn $name() { crate::test_db::on_postgres(crate::$module::$name) })* })*
        }
    };
}

promises! {
    scope {
        requests_outside_are_in_no_list_and_no_count,
        suppliers_outside_are_in_no_list_and_no_count,
        what_needs_the_team_is_counted_within_the_scope,
        campaigns_mails_pictures_and_copies_keep_to_the_scope,
        a_member_is_given_a_scope_and_the_log_tells_of_it,
        findings_are_counted_by_class_within_the_scope,
        who_waits_how_long_is_counted_within_the_scope,
        notes_about_what_is_outside_are_not_there,
    }
    jobs {
        of_one_key_one_job_is_open,
        a_job_is_taken_by_one_and_goes_on_where_it_stopped,
        whoever_is_at_a_job_finds_that_it_is_to_stop,
        jobs_take_turns,
        four_takers_do_each_piece_once,
        what_is_over_is_kept_for_a_month,
    }
    calls {
        a_call_is_kept_once_and_told_in_the_log,
        no_call_is_kept_behind_a_removal,
        whom_only_a_call_reaches_is_found,
    }
    notes {
        a_note_keeps_what_it_said_and_names_a_member_once,
        a_text_for_queries_is_changed_as_it_was_seen,
    }
    declared {
        rows_come_in_with_their_submission_or_not_at_all,
        rows_are_put_in_the_place_of_others,
        who_reported_a_smelter_is_found,
        rows_with_a_smelter_are_found_while_their_request_counts,
        d23_who_submits_at_the_same_time_is_counted_once,
        desk_33_rows_come_by_request_however_many_smelters_are_asked_for,
        reported_smelters_are_counted_with_each_submission_and_decision,
        smelters_are_filtered_sorted_and_paged,
    }
    team {
        set_up_happens_once,
        a_second_factor_is_used_up_and_ends_sessions,
        the_company_can_be_changed,
        member_addresses_are_unique_in_any_case,
        an_administrator_remains,
        changes_of_different_things_at_once_all_last,
        who_is_already_what_was_asked_for_stays_signed_in,
        a_password_is_changed_from_the_one_that_was_read,
        f_d12_the_last_administrator_with_a_password_stays,
        a_changed_member_is_signed_out,
        sessions_end_by_time_and_by_hand,
        a_suppliers_session_can_be_idle_too,
        a_disabled_members_session_is_dead,
        tries_are_counted_by_window,
        tries_at_once_are_all_counted,
        f_d4_failures_are_counted_and_given_back,
        f_small_a_session_that_began_while_the_clock_was_ahead_lives_no_longer,
        the_password_of_a_session_is_given_at_its_beginning_and_again,
        sweeping_drops_what_is_over_alone,
    }
    suppliers {
        a_supplier_comes_back_as_stored,
        a_stale_write_is_a_conflict,
        references_are_unique_where_given,
        pages_follow_the_names_and_stay_put,
        retired_suppliers_are_listed_apart,
        desk_suppliers_are_walked_back_and_counted,
        suppliers_are_found_by_their_groups,
        any_column_orders_the_list_and_the_pages_walk_through_it,
        search_finds_parts_of_name_reference_and_address,
        hostile_texts_are_only_texts,
        nul_characters_are_left_out,
        an_import_is_all_or_none,
        ten_thousand_rows_are_imported_within_five_seconds,
    }
    campaigns {
        a_campaign_comes_back_as_stored,
        each_supplier_is_asked_once_per_campaign,
        only_planned_requests_are_dropped,
        pressing_twice_invites_once,
        a_later_launch_invites_who_was_added_since,
        a_launch_built_from_an_older_campaign_invites_nobody,
        a_closed_campaign_invites_nobody,
        a_changed_campaign_moves_reminders_and_links_with_it,
    }
    profiles {
        profiles_are_numbered_versions,
        of_two_versions_at_once_one_goes_through,
        a_submission_keeps_how_it_was_checked,
        the_same_smelters_are_found_in_last_submissions_of_others,
        what_is_checked_by_something_else_is_checked_again_once,
        d24_of_several_instances_one_checks_again,
    }
    reports {
        a_snapshot_comes_back_and_never_changes,
        texts_of_a_report_are_numbered_versions,
        of_two_versions_of_a_text_at_once_one_goes_through,
        what_was_published_is_kept_byte_by_byte,
        the_own_data_are_numbered_versions,
        what_left_is_kept_and_never_changes,
        what_thousands_of_requests_hold_is_read_together,
    }
    pictures {
        a_campaign_is_counted_by_day_rule_answer_country_and_spend,
        a_list_holds_what_a_picture_counts,
        desk_41_a_row_says_findings_by_class_scope_and_metals,
        an_update_that_is_signed_never_changes,
    }
    retention {
        nothing_is_left_behind_a_tombstone_and_the_seal_accepts_it,
        the_text_of_an_entry_is_removed_by_the_portal_alone,
        a_hold_keeps_what_it_covers_until_it_is_lifted,
        four_at_once_remove_each_request_once,
        nothing_comes_back_behind_a_tombstone,
        answers_by_day_do_not_grow_behind_a_removal,
        what_others_say_too_stays,
        contacts_go_with_the_last_of_a_retired_supplier,
    }
    decisions {
        of_one_name_and_metal_one_decision_stands,
        a_decision_is_revoked_once_and_stays_on_record,
        of_two_decisions_at_once_one_goes_through,
        what_the_team_says_of_smelters_comes_back_and_never_changes,
    }
    lists {
        every_filter_and_order_gives_each_row_once,
        a_row_shows_supplier_and_campaign,
        pages_hold_still_while_rows_are_added,
        desk_33_a_list_goes_on_behind_any_request,
        desk_lists_are_walked_back_as_they_were_walked,
        lists_follow_a_renamed_supplier,
        overdue_begins_the_day_after,
        counts_follow_every_move,
        what_needs_the_team_is_counted_to_the_last,
        hostile_searches_and_cursors_harm_nothing,
        desk_42_whoever_takes_a_declaration_up_does_not_make_it_wait_anew,
        a_request_is_found_by_its_owner,
    }
    commits {
        a_commit_returns_what_is_stored,
        a_stale_commit_is_a_conflict,
        f_d8_a_quiet_commit_is_no_act,
        desk_20_only_what_will_be_sent_is_ahead,
        a_commit_whose_draft_moved_on_is_a_conflict,
        d11_twenty_submits_at_once_make_one_submission,
        saves_and_a_submit_at_once_agree,
        submissions_are_numbered_once_and_never_change,
        queries_are_added_overwritten_and_dropped,
        revoking_ends_older_links_and_sessions,
        a_link_to_another_request_is_refused,
        a_commit_is_all_or_nothing,
        a_new_contact_is_stored_with_the_commit,
        f_d6_a_changed_supplier_and_its_requests_are_stored_together,
        desk_12_a_query_keeps_where_it_stood,
        reminders_are_due_in_order_and_only_for_those_who_wait,
    }
    drafts {
        edits_of_different_paths_merge,
        the_same_path_is_a_conflict,
        a_removal_is_seen_and_can_conflict,
        repeating_a_save_changes_nothing,
        own_earlier_saves_are_no_conflict,
        a_save_after_another_writers_pause_still_sees_them,
        the_first_save_starts_the_request,
        d12_no_save_into_a_request_that_takes_no_answers,
        d09_parallel_writers_lose_nothing,
        a_large_save_goes_through_at_once,
        many_small_saves_cannot_fill_the_database,
        a_table_is_full_at_its_last_row_however_the_rows_come,
        rows_that_come_and_go_do_not_pile_up,
        d21_random_saves_agree_with_the_model,
    }
    files {
        what_a_member_fills_in_is_open_until_it_ends,
        a_file_comes_back_byte_by_byte,
        bytes_that_no_file_names_are_swept_and_no_others,
        bytes_go_when_the_last_file_with_them_was_removed,
        twenty_at_once_put_the_same_bytes,
        a_submission_is_read_from_a_file_once,
        verify_finds_lost_and_changed_bytes,
    }
    outbox {
        a_key_is_queued_once,
        a_mail_waits_for_its_time,
        what_somebody_waits_for_goes_before_a_campaign,
        e02_two_takers_never_share_a_mail,
        e01_a_dead_takers_mail_is_taken_again_in_doubt,
        a_temporary_failure_is_tried_again_without_doubt,
        a_final_failure_shows_at_the_supplier,
        a_mail_not_wanted_any_more_is_over_and_nothing_is_held_against_the_address,
        unknown_mails_are_not_found,
        the_newest_mails_come_first,
        desk_32_a_kind_of_mail_is_found_by_its_older_word_too,
        f_d15_who_lost_the_lease_changes_nothing,
        f_d2_after_equal_refusals_the_queue_waits_and_one_mail_that_passes_frees_it,
        f_d2_what_was_given_up_is_tried_again_by_its_kind,
        f_d2_a_supplier_that_was_marked_wrongly_is_freed,
    }
    maintenance {
        the_database_answers,
        f_d7_a_demonstration_is_marked,
        the_log_is_a_chain_without_gaps,
        the_log_is_found_by_object,
        the_log_takes_no_changes,
        d20_tampering_is_found,
        f_d11_the_seal_finds_what_was_changed_past_the_store,
        smelter_lists_stand_beside_each_other,
        how_a_source_was_read_is_remembered,
        of_a_name_and_a_number_the_last_word_counts,
        a_retired_smelter_list_stays_on_record,
        a_list_of_the_first_version_is_still_read,
        templates_are_kept_by_their_hash,
    }
}
