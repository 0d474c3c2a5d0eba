/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-list-head.h"

#include <glib/gi18n-lib.h>

#include "miqat-look.h"

typedef struct {
  MiqatListHead *head;
  char *name;
  GtkColumnViewColumn *column; /* owned by the view */
  int width;                   /* of a hidden column; -1 = as needed */
  guint spare;
  gboolean wanted;  /* by the person */
  gboolean dropped; /* for want of room */
} Entry;

struct _MiqatListHead {
  GObject parent_instance;

  GtkColumnView *view;
  GPtrArray *entries;
  GMenu *menu;
  GMenu *sort_menu;
  GMenu *column_menu;
  GSimpleActionGroup *actions;
  const char *sort; /* an entry's name */
  gboolean descending;
  const char *probed; /* see read_sort() */
  int width;
  gboolean quiet;
};

enum {
  SORT_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatListHead, miqat_list_head, G_TYPE_OBJECT)

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  g_free (entry);
}

static Entry *
find_entry (MiqatListHead *self, const char *name)
{
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = g_ptr_array_index (self->entries, i);

    if (g_strcmp0 (entry->name, name) == 0)
      return entry;
  }
  return NULL;
}

/* A sorter that sorts nothing: it only leaves its name behind. */
static int
probe (gconstpointer a, gconstpointer b, gpointer data)
{
  Entry *entry = data;

  entry->head->probed = entry->name;
  return -1;
}

/* GTK 4.8 cannot be asked which column is sorted by. But its sorter asks the first column's sorter
 * first and turns the answer round when descending; so any two different objects will do. */
static void
read_sort (MiqatListHead *self, const char **column, gboolean *descending)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  GtkOrdering ordering;

  self->probed = NULL;
  ordering = gtk_sorter_compare (sorter, self->view, self);
  *column = self->probed;
  *descending = self->probed != NULL && ordering == GTK_ORDERING_LARGER;
}

static void
update_actions (MiqatListHead *self)
{
  GAction *sort = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "sort");
  GAction *reverse = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "descending");

  g_simple_action_set_state (G_SIMPLE_ACTION (sort),
                             g_variant_new_string (self->sort != NULL ? self->sort : ""));
  g_simple_action_set_state (G_SIMPLE_ACTION (reverse), g_variant_new_boolean (self->descending));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (reverse), self->sort != NULL);
}

static void
on_sorter_changed_cb (MiqatListHead *self)
{
  const char *column;
  gboolean descending;

  if (self->quiet)
    return;
  read_sort (self, &column, &descending);
  if (column == self->sort && descending == self->descending)
    return;
  self->sort = column;
  self->descending = descending;
  update_actions (self);
  g_signal_emit (self, signals[SORT_CHANGED], 0, column, descending);
}

static void
on_sort_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MiqatListHead *self = data;
  Entry *entry = find_entry (self, g_variant_get_string (parameter, NULL));

  if (entry != NULL)
    gtk_column_view_sort_by_column (self->view, entry->column,
                                    self->descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

static void
on_descending_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MiqatListHead *self = data;
  Entry *entry = find_entry (self, self->sort);

  if (entry != NULL)
    gtk_column_view_sort_by_column (self->view, entry->column,
                                    self->descending ? GTK_SORT_ASCENDING : GTK_SORT_DESCENDING);
}

static int
get_fixed_width (Entry *entry)
{
  return gtk_column_view_column_get_visible (entry->column)
             ? gtk_column_view_column_get_fixed_width (entry->column)
             : entry->width;
}

/* A column without a width of its own counts as wide as most are. */
static int
get_width (Entry *entry)
{
  int width = get_fixed_width (entry);

  return width > 0 ? width : 120;
}

/* GTK 4.8 keeps room for the fixed width of hidden columns, so a hidden column must have none. */
static void
set_visible (Entry *entry, gboolean visible)
{
  if (visible == gtk_column_view_column_get_visible (entry->column))
    return;
  if (!visible)
    entry->width = gtk_column_view_column_get_fixed_width (entry->column);
  gtk_column_view_column_set_visible (entry->column, visible);
  gtk_column_view_column_set_fixed_width (entry->column, visible ? entry->width : -1);
}

static Entry *
find_spare (MiqatListHead *self)
{
  Entry *spare = NULL;

  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = g_ptr_array_index (self->entries, i);

    if (entry->wanted && !entry->dropped && entry->spare > (spare != NULL ? spare->spare : 0))
      spare = entry;
  }
  return spare;
}

static void
show_columns (MiqatListHead *self)
{
  int needed = 0;
  Entry *spare;

  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = g_ptr_array_index (self->entries, i);

    entry->dropped = FALSE;
    needed += entry->wanted ? get_width (entry) : 0;
  }
  while (self->width > 0 && needed > self->width && (spare = find_spare (self)) != NULL) {
    spare->dropped = TRUE;
    needed -= get_width (spare);
  }
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = g_ptr_array_index (self->entries, i);

    set_visible (entry, entry->wanted && !entry->dropped);
  }
}

static void
set_wanted (MiqatListHead *self, Entry *entry, gboolean wanted)
{
  g_autofree char *name = g_strdup_printf ("show-%s", entry->name);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  entry->wanted = wanted;
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (wanted));
}

static void
on_show_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MiqatListHead *self = data;
  Entry *entry = find_entry (self, g_action_get_name (G_ACTION (action)) + strlen ("show-"));

  if (entry == NULL)
    return;
  set_wanted (self, entry, !entry->wanted);
  show_columns (self);
}

static void
miqat_list_head_finalize (GObject *object)
{
  MiqatListHead *self = MIQAT_LIST_HEAD (object);

  g_object_unref (self->menu);
  g_object_unref (self->sort_menu);
  g_object_unref (self->column_menu);
  g_object_unref (self->actions);
  g_ptr_array_unref (self->entries);
  G_OBJECT_CLASS (miqat_list_head_parent_class)->finalize (object);
}

static void
miqat_list_head_class_init (MiqatListHeadClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = miqat_list_head_finalize;
  signals[SORT_CHANGED]
      = g_signal_new ("sort-changed", MIQAT_TYPE_LIST_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
miqat_list_head_init (MiqatListHead *self)
{
  const GActionEntry entries[] = {
    { .name = "sort", .activate = on_sort_activated_cb, .parameter_type = "s", .state = "''" },
    { .name = "descending", .activate = on_descending_activated_cb, .state = "false" },
  };

  self->entries = g_ptr_array_new_with_free_func (free_entry);
  self->menu = g_menu_new ();
  self->sort_menu = g_menu_new ();
  self->column_menu = g_menu_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  g_menu_append_submenu (self->menu, _("Sort by"), G_MENU_MODEL (self->sort_menu));
  g_menu_append (self->menu, _("Largest or latest first"), "columns.descending");
  g_menu_append_section (self->menu, _("Columns"), G_MENU_MODEL (self->column_menu));
}

MiqatListHead *
miqat_list_head_new (GtkColumnView *view)
{
  MiqatListHead *self;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  self = g_object_new (MIQAT_TYPE_LIST_HEAD, NULL);
  self->view = view;
  g_signal_connect_object (gtk_column_view_get_sorter (view), "changed",
                           G_CALLBACK (on_sorter_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* The header offers no alignment of its own: its title is a box inside the button of its position.
 * Where that should ever look different, titles simply stay at the left. */
static void
align_title_right (MiqatListHead *self, guint position)
{
  GtkWidget *title = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  title = title != NULL ? gtk_widget_get_first_child (title) : NULL;
  for (guint i = 0; i < position && title != NULL; i++)
    title = gtk_widget_get_next_sibling (title);
  title = title != NULL ? gtk_widget_get_first_child (title) : NULL;
  if (title != NULL)
    gtk_widget_set_halign (title, GTK_ALIGN_END);
}

void
miqat_list_head_add_column (MiqatListHead *self, const MiqatListColumn *column, gpointer data)
{
  g_autoptr (GtkColumnViewColumn) view_column = NULL;
  g_autoptr (GSimpleAction) show = NULL;
  g_autofree char *action = NULL;
  g_autofree char *detailed = NULL;
  Entry *entry;

  g_return_if_fail (MIQAT_IS_LIST_HEAD (self));
  g_return_if_fail (column != NULL && column->name != NULL && column->title != NULL);
  g_return_if_fail (find_entry (self, column->name) == NULL);

  view_column = gtk_column_view_column_new (
      column->title, miqat_list_column_make_factory (column, data, miqat_look_is_indonesian ()));
  entry = g_new0 (Entry, 1);
  entry->head = self;
  entry->name = g_strdup (column->name);
  entry->column = view_column;
  entry->spare = column->spare;
  entry->wanted = !column->hidden;
  g_ptr_array_add (self->entries, entry);

  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_expand (view_column, column->expand);
  gtk_column_view_column_set_fixed_width (view_column, column->width > 0 ? column->width : -1);
  set_visible (entry, entry->wanted);
  if (column->sortable) {
    g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (probe, entry, NULL));

    gtk_column_view_column_set_sorter (view_column, sorter);
    detailed = g_strdup_printf ("columns.sort::%s", column->name);
    g_menu_append (self->sort_menu, column->title, detailed);
  }
  gtk_column_view_append_column (self->view, view_column);
  if (column->kind == MIQAT_CELL_MONEY || column->kind == MIQAT_CELL_NUMBER)
    align_title_right (self, self->entries->len - 1);

  action = g_strdup_printf ("show-%s", column->name);
  show = g_simple_action_new_stateful (action, NULL, g_variant_new_boolean (entry->wanted));
  g_signal_connect_object (show, "activate", G_CALLBACK (on_show_activated_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (show));
  g_clear_pointer (&detailed, g_free);
  detailed = g_strdup_printf ("columns.%s", action);
  g_menu_append (self->column_menu, column->title, detailed);
}

GMenuModel *
miqat_list_head_get_menu (MiqatListHead *self)
{
  g_return_val_if_fail (MIQAT_IS_LIST_HEAD (self), NULL);

  return G_MENU_MODEL (self->menu);
}

GActionGroup *
miqat_list_head_get_actions (MiqatListHead *self)
{
  g_return_val_if_fail (MIQAT_IS_LIST_HEAD (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

void
miqat_list_head_set_sort (MiqatListHead *self, const char *column, gboolean descending)
{
  Entry *entry;

  g_return_if_fail (MIQAT_IS_LIST_HEAD (self));

  entry = find_entry (self, column);
  self->quiet = TRUE;
  gtk_column_view_sort_by_column (self->view, entry != NULL ? entry->column : NULL,
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->quiet = FALSE;
  self->sort = entry != NULL ? entry->name : NULL;
  self->descending = entry != NULL && descending;
  update_actions (self);
}

const char *
miqat_list_head_get_sort (MiqatListHead *self, gboolean *descending)
{
  g_return_val_if_fail (MIQAT_IS_LIST_HEAD (self), NULL);

  if (descending != NULL)
    *descending = self->descending;
  return self->sort;
}

void
miqat_list_head_fit (MiqatListHead *self, int width)
{
  g_return_if_fail (MIQAT_IS_LIST_HEAD (self));

  if (self->width == width)
    return;
  self->width = width;
  show_columns (self);
}

void
miqat_list_head_save (MiqatListHead *self, GVariantDict *state)
{
  g_auto (GVariantBuilder) columns = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sbi)"));

  g_return_if_fail (MIQAT_IS_LIST_HEAD (self));

  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = g_ptr_array_index (self->entries, i);

    g_variant_builder_add (&columns, "(sbi)", entry->name, entry->wanted,
                           get_fixed_width (entry));
  }
  g_variant_dict_insert_value (state, "columns", g_variant_builder_end (&columns));
  g_variant_dict_insert (state, "sort", "(sb)", self->sort != NULL ? self->sort : "",
                         self->descending);
}

gboolean
miqat_list_head_restore (MiqatListHead *self, GVariantDict *state)
{
  g_autoptr (GVariant) columns
      = g_variant_dict_lookup_value (state, "columns", G_VARIANT_TYPE ("a(sbi)"));
  const char *name;
  gboolean flag;
  int width;

  g_return_val_if_fail (MIQAT_IS_LIST_HEAD (self), FALSE);

  if (columns != NULL) {
    GVariantIter iter;

    g_variant_iter_init (&iter, columns);
    while (g_variant_iter_next (&iter, "(&sbi)", &name, &flag, &width)) {
      Entry *entry = find_entry (self, name);

      if (entry == NULL)
        continue;
      set_wanted (self, entry, flag);
      if (gtk_column_view_column_get_visible (entry->column))
        gtk_column_view_column_set_fixed_width (entry->column, width > 0 ? width : -1);
      entry->width = width > 0 ? width : -1;
    }
    show_columns (self);
  }
  if (!g_variant_dict_lookup (state, "sort", "(&sb)", &name, &flag))
    return FALSE;
  if (find_entry (self, name) == NULL
      || (g_strcmp0 (name, self->sort) == 0 && flag == self->descending))
    return FALSE;
  miqat_list_head_set_sort (self, name, flag);
  return TRUE;
}
