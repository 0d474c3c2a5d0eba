/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the hub share. */
#pragma once

#include "miqat-device.h"
#include "miqat-site-private.h"
#include "miqat-sync-hub.h"

G_BEGIN_DECLS

struct _MiqatSyncHub {
  MiqatSite *site;
  MiqatVault *vault;
  GMainContext *context;
  guint subscription;
  GThreadPool *workers;
  GThreadPool *passwords; /* Argon2 takes 64 MiB a time: few at once */
  GMutex lock;            /* guards all below */
  GQueue readers;         /* idle read-only connections */
  GHashTable *tries;      /* key → Tries */
  GPtrArray *waiting;     /* long polls */
  guint64 announced;      /* how often something changed */
  char *dummy_verifier;   /* so that an unknown name takes as long as a wrong password */
};

/* One request while it is being answered. */
typedef struct {
  MiqatSyncHub *hub;
  const MiqatSyncRequest *request;
  const char *client;  /* nullable */
  GHashTable *query;   /* name → text */
  char *subject;       /* what follows the endpoint in the path; nullable */
  JsonNode *root;      /* of the body */
  JsonObject *message; /* NULL for GET */
  MiqatDb *db;         /* read-only, lent */
  MiqatInstant now;
  MiqatDevice *device; /* NULL for enrol */
  char *branch_id;     /* the device's scope; NULL: the head office, everything */
  GString *out;        /* the answer being written; NULL once taken */
  MiqatJsonWriter json;
  GBytes *contents;    /* a document, instead of JSON */
  gboolean nothing_new; /* a poll that may go on waiting */
} MiqatSyncVisit;

/* As miqat_sync_hub_answer(); `nothing_new` tells that the asker may wait for more. */
MiqatSyncResponse *miqat_sync_hub_answer_or_wait (MiqatSyncHub *self, const MiqatSyncRequest *request,
                                                  const char *client, gboolean *nothing_new) G_GNUC_WARN_UNUSED_RESULT;

/* Whole numbers in the query; `fallback` when missing or not a number. */
gint64 miqat_sync_visit_get_int (const MiqatSyncVisit *self, const char *name, gint64 fallback);
MiqatReader miqat_sync_visit_get_reader (const MiqatSyncVisit *self);
/* Runs a command as the system. A refusal fails with it. */
gboolean miqat_sync_visit_run_system (MiqatSyncVisit *self, const char *id, const char *name,
                                      JsonObject *args, GError **error);
/* Notes the visit when the workstation has nothing older to send and the last note is old enough. */
gboolean miqat_sync_visit_note_seen (MiqatSyncVisit *self, gboolean idle, gboolean now, GError **error);

/* Allows few failures for a key; both under no lock. */
gboolean miqat_sync_tries_check (MiqatSyncHub *self, const char *key, MiqatInstant now, GError **error);
void miqat_sync_tries_note (MiqatSyncHub *self, const char *key, MiqatInstant now, gboolean success);

/* The endpoints: each writes members of the answer, or fails with a refusal or a technical error. */
gboolean miqat_sync_hub_enrol (MiqatSyncVisit *visit, GError **error);
gboolean miqat_sync_hub_sign_in (MiqatSyncVisit *visit, GError **error);
gboolean miqat_sync_hub_commands (MiqatSyncVisit *visit, GError **error);
gboolean miqat_sync_hub_changes (MiqatSyncVisit *visit, GError **error);
gboolean miqat_sync_hub_snapshot (MiqatSyncVisit *visit, GError **error);
gboolean miqat_sync_hub_document_get (MiqatSyncVisit *visit, GError **error);
gboolean miqat_sync_hub_document_put (MiqatSyncVisit *visit, GError **error);

/* A grant says that a person signed in at a workstation, when, and until when that counts. */
char *miqat_sync_grant_make (const MiqatKey *key, const char *person_id, const char *device_id,
                             MiqatInstant since, MiqatInstant until) G_GNUC_WARN_UNUSED_RESULT;
/* Whether it covers something that this person did there at `at`; 0 (MIQAT_PROBLEM_NONE) if so. A
 * password that was changed after the grant was given ends it from then on: `password_since`. */
MiqatProblemCode miqat_sync_grant_check (const MiqatKey *key, const char *grant, const char *person_id,
                                         const char *device_id, MiqatInstant password_since, MiqatInstant at);

G_END_DECLS
