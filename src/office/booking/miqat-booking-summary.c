/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-booking-summary.h"
#include "miqat-command-fields.h"
#include "miqat-facts.h"
#include "miqat-look.h"
#include "miqat-money.h"
#include "miqat-status-pill.h"

#include <glib/gi18n-lib.h>

struct _MiqatBookingSummary {
  GtkWidget parent_instance;

  GtkWidget *box;
  MiqatFacts *facts;
  MiqatStatusPill *certainty;
  GtkLabel *total_label;
  MiqatStepper *steps;
  MiqatOffice *office;
  MiqatDeparture *departure;
  gint64 total;
  gint64 people;
};

G_DEFINE_FINAL_TYPE (MiqatBookingSummary, miqat_booking_summary, GTK_TYPE_WIDGET)

/* ---- what is typed -------------------------------------------------------------------------- */

static gint64
get_int (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
           ? json_node_get_int (node) : 0;
}

static JsonArray *
get_lines (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static void
add_room (MiqatBookingSummary *self, JsonNode *line)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (line) ? json_node_get_object (line) : NULL;
  const char *id = object != NULL ? miqat_json_get_text (object, "room_type_id") : NULL;
  const MiqatRoomType *room = id != NULL ? miqat_departure_find_room (self->departure, id) : NULL;
  gint64 people = object != NULL ? get_int (object, "pax") : 0;
  gint64 price = 0;
  g_autofree char *each = NULL;
  g_autofree char *label = NULL;
  g_autofree char *amount = NULL;

  if (room == NULL || people <= 0 || people > 1000)
    return;
  price = people * room->price;
  each = miqat_money_format (room->price);
  /* TRANSLATORS: a kind of room, how many people in it, and the price for each. */
  label = g_strdup_printf (_("%s · %d × %s"), miqat_command_choice_label (room->type), (int) people, each);
  amount = miqat_money_format (price);
  miqat_facts_add_text (self->facts, label, amount);
  self->total += price;
  self->people += people;
}

/* ---- certainty ------------------------------------------------------------------------------ */

static void
show_certainty (MiqatBookingSummary *self)
{
  const MiqatSiteIdentity *identity = miqat_site_get_identity (miqat_office_get_site (self->office));
  gint64 leased = miqat_departure_get_free (self->departure, MIQAT_POOL_LEASE, identity->node_id, identity->device_id);
  gint64 all = miqat_departure_get_free (self->departure, MIQAT_POOLS_DESK, identity->node_id, identity->device_id);
  gboolean workstation = miqat_office_is_workstation (self->office);
  g_autofree char *short_of = NULL;

  if (self->people > all) {
    short_of = g_strdup_printf (ngettext ("Only %d seat is left", "Only %d seats are left", (gulong) MAX (all, 0)),
                                (int) MAX (all, 0));
    miqat_status_pill_set (self->certainty, short_of, MIQAT_TONE_BAD);
  } else if (workstation && self->people > leased) {
    miqat_status_pill_set (self->certainty, _("Waiting for certainty"), MIQAT_TONE_CAUTION);
  } else {
    miqat_status_pill_set (self->certainty, _("Certain"), MIQAT_TONE_GOOD);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->certainty), self->people > 0);
}

/* ---- steps ---------------------------------------------------------------------------------- */

static gboolean
has_text (JsonObject *typed, const char *name)
{
  const char *text = miqat_json_get_text (typed, name);

  return text != NULL && *text != '\0';
}

static gboolean
has_named_traveller (JsonObject *typed)
{
  JsonArray *lines = get_lines (typed, "travellers");

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++) {
    JsonNode *line = json_array_get_element (lines, i);

    if (JSON_NODE_HOLDS_OBJECT (line) && has_text (json_node_get_object (line), "full_name"))
      return TRUE;
  }
  return FALSE;
}

static void
show_steps (MiqatBookingSummary *self, JsonObject *typed)
{
  const char *labels[] = { _("Departure"), _("Rooms"), _("Payer"), _("Travellers") };
  gboolean done[] = { TRUE, self->people > 0, has_text (typed, "payer_name") && has_text (typed, "payer_phone"),
                      has_named_traveller (typed) };
  gboolean here_shown = FALSE;

  miqat_stepper_clear (self->steps);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    gboolean here = !done[i] && !here_shown;

    miqat_stepper_add_step (self->steps, labels[i], NULL,
                            done[i] ? MIQAT_STEP_DONE : here ? MIQAT_STEP_HERE : MIQAT_STEP_TODO);
    here_shown = here_shown || here;
  }
}

/* ---- together ------------------------------------------------------------------------------- */

static void
show_departure (MiqatBookingSummary *self)
{
  MiqatDay day = MIQAT_DAY_NONE;
  g_autofree char *date = NULL;
  g_autofree char *flight = g_strdup_printf ("%s %s", self->departure->airline_name, self->departure->flight_number);

  miqat_day_parse (self->departure->departure_date, &day);
  date = miqat_day_format (day, miqat_look_is_indonesian ());
  miqat_facts_add_section (self->facts, self->departure->package_name);
  miqat_facts_add_text (self->facts, _("Departs"), date);
  miqat_facts_add_text (self->facts, _("Flight"), flight);
  miqat_facts_add_section (self->facts, _("So far"));
}

void
miqat_booking_summary_show (MiqatBookingSummary *self, JsonObject *typed)
{
  JsonArray *rooms = get_lines (typed, "rooms");
  g_autofree char *amount = NULL;

  self->total = 0;
  self->people = 0;
  miqat_facts_clear (self->facts);
  show_departure (self);
  for (guint i = 0; rooms != NULL && i < json_array_get_length (rooms); i++)
    add_room (self, json_array_get_element (rooms, i));
  if (self->people == 0)
    miqat_facts_add_paragraph (self->facts, _("Choose a room and how many travel in it."));
  amount = miqat_money_format (self->total);
  gtk_label_set_text (self->total_label, amount);
  show_certainty (self);
  show_steps (self, typed);
}

gint64
miqat_booking_summary_get_total (MiqatBookingSummary *self)
{
  return self->total;
}

GtkWidget *
miqat_booking_summary_get_steps (MiqatBookingSummary *self)
{
  return GTK_WIDGET (self->steps);
}

static void
miqat_booking_summary_dispose (GObject *object)
{
  MiqatBookingSummary *self = MIQAT_BOOKING_SUMMARY (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_BOOKING_SUMMARY);
  g_clear_object (&self->office);
  g_clear_pointer (&self->departure, miqat_departure_free);
  G_OBJECT_CLASS (miqat_booking_summary_parent_class)->dispose (object);
}

static void
miqat_booking_summary_class_init (MiqatBookingSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_booking_summary_dispose;
  g_type_ensure (MIQAT_TYPE_FACTS);
  g_type_ensure (MIQAT_TYPE_STATUS_PILL);
  g_type_ensure (MIQAT_TYPE_STEPPER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/booking/miqat-booking-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatBookingSummary, box);
  gtk_widget_class_bind_template_child (widget_class, MiqatBookingSummary, facts);
  gtk_widget_class_bind_template_child (widget_class, MiqatBookingSummary, certainty);
  gtk_widget_class_bind_template_child (widget_class, MiqatBookingSummary, total_label);
  gtk_widget_class_bind_template_child (widget_class, MiqatBookingSummary, steps);
}

static void
miqat_booking_summary_init (MiqatBookingSummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_booking_summary_new (MiqatOffice *office, MiqatDeparture *departure)
{
  MiqatBookingSummary *self = g_object_new (MIQAT_TYPE_BOOKING_SUMMARY, NULL);

  self->office = g_object_ref (office);
  self->departure = departure;
  return GTK_WIDGET (self);
}
