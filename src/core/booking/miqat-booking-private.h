/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of core/booking share. Nobody else includes this. */
#pragma once

#include "miqat-area.h"
#include "miqat-booking.h"

G_BEGIN_DECLS

/* Of bookings "b": the office's own, or those sold in the node's subtree. */
#define MIQAT_BOOKING_IN_SCOPE \
  " (CAST(:branch_id AS TEXT) IS NULL OR b.branch_id = :branch_id)" \
  " AND (CAST(:node_id AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM hierarchy_paths h" \
  " WHERE h.ancestor_id = :node_id AND h.descendant_id = b.seller_id))"

/* The label from which a booking's id follows, and the commands that make one. */
#define MIQAT_BOOKING_LABEL "booking"
extern const char *const miqat_booking_making_commands[];

/* ---- the state that commands decide by ------------------------------------------------------- */

typedef struct {
  char *id;
  char *branch_id;
  char *departure_id;
  char *seller_id;
  char *payer_id; /* NULL: not registered */
  char *channel;
  char *notes;
  guint pax_count;
  gint64 amount_paid;
  MiqatBookingStatus status; /* as stored */
  char *pool_id;
  char *lock_status;
  guint seats_locked;
  MiqatInstant expires_at; /* 0: no clock */
} MiqatBookingState;
void miqat_booking_state_free (MiqatBookingState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatBookingState, miqat_booking_state_free)

/* Refuses not_found on the field "booking_id". */
MiqatBookingState *miqat_booking_state_load (MiqatDb *db, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Refuses hold_expired for a hold whose time is over at call->at, swept or not, and booking_state for
 * a cancelled booking. */
gboolean miqat_booking_state_check_live (const MiqatBookingState *self, MiqatInstant at, GError **error);

/* The pools that a channel may take from. */
MiqatPools miqat_booking_get_pools (const char *channel);

/* Seats and beds of a booking, as they were taken. */
typedef struct {
  MiqatParty party;
  MiqatBookingState *state; /* borrowed; lends the texts */
  GArray *rooms;            /* of MiqatSeatRoom */
  GPtrArray *texts;
} MiqatBookingParty;
void miqat_booking_party_clear (MiqatBookingParty *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MiqatBookingParty, miqat_booking_party_clear)
gboolean miqat_booking_party_load (MiqatDb *db, MiqatBookingState *state, MiqatBookingParty *self, GError **error);

/* ---- writes ---------------------------------------------------------------------------------- */

typedef struct {
  const char *id;
  const char *code;
  const char *branch_id;
  const char *departure_id;
  const char *departure_date;
  const char *seller_id;
  const char *channel;
  const char *holder_hash; /* nullable */
  const char *address_hash; /* nullable */
  const char *payment_mode;
  const char *notes;
  guint pax_count;
  gint64 total_price;
} MiqatNewBooking;
gboolean miqat_booking_insert (MiqatCall *call, const MiqatNewBooking *booking, GError **error);
gboolean miqat_booking_insert_traveller (MiqatCall *call, const MiqatNewBooking *booking, guint position,
                                         const char *room_type_id, gint64 price, gboolean takes_seat,
                                         GError **error);
gboolean miqat_booking_insert_lock (MiqatCall *call, const MiqatNewBooking *booking, const char *pool_id,
                                    guint seats, MiqatInstant expires_at, GError **error);
gboolean miqat_booking_insert_payer (MiqatCall *call, const char *id, const char *branch_id, GError **error);
gboolean miqat_booking_set_payer (MiqatCall *call, const char *id, const char *payer_id, const char *name,
                                  GError **error);
gboolean miqat_booking_set_notes (MiqatCall *call, const char *id, const char *notes, GError **error);
/* Gives the ended bookings of a departure its new day: late money may make one live again. */
gboolean miqat_booking_follow_departure (MiqatCall *call, const char *departure_id, GError **error);
/* Refuses not_found on the field "position". */
gboolean miqat_booking_name_place (MiqatCall *call, const char *id, guint position,
                                   const char *pilgrim_id, GError **error);
/* The pilgrim in a place; NULL in `*pilgrim_id` while it has no name. Refuses as above. */
gboolean miqat_booking_load_place (MiqatDb *db, const char *id, guint position, char **pilgrim_id, GError **error);
/* TRUE in `*is` when the pilgrim travels in the booking already. */
gboolean miqat_booking_has_pilgrim (MiqatDb *db, const char *id, const char *pilgrim_id, gboolean *is, GError **error);
/* The same for all bookings that `node_id` or a node below it sold. */
gboolean miqat_booking_is_of_node (MiqatDb *db, const char *node_id, const char *pilgrim_id, gboolean *is,
                                   GError **error);

gboolean miqat_booking_code_exists (MiqatDb *db, const char *code, gboolean *exists, GError **error);
/* Holds of one visitor or partner that are running at `now`, also those that wait for a proof to be decided. */
gboolean miqat_booking_count_holds (MiqatDb *db, const char *holder_hash, MiqatInstant now,
                                    gint64 *count, GError **error);
/* Seats that the public holds from one address at `now`, under whatever names. */
gboolean miqat_booking_count_seats_of_address (MiqatDb *db, const char *address_hash, MiqatInstant now,
                                               gint64 *seats, GError **error);

/* Ends holds whose time is over and gives their seats back, the oldest first: those of a departure,
 * or of all (NULL). */
gboolean miqat_booking_release_lapsed (MiqatCall *call, const char *departure_id, guint limit,
                                       guint *released, GError **error);

/* ---- commands -------------------------------------------------------------------------------- */

extern const MiqatParam miqat_booking_hold_params[];
extern const MiqatParam miqat_booking_register_params[];
extern const MiqatParam miqat_booking_create_params[];
gboolean miqat_booking_hold_subject (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_booking_subject (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_booking_allot (MiqatCall *call, MiqatArgs *args, GError **error);
gboolean miqat_booking_hold_apply (MiqatCall *call, GError **error);
gboolean miqat_booking_register_apply (MiqatCall *call, GError **error);
gboolean miqat_booking_create_apply (MiqatCall *call, GError **error);

/* Takes the seats; the id of the new booking goes to `*booking_id`. */
gboolean miqat_booking_hold (MiqatCall *call, char **booking_id, GError **error);
/* Fills in payer and travellers of call->args. */
gboolean miqat_booking_register (MiqatCall *call, const char *booking_id, GError **error);
/* Offices alone change what is known of a pilgrim. Whoever registers somebody from outside, the public
 * and partners alike, adds what is missing and overwrites nothing; and a partner names by id only
 * people who travel with the partner's own subtree. */
gboolean miqat_booking_may_overwrite (const MiqatCall *call);
/* Puts one person, described by `fields`, into a place. `prefix` goes before field names. */
gboolean miqat_booking_seat_person (MiqatCall *call, const MiqatBookingState *state, guint position,
                                    const MiqatArgs *fields, const char *prefix, GError **error);

extern const MiqatCommand miqat_booking_commands[];
extern const MiqatInvariant miqat_booking_invariants[];
extern const MiqatStatements miqat_booking_state_statements;
extern const MiqatStatements miqat_booking_write_statements;
extern const MiqatStatements miqat_booking_check_statements;

G_END_DECLS
