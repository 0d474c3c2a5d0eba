/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON in: what passes, what is refused and why, and random bytes. */
#include "config.h"

#include "miqat-json.h"

#include <string.h>

static JsonNode *
parse (const char *text, GError **error)
{
  return miqat_json_parse (text, strlen (text), 0, error);
}

static void
test_accepted (void)
{
  static const struct {
    const char *json, *canonical;
  } cases[] = {
    { "{}", "{}" },
    { " [ ] \r\n\t", "[]" },
    { "null", "null" },
    { "true", "true" },
    { "-0", "0" },
    { "\"a\"", "\"a\"" },
    { "{\"b\":1,\"a\":[true,false,null]}", "{\"a\":[true,false,null],\"b\":1}" },
    { "[[],{},[[]]]", "[[],{},[[]]]" },
    { "9007199254740992", "9007199254740992" },
    { "-9007199254740992", "-9007199254740992" },
    { "[1.5,0.25,-2.5E+2,1e0,0.0,-0.0]", "[1.5,0.25,-250,1,0,0]" },
    { "\"\\u0061\\n\\t\\\"\\\\\\/\\b\\f\\r\"", "\"a\\n\\u0009\\\"\\\\/\\u0008\\u000c\\u000d\"" },
    { "\"\\ud83d\\ude00 \\u00e9\"", "\"\360\237\230\200 \303\251\"" },
    { "{\"\\u0061\":{\"a\":1}}", "{\"a\":{\"a\":1}}" },
    { "{\"\":0}", "{\"\":0}" },
    { "\"</script>\"", "\"\\u003c/script>\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonNode) node = parse (cases[i].json, &error);
    g_autoptr (JsonNode) again = NULL;
    g_autofree char *canonical = NULL;

    g_test_message ("%s", cases[i].json);
    g_assert_no_error (error);
    g_assert_true (json_node_is_immutable (node));
    canonical = miqat_json_canonical (node);
    g_assert_cmpstr (canonical, ==, cases[i].canonical);
    again = parse (canonical, &error);
    g_assert_no_error (error);
  }
}

static const struct {
  const char *json;
  MiqatProblemCode problem;
} refusals[] = {
  { "", MIQAT_PROBLEM_JSON_BROKEN },
  { " ", MIQAT_PROBLEM_JSON_BROKEN },
  { "{", MIQAT_PROBLEM_JSON_BROKEN },
  { "}", MIQAT_PROBLEM_JSON_BROKEN },
  { "[}", MIQAT_PROBLEM_JSON_BROKEN },
  { "{]", MIQAT_PROBLEM_JSON_BROKEN },
  { "[1,]", MIQAT_PROBLEM_JSON_BROKEN },
  { "[,1]", MIQAT_PROBLEM_JSON_BROKEN },
  { "[1 2]", MIQAT_PROBLEM_JSON_BROKEN },
  { "{\"a\":1,}", MIQAT_PROBLEM_JSON_BROKEN },
  { "{\"a\"}", MIQAT_PROBLEM_JSON_BROKEN },
  { "{\"a\":}", MIQAT_PROBLEM_JSON_BROKEN },
  { "{\"a\" 1}", MIQAT_PROBLEM_JSON_BROKEN },
  { "{a:1}", MIQAT_PROBLEM_JSON_BROKEN },
  { "{1:1}", MIQAT_PROBLEM_JSON_BROKEN },
  { "{'a':1}", MIQAT_PROBLEM_JSON_BROKEN },
  { "{} {}", MIQAT_PROBLEM_JSON_BROKEN },
  { "1 2", MIQAT_PROBLEM_JSON_BROKEN },
  { "// no\n1", MIQAT_PROBLEM_JSON_BROKEN },
  { "/* no */ 1", MIQAT_PROBLEM_JSON_BROKEN },
  { "var a = 1;", MIQAT_PROBLEM_JSON_BROKEN },
  { "tru", MIQAT_PROBLEM_JSON_BROKEN },
  { "True", MIQAT_PROBLEM_JSON_BROKEN },
  { "nulll", MIQAT_PROBLEM_JSON_BROKEN },
  { "NaN", MIQAT_PROBLEM_JSON_BROKEN },
  { "-Infinity", MIQAT_PROBLEM_JSON_BROKEN },
  { "01", MIQAT_PROBLEM_JSON_BROKEN },
  { "+1", MIQAT_PROBLEM_JSON_BROKEN },
  { "0x10", MIQAT_PROBLEM_JSON_BROKEN },
  { ".5", MIQAT_PROBLEM_JSON_BROKEN },
  { "5.", MIQAT_PROBLEM_JSON_BROKEN },
  { "1e", MIQAT_PROBLEM_JSON_BROKEN },
  { "-", MIQAT_PROBLEM_JSON_BROKEN },
  { "\"", MIQAT_PROBLEM_JSON_BROKEN },
  { "\"a\nb\"", MIQAT_PROBLEM_JSON_BROKEN },
  { "\"\\x41\"", MIQAT_PROBLEM_JSON_BROKEN },
  { "\"\\u00\"", MIQAT_PROBLEM_JSON_BROKEN },
  { "\"\\u0000\"", MIQAT_PROBLEM_JSON_BROKEN },
  { "\"\\ud83d\"", MIQAT_PROBLEM_JSON_BROKEN },
  { "\"\\ude00\"", MIQAT_PROBLEM_JSON_BROKEN },
  { "\"\\ud83d\\u0041\"", MIQAT_PROBLEM_JSON_BROKEN },
  { "\"\377\"", MIQAT_PROBLEM_JSON_BROKEN },
  { "\357\273\277{}", MIQAT_PROBLEM_JSON_BROKEN },
  { "9007199254740993", MIQAT_PROBLEM_MONEY_TOO_LARGE },
  { "-9007199254740993", MIQAT_PROBLEM_MONEY_TOO_LARGE },
  { "99999999999999999999999999", MIQAT_PROBLEM_MONEY_TOO_LARGE },
  { "1e300", MIQAT_PROBLEM_MONEY_TOO_LARGE },
  { "-1e999", MIQAT_PROBLEM_MONEY_TOO_LARGE },
  { "0.00000000000000000000000000000000000000000000000000000000000000001",
    MIQAT_PROBLEM_MONEY_TOO_LARGE },
  { "{\"a\":1,\"a\":2}", MIQAT_PROBLEM_JSON_DUPLICATE },
  { "{\"a\":1,\"\\u0061\":2}", MIQAT_PROBLEM_JSON_DUPLICATE },
  { "[{\"x\":{\"b\":1,\"c\":2,\"b\":3}}]", MIQAT_PROBLEM_JSON_DUPLICATE },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("refusal %u", i);
    g_assert_null (parse (refusals[i].json, &error));
    g_assert_error (error, MIQAT_REFUSAL, (int) refusals[i].problem);
  }
}

/* Where a number stands that is beyond what is exact, and none where it stands nowhere. */
static void
test_too_large (void)
{
  static const struct {
    const char *json, *field;
  } cases[] = {
    { "9007199254740993", NULL },
    { "{\"cost\":9007199254740993}", "cost" },
    { "{\"a\":1,\"cost\":1e300,\"b\":2}", "cost" },
    { "[1,-9007199254740993]", "1" },
    { "{\"rooms\":[{\"type\":\"quad\"},{\"price\":9007199254740993}]}", "rooms.1.price" },
    { "{\"a\":{\"x\":[1,2]},\"b\":[[],{},[9007199254740993]]}", "b.2.0" },
    { "{\"a\":[{\"x\":1},{\"y\":2}],\"\\u0063\":9007199254740993}", "c" },
    { "{\"a234567890123456789012345678901234567890b\":9007199254740993}",
      "a234567890123456789012345678901234567890" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].json);
    g_assert_null (parse (cases[i].json, &error));
    g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_MONEY_TOO_LARGE);
    g_assert_cmpstr (miqat_problems_get (miqat_refusal_get_problems (error), 0)->field, ==,
                     cases[i].field);
  }
}

static void
test_refused_bytes (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (miqat_json_parse ("[1\0]", 4, 0, &error));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_JSON_BROKEN);
  g_clear_error (&error);
  g_assert_null (miqat_json_parse (NULL, 0, 0, &error));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_JSON_BROKEN);
  g_clear_error (&error);
  g_assert_null (parse ("{\"name\":1,\"name\":2}", &error));
  g_assert_cmpstr (error->message, ==, "The request names one field twice: name.");
}

static char *
nest (guint depth, const char *open, const char *close)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (out, open);
  g_string_append (out, "1");
  for (guint i = 0; i < depth; i++)
    g_string_append (out, close);
  return g_string_free (out, FALSE);
}

static void
test_depth (void)
{
  static const struct {
    guint depth;
    gboolean object, accepted;
  } cases[] = {
    { MIQAT_JSON_DEPTH_MAX, FALSE, TRUE },      { MIQAT_JSON_DEPTH_MAX, TRUE, TRUE },
    { MIQAT_JSON_DEPTH_MAX + 1, FALSE, FALSE }, { MIQAT_JSON_DEPTH_MAX + 1, TRUE, FALSE },
    { 40000, TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *text = cases[i].object ? nest (cases[i].depth, "{\"a\":", "}")
                                            : nest (cases[i].depth, "[", "]");
    g_autoptr (JsonNode) node = parse (text, &error);

    g_assert_true ((node != NULL) == cases[i].accepted);
    if (!cases[i].accepted)
      g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_JSON_TOO_DEEP);
  }
}

static void
test_size (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *spaces = g_strnfill (MIQAT_JSON_SIZE_MAX, ' ');
  g_autoptr (JsonNode) node = NULL;

  spaces[0] = '1';
  node = miqat_json_parse (spaces, MIQAT_JSON_SIZE_MAX, 0, &error);
  g_assert_no_error (error);
  g_assert_null (miqat_json_parse (spaces, MIQAT_JSON_SIZE_MAX, MIQAT_JSON_SIZE_MAX - 1, &error));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_JSON_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (miqat_json_parse (spaces, MIQAT_JSON_SIZE_MAX + 1, 0, &error));
  g_assert_cmpstr (error->message, ==, "The request is too large; the limit is 256 KiB.");
}

static void
test_many_names (void)
{
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;

  for (guint i = 0; i < MIQAT_JSON_NAMES_MAX; i++)
    g_string_append_printf (text, "%s\"n%u\":1", i > 0 ? "," : "", i);
  g_string_append (text, "}");
  node = parse (text->str, &error);
  g_assert_no_error (error);
  g_string_truncate (text, text->len - 1);
  g_string_append (text, ",\"more\":1}");
  g_assert_null (parse (text->str, &error));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_JSON_TOO_LARGE);
}

static void
test_members (void)
{
  g_autoptr (JsonNode) node
      = parse ("{\"t\":\"x\",\"i\":7,\"f\":1.5,\"a\":[1],\"o\":{},\"n\":null,\"b\":true}", NULL);
  JsonObject *object = json_node_get_object (node);

  g_assert_cmpstr (miqat_json_get_text (object, "t"), ==, "x");
  g_assert_cmpint (miqat_json_get_int (object, "i", -1), ==, 7);
  g_assert_cmpuint (json_array_get_length (miqat_json_get_array (object, "a")), ==, 1);
  g_assert_nonnull (miqat_json_get_object (object, "o"));
  for (const char *name = "ifaonbz"; *name != '\0'; name++)
    g_assert_null (miqat_json_get_text (object, (char[]){ *name, '\0' }));
  for (const char *name = "tfaonbz"; *name != '\0'; name++)
    g_assert_cmpint (miqat_json_get_int (object, (char[]){ *name, '\0' }, -5), ==, -5);
  g_assert_null (miqat_json_get_array (object, "o"));
  g_assert_null (miqat_json_get_array (object, "n"));
  g_assert_null (miqat_json_get_object (object, "a"));
  g_assert_null (miqat_json_get_object (object, "z"));
  g_assert_null (miqat_json_get_text (NULL, "t"));
}

/* What passes has a canonical text that passes again and stays the same. */
static void
check_random (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = miqat_json_parse (text, length, 0, &error);
  g_autoptr (JsonNode) again = NULL;
  g_autofree char *canonical = NULL, *canonical_again = NULL;

  if (node == NULL) {
    g_assert_true (error->domain == MIQAT_REFUSAL);
    return;
  }
  canonical = miqat_json_canonical (node);
  again = parse (canonical, &error);
  g_assert_no_error (error);
  canonical_again = miqat_json_canonical (again);
  g_assert_cmpstr (canonical, ==, canonical_again);
}

static void
test_random_bytes (void)
{
  static const char *const pieces[] = {
    "{", "}", "[", "]", ":", ",", "\"a\"", "\"b\"", "1", "-2.5", "true", "null", " ", "\"\\u0041\"",
    "\"", "\\", "0", "e5", "\303\251",
  };

  for (guint run = 0; run < 100000; run++) {
    g_autoptr (GString) text = g_string_new (NULL);
    int length = g_test_rand_int_range (0, 14);

    for (int i = 0; i < length; i++)
      if (run % 4 == 0)
        g_string_append_c (text, (char) g_test_rand_int_range (0, 256));
      else
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
    check_random (text->str, text->len);
  }
}

/* A valid document with one byte changed. */
static void
test_random_damage (void)
{
  static const char valid[] = "{\"a\":[1,2.5,{\"b\":\"\\u00e9\\n\"}],\"c\":{\"d\":null,\"e\":-7}}";

  for (gsize i = 0; i < sizeof valid - 1; i++)
    for (int byte = 0; byte < 256; byte++) {
      char text[sizeof valid];

      memcpy (text, valid, sizeof valid);
      text[i] = (char) byte;
      check_random (text, sizeof valid - 1);
      check_random (text, i);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/accepted", test_accepted);
  g_test_add_func ("/json/refused", test_refused);
  g_test_add_func ("/json/too-large", test_too_large);
  g_test_add_func ("/json/refused-bytes", test_refused_bytes);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/size", test_size);
  g_test_add_func ("/json/many-names", test_many_names);
  g_test_add_func ("/json/members", test_members);
  g_test_add_func ("/json/random-bytes", test_random_bytes);
  g_test_add_func ("/json/random-damage", test_random_damage);
  return g_test_run ();
}
