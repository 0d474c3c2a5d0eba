/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An office on a small invented agency, for tests and pictures of its pages. */
#pragma once

#include "miqat-command-dialog.h"
#include "miqat-office.h"
#include "miqat-window.h"

G_BEGIN_DECLS

#define OFFICE_TEST_PASSWORD "miqat-demo-2026"

/* An office on its own small agency, somebody signed in: the fixture of most tests. */
typedef struct {
  char *folder;
  MiqatOffice *office;
} OfficeTest;

/* g_test_add() data: who signs in. */
void office_test_set_up (OfficeTest *self, gconstpointer email);
void office_test_tear_down (OfficeTest *self, gconstpointer email);
/* Prepares GTK, the look and the templates; the tests' main() begins with it. */
void office_test_init (int *argc, char ***argv);

/* Makes a folder with the agency, by miqatctl (environment MIQATCTL); the path is owned by the caller. */
char *office_test_make_agency (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
/* Runs the main loop until `done` is true or ten seconds have passed; FALSE then. */
gboolean office_test_wait (gboolean (*done) (gpointer data), gpointer data);
void office_test_settle (guint milliseconds);
/* Signs a demo person in, or aborts. */
void office_test_sign_in (MiqatOffice *office, const char *email);

/* The first widget of a type, itself or below, or NULL. */
GtkWidget *office_test_find (GtkWidget *widget, GType type);
/* Whether a visible label below says exactly this. */
gboolean office_test_says (GtkWidget *widget, const char *text);
/* The form that stands above a window, or NULL. */
MiqatCommandDialog *office_test_find_dialog (GtkWindow *window);
/* Shows a page in a window of its own. */
GtkWindow *office_test_show (GtkWidget *page);

G_END_DECLS
