/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Departures: a package on a date, with its flight, hotels, rooms, prices and seats. */
#pragma once

#include "miqat-command.h"
#include "miqat-seats.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *type;      /* "quint", "quad", "triple", "double", "single" */
  gint64 price;    /* rupiah per person */
  gint64 quota;    /* beds; -1: as many as seats */
  gint64 booked;   /* sold and leased beds */
  gint64 leased;   /* of these, leased and not yet sold */
} MiqatRoomType;
/* How many sleep in such a room; 0 for unknown names. */
guint miqat_room_type_get_size (const char *type);
/* Beds that can still be sold, without those leased; -1: as many as seats. */
gint64 miqat_room_type_get_left (const MiqatRoomType *self);

typedef struct {
  char *id;
  MiqatPools kind;   /* one bit */
  char *owner_id;    /* NULL: the public pool */
  char *owner_name;
  char *device_id;   /* leases */
  gint64 capacity;
  gint64 taken;
  gboolean closed;   /* a lease that was returned; holds only what it sold */
} MiqatSeatPool;

typedef struct {
  char *id;
  char *code;
  char *package_id;
  char *package_name;
  char *package_status;
  char *branch_id;   /* the office that made it */
  char *departure_date; /* YYYY-MM-DD */
  char *return_date;
  char *airline_code;
  char *airline_name;
  char *flight_number;
  char *origin_airport;
  char *origin_city;
  char *route;       /* "SUB-JED-MED-SUB" */
  char *hotel_makkah_id;   /* the four hotel texts are NULL while unknown */
  char *hotel_makkah_name;
  char *hotel_madinah_id;
  char *hotel_madinah_name;
  char *status;      /* "open", "full", "closed", "departed" */
  gint64 total_seats;
  gint64 booked_seats;
  gint64 max_price;  /* the package's ceiling; 0: none */
  MiqatInstant created_at;
  MiqatInstant updated_at;
  GPtrArray *rooms;  /* of MiqatRoomType, most beds first */
  GPtrArray *pools;  /* of MiqatSeatPool: public, allotments by owner, leases */
} MiqatDeparture;
void miqat_departure_free (MiqatDeparture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatDeparture, miqat_departure_free)

/* All three refuse not_found. */
MiqatDeparture *miqat_departure_load (MiqatDb *db, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The day it leaves, and no more ("YYYY-MM-DD"). */
gboolean miqat_departure_load_date (MiqatDb *db, const char *id, char **date, GError **error);
MiqatDeparture *miqat_departure_load_by_code (MiqatDb *db, const char *code, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Those of a package, by date; `package_id` NULL: of all. */
GPtrArray *miqat_departure_list (MiqatDb *db, const char *package_id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const MiqatRoomType *miqat_departure_find_room (const MiqatDeparture *self, const char *room_type_id);
/* Seats nobody has in one kind of pool; a lease counts only for its own `device_id`. */
gint64 miqat_departure_get_free (const MiqatDeparture *self, MiqatPools pools, const char *branch_id,
                                 const char *device_id);

/* ---- why a number is what it is ------------------------------------------------------------- */

typedef enum {
  MIQAT_SEAT_LINE_TAKEN,          /* `state` of `owner` */
  MIQAT_SEAT_LINE_FREE_PUBLIC,
  MIQAT_SEAT_LINE_FREE_ALLOTMENT, /* allotted to `owner`, not sold */
  MIQAT_SEAT_LINE_FREE_LEASE,     /* leased to a workstation of `owner`, not sold */
} MiqatSeatLineKind;

typedef struct {
  MiqatSeatLineKind kind;
  MiqatSeatState state; /* of TAKEN lines */
  char *owner_id;       /* NULL for the public pool */
  char *owner_name;
  char *device_id;      /* of leases */
  gint64 seats;         /* never 0 */
} MiqatSeatLine;

/* Lines that add up to total_seats exactly; the TAKEN ones add up to booked_seats. */
GPtrArray *miqat_departure_explain_seats (MiqatDb *db, const char *departure_id,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

extern const MiqatStatements miqat_departure_statements;

G_END_DECLS
