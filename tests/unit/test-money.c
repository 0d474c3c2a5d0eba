/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rupiah: limits, shares, formats, typed amounts and words (contracts §8.1 and §8.2). */
#include "config.h"

#include "miqat-money.h"

#include <string.h>

#define NBSP "\302\240"

static void
test_arithmetic (void)
{
  gint64 r = 7;

  g_assert_true (miqat_money_add (MIQAT_MONEY_MAX - 1, 1, &r));
  g_assert_cmpint (r, ==, MIQAT_MONEY_MAX);
  g_assert_false (miqat_money_add (MIQAT_MONEY_MAX, 1, &r));
  g_assert_false (miqat_money_add (G_MAXINT64, G_MAXINT64, &r));
  g_assert_false (miqat_money_subtract (-MIQAT_MONEY_MAX, 1, &r));
  g_assert_false (miqat_money_subtract (0, G_MININT64, &r));
  g_assert_false (miqat_money_multiply (MIQAT_MONEY_MAX, 2, &r));
  g_assert_false (miqat_money_multiply (G_MAXINT64, G_MAXINT64, &r));
  g_assert_cmpint (r, ==, MIQAT_MONEY_MAX);
  g_assert_true (miqat_money_subtract (5, 8, &r));
  g_assert_cmpint (r, ==, -3);
  g_assert_true (miqat_money_multiply (33900000, 45, &r));
  g_assert_cmpint (r, ==, G_GINT64_CONSTANT (1525500000));
}

static void
test_share (void)
{
  static const struct {
    gint64 amount, basis_points, share;
  } cases[] = {
    { 0, 10000, 0 },          { 33900000, 0, 0 },     { 33900000, 250, 847500 },
    { 9999, 1, 0 },           { 10000, 1, 1 },        { 19999, 1, 1 },
    { 100, 3333, 33 },        { 1, 9999, 0 },         { 33900001, 10000, 33900001 },
    { MIQAT_MONEY_MAX, 10000, MIQAT_MONEY_MAX },
    { MIQAT_MONEY_MAX - 1, 9999, G_GINT64_CONSTANT (999899999999999) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (miqat_money_share_down (cases[i].amount, cases[i].basis_points), ==,
                     cases[i].share);
}

/* However a sum is shared out, the shares never exceed it, and at most one rupiah each is left. */
static void
test_shares_never_exceed (void)
{
  for (guint run = 0; run < 20000; run++) {
    gint64 amount = (gint64) g_test_rand_int_range (0, G_MAXINT32) * 400000
                    + g_test_rand_int_range (0, 400000);
    gint64 left = MIQAT_BASIS_POINTS;
    gint64 sum = 0;
    int parts = 0;

    while (left > 0) {
      gint64 wanted = g_test_rand_int_range (1, 4000);
      gint64 bp = MIN (left, wanted);
      gint64 share = miqat_money_share_down (amount, bp);

      g_assert_cmpint (share, >=, 0);
      g_assert_cmpint (share, <=, amount);
      sum += share;
      left -= bp;
      parts++;
    }
    g_assert_cmpint (sum, <=, amount);
    g_assert_cmpint (sum, >, amount - parts);
  }
}

static void
test_share_misuse (void)
{
  if (g_test_subprocess ()) {
    g_assert_cmpint (miqat_money_share_down (-1, 100), ==, 0);
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

static void
test_format (void)
{
  static const struct {
    gint64 amount;
    const char *text, *plain;
  } cases[] = {
    { 33900000, "Rp" NBSP "33.900.000", "33.900.000" },
    { -5000000, "-Rp" NBSP "5.000.000", "-5.000.000" },
    { 0, "Rp" NBSP "0", "0" },
    { 999, "Rp" NBSP "999", "999" },
    { 1000, "Rp" NBSP "1.000", "1.000" },
    { -1, "-Rp" NBSP "1", "-1" },
    { MIQAT_MONEY_MAX, "Rp" NBSP "1.000.000.000.000.000", "1.000.000.000.000.000" },
    { G_MININT64, "-Rp" NBSP "9.223.372.036.854.775.808", "-9.223.372.036.854.775.808" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = miqat_money_format (cases[i].amount);
    g_autofree char *plain = miqat_money_format_plain (cases[i].amount);

    g_assert_cmpstr (text, ==, cases[i].text);
    g_assert_cmpstr (plain, ==, cases[i].plain);
  }
}

static void
test_parse (void)
{
  static const struct {
    const char *typed;
    gint64 amount;
  } cases[] = {
    { "5000000", 5000000 },           { "5.000.000", 5000000 },
    { "Rp 5.000.000", 5000000 },      { "Rp5.000.000,00", 5000000 },
    { "rp. 5.000.000,-", 5000000 },   { "RP5.000.000,0", 5000000 },
    { "  Rp" NBSP "999 ", 999 },      { "0", 0 },
    { "007", 7 },                     { "1.000.000.000.000.000", MIQAT_MONEY_MAX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 amount = -1;

    g_test_message ("%s", cases[i].typed);
    g_assert_cmpint (miqat_money_parse (cases[i].typed, &amount), ==, MIQAT_PROBLEM_NONE);
    g_assert_cmpint (amount, ==, cases[i].amount);
  }
}

static void
test_parse_refusals (void)
{
  static const struct {
    const char *typed;
    MiqatProblemCode problem;
  } cases[] = {
    { "", MIQAT_PROBLEM_NOT_MONEY },
    { "Rp", MIQAT_PROBLEM_NOT_MONEY },
    { "-", MIQAT_PROBLEM_NOT_MONEY },
    { "lima juta", MIQAT_PROBLEM_NOT_MONEY },
    { "5jt", MIQAT_PROBLEM_NOT_MONEY },
    { "5.00.000", MIQAT_PROBLEM_NOT_MONEY },
    { "5000.000", MIQAT_PROBLEM_NOT_MONEY },
    { "5.000.", MIQAT_PROBLEM_NOT_MONEY },
    { ".500", MIQAT_PROBLEM_NOT_MONEY },
    { "0.500", MIQAT_PROBLEM_NOT_MONEY },
    { "5.5", MIQAT_PROBLEM_NOT_MONEY },
    { "5,000,000", MIQAT_PROBLEM_NOT_MONEY },
    { "5,000", MIQAT_PROBLEM_NOT_MONEY },
    { "5,", MIQAT_PROBLEM_NOT_MONEY },
    { "5,00x", MIQAT_PROBLEM_NOT_MONEY },
    { "5 000 000", MIQAT_PROBLEM_NOT_MONEY },
    { "0x10", MIQAT_PROBLEM_NOT_MONEY },
    { "1e6", MIQAT_PROBLEM_NOT_MONEY },
    { "Rp 33.900.000,50", MIQAT_PROBLEM_MONEY_FRACTION },
    { "5,5", MIQAT_PROBLEM_MONEY_FRACTION },
    { "-5.000.000", MIQAT_PROBLEM_MONEY_NEGATIVE },
    { "-Rp 5.000.000", MIQAT_PROBLEM_MONEY_NEGATIVE },
    { "Rp -5", MIQAT_PROBLEM_MONEY_NEGATIVE },
    { "\342\210\2225", MIQAT_PROBLEM_MONEY_NEGATIVE },
    { "1.000.000.000.000.001", MIQAT_PROBLEM_MONEY_TOO_LARGE },
    { "99999999999999999999999999999999", MIQAT_PROBLEM_MONEY_TOO_LARGE },
    { "9.999.999.999.999.999.999.999.999", MIQAT_PROBLEM_MONEY_TOO_LARGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 amount = -1;

    g_test_message ("%s", cases[i].typed);
    g_assert_cmpint (miqat_money_parse (cases[i].typed, &amount), ==, cases[i].problem);
    g_assert_cmpint (amount, ==, -1);
  }
}

static void
test_format_parses_back (void)
{
  for (guint run = 0; run < 20000; run++) {
    guint64 random = (guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
    gint64 amount = (gint64) (random >> (random % 50 + 14)) % (MIQAT_MONEY_MAX + 1);
    g_autofree char *text = miqat_money_format (amount);
    gint64 parsed;

    g_assert_cmpint (miqat_money_parse (text, &parsed), ==, MIQAT_PROBLEM_NONE);
    g_assert_cmpint (parsed, ==, amount);
  }
}

static const struct {
  gint64 amount;
  const char *words;
} spellings[] = {
  { 0, "nol" },
  { 1, "satu" },
  { 10, "sepuluh" },
  { 11, "sebelas" },
  { 12, "dua belas" },
  { 19, "sembilan belas" },
  { 20, "dua puluh" },
  { 99, "sembilan puluh sembilan" },
  { 100, "seratus" },
  { 101, "seratus satu" },
  { 111, "seratus sebelas" },
  { 199, "seratus sembilan puluh sembilan" },
  { 999, "sembilan ratus sembilan puluh sembilan" },
  { 1000, "seribu" },
  { 1001, "seribu satu" },
  { 1100, "seribu seratus" },
  { 1111, "seribu seratus sebelas" },
  { 2000, "dua ribu" },
  { 10000, "sepuluh ribu" },
  { 11000, "sebelas ribu" },
  { 21000, "dua puluh satu ribu" },
  { 101000, "seratus satu ribu" },
  { 201000, "dua ratus satu ribu" },
  { 1000000, "satu juta" },
  { 1001000, "satu juta seribu" },
  { 2001000, "dua juta seribu" },
  { 5000000, "lima juta" },
  { 33900000, "tiga puluh tiga juta sembilan ratus ribu" },
  { 35750500, "tiga puluh lima juta tujuh ratus lima puluh ribu lima ratus" },
  { 131021111, "seratus tiga puluh satu juta dua puluh satu ribu seratus sebelas" },
  { G_GINT64_CONSTANT (1000000000), "satu miliar" },
  { G_GINT64_CONSTANT (2500000000), "dua miliar lima ratus juta" },
  { G_GINT64_CONSTANT (1000000000000), "satu triliun" },
  { MIQAT_MONEY_MAX, "satu kuadriliun" },
  { -1500, "minus seribu lima ratus" },
};

static void
test_spell (void)
{
  g_autofree char *least = miqat_money_spell (G_MININT64);

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++) {
    g_autofree char *words = miqat_money_spell (spellings[i].amount);

    g_assert_cmpstr (words, ==, spellings[i].words);
  }
  g_assert_true (g_str_has_prefix (least, "minus sembilan kuintiliun "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money/arithmetic", test_arithmetic);
  g_test_add_func ("/money/share", test_share);
  g_test_add_func ("/money/shares-never-exceed", test_shares_never_exceed);
  g_test_add_func ("/money/share-misuse", test_share_misuse);
  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/parse-refusals", test_parse_refusals);
  g_test_add_func ("/money/format-parses-back", test_format_parses_back);
  g_test_add_func ("/money/spell", test_spell);
  return g_test_run ();
}
