/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-shell.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "miqat-page.h"
#include "miqat-sidebar.h"
#include "miqat-split.h"

struct _MiqatShell {
  GtkWidget parent_instance;

  MiqatSplit *split;
  MiqatSidebar *sidebar;
  GtkWidget *toggle;
  MiqatSearchBox *search;
  MiqatSyncPill *sync_pill;
  GtkWidget *person_button;
  AdwAvatar *avatar;
  GtkWidget *person_names;
  GtkLabel *person;
  GtkLabel *duty;
  AdwToastOverlay *toasts;
  GtkStack *pages;
  GPtrArray *areas; /* of MiqatShellArea, strings owned */
  const char *area; /* the name inside `areas` */
};

typedef enum {
  PROP_AREA = 1,
} MiqatShellProp;

static GParamSpec *props[PROP_AREA + 1];

enum {
  AREA_SHOWN,
  QUERY_CHANGED,
  HIT_ACTIVATED,
  SYNC_OPENED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatShell, miqat_shell, GTK_TYPE_WIDGET)

static void
free_area (gpointer data)
{
  MiqatShellArea *area = data;

  g_free ((char *)area->name);
  g_free ((char *)area->title);
  g_free ((char *)area->icon_name);
  g_free (area);
}

static MiqatShellArea *
find_area (MiqatShell *self, const char *name)
{
  for (guint i = 0; i < self->areas->len; i++) {
    MiqatShellArea *area = g_ptr_array_index (self->areas, i);

    if (g_strcmp0 (area->name, name) == 0)
      return area;
  }
  return NULL;
}

static void
on_area_activated_cb (MiqatShell *self, const char *name)
{
  miqat_shell_show_area (self, name);
  if (miqat_split_get_mode (self->split) == MIQAT_SPLIT_FOLDED)
    miqat_split_set_side_shown (self->split, FALSE);
}

static void
on_mode_changed_cb (MiqatShell *self)
{
  MiqatSplitMode mode = miqat_split_get_mode (self->split);

  miqat_sidebar_set_compact (self->sidebar, mode == MIQAT_SPLIT_COMPACT);
  gtk_widget_set_visible (self->toggle, mode == MIQAT_SPLIT_FOLDED);
  gtk_widget_set_visible (self->person_names, mode == MIQAT_SPLIT_WIDE);
}

static void
on_query_changed_cb (MiqatShell *self, const char *text)
{
  g_signal_emit (self, signals[QUERY_CHANGED], 0, text);
}

static void
on_hit_activated_cb (MiqatShell *self, MiqatSearchHit *hit)
{
  g_signal_emit (self, signals[HIT_ACTIVATED], 0, hit);
}

static void
on_sync_opened_cb (MiqatShell *self)
{
  g_signal_emit (self, signals[SYNC_OPENED], 0);
}

static void
show_area_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  miqat_shell_show_area (MIQAT_SHELL (widget), g_variant_get_string (parameter, NULL));
}

static void
search_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  miqat_search_box_start (MIQAT_SHELL (widget)->search);
}

static void
filter_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWidget *page = gtk_stack_get_visible_child (MIQAT_SHELL (widget)->pages);

  if (MIQAT_IS_PAGE (page))
    miqat_page_start_filter (MIQAT_PAGE (page));
}

static void
toggle_sidebar_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiqatShell *self = MIQAT_SHELL (widget);

  miqat_split_set_side_shown (self->split, !miqat_split_get_side_shown (self->split));
}

static void
show_number_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiqatShell *self = MIQAT_SHELL (widget);
  gint32 number = g_variant_get_int32 (parameter);

  if (number >= 1 && (guint)number <= self->areas->len)
    miqat_shell_show_area (
        self, ((MiqatShellArea *)g_ptr_array_index (self->areas, (guint)number - 1))->name);
}

static void
add_key (GtkShortcutController *keys,
         guint keyval,
         GdkModifierType modifiers,
         const char *action,
         GVariant *arguments)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers),
                                            gtk_named_action_new (action));

  if (arguments != NULL)
    gtk_shortcut_set_arguments (shortcut, arguments);
  gtk_shortcut_controller_add_shortcut (keys, shortcut);
}

/* Of global scope: they work even when nothing in the shell has the focus. */
static void
add_keys (MiqatShell *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutController *keys = GTK_SHORTCUT_CONTROLLER (controller);

  gtk_shortcut_controller_set_scope (keys, GTK_SHORTCUT_SCOPE_GLOBAL);
  add_key (keys, GDK_KEY_k, GDK_CONTROL_MASK, "shell.search", NULL);
  add_key (keys, GDK_KEY_f, GDK_CONTROL_MASK, "shell.filter", NULL);
  add_key (keys, GDK_KEY_F9, 0, "shell.toggle-sidebar", NULL);
  for (guint i = 1; i <= 9; i++)
    add_key (keys, GDK_KEY_0 + i, GDK_ALT_MASK, "shell.show-number",
             g_variant_new_int32 ((gint32)i));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* A window that is not shown yet already knows how wide it will be: so the first frame is right. */
static void
miqat_shell_root (GtkWidget *widget)
{
  MiqatShell *self = MIQAT_SHELL (widget);
  GtkRoot *root;
  int width = -1, height = -1;

  GTK_WIDGET_CLASS (miqat_shell_parent_class)->root (widget);
  root = gtk_widget_get_root (widget);
  if (GTK_IS_WINDOW (root))
    gtk_window_get_default_size (GTK_WINDOW (root), &width, &height);
  if (width > 0)
    miqat_split_expect_width (self->split, width);
}

static void
miqat_shell_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((MiqatShellProp)id) {
  case PROP_AREA:
    g_value_set_string (value, MIQAT_SHELL (object)->area);
    break;
  }
}

static void
miqat_shell_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((MiqatShellProp)id) {
  case PROP_AREA:
    miqat_shell_show_area (MIQAT_SHELL (object), g_value_get_string (value));
    break;
  }
}

static void
miqat_shell_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_SHELL);
  G_OBJECT_CLASS (miqat_shell_parent_class)->dispose (object);
}

static void
miqat_shell_finalize (GObject *object)
{
  g_ptr_array_unref (MIQAT_SHELL (object)->areas);
  G_OBJECT_CLASS (miqat_shell_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "shell.show-area", "s", show_area_action);
  gtk_widget_class_install_action (widget_class, "shell.show-number", "i", show_number_action);
  gtk_widget_class_install_action (widget_class, "shell.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "shell.filter", NULL, filter_action);
  gtk_widget_class_install_action (widget_class, "shell.toggle-sidebar", NULL,
                                   toggle_sidebar_action);
}

static void
miqat_shell_class_init (MiqatShellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MIQAT_TYPE_SPLIT);
  g_type_ensure (MIQAT_TYPE_SIDEBAR);
  g_type_ensure (MIQAT_TYPE_SEARCH_BOX);
  g_type_ensure (MIQAT_TYPE_SYNC_PILL);
  object_class->get_property = miqat_shell_get_property;
  object_class->set_property = miqat_shell_set_property;
  object_class->dispose = miqat_shell_dispose;
  object_class->finalize = miqat_shell_finalize;
  widget_class->root = miqat_shell_root;

  props[PROP_AREA]
      = g_param_spec_string ("area", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[AREA_SHOWN] = g_signal_new ("area-shown", MIQAT_TYPE_SHELL, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[QUERY_CHANGED] = g_signal_new ("query-changed", MIQAT_TYPE_SHELL, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[HIT_ACTIVATED] = g_signal_new ("hit-activated", MIQAT_TYPE_SHELL, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, MIQAT_TYPE_SEARCH_HIT);
  signals[SYNC_OPENED] = g_signal_new ("sync-opened", MIQAT_TYPE_SHELL, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  install_actions (widget_class);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-shell");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-shell.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatShell, split);
  gtk_widget_class_bind_template_child (widget_class, MiqatShell, sidebar);
  gtk_widget_class_bind_template_child (widget_class, MiqatShell, toggle);
  gtk_widget_class_bind_template_child (widget_class, MiqatShell, search);
  gtk_widget_class_bind_template_child (widget_class, MiqatShell, sync_pill);
  gtk_widget_class_bind_template_child (widget_class, MiqatShell, person_button);
  gtk_widget_class_bind_template_child (widget_class, MiqatShell, avatar);
  gtk_widget_class_bind_template_child (widget_class, MiqatShell, person_names);
  gtk_widget_class_bind_template_child (widget_class, MiqatShell, person);
  gtk_widget_class_bind_template_child (widget_class, MiqatShell, duty);
  gtk_widget_class_bind_template_child (widget_class, MiqatShell, toasts);
  gtk_widget_class_bind_template_child (widget_class, MiqatShell, pages);
  gtk_widget_class_bind_template_callback (widget_class, on_area_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_mode_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_query_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_hit_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_sync_opened_cb);
}

static void
miqat_shell_init (MiqatShell *self)
{
  self->areas = g_ptr_array_new_with_free_func (free_area);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
}

GtkWidget *
miqat_shell_new (void)
{
  return g_object_new (MIQAT_TYPE_SHELL, NULL);
}

void
miqat_shell_add_area (MiqatShell *self, const MiqatShellArea *area)
{
  MiqatShellArea *copy;

  g_return_if_fail (MIQAT_IS_SHELL (self));
  g_return_if_fail (area != NULL && area->name != NULL && area->title != NULL
                    && area->make_page != NULL);
  g_return_if_fail (find_area (self, area->name) == NULL);

  copy = g_memdup2 (area, sizeof *area);
  copy->name = g_strdup (area->name);
  copy->title = g_strdup (area->title);
  copy->icon_name = g_strdup (area->icon_name);
  g_ptr_array_add (self->areas, copy);
  miqat_sidebar_add_area (self->sidebar, copy->name, copy->title, copy->icon_name,
                          copy->starts_group);
}

const char *
miqat_shell_get_area (MiqatShell *self)
{
  g_return_val_if_fail (MIQAT_IS_SHELL (self), NULL);

  return self->area;
}

GtkWidget *
miqat_shell_get_page (MiqatShell *self, const char *name)
{
  MiqatShellArea *area;
  GtkWidget *page;

  g_return_val_if_fail (MIQAT_IS_SHELL (self), NULL);

  area = find_area (self, name);
  if (area == NULL)
    return NULL;
  page = gtk_stack_get_child_by_name (self->pages, name);
  if (page == NULL) {
    page = area->make_page (self, area->name, area->data);
    gtk_stack_add_named (self->pages, page, area->name);
  }
  return page;
}

void
miqat_shell_show_area (MiqatShell *self, const char *name)
{
  MiqatShellArea *area;
  GtkWidget *page;

  g_return_if_fail (MIQAT_IS_SHELL (self));

  area = find_area (self, name);
  page = miqat_shell_get_page (self, name);
  if (area == NULL || page == NULL)
    return;
  miqat_sidebar_select (self->sidebar, area->name);
  if (self->area == area->name)
    return;
  self->area = area->name;
  gtk_stack_set_visible_child (self->pages, page);
  if (MIQAT_IS_PAGE (page))
    miqat_page_shown (MIQAT_PAGE (page));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AREA]);
  g_signal_emit (self, signals[AREA_SHOWN], 0, area->name);
}

void
miqat_shell_set_badge (MiqatShell *self, const char *area, guint count)
{
  g_return_if_fail (MIQAT_IS_SHELL (self));

  miqat_sidebar_set_badge (self->sidebar, area, count);
}

void
miqat_shell_set_office (MiqatShell *self,
                        const char *agency,
                        const char *office,
                        GdkPaintable *logo)
{
  g_return_if_fail (MIQAT_IS_SHELL (self));

  miqat_sidebar_set_office (self->sidebar, agency, office, logo);
}

void
miqat_shell_set_person (MiqatShell *self, const char *name, const char *duty, GMenuModel *menu)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (MIQAT_IS_SHELL (self));

  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_text (self->person, name != NULL ? name : "");
  gtk_label_set_text (self->duty, duty != NULL ? duty : "");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->person_button), menu);
  /* At the window's edge it opens inwards. */
  if (menu != NULL)
    gtk_widget_set_halign (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->person_button))),
                           GTK_ALIGN_END);
  /* TRANSLATORS: %s is the name of the person signed in */
  spoken = g_strdup_printf (_("Signed in as %s"), name != NULL ? name : "");
  gtk_widget_set_tooltip_text (self->person_button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->person_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

MiqatSyncPill *
miqat_shell_get_sync_pill (MiqatShell *self)
{
  g_return_val_if_fail (MIQAT_IS_SHELL (self), NULL);

  return self->sync_pill;
}

MiqatSearchBox *
miqat_shell_get_search_box (MiqatShell *self)
{
  g_return_val_if_fail (MIQAT_IS_SHELL (self), NULL);

  return self->search;
}

void
miqat_shell_tell (MiqatShell *self, const char *sentence)
{
  miqat_shell_tell_with_action (self, sentence, NULL, NULL);
}

void
miqat_shell_tell_with_action (MiqatShell *self,
                              const char *sentence,
                              const char *label,
                              const char *detailed_action)
{
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  g_return_if_fail (MIQAT_IS_SHELL (self));
  g_return_if_fail (sentence != NULL);

  /* A toast's title is markup. */
  escaped = g_markup_escape_text (sentence, -1);
  toast = adw_toast_new (escaped);
  if (label != NULL) {
    adw_toast_set_button_label (toast, label);
    adw_toast_set_detailed_action_name (toast, detailed_action);
    adw_toast_set_timeout (toast, 10);
  }
  adw_toast_overlay_add_toast (self->toasts, toast);
}
