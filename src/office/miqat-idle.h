/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notices when nobody has touched mouse or keyboard in any of the office's windows for a while.
 *
 * Signals: "idle", once; again only after somebody was there. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_IDLE (miqat_idle_get_type ())
G_DECLARE_FINAL_TYPE (MiqatIdle, miqat_idle, MIQAT, IDLE, GObject)

MiqatIdle *miqat_idle_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* 0: never. Counts from now. */
void miqat_idle_set_limit (MiqatIdle *self, gint64 milliseconds);
gint64 miqat_idle_get_limit (MiqatIdle *self);
/* Somebody is there, as an event tells by itself. */
void miqat_idle_touch (MiqatIdle *self);

G_END_DECLS
