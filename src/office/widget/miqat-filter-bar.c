/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-filter-bar.h"

#include <glib/gi18n-lib.h>

#include "miqat-filter-chip.h"

struct _MiqatFilterBar {
  GtkWidget parent_instance;

  GtkWidget *entry;
  GtkBox *chips;
  GtkWidget *clear;
  GtkBox *end;
  GtkWidget *views_row;
  GtkBox *views;
  gboolean quiet; /* several things change at once: "changed" comes after the last */
};

enum {
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatFilterBar, miqat_filter_bar, GTK_TYPE_WIDGET)

static void
emit_changed (MiqatFilterBar *self)
{
  gtk_widget_set_visible (self->clear, miqat_filter_bar_is_narrowed (self));
  if (!self->quiet)
    g_signal_emit (self, signals[CHANGED], 0);
}

static const char *
get_view_name (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "miqat-view");
}

static GtkWidget *
find_view (MiqatFilterBar *self, const char *name)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->views));

  while (child != NULL && g_strcmp0 (get_view_name (child), name) != 0)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static MiqatFilterChip *
find_chip (MiqatFilterBar *self, const char *name)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->chips));

  while (child != NULL
         && g_strcmp0 (miqat_filter_chip_get_name (MIQAT_FILTER_CHIP (child)), name) != 0)
    child = gtk_widget_get_next_sibling (child);
  return child != NULL ? MIQAT_FILTER_CHIP (child) : NULL;
}

static void
on_search_changed_cb (MiqatFilterBar *self)
{
  emit_changed (self);
}

static void
on_stop_search_cb (MiqatFilterBar *self)
{
  miqat_filter_bar_set_search (self, "");
}

static void
on_view_toggled_cb (MiqatFilterBar *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    emit_changed (self);
}

static void
on_clear_clicked_cb (MiqatFilterBar *self)
{
  miqat_filter_bar_clear (self);
}

static void
miqat_filter_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_FILTER_BAR);
  G_OBJECT_CLASS (miqat_filter_bar_parent_class)->dispose (object);
}

static void
miqat_filter_bar_class_init (MiqatFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_filter_bar_dispose;
  signals[CHANGED] = g_signal_new ("changed", MIQAT_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-filter-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-filter-bar.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "root", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, MiqatFilterBar, entry);
  gtk_widget_class_bind_template_child (widget_class, MiqatFilterBar, chips);
  gtk_widget_class_bind_template_child (widget_class, MiqatFilterBar, clear);
  gtk_widget_class_bind_template_child (widget_class, MiqatFilterBar, end);
  gtk_widget_class_bind_template_child (widget_class, MiqatFilterBar, views_row);
  gtk_widget_class_bind_template_child (widget_class, MiqatFilterBar, views);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked_cb);
}

static void
miqat_filter_bar_init (MiqatFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_filter_bar_new (void)
{
  return g_object_new (MIQAT_TYPE_FILTER_BAR, NULL);
}

void
miqat_filter_bar_add_view (MiqatFilterBar *self, const char *name, const char *label)
{
  GtkWidget *first, *button, *box, *count;

  g_return_if_fail (MIQAT_IS_FILTER_BAR (self));
  g_return_if_fail (name != NULL && label != NULL);

  first = gtk_widget_get_first_child (GTK_WIDGET (self->views));
  button = gtk_toggle_button_new ();
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  count = gtk_label_new (NULL);
  gtk_box_append (GTK_BOX (box), gtk_label_new (label));
  gtk_box_append (GTK_BOX (box), count);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "miqat-count");
  gtk_widget_set_visible (count, FALSE);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "miqat-view");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "miqat-view", g_strdup (name), g_free);
  g_object_set_data (G_OBJECT (button), "miqat-count", count);
  if (first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
  else
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_view_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->views, button);
  gtk_widget_set_visible (self->views_row, TRUE);
}

void
miqat_filter_bar_set_view_count (MiqatFilterBar *self, const char *name, int count)
{
  GtkWidget *button;
  GtkLabel *label;
  g_autofree char *text = g_strdup_printf ("%d", count);

  g_return_if_fail (MIQAT_IS_FILTER_BAR (self));

  button = find_view (self, name);
  if (button == NULL)
    return;
  label = g_object_get_data (G_OBJECT (button), "miqat-count");
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), count >= 0);
}

void
miqat_filter_bar_add_filter (MiqatFilterBar *self,
                             const char *name,
                             const char *label,
                             const MiqatChoice *choices)
{
  GtkWidget *chip;

  g_return_if_fail (MIQAT_IS_FILTER_BAR (self));
  g_return_if_fail (name != NULL && label != NULL && choices != NULL);

  chip = miqat_filter_chip_new (name, label, choices);
  g_signal_connect_object (chip, "changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->chips, chip);
}

void
miqat_filter_bar_add_end (MiqatFilterBar *self, GtkWidget *widget)
{
  g_return_if_fail (MIQAT_IS_FILTER_BAR (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_box_append (self->end, widget);
}

void
miqat_filter_bar_set_searchable (MiqatFilterBar *self, gboolean searchable)
{
  g_return_if_fail (MIQAT_IS_FILTER_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self->entry), searchable);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->entry)), searchable);
}

const char *
miqat_filter_bar_get_search (MiqatFilterBar *self)
{
  g_return_val_if_fail (MIQAT_IS_FILTER_BAR (self), "");

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
miqat_filter_bar_set_search (MiqatFilterBar *self, const char *text)
{
  g_return_if_fail (MIQAT_IS_FILTER_BAR (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
}

const char *
miqat_filter_bar_get_view (MiqatFilterBar *self)
{
  GtkWidget *child;

  g_return_val_if_fail (MIQAT_IS_FILTER_BAR (self), NULL);

  child = gtk_widget_get_first_child (GTK_WIDGET (self->views));
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (child)))
      return get_view_name (child);
  return NULL;
}

void
miqat_filter_bar_set_view (MiqatFilterBar *self, const char *name)
{
  GtkWidget *button;

  g_return_if_fail (MIQAT_IS_FILTER_BAR (self));

  button = find_view (self, name);
  if (button != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

const char *
miqat_filter_bar_get_filter (MiqatFilterBar *self, const char *name)
{
  MiqatFilterChip *chip;

  g_return_val_if_fail (MIQAT_IS_FILTER_BAR (self), NULL);

  chip = find_chip (self, name);
  return chip != NULL ? miqat_filter_chip_get_choice (chip) : NULL;
}

void
miqat_filter_bar_set_filter (MiqatFilterBar *self, const char *name, const char *choice)
{
  MiqatFilterChip *chip;

  g_return_if_fail (MIQAT_IS_FILTER_BAR (self));

  chip = find_chip (self, name);
  if (chip != NULL)
    miqat_filter_chip_set_choice (chip, choice);
}

gboolean
miqat_filter_bar_is_narrowed (MiqatFilterBar *self)
{
  GtkWidget *child;

  g_return_val_if_fail (MIQAT_IS_FILTER_BAR (self), FALSE);

  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    return TRUE;
  child = gtk_widget_get_first_child (GTK_WIDGET (self->chips));
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (miqat_filter_chip_get_choice (MIQAT_FILTER_CHIP (child)) != NULL)
      return TRUE;
  return FALSE;
}

void
miqat_filter_bar_clear (MiqatFilterBar *self)
{
  GtkWidget *child;
  gboolean was_quiet;

  g_return_if_fail (MIQAT_IS_FILTER_BAR (self));

  was_quiet = self->quiet;
  self->quiet = TRUE;
  miqat_filter_bar_set_search (self, "");
  child = gtk_widget_get_first_child (GTK_WIDGET (self->chips));
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    miqat_filter_chip_set_choice (MIQAT_FILTER_CHIP (child), NULL);
  self->quiet = was_quiet;
  emit_changed (self);
}

void
miqat_filter_bar_start_search (MiqatFilterBar *self)
{
  g_return_if_fail (MIQAT_IS_FILTER_BAR (self));

  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

GVariant *
miqat_filter_bar_save_state (MiqatFilterBar *self)
{
  g_auto (GVariantDict) state = G_VARIANT_DICT_INIT (NULL);
  GtkWidget *child;

  g_return_val_if_fail (MIQAT_IS_FILTER_BAR (self), NULL);

  g_variant_dict_insert (&state, "search", "s", miqat_filter_bar_get_search (self));
  if (miqat_filter_bar_get_view (self) != NULL)
    g_variant_dict_insert (&state, "view", "s", miqat_filter_bar_get_view (self));
  child = gtk_widget_get_first_child (GTK_WIDGET (self->chips));
  for (; child != NULL; child = gtk_widget_get_next_sibling (child)) {
    MiqatFilterChip *chip = MIQAT_FILTER_CHIP (child);
    g_autofree char *key = g_strconcat ("filter.", miqat_filter_chip_get_name (chip), NULL);

    if (miqat_filter_chip_get_choice (chip) != NULL)
      g_variant_dict_insert (&state, key, "s", miqat_filter_chip_get_choice (chip));
  }
  return g_variant_ref_sink (g_variant_dict_end (&state));
}

void
miqat_filter_bar_restore_state (MiqatFilterBar *self, GVariant *state)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_return_if_fail (MIQAT_IS_FILTER_BAR (self));
  g_return_if_fail (state != NULL && g_variant_is_of_type (state, G_VARIANT_TYPE_VARDICT));

  self->quiet = TRUE;
  miqat_filter_bar_clear (self);
  g_variant_iter_init (&iter, state);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value)) {
    if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
      continue;
    if (g_str_equal (key, "search"))
      miqat_filter_bar_set_search (self, g_variant_get_string (value, NULL));
    else if (g_str_equal (key, "view"))
      miqat_filter_bar_set_view (self, g_variant_get_string (value, NULL));
    else if (g_str_has_prefix (key, "filter."))
      miqat_filter_bar_set_filter (self, key + strlen ("filter."),
                                   g_variant_get_string (value, NULL));
  }
  self->quiet = FALSE;
  emit_changed (self);
}
