/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-booking-offer.h"
#include "miqat-catalog-list.h"
#include "miqat-command-dialog.h"
#include "miqat-look.h"
#include "miqat-package-card.h"
#include "miqat-package-page.h"

#include <glib/gi18n-lib.h>

struct _MiqatPackagePage {
  MiqatRecordPage parent_instance;

  MiqatPackageCard *card;

  MiqatPackage *package; /* the one shown; NULL: none */
};

G_DEFINE_FINAL_TYPE (MiqatPackagePage, miqat_package_page, MIQAT_TYPE_RECORD_PAGE)

static MiqatOffice *
get_office (MiqatPackagePage *self)
{
  return miqat_record_page_get_office (MIQAT_RECORD_PAGE (self));
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
static gboolean
show_costs (MiqatPackagePage *self, MiqatFacts *facts, GError **error)
{
  MiqatReader reader = miqat_office_get_reader (get_office (self));
  gint64 cost = 0;
  gint64 margin = 0;
  gboolean found = FALSE;

  if (!miqat_package_load_costs (miqat_office_get_db (get_office (self)), self->package->id, &reader, &cost,
                                 &margin, &found, error))
    return FALSE;
  if (found) {
    miqat_facts_add_money (facts, _("Cost per person"), cost);
    miqat_facts_add_money (facts, _("Margin to distribute"), margin);
  }
  return TRUE;
}

static gboolean
show_facts (MiqatPackagePage *self, MiqatFacts *facts, GError **error)
{
  const MiqatPackage *package = self->package;
  MiqatTone tone;
  const char *status = describe_status (package->status, &tone);
  g_autofree char *days = g_strdup_printf (ngettext ("%d day", "%d days", package->duration_days),
                                           package->duration_days);
  gboolean complete;

  miqat_facts_add_status (facts, _("Status"), tone, status);
  miqat_facts_add_text (facts, _("Kind"), miqat_command_choice_label (package->kind));
  miqat_facts_add_text (facts, _("Duration"), days);
  if (package->max_price > 0)
    miqat_facts_add_money (facts, _("Highest retail price"), package->max_price);
  complete = show_costs (self, facts, error);
  miqat_facts_add_section (facts, _("Included"));
  miqat_facts_add_lines (facts, (const char *const *) package->inclusions);
  miqat_facts_add_section (facts, _("Not included"));
  miqat_facts_add_lines (facts, (const char *const *) package->exclusions);
  miqat_facts_add_section (facts, _("Terms"));
  miqat_facts_add_paragraph (facts, package->terms);
  miqat_facts_add_section (facts, _("Cancellation"));
  miqat_facts_add_paragraph (facts, package->cancellation_policy);
  return complete;
}

static void
miqat_package_page_update_actions (MiqatRecordPage *page)
{
  MiqatPackagePage *self = MIQAT_PACKAGE_PAGE (page);
  MiqatOffice *office = get_office (self);
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean shown = self->package != NULL;
  gboolean published = shown && g_str_equal (self->package->status, "published");

  gtk_widget_action_set_enabled (widget, "package.edit", shown && miqat_office_may (office, "package.edit"));
  gtk_widget_action_set_enabled (widget, "package.prices", shown && miqat_office_may (office, "package.set_prices"));
  gtk_widget_action_set_enabled (widget, "package.publish",
                                 shown && !published && miqat_office_may (office, "package.publish"));
  gtk_widget_action_set_enabled (widget, "package.archive", published && miqat_office_may (office, "package.archive"));
}

static gboolean
miqat_package_page_load (MiqatRecordPage *page, const char *id, GError **error)
{
  MiqatPackagePage *self = MIQAT_PACKAGE_PAGE (page);

  g_clear_pointer (&self->package, miqat_package_free);
  self->package = miqat_package_load (miqat_office_get_db (get_office (self)), id, error);
  return self->package != NULL;
}

static gboolean
miqat_package_page_show (MiqatRecordPage *page, GError **error)
{
  MiqatPackagePage *self = MIQAT_PACKAGE_PAGE (page);
  MiqatOffice *office = get_office (self);
  MiqatInstant now = miqat_office_get_now (office);
  g_autoptr (MiqatOffer) offer = NULL;

  if (g_str_equal (self->package->status, "published"))
    offer = miqat_booking_offer_load (miqat_office_get_db (office), self->package->slug,
                                      miqat_instant_get_day (now, miqat_office_get_zone (office)), now, NULL);
  miqat_record_page_set_heading (page, self->package->name, NULL);
  miqat_package_card_show (self->card, self->package, offer);
  return show_facts (self, miqat_record_page_get_facts (page), error);
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

static gboolean
miqat_package_page_apply_filter (MiqatRecordPage *page, MiqatListModel *model, GError **error)
{
  const char *view = miqat_filter_bar_get_view (miqat_list_pane_get_filter_bar (miqat_record_page_get_list (page)));
  const MiqatPackageFilter filter = {
    .status = g_strcmp0 (view, "all") == 0 ? NULL : view,
    .search = miqat_record_page_get_search (page),
  };

  return miqat_package_list_model_set_filter (model, &filter, error);
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

  miqat_command_dialog_show (widget, get_office (self), &question);
}

static void
ask (MiqatPackagePage *self, const char *command, const char *title, JsonObject *values)
{
  g_autoptr (JsonObject) given = json_object_new ();
  MiqatCommandQuestion question = {
    .command = command, .title = title, .verb = _("Save"), .changes = id_hidden, .values = values,
    .edits = TRUE, .given = given,
  };

  json_object_set_string_member (given, "package_id", self->package->id);
  miqat_command_dialog_show (GTK_WIDGET (self), get_office (self), &question);
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
  MiqatReader reader = miqat_office_get_reader (get_office (self));
  g_autoptr (JsonObject) values = json_object_new ();
  gint64 cost = 0;
  gint64 margin = 0;
  gboolean found = FALSE;

  if (miqat_package_load_costs (miqat_office_get_db (get_office (self)), self->package->id, &reader, &cost, &margin,
                                &found, NULL) && found) {
    json_object_set_int_member (values, "cost", cost);
    json_object_set_int_member (values, "margin", margin);
  }
  if (self->package->max_price > 0)
    json_object_set_int_member (values, "max_price", self->package->max_price);
  ask (self, "package.set_prices", self->package->name, values);
}

static void
set_status (MiqatPackagePage *self, const char *command)
{
  g_autoptr (JsonObject) args = json_object_new ();

  json_object_set_string_member (args, "package_id", self->package->id);
  miqat_record_page_run (MIQAT_RECORD_PAGE (self), command, args);
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

static gboolean
miqat_package_page_open_other (MiqatRecordPage *page, const char *name)
{
  if (!g_str_equal (name, "new"))
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (page), "package.add", NULL);
  return TRUE;
}

static void
miqat_package_page_dispose (GObject *object)
{
  MiqatPackagePage *self = MIQAT_PACKAGE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_PACKAGE_PAGE);
  g_clear_pointer (&self->package, miqat_package_free);
  G_OBJECT_CLASS (miqat_package_page_parent_class)->dispose (object);
}

static void
miqat_package_page_class_init (MiqatPackagePageClass *klass)
{
  static const char *const tables[] = { "packages", "package_costs", "departures", "room_types", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  MiqatRecordPageClass *page_class = MIQAT_RECORD_PAGE_CLASS (klass);

  g_type_ensure (MIQAT_TYPE_PACKAGE_CARD);
  G_OBJECT_CLASS (klass)->dispose = miqat_package_page_dispose;
  page_class->tables = tables;
  page_class->apply_filter = miqat_package_page_apply_filter;
  page_class->load = miqat_package_page_load;
  page_class->show = miqat_package_page_show;
  page_class->update_actions = miqat_package_page_update_actions;
  page_class->open_other = miqat_package_page_open_other;
  gtk_widget_class_install_action (widget_class, "package.add", NULL, on_add_cb);
  gtk_widget_class_install_action (widget_class, "package.edit", NULL, on_edit_cb);
  gtk_widget_class_install_action (widget_class, "package.prices", NULL, on_prices_cb);
  gtk_widget_class_install_action (widget_class, "package.publish", NULL, on_publish_cb);
  gtk_widget_class_install_action (widget_class, "package.archive", NULL, on_archive_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "package.add", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "package.edit", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/catalog/miqat-package-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatPackagePage, card);
}

static void
miqat_package_page_init (MiqatPackagePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_actions (MiqatRecordPage *page, MiqatOffice *office)
{
  if (miqat_office_may (office, "package.create"))
    miqat_page_set_primary (MIQAT_PAGE (page), _("New package"), "list-add-symbolic", "package.add");
  if (!miqat_office_may (office, "package.edit"))
    return;
  miqat_record_page_add_button (page, _("Edit"), "package.edit");
  miqat_record_page_add_button (page, _("Prices"), "package.prices");
  miqat_record_page_add_button (page, _("Publish"), "package.publish");
  miqat_record_page_add_button (page, _("Archive"), "package.archive");
}

static void
add_columns (MiqatListPane *list)
{
  const MiqatListColumn columns[] = {
    { .name = "name", .title = _("Package"), .kind = MIQAT_CELL_PERSON, .width = 210, .expand = TRUE, .text = get_name },
    { .name = "days", .title = _("Days"), .kind = MIQAT_CELL_NUMBER, .width = 60, .spare = 2, .number = get_days },
    { .name = "departures", .title = _("Departures"), .kind = MIQAT_CELL_NUMBER, .width = 130, .spare = 3, .number = get_departures },
    { .name = "price", .title = C_("price", "From"), .kind = MIQAT_CELL_MONEY, .width = 110, .spare = 1, .number = get_price },
    { .name = "status", .title = _("Status"), .kind = MIQAT_CELL_STATUS, .width = 124, .text = get_status, .tone = get_tone },
  };
  MiqatFilterBar *bar = miqat_list_pane_get_filter_bar (list);

  miqat_filter_bar_add_view (bar, "all", _("All"));
  miqat_filter_bar_add_view (bar, "published", _("Published"));
  miqat_filter_bar_add_view (bar, "draft", _("Drafts"));
  miqat_list_pane_add_columns (list, columns, G_N_ELEMENTS (columns), NULL);
  miqat_empty_state_set_text (miqat_list_pane_get_empty_state (list), "miqat-paket-symbolic",
                              _("No package yet"), _("Packages that the head office makes appear here."));
}

GtkWidget *
miqat_package_page_new (MiqatOffice *office)
{
  const MiqatPackageFilter all = { NULL, NULL };
  MiqatRecordPage *page = g_object_new (MIQAT_TYPE_PACKAGE_PAGE, NULL);

  add_actions (page, office);
  add_columns (miqat_record_page_get_list (page));
  miqat_record_page_start (page, office, miqat_package_list_model_new (miqat_office_get_db (office), &all), get_key);
  return GTK_WIDGET (page);
}
