/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telephone numbers and e-mail addresses, as declared in miqat-text.h. Numbers are kept as digits
 * with their country code, the form that WhatsApp uses. */
#include "config.h"

#include "miqat-text.h"

#include <string.h>

#define ABROAD_MIN 8
#define ABROAD_MAX 15 /* E.164 */

/* Digits only, and whether they began with "+". NULL when something else stands between them. */
static char *
collect_digits (const char *text, gboolean *plus)
{
  g_autoptr (GString) out = g_string_new (NULL);

  *plus = FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c < 0x80 && g_ascii_isdigit ((char) c))
      g_string_append_c (out, (char) c);
    else if (c == '+' && !*plus && out->len == 0)
      *plus = TRUE;
    else if (c >= 0x80 ? g_unichar_type (c) != G_UNICODE_DASH_PUNCTUATION
                       : strchr (" ().-/", (int) c) == NULL)
      return NULL;
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* 628, one digit that is not 0, and seven to ten more. */
static gboolean
is_indonesian_mobile (const char *digits)
{
  gsize length = strlen (digits);

  return g_str_has_prefix (digits, "628") && length >= 11 && length <= 14 && digits[3] != '0';
}

static MiqatProblemCode
check_abroad (const char *number, gboolean plus, char **digits)
{
  gsize length = strlen (number);

  if (number[0] == '0' || length < ABROAD_MIN || length > ABROAD_MAX)
    return MIQAT_PROBLEM_NOT_A_PHONE;
  if (!plus)
    return MIQAT_PROBLEM_PHONE_ABROAD;
  *digits = g_strdup (number);
  return MIQAT_PROBLEM_NONE;
}

/* Replaces what people put before the number proper by 62; NULL when it is not Indonesian. */
static char *
internationalise (const char *number, gboolean explicit_country)
{
  if (g_str_has_prefix (number, "620"))
    return g_strconcat ("62", number + 3, NULL);
  if (g_str_has_prefix (number, "62"))
    return g_strdup (number);
  if (!explicit_country && number[0] == '0')
    return g_strconcat ("62", number + 1, NULL);
  if (!explicit_country && number[0] == '8')
    return g_strconcat ("62", number, NULL);
  return NULL;
}

MiqatProblemCode
miqat_text_check_phone (const char *typed, char **digits)
{
  g_autofree char *text = NULL, *collected = NULL, *national = NULL;
  const char *number;
  gboolean plus, explicit_country;
  MiqatProblemCode problem = miqat_text_clean (typed, FALSE, &text);

  if (problem != MIQAT_PROBLEM_NONE)
    return problem;
  collected = collect_digits (text, &plus);
  if (collected == NULL)
    return MIQAT_PROBLEM_NOT_A_PHONE;
  number = collected;
  explicit_country = plus;
  if (!plus && g_str_has_prefix (number, "00")) {
    explicit_country = TRUE;
    number += 2;
  }
  national = internationalise (number, explicit_country);
  if (national == NULL)
    return check_abroad (number, plus, digits);
  if (!is_indonesian_mobile (national))
    return MIQAT_PROBLEM_NOT_A_PHONE;
  *digits = g_steal_pointer (&national);
  return MIQAT_PROBLEM_NONE;
}

/* Country codes are prefix-free: 1 and 7 stand alone, these have two digits, all others three. */
static gsize
get_country_code_length (const char *digits)
{
  static const char two[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 "
                            "56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";
  char code[3] = { digits[0], digits[1], '\0' };

  if (digits[0] == '1' || digits[0] == '7')
    return 1;
  return strstr (two, code) != NULL ? 2 : 3;
}

char *
miqat_text_format_phone (const char *digits)
{
  gsize code;

  g_return_val_if_fail (digits != NULL, NULL);

  if (is_indonesian_mobile (digits))
    return g_strdup_printf ("0%.3s-%.4s-%s", digits + 2, digits + 5, digits + 9);
  if (strlen (digits) < ABROAD_MIN)
    return g_strdup (digits);
  code = get_country_code_length (digits);
  return g_strdup_printf ("+%.*s %s", (int) code, digits, digits + code);
}

/* No dot at either end, no two in a row. */
static gboolean
has_tidy_dots (const char *text, gsize length)
{
  if (length == 0 || text[0] == '.' || text[length - 1] == '.')
    return FALSE;
  for (gsize i = 1; i < length; i++)
    if (text[i] == '.' && text[i - 1] == '.')
      return FALSE;
  return TRUE;
}

static gboolean
is_email_local (const char *text, gsize length)
{
  if (length > 64 || !has_tidy_dots (text, length))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr (".!#$%&'*+-/=?^_`{|}~", text[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_domain_label (const char *label)
{
  gsize length = strlen (label);

  return length >= 1 && length <= 63 && label[0] != '-' && label[length - 1] != '-'
         && strspn (label, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static gboolean
is_email_domain (const char *text)
{
  g_auto (GStrv) labels = g_strsplit (text, ".", -1);
  guint count = g_strv_length (labels);

  if (count < 2)
    return FALSE;
  for (guint i = 0; i < count; i++)
    if (!is_domain_label (labels[i]))
      return FALSE;
  return strlen (labels[count - 1]) >= 2 && !g_ascii_isdigit (labels[count - 1][0]);
}

MiqatProblemCode
miqat_text_check_email (const char *typed, char **email)
{
  g_autofree char *text = NULL, *lower = NULL;
  const char *at;
  MiqatProblemCode problem = miqat_text_clean (typed, FALSE, &text);

  if (problem != MIQAT_PROBLEM_NONE)
    return problem;
  lower = g_ascii_strdown (text, -1);
  at = strrchr (lower, '@');
  if (at == NULL || strlen (lower) > 254 || !is_email_local (lower, (gsize) (at - lower))
      || !is_email_domain (at + 1))
    return MIQAT_PROBLEM_NOT_AN_EMAIL;
  *email = g_steal_pointer (&lower);
  return MIQAT_PROBLEM_NONE;
}
