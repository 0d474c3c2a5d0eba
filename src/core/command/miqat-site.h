/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One database of the agency, opened for work: its key, its writer thread, and the single way to
 * change it.
 *
 * Running a command, in one transaction: answers a repeated id with the first answer → checks the
 * actor → validates the arguments → checks over whom → applies → writes audit, change feed and search index from the
 * one list of row changes → commits → announces what changed. A refusal is an answer and is
 * remembered; a technical failure (GError) is not. On a replica the command also joins the queue for
 * the hub. */
#pragma once

#include <gio/gio.h>

#include "miqat-area.h"
#include "miqat-writer.h"

G_BEGIN_DECLS

typedef struct _MiqatSite MiqatSite;

typedef struct {
  const char *database;    /* path */
  const char *key_file;    /* nullable: DATABASE + ".key" */
  MiqatClock *clock;       /* nullable: the system's */
  const MiqatArea *const *areas; /* NULL-terminated: miqat_areas */
} MiqatSiteOptions;

/* Opens an existing database with its own key (another one is refused before anything is written) and brings
 * it to the newest version. */
MiqatSite *miqat_site_open (const MiqatSiteOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Which problem a technical failure of opening comes to, so that every program says the same sentence;
 * MIQAT_PROBLEM_INTERNAL when there is none. */
MiqatProblemCode miqat_site_error_get_problem (const GError *error);

/* What a new database is. */
typedef struct {
  MiqatSiteRole role;
  const char *node_id;
  const char *device_id; /* replicas */
  const char *code;
  MiqatZone zone;
  const char *hub_url;   /* replicas */
} MiqatSiteIdentity;

/* For whoever opens a database without a site: refuses (MIQAT_CRYPTO_ERROR_KEY) a key with which it was not
 * made. */
gboolean miqat_site_check_key (MiqatDb *db, const MiqatKey *key, const char *key_file, GError **error);
/* Makes database and key file; refuses (file_exists) when either is there. */
MiqatSite *miqat_site_create (const MiqatSiteOptions *options, const MiqatSiteIdentity *identity,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Ends the writer after what is queued. */
void miqat_site_close (MiqatSite *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatSite, miqat_site_close)

const char *miqat_site_get_database (MiqatSite *self); /* its path */
const MiqatSiteIdentity *miqat_site_get_identity (MiqatSite *self);
MiqatKey *miqat_site_get_key (MiqatSite *self); /* borrowed */
MiqatClock *miqat_site_get_clock (MiqatSite *self);
MiqatWriter *miqat_site_get_writer (MiqatSite *self);
const MiqatArea *const *miqat_site_get_areas (MiqatSite *self);
const MiqatCommand *miqat_site_find_command (MiqatSite *self, const char *name);
const MiqatTable *miqat_site_find_table (MiqatSite *self, const char *name);
/* A new read-only connection; the caller closes it. */
MiqatDb *miqat_site_open_reader (MiqatSite *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A command to run. Everything is copied. */
typedef struct {
  const char *id;          /* nullable: a new one */
  const char *name;
  JsonObject *args;        /* nullable */
  const char *actor_id;
  const char *device_id;   /* at the hub: the workstation that pushed it */
  const char *series;      /* with device_id: that workstation's code */
  MiqatInstant claimed_at; /* 0: now */
  MiqatInstant not_before; /* with device_id: its last contact; claimed_at is clamped to it */
  MiqatDay day;            /* MIQAT_DAY_NONE: today in the site's zone. 0 counts as none. */
} MiqatRequest;

typedef struct {
  char *id;
  gboolean done;           /* FALSE: refused */
  JsonNode *result;        /* object; NULL when refused */
  MiqatProblems *problems; /* NULL when done */
  gint64 feed_seq;         /* newest feed entry; 0 on a replica */
  gboolean repeated;       /* a remembered answer */
} MiqatAnswer;
void miqat_answer_free (MiqatAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatAnswer, miqat_answer_free)

MiqatAnswer *miqat_site_run (MiqatSite *self, const MiqatRequest *request, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void miqat_site_run_async (MiqatSite *self, const MiqatRequest *request, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
MiqatAnswer *miqat_site_run_finish (MiqatSite *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Calls `changed` in `context` (nullable: the thread's default) after each commit that changed rows.
 * Replay and bulk loads announce with `changes` NULL: everything may have changed. */
typedef void (*MiqatSiteChanged) (MiqatSite *self, MiqatChanges *changes, gpointer data);
guint miqat_site_subscribe (MiqatSite *self, GMainContext *context, MiqatSiteChanged changed, gpointer data);
/* The same in whichever thread announces, before whoever asked for the change has his answer. `changed`
 * must be quick, is never called in two threads at once, and asks nothing of the site. */
guint miqat_site_subscribe_anywhere (MiqatSite *self, MiqatSiteChanged changed, gpointer data);
void miqat_site_unsubscribe (MiqatSite *self, guint subscription);
void miqat_site_announce (MiqatSite *self, MiqatChanges *changes);

/* Notes that a person looked at something personal; a write of its own kind, in the audit only. The
 * first waits, for what must not happen unless it is noted; the second tells the log when it fails. */
gboolean miqat_site_note_view (MiqatSite *self, const char *actor_id, const char *table, const char *row_key,
                               const char *what, GError **error);
void miqat_site_note_view_async (MiqatSite *self, const char *actor_id, const char *table,
                                 const char *row_key, const char *what);

G_END_DECLS
