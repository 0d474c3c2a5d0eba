/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-catalog-list.h"
#include "miqat-departure-asks.h"
#include "miqat-departure-facts.h"
#include "miqat-departure-page.h"
#include "miqat-look.h"

#include <glib/gi18n-lib.h>

struct _MiqatDeparturePage {
  MiqatRecordPage parent_instance;

  MiqatQuotaBar *quota;

  MiqatDeparture *departure; /* the one shown; NULL: none */
};

G_DEFINE_FINAL_TYPE (MiqatDeparturePage, miqat_departure_page, MIQAT_TYPE_RECORD_PAGE)

static MiqatOffice *
get_office (MiqatDeparturePage *self)
{
  return miqat_record_page_get_office (MIQAT_RECORD_PAGE (self));
}

/* ---- the departure on screen ---------------------------------------------------------------- */

static void
miqat_departure_page_update_actions (MiqatRecordPage *page)
{
  MiqatDeparturePage *self = MIQAT_DEPARTURE_PAGE (page);
  MiqatOffice *office = get_office (self);
  gboolean shown = self->departure != NULL;
  gboolean enrolled = miqat_site_get_identity (miqat_office_get_site (office))->device_id != NULL;
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "departure.sell", shown && miqat_office_may (office, "booking.create"));
  gtk_widget_action_set_enabled (widget, "departure.allot", shown && miqat_office_may (office, "allotment.set"));
  gtk_widget_action_set_enabled (widget, "departure.lease",
                                 shown && enrolled && miqat_office_may (office, "lease.grant"));
}

static gboolean
miqat_departure_page_load (MiqatRecordPage *page, const char *id, GError **error)
{
  MiqatDeparturePage *self = MIQAT_DEPARTURE_PAGE (page);

  g_clear_pointer (&self->departure, miqat_departure_free);
  self->departure = miqat_departure_load (miqat_office_get_db (get_office (self)), id, error);
  return self->departure != NULL;
}

static gboolean
miqat_departure_page_show (MiqatRecordPage *page, GError **error)
{
  MiqatDeparturePage *self = MIQAT_DEPARTURE_PAGE (page);
  MiqatOffice *office = get_office (self);
  MiqatFacts *facts = miqat_record_page_get_facts (page);
  const MiqatSiteIdentity *identity = miqat_site_get_identity (miqat_office_get_site (office));

  miqat_record_page_set_heading (page, self->departure->package_name, self->departure->code);
  miqat_departure_facts_show (facts, self->departure);
  miqat_departure_facts_show_lease (facts, self->departure, identity->node_id, identity->device_id);
  return miqat_departure_facts_show_seats (facts, self->quota, miqat_office_get_db (office), self->departure, error);
}

/* ---- the list ------------------------------------------------------------------------------- */

static char *
get_package (gpointer item, gpointer data)
{
  return g_strdup (miqat_departure_item_get_package_name (item));
}

static char *
get_code (gpointer item, gpointer data)
{
  return g_strdup (miqat_departure_item_get_code (item));
}

static gint64
get_date (gpointer item, gpointer data)
{
  MiqatDay day = MIQAT_DAY_NONE;

  miqat_day_parse (miqat_departure_item_get_departure_date (item), &day);
  return day;
}

static char *
get_flight (gpointer item, gpointer data)
{
  return g_strdup_printf ("%s · %s", miqat_departure_item_get_flight_number (item),
                          miqat_departure_item_get_route (item));
}

static gint64
get_price (gpointer item, gpointer data)
{
  gint64 price = miqat_departure_item_get_min_price (item);

  return price > 0 ? price : G_MININT64;
}

static void
get_quota (gpointer item, guint *taken, guint *held, guint *capacity, gpointer data)
{
  *taken = (guint) miqat_departure_item_get_booked_seats (item);
  *held = 0;
  *capacity = (guint) miqat_departure_item_get_total_seats (item);
}

static char *
get_key (gpointer item, gpointer data)
{
  return g_strdup (miqat_departure_item_get_id (item));
}

static MiqatDepartureSort
get_sort (MiqatListPane *list)
{
  gboolean descending = FALSE;
  const char *column = miqat_list_pane_get_sort (list, &descending);

  if (g_strcmp0 (column, "package") == 0)
    return MIQAT_DEPARTURE_SORT_PACKAGE;
  if (g_strcmp0 (column, "code") == 0)
    return MIQAT_DEPARTURE_SORT_CODE;
  if (g_strcmp0 (column, "seats") == 0)
    return MIQAT_DEPARTURE_SORT_SEATS_LEFT;
  return descending ? MIQAT_DEPARTURE_SORT_DATE_LAST : MIQAT_DEPARTURE_SORT_DATE;
}

static gboolean
miqat_departure_page_apply_filter (MiqatRecordPage *page, MiqatListModel *model, GError **error)
{
  MiqatOffice *office = miqat_record_page_get_office (page);
  MiqatListPane *list = miqat_record_page_get_list (page);
  const char *view = miqat_filter_bar_get_view (miqat_list_pane_get_filter_bar (list));
  char today[MIQAT_DAY_TEXT_SIZE];
  MiqatDepartureFilter filter = { .sort = get_sort (list), .search = miqat_record_page_get_search (page) };

  miqat_day_to_text (miqat_instant_get_day (miqat_office_get_now (office), miqat_office_get_zone (office)), today);
  if (g_strcmp0 (view, "coming") == 0)
    filter.from_date = today;
  else if (g_strcmp0 (view, "full") == 0)
    filter.status = "full";
  return miqat_departure_list_model_set_filter (model, &filter, error);
}

/* ---- changing ------------------------------------------------------------------------------- */

static void
on_added_cb (MiqatOffice *office, const MiqatAnswer *answer, gpointer data)
{
  MiqatDeparturePage *self = data;
  const char *id = miqat_json_get_text (json_node_get_object (answer->result), "departure_id");

  if (id != NULL)
    miqat_record_page_open (MIQAT_RECORD_PAGE (self), id);
}

static void
on_add_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatDeparturePage *self = MIQAT_DEPARTURE_PAGE (widget);
  g_autoptr (GError) error = NULL;

  if (!miqat_departure_ask_new (widget, get_office (self), on_added_cb, self, &error))
    miqat_record_page_tell (MIQAT_RECORD_PAGE (self), error);
}

static void
on_allot_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatDeparturePage *self = MIQAT_DEPARTURE_PAGE (widget);
  g_autoptr (GError) error = NULL;

  if (!miqat_departure_ask_allotment (widget, get_office (self), self->departure, &error))
    miqat_record_page_tell (MIQAT_RECORD_PAGE (self), error);
}

static void
on_lease_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatDeparturePage *self = MIQAT_DEPARTURE_PAGE (widget);

  miqat_departure_ask_lease (widget, get_office (self), self->departure);
}

static void
on_sell_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatDeparturePage *self = MIQAT_DEPARTURE_PAGE (widget);
  g_autofree char *target = g_strconcat ("new:", self->departure->id, NULL);

  gtk_widget_activate_action (widget, "win.open", "(ss)", "booking", target);
}

/* ---- object --------------------------------------------------------------------------------- */

static gboolean
miqat_departure_page_open_other (MiqatRecordPage *page, const char *name)
{
  if (!g_str_equal (name, "new"))
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (page), "departure.add", NULL);
  return TRUE;
}

static void
miqat_departure_page_dispose (GObject *object)
{
  MiqatDeparturePage *self = MIQAT_DEPARTURE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_DEPARTURE_PAGE);
  g_clear_pointer (&self->departure, miqat_departure_free);
  G_OBJECT_CLASS (miqat_departure_page_parent_class)->dispose (object);
}

static void
miqat_departure_page_class_init (MiqatDeparturePageClass *klass)
{
  static const char *const tables[] = { "departures", "seat_pools", "room_types", "seat_counts", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  MiqatRecordPageClass *page_class = MIQAT_RECORD_PAGE_CLASS (klass);

  g_type_ensure (MIQAT_TYPE_QUOTA_BAR);
  G_OBJECT_CLASS (klass)->dispose = miqat_departure_page_dispose;
  page_class->tables = tables;
  page_class->apply_filter = miqat_departure_page_apply_filter;
  page_class->load = miqat_departure_page_load;
  page_class->show = miqat_departure_page_show;
  page_class->update_actions = miqat_departure_page_update_actions;
  page_class->open_other = miqat_departure_page_open_other;
  gtk_widget_class_install_action (widget_class, "departure.add", NULL, on_add_cb);
  gtk_widget_class_install_action (widget_class, "departure.allot", NULL, on_allot_cb);
  gtk_widget_class_install_action (widget_class, "departure.lease", NULL, on_lease_cb);
  gtk_widget_class_install_action (widget_class, "departure.sell", NULL, on_sell_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "departure.add", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/catalog/miqat-departure-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatDeparturePage, quota);
}

static void
miqat_departure_page_init (MiqatDeparturePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_actions (MiqatRecordPage *page, MiqatOffice *office)
{
  if (miqat_office_may (office, "departure.add"))
    miqat_page_set_primary (MIQAT_PAGE (page), _("New departure"), "list-add-symbolic", "departure.add");
  miqat_record_page_add_button (page, _("New booking"), "departure.sell");
  if (miqat_office_may (office, "allotment.set"))
    miqat_record_page_add_button (page, _("Seats for an office…"), "departure.allot");
  if (miqat_office_is_workstation (office))
    miqat_record_page_add_button (page, _("Seats for this computer…"), "departure.lease");
}

static void
add_columns (MiqatListPane *list)
{
  const MiqatListColumn columns[] = {
    { .name = "date", .title = _("Date"), .kind = MIQAT_CELL_DAY, .width = 110, .sortable = TRUE, .number = get_date },
    { .name = "package", .title = _("Package"), .kind = MIQAT_CELL_PERSON, .width = 200, .expand = TRUE,
      .sortable = TRUE, .text = get_package },
    { .name = "flight", .title = _("Flight"), .kind = MIQAT_CELL_TEXT, .width = 190, .hidden = TRUE, .spare = 3,
      .text = get_flight },
    { .name = "seats", .title = _("Seats"), .kind = MIQAT_CELL_QUOTA, .width = 170, .sortable = TRUE,
      .quota = get_quota },
    { .name = "price", .title = C_("price", "From"), .kind = MIQAT_CELL_MONEY, .width = 110, .spare = 1, .number = get_price },
    { .name = "code", .title = _("Code"), .kind = MIQAT_CELL_CODE, .width = 190, .sortable = TRUE,
      .hidden = TRUE, .spare = 2, .text = get_code },
  };
  MiqatFilterBar *bar = miqat_list_pane_get_filter_bar (list);

  miqat_filter_bar_add_view (bar, "coming", _("Coming"));
  miqat_filter_bar_add_view (bar, "full", _("Full"));
  miqat_filter_bar_add_view (bar, "all", _("All"));
  miqat_list_pane_add_columns (list, columns, G_N_ELEMENTS (columns), NULL);
  miqat_list_pane_set_sort (list, "date", FALSE);
  miqat_empty_state_set_text (miqat_list_pane_get_empty_state (list), "miqat-keberangkatan-symbolic",
                              _("No departure yet"), _("Choose a package, a date and a flight to begin selling."));
}

GtkWidget *
miqat_departure_page_new (MiqatOffice *office)
{
  const MiqatDepartureFilter all = { .sort = MIQAT_DEPARTURE_SORT_DATE };
  MiqatRecordPage *page = g_object_new (MIQAT_TYPE_DEPARTURE_PAGE, NULL);

  add_actions (page, office);
  add_columns (miqat_record_page_get_list (page));
  miqat_record_page_start (page, office, miqat_departure_list_model_new (miqat_office_get_db (office), &all), get_key);
  return GTK_WIDGET (page);
}
