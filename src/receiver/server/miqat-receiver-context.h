/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What handlers are given: every route's user data is the MiqatReceiver, and each HTTP thread has a
 * read-only connection of its own. Handlers and the callbacks named here run on an HTTP thread. */
#pragma once

#include "miqat-receiver.h"
#include "miqat-vault.h"

G_BEGIN_DECLS

typedef struct _MiqatPageCache MiqatPageCache;

/* Of one HTTP thread. */
typedef struct {
  MiqatReceiver *receiver;
  MiqatDb *db;
  MiqatPageCache *cache;
} MiqatReceiverThread;

struct _MiqatReceiver {
  MiqatSite *site;
  gboolean owns_site;
  MiqatVault *vault;
  char *vault_folder;
  MiqatClock *clock;
  MiqatZone zone;
  char *public_url;       /* without a slash at its end; "" when unknown */
  gboolean secure;        /* the public comes over TLS */
  guint subscription;     /* to the site's changes */
  int public_generation;  /* atomic: grows when something public changed */
  GThreadPool *slow;      /* files */
  GThreadPool *passwords; /* Argon2 */
  GMutex uploads_lock;
  GHashTable *uploads;    /* contents on their way from the vault into a row → by how many */
  MiqatHttpRouter *router;
  MiqatHttpServer *server;
  gpointer hub;           /* MiqatSyncHub */
  guint sweep_source;
  MiqatDay departed_until; /* departures before this day are marked */
  guint sweeps; /* that were asked for and not yet answered */
  gboolean quiet;
  MiqatInstant started_at;
};

/* Flags of routes, read by the guard. */
enum {
  MIQAT_ROUTE_PERSON = 1 << 0, /* needs a signed-in person; the visitor is a MiqatActor */
  MIQAT_ROUTE_MAYBE  = 1 << 1, /* takes one when there is a token */
  MIQAT_ROUTE_FORM   = 1 << 2, /* a page's form: refused when another site sends it */
};

MiqatReceiverThread *miqat_receiver_get_thread (MiqatHttpExchange *exchange);
MiqatDb *miqat_receiver_get_db (MiqatHttpExchange *exchange);
/* The signed-in person (borrowed), or NULL. */
const MiqatActor *miqat_receiver_get_actor (MiqatHttpExchange *exchange);
MiqatInstant miqat_receiver_now (MiqatReceiver *self);
MiqatDay miqat_receiver_today (MiqatReceiver *self);

/* ---- commands -------------------------------------------------------------------------------- */

/* The answer of a command, done or refused; borrowed. Called on the HTTP thread. */
typedef void (*MiqatRan) (MiqatHttpExchange *exchange, MiqatAnswer *answer, gpointer data);

typedef struct {
  const char *name;
  JsonObject *args;     /* borrowed */
  const char *actor_id; /* NULL: the public */
  const char *key;      /* nullable: what makes a repetition the same; text of the client's choosing */
  gboolean page_form;   /* of a page: what was refused may be mended and sent again under the same key */
  MiqatRan ran;
  gpointer data;
  GDestroyNotify data_free; /* nullable */
} MiqatReceiverRun;

/* Answers with what went wrong in the database or on the disk, under its own code. */
void miqat_receiver_answer_failure (MiqatHttpExchange *exchange, GError *error);
/* Runs it and calls back; a technical failure is answered at once instead. */
void miqat_receiver_run (MiqatReceiver *self, MiqatHttpExchange *exchange, const MiqatReceiverRun *run);
/* Whether this key was answered before: what comes now is a repetition. */
gboolean miqat_receiver_was_asked (MiqatReceiver *self, MiqatHttpExchange *exchange, const char *name,
                                   const char *key);
/* The refusal of an answer as an error; NULL when it was done. */
GError *miqat_receiver_answer_to_error (const MiqatAnswer *answer) G_GNUC_WARN_UNUSED_RESULT;
/* The id that belongs to a client's key: the same key from the same person for the same command is
 * the same id. A new one without a key. */
char *miqat_receiver_make_id (MiqatReceiver *self, const char *key, const char *actor_id,
                              const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* ---- work that takes long -------------------------------------------------------------------- */

typedef void (*MiqatWork) (gpointer data);
typedef void (*MiqatWorked) (MiqatHttpExchange *exchange, gpointer data);

/* Runs `work` in a small pool and then `worked` on this HTTP thread. FALSE, having answered
 * too_many_requests and freed `data`, when too much waits already. */
gboolean miqat_receiver_work (GThreadPool *pool, MiqatHttpExchange *exchange, MiqatWork work,
                              MiqatWorked worked, gpointer data, GDestroyNotify data_free);
GThreadPool *miqat_receiver_work_pool_new (guint threads) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
