/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pilgrim sees of a booking through its link: no numbers of identity papers, phones masked. */
#pragma once

#include "miqat-booking-rules.h"
#include "miqat-command.h"

G_BEGIN_DECLS

typedef struct {
  guint position;
  char *traveller_id;
  char *pilgrim_id;  /* NULL: not yet named; for uploads, never for show */
  char *name;        /* NULL: not yet named */
  char *room_type;
  gint64 price;
  gboolean has_ktp;      /* a picture was received */
  gboolean has_passport; /* ditto */
} MiqatBookingPublicTraveller;

typedef struct {
  char *id;
  char *code;
  char *branch_id;
  MiqatBookingStatus status; /* a lapsed hold is expired */
  gboolean registered;       /* the form was filled in */
  MiqatInstant expires_at;   /* 0: no clock */
  char *package_name;
  char *package_slug;
  char *departure_id;
  char *departure_date;
  char *return_date;
  char *airline_name;
  char *flight_number;
  char *origin_airport;
  char *origin_city;
  char *hotel_makkah;  /* NULL while unknown */
  char *hotel_madinah;
  char *payer_name;    /* NULL until registered */
  char *payer_phone_masked;
  char *payment_mode;
  guint pax_count;
  gint64 total_price;
  gint64 amount_paid;
  GPtrArray *travellers; /* of MiqatBookingPublicTraveller */
} MiqatBookingPublic;
void miqat_booking_public_free (MiqatBookingPublic *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatBookingPublic, miqat_booking_public_free)

/* Refuses not_found. The caller has verified the link. */
MiqatBookingPublic *miqat_booking_public_load (MiqatDb *db, const char *id, MiqatInstant now,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

extern const MiqatStatements miqat_booking_public_statements;

G_END_DECLS
