/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-command-dialog.h"
#include "miqat-file-input.h"
#include "miqat-look.h"
#include "miqat-replica.h"

struct _MiqatCommandDialog {
  GtkWindow parent_instance;

  MiqatOffice *office;
  char *command;
  char *refused_id;
  MiqatCommandTyped typed;
  gpointer typed_data;
  JsonObject *given;
  JsonObject *values; /* what the form was opened with; NULL: empty */
  JsonObject *args; /* being sent */
  MiqatCommandDone done;
  gpointer data;
  GtkBox *above;
  GtkBox *row;
  MiqatForm *form;
  GtkButton *verb;
  GtkSpinner *spinner;
  gboolean busy;
  gboolean edits;
};

G_DEFINE_FINAL_TYPE (MiqatCommandDialog, miqat_command_dialog, GTK_TYPE_WINDOW)

static void
set_busy (MiqatCommandDialog *self, gboolean busy)
{
  self->busy = busy;
  /* GTK 4.8 warns when a text is made insensitive with the cursor in it. */
  if (busy)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->verb), !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
show_answer (MiqatCommandDialog *self, const MiqatAnswer *answer, const GError *error)
{
  set_busy (self, FALSE);
  if (answer == NULL) {
    miqat_form_set_error (self->form, error);
  } else if (!answer->done) {
    miqat_form_set_problems (self->form, answer->problems);
  } else {
    miqat_form_set_saved (self->form);
    if (self->done != NULL)
      self->done (self->office, answer, self->data);
    gtk_window_destroy (GTK_WINDOW (self));
  }
}

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatCommandDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAnswer) answer = miqat_office_run_finish (MIQAT_OFFICE (source), result, &error);

  if (self->form != NULL)
    show_answer (self, answer, error);
}

static void
on_resent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatCommandDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAnswer) answer = NULL;

  if (self->form == NULL)
    return;
  answer = miqat_replica_resend_finish (miqat_office_get_replica (self->office), result, &error);
  show_answer (self, answer, error);
}

static void
add_member_cb (JsonObject *object, const char *name, JsonNode *node, gpointer data)
{
  json_object_set_member (data, name, json_node_copy (node));
}

static void
run (MiqatCommandDialog *self, JsonObject *args)
{
  if (self->refused_id != NULL && miqat_office_get_replica (self->office) != NULL)
    miqat_replica_resend_async (miqat_office_get_replica (self->office), self->refused_id, args,
                                miqat_office_get_actor (self->office)->id, on_resent_cb, g_object_ref (self));
  else
    miqat_office_run_async (self->office, self->command, args, NULL, on_done_cb, g_object_ref (self));
}

/* ---- a file --------------------------------------------------------------------------------- */

static MiqatFileInput *
find_file (MiqatCommandDialog *self)
{
  MiqatInput *input = miqat_form_get_input (self->form, MIQAT_COMMAND_FILE);

  return MIQAT_IS_FILE_INPUT (input) ? MIQAT_FILE_INPUT (input) : NULL;
}

static void
on_stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatCommandDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = miqat_office_store_document_finish (MIQAT_OFFICE (source), result, &error);
  MiqatFileInput *file;

  if (self->form == NULL)
    return;
  if (hash == NULL) {
    show_answer (self, NULL, error);
    return;
  }
  file = find_file (self);
  json_object_set_string_member (self->args, MIQAT_COMMAND_FILE, hash);
  json_object_set_string_member (self->args, "file_name", miqat_file_input_get_file_name (file));
  json_object_set_string_member (self->args, "media_type", miqat_file_input_get_media_type (file));
  json_object_set_int_member (self->args, "size_bytes",
                              (gint64) g_bytes_get_size (miqat_file_input_get_contents (file)));
  run (self, self->args);
}

/* Whether a blank in the form means that something is to be emptied. */
static gboolean
empties (MiqatCommandDialog *self, const MiqatParam *param)
{
  MiqatFormRow *row = miqat_form_get_row (self->form, param->name);
  JsonNode *before = self->values != NULL ? json_object_get_member (self->values, param->name) : NULL;

  if ((param->flags & MIQAT_PARAM_CLEARABLE) == 0 || row == NULL || !gtk_widget_get_visible (GTK_WIDGET (row)))
    return FALSE;
  /* A refused command that wanted it empty still does. */
  return before != NULL && (self->edits || JSON_NODE_HOLDS_NULL (before));
}

static void
add_emptied (MiqatCommandDialog *self)
{
  const MiqatCommand *command = miqat_site_find_command (miqat_office_get_site (self->office), self->command);

  for (const MiqatParam *param = command->params; param->name != NULL; param++)
    if (!json_object_has_member (self->args, param->name) && empties (self, param))
      json_object_set_null_member (self->args, param->name);
}

static void
submit (MiqatCommandDialog *self)
{
  MiqatFileInput *file = find_file (self);

  if (self->busy || !miqat_form_is_complete (self->form))
    return;
  g_clear_pointer (&self->args, json_object_unref);
  self->args = miqat_form_get_json (self->form);
  add_emptied (self);
  if (self->given != NULL)
    json_object_foreach_member (self->given, add_member_cb, self->args);
  set_busy (self, TRUE);
  if (file != NULL)
    miqat_office_store_document_async (self->office, miqat_file_input_get_contents (file), NULL, on_stored_cb,
                                       g_object_ref (self));
  else
    run (self, self->args);
}

static void
on_submitted_cb (MiqatCommandDialog *self)
{
  submit (self);
}

static void
on_typed_cb (MiqatCommandDialog *self)
{
  g_autoptr (JsonObject) typed = NULL;

  if (self->typed == NULL)
    return;
  typed = miqat_form_get_json (self->form);
  self->typed (typed, self->typed_data);
}

static void
on_draft_cb (MiqatForm *form, JsonObject *draft, gpointer data)
{
  MiqatCommandDialog *self = data;

  miqat_office_keep_draft (self->office, self->command, draft);
}

static void
on_close_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  /* What was typed stays as a draft and is offered when the form is opened again. */
  gtk_window_close (GTK_WINDOW (widget));
}

static void
on_submit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  submit (MIQAT_COMMAND_DIALOG (widget));
}

static void
miqat_command_dialog_dispose (GObject *object)
{
  MiqatCommandDialog *self = MIQAT_COMMAND_DIALOG (object);

  /* The form may outlive the window a little, but not the office. */
  if (self->form != NULL) {
    miqat_form_flush_draft (self->form);
    miqat_form_set_draft_func (self->form, NULL, NULL, NULL);
  }
  self->typed = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_COMMAND_DIALOG);
  g_clear_object (&self->office);
  G_OBJECT_CLASS (miqat_command_dialog_parent_class)->dispose (object);
}

static void
miqat_command_dialog_finalize (GObject *object)
{
  MiqatCommandDialog *self = MIQAT_COMMAND_DIALOG (object);

  g_free (self->command);
  g_free (self->refused_id);
  g_clear_pointer (&self->given, json_object_unref);
  g_clear_pointer (&self->values, json_object_unref);
  g_clear_pointer (&self->args, json_object_unref);
  G_OBJECT_CLASS (miqat_command_dialog_parent_class)->finalize (object);
}

static void
miqat_command_dialog_class_init (MiqatCommandDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_command_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = miqat_command_dialog_finalize;
  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, on_close_cb);
  gtk_widget_class_install_action (widget_class, "dialog.submit", NULL, on_submit_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);

  g_type_ensure (MIQAT_TYPE_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/command/miqat-command-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatCommandDialog, above);
  gtk_widget_class_bind_template_child (widget_class, MiqatCommandDialog, row);
  gtk_widget_class_bind_template_child (widget_class, MiqatCommandDialog, form);
  gtk_widget_class_bind_template_child (widget_class, MiqatCommandDialog, verb);
  gtk_widget_class_bind_template_child (widget_class, MiqatCommandDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_submitted_cb);
}

static void
miqat_command_dialog_init (MiqatCommandDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What was typed last time and not saved, unless the caller brings values of its own. */
static void
fill_form (MiqatCommandDialog *self, JsonObject *values)
{
  g_autoptr (JsonObject) draft = values == NULL ? miqat_office_load_draft (self->office, self->command) : NULL;

  if (values != NULL)
    miqat_form_set_json (self->form, values);
  else if (draft != NULL)
    miqat_form_restore_draft (self->form, draft);
  if (values == NULL)
    miqat_form_set_draft_func (self->form, on_draft_cb, self, NULL);
}

/* What is there and cannot be emptied has to stay filled in. */
static MiqatFormField
keep_filled (const MiqatFormField *field, const MiqatParam *params, const MiqatCommandQuestion *question)
{
  MiqatFormField kept = *field;

  for (const MiqatParam *param = params; question->edits && param->name != NULL; param++)
    if (g_strcmp0 (param->name, field->name) == 0 && json_object_has_member (question->values, param->name))
      kept.required = (param->flags & MIQAT_PARAM_CLEARABLE) == 0 && param->kind != MIQAT_PARAM_FLAG;
  return kept;
}

/* Few short questions need no tall window. */
static int
choose_height (GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    if (((const MiqatFormField *) g_ptr_array_index (fields, i))->kind == MIQAT_FIELD_LINES)
      return 640;
  return fields->len <= 3 ? 340 : 640;
}

MiqatCommandDialog *
miqat_command_dialog_show (GtkWidget *parent, MiqatOffice *office, const MiqatCommandQuestion *question)
{
  const MiqatCommand *command = miqat_site_find_command (miqat_office_get_site (office), question->command);
  MiqatCommandDialog *self = g_object_new (MIQAT_TYPE_COMMAND_DIALOG, "title", question->title,
                                           "transient-for", gtk_widget_get_root (parent), NULL);
  g_autoptr (GPtrArray) made = miqat_command_fields_new (command->params, question->changes);
  g_autofree MiqatFormField *fields = g_new0 (MiqatFormField, made->len);

  for (guint i = 0; i < made->len; i++)
    fields[i] = keep_filled (g_ptr_array_index (made, i), command->params, question);
  self->office = g_object_ref (office);
  self->command = g_strdup (question->command);
  self->given = question->given != NULL ? json_object_ref (question->given) : NULL;
  self->values = question->values != NULL ? json_object_ref (question->values) : NULL;
  self->edits = question->edits;
  self->done = question->done;
  self->data = question->data;
  self->refused_id = g_strdup (question->refused_id);
  gtk_button_set_label (self->verb, question->verb);
  miqat_form_add_fields (self->form, fields, made->len);
  if (question->above != NULL)
    gtk_box_append (self->above, question->above);
  if (question->aside != NULL)
    gtk_box_append (self->row, question->aside);
  gtk_window_set_default_size (GTK_WINDOW (self), question->aside != NULL ? 960 : 680, choose_height (made));
  fill_form (self, question->values);
  self->typed = question->typed;
  self->typed_data = question->typed_data;
  on_typed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  miqat_form_focus_first (self->form);
  return self;
}

MiqatForm *
miqat_command_dialog_get_form (MiqatCommandDialog *self)
{
  return self->form;
}
