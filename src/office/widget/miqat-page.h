/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every page of the office has: a title, at most one primary action, a row for filters, a
 * banner, and content. Pages derive from it; in templates the children are told apart by type:
 * <child type="filter">, <child type="action"> (secondary buttons beside the primary one) and, with
 * no type, the content.
 *
 * State (filter, sort, scroll, selection) lives as long as the page, which the shell keeps, and
 * crosses a restart by save_state and restore_state. */
#pragma once

#include <gtk/gtk.h>

#include "miqat-banner.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_PAGE (miqat_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (MiqatPage, miqat_page, MIQAT, PAGE, GtkWidget)

struct _MiqatPageClass {
  GtkWidgetClass parent_class;

  /* The page has come to the front: the time to read again what may have changed. */
  void (*shown) (MiqatPage *self);
  /* What to remember over a restart; floating or NULL. */
  GVariant *(*save_state) (MiqatPage *self);
  void (*restore_state) (MiqatPage *self, GVariant *state);
  /* Ctrl+F: the cursor goes to the page's own filter. TRUE if there is one. */
  gboolean (*start_filter) (MiqatPage *self);

  gpointer padding[8];
};

/* Properties: title, subtitle, primary-label, primary-icon-name, primary-action (a detailed action),
 * content. */
GtkWidget *miqat_page_new (const char *title);

const char *miqat_page_get_title (MiqatPage *self);
void miqat_page_set_title (MiqatPage *self, const char *title);
void miqat_page_set_subtitle (MiqatPage *self, const char *subtitle);
/* NULL `label` hides the button. */
void miqat_page_set_primary (MiqatPage *self, const char *label, const char *icon_name,
                             const char *detailed_action);
void miqat_page_add_action (MiqatPage *self, GtkWidget *button);
void miqat_page_set_filter (MiqatPage *self, GtkWidget *filter);
GtkWidget *miqat_page_get_content (MiqatPage *self);
void miqat_page_set_content (MiqatPage *self, GtkWidget *content);
MiqatBanner *miqat_page_get_banner (MiqatPage *self);

void miqat_page_shown (MiqatPage *self);
GVariant *miqat_page_save_state (MiqatPage *self) G_GNUC_WARN_UNUSED_RESULT; /* full or NULL */
void miqat_page_restore_state (MiqatPage *self, GVariant *state);
gboolean miqat_page_start_filter (MiqatPage *self);

G_END_DECLS
