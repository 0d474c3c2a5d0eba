/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems, their sentences and JSON form, and refusals as GErrors. */
#include "config.h"

#include "miqat-problem.h"

#include <string.h>

static void
test_codes (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = MIQAT_PROBLEM_NONE + 1; i < MIQAT_N_PROBLEMS; i++) {
    const char *name = miqat_problem_code_get_name (i);

    g_assert_true (g_hash_table_add (seen, (char *) name));
    g_assert_cmpint (miqat_problem_code_from_name (name), ==, i);
    g_assert_cmpuint (strspn (name, "abcdefghijklmnopqrstuvwxyz_0123456789"), ==, strlen (name));
  }
  g_assert_cmpint (miqat_problem_code_from_name ("from_the_future"), ==, MIQAT_PROBLEM_NONE);
  g_assert_cmpint (miqat_problem_code_from_name ("none"), ==, MIQAT_PROBLEM_NONE);
  g_assert_cmpint (miqat_problem_code_from_name (""), ==, MIQAT_PROBLEM_NONE);
}

static void
assert_sentence (const MiqatProblem *problem, const char *expected)
{
  g_autofree char *sentence = miqat_problem_dup_sentence (problem);

  g_assert_cmpstr (sentence, ==, expected);
}

static void
test_sentences (void)
{
  g_autoptr (MiqatProblems) problems = miqat_problems_new ();
  const MiqatProblem none = { 0 };

  miqat_problems_add (problems, "name", MIQAT_PROBLEM_REQUIRED, NULL);
  miqat_problems_add (problems, "tier", MIQAT_PROBLEM_TIER_WRONG, "parent", "{child}", "child", "B",
                      NULL);
  miqat_problems_add (problems, NULL, MIQAT_PROBLEM_SEATS_SHORT, "right", "3", NULL);
  miqat_problems_add (problems, NULL, MIQAT_PROBLEM_SEATS_SHORT, "left", NULL, NULL);
  assert_sentence (miqat_problems_get (problems, 0), "Please fill in this field.");
  assert_sentence (miqat_problems_get (problems, 1), "A {child} cannot create a B.");
  assert_sentence (miqat_problems_get (problems, 2), "Only {left} seats are left.");
  assert_sentence (miqat_problems_get (problems, 3), "Only  seats are left.");
  assert_sentence (&none, "");
}

static void
test_list (void)
{
  g_autoptr (MiqatProblems) problems = miqat_problems_new ();
  g_autoptr (MiqatProblems) copy = NULL;

  g_assert_cmpuint (miqat_problems_get_count (problems), ==, 0);
  miqat_problems_add (problems, "nik", MIQAT_PROBLEM_NIK_LENGTH, "digits", "14", NULL);
  miqat_problems_add (problems, "nik", MIQAT_PROBLEM_NIK_DIGITS, NULL);
  miqat_problems_add (problems, NULL, MIQAT_PROBLEM_NOT_ALLOWED, NULL);
  g_assert_cmpint (miqat_problems_find (problems, "nik")->code, ==, MIQAT_PROBLEM_NIK_LENGTH);
  g_assert_cmpint (miqat_problems_find (problems, NULL)->code, ==, MIQAT_PROBLEM_NOT_ALLOWED);
  g_assert_null (miqat_problems_find (problems, "name"));
  copy = miqat_problems_copy (problems);
  g_clear_pointer (&problems, miqat_problems_free);
  g_assert_cmpuint (miqat_problems_get_count (copy), ==, 3);
  assert_sentence (miqat_problems_get (copy, 0), "The NIK has 16 digits; 14 were given.");
}

/* Whoever gathers what several checks found keeps their words. */
static void
test_add_all (void)
{
  g_autoptr (MiqatProblems) problems = miqat_problems_new ();
  g_autoptr (MiqatProblems) others = miqat_problems_new ();

  miqat_problems_add (problems, "name", MIQAT_PROBLEM_REQUIRED, NULL);
  miqat_problems_add (others, "travellers.1.nik", MIQAT_PROBLEM_NIK_LENGTH, "digits", "14", NULL);
  miqat_problems_add (others, NULL, MIQAT_PROBLEM_NOT_ALLOWED, NULL);
  miqat_problems_add_all (problems, others);
  g_clear_pointer (&others, miqat_problems_free);
  g_assert_cmpuint (miqat_problems_get_count (problems), ==, 3);
  g_assert_cmpstr (miqat_problems_get (problems, 1)->field, ==, "travellers.1.nik");
  assert_sentence (miqat_problems_get (problems, 1), "The NIK has 16 digits; 14 were given.");
}

static void
test_json_roundtrip (void)
{
  g_autoptr (MiqatProblems) problems = miqat_problems_new ();
  g_autoptr (MiqatProblems) again = NULL;
  g_autoptr (JsonNode) node = NULL, node_again = NULL;
  g_autofree char *text = NULL, *text_again = NULL;

  miqat_problems_add (problems, "travellers.1.nik", MIQAT_PROBLEM_NIK_LENGTH, "digits", "14",
                      NULL);
  miqat_problems_add (problems, NULL, MIQAT_PROBLEM_TIER_WRONG, "parent", "Mitra",
                      "child", "Cabang", NULL);
  node = miqat_problems_to_json (problems);
  text = json_to_string (node, FALSE);
  g_assert_cmpstr (text, ==,
                   "[{\"code\":\"nik_length\",\"field\":\"travellers.1.nik\","
                   "\"params\":{\"digits\":\"14\"}},"
                   "{\"code\":\"tier_wrong\",\"params\":{\"child\":\"Cabang\","
                   "\"parent\":\"Mitra\"}}]");
  again = miqat_problems_from_json (node);
  node_again = miqat_problems_to_json (again);
  text_again = json_to_string (node_again, FALSE);
  g_assert_cmpstr (text, ==, text_again);
}

static void
test_json_foreign (void)
{
  static const struct {
    const char *json;
    guint count;
    MiqatProblemCode code;
    const char *field;
  } cases[] = {
    { "[]", 0, 0, NULL },
    { "{}", 1, MIQAT_PROBLEM_INTERNAL, NULL },
    { "[7]", 1, MIQAT_PROBLEM_INTERNAL, NULL },
    { "[{}]", 1, MIQAT_PROBLEM_INTERNAL, NULL },
    { "[{\"code\":5,\"field\":[],\"params\":7}]", 1, MIQAT_PROBLEM_INTERNAL, NULL },
    { "[{\"code\":\"of_tomorrow\",\"field\":\"x\"}]", 1, MIQAT_PROBLEM_INTERNAL, "x" },
    { "[{\"code\":\"none\"}]", 1, MIQAT_PROBLEM_INTERNAL, NULL },
    { "[{\"code\":\"required\",\"params\":{\"a\":1}}]", 1, MIQAT_PROBLEM_REQUIRED, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonNode) node = json_from_string (cases[i].json, NULL);
    g_autoptr (MiqatProblems) problems = miqat_problems_from_json (node);

    g_assert_cmpuint (miqat_problems_get_count (problems), ==, cases[i].count);
    if (cases[i].count == 0)
      continue;
    g_assert_cmpint (miqat_problems_get (problems, 0)->code, ==, cases[i].code);
    g_assert_cmpstr (miqat_problems_get (problems, 0)->field, ==, cases[i].field);
    g_assert_null (miqat_problems_get (problems, 0)->params);
  }
}

static void
test_refusal (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;
  const MiqatProblems *problems;

  g_assert_false (miqat_refuse (&error, "seats", MIQAT_PROBLEM_SEATS_SHORT, "left", "2", NULL));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_SEATS_SHORT);
  g_assert_cmpstr (error->message, ==, "Only 2 seats are left.");
  copy = g_error_copy (error);
  g_clear_error (&error);
  problems = miqat_refusal_get_problems (copy);
  g_assert_cmpuint (miqat_problems_get_count (problems), ==, 1);
  g_assert_cmpstr (miqat_problems_get (problems, 0)->field, ==, "seats");
  assert_sentence (miqat_problems_get (problems, 0), "Only 2 seats are left.");
  g_assert_false (miqat_refuse (NULL, NULL, MIQAT_PROBLEM_INTERNAL, NULL));
}

static void
test_refusal_of_list (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_IO, "disk");
  MiqatProblems *problems = miqat_problems_new ();

  miqat_problems_add (problems, "a", MIQAT_PROBLEM_REQUIRED, NULL);
  miqat_problems_add (problems, "b", MIQAT_PROBLEM_NOT_A_DAY, NULL);
  g_assert_false (miqat_refuse_all (&error, problems));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_REQUIRED);
  g_assert_cmpuint (miqat_problems_get_count (miqat_refusal_get_problems (error)), ==, 2);
  g_assert_null (miqat_refusal_get_problems (other));
  g_assert_null (miqat_refusal_get_problems (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/problem/codes", test_codes);
  g_test_add_func ("/problem/sentences", test_sentences);
  g_test_add_func ("/problem/list", test_list);
  g_test_add_func ("/problem/add-all", test_add_all);
  g_test_add_func ("/problem/json-roundtrip", test_json_roundtrip);
  g_test_add_func ("/problem/json-foreign", test_json_foreign);
  g_test_add_func ("/problem/refusal", test_refusal);
  g_test_add_func ("/problem/refusal-of-list", test_refusal_of_list);
  return g_test_run ();
}
