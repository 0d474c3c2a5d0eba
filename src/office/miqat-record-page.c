/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-record-page.h"

#include "miqat-detail-pane.h"
#include "miqat-look.h"
#include "miqat-opener.h"

#include <glib/gi18n-lib.h>

typedef struct {
  MiqatDetailPane *pane; /* NULL once the page is gone */
  MiqatListPane *list;
  GtkBox *body;
  MiqatFacts *facts;
  GtkWidget *actions; /* NULL: none yet */

  MiqatOffice *office;
  MiqatListModel *model;
  MiqatListKeyFunc key;
  char *id; /* of the record shown; NULL: none */
} MiqatRecordPagePrivate;

enum { PROP_LIST_NAME = 1, PROP_HEAD, N_PROPS };

static GParamSpec *props[N_PROPS];

static void opener_init (MiqatOpenerInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (MiqatRecordPage, miqat_record_page, MIQAT_TYPE_PAGE,
                                  G_ADD_PRIVATE (MiqatRecordPage)
                                  G_IMPLEMENT_INTERFACE (MIQAT_TYPE_OPENER, opener_init))

static MiqatRecordPagePrivate *
get_private (gpointer self)
{
  return miqat_record_page_get_instance_private (MIQAT_RECORD_PAGE (self));
}

/* ---- the record ----------------------------------------------------------------------------- */

static void
show_record (MiqatRecordPage *self, const char *id)
{
  MiqatRecordPageClass *klass = MIQAT_RECORD_PAGE_GET_CLASS (self);
  MiqatRecordPagePrivate *priv = get_private (self);
  g_autofree char *shown = g_strdup (id); /* may be the one that is let go */
  g_autoptr (GError) error = NULL;
  gboolean loaded = klass->load (self, shown, &error);

  g_free (priv->id);
  priv->id = loaded ? g_steal_pointer (&shown) : NULL;
  klass->update_actions (self);
  miqat_facts_clear (priv->facts);
  if (!loaded)
    miqat_detail_pane_close (priv->pane);
  if (!loaded || !klass->show (self, &error))
    miqat_record_page_tell (self, error);
}

static void
on_item_selected_cb (MiqatListPane *list, GObject *item, MiqatRecordPage *self)
{
  g_autofree char *id = item != NULL ? get_private (self)->key (item, NULL) : NULL;

  if (id == NULL)
    return;
  show_record (self, id);
  miqat_detail_pane_follow (get_private (self)->pane);
}

static void
on_item_opened_cb (MiqatListPane *list, GObject *item, MiqatRecordPage *self)
{
  on_item_selected_cb (list, item, self);
  miqat_detail_pane_open (get_private (self)->pane);
}

void
miqat_record_page_open (MiqatRecordPage *self, const char *id)
{
  MiqatRecordPagePrivate *priv = get_private (self);

  if (!miqat_list_pane_select_key (priv->list, id))
    show_record (self, id);
  miqat_detail_pane_open (priv->pane);
}

static void
open_name (MiqatOpener *opener, const char *name)
{
  MiqatRecordPage *self = MIQAT_RECORD_PAGE (opener);
  MiqatRecordPageClass *klass = MIQAT_RECORD_PAGE_GET_CLASS (self);

  if (klass->open_other == NULL || !klass->open_other (self, name))
    miqat_record_page_open (self, name);
}

static void
opener_init (MiqatOpenerInterface *iface)
{
  iface->open = open_name;
}

/* ---- the list ------------------------------------------------------------------------------- */

static void
apply_filter (MiqatRecordPage *self)
{
  g_autoptr (GError) error = NULL;

  if (!MIQAT_RECORD_PAGE_GET_CLASS (self)->apply_filter (self, get_private (self)->model, &error))
    miqat_record_page_tell (self, error);
}

static void
on_filter_changed_cb (MiqatListPane *list, MiqatRecordPage *self)
{
  apply_filter (self);
}

static void
on_sort_changed_cb (MiqatListPane *list, const char *column, gboolean descending, MiqatRecordPage *self)
{
  apply_filter (self);
}

static gboolean
is_touched (MiqatRecordPage *self, MiqatChanges *changes)
{
  const char *const *table = MIQAT_RECORD_PAGE_GET_CLASS (self)->tables;

  while (changes != NULL && *table != NULL && !miqat_changes_touch (changes, *table))
    table++;
  return *table != NULL;
}

static void
on_changed_cb (MiqatOffice *office, MiqatChanges *changes, MiqatRecordPage *self)
{
  MiqatRecordPagePrivate *priv = get_private (self);
  g_autoptr (GError) error = NULL;

  if (!is_touched (self, changes))
    return;
  if (!miqat_list_model_refresh (priv->model, &error))
    miqat_record_page_tell (self, error);
  if (priv->id != NULL)
    show_record (self, priv->id);
}

/* The keyboard begins in the list. */
static void
miqat_record_page_shown (MiqatPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (get_private (page)->list));
}

static gboolean
miqat_record_page_start_filter (MiqatPage *page)
{
  miqat_list_pane_start_search (get_private (page)->list);
  return TRUE;
}

/* ---- object --------------------------------------------------------------------------------- */

static void
miqat_record_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MiqatRecordPagePrivate *priv = get_private (object);

  if (id == PROP_LIST_NAME)
    g_object_get_property (G_OBJECT (priv->list), "list-name", value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
miqat_record_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MiqatRecordPagePrivate *priv = get_private (object);

  if (id == PROP_LIST_NAME)
    g_object_set_property (G_OBJECT (priv->list), "list-name", value);
  else if (id == PROP_HEAD)
    gtk_box_prepend (priv->body, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
miqat_record_page_dispose (GObject *object)
{
  MiqatRecordPagePrivate *priv = get_private (object);

  /* The children go with the page's content; GTK 4.8 disposes only the template of the class that is
   * not derived from. */
  priv->pane = NULL;
  g_clear_object (&priv->model);
  g_clear_object (&priv->office);
  g_clear_pointer (&priv->id, g_free);
  G_OBJECT_CLASS (miqat_record_page_parent_class)->dispose (object);
}

static void
miqat_record_page_class_init (MiqatRecordPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MIQAT_TYPE_DETAIL_PANE);
  g_type_ensure (MIQAT_TYPE_LIST_PANE);
  g_type_ensure (MIQAT_TYPE_FACTS);
  object_class->get_property = miqat_record_page_get_property;
  object_class->set_property = miqat_record_page_set_property;
  object_class->dispose = miqat_record_page_dispose;
  props[PROP_LIST_NAME] = g_param_spec_string ("list-name", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_HEAD] = g_param_spec_object ("head", NULL, NULL, GTK_TYPE_WIDGET,
                                          G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  MIQAT_PAGE_CLASS (klass)->shown = miqat_record_page_shown;
  MIQAT_PAGE_CLASS (klass)->start_filter = miqat_record_page_start_filter;
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/office/miqat-record-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, MiqatRecordPage, pane);
  gtk_widget_class_bind_template_child_private (widget_class, MiqatRecordPage, list);
  gtk_widget_class_bind_template_child_private (widget_class, MiqatRecordPage, body);
  gtk_widget_class_bind_template_child_private (widget_class, MiqatRecordPage, facts);
}

static void
miqat_record_page_init (MiqatRecordPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
miqat_record_page_start (MiqatRecordPage *self, MiqatOffice *office, MiqatListModel *model, MiqatListKeyFunc key)
{
  MiqatRecordPagePrivate *priv = get_private (self);

  priv->office = g_object_ref (office);
  priv->model = model;
  priv->key = key;
  miqat_list_pane_set_key_func (priv->list, key, NULL);
  apply_filter (self);
  miqat_list_pane_set_model (priv->list, G_LIST_MODEL (model));
  MIQAT_RECORD_PAGE_GET_CLASS (self)->update_actions (self);
  g_signal_connect (priv->list, "item-selected", G_CALLBACK (on_item_selected_cb), self);
  g_signal_connect (priv->list, "item-opened", G_CALLBACK (on_item_opened_cb), self);
  g_signal_connect (priv->list, "filter-changed", G_CALLBACK (on_filter_changed_cb), self);
  g_signal_connect (priv->list, "sort-changed", G_CALLBACK (on_sort_changed_cb), self);
  g_signal_connect_object (office, "changed", G_CALLBACK (on_changed_cb), self, 0);
  if (g_list_model_get_n_items (G_LIST_MODEL (model)) > 0)
    miqat_list_pane_select (priv->list, 0);
}

MiqatOffice *
miqat_record_page_get_office (MiqatRecordPage *self)
{
  return get_private (self)->office;
}

MiqatListPane *
miqat_record_page_get_list (MiqatRecordPage *self)
{
  return get_private (self)->list;
}

MiqatFacts *
miqat_record_page_get_facts (MiqatRecordPage *self)
{
  return get_private (self)->facts;
}

const char *
miqat_record_page_get_search (MiqatRecordPage *self)
{
  const char *typed = miqat_filter_bar_get_search (miqat_list_pane_get_filter_bar (get_private (self)->list));

  return *typed != '\0' ? typed : NULL;
}

void
miqat_record_page_set_heading (MiqatRecordPage *self, const char *title, const char *subtitle)
{
  miqat_detail_pane_set_title (get_private (self)->pane, title, subtitle);
}

/* ---- actions -------------------------------------------------------------------------------- */

static void
add_action (MiqatRecordPage *self, GtkWidget *button)
{
  MiqatRecordPagePrivate *priv = get_private (self);

  if (priv->actions == NULL) {
    priv->actions = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
    miqat_detail_pane_set_actions (priv->pane, priv->actions);
  }
  gtk_box_append (GTK_BOX (priv->actions), button);
}

void
miqat_record_page_add_button (MiqatRecordPage *self, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  add_action (self, button);
}

void
miqat_record_page_set_more (MiqatRecordPage *self, GMenuModel *menu)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_widget_set_halign (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), GTK_ALIGN_END);
  /* The buttons stand at the bottom of the window: it opens upwards and inwards. */
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_set_tooltip_text (button, _("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("More"), -1);
  add_action (self, button);
}

void
miqat_record_page_tell (MiqatRecordPage *self, const GError *error)
{
  const MiqatProblems *problems = miqat_refusal_get_problems (error);
  g_autofree char *sentence = problems != NULL ? miqat_problem_dup_sentence (miqat_problems_get (problems, 0))
                                               : g_strdup (error->message);

  miqat_banner_show (miqat_page_get_banner (MIQAT_PAGE (self)), MIQAT_TONE_BAD, sentence, NULL, NULL);
}

static void
on_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatRecordPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAnswer) answer = miqat_office_run_finish (MIQAT_OFFICE (source), result, &error);

  if (get_private (self)->pane == NULL)
    return;
  if (answer != NULL && !answer->done)
    miqat_refuse_all (&error, miqat_problems_copy (answer->problems));
  if (error != NULL)
    miqat_record_page_tell (self, error);
}

void
miqat_record_page_run (MiqatRecordPage *self, const char *command, JsonObject *args)
{
  miqat_office_run_async (get_private (self)->office, command, args, NULL, on_run_cb, g_object_ref (self));
}
