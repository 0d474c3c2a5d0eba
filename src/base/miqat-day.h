/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar day without a time or zone, as departures, birth dates and due dates are. Stored as
 * "YYYY-MM-DD" text, computed with as a count of days. Proleptic Gregorian, years 1900 to 2199. */
#pragma once

#include "miqat-problem.h"

G_BEGIN_DECLS

/* Days since 1970-01-01. */
typedef gint32 MiqatDay;

#define MIQAT_DAY_NONE G_MININT32
#define MIQAT_DAY_TEXT_SIZE 11

gboolean miqat_day_is_valid (int year, int month, int day);
/* The day must be valid. */
MiqatDay miqat_day_from_parts (int year, int month, int day);
void miqat_day_get_parts (MiqatDay self, int *year, int *month, int *day);

/* Reads strictly "YYYY-MM-DD". */
MiqatProblemCode miqat_day_parse (const char *text, MiqatDay *day);

/* Reads what people type as well: "2026-06-22", "22/06/2026", "22-6-2026", "22 Juni 2026",
 * "22 Jun 2026". */
MiqatProblemCode miqat_day_parse_typed (const char *text, MiqatDay *day);

/* Writes "YYYY-MM-DD" into `buffer` and returns it. */
const char *miqat_day_to_text (MiqatDay self, char buffer[MIQAT_DAY_TEXT_SIZE]);

/* "22 Jun 2026"; months in Indonesian (contracts §8.4) when `indonesian`, else English. */
char *miqat_day_format (MiqatDay self, gboolean indonesian) G_GNUC_WARN_UNUSED_RESULT;
/* "Senin, 22 Juni 2026". */
char *miqat_day_format_long (MiqatDay self, gboolean indonesian) G_GNUC_WARN_UNUSED_RESULT;

/* Full years between a birth date and another day; 29 February counts on 1 March. */
int miqat_day_get_age (MiqatDay birth, MiqatDay on);
/* The same day `months` later, or the month's last day where that does not exist. The result
 * must stay within the years above. */
MiqatDay miqat_day_add_months (MiqatDay self, int months);

G_END_DECLS
