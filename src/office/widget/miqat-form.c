/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-form.h"

#include <glib/gi18n-lib.h>

#include "miqat-choice-input.h"
#include "miqat-lines-input.h"

/* A draft is written when the typing rests. */
#define DRAFT_DELAY_MS 1000

struct _MiqatForm {
  GtkWidget parent_instance;

  GtkBox *body;
  GtkWidget *general_box;
  GtkLabel *general; /* problems without a field here */
  GPtrArray *rows;   /* of MiqatFormRow, borrowed */
  gboolean quiet;
  gboolean changed;

  MiqatFormDraftFunc draft_func;
  gpointer draft_data;
  GDestroyNotify draft_free;
  guint draft_id;
};

enum {
  CHANGED,
  SUBMITTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatForm, miqat_form, GTK_TYPE_WIDGET)

static const char *
get_name (MiqatFormRow *row)
{
  return miqat_form_row_get_field (row)->name;
}

static void
add_values (MiqatForm *self, JsonObject *object, gboolean with_secrets)
{
  for (guint i = 0; i < self->rows->len; i++) {
    MiqatFormRow *row = g_ptr_array_index (self->rows, i);
    JsonNode *value;

    if (!gtk_widget_get_visible (GTK_WIDGET (row)))
      continue;
    if (!with_secrets && miqat_form_row_get_field (row)->kind == MIQAT_FIELD_SECRET)
      continue;
    value = miqat_input_get_value (miqat_form_row_get_input (row));
    if (value != NULL)
      json_object_set_member (object, get_name (row), value);
  }
}

static void
write_draft (MiqatForm *self)
{
  g_autoptr (JsonObject) draft = json_object_new ();

  g_clear_handle_id (&self->draft_id, g_source_remove);
  if (self->draft_func == NULL)
    return;
  add_values (self, draft, FALSE);
  self->draft_func (self, draft, self->draft_data);
}

static gboolean
on_draft_due_cb (gpointer data)
{
  MiqatForm *self = data;

  self->draft_id = 0;
  write_draft (self);
  return G_SOURCE_REMOVE;
}

static MiqatFormRow *
find_row_of_input (MiqatForm *self, MiqatInput *input)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (miqat_form_row_get_input (g_ptr_array_index (self->rows, i)) == input)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

/* What was wrong may be right now; a sentence that stays while one corrects it only irritates. */
static void
on_input_changed_cb (MiqatForm *self, MiqatInput *input)
{
  MiqatFormRow *row = find_row_of_input (self, input);

  if (self->quiet || row == NULL)
    return;
  self->changed = TRUE;
  if (miqat_form_row_get_error (row) != NULL)
    miqat_form_row_set_error (row, NULL);
  g_clear_handle_id (&self->draft_id, g_source_remove);
  if (self->draft_func != NULL)
    self->draft_id = g_timeout_add (DRAFT_DELAY_MS, on_draft_due_cb, self);
  g_signal_emit (self, signals[CHANGED], 0, get_name (row));
}

static void
on_input_next_cb (MiqatForm *self, MiqatInput *input)
{
  MiqatFormRow *row = find_row_of_input (self, input);
  guint index;

  if (row == NULL || !g_ptr_array_find (self->rows, row, &index))
    return;
  for (index++; index < self->rows->len; index++) {
    row = g_ptr_array_index (self->rows, index);
    if (gtk_widget_get_visible (GTK_WIDGET (row)) && gtk_widget_get_sensitive (GTK_WIDGET (row))) {
      gtk_widget_grab_focus (miqat_input_get_target (miqat_form_row_get_input (row)));
      return;
    }
  }
  g_signal_emit (self, signals[SUBMITTED], 0);
}

static void
submit_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[SUBMITTED], 0);
}

static void
watch_input (MiqatForm *self, MiqatInput *input)
{
  g_signal_connect_object (input, "changed", G_CALLBACK (on_input_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (input, "next", G_CALLBACK (on_input_next_cb), self, G_CONNECT_SWAPPED);
}

static void
add_section (MiqatForm *self, const MiqatFormField *field)
{
  GtkWidget *title = gtk_label_new (field->label);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "title-4");
  gtk_widget_add_css_class (title, "miqat-section");
  gtk_box_append (self->body, title);
  if (field->hint != NULL) {
    GtkWidget *hint = gtk_label_new (field->hint);

    gtk_label_set_xalign (GTK_LABEL (hint), 0);
    gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
    gtk_widget_add_css_class (hint, "dim-label");
    gtk_box_append (self->body, hint);
  }
}

static void
add_field (MiqatForm *self, const MiqatFormField *field)
{
  GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (self->body));
  GtkWidget *row;

  if (field->kind == MIQAT_FIELD_SECTION) {
    add_section (self, field);
    return;
  }
  row = miqat_form_row_new (field);
  gtk_widget_set_hexpand (row, TRUE);
  if (!field->beside || !GTK_IS_BOX (last)) {
    last = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
    gtk_box_set_homogeneous (GTK_BOX (last), TRUE);
    gtk_box_append (self->body, last);
  }
  gtk_box_append (GTK_BOX (last), row);
  g_ptr_array_add (self->rows, row);
  watch_input (self, miqat_form_row_get_input (MIQAT_FORM_ROW (row)));
}

static void
miqat_form_dispose (GObject *object)
{
  MiqatForm *self = MIQAT_FORM (object);

  /* A form that goes away in the middle of typing has not lost anything. */
  if (self->draft_id != 0)
    write_draft (self);
  if (self->draft_free != NULL)
    g_clear_pointer (&self->draft_data, self->draft_free);
  self->draft_func = NULL;
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_FORM);
  G_OBJECT_CLASS (miqat_form_parent_class)->dispose (object);
}

static void
miqat_form_finalize (GObject *object)
{
  g_ptr_array_unref (MIQAT_FORM (object)->rows);
  G_OBJECT_CLASS (miqat_form_parent_class)->finalize (object);
}

static void
miqat_form_class_init (MiqatFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = miqat_form_finalize;
  signals[CHANGED] = g_signal_new ("changed", MIQAT_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SUBMITTED] = g_signal_new ("submitted", MIQAT_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "form.submit", NULL, submit_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "form.submit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                       "form.submit", NULL);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-form");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-form.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "root", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, MiqatForm, body);
  gtk_widget_class_bind_template_child (widget_class, MiqatForm, general_box);
  gtk_widget_class_bind_template_child (widget_class, MiqatForm, general);
}

static void
miqat_form_init (MiqatForm *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_form_new (const MiqatFormField *fields, gsize n_fields)
{
  MiqatForm *self = g_object_new (MIQAT_TYPE_FORM, NULL);

  miqat_form_add_fields (self, fields, n_fields);
  return GTK_WIDGET (self);
}

void
miqat_form_add_fields (MiqatForm *self, const MiqatFormField *fields, gsize n_fields)
{
  g_return_if_fail (MIQAT_IS_FORM (self));

  for (gsize i = 0; i < n_fields; i++)
    add_field (self, &fields[i]);
}

JsonObject *
miqat_form_get_json (MiqatForm *self)
{
  JsonObject *object;

  g_return_val_if_fail (MIQAT_IS_FORM (self), NULL);

  object = json_object_new ();
  add_values (self, object, TRUE);
  return object;
}

void
miqat_form_set_json (MiqatForm *self, JsonObject *values)
{
  g_return_if_fail (MIQAT_IS_FORM (self));
  g_return_if_fail (values != NULL);

  self->quiet = TRUE;
  for (guint i = 0; i < self->rows->len; i++) {
    MiqatFormRow *row = g_ptr_array_index (self->rows, i);

    if (json_object_has_member (values, get_name (row)))
      miqat_input_set_value (miqat_form_row_get_input (row),
                             json_object_get_member (values, get_name (row)));
  }
  self->quiet = FALSE;
}

void
miqat_form_clear (MiqatForm *self)
{
  g_return_if_fail (MIQAT_IS_FORM (self));

  self->quiet = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    miqat_input_set_value (miqat_form_row_get_input (g_ptr_array_index (self->rows, i)), NULL);
  self->quiet = FALSE;
  self->changed = FALSE;
  miqat_form_set_problems (self, NULL);
}

void
miqat_form_collect (MiqatForm *self, const char *prefix, MiqatProblems *problems)
{
  g_return_if_fail (MIQAT_IS_FORM (self));

  for (guint i = 0; i < self->rows->len; i++) {
    MiqatFormRow *row = g_ptr_array_index (self->rows, i);
    MiqatInput *input = miqat_form_row_get_input (row);
    g_autofree char *field = g_strconcat (prefix, get_name (row), NULL);
    g_autofree char *below = g_strconcat (field, ".", NULL);
    g_autoptr (JsonNode) value = NULL;
    MiqatProblemCode code;

    if (!gtk_widget_get_visible (GTK_WIDGET (row)))
      continue;
    value = miqat_input_get_value (input);
    code = miqat_input_check (input);
    if (code != MIQAT_PROBLEM_NONE)
      miqat_problems_add (problems, field, code, NULL);
    else if (value == NULL && miqat_form_row_get_field (row)->required)
      miqat_problems_add (problems, field, MIQAT_PROBLEM_REQUIRED, NULL);
    miqat_input_collect (input, below, problems);
  }
}

MiqatProblems *
miqat_form_check (MiqatForm *self)
{
  g_autoptr (MiqatProblems) problems = NULL;

  g_return_val_if_fail (MIQAT_IS_FORM (self), NULL);

  problems = miqat_problems_new ();
  miqat_form_collect (self, "", problems);
  return miqat_problems_get_count (problems) > 0 ? g_steal_pointer (&problems) : NULL;
}

gboolean
miqat_form_is_complete (MiqatForm *self)
{
  g_autoptr (MiqatProblems) problems = miqat_form_check (self);

  miqat_form_set_problems (self, problems);
  return problems == NULL;
}

gboolean
miqat_form_set_problems_below (MiqatForm *self, const MiqatProblems *problems, const char *prefix)
{
  gboolean any = FALSE;

  g_return_val_if_fail (MIQAT_IS_FORM (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++) {
    MiqatFormRow *row = g_ptr_array_index (self->rows, i);
    g_autofree char *field = g_strconcat (prefix, get_name (row), NULL);
    g_autofree char *below = g_strconcat (field, ".", NULL);
    const MiqatProblem *problem = problems != NULL ? miqat_problems_find (problems, field) : NULL;
    g_autofree char *sentence = problem != NULL ? miqat_problem_dup_sentence (problem) : NULL;
    gboolean inside = miqat_input_set_problems (miqat_form_row_get_input (row), problems, below);

    miqat_form_row_set_error (row, sentence);
    any |= inside || problem != NULL;
  }
  return any;
}

/* A field may be named whole or by what is inside it ("travellers.1.nik"). Only what is really a field
 * there is a place for a sentence: one that stands nowhere helps nobody. */
static gboolean
has_place (MiqatForm *self, const char *field)
{
  g_auto (GStrv) parts = field != NULL ? g_strsplit (field, ".", 3) : NULL;
  MiqatFormRow *row = parts != NULL && parts[0] != NULL ? miqat_form_get_row (self, parts[0]) : NULL;
  MiqatInput *input = row != NULL ? miqat_form_row_get_input (row) : NULL;
  GtkWidget *line;

  if (row == NULL || parts[1] == NULL || !MIQAT_IS_LINES_INPUT (input))
    return row != NULL && gtk_widget_get_visible (GTK_WIDGET (row));
  line = miqat_lines_input_get_form (MIQAT_LINES_INPUT (input), (guint)g_ascii_strtoull (parts[1], NULL, 10));
  return line != NULL && (parts[2] == NULL || has_place (MIQAT_FORM (line), parts[2]));
}

static void
show_general (MiqatForm *self, const char *text)
{
  gtk_label_set_text (self->general, text != NULL ? text : "");
  gtk_widget_set_visible (self->general_box, text != NULL && *text != '\0');
}

MiqatFormRow *
miqat_form_get_first_error (MiqatForm *self)
{
  g_return_val_if_fail (MIQAT_IS_FORM (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    if (miqat_form_row_get_error (g_ptr_array_index (self->rows, i)) != NULL)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

static void
focus_first_problem (MiqatForm *self, const MiqatProblems *problems)
{
  for (guint i = 0; i < self->rows->len; i++) {
    MiqatFormRow *row = g_ptr_array_index (self->rows, i);
    g_autofree char *below = g_strconcat (get_name (row), ".", NULL);

    for (guint j = 0; j < miqat_problems_get_count (problems); j++) {
      const char *field = miqat_problems_get (problems, j)->field;

      if (g_strcmp0 (field, get_name (row)) != 0
          && (field == NULL || !g_str_has_prefix (field, below)))
        continue;
      gtk_widget_grab_focus (miqat_input_get_target (miqat_form_row_get_input (row)));
      return;
    }
  }
}

void
miqat_form_set_problems (MiqatForm *self, const MiqatProblems *problems)
{
  g_autoptr (GString) general = g_string_new (NULL);

  g_return_if_fail (MIQAT_IS_FORM (self));

  miqat_form_set_problems_below (self, problems, "");
  for (guint i = 0; problems != NULL && i < miqat_problems_get_count (problems); i++) {
    const MiqatProblem *problem = miqat_problems_get (problems, i);
    g_autofree char *sentence = NULL;

    if (has_place (self, problem->field))
      continue;
    sentence = miqat_problem_dup_sentence (problem);
    g_string_append_printf (general, "%s%s", general->len > 0 ? "\n" : "", sentence);
  }
  show_general (self, general->str);
  if (problems != NULL)
    focus_first_problem (self, problems);
}

void
miqat_form_set_error (MiqatForm *self, const GError *error)
{
  const MiqatProblems *problems;

  g_return_if_fail (MIQAT_IS_FORM (self));

  problems = error != NULL ? miqat_refusal_get_problems (error) : NULL;
  miqat_form_set_problems (self, problems);
  if (error != NULL && problems == NULL)
    show_general (self, error->message);
}

MiqatFormRow *
miqat_form_get_row (MiqatForm *self, const char *name)
{
  g_return_val_if_fail (MIQAT_IS_FORM (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (get_name (g_ptr_array_index (self->rows, i)), name) == 0)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

MiqatInput *
miqat_form_get_input (MiqatForm *self, const char *name)
{
  MiqatFormRow *row = miqat_form_get_row (self, name);

  return row != NULL ? miqat_form_row_get_input (row) : NULL;
}

void
miqat_form_set_input (MiqatForm *self, const char *name, MiqatInput *input)
{
  MiqatFormRow *row = miqat_form_get_row (self, name);

  g_return_if_fail (row != NULL);

  miqat_form_row_set_input (row, input);
  watch_input (self, input);
}

void
miqat_form_set_choices (MiqatForm *self, const char *name, const MiqatChoice *choices)
{
  MiqatInput *input = miqat_form_get_input (self, name);

  g_return_if_fail (MIQAT_IS_CHOICE_INPUT (input));

  self->quiet = TRUE;
  miqat_choice_input_set_choices (MIQAT_CHOICE_INPUT (input), choices);
  self->quiet = FALSE;
}

void
miqat_form_set_field_visible (MiqatForm *self, const char *name, gboolean visible)
{
  MiqatFormRow *row = miqat_form_get_row (self, name);

  g_return_if_fail (row != NULL);

  gtk_widget_set_visible (GTK_WIDGET (row), visible);
}

void
miqat_form_focus_first (MiqatForm *self)
{
  g_return_if_fail (MIQAT_IS_FORM (self));

  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_grab_focus (
            miqat_input_get_target (miqat_form_row_get_input (g_ptr_array_index (self->rows, i)))))
      return;
}

void
miqat_form_set_draft_func (MiqatForm *self,
                           MiqatFormDraftFunc func,
                           gpointer data,
                           GDestroyNotify data_free)
{
  g_return_if_fail (MIQAT_IS_FORM (self));

  if (self->draft_free != NULL)
    g_clear_pointer (&self->draft_data, self->draft_free);
  self->draft_func = func;
  self->draft_data = data;
  self->draft_free = data_free;
}

void
miqat_form_flush_draft (MiqatForm *self)
{
  g_return_if_fail (MIQAT_IS_FORM (self));

  if (self->draft_id != 0)
    write_draft (self);
}

void
miqat_form_restore_draft (MiqatForm *self, JsonObject *draft)
{
  g_return_if_fail (MIQAT_IS_FORM (self));

  miqat_form_set_json (self, draft);
  self->changed = TRUE;
}

void
miqat_form_set_saved (MiqatForm *self)
{
  g_return_if_fail (MIQAT_IS_FORM (self));

  g_clear_handle_id (&self->draft_id, g_source_remove);
  self->changed = FALSE;
  if (self->draft_func != NULL)
    self->draft_func (self, NULL, self->draft_data);
}

gboolean
miqat_form_is_changed (MiqatForm *self)
{
  g_return_val_if_fail (MIQAT_IS_FORM (self), FALSE);

  return self->changed;
}
