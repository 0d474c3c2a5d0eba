/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sixteen digits of a NIK: PP RR SS DDMMYY XXXX, the place of first issue, the birth date (the
 * day plus 40 for women) and a serial number. There is no check digit (contracts §4.4). */
#pragma once

#include "miqat-day.h"

G_BEGIN_DECLS

typedef enum { MIQAT_SEX_UNKNOWN, MIQAT_SEX_MALE, MIQAT_SEX_FEMALE } MiqatSex;
/* "male", "female"; NULL for unknown. */
const char *miqat_sex_get_name (MiqatSex sex);
MiqatSex miqat_sex_from_name (const char *name);

typedef struct {
  int province; /* the code, 11 … 99 */
  MiqatSex sex;
  int day, month;
  int year; /* two digits: 0 … 99; the century is not in the number */
} MiqatNik;

/* nik_digits, nik_length, nik_province, nik_date, in this order; `nik` is nullable. 29 February is
 * accepted when either century has it. */
MiqatProblemCode miqat_nik_parse (const char *text, MiqatNik *nik);
/* Without the spaces, dots and dashes that people put between the groups. */
char *miqat_nik_normalize (const char *typed) G_GNUC_WARN_UNUSED_RESULT;
/* A parameter's own rule: what remains after normalizing must be a NIK. */
MiqatProblemCode miqat_nik_check (const char *text);

/* nik_mismatch when the number says another birth date or sex than the card; MIQAT_DAY_NONE and
 * MIQAT_SEX_UNKNOWN agree with everything. `text` must be a valid NIK. */
MiqatProblemCode miqat_nik_check_person (const char *text, MiqatDay birth, MiqatSex sex);

/* The birth date the number tells, in the century in which the person is 0 … 99 years old on
 * `today`; MIQAT_DAY_NONE when that date does not exist. */
MiqatDay miqat_nik_guess_birth (const MiqatNik *nik, MiqatDay today);

/* The name of a province ("Jawa Timur") by its code; NULL for unknown codes. 97 to 99 are no
 * provinces: numbers that begin with them are refused, except by miqat_nik_is_demo(). */
const char *miqat_nik_get_province (int code);
/* TRUE for invented numbers: those whose regency code is 91 to 99, which no regency has. */
gboolean miqat_nik_is_demo (const char *text);

G_END_DECLS
