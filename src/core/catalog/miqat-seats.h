/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seats and beds: the only functions that move them. Every seat of a departure is in one pool: the
 * public one, a branch's allotment, or the part of an allotment that is leased to one workstation.
 * Taking is one conditional update of one pool and one of each room type, in the transaction of the
 * command that sells them, so nothing is sold twice however many ask at once.
 *
 * Beside the pool the same functions keep departures.booked_seats and its "full" status,
 * room_types.booked_count (or lease_beds), and seat_counts, the sums that every office may see. */
#pragma once

#include "miqat-command.h"

G_BEGIN_DECLS

/* From which pools a sale may take, tried in this order. */
typedef enum {
  MIQAT_POOL_LEASE     = 1 << 0, /* the part leased to the call's workstation */
  MIQAT_POOL_ALLOTMENT = 1 << 1, /* the selling branch's allotment */
  MIQAT_POOL_PUBLIC    = 1 << 2,
} MiqatPools;
#define MIQAT_POOLS_DESK (MIQAT_POOL_LEASE | MIQAT_POOL_ALLOTMENT | MIQAT_POOL_PUBLIC)
/* "public", "allotment", "lease"; 0 for unknown names. */
MiqatPools miqat_pool_from_name (const char *name);

/* What the taken seats are, as seat_counts tells. */
typedef enum {
  MIQAT_SEAT_HELD,
  MIQAT_SEAT_VERIFYING,
  MIQAT_SEAT_DP_PAID,
  MIQAT_SEAT_PAID_FULL,
  MIQAT_N_SEAT_STATES
} MiqatSeatState;
const char *miqat_seat_state_get_name (MiqatSeatState state);
/* FALSE for unknown names. */
gboolean miqat_seat_state_from_name (const char *name, MiqatSeatState *state);

typedef struct {
  const char *room_type_id;
  guint beds;
} MiqatSeatRoom;

/* A party. Infants without a seat are in neither number. */
typedef struct {
  const char *departure_id;
  const char *branch_id; /* the selling branch */
  guint seats;
  const MiqatSeatRoom *rooms; /* each room type once; the beds may add up to `seats` */
  guint n_rooms;
} MiqatParty;

/* Takes seats and beds from the first of `pools` that has them all, counted as `state`. Sets
 * `*pool_id` (owned). Refuses seats_none or seats_short (field "rooms"), or beds_short (field
 * "rooms.N.pax"). Does not look at the departure's status or date: that is the caller's. */
gboolean miqat_seats_take (MiqatCall *call, const MiqatParty *party, MiqatPools pools,
                           MiqatSeatState state, char **pool_id, GError **error);
/* Gives them back to the pool they came from; those of a lease that was returned go to the branch's
 * allotment. A "full" departure is open again. */
gboolean miqat_seats_give_back (MiqatCall *call, const MiqatParty *party, const char *pool_id,
                                MiqatSeatState state, GError **error);
/* Counts the party's seats as another state. */
gboolean miqat_seats_move_state (MiqatCall *call, const MiqatParty *party, MiqatSeatState from,
                                 MiqatSeatState to, GError **error);

G_END_DECLS
