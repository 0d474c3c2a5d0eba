/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-attention-page.h"
#include "miqat-empty-state.h"
#include "miqat-look.h"
#include "miqat-money.h"
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
  GtkWidget *rows[N_GROUPS]; /* made when the first row comes */
};

G_DEFINE_FINAL_TYPE (MiqatMorning, miqat_morning, GTK_TYPE_WIDGET)

/* ---- rows ----------------------------------------------------------------------------------- */

typedef struct {
  Group group;
  const char *who;
  const char *what;
  const char *when; /* nullable */
  const char *verb;
  const char *area;
  const char *id;   /* as win.open takes it */
} Row;

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_button (const Row *row)
{
  GtkWidget *button = gtk_button_new_with_label (row->verb);
  g_autofree char *name = g_strdup_printf ("%s · %s", row->verb, row->who);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (button, 92, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", row->area, row->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
get_rows (MiqatMorning *self, Group group)
{
  const char *titles[N_GROUPS] = { _("Today"), _("This week"), _("Departures that need something") };

  if (self->rows[group] == NULL) {
    gtk_box_append (GTK_BOX (self->box), make_label (titles[group], "title-4"));
    self->rows[group] = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_add_css_class (self->rows[group], "card");
    gtk_widget_add_css_class (self->rows[group], "miqat-morning");
    gtk_box_append (GTK_BOX (self->box), self->rows[group]);
  }
  return self->rows[group];
}

static void
add_row (MiqatMorning *self, const Row *row)
{
  GtkWidget *rows = get_rows (self, row->group);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  if (gtk_widget_get_first_child (rows) != NULL)
    gtk_box_append (GTK_BOX (rows), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_widget_add_css_class (line, "miqat-morning-row");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), make_label (row->who, "heading"));
  gtk_box_append (GTK_BOX (words), make_label (row->what, "dim-label"));
  gtk_box_append (GTK_BOX (line), words);
  if (row->when != NULL) {
    GtkWidget *when = make_label (row->when, "numeric");

    gtk_label_set_ellipsize (GTK_LABEL (when), PANGO_ELLIPSIZE_NONE);
    gtk_box_append (GTK_BOX (line), when);
  }
  gtk_box_append (GTK_BOX (line), make_button (row));
  gtk_box_append (GTK_BOX (rows), line);
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
  Row row = { GROUP_TODAY, proof->payer_name, what, when, _("Check"), "payment", proof->id };

  add_row (self, &row);
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
    Row row = { GROUP_TODAY, _("Payments"), what, NULL, C_("button", "Open"), "payment", "view:waiting" };

    add_row (self, &row);
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
    Row row = { GROUP_TODAY, _("Head office"), what, NULL, _("Look"), "attention", "" };

    add_row (self, &row);
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
    Row row = { group, due->payer_name, what, when, C_("button", "Open"), "booking", due->booking_id };

    shown += due->amount;
    add_row (self, &row);
  }
  rest = miqat_money_format (all - shown);
  if (bookings != NULL && shown < all) {
    /* TRANSLATORS: an amount. */
    g_autofree char *what = g_strdup_printf (group == GROUP_TODAY ? _("%s more is past its day")
                                                                  : _("%s more falls due within seven days"), rest);
    Row row = { group, group == GROUP_TODAY ? _("Overdue") : _("Due soon"), what, NULL, C_("button", "Open"),
                "booking", "view:dp_paid" };

    add_row (self, &row);
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
    Row row = { GROUP_WEEK, _("Held seats"), what, NULL, C_("button", "Open"), "booking", "view:seat_locked" };

    add_row (self, &row);
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
  Row row = { GROUP_LATER, risk->package_name, NULL, NULL, C_("button", "Open"), "departure", risk->departure_id };

  append (line, ngettext ("%d not yet named", "%d not yet named", (gulong) risk->nameless), risk->nameless);
  append (line, ngettext ("%d without a passport", "%d without a passport", (gulong) risk->no_passport),
          risk->no_passport);
  append (line, ngettext ("%d not paid in full", "%d not paid in full", (gulong) risk->unpaid), risk->unpaid);
  append (line, ngettext ("%d seat left", "%d seats left", (gulong) (risk->total_seats - risk->booked_seats)),
          risk->total_seats - risk->booked_seats);
  /* TRANSLATORS: a date, and in how many days that is. */
  when = g_strdup_printf (ngettext ("%s · in %d day", "%s · in %d days", (gulong) risk->days_left), date,
                          risk->days_left);
  row.what = line->str;
  row.when = when;
  add_row (self, &row);
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
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; i < N_GROUPS; i++)
    self->rows[i] = NULL;
  add_refused (self, office);
  if (!add_proofs (self, office, today, error))
    return FALSE;
  if (!add_money (self, office, today, error) || !add_risks (self, office, error))
    return FALSE;
  if (gtk_widget_get_first_child (self->box) == NULL)
    gtk_box_append (GTK_BOX (self->box),
                    miqat_empty_state_new ("emblem-ok-symbolic", _("Nothing waits for you"),
                                           _("New registrations and transfer proofs appear here by themselves.")));
  return TRUE;
}

static void
miqat_morning_dispose (GObject *object)
{
  MiqatMorning *self = MIQAT_MORNING (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (miqat_morning_parent_class)->dispose (object);
}

static void
miqat_morning_class_init (MiqatMorningClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = miqat_morning_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
miqat_morning_init (MiqatMorning *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
miqat_morning_new (void)
{
  return g_object_new (MIQAT_TYPE_MORNING, NULL);
}
