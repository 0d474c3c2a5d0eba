/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of the morning list: who is blocked, by what, since or until when, and the button that moves
 * it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct {
  const char *who;
  const char *what;
  const char *when; /* nullable */
  const char *verb;
  const char *area;
  const char *id;   /* as win.open takes it */
} MiqatMorningTask;

#define MIQAT_TYPE_MORNING_ROW (miqat_morning_row_get_type ())
G_DECLARE_FINAL_TYPE (MiqatMorningRow, miqat_morning_row, MIQAT, MORNING_ROW, GtkWidget)

GtkWidget *miqat_morning_row_new (const MiqatMorningTask *task);

G_END_DECLS
