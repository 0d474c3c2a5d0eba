/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the public sees of the catalogue: published packages with departures that are still to come.
 * These records have no cost, no margin and no ceiling, so no page can show them by mistake. */
#pragma once

#include "miqat-command.h"

G_BEGIN_DECLS

typedef struct {
  char *room_type_id;
  char *type;
  gint64 price;  /* rupiah per person */
  gint64 left;   /* places the public can take: the smaller of free beds and free public seats */
} MiqatOfferRoom;

typedef struct {
  char *departure_id;
  char *code;
  char *departure_date;
  char *return_date;
  char *airline_code;
  char *airline_name;
  char *flight_number;
  char *origin_airport;
  char *origin_city;
  char *route;
  char *hotel_makkah;  /* name; NULL while unknown */
  char *hotel_madinah;
  int hotel_makkah_stars; /* 0 while unknown */
  int hotel_madinah_stars;
  int hotel_makkah_distance_m;
  int hotel_madinah_distance_m;
  gint64 total_seats;
  gint64 booked_seats;
  gint64 left;         /* free seats of the public pool */
  gint64 min_price;    /* 0 when it has no rooms */
  gboolean bookable;   /* open, with a free public seat and a room */
  GPtrArray *rooms;    /* of MiqatOfferRoom, cheapest first */
} MiqatOfferDeparture;

typedef struct {
  char *package_id;
  char *name;
  char *slug;
  char *kind;
  char *description;
  char **inclusions;
  char **exclusions;
  char *terms;
  char *cancellation_policy;
  int duration_days;
  gint64 min_price;      /* over its bookable departures, or over all when none is; 0: no price yet */
  gint64 left;           /* over its departures */
  GPtrArray *departures; /* of MiqatOfferDeparture, by date; from `today` on, not closed */
} MiqatOffer;
void miqat_offer_free (MiqatOffer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatOffer, miqat_offer_free)

/* All published packages, next departure first, those without one last. `freed` (nullable) are places
 * that the counters have as taken although they are free again, by the id of a public pool (seats), a
 * departure (seats of any pool) or a room type (beds); core/booking knows them. */
GPtrArray *miqat_offer_list (MiqatDb *db, MiqatDay today, GHashTable *freed,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Refuses not_found for an unknown slug, package_not_public for one that is not published. */
MiqatOffer *miqat_offer_load (MiqatDb *db, const char *slug, MiqatDay today, GHashTable *freed,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

extern const MiqatStatements miqat_offer_statements;

G_END_DECLS
