/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registration form's choices and fields (PRD §2.1; codes of education as the SISKOPATUH lists
 * group them). */
#include "config.h"

#include "miqat-pilgrim-fields.h"

#include <glib/gi18n-lib.h>

const char *const miqat_pilgrim_genders[] = { "male", "female", NULL };
const char *const miqat_pilgrim_citizenships[] = { "WNI", "WNA", NULL };
const char *const miqat_pilgrim_marital_statuses[] = { "single", "married", "divorced", NULL };
const char *const miqat_pilgrim_educations[]
  = { "none", "sd", "smp", "sma", "d1", "d2", "d3", "s1", "s2", "s3", NULL };
const char *const miqat_pilgrim_sources[]
  = { "instagram", "facebook", "youtube", "tiktok", "friend", "website", "other", NULL };

const MiqatParam miqat_pilgrim_family_fields[] = {
  { "name", N_ ("Name"), MIQAT_PARAM_NAME, MIQAT_PARAM_REQUIRED | MIQAT_PARAM_PERSONAL },
  { "relation", N_ ("Relation"), MIQAT_PARAM_TEXT, MIQAT_PARAM_REQUIRED, .max = 40 },
  { NULL },
};

const MiqatParam miqat_pilgrim_fields[] = {
  MIQAT_PILGRIM_FIELDS,
  { NULL },
};

static const struct {
  const char *name;
  char section;
} sections[] = {
  { "full_name", 'B' },         { "nik", 'B' },
  { "gender", 'B' },            { "place_of_birth", 'B' },
  { "date_of_birth", 'B' },     { "address", 'B' },
  { "province", 'B' },          { "regency", 'B' },
  { "district", 'B' },          { "village", 'B' },
  { "father_name", 'B' },       { "citizenship", 'B' },
  { "has_passport", 'C' },      { "passport_number", 'C' },
  { "passport_from", 'C' },     { "passport_release_date", 'C' },
  { "passport_expiry_date", 'C' }, { "marital_status", 'D' },
  { "phone", 'D' },             { "home_phone", 'D' },
  { "education", 'D' },         { "occupation", 'D' },
  { "disease_history", 'D' },   { "family_members", 'E' },
  { "emergency_contact_name", 'E' }, { "emergency_contact_phone", 'E' },
  { "registration_source", 'F' },
};

char
miqat_pilgrim_field_get_section (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (g_strcmp0 (sections[i].name, name) == 0)
      return sections[i].section;
  return 0;
}

const char *const miqat_pilgrim_wanted_fields[] = {
  "full_name", "nik", "gender", "place_of_birth", "date_of_birth", "address", "father_name",
  "passport_number", "passport_from", "passport_release_date", "passport_expiry_date",
  "marital_status", "phone", "education", "occupation", "emergency_contact_name",
  "emergency_contact_phone", NULL,
};
