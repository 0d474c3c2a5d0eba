/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every window of the process gets a controller that sees each event before anything else does. An
 * event only notes the time; one source looks at it when the limit could be reached. */
#include "config.h"

#include "miqat-idle.h"

#define CONTROLLER_NAME "miqat-idle"

struct _MiqatIdle {
  GObject parent_instance;

  GListModel *windows;
  gint64 limit; /* milliseconds */
  gint64 last;  /* when somebody was there, microseconds */
  guint source;
};

enum { SIGNAL_IDLE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatIdle, miqat_idle, G_TYPE_OBJECT)

static void wait_for (MiqatIdle *self, gint64 milliseconds);

static gboolean
on_time_cb (gpointer data)
{
  MiqatIdle *self = data;
  gint64 left = self->limit - (g_get_monotonic_time () - self->last) / 1000;

  self->source = 0;
  if (left > 0)
    wait_for (self, left);
  else
    g_signal_emit (self, signals[SIGNAL_IDLE], 0);
  return G_SOURCE_REMOVE;
}

static void
wait_for (MiqatIdle *self, gint64 milliseconds)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add ((guint) CLAMP (milliseconds, 1, G_MAXUINT / 2), on_time_cb, self);
}

void
miqat_idle_touch (MiqatIdle *self)
{
  self->last = g_get_monotonic_time ();
  if (self->limit > 0 && self->source == 0)
    wait_for (self, self->limit);
}

void
miqat_idle_set_limit (MiqatIdle *self, gint64 milliseconds)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->limit = milliseconds;
  miqat_idle_touch (self);
}

gint64
miqat_idle_get_limit (MiqatIdle *self)
{
  return self->limit;
}

/* ---- windows -------------------------------------------------------------------------------- */

static gboolean
on_event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, MiqatIdle *self)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_KEY_PRESS || type == GDK_BUTTON_PRESS || type == GDK_MOTION_NOTIFY || type == GDK_SCROLL
      || type == GDK_TOUCH_BEGIN)
    miqat_idle_touch (self);
  return FALSE;
}

static GtkEventController *
find_controller (GtkWidget *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) one = g_list_model_get_item (controllers, i);

    if (g_strcmp0 (gtk_event_controller_get_name (one), CONTROLLER_NAME) == 0)
      return one;
  }
  return NULL;
}

static void
on_windows_changed_cb (GListModel *windows, guint position, guint removed, guint added, MiqatIdle *self)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    GtkEventController *controller;

    if (find_controller (window) != NULL)
      continue;
    controller = gtk_event_controller_legacy_new ();
    gtk_event_controller_set_name (controller, CONTROLLER_NAME);
    gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
    g_signal_connect_object (controller, "event", G_CALLBACK (on_event_cb), self, 0);
    gtk_widget_add_controller (window, controller);
  }
}

static void
miqat_idle_dispose (GObject *object)
{
  MiqatIdle *self = MIQAT_IDLE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->windows != NULL)
    g_signal_handlers_disconnect_by_data (self->windows, self);
  self->windows = NULL;
  G_OBJECT_CLASS (miqat_idle_parent_class)->dispose (object);
}

static void
miqat_idle_class_init (MiqatIdleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = miqat_idle_dispose;
  signals[SIGNAL_IDLE] = g_signal_new ("idle", MIQAT_TYPE_IDLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
}

static void
miqat_idle_init (MiqatIdle *self)
{
  self->windows = gtk_window_get_toplevels ();
  g_signal_connect (self->windows, "items-changed", G_CALLBACK (on_windows_changed_cb), self);
  on_windows_changed_cb (self->windows, 0, 0, g_list_model_get_n_items (self->windows), self);
}

MiqatIdle *
miqat_idle_new (void)
{
  return g_object_new (MIQAT_TYPE_IDLE, NULL);
}
