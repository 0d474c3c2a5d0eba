/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of ctl/demo share. */
#pragma once

#include "miqat-demo-people.h"
#include "miqat-demo.h"
#include "miqat-money.h"
#include "miqat-vault.h"

G_BEGIN_DECLS

#define MIQAT_DEMO_PARTNERS 3 /* below each branch: Mitra, Agen, Reseller, one below the other */

typedef struct {
  char *id;
  char *code; /* "SBY" */
  char *city;
  MiqatZone zone;
  char *airport;
  char *executive, *sales, *finance, *documents; /* actor ids */
  char *partners[MIQAT_DEMO_PARTNERS];           /* node ids; none at Pusat */
  char *affiliate_codes[MIQAT_DEMO_PARTNERS];
} MiqatDemoOffice;

typedef struct {
  char *id;
  char *type;
  gint64 price;
  guint size;
} MiqatDemoRoom;

typedef struct {
  char *id;
  char *code;
  MiqatDay date;
  guint office; /* index */
  guint seats;
  guint sold;   /* what the script has planned so far */
  GPtrArray *rooms; /* of MiqatDemoRoom: quad, triple, double */
  gboolean sell_out;
  gboolean has_allotments;
  gboolean is_closed;
} MiqatDemoDeparture;

typedef struct _MiqatDemo MiqatDemo;
struct _MiqatDemo {
  const MiqatDemoOptions *options;
  MiqatSite *site;
  MiqatVault *vault;
  MiqatFixedClock clock;
  MiqatDemoRandom random;
  MiqatDemoPeople *people;
  guint64 next_person;
  char *verifier;
  GPtrArray *offices;    /* of MiqatDemoOffice; Pusat first */
  GPtrArray *accounts;   /* ids of bank accounts */
  GPtrArray *packages;   /* ids */
  GPtrArray *departures; /* of MiqatDemoDeparture */
  MiqatDemoReport report;
};

/* ---- the stage -------------------------------------------------------------------------------- */

/* The moment `minutes` after midnight WIB, `days` from today. */
MiqatInstant miqat_demo_moment (const MiqatDemo *self, int days, int minutes);
/* So many minutes before the story ends, for what still waits then. */
MiqatInstant miqat_demo_before_end (const MiqatDemo *self, int minutes);
void miqat_demo_set_time (MiqatDemo *self, MiqatInstant instant);

/* Runs a command and returns its result, full transfer; takes `args`. A refusal is an error: the
 * script asks for nothing that is not allowed. */
JsonObject *miqat_demo_run (MiqatDemo *self, const char *command, const char *actor_id,
                            JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same when the result does not matter. */
gboolean miqat_demo_do (MiqatDemo *self, const char *command, const char *actor_id, JsonObject *args,
                        GError **error);
/* The same when one text of the result is wanted. */
char *miqat_demo_get (MiqatDemo *self, const char *command, const char *actor_id, JsonObject *args,
                      const char *member, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void miqat_demo_progress (MiqatDemo *self, const char *what, guint done, guint total);

/* A file of data/demo. */
JsonNode *miqat_demo_load_data (const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
MiqatDemoOffice *miqat_demo_find_office (MiqatDemo *self, const char *code, guint *index);
void miqat_demo_office_free (gpointer data);
void miqat_demo_departure_free (gpointer data);
/* The next invented person. */
void miqat_demo_next_person (MiqatDemo *self, MiqatDemoPerson *person);

/* ---- the acts --------------------------------------------------------------------------------- */

/* Agency, offices, staff, partners, bank accounts, commission rules. */
gboolean miqat_demo_make_network (MiqatDemo *self, GError **error);
/* Packages with prices; those of the data, then invented ones up to `n_packages`. Each is announced
 * at the clock's time. */
gboolean miqat_demo_make_packages (MiqatDemo *self, guint n_packages, GError **error);
/* The departures of the data, by their days; `n_more` invented ones between `first` and `last` days
 * from today. */
gboolean miqat_demo_make_departures (MiqatDemo *self, guint n_more, int first, int last, GError **error);
/* One departure of a package; NULL with error. Borrowed. */
MiqatDemoDeparture *miqat_demo_add_departure (MiqatDemo *self, guint office, const char *package_id,
                                              JsonObject *plan, GError **error);
/* Bookings in every state. */
gboolean miqat_demo_play_bookings (MiqatDemo *self, guint n_bookings, GError **error);
/* Bookings in bulk, with departures of their own. */
gboolean miqat_demo_load_bookings (MiqatDemo *self, guint n_bookings, GError **error);

/* A picture of an invented transfer slip (PNG). */
GBytes *miqat_demo_draw_slip (const char *const *lines) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
