/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands where there is nothing yet: what this place is for, and the next step. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_EMPTY_STATE (miqat_empty_state_get_type ())
G_DECLARE_FINAL_TYPE (MiqatEmptyState, miqat_empty_state, MIQAT, EMPTY_STATE, GtkWidget)

/* Properties: icon-name, title, sentence, button-label, action-name (a detailed action). The button
 * shows when it has a label. Signals: "next-step" when the button is clicked. */
GtkWidget *miqat_empty_state_new (const char *icon_name, const char *title, const char *sentence);
void miqat_empty_state_set_text (MiqatEmptyState *self, const char *icon_name, const char *title,
                                 const char *sentence);
/* `detailed_action` is nullable: the signal is emitted in any case. NULL `label` hides the button. */
void miqat_empty_state_set_next_step (MiqatEmptyState *self, const char *label,
                                      const char *detailed_action);
const char *miqat_empty_state_get_title (MiqatEmptyState *self);
const char *miqat_empty_state_get_sentence (MiqatEmptyState *self);

G_END_DECLS
