/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON out: commas, escapes, embedded trees, and that misuse is caught. */
#include "config.h"

#include "miqat-json.h"

static void
test_document (void)
{
  g_autoptr (GString) out = g_string_new ("prefix ");
  g_autoptr (JsonNode) node = miqat_json_parse ("{\"z\":1,\"y\":[0.5]}", 17, 0, NULL);
  MiqatJsonWriter writer;

  miqat_json_writer_init (&writer, out);
  miqat_json_begin_object (&writer);
  miqat_json_add_text (&writer, "text", "a\"b\\c\n\001<d>");
  miqat_json_add_text (&writer, "nothing", NULL);
  miqat_json_add_int (&writer, "number", G_MININT64);
  miqat_json_add_flag (&writer, "flag", TRUE);
  miqat_json_name (&writer, "list");
  miqat_json_begin_array (&writer);
  miqat_json_int (&writer, 1);
  miqat_json_null (&writer);
  miqat_json_begin_object (&writer);
  miqat_json_end_object (&writer);
  miqat_json_flag (&writer, FALSE);
  miqat_json_end_array (&writer);
  miqat_json_name (&writer, "tree");
  miqat_json_node (&writer, node);
  miqat_json_end_object (&writer);
  g_assert_cmpstr (out->str, ==,
                   "prefix {\"text\":\"a\\\"b\\\\c\\n\\u0001\\u003cd>\",\"nothing\":null,"
                   "\"number\":-9223372036854775808,\"flag\":true,"
                   "\"list\":[1,null,{},false],\"tree\":{\"y\":[0.5],\"z\":1}}");
}

static void
test_single_values (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  MiqatJsonWriter writer;

  miqat_json_writer_init (&writer, out);
  miqat_json_text (&writer, "");
  g_assert_cmpstr (out->str, ==, "\"\"");
}

typedef void (*Step) (MiqatJsonWriter *writer);

static void
misuse_name_in_array (MiqatJsonWriter *writer)
{
  miqat_json_begin_array (writer);
  miqat_json_name (writer, "a");
}

static void
misuse_value_without_name (MiqatJsonWriter *writer)
{
  miqat_json_begin_object (writer);
  miqat_json_int (writer, 1);
}

static void
misuse_name_without_value (MiqatJsonWriter *writer)
{
  miqat_json_begin_object (writer);
  miqat_json_name (writer, "a");
  miqat_json_end_object (writer);
}

static void
misuse_two_names (MiqatJsonWriter *writer)
{
  miqat_json_begin_object (writer);
  miqat_json_name (writer, "a");
  miqat_json_name (writer, "b");
}

static void
misuse_wrong_end (MiqatJsonWriter *writer)
{
  miqat_json_begin_object (writer);
  miqat_json_end_array (writer);
}

static void
misuse_two_values (MiqatJsonWriter *writer)
{
  miqat_json_int (writer, 1);
  miqat_json_int (writer, 2);
}

static void
misuse_end_too_often (MiqatJsonWriter *writer)
{
  miqat_json_begin_array (writer);
  miqat_json_end_array (writer);
  miqat_json_end_array (writer);
}

static void
misuse_too_deep (MiqatJsonWriter *writer)
{
  for (guint i = 0; i <= MIQAT_JSON_DEPTH_MAX; i++)
    miqat_json_begin_array (writer);
}

static void
misuse_not_utf8 (MiqatJsonWriter *writer)
{
  miqat_json_text (writer, "\377");
}

static void
test_misuse (gconstpointer data)
{
  const Step *step = data;

  if (g_test_subprocess ()) {
    g_autoptr (GString) out = g_string_new (NULL);
    MiqatJsonWriter writer;

    miqat_json_writer_init (&writer, out);
    (*step) (&writer);
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    Step step;
  } misuses[] = {
    { "/json-writer/misuse/name-in-array", misuse_name_in_array },
    { "/json-writer/misuse/value-without-name", misuse_value_without_name },
    { "/json-writer/misuse/name-without-value", misuse_name_without_value },
    { "/json-writer/misuse/two-names", misuse_two_names },
    { "/json-writer/misuse/wrong-end", misuse_wrong_end },
    { "/json-writer/misuse/two-values", misuse_two_values },
    { "/json-writer/misuse/end-too-often", misuse_end_too_often },
    { "/json-writer/misuse/too-deep", misuse_too_deep },
    { "/json-writer/misuse/not-utf8", misuse_not_utf8 },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-writer/document", test_document);
  g_test_add_func ("/json-writer/single-values", test_single_values);
  for (guint i = 0; i < G_N_ELEMENTS (misuses); i++)
    g_test_add_data_func (misuses[i].path, &misuses[i].step, test_misuse);
  return g_test_run ();
}
