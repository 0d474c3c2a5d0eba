/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions that no single area answers: what today brought, which departures are in danger, and
 * what was changed by whom. Reads only, and within the reader's scope. */
#pragma once

#include "miqat-actor.h"
#include "miqat-db.h"
#include "miqat-instant.h"

G_BEGIN_DECLS

/* Amounts in rupiah. */
typedef struct {
  gint64 bookings;       /* registered today and still alive */
  gint64 travellers;     /* in them */
  gint64 received;       /* money received today */
  gint64 proofs_waiting; /* transfers that somebody has to look at */
  gint64 holds_running;  /* seats are held and the clock runs */
  gint64 overdue;        /* asked for, past its day, of bookings that are alive */
  gint64 due_soon;       /* the same, due from today to six days from now */
} MiqatToday;

/* `zone` is that of the office that asks. */
gboolean miqat_report_today (MiqatDb *db, MiqatReader reader, MiqatInstant now, MiqatZone zone,
                             MiqatToday *today, GError **error);

typedef struct {
  char *booking_id;
  char *code;
  char *payer_name;
  gint64 amount;  /* asked for and not paid, of the invoices that are meant */
  char *due_date; /* of the oldest of them */
} MiqatBookingDue;

void miqat_booking_due_free (MiqatBookingDue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatBookingDue, miqat_booking_due_free)

/* The bookings behind `overdue` (days up to `last`, yesterday) and `due_soon`: something is due from
 * `first` to `last`. MiqatBookingDue, oldest first, at most `limit`. */
GPtrArray *miqat_report_bookings_due (MiqatDb *db, MiqatReader reader, MiqatDay first, MiqatDay last,
                                      guint limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  char *departure_id;
  char *code;
  char *package_name;
  char *departure_date;
  int days_left;
  gint64 total_seats;
  gint64 booked_seats; /* of all offices, as everybody may see */
  /* Of the reader's travellers who have a place: */
  gint64 travellers;
  gint64 unpaid;      /* in bookings not paid in full */
  gint64 nameless;    /* not yet named */
  gint64 no_passport; /* named, without a passport number */
  gint64 open_amount; /* what their bookings still owe */
} MiqatDepartureRisk;

void miqat_departure_risk_free (MiqatDepartureRisk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatDepartureRisk, miqat_departure_risk_free)

/* Departures from `today` to `days` days later at which something is missing or that have less than
 * half of their seats sold (MiqatDepartureRisk), soonest first. */
GPtrArray *miqat_report_departures_at_risk (MiqatDb *db, MiqatReader reader, MiqatDay today, int days,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  char *command_id;
  char *command; /* its name */
  char *actor_id;
  char *node_id;   /* nullable */
  char *device_id; /* nullable */
  char *outcome;   /* "done", "refused", "viewed" */
  char *detail;    /* JSON, personal values masked. done: [{"table", "row", "change": "insert", "update" or
                    * "delete", "columns": {name: [before, after]}}]; refused: the problems; viewed: {"table",
                    * "row", "what"} */
  MiqatInstant accepted_at;
} MiqatAuditEntry;

void miqat_audit_entry_free (MiqatAuditEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatAuditEntry, miqat_audit_entry_free)

/* The audit trail (MiqatAuditEntry), newest first, at most `limit`; the history of one thing when its
 * table and key are given: of a booking, also of its travellers and payments (MiqatTable's subject).
 * Who may read it, the caller decides. */
GPtrArray *miqat_report_audit (MiqatDb *db, const char *table, const char *row_key, guint limit,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

extern const MiqatStatements miqat_report_statements;

G_END_DECLS
