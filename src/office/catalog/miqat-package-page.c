/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-booking-offer.h"
#include "miqat-catalog-list.h"
#include "miqat-command-dialog.h"
#include "miqat-detail-pane.h"
#include "miqat-facts.h"
#include "miqat-list-pane.h"
#include "miqat-look.h"
#include "miqat-opener.h"
#include "miqat-package-card.h"
#include "miqat-package-page.h"

#include <glib/gi18n-lib.h>

struct _MiqatPackagePage {
  MiqatPage parent_instance;

  MiqatDetailPane *pane;
  MiqatListPane *list;
  MiqatPackageCard *card;
  MiqatFacts *facts;

  MiqatOffice *office;
  MiqatListModel *model;
  MiqatPackage *package; /* the one shown; NULL: none */
};

static void opener_init (MiqatOpenerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiqatPackagePage, miqat_package_page, MIQAT_TYPE_PAGE,
                               G_IMPLEMENT_INTERFACE (MIQAT_TYPE_OPENER, opener_init))

static void
tell (MiqatPackagePage *self, const GError *error)
{
  miqat_banner_show (miqat_page_get_banner (MIQAT_PAGE (self)), MIQAT_TONE_BAD, error->message, NULL, NULL);
}

/* ---- the package on screen ------------------------------------------------------------------ */

static const char *
describe_status (const char *status, MiqatTone *tone)
{
  *tone = MIQAT_TONE_NEUTRAL;
  if (g_str_equal (status, "published")) {
    *tone = MIQAT_TONE_GOOD;
    return _("Published");
  }
  return g_str_equal (status, "draft") ? _("Draft") : _("Archived");
}

/* Only the head office's database has these rows; elsewhere nothing is shown, not even a label. */
static void
show_costs (MiqatPackagePage *self)
{
  MiqatReader reader = miqat_office_get_reader (self->office);
  g_autoptr (GError) error = NULL;
  gint64 cost = 0;
  gint64 margin = 0;
  gboolean found = FALSE;

  if (!miqat_package_load_costs (miqat_office_get_db (self->office), self->package->id, &reader, &cost,
                                 &margin, &found, &error)) {
    tell (self, error);
    return;
  }
  if (found) {
    miqat_facts_add_money (self->facts, _("Cost per person"), cost);
    miqat_facts_add_money (self->facts, _("Margin to distribute"), margin);
  }
}

static void
show_facts (MiqatPackagePage *self)
{
  MiqatTone tone;
  const char *status = describe_status (self->package->status, &tone);
  g_autofree char *days = g_strdup_printf (ngettext ("%d day", "%d days", self->package->duration_days),
                                           self->package->duration_days);

  miqat_facts_clear (self->facts);
  miqat_facts_add_status (self->facts, _("Status"), tone, status);
  miqat_facts_add_text (self->facts, _("Kind"), miqat_command_choice_label (self->package->kind));
  miqat_facts_add_text (self->facts, _("Duration"), days);
  if (self->package->max_price > 0)
    miqat_facts_add_money (self->facts, _("Highest retail price"), self->package->max_price);
  show_costs (self);
  miqat_facts_add_section (self->facts, _("Included"));
  miqat_facts_add_lines (self->facts, (const char *const *) self->package->inclusions);
  miqat_facts_add_section (self->facts, _("Not included"));
  miqat_facts_add_lines (self->facts, (const char *const *) self->package->exclusions);
  miqat_facts_add_section (self->facts, _("Terms"));
  miqat_facts_add_paragraph (self->facts, self->package->terms);
  miqat_facts_add_section (self->facts, _("Cancellation"));
  miqat_facts_add_paragraph (self->facts, self->package->cancellation_policy);
}

static void
update_actions (MiqatPackagePage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean shown = self->package != NULL;
  gboolean published = shown && g_str_equal (self->package->status, "published");

  gtk_widget_action_set_enabled (widget, "package.edit", shown && miqat_office_may (self->office, "package.edit"));
  gtk_widget_action_set_enabled (widget, "package.prices", shown && miqat_office_may (self->office, "package.set_prices"));
  gtk_widget_action_set_enabled (widget, "package.publish", shown && !published && miqat_office_may (self->office, "package.publish"));
  gtk_widget_action_set_enabled (widget, "package.archive", published && miqat_office_may (self->office, "package.archive"));
}

static void
show_package (MiqatPackagePage *self, const char *id)
{
  MiqatDb *db = miqat_office_get_db (self->office);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatOffer) offer = NULL;
  MiqatPackage *package = miqat_package_load (db, id, &error);

  g_clear_pointer (&self->package, miqat_package_free);
  self->package = package;
  update_actions (self);
  if (package == NULL) {
    tell (self, error);
    miqat_detail_pane_close (self->pane);
    return;
  }
  if (g_str_equal (package->status, "published"))
    offer = miqat_booking_offer_load (db, package->slug,
                                      miqat_instant_get_day (miqat_office_get_now (self->office),
                                                             miqat_office_get_zone (self->office)),
                                      miqat_office_get_now (self->office), NULL);
  miqat_detail_pane_set_title (self->pane, package->name, NULL);
  miqat_package_card_show (self->card, package, offer);
  show_facts (self);
}

static void
on_item_selected_cb (MiqatListPane *list, GObject *item, MiqatPackagePage *self)
{
  if (item == NULL)
    return;
  show_package (self, miqat_package_item_get_id (MIQAT_PACKAGE_ITEM (item)));
  miqat_detail_pane_follow (self->pane);
}

static void
on_item_opened_cb (MiqatListPane *list, GObject *item, MiqatPackagePage *self)
{
  on_item_selected_cb (list, item, self);
  miqat_detail_pane_open (self->pane);
}

/* ---- the list ------------------------------------------------------------------------------- */

static char *
get_name (gpointer item, gpointer data)
{
  return g_strdup (miqat_package_item_get_name (item));
}

static gint64
get_days (gpointer item, gpointer data)
{
  return miqat_package_item_get_duration_days (item);
}

static gint64
get_departures (gpointer item, gpointer data)
{
  return miqat_package_item_get_departure_count (item);
}

static gint64
get_price (gpointer item, gpointer data)
{
  gint64 price = miqat_package_item_get_min_price (item);

  return price > 0 ? price : G_MININT64;
}

static char *
get_status (gpointer item, gpointer data)
{
  MiqatTone tone;

  return g_strdup (describe_status (miqat_package_item_get_status (item), &tone));
}

static MiqatTone
get_tone (gpointer item, gpointer data)
{
  MiqatTone tone;

  describe_status (miqat_package_item_get_status (item), &tone);
  return tone;
}

static char *
get_key (gpointer item, gpointer data)
{
  return g_strdup (miqat_package_item_get_id (item));
}

static void
on_filter_changed_cb (MiqatListPane *list, MiqatPackagePage *self)
{
  MiqatFilterBar *bar = miqat_list_pane_get_filter_bar (list);
  const char *view = miqat_filter_bar_get_view (bar);
  const char *typed = miqat_filter_bar_get_search (bar);
  MiqatPackageFilter filter = {
    .status = g_strcmp0 (view, "all") == 0 ? NULL : view,
    .search = *typed != '\0' ? typed : NULL,
  };
  g_autoptr (GError) error = NULL;

  if (!miqat_package_list_model_set_filter (self->model, &filter, &error))
    tell (self, error);
}

static void
on_changed_cb (MiqatOffice *office, MiqatChanges *changes, MiqatPackagePage *self)
{
  g_autoptr (GError) error = NULL;

  if (changes != NULL && !miqat_changes_touch (changes, "packages")
      && !miqat_changes_touch (changes, "package_costs") && !miqat_changes_touch (changes, "departures")
      && !miqat_changes_touch (changes, "room_types"))
    return;
  if (!miqat_list_model_refresh (self->model, &error))
    tell (self, error);
  if (self->package != NULL) {
    g_autofree char *id = g_strdup (self->package->id);
    show_package (self, id);
  }
}

/* ---- changing ------------------------------------------------------------------------------- */

static void
set_lines (JsonObject *values, const char *name, char **lines)
{
  JsonArray *array = json_array_new ();

  for (; *lines != NULL; lines++)
    json_array_add_string_element (array, *lines);
  json_object_set_array_member (values, name, array);
}

static JsonObject *
describe_package (const MiqatPackage *package)
{
  JsonObject *values = json_object_new ();

  json_object_set_string_member (values, "name", package->name);
  json_object_set_string_member (values, "slug", package->slug);
  json_object_set_string_member (values, "kind", package->kind);
  json_object_set_string_member (values, "description", package->description);
  json_object_set_int_member (values, "duration_days", package->duration_days);
  set_lines (values, "inclusions", package->inclusions);
  set_lines (values, "exclusions", package->exclusions);
  json_object_set_string_member (values, "terms", package->terms);
  json_object_set_string_member (values, "cancellation_policy", package->cancellation_policy);
  return values;
}

static const MiqatFieldChange id_hidden[] = { { .name = "package_id", .hidden = TRUE }, { NULL } };

static void
on_add_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatPackagePage *self = MIQAT_PACKAGE_PAGE (widget);
  MiqatCommandQuestion question = {
    .command = "package.create", .title = _("New package"), .verb = _("Save as draft"),
  };

  miqat_command_dialog_show (widget, self->office, &question);
}

static void
ask (MiqatPackagePage *self, const char *command, const char *title, JsonObject *values)
{
  g_autoptr (JsonObject) given = json_object_new ();
  MiqatCommandQuestion question = {
    .command = command, .title = title, .verb = _("Save"), .changes = id_hidden, .values = values, .given = given,
  };

  json_object_set_string_member (given, "package_id", self->package->id);
  miqat_command_dialog_show (GTK_WIDGET (self), self->office, &question);
}

static void
on_edit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatPackagePage *self = MIQAT_PACKAGE_PAGE (widget);
  g_autoptr (JsonObject) values = describe_package (self->package);

  ask (self, "package.edit", self->package->name, values);
}

static void
on_prices_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatPackagePage *self = MIQAT_PACKAGE_PAGE (widget);
  MiqatReader reader = miqat_office_get_reader (self->office);
  g_autoptr (JsonObject) values = json_object_new ();
  gint64 cost = 0;
  gint64 margin = 0;
  gboolean found = FALSE;

  if (miqat_package_load_costs (miqat_office_get_db (self->office), self->package->id, &reader, &cost, &margin,
                                &found, NULL) && found) {
    json_object_set_int_member (values, "cost", cost);
    json_object_set_int_member (values, "margin", margin);
  }
  if (self->package->max_price > 0)
    json_object_set_int_member (values, "max_price", self->package->max_price);
  ask (self, "package.set_prices", self->package->name, values);
}

static void
on_status_set_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatPackagePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAnswer) answer = miqat_office_run_finish (MIQAT_OFFICE (source), result, &error);

  if (self->pane == NULL)
    return;
  if (answer != NULL && !answer->done)
    miqat_refuse_all (&error, miqat_problems_copy (answer->problems));
  if (error != NULL)
    tell (self, error);
}

static void
set_status (MiqatPackagePage *self, const char *command)
{
  g_autoptr (JsonObject) args = json_object_new ();

  json_object_set_string_member (args, "package_id", self->package->id);
  miqat_office_run_async (self->office, command, args, NULL, on_status_set_cb, g_object_ref (self));
}

static void
on_publish_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_status (MIQAT_PACKAGE_PAGE (widget), "package.publish");
}

static void
on_archive_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_status (MIQAT_PACKAGE_PAGE (widget), "package.archive");
}

/* ---- object --------------------------------------------------------------------------------- */

static void
miqat_package_page_open (MiqatOpener *opener, const char *id)
{
  MiqatPackagePage *self = MIQAT_PACKAGE_PAGE (opener);

  if (g_str_equal (id, "new")) {
    gtk_widget_activate_action (GTK_WIDGET (self), "package.add", NULL);
    return;
  }
  if (!miqat_list_pane_select_key (self->list, id))
    show_package (self, id);
  miqat_detail_pane_open (self->pane);
}

static void
opener_init (MiqatOpenerInterface *iface)
{
  iface->open = miqat_package_page_open;
}

/* The keyboard begins in the list. */
static void
miqat_package_page_shown (MiqatPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (MIQAT_PACKAGE_PAGE (page)->list));
}

static gboolean
miqat_package_page_start_filter (MiqatPage *page)
{
  miqat_list_pane_start_search (MIQAT_PACKAGE_PAGE (page)->list);
  return TRUE;
}

static void
miqat_package_page_dispose (GObject *object)
{
  MiqatPackagePage *self = MIQAT_PACKAGE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_PACKAGE_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->office);
  g_clear_pointer (&self->package, miqat_package_free);
  G_OBJECT_CLASS (miqat_package_page_parent_class)->dispose (object);
}

static void
miqat_package_page_class_init (MiqatPackagePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_package_page_dispose;
  MIQAT_PAGE_CLASS (klass)->shown = miqat_package_page_shown;
  MIQAT_PAGE_CLASS (klass)->start_filter = miqat_package_page_start_filter;
  gtk_widget_class_install_action (widget_class, "package.add", NULL, on_add_cb);
  gtk_widget_class_install_action (widget_class, "package.edit", NULL, on_edit_cb);
  gtk_widget_class_install_action (widget_class, "package.prices", NULL, on_prices_cb);
  gtk_widget_class_install_action (widget_class, "package.publish", NULL, on_publish_cb);
  gtk_widget_class_install_action (widget_class, "package.archive", NULL, on_archive_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "package.add", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "package.edit", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/catalog/miqat-package-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatPackagePage, pane);
  gtk_widget_class_bind_template_child (widget_class, MiqatPackagePage, list);
  gtk_widget_class_bind_template_child (widget_class, MiqatPackagePage, card);
  gtk_widget_class_bind_template_child (widget_class, MiqatPackagePage, facts);
}

static void
miqat_package_page_init (MiqatPackagePage *self)
{
  g_type_ensure (MIQAT_TYPE_DETAIL_PANE);
  g_type_ensure (MIQAT_TYPE_LIST_PANE);
  g_type_ensure (MIQAT_TYPE_PACKAGE_CARD);
  g_type_ensure (MIQAT_TYPE_FACTS);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
make_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
add_actions (MiqatPackagePage *self)
{
  GtkWidget *actions = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (miqat_office_may (self->office, "package.create"))
    miqat_page_set_primary (MIQAT_PAGE (self), _("New package"), "list-add-symbolic", "package.add");
  if (!miqat_office_may (self->office, "package.edit"))
    return;
  gtk_box_append (GTK_BOX (actions), make_button (_("Edit"), "package.edit"));
  gtk_box_append (GTK_BOX (actions), make_button (_("Prices"), "package.prices"));
  gtk_box_append (GTK_BOX (actions), make_button (_("Publish"), "package.publish"));
  gtk_box_append (GTK_BOX (actions), make_button (_("Archive"), "package.archive"));
  miqat_detail_pane_set_actions (self->pane, actions);
}

static void
fill_list (MiqatPackagePage *self)
{
  const MiqatListColumn columns[] = {
    { .name = "name", .title = _("Package"), .kind = MIQAT_CELL_PERSON, .width = 210, .expand = TRUE, .text = get_name },
    { .name = "days", .title = _("Days"), .kind = MIQAT_CELL_NUMBER, .width = 60, .spare = 2, .number = get_days },
    { .name = "departures", .title = _("Departures"), .kind = MIQAT_CELL_NUMBER, .width = 130, .spare = 3, .number = get_departures },
    { .name = "price", .title = C_("price", "From"), .kind = MIQAT_CELL_MONEY, .width = 110, .spare = 1, .number = get_price },
    { .name = "status", .title = _("Status"), .kind = MIQAT_CELL_STATUS, .width = 124, .text = get_status, .tone = get_tone },
  };
  MiqatFilterBar *bar = miqat_list_pane_get_filter_bar (self->list);
  MiqatPackageFilter all = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  miqat_filter_bar_add_view (bar, "all", _("All"));
  miqat_filter_bar_add_view (bar, "published", _("Published"));
  miqat_filter_bar_add_view (bar, "draft", _("Drafts"));
  miqat_list_pane_add_columns (self->list, columns, G_N_ELEMENTS (columns), NULL);
  miqat_list_pane_set_key_func (self->list, get_key, NULL);
  miqat_empty_state_set_text (miqat_list_pane_get_empty_state (self->list), "miqat-paket-symbolic",
                              _("No package yet"), _("Packages that the head office makes appear here."));
  self->model = miqat_package_list_model_new (miqat_office_get_db (self->office), &all);
  if (!miqat_list_model_refresh (self->model, &error))
    tell (self, error);
  miqat_list_pane_set_model (self->list, G_LIST_MODEL (self->model));
  g_signal_connect (self->list, "item-selected", G_CALLBACK (on_item_selected_cb), self);
  g_signal_connect (self->list, "item-opened", G_CALLBACK (on_item_opened_cb), self);
  g_signal_connect (self->list, "filter-changed", G_CALLBACK (on_filter_changed_cb), self);
}

GtkWidget *
miqat_package_page_new (MiqatOffice *office)
{
  MiqatPackagePage *self = g_object_new (MIQAT_TYPE_PACKAGE_PAGE, NULL);

  self->office = g_object_ref (office);
  add_actions (self);
  fill_list (self);
  update_actions (self);
  g_signal_connect_object (office, "changed", G_CALLBACK (on_changed_cb), self, 0);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    miqat_list_pane_select (self->list, 0);
  return GTK_WIDGET (self);
}
