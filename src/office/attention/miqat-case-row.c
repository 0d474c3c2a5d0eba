/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-case-edit.h"
#include "miqat-case-row.h"
#include "miqat-command-fields.h"
#include "miqat-day.h"
#include "miqat-dialog.h"
#include "miqat-facts.h"
#include "miqat-look.h"
#include "miqat-money.h"
#include "miqat-status-pill.h"
#include "miqat-text.h"

#include <glib/gi18n-lib.h>

struct _MiqatCaseRow {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *who;
  GtkBox *reasons;
  MiqatFacts *facts;
  GtkLabel *behind;
  GtkLabel *problem;
  GtkWidget *edit;
  MiqatOffice *office;
  MiqatRefusedCase *refused;
};

G_DEFINE_FINAL_TYPE (MiqatCaseRow, miqat_case_row, GTK_TYPE_WIDGET)

/* ---- what was typed ------------------------------------------------------------------------- */

static char *
describe_text (const MiqatParam *param, const char *text)
{
  MiqatDay day = MIQAT_DAY_NONE;

  if (param->kind == MIQAT_PARAM_PHONE)
    return miqat_text_format_phone (text);
  if (param->kind == MIQAT_PARAM_CHOICE)
    return g_strdup (miqat_command_choice_label (text));
  if (param->kind == MIQAT_PARAM_DAY && miqat_day_parse (text, &day) == MIQAT_PROBLEM_NONE)
    return miqat_day_format (day, miqat_look_is_indonesian ());
  return g_strdup (text);
}

static char *
describe_value (const MiqatParam *param, JsonNode *node)
{
  if (param->kind == MIQAT_PARAM_MONEY)
    return miqat_money_format (json_node_get_int (node));
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return describe_text (param, json_node_get_string (node));
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? _("Yes") : _("No"));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return g_strdup_printf (ngettext ("%u entry", "%u entries", json_array_get_length (json_node_get_array (node))),
                            json_array_get_length (json_node_get_array (node)));
  return NULL;
}

/* What was typed is shown under its label, and the code, which people know it by. */
static void
add_args (MiqatFacts *facts, const MiqatParam *params, JsonObject *args, int depth)
{
  for (const MiqatParam *param = params; param != NULL && param->name != NULL; param++) {
    JsonNode *node = json_object_get_member (args, param->name);

    if (node == NULL || (param->flags & MIQAT_PARAM_SECRET) != 0)
      continue;
    if (miqat_case_edit_is_behind (param) && (param->flags & MIQAT_PARAM_CODE) == 0)
      continue;
    if (param->kind == MIQAT_PARAM_LIST && depth == 0 && JSON_NODE_HOLDS_ARRAY (node)) {
      JsonArray *array = json_node_get_array (node);
      for (guint i = 0; i < json_array_get_length (array); i++)
        add_args (facts, param->fields, json_array_get_object_element (array, i), depth + 1);
    } else {
      g_autofree char *value = describe_value (param, node);
      if (value != NULL)
        miqat_facts_add_text (facts, _(param->label), value);
    }
  }
}

/* ---- deciding ------------------------------------------------------------------------------- */

static void
show_problem (MiqatCaseRow *self, const char *sentence)
{
  gtk_label_set_text (self->problem, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
on_resent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatCaseRow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAnswer) answer = NULL;

  if (self->office == NULL)
    return;
  answer = miqat_replica_resend_finish (miqat_office_get_replica (self->office), result, &error);
  if (answer == NULL) {
    show_problem (self, error->message);
  } else if (!answer->done) {
    g_autofree char *sentence = miqat_problem_dup_sentence (miqat_problems_get (answer->problems, 0));
    show_problem (self, sentence);
  }
}

static void
on_resend_clicked_cb (MiqatCaseRow *self)
{
  miqat_replica_resend_async (miqat_office_get_replica (self->office), self->refused->head->id, NULL,
                              miqat_office_get_actor (self->office)->id, on_resent_cb, g_object_ref (self));
}

static void
on_edit_clicked_cb (MiqatCaseRow *self)
{
  miqat_case_edit (GTK_WIDGET (self), self->office, self->refused->head);
}

static void
on_discarded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatCaseRow) self = data;
  g_autoptr (GError) error = NULL;

  if (self->office != NULL
      && !miqat_replica_discard_finish (miqat_office_get_replica (self->office), result, &error))
    show_problem (self, error->message);
}

static void
on_reason_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatCaseRow) self = data;
  g_autofree char *reason = miqat_dialog_ask_reason_finish (result);

  if (reason != NULL && self->office != NULL)
    miqat_replica_discard_async (miqat_office_get_replica (self->office), self->refused->head->id,
                                 miqat_office_get_actor (self->office)->id, reason, on_discarded_cb,
                                 g_object_ref (self));
}

static void
on_discard_clicked_cb (MiqatCaseRow *self)
{
  MiqatDialogQuestion question = {
    .title = _("Give this change up?"),
    .consequence = _("What was typed, and the changes that built on it, will not be sent. The reason is kept."),
    .verb = _("Give up"),
    .destructive = TRUE,
  };

  miqat_dialog_ask_reason_async (GTK_WIDGET (self), &question, NULL, NULL, on_reason_cb, g_object_ref (self));
}

/* ---- object --------------------------------------------------------------------------------- */

static gboolean
miqat_case_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MIQAT_CASE_ROW (widget)->edit);
}

static void
miqat_case_row_dispose (GObject *object)
{
  MiqatCaseRow *self = MIQAT_CASE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_CASE_ROW);
  g_clear_object (&self->office);
  G_OBJECT_CLASS (miqat_case_row_parent_class)->dispose (object);
}

static void
miqat_case_row_finalize (GObject *object)
{
  MiqatCaseRow *self = MIQAT_CASE_ROW (object);

  g_clear_pointer (&self->refused, miqat_refused_case_free);
  G_OBJECT_CLASS (miqat_case_row_parent_class)->finalize (object);
}

static void
miqat_case_row_class_init (MiqatCaseRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_case_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = miqat_case_row_finalize;
  widget_class->grab_focus = miqat_case_row_grab_focus;
  g_type_ensure (MIQAT_TYPE_FACTS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/attention/miqat-case-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatCaseRow, box);
  gtk_widget_class_bind_template_child (widget_class, MiqatCaseRow, title);
  gtk_widget_class_bind_template_child (widget_class, MiqatCaseRow, who);
  gtk_widget_class_bind_template_child (widget_class, MiqatCaseRow, reasons);
  gtk_widget_class_bind_template_child (widget_class, MiqatCaseRow, facts);
  gtk_widget_class_bind_template_child (widget_class, MiqatCaseRow, behind);
  gtk_widget_class_bind_template_child (widget_class, MiqatCaseRow, problem);
  gtk_widget_class_bind_template_child (widget_class, MiqatCaseRow, edit);
  gtk_widget_class_bind_template_callback (widget_class, on_resend_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_discard_clicked_cb);
}

static void
miqat_case_row_init (MiqatCaseRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_reasons (MiqatCaseRow *self, const MiqatQueued *head)
{
  for (guint i = 0; head->problems != NULL && i < miqat_problems_get_count (head->problems); i++) {
    g_autofree char *sentence = miqat_problem_dup_sentence (miqat_problems_get (head->problems, i));
    GtkWidget *pill = miqat_status_pill_new (sentence, MIQAT_TONE_BAD);

    gtk_widget_set_halign (pill, GTK_ALIGN_START);
    gtk_box_append (self->reasons, pill);
    gtk_widget_set_visible (GTK_WIDGET (self->reasons), TRUE);
  }
}

GtkWidget *
miqat_case_row_new (MiqatOffice *office, MiqatRefusedCase *refused)
{
  MiqatCaseRow *self = g_object_new (MIQAT_TYPE_CASE_ROW, NULL);
  const MiqatQueued *head = refused->head;
  const MiqatCommand *command = miqat_site_find_command (miqat_office_get_site (office), head->name);
  g_autofree char *when = miqat_instant_format (head->claimed_at, miqat_office_get_zone (office),
                                                miqat_look_is_indonesian ());
  g_autofree char *who = g_strdup_printf ("%s · %s", head->actor_name, when);

  self->office = g_object_ref (office);
  self->refused = refused;
  gtk_label_set_text (self->title, command != NULL ? _(command->title) : head->name);
  gtk_label_set_text (self->who, who);
  add_reasons (self, head);
  if (command != NULL && head->args != NULL)
    add_args (self->facts, command->params, head->args, 0);
  if (refused->dependents->len > 0) {
    g_autofree char *behind = g_strdup_printf (ngettext ("%u change waits behind this one.", "%u changes wait behind this one.",
                                                         refused->dependents->len), refused->dependents->len);
    gtk_label_set_text (self->behind, behind);
    gtk_widget_set_visible (GTK_WIDGET (self->behind), TRUE);
  }
  gtk_widget_set_sensitive (self->edit, command != NULL && head->args != NULL);
  return GTK_WIDGET (self);
}
