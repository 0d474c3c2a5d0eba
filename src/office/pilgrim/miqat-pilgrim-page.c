/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-command-dialog.h"
#include "miqat-detail-pane.h"
#include "miqat-facts.h"
#include "miqat-list-pane.h"
#include "miqat-look.h"
#include "miqat-opener.h"
#include "miqat-pilgrim-fields.h"
#include "miqat-pilgrim-list.h"
#include "miqat-pilgrim-page.h"
#include "miqat-pilgrim.h"
#include "miqat-text.h"

#include <glib/gi18n-lib.h>

struct _MiqatPilgrimPage {
  MiqatPage parent_instance;

  MiqatDetailPane *pane;
  MiqatListPane *list;
  MiqatFacts *facts;

  MiqatOffice *office;
  MiqatListModel *model;
  MiqatPilgrim *pilgrim; /* the one shown, masked; NULL: none */
};

static void opener_init (MiqatOpenerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiqatPilgrimPage, miqat_pilgrim_page, MIQAT_TYPE_PAGE,
                               G_IMPLEMENT_INTERFACE (MIQAT_TYPE_OPENER, opener_init))

static void
tell (MiqatPilgrimPage *self, const GError *error)
{
  miqat_banner_show (miqat_page_get_banner (MIQAT_PAGE (self)), MIQAT_TONE_BAD, error->message, NULL, NULL);
}

static MiqatPilgrim *
load (MiqatPilgrimPage *self, const char *id, MiqatPilgrimView view, GError **error)
{
  MiqatReader reader = miqat_office_get_reader (self->office);

  return miqat_pilgrim_load (miqat_office_get_db (self->office),
                             miqat_site_get_key (miqat_office_get_site (self->office)), id, &reader, view, error);
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
show_person (MiqatPilgrimPage *self)
{
  const MiqatPilgrim *pilgrim = self->pilgrim;
  g_autofree char *born = format_day (pilgrim->date_of_birth);
  g_autofree char *phone = pilgrim->phone != NULL ? miqat_text_format_phone (pilgrim->phone) : NULL;
  g_autofree char *emergency = pilgrim->emergency_contact_phone != NULL
                                 ? miqat_text_format_phone (pilgrim->emergency_contact_phone) : NULL;

  miqat_facts_add_section (self->facts, _("Person"));
  miqat_facts_add_text (self->facts, _("NIK"), pilgrim->nik);
  miqat_facts_add_text (self->facts, _("Sex"), pilgrim->gender != NULL
                        ? miqat_command_choice_label (pilgrim->gender) : NULL);
  miqat_facts_add_text (self->facts, _("Place of birth"), pilgrim->place_of_birth);
  miqat_facts_add_text (self->facts, _("Date of birth"), born);
  miqat_facts_add_text (self->facts, _("Father's name"), pilgrim->father_name);
  miqat_facts_add_text (self->facts, _("Address"), pilgrim->address);
  miqat_facts_add_section (self->facts, _("Contact"));
  miqat_facts_add_text (self->facts, _("Phone"), phone);
  miqat_facts_add_text (self->facts, _("Emergency contact"), pilgrim->emergency_contact_name);
  miqat_facts_add_text (self->facts, _("Its phone"), emergency);
}

static void
show_passport (MiqatPilgrimPage *self)
{
  const MiqatPilgrim *pilgrim = self->pilgrim;
  g_autofree char *expires = format_day (pilgrim->passport_expiry_date);

  miqat_facts_add_section (self->facts, _("Passport"));
  if (!pilgrim->has_passport) {
    miqat_facts_add_paragraph (self->facts, _("No passport yet"));
    return;
  }
  miqat_facts_add_text (self->facts, _("Number"), pilgrim->passport_number);
  miqat_facts_add_text (self->facts, _("Issuing office"), pilgrim->passport_from);
  miqat_facts_add_text (self->facts, _("Valid until"), expires);
}

static void
show_missing (MiqatPilgrimPage *self)
{
  g_auto (GStrv) missing = miqat_pilgrim_list_missing (self->pilgrim);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (const MiqatParam *param = miqat_pilgrim_fields; param->name != NULL; param++)
    if (g_strv_contains ((const char *const *) missing, param->name))
      g_ptr_array_add (labels, (gpointer) _(param->label));
  if (labels->len == 0)
    return;
  g_ptr_array_add (labels, NULL);
  miqat_facts_add_section (self->facts, _("Still missing"));
  miqat_facts_add_lines (self->facts, (const char *const *) labels->pdata);
}

static void
show_pilgrim (MiqatPilgrimPage *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  MiqatPilgrim *pilgrim = load (self, id, MIQAT_PILGRIM_MASKED, &error);

  g_clear_pointer (&self->pilgrim, miqat_pilgrim_free);
  self->pilgrim = pilgrim;
  miqat_facts_clear (self->facts);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pilgrim.edit",
                                 pilgrim != NULL && miqat_office_may (self->office, "pilgrim.edit"));
  if (pilgrim == NULL) {
    tell (self, error);
    miqat_detail_pane_close (self->pane);
    return;
  }
  miqat_detail_pane_set_title (self->pane, pilgrim->full_name, NULL);
  show_person (self);
  show_passport (self);
  show_missing (self);
}

static void
on_item_selected_cb (MiqatListPane *list, GObject *item, MiqatPilgrimPage *self)
{
  if (item == NULL)
    return;
  show_pilgrim (self, miqat_pilgrim_item_get_id (MIQAT_PILGRIM_ITEM (item)));
  miqat_detail_pane_follow (self->pane);
}

static void
on_item_opened_cb (MiqatListPane *list, GObject *item, MiqatPilgrimPage *self)
{
  on_item_selected_cb (list, item, self);
  miqat_detail_pane_open (self->pane);
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

static void
make_filter (MiqatPilgrimPage *self, MiqatPilgrimFilter *filter)
{
  const char *typed = miqat_filter_bar_get_search (miqat_list_pane_get_filter_bar (self->list));

  *filter = (MiqatPilgrimFilter) {
    .sort = MIQAT_PILGRIM_SORT_NAME,
    .search = *typed != '\0' ? typed : NULL,
    .reader = miqat_office_get_reader (self->office),
  };
}

static void
on_filter_changed_cb (MiqatListPane *list, MiqatPilgrimPage *self)
{
  MiqatPilgrimFilter filter;
  g_autoptr (GError) error = NULL;

  make_filter (self, &filter);
  if (!miqat_pilgrim_list_model_set_filter (self->model, &filter, &error))
    tell (self, error);
}

static void
on_changed_cb (MiqatOffice *office, MiqatChanges *changes, MiqatPilgrimPage *self)
{
  g_autoptr (GError) error = NULL;

  if (changes != NULL && !miqat_changes_touch (changes, "pilgrims"))
    return;
  if (!miqat_list_model_refresh (self->model, &error))
    tell (self, error);
  if (self->pilgrim != NULL) {
    g_autofree char *id = g_strdup (self->pilgrim->id);
    show_pilgrim (self, id);
  }
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
    tell (self, error);
    return;
  }
  miqat_site_note_view_async (miqat_office_get_site (self->office), miqat_office_get_actor (self->office)->id,
                              "pilgrims", clear->id, "opened in clear");
  values = describe_pilgrim (clear);
  json_object_set_string_member (given, "pilgrim_id", clear->id);
  {
    MiqatCommandQuestion question = {
      .command = "pilgrim.edit", .title = clear->full_name, .verb = _("Save"),
      .changes = changes, .values = values, .given = given,
    };
    miqat_command_dialog_show (widget, self->office, &question);
  }
}

/* ---- object --------------------------------------------------------------------------------- */

static void
miqat_pilgrim_page_open (MiqatOpener *opener, const char *id)
{
  MiqatPilgrimPage *self = MIQAT_PILGRIM_PAGE (opener);

  if (!miqat_list_pane_select_key (self->list, id))
    show_pilgrim (self, id);
  miqat_detail_pane_open (self->pane);
}

static void
opener_init (MiqatOpenerInterface *iface)
{
  iface->open = miqat_pilgrim_page_open;
}

/* The keyboard begins in the list. */
static void
miqat_pilgrim_page_shown (MiqatPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (MIQAT_PILGRIM_PAGE (page)->list));
}

static gboolean
miqat_pilgrim_page_start_filter (MiqatPage *page)
{
  miqat_list_pane_start_search (MIQAT_PILGRIM_PAGE (page)->list);
  return TRUE;
}

static void
miqat_pilgrim_page_dispose (GObject *object)
{
  MiqatPilgrimPage *self = MIQAT_PILGRIM_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_PILGRIM_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->office);
  g_clear_pointer (&self->pilgrim, miqat_pilgrim_free);
  G_OBJECT_CLASS (miqat_pilgrim_page_parent_class)->dispose (object);
}

static void
miqat_pilgrim_page_class_init (MiqatPilgrimPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_pilgrim_page_dispose;
  MIQAT_PAGE_CLASS (klass)->shown = miqat_pilgrim_page_shown;
  MIQAT_PAGE_CLASS (klass)->start_filter = miqat_pilgrim_page_start_filter;
  gtk_widget_class_install_action (widget_class, "pilgrim.edit", NULL, on_edit_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "pilgrim.edit", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/pilgrim/miqat-pilgrim-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatPilgrimPage, pane);
  gtk_widget_class_bind_template_child (widget_class, MiqatPilgrimPage, list);
  gtk_widget_class_bind_template_child (widget_class, MiqatPilgrimPage, facts);
}

static void
miqat_pilgrim_page_init (MiqatPilgrimPage *self)
{
  g_type_ensure (MIQAT_TYPE_DETAIL_PANE);
  g_type_ensure (MIQAT_TYPE_LIST_PANE);
  g_type_ensure (MIQAT_TYPE_FACTS);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_list (MiqatPilgrimPage *self)
{
  const MiqatListColumn columns[] = {
    { .name = "name", .title = _("Name"), .kind = MIQAT_CELL_PERSON, .width = 210, .expand = TRUE, .text = get_name },
    { .name = "born", .title = _("Born"), .kind = MIQAT_CELL_DAY, .width = 120, .spare = 2, .number = get_born },
    { .name = "phone", .title = _("Phone"), .kind = MIQAT_CELL_TEXT, .width = 150, .spare = 1, .text = get_phone },
    { .name = "city", .title = _("City"), .kind = MIQAT_CELL_TEXT, .width = 150, .hidden = TRUE, .spare = 4, .text = get_city },
    { .name = "passport", .title = _("Passport"), .kind = MIQAT_CELL_STATUS, .width = 172, .spare = 3,
      .text = get_passport, .tone = get_passport_tone },
  };
  MiqatPilgrimFilter filter;
  g_autoptr (GError) error = NULL;

  miqat_list_pane_add_columns (self->list, columns, G_N_ELEMENTS (columns), NULL);
  miqat_list_pane_set_key_func (self->list, get_key, NULL);
  miqat_empty_state_set_text (miqat_list_pane_get_empty_state (self->list), "miqat-jamaah-symbolic",
                              _("No pilgrim yet"), _("Pilgrims appear here as soon as they are in a booking."));
  make_filter (self, &filter);
  self->model = miqat_pilgrim_list_model_new (miqat_office_get_db (self->office), &filter);
  if (!miqat_list_model_refresh (self->model, &error))
    tell (self, error);
  miqat_list_pane_set_model (self->list, G_LIST_MODEL (self->model));
  g_signal_connect (self->list, "item-selected", G_CALLBACK (on_item_selected_cb), self);
  g_signal_connect (self->list, "item-opened", G_CALLBACK (on_item_opened_cb), self);
  g_signal_connect (self->list, "filter-changed", G_CALLBACK (on_filter_changed_cb), self);
}

GtkWidget *
miqat_pilgrim_page_new (MiqatOffice *office)
{
  MiqatPilgrimPage *self = g_object_new (MIQAT_TYPE_PILGRIM_PAGE, NULL);
  GtkWidget *edit = gtk_button_new_with_label (_("Edit"));

  self->office = g_object_ref (office);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (edit), "pilgrim.edit");
  miqat_detail_pane_set_actions (self->pane, edit);
  fill_list (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pilgrim.edit", FALSE);
  g_signal_connect_object (office, "changed", G_CALLBACK (on_changed_cb), self, 0);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    miqat_list_pane_select (self->list, 0);
  return GTK_WIDGET (self);
}
