// Generated from messages/public/de.json by scripts/build-messages.ts.
type NoArguments = Record<never, never>

/** Every key of the public texts with the arguments it takes. */
export interface PublicMessages {
  readonly site_name: NoArguments
  readonly site_description: NoArguments
  readonly frame_skip: NoArguments
  readonly frame_language_menu: NoArguments
  readonly frame_language: NoArguments
  readonly frame_trail: NoArguments
  readonly frame_step_topic: NoArguments
  readonly frame_step_situation: NoArguments
  readonly frame_step_place: NoArguments
  readonly frame_step_goal: NoArguments
  readonly frame_here: NoArguments
  readonly frame_demo: NoArguments
  readonly frame_back: NoArguments
  readonly frame_next: NoArguments
  readonly frame_skip_question: NoArguments
  readonly frame_why: NoArguments
  readonly frame_footer: NoArguments
  readonly frame_find_help: NoArguments
  readonly frame_all_centres: NoArguments
  readonly frame_credits: NoArguments
  readonly frame_error_title: { readonly title: string }
  readonly frame_about: NoArguments
  readonly frame_languages: NoArguments
  readonly frame_accessibility: NoArguments
  readonly frame_sign_language: NoArguments
  readonly frame_privacy: NoArguments
  readonly frame_imprint: NoArguments
  readonly frame_exit: NoArguments
  readonly frame_exit_hint: NoArguments
  readonly frame_leave: NoArguments
  readonly frame_preview: NoArguments
  readonly start_title: NoArguments
  readonly start_lead: NoArguments
  readonly start_board: NoArguments
  readonly start_all_centres: NoArguments
  readonly start_urgent: NoArguments
  readonly start_show: NoArguments
  readonly start_promise: NoArguments
  readonly topic_letter: NoArguments
  readonly topic_letter_hint: NoArguments
  readonly topic_residence: NoArguments
  readonly topic_residence_hint: NoArguments
  readonly topic_work: NoArguments
  readonly topic_work_hint: NoArguments
  readonly topic_school: NoArguments
  readonly topic_school_hint: NoArguments
  readonly topic_german: NoArguments
  readonly topic_german_hint: NoArguments
  readonly topic_housing: NoArguments
  readonly topic_housing_hint: NoArguments
  readonly topic_money: NoArguments
  readonly topic_money_hint: NoArguments
  readonly topic_family: NoArguments
  readonly topic_family_hint: NoArguments
  readonly topic_health: NoArguments
  readonly topic_health_hint: NoArguments
  readonly topic_talk: NoArguments
  readonly topic_talk_hint: NoArguments
  readonly topic_danger: NoArguments
  readonly topic_danger_hint: NoArguments
  readonly topic_unknown: NoArguments
  readonly topic_unknown_hint: NoArguments
  readonly topic_why: NoArguments
  readonly age_title: NoArguments
  readonly age_hint: NoArguments
  readonly age_why: NoArguments
  readonly age_under12: NoArguments
  readonly age_12to17: NoArguments
  readonly age_18to26: NoArguments
  readonly age_27plus: NoArguments
  readonly age_undisclosed: NoArguments
  readonly age_undisclosed_hint: NoArguments
  readonly situation_title: NoArguments
  readonly situation_hint: NoArguments
  readonly situation_why: NoArguments
  readonly situation_asylum: NoArguments
  readonly situation_asylum_hint: NoArguments
  readonly situation_asylum_short: NoArguments
  readonly situation_tolerated: NoArguments
  readonly situation_tolerated_hint: NoArguments
  readonly situation_tolerated_short: NoArguments
  readonly situation_permit: NoArguments
  readonly situation_permit_hint: NoArguments
  readonly situation_permit_short: NoArguments
  readonly situation_eu: NoArguments
  readonly situation_eu_short: NoArguments
  readonly situation_repatriate: NoArguments
  readonly situation_repatriate_short: NoArguments
  readonly situation_german: NoArguments
  readonly situation_german_short: NoArguments
  readonly situation_noPapers: NoArguments
  readonly situation_noPapers_hint: NoArguments
  readonly situation_noPapers_short: NoArguments
  readonly situation_other: NoArguments
  readonly situation_other_hint: NoArguments
  readonly situation_other_short: NoArguments
  readonly place_title: NoArguments
  readonly place_hint: NoArguments
  readonly place_why: NoArguments
  readonly place_submit: NoArguments
  readonly place_skip: NoArguments
  readonly place_error_title: NoArguments
  readonly place_error_prefix: NoArguments
  readonly place_error_empty: NoArguments
  readonly place_error_short: NoArguments
  readonly place_error_long: NoArguments
  readonly place_error_unknown: NoArguments
  readonly place_error_unknown_postcode: NoArguments
  readonly place_suggestions: NoArguments
  readonly place_choose_title: NoArguments
  readonly place_choose_hint: NoArguments
  readonly place_choose_postcode_hint: NoArguments
  readonly place_other: NoArguments
  readonly place_counties: NoArguments
  readonly place_county_label: { readonly name: string }
  readonly place_city_label: NoArguments
  readonly place_district: NoArguments
  readonly place_in: { readonly county: string; readonly state: string }
  readonly results_title_one: NoArguments
  readonly results_title_none: NoArguments
  readonly results_title_county: NoArguments
  readonly results_description: NoArguments
  readonly results_answers: NoArguments
  readonly results_change: NoArguments
  readonly results_forget: NoArguments
  readonly results_forget_note: NoArguments
  readonly results_best: NoArguments
  readonly results_why: NoArguments
  readonly results_more: NoArguments
  readonly results_far: NoArguments
  readonly results_far_hint: NoArguments
  readonly results_programmes: NoArguments
  readonly results_programmes_hint: NoArguments
  readonly results_none_fits: NoArguments
  readonly results_call: { readonly centre: string }
  readonly results_human: NoArguments
  readonly results_anonymous_title: NoArguments
  readonly results_anonymous: NoArguments
  readonly results_emergency: NoArguments
  readonly results_emergency_hint: NoArguments
  readonly results_nationwide: NoArguments
  readonly results_no_legal: NoArguments
  readonly results_deadline: NoArguments
  readonly results_rules: { readonly version: string }
  readonly results_as_of: { readonly date: string; readonly time: string }
  readonly results_next: NoArguments
  readonly results_previous: NoArguments
  readonly results_page: { readonly page: string; readonly pages: string }
  readonly results_outside: { readonly place: string }
  readonly results_place_unknown: NoArguments
  readonly results_county_hint: NoArguments
  readonly results_county_text: NoArguments
  readonly results_write_place: NoArguments
  readonly results_details: NoArguments
  readonly results_also_here: { readonly services: string }
  readonly results_nothing: NoArguments
  readonly results_legal_where: NoArguments
  readonly results_title_near: NoArguments
  readonly results_title_narrow: NoArguments
  readonly results_best_near: NoArguments
  readonly results_uncovered: { readonly place: string }
  readonly results_nearest: NoArguments
  readonly results_card: NoArguments
  readonly results_leave: NoArguments
  readonly results_steps_ask: NoArguments
  readonly reason_topic: { readonly topic: string }
  readonly reason_covers: { readonly place: string }
  readonly reason_age: NoArguments
  readonly reason_situation: NoArguments
  readonly reason_anonymous: NoArguments
  readonly reason_language: { readonly language: string }
  readonly reason_interpreter: { readonly language: string }
  readonly reason_not_age: NoArguments
  readonly reason_not_situation: NoArguments
  readonly reason_elsewhere: NoArguments
  readonly programme_mbe: NoArguments
  readonly programme_jmd: NoArguments
  readonly programme_fsa: NoArguments
  readonly programme_amm: NoArguments
  readonly programme_tandem: NoArguments
  readonly programme_groups: NoArguments
  readonly programme_opening: NoArguments
  readonly programme_other: NoArguments
  readonly opening_open: NoArguments
  readonly opening_open_detail: { readonly time: string }
  readonly opening_today: NoArguments
  readonly opening_tomorrow: NoArguments
  readonly opening_on: { readonly day: string }
  readonly opening_at: { readonly time: string }
  readonly opening_walk_in: NoArguments
  readonly opening_appointment: NoArguments
  readonly opening_appointment_detail: NoArguments
  readonly opening_unknown: NoArguments
  readonly opening_unknown_detail: NoArguments
  readonly closure_illness: NoArguments
  readonly closure_holidays: NoArguments
  readonly closure_works: NoArguments
  readonly closure_moving: NoArguments
  readonly closure_training: NoArguments
  readonly closure_staff: NoArguments
  readonly closure_other: NoArguments
  readonly closure_until: { readonly day: string }
  readonly closure_open_end: NoArguments
  readonly closure_range: { readonly closed: string; readonly from: string; readonly to: string }
  readonly closure_day: { readonly closed: string; readonly day: string }
  readonly closure_from: { readonly closed: string; readonly from: string }
  readonly closure_public_holiday: { readonly day: string; readonly holiday: string }
  readonly holiday_newYear: NoArguments
  readonly holiday_goodFriday: NoArguments
  readonly holiday_easterMonday: NoArguments
  readonly holiday_labourDay: NoArguments
  readonly holiday_ascension: NoArguments
  readonly holiday_whitMonday: NoArguments
  readonly holiday_germanUnity: NoArguments
  readonly holiday_reformation: NoArguments
  readonly holiday_repentance: NoArguments
  readonly holiday_christmasDay: NoArguments
  readonly holiday_boxingDay: NoArguments
  readonly capacity_open: NoArguments
  readonly capacity_waiting_list: NoArguments
  readonly capacity_full: NoArguments
  readonly capacity_said_on: { readonly date: string }
  readonly fact_distance: { readonly distance: string }
  readonly fact_interpreter: NoArguments
  readonly fact_address_hidden: NoArguments
  readonly fact_call: NoArguments
  readonly fact_write: NoArguments
  readonly centre_description: { readonly languages: string; readonly place: string; readonly topics: string }
  readonly centre_hours: NoArguments
  readonly centre_hours_day: NoArguments
  readonly centre_hours_walk_in: NoArguments
  readonly centre_hours_appointment: NoArguments
  readonly centre_hours_office: NoArguments
  readonly centre_hours_note: NoArguments
  readonly centre_bring: NoArguments
  readonly centre_today: NoArguments
  readonly centre_closed: NoArguments
  readonly centre_time_range: { readonly from: string; readonly to: string }
  readonly centre_hours_call: NoArguments
  readonly centre_languages: NoArguments
  readonly centre_topics: NoArguments
  readonly centre_for_whom: NoArguments
  readonly centre_ages: { readonly from: string; readonly to: string }
  readonly centre_ages_from: { readonly from: string }
  readonly centre_ages_to: { readonly to: string }
  readonly centre_ages_any: NoArguments
  readonly centre_everyone: NoArguments
  readonly centre_anonymous: NoArguments
  readonly centre_fees: NoArguments
  readonly centre_address: NoArguments
  readonly centre_way_in: NoArguments
  readonly centre_accessibility: NoArguments
  readonly centre_contact: NoArguments
  readonly centre_website: NoArguments
  readonly centre_checked: { readonly date: string }
  readonly centre_languages_every_day: NoArguments
  readonly centre_languages_others: NoArguments
  readonly centre_interpreter_ask: NoArguments
  readonly centre_papers: NoArguments
  readonly papers_none: NoArguments
  readonly papers_id: NoArguments
  readonly papers_residence: NoArguments
  readonly papers_letter: NoArguments
  readonly channel_email: NoArguments
  readonly channel_signal: NoArguments
  readonly channel_whatsapp: NoArguments
  readonly channel_telegram: NoArguments
  readonly channel_threema: NoArguments
  readonly centre_checked_centre: { readonly date: string }
  readonly centre_checked_editor: { readonly date: string }
  readonly centre_checked_import: { readonly date: string }
  readonly centre_german_note: NoArguments
  readonly centre_title: { readonly centre: string; readonly town: string }
  readonly centre_description_short: { readonly place: string }
  readonly centre_services: NoArguments
  readonly centre_card: NoArguments
  readonly centre_find: NoArguments
  readonly centre_provider: { readonly provider: string }
  readonly centre_hours_later: { readonly from: string; readonly to: string }
  readonly centre_closed_holiday: { readonly holiday: string }
  readonly centre_unusual: NoArguments
  readonly centre_no_hours_soon: NoArguments
  readonly centre_back: { readonly day: string }
  readonly centre_areas: { readonly areas: string }
  readonly centre_no_legal: NoArguments
  readonly centre_direct: NoArguments
  readonly centre_map: NoArguments
  readonly centre_map_note: NoArguments
  readonly centre_address_town: NoArguments
  readonly centre_address_none: NoArguments
  readonly centre_source: { readonly source: string }
  readonly centre_calendar: NoArguments
  readonly centre_report: NoArguments
  readonly centre_closed_day: { readonly day: string }
  readonly centre_closed_range: { readonly from: string; readonly to: string }
  readonly centre_changed_day: { readonly day: string }
  readonly accessibility_step_free: NoArguments
  readonly accessibility_lift: NoArguments
  readonly accessibility_accessible_toilet: NoArguments
  readonly accessibility_parking: NoArguments
  readonly accessibility_sign_language: NoArguments
  readonly accessibility_quiet_room: NoArguments
  readonly accessibility_induction_loop: NoArguments
  readonly accessibility_child_friendly: NoArguments
  readonly phone_mobile: NoArguments
  readonly phone_fax: NoArguments
  readonly phone_text: NoArguments
  readonly centres_title: NoArguments
  readonly centres_lead: { readonly count: number }
  readonly centres_find: NoArguments
  readonly centres_empty: NoArguments
  readonly centres_elsewhere: NoArguments
  readonly centres_map: NoArguments
  readonly centres_count: { readonly count: number }
  readonly centres_none: NoArguments
  readonly centres_county_title: { readonly county: string }
  readonly centres_county_lead: { readonly count: number }
  readonly centres_county_empty: NoArguments
  readonly centres_county_unknown: NoArguments
  readonly centres_all: NoArguments
  readonly centres_other_county: NoArguments
  readonly credits_title: NoArguments
  readonly credits_lead: NoArguments
  readonly credits_software: NoArguments
  readonly credits_software_text: NoArguments
  readonly credits_software_licence: NoArguments
  readonly credits_places: NoArguments
  readonly credits_licence: NoArguments
  readonly credits_state: NoArguments
  readonly credits_source: NoArguments
  readonly places_source_areas: NoArguments
  readonly places_source_postcodes: NoArguments
  readonly places_source_populations: NoArguments
  readonly places_source_saxony: NoArguments
  readonly helpline_police: NoArguments
  readonly helpline_rescue: NoArguments
  readonly helpline_women: NoArguments
  readonly helpline_men: NoArguments
  readonly helpline_pastoral: NoArguments
  readonly helpline_authorities: NoArguments
  readonly helpline_mbeon: NoArguments
  readonly helpline_jmd4you: NoArguments
  readonly helpline_legalAid: NoArguments
  readonly helpline_lawyers: NoArguments
  readonly helpline_rlcLeipzig: NoArguments
  readonly helpline_rlcDresden: NoArguments
  readonly helpline_police_short: NoArguments
  readonly helpline_rescue_short: NoArguments
  readonly helpline_women_short: NoArguments
  readonly helpline_men_short: NoArguments
  readonly credits_rules: NoArguments
  readonly credits_rules_text: { readonly version: string }
  readonly credits_hours: NoArguments
  readonly credits_hours_text: NoArguments
  readonly credits_helplines: NoArguments
  readonly fault_400_title: NoArguments
  readonly fault_400_text: NoArguments
  readonly fault_404_title: NoArguments
  readonly fault_404_text: NoArguments
  readonly fault_405_title: NoArguments
  readonly fault_405_text: NoArguments
  readonly fault_413_title: NoArguments
  readonly fault_413_text: NoArguments
  readonly fault_500_title: NoArguments
  readonly fault_500_text: NoArguments
  readonly fault_500_id: { readonly id: string }
  readonly fault_503_title: NoArguments
  readonly fault_503_text: NoArguments
  readonly fault_start: NoArguments
  readonly finder_reason_amm_ask: NoArguments
  readonly finder_reason_amm_permission_ask: NoArguments
  readonly finder_reason_amm_work: NoArguments
  readonly finder_reason_fsa_asylum: NoArguments
  readonly finder_reason_fsa_family: NoArguments
  readonly finder_reason_fsa_for_whom: NoArguments
  readonly finder_reason_fsa_tolerated: NoArguments
  readonly finder_reason_fsa_transition_ask: NoArguments
  readonly finder_reason_groups_for_whom: NoArguments
  readonly finder_reason_groups_young: NoArguments
  readonly finder_reason_jmd_age: NoArguments
  readonly finder_reason_jmd_anonymous: NoArguments
  readonly finder_reason_jmd_for_whom: NoArguments
  readonly finder_reason_jmd_parents: NoArguments
  readonly finder_reason_mbe_anonymous: NoArguments
  readonly finder_reason_mbe_asylum: NoArguments
  readonly finder_reason_mbe_eu: NoArguments
  readonly finder_reason_mbe_exception_ask: NoArguments
  readonly finder_reason_mbe_family: NoArguments
  readonly finder_reason_mbe_for_whom: NoArguments
  readonly finder_reason_mbe_permit: NoArguments
  readonly finder_reason_mbe_repatriate: NoArguments
  readonly finder_reason_mbe_tolerated_ask: NoArguments
  readonly finder_reason_other_general: NoArguments
  readonly finder_reason_other_german: NoArguments
  readonly finder_reason_other_no_papers: NoArguments
  readonly finder_reason_other_youth_office: NoArguments
  readonly finder_reason_tandem_company: NoArguments
  readonly finder_reason_tandem_german: NoArguments
  readonly open_data_closures: NoArguments
  readonly open_data_access_anonymous: NoArguments
  readonly open_data_access_interpreter: NoArguments
  readonly open_data_access_by_appointment: NoArguments
  readonly open_data_visibility_full: NoArguments
  readonly open_data_visibility_town: NoArguments
  readonly open_data_visibility_hidden: NoArguments
  readonly open_data_capacity_unknown: NoArguments
  readonly open_data_channel_web: NoArguments
  readonly open_data_checked_by_centre: NoArguments
  readonly open_data_checked_by_editor: NoArguments
  readonly open_data_checked_by_import: NoArguments
  readonly open_data_notice_alert_until: NoArguments
  readonly card_title: NoArguments
  readonly card_description: { readonly centre: string }
  readonly card_lead: NoArguments
  readonly card_print: NoArguments
  readonly card_print_how: NoArguments
  readonly card_photo: NoArguments
  readonly card_which: NoArguments
  readonly card_which_all: NoArguments
  readonly card_care: NoArguments
  readonly card_back: NoArguments
  readonly card_hours: NoArguments
  readonly card_hours_week: { readonly date: string }
  readonly card_hours_line: { readonly days: string; readonly times: string }
  readonly card_days_range: { readonly from: string; readonly to: string }
  readonly card_say: NoArguments
  readonly card_hello: NoArguments
  readonly card_bring: NoArguments
  readonly card_bring_letter: NoArguments
  readonly card_appointment: NoArguments
  readonly card_day: NoArguments
  readonly card_time: NoArguments
  readonly card_person: NoArguments
  readonly card_scan: NoArguments
  readonly card_qr: { readonly address: string }
  readonly card_demo: NoArguments
  readonly card_more: NoArguments
  readonly card_language: NoArguments
  readonly card_what: NoArguments
  readonly card_checked: { readonly date: string }
  readonly show_title: NoArguments
  readonly show_description: NoArguments
  readonly show_lead: NoArguments
  readonly show_need: NoArguments
  readonly show_speak: { readonly language: string }
  readonly show_little_german: NoArguments
  readonly show_slowly: NoArguments
  readonly show_write: NoArguments
  readonly show_interpreter: NoArguments
  readonly show_letter: NoArguments
  readonly show_help_with: NoArguments
  readonly show_language_label: NoArguments
  readonly show_language_none: NoArguments
  readonly show_language_submit: NoArguments
  readonly show_staff: NoArguments
  readonly show_staff_text: NoArguments
  readonly show_staff_call: NoArguments
  readonly filter_title: NoArguments
  readonly filter_hint: NoArguments
  readonly filter_shown: { readonly all: string; readonly left: string }
  readonly filter_language: NoArguments
  readonly filter_language_hint: NoArguments
  readonly filter_language_any: NoArguments
  readonly filter_language_choice: { readonly count: number; readonly language: string }
  readonly filter_language_wish: { readonly language: string }
  readonly filter_wishes: NoArguments
  readonly filter_today: NoArguments
  readonly filter_walkIn: NoArguments
  readonly filter_stepFree: NoArguments
  readonly filter_children: NoArguments
  readonly filter_papers: NoArguments
  readonly filter_anonymous: NoArguments
  readonly filter_private: NoArguments
  readonly filter_count: { readonly count: number }
  readonly filter_submit: NoArguments
  readonly filter_clear: NoArguments
  readonly filter_none: NoArguments
  readonly filter_without: { readonly count: number; readonly wish: string }
  readonly filter_without_all: { readonly count: number }
  readonly report_title: NoArguments
  readonly report_hint: NoArguments
  readonly report_why: NoArguments
  readonly report_words_label: NoArguments
  readonly report_words_hint: NoArguments
  readonly report_words_why: NoArguments
  readonly report_kind_hours: NoArguments
  readonly report_kind_phone: NoArguments
  readonly report_kind_online: NoArguments
  readonly report_kind_address: NoArguments
  readonly report_kind_languages: NoArguments
  readonly report_kind_audience: NoArguments
  readonly report_kind_closed: NoArguments
  readonly report_kind_other: NoArguments
  readonly report_submit: NoArguments
  readonly report_error_title: NoArguments
  readonly report_error_none: NoArguments
  readonly report_error_full: NoArguments
  readonly report_error_words_long: NoArguments
  readonly report_error_words_closed: NoArguments
  readonly report_sent_title: NoArguments
  readonly report_sent_text: NoArguments
  readonly report_sent_silent: NoArguments
  readonly report_back: NoArguments
  readonly contact_title: NoArguments
  readonly contact_phone: NoArguments
  readonly contact_email: NoArguments
  readonly contact_website: NoArguments
  readonly contact_days: { readonly from: string; readonly to: string }
  readonly contact_holidays: NoArguments
  readonly contact_languages: { readonly languages: string }
  readonly imprint_law: NoArguments
  readonly imprint_provider: NoArguments
  readonly imprint_represented: NoArguments
  readonly imprint_contact: NoArguments
  readonly imprint_register: NoArguments
  readonly imprint_register_none: NoArguments
  readonly imprint_vat: NoArguments
  readonly imprint_responsible: NoArguments
  readonly imprint_links: NoArguments
  readonly privacy_short_title: NoArguments
  readonly privacy_short: NoArguments
  readonly privacy_controller: NoArguments
  readonly privacy_officer: NoArguments
  readonly privacy_officer_text: NoArguments
  readonly privacy_officer_none: NoArguments
  readonly privacy_answers: NoArguments
  readonly privacy_answers_secret: NoArguments
  readonly privacy_answers_address: NoArguments
  readonly privacy_answers_rules: NoArguments
  readonly privacy_reports: NoArguments
  readonly privacy_reports_text: NoArguments
  readonly privacy_log: NoArguments
  readonly privacy_log_text: NoArguments
  readonly privacy_log_address: NoArguments
  readonly privacy_log_proxy_none: NoArguments
  readonly privacy_log_proxy: { readonly days: number }
  readonly privacy_hosting: { readonly name: string; readonly place: string }
  readonly privacy_basis: NoArguments
  readonly privacy_others: NoArguments
  readonly privacy_others_text: NoArguments
  readonly privacy_free: NoArguments
  readonly privacy_rights: NoArguments
  readonly privacy_rights_text: NoArguments
  readonly privacy_complaint: NoArguments
  readonly privacy_complaint_text: NoArguments
  readonly statement_lead: NoArguments
  readonly statement_state: NoArguments
  readonly statement_state_full: NoArguments
  readonly statement_state_partial: NoArguments
  readonly statement_state_none: NoArguments
  readonly statement_laws: NoArguments
  readonly statement_barriers: NoArguments
  readonly statement_prepared: NoArguments
  readonly statement_prepared_self: { readonly date: string }
  readonly statement_prepared_external: { readonly date: string }
  readonly statement_enforcement: NoArguments
  readonly statement_enforcement_text: NoArguments
  readonly statement_monitoring: NoArguments
  readonly barrier_title: NoArguments
  readonly barrier_lead: NoArguments
  readonly barrier_page: NoArguments
  readonly barrier_page_choose: NoArguments
  readonly barrier_page_everywhere: NoArguments
  readonly barrier_page_start: NoArguments
  readonly barrier_page_questions: NoArguments
  readonly barrier_page_results: NoArguments
  readonly barrier_page_centres: NoArguments
  readonly barrier_page_centre: NoArguments
  readonly barrier_page_card: NoArguments
  readonly barrier_page_information: NoArguments
  readonly barrier_kind: NoArguments
  readonly barrier_kind_keyboard: NoArguments
  readonly barrier_kind_screenreader: NoArguments
  readonly barrier_kind_contrast: NoArguments
  readonly barrier_kind_words: NoArguments
  readonly barrier_kind_zoom: NoArguments
  readonly barrier_kind_video: NoArguments
  readonly barrier_kind_form: NoArguments
  readonly barrier_kind_other: NoArguments
  readonly barrier_send: NoArguments
  readonly barrier_answer: NoArguments
  readonly barrier_error_title: NoArguments
  readonly barrier_error_page: NoArguments
  readonly barrier_error_kind: NoArguments
  readonly barrier_full_title: NoArguments
  readonly barrier_full: NoArguments
  readonly barrier_thanks_title: NoArguments
  readonly barrier_thanks: NoArguments
  readonly barrier_another: NoArguments
  readonly about_lead: NoArguments
  readonly about_simple: NoArguments
  readonly about_find: NoArguments
  readonly about_step_topic: NoArguments
  readonly about_step_answers: NoArguments
  readonly about_step_place: NoArguments
  readonly about_step_centre: NoArguments
  readonly about_navigate: NoArguments
  readonly about_navigate_top: NoArguments
  readonly about_navigate_path: NoArguments
  readonly about_navigate_foot: NoArguments
  readonly about_navigate_keyboard: NoArguments
  readonly about_promise: NoArguments
  readonly about_promise_free: NoArguments
  readonly about_promise_private: NoArguments
  readonly about_promise_checked: NoArguments
  readonly about_promise_limits: NoArguments
  readonly about_access: NoArguments
  readonly about_access_text: NoArguments
  readonly about_access_link: NoArguments
  readonly about_who: NoArguments
  readonly about_who_text: { readonly organisation: string }
  readonly languages_lead: NoArguments
  readonly languages_made_source: NoArguments
  readonly languages_made_translated: NoArguments
  readonly languages_made_machine: NoArguments
  readonly languages_unreviewed: NoArguments
  readonly languages_reviewed: NoArguments
  readonly languages_simple_unread: NoArguments
  readonly languages_simple_read: NoArguments
  readonly languages_centres: NoArguments
  readonly languages_mistake: NoArguments
  readonly languages_mistake_text: NoArguments
  readonly languages_notice: NoArguments
  readonly languages_notice_link: NoArguments
  readonly sign_lead: NoArguments
  readonly sign_none: NoArguments
  readonly sign_text: NoArguments
  readonly sign_explains: NoArguments
  readonly sign_explains_start: NoArguments
  readonly sign_centres: NoArguments
  readonly sign_centres_text: NoArguments
  readonly sign_centres_none: NoArguments
  readonly sign_contact: NoArguments
  readonly sign_contact_text: NoArguments
  readonly leave_title: NoArguments
  readonly leave_description: NoArguments
  readonly leave_lead: { readonly name: string }
  readonly leave_now: NoArguments
  readonly leave_can: NoArguments
  readonly leave_can_page: NoArguments
  readonly leave_can_cache: NoArguments
  readonly leave_can_referrer: NoArguments
  readonly leave_cannot: NoArguments
  readonly leave_cannot_history: NoArguments
  readonly leave_cannot_back: NoArguments
  readonly leave_cannot_address: NoArguments
  readonly leave_cannot_network: NoArguments
  readonly leave_cannot_calls: NoArguments
  readonly leave_safer: NoArguments
  readonly leave_safer_device: NoArguments
  readonly leave_safer_private: NoArguments
  readonly leave_safer_delete: NoArguments
  readonly leave_safer_list: NoArguments
  readonly leave_we: NoArguments
  readonly leave_danger: NoArguments
  readonly gate_400: NoArguments
  readonly gate_405: NoArguments
  readonly gate_413: NoArguments
  readonly gate_414: NoArguments
  readonly gate_421: NoArguments
  readonly gate_503: NoArguments
  readonly gate_403: NoArguments
  readonly gate_408: NoArguments
  readonly gate_431: NoArguments
  readonly language_gsg: NoArguments
  readonly language_rom: NoArguments
}
