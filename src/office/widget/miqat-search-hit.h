/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One answer of the universal search: what it is, how to recognise it, and where it leads. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_SEARCH_HIT (miqat_search_hit_get_type ())
G_DECLARE_FINAL_TYPE (MiqatSearchHit, miqat_search_hit, MIQAT, SEARCH_HIT, GObject)

/* Properties, all text: icon-name, title, subtitle, kind (a word such as "Booking"), target (what
 * the owner of the search box needs to open it; never shown). */
MiqatSearchHit *miqat_search_hit_new (const char *icon_name, const char *title, const char *subtitle,
                                      const char *kind, const char *target) G_GNUC_WARN_UNUSED_RESULT;
const char *miqat_search_hit_get_title (MiqatSearchHit *self);
const char *miqat_search_hit_get_target (MiqatSearchHit *self);

G_END_DECLS
