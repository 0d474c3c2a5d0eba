/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A compiled message catalogue (.mo) in memory: sentences by their English original. gettext itself
 * knows one language per process, that of its locale, and none at all where that locale is missing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MiqatTranslations MiqatTranslations;

/* NULL when `bytes` are no catalogue, or a damaged one. */
MiqatTranslations *miqat_translations_new (GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;
void miqat_translations_free (MiqatTranslations *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatTranslations, miqat_translations_free)

/* The translation, borrowed; NULL when there is none. Of plural forms, the first. */
const char *miqat_translations_find (const MiqatTranslations *self, const char *original);

G_END_DECLS
