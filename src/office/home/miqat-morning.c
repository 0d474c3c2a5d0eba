/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-attention-page.h"
#include "miqat-empty-state.h"
#include "miqat-look.h"
#include "miqat-money.h"
#include "miqat-morning-row.h"
#include "miqat-morning.h"
#include "miqat-payment-page.h"
#include "miqat-proof.h"

#include <glib/gi18n-lib.h>

#define PROOFS_SHOWN 3
#define RISKS_SHOWN 4
#define DUE_SHOWN 3
#define DUE_SOON_DAYS 6
#define RISK_DAYS 45

typedef enum { GROUP_TODAY, GROUP_WEEK, GROUP_LATER, N_GROUPS } Group;

struct _MiqatMorning {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkBox *today;
  GtkBox *week;
  GtkBox *later;
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (MiqatMorning, miqat_morning, GTK_TYPE_WIDGET)

/* ---- rows ----------------------------------------------------------------------------------- */

static GtkBox *
get_rows (MiqatMorning *self, Group group)
{
  GtkBox *rows[N_GROUPS] = { self->today, self->week, self->later };

  return rows[group];
}

/* With its title, or not at all. */
static void
show_group (MiqatMorning *self, Group group, gboolean visible)
{
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (get_rows (self, group))), visible);
}

static void
add_row (MiqatMorning *self, Group group, const MiqatMorningTask *task)
{
  GtkBox *rows = get_rows (self, group);

  if (gtk_widget_get_first_child (GTK_WIDGET (rows)) != NULL)
    gtk_box_append (rows, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (rows, miqat_morning_row_new (task));
  show_group (self, group, TRUE);
}

static void
clear_rows (MiqatMorning *self)
{
  for (Group group = GROUP_TODAY; group < N_GROUPS; group++) {
    GtkBox *rows = get_rows (self, group);
    GtkWidget *child;

    while ((child = gtk_widget_get_first_child (GTK_WIDGET (rows))) != NULL)
      gtk_box_remove (rows, child);
    show_group (self, group, FALSE);
  }
  gtk_widget_set_visible (self->empty, FALSE);
}

static gboolean
has_rows (MiqatMorning *self)
{
  for (Group group = GROUP_TODAY; group < N_GROUPS; group++)
    if (gtk_widget_get_first_child (GTK_WIDGET (get_rows (self, group))) != NULL)
      return TRUE;
  return FALSE;
}

/* ---- what waits ----------------------------------------------------------------------------- */

static void
add_proof (MiqatMorning *self, MiqatOffice *office, const MiqatProof *proof)
{
  g_autofree char *amount = miqat_money_format (proof->amount_claimed);
  g_autofree char *since = miqat_instant_format (proof->submitted_at, miqat_office_get_zone (office),
                                                 miqat_look_is_indonesian ());
  /* TRANSLATORS: an amount, and a booking's code. */
  g_autofree char *what = g_strdup_printf (_("Transfer of %s waits to be checked · %s"), amount, proof->booking_code);
  /* TRANSLATORS: since when it waits. */
  g_autofree char *when = g_strdup_printf (_("since %s"), since);
  MiqatMorningTask task = { proof->payer_name, what, when, _("Check"), "payment", proof->id };

  add_row (self, GROUP_TODAY, &task);
}

static gboolean
add_proofs (MiqatMorning *self, MiqatOffice *office, const MiqatToday *today, GError **error)
{
  g_autoptr (GPtrArray) proofs = miqat_proof_list_waiting (miqat_office_get_db (office),
                                                           miqat_office_get_reader (office), PROOFS_SHOWN, error);

  if (proofs == NULL)
    return FALSE;
  for (guint i = 0; i < proofs->len; i++)
    add_proof (self, office, g_ptr_array_index (proofs, i));
  if (today->proofs_waiting > proofs->len) {
    guint more = (guint) today->proofs_waiting - proofs->len;
    g_autofree char *what = g_strdup_printf (ngettext ("%u more transfer waits to be checked",
                                                       "%u more transfers wait to be checked", more), more);
    MiqatMorningTask task = { _("Payments"), what, NULL, C_("button", "Open"), "payment", "view:waiting" };

    add_row (self, GROUP_TODAY, &task);
  }
  return TRUE;
}

static void
add_refused (MiqatMorning *self, MiqatOffice *office)
{
  guint refused = 0;

  if (!miqat_attention_page_count (office, &refused, NULL) || refused == 0)
    return;
  {
    g_autofree char *what = g_strdup_printf (ngettext ("%u change was not accepted", "%u changes were not accepted",
                                                       refused), refused);
    MiqatMorningTask task = { _("Head office"), what, NULL, _("Look"), "attention", "" };

    add_row (self, GROUP_TODAY, &task);
  }
}

static char *
format_date (const char *text)
{
  MiqatDay day = MIQAT_DAY_NONE;

  miqat_day_parse (text, &day);
  return miqat_day_format (day, miqat_look_is_indonesian ());
}

/* The bookings themselves, oldest first, and in one line what the others owe. */
static gboolean
add_due (MiqatMorning *self, MiqatOffice *office, Group group, MiqatDay first, MiqatDay last, gint64 all,
         GError **error)
{
  g_autoptr (GPtrArray) bookings = miqat_report_bookings_due (miqat_office_get_db (office),
                                                              miqat_office_get_reader (office), first, last,
                                                              DUE_SHOWN, error);
  g_autofree char *rest = NULL;
  gint64 shown = 0;

  for (guint i = 0; bookings != NULL && i < bookings->len; i++) {
    const MiqatBookingDue *due = g_ptr_array_index (bookings, i);
    g_autofree char *amount = miqat_money_format (due->amount);
    g_autofree char *date = format_date (due->due_date);
    /* TRANSLATORS: an amount, and a booking's code. */
    g_autofree char *what = g_strdup_printf (_("%s not paid yet · %s"), amount, due->code);
    /* TRANSLATORS: the day on which it had to be paid, or has to be. */
    g_autofree char *when = g_strdup_printf (group == GROUP_TODAY ? _("was due on %s") : _("due on %s"), date);
    MiqatMorningTask task = { due->payer_name, what, when, C_("button", "Open"), "booking", due->booking_id };

    shown += due->amount;
    add_row (self, group, &task);
  }
  rest = miqat_money_format (all - shown);
  if (bookings != NULL && shown < all) {
    /* TRANSLATORS: an amount. */
    g_autofree char *what = g_strdup_printf (group == GROUP_TODAY ? _("%s more is past its day")
                                                                  : _("%s more falls due within seven days"), rest);
    MiqatMorningTask task = { group == GROUP_TODAY ? _("Overdue") : _("Due soon"), what, NULL, C_("button", "Open"),
                              "booking", "view:dp_paid" };

    add_row (self, group, &task);
  }
  return bookings != NULL;
}

static gboolean
add_money (MiqatMorning *self, MiqatOffice *office, const MiqatToday *today, GError **error)
{
  MiqatDay day = miqat_instant_get_day (miqat_office_get_now (office), miqat_office_get_zone (office));

  if (today->overdue > 0 && !add_due (self, office, GROUP_TODAY, 0, day - 1, today->overdue, error))
    return FALSE;
  if (today->holds_running > 0) {
    g_autofree char *what
      = g_strdup_printf (ngettext ("%d booking holds seats and has not paid", "%d bookings hold seats and have not paid",
                                   (gulong) today->holds_running), (int) today->holds_running);
    MiqatMorningTask task = { _("Held seats"), what, NULL, C_("button", "Open"), "booking", "view:seat_locked" };

    add_row (self, GROUP_WEEK, &task);
  }
  return today->due_soon == 0
         || add_due (self, office, GROUP_WEEK, day, day + DUE_SOON_DAYS, today->due_soon, error);
}

/* ---- departures that need something --------------------------------------------------------- */

static void
append (GString *line, const char *format, gint64 count)
{
  if (count == 0)
    return;
  if (line->len > 0)
    g_string_append (line, " · ");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (line, format, (int) count);
#pragma GCC diagnostic pop
}

static void
add_risk (MiqatMorning *self, const MiqatDepartureRisk *risk)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *date = format_date (risk->departure_date);
  g_autofree char *when = NULL;
  MiqatMorningTask task = { risk->package_name, NULL, NULL, C_("button", "Open"), "departure", risk->departure_id };

  append (line, ngettext ("%d not yet named", "%d not yet named", (gulong) risk->nameless), risk->nameless);
  append (line, ngettext ("%d without a passport", "%d without a passport", (gulong) risk->no_passport),
          risk->no_passport);
  append (line, ngettext ("%d not paid in full", "%d not paid in full", (gulong) risk->unpaid), risk->unpaid);
  append (line, ngettext ("%d seat left", "%d seats left", (gulong) (risk->total_seats - risk->booked_seats)),
          risk->total_seats - risk->booked_seats);
  /* TRANSLATORS: a date, and in how many days that is. */
  when = g_strdup_printf (ngettext ("%s · in %d day", "%s · in %d days", (gulong) risk->days_left), date,
                          risk->days_left);
  task.what = line->str;
  task.when = when;
  add_row (self, GROUP_LATER, &task);
}

static gboolean
add_risks (MiqatMorning *self, MiqatOffice *office, GError **error)
{
  MiqatDay today = miqat_instant_get_day (miqat_office_get_now (office), miqat_office_get_zone (office));
  g_autoptr (GPtrArray) risks
    = miqat_report_departures_at_risk (miqat_office_get_db (office), miqat_office_get_reader (office), today,
                                       RISK_DAYS, error);

  if (risks == NULL)
    return FALSE;
  for (guint i = 0; i < risks->len && i < RISKS_SHOWN; i++)
    add_risk (self, g_ptr_array_index (risks, i));
  return TRUE;
}

/* ---- together ------------------------------------------------------------------------------- */

gboolean
miqat_morning_refresh (MiqatMorning *self, MiqatOffice *office, const MiqatToday *today, GError **error)
{
  clear_rows (self);
  add_refused (self, office);
  if (!add_proofs (self, office, today, error) || !add_money (self, office, today, error)
      || !add_risks (self, office, error))
    return FALSE;
  gtk_widget_set_visible (self->empty, !has_rows (self));
  return TRUE;
}

static void
miqat_morning_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_MORNING);
  G_OBJECT_CLASS (miqat_morning_parent_class)->dispose (object);
}

static void
miqat_morning_class_init (MiqatMorningClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_morning_dispose;
  g_type_ensure (MIQAT_TYPE_EMPTY_STATE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/home/miqat-morning.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatMorning, box);
  gtk_widget_class_bind_template_child (widget_class, MiqatMorning, today);
  gtk_widget_class_bind_template_child (widget_class, MiqatMorning, week);
  gtk_widget_class_bind_template_child (widget_class, MiqatMorning, later);
  gtk_widget_class_bind_template_child (widget_class, MiqatMorning, empty);
}

static void
miqat_morning_init (MiqatMorning *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
