/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-attention-page.h"
#include "miqat-case-row.h"
#include "miqat-empty-state.h"
#include "miqat-look.h"
#include "miqat-replica.h"


struct _MiqatAttentionPage {
  MiqatPage parent_instance;

  MiqatOffice *office;
  GtkLabel *status;
  GtkBox *rows;
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
  gtk_label_set_text (self->status, text);
  gtk_widget_set_visible (GTK_WIDGET (self->status), !status.alone);
}

static void
refresh (MiqatAttentionPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  GtkWidget *child;

  show_status (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, child);
  cases = miqat_replica_list_cases (miqat_office_get_site (self->office), miqat_office_get_db (self->office), &error);
  if (cases == NULL) {
    miqat_banner_show (miqat_page_get_banner (MIQAT_PAGE (self)), MIQAT_TONE_BAD, error->message, NULL, NULL);
    return;
  }
  gtk_widget_set_visible (self->empty, cases->len == 0);
  while (cases->len > 0)
    gtk_box_append (self->rows, miqat_case_row_new (self->office, g_ptr_array_steal_index (cases, 0)));
}

static void
miqat_attention_page_shown (MiqatPage *page)
{
  MiqatAttentionPage *self = MIQAT_ATTENTION_PAGE (page);
  GtkWidget *first;

  refresh (self);
  /* The keyboard begins at the first case's buttons, not in its text. */
  first = gtk_widget_get_first_child (GTK_WIDGET (self->rows));
  if (first != NULL)
    gtk_widget_grab_focus (first);
}

static void
miqat_attention_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_ATTENTION_PAGE);
  g_clear_object (&MIQAT_ATTENTION_PAGE (object)->office);
  G_OBJECT_CLASS (miqat_attention_page_parent_class)->dispose (object);
}

static void
miqat_attention_page_class_init (MiqatAttentionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_attention_page_dispose;
  MIQAT_PAGE_CLASS (klass)->shown = miqat_attention_page_shown;
  g_type_ensure (MIQAT_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/attention/miqat-attention-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatAttentionPage, status);
  gtk_widget_class_bind_template_child (widget_class, MiqatAttentionPage, rows);
  gtk_widget_class_bind_template_child (widget_class, MiqatAttentionPage, empty);
}

static void
miqat_attention_page_init (MiqatAttentionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
