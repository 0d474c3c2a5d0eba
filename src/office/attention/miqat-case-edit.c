/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids mean nothing to people, so they are no fields: they travel beside the form as they were. Lines
 * that name something by id stay as they were too, except rooms, which the departure lists. */
#include "config.h"

#include "miqat-case-edit.h"
#include "miqat-departure.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GArray *changes;   /* of MiqatFieldChange, ends with a NULL name */
  GArray *rooms;     /* of MiqatChoice, ditto */
  GPtrArray *texts;
  JsonObject *given;
} Editing;

static void
editing_init (Editing *self)
{
  self->changes = g_array_new (TRUE, TRUE, sizeof (MiqatFieldChange));
  self->rooms = g_array_new (TRUE, TRUE, sizeof (MiqatChoice));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->given = json_object_new ();
}

static void
editing_clear (Editing *self)
{
  g_array_unref (self->changes);
  g_array_unref (self->rooms);
  g_ptr_array_unref (self->texts);
  json_object_unref (self->given);
}

static const char *
keep_text (Editing *self, char *text)
{
  g_ptr_array_add (self->texts, text);
  return text;
}

static void
hide (Editing *self, const char *name)
{
  MiqatFieldChange change = { .name = name, .hidden = TRUE };

  g_array_append_val (self->changes, change);
}

static void
read_rooms (Editing *self, MiqatDb *db, const char *departure_id)
{
  g_autoptr (MiqatDeparture) departure = departure_id != NULL ? miqat_departure_load (db, departure_id, NULL) : NULL;

  for (guint i = 0; departure != NULL && i < departure->rooms->len; i++) {
    const MiqatRoomType *room = g_ptr_array_index (departure->rooms, i);
    MiqatChoice choice = { keep_text (self, g_strdup (room->id)), miqat_command_choice_label (room->type) };

    g_array_append_val (self->rooms, choice);
  }
}

static gboolean
names_by_id (const MiqatParam *fields, JsonNode *lines)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (lines) ? json_node_get_array (lines) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *line = json_array_get_element (array, i);

    for (const MiqatParam *field = fields; JSON_NODE_HOLDS_OBJECT (line) && field->name != NULL; field++)
      if (field->kind == MIQAT_PARAM_ID && json_object_has_member (json_node_get_object (line), field->name))
        return TRUE;
  }
  return FALSE;
}

static void
add_list (Editing *self, const MiqatParam *param, JsonNode *node)
{
  for (const MiqatParam *field = param->fields; field->name != NULL; field++) {
    const char *name;

    if (field->kind != MIQAT_PARAM_ID)
      continue;
    name = keep_text (self, g_strconcat (param->name, ".", field->name, NULL));
    if (g_str_equal (field->name, "room_type_id") && self->rooms->len > 0) {
      MiqatFieldChange change = { .name = name, .choices = (const MiqatChoice *) (gpointer) self->rooms->data };

      g_array_append_val (self->changes, change);
    } else if (names_by_id (param->fields, node)) {
      hide (self, param->name);
      json_object_set_member (self->given, param->name, json_node_copy (node));
      return;
    } else {
      hide (self, name);
    }
  }
}

/* What no form asks a person for, though it is text: how the command came about. */
gboolean
miqat_case_edit_is_behind (const MiqatParam *param)
{
  static const char *const names[] = { "channel", "holder", "holder_address", "affiliate_code",
                                      "registration_source", NULL };

  return param->kind == MIQAT_PARAM_ID || (param->flags & MIQAT_PARAM_CODE) != 0
         || miqat_command_describes_file (param->name) || g_strv_contains (names, param->name);
}

static void
add_params (Editing *self, const MiqatParam *params, JsonObject *args)
{
  for (const MiqatParam *param = params; param != NULL && param->name != NULL; param++) {
    JsonNode *node = json_object_get_member (args, param->name);
    gboolean typed = !miqat_case_edit_is_behind (param);

    if (!typed)
      hide (self, param->name);
    if (!typed && node != NULL)
      json_object_set_member (self->given, param->name, json_node_copy (node));
    if (param->kind == MIQAT_PARAM_LIST && node != NULL)
      add_list (self, param, node);
  }
}

MiqatCommandDialog *
miqat_case_edit (GtkWidget *parent, MiqatOffice *office, const MiqatQueued *refused)
{
  const MiqatCommand *found = miqat_site_find_command (miqat_office_get_site (office), refused->name);
  MiqatCommandDialog *dialog;
  Editing editing;

  g_return_val_if_fail (found != NULL && refused->args != NULL, NULL);
  editing_init (&editing);
  read_rooms (&editing, miqat_office_get_db (office), miqat_json_get_text (refused->args, "departure_id"));
  add_params (&editing, found->params, refused->args);
  {
    MiqatCommandQuestion question = {
      .command = refused->name, .title = _(found->title), .verb = _("Send again"),
      .changes = (const MiqatFieldChange *) (gpointer) editing.changes->data,
      .values = refused->args, .given = editing.given, .refused_id = refused->id,
    };
    dialog = miqat_command_dialog_show (parent, office, &question);
    miqat_form_set_problems (miqat_command_dialog_get_form (dialog), refused->problems);
  }
  editing_clear (&editing);
  return dialog;
}
