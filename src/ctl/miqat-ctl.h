/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the verbs of miqatctl share: options, opening the database, and how a result or a failure is
 * told. Results go to stdout, diagnostics to stderr. */
#pragma once

#include "miqat-site.h"

G_BEGIN_DECLS

/* What the process ends with. */
typedef enum {
  MIQAT_CTL_DONE = 0,
  MIQAT_CTL_REFUSED = 1, /* refused or failed; code and sentence stand on stderr */
  MIQAT_CTL_USAGE = 2,   /* the command line was not understood */
} MiqatCtlExit;

typedef struct _MiqatCtlVerb MiqatCtlVerb;
struct _MiqatCtlVerb {
  const char *name;
  const char *arguments; /* "COMMAND", "" */
  const char *summary;   /* N_() one line */
  int (*run) (const MiqatCtlVerb *verb, int argc, char **argv);
  char *(*describe) (void); /* what --help says below the options; nullable */
};

extern const MiqatCtlVerb miqat_ctl_init_verb;
extern const MiqatCtlVerb miqat_ctl_demo_verb;
extern const MiqatCtlVerb miqat_ctl_run_verb;
extern const MiqatCtlVerb miqat_ctl_list_verb;
extern const MiqatCtlVerb miqat_ctl_export_verb;
extern const MiqatCtlVerb miqat_ctl_verify_verb;
extern const MiqatCtlVerb miqat_ctl_enrol_code_verb;
extern const MiqatCtlVerb miqat_ctl_enrol_verb;
extern const MiqatCtlVerb miqat_ctl_sync_verb;
extern const MiqatCtlVerb miqat_ctl_compare_verb;

/* Which database, as the options every verb takes say. */
typedef struct {
  char *database;
  char *key_file; /* nullable: DATABASE.key */
} MiqatCtlPlace;
void miqat_ctl_place_clear (MiqatCtlPlace *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MiqatCtlPlace, miqat_ctl_place_clear)

/* Parses a verb's command line. `entries` are the verb's own options; what remains in `argv` are its
 * arguments, of which there must be from `least` to `most`. FALSE: `*status` is what to end with, and
 * the user has been told. */
gboolean miqat_ctl_parse (const MiqatCtlVerb *verb, const GOptionEntry *entries, MiqatCtlPlace *place,
                          guint least, guint most, int *argc, char ***argv, int *status);

/* Each prints to stderr and returns what to end with. */
int miqat_ctl_fail (const GError *error);
int miqat_ctl_misused (const MiqatCtlVerb *verb, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Refuses file_exists when something lies at `path`. */
gboolean miqat_ctl_check_absent (const char *path, GError **error);

/* Opens the database for work, bringing it to the newest version. `clock` is nullable. */
MiqatSite *miqat_ctl_open (const MiqatCtlPlace *place, MiqatClock *clock, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Opens it for reading only; `key` receives its key, full transfer (nullable: none is wanted). */
MiqatDb *miqat_ctl_open_reader (const MiqatCtlPlace *place, MiqatKey **key, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The first line of a file, without its end: a password. Refuses password_weak. */
char *miqat_ctl_read_password (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Runs a command as `actor_id`. A refusal comes as a GError of MIQAT_REFUSAL, so that there is one
 * way to fail. `args` may be NULL. Returns the command's result, never NULL without error. */
JsonNode *miqat_ctl_run (MiqatSite *site, const char *name, const char *actor_id, const char *id,
                         JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
