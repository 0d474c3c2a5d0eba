/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money is a gint64 of whole rupiah. Nothing here or above uses floating point for it.
 * A negative amount is only ever a correction or a reversal.
 * Formats: contracts §8.1 (rupiah) and §8.2 (terbilang). */
#pragma once

#include "miqat-problem.h"

G_BEGIN_DECLS

/* Amounts above this are typing errors: a thousand trillion rupiah, below 2^53 so that JSON and
 * spreadsheets keep every digit. */
#define MIQAT_MONEY_MAX G_GINT64_CONSTANT (1000000000000000)

/* One basis point is 1/10,000; 10,000 basis points are the whole. */
#define MIQAT_BASIS_POINTS 10000

/* Checked arithmetic: FALSE, with `result` untouched, when the result leaves
 * ±MIQAT_MONEY_MAX. */
gboolean miqat_money_add (gint64 a, gint64 b, gint64 *result) G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_money_subtract (gint64 a, gint64 b, gint64 *result) G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_money_multiply (gint64 amount, gint64 count,
                               gint64 *result) G_GNUC_WARN_UNUSED_RESULT;

/* `basis_points` of `amount`, rounded towards zero; the remainder stays with whoever grants the
 * share. Neither argument may be negative, the first not above MIQAT_MONEY_MAX, the second not
 * above the whole: asserted, in release builds too. */
gint64 miqat_money_share_down (gint64 amount, gint64 basis_points);

/* "Rp 33.900.000"; negative "-Rp 5.000.000". The space is a no-break space (U+00A0), so an amount
 * never breaks over two lines. */
char *miqat_money_format (gint64 amount) G_GNUC_WARN_UNUSED_RESULT;

/* Digits with dots only: "33.900.000". */
char *miqat_money_format_plain (gint64 amount) G_GNUC_WARN_UNUSED_RESULT;

/* Reads what people type: "5000000", "5.000.000", "Rp 5.000.000", "Rp5.000.000,00",
 * "Rp. 5.000.000,-". Refuses
 * fractions other than ",0" and ",00", negative amounts, wrongly grouped dots and everything above
 * MIQAT_MONEY_MAX. Returns MIQAT_PROBLEM_NONE and sets `amount` when it can be read. */
MiqatProblemCode miqat_money_parse (const char *text, gint64 *amount);

/* The amount in Indonesian words, lower case, without "rupiah": 1000 → "seribu". */
char *miqat_money_spell (gint64 amount) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
