/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rupiah: checked arithmetic, shares in basis points, and the amount as people write, type and
 * spell it. */
#include "config.h"

#include "miqat-money.h"

#include <string.h>

#define NO_BREAK_SPACE "\302\240"
#define MINUS_SIGN "\342\210\222"

static gboolean
is_within_limit (gint64 amount)
{
  return amount >= -MIQAT_MONEY_MAX && amount <= MIQAT_MONEY_MAX;
}

gboolean
miqat_money_add (gint64 a, gint64 b, gint64 *result)
{
  gint64 sum;

  if (__builtin_add_overflow (a, b, &sum) || !is_within_limit (sum))
    return FALSE;
  *result = sum;
  return TRUE;
}

gboolean
miqat_money_subtract (gint64 a, gint64 b, gint64 *result)
{
  gint64 difference;

  if (__builtin_sub_overflow (a, b, &difference) || !is_within_limit (difference))
    return FALSE;
  *result = difference;
  return TRUE;
}

gboolean
miqat_money_multiply (gint64 amount, gint64 count, gint64 *result)
{
  gint64 product;

  if (__builtin_mul_overflow (amount, count, &product) || !is_within_limit (product))
    return FALSE;
  *result = product;
  return TRUE;
}

gint64
miqat_money_share_down (gint64 amount, gint64 basis_points)
{
  gint64 wholes, rest;

  g_assert (amount >= 0 && amount <= MIQAT_MONEY_MAX);
  g_assert (basis_points >= 0 && basis_points <= MIQAT_BASIS_POINTS);

  /* The product of both could overflow; the two parts below cannot, and only the second rounds. */
  wholes = amount / MIQAT_BASIS_POINTS;
  rest = amount % MIQAT_BASIS_POINTS;
  return wholes * basis_points + rest * basis_points / MIQAT_BASIS_POINTS;
}

/* Unsigned, so that G_MININT64 has an absolute value too. */
static guint64
get_magnitude (gint64 amount)
{
  return amount < 0 ? 0 - (guint64) amount : (guint64) amount;
}

static void
append_grouped (GString *out, guint64 number)
{
  char digits[24];
  int length = g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, number);

  for (int i = 0; i < length; i++) {
    if (i > 0 && (length - i) % 3 == 0)
      g_string_append_c (out, '.');
    g_string_append_c (out, digits[i]);
  }
}

char *
miqat_money_format (gint64 amount)
{
  GString *out = g_string_new (amount < 0 ? "-Rp" NO_BREAK_SPACE : "Rp" NO_BREAK_SPACE);

  append_grouped (out, get_magnitude (amount));
  return g_string_free (out, FALSE);
}

char *
miqat_money_format_plain (gint64 amount)
{
  GString *out = g_string_new (amount < 0 ? "-" : "");

  append_grouped (out, get_magnitude (amount));
  return g_string_free (out, FALSE);
}

static const char *
skip_space (const char *p)
{
  for (;;) {
    if (*p == ' ' || *p == '\t')
      p++;
    else if (g_str_has_prefix (p, NO_BREAK_SPACE))
      p += strlen (NO_BREAK_SPACE);
    else
      return p;
  }
}

static gboolean
take_minus (const char **p)
{
  if (**p == '-')
    *p += 1;
  else if (g_str_has_prefix (*p, MINUS_SIGN))
    *p += strlen (MINUS_SIGN);
  else
    return FALSE;
  *p = skip_space (*p);
  return TRUE;
}

/* "Rp", "rp" or "Rp." */
static void
take_currency (const char **p)
{
  if (g_ascii_strncasecmp (*p, "rp", 2) != 0)
    return;
  *p += 2;
  if (**p == '.')
    *p += 1;
  *p = skip_space (*p);
}

static gsize
count_digits (const char *p)
{
  return strspn (p, "0123456789");
}

/* More digits than fit stop at one above the limit, which is enough to refuse them. */
static gint64
append_digits (gint64 value, const char *digits, gsize count)
{
  for (gsize i = 0; i < count; i++) {
    if (value > MIQAT_MONEY_MAX)
      return MIQAT_MONEY_MAX + 1;
    value = value * 10 + (digits[i] - '0');
  }
  return value;
}

/* Digits without dots, or a first group of one to three (not 0) and then groups of three. */
static gboolean
take_whole (const char **p, gint64 *value)
{
  gsize count = count_digits (*p);
  gboolean grouped = (*p)[count] == '.';

  if (count == 0 || (grouped && (count > 3 || **p == '0')))
    return FALSE;
  *value = append_digits (0, *p, count);
  *p += count;
  while (**p == '.') {
    *p += 1;
    if (count_digits (*p) != 3)
      return FALSE;
    *value = append_digits (*value, *p, 3);
    *p += 3;
  }
  return TRUE;
}

/* ",0", ",00" and the ",-" of handwritten receipts say that there is no fraction. */
static MiqatProblemCode
take_fraction (const char **p)
{
  gsize count;

  if (**p != ',')
    return MIQAT_PROBLEM_NONE;
  *p += 1;
  if (**p == '-') {
    *p += 1;
    return MIQAT_PROBLEM_NONE;
  }
  count = count_digits (*p);
  if (count == 0 || count > 2)
    return MIQAT_PROBLEM_NOT_MONEY;
  for (gsize i = 0; i < count; i++)
    if ((*p)[i] != '0')
      return MIQAT_PROBLEM_MONEY_FRACTION;
  *p += count;
  return MIQAT_PROBLEM_NONE;
}

MiqatProblemCode
miqat_money_parse (const char *text, gint64 *amount)
{
  MiqatProblemCode problem;
  gboolean negative;
  gint64 value;
  const char *p;

  g_return_val_if_fail (text != NULL && amount != NULL, MIQAT_PROBLEM_NOT_MONEY);

  p = skip_space (text);
  negative = take_minus (&p);
  take_currency (&p);
  negative = take_minus (&p) || negative;
  if (!take_whole (&p, &value))
    return MIQAT_PROBLEM_NOT_MONEY;
  problem = take_fraction (&p);
  if (problem == MIQAT_PROBLEM_NOT_MONEY)
    return problem;
  if (problem == MIQAT_PROBLEM_NONE && *skip_space (p) != '\0')
    return MIQAT_PROBLEM_NOT_MONEY;
  if (negative)
    return MIQAT_PROBLEM_MONEY_NEGATIVE;
  if (problem != MIQAT_PROBLEM_NONE)
    return problem;
  if (value > MIQAT_MONEY_MAX)
    return MIQAT_PROBLEM_MONEY_TOO_LARGE;
  *amount = value;
  return MIQAT_PROBLEM_NONE;
}

static void
append_word (GString *out, const char *word)
{
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append (out, word);
}

/* 1 to 999. */
static void
spell_group (GString *out, guint number)
{
  static const char *const ones[] = {
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
    "sebelas",
  };
  guint hundreds = number / 100;
  guint rest = number % 100;

  if (hundreds == 1)
    append_word (out, "seratus");
  else if (hundreds > 1) {
    append_word (out, ones[hundreds]);
    append_word (out, "ratus");
  }
  if (rest >= 20) {
    append_word (out, ones[rest / 10]);
    append_word (out, "puluh");
    rest %= 10;
  }
  if (rest > 11) {
    append_word (out, ones[rest - 10]);
    append_word (out, "belas");
  } else if (rest > 0)
    append_word (out, ones[rest]);
}

char *
miqat_money_spell (gint64 amount)
{
  static const struct {
    guint64 size;
    const char *word;
  } scales[] = {
    { G_GUINT64_CONSTANT (1000000000000000000), "kuintiliun" },
    { G_GUINT64_CONSTANT (1000000000000000), "kuadriliun" },
    { G_GUINT64_CONSTANT (1000000000000), "triliun" },
    { 1000000000, "miliar" },
    { 1000000, "juta" },
    { 1000, "ribu" },
  };
  GString *out = g_string_new (amount < 0 ? "minus" : "");
  guint64 rest = get_magnitude (amount);

  if (amount == 0)
    append_word (out, "nol");
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++) {
    guint group = (guint) (rest / scales[i].size);

    rest %= scales[i].size;
    if (group == 0)
      continue;
    if (group == 1 && scales[i].size == 1000) {
      append_word (out, "seribu");
      continue;
    }
    spell_group (out, group);
    append_word (out, scales[i].word);
  }
  spell_group (out, (guint) rest);
  return g_string_free (out, FALSE);
}
