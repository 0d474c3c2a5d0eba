/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-lines-input.h"

#include <glib/gi18n-lib.h>

#include "miqat-form.h"

/* The name of the only field of a line of plain text. */
#define PLAIN "line"

struct _MiqatLinesInput {
  GtkWidget parent_instance;

  GtkBox *lines;
  GtkWidget *add;
  MiqatFormField *field;
};

static void miqat_lines_input_input_init (MiqatInputInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiqatLinesInput,
                               miqat_lines_input,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MIQAT_TYPE_INPUT,
                                                      miqat_lines_input_input_init))

static gboolean
is_plain (MiqatLinesInput *self)
{
  return self->field->n_fields == 0;
}

static GtkWidget *
get_line (MiqatLinesInput *self, guint index)
{
  GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->lines));

  while (line != NULL && index-- > 0)
    line = gtk_widget_get_next_sibling (line);
  return line;
}

static MiqatForm *
get_form (GtkWidget *line)
{
  return g_object_get_data (G_OBJECT (line), "miqat-form");
}

/* Numbers and limits follow from how many lines there are. */
static void
update (MiqatLinesInput *self)
{
  guint n = miqat_lines_input_get_n_lines (self);
  GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->lines));

  for (guint i = 0; line != NULL; line = gtk_widget_get_next_sibling (line), i++) {
    GtkLabel *number = g_object_get_data (G_OBJECT (line), "miqat-number");
    g_autofree char *text = g_strdup_printf ("%u", i + 1);

    gtk_label_set_text (number, text);
    gtk_widget_set_sensitive (g_object_get_data (G_OBJECT (line), "miqat-remove"),
                              (gint64)n > self->field->min);
  }
  gtk_widget_set_visible (self->add, self->field->max <= 0 || (gint64)n < self->field->max);
}

static void
on_form_changed_cb (MiqatLinesInput *self)
{
  miqat_input_emit_changed (MIQAT_INPUT (self));
}

static void
on_form_submitted_cb (MiqatLinesInput *self)
{
  miqat_input_emit_next (MIQAT_INPUT (self));
}

static void
on_remove_clicked_cb (MiqatLinesInput *self, GtkWidget *button)
{
  GtkWidget *line = g_object_get_data (G_OBJECT (button), "miqat-line");

  gtk_widget_grab_focus (self->add);
  gtk_box_remove (self->lines, line);
  update (self);
  miqat_input_emit_changed (MIQAT_INPUT (self));
}

static GtkWidget *
make_remove_button (MiqatLinesInput *self, GtkWidget *line)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _("Remove this line"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Remove this line"), -1);
  g_object_set_data (G_OBJECT (button), "miqat-line", line);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_form (MiqatLinesInput *self)
{
  const MiqatFormField plain
      = { .name = PLAIN, .kind = MIQAT_FIELD_TEXT, .placeholder = self->field->placeholder };
  GtkWidget *form = is_plain (self) ? miqat_form_new (&plain, 1)
                                    : miqat_form_new (self->field->fields, self->field->n_fields);

  gtk_widget_set_hexpand (form, TRUE);
  g_signal_connect_object (form, "changed", G_CALLBACK (on_form_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "submitted", G_CALLBACK (on_form_submitted_cb), self,
                           G_CONNECT_SWAPPED);
  return form;
}

static MiqatForm *
append_line (MiqatLinesInput *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *number = gtk_label_new (NULL);
  GtkWidget *form = make_form (self);
  GtkWidget *button = make_remove_button (self, line);

  gtk_widget_add_css_class (line, is_plain (self) ? "plain" : "card");
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (number, "dim-label");
  gtk_widget_set_valign (number, GTK_ALIGN_START);
  gtk_widget_set_visible (number, !is_plain (self));
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_label_set_width_chars (GTK_LABEL (number), 2);
  gtk_box_append (GTK_BOX (line), number);
  gtk_box_append (GTK_BOX (line), form);
  gtk_box_append (GTK_BOX (line), button);
  g_object_set_data (G_OBJECT (line), "miqat-form", form);
  g_object_set_data (G_OBJECT (line), "miqat-number", number);
  g_object_set_data (G_OBJECT (line), "miqat-remove", button);
  gtk_box_append (self->lines, line);
  return MIQAT_FORM (form);
}

static void
on_add_clicked_cb (MiqatLinesInput *self)
{
  miqat_lines_input_add_line (self);
}

static JsonNode *
get_line_value (MiqatLinesInput *self, MiqatForm *form)
{
  g_autoptr (JsonObject) object = miqat_form_get_json (form);
  JsonNode *node;

  if (is_plain (self))
    return json_object_has_member (object, PLAIN) ? json_object_dup_member (object, PLAIN) : NULL;
  node = json_node_alloc ();
  json_node_init_object (node, object);
  return node;
}

static JsonNode *
miqat_lines_input_get_value (MiqatInput *input)
{
  MiqatLinesInput *self = MIQAT_LINES_INPUT (input);
  g_autoptr (JsonArray) array = json_array_new ();
  GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->lines));
  JsonNode *node;

  for (; line != NULL; line = gtk_widget_get_next_sibling (line)) {
    node = get_line_value (self, get_form (line));
    if (node != NULL)
      json_array_add_element (array, node);
  }
  if (json_array_get_length (array) == 0)
    return NULL;
  return json_node_init_array (json_node_alloc (), array);
}

static void
set_line_value (MiqatLinesInput *self, MiqatForm *form, JsonNode *value)
{
  g_autoptr (JsonObject) object = NULL;

  if (!is_plain (self) && JSON_NODE_HOLDS_OBJECT (value))
    object = json_object_ref (json_node_get_object (value));
  else
    object = json_object_new ();
  if (is_plain (self))
    json_object_set_member (object, PLAIN, json_node_copy (value));
  miqat_form_set_json (form, object);
}

static void
miqat_lines_input_set_value (MiqatInput *input, JsonNode *value)
{
  MiqatLinesInput *self = MIQAT_LINES_INPUT (input);
  JsonArray *array
      = value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : 0;
  GtkWidget *line;

  while ((line = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, line);
  for (guint i = 0; i < n; i++)
    set_line_value (self, append_line (self), json_array_get_element (array, i));
  while ((gint64)miqat_lines_input_get_n_lines (self) < self->field->min)
    append_line (self);
  update (self);
}

static void
miqat_lines_input_collect (MiqatInput *input, const char *prefix, MiqatProblems *problems)
{
  MiqatLinesInput *self = MIQAT_LINES_INPUT (input);
  GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->lines));

  for (guint i = 0; line != NULL; line = gtk_widget_get_next_sibling (line), i++) {
    g_autofree char *below = g_strdup_printf ("%s%u.", prefix, i);

    miqat_form_collect (get_form (line), below, problems);
  }
}

/* For a line of plain text the problem is the line's own: "notes.1". */
static gboolean
set_plain_problem (MiqatForm *form, const MiqatProblems *problems, const char *field)
{
  const MiqatProblem *problem = problems != NULL ? miqat_problems_find (problems, field) : NULL;
  g_autofree char *sentence = problem != NULL ? miqat_problem_dup_sentence (problem) : NULL;

  miqat_form_row_set_error (miqat_form_get_row (form, PLAIN), sentence);
  return problem != NULL;
}

static gboolean
miqat_lines_input_set_problems (MiqatInput *input,
                                const MiqatProblems *problems,
                                const char *prefix)
{
  MiqatLinesInput *self = MIQAT_LINES_INPUT (input);
  GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->lines));
  gboolean any = FALSE;

  for (guint i = 0; line != NULL; line = gtk_widget_get_next_sibling (line), i++) {
    g_autofree char *field = g_strdup_printf ("%s%u", prefix, i);
    g_autofree char *below = g_strconcat (field, ".", NULL);

    if (is_plain (self))
      any |= set_plain_problem (get_form (line), problems, field);
    else
      any |= miqat_form_set_problems_below (get_form (line), problems, below);
  }
  return any;
}

static GtkWidget *
miqat_lines_input_get_target (MiqatInput *input)
{
  MiqatLinesInput *self = MIQAT_LINES_INPUT (input);
  GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->lines));

  for (; line != NULL; line = gtk_widget_get_next_sibling (line)) {
    MiqatFormRow *row = miqat_form_get_first_error (get_form (line));

    if (row != NULL)
      return miqat_input_get_target (miqat_form_row_get_input (row));
  }
  return self->add;
}

static void
miqat_lines_input_input_init (MiqatInputInterface *iface)
{
  iface->get_value = miqat_lines_input_get_value;
  iface->set_value = miqat_lines_input_set_value;
  iface->get_target = miqat_lines_input_get_target;
  iface->collect = miqat_lines_input_collect;
  iface->set_problems = miqat_lines_input_set_problems;
}

static void
miqat_lines_input_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_LINES_INPUT);
  G_OBJECT_CLASS (miqat_lines_input_parent_class)->dispose (object);
}

static void
miqat_lines_input_finalize (GObject *object)
{
  miqat_form_field_free (MIQAT_LINES_INPUT (object)->field);
  G_OBJECT_CLASS (miqat_lines_input_parent_class)->finalize (object);
}

static void
miqat_lines_input_class_init (MiqatLinesInputClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_lines_input_dispose;
  G_OBJECT_CLASS (klass)->finalize = miqat_lines_input_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-lines");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-lines-input.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "root", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, MiqatLinesInput, lines);
  gtk_widget_class_bind_template_child (widget_class, MiqatLinesInput, add);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked_cb);
}

static void
miqat_lines_input_init (MiqatLinesInput *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_lines_input_new (const MiqatFormField *field)
{
  MiqatLinesInput *self = g_object_new (MIQAT_TYPE_LINES_INPUT, NULL);

  self->field = miqat_form_field_copy (field);
  if (field->label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL, field->label, -1);
  miqat_lines_input_set_value (MIQAT_INPUT (self), NULL);
  return GTK_WIDGET (self);
}

guint
miqat_lines_input_get_n_lines (MiqatLinesInput *self)
{
  guint n = 0;

  g_return_val_if_fail (MIQAT_IS_LINES_INPUT (self), 0);

  while (get_line (self, n) != NULL)
    n++;
  return n;
}

GtkWidget *
miqat_lines_input_get_form (MiqatLinesInput *self, guint line)
{
  GtkWidget *widget;

  g_return_val_if_fail (MIQAT_IS_LINES_INPUT (self), NULL);

  widget = get_line (self, line);
  return widget != NULL ? GTK_WIDGET (get_form (widget)) : NULL;
}

void
miqat_lines_input_add_line (MiqatLinesInput *self)
{
  MiqatForm *form;

  g_return_if_fail (MIQAT_IS_LINES_INPUT (self));

  form = append_line (self);
  update (self);
  miqat_form_focus_first (form);
  miqat_input_emit_changed (MIQAT_INPUT (self));
}

void
miqat_lines_input_remove_line (MiqatLinesInput *self, guint line)
{
  GtkWidget *widget;

  g_return_if_fail (MIQAT_IS_LINES_INPUT (self));

  widget = get_line (self, line);
  if (widget != NULL)
    on_remove_clicked_cb (self, g_object_get_data (G_OBJECT (widget), "miqat-remove"));
}
