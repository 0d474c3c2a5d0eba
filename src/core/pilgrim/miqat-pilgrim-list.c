/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's window over pilgrims. */
#include "config.h"

#include "miqat-pilgrim-list.h"
#include "miqat-rows.h"
#include "miqat-search.h"

enum { SQL_BY_NAME, SQL_NEWEST, SQL_SEARCH_BY_NAME, SQL_SEARCH_NEWEST, SQL_ROW, N_SQL };

#define IN_SCOPE \
  " CAST(:node_id AS TEXT) IS NULL AND (CAST(:branch_id AS TEXT) IS NULL OR EXISTS" \
  " (SELECT 1 FROM pilgrim_branches b WHERE b.pilgrim_id = p.id AND b.branch_id = :branch_id))"
/* The newest hits, found before they are sorted. */
#define HITS \
  "WITH hits AS (SELECT p.id FROM search_words w" \
  " JOIN search_rows r ON r.id = w.rowid AND r.kind = 'pilgrims' JOIN pilgrims p ON p.id = r.row_key" \
  " WHERE w.words MATCH :query AND" IN_SCOPE " ORDER BY w.rowid DESC LIMIT 2000)" \
  " SELECT p.rowid FROM hits h JOIN pilgrims p ON p.id = h.id"

static const char *const sql[N_SQL] = {
  [SQL_BY_NAME] = "SELECT p.rowid FROM pilgrims p WHERE" IN_SCOPE " ORDER BY p.name_key, p.id",
  [SQL_NEWEST] = "SELECT p.rowid FROM pilgrims p WHERE" IN_SCOPE " ORDER BY p.created_at DESC, p.id DESC",
  [SQL_SEARCH_BY_NAME] = HITS " ORDER BY p.name_key, p.id",
  [SQL_SEARCH_NEWEST] = HITS " ORDER BY p.created_at DESC, p.id DESC",
  [SQL_ROW] =
    "SELECT id, full_name, gender, date_of_birth, phone, regency, passport_expiry_date,"
    " nik_index IS NOT NULL, has_passport, created_at FROM pilgrims WHERE rowid = :row",
};

const MiqatStatements miqat_pilgrim_list_statements
  = { "pilgrim-list", sql, N_SQL, (G_GUINT64_CONSTANT (1) << N_SQL) - 1 };

struct _MiqatPilgrimItem {
  GObject parent_instance;

  char *id;
  char *full_name;
  char *gender;
  char *date_of_birth;
  char *phone;
  char *regency;
  char *passport_expiry_date;
  gboolean has_nik;
  gboolean has_passport;
  MiqatInstant created_at;
};

G_DEFINE_FINAL_TYPE (MiqatPilgrimItem, miqat_pilgrim_item, G_TYPE_OBJECT)

static void
miqat_pilgrim_item_finalize (GObject *object)
{
  MiqatPilgrimItem *self = MIQAT_PILGRIM_ITEM (object);

  g_free (self->id);
  g_free (self->full_name);
  g_free (self->gender);
  g_free (self->date_of_birth);
  g_free (self->phone);
  g_free (self->regency);
  g_free (self->passport_expiry_date);
  G_OBJECT_CLASS (miqat_pilgrim_item_parent_class)->finalize (object);
}

static void
miqat_pilgrim_item_class_init (MiqatPilgrimItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = miqat_pilgrim_item_finalize;
}

static void
miqat_pilgrim_item_init (MiqatPilgrimItem *self)
{
}

static gpointer
make_item (MiqatStatement *row, gpointer data)
{
  MiqatPilgrimItem *self = g_object_new (MIQAT_TYPE_PILGRIM_ITEM, NULL);

  self->id = miqat_statement_dup_text (row, 0);
  self->full_name = miqat_statement_dup_text (row, 1);
  self->gender = miqat_statement_dup_text (row, 2);
  self->date_of_birth = miqat_statement_dup_text (row, 3);
  self->phone = miqat_statement_dup_text (row, 4);
  self->regency = miqat_statement_dup_text (row, 5);
  self->passport_expiry_date = miqat_statement_dup_text (row, 6);
  self->has_nik = miqat_statement_get_int (row, 7) != 0;
  self->has_passport = miqat_statement_get_int (row, 8) != 0;
  self->created_at = miqat_statement_get_int (row, 9);
  return self;
}

const char *
miqat_pilgrim_item_get_id (MiqatPilgrimItem *self)
{
  return self->id;
}

const char *
miqat_pilgrim_item_get_full_name (MiqatPilgrimItem *self)
{
  return self->full_name;
}

const char *
miqat_pilgrim_item_get_gender (MiqatPilgrimItem *self)
{
  return self->gender;
}

const char *
miqat_pilgrim_item_get_date_of_birth (MiqatPilgrimItem *self)
{
  return self->date_of_birth;
}

const char *
miqat_pilgrim_item_get_phone (MiqatPilgrimItem *self)
{
  return self->phone;
}

const char *
miqat_pilgrim_item_get_regency (MiqatPilgrimItem *self)
{
  return self->regency;
}

const char *
miqat_pilgrim_item_get_passport_expiry_date (MiqatPilgrimItem *self)
{
  return self->passport_expiry_date;
}

gboolean
miqat_pilgrim_item_has_nik (MiqatPilgrimItem *self)
{
  return self->has_nik;
}

gboolean
miqat_pilgrim_item_has_passport (MiqatPilgrimItem *self)
{
  return self->has_passport;
}

MiqatInstant
miqat_pilgrim_item_get_created_at (MiqatPilgrimItem *self)
{
  return self->created_at;
}

/* ---- the model ------------------------------------------------------------------------------ */

typedef struct {
  char *branch_id;
  char *node_id;
  char *query;
} Filter;

static void
filter_free (gpointer data)
{
  Filter *self = data;

  g_free (self->branch_id);
  g_free (self->node_id);
  g_free (self->query);
  g_free (self);
}

static void
bind_filter (MiqatStatement *statement, gpointer data)
{
  const Filter *self = data;
  const MiqatReader reader = { self->branch_id, self->node_id };

  miqat_rows_bind_reader (statement, reader);
  if (self->query != NULL)
    miqat_statement_bind_text (statement, "query", self->query);
}

static void
init_source (const MiqatPilgrimFilter *filter, MiqatListSource *source)
{
  Filter *copy = g_new0 (Filter, 1);
  gboolean by_name = filter->sort == MIQAT_PILGRIM_SORT_NAME;

  copy->branch_id = g_strdup (filter->reader.branch_id);
  copy->node_id = g_strdup (filter->reader.node_id);
  copy->query = filter->search != NULL ? miqat_search_make_query (filter->search) : NULL;
  *source = (MiqatListSource) {
    .statements = &miqat_pilgrim_list_statements,
    .rows = copy->query != NULL ? (by_name ? SQL_SEARCH_BY_NAME : SQL_SEARCH_NEWEST)
                                : (by_name ? SQL_BY_NAME : SQL_NEWEST),
    .page = SQL_ROW,
    .bind = bind_filter,
    .item = make_item,
    .data = copy,
    .data_free = filter_free,
    .item_type = MIQAT_TYPE_PILGRIM_ITEM,
  };
}

MiqatListModel *
miqat_pilgrim_list_model_new (MiqatDb *db, const MiqatPilgrimFilter *filter)
{
  MiqatListSource source;

  init_source (filter, &source);
  return miqat_list_model_new (db, &source);
}

gboolean
miqat_pilgrim_list_model_set_filter (MiqatListModel *model, const MiqatPilgrimFilter *filter, GError **error)
{
  MiqatListSource source;

  init_source (filter, &source);
  return miqat_list_model_set_source (model, &source, error);
}
