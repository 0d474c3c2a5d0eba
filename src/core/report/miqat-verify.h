/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recomputes everything that must always hold in a database and names what does not: the invariants
 * of every area, and those of the database as a whole (references, sealed columns, the file itself).
 * Reads only; on a large database it takes minutes, off the main thread. */
#pragma once

#include "miqat-area.h"

G_BEGIN_DECLS

/* Faults kept of one invariant; of further ones only the number is. */
#define MIQAT_VERIFY_FAULTS_MAX 100

typedef struct {
  const char *name;  /* "seats.pools_add_up" */
  const char *title; /* English, to be translated */
  gint64 checked;
  gint64 n_faults;
  GPtrArray *faults; /* of char *: the first MIQAT_VERIFY_FAULTS_MAX */
} MiqatFinding;

typedef struct {
  GPtrArray *findings; /* of MiqatFinding, one for each invariant, in the areas' order */
  gint64 n_faults;
} MiqatVerification;

void miqat_verification_free (MiqatVerification *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatVerification, miqat_verification_free)

/* Called before each invariant is checked, to show progress; may be NULL. */
typedef void (*MiqatVerifyProgress) (const char *title, guint index, guint count, gpointer data);

/* Everything is read in one state of the database. `key` opens the sealed columns; without it they
 * are left out. NULL only when the database could not be read. */
MiqatVerification *miqat_verify (MiqatDb *db, const MiqatKey *key, const MiqatArea *const *areas,
                                 MiqatVerifyProgress progress, gpointer data,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The names of all invariants that miqat_verify() checks with a key, NULL-terminated: so that a test
 * can show that each of them finds its fault. */
char **miqat_verify_list_names (const MiqatArea *const *areas) G_GNUC_WARN_UNUSED_RESULT;

/* {"ok": …, "faults": n, "invariants": [{"name", "title", "checked", "faults": […], "more"?}]} */
char *miqat_verification_to_json (const MiqatVerification *self) G_GNUC_WARN_UNUSED_RESULT;

extern const MiqatStatements miqat_verify_statements;

G_END_DECLS
