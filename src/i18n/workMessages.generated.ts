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
  readonly permission_profile_export: NoArguments
  readonly permission_sessions_view: NoArguments
  readonly permission_sessions_end: NoArguments
  readonly permission_factors_view: NoArguments
  readonly permission_factors_change: NoArguments
  readonly permission_password_change: NoArguments
  readonly permission_people_view: NoArguments
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
  readonly audit_event_access_factor_suspected: NoArguments
  readonly access_setup_address: NoArguments
  readonly access_setup_administrator: NoArguments
  readonly audit_event_access_account_erased: NoArguments
  readonly audit_event_access_account_exported: NoArguments
}
