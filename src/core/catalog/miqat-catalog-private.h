/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of core/catalog share. Nobody else includes this. */
#pragma once

#include "miqat-area.h"
#include "miqat-departure.h"
#include "miqat-package.h"

G_BEGIN_DECLS

/* ---- stores: writes -------------------------------------------------------------------------- */

/* Lists of texts as the database keeps them. */
char *miqat_catalog_texts_to_json (const char *const *texts) G_GNUC_WARN_UNUSED_RESULT;
char **miqat_catalog_texts_from_json (const char *json) G_GNUC_WARN_UNUSED_RESULT;

gboolean miqat_package_insert (MiqatDb *db, const MiqatPackage *package, GError **error);
/* Writes every column but the id and the time it was made. */
gboolean miqat_package_write (MiqatDb *db, const MiqatPackage *package, GError **error);
gboolean miqat_package_slug_exists (MiqatDb *db, const char *slug, const char *except_id,
                                    gboolean *exists, GError **error);
gboolean miqat_package_put_costs (MiqatDb *db, const char *package_id, gint64 cost, gint64 margin,
                                  MiqatInstant at, GError **error);
/* Gives a departure its package's cost and margin, if the package has any. */
gboolean miqat_departure_snapshot_costs (MiqatDb *db, const char *departure_id, GError **error);
/* The same for all departures of a package that were made before it had a cost. */
gboolean miqat_package_snapshot_missing (MiqatDb *db, const char *package_id, GError **error);

gboolean miqat_departure_insert (MiqatDb *db, const MiqatDeparture *departure, GError **error);
gboolean miqat_departure_write (MiqatDb *db, const MiqatDeparture *departure, GError **error);
gboolean miqat_departure_code_exists (MiqatDb *db, const char *code, gboolean *exists, GError **error);
gboolean miqat_departure_load_branch (MiqatDb *db, const char *id, char **branch_id, GError **error);
gboolean miqat_room_type_insert (MiqatDb *db, const char *departure_id, const MiqatRoomType *room, GError **error);
/* FALSE in `*done` when more beds are booked than the new quota allows. */
gboolean miqat_room_type_write (MiqatDb *db, const MiqatRoomType *room, gboolean *done, GError **error);

gboolean miqat_pool_insert (MiqatDb *db, const char *departure_id, const MiqatSeatPool *pool, GError **error);
/* Adds to (or with a negative number takes from) a pool's capacity. FALSE in `*done` when fewer would
 * remain than are taken. */
gboolean miqat_pool_add_capacity (MiqatDb *db, const char *pool_id, gint64 seats, gboolean *done, GError **error);
gboolean miqat_pool_set_closed (MiqatDb *db, const char *pool_id, gboolean closed, GError **error);
/* Beds in and out of a lease; the room type's booked_count follows. FALSE in `*done` when there are
 * not so many. */
gboolean miqat_lease_add_beds (MiqatDb *db, const char *pool_id, const char *room_type_id, gint64 beds,
                               gboolean *done, GError **error);
/* Gives back every unsold bed of a lease. */
gboolean miqat_lease_return_beds (MiqatDb *db, const char *pool_id, GError **error);
/* Gives every departure before `today` its last status. */
gboolean miqat_departure_mark_departed (MiqatDb *db, MiqatDay today, MiqatInstant at, gint64 *count, GError **error);
/* Brings "full" in line with booked_seats after total_seats changed. */
gboolean miqat_departure_refresh_status (MiqatDb *db, const char *departure_id, GError **error);

const MiqatSeatPool *miqat_departure_find_pool (const MiqatDeparture *self, MiqatPools kind,
                                                const char *owner_id, const char *device_id);

/* ---- rows and records ------------------------------------------------------------------------ */

gboolean miqat_airline_exists (MiqatDb *db, const char *code, gboolean *exists, GError **error);
gboolean miqat_airport_exists (MiqatDb *db, const char *code, gboolean *exists, GError **error);
/* The city of a hotel ("makkah"); NULL in `*city` when there is none with this id. */
gboolean miqat_hotel_load_city (MiqatDb *db, const char *id, char **city, GError **error);
gboolean miqat_hotel_insert (MiqatDb *db, const char *id, const char *name, const char *city,
                             int stars, int distance_m, gboolean *inserted, GError **error);

/* ---- commands -------------------------------------------------------------------------------- */

extern const MiqatParam miqat_package_create_params[];
extern const MiqatParam miqat_package_edit_params[];
extern const MiqatParam miqat_package_prices_params[];
extern const MiqatParam miqat_package_id_params[];
gboolean miqat_package_create_apply (MiqatCall *call, GError **error);
gboolean miqat_package_edit_apply (MiqatCall *call, GError **error);
gboolean miqat_package_prices_apply (MiqatCall *call, GError **error);
gboolean miqat_package_publish_apply (MiqatCall *call, GError **error);
gboolean miqat_package_archive_apply (MiqatCall *call, GError **error);

extern const MiqatParam miqat_departure_add_params[];
extern const MiqatParam miqat_departure_edit_params[];
extern const MiqatParam miqat_departure_rooms_params[];
extern const MiqatParam miqat_departure_id_params[];
gboolean miqat_departure_subject (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_departure_add_subject (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_departure_allot (MiqatCall *call, MiqatArgs *args, GError **error);
gboolean miqat_departure_add_apply (MiqatCall *call, GError **error);
gboolean miqat_departure_edit_apply (MiqatCall *call, GError **error);
gboolean miqat_departure_rooms_apply (MiqatCall *call, GError **error);
gboolean miqat_departure_close_apply (MiqatCall *call, GError **error);
gboolean miqat_departure_open_apply (MiqatCall *call, GError **error);
gboolean miqat_departure_depart_apply (MiqatCall *call, GError **error);

/* Refuses not_found (field branch_id) for a node that is no office, and node_inactive. */
gboolean miqat_catalog_check_office (MiqatCall *call, const char *branch_id, GError **error);

extern const MiqatParam miqat_allotment_set_params[];
extern const MiqatParam miqat_lease_grant_params[];
extern const MiqatParam miqat_lease_return_params[];
gboolean miqat_allotment_set_apply (MiqatCall *call, GError **error);
gboolean miqat_lease_grant_subject (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_lease_grant_apply (MiqatCall *call, GError **error);
gboolean miqat_lease_return_apply (MiqatCall *call, GError **error);

extern const MiqatParam miqat_hotel_add_params[];
gboolean miqat_hotel_add_apply (MiqatCall *call, GError **error);

extern const char *const miqat_room_types[]; /* NULL-terminated, most beds first */
extern const char *const miqat_hotel_cities[];
extern const char *const miqat_package_kinds[];

extern const MiqatCommand miqat_catalog_commands[];

extern const MiqatStatements miqat_seat_statements;
extern const MiqatStatements miqat_pool_statements;
extern const MiqatStatements miqat_catalog_seed_statements;
extern const MiqatStatements miqat_catalog_check_statements;
extern const MiqatInvariant miqat_catalog_invariants[];

G_END_DECLS
