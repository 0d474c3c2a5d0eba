/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bookings: places on a departure, who pays for them and who travels in them. A booking has as many
 * travellers as places from the first moment; those without a pilgrim are not named yet. */
#pragma once

#include "miqat-booking-rules.h"
#include "miqat-command.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  guint position;     /* from 1 */
  char *pilgrim_id;   /* NULL: not yet named */
  char *pilgrim_name; /* ditto */
  char *room_type_id;
  char *room_type;    /* "quad" */
  gint64 price;       /* rupiah, as it was when the place was taken */
  gboolean takes_seat; /* FALSE: an infant on a lap */
  gboolean active;
} MiqatTraveller;

typedef struct {
  char *id;
  char *code;
  char *branch_id;
  char *branch_name;
  char *departure_id;
  char *departure_code;
  char *departure_date;
  char *return_date;
  char *package_id;
  char *package_name;
  char *seller_id;
  char *seller_name;
  char *payer_id;     /* the payer's four are NULL until registered */
  char *payer_name;
  char *payer_phone;
  char *payer_email;  /* may stay NULL */
  char *channel;      /* "public", "desk", "partner", "import" */
  char *payment_mode; /* "auto", "manual" */
  char *notes;
  guint pax_count;
  gint64 total_price; /* rupiah */
  gint64 amount_paid;
  MiqatBookingStatus status;        /* as of the time asked for: a lapsed hold reads as expired */
  MiqatBookingStatus stored_status; /* as the row says */
  MiqatInstant expires_at;          /* 0: the clock is stopped, or there is none */
  char *lock_status;                /* "active", "confirmed", "expired", "released" */
  char *pool_id;
  MiqatPools pool;                  /* the kind the seats came from */
  MiqatInstant created_at;
  MiqatInstant updated_at;
  GPtrArray *travellers;            /* of MiqatTraveller, by position */
} MiqatBooking;
void miqat_booking_free (MiqatBooking *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatBooking, miqat_booking_free)

/* Refuses not_found, also outside the reader's scope (`reader` NULL: no restriction, for commands
 * and links that were checked otherwise). `now` decides which holds have lapsed. */
MiqatBooking *miqat_booking_load (MiqatDb *db, const char *id, const MiqatReader *reader,
                                  MiqatInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
MiqatBooking *miqat_booking_load_by_code (MiqatDb *db, const char *code, const MiqatReader *reader,
                                          MiqatInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* FALSE in `*certain` while the hub has not answered the command that took the seats and they are not
 * leased to this workstation: "menunggu kepastian", also in print. For who looks at a booking: it reads
 * all of the queue, which may be long, and no command rests on it. */
gboolean miqat_booking_load_certain (MiqatDb *db, const MiqatBooking *booking, gboolean *certain, GError **error);

/* The branch of a booking; refuses not_found. For the `subject` of commands about bookings. */
gboolean miqat_booking_load_branch (MiqatDb *db, const char *id, char **branch_id, GError **error);

/* Seats of the public pool that lapsed holds still take, which the next one who asks will get. */
gboolean miqat_booking_count_lapsed (MiqatDb *db, const char *departure_id, MiqatInstant now,
                                     gint64 *seats, GError **error);

/* Whether booking.expire_holds has anything to do at `now`. */
gboolean miqat_booking_has_lapsed (MiqatDb *db, MiqatInstant now, gboolean *has, GError **error);

/* ---- travellers of a departure, for manifests and SISKOPATUH --------------------------------- */

typedef struct {
  char *traveller_id;
  guint position;
  char *booking_id;
  char *booking_code;
  char *branch_id;
  char *branch_name;
  MiqatBookingStatus status;
  char *payer_name;   /* NULL before registration */
  char *payer_phone;
  char *room_type;
  gboolean takes_seat;
  gint64 price;
  char *pilgrim_id;   /* NULL: not yet named; read the pilgrim by it */
  char *pilgrim_name;
  char *gender;
  char *date_of_birth;
} MiqatPassenger;
void miqat_passenger_free (MiqatPassenger *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatPassenger, miqat_passenger_free)

/* Active travellers of live bookings, by booking code and position. `paid_only` leaves out bookings
 * that are only held or awaiting verification. */
GPtrArray *miqat_booking_list_passengers (MiqatDb *db, const char *departure_id,
                                          const MiqatReader *reader, gboolean paid_only,
                                          MiqatInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- for areas below, inside a command ------------------------------------------------------- */

/* Moves a booking to another status and its seats with it: counted anew, made firm by the first
 * payment (the clock stops, the lock is confirmed), or given back when it is cancelled or expires.
 * Refuses booking_state when the table of steps does not allow it. From cancelled or expired there is
 * no step: see miqat_booking_retake_seats(). */
gboolean miqat_booking_set_status (MiqatCall *call, const char *id, MiqatBookingStatus status, GError **error);
/* Stops the clock of a hold, for instance because a proof was sent. */
gboolean miqat_booking_stop_clock (MiqatCall *call, const char *id, GError **error);
/* Lets it run again, or gives it another end: the seats go back after `expires_at` if nothing
 * happens. Nothing for a booking whose seats are firm or gone. */
gboolean miqat_booking_set_deadline (MiqatCall *call, const char *id, MiqatInstant expires_at, GError **error);
/* Makes the seats firm without changing the status: money came in, though less than the DP. */
gboolean miqat_booking_confirm_seats (MiqatCall *call, const char *id, GError **error);
/* Adds to amount_paid; negative for a reversal. */
gboolean miqat_booking_add_paid (MiqatCall *call, const char *id, gint64 amount, GError **error);
/* For money that comes after a hold has lapsed or a booking was cancelled: takes its seats again if
 * they are still to be had (`*taken`) and leaves the booking seat_locked with a stopped clock and
 * confirmed seats. Not having them is no refusal: the money is a fact. */
gboolean miqat_booking_retake_seats (MiqatCall *call, const char *id, gboolean *taken, GError **error);

/* The ids of all bookings ever made on a departure, ended ones too, in no order. */
GPtrArray *miqat_booking_list_ids (MiqatDb *db, const char *departure_id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

extern const MiqatStatements miqat_booking_statements;

G_END_DECLS
