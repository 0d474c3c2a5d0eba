/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-booking-facts.h"
#include "miqat-booking-list.h"
#include "miqat-booking-new.h"
#include "miqat-booking-page.h"
#include "miqat-command-dialog.h"
#include "miqat-dialog.h"
#include "miqat-look.h"
#include "miqat-proof-give.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _MiqatBookingPage {
  MiqatRecordPage parent_instance;

  MiqatStepper *stepper;

  MiqatBooking *booking; /* the one shown; NULL: none */
};

G_DEFINE_FINAL_TYPE (MiqatBookingPage, miqat_booking_page, MIQAT_TYPE_RECORD_PAGE)

static MiqatOffice *
get_office (MiqatBookingPage *self)
{
  return miqat_record_page_get_office (MIQAT_RECORD_PAGE (self));
}

/* ---- the booking on screen ------------------------------------------------------------------ */

static void
miqat_booking_page_update_actions (MiqatRecordPage *page)
{
  MiqatBookingPage *self = MIQAT_BOOKING_PAGE (page);
  MiqatOffice *office = get_office (self);
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean live = self->booking != NULL && miqat_booking_status_is_live (self->booking->status);
  gboolean unpaid = live && self->booking->amount_paid == 0;
  gboolean registered = live && self->booking->payer_name != NULL;

  gtk_widget_action_set_enabled (widget, "booking.name", live && miqat_office_may (office, "booking.name_traveller"));
  gtk_widget_action_set_enabled (widget, "booking.pay", live && miqat_office_may (office, "payment.record"));
  gtk_widget_action_set_enabled (widget, "booking.proof",
                                 registered && miqat_office_may (office, "payment.submit_proof"));
  gtk_widget_action_set_enabled (widget, "booking.note", live && miqat_office_may (office, "booking.set_note"));
  gtk_widget_action_set_enabled (widget, "booking.cancel", unpaid && miqat_office_may (office, "booking.cancel"));
}

static gboolean
miqat_booking_page_load (MiqatRecordPage *page, const char *id, GError **error)
{
  MiqatBookingPage *self = MIQAT_BOOKING_PAGE (page);
  MiqatOffice *office = get_office (self);
  MiqatReader reader = miqat_office_get_reader (office);

  g_clear_pointer (&self->booking, miqat_booking_free);
  self->booking = miqat_booking_load (miqat_office_get_db (office), id, &reader, miqat_office_get_now (office), error);
  return self->booking != NULL;
}

static gboolean
miqat_booking_page_show (MiqatRecordPage *page, GError **error)
{
  MiqatBookingPage *self = MIQAT_BOOKING_PAGE (page);
  const char *payer = self->booking->payer_name;

  miqat_record_page_set_heading (page, payer != NULL ? payer : _("Not yet registered"), self->booking->code);
  miqat_booking_facts_show_steps (self->stepper, self->booking);
  return miqat_booking_facts_show (miqat_record_page_get_facts (page), get_office (self), self->booking, error);
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
get_sort (MiqatListPane *list)
{
  gboolean descending = FALSE;
  const char *column = miqat_list_pane_get_sort (list, &descending);

  if (g_strcmp0 (column, "date") == 0)
    return MIQAT_BOOKING_SORT_DEPARTURE;
  return g_strcmp0 (column, "contact") == 0 ? MIQAT_BOOKING_SORT_CONTACT : MIQAT_BOOKING_SORT_NEWEST;
}

static MiqatBookingFilter
make_filter (MiqatOffice *office)
{
  return (MiqatBookingFilter) {
    .sort = MIQAT_BOOKING_SORT_NEWEST,
    .status = MIQAT_BOOKING_STATUS_ANY,
    .reader = miqat_office_get_reader (office),
    .clock = miqat_site_get_clock (miqat_office_get_site (office)),
  };
}

static gboolean
miqat_booking_page_apply_filter (MiqatRecordPage *page, MiqatListModel *model, GError **error)
{
  MiqatListPane *list = miqat_record_page_get_list (page);
  const char *view = miqat_filter_bar_get_view (miqat_list_pane_get_filter_bar (list));
  MiqatBookingFilter filter = make_filter (miqat_record_page_get_office (page));
  MiqatBookingStatus status;

  filter.sort = get_sort (list);
  filter.search = miqat_record_page_get_search (page);
  if (view != NULL && miqat_booking_status_from_name (view, &status))
    filter.status = status;
  return miqat_booking_list_model_set_filter (model, &filter, error);
}

/* ---- changing ------------------------------------------------------------------------------- */

static void
ask (MiqatBookingPage *self, const char *command, const char *verb, const MiqatFieldChange *changes,
     JsonObject *values)
{
  g_autoptr (JsonObject) given = json_object_new ();
  const MiqatCommand *found = miqat_site_find_command (miqat_office_get_site (get_office (self)), command);
  g_autofree char *title = g_strdup_printf ("%s · %s", _(found->title), self->booking->code);
  MiqatCommandQuestion question = {
    .command = command, .title = title, .verb = verb, .changes = changes, .values = values, .given = given,
  };

  json_object_set_string_member (given, "booking_id", self->booking->id);
  miqat_command_dialog_show (GTK_WIDGET (self), get_office (self), &question);
}

static void
on_add_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  miqat_booking_new_start (widget, get_office (MIQAT_BOOKING_PAGE (widget)), NULL);
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

  if (!miqat_proof_give (widget, get_office (self), self->booking, &error))
    miqat_record_page_tell (MIQAT_RECORD_PAGE (self), error);
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
on_cancel_reason_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatBookingPage) self = data;
  g_autofree char *reason = miqat_dialog_ask_reason_finish (result);
  g_autoptr (JsonObject) args = json_object_new ();

  if (reason == NULL || self->booking == NULL)
    return;
  json_object_set_string_member (args, "booking_id", self->booking->id);
  json_object_set_string_member (args, "reason", reason);
  miqat_record_page_run (MIQAT_RECORD_PAGE (self), "booking.cancel", args);
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

static gboolean
miqat_booking_page_open_other (MiqatRecordPage *page, const char *name)
{
  MiqatFilterBar *bar = miqat_list_pane_get_filter_bar (miqat_record_page_get_list (page));

  if (g_str_equal (name, "new")) {
    miqat_booking_new_start (GTK_WIDGET (page), miqat_record_page_get_office (page), NULL);
  } else if (g_str_has_prefix (name, "new:")) {
    miqat_booking_new_start (GTK_WIDGET (page), miqat_record_page_get_office (page), name + strlen ("new:"));
  } else if (g_str_has_prefix (name, "view:")) {
    miqat_filter_bar_clear (bar);
    miqat_filter_bar_set_view (bar, name + strlen ("view:"));
  } else {
    return FALSE;
  }
  return TRUE;
}

static void
miqat_booking_page_dispose (GObject *object)
{
  MiqatBookingPage *self = MIQAT_BOOKING_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_BOOKING_PAGE);
  g_clear_pointer (&self->booking, miqat_booking_free);
  G_OBJECT_CLASS (miqat_booking_page_parent_class)->dispose (object);
}

static void
miqat_booking_page_class_init (MiqatBookingPageClass *klass)
{
  static const char *const tables[] = { "bookings", "booking_travellers", "payers", "pilgrims",
                                        "payment_invoices", "receipts", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  MiqatRecordPageClass *page_class = MIQAT_RECORD_PAGE_CLASS (klass);

  g_type_ensure (MIQAT_TYPE_STEPPER);
  G_OBJECT_CLASS (klass)->dispose = miqat_booking_page_dispose;
  page_class->tables = tables;
  page_class->apply_filter = miqat_booking_page_apply_filter;
  page_class->load = miqat_booking_page_load;
  page_class->show = miqat_booking_page_show;
  page_class->update_actions = miqat_booking_page_update_actions;
  page_class->open_other = miqat_booking_page_open_other;
  gtk_widget_class_install_action (widget_class, "booking.add", NULL, on_add_cb);
  gtk_widget_class_install_action (widget_class, "booking.name", NULL, on_name_cb);
  gtk_widget_class_install_action (widget_class, "booking.pay", NULL, on_pay_cb);
  gtk_widget_class_install_action (widget_class, "booking.proof", NULL, on_proof_cb);
  gtk_widget_class_install_action (widget_class, "booking.note", NULL, on_note_cb);
  gtk_widget_class_install_action (widget_class, "booking.cancel", NULL, on_cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "booking.add", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/booking/miqat-booking-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatBookingPage, stepper);
}

static void
miqat_booking_page_init (MiqatBookingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_actions (MiqatRecordPage *page, MiqatOffice *office)
{
  g_autoptr (GMenu) more = g_menu_new ();

  if (miqat_office_may (office, "booking.create"))
    miqat_page_set_primary (MIQAT_PAGE (page), _("New booking"), "list-add-symbolic", "booking.add");
  miqat_record_page_add_button (page, _("Name"), "booking.name");
  miqat_record_page_add_button (page, _("Receive money"), "booking.pay");
  miqat_record_page_add_button (page, _("Transfer proof…"), "booking.proof");
  g_menu_append (more, _("Notes"), "booking.note");
  g_menu_append (more, _("Cancel…"), "booking.cancel");
  miqat_record_page_set_more (page, G_MENU_MODEL (more));
}

static void
add_columns (MiqatListPane *list)
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
  MiqatFilterBar *bar = miqat_list_pane_get_filter_bar (list);

  miqat_filter_bar_add_view (bar, "all", _("All"));
  miqat_filter_bar_add_view (bar, "seat_locked", _("Held"));
  miqat_filter_bar_add_view (bar, "awaiting_verification", _("Proof sent"));
  miqat_filter_bar_add_view (bar, "dp_paid", _("DP paid"));
  miqat_filter_bar_add_view (bar, "paid_full", _("Paid"));
  miqat_list_pane_add_columns (list, columns, G_N_ELEMENTS (columns), NULL);
  miqat_empty_state_set_text (miqat_list_pane_get_empty_state (list), "miqat-booking-symbolic",
                              _("No booking yet"), _("Book somebody, or wait for the first registration from the public page."));
}

GtkWidget *
miqat_booking_page_new (MiqatOffice *office)
{
  const MiqatBookingFilter all = make_filter (office);
  MiqatRecordPage *page = g_object_new (MIQAT_TYPE_BOOKING_PAGE, NULL);

  add_actions (page, office);
  add_columns (miqat_record_page_get_list (page));
  miqat_record_page_start (page, office, miqat_booking_list_model_new (miqat_office_get_db (office), &all), get_key);
  return GTK_WIDGET (page);
}
