/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of the catalogue that need no database. */
#include "config.h"

#include "miqat-catalog-rules.h"

#include <string.h>

#define ROUTE_STOPS_MIN 2
#define ROUTE_STOPS_MAX 8

/* ---- routes --------------------------------------------------------------------------------- */

static gboolean
is_separator (gunichar c)
{
  return c == '-' || c == ' ' || c == '/' || c == '>' || c == 0x2013 || c == 0x2192;
}

/* The stops of a typed route in capitals; NULL when one is not three letters. */
static GPtrArray *
split_route (const char *typed)
{
  g_autoptr (GPtrArray) stops = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) stop = g_string_new (NULL);

  for (const char *c = typed;; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);

    if (letter == 0 || is_separator (letter)) {
      if (stop->len == 3)
        g_ptr_array_add (stops, g_strdup (stop->str));
      else if (stop->len > 0)
        return NULL;
      g_string_truncate (stop, 0);
      if (letter == 0)
        return g_steal_pointer (&stops);
    } else if (letter < 128 && g_ascii_isalpha ((char) letter)) {
      g_string_append_c (stop, g_ascii_toupper ((char) letter));
    } else {
      return NULL;
    }
  }
}

char *
miqat_route_normalize (const char *typed)
{
  g_autoptr (GPtrArray) stops = split_route (typed);

  if (stops == NULL || stops->len < ROUTE_STOPS_MIN || stops->len > ROUTE_STOPS_MAX)
    return NULL;
  for (guint i = 1; i < stops->len; i++)
    if (strcmp (g_ptr_array_index (stops, i - 1), g_ptr_array_index (stops, i)) == 0)
      return NULL;
  g_ptr_array_add (stops, NULL);
  return g_strjoinv ("-", (char **) stops->pdata);
}

MiqatProblemCode
miqat_route_check (const char *typed)
{
  g_autofree char *route = miqat_route_normalize (typed);

  return route != NULL ? MIQAT_PROBLEM_NONE : MIQAT_PROBLEM_NOT_A_ROUTE;
}

char *
miqat_route_describe (const char *route, const char *(*get_city) (const char *code, gpointer data),
                      gpointer data)
{
  g_auto (GStrv) stops = g_strsplit (route, "-", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; stops[i] != NULL; i++) {
    const char *city = get_city (stops[i], data);

    g_string_append (text, i > 0 ? " → " : "");
    g_string_append (text, city != NULL ? city : stops[i]);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- flights -------------------------------------------------------------------------------- */

char *
miqat_flight_number_normalize (const char *typed)
{
  g_autoptr (GString) number = g_string_new (NULL);
  gsize digits = 0;

  for (const char *c = typed; *c != '\0'; c++) {
    if (*c == ' ' || *c == '-')
      continue;
    if (!g_ascii_isalnum (*c))
      return NULL;
    g_string_append_c (number, g_ascii_toupper (*c));
  }
  /* Two letters or digits name the airline, at least one of them a letter. */
  if (number->len < 3 || number->len > 7
      || (!g_ascii_isalpha (number->str[0]) && !g_ascii_isalpha (number->str[1])))
    return NULL;
  for (gsize i = 2; i < number->len; i++) {
    if (!g_ascii_isdigit (number->str[i]))
      return NULL;
    digits++;
  }
  return digits >= 1 && digits <= 4 ? g_string_free (g_steal_pointer (&number), FALSE) : NULL;
}

MiqatProblemCode
miqat_flight_number_check (const char *typed)
{
  g_autofree char *number = miqat_flight_number_normalize (typed);

  return number != NULL ? MIQAT_PROBLEM_NONE : MIQAT_PROBLEM_NOT_A_FLIGHT;
}

/* ---- codes ---------------------------------------------------------------------------------- */

char *
miqat_code_make_series (const char *prefix, MiqatDay day, const char *series)
{
  int year, month, date;

  miqat_day_get_parts (day, &year, &month, &date);
  return g_strdup_printf ("%s-%04d%02d%02d-%s", prefix, year, month, date, series);
}

char *
miqat_code_make (const char *code_series, gint64 number)
{
  return g_strdup_printf ("%s-%03" G_GINT64_FORMAT, code_series, number);
}

gboolean
miqat_code_is_in_series (const char *code, const char *code_series)
{
  gsize length = strlen (code_series);
  const char *number;
  gsize digits;

  if (strncmp (code, code_series, length) != 0 || code[length] != '-')
    return FALSE;
  number = code + length + 1;
  digits = strspn (number, "0123456789");
  return number[digits] == '\0' && digits >= 3 && digits <= 9;
}

gboolean
miqat_price_is_allowed (gint64 price, gint64 ceiling)
{
  return ceiling == 0 || price <= ceiling;
}
