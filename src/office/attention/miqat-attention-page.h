/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Perlu perhatian: what the head office did not accept, each case with its reason, what was typed,
 * who did it and when, and the changes that built on it. Send it again, or give it up with a reason.
 * Also where the sync pill leads: what waits, and since when. */
#pragma once

#include "miqat-office.h"
#include "miqat-page.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_ATTENTION_PAGE (miqat_attention_page_get_type ())
G_DECLARE_FINAL_TYPE (MiqatAttentionPage, miqat_attention_page, MIQAT, ATTENTION_PAGE, MiqatPage)

GtkWidget *miqat_attention_page_new (MiqatOffice *office);
/* How many cases need a decision. */
gboolean miqat_attention_page_count (MiqatOffice *office, guint *waiting, GError **error);

G_END_DECLS
