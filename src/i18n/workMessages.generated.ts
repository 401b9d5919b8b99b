// Generated from messages/work/de.json by scripts/build-messages.ts.
type NoArguments = Record<never, never>

/** Every key of the work texts with the arguments it takes. */
export interface WorkMessages {
  readonly cli_usage: NoArguments
  readonly cli_access_setup: NoArguments
  readonly cli_db_roles: NoArguments
  readonly cli_directory_import: NoArguments
  readonly cli_directory_reports: NoArguments
  readonly cli_places_import: NoArguments
  readonly cli_miscalled: { readonly usage: string }
  readonly cli_one_file: NoArguments
  readonly cli_some_file: NoArguments
  readonly cli_file_missing: { readonly file: string }
  readonly cli_file_unreadable: { readonly file: string }
  readonly cli_import_progress_reading: { readonly done: string }
  readonly cli_import_progress_saving: { readonly all: string; readonly done: string }
  readonly cli_source_name: NoArguments
  readonly cli_not_set_up: NoArguments
  readonly access_name_missing: NoArguments
  readonly access_name_long: NoArguments
  readonly access_name_characters: NoArguments
  readonly access_setup_done: { readonly name: string }
  readonly access_setup_demo_database: NoArguments
  readonly access_setup_already: NoArguments
  readonly db_roles_embedded: NoArguments
  readonly places_import_file_empty: { readonly file: string }
  readonly places_import_file_tooLarge: { readonly file: string }
  readonly places_import_file_notUtf8: { readonly file: string }
  readonly places_import_file_containsNul: { readonly file: string }
  readonly places_import_file_unknownColumns: { readonly file: string }
  readonly places_import_line_tooManyColumns: NoArguments
  readonly places_import_line_tooLong: { readonly most: string }
  readonly places_import_line_unclosedQuote: NoArguments
  readonly places_import_line_missing: NoArguments
  readonly places_import_line_notAKey: { readonly value: string }
  readonly places_import_line_notAPostcode: { readonly value: string }
  readonly places_import_line_notANumber: { readonly value: string }
  readonly places_import_line_outsideGermany: { readonly value: string }
  readonly places_import_line_notAName: { readonly value: string }
  readonly places_import_line_otherCounty: { readonly county: string }
  readonly places_import_line_unknownCounty: { readonly value: string }
  readonly places_import_line_unknownPostcode: { readonly value: string }
  readonly places_import_line_farAway: { readonly km: string }
  readonly places_import_line_duplicate: { readonly value: string }
  readonly places_import_line: { readonly field: string; readonly line: string; readonly why: string }
  readonly places_import_done_postcodes: { readonly imported: number; readonly refused: number }
  readonly places_import_done_municipalities: { readonly imported: number; readonly refused: number }
  readonly directory_import_outcome_imported: NoArguments
  readonly directory_import_outcome_updated: NoArguments
  readonly directory_import_outcome_unchanged: NoArguments
  readonly directory_import_outcome_refused: NoArguments
  readonly directory_import_did: { readonly archived: string; readonly imported: string; readonly refused: string; readonly unchanged: string; readonly updated: string }
  readonly directory_import_would: { readonly archived: string; readonly imported: string; readonly refused: string; readonly unchanged: string; readonly updated: string }
  readonly directory_import_ages_reversed: NoArguments
  readonly directory_import_broken_text: NoArguments
  readonly directory_import_centre_missing: { readonly id: string }
  readonly directory_import_empty_file: NoArguments
  readonly directory_import_forbidden_key: NoArguments
  readonly directory_import_half_position: NoArguments
  readonly directory_import_hours_not_understood: NoArguments
  readonly directory_import_hours_past: NoArguments
  readonly directory_import_hours_please_call: NoArguments
  readonly directory_import_language_without_code: { readonly name: string }
  readonly directory_import_missing: NoArguments
  readonly directory_import_no_centre: NoArguments
  readonly directory_import_no_record: NoArguments
  readonly directory_import_not_date: NoArguments
  readonly directory_import_not_email: NoArguments
  readonly directory_import_not_json: { readonly line: string }
  readonly directory_import_not_language: NoArguments
  readonly directory_import_not_list: NoArguments
  readonly directory_import_not_number: NoArguments
  readonly directory_import_not_object: NoArguments
  readonly directory_import_not_phone: NoArguments
  readonly directory_import_not_text: NoArguments
  readonly directory_import_not_url: NoArguments
  readonly directory_import_not_utf8: NoArguments
  readonly directory_import_out_of_range: { readonly least: string; readonly most: string }
  readonly directory_import_position_approximate: NoArguments
  readonly directory_import_position_left_out: NoArguments
  readonly directory_import_position_off_globe: { readonly latitude: string; readonly longitude: string }
  readonly directory_import_provider_missing: { readonly id: string }
  readonly directory_import_repeated: { readonly count: string }
  readonly directory_import_repeated_differs: NoArguments
  readonly directory_import_service_missing: { readonly id: string }
  readonly directory_import_several_programmes: NoArguments
  readonly directory_import_taxonomy: NoArguments
  readonly directory_import_too_deep: { readonly most: string }
  readonly directory_import_too_large: { readonly most: string }
  readonly directory_import_too_long: { readonly most: string }
  readonly directory_import_too_many: NoArguments
  readonly directory_import_truncated: { readonly line: string }
  readonly directory_import_unknown_code: { readonly code: string }
  readonly directory_import_unknown_shape: NoArguments
  readonly directory_import_outcome_archived: NoArguments
  readonly directory_import_withheld: { readonly count: string }
  readonly directory_import_place_line: { readonly line: string }
  readonly directory_import_archive_withheld: NoArguments
  readonly directory_import_closure_past: NoArguments
  readonly directory_import_closure_without_day: NoArguments
  readonly directory_import_csv_broken: NoArguments
  readonly directory_import_csv_cells: { readonly columns: string; readonly count: string }
  readonly directory_import_csv_column_twice: { readonly column: string }
  readonly directory_import_csv_column_unknown: { readonly column: string }
  readonly directory_import_csv_no_columns: NoArguments
  readonly directory_import_csv_not_on_record: { readonly record: string }
  readonly directory_import_csv_parts: { readonly parts: string }
  readonly directory_import_csv_too_many_columns: { readonly count: string; readonly most: string }
  readonly directory_import_missing_from_source: NoArguments
  readonly directory_import_not_flag: NoArguments
  readonly directory_import_not_weekdays: NoArguments
  readonly directory_import_packed: NoArguments
  readonly directory_import_papers_contradict: NoArguments
  readonly directory_import_record_too_large: { readonly most: string }
  readonly directory_import_repeated_name: { readonly line: string }
  readonly directory_import_several_codes: NoArguments
  readonly directory_import_too_many_records: { readonly most: string }
  readonly open_data_answer: NoArguments
  readonly open_data_api_about: NoArguments
  readonly open_data_api_title: NoArguments
  readonly open_data_bad_request: NoArguments
  readonly open_data_not_a_language: { readonly known: string; readonly name: string }
  readonly open_data_not_a_moment: { readonly name: string }
  readonly open_data_not_an_id: { readonly name: string }
  readonly open_data_not_found: NoArguments
  readonly open_data_not_text: { readonly most: string; readonly name: string }
  readonly open_data_not_true_or_false: { readonly name: string }
  readonly open_data_not_whole_number: { readonly least: string; readonly most: string; readonly name: string }
  readonly open_data_nothing_here: NoArguments
  readonly open_data_only_json: NoArguments
  readonly open_data_parameter_format: NoArguments
  readonly open_data_parameter_full: NoArguments
  readonly open_data_parameter_full_service: NoArguments
  readonly open_data_parameter_minimal: NoArguments
  readonly open_data_parameter_modified_after: NoArguments
  readonly open_data_parameter_organization_id: NoArguments
  readonly open_data_parameter_page: NoArguments
  readonly open_data_parameter_parent_id: NoArguments
  readonly open_data_parameter_per_page: NoArguments
  readonly open_data_parameter_search: NoArguments
  readonly open_data_parameter_taxonomy_id: NoArguments
  readonly open_data_parameter_taxonomy_term_id: NoArguments
  readonly open_data_parameter_top_only: NoArguments
  readonly open_data_problem: NoArguments
  readonly open_data_repeated_parameter: { readonly name: string }
  readonly open_data_unknown_parameter: { readonly known: string; readonly name: string }
  readonly directory_reports_none: NoArguments
  readonly directory_reports_line: { readonly count: number; readonly date: string; readonly kind: string; readonly slug: string }
  readonly directory_reports_answered: { readonly count: number; readonly slug: string }
  readonly directory_reports_kind_hours: NoArguments
  readonly directory_reports_kind_phone: NoArguments
  readonly directory_reports_kind_online: NoArguments
  readonly directory_reports_kind_address: NoArguments
  readonly directory_reports_kind_languages: NoArguments
  readonly directory_reports_kind_audience: NoArguments
  readonly directory_reports_kind_closed: NoArguments
  readonly directory_reports_kind_other: NoArguments
  readonly cli_publishing_check: NoArguments
  readonly cli_publishing_barriers: NoArguments
  readonly publishing_check_no_file: NoArguments
  readonly publishing_check_file: { readonly path: string }
  readonly publishing_check_broken: { readonly count: number }
  readonly publishing_check_missing: { readonly count: number }
  readonly publishing_check_whole: NoArguments
  readonly publishing_barriers_none: NoArguments
  readonly publishing_barriers_line: { readonly count: string; readonly kind: string; readonly lastOn: string; readonly locale: string; readonly page: string }
  readonly publishing_barrier_keyboard: NoArguments
  readonly publishing_barrier_screenreader: NoArguments
  readonly publishing_barrier_contrast: NoArguments
  readonly publishing_barrier_words: NoArguments
  readonly publishing_barrier_zoom: NoArguments
  readonly publishing_barrier_video: NoArguments
  readonly publishing_barrier_form: NoArguments
  readonly publishing_barrier_other: NoArguments
  readonly publishing_site_not_text: NoArguments
  readonly publishing_site_too_long: NoArguments
  readonly publishing_site_characters: NoArguments
  readonly publishing_site_not_email: NoArguments
  readonly publishing_site_not_phone: NoArguments
  readonly publishing_site_not_https: NoArguments
  readonly publishing_site_not_day: NoArguments
  readonly publishing_site_not_time: NoArguments
  readonly publishing_site_not_language: NoArguments
  readonly publishing_site_not_list: NoArguments
  readonly publishing_site_not_weekday: NoArguments
  readonly publishing_site_not_vat: NoArguments
  readonly publishing_site_not_days: NoArguments
  readonly publishing_site_not_state: NoArguments
  readonly publishing_site_not_method: NoArguments
  readonly publishing_site_not_video: NoArguments
  readonly publishing_site_no_video: NoArguments
  readonly publishing_site_not_page: NoArguments
  readonly publishing_site_not_flag: NoArguments
  readonly publishing_site_unknown_name: NoArguments
  readonly publishing_site_wrong_kind: NoArguments
  readonly publishing_fact_demonstration: NoArguments
  readonly publishing_fact_name: NoArguments
  readonly publishing_fact_legal_form: NoArguments
  readonly publishing_fact_address: NoArguments
  readonly publishing_fact_represented_by: NoArguments
  readonly publishing_fact_phone: NoArguments
  readonly publishing_fact_email: NoArguments
  readonly publishing_fact_website: NoArguments
  readonly publishing_fact_register: NoArguments
  readonly publishing_fact_vat: NoArguments
  readonly publishing_fact_responsible: NoArguments
  readonly publishing_fact_contact_phone: NoArguments
  readonly publishing_fact_contact_email: NoArguments
  readonly publishing_fact_contact_hours: NoArguments
  readonly publishing_fact_contact_languages: NoArguments
  readonly publishing_fact_officer: NoArguments
  readonly publishing_fact_privacy_authority: NoArguments
  readonly publishing_fact_hosting: NoArguments
  readonly publishing_fact_log_days: NoArguments
  readonly publishing_fact_state: NoArguments
  readonly publishing_fact_prepared_on: NoArguments
  readonly publishing_fact_method: NoArguments
  readonly publishing_fact_barriers: NoArguments
  readonly publishing_fact_feedback_phone: NoArguments
  readonly publishing_fact_feedback_email: NoArguments
  readonly publishing_fact_enforcement: NoArguments
  readonly publishing_fact_monitoring: NoArguments
  readonly publishing_fact_quick_exit: NoArguments
  readonly publishing_fact_videos: NoArguments
  readonly publishing_fact_other: NoArguments
  readonly mail_invitation_subject: { readonly organisation: string }
  readonly mail_invitation_text: { readonly inviter: string; readonly link: string; readonly name: string; readonly organisation: string; readonly until: string }
  readonly mail_factors_reset_subject: { readonly organisation: string }
  readonly mail_factors_reset_text: { readonly by: string; readonly name: string; readonly organisation: string }
  readonly people_text_long: NoArguments
  readonly people_text_characters: NoArguments
  readonly people_form_old: NoArguments
  readonly people_language_missing: NoArguments
  readonly people_role_missing: NoArguments
  readonly people_name_missing: NoArguments
  readonly people_email_missing: NoArguments
  readonly people_email_wrong: NoArguments
  readonly people_day_wrong: NoArguments
  readonly people_team_missing: NoArguments
  readonly people_theme_missing: NoArguments
  readonly work_product: NoArguments
  readonly work_skip: NoArguments
  readonly work_sections: NoArguments
  readonly work_title_failed: { readonly title: string }
  readonly work_profile: NoArguments
  readonly work_sign_out: NoArguments
  readonly work_demo: NoArguments
  readonly work_language_de: NoArguments
  readonly work_language_en: NoArguments
  readonly work_today: NoArguments
  readonly work_people: NoArguments
  readonly work_teams: NoArguments
  readonly work_permissions: NoArguments
  readonly work_audit: NoArguments
  readonly work_outbox: NoArguments
  readonly work_errors_title: NoArguments
  readonly work_error_prefix: NoArguments
  readonly work_error_other: NoArguments
  readonly work_show: NoArguments
  readonly workfault_may_title: NoArguments
  readonly workfault_may_roles: { readonly roles: string }
  readonly workfault_may_nobody: NoArguments
  readonly workfault_may_ask: { readonly names: string }
  readonly workfault_may_all: NoArguments
  readonly workfault_home: NoArguments
  readonly workfault_sign_in: NoArguments
  readonly workfault_400_title: NoArguments
  readonly workfault_400_text: NoArguments
  readonly workfault_403_title: NoArguments
  readonly workfault_403_text: NoArguments
  readonly workfault_404_title: NoArguments
  readonly workfault_404_text: NoArguments
  readonly workfault_413_title: NoArguments
  readonly workfault_413_text: NoArguments
  readonly workfault_429_title: NoArguments
  readonly workfault_429_text: NoArguments
  readonly workfault_500_title: NoArguments
  readonly workfault_500_text: NoArguments
  readonly workfault_500_id: { readonly id: string }
  readonly workfault_503_title: NoArguments
  readonly workfault_503_text: NoArguments
  readonly role_counsellor: NoArguments
  readonly role_teamLead: NoArguments
  readonly role_mentoringCoordinator: NoArguments
  readonly role_groupLeader: NoArguments
  readonly role_editor: NoArguments
  readonly role_translator: NoArguments
  readonly role_statistics: NoArguments
  readonly role_funding: NoArguments
  readonly role_organisationAdmin: NoArguments
  readonly role_systemAdmin: NoArguments
  readonly role_dataProtectionOfficer: NoArguments
  readonly today_intro: NoArguments
  readonly today_appointments: NoArguments
  readonly today_appointments_empty: NoArguments
  readonly today_requests: NoArguments
  readonly today_requests_empty: NoArguments
  readonly today_deadlines: NoArguments
  readonly today_deadlines_empty: NoArguments
  readonly today_begin: NoArguments
  readonly today_invite: NoArguments
  readonly today_teams: NoArguments
  readonly today_profile: NoArguments
  readonly today_permissions: NoArguments
  readonly permissions_title: NoArguments
  readonly permissions_intro: NoArguments
  readonly permissions_role: NoArguments
  readonly permissions_every_role: NoArguments
  readonly permissions_about_role: { readonly role: string }
  readonly permissions_what: NoArguments
  readonly permissions_who: NoArguments
  readonly permissions_everyone: NoArguments
  readonly permissions_ask: NoArguments
  readonly permissions_ask_names: { readonly names: string }
  readonly permissions_ask_nobody: NoArguments
  readonly relation_own: NoArguments
  readonly relation_deputy: NoArguments
  readonly relation_team: NoArguments
  readonly relation_centre: NoArguments
  readonly relation_organisation: NoArguments
  readonly permissions_screen_today: NoArguments
  readonly permissions_screen_permissions: NoArguments
  readonly permissions_screen_profile: NoArguments
  readonly permissions_screen_sessions: NoArguments
  readonly permissions_screen_factors: NoArguments
  readonly permissions_screen_key: NoArguments
  readonly permissions_screen_password: NoArguments
  readonly permissions_screen_people: NoArguments
  readonly permissions_screen_roles: NoArguments
  readonly permissions_screen_teams: NoArguments
  readonly permissions_screen_audit: NoArguments
  readonly permissions_screen_outbox: NoArguments
  readonly permission_today_view: NoArguments
  readonly permission_permissions_view: NoArguments
  readonly permission_profile_view: NoArguments
  readonly permission_profile_change: NoArguments
  readonly permission_profile_noteAbsence: NoArguments
  readonly permission_profile_export: NoArguments
  readonly permission_sessions_view: NoArguments
  readonly permission_sessions_end: NoArguments
  readonly permission_factors_view: NoArguments
  readonly permission_factors_change: NoArguments
  readonly permission_password_change: NoArguments
  readonly permission_people_view: NoArguments
  readonly permission_people_noteAbsence: NoArguments
  readonly permission_people_nameStandIn: NoArguments
  readonly permission_people_invite: NoArguments
  readonly permission_people_disable: NoArguments
  readonly permission_people_enable: NoArguments
  readonly permission_people_resetFactors: NoArguments
  readonly permission_people_export: NoArguments
  readonly permission_people_erase: NoArguments
  readonly permission_roles_grant: NoArguments
  readonly permission_roles_end: NoArguments
  readonly permission_teams_view: NoArguments
  readonly permission_teams_create: NoArguments
  readonly permission_teams_rename: NoArguments
  readonly permission_teams_close: NoArguments
  readonly permission_audit_viewMine: NoArguments
  readonly permission_audit_view: NoArguments
  readonly permission_audit_export: NoArguments
  readonly permission_outbox_view: NoArguments
  readonly permission_outbox_retry: NoArguments
  readonly signin_title: NoArguments
  readonly signin_email: NoArguments
  readonly signin_password: NoArguments
  readonly signin_submit: NoArguments
  readonly signin_forgotten: NoArguments
  readonly signin_cookies: NoArguments
  readonly signin_unsafe: NoArguments
  readonly signin_email_missing: NoArguments
  readonly signin_password_missing: NoArguments
  readonly signin_wrong: NoArguments
  readonly wait_slow_seconds: { readonly seconds: number }
  readonly wait_slow_minutes: { readonly minutes: number }
  readonly wait_busy_seconds: { readonly seconds: number }
  readonly wait_busy_minutes: { readonly minutes: number }
  readonly second_title: NoArguments
  readonly second_intro: NoArguments
  readonly second_code: NoArguments
  readonly second_code_hint: NoArguments
  readonly second_submit: NoArguments
  readonly second_lost: NoArguments
  readonly second_lost_text: NoArguments
  readonly second_one_time: NoArguments
  readonly second_one_time_hint: NoArguments
  readonly second_one_time_submit: NoArguments
  readonly second_no_codes: NoArguments
  readonly second_again: NoArguments
  readonly second_code_missing: NoArguments
  readonly second_code_wrong: NoArguments
  readonly enrol_title: NoArguments
  readonly enrol_title_more: NoArguments
  readonly enrol_intro: NoArguments
  readonly enrol_step_app: NoArguments
  readonly enrol_step_scan: NoArguments
  readonly enrol_qr: NoArguments
  readonly enrol_by_hand: NoArguments
  readonly enrol_code: NoArguments
  readonly enrol_code_hint: NoArguments
  readonly enrol_label: NoArguments
  readonly enrol_label_hint: NoArguments
  readonly enrol_label_default: NoArguments
  readonly enrol_submit: NoArguments
  readonly enrol_why: NoArguments
  readonly enrol_why_text: NoArguments
  readonly enrol_code_wrong: NoArguments
  readonly enrol_gone: NoArguments
  readonly factor_label_missing: NoArguments
  readonly factor_label_long: NoArguments
  readonly factor_label_characters: NoArguments
  readonly codes_title: NoArguments
  readonly codes_intro: NoArguments
  readonly codes_keep: NoArguments
  readonly codes_kept: NoArguments
  readonly signout_title: NoArguments
  readonly signout_text: NoArguments
  readonly signout_again: NoArguments
  readonly signout_portal: NoArguments
  readonly flash_oneTimeCode: NoArguments
  readonly flash_factorAdded: NoArguments
  readonly password_missing: NoArguments
  readonly password_short: NoArguments
  readonly password_long: NoArguments
  readonly cli_mail_test: NoArguments
  readonly mail_test_no_address: NoArguments
  readonly mail_test_no_server: NoArguments
  readonly mail_test_subject: NoArguments
  readonly mail_test_text: NoArguments
  readonly mail_test_sent: { readonly server: string; readonly to: string }
  readonly mail_test_failed: { readonly reason: string; readonly reply: string; readonly server: string }
  readonly mail_refusal_host: NoArguments
  readonly mail_refusal_refused: NoArguments
  readonly mail_refusal_timeout: NoArguments
  readonly mail_refusal_tls: NoArguments
  readonly mail_refusal_login: NoArguments
  readonly mail_refusal_sender: NoArguments
  readonly mail_refusal_recipient: NoArguments
  readonly mail_refusal_content: NoArguments
  readonly mail_refusal_busy: NoArguments
  readonly mail_refusal_dropped: NoArguments
  readonly mail_refusal_protocol: NoArguments
  readonly mail_refusal_interrupted: NoArguments
  readonly mail_refusal_expired: NoArguments
  readonly access_mail_reset_subject: NoArguments
  readonly access_mail_reset_text: { readonly link: string; readonly organisation: string }
  readonly access_mail_changed_subject: NoArguments
  readonly access_mail_changed_text: { readonly organisation: string }
  readonly cli_access_anchor_key: NoArguments
  readonly cli_access_verify_audit: NoArguments
  readonly audit_filter_event: NoArguments
  readonly audit_filter_id: NoArguments
  readonly audit_filter_day: NoArguments
  readonly audit_verify_key_form: NoArguments
  readonly audit_verify_no_anchor_in: { readonly file: string }
  readonly audit_verify_lines: { readonly count: number }
  readonly audit_verify_entries: { readonly count: number }
  readonly audit_verify_edited: { readonly from: string }
  readonly audit_verify_unlinked: { readonly from: string }
  readonly audit_verify_missing: { readonly from: string; readonly same: string; readonly to: string }
  readonly audit_verify_disordered: { readonly from: string }
  readonly audit_verify_foreign: { readonly from: string }
  readonly audit_verify_truncated: { readonly from: string; readonly same: string; readonly to: string }
  readonly audit_verify_rewritten: { readonly from: string; readonly same: string; readonly to: string }
  readonly audit_verify_anchor_forged: { readonly position: string }
  readonly audit_verify_anchor_disordered: { readonly position: string }
  readonly audit_verify_bad: NoArguments
  readonly audit_verify_good: NoArguments
  readonly audit_verify_without_anchor: NoArguments
  readonly audit_verify_tail: { readonly count: number; readonly position: string }
  readonly audit_verify_anchored: NoArguments
  readonly audit_event_access_audit_listed: NoArguments
  readonly audit_event_access_audit_exported: NoArguments
  readonly audit_event_access_permission_refused: NoArguments
  readonly audit_event_access_audit_mineListed: NoArguments
  readonly audit_event_access_organisation_setUp: NoArguments
  readonly audit_event_access_signIn_failed: NoArguments
  readonly audit_event_access_signIn_unknown: NoArguments
  readonly audit_event_access_session_started: NoArguments
  readonly audit_event_access_session_ended: NoArguments
  readonly audit_event_access_session_confirmed: NoArguments
  readonly audit_event_access_password_changed: NoArguments
  readonly audit_event_access_password_requested: NoArguments
  readonly audit_event_access_password_reset: NoArguments
  readonly audit_event_access_factor_added: NoArguments
  readonly audit_event_access_factor_removed: NoArguments
  readonly audit_event_access_factor_reset: NoArguments
  readonly audit_event_access_codes_renewed: NoArguments
  readonly audit_event_access_people_listed: NoArguments
  readonly audit_event_access_account_viewed: NoArguments
  readonly audit_event_access_account_created: NoArguments
  readonly audit_event_access_account_changed: NoArguments
  readonly audit_event_access_account_disabled: NoArguments
  readonly audit_event_access_account_enabled: NoArguments
  readonly audit_event_access_role_granted: NoArguments
  readonly audit_event_access_role_ended: NoArguments
  readonly audit_event_access_invitation_sent: NoArguments
  readonly audit_event_access_invitation_resent: NoArguments
  readonly audit_event_access_invitation_withdrawn: NoArguments
  readonly audit_event_access_team_created: NoArguments
  readonly audit_event_access_team_renamed: NoArguments
  readonly audit_event_access_team_closed: NoArguments
  readonly audit_event_access_userKey_made: NoArguments
  readonly audit_event_access_userKey_provenAnew: NoArguments
  readonly audit_event_access_userKey_suspected: NoArguments
  readonly audit_event_access_identity_linked: NoArguments
  readonly audit_event_access_identity_unlinked: NoArguments
  readonly with_title: { readonly name: string }
  readonly with_submit: { readonly name: string }
  readonly with_leaving: { readonly name: string }
  readonly with_leaving_link: { readonly name: string }
  readonly with_password: NoArguments
  readonly with_away: { readonly name: string }
  readonly with_refused: { readonly name: string }
  readonly with_stale: NoArguments
  readonly with_weak: { readonly name: string }
  readonly with_unknown: { readonly name: string }
  readonly with_taken: NoArguments
  readonly with_gone: NoArguments
  readonly with_slow: NoArguments
  readonly with_again: { readonly name: string }
  readonly with_accept: { readonly name: string }
  readonly signon_title: { readonly name: string }
  readonly signon_intro: { readonly name: string }
  readonly signon_intro_theirs: { readonly name: string }
  readonly signon_none: NoArguments
  readonly signon_linked: { readonly day: string }
  readonly signon_linked_used: { readonly day: string; readonly used: string }
  readonly signon_link: { readonly name: string }
  readonly signon_unlink: NoArguments
  readonly flash_identityUnlinked: NoArguments
  readonly flash_identityLast: NoArguments
  readonly work_save: NoArguments
  readonly work_older: NoArguments
  readonly work_previous: NoArguments
  readonly work_next: NoArguments
  readonly account_name: NoArguments
  readonly account_name_hint: NoArguments
  readonly account_email: NoArguments
  readonly account_email_hint: NoArguments
  readonly confirm_title: NoArguments
  readonly confirm_intro: NoArguments
  readonly confirm_as: { readonly email: string }
  readonly confirm_code: NoArguments
  readonly confirm_code_hint: NoArguments
  readonly confirm_submit: NoArguments
  readonly confirm_cancel: NoArguments
  readonly confirm_wrong: NoArguments
  readonly entry_gone_title: NoArguments
  readonly entry_next: NoArguments
  readonly setup_title: NoArguments
  readonly setup_intro: NoArguments
  readonly setup_gone: NoArguments
  readonly setup_organisation: NoArguments
  readonly setup_organisation_hint: NoArguments
  readonly setup_submit: NoArguments
  readonly setup_email_wrong: NoArguments
  readonly setup_email_taken: NoArguments
  readonly invitation_title: NoArguments
  readonly invitation_intro: { readonly organisation: string; readonly role: string }
  readonly invitation_gone: NoArguments
  readonly invitation_email: NoArguments
  readonly invitation_submit: NoArguments
  readonly forgotten_title: NoArguments
  readonly forgotten_intro: NoArguments
  readonly forgotten_submit: NoArguments
  readonly forgotten_back: NoArguments
  readonly forgotten_asked_title: NoArguments
  readonly forgotten_asked: NoArguments
  readonly reset_title: NoArguments
  readonly reset_intro: NoArguments
  readonly reset_gone: NoArguments
  readonly reset_again: NoArguments
  readonly reset_email: NoArguments
  readonly reset_submit: NoArguments
  readonly password_title: NoArguments
  readonly password_intro: NoArguments
  readonly password_current: NoArguments
  readonly password_current_wrong: NoArguments
  readonly password_new: NoArguments
  readonly password_rule: NoArguments
  readonly password_common: NoArguments
  readonly password_personal: NoArguments
  readonly password_submit: NoArguments
  readonly codes_renew_title: NoArguments
  readonly codes_left: { readonly count: number }
  readonly codes_renew_text: NoArguments
  readonly codes_renew: NoArguments
  readonly profile_title: NoArguments
  readonly profile_own: NoArguments
  readonly profile_language: NoArguments
  readonly profile_theme: NoArguments
  readonly profile_theme_system: NoArguments
  readonly profile_theme_light: NoArguments
  readonly profile_theme_dark: NoArguments
  readonly profile_safety: NoArguments
  readonly profile_factors: NoArguments
  readonly profile_factors_count: { readonly count: number }
  readonly profile_manage: NoArguments
  readonly profile_change: NoArguments
  readonly profile_looked: NoArguments
  readonly profile_look: NoArguments
  readonly profile_sessions: NoArguments
  readonly profile_device_unknown: NoArguments
  readonly profile_session_times: { readonly from: string; readonly seen: string }
  readonly profile_session_this: NoArguments
  readonly profile_session_end: NoArguments
  readonly profile_sessions_end: NoArguments
  readonly factors_intro: NoArguments
  readonly factors_devices: NoArguments
  readonly factors_kind_totp: NoArguments
  readonly factors_kind_passkey: NoArguments
  readonly factors_since: { readonly at: string }
  readonly factors_used: { readonly at: string }
  readonly factors_remove: NoArguments
  readonly factors_remove_text: { readonly label: string }
  readonly factors_remove_yes: NoArguments
  readonly factors_one: NoArguments
  readonly factors_add: NoArguments
  readonly factors_codes_text: NoArguments
  readonly looked_intro: NoArguments
  readonly looked_none: NoArguments
  readonly people_intro: NoArguments
  readonly people_search: NoArguments
  readonly people_team: NoArguments
  readonly people_every_team: NoArguments
  readonly people_count: { readonly count: number }
  readonly people_name: NoArguments
  readonly people_roles: NoArguments
  readonly people_disabled: NoArguments
  readonly people_none: NoArguments
  readonly people_invited: NoArguments
  readonly people_invitation_until: { readonly at: string }
  readonly people_invitation_expired: { readonly at: string }
  readonly people_resend: NoArguments
  readonly people_withdraw: NoArguments
  readonly people_withdraw_text: NoArguments
  readonly people_withdraw_yes: NoArguments
  readonly people_choose: NoArguments
  readonly people_no_team: NoArguments
  readonly people_team_hint: NoArguments
  readonly people_fault_has_account: NoArguments
  readonly people_fault_scope: NoArguments
  readonly people_fault_team: NoArguments
  readonly people_fault_days: NoArguments
  readonly people_fault_deputy: NoArguments
  readonly people_fault_held: NoArguments
  readonly people_fault_conflict: NoArguments
  readonly people_fault_closed: NoArguments
  readonly people_fault_oneself: NoArguments
  readonly invite_title: NoArguments
  readonly invite_intro: NoArguments
  readonly invite_email_hint: NoArguments
  readonly invite_role_hint: NoArguments
  readonly invite_language: NoArguments
  readonly invite_submit: NoArguments
  readonly form_file_no_text: NoArguments
  readonly many_link: NoArguments
  readonly many_title: NoArguments
  readonly many_intro: NoArguments
  readonly many_file: NoArguments
  readonly many_file_hint: NoArguments
  readonly many_text: NoArguments
  readonly many_text_hint: NoArguments
  readonly many_table: NoArguments
  readonly many_example_table: NoArguments
  readonly many_roles: NoArguments
  readonly many_example: NoArguments
  readonly many_check: NoArguments
  readonly many_missing: NoArguments
  readonly many_both: NoArguments
  readonly many_long: NoArguments
  readonly many_refused_empty: NoArguments
  readonly many_refused_columns: NoArguments
  readonly many_refused_twice: NoArguments
  readonly many_refused_width: NoArguments
  readonly many_refused_many: NoArguments
  readonly many_fault_unreadable: NoArguments
  readonly many_fault_width: NoArguments
  readonly many_fault_role: NoArguments
  readonly many_fault_language: NoArguments
  readonly many_fault_team: NoArguments
  readonly many_fault_twice: NoArguments
  readonly many_fault_waiting: NoArguments
  readonly many_preview: NoArguments
  readonly many_line: NoArguments
  readonly many_line_number: { readonly line: string }
  readonly many_language: NoArguments
  readonly many_will_invite: NoArguments
  readonly many_ready: { readonly count: number }
  readonly many_faulty: { readonly count: number }
  readonly many_changed: NoArguments
  readonly many_send: { readonly count: number }
  readonly many_again: NoArguments
  readonly flash_invitedMany: NoArguments
  readonly person_state: NoArguments
  readonly person_active: NoArguments
  readonly person_confirm: NoArguments
  readonly person_confirm_go: NoArguments
  readonly person_no_roles: NoArguments
  readonly person_end_role: NoArguments
  readonly person_end_role_text: { readonly name: string }
  readonly person_end_role_yes: NoArguments
  readonly person_add_role: NoArguments
  readonly person_account: NoArguments
  readonly person_enable: NoArguments
  readonly person_enable_text: { readonly name: string }
  readonly person_reset: NoArguments
  readonly person_reset_text: { readonly name: string }
  readonly person_reset_yes: NoArguments
  readonly person_disable: NoArguments
  readonly person_disable_text: { readonly name: string }
  readonly person_disable_yes: NoArguments
  readonly leave_link: NoArguments
  readonly leave_heading: { readonly name: string }
  readonly leave_intro: NoArguments
  readonly leave_handover: NoArguments
  readonly leave_nothing: NoArguments
  readonly leave_closed: { readonly name: string }
  readonly leave_administration: NoArguments
  readonly leave_administration_text: { readonly name: string }
  readonly leave_key: { readonly team: string }
  readonly leave_key_lost: { readonly name: string }
  readonly leave_key_halved: { readonly name: string }
  readonly leave_recovery: NoArguments
  readonly leave_recovery_text: { readonly left: number }
  readonly leave_duty_text: { readonly duty: string; readonly team: string }
  readonly leave_duty: { readonly team: string }
  readonly leave_role_text: NoArguments
  readonly leave_deputy_text: NoArguments
  readonly leave_invitations: { readonly count: number }
  readonly leave_invitations_text: { readonly name: string }
  readonly leave_go_people: NoArguments
  readonly leave_go_person: { readonly name: string }
  readonly leave_go_teams: NoArguments
  readonly leave_go_recovery: NoArguments
  readonly leave_go_invitations: NoArguments
  readonly leave_what: NoArguments
  readonly leave_what_text: { readonly name: string }
  readonly leave_yes: NoArguments
  readonly absence_title: NoArguments
  readonly absence_title_of: { readonly name: string }
  readonly absence_intro: NoArguments
  readonly absence_days: NoArguments
  readonly absence_from: NoArguments
  readonly absence_until: NoArguments
  readonly absence_one: NoArguments
  readonly absence_shorter: NoArguments
  readonly absence_now: { readonly until: string }
  readonly absence_coming: { readonly from: string; readonly until: string }
  readonly absence_stands_in: { readonly name: string }
  readonly absence_nobody: NoArguments
  readonly absence_cover: NoArguments
  readonly absence_end: NoArguments
  readonly absence_end_text: { readonly name: string }
  readonly absence_end_text_own: NoArguments
  readonly absence_end_yes: NoArguments
  readonly absence_stand_in: NoArguments
  readonly absence_stand_in_text: { readonly name: string }
  readonly absence_stand_in_ask: NoArguments
  readonly absence_stand_in_yes: NoArguments
  readonly absence_stand_in_missing: NoArguments
  readonly absence_fault_order: NoArguments
  readonly absence_fault_over: NoArguments
  readonly absence_fault_long: NoArguments
  readonly absence_closed: { readonly name: string }
  readonly absence_enter: NoArguments
  readonly absence_change: NoArguments
  readonly flash_absenceNoted: NoArguments
  readonly flash_absenceEnded: NoArguments
  readonly flash_standInNamed: NoArguments
  readonly flash_letGo: NoArguments
  readonly person_history: NoArguments
  readonly person_no_history: NoArguments
  readonly role_deputy_for: { readonly name: string }
  readonly role_from: { readonly day: string }
  readonly role_until: { readonly day: string }
  readonly role_form_from: NoArguments
  readonly role_form_until: NoArguments
  readonly role_form_until_hint: NoArguments
  readonly role_form_deputy: NoArguments
  readonly role_form_deputy_hint: NoArguments
  readonly role_form_nobody: NoArguments
  readonly role_form_submit: NoArguments
  readonly teams_intro: NoArguments
  readonly teams_none: NoArguments
  readonly teams_members: { readonly count: number }
  readonly teams_rename: NoArguments
  readonly teams_new_name: NoArguments
  readonly teams_close: NoArguments
  readonly teams_close_text: { readonly name: string }
  readonly teams_close_yes: NoArguments
  readonly teams_create: NoArguments
  readonly teams_name: NoArguments
  readonly teams_name_hint: NoArguments
  readonly teams_name_taken: NoArguments
  readonly audit_intro: NoArguments
  readonly audit_when: NoArguments
  readonly audit_what: NoArguments
  readonly audit_who: NoArguments
  readonly audit_whom: NoArguments
  readonly audit_from: NoArguments
  readonly audit_until: NoArguments
  readonly audit_every_event: NoArguments
  readonly audit_actor_id: NoArguments
  readonly audit_record_id: NoArguments
  readonly audit_none: NoArguments
  readonly audit_export: NoArguments
  readonly audit_erased: NoArguments
  readonly audit_program: NoArguments
  readonly audit_kind_account: NoArguments
  readonly audit_kind_invitation: NoArguments
  readonly audit_kind_team: NoArguments
  readonly audit_kind_other: NoArguments
  readonly audit_detail_why_signedOut: NoArguments
  readonly audit_detail_why_elsewhere: NoArguments
  readonly audit_detail_why_password: NoArguments
  readonly audit_detail_why_roles: NoArguments
  readonly audit_detail_why_disabled: NoArguments
  readonly audit_detail_why_reset: NoArguments
  readonly audit_detail_step_password: NoArguments
  readonly audit_detail_step_totp: NoArguments
  readonly audit_detail_step_oneTimeCode: NoArguments
  readonly audit_detail_step_passkey: NoArguments
  readonly audit_detail_step_singleSignOn: NoArguments
  readonly audit_detail_step_recoverySheet: NoArguments
  readonly audit_detail_by_totp: NoArguments
  readonly audit_detail_by_oneTimeCode: NoArguments
  readonly audit_detail_by_passkey: NoArguments
  readonly audit_detail_by_singleSignOn: NoArguments
  readonly outbox_intro: NoArguments
  readonly outbox_intro_demo: NoArguments
  readonly outbox_none: NoArguments
  readonly outbox_mail: { readonly at: string }
  readonly outbox_to: { readonly to: string }
  readonly outbox_attempts: { readonly count: number }
  readonly outbox_next: { readonly at: string }
  readonly outbox_state_waiting: NoArguments
  readonly outbox_state_sent: NoArguments
  readonly outbox_state_failed: NoArguments
  readonly outbox_state_shown: NoArguments
  readonly outbox_retry: NoArguments
  readonly flash_saved: NoArguments
  readonly flash_changed: NoArguments
  readonly flash_sessionEnded: NoArguments
  readonly flash_sessionsEnded: NoArguments
  readonly flash_factorRemoved: NoArguments
  readonly flash_factorLast: NoArguments
  readonly flash_passwordChanged: NoArguments
  readonly flash_passwordReset: NoArguments
  readonly flash_invited: NoArguments
  readonly flash_invitationResent: NoArguments
  readonly flash_invitationWithdrawn: NoArguments
  readonly flash_roleGranted: NoArguments
  readonly flash_roleEnded: NoArguments
  readonly flash_disabled: NoArguments
  readonly flash_enabled: NoArguments
  readonly flash_factorsReset: NoArguments
  readonly flash_lastAdministrator: NoArguments
  readonly flash_notOneself: NoArguments
  readonly flash_teamCreated: NoArguments
  readonly flash_teamRenamed: NoArguments
  readonly flash_teamClosed: NoArguments
  readonly flash_teamInUse: NoArguments
  readonly flash_mailRetried: NoArguments
  readonly permissions_screen_invitations: NoArguments
  readonly permission_invitations_view: NoArguments
  readonly audit_event_access_factor_suspected: NoArguments
  readonly access_setup_address: NoArguments
  readonly access_setup_administrator: NoArguments
  readonly audit_event_access_account_erased: NoArguments
  readonly audit_event_access_absence_noted: NoArguments
  readonly audit_event_access_absence_changed: NoArguments
  readonly audit_event_access_absence_ended: NoArguments
  readonly audit_event_access_absence_standInNamed: NoArguments
  readonly audit_event_access_account_exported: NoArguments
  readonly demo_title: NoArguments
  readonly demo_text: NoArguments
  readonly demo_password: NoArguments
  readonly demo_code_now: NoArguments
  readonly demo_hint: NoArguments
  readonly demo_code: NoArguments
  readonly passkey_title: NoArguments
  readonly passkey_intro: NoArguments
  readonly passkey_label_default: NoArguments
  readonly passkey_submit: NoArguments
  readonly passkey_not_here: NoArguments
  readonly passkey_app_instead: NoArguments
  readonly passkey_instead: NoArguments
  readonly passkey_add: NoArguments
  readonly passkey_use_title: NoArguments
  readonly passkey_use: NoArguments
  readonly passkey_confirm: NoArguments
  readonly passkey_needs_script: NoArguments
  readonly passkey_unsupported: NoArguments
  readonly passkey_cancelled: NoArguments
  readonly passkey_known: NoArguments
  readonly passkey_failed: NoArguments
  readonly passkey_refused: NoArguments
  readonly flash_passkeyAdded: NoArguments
  readonly audit_all: NoArguments
  readonly work_cancel: NoArguments
  readonly profile_data: NoArguments
  readonly profile_data_text: NoArguments
  readonly data_download: NoArguments
  readonly data_confirm: NoArguments
  readonly person_data: NoArguments
  readonly person_data_text: { readonly name: string }
  readonly person_erase: NoArguments
  readonly person_erased: NoArguments
  readonly person_erased_title: NoArguments
  readonly erase_title: { readonly name: string }
  readonly erase_gone: NoArguments
  readonly erase_gone_name: NoArguments
  readonly erase_gone_entry: NoArguments
  readonly erase_gone_sessions: NoArguments
  readonly erase_kept: NoArguments
  readonly erase_kept_id: NoArguments
  readonly erase_kept_roles: NoArguments
  readonly erase_final: NoArguments
  readonly erase_yes: { readonly name: string }
  readonly erase_open: { readonly name: string }
  readonly flash_erased: NoArguments
  readonly role_form_centre: NoArguments
  readonly role_form_centre_hint: NoArguments
  readonly role_form_no_centre: NoArguments
  readonly role_form_no_team: NoArguments
  readonly role_centre_gone: NoArguments
  readonly people_fault_centre: NoArguments
  readonly factors_rename: NoArguments
  readonly flash_factorRenamed: NoArguments
  readonly audit_event_access_factor_renamed: NoArguments
  readonly access_mail_totpAdded_subject: NoArguments
  readonly access_mail_totpAdded_what: { readonly organisation: string }
  readonly access_mail_passkeyAdded_subject: NoArguments
  readonly access_mail_passkeyAdded_what: { readonly organisation: string }
  readonly access_mail_totpRemoved_subject: NoArguments
  readonly access_mail_totpRemoved_what: { readonly organisation: string }
  readonly access_mail_passkeyRemoved_subject: NoArguments
  readonly access_mail_passkeyRemoved_what: { readonly organisation: string }
  readonly access_mail_codesRenewed_subject: NoArguments
  readonly access_mail_codesRenewed_what: { readonly organisation: string }
  readonly access_mail_change_text: { readonly what: string }
  readonly role_form_place_hint: NoArguments
  readonly access_mail_identityLinked_subject: NoArguments
  readonly access_mail_identityLinked_what: { readonly organisation: string }
  readonly access_mail_identityUnlinked_subject: NoArguments
  readonly access_mail_identityUnlinked_what: { readonly organisation: string }
  readonly key_title: NoArguments
  readonly key_intro: NoArguments
  readonly key_state_open: NoArguments
  readonly key_state_locked: NoArguments
  readonly key_state_none: NoArguments
  readonly key_sheet: NoArguments
  readonly key_sheet_none: NoArguments
  readonly key_sheet_untested: { readonly at: string }
  readonly key_sheet_tested: { readonly at: string; readonly tested: string }
  readonly key_sheet_make: NoArguments
  readonly key_sheet_renew: NoArguments
  readonly key_sheet_renew_hint: NoArguments
  readonly key_sheet_test: NoArguments
  readonly key_sheet_test_submit: NoArguments
  readonly key_sheet_code: NoArguments
  readonly key_sheet_code_hint: NoArguments
  readonly key_sheet_wrong: NoArguments
  readonly key_sheet_code_missing: NoArguments
  readonly key_sheet_shown: NoArguments
  readonly key_sheet_shown_intro: NoArguments
  readonly key_sheet_keep: NoArguments
  readonly key_sheet_short_none: NoArguments
  readonly key_sheet_short_untested: NoArguments
  readonly key_sheet_short_tested: NoArguments
  readonly key_unlock: NoArguments
  readonly key_unlock_submit: NoArguments
  readonly key_unlock_wrong: NoArguments
  readonly reset_keys: NoArguments
  readonly flash_sheetTested: NoArguments
  readonly flash_keyUnlocked: NoArguments
  readonly flash_keyLocked: NoArguments
  readonly access_mail_recoverySheetMade_subject: NoArguments
  readonly access_mail_recoverySheetMade_what: { readonly organisation: string }
  readonly audit_event_access_recoverySheet_made: NoArguments
  readonly audit_event_access_recoverySheet_tested: NoArguments
  readonly audit_event_access_recoverySheet_used: NoArguments
  readonly permission_key_view: NoArguments
  readonly permission_key_makeSheet: NoArguments
  readonly key_lost: NoArguments
  readonly key_lost_what: NoArguments
  readonly key_lost_submit: NoArguments
  readonly key_print_hint: NoArguments
  readonly flash_keyGivenUp: NoArguments
  readonly access_mail_userKeyGivenUp_subject: NoArguments
  readonly access_mail_userKeyGivenUp_what: { readonly organisation: string }
  readonly audit_event_access_userKey_givenUp: NoArguments
  readonly permission_key_giveUp: NoArguments
  readonly key_sheet_made: { readonly at: string }
  readonly key_sheet_use: NoArguments
  readonly teams_key_open: { readonly holders: string; readonly members: string }
  readonly teams_key_waiting: NoArguments
  readonly teams_key_locked: NoArguments
  readonly waiting_title: NoArguments
  readonly waiting_intro: NoArguments
  readonly waiting_give: NoArguments
  readonly waiting_oneself: { readonly team: string }
  readonly flash_keyPassedOn: NoArguments
  readonly permission_teams_passKeyOn: NoArguments
  readonly audit_event_access_teamKey_made: NoArguments
  readonly audit_event_access_teamKey_renewed: NoArguments
  readonly audit_event_access_teamKey_suspected: NoArguments
  readonly audit_event_access_teamKey_passedOn: NoArguments
  readonly cli_backup_create: NoArguments
  readonly cli_backup_key: NoArguments
  readonly cli_backup_restore: NoArguments
  readonly cli_system_update_check: NoArguments
  readonly update_program: { readonly version: string }
  readonly update_running: { readonly versions: string }
  readonly update_stopped: NoArguments
  readonly update_database: { readonly megabytes: number; readonly server: string }
  readonly update_schema: { readonly count: number; readonly newest: string }
  readonly update_schema_none: NoArguments
  readonly update_missing: { readonly count: number }
  readonly update_room_data: { readonly free: string; readonly needed: string }
  readonly update_room_program: { readonly free: string; readonly needed: string }
  readonly update_backup: { readonly hours: number }
  readonly update_backup_none: NoArguments
  readonly update_saves: { readonly folder: string }
  readonly update_saves_not: NoArguments
  readonly update_may: NoArguments
  readonly update_first: NoArguments
  readonly update_empty: { readonly folder: string }
  readonly update_obstacle_server: NoArguments
  readonly update_obstacle_standby: NoArguments
  readonly update_obstacle_unknown: NoArguments
  readonly update_obstacle_backup: NoArguments
  readonly update_obstacle_dataSpace: NoArguments
  readonly update_obstacle_programSpace: NoArguments
  readonly backup_key_there: NoArguments
  readonly backup_key_made: NoArguments
  readonly backup_key_recipient: { readonly recipient: string }
  readonly backup_key_replaced: NoArguments
  readonly backup_no_recipient: NoArguments
  readonly backup_not_recipient: NoArguments
  readonly backup_not_written: { readonly code: string; readonly folder: string }
  readonly backup_progress: { readonly megabytes: number }
  readonly backup_created: { readonly rows: number }
  readonly backup_archive: { readonly megabytes: number; readonly path: string }
  readonly backup_pruned: { readonly count: number }
  readonly backup_apart: { readonly anchors: string; readonly key: string }
  readonly restore_no_identity: { readonly file: string }
  readonly restore_nothing: NoArguments
  readonly restore_begins: { readonly at: string; readonly name: string }
  readonly restore_archive_identity: { readonly file: string }
  readonly restore_archive_damaged: { readonly file: string }
  readonly restore_archive_newer: { readonly file: string }
  readonly restore_refused_kind: NoArguments
  readonly restore_refused_pair: NoArguments
  readonly restore_refused_newer: NoArguments
  readonly restore_refused_forged: NoArguments
  readonly restore_refused_old: NoArguments
  readonly restore_refused_gap: NoArguments
  readonly restore_refused_notEmpty: NoArguments
  readonly restore_rows: { readonly rows: number }
  readonly restore_file: { readonly name: string }
  readonly restore_dropped_keys: { readonly count: number }
  readonly restore_without_keys: NoArguments
  readonly restore_without_ledger: NoArguments
  readonly restore_erased: { readonly at: string; readonly count: number }
  readonly restore_audit_whole: { readonly count: number }
  readonly restore_audit_bad: { readonly count: number }
  readonly restore_server_key_same: NoArguments
  readonly restore_server_key_other: NoArguments
  readonly restore_server_key_missing: NoArguments
  readonly audit_event_access_organisation_restored: NoArguments
  readonly work_system: NoArguments
  readonly permissions_screen_system: NoArguments
  readonly permission_system_view: NoArguments
  readonly system_backup: NoArguments
  readonly system_backup_last: { readonly at: string; readonly megabytes: number }
  readonly system_backup_none: NoArguments
  readonly system_backup_late: NoArguments
  readonly system_backup_begin: NoArguments
  readonly system_disk: NoArguments
  readonly system_disk_free: { readonly gigabytes: number }
  readonly system_disk_low: NoArguments
  readonly system_intro: NoArguments
  readonly system_all_good: NoArguments
  readonly system_look_now: { readonly what: string }
  readonly system_look_soon: { readonly what: string }
  readonly system_state_ok: NoArguments
  readonly system_state_wait: NoArguments
  readonly system_state_bad: NoArguments
  readonly system_state_off: NoArguments
  readonly system_outbox_empty: NoArguments
  readonly system_outbox_waiting: { readonly at: string; readonly count: number }
  readonly system_outbox_failed: { readonly count: number }
  readonly system_outbox_again: NoArguments
  readonly system_outbox_old: NoArguments
  readonly system_outbox_open: NoArguments
  readonly system_queue_mail_send: NoArguments
  readonly system_queue_waiting: { readonly count: number }
  readonly system_queue_done: { readonly at: string }
  readonly system_queue_never: NoArguments
  readonly system_queue_failed: { readonly count: number }
  readonly system_queue_due: { readonly at: string }
  readonly system_queue_log: NoArguments
  readonly system_queue_restart: NoArguments
  readonly system_mail: NoArguments
  readonly system_mail_sent: NoArguments
  readonly system_mail_kept: NoArguments
  readonly system_mail_shown: NoArguments
  readonly system_mail_begin: NoArguments
  readonly system_audit: NoArguments
  readonly system_audit_last: { readonly at: string; readonly position: number }
  readonly system_audit_none: NoArguments
  readonly system_audit_late: NoArguments
  readonly system_audit_refused: NoArguments
  readonly system_program: NoArguments
  readonly system_program_version: { readonly at: string; readonly version: string }
  readonly system_program_renewed: { readonly version: string }
  readonly system_database: NoArguments
  readonly system_database_version: { readonly embedded: string; readonly megabytes: number; readonly version: string }
  readonly system_migrations: NoArguments
  readonly system_migrations_newest: { readonly count: number; readonly newest: string }
  readonly system_migrations_missing: { readonly count: number }
  readonly system_migrations_unknown: { readonly count: number }
  readonly system_clock: NoArguments
  readonly system_clock_zone: { readonly zone: string }
  readonly system_clock_apart: { readonly seconds: number }
  readonly system_clock_foreign: { readonly zone: string }
  readonly system_clock_off: NoArguments
  readonly system_certificate: NoArguments
  readonly system_certificate_until: { readonly at: string }
  readonly system_certificate_renew: NoArguments
  readonly system_certificate_elsewhere: NoArguments
  readonly today_key_choose: NoArguments
  readonly today_key_open: NoArguments
  readonly today_key_test: NoArguments
  readonly today_key_second: NoArguments
  readonly key_state_none_password: NoArguments
  readonly key_ways: NoArguments
  readonly key_ways_one: NoArguments
  readonly key_way_password: NoArguments
  readonly key_way_passphrase: NoArguments
  readonly key_way_passkey: NoArguments
  readonly key_way_recoverySheet: NoArguments
  readonly key_way_since: { readonly at: string }
  readonly key_passphrase: NoArguments
  readonly key_passphrase_new: NoArguments
  readonly key_passphrase_choose_text: NoArguments
  readonly key_passphrase_change: NoArguments
  readonly key_passphrase_change_text: NoArguments
  readonly key_passphrase_submit: NoArguments
  readonly key_passphrase_remove: NoArguments
  readonly key_passphrase_remove_text: NoArguments
  readonly key_passphrase_missing: NoArguments
  readonly key_passphrase_wrong: NoArguments
  readonly key_passphrase_short: NoArguments
  readonly key_passphrase_long: NoArguments
  readonly key_passphrase_common: NoArguments
  readonly key_passphrase_personal: NoArguments
  readonly key_unlock_passphrase: NoArguments
  readonly key_unlock_password: NoArguments
  readonly key_unlock_password_text: NoArguments
  readonly key_unlock_password_go: NoArguments
  readonly key_unlock_passkey: NoArguments
  readonly key_unlock_sheet_passphrase: NoArguments
  readonly key_passkey: NoArguments
  readonly key_passkey_text: NoArguments
  readonly key_passkey_show: NoArguments
  readonly flash_passphraseChosen: NoArguments
  readonly flash_passphraseRemoved: NoArguments
  readonly flash_wayLast: NoArguments
  readonly flash_passkeyOpensKey: NoArguments
  readonly flash_passkeyNoSecret: NoArguments
  readonly permission_key_choosePassphrase: NoArguments
  readonly access_mail_passphraseChosen_subject: NoArguments
  readonly access_mail_passphraseChosen_what: { readonly organisation: string }
  readonly access_mail_passphraseRemoved_subject: NoArguments
  readonly access_mail_passphraseRemoved_what: { readonly organisation: string }
  readonly access_mail_passkeyOpensKey_subject: NoArguments
  readonly access_mail_passkeyOpensKey_what: { readonly organisation: string }
  readonly audit_event_access_userKey_opened: NoArguments
  readonly audit_event_access_userKey_wayAdded: NoArguments
  readonly audit_event_access_userKey_wayRemoved: NoArguments
  readonly audit_detail_step_passphrase: NoArguments
  readonly audit_detail_way_password: NoArguments
  readonly audit_detail_way_passphrase: NoArguments
  readonly audit_detail_way_passkey: NoArguments
  readonly draft_title: NoArguments
  readonly draft_intro: NoArguments
  readonly draft_field: NoArguments
  readonly draft_uploads: NoArguments
  readonly draft_send: NoArguments
  readonly draft_discard: NoArguments
  readonly draft_discard_text: NoArguments
  readonly draft_discard_yes: NoArguments
  readonly draft_locked: NoArguments
  readonly draft_broken: NoArguments
  readonly drafts_kept: { readonly count: number }
  readonly drafts_look: { readonly moment: string }
  readonly flash_draftKept: NoArguments
  readonly flash_draftLost: NoArguments
  readonly flash_draftDiscarded: NoArguments
  readonly permission_drafts_view: NoArguments
  readonly permission_drafts_discard: NoArguments
  readonly permissions_screen_drafts: NoArguments
  readonly audit_event_access_draft_kept: NoArguments
  readonly audit_event_access_draft_discarded: NoArguments
  readonly work_mistakes: NoArguments
  readonly mistakes_intro: NoArguments
  readonly mistakes_none: NoArguments
  readonly mistakes_other_team: NoArguments
  readonly mistakes_to_teams: NoArguments
  readonly mistakes_when: { readonly day: string; readonly language: string }
  readonly mistakes_close: NoArguments
  readonly mistakes_close_text: NoArguments
  readonly mistakes_close_yes: NoArguments
  readonly flash_mistakeClosed: NoArguments
  readonly notes_title: { readonly team: string }
  readonly notes_intro: NoArguments
  readonly notes_new: NoArguments
  readonly notes_words: NoArguments
  readonly notes_words_hint: NoArguments
  readonly notes_write: NoArguments
  readonly notes_all: NoArguments
  readonly notes_none: NoArguments
  readonly notes_closed: NoArguments
  readonly notes_damaged: NoArguments
  readonly notes_locked: NoArguments
  readonly notes_written_by: { readonly name: string; readonly when: string }
  readonly notes_changed_by: { readonly name: string; readonly when: string }
  readonly notes_nobody: NoArguments
  readonly notes_change: NoArguments
  readonly notes_save: NoArguments
  readonly notes_delete: NoArguments
  readonly notes_delete_text: NoArguments
  readonly notes_delete_yes: NoArguments
  readonly notes_error_empty: NoArguments
  readonly notes_error_long: NoArguments
  readonly notes_error_full: NoArguments
  readonly notes_error_noKey: NoArguments
  readonly notes_error_changed: NoArguments
  readonly notes_error_closed: NoArguments
  readonly flash_noteWritten: NoArguments
  readonly flash_noteChanged: NoArguments
  readonly flash_noteDeleted: NoArguments
  readonly teams_duties: NoArguments
  readonly teams_duty_mistakeReports: NoArguments
  readonly teams_duty_hint: NoArguments
  readonly teams_duty_nobody: NoArguments
  readonly teams_duty_save: NoArguments
  readonly flash_dutyGiven: NoArguments
  readonly permission_teams_giveDuty: NoArguments
  readonly permissions_screen_mistakes: NoArguments
  readonly permission_mistakes_view: NoArguments
  readonly permission_mistakes_close: NoArguments
  readonly permissions_screen_notes: NoArguments
  readonly permission_notes_view: NoArguments
  readonly permission_notes_write: NoArguments
  readonly audit_event_access_duty_given: NoArguments
  readonly audit_event_access_mail_sentAgain: NoArguments
  readonly audit_kind_mail: NoArguments
  readonly audit_detail_duty_mistakeReports: NoArguments
  readonly audit_event_directory_mistakes_listed: NoArguments
  readonly audit_event_directory_mistake_closed: NoArguments
  readonly audit_event_desk_notes_listed: NoArguments
  readonly audit_event_desk_note_written: NoArguments
  readonly audit_event_desk_note_changed: NoArguments
  readonly audit_event_desk_note_deleted: NoArguments
  readonly audit_kind_mistakeReport: NoArguments
  readonly audit_kind_teamNote: NoArguments
  readonly mistakes_wrong: { readonly kinds: string }
  readonly recovery_title: NoArguments
  readonly recovery_intro: NoArguments
  readonly recovery_holders: NoArguments
  readonly recovery_holder_counts: NoArguments
  readonly recovery_holder_lost: NoArguments
  readonly recovery_none: NoArguments
  readonly recovery_few: NoArguments
  readonly recovery_two: NoArguments
  readonly recovery_covered: { readonly halved: string; readonly teams: string }
  readonly recovery_sheet: NoArguments
  readonly recovery_requests: NoArguments
  readonly recovery_requests_intro: NoArguments
  readonly recovery_requests_none: NoArguments
  readonly recovery_team_could: { readonly count: number }
  readonly recovery_release: NoArguments
  readonly recovery_release_text: { readonly name: string; readonly team: string }
  readonly recovery_release_yes: NoArguments
  readonly recovery_given: NoArguments
  readonly recovery_complete: NoArguments
  readonly recovery_complete_text: { readonly name: string; readonly team: string }
  readonly recovery_name: NoArguments
  readonly recovery_name_intro: NoArguments
  readonly recovery_name_keyless: NoArguments
  readonly recovery_holder_1: NoArguments
  readonly recovery_holder_2: NoArguments
  readonly recovery_holder_3: NoArguments
  readonly recovery_holder_4: NoArguments
  readonly recovery_nobody: NoArguments
  readonly recovery_choose: NoArguments
  readonly recovery_name_yes: NoArguments
  readonly recovery_holder_missing: NoArguments
  readonly recovery_holder_number: NoArguments
  readonly recovery_holder_keyless: NoArguments
  readonly flash_recoveryNamed: NoArguments
  readonly flash_recoveryReleased: NoArguments
  readonly flash_recoveryCompleted: NoArguments
  readonly today_recovery_name: NoArguments
  readonly today_recovery_waiting: { readonly count: number }
  readonly permissions_screen_recovery: NoArguments
  readonly permission_recovery_view: NoArguments
  readonly permission_recovery_name: NoArguments
  readonly permission_recovery_release: NoArguments
  readonly audit_event_access_recovery_named: NoArguments
  readonly audit_event_access_recovery_released: NoArguments
  readonly audit_event_access_recovery_completed: NoArguments
  readonly access_mail_recoveryHolderNamed_subject: NoArguments
  readonly access_mail_recoveryHolderNamed_what: { readonly organisation: string }
  readonly access_mail_recoveryReleased_subject: NoArguments
  readonly access_mail_recoveryReleased_what: { readonly organisation: string }
  readonly access_mail_recoveryCompleted_subject: NoArguments
  readonly access_mail_recoveryCompleted_what: { readonly organisation: string }
  readonly access_mail_recovery_text: { readonly what: string }
  readonly today_settle: NoArguments
  readonly today_settle_text: { readonly left: number }
  readonly today_settle_go: NoArguments
  readonly work_tasks: NoArguments
  readonly work_due: NoArguments
  readonly tasks_intro: NoArguments
  readonly tasks_new: NoArguments
  readonly tasks_new_intro: NoArguments
  readonly tasks_one: NoArguments
  readonly tasks_words: NoArguments
  readonly tasks_words_hint: { readonly most: string }
  readonly tasks_for: NoArguments
  readonly tasks_for_me: NoArguments
  readonly tasks_for_team: { readonly team: string }
  readonly tasks_assigned: NoArguments
  readonly tasks_assigned_hint: NoArguments
  readonly tasks_assigned_nobody: NoArguments
  readonly tasks_colleague_of: { readonly name: string; readonly team: string }
  readonly tasks_due: NoArguments
  readonly tasks_link: NoArguments
  readonly tasks_link_hint: NoArguments
  readonly tasks_about_page: NoArguments
  readonly tasks_save: NoArguments
  readonly tasks_change: NoArguments
  readonly tasks_which: NoArguments
  readonly tasks_list_mine: NoArguments
  readonly tasks_list_teams: NoArguments
  readonly tasks_list_done: NoArguments
  readonly tasks_none_mine: NoArguments
  readonly tasks_none_teams: NoArguments
  readonly tasks_none_done: NoArguments
  readonly tasks_count: { readonly count: number }
  readonly tasks_own: NoArguments
  readonly tasks_yours: NoArguments
  readonly tasks_from: { readonly name: string }
  readonly tasks_done_by: { readonly name: string; readonly when: string }
  readonly tasks_link_open: NoArguments
  readonly tasks_due_today: NoArguments
  readonly tasks_due_late: { readonly day: string }
  readonly tasks_finish: NoArguments
  readonly tasks_reopen: NoArguments
  readonly tasks_delete: NoArguments
  readonly tasks_delete_own: NoArguments
  readonly tasks_delete_team: NoArguments
  readonly tasks_locked: NoArguments
  readonly tasks_error_empty: NoArguments
  readonly tasks_error_long: NoArguments
  readonly tasks_error_characters: NoArguments
  readonly tasks_error_day: NoArguments
  readonly tasks_error_link: NoArguments
  readonly tasks_error_old: NoArguments
  readonly tasks_error_colleague: NoArguments
  readonly tasks_error_noKey: NoArguments
  readonly tasks_error_locked: NoArguments
  readonly tasks_error_closed: NoArguments
  readonly tasks_error_changed: NoArguments
  readonly today_tasks_empty: NoArguments
  readonly today_tasks_all: { readonly count: string }
  readonly today_tasks_done: { readonly count: number }
  readonly flash_taskWritten: NoArguments
  readonly flash_taskChanged: NoArguments
  readonly flash_taskDone: NoArguments
  readonly flash_taskReopened: NoArguments
  readonly flash_taskDeleted: NoArguments
  readonly permissions_screen_tasks: NoArguments
  readonly permission_tasks_view: NoArguments
  readonly permission_tasks_write: NoArguments
  readonly audit_event_desk_tasks_listed: NoArguments
  readonly audit_event_desk_task_viewed: NoArguments
  readonly audit_event_desk_task_written: NoArguments
  readonly audit_event_desk_task_changed: NoArguments
  readonly audit_event_desk_task_done: NoArguments
  readonly audit_event_desk_task_reopened: NoArguments
  readonly audit_event_desk_task_deleted: NoArguments
  readonly audit_kind_task: NoArguments
  readonly people_textSize_missing: NoArguments
  readonly people_keyboard_missing: NoArguments
  readonly profile_textSize: NoArguments
  readonly profile_textSize_normal: NoArguments
  readonly profile_textSize_large: NoArguments
  readonly profile_textSize_largest: NoArguments
  readonly profile_keyboard: NoArguments
  readonly profile_keyboard_on: NoArguments
  readonly profile_keyboard_off: NoArguments
  readonly find_title: NoArguments
  readonly find_title_for: { readonly text: string }
  readonly find_intro: NoArguments
  readonly find_label: NoArguments
  readonly find_submit: NoArguments
  readonly find_none: NoArguments
  readonly find_more: { readonly count: number }
  readonly find_pages: NoArguments
  readonly find_centres: NoArguments
  readonly keys_title: NoArguments
  readonly keys_intro: NoArguments
  readonly keys_off: NoArguments
  readonly keys_key: NoArguments
  readonly keys_what: NoArguments
  readonly keys_find: NoArguments
  readonly keys_new: NoArguments
  readonly keys_list: NoArguments
  readonly keys_leave: NoArguments
  readonly permission_find_use: NoArguments
  readonly permissions_screen_find: NoArguments
  readonly today_mistakes: { readonly count: number }
  readonly today_mistakes_empty: NoArguments
  readonly today_absent: NoArguments
}
