/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of the catalogue that need no database: routes, codes, ceilings. */
#pragma once

#include "miqat-day.h"

G_BEGIN_DECLS

/* A route is two to eight airport codes with dashes: "SUB-JED-MED-SUB". Writes it in capitals, with
 * spaces and arrows taken as dashes; NULL for anything else. */
char *miqat_route_normalize (const char *typed) G_GNUC_WARN_UNUSED_RESULT;
/* As a parameter's rule: not_a_route. */
MiqatProblemCode miqat_route_check (const char *typed);
/* "Surabaya → Jeddah → Madinah → Surabaya" for people; `names` gives the city of a code, or NULL. */
char *miqat_route_describe (const char *route, const char *(*get_city) (const char *code, gpointer data),
                            gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/* "SV5276", "SV 5276", "8B123": capitals without spaces; NULL for anything else. */
char *miqat_flight_number_normalize (const char *typed) G_GNUC_WARN_UNUSED_RESULT;
MiqatProblemCode miqat_flight_number_check (const char *typed);

/* "DEP-20260622-SBY2": the series in which departures of that day are numbered at one workstation.
 * `prefix` is "DEP", "BK". */
char *miqat_code_make_series (const char *prefix, MiqatDay day, const char *series) G_GNUC_WARN_UNUSED_RESULT;
/* "DEP-20260622-SBY2-001" */
char *miqat_code_make (const char *code_series, gint64 number) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE when a code given from outside belongs to that series: its number has three to nine digits. */
gboolean miqat_code_is_in_series (const char *code, const char *code_series);

/* TRUE when the price may be asked: `ceiling` 0 is none. */
gboolean miqat_price_is_allowed (gint64 price, gint64 ceiling);

G_END_DECLS
