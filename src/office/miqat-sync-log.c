/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-look.h"
#include "miqat-replica.h"
#include "miqat-status-pill.h"
#include "miqat-sync-log.h"

#include <glib/gi18n-lib.h>

#define WAITING_SHOWN 6
/* A clock that is off by less does no harm. */
#define CLOCK_TOLERANCE (2 * MIQAT_MINUTE)

struct _MiqatSyncLog {
  GtkPopover parent_instance;

  MiqatOffice *office;
  GtkBox *lines;
  GtkWidget *buttons;
  GtkWidget *look;
};

G_DEFINE_FINAL_TYPE (MiqatSyncLog, miqat_sync_log, GTK_TYPE_POPOVER)

static void
add_label (MiqatSyncLog *self, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 42);
  gtk_label_set_width_chars (GTK_LABEL (label), 34);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (self->lines, label);
}

static void
add_state (MiqatSyncLog *self, MiqatTone tone, const char *sentence)
{
  GtkWidget *pill = miqat_status_pill_new (sentence, tone);

  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_box_append (self->lines, pill);
}

/* ---- what stands in the way ----------------------------------------------------------------- */

static void
show_trouble (MiqatSyncLog *self, const MiqatReplicaStatus *status)
{
  if (status->loading) {
    g_autofree char *text = g_strdup_printf (ngettext ("Fetching the office's data: %u row so far",
                                                       "Fetching the office's data: %u rows so far", status->loaded),
                                             status->loaded);
    add_state (self, MIQAT_TONE_INFO, text);
  }
  if (status->trouble != MIQAT_PROBLEM_NONE) {
    MiqatProblem problem = { .code = status->trouble };
    g_autofree char *sentence = miqat_problem_dup_sentence (&problem);

    add_state (self, MIQAT_TONE_BAD, sentence);
  }
  if (status->sign_in_needed)
    add_state (self, MIQAT_TONE_CAUTION, _("A change waits until its author signs in with the network."));
  if (status->damaged)
    add_state (self, MIQAT_TONE_CAUTION, _("The data here will be fetched again by itself."));
  if (ABS (status->clock_wrong) > CLOCK_TOLERANCE) {
    int minutes = (int) (ABS (status->clock_wrong) / MIQAT_MINUTE);
    g_autofree char *text = g_strdup_printf (ngettext ("The clock of this computer is wrong by %d minute.",
                                                       "The clock of this computer is wrong by %d minutes.",
                                                       (gulong) minutes), minutes);
    add_state (self, MIQAT_TONE_CAUTION, text);
  }
}

/* ---- what waits ----------------------------------------------------------------------------- */

static void
show_waiting (MiqatSyncLog *self, guint count)
{
  MiqatSite *site = miqat_office_get_site (self->office);
  g_autoptr (GPtrArray) waiting = miqat_queue_read (miqat_office_get_db (self->office), miqat_site_get_key (site),
                                                    MIQAT_QUEUED_WAITING, 0, WAITING_SHOWN, NULL);

  if (waiting == NULL || waiting->len == 0)
    return;
  add_label (self, _("Not yet at the head office"), "heading");
  for (guint i = 0; i < waiting->len; i++) {
    const MiqatQueued *queued = g_ptr_array_index (waiting, i);
    const MiqatCommand *command = miqat_site_find_command (site, queued->name);
    g_autofree char *when = miqat_instant_format (queued->claimed_at, miqat_office_get_zone (self->office),
                                                  miqat_look_is_indonesian ());
    g_autofree char *line = g_strdup_printf ("%s · %s · %s", command != NULL ? _(command->title) : queued->name,
                                             queued->actor_name, when);

    add_label (self, line, NULL);
  }
  if (count > waiting->len) {
    g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", count - waiting->len),
                                             count - waiting->len);
    add_label (self, more, "dim-label");
  }
}

/* ---- together ------------------------------------------------------------------------------- */

static void
show_workstation (MiqatSyncLog *self)
{
  MiqatReplicaStatus status;

  miqat_replica_get_status (miqat_office_get_replica (self->office), &status);
  if (!status.online)
    add_label (self, _("The head office cannot be reached. Work goes on; what is done here is sent by itself later."),
               NULL);
  else if (status.waiting == 0 && status.refused == 0)
    add_label (self, _("Everything done here is at the head office, and everything done there is here."), NULL);
  show_trouble (self, &status);
  show_waiting (self, status.waiting);
  if (status.refused > 0) {
    g_autofree char *text = g_strdup_printf (ngettext ("%u change was not accepted", "%u changes were not accepted",
                                                       status.refused), status.refused);
    add_state (self, MIQAT_TONE_BAD, text);
  }
  gtk_widget_set_visible (self->look, status.refused > 0);
}

static void
refresh (MiqatSyncLog *self)
{
  MiqatSyncStatus status;
  g_autofree char *text = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, child);
  miqat_office_get_sync_status (self->office, &status);
  text = miqat_sync_status_dup_text (&status, miqat_office_get_now (self->office),
                                     miqat_office_get_zone (self->office));
  add_label (self, text, "title-4");
  gtk_widget_set_visible (self->buttons, !status.alone);
  if (status.alone)
    add_label (self, _("This computer holds the agency's data itself; the branches send theirs here."), NULL);
  else
    show_workstation (self);
}

static void
on_button_clicked_cb (MiqatSyncLog *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
miqat_sync_log_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_SYNC_LOG);
  g_clear_object (&MIQAT_SYNC_LOG (object)->office);
  G_OBJECT_CLASS (miqat_sync_log_parent_class)->dispose (object);
}

static void
miqat_sync_log_class_init (MiqatSyncLogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_sync_log_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/office/miqat-sync-log.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatSyncLog, lines);
  gtk_widget_class_bind_template_child (widget_class, MiqatSyncLog, buttons);
  gtk_widget_class_bind_template_child (widget_class, MiqatSyncLog, look);
  gtk_widget_class_bind_template_callback (widget_class, on_button_clicked_cb);
}

static void
miqat_sync_log_init (MiqatSyncLog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* GTK may hold a popover a little longer; the office it lets go at once. */
static gboolean
drop_cb (gpointer data)
{
  MiqatSyncLog *self = data;

  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    gtk_widget_unparent (GTK_WIDGET (self));
  if (self->office != NULL)
    g_signal_handlers_disconnect_by_data (self->office, self);
  g_clear_object (&self->office);
  return G_SOURCE_REMOVE;
}

/* Not at once: it is still at work when it says so. */
static void
on_closed_cb (GtkPopover *popover, gpointer data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_cb, g_object_ref (popover), g_object_unref);
}

MiqatSyncLog *
miqat_sync_log_open (GtkWidget *pill, MiqatOffice *office)
{
  MiqatSyncLog *self = g_object_new (MIQAT_TYPE_SYNC_LOG, NULL);

  self->office = g_object_ref (office);
  g_signal_connect_object (office, "sync-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "closed", G_CALLBACK (on_closed_cb), NULL);
  g_signal_connect_object (pill, "destroy", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
  gtk_widget_set_parent (GTK_WIDGET (self), pill);
  gtk_popover_popup (GTK_POPOVER (self));
  return self;
}
