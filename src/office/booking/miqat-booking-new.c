/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-booking-new.h"
#include "miqat-booking-summary.h"
#include "miqat-command-dialog.h"
#include "miqat-departure.h"
#include "miqat-dialog.h"
#include "miqat-look.h"
#include "miqat-money.h"
#include "miqat-pilgrim-fields.h"

#include <glib/gi18n-lib.h>

/* At the desk a place may stay without a name; what else is missing is asked for later. */
static const char *const asked_first[] = {
  "full_name", "father_name", "nik", "gender", "place_of_birth", "date_of_birth", "phone", NULL,
};

static void
on_created_cb (MiqatOffice *office, const MiqatAnswer *answer, gpointer data)
{
  const char *id = miqat_json_get_text (json_node_get_object (answer->result), "booking_id");

  gtk_widget_activate_action (data, "win.open", "(ss)", "booking", id != NULL ? id : "");
}

static GArray *
list_changes (const MiqatChoice *rooms, GPtrArray *names)
{
  static const char *const hidden[]
    = { "departure_id", "seller_id", "affiliate_code", "channel", "holder", "holder_address" };
  GArray *changes = g_array_new (TRUE, TRUE, sizeof (MiqatFieldChange));
  const MiqatFieldChange headed[] = {
    { .name = "rooms", .section = _("Rooms and people") },
    { .name = "payer_name", .section = _("Who pays") },
    { .name = "travellers", .section = _("Who travels"), .hint = _("A place may stay without a name until later.") },
    { .name = "payer_email", .beside = TRUE },
  };
  MiqatFieldChange room = { .name = "rooms.room_type_id", .choices = rooms };

  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++) {
    MiqatFieldChange one = { .name = hidden[i], .hidden = TRUE };
    g_array_append_val (changes, one);
  }
  g_array_append_val (changes, room);
  g_array_append_vals (changes, headed, G_N_ELEMENTS (headed));
  for (const MiqatParam *param = miqat_pilgrim_fields; param->name != NULL; param++) {
    MiqatFieldChange one = { .hidden = TRUE };

    if (g_strv_contains (asked_first, param->name))
      continue;
    g_ptr_array_add (names, g_strconcat ("travellers.", param->name, NULL));
    one.name = g_ptr_array_index (names, names->len - 1);
    g_array_append_val (changes, one);
  }
  {
    MiqatFieldChange known = { .name = "travellers.pilgrim_id", .hidden = TRUE };
    g_array_append_val (changes, known);
  }
  return changes;
}

static void
on_typed_cb (JsonObject *typed, gpointer data)
{
  miqat_booking_summary_show (data, typed);
}

/* Takes `departure`. */
static void
ask_people (GtkWidget *parent, MiqatOffice *office, MiqatDeparture *departure)
{
  g_autoptr (GArray) rooms = g_array_new (TRUE, TRUE, sizeof (MiqatChoice));
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) changes = NULL;
  g_autoptr (JsonObject) given = json_object_new ();
  g_autofree char *title = g_strdup_printf (_("New booking · %s"), departure->package_name);
  GtkWidget *summary;

  for (guint i = 0; i < departure->rooms->len; i++) {
    const MiqatRoomType *room = g_ptr_array_index (departure->rooms, i);
    g_autofree char *price = miqat_money_format (room->price);
    char *label = g_strdup_printf ("%s · %s", miqat_command_choice_label (room->type), price);
    MiqatChoice choice = { room->id, label };

    g_ptr_array_add (labels, label);
    g_array_append_val (rooms, choice);
  }
  changes = list_changes ((const MiqatChoice *) (gpointer) rooms->data, names);
  json_object_set_string_member (given, "departure_id", departure->id);
  json_object_set_string_member (given, "channel", "desk");
  summary = miqat_booking_summary_new (office, departure);
  {
    MiqatCommandQuestion question = {
      .command = "booking.create", .title = title, .verb = _("Book"),
      .changes = (const MiqatFieldChange *) (gpointer) changes->data, .given = given,
      .done = on_created_cb, .data = parent, .aside = summary,
      .above = miqat_booking_summary_get_steps (MIQAT_BOOKING_SUMMARY (summary)), .typed = on_typed_cb,
      .typed_data = summary,
    };
    miqat_command_dialog_show (parent, office, &question);
  }
}

/* ---- which departure ------------------------------------------------------------------------ */

typedef struct {
  GtkWidget *parent;
  MiqatOffice *office;
  MiqatForm *form;
} Asking;

static void
asking_free (Asking *self)
{
  g_object_unref (self->parent);
  g_object_unref (self->office);
  g_object_unref (self->form);
  g_free (self);
}

static void
on_departure_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asking *asking = data;

  if (miqat_dialog_confirm_finish (result)) {
    g_autoptr (JsonObject) typed = miqat_form_get_json (asking->form);
    const char *id = miqat_json_get_text (typed, "departure_id");

    if (id != NULL)
      miqat_booking_new_start (asking->parent, asking->office, id);
  }
  asking_free (asking);
}

static void
on_departure_changed_cb (MiqatForm *form, const char *field, gpointer data)
{
  g_autoptr (JsonObject) typed = miqat_form_get_json (form);

  miqat_dialog_set_ready (GTK_WIDGET (form), json_object_has_member (typed, "departure_id"));
}

static char *
describe_departure (const MiqatDeparture *departure)
{
  MiqatDay day = MIQAT_DAY_NONE;
  g_autofree char *date = NULL;

  miqat_day_parse (departure->departure_date, &day);
  date = miqat_day_format (day, miqat_look_is_indonesian ());
  /* TRANSLATORS: date, package, seats that are left. */
  return g_strdup_printf (_("%s · %s · %d left"), date, departure->package_name,
                          (int) (departure->total_seats - departure->booked_seats));
}

static void
ask_departure (GtkWidget *parent, MiqatOffice *office)
{
  g_autoptr (GPtrArray) departures = miqat_departure_list (miqat_office_get_db (office), NULL, NULL);
  g_autoptr (GArray) choices = g_array_new (TRUE, TRUE, sizeof (MiqatChoice));
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  MiqatFormField field = { .name = "departure_id", .label = _("Departure"), .kind = MIQAT_FIELD_CHOICE, .required = TRUE };
  MiqatDialogQuestion question = { .title = _("New booking"), .consequence = _("For which departure?"), .verb = _("Continue") };
  Asking *asking = g_new0 (Asking, 1);

  for (guint i = 0; departures != NULL && i < departures->len; i++) {
    const MiqatDeparture *departure = g_ptr_array_index (departures, i);
    MiqatChoice choice = { departure->id, describe_departure (departure) };

    g_ptr_array_add (labels, (char *) choice.label);
    if (g_str_equal (departure->status, "open"))
      g_array_append_val (choices, choice);
  }
  field.choices = (const MiqatChoice *) (gpointer) choices->data;
  asking->parent = g_object_ref (parent);
  asking->office = g_object_ref (office);
  asking->form = g_object_ref_sink (MIQAT_FORM (miqat_form_new (&field, 1)));
  g_signal_connect (asking->form, "changed", G_CALLBACK (on_departure_changed_cb), NULL);
  miqat_dialog_set_ready (GTK_WIDGET (asking->form), FALSE);
  miqat_dialog_ask_async (parent, &question, GTK_WIDGET (asking->form), NULL, on_departure_chosen_cb, asking);
}

void
miqat_booking_new_start (GtkWidget *parent, MiqatOffice *office, const char *departure_id)
{
  MiqatDeparture *departure;
  g_autoptr (GError) error = NULL;

  if (departure_id == NULL) {
    ask_departure (parent, office);
    return;
  }
  departure = miqat_departure_load (miqat_office_get_db (office), departure_id, &error);
  if (departure != NULL)
    ask_people (parent, office, departure);
  else
    miqat_dialog_tell (parent, _("The departure cannot be opened"), error->message);
}
