/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids: form, order, and that derived ids are the same on every machine. */
#include "config.h"

#include "miqat-id.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1782063000123) * 1000)
#define PARENT "019ef000-0000-7000-8000-000000000001"

static void
test_form (void)
{
  g_autofree char *id = miqat_id_new (NOW + 456);
  g_autofree char *epoch = miqat_id_new (0);

  g_assert_true (miqat_id_is_valid (id));
  g_assert_true (miqat_id_is_valid (epoch));
  g_assert_cmpuint (strlen (id), ==, MIQAT_ID_SIZE - 1);
  g_assert_cmpint (id[14], ==, '7');
  g_assert_cmpint (miqat_id_get_instant (id), ==, NOW);
  g_assert_cmpint (miqat_id_get_instant (epoch), ==, 0);
  /* The example of RFC 9562, appendix A.6. */
  g_assert_cmpint (miqat_id_get_instant ("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"), ==,
                   G_GINT64_CONSTANT (1645557742000) * 1000);
}

static void
test_sorts_by_time (void)
{
  g_autofree char *previous = miqat_id_new (NOW);
  MiqatInstant now = NOW;

  for (guint i = 0; i < 5000; i++) {
    g_autofree char *id = NULL;

    now += 1000 * g_test_rand_int_range (1, 100000);
    id = miqat_id_new (now);
    g_assert_cmpstr (previous, <, id);
    g_assert_cmpint (miqat_id_get_instant (id), ==, now);
    g_free (previous);
    previous = g_steal_pointer (&id);
  }
}

static void
test_unique (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 5000; i++)
    g_assert_true (g_hash_table_add (seen, miqat_id_new (NOW)));
  for (guint i = 0; i < 5000; i++) {
    g_autofree char *label = g_strdup_printf ("traveller.%u", i);

    g_assert_true (g_hash_table_add (seen, miqat_id_derive (PARENT, label)));
  }
}

/* Fixed texts: a change here would part a workstation's prediction from the hub's truth. */
static void
test_derive (void)
{
  static const struct {
    const char *label, *id;
  } cases[] = {
    { "", "019ef000-0000-80c4-861d-ec0816e1e9b1" },
    { "invoice", "019ef000-0000-8e0f-851e-f83676e13eef" },
    { "traveller.1", "019ef000-0000-8eb4-89e8-d77aaa27f1d1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *id = miqat_id_derive (PARENT, cases[i].label);
    g_autofree char *further = miqat_id_derive (id, "further");

    g_assert_cmpstr (id, ==, cases[i].id);
    g_assert_true (miqat_id_is_valid (id));
    g_assert_cmpint (miqat_id_get_instant (id), ==, miqat_id_get_instant (PARENT));
    g_assert_true (miqat_id_is_valid (further));
    g_assert_cmpstr (further, !=, id);
    g_assert_cmpint (miqat_id_get_instant (further), ==, miqat_id_get_instant (PARENT));
  }
}

static void
test_refusals (void)
{
  static const char *const refused[] = {
    "",
    "019ef000-0000-7000-8000-00000000000",
    "019ef000-0000-7000-8000-0000000000011",
    "019EF000-0000-7000-8000-000000000001",
    "019ef000-0000-4000-8000-000000000001",
    "019ef000-0000-7000-c000-000000000001",
    "019ef000-0000-7000-7000-000000000001",
    "019ef0000000-7000-8000-0000-00000000",
    "019ef000-0000-7000-8000-00000000000g",
    "019ef000-0000-7000-8000-00000000000\n",
    "{19ef000-0000-7000-8000-00000000000}",
  };

  g_assert_false (miqat_id_is_valid (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (miqat_id_is_valid (refused[i]));
  g_assert_true (miqat_id_is_valid (PARENT));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/form", test_form);
  g_test_add_func ("/id/sorts-by-time", test_sorts_by_time);
  g_test_add_func ("/id/unique", test_unique);
  g_test_add_func ("/id/derive", test_derive);
  g_test_add_func ("/id/refusals", test_refusals);
  return g_test_run ();
}
