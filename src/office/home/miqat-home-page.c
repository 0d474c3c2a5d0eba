/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-departure.h"
#include "miqat-home-page.h"
#include "miqat-look.h"
#include "miqat-money.h"
#include "miqat-morning.h"
#include "miqat-quota-bar.h"
#include "miqat-report.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define DEPARTURES_SHOWN 6

struct _MiqatHomePage {
  MiqatPage parent_instance;

  MiqatOffice *office;
  GtkWidget *numbers;    /* Pusat: four that open */
  GtkWidget *morning;    /* what waits */
  GtkWidget *departures;
  guint refresh_source;
};

G_DEFINE_FINAL_TYPE (MiqatHomePage, miqat_home_page, MIQAT_TYPE_PAGE)

static void
tell (MiqatHomePage *self, const GError *error)
{
  miqat_banner_show (miqat_page_get_banner (MIQAT_PAGE (self)), MIQAT_TONE_BAD, error->message, NULL, NULL);
}

static void
empty (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_widget_unparent (child);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, text);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* ---- numbers -------------------------------------------------------------------------------- */

static void
add_number (MiqatHomePage *self, const char *number, const char *label, const char *area, const char *id)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_append (GTK_BOX (box), make_label (number, "title-2"));
  gtk_box_append (GTK_BOX (box), make_label (label, "dim-label"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "miqat-number");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", area, id);
  gtk_box_append (GTK_BOX (self->numbers), button);
}

static void
show_numbers (MiqatHomePage *self, const MiqatToday *today)
{
  g_autofree char *bookings = g_strdup_printf ("%d", (int) today->bookings);
  g_autofree char *travellers = g_strdup_printf ("%d", (int) today->travellers);
  g_autofree char *received = miqat_money_format (today->received);
  g_autofree char *proofs = g_strdup_printf ("%d", (int) today->proofs_waiting);

  empty (self->numbers);
  add_number (self, bookings, _("Bookings today"), "booking", "view:all");
  add_number (self, travellers, _("Pilgrims in them"), "booking", "view:all");
  add_number (self, received, _("Received today"), "payment", "view:decided");
  add_number (self, proofs, _("Proofs waiting"), "payment", "view:waiting");
}

/* ---- departures ----------------------------------------------------------------------------- */

static void
add_departure (MiqatHomePage *self, const MiqatDeparture *departure, guint place)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *quota = miqat_quota_bar_new ();
  MiqatDay day = MIQAT_DAY_NONE;
  g_autofree char *date = NULL;
  g_autofree char *line = NULL;

  miqat_day_parse (departure->departure_date, &day);
  date = miqat_day_format (day, miqat_look_is_indonesian ());
  line = g_strdup_printf ("%s · %s", date, departure->route);
  miqat_quota_bar_set_compact (MIQAT_QUOTA_BAR (quota), TRUE);
  miqat_quota_bar_set_seats (MIQAT_QUOTA_BAR (quota), (guint) departure->booked_seats, 0,
                             (guint) departure->total_seats);
  gtk_box_append (GTK_BOX (box), make_label (departure->package_name, "heading"));
  gtk_box_append (GTK_BOX (box), make_label (line, "dim-label"));
  gtk_box_append (GTK_BOX (box), quota);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "miqat-number");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", "departure", departure->id);
  gtk_grid_attach (GTK_GRID (self->departures), button, (int) place % 2, (int) place / 2, 1, 1);
}

static gboolean
show_departures (MiqatHomePage *self, GError **error)
{
  g_autoptr (GPtrArray) departures = miqat_departure_list (miqat_office_get_db (self->office), NULL, error);
  char today[MIQAT_DAY_TEXT_SIZE];
  guint shown = 0;

  if (departures == NULL)
    return FALSE;
  miqat_day_to_text (miqat_instant_get_day (miqat_office_get_now (self->office),
                                            miqat_office_get_zone (self->office)), today);
  empty (self->departures);
  for (guint i = 0; i < departures->len && shown < DEPARTURES_SHOWN; i++) {
    const MiqatDeparture *departure = g_ptr_array_index (departures, i);

    if (g_strcmp0 (departure->departure_date, today) >= 0)
      add_departure (self, departure, shown++);
  }
  return TRUE;
}

/* ---- together ------------------------------------------------------------------------------- */

static gboolean
refresh_cb (gpointer data)
{
  MiqatHomePage *self = data;
  g_autoptr (GError) error = NULL;
  MiqatToday today;

  self->refresh_source = 0;
  if (!miqat_report_today (miqat_office_get_db (self->office), miqat_office_get_reader (self->office),
                           miqat_office_get_now (self->office), miqat_office_get_zone (self->office), &today, &error)) {
    tell (self, error);
    return G_SOURCE_REMOVE;
  }
  if (gtk_widget_get_visible (self->numbers))
    show_numbers (self, &today);
  if (!miqat_morning_refresh (MIQAT_MORNING (self->morning), self->office, &today, &error)
      || !show_departures (self, &error))
    tell (self, error);
  return G_SOURCE_REMOVE;
}

/* Many commits in a row are read once. */
static void
queue_refresh (MiqatHomePage *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (100, refresh_cb, self);
}

static void
on_changed_cb (MiqatOffice *office, MiqatChanges *changes, MiqatHomePage *self)
{
  queue_refresh (self);
}

static void
miqat_home_page_shown (MiqatPage *page)
{
  queue_refresh (MIQAT_HOME_PAGE (page));
}

static void
miqat_home_page_dispose (GObject *object)
{
  MiqatHomePage *self = MIQAT_HOME_PAGE (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->office);
  G_OBJECT_CLASS (miqat_home_page_parent_class)->dispose (object);
}

static void
miqat_home_page_class_init (MiqatHomePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = miqat_home_page_dispose;
  MIQAT_PAGE_CLASS (klass)->shown = miqat_home_page_shown;
}

static void
miqat_home_page_init (MiqatHomePage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->numbers = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->morning = miqat_morning_new ();
  self->departures = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->departures), 12);
  gtk_grid_set_column_spacing (GTK_GRID (self->departures), 12);
  gtk_grid_set_column_homogeneous (GTK_GRID (self->departures), TRUE);
  gtk_box_set_homogeneous (GTK_BOX (self->numbers), TRUE);
  gtk_box_append (GTK_BOX (box), self->morning);
  gtk_box_append (GTK_BOX (box), self->numbers);
  gtk_box_append (GTK_BOX (box), make_label (_("Next departures"), "title-4"));
  gtk_box_append (GTK_BOX (box), self->departures);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1100);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 1100);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  miqat_page_set_title (MIQAT_PAGE (self), _("Home"));
  miqat_page_set_content (MIQAT_PAGE (self), scrolled);
}

GtkWidget *
miqat_home_page_new (MiqatOffice *office)
{
  MiqatHomePage *self = g_object_new (MIQAT_TYPE_HOME_PAGE, NULL);
  const MiqatActor *actor = miqat_office_get_actor (office);

  self->office = g_object_ref (office);
  /* A branch has its own list; the head office looks at the whole. */
  gtk_widget_set_visible (self->numbers, actor != NULL && actor->tier == MIQAT_TIER_PUSAT);
  g_signal_connect_object (office, "changed", G_CALLBACK (on_changed_cb), self, 0);
  g_signal_connect_object (office, "sync-changed", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  refresh_cb (self);
  return GTK_WIDGET (self);
}
