/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An office on a small invented agency, for tests and pictures of its pages. */
#pragma once

#include "miqat-command-dialog.h"
#include "miqat-departure.h"
#include "miqat-list-pane.h"
#include "miqat-office.h"
#include "miqat-window.h"
#include "widget-test.h"

G_BEGIN_DECLS

#define OFFICE_TEST_PASSWORD "miqat-demo-2026"

/* An office on its own small agency, somebody signed in: the fixture of most tests. */
typedef struct {
  char *folder;
  char *path; /* of the database, in it */
  MiqatOffice *office;
} OfficeTest;

/* g_test_add() data: who signs in; NULL: nobody. */
void office_test_set_up (OfficeTest *self, gconstpointer email);
void office_test_tear_down (OfficeTest *self, gconstpointer email);
/* Prepares GTK, the look and the templates; the tests' main() begins with it. */
void office_test_init (int *argc, char ***argv);

/* Makes a folder with the agency, by miqatctl (environment MIQATCTL); the path is owned by the caller. */
char *office_test_make_agency (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

/* Iterates the main context until `done` says so; FALSE after ten seconds. */
gboolean office_test_wait (gboolean (*done) (gpointer data), gpointer data);

/* Signs a person in, or aborts; the agency's people all have OFFICE_TEST_PASSWORD. */
void office_test_sign_in (MiqatOffice *office, const char *email);
void office_test_sign_in_with (MiqatOffice *office, const char *email, const char *password);

/* The page of an area ("booking"); shows any page in a window of its own. */
GtkWidget *office_test_make_page (MiqatOffice *office, const char *area);
GtkWindow *office_test_show (GtkWidget *page);
/* The page's list, and how many rows it has. */
MiqatListPane *office_test_find_list (GtkWidget *page);
guint office_test_count_rows (GtkWidget *page);

/* What stands above a window, or NULL: anything; a form. */
GtkWindow *office_test_find_above (GtkWindow *window);
MiqatCommandDialog *office_test_find_dialog (GtkWindow *window);

/* The first departure that is open and has ten seats left; with its pools. */
MiqatDeparture *office_test_load_departure (MiqatOffice *office) G_GNUC_WARN_UNUSED_RESULT;
/* What is typed to book its first room for so many. */
JsonObject *office_test_make_booking (const MiqatDeparture *departure, gint64 people) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
