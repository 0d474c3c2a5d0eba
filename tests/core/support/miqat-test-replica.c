/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workstation for tests: the hub's rows as its office may have them, written at once instead of by
 * sync. */
#include "config.h"

#include "miqat-id.h"
#include "miqat-schema.h"
#include "miqat-scope.h"
#include "miqat-test-private.h"

typedef struct {
  MiqatTestAgency *hub;
  MiqatTestAgency *replica;
  const char *branch_id; /* NULL: the head office */
  MiqatDb *from;
  MiqatDb *to;
  const MiqatTable *table;
  const MiqatTableSchema *schema; /* as `from` knows it */
  const MiqatTableSchema *target; /* as `to` knows it: a connection keeps statements with it */
} Copy;

static guint
find_column (const Copy *copy, const char *name)
{
  for (guint i = 0; i < copy->schema->n_columns; i++)
    if (g_str_equal (copy->schema->columns[i].name, name))
      return i;
  g_error ("table %s has no column %s", copy->schema->name, name);
}

typedef struct {
  const Copy *copy;
  const MiqatValue *values;
} Row;

static const MiqatValue *
look_up (gconstpointer data, const char *column)
{
  const Row *row = data;

  for (guint i = 0; i < row->copy->schema->n_columns; i++)
    if (g_str_equal (row->copy->schema->columns[i].name, column))
      return &row->values[i];
  return NULL;
}

/* Each database seals with its own key. */
static gboolean
seal_anew (const Copy *copy, MiqatValue *values, GError **error)
{
  const MiqatSealedColumn *sealed = copy->table->sealed;

  for (; sealed != NULL && sealed->column != NULL; sealed++) {
    MiqatValue *value = &values[find_column (copy, sealed->column)];
    g_autofree char *text = NULL;

    if (value->kind != MIQAT_VALUE_BYTES)
      continue;
    text = miqat_open (miqat_site_get_key (copy->hub->site), sealed->context, value->bytes, error);
    if (text == NULL)
      return FALSE;
    g_bytes_unref (value->bytes);
    value->bytes = miqat_seal (miqat_site_get_key (copy->replica->site), sealed->context, text);
    if (sealed->index_column != NULL) {
      MiqatValue *index = &values[find_column (copy, sealed->index_column)];

      miqat_value_clear (index);
      index->kind = MIQAT_VALUE_TEXT;
      index->text = miqat_blind_index (miqat_site_get_key (copy->replica->site), sealed->context,
                                       text);
    }
  }
  return TRUE;
}

static gboolean
copy_row (const MiqatValue *values, const char *key, gpointer data, GError **error)
{
  const Copy *copy = data;
  const Row row = { copy, values };
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func (g_free);
  MiqatValue *own;
  gboolean written;

  if (!miqat_scope_of_row (copy->from, copy->table, key, look_up, &row, scopes, error))
    return FALSE;
  if (!miqat_scope_admits (scopes, copy->branch_id) || scopes->len == 0)
    return TRUE;
  own = g_new0 (MiqatValue, copy->schema->n_columns);
  for (guint i = 0; i < copy->schema->n_columns; i++)
    miqat_value_copy (&values[i], &own[i]);
  written = seal_anew (copy, own,
                       error) && miqat_db_insert_row (copy->to, copy->target, own, error);
  miqat_values_free (own, copy->schema->n_columns);
  return written;
}

static gboolean
copy_tables (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  Copy *copy = data;
  g_auto (GStrv) names = miqat_db_list_tables (copy->from, error);

  copy->to = db;
  if (names == NULL || !miqat_db_set_constraints (db, FALSE, error))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++) {
    copy->table = miqat_site_find_table (copy->hub->site, names[i]);
    if (copy->table == NULL || copy->table->scope == MIQAT_SCOPE_LOCAL || copy->table->scope == MIQAT_SCOPE_HUB)
      continue;
    copy->schema = miqat_db_get_table (copy->from, names[i], error);
    copy->target = miqat_db_get_table (copy->to, names[i], error);
    if (copy->schema == NULL || copy->target == NULL
        || !miqat_db_each_row (copy->from, copy->schema, NULL, NULL, NULL, G_MAXINT, copy_row, copy, error))
      return FALSE;
  }
  return miqat_db_check_foreign_keys (db, error) && miqat_db_set_constraints (db, TRUE, error);
}

static void
copy_names (MiqatTestAgency *self, const MiqatTestAgency *hub)
{
  self->pusat = hub->pusat;
  self->surabaya = hub->surabaya;
  self->makassar = hub->makassar;
  self->mitra = hub->mitra;
  self->agen = hub->agen;
  self->reseller = hub->reseller;
  self->makassar_mitra = hub->makassar_mitra;
  self->pusat_staff = hub->pusat_staff;
  self->surabaya_staff = hub->surabaya_staff;
  self->makassar_staff = hub->makassar_staff;
  self->pusat_sales = hub->pusat_sales;
  self->surabaya_sales = hub->surabaya_sales;
  self->makassar_sales = hub->makassar_sales;
}

MiqatTestAgency *
miqat_test_agency_new_replica (MiqatTestAgency *hub, const char *node_id, const char *series)
{
  g_autofree char *device_id = miqat_id_new (hub->clock.instant);
  const MiqatSiteIdentity identity = {
    .role = MIQAT_SITE_REPLICA,
    .node_id = node_id,
    .device_id = device_id,
    .code = series,
    .zone = MIQAT_ZONE_WIB,
    .hub_url = "https://contoh.id",
  };
  MiqatTestAgency *self = miqat_test_agency_new_empty (&identity);
  Copy copy = {
    .hub = hub,
    .replica = self,
    .branch_id = g_strcmp0 (node_id, hub->pusat) == 0 ? NULL : node_id,
    .from = miqat_test_agency_read (hub),
  };
  g_autoptr (GError) error = NULL;

  self->clock.instant = hub->clock.instant;
  copy_names (self, hub);
  if (!miqat_writer_run (miqat_site_get_writer (self->site), MIQAT_WRITER_ONCE, copy_tables, &copy, NULL, NULL, &error))
    g_error ("the workstation could not be filled: %s", error->message);
  return self;
}
