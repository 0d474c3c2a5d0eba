/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of the agency area: their names, rights and parameters. What they do stands in
 * miqat-user-commands.c, miqat-staff-commands.c and miqat-device-commands.c. */
#include "config.h"

#include "miqat-agency-private.h"
#include "miqat-money.h"

#include <glib/gi18n-lib.h>

#define TIERS_NODES \
  (MIQAT_TIER_PUSAT | MIQAT_TIER_CABANG | MIQAT_TIER_MITRA | MIQAT_TIER_AGEN | MIQAT_TIER_RESELLER)
#define OPTIONAL MIQAT_PARAM_OPTIONAL
#define REQUIRED MIQAT_PARAM_REQUIRED
#define PERSONAL MIQAT_PARAM_PERSONAL
#define SECRET MIQAT_PARAM_SECRET

static const char *const zones[] = { "WIB", "WITA", "WIT", NULL };
static const char *const roles[] = { "cabang", "mitra", "agen", "reseller", NULL };

#define VERIFIER(flags_) \
  { "verifier", N_("Password"), MIQAT_PARAM_TEXT, SECRET | MIQAT_PARAM_ADDED | (flags_), \
    .check = miqat_network_check_verifier }
#define CODE_HASH(label_) \
  { "code_hash", label_, MIQAT_PARAM_KEY, REQUIRED | SECRET, .check = miqat_network_check_hash }

static const MiqatParam agency_create_params[] = {
  { "name", N_("Name"), MIQAT_PARAM_TEXT, REQUIRED, .max = 100 },
  { "legal_name", N_("Legal name"), MIQAT_PARAM_TEXT, REQUIRED, .max = 150 },
  { "licence_number", N_("Licence number"), MIQAT_PARAM_TEXT, REQUIRED, .max = 80 },
  { "licence_date", N_("Licence date"), MIQAT_PARAM_DAY, OPTIONAL },
  { "address", N_("Address"), MIQAT_PARAM_TEXT, REQUIRED },
  { "city", N_("City"), MIQAT_PARAM_TEXT, REQUIRED, .max = 60 },
  { "phone", N_("Telephone"), MIQAT_PARAM_TEXT, REQUIRED, .max = 40 },
  { "whatsapp", N_("WhatsApp number"), MIQAT_PARAM_PHONE, REQUIRED },
  { "email", N_("E-mail address"), MIQAT_PARAM_EMAIL, REQUIRED },
  { "zone", N_("Time zone"), MIQAT_PARAM_CHOICE, REQUIRED, .choices = zones },
  { "site_code", N_("Code of the head office"), MIQAT_PARAM_KEY, REQUIRED, .min = 2, .max = 5,
    .check = miqat_network_check_site_code },
  { "affiliate_code", N_("Affiliate code"), MIQAT_PARAM_KEY, OPTIONAL, .min = 3, .max = 32,
    .check = miqat_network_check_affiliate_code },
  VERIFIER (OPTIONAL),
  { NULL },
};

static const MiqatParam agency_edit_params[] = {
  { "name", N_("Name"), MIQAT_PARAM_TEXT, OPTIONAL, .max = 100 },
  { "legal_name", N_("Legal name"), MIQAT_PARAM_TEXT, OPTIONAL, .max = 150 },
  { "licence_number", N_("Licence number"), MIQAT_PARAM_TEXT, OPTIONAL, .max = 80 },
  { "licence_date", N_("Licence date"), MIQAT_PARAM_DAY, OPTIONAL },
  { "address", N_("Address"), MIQAT_PARAM_TEXT, OPTIONAL },
  { "city", N_("City"), MIQAT_PARAM_TEXT, OPTIONAL, .max = 60 },
  { "phone", N_("Telephone"), MIQAT_PARAM_TEXT, OPTIONAL, .max = 40 },
  { "whatsapp", N_("WhatsApp number"), MIQAT_PARAM_PHONE, OPTIONAL },
  { "email", N_("E-mail address"), MIQAT_PARAM_EMAIL, OPTIONAL },
  { NULL },
};

static const MiqatParam user_create_params[] = {
  { "parent_id", N_("Upline"), MIQAT_PARAM_ID, OPTIONAL },
  { "role", N_("Tier"), MIQAT_PARAM_CHOICE, OPTIONAL, .choices = roles },
  { "full_name", N_("Name"), MIQAT_PARAM_TEXT, REQUIRED, .min = 2, .max = 100 },
  { "email", N_("E-mail address"), MIQAT_PARAM_EMAIL, REQUIRED | PERSONAL },
  { "phone", N_("WhatsApp number"), MIQAT_PARAM_PHONE, REQUIRED | PERSONAL },
  { "city", N_("City"), MIQAT_PARAM_TEXT, OPTIONAL, .max = 60 },
  { "zone", N_("Time zone"), MIQAT_PARAM_CHOICE, OPTIONAL, .choices = zones },
  { "site_code", N_("Code of the branch"), MIQAT_PARAM_KEY, OPTIONAL, .min = 2, .max = 5,
    .check = miqat_network_check_site_code },
  { "affiliate_code", N_("Affiliate code"), MIQAT_PARAM_KEY, OPTIONAL, .min = 3, .max = 32,
    .check = miqat_network_check_affiliate_code },
  VERIFIER (OPTIONAL),
  { NULL },
};

static const MiqatParam user_edit_params[] = {
  { "user_id", N_("Partner"), MIQAT_PARAM_ID, REQUIRED },
  { "full_name", N_("Name"), MIQAT_PARAM_TEXT, OPTIONAL, .min = 2, .max = 100 },
  { "phone", N_("WhatsApp number"), MIQAT_PARAM_PHONE, PERSONAL },
  { "city", N_("City"), MIQAT_PARAM_TEXT, OPTIONAL, .max = 60 },
  { "zone", N_("Time zone"), MIQAT_PARAM_CHOICE, OPTIONAL, .choices = zones },
  { NULL },
};

static const MiqatParam user_set_active_params[] = {
  { "user_id", N_("Partner"), MIQAT_PARAM_ID, REQUIRED },
  { "active", N_("Active"), MIQAT_PARAM_FLAG, REQUIRED },
  { NULL },
};

static const MiqatParam staff_create_params[] = {
  { "branch_id", N_("Office"), MIQAT_PARAM_ID, OPTIONAL },
  { "full_name", N_("Name"), MIQAT_PARAM_TEXT, REQUIRED, .min = 2, .max = 100 },
  { "email", N_("E-mail address"), MIQAT_PARAM_EMAIL, REQUIRED | PERSONAL },
  { "phone", N_("WhatsApp number"), MIQAT_PARAM_PHONE, REQUIRED | PERSONAL },
  { "duties", N_("Duties"), MIQAT_PARAM_TEXTS, REQUIRED, .min = 1, .max = 6 },
  VERIFIER (OPTIONAL),
  { NULL },
};

static const MiqatParam staff_edit_params[] = {
  { "staff_id", N_("Member of staff"), MIQAT_PARAM_ID, REQUIRED },
  { "full_name", N_("Name"), MIQAT_PARAM_TEXT, OPTIONAL, .min = 2, .max = 100 },
  { "phone", N_("WhatsApp number"), MIQAT_PARAM_PHONE, PERSONAL },
  { NULL },
};

static const MiqatParam staff_set_duties_params[] = {
  { "staff_id", N_("Member of staff"), MIQAT_PARAM_ID, REQUIRED },
  { "duties", N_("Duties"), MIQAT_PARAM_TEXTS, REQUIRED, .min = 1, .max = 6 },
  { NULL },
};

static const MiqatParam staff_set_active_params[] = {
  { "staff_id", N_("Member of staff"), MIQAT_PARAM_ID, REQUIRED },
  { "active", N_("Active"), MIQAT_PARAM_FLAG, REQUIRED },
  { NULL },
};

static const MiqatParam credential_set_params[] = {
  { "owner_id", N_("Account"), MIQAT_PARAM_ID, REQUIRED },
  VERIFIER (REQUIRED),
  { NULL },
};

static const MiqatParam setting_set_params[] = {
  { "name", N_("Setting"), MIQAT_PARAM_CHOICE, REQUIRED, .choices = miqat_setting_names },
  { "value", N_("Value"), MIQAT_PARAM_COUNT, REQUIRED, .min = 0, .max = MIQAT_MONEY_MAX },
  { NULL },
};

static const MiqatParam rule_set_params[] = {
  { "name", N_("Rule"), MIQAT_PARAM_KEY, REQUIRED },
  { "effective_date", N_("Holds from"), MIQAT_PARAM_DAY, REQUIRED },
  { "value", N_("Value"), MIQAT_PARAM_COUNT, REQUIRED, .min = 0, .max = MIQAT_MONEY_MAX },
  { "severity", N_("Meaning"), MIQAT_PARAM_CHOICE, REQUIRED, .choices = miqat_severity_names },
  { "source", N_("Source"), MIQAT_PARAM_TEXT, REQUIRED, .min = 3 },
  { NULL },
};

static const MiqatParam device_create_code_params[] = {
  { "node_id", N_("Office"), MIQAT_PARAM_ID, REQUIRED },
  CODE_HASH (N_("Enrolment code")),
  { NULL },
};

static const MiqatParam device_enrol_params[] = {
  CODE_HASH (N_("Enrolment code")),
  { "token_hash", N_("Token"), MIQAT_PARAM_KEY, REQUIRED | SECRET, .check = miqat_network_check_hash },
  { "name", N_("Name of the workstation"), MIQAT_PARAM_TEXT, REQUIRED, .max = 60 },
  { "code", N_("Code series"), MIQAT_PARAM_KEY, MIQAT_PARAM_CODE, .max = 12 },
  { NULL },
};

static const MiqatParam device_params[] = {
  { "device_id", N_("Workstation"), MIQAT_PARAM_ID, REQUIRED },
  { NULL },
};

static const MiqatParam session_open_params[] = {
  { "owner_id", N_("Account"), MIQAT_PARAM_ID, REQUIRED },
  { "token_hash", N_("Token"), MIQAT_PARAM_KEY, REQUIRED | SECRET, .check = miqat_network_check_hash },
  { NULL },
};

static const MiqatParam session_refresh_params[] = {
  { "token_hash", N_("Token"), MIQAT_PARAM_KEY, REQUIRED | SECRET, .check = miqat_network_check_hash },
  { "new_token_hash", N_("New token"), MIQAT_PARAM_KEY, REQUIRED | SECRET, .check = miqat_network_check_hash },
  { NULL },
};

static const MiqatParam session_close_params[] = {
  { "token_hash", N_("Token"), MIQAT_PARAM_KEY, REQUIRED | SECRET, .check = miqat_network_check_hash },
  { NULL },
};

const MiqatCommand miqat_agency_commands[] = {
  { "agency.create", N_("Set up the agency"), MIQAT_COMMAND_ONLINE, 0, 0, agency_create_params,
    .apply = miqat_agency_apply_create },
  { "agency.edit", N_("Change the agency's profile"), MIQAT_COMMAND_ONLINE, MIQAT_TIER_PUSAT,
    MIQAT_DUTY_EXECUTIVE, agency_edit_params, .apply = miqat_agency_apply_edit },
  { "user.create", N_("Add a partner"), MIQAT_COMMAND_ONLINE, TIERS_NODES,
    MIQAT_DUTY_EXECUTIVE | MIQAT_DUTY_MARKETING, user_create_params, miqat_user_subject_parent,
    .apply = miqat_user_apply_create },
  { "user.edit", N_("Change a partner's data"), MIQAT_COMMAND_ONLINE, TIERS_NODES,
    MIQAT_DUTY_EXECUTIVE | MIQAT_DUTY_MARKETING, user_edit_params, miqat_user_subject,
    .apply = miqat_user_apply_edit },
  { "user.set_active", N_("Switch a partner on or off"), MIQAT_COMMAND_ONLINE, TIERS_NODES,
    MIQAT_DUTY_EXECUTIVE, user_set_active_params, miqat_user_subject,
    .apply = miqat_user_apply_set_active },
  { "staff.create", N_("Add a member of staff"), MIQAT_COMMAND_ONLINE, MIQAT_TIER_OFFICES,
    MIQAT_DUTY_EXECUTIVE, staff_create_params, miqat_staff_subject_branch,
    .apply = miqat_staff_apply_create },
  { "staff.edit", N_("Change the data of a member of staff"), MIQAT_COMMAND_ONLINE,
    MIQAT_TIER_OFFICES, MIQAT_DUTY_EXECUTIVE, staff_edit_params, miqat_staff_subject,
    .apply = miqat_staff_apply_edit },
  { "staff.set_duties", N_("Set the duties of a member of staff"), MIQAT_COMMAND_ONLINE,
    MIQAT_TIER_OFFICES, MIQAT_DUTY_EXECUTIVE, staff_set_duties_params, miqat_staff_subject,
    .apply = miqat_staff_apply_set_duties },
  { "staff.set_active", N_("Switch a member of staff on or off"), MIQAT_COMMAND_ONLINE,
    MIQAT_TIER_OFFICES, MIQAT_DUTY_EXECUTIVE, staff_set_active_params, miqat_staff_subject,
    .apply = miqat_staff_apply_set_active },
  { "credential.set", N_("Set a password"), MIQAT_COMMAND_ONLINE, TIERS_NODES, 0,
    credential_set_params, miqat_credential_subject, .apply = miqat_credential_apply_set },
  { "setting.set", N_("Change a setting"), MIQAT_COMMAND_ONLINE, MIQAT_TIER_PUSAT,
    MIQAT_DUTY_EXECUTIVE | MIQAT_DUTY_FINANCE, setting_set_params, .apply = miqat_setting_apply_set },
  { "rule.set", N_("Add to the rulebook"), MIQAT_COMMAND_ONLINE, MIQAT_TIER_PUSAT,
    MIQAT_DUTY_EXECUTIVE | MIQAT_DUTY_OPERATIONS, rule_set_params, .apply = miqat_rule_apply_set },
  { "device.create_code", N_("Prepare a new workstation"), MIQAT_COMMAND_ONLINE, MIQAT_TIER_OFFICES,
    MIQAT_DUTY_EXECUTIVE, device_create_code_params, miqat_device_subject_office,
    .apply = miqat_device_apply_create_code },
  { "device.enrol", N_("Enrol a workstation"), MIQAT_COMMAND_ONLINE, 0, 0, device_enrol_params,
    .allot = miqat_device_allot_code, .apply = miqat_device_apply_enrol },
  { "device.revoke", N_("Revoke a workstation"), MIQAT_COMMAND_ONLINE, MIQAT_TIER_OFFICES,
    MIQAT_DUTY_EXECUTIVE, device_params, miqat_device_subject, .apply = miqat_device_apply_revoke },
  { "device.seen", N_("Note a workstation's visit"), MIQAT_COMMAND_ONLINE, 0, 0, device_params,
    .apply = miqat_device_apply_seen },
  { "session.open", N_("Sign in"), MIQAT_COMMAND_ONLINE, 0, 0, session_open_params,
    .apply = miqat_session_apply_open },
  { "session.refresh", N_("Stay signed in"), MIQAT_COMMAND_ONLINE, 0, 0, session_refresh_params,
    .apply = miqat_session_apply_refresh },
  { "session.close", N_("Sign out"), MIQAT_COMMAND_ONLINE, 0, 0, session_close_params,
    .apply = miqat_session_apply_close },
  { NULL },
};
