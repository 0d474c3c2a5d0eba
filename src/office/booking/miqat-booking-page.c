/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-booking-facts.h"
#include "miqat-booking-list.h"
#include "miqat-booking-new.h"
#include "miqat-booking-page.h"
#include "miqat-command-dialog.h"
#include "miqat-detail-pane.h"
#include "miqat-dialog.h"
#include "miqat-list-pane.h"
#include "miqat-look.h"
#include "miqat-opener.h"
#include "miqat-proof-give.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _MiqatBookingPage {
  MiqatPage parent_instance;

  MiqatDetailPane *pane;
  MiqatListPane *list;
  MiqatStepper *stepper;
  MiqatFacts *facts;

  MiqatOffice *office;
  MiqatListModel *model;
  MiqatBooking *booking; /* the one shown; NULL: none */
};

static void opener_init (MiqatOpenerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiqatBookingPage, miqat_booking_page, MIQAT_TYPE_PAGE,
                               G_IMPLEMENT_INTERFACE (MIQAT_TYPE_OPENER, opener_init))

static void
tell (MiqatBookingPage *self, const GError *error)
{
  const MiqatProblems *problems = miqat_refusal_get_problems (error);
  g_autofree char *sentence = problems != NULL ? miqat_problem_dup_sentence (miqat_problems_get (problems, 0))
                                               : g_strdup (error->message);

  miqat_banner_show (miqat_page_get_banner (MIQAT_PAGE (self)), MIQAT_TONE_BAD, sentence, NULL, NULL);
}

/* ---- the booking on screen ------------------------------------------------------------------ */

static void
update_actions (MiqatBookingPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean live = self->booking != NULL && miqat_booking_status_is_live (self->booking->status);
  gboolean unpaid = live && self->booking->amount_paid == 0;

  gtk_widget_action_set_enabled (widget, "booking.name", live && miqat_office_may (self->office, "booking.name_traveller"));
  gtk_widget_action_set_enabled (widget, "booking.pay", live && miqat_office_may (self->office, "payment.record"));
  gtk_widget_action_set_enabled (widget, "booking.proof", live && self->booking->payer_name != NULL
                                                            && miqat_office_may (self->office, "payment.submit_proof"));
  gtk_widget_action_set_enabled (widget, "booking.note", live && miqat_office_may (self->office, "booking.set_note"));
  gtk_widget_action_set_enabled (widget, "booking.cancel", unpaid && miqat_office_may (self->office, "booking.cancel"));
}

static void
show_booking (MiqatBookingPage *self, const char *id)
{
  MiqatReader reader = miqat_office_get_reader (self->office);
  g_autoptr (GError) error = NULL;
  MiqatBooking *booking = miqat_booking_load (miqat_office_get_db (self->office), id, &reader,
                                              miqat_office_get_now (self->office), &error);

  g_clear_pointer (&self->booking, miqat_booking_free);
  self->booking = booking;
  update_actions (self);
  miqat_facts_clear (self->facts);
  if (booking == NULL) {
    tell (self, error);
    miqat_detail_pane_close (self->pane);
    return;
  }
  miqat_detail_pane_set_title (self->pane, booking->payer_name != NULL ? booking->payer_name : _("Not yet registered"),
                               booking->code);
  miqat_booking_facts_show_steps (self->stepper, booking);
  if (!miqat_booking_facts_show (self->facts, self->office, booking, &error))
    tell (self, error);
}

static void
on_item_selected_cb (MiqatListPane *list, GObject *item, MiqatBookingPage *self)
{
  if (item == NULL)
    return;
  show_booking (self, miqat_booking_item_get_id (MIQAT_BOOKING_ITEM (item)));
  miqat_detail_pane_follow (self->pane);
}

static void
on_item_opened_cb (MiqatListPane *list, GObject *item, MiqatBookingPage *self)
{
  on_item_selected_cb (list, item, self);
  miqat_detail_pane_open (self->pane);
}

/* ---- the list ------------------------------------------------------------------------------- */

static char *
get_code (gpointer item, gpointer data)
{
  return g_strdup (miqat_booking_item_get_code (item));
}

static char *
get_contact (gpointer item, gpointer data)
{
  const char *name = miqat_booking_item_get_contact_name (item);

  return g_strdup (name != NULL ? name : _("Not yet registered"));
}

static gint64
get_pax (gpointer item, gpointer data)
{
  return miqat_booking_item_get_pax_count (item);
}

static gint64
get_date (gpointer item, gpointer data)
{
  MiqatDay day = MIQAT_DAY_NONE;

  miqat_day_parse (miqat_booking_item_get_departure_date (item), &day);
  return day;
}

static char *
get_package (gpointer item, gpointer data)
{
  return g_strdup (miqat_booking_item_get_package_name (item));
}

static gint64
get_total (gpointer item, gpointer data)
{
  return miqat_booking_item_get_total_price (item);
}

static gint64
get_due (gpointer item, gpointer data)
{
  gint64 due = miqat_booking_item_get_total_price (item) - miqat_booking_item_get_amount_paid (item);

  return miqat_booking_status_is_live (miqat_booking_item_get_status (item)) ? due : G_MININT64;
}

static char *
get_status (gpointer item, gpointer data)
{
  MiqatTone tone;

  if (!miqat_booking_item_is_certain (item) && miqat_booking_status_is_live (miqat_booking_item_get_status (item)))
    return g_strdup (_("Waiting for certainty"));
  return g_strdup (miqat_booking_status_describe (miqat_booking_item_get_status (item), &tone));
}

static MiqatTone
get_tone (gpointer item, gpointer data)
{
  MiqatTone tone;

  miqat_booking_status_describe (miqat_booking_item_get_status (item), &tone);
  return miqat_booking_item_is_certain (item) ? tone : MIQAT_TONE_CAUTION;
}

static char *
get_key (gpointer item, gpointer data)
{
  return g_strdup (miqat_booking_item_get_id (item));
}

static MiqatBookingSort
get_sort (MiqatBookingPage *self)
{
  gboolean descending = FALSE;
  const char *column = miqat_list_pane_get_sort (self->list, &descending);

  if (g_strcmp0 (column, "date") == 0)
    return MIQAT_BOOKING_SORT_DEPARTURE;
  return g_strcmp0 (column, "contact") == 0 ? MIQAT_BOOKING_SORT_CONTACT : MIQAT_BOOKING_SORT_NEWEST;
}

static void
make_filter (MiqatBookingPage *self, MiqatBookingFilter *filter)
{
  MiqatFilterBar *bar = miqat_list_pane_get_filter_bar (self->list);
  const char *view = miqat_filter_bar_get_view (bar);
  const char *typed = miqat_filter_bar_get_search (bar);
  MiqatBookingStatus status;

  *filter = (MiqatBookingFilter) {
    .sort = get_sort (self),
    .status = MIQAT_BOOKING_STATUS_ANY,
    .search = *typed != '\0' ? typed : NULL,
    .reader = miqat_office_get_reader (self->office),
    .clock = miqat_site_get_clock (miqat_office_get_site (self->office)),
  };
  if (view != NULL && miqat_booking_status_from_name (view, &status))
    filter->status = status;
}

static void
apply_filter (MiqatBookingPage *self)
{
  MiqatBookingFilter filter;
  g_autoptr (GError) error = NULL;

  make_filter (self, &filter);
  if (!miqat_booking_list_model_set_filter (self->model, &filter, &error))
    tell (self, error);
}

static void
on_filter_changed_cb (MiqatListPane *list, MiqatBookingPage *self)
{
  apply_filter (self);
}

static void
on_sort_changed_cb (MiqatListPane *list, const char *column, gboolean descending, MiqatBookingPage *self)
{
  apply_filter (self);
}

static void
on_changed_cb (MiqatOffice *office, MiqatChanges *changes, MiqatBookingPage *self)
{
  static const char *const tables[] = { "bookings", "booking_travellers", "payers", "pilgrims", "payment_invoices", "receipts" };
  g_autoptr (GError) error = NULL;
  gboolean touched = changes == NULL;

  for (guint i = 0; !touched && i < G_N_ELEMENTS (tables); i++)
    touched = miqat_changes_touch (changes, tables[i]);
  if (!touched)
    return;
  if (!miqat_list_model_refresh (self->model, &error))
    tell (self, error);
  if (self->booking != NULL) {
    g_autofree char *id = g_strdup (self->booking->id);
    show_booking (self, id);
  }
}

/* ---- changing ------------------------------------------------------------------------------- */

static void
ask (MiqatBookingPage *self, const char *command, const char *verb, const MiqatFieldChange *changes,
     JsonObject *values)
{
  g_autoptr (JsonObject) given = json_object_new ();
  const MiqatCommand *found = miqat_site_find_command (miqat_office_get_site (self->office), command);
  g_autofree char *title = g_strdup_printf ("%s · %s", _(found->title), self->booking->code);
  MiqatCommandQuestion question = {
    .command = command, .title = title, .verb = verb, .changes = changes, .values = values, .given = given,
  };

  json_object_set_string_member (given, "booking_id", self->booking->id);
  miqat_command_dialog_show (GTK_WIDGET (self), self->office, &question);
}

static void
on_add_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  miqat_booking_new_start (widget, MIQAT_BOOKING_PAGE (widget)->office, NULL);
}

static void
on_name_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatBookingPage *self = MIQAT_BOOKING_PAGE (widget);
  static const MiqatFieldChange changes[] = {
    { .name = "booking_id", .hidden = TRUE },
    { .name = "pilgrim_id", .hidden = TRUE },
    { .name = "family_members", .hidden = TRUE },
    { NULL },
  };
  g_autoptr (JsonObject) values = json_object_new ();

  for (guint i = 0; i < self->booking->travellers->len; i++) {
    const MiqatTraveller *traveller = g_ptr_array_index (self->booking->travellers, i);

    if (traveller->pilgrim_id == NULL && traveller->active) {
      json_object_set_int_member (values, "position", traveller->position);
      break;
    }
  }
  ask (self, "booking.name_traveller", _("Save"), changes, values);
}

static void
on_pay_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatBookingPage *self = MIQAT_BOOKING_PAGE (widget);
  static const MiqatFieldChange changes[] = {
    { .name = "booking_id", .hidden = TRUE },
    { .name = "bank_account_id", .hidden = TRUE },
    { .name = "invoice_id", .hidden = TRUE },
    { NULL },
  };
  g_autoptr (JsonObject) values = json_object_new ();

  json_object_set_string_member (values, "method", "cash");
  if (self->booking->payer_name != NULL)
    json_object_set_string_member (values, "payer_name", self->booking->payer_name);
  ask (self, "payment.record", _("Issue receipt"), changes, values);
}

static void
on_proof_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatBookingPage *self = MIQAT_BOOKING_PAGE (widget);
  g_autoptr (GError) error = NULL;

  if (!miqat_proof_give (widget, self->office, self->booking, &error))
    tell (self, error);
}

static void
on_note_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatBookingPage *self = MIQAT_BOOKING_PAGE (widget);
  static const MiqatFieldChange changes[] = { { .name = "booking_id", .hidden = TRUE }, { NULL } };
  g_autoptr (JsonObject) values = json_object_new ();

  json_object_set_string_member (values, "notes", self->booking->notes);
  ask (self, "booking.set_note", _("Save"), changes, values);
}

static void
on_cancelled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatBookingPage) self = data;
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
on_cancel_reason_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatBookingPage) self = data;
  g_autofree char *reason = miqat_dialog_ask_reason_finish (result);
  g_autoptr (JsonObject) args = json_object_new ();

  if (reason == NULL || self->booking == NULL)
    return;
  json_object_set_string_member (args, "booking_id", self->booking->id);
  json_object_set_string_member (args, "reason", reason);
  miqat_office_run_async (self->office, "booking.cancel", args, NULL, on_cancelled_cb, g_object_ref (self));
}

static void
on_cancel_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatBookingPage *self = MIQAT_BOOKING_PAGE (widget);
  g_autofree char *title = g_strdup_printf (ngettext ("Cancel %u seat of %s?", "Cancel %u seats of %s?", self->booking->pax_count),
                                            self->booking->pax_count, self->booking->code);
  MiqatDialogQuestion question = {
    .title = title,
    .consequence = _("Nothing was paid. The seats are given back and can be sold again."),
    .verb = _("Cancel the booking"),
    .destructive = TRUE,
  };

  miqat_dialog_ask_reason_async (widget, &question, NULL, NULL, on_cancel_reason_cb, g_object_ref (self));
}

/* ---- object --------------------------------------------------------------------------------- */

static void
miqat_booking_page_open (MiqatOpener *opener, const char *id)
{
  MiqatBookingPage *self = MIQAT_BOOKING_PAGE (opener);

  if (g_str_equal (id, "new")) {
    miqat_booking_new_start (GTK_WIDGET (self), self->office, NULL);
  } else if (g_str_has_prefix (id, "view:")) {
    miqat_filter_bar_clear (miqat_list_pane_get_filter_bar (self->list));
    miqat_filter_bar_set_view (miqat_list_pane_get_filter_bar (self->list), id + strlen ("view:"));
  } else if (g_str_has_prefix (id, "new:")) {
    miqat_booking_new_start (GTK_WIDGET (self), self->office, id + strlen ("new:"));
  } else {
    if (!miqat_list_pane_select_key (self->list, id))
      show_booking (self, id);
    miqat_detail_pane_open (self->pane);
  }
}

static void
opener_init (MiqatOpenerInterface *iface)
{
  iface->open = miqat_booking_page_open;
}

/* The keyboard begins in the list. */
static void
miqat_booking_page_shown (MiqatPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (MIQAT_BOOKING_PAGE (page)->list));
}

static gboolean
miqat_booking_page_start_filter (MiqatPage *page)
{
  miqat_list_pane_start_search (MIQAT_BOOKING_PAGE (page)->list);
  return TRUE;
}

static void
miqat_booking_page_dispose (GObject *object)
{
  MiqatBookingPage *self = MIQAT_BOOKING_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_BOOKING_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->office);
  g_clear_pointer (&self->booking, miqat_booking_free);
  G_OBJECT_CLASS (miqat_booking_page_parent_class)->dispose (object);
}

static void
miqat_booking_page_class_init (MiqatBookingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_booking_page_dispose;
  MIQAT_PAGE_CLASS (klass)->shown = miqat_booking_page_shown;
  MIQAT_PAGE_CLASS (klass)->start_filter = miqat_booking_page_start_filter;
  gtk_widget_class_install_action (widget_class, "booking.add", NULL, on_add_cb);
  gtk_widget_class_install_action (widget_class, "booking.name", NULL, on_name_cb);
  gtk_widget_class_install_action (widget_class, "booking.pay", NULL, on_pay_cb);
  gtk_widget_class_install_action (widget_class, "booking.proof", NULL, on_proof_cb);
  gtk_widget_class_install_action (widget_class, "booking.note", NULL, on_note_cb);
  gtk_widget_class_install_action (widget_class, "booking.cancel", NULL, on_cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "booking.add", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/booking/miqat-booking-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatBookingPage, pane);
  gtk_widget_class_bind_template_child (widget_class, MiqatBookingPage, list);
  gtk_widget_class_bind_template_child (widget_class, MiqatBookingPage, stepper);
  gtk_widget_class_bind_template_child (widget_class, MiqatBookingPage, facts);
}

static void
miqat_booking_page_init (MiqatBookingPage *self)
{
  g_type_ensure (MIQAT_TYPE_DETAIL_PANE);
  g_type_ensure (MIQAT_TYPE_LIST_PANE);
  g_type_ensure (MIQAT_TYPE_STEPPER);
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

/* What is rarer than the buttons beside it. */
static GtkWidget *
make_more (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _("Notes"), "booking.note");
  g_menu_append (menu, _("Cancel…"), "booking.cancel");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_set_tooltip_text (button, _("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("More"), -1);
  return button;
}

static void
add_actions (MiqatBookingPage *self)
{
  GtkWidget *actions = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (miqat_office_may (self->office, "booking.create"))
    miqat_page_set_primary (MIQAT_PAGE (self), _("New booking"), "list-add-symbolic", "booking.add");
  gtk_box_append (GTK_BOX (actions), make_button (_("Name"), "booking.name"));
  gtk_box_append (GTK_BOX (actions), make_button (_("Receive money"), "booking.pay"));
  gtk_box_append (GTK_BOX (actions), make_button (_("Transfer proof…"), "booking.proof"));
  gtk_box_append (GTK_BOX (actions), make_more ());
  miqat_detail_pane_set_actions (self->pane, actions);
}

static void
fill_list (MiqatBookingPage *self)
{
  const MiqatListColumn columns[] = {
    { .name = "contact", .title = _("Payer"), .kind = MIQAT_CELL_PERSON, .width = 176, .expand = TRUE,
      .sortable = TRUE, .text = get_contact },
    { .name = "code", .title = _("Code"), .kind = MIQAT_CELL_CODE, .width = 200, .hidden = TRUE, .spare = 5, .text = get_code },
    { .name = "pax", .title = _("People"), .kind = MIQAT_CELL_NUMBER, .width = 66, .spare = 3, .number = get_pax },
    { .name = "date", .title = _("Departs"), .kind = MIQAT_CELL_DAY, .width = 110, .sortable = TRUE, .spare = 1,
      .number = get_date },
    { .name = "package", .title = _("Package"), .kind = MIQAT_CELL_TEXT, .width = 200, .hidden = TRUE, .spare = 6,
      .text = get_package },
    { .name = "total", .title = _("Total"), .kind = MIQAT_CELL_MONEY, .width = 130, .hidden = TRUE, .spare = 4,
      .number = get_total },
    { .name = "due", .title = _("Still due"), .kind = MIQAT_CELL_MONEY, .width = 120, .spare = 2, .number = get_due },
    { .name = "status", .title = _("Status"), .kind = MIQAT_CELL_STATUS, .width = 208, .text = get_status,
      .tone = get_tone },
  };
  MiqatFilterBar *bar = miqat_list_pane_get_filter_bar (self->list);
  MiqatBookingFilter filter;
  g_autoptr (GError) error = NULL;

  miqat_filter_bar_add_view (bar, "all", _("All"));
  miqat_filter_bar_add_view (bar, "seat_locked", _("Held"));
  miqat_filter_bar_add_view (bar, "awaiting_verification", _("Proof sent"));
  miqat_filter_bar_add_view (bar, "dp_paid", _("DP paid"));
  miqat_filter_bar_add_view (bar, "paid_full", _("Paid"));
  miqat_list_pane_add_columns (self->list, columns, G_N_ELEMENTS (columns), NULL);
  miqat_list_pane_set_key_func (self->list, get_key, NULL);
  miqat_empty_state_set_text (miqat_list_pane_get_empty_state (self->list), "miqat-booking-symbolic",
                              _("No booking yet"), _("Book somebody, or wait for the first registration from the public page."));
  make_filter (self, &filter);
  self->model = miqat_booking_list_model_new (miqat_office_get_db (self->office), &filter);
  if (!miqat_list_model_refresh (self->model, &error))
    tell (self, error);
  miqat_list_pane_set_model (self->list, G_LIST_MODEL (self->model));
  g_signal_connect (self->list, "item-selected", G_CALLBACK (on_item_selected_cb), self);
  g_signal_connect (self->list, "item-opened", G_CALLBACK (on_item_opened_cb), self);
  g_signal_connect (self->list, "filter-changed", G_CALLBACK (on_filter_changed_cb), self);
  g_signal_connect (self->list, "sort-changed", G_CALLBACK (on_sort_changed_cb), self);
}

GtkWidget *
miqat_booking_page_new (MiqatOffice *office)
{
  MiqatBookingPage *self = g_object_new (MIQAT_TYPE_BOOKING_PAGE, NULL);

  self->office = g_object_ref (office);
  add_actions (self);
  fill_list (self);
  update_actions (self);
  g_signal_connect_object (office, "changed", G_CALLBACK (on_changed_cb), self, 0);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    miqat_list_pane_select (self->list, 0);
  return GTK_WIDGET (self);
}
