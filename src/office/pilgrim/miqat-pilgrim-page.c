/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-command-dialog.h"
#include "miqat-look.h"
#include "miqat-pilgrim-fields.h"
#include "miqat-pilgrim-list.h"
#include "miqat-pilgrim-page.h"
#include "miqat-pilgrim.h"
#include "miqat-text.h"

#include <glib/gi18n-lib.h>

struct _MiqatPilgrimPage {
  MiqatRecordPage parent_instance;

  MiqatPilgrim *pilgrim; /* the one shown, masked; NULL: none */
};

G_DEFINE_FINAL_TYPE (MiqatPilgrimPage, miqat_pilgrim_page, MIQAT_TYPE_RECORD_PAGE)

static MiqatOffice *
get_office (MiqatPilgrimPage *self)
{
  return miqat_record_page_get_office (MIQAT_RECORD_PAGE (self));
}

static MiqatPilgrim *
load (MiqatPilgrimPage *self, const char *id, MiqatPilgrimView view, GError **error)
{
  MiqatReader reader = miqat_office_get_reader (get_office (self));

  return miqat_pilgrim_load (miqat_office_get_db (get_office (self)),
                             miqat_site_get_key (miqat_office_get_site (get_office (self))), id, &reader, view, error);
}

/* ---- the pilgrim on screen ------------------------------------------------------------------ */

static char *
format_day (const char *text)
{
  MiqatDay day = MIQAT_DAY_NONE;

  if (text == NULL || miqat_day_parse (text, &day) != MIQAT_PROBLEM_NONE)
    return NULL;
  return miqat_day_format (day, miqat_look_is_indonesian ());
}

static void
show_person (const MiqatPilgrim *pilgrim, MiqatFacts *facts)
{
  g_autofree char *born = format_day (pilgrim->date_of_birth);
  g_autofree char *phone = pilgrim->phone != NULL ? miqat_text_format_phone (pilgrim->phone) : NULL;
  g_autofree char *emergency = pilgrim->emergency_contact_phone != NULL
                                 ? miqat_text_format_phone (pilgrim->emergency_contact_phone) : NULL;

  miqat_facts_add_section (facts, _("Person"));
  miqat_facts_add_text (facts, _("NIK"), pilgrim->nik);
  miqat_facts_add_text (facts, _("Sex"), pilgrim->gender != NULL
                        ? miqat_command_choice_label (pilgrim->gender) : NULL);
  miqat_facts_add_text (facts, _("Place of birth"), pilgrim->place_of_birth);
  miqat_facts_add_text (facts, _("Date of birth"), born);
  miqat_facts_add_text (facts, _("Father's name"), pilgrim->father_name);
  miqat_facts_add_text (facts, _("Address"), pilgrim->address);
  miqat_facts_add_section (facts, _("Contact"));
  miqat_facts_add_text (facts, _("Phone"), phone);
  miqat_facts_add_text (facts, _("Emergency contact"), pilgrim->emergency_contact_name);
  miqat_facts_add_text (facts, _("Its phone"), emergency);
}

static void
show_passport (const MiqatPilgrim *pilgrim, MiqatFacts *facts)
{
  g_autofree char *expires = format_day (pilgrim->passport_expiry_date);

  miqat_facts_add_section (facts, _("Passport"));
  if (!pilgrim->has_passport) {
    miqat_facts_add_paragraph (facts, _("No passport yet"));
    return;
  }
  miqat_facts_add_text (facts, _("Number"), pilgrim->passport_number);
  miqat_facts_add_text (facts, _("Issuing office"), pilgrim->passport_from);
  miqat_facts_add_text (facts, _("Valid until"), expires);
}

static void
show_missing (const MiqatPilgrim *pilgrim, MiqatFacts *facts)
{
  g_auto (GStrv) missing = miqat_pilgrim_list_missing (pilgrim);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (const MiqatParam *param = miqat_pilgrim_fields; param->name != NULL; param++)
    if (g_strv_contains ((const char *const *) missing, param->name))
      g_ptr_array_add (labels, (gpointer) _(param->label));
  if (labels->len == 0)
    return;
  g_ptr_array_add (labels, NULL);
  miqat_facts_add_section (facts, _("Still missing"));
  miqat_facts_add_lines (facts, (const char *const *) labels->pdata);
}

static void
miqat_pilgrim_page_update_actions (MiqatRecordPage *page)
{
  MiqatPilgrimPage *self = MIQAT_PILGRIM_PAGE (page);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pilgrim.edit",
                                 self->pilgrim != NULL && miqat_office_may (get_office (self), "pilgrim.edit"));
}

static gboolean
miqat_pilgrim_page_load (MiqatRecordPage *page, const char *id, GError **error)
{
  MiqatPilgrimPage *self = MIQAT_PILGRIM_PAGE (page);

  g_clear_pointer (&self->pilgrim, miqat_pilgrim_free);
  self->pilgrim = load (self, id, MIQAT_PILGRIM_MASKED, error);
  return self->pilgrim != NULL;
}

static gboolean
miqat_pilgrim_page_show (MiqatRecordPage *page, GError **error)
{
  const MiqatPilgrim *pilgrim = MIQAT_PILGRIM_PAGE (page)->pilgrim;
  MiqatFacts *facts = miqat_record_page_get_facts (page);

  miqat_record_page_set_heading (page, pilgrim->full_name, NULL);
  show_person (pilgrim, facts);
  show_passport (pilgrim, facts);
  show_missing (pilgrim, facts);
  return TRUE;
}

/* ---- the list ------------------------------------------------------------------------------- */

static char *
get_name (gpointer item, gpointer data)
{
  return g_strdup (miqat_pilgrim_item_get_full_name (item));
}

static gint64
get_born (gpointer item, gpointer data)
{
  const char *text = miqat_pilgrim_item_get_date_of_birth (item);
  MiqatDay day = MIQAT_DAY_NONE;

  if (text != NULL)
    miqat_day_parse (text, &day);
  return day;
}

static char *
get_phone (gpointer item, gpointer data)
{
  const char *digits = miqat_pilgrim_item_get_phone (item);

  return digits != NULL ? miqat_text_format_phone (digits) : NULL;
}

static char *
get_city (gpointer item, gpointer data)
{
  return g_strdup (miqat_pilgrim_item_get_regency (item));
}

static char *
get_passport (gpointer item, gpointer data)
{
  return g_strdup (miqat_pilgrim_item_has_passport (item) ? _("Passport") : _("No passport yet"));
}

static MiqatTone
get_passport_tone (gpointer item, gpointer data)
{
  return miqat_pilgrim_item_has_passport (item) ? MIQAT_TONE_GOOD : MIQAT_TONE_NEUTRAL;
}

static char *
get_key (gpointer item, gpointer data)
{
  return g_strdup (miqat_pilgrim_item_get_id (item));
}

static gboolean
miqat_pilgrim_page_apply_filter (MiqatRecordPage *page, MiqatListModel *model, GError **error)
{
  const MiqatPilgrimFilter filter = {
    .sort = MIQAT_PILGRIM_SORT_NAME,
    .search = miqat_record_page_get_search (page),
    .reader = miqat_office_get_reader (miqat_record_page_get_office (page)),
  };

  return miqat_pilgrim_list_model_set_filter (model, &filter, error);
}

/* ---- changing ------------------------------------------------------------------------------- */

static void
set_text (JsonObject *values, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (values, name, text);
}

/* What an editor needs is shown in clear, and that somebody saw it is noted. */
static JsonObject *
describe_pilgrim (const MiqatPilgrim *pilgrim)
{
  JsonObject *values = json_object_new ();

  set_text (values, "full_name", pilgrim->full_name);
  set_text (values, "nik", pilgrim->nik);
  set_text (values, "gender", pilgrim->gender);
  set_text (values, "place_of_birth", pilgrim->place_of_birth);
  set_text (values, "date_of_birth", pilgrim->date_of_birth);
  set_text (values, "address", pilgrim->address);
  set_text (values, "province", pilgrim->province);
  set_text (values, "regency", pilgrim->regency);
  set_text (values, "district", pilgrim->district);
  set_text (values, "village", pilgrim->village);
  set_text (values, "father_name", pilgrim->father_name);
  set_text (values, "citizenship", pilgrim->citizenship);
  json_object_set_boolean_member (values, "has_passport", pilgrim->has_passport);
  set_text (values, "passport_number", pilgrim->passport_number);
  set_text (values, "passport_from", pilgrim->passport_from);
  set_text (values, "passport_release_date", pilgrim->passport_release_date);
  set_text (values, "passport_expiry_date", pilgrim->passport_expiry_date);
  set_text (values, "marital_status", pilgrim->marital_status);
  set_text (values, "phone", pilgrim->phone);
  set_text (values, "home_phone", pilgrim->home_phone);
  set_text (values, "education", pilgrim->education);
  set_text (values, "occupation", pilgrim->occupation);
  set_text (values, "disease_history", pilgrim->disease_history);
  set_text (values, "emergency_contact_name", pilgrim->emergency_contact_name);
  set_text (values, "emergency_contact_phone", pilgrim->emergency_contact_phone);
  return values;
}

static void
on_edit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatPilgrimPage *self = MIQAT_PILGRIM_PAGE (widget);
  static const MiqatFieldChange changes[] = {
    { .name = "pilgrim_id", .hidden = TRUE },
    { .name = "family_members", .hidden = TRUE },
    { .name = "registration_source", .hidden = TRUE },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatPilgrim) clear = load (self, self->pilgrim->id, MIQAT_PILGRIM_IN_CLEAR, &error);
  g_autoptr (JsonObject) values = NULL;
  g_autoptr (JsonObject) given = json_object_new ();

  if (clear == NULL) {
    miqat_record_page_tell (MIQAT_RECORD_PAGE (self), error);
    return;
  }
  miqat_site_note_view_async (miqat_office_get_site (get_office (self)), miqat_office_get_actor (get_office (self))->id,
                              "pilgrims", clear->id, "opened in clear");
  values = describe_pilgrim (clear);
  json_object_set_string_member (given, "pilgrim_id", clear->id);
  {
    MiqatCommandQuestion question = {
      .command = "pilgrim.edit", .title = clear->full_name, .verb = _("Save"),
      .changes = changes, .values = values, .edits = TRUE, .given = given,
    };
    miqat_command_dialog_show (widget, get_office (self), &question);
  }
}

/* ---- object --------------------------------------------------------------------------------- */

static void
miqat_pilgrim_page_dispose (GObject *object)
{
  MiqatPilgrimPage *self = MIQAT_PILGRIM_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_PILGRIM_PAGE);
  g_clear_pointer (&self->pilgrim, miqat_pilgrim_free);
  G_OBJECT_CLASS (miqat_pilgrim_page_parent_class)->dispose (object);
}

static void
miqat_pilgrim_page_class_init (MiqatPilgrimPageClass *klass)
{
  static const char *const tables[] = { "pilgrims", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  MiqatRecordPageClass *page_class = MIQAT_RECORD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_pilgrim_page_dispose;
  page_class->tables = tables;
  page_class->apply_filter = miqat_pilgrim_page_apply_filter;
  page_class->load = miqat_pilgrim_page_load;
  page_class->show = miqat_pilgrim_page_show;
  page_class->update_actions = miqat_pilgrim_page_update_actions;
  gtk_widget_class_install_action (widget_class, "pilgrim.edit", NULL, on_edit_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "pilgrim.edit", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/pilgrim/miqat-pilgrim-page.ui");
}

static void
miqat_pilgrim_page_init (MiqatPilgrimPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_columns (MiqatListPane *list)
{
  const MiqatListColumn columns[] = {
    { .name = "name", .title = _("Name"), .kind = MIQAT_CELL_PERSON, .width = 210, .expand = TRUE, .text = get_name },
    { .name = "born", .title = _("Born"), .kind = MIQAT_CELL_DAY, .width = 120, .spare = 2, .number = get_born },
    { .name = "phone", .title = _("Phone"), .kind = MIQAT_CELL_TEXT, .width = 150, .spare = 1, .text = get_phone },
    { .name = "city", .title = _("City"), .kind = MIQAT_CELL_TEXT, .width = 150, .hidden = TRUE, .spare = 4, .text = get_city },
    { .name = "passport", .title = _("Passport"), .kind = MIQAT_CELL_STATUS, .width = 172, .spare = 3,
      .text = get_passport, .tone = get_passport_tone },
  };

  miqat_list_pane_add_columns (list, columns, G_N_ELEMENTS (columns), NULL);
  miqat_empty_state_set_text (miqat_list_pane_get_empty_state (list), "miqat-jamaah-symbolic",
                              _("No pilgrim yet"), _("Pilgrims appear here as soon as they are in a booking."));
}

GtkWidget *
miqat_pilgrim_page_new (MiqatOffice *office)
{
  const MiqatPilgrimFilter all = { .sort = MIQAT_PILGRIM_SORT_NAME, .reader = miqat_office_get_reader (office) };
  MiqatRecordPage *page = g_object_new (MIQAT_TYPE_PILGRIM_PAGE, NULL);

  add_columns (miqat_record_page_get_list (page));
  miqat_record_page_add_button (page, _("Edit"), "pilgrim.edit");
  miqat_record_page_start (page, office, miqat_pilgrim_list_model_new (miqat_office_get_db (office), &all), get_key);
  return GTK_WIDGET (page);
}
