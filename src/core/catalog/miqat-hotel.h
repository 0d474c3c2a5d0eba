/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hotels, airlines and airports: small lists to choose from, and the data they begin with. */
#pragma once

#include "miqat-command.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *name;
  char *city;     /* "makkah", "madinah", "other" */
  int stars;
  int distance_m; /* to the mosque's courtyard */
} MiqatHotel;
void miqat_hotel_free (MiqatHotel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatHotel, miqat_hotel_free)

/* A code with its name: airlines ("SV"), airports ("SUB", with city and country). */
typedef struct {
  char *code;
  char *name;
  char *city;    /* NULL for airlines */
  char *country; /* ISO 3166 letters, NULL for airlines */
} MiqatCarrier;
void miqat_carrier_free (MiqatCarrier *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatCarrier, miqat_carrier_free)

/* `city` NULL: all. Sorted by city and name. */
GPtrArray *miqat_hotel_list (MiqatDb *db, const char *city, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *miqat_airline_list (MiqatDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *miqat_airport_list (MiqatDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Puts in the airlines, airports and hotels a new agency begins with; rows that are there stay as
 * they are. The command that creates the agency runs it. Inside a write transaction, which is the
 * caller's. The number of rows added goes to `*added` (nullable). */
gboolean miqat_catalog_seed (MiqatDb *db, guint *added, GError **error);

extern const MiqatStatements miqat_hotel_statements;

G_END_DECLS
