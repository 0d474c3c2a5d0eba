/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passport numbers and validity. */
#include "config.h"

#include "miqat-passport-rules.h"

#include <string.h>

MiqatProblemCode
miqat_passport_check (const char *text)
{
  gsize letters = 0, digits;

  while (g_ascii_isalpha (text[letters]))
    letters++;
  digits = strspn (text + letters, "0123456789");
  if (letters < 1 || letters > 2 || digits < 6 || digits > 7 || text[letters + digits] != '\0')
    return MIQAT_PROBLEM_NOT_A_PASSPORT;
  return MIQAT_PROBLEM_NONE;
}

char *
miqat_passport_normalize (const char *text)
{
  return g_ascii_strup (text, -1);
}

int
miqat_passport_get_months_left (MiqatDay expiry, MiqatDay departure)
{
  int year, month, day, year_now, month_now, day_now, months;

  miqat_day_get_parts (expiry, &year, &month, &day);
  miqat_day_get_parts (departure, &year_now, &month_now, &day_now);
  months = (year - year_now) * 12 + month - month_now;
  /* The month counts once the same day of it, or its last day, is reached. */
  if (expiry >= departure)
    return miqat_day_add_months (departure, months) <= expiry ? months : months - 1;
  return miqat_day_add_months (departure, months) > expiry ? months - 1 : months;
}

MiqatPassportValidity
miqat_passport_get_validity (MiqatDay expiry, MiqatDay departure, int months_required,
                             int months_advised)
{
  if (expiry == MIQAT_DAY_NONE)
    return MIQAT_PASSPORT_UNKNOWN;
  if (expiry < departure)
    return MIQAT_PASSPORT_EXPIRED;
  if (expiry < miqat_day_add_months (departure, months_required))
    return MIQAT_PASSPORT_REFUSED;
  if (expiry < miqat_day_add_months (departure, months_advised))
    return MIQAT_PASSPORT_SHORT;
  return MIQAT_PASSPORT_GOOD;
}

MiqatProblemCode
miqat_passport_check_days (MiqatDay issued, MiqatDay expiry)
{
  if (issued != MIQAT_DAY_NONE && expiry != MIQAT_DAY_NONE && expiry <= issued)
    return MIQAT_PROBLEM_PASSPORT_DAYS;
  return MIQAT_PROBLEM_NONE;
}

MiqatProblemCode
miqat_passport_check_name (const char *full_name, const char *father_name)
{
  if (strchr (full_name, ' ') == NULL && (father_name == NULL || *father_name == '\0'))
    return MIQAT_PROBLEM_NAME_ONE_WORD;
  return MIQAT_PROBLEM_NONE;
}
