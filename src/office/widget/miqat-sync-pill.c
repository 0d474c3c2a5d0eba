/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-sync-pill.h"

#include <glib/gi18n-lib.h>

#include "miqat-tone.h"

struct _MiqatSyncPill {
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkWidget *icon;
  GtkWidget *label;
};

enum {
  OPENED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatSyncPill, miqat_sync_pill, GTK_TYPE_WIDGET)

static char *
dup_age (MiqatInstant then, MiqatInstant now)
{
  gint64 minutes = MAX (now - then, 0) / MIQAT_MINUTE;

  if (minutes < 1)
    return g_strdup (_("just now"));
  if (minutes < 60)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%d minute", "%d minutes", (gulong)minutes), (int)minutes);
  if (minutes < 48 * 60)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%d hour", "%d hours", (gulong)(minutes / 60)),
        (int)(minutes / 60));
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", (gulong)(minutes / 1440)),
      (int)(minutes / 1440));
}

static char *
dup_waiting (const MiqatSyncStatus *status, MiqatInstant now)
{
  g_autofree char *age = dup_age (status->oldest_waiting, now);

  /* TRANSLATORS: changes not yet sent, and the age of the oldest: "3 waiting, 4 minutes" */
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u waiting, %s", "%u waiting, %s", status->waiting),
      status->waiting, age);
}

static char *
dup_offline (const MiqatSyncStatus *status, MiqatInstant now, MiqatZone zone)
{
  g_autofree char *time = NULL;

  if (status->offline_since == 0)
    return g_strdup (_("Offline"));
  /* Of another day the time alone would mislead. */
  if (miqat_instant_get_day (status->offline_since, zone) == miqat_instant_get_day (now, zone))
    time = miqat_instant_format_time (status->offline_since, zone);
  else
    time = dup_age (status->offline_since, now);
  if (miqat_instant_get_day (status->offline_since, zone) == miqat_instant_get_day (now, zone))
    /* TRANSLATORS: %s is a time of day: "Offline since 09.12" */
    return g_strdup_printf (_("Offline since %s"), time);
  /* TRANSLATORS: %s is an age: "Offline for 2 days" */
  return g_strdup_printf (_("Offline for %s"), time);
}

char *
miqat_sync_status_dup_text (const MiqatSyncStatus *status, MiqatInstant now, MiqatZone zone)
{
  g_autofree char *offline = NULL;
  g_autofree char *waiting = NULL;

  g_return_val_if_fail (status != NULL, NULL);

  if (status->alone)
    return g_strdup (_("This computer only"));
  if (!status->online)
    offline = dup_offline (status, now, zone);
  if (status->refused > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u needs your decision",
                                         "%u need your decision", status->refused),
                            status->refused);
  if (status->waiting > 0)
    waiting = dup_waiting (status, now);
  if (offline != NULL && waiting != NULL)
    return g_strdup_printf ("%s · %s", offline, waiting);
  if (offline != NULL)
    return g_steal_pointer (&offline);
  if (waiting != NULL)
    return g_steal_pointer (&waiting);
  return g_strdup (_("In step"));
}

static MiqatTone
choose_tone (const MiqatSyncStatus *status)
{
  if (status->alone)
    return MIQAT_TONE_NEUTRAL;
  if (status->refused > 0)
    return MIQAT_TONE_BAD;
  if (!status->online)
    return MIQAT_TONE_CAUTION;
  if (status->waiting > 0)
    return MIQAT_TONE_INFO;
  return MIQAT_TONE_GOOD;
}

static void
on_clicked_cb (MiqatSyncPill *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

static void
miqat_sync_pill_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_SYNC_PILL);
  G_OBJECT_CLASS (miqat_sync_pill_parent_class)->dispose (object);
}

static void
miqat_sync_pill_class_init (MiqatSyncPillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_sync_pill_dispose;
  signals[OPENED] = g_signal_new ("opened", MIQAT_TYPE_SYNC_PILL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-sync-pill");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-sync-pill.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatSyncPill, button);
  gtk_widget_class_bind_template_child (widget_class, MiqatSyncPill, icon);
  gtk_widget_class_bind_template_child (widget_class, MiqatSyncPill, label);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked_cb);
}

static void
miqat_sync_pill_init (MiqatSyncPill *self)
{
  const MiqatSyncStatus alone = { .alone = TRUE };

  gtk_widget_init_template (GTK_WIDGET (self));
  miqat_sync_pill_set_status (self, &alone, 0, MIQAT_ZONE_WIB);
}

GtkWidget *
miqat_sync_pill_new (void)
{
  return g_object_new (MIQAT_TYPE_SYNC_PILL, NULL);
}

void
miqat_sync_pill_set_status (MiqatSyncPill *self,
                            const MiqatSyncStatus *status,
                            MiqatInstant now,
                            MiqatZone zone)
{
  g_autofree char *text = NULL;
  g_autofree char *spoken = NULL;
  MiqatTone tone;

  g_return_if_fail (MIQAT_IS_SYNC_PILL (self));
  g_return_if_fail (status != NULL);

  text = miqat_sync_status_dup_text (status, now, zone);
  tone = choose_tone (status);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), miqat_tone_get_icon_name (tone));
  miqat_tone_apply (tone, self->button);
  /* TRANSLATORS: read aloud; %s is the state, such as "In step" */
  spoken = g_strdup_printf (_("Exchange with the head office: %s"), text);
  gtk_widget_set_tooltip_text (self->button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}
