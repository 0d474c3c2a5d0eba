/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leads from sign-in to the shell and back, fills the shell with the areas that the person may use,
 * and keeps badges and the state of exchange true. */
#include "config.h"

#include "miqat-dialog.h"
#include "miqat-first-run-page.h"
#include "miqat-office-areas.h"
#include "miqat-office-search.h"
#include "miqat-look.h"
#include "miqat-opener.h"
#include "miqat-search-hit.h"
#include "miqat-setting.h"
#include "miqat-shell.h"
#include "miqat-sign-in-page.h"
#include "miqat-sync-log.h"
#include "miqat-window-parts.h"
#include "miqat-window.h"

#include <glib/gi18n-lib.h>

struct _MiqatWindow {
  AdwApplicationWindow parent_instance;

  MiqatOffice *office; /* NULL before the first run */
  GtkStack *stack;
  MiqatSignInPage *sign_in;
  GMenuModel *menu;    /* under the person's name */
  GtkWidget *shell;    /* of the person signed in; NULL between people */
  MiqatIdle *idle;
  char *locked_for;    /* whose shell waits behind the sign-in; NULL: not locked */
  GCancellable *cancellable;
  guint clock_source;  /* ages on the sync pill */
  guint badge_source;
};

G_DEFINE_FINAL_TYPE (MiqatWindow, miqat_window, ADW_TYPE_APPLICATION_WINDOW)

/* ---- who and where -------------------------------------------------------------------------- */

static void
show_connection (MiqatWindow *self)
{
  MiqatSyncStatus status;

  miqat_office_get_sync_status (self->office, &status);
  if (status.alone)
    miqat_sign_in_page_set_connection (self->sign_in, MIQAT_TONE_GOOD, _("This computer holds the agency"));
  else if (status.online)
    miqat_sign_in_page_set_connection (self->sign_in, MIQAT_TONE_GOOD, _("Connected to the head office"));
  else
    miqat_sign_in_page_set_connection (self->sign_in, MIQAT_TONE_CAUTION,
                                       _("Offline: people who signed in here lately can still sign in"));
  if (self->shell != NULL)
    miqat_sync_pill_set_status (miqat_shell_get_sync_pill (MIQAT_SHELL (self->shell)), &status,
                                miqat_office_get_now (self->office),
                                miqat_office_get_zone (self->office));
}

/* ---- badges --------------------------------------------------------------------------------- */

static gboolean
refresh_badges_cb (gpointer data)
{
  MiqatWindow *self = data;

  self->badge_source = 0;
  if (self->shell == NULL)
    return G_SOURCE_REMOVE;
  for (const MiqatOfficeArea *area = miqat_office_areas; area->name != NULL; area++) {
    g_autoptr (GError) error = NULL;
    guint waiting = 0;

    if (area->count == NULL || (area->needs != NULL && !miqat_office_may (self->office, area->needs)))
      continue;
    if (area->count (self->office, &waiting, &error))
      miqat_shell_set_badge (MIQAT_SHELL (self->shell), area->name, waiting);
    else
      miqat_shell_tell (MIQAT_SHELL (self->shell), error->message);
  }
  return G_SOURCE_REMOVE;
}

/* Many commits in a row make one count. */
static void
queue_badges (MiqatWindow *self)
{
  if (self->badge_source == 0)
    self->badge_source = g_timeout_add (100, refresh_badges_cb, self);
}

/* ---- the shell ------------------------------------------------------------------------------ */

static GtkWidget *
on_make_page_cb (MiqatShell *shell, const char *name, gpointer data)
{
  MiqatWindow *self = data;

  for (const MiqatOfficeArea *area = miqat_office_areas; area->name != NULL; area++)
    if (g_str_equal (area->name, name))
      return area->make_page (self->office);
  g_assert_not_reached ();
}

static void
on_sync_opened_cb (MiqatShell *shell, MiqatWindow *self)
{
  miqat_sync_log_open (GTK_WIDGET (miqat_shell_get_sync_pill (shell)), self->office);
}

static void
on_query_changed_cb (MiqatShell *shell, const char *typed, MiqatWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) hits = miqat_office_search (self->office, typed, &error);

  if (hits == NULL)
    miqat_shell_tell (shell, error->message);
  miqat_search_box_set_hits (miqat_shell_get_search_box (shell), hits);
}

static void
on_hit_activated_cb (MiqatShell *shell, MiqatSearchHit *hit, MiqatWindow *self)
{
  g_auto (GStrv) target = g_strsplit (miqat_search_hit_get_target (hit), " ", 2);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "(ss)", target[0], target[1]);
}

static void
fill_shell (MiqatWindow *self)
{
  const MiqatActor *actor = miqat_office_get_actor (self->office);
  g_autofree char *agency = NULL;
  g_autofree char *office = NULL;

  miqat_window_parts_read_names (self->office, &agency, &office);
  miqat_shell_set_office (MIQAT_SHELL (self->shell), agency, office, NULL);
  miqat_shell_set_person (MIQAT_SHELL (self->shell), actor->name, miqat_window_parts_describe_duty (actor), self->menu);
  for (const MiqatOfficeArea *area = miqat_office_areas; area->name != NULL; area++) {
    MiqatShellArea one = {
      .name = area->name,
      .title = _(area->title),
      .icon_name = area->icon_name,
      .starts_group = area->starts_group,
      .make_page = on_make_page_cb,
      .data = self,
    };

    if (area->needs == NULL || miqat_office_may (self->office, area->needs))
      miqat_shell_add_area (MIQAT_SHELL (self->shell), &one);
  }
  miqat_shell_show_area (MIQAT_SHELL (self->shell), miqat_office_areas[0].name);
}

static void
enter_shell (MiqatWindow *self)
{
  self->shell = miqat_shell_new ();
  g_signal_connect (self->shell, "sync-opened", G_CALLBACK (on_sync_opened_cb), self);
  g_signal_connect (self->shell, "query-changed", G_CALLBACK (on_query_changed_cb), self);
  g_signal_connect (self->shell, "hit-activated", G_CALLBACK (on_hit_activated_cb), self);
  fill_shell (self);
  gtk_stack_add_named (self->stack, self->shell, "shell");
  gtk_stack_set_visible_child (self->stack, self->shell);
  show_connection (self);
  queue_badges (self);
}

/* The next person must not find the last one's pages. */
static void
leave_shell (MiqatWindow *self)
{
  g_clear_pointer (&self->locked_for, g_free);
  if (self->shell == NULL)
    return;
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->sign_in));
  gtk_stack_remove (self->stack, self->shell);
  self->shell = NULL;
}

/* ---- locking -------------------------------------------------------------------------------- */

/* Everything stays as it is behind the sign-in, for the same person to go on with. */
static void
lock (MiqatWindow *self)
{
  const MiqatActor *actor = self->office != NULL ? miqat_office_get_actor (self->office) : NULL;

  if (self->shell == NULL || actor == NULL || self->locked_for != NULL)
    return;
  self->locked_for = g_strdup (actor->id);
  miqat_window_parts_show_above (GTK_WINDOW (self), FALSE);
  /* At once: what fades can still be read. */
  gtk_stack_set_visible_child_full (self->stack, "sign-in", GTK_STACK_TRANSITION_TYPE_NONE);
  miqat_sign_in_page_reset (self->sign_in);
}

static gboolean
unlock (MiqatWindow *self, const MiqatActor *actor)
{
  gboolean same = self->shell != NULL && actor != NULL && g_strcmp0 (self->locked_for, actor->id) == 0;

  if (!same) {
    miqat_window_parts_close_above (GTK_WINDOW (self));
    return FALSE;
  }
  miqat_window_parts_show_above (GTK_WINDOW (self), TRUE);
  g_clear_pointer (&self->locked_for, g_free);
  gtk_stack_set_visible_child (self->stack, self->shell);
  return TRUE;
}

static void
on_idle_cb (MiqatIdle *idle, MiqatWindow *self)
{
  lock (self);
}

static void
watch_idle (MiqatWindow *self)
{
  gint64 minutes = 0;

  if (self->idle == NULL) {
    self->idle = miqat_idle_new ();
    g_signal_connect_object (self->idle, "idle", G_CALLBACK (on_idle_cb), self, 0);
  }
  if (miqat_setting_get (miqat_office_get_db (self->office), MIQAT_SETTING_LOCK_MINUTES, &minutes, NULL))
    miqat_idle_set_limit (self->idle, minutes * 60 * 1000);
}

/* ---- sign-in -------------------------------------------------------------------------------- */

static void
on_signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean signed_in = miqat_office_sign_in_finish (MIQAT_OFFICE (source), result, &error);

  if (self->sign_in == NULL)
    return;
  miqat_sign_in_page_set_busy (self->sign_in, FALSE);
  if (signed_in) {
    miqat_sign_in_page_reset (self->sign_in);
  } else {
    const MiqatProblems *problems = miqat_refusal_get_problems (error);
    g_autofree char *sentence = problems != NULL
                                  ? miqat_problem_dup_sentence (miqat_problems_get (problems, 0))
                                  : g_strdup (error->message);

    miqat_sign_in_page_set_error (self->sign_in, sentence);
  }
}

static void
on_sign_in_requested_cb (MiqatSignInPage *page, const char *email, const char *password, MiqatWindow *self)
{
  /* GTK 4.8 warns when a text is made insensitive with the cursor in it. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  miqat_sign_in_page_set_busy (page, TRUE);
  miqat_office_sign_in_async (self->office, email, password, self->cancellable, on_signed_in_cb,
                              g_object_ref (self));
}

static void
on_actor_changed_cb (MiqatOffice *office, MiqatWindow *self)
{
  const MiqatActor *actor = miqat_office_get_actor (office);

  if (unlock (self, actor))
    return;
  leave_shell (self);
  if (actor != NULL) {
    enter_shell (self);
    watch_idle (self);
  }
}

/* A new computer learns whose it is with its first rows. */
static void
show_names (MiqatWindow *self)
{
  g_autofree char *agency = NULL;
  g_autofree char *name = NULL;

  miqat_window_parts_read_names (self->office, &agency, &name);
  miqat_sign_in_page_set_agency (self->sign_in, agency, name, NULL);
}

static void
on_changed_cb (MiqatOffice *office, MiqatChanges *changes, MiqatWindow *self)
{
  queue_badges (self);
  if (self->shell != NULL && changes != NULL && miqat_changes_touch (changes, "settings"))
    watch_idle (self);
  if (changes == NULL || miqat_changes_touch (changes, "agencies") || miqat_changes_touch (changes, "users"))
    show_names (self);
}

static gboolean
on_clock_cb (gpointer data)
{
  show_connection (data);
  return G_SOURCE_CONTINUE;
}

static void
adopt_office (MiqatWindow *self, MiqatOffice *office)
{
  self->office = g_object_ref (office);
  show_names (self);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->sign_in));
  g_signal_connect_object (office, "actor-changed", G_CALLBACK (on_actor_changed_cb), self, 0);
  g_signal_connect_object (office, "changed", G_CALLBACK (on_changed_cb), self, 0);
  g_signal_connect_object (office, "sync-changed", G_CALLBACK (show_connection), self, G_CONNECT_SWAPPED);
  self->clock_source = g_timeout_add_seconds (20, on_clock_cb, self);
  show_connection (self);
}

static void
on_enrolled_cb (MiqatFirstRunPage *page, MiqatOffice *office, MiqatWindow *self)
{
  adopt_office (self, office);
}

/* ---- actions -------------------------------------------------------------------------------- */

static void
on_open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatWindow *self = MIQAT_WINDOW (widget);
  const char *area = NULL;
  const char *id = NULL;
  GtkWidget *page;

  if (self->shell == NULL || self->locked_for != NULL)
    return;
  g_variant_get (parameter, "(&s&s)", &area, &id);
  miqat_shell_show_area (MIQAT_SHELL (self->shell), area);
  page = miqat_shell_get_page (MIQAT_SHELL (self->shell), area);
  if (*id != '\0' && MIQAT_IS_OPENER (page))
    miqat_opener_open (MIQAT_OPENER (page), id);
}

static void
on_sign_out_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatWindow *self = MIQAT_WINDOW (widget);

  if (self->office != NULL)
    miqat_office_sign_out (self->office);
}

static void
on_lock_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  lock (MIQAT_WINDOW (widget));
}

static void
on_sync_log_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatWindow *self = MIQAT_WINDOW (widget);

  if (self->shell != NULL && self->locked_for == NULL)
    on_sync_opened_cb (MIQAT_SHELL (self->shell), self);
}

static void
on_sync_now_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatWindow *self = MIQAT_WINDOW (widget);

  if (self->office != NULL)
    miqat_office_sync_now (self->office);
}

static void
on_shortcuts_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (MIQAT_RESOURCE_PATH "/office/miqat-shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, GTK_WINDOW (widget));
  gtk_window_present (window);
}

static void
on_about_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_show_about_window (GTK_WINDOW (widget), "application-name", "Miqat", "application-icon",
                         MIQAT_APP_ID, "version", MIQAT_VERSION, "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _("The office every registration passes through"), NULL);
}

/* ---- object --------------------------------------------------------------------------------- */

static void
miqat_window_dispose (GObject *object)
{
  MiqatWindow *self = MIQAT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->clock_source, g_source_remove);
  g_clear_handle_id (&self->badge_source, g_source_remove);
  g_clear_object (&self->idle);
  g_clear_pointer (&self->locked_for, g_free);
  self->shell = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_WINDOW);
  g_clear_object (&self->office);
  G_OBJECT_CLASS (miqat_window_parent_class)->dispose (object);
}

static void
miqat_window_class_init (MiqatWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_window_dispose;
  gtk_widget_class_install_action (widget_class, "win.open", "(ss)", on_open_cb);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, on_sign_out_cb);
  gtk_widget_class_install_action (widget_class, "win.lock", NULL, on_lock_cb);
  gtk_widget_class_install_action (widget_class, "win.sync-log", NULL, on_sync_log_cb);
  gtk_widget_class_install_action (widget_class, "win.sync-now", NULL, on_sync_now_cb);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, on_shortcuts_cb);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, on_about_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, "win.sign-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK | GDK_ALT_MASK, "win.lock", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, GDK_SHIFT_MASK, "win.sync-log", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "win.sync-now", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F1, 0, "win.shortcuts", NULL);

  g_type_ensure (MIQAT_TYPE_SIGN_IN_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/office/miqat-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, MiqatWindow, sign_in);
  gtk_widget_class_bind_template_child (widget_class, MiqatWindow, menu);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in_requested_cb);
}

static void
miqat_window_init (MiqatWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

MiqatWindow *
miqat_window_new (GtkApplication *app, MiqatOffice *office, const char *database, const char *hub_url)
{
  MiqatWindow *self = g_object_new (MIQAT_TYPE_WINDOW, "application", app, NULL);

  if (office != NULL) {
    adopt_office (self, office);
  } else {
    GtkWidget *page = miqat_first_run_page_new (database, hub_url);

    g_signal_connect (page, "enrolled", G_CALLBACK (on_enrolled_cb), self);
    gtk_stack_add_named (self->stack, page, "first-run");
    gtk_stack_set_visible_child (self->stack, page);
  }
  return self;
}

GtkWidget *
miqat_window_get_shell (MiqatWindow *self)
{
  return self->shell;
}

MiqatIdle *
miqat_window_get_idle (MiqatWindow *self)
{
  return self->idle;
}
