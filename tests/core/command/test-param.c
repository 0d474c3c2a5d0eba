/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameter tables: what each kind accepts, what it refuses, and under which field and code. */
#include "miqat-json.h"
#include "miqat-param.h"

#include <string.h>

static const char *const colours[] = { "green", "gold", NULL };

static MiqatProblemCode
check_even_length (const char *text)
{
  return strlen (text) % 2 == 0 ? MIQAT_PROBLEM_NONE : MIQAT_PROBLEM_NIK_LENGTH;
}

static const MiqatParam inner[] = {
  { "name", "Name", MIQAT_PARAM_NAME, MIQAT_PARAM_REQUIRED },
  { "code", "Code", MIQAT_PARAM_TEXT, .check = check_even_length },
  { NULL },
};

static const MiqatParam params[] = {
  { "title", "Title", MIQAT_PARAM_TEXT, .min = 2, .max = 5 },
  { "story", "Story", MIQAT_PARAM_PARAGRAPH, MIQAT_PARAM_CLEARABLE },
  { "phone", "Phone", MIQAT_PARAM_PHONE },
  { "email", "Email", MIQAT_PARAM_EMAIL },
  { "id", "Id", MIQAT_PARAM_ID },
  { "key", "Key", MIQAT_PARAM_KEY },
  { "colour", "Colour", MIQAT_PARAM_CHOICE, .choices = colours },
  { "day", "Day", MIQAT_PARAM_DAY, MIQAT_PARAM_CLEARABLE },
  { "price", "Price", MIQAT_PARAM_MONEY },
  { "pax", "Pax", MIQAT_PARAM_COUNT, .min = 1, .max = 45 },
  { "active", "Active", MIQAT_PARAM_FLAG },
  { "lines", "Lines", MIQAT_PARAM_TEXTS, MIQAT_PARAM_CLEARABLE, .max = 2 },
  { "people", "People", MIQAT_PARAM_LIST, .min = 1, .max = 2, .fields = inner },
  { NULL },
};

/* What is given, and either the clean arguments or the problems as "field:code field:code". */
typedef struct {
  const char *name;
  const char *given;
  const char *clean;
  const char *problems;
} Row;

static const Row rows[] = {
  { "nothing", "{}", "{}", NULL },
  { "blank is not given", "{\"title\":\"  \",\"day\":\"\"}", "{}", NULL },
  { "null is not given", "{\"price\":null}", "{}", NULL },
  { "null empties what may be emptied", "{\"story\":null,\"lines\":null}", "{\"lines\":null,\"story\":null}", NULL },
  { "blank empties nothing", "{\"story\":\"\"}", "{}", NULL },
  { "text is cleaned", "{\"title\":\" a  b \"}", "{\"title\":\"a b\"}", NULL },
  { "text too short", "{\"title\":\"a\"}", NULL, "title:too_short" },
  { "text too long", "{\"title\":\"abcdef\"}", NULL, "title:too_long" },
  { "text as number", "{\"title\":7}", NULL, "title:not_text" },
  { "text as object", "{\"title\":{}}", NULL, "title:not_text" },
  { "control character", "{\"title\":\"a\\u0007b\"}", NULL, "title:control_character" },
  { "paragraph keeps lines", "{\"story\":\"a\\nb\"}", "{\"story\":\"a\\nb\"}", NULL },
  { "phone", "{\"phone\":\"0812 3456 7890\"}", "{\"phone\":\"6281234567890\"}", NULL },
  { "phone from abroad", "{\"phone\":\"+65 9123 4567\"}", "{\"phone\":\"6591234567\"}", NULL },
  { "phone short", "{\"phone\":\"0812\"}", NULL, "phone:not_a_phone" },
  { "email", "{\"email\":\"a@contoh.id\"}", "{\"email\":\"a@contoh.id\"}", NULL },
  { "email wrong", "{\"email\":\"a@\"}", NULL, "email:not_an_email" },
  { "id wrong", "{\"id\":\"1\"}", NULL, "id:not_an_id" },
  { "key", "{\"key\":\"umroh-9\"}", "{\"key\":\"umroh-9\"}", NULL },
  { "key with a slash", "{\"key\":\"../x\"}", NULL, "key:not_an_id" },
  { "choice", "{\"colour\":\"gold\"}", "{\"colour\":\"gold\"}", NULL },
  { "choice unknown", "{\"colour\":\"red\"}", NULL, "colour:not_a_choice" },
  { "choice as flag", "{\"colour\":true}", NULL, "colour:not_a_choice" },
  { "day", "{\"day\":\"2026-06-22\"}", "{\"day\":\"2026-06-22\"}", NULL },
  { "day typed", "{\"day\":\"22 Juni 2026\"}", "{\"day\":\"2026-06-22\"}", NULL },
  { "31 February", "{\"day\":\"2026-02-31\"}", NULL, "day:not_a_day" },
  { "money", "{\"price\":33900000}", "{\"price\":33900000}", NULL },
  { "money typed", "{\"price\":\"Rp 33.900.000\"}", "{\"price\":33900000}", NULL },
  { "money negative", "{\"price\":-1}", NULL, "price:money_negative" },
  { "money fraction", "{\"price\":1.5}", NULL, "price:money_fraction" },
  { "money too large", "{\"price\":1000000000000001}", NULL, "price:money_too_large" },
  { "money as words", "{\"price\":\"banyak\"}", NULL, "price:not_money" },
  { "count", "{\"pax\":\"2\"}", "{\"pax\":2}", NULL },
  { "nobody", "{\"pax\":0}", NULL, "pax:too_small" },
  { "99 people", "{\"pax\":99}", NULL, "pax:too_large" },
  { "flag", "{\"active\":false}", "{\"active\":false}", NULL },
  { "flag as text", "{\"active\":\"yes\"}", NULL, "active:not_a_flag" },
  { "lines drop blanks", "{\"lines\":[\"a\",\" \"]}", "{\"lines\":[\"a\"]}", NULL },
  { "too many lines", "{\"lines\":[\"a\",\"b\",\"c\"]}", NULL, "lines:too_many" },
  { "a line as number", "{\"lines\":[\"a\",1]}", NULL, "lines.1:not_text" },
  { "people", "{\"people\":[{\"name\":\"Siti Aminah\"}]}", "{\"people\":[{\"name\":\"Siti Aminah\"}]}", NULL },
  { "people as text", "{\"people\":\"Siti\"}", NULL, "people:not_a_list" },
  { "no people", "{\"people\":[]}", NULL, "people:too_few" },
  { "inside, several at once", "{\"people\":[{\"name\":\"A B\"},{\"code\":\"abc\",\"age\":3}]}", NULL,
    "people.1.name:required people.1.code:nik_length people.1.age:unknown_field" },
  { "emoji in a name", "{\"people\":[{\"name\":\"Siti 😀\"}]}", NULL, "people.0.name:not_a_name" },
  { "Arabic name", "{\"people\":[{\"name\":\"محمد علي\"}]}", NULL, "people.0.name:name_not_latin" },
  { "unknown field", "{\"cost\":5}", NULL, "cost:unknown_field" },
  { "two at once", "{\"pax\":0,\"price\":-5}", NULL, "price:money_negative pax:too_small" },
};

static char *
describe_problems (const GError *error)
{
  const MiqatProblems *problems = miqat_refusal_get_problems (error);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < miqat_problems_get_count (problems); i++) {
    const MiqatProblem *problem = miqat_problems_get (problems, i);
    g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "", problem->field,
                            miqat_problem_code_get_name (problem->code));
  }
  return g_string_free (text, FALSE);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = miqat_json_parse (row->given, strlen (row->given), 0, &error);
  g_autoptr (MiqatArgs) args = NULL;

  g_assert_no_error (error);
  args = miqat_args_new (params, json_node_get_object (node), &error);
  if (row->clean != NULL) {
    g_autoptr (JsonNode) clean = NULL;
    g_autofree char *text = NULL;

    g_assert_no_error (error);
    clean = miqat_args_to_json (args);
    text = miqat_json_canonical (clean);
    g_assert_cmpstr (text, ==, row->clean);
  } else {
    g_autofree char *problems = NULL;

    g_assert_null (args);
    g_assert_true (error->domain == MIQAT_REFUSAL);
    problems = describe_problems (error);
    g_assert_cmpstr (problems, ==, row->problems);
  }
}

static void
test_getters (void)
{
  const char *text = "{\"pax\":3,\"active\":true,\"day\":\"2026-06-22\",\"people\":[{\"name\":\"A B\"}]}";
  g_autoptr (JsonNode) node = miqat_json_parse (text, strlen (text), 0, NULL);
  g_autoptr (MiqatArgs) args = miqat_args_new (params, json_node_get_object (node), NULL);

  g_assert_cmpint (miqat_args_int (args, "pax", 0), ==, 3);
  g_assert_cmpint (miqat_args_int (args, "price", 9), ==, 9);
  g_assert_true (miqat_args_flag (args, "active", FALSE));
  g_assert_cmpint (miqat_args_day (args, "day"), ==, miqat_day_from_parts (2026, 6, 22));
  g_assert_cmpuint (miqat_args_list_length (args, "people"), ==, 1);
  g_assert_cmpstr (miqat_args_text (miqat_args_list_get (args, "people", 0), "name"), ==, "A B");
  g_assert_null (miqat_args_texts (args, "lines")[0]);
  miqat_args_set_text (args, "title", "kode");
  g_assert_cmpstr (miqat_args_text (args, "title"), ==, "kode");
}

static void
test_cleared (void)
{
  const char *text = "{\"story\":null,\"day\":null,\"lines\":null,\"price\":null}";
  g_autoptr (JsonNode) node = miqat_json_parse (text, strlen (text), 0, NULL);
  g_autoptr (MiqatArgs) args = miqat_args_new (params, json_node_get_object (node), NULL);
  g_autofree char *story = g_strdup ("before");
  g_autofree char *title = g_strdup ("before");

  g_assert_true (miqat_args_is_cleared (args, "story"));
  g_assert_false (miqat_args_is_cleared (args, "price"));
  g_assert_false (miqat_args_is_cleared (args, "title"));
  /* To whoever does not ask, it is not there. */
  g_assert_false (miqat_args_has (args, "story"));
  g_assert_null (miqat_args_text (args, "story"));
  g_assert_cmpint (miqat_args_day (args, "day"), ==, MIQAT_DAY_NONE);
  g_assert_null (miqat_args_texts (args, "lines")[0]);
  miqat_args_take_text (args, "story", &story);
  g_assert_null (story);
  miqat_args_take_text (args, "title", &title);
  g_assert_cmpstr (title, ==, "before");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *name = g_strdup_printf ("/command/param/%s", rows[i].name);
    g_test_add_data_func (name, &rows[i], test_row);
  }
  g_test_add_func ("/command/param/getters", test_getters);
  g_test_add_func ("/command/param/cleared", test_cleared);
  return g_test_run ();
}
