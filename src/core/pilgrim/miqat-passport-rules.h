/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passports: the form of the number, and how long one must remain valid. How many months are needed
 * is the rulebook's to say, never this file's. */
#pragma once

#include "miqat-day.h"

G_BEGIN_DECLS

/* One or two capital letters and six or seven digits (contracts §4.6), or not_a_passport. Small
 * letters are accepted; miqat_passport_normalize() makes them capital. */
MiqatProblemCode miqat_passport_check (const char *text);
char *miqat_passport_normalize (const char *text) G_GNUC_WARN_UNUSED_RESULT;

typedef enum {
  MIQAT_PASSPORT_GOOD,
  MIQAT_PASSPORT_SHORT,   /* valid for fewer months than is advised */
  MIQAT_PASSPORT_REFUSED, /* fewer than is required */
  MIQAT_PASSPORT_EXPIRED, /* before the departure */
  MIQAT_PASSPORT_UNKNOWN, /* no expiry date */
} MiqatPassportValidity;

/* Counts whole months from the departure: a passport that ends on the very day, so many months
 * later, is long enough. */
MiqatPassportValidity miqat_passport_get_validity (MiqatDay expiry, MiqatDay departure,
                                                   int months_required, int months_advised);
/* Whole months between departure and expiry; negative when it has expired before. */
int miqat_passport_get_months_left (MiqatDay expiry, MiqatDay departure);

/* passport_days unless it was issued before it expires; either may be MIQAT_DAY_NONE. */
MiqatProblemCode miqat_passport_check_days (MiqatDay issued, MiqatDay expiry);

/* Indonesians may have one name, passports and visas want two words: the father's is added there by an
 * endorsement. So name_one_word when the name has one word and no father's name (nullable) is given; the
 * name itself stays as it is on the card. */
MiqatProblemCode miqat_passport_check_name (const char *full_name, const char *father_name);

G_END_DECLS
