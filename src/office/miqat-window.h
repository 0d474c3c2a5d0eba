/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's one window: first run, sign-in, or the shell with the areas.
 *
 * Actions: win.open (ss: area, and what its page opens: an id, "new", or "view:" and a view's name),
 * win.lock, win.sign-out, win.sync-now, win.sync-log, win.shortcuts, win.about. */
#pragma once

#include <adwaita.h>

#include "miqat-idle.h"
#include "miqat-office.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_WINDOW (miqat_window_get_type ())
G_DECLARE_FINAL_TYPE (MiqatWindow, miqat_window, MIQAT, WINDOW, AdwApplicationWindow)

/* `office` NULL: this computer has no database yet, and the first run asks for a code. */
MiqatWindow *miqat_window_new (GtkApplication *app, MiqatOffice *office, const char *database,
                               const char *hub_url);

/* The shell, once somebody is signed in; else NULL. For tests and pictures. */
GtkWidget *miqat_window_get_shell (MiqatWindow *self);
/* What locks it when nobody is there; NULL before the first sign-in. For tests. */
MiqatIdle *miqat_window_get_idle (MiqatWindow *self);

G_END_DECLS
