/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rulebook: rules of the state, an airline or the agency, each with the day from which it holds
 * and the source it was taken from. The newest rule at or before a day is the one in force. Written
 * by the command `rule.set`. */
#pragma once

#include "miqat-day.h"
#include "miqat-db.h"

G_BEGIN_DECLS

/* The names the program reads. Others may be kept for people. */
#define MIQAT_RULE_PASSPORT_WARN_MONTHS "passport_warn_months"
#define MIQAT_RULE_PASSPORT_BLOCK_MONTHS "passport_block_months"
#define MIQAT_RULE_VACCINE_REQUIRED "vaccine_required" /* 0 or 1 */
#define MIQAT_RULE_VACCINE_DAYS "vaccine_days_before"
#define MIQAT_RULE_VACCINE_YEARS_POLYSACCHARIDE "vaccine_years_polysaccharide"
#define MIQAT_RULE_VACCINE_YEARS_CONJUGATE "vaccine_years_conjugate"
#define MIQAT_RULE_VISA_ENTRY_DAYS "visa_entry_days"
#define MIQAT_RULE_STAY_DAYS "stay_days"
#define MIQAT_RULE_MAHRAM_AGE "mahram_age"
#define MIQAT_RULE_REFERENCE_PRICE "reference_price"
#define MIQAT_RULE_STAMP_DUTY "stamp_duty"
#define MIQAT_RULE_STAMP_DUTY_ABOVE "stamp_duty_above"
#define MIQAT_RULE_VAT_ITEMISED "vat_itemised_basis_points"
#define MIQAT_RULE_VAT_WHOLE "vat_whole_basis_points"
#define MIQAT_RULE_RETURN_REPORT_DAYS "return_report_days"
#define MIQAT_RULE_ROOM_MAX "room_max_people"

typedef enum { MIQAT_SEVERITY_VALUE, MIQAT_SEVERITY_WARN, MIQAT_SEVERITY_BLOCK } MiqatSeverity;

typedef struct {
  char *id;
  char *name;
  MiqatDay effective_date;
  gint64 value;
  MiqatSeverity severity;
  char *source;
} MiqatRule;

void miqat_rule_free (MiqatRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatRule, miqat_rule_free)

/* The rule in force on `day`; NULL without error when there was none yet. */
MiqatRule *miqat_rule_get (MiqatDb *db, const char *name, MiqatDay day, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Only its value: `fallback` when there is none. */
gboolean miqat_rule_get_value (MiqatDb *db, const char *name, MiqatDay day, gint64 fallback,
                               gint64 *value, GError **error);
/* All rules (MiqatRule), by name, newest first. */
GPtrArray *miqat_rule_list (MiqatDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The rules an agency begins with. `agency.create` runs it; a rule that is already there stays. */
gboolean miqat_agency_seed (MiqatDb *db, GError **error);

G_END_DECLS
