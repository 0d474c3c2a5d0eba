/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-attention-page.h"
#include "miqat-case-row.h"
#include "miqat-empty-state.h"
#include "miqat-look.h"
#include "miqat-replica.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _MiqatAttentionPage {
  MiqatPage parent_instance;

  MiqatOffice *office;
  GtkWidget *status;
  GtkWidget *rows;
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (MiqatAttentionPage, miqat_attention_page, MIQAT_TYPE_PAGE)

static void
show_status (MiqatAttentionPage *self)
{
  MiqatSyncStatus status;
  g_autofree char *text = NULL;

  miqat_office_get_sync_status (self->office, &status);
  text = miqat_sync_status_dup_text (&status, miqat_office_get_now (self->office),
                                     miqat_office_get_zone (self->office));
  gtk_label_set_text (GTK_LABEL (self->status), text);
  gtk_widget_set_visible (self->status, !status.alone);
}

static void
refresh (MiqatAttentionPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  GtkWidget *child;

  show_status (self);
  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);
  cases = miqat_replica_list_cases (miqat_office_get_site (self->office), miqat_office_get_db (self->office), &error);
  if (cases == NULL) {
    miqat_banner_show (miqat_page_get_banner (MIQAT_PAGE (self)), MIQAT_TONE_BAD, error->message, NULL, NULL);
    return;
  }
  gtk_widget_set_visible (self->empty, cases->len == 0);
  while (cases->len > 0)
    gtk_box_append (GTK_BOX (self->rows), miqat_case_row_new (self->office, g_ptr_array_steal_index (cases, 0)));
}

static void
miqat_attention_page_shown (MiqatPage *page)
{
  refresh (MIQAT_ATTENTION_PAGE (page));
}

static void
miqat_attention_page_dispose (GObject *object)
{
  g_clear_object (&MIQAT_ATTENTION_PAGE (object)->office);
  G_OBJECT_CLASS (miqat_attention_page_parent_class)->dispose (object);
}

static void
miqat_attention_page_class_init (MiqatAttentionPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = miqat_attention_page_dispose;
  MIQAT_PAGE_CLASS (klass)->shown = miqat_attention_page_shown;
}

static void
miqat_attention_page_init (MiqatAttentionPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->status = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->status), 0);
  gtk_widget_add_css_class (self->status, "heading");
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->empty = miqat_empty_state_new ("emblem-ok-symbolic", _("Nothing needs you here"),
                                       _("Changes that the head office cannot accept would appear here with their reason."));
  gtk_box_append (GTK_BOX (box), self->status);
  gtk_box_append (GTK_BOX (box), self->rows);
  gtk_box_append (GTK_BOX (box), self->empty);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1100);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 1100);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  miqat_page_set_title (MIQAT_PAGE (self), _("Needs attention"));
  miqat_page_set_content (MIQAT_PAGE (self), scrolled);
}

static void
on_changed_cb (MiqatOffice *office, MiqatChanges *changes, MiqatAttentionPage *self)
{
  refresh (self);
}

GtkWidget *
miqat_attention_page_new (MiqatOffice *office)
{
  MiqatAttentionPage *self = g_object_new (MIQAT_TYPE_ATTENTION_PAGE, NULL);

  self->office = g_object_ref (office);
  refresh (self);
  g_signal_connect_object (office, "sync-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (office, "changed", G_CALLBACK (on_changed_cb), self, 0);
  return GTK_WIDGET (self);
}

gboolean
miqat_attention_page_count (MiqatOffice *office, guint *waiting, GError **error)
{
  MiqatSyncStatus status;

  miqat_office_get_sync_status (office, &status);
  *waiting = status.refused;
  return TRUE;
}
