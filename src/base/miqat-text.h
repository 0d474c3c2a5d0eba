/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as people type it: cleaned once at the edge, so that everything behind may rely on it. */
#pragma once

#include "miqat-problem.h"

G_BEGIN_DECLS

/* Checks UTF-8, composes (NFC), turns each run of white space into one space, trims, and removes
 * zero-width characters and direction marks. Control characters are refused; line breaks are kept
 * only when `multiline` (as "\n", at most two in a row). On success sets `*clean` (never NULL). */
MiqatProblemCode miqat_text_clean (const char *typed, gboolean multiline, char **clean);

/* A person's name: cleaned, Latin letters, spaces, and . ' - / only; other scripts, digits, emoji
 * and symbols are refused with their own code, nothing at all with "required". */
MiqatProblemCode miqat_text_check_name (const char *typed, char **clean);
guint miqat_text_count_words (const char *text);

/* Indonesian mobile numbers to "628…" (contracts §8.3); numbers from abroad only when they begin
 * with "+" and a country code other than 62, kept as digits. */
MiqatProblemCode miqat_text_check_phone (const char *typed, char **digits);
/* For people: "0812-3456-7890" for Indonesian numbers, "+65 91234567" for others. */
char *miqat_text_format_phone (const char *digits) G_GNUC_WARN_UNUSED_RESULT;

MiqatProblemCode miqat_text_check_email (const char *typed, char **email);

/* "Umroh Family Holiday Plus Taif 9 Hari" → "umroh-family-holiday-plus-taif-9-hari". */
char *miqat_text_make_slug (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Lower case, without accents, as the search index keeps it. */
char *miqat_text_fold (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* "317101••••••0001": all but the first `head` and last `tail` characters hidden. */
char *miqat_text_mask (const char *text, guint head, guint tail) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
