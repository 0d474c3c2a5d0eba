/* SPDX-License-Identifier: GPL-3.0-or-later */
/* miqatctl as the process it is: started, fed, and judged by its exit code, stdout and stderr. The
 * program is the one that the environment variable MIQATCTL names. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A day in the life of the tests. */
#define MIQAT_TEST_TODAY "2026-11-20"

typedef struct {
  char *folder;
  char *database; /* in it; does not exist yet */
  char *out;      /* of the last run */
  char *err;
} MiqatTestCtl;

MiqatTestCtl *miqat_test_ctl_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* Removes the folder with all that is in it. */
void miqat_test_ctl_free (MiqatTestCtl *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatTestCtl, miqat_test_ctl_free)

/* Runs miqatctl with these arguments, closed by NULL; "@" stands for the database's path. Returns the
 * exit code. */
int miqat_test_ctl_run (MiqatTestCtl *self, ...) G_GNUC_NULL_TERMINATED;
/* The same with `input` on stdin. */
int miqat_test_ctl_run_with (MiqatTestCtl *self, const char *input, ...) G_GNUC_NULL_TERMINATED;
/* The same with `before` called in the child, just before the program starts. */
int miqat_test_ctl_run_in (MiqatTestCtl *self, GSpawnChildSetupFunc before, ...) G_GNUC_NULL_TERMINATED;

/* The smallest agency that can be; also as arguments, for who expects it to be refused. */
#define MIQAT_TEST_CTL_INIT \
  "init", "--database", "@", "--name", "Agensi Uji", "--licence", "U-1", "--address", "Jl. Uji 1", "--city", \
    "Surabaya", "--whatsapp", "0812 3456 7890", "--email", "kantor@uji.example"
void miqat_test_ctl_init (MiqatTestCtl *self);
/* The invented agency, small. */
void miqat_test_ctl_demo (MiqatTestCtl *self, const char *seed);

/* Ends the test unless the last run said nothing on stderr but this code (and its sentence). */
void miqat_test_ctl_assert_code (const MiqatTestCtl *self, const char *code);
/* What the last run printed, as JSON. */
JsonNode *miqat_test_ctl_parse (const MiqatTestCtl *self) G_GNUC_WARN_UNUSED_RESULT;

char *miqat_test_ctl_path (const MiqatTestCtl *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;
void miqat_test_ctl_write (const MiqatTestCtl *self, const char *name, const char *contents);
/* A file of the folder beside the database, with its key: "copy.db". Returns its path. */
char *miqat_test_ctl_copy (const MiqatTestCtl *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* ---- the database behind the program's back, with no rules in force --------------------------- */

/* Runs statements with foreign keys, checks and triggers off. Returns the number of rows changed. */
int miqat_test_sql_plant (const char *database, const char *sql);
gint64 miqat_test_sql_number (const char *database, const char *sql);
char *miqat_test_sql_text (const char *database, const char *sql) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
