/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-catalog-list.h"
#include "miqat-departure-asks.h"
#include "miqat-departure-facts.h"
#include "miqat-departure-page.h"
#include "miqat-detail-pane.h"
#include "miqat-list-pane.h"
#include "miqat-look.h"
#include "miqat-opener.h"

#include <glib/gi18n-lib.h>

struct _MiqatDeparturePage {
  MiqatPage parent_instance;

  MiqatDetailPane *pane;
  MiqatListPane *list;
  MiqatQuotaBar *quota;
  MiqatFacts *facts;

  MiqatOffice *office;
  MiqatListModel *model;
  MiqatDeparture *departure; /* the one shown; NULL: none */
};

static void opener_init (MiqatOpenerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiqatDeparturePage, miqat_departure_page, MIQAT_TYPE_PAGE,
                               G_IMPLEMENT_INTERFACE (MIQAT_TYPE_OPENER, opener_init))

static void
tell (MiqatDeparturePage *self, const GError *error)
{
  miqat_banner_show (miqat_page_get_banner (MIQAT_PAGE (self)), MIQAT_TONE_BAD, error->message, NULL, NULL);
}

/* ---- the departure on screen ---------------------------------------------------------------- */

static void
update_actions (MiqatDeparturePage *self)
{
  gboolean shown = self->departure != NULL;
  const MiqatSiteIdentity *identity = miqat_site_get_identity (miqat_office_get_site (self->office));
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "departure.sell", shown && miqat_office_may (self->office, "booking.create"));
  gtk_widget_action_set_enabled (widget, "departure.allot", shown && miqat_office_may (self->office, "allotment.set"));
  gtk_widget_action_set_enabled (widget, "departure.lease", shown && identity->device_id != NULL
                                                              && miqat_office_may (self->office, "lease.grant"));
}

static void
show_departure (MiqatDeparturePage *self, const char *id)
{
  MiqatDb *db = miqat_office_get_db (self->office);
  const MiqatSiteIdentity *identity = miqat_site_get_identity (miqat_office_get_site (self->office));
  g_autoptr (GError) error = NULL;
  MiqatDeparture *departure = miqat_departure_load (db, id, &error);

  g_clear_pointer (&self->departure, miqat_departure_free);
  self->departure = departure;
  update_actions (self);
  miqat_facts_clear (self->facts);
  if (departure == NULL) {
    tell (self, error);
    miqat_detail_pane_close (self->pane);
    return;
  }
  miqat_detail_pane_set_title (self->pane, departure->package_name, departure->code);
  miqat_departure_facts_show (self->facts, departure);
  miqat_departure_facts_show_lease (self->facts, departure, identity->node_id, identity->device_id);
  if (!miqat_departure_facts_show_seats (self->facts, self->quota, db, departure, &error))
    tell (self, error);
}

static void
on_item_selected_cb (MiqatListPane *list, GObject *item, MiqatDeparturePage *self)
{
  if (item == NULL)
    return;
  show_departure (self, miqat_departure_item_get_id (MIQAT_DEPARTURE_ITEM (item)));
  miqat_detail_pane_follow (self->pane);
}

static void
on_item_opened_cb (MiqatListPane *list, GObject *item, MiqatDeparturePage *self)
{
  on_item_selected_cb (list, item, self);
  miqat_detail_pane_open (self->pane);
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
get_sort (MiqatDeparturePage *self)
{
  gboolean descending = FALSE;
  const char *column = miqat_list_pane_get_sort (self->list, &descending);

  if (g_strcmp0 (column, "package") == 0)
    return MIQAT_DEPARTURE_SORT_PACKAGE;
  if (g_strcmp0 (column, "code") == 0)
    return MIQAT_DEPARTURE_SORT_CODE;
  if (g_strcmp0 (column, "seats") == 0)
    return MIQAT_DEPARTURE_SORT_SEATS_LEFT;
  return descending ? MIQAT_DEPARTURE_SORT_DATE_LAST : MIQAT_DEPARTURE_SORT_DATE;
}

static void
apply_filter (MiqatDeparturePage *self)
{
  MiqatFilterBar *bar = miqat_list_pane_get_filter_bar (self->list);
  const char *view = miqat_filter_bar_get_view (bar);
  const char *typed = miqat_filter_bar_get_search (bar);
  char today[MIQAT_DAY_TEXT_SIZE];
  MiqatDepartureFilter filter = {
    .sort = get_sort (self),
    .search = *typed != '\0' ? typed : NULL,
  };
  g_autoptr (GError) error = NULL;

  miqat_day_to_text (miqat_instant_get_day (miqat_office_get_now (self->office),
                                            miqat_office_get_zone (self->office)), today);
  if (g_strcmp0 (view, "coming") == 0)
    filter.from_date = today;
  else if (g_strcmp0 (view, "full") == 0)
    filter.status = "full";
  if (!miqat_departure_list_model_set_filter (self->model, &filter, &error))
    tell (self, error);
}

static void
on_filter_changed_cb (MiqatListPane *list, MiqatDeparturePage *self)
{
  apply_filter (self);
}

static void
on_sort_changed_cb (MiqatListPane *list, const char *column, gboolean descending, MiqatDeparturePage *self)
{
  apply_filter (self);
}

static void
on_changed_cb (MiqatOffice *office, MiqatChanges *changes, MiqatDeparturePage *self)
{
  g_autoptr (GError) error = NULL;

  if (changes != NULL && !miqat_changes_touch (changes, "departures")
      && !miqat_changes_touch (changes, "seat_pools") && !miqat_changes_touch (changes, "room_types")
      && !miqat_changes_touch (changes, "seat_counts"))
    return;
  if (!miqat_list_model_refresh (self->model, &error))
    tell (self, error);
  if (self->departure != NULL) {
    g_autofree char *id = g_strdup (self->departure->id);
    show_departure (self, id);
  }
}

/* ---- changing ------------------------------------------------------------------------------- */

static void
on_added_cb (MiqatOffice *office, const MiqatAnswer *answer, gpointer data)
{
  MiqatDeparturePage *self = data;
  const char *id = miqat_json_get_text (json_node_get_object (answer->result), "departure_id");

  if (id != NULL)
    miqat_opener_open (MIQAT_OPENER (self), id);
}

static void
on_add_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatDeparturePage *self = MIQAT_DEPARTURE_PAGE (widget);
  g_autoptr (GError) error = NULL;

  if (!miqat_departure_ask_new (widget, self->office, on_added_cb, self, &error))
    tell (self, error);
}

static void
on_allot_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatDeparturePage *self = MIQAT_DEPARTURE_PAGE (widget);
  g_autoptr (GError) error = NULL;

  if (!miqat_departure_ask_allotment (widget, self->office, self->departure, &error))
    tell (self, error);
}

static void
on_lease_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatDeparturePage *self = MIQAT_DEPARTURE_PAGE (widget);

  miqat_departure_ask_lease (widget, self->office, self->departure);
}

static void
on_sell_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatDeparturePage *self = MIQAT_DEPARTURE_PAGE (widget);
  g_autofree char *target = g_strconcat ("new:", self->departure->id, NULL);

  gtk_widget_activate_action (widget, "win.open", "(ss)", "booking", target);
}

/* ---- object --------------------------------------------------------------------------------- */

static void
miqat_departure_page_open (MiqatOpener *opener, const char *id)
{
  MiqatDeparturePage *self = MIQAT_DEPARTURE_PAGE (opener);

  if (g_str_equal (id, "new")) {
    gtk_widget_activate_action (GTK_WIDGET (self), "departure.add", NULL);
    return;
  }
  if (!miqat_list_pane_select_key (self->list, id))
    show_departure (self, id);
  miqat_detail_pane_open (self->pane);
}

static void
opener_init (MiqatOpenerInterface *iface)
{
  iface->open = miqat_departure_page_open;
}

/* The keyboard begins in the list. */
static void
miqat_departure_page_shown (MiqatPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (MIQAT_DEPARTURE_PAGE (page)->list));
}

static gboolean
miqat_departure_page_start_filter (MiqatPage *page)
{
  miqat_list_pane_start_search (MIQAT_DEPARTURE_PAGE (page)->list);
  return TRUE;
}

static void
miqat_departure_page_dispose (GObject *object)
{
  MiqatDeparturePage *self = MIQAT_DEPARTURE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_DEPARTURE_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->office);
  g_clear_pointer (&self->departure, miqat_departure_free);
  G_OBJECT_CLASS (miqat_departure_page_parent_class)->dispose (object);
}

static void
miqat_departure_page_class_init (MiqatDeparturePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_departure_page_dispose;
  MIQAT_PAGE_CLASS (klass)->shown = miqat_departure_page_shown;
  MIQAT_PAGE_CLASS (klass)->start_filter = miqat_departure_page_start_filter;
  gtk_widget_class_install_action (widget_class, "departure.add", NULL, on_add_cb);
  gtk_widget_class_install_action (widget_class, "departure.allot", NULL, on_allot_cb);
  gtk_widget_class_install_action (widget_class, "departure.lease", NULL, on_lease_cb);
  gtk_widget_class_install_action (widget_class, "departure.sell", NULL, on_sell_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "departure.add", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/catalog/miqat-departure-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatDeparturePage, pane);
  gtk_widget_class_bind_template_child (widget_class, MiqatDeparturePage, list);
  gtk_widget_class_bind_template_child (widget_class, MiqatDeparturePage, quota);
  gtk_widget_class_bind_template_child (widget_class, MiqatDeparturePage, facts);
}

static void
miqat_departure_page_init (MiqatDeparturePage *self)
{
  g_type_ensure (MIQAT_TYPE_DETAIL_PANE);
  g_type_ensure (MIQAT_TYPE_LIST_PANE);
  g_type_ensure (MIQAT_TYPE_QUOTA_BAR);
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
add_actions (MiqatDeparturePage *self)
{
  GtkWidget *actions = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (miqat_office_may (self->office, "departure.add"))
    miqat_page_set_primary (MIQAT_PAGE (self), _("New departure"), "list-add-symbolic", "departure.add");
  gtk_box_append (GTK_BOX (actions), make_button (_("New booking"), "departure.sell"));
  if (miqat_office_may (self->office, "allotment.set"))
    gtk_box_append (GTK_BOX (actions), make_button (_("Seats for an office…"), "departure.allot"));
  if (miqat_office_is_workstation (self->office))
    gtk_box_append (GTK_BOX (actions), make_button (_("Seats for this computer…"), "departure.lease"));
  miqat_detail_pane_set_actions (self->pane, actions);
}

static void
fill_list (MiqatDeparturePage *self)
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
  MiqatFilterBar *bar = miqat_list_pane_get_filter_bar (self->list);
  MiqatDepartureFilter all = { .sort = MIQAT_DEPARTURE_SORT_DATE };

  miqat_filter_bar_add_view (bar, "coming", _("Coming"));
  miqat_filter_bar_add_view (bar, "full", _("Full"));
  miqat_filter_bar_add_view (bar, "all", _("All"));
  miqat_list_pane_add_columns (self->list, columns, G_N_ELEMENTS (columns), NULL);
  miqat_list_pane_set_key_func (self->list, get_key, NULL);
  miqat_list_pane_set_sort (self->list, "date", FALSE);
  miqat_empty_state_set_text (miqat_list_pane_get_empty_state (self->list), "miqat-keberangkatan-symbolic",
                              _("No departure yet"), _("Choose a package, a date and a flight to begin selling."));
  self->model = miqat_departure_list_model_new (miqat_office_get_db (self->office), &all);
  miqat_list_pane_set_model (self->list, G_LIST_MODEL (self->model));
  apply_filter (self);
  g_signal_connect (self->list, "item-selected", G_CALLBACK (on_item_selected_cb), self);
  g_signal_connect (self->list, "item-opened", G_CALLBACK (on_item_opened_cb), self);
  g_signal_connect (self->list, "filter-changed", G_CALLBACK (on_filter_changed_cb), self);
  g_signal_connect (self->list, "sort-changed", G_CALLBACK (on_sort_changed_cb), self);
}

GtkWidget *
miqat_departure_page_new (MiqatOffice *office)
{
  MiqatDeparturePage *self = g_object_new (MIQAT_TYPE_DEPARTURE_PAGE, NULL);

  self->office = g_object_ref (office);
  add_actions (self);
  fill_list (self);
  update_actions (self);
  g_signal_connect_object (office, "changed", G_CALLBACK (on_changed_cb), self, 0);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    miqat_list_pane_select (self->list, 0);
  return GTK_WIDGET (self);
}
