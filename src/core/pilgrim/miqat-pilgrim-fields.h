/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameters that describe a person who travels: sections A to F of the registration form. One
 * list, used by the commands that make or edit a pilgrim and by the travellers of a booking, so that
 * a form at the desk, the public form and an import know the same fields with the same limits.
 *
 * To be placed inside a table of MiqatParam, in a file that includes <glib/gi18n-lib.h>. full_name is
 * never required by the table itself, because at the desk a place may be sold before its traveller
 * has a name. */
#pragma once

#include "miqat-nik-rules.h"
#include "miqat-param.h"
#include "miqat-passport-rules.h"

G_BEGIN_DECLS

extern const char *const miqat_pilgrim_genders[];          /* male, female */
extern const char *const miqat_pilgrim_citizenships[];     /* WNI, WNA */
extern const char *const miqat_pilgrim_marital_statuses[]; /* single, married, divorced */
extern const char *const miqat_pilgrim_educations[];       /* none, sd, smp, sma, d1 … s3 */
extern const char *const miqat_pilgrim_sources[];          /* instagram, … other */
extern const MiqatParam miqat_pilgrim_family_fields[];     /* name, relation */

/* Personal, and may be emptied when it was wrong. */
#define MIQAT_PILGRIM_PERSONAL (MIQAT_PARAM_PERSONAL | MIQAT_PARAM_CLEARABLE)

#define MIQAT_PILGRIM_FIELDS                                                                                       \
  { "full_name", N_ ("Full name"), MIQAT_PARAM_NAME, MIQAT_PARAM_PERSONAL, .min = 2 },                             \
  { "nik", N_ ("NIK"), MIQAT_PARAM_TEXT, MIQAT_PILGRIM_PERSONAL, .max = 40, .check = miqat_nik_check },            \
  { "gender", N_ ("Sex"), MIQAT_PARAM_CHOICE, MIQAT_PARAM_CLEARABLE, .choices = miqat_pilgrim_genders },           \
  { "place_of_birth", N_ ("Place of birth"), MIQAT_PARAM_TEXT, MIQAT_PILGRIM_PERSONAL, .max = 60 },                \
  { "date_of_birth", N_ ("Date of birth"), MIQAT_PARAM_DAY, MIQAT_PILGRIM_PERSONAL },                              \
  { "address", N_ ("Address"), MIQAT_PARAM_TEXT, MIQAT_PILGRIM_PERSONAL, .max = 300 },                             \
  { "province", N_ ("Province"), MIQAT_PARAM_TEXT, MIQAT_PARAM_CLEARABLE, .max = 60 },                             \
  { "regency", N_ ("Regency or city"), MIQAT_PARAM_TEXT, MIQAT_PARAM_CLEARABLE, .max = 60 },                       \
  { "district", N_ ("District"), MIQAT_PARAM_TEXT, MIQAT_PARAM_CLEARABLE, .max = 60 },                             \
  { "village", N_ ("Village"), MIQAT_PARAM_TEXT, MIQAT_PARAM_CLEARABLE, .max = 60 },                               \
  { "father_name", N_ ("Father's name"), MIQAT_PARAM_NAME, MIQAT_PILGRIM_PERSONAL },                               \
  { "citizenship", N_ ("Citizenship"), MIQAT_PARAM_CHOICE, .choices = miqat_pilgrim_citizenships },                \
  { "has_passport", N_ ("Has a passport"), MIQAT_PARAM_FLAG },                                                     \
  { "passport_number", N_ ("Passport number"), MIQAT_PARAM_TEXT, MIQAT_PILGRIM_PERSONAL, .max = 20,                \
    .check = miqat_passport_check },                                                                               \
  { "passport_from", N_ ("Issuing office"), MIQAT_PARAM_TEXT, MIQAT_PARAM_CLEARABLE, .max = 60 },                  \
  { "passport_release_date", N_ ("Date of issue"), MIQAT_PARAM_DAY, MIQAT_PARAM_CLEARABLE },                       \
  { "passport_expiry_date", N_ ("Date of expiry"), MIQAT_PARAM_DAY, MIQAT_PARAM_CLEARABLE },                       \
  { "marital_status", N_ ("Marital status"), MIQAT_PARAM_CHOICE, MIQAT_PARAM_CLEARABLE,                            \
    .choices = miqat_pilgrim_marital_statuses },                                                                   \
  { "phone", N_ ("Mobile phone (WhatsApp)"), MIQAT_PARAM_PHONE, MIQAT_PILGRIM_PERSONAL },                          \
  { "home_phone", N_ ("Home phone"), MIQAT_PARAM_TEXT, MIQAT_PILGRIM_PERSONAL, .max = 30 },                        \
  { "education", N_ ("Education"), MIQAT_PARAM_CHOICE, MIQAT_PARAM_CLEARABLE,                                      \
    .choices = miqat_pilgrim_educations },                                                                         \
  { "occupation", N_ ("Occupation"), MIQAT_PARAM_TEXT, MIQAT_PARAM_CLEARABLE, .max = 60 },                         \
  { "disease_history", N_ ("Illnesses and allergies"), MIQAT_PARAM_PARAGRAPH, MIQAT_PILGRIM_PERSONAL,              \
    .max = 1000 },                                                                                                 \
  { "family_members", N_ ("Family travelling along"), MIQAT_PARAM_LIST, MIQAT_PILGRIM_PERSONAL, .max = 20,         \
    .fields = miqat_pilgrim_family_fields },                                                                       \
  { "emergency_contact_name", N_ ("Emergency contact"), MIQAT_PARAM_NAME, MIQAT_PILGRIM_PERSONAL },                \
  { "emergency_contact_phone", N_ ("Phone of the emergency contact"), MIQAT_PARAM_PHONE, MIQAT_PILGRIM_PERSONAL }, \
  { "registration_source", N_ ("How did you hear of us?"), MIQAT_PARAM_CHOICE, MIQAT_PARAM_CLEARABLE,              \
    .choices = miqat_pilgrim_sources }

/* The same fields alone, closed by an empty one: for forms. */
extern const MiqatParam miqat_pilgrim_fields[];

/* The letter of the form's section a field belongs to, 'B' … 'F'; 0 for unknown names. */
char miqat_pilgrim_field_get_section (const char *name);
/* Fields that the registration form wants from every pilgrim in the end, NULL-terminated. Nobody is
 * refused for lacking them; lists and checks show what is still missing. */
extern const char *const miqat_pilgrim_wanted_fields[];

G_END_DECLS
