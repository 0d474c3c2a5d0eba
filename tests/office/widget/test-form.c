/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "miqat-form.h"
#include "miqat-json.h"
#include "miqat-lines-input.h"
#include "widget-test.h"

static const MiqatChoice sexes[] = { { "f", "Female" }, { "m", "Male" }, { NULL, NULL } };
static const MiqatFormField line_fields[] = {
  { .name = "what", .label = "What", .kind = MIQAT_FIELD_TEXT, .required = TRUE },
  { .name = "amount",
    .label = "Amount",
    .kind = MIQAT_FIELD_MONEY,
    .required = TRUE,
    .beside = TRUE },
};
static const MiqatFormField fields[] = {
  { .label = "Person", .kind = MIQAT_FIELD_SECTION },
  { .name = "name",
    .label = "Name",
    .hint = "As in the passport",
    .kind = MIQAT_FIELD_TEXT,
    .required = TRUE },
  { .name = "sex", .label = "Sex", .kind = MIQAT_FIELD_CHOICE, .choices = sexes },
  { .name = "born", .label = "Born", .kind = MIQAT_FIELD_DAY },
  { .name = "people", .label = "People", .kind = MIQAT_FIELD_COUNT, .min = 1, .max = 45 },
  { .name = "dp", .label = "Deposit", .kind = MIQAT_FIELD_MONEY },
  { .name = "wheelchair", .label = "Wheelchair", .kind = MIQAT_FIELD_FLAG },
  { .name = "note", .label = "Note", .kind = MIQAT_FIELD_NOTE },
  { .name = "password", .label = "Password", .kind = MIQAT_FIELD_SECRET },
  { .name = "lines",
    .label = "Lines",
    .kind = MIQAT_FIELD_LINES,
    .fields = line_fields,
    .n_fields = 2,
    .max = 3 },
  { .name = "phones", .label = "Phones", .kind = MIQAT_FIELD_LINES },
};

static MiqatForm *
make_form (void)
{
  return MIQAT_FORM (miqat_form_new (fields, G_N_ELEMENTS (fields)));
}

static GtkWindow *
show_form (MiqatForm *form)
{
  return widget_test_show (GTK_WIDGET (form), 700, 900);
}

static void
type (MiqatForm *form, const char *name, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (miqat_input_get_target (miqat_form_get_input (form, name))),
                         text);
}

static void
assert_json (MiqatForm *form, const char *expected)
{
  g_autoptr (JsonObject) object = miqat_form_get_json (form);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = miqat_json_canonical (node);

  g_assert_cmpstr (text, ==, expected);
}

static JsonObject *
parse (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return json_object_ref (json_node_get_object (node));
}

static void
test_values (void)
{
  const char *const full
      = "{\"born\":\"1988-06-22\",\"dp\":15000000,\"lines\":[{\"amount\":5000000,\"what\":\"DP\"},"
        "{\"amount\":1,\"what\":\"x\"}],\"name\":\"Nurul Hidayah\",\"note\":\"two\\nlines\","
        "\"password\":\" p "
        "\",\"people\":3,\"phones\":[\"0812\",\"0813\"],\"sex\":\"f\",\"wheelchair\":true}";
  MiqatForm *form = make_form ();
  GtkWindow *window = show_form (form);
  g_autoptr (JsonObject) values = parse (full);

  assert_json (form, "{\"wheelchair\":false}");
  miqat_form_set_json (form, values);
  assert_json (form, full);
  g_assert_false (miqat_form_is_changed (form));
  miqat_form_clear (form);
  assert_json (form, "{\"wheelchair\":false}");
  widget_test_close (window);
}

static void
test_typing (void)
{
  MiqatForm *form = make_form ();
  GtkWindow *window = show_form (form);
  GtkEditable *money = GTK_EDITABLE (miqat_input_get_target (miqat_form_get_input (form, "dp")));
  int position = 0;

  type (form, "name", "  Nurul  ");
  type (form, "born", "22 Jun 1988");
  type (form, "people", " 4 ");
  assert_json (form,
               "{\"born\":\"1988-06-22\",\"name\":\"Nurul\",\"people\":4,\"wheelchair\":false}");
  g_assert_true (miqat_form_is_changed (form));

  /* Dots come by themselves, and the cursor stays behind its digit. */
  for (const char *p = "5000000"; *p != '\0'; p++) {
    position = gtk_editable_get_position (money);
    gtk_editable_insert_text (money, p, 1, &position);
    gtk_editable_set_position (money, -1);
  }
  g_assert_cmpstr (gtk_editable_get_text (money), ==, "5.000.000");
  gtk_editable_set_position (money, 1);
  position = 1;
  gtk_editable_insert_text (money, "1", 1, &position);
  g_assert_cmpstr (gtk_editable_get_text (money), ==, "51.000.000");
  gtk_editable_set_text (money, "Rp 5.000.000");
  g_assert_cmpstr (gtk_editable_get_text (money), ==, "Rp 5.000.000");
  gtk_editable_set_text (money, "five");
  gtk_editable_set_text (
      GTK_EDITABLE (miqat_input_get_target (miqat_form_get_input (form, "born"))), "31 Feb 1988");
  /* What cannot be read is handed on as typed. */
  assert_json (form,
               "{\"born\":\"31 Feb "
               "1988\",\"dp\":\"five\",\"name\":\"Nurul\",\"people\":4,\"wheelchair\":false}");
  widget_test_close (window);
}

static void
test_steps (void)
{
  MiqatForm *form = make_form ();
  GtkWindow *window = show_form (form);
  GtkWidget *input = GTK_WIDGET (miqat_form_get_input (form, "people"));
  GtkWidget *more = widget_test_find_button (input, "list-add-symbolic");
  GtkWidget *less = widget_test_find_button (input, "list-remove-symbolic");

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "One more");
  widget_test_click (more);
  widget_test_click (more);
  assert_json (form, "{\"people\":2,\"wheelchair\":false}");
  for (int i = 0; i < 5; i++)
    widget_test_click (less);
  assert_json (form, "{\"people\":1,\"wheelchair\":false}");
  type (form, "people", "45");
  widget_test_click (more);
  assert_json (form, "{\"people\":45,\"wheelchair\":false}");
  widget_test_close (window);
}

static void
test_names (void)
{
  MiqatForm *form = make_form ();
  GtkWindow *window = show_form (form);
  const char *const names[]
      = { "name", "sex", "born", "people", "dp", "wheelchair", "note", "password" };
  const char *const labels[]
      = { "Name", "Sex", "Born", "People", "Deposit", "Wheelchair", "Note", "Password" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    GtkAccessible *target
        = GTK_ACCESSIBLE (miqat_input_get_target (miqat_form_get_input (form, names[i])));

    gtk_test_accessible_assert_property (target, GTK_ACCESSIBLE_PROPERTY_LABEL, labels[i]);
    gtk_test_accessible_assert_property (target, GTK_ACCESSIBLE_PROPERTY_REQUIRED, i == 0);
  }
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (miqat_input_get_target (miqat_form_get_input (form, "name"))),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "As in the passport");
  widget_test_close (window);
}

static void
test_problems (void)
{
  MiqatForm *form = make_form ();
  GtkWindow *window = show_form (form);
  g_autoptr (MiqatProblems) problems = miqat_problems_new ();
  GtkWidget *money = miqat_input_get_target (miqat_form_get_input (form, "dp"));
  g_autoptr (JsonObject) values
      = parse ("{\"lines\":[{\"what\":\"a\"},{\"what\":\"b\"}],\"phones\":[\"1\",\"2\"]}");

  miqat_form_set_json (form, values);
  miqat_problems_add (problems, "phones.1", MIQAT_PROBLEM_NOT_A_PHONE, NULL);
  miqat_problems_add (problems, "lines.1.amount", MIQAT_PROBLEM_REQUIRED, NULL);
  miqat_problems_add (problems, "dp", MIQAT_PROBLEM_TOO_SMALL, "min", "5.000.000", NULL);
  miqat_problems_add (problems, NULL, MIQAT_PROBLEM_SEATS_NONE, NULL);
  miqat_problems_add (problems, "elsewhere", MIQAT_PROBLEM_INVOICE_PAID, NULL);
  miqat_form_set_problems (form, problems);
  widget_test_wait (50);
  g_assert_cmpstr (miqat_form_row_get_error (miqat_form_get_row (form, "dp")), ==,
                   "The smallest value is 5.000.000.");
  g_assert_true (widget_test_shows (GTK_WIDGET (form), "Please fill in this field."));
  g_assert_true (
      widget_test_shows (GTK_WIDGET (form), "This is not a mobile number, like 0812 3456 7890."));
  g_assert_true (widget_test_shows (
      GTK_WIDGET (form), "The last seat has just been taken.\nThis invoice is already paid."));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (money), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (money), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "The smallest value is 5.000.000.");
  /* The first by the form's order, not the list's. */
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), money));

  /* Typing takes the sentence away. */
  type (form, "dp", "6000000");
  g_assert_null (miqat_form_row_get_error (miqat_form_get_row (form, "dp")));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (money), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_FALSE);
  miqat_form_set_problems (form, NULL);
  g_assert_false (widget_test_shows (GTK_WIDGET (form), "Please fill in this field."));
  g_assert_false (
      widget_test_shows (GTK_WIDGET (form), "This is not a mobile number, like 0812 3456 7890."));
  widget_test_close (window);
}

static void
test_errors (void)
{
  MiqatForm *form = make_form ();
  GtkWindow *window = show_form (form);
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GError) failure = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No route");

  miqat_refuse (&refusal, "name", MIQAT_PROBLEM_NAME_ONE_WORD, NULL);
  miqat_form_set_error (form, refusal);
  g_assert_nonnull (miqat_form_row_get_error (miqat_form_get_row (form, "name")));
  miqat_form_set_error (form, failure);
  widget_test_wait (50);
  g_assert_null (miqat_form_row_get_error (miqat_form_get_row (form, "name")));
  g_assert_true (widget_test_shows (GTK_WIDGET (form), "No route"));
  miqat_form_set_error (form, NULL);
  g_assert_false (widget_test_shows (GTK_WIDGET (form), "No route"));
  widget_test_close (window);
}

static void
test_check (void)
{
  MiqatForm *form = make_form ();
  GtkWindow *window = show_form (form);
  g_autoptr (MiqatProblems) problems = NULL;

  type (form, "dp", "1,5");
  miqat_lines_input_add_line (MIQAT_LINES_INPUT (miqat_form_get_input (form, "lines")));
  problems = miqat_form_check (form);
  g_assert_cmpint (miqat_problems_find (problems, "name")->code, ==, MIQAT_PROBLEM_REQUIRED);
  g_assert_nonnull (miqat_problems_find (problems, "dp"));
  g_assert_cmpint (miqat_problems_find (problems, "lines.0.what")->code, ==,
                   MIQAT_PROBLEM_REQUIRED);
  g_assert_cmpint (miqat_problems_find (problems, "lines.0.amount")->code, ==,
                   MIQAT_PROBLEM_REQUIRED);
  g_assert_null (miqat_problems_find (problems, "born"));
  g_assert_false (miqat_form_is_complete (form));
  g_assert_nonnull (miqat_form_row_get_error (miqat_form_get_row (form, "name")));

  type (form, "name", "Nurul Hidayah");
  type (form, "dp", "1500000");
  miqat_lines_input_remove_line (MIQAT_LINES_INPUT (miqat_form_get_input (form, "lines")), 0);
  g_assert_true (miqat_form_is_complete (form));
  /* A hidden field is not part of the form. */
  miqat_form_set_field_visible (form, "name", FALSE);
  type (form, "name", "");
  g_assert_true (miqat_form_is_complete (form));
  assert_json (form, "{\"dp\":1500000,\"wheelchair\":false}");
  widget_test_close (window);
}

static void
test_lines (void)
{
  MiqatForm *form = make_form ();
  GtkWindow *window = show_form (form);
  MiqatLinesInput *lines = MIQAT_LINES_INPUT (miqat_form_get_input (form, "lines"));
  GtkWidget *add = widget_test_find_button (GTK_WIDGET (lines), "Add a line");
  guint *changed = widget_test_count (form, "changed");

  for (int i = 0; i < 3; i++)
    widget_test_click (add);
  g_assert_cmpuint (miqat_lines_input_get_n_lines (lines), ==, 3);
  g_assert_false (gtk_widget_get_visible (add));
  g_assert_cmpuint (*changed, ==, 3);
  widget_test_click (widget_test_find_button (GTK_WIDGET (lines), "user-trash-symbolic"));
  g_assert_cmpuint (miqat_lines_input_get_n_lines (lines), ==, 2);
  g_assert_true (gtk_widget_get_visible (add));
  g_free (changed);
  widget_test_close (window);
}

static void
test_keyboard (void)
{
  MiqatForm *form = make_form ();
  GtkWindow *window = show_form (form);
  guint *submitted = widget_test_count (form, "submitted");

  miqat_form_focus_first (form);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)),
                                         GTK_WIDGET (miqat_form_get_input (form, "name"))));
  g_signal_emit_by_name (miqat_input_get_target (miqat_form_get_input (form, "name")), "activate");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)),
                                         GTK_WIDGET (miqat_form_get_input (form, "sex"))));
  g_signal_emit_by_name (miqat_input_get_target (miqat_form_get_input (form, "born")), "activate");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)),
                                         GTK_WIDGET (miqat_form_get_input (form, "people"))));
  g_assert_cmpuint (*submitted, ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (form), "form.submit", NULL);
  g_assert_cmpuint (*submitted, ==, 1);
  g_free (submitted);
  widget_test_close (window);
}

typedef struct {
  char *text;
  guint count;
  guint dropped;
} Draft;

static void
keep_draft (MiqatForm *form, JsonObject *draft, gpointer data)
{
  Draft *kept = data;
  g_autoptr (JsonNode) node = NULL;

  if (draft == NULL) {
    kept->dropped++;
    return;
  }
  node = json_node_init_object (json_node_alloc (), draft);
  g_free (kept->text);
  kept->text = miqat_json_canonical (node);
  kept->count++;
}

static void
test_drafts (void)
{
  MiqatForm *form = make_form ();
  GtkWindow *window = show_form (form);
  Draft draft = { 0 };
  g_autoptr (JsonObject) kept = NULL;

  miqat_form_set_draft_func (form, keep_draft, &draft, NULL);
  type (form, "name", "Nurul");
  type (form, "password", "secret");
  type (form, "dp", "5 juta");
  widget_test_wait_for (draft.count > 0);
  /* Once for all that was typed; half-typed values stay, secrets do not. */
  g_assert_cmpuint (draft.count, ==, 1);
  g_assert_cmpstr (draft.text, ==, "{\"dp\":\"5 juta\",\"name\":\"Nurul\",\"wheelchair\":false}");
  miqat_form_set_saved (form);
  g_assert_cmpuint (draft.dropped, ==, 1);
  g_assert_false (miqat_form_is_changed (form));

  /* Closing in the middle of typing writes what is there. */
  type (form, "name", "Nurul Hid");
  widget_test_close (window);
  g_assert_cmpuint (draft.count, ==, 2);
  kept = parse (draft.text);
  g_free (draft.text);

  form = make_form ();
  window = show_form (form);
  miqat_form_restore_draft (form, kept);
  assert_json (form, "{\"dp\":\"5 juta\",\"name\":\"Nurul Hid\",\"wheelchair\":false}");
  g_assert_true (miqat_form_is_changed (form));
  widget_test_close (window);
}

static void
test_choices (void)
{
  const MiqatChoice more[] = { { "m", "Male" }, { "x", "Other" }, { NULL, NULL } };
  MiqatForm *form = make_form ();
  GtkWindow *window = show_form (form);
  g_autoptr (JsonObject) values = parse ("{\"sex\":\"m\"}");

  miqat_form_set_json (form, values);
  miqat_form_set_choices (form, "sex", more);
  assert_json (form, "{\"sex\":\"m\",\"wheelchair\":false}");
  miqat_form_set_choices (form, "sex", sexes + 2);
  assert_json (form, "{\"wheelchair\":false}");
  widget_test_close (window);
}

/* A sentence about what is no field of the line stands above the form: nowhere, it would help nobody. */
static void
test_sentence_without_a_field (void)
{
  MiqatForm *form = make_form ();
  GtkWindow *window = show_form (form);
  g_autoptr (MiqatProblems) problems = miqat_problems_new ();

  miqat_lines_input_add_line (MIQAT_LINES_INPUT (miqat_form_get_input (form, "lines")));
  miqat_problems_add (problems, "lines.0.father_name", MIQAT_PROBLEM_NAME_ONE_WORD, NULL);
  miqat_form_set_problems (form, problems);
  g_assert_true (widget_test_shows (GTK_WIDGET (form),
                                    "A name of one word needs the father's name as well, for passport and visa."));
  widget_test_close (window);
}

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/form/values", test_values);
  g_test_add_func ("/form/typing", test_typing);
  g_test_add_func ("/form/steps", test_steps);
  g_test_add_func ("/form/names", test_names);
  g_test_add_func ("/form/problems", test_problems);
  g_test_add_func ("/form/errors", test_errors);
  g_test_add_func ("/form/check", test_check);
  g_test_add_func ("/form/lines", test_lines);
  g_test_add_func ("/form/keyboard", test_keyboard);
  g_test_add_func ("/form/drafts", test_drafts);
  g_test_add_func ("/form/sentence-without-a-field", test_sentence_without_a_field);
  g_test_add_func ("/form/choices", test_choices);
  return g_test_run ();
}
