/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The detail of one thing: sections of labelled values, filled anew whenever the thing changes. */
#pragma once

#include <gtk/gtk.h>

#include "miqat-tone.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_FACTS (miqat_facts_get_type ())
G_DECLARE_FINAL_TYPE (MiqatFacts, miqat_facts, MIQAT, FACTS, GtkWidget)

GtkWidget *miqat_facts_new (void);
/* Takes everything away. */
void miqat_facts_clear (MiqatFacts *self);
/* All text is translated by the caller; a NULL or empty value shows a dash. */
void miqat_facts_add_section (MiqatFacts *self, const char *title);
void miqat_facts_add_text (MiqatFacts *self, const char *label, const char *value);
void miqat_facts_add_money (MiqatFacts *self, const char *label, gint64 amount);
void miqat_facts_add_status (MiqatFacts *self, const char *label, MiqatTone tone, const char *value);
/* One line each with a dot before it; NULL-terminated. */
void miqat_facts_add_lines (MiqatFacts *self, const char *const *lines);
void miqat_facts_add_paragraph (MiqatFacts *self, const char *text);
/* Any widget over the whole width; takes a floating reference. */
void miqat_facts_add_widget (MiqatFacts *self, GtkWidget *widget);

G_END_DECLS
