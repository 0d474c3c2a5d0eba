/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a NIK. The province table is Kemendagri's (contracts §4.4), not that of the statistics
 * office, whose codes for Papua differ. */
#include "config.h"

#include "miqat-nik-rules.h"

#include <string.h>

#define NIK_LENGTH 16
#define FEMALE_OFFSET 40

static const struct {
  int code;
  const char *name;
} provinces[] = {
  { 11, "Aceh" },
  { 12, "Sumatera Utara" },
  { 13, "Sumatera Barat" },
  { 14, "Riau" },
  { 15, "Jambi" },
  { 16, "Sumatera Selatan" },
  { 17, "Bengkulu" },
  { 18, "Lampung" },
  { 19, "Kepulauan Bangka Belitung" },
  { 21, "Kepulauan Riau" },
  { 31, "DKI Jakarta" },
  { 32, "Jawa Barat" },
  { 33, "Jawa Tengah" },
  { 34, "DI Yogyakarta" },
  { 35, "Jawa Timur" },
  { 36, "Banten" },
  { 51, "Bali" },
  { 52, "Nusa Tenggara Barat" },
  { 53, "Nusa Tenggara Timur" },
  { 61, "Kalimantan Barat" },
  { 62, "Kalimantan Tengah" },
  { 63, "Kalimantan Selatan" },
  { 64, "Kalimantan Timur" },
  { 65, "Kalimantan Utara" },
  { 71, "Sulawesi Utara" },
  { 72, "Sulawesi Tengah" },
  { 73, "Sulawesi Selatan" },
  { 74, "Sulawesi Tenggara" },
  { 75, "Gorontalo" },
  { 76, "Sulawesi Barat" },
  { 81, "Maluku" },
  { 82, "Maluku Utara" },
  { 91, "Papua" },
  { 92, "Papua Barat" },
  { 93, "Papua Selatan" },
  { 94, "Papua Tengah" },
  { 95, "Papua Pegunungan" },
  { 96, "Papua Barat Daya" },
};

/* Codes that are no longer given out but stand on cards of people alive: 54, Timor Timur. */
static const int retired_provinces[] = { 54 };

const char *
miqat_sex_get_name (MiqatSex sex)
{
  return sex == MIQAT_SEX_MALE ? "male" : sex == MIQAT_SEX_FEMALE ? "female" : NULL;
}

MiqatSex
miqat_sex_from_name (const char *name)
{
  if (g_strcmp0 (name, "male") == 0)
    return MIQAT_SEX_MALE;
  return g_strcmp0 (name, "female") == 0 ? MIQAT_SEX_FEMALE : MIQAT_SEX_UNKNOWN;
}

const char *
miqat_nik_get_province (int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (provinces); i++)
    if (provinces[i].code == code)
      return provinces[i].name;
  return NULL;
}

static gboolean
is_known_province (int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (retired_provinces); i++)
    if (retired_provinces[i] == code)
      return TRUE;
  return miqat_nik_get_province (code) != NULL;
}

static int
read_two (const char *digits)
{
  return (digits[0] - '0') * 10 + (digits[1] - '0');
}

MiqatProblemCode
miqat_nik_parse (const char *text, MiqatNik *nik)
{
  MiqatNik found;
  gsize length = strlen (text);

  if (strspn (text, "0123456789") != length)
    return MIQAT_PROBLEM_NIK_DIGITS;
  if (length != NIK_LENGTH)
    return MIQAT_PROBLEM_NIK_LENGTH;
  found.province = read_two (text);
  if (!is_known_province (found.province))
    return MIQAT_PROBLEM_NIK_PROVINCE;
  found.day = read_two (text + 6);
  found.month = read_two (text + 8);
  found.year = read_two (text + 10);
  found.sex = MIQAT_SEX_MALE;
  if (found.day > FEMALE_OFFSET) {
    found.day -= FEMALE_OFFSET;
    found.sex = MIQAT_SEX_FEMALE;
  }
  if (!miqat_day_is_valid (1900 + found.year, found.month, found.day)
      && !miqat_day_is_valid (2000 + found.year, found.month, found.day))
    return MIQAT_PROBLEM_NIK_DATE;
  /* The serial number begins at 1. */
  if (strcmp (text + 12, "0000") == 0)
    return MIQAT_PROBLEM_NIK_DATE;
  if (nik != NULL)
    *nik = found;
  return MIQAT_PROBLEM_NONE;
}

char *
miqat_nik_normalize (const char *typed)
{
  GString *digits = g_string_new (NULL);

  for (const char *c = typed; *c != '\0'; c++)
    if (strchr (" .-", *c) == NULL)
      g_string_append_c (digits, *c);
  return g_string_free (digits, FALSE);
}

MiqatProblemCode
miqat_nik_check (const char *text)
{
  g_autofree char *digits = miqat_nik_normalize (text);

  return miqat_nik_parse (digits, NULL);
}

MiqatProblemCode
miqat_nik_check_person (const char *text, MiqatDay birth, MiqatSex sex)
{
  MiqatProblemCode code;
  MiqatNik nik;

  code = miqat_nik_parse (text, &nik);
  if (code != MIQAT_PROBLEM_NONE)
    return code;
  if (sex != MIQAT_SEX_UNKNOWN && sex != nik.sex)
    return MIQAT_PROBLEM_NIK_MISMATCH;
  if (birth != MIQAT_DAY_NONE) {
    int year, month, day;

    miqat_day_get_parts (birth, &year, &month, &day);
    if (day != nik.day || month != nik.month || year % 100 != nik.year)
      return MIQAT_PROBLEM_NIK_MISMATCH;
  }
  return MIQAT_PROBLEM_NONE;
}

MiqatDay
miqat_nik_guess_birth (const MiqatNik *nik, MiqatDay today)
{
  /* The later century first: whoever could be a child or a hundred years old is a child. */
  for (int century = 2000; century >= 1900; century -= 100) {
    MiqatDay birth;

    if (!miqat_day_is_valid (century + nik->year, nik->month, nik->day))
      continue;
    birth = miqat_day_from_parts (century + nik->year, nik->month, nik->day);
    if (birth <= today)
      return miqat_day_get_age (birth, today) <= 99 ? birth : MIQAT_DAY_NONE;
  }
  return MIQAT_DAY_NONE;
}

gboolean
miqat_nik_is_demo (const char *text)
{
  return strlen (text) == NIK_LENGTH && strspn (text, "0123456789") == NIK_LENGTH
         && read_two (text + 2) >= 91;
}
