/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the office's window: the areas at the left, above the search, the state of
 * exchange and the person signed in, and in the middle one page per area. Pages are made when their
 * area is first shown and then kept, with everything the person left in them.
 *
 * Widget actions: shell.show-area (s), shell.show-number (i, from 1), shell.search, shell.filter,
 * shell.toggle-sidebar. Keys, wherever the cursor is: Ctrl+K search, Ctrl+F the filter of the page,
 * F9 sidebar, Alt+1 … Alt+9 the first nine areas. */
#pragma once

#include <gtk/gtk.h>

#include "miqat-search-box.h"
#include "miqat-sync-pill.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_SHELL (miqat_shell_get_type ())
G_DECLARE_FINAL_TYPE (MiqatShell, miqat_shell, MIQAT, SHELL, GtkWidget)

/* Makes the page of an area; floating reference. */
typedef GtkWidget *(*MiqatShellPageFunc) (MiqatShell *shell, const char *area, gpointer data);

typedef struct {
  const char *name;      /* "booking" */
  const char *title;     /* translated */
  const char *icon_name; /* "miqat-booking-symbolic" */
  gboolean starts_group;
  MiqatShellPageFunc make_page;
  gpointer data;         /* borrowed; must outlive the shell */
} MiqatShellArea;

/* Properties: area (the name of the area shown). Signals: "area-shown" (const char *name),
 * "query-changed" (const char *text), "hit-activated" (MiqatSearchHit *), "sync-opened". */
GtkWidget *miqat_shell_new (void);

void miqat_shell_add_area (MiqatShell *self, const MiqatShellArea *area);
const char *miqat_shell_get_area (MiqatShell *self);
void miqat_shell_show_area (MiqatShell *self, const char *name);
/* The page of an area, made now if it was not shown yet. NULL for an unknown area. */
GtkWidget *miqat_shell_get_page (MiqatShell *self, const char *name);

void miqat_shell_set_badge (MiqatShell *self, const char *area, guint count);
void miqat_shell_set_office (MiqatShell *self, const char *agency, const char *office, GdkPaintable *logo);
/* Who is signed in, and what the menu under the name offers. */
void miqat_shell_set_person (MiqatShell *self, const char *name, const char *duty, GMenuModel *menu);

MiqatSyncPill *miqat_shell_get_sync_pill (MiqatShell *self);
MiqatSearchBox *miqat_shell_get_search_box (MiqatShell *self);

/* For what needs no answer. */
void miqat_shell_tell (MiqatShell *self, const char *sentence);
/* The same with one button, as for taking something back. `detailed_action` as in
 * g_action_parse_detailed_name(). */
void miqat_shell_tell_with_action (MiqatShell *self, const char *sentence, const char *label,
                                   const char *detailed_action);

G_END_DECLS
