/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar days as a count of days since 1970, and how Indonesians write them. */
#include "config.h"

#include "miqat-day.h"

#include <string.h>

#define YEAR_MIN 1900
#define YEAR_MAX 2199
/* From 0000-03-01 to 1970-01-01, and in 400 years. */
#define DAYS_TO_EPOCH 719468
#define DAYS_PER_ERA 146097

static const char *const months_id[] = {
  "Januari", "Februari", "Maret", "April", "Mei", "Juni",
  "Juli", "Agustus", "September", "Oktober", "November", "Desember",
};
static const char *const months_en[] = {
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
};
static const char *const weekdays_id[] = {
  "Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu",
};
static const char *const weekdays_en[] = {
  "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
};

static int
get_month_length (int year, int month)
{
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return month == 2 && leap ? 29 : lengths[month - 1];
}

/* Counts from 1 March, so that the leap day is the last of its year. */
static MiqatDay
count_days (int year, int month, int day)
{
  int shifted_year = month > 2 ? year : year - 1;
  int shifted_month = month > 2 ? month - 3 : month + 9;
  int before = shifted_year * 365 + shifted_year / 4 - shifted_year / 100 + shifted_year / 400;

  return before + (153 * shifted_month + 2) / 5 + day - 1 - DAYS_TO_EPOCH;
}

gboolean
miqat_day_is_valid (int year, int month, int day)
{
  return year >= YEAR_MIN && year <= YEAR_MAX && month >= 1 && month <= 12 && day >= 1
         && day <= get_month_length (year, month);
}

MiqatDay
miqat_day_from_parts (int year, int month, int day)
{
  g_return_val_if_fail (miqat_day_is_valid (year, month, day), MIQAT_DAY_NONE);

  return count_days (year, month, day);
}

void
miqat_day_get_parts (MiqatDay self, int *year, int *month, int *day)
{
  gint64 count = (gint64) self + DAYS_TO_EPOCH;
  gint64 era = (count >= 0 ? count : count - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
  guint of_era = (guint) (count - era * DAYS_PER_ERA);
  guint year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  guint of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  guint shifted_month = (5 * of_year + 2) / 153;

  *day = (int) (of_year - (153 * shifted_month + 2) / 5 + 1);
  *month = (int) ((shifted_month + 2) % 12 + 1);
  *year = (int) (era * 400 + year_of_era) + (*month <= 2 ? 1 : 0);
}

/* Between `least` and `most` digits; FALSE when more follow. */
static gboolean
take_number (const char **p, gsize least, gsize most, int *number)
{
  gsize count = strspn (*p, "0123456789");

  if (count < least || count > most)
    return FALSE;
  *number = 0;
  for (gsize i = 0; i < count; i++)
    *number = *number * 10 + ((*p)[i] - '0');
  *p += count;
  return TRUE;
}

static gboolean
take_char (const char **p, char c)
{
  if (**p != c)
    return FALSE;
  *p += 1;
  return TRUE;
}

static MiqatProblemCode
finish (int year, int month, int day, MiqatDay *result)
{
  if (!miqat_day_is_valid (year, month, day))
    return MIQAT_PROBLEM_NOT_A_DAY;
  *result = count_days (year, month, day);
  return MIQAT_PROBLEM_NONE;
}

MiqatProblemCode
miqat_day_parse (const char *text, MiqatDay *day)
{
  int y, m, d;

  g_return_val_if_fail (text != NULL && day != NULL, MIQAT_PROBLEM_NOT_A_DAY);

  if (!take_number (&text, 4, 4, &y) || !take_char (&text, '-') || !take_number (&text, 2, 2, &m)
      || !take_char (&text, '-') || !take_number (&text, 2, 2, &d) || *text != '\0')
    return MIQAT_PROBLEM_NOT_A_DAY;
  return finish (y, m, d, day);
}

/* A month's name in either language, or its first letters, three at least. */
static int
find_month (const char *word, gsize length)
{
  if (length < 3)
    return 0;
  for (int i = 0; i < 12; i++) {
    if (length <= strlen (months_id[i]) && g_ascii_strncasecmp (word, months_id[i], length) == 0)
      return i + 1;
    if (length <= strlen (months_en[i]) && g_ascii_strncasecmp (word, months_en[i], length) == 0)
      return i + 1;
  }
  return 0;
}

static gboolean
take_month_name (const char **p, int *month)
{
  gsize length = 0;

  while (**p == ' ')
    *p += 1;
  while (g_ascii_isalpha ((*p)[length]))
    length++;
  *month = find_month (*p, length);
  *p += length;
  while (**p == ' ')
    *p += 1;
  return *month != 0;
}

MiqatProblemCode
miqat_day_parse_typed (const char *text, MiqatDay *day)
{
  g_autofree char *typed = NULL;
  const char *p;
  int y, m, d;

  g_return_val_if_fail (text != NULL && day != NULL, MIQAT_PROBLEM_NOT_A_DAY);

  typed = g_strstrip (g_strdup (text));
  if (miqat_day_parse (typed, day) == MIQAT_PROBLEM_NONE)
    return MIQAT_PROBLEM_NONE;
  p = typed;
  if (!take_number (&p, 1, 2, &d))
    return MIQAT_PROBLEM_NOT_A_DAY;
  if (*p == '/' || *p == '-') {
    char separator = *p++;

    if (!take_number (&p, 1, 2, &m) || !take_char (&p, separator))
      return MIQAT_PROBLEM_NOT_A_DAY;
  } else if (*p != ' ' || !take_month_name (&p, &m))
    return MIQAT_PROBLEM_NOT_A_DAY;
  if (!take_number (&p, 4, 4, &y) || *p != '\0')
    return MIQAT_PROBLEM_NOT_A_DAY;
  return finish (y, m, d, day);
}

static gboolean
is_in_range (MiqatDay self)
{
  return self >= count_days (YEAR_MIN, 1, 1) && self <= count_days (YEAR_MAX, 12, 31);
}

const char *
miqat_day_to_text (MiqatDay self, char buffer[MIQAT_DAY_TEXT_SIZE])
{
  int y, m, d;

  buffer[0] = '\0';
  g_return_val_if_fail (is_in_range (self), buffer);

  miqat_day_get_parts (self, &y, &m, &d);
  g_snprintf (buffer, MIQAT_DAY_TEXT_SIZE, "%04u-%02u-%02u", (guint) y % 10000, (guint) m % 100,
              (guint) d % 100);
  return buffer;
}

static const char *
get_month_name (int month, gboolean indonesian)
{
  g_assert (month >= 1 && month <= 12);
  return indonesian ? months_id[month - 1] : months_en[month - 1];
}

char *
miqat_day_format (MiqatDay self, gboolean indonesian)
{
  int y, m, d;

  miqat_day_get_parts (self, &y, &m, &d);
  return g_strdup_printf ("%d %.3s %d", d, get_month_name (m, indonesian), y);
}

char *
miqat_day_format_long (MiqatDay self, gboolean indonesian)
{
  /* 1970-01-01 was a Thursday. */
  int weekday = (int) ((((gint64) self + 4) % 7 + 7) % 7);
  int y, m, d;

  miqat_day_get_parts (self, &y, &m, &d);
  return g_strdup_printf ("%s, %d %s %d", (indonesian ? weekdays_id : weekdays_en)[weekday], d,
                          get_month_name (m, indonesian), y);
}

int
miqat_day_get_age (MiqatDay birth, MiqatDay on)
{
  int birth_year, birth_month, birth_day, year, month, day;
  gboolean reached;

  miqat_day_get_parts (birth, &birth_year, &birth_month, &birth_day);
  miqat_day_get_parts (on, &year, &month, &day);
  reached = month > birth_month || (month == birth_month && day >= birth_day);
  return year - birth_year - (reached ? 0 : 1);
}

MiqatDay
miqat_day_add_months (MiqatDay self, int months)
{
  int y, m, d, total;

  miqat_day_get_parts (self, &y, &m, &d);
  total = y * 12 + m - 1 + months;
  y = total / 12;
  m = total % 12 + 1;
  g_return_val_if_fail (y >= YEAR_MIN && y <= YEAR_MAX, MIQAT_DAY_NONE);

  return count_days (y, m, MIN (d, get_month_length (y, m)));
}
