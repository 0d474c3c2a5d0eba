/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command: one named way to change the agency, with its rights, its parameters and the function
 * that applies it. Areas export tables of them; core/command alone calls the functions. */
#pragma once

#include "miqat-actor.h"
#include "miqat-changes.h"
#include "miqat-instant.h"
#include "miqat-json.h"
#include "miqat-param.h"

G_BEGIN_DECLS

typedef struct _MiqatCall MiqatCall;
typedef struct _MiqatCommand MiqatCommand;

typedef enum {
  MIQAT_COMMAND_FACT,   /* it happened; the hub always accepts and flags contradictions */
  MIQAT_COMMAND_CLAIM,  /* the hub may refuse */
  MIQAT_COMMAND_ONLINE, /* only at the hub; a workstation needs the connection */
} MiqatCommandClass;

typedef enum { MIQAT_SITE_HUB, MIQAT_SITE_ALONE, MIQAT_SITE_REPLICA } MiqatSiteRole;

struct _MiqatCommand {
  const char *name;  /* "booking.hold"; NULL ends a table */
  const char *title; /* N_() English, for lists of what waits and for the audit */
  MiqatCommandClass class;
  MiqatTiers tiers;   /* who may; SYSTEM may everything and need not be listed */
  MiqatDuties duties; /* staff need one of these; 0: any */
  const MiqatParam *params;
  /* The node this is about; the actor's node must be it or above it. Sets `*node_id` (owned), or
   * leaves it NULL where the command concerns nobody in particular. Refuses not_found itself.
   * NULL function: no subject. */
  gboolean (*subject) (MiqatCall *call, char **node_id, GError **error);
  /* Allots the parameter flagged MIQAT_PARAM_CODE when it is missing: at first execution only. */
  gboolean (*allot) (MiqatCall *call, MiqatArgs *args, GError **error);
  /* Applies it: a function of the database and the call, with no effect outside the transaction.
   * Ends FALSE with a refusal (MIQAT_REFUSAL) or a technical error. */
  gboolean (*apply) (MiqatCall *call, GError **error);
};

/* What happened inside a command, for areas further down the list (DESIGN §3: an area never calls
 * one below it). Handlers run in the same transaction, in the areas' order. */
typedef enum {
  MIQAT_EVENT_PACKAGE_COSTED,      /* package: cost and margin are known, also of departures that had none */
  MIQAT_EVENT_DEPARTURE_MOVED,     /* departure: it leaves on another day; no booking has seats on it */
  MIQAT_EVENT_BOOKING_HELD,        /* subject: booking */
  MIQAT_EVENT_BOOKING_REGISTERED,  /* booking: payer and prices are known */
  MIQAT_EVENT_HOLD_EXPIRED,        /* booking */
  MIQAT_EVENT_BOOKING_CANCELLED,   /* booking */
  MIQAT_EVENT_PROOF_SUBMITTED,     /* proof */
  MIQAT_EVENT_PROOF_REJECTED,      /* proof */
  MIQAT_EVENT_PAYMENT_RECEIVED,    /* transaction */
  MIQAT_EVENT_TRAVELLER_DP_PAID,   /* traveller */
  MIQAT_EVENT_TRAVELLER_PAID_FULL, /* traveller */
  MIQAT_EVENT_AGENCY_CREATED,      /* agency: each area adds the reference data it begins with */
} MiqatEventKind;

struct _MiqatCall {
  MiqatDb *db;
  const MiqatKey *key;
  const MiqatCommand *command;
  const MiqatArgs *args;
  const MiqatActor *actor;
  const char *id;         /* the command's */
  MiqatSiteRole role;     /* of the database it runs on */
  const char *site_node_id; /* the office whose database this is */
  const char *device_id;  /* the workstation that made it; NULL at the hub */
  const char *series;     /* code series of that workstation ("SBY2"), or the hub's */
  MiqatInstant at;        /* the claimed time, clamped by the hub: what holds and rules use */
  MiqatInstant accepted_at;
  MiqatDay day;           /* the business day where it was made */
  MiqatZone zone;
  JsonObject *result;     /* apply may add members */
  gpointer private;       /* the runner's */
};

/* An id that follows from the command's: label each use differently. */
char *miqat_call_derive_id (const MiqatCall *self, const char *label) G_GNUC_WARN_UNUSED_RESULT;
/* With a number: "traveller", 2. */
char *miqat_call_derive_id_at (const MiqatCall *self, const char *label, guint index) G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_call_emit (MiqatCall *self, MiqatEventKind event, const char *subject_id, GError **error);
/* Refuses not_yours unless the actor's node is `node_id` or above it (system always passes). For
 * second subjects that the command's `subject` does not cover. */
gboolean miqat_call_check_over (MiqatCall *self, const char *node_id, const char *field, GError **error);
/* The next number of a series, counting in `counters`; call it from `allot` only. */
gboolean miqat_call_next_number (MiqatCall *self, const char *series, gint64 *number, GError **error);

G_END_DECLS
