/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's windows over packages and departures. */
#include "config.h"

#include "miqat-catalog-list.h"
#include "miqat-search.h"

enum {
  SQL_PACKAGES,
  SQL_PACKAGES_SEARCH,
  SQL_PACKAGE,
  SQL_DEPARTURES_DATE,
  SQL_DEPARTURES_DATE_LAST,
  SQL_DEPARTURES_CODE,
  SQL_DEPARTURES_PACKAGE,
  SQL_DEPARTURES_SEATS,
  SQL_DEPARTURES_SEARCH,
  SQL_DEPARTURE,
  N_SQL
};

/* What every list of departures filters by. */
#define DEPARTURES \
  "SELECT d.rowid FROM departures d WHERE (d.status = :status OR :status IS NULL)" \
  " AND (d.package_id = :package_id OR :package_id IS NULL)" \
  " AND (d.departure_date >= :from_date OR :from_date IS NULL)"

static const char *const sql[N_SQL] = {
  [SQL_PACKAGES] =
    "SELECT rowid FROM packages WHERE status = :status OR :status IS NULL ORDER BY name, id",
  [SQL_PACKAGES_SEARCH] =
    "SELECT p.rowid FROM search_words w JOIN search_rows r ON r.id = w.rowid AND r.kind = 'packages'"
    " JOIN packages p ON p.id = r.row_key"
    " WHERE w.words MATCH :query AND (p.status = :status OR :status IS NULL) ORDER BY p.name, p.id",
  [SQL_PACKAGE] =
    "SELECT p.id, p.name, p.slug, p.kind, p.status, p.duration_days, p.max_price,"
    " (SELECT count(*) FROM departures d WHERE d.package_id = p.id AND d.status IN ('open', 'full')),"
    " coalesce((SELECT min(t.price) FROM departures d JOIN room_types t ON t.departure_id = d.id"
    "  WHERE d.package_id = p.id AND d.status IN ('open', 'full')), 0)"
    " FROM packages p WHERE p.rowid = :row",
  [SQL_DEPARTURES_DATE] = DEPARTURES " ORDER BY d.departure_date, d.code",
  [SQL_DEPARTURES_DATE_LAST] = DEPARTURES " ORDER BY d.departure_date DESC, d.code DESC",
  [SQL_DEPARTURES_CODE] = DEPARTURES " ORDER BY d.code",
  [SQL_DEPARTURES_PACKAGE] =
    DEPARTURES " ORDER BY (SELECT p.name FROM packages p WHERE p.id = d.package_id),"
    " d.departure_date, d.code",
  [SQL_DEPARTURES_SEATS] =
    DEPARTURES " ORDER BY d.total_seats - d.booked_seats, d.departure_date, d.code",
  [SQL_DEPARTURES_SEARCH] =
    DEPARTURES " AND (d.id IN (SELECT r.row_key FROM search_words w JOIN search_rows r ON r.id = w.rowid"
    "  WHERE w.words MATCH :query AND r.kind = 'departures')"
    " OR d.package_id IN (SELECT r.row_key FROM search_words w JOIN search_rows r ON r.id = w.rowid"
    "  WHERE w.words MATCH :query AND r.kind = 'packages'))"
    " ORDER BY d.departure_date, d.code",
  [SQL_DEPARTURE] =
    "SELECT d.id, d.code, p.name, d.departure_date, d.return_date, d.airline_code,"
    " d.flight_number, d.route, u.full_name, d.status, d.total_seats, d.booked_seats,"
    " coalesce((SELECT min(t.price) FROM room_types t WHERE t.departure_id = d.id), 0)"
    " FROM departures d JOIN packages p ON p.id = d.package_id"
    " LEFT JOIN users u ON u.id = d.branch_id WHERE d.rowid = :row",
};

/* All of them go by row numbers, or by the search index: SQLite's alone. */
const MiqatStatements miqat_catalog_list_statements
  = { "catalog-list", sql, N_SQL, (G_GUINT64_CONSTANT (1) << N_SQL) - 1 };

/* ---- packages ------------------------------------------------------------------------------- */

struct _MiqatPackageItem {
  GObject parent_instance;

  char *id;
  char *name;
  char *slug;
  char *kind;
  char *status;
  int duration_days;
  gint64 max_price;
  gint64 departure_count;
  gint64 min_price;
};

G_DEFINE_FINAL_TYPE (MiqatPackageItem, miqat_package_item, G_TYPE_OBJECT)

static void
miqat_package_item_finalize (GObject *object)
{
  MiqatPackageItem *self = MIQAT_PACKAGE_ITEM (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->slug);
  g_free (self->kind);
  g_free (self->status);
  G_OBJECT_CLASS (miqat_package_item_parent_class)->finalize (object);
}

static void
miqat_package_item_class_init (MiqatPackageItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = miqat_package_item_finalize;
}

static void
miqat_package_item_init (MiqatPackageItem *self)
{
}

static gpointer
make_package_item (MiqatStatement *row, gpointer data)
{
  MiqatPackageItem *self = g_object_new (MIQAT_TYPE_PACKAGE_ITEM, NULL);

  self->id = miqat_statement_dup_text (row, 0);
  self->name = miqat_statement_dup_text (row, 1);
  self->slug = miqat_statement_dup_text (row, 2);
  self->kind = miqat_statement_dup_text (row, 3);
  self->status = miqat_statement_dup_text (row, 4);
  self->duration_days = (int) miqat_statement_get_int (row, 5);
  self->max_price = miqat_statement_get_int (row, 6);
  self->departure_count = miqat_statement_get_int (row, 7);
  self->min_price = miqat_statement_get_int (row, 8);
  return self;
}

const char *
miqat_package_item_get_id (MiqatPackageItem *self)
{
  return self->id;
}

const char *
miqat_package_item_get_name (MiqatPackageItem *self)
{
  return self->name;
}

const char *
miqat_package_item_get_slug (MiqatPackageItem *self)
{
  return self->slug;
}

const char *
miqat_package_item_get_kind (MiqatPackageItem *self)
{
  return self->kind;
}

const char *
miqat_package_item_get_status (MiqatPackageItem *self)
{
  return self->status;
}

int
miqat_package_item_get_duration_days (MiqatPackageItem *self)
{
  return self->duration_days;
}

gint64
miqat_package_item_get_max_price (MiqatPackageItem *self)
{
  return self->max_price;
}

gint64
miqat_package_item_get_departure_count (MiqatPackageItem *self)
{
  return self->departure_count;
}

gint64
miqat_package_item_get_min_price (MiqatPackageItem *self)
{
  return self->min_price;
}

/* ---- departures ----------------------------------------------------------------------------- */

struct _MiqatDepartureItem {
  GObject parent_instance;

  char *id;
  char *code;
  char *package_name;
  char *departure_date;
  char *return_date;
  char *airline_code;
  char *flight_number;
  char *route;
  char *branch_name;
  char *status;
  gint64 total_seats;
  gint64 booked_seats;
  gint64 min_price;
};

G_DEFINE_FINAL_TYPE (MiqatDepartureItem, miqat_departure_item, G_TYPE_OBJECT)

static void
miqat_departure_item_finalize (GObject *object)
{
  MiqatDepartureItem *self = MIQAT_DEPARTURE_ITEM (object);

  g_free (self->id);
  g_free (self->code);
  g_free (self->package_name);
  g_free (self->departure_date);
  g_free (self->return_date);
  g_free (self->airline_code);
  g_free (self->flight_number);
  g_free (self->route);
  g_free (self->branch_name);
  g_free (self->status);
  G_OBJECT_CLASS (miqat_departure_item_parent_class)->finalize (object);
}

static void
miqat_departure_item_class_init (MiqatDepartureItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = miqat_departure_item_finalize;
}

static void
miqat_departure_item_init (MiqatDepartureItem *self)
{
}

static gpointer
make_departure_item (MiqatStatement *row, gpointer data)
{
  MiqatDepartureItem *self = g_object_new (MIQAT_TYPE_DEPARTURE_ITEM, NULL);

  self->id = miqat_statement_dup_text (row, 0);
  self->code = miqat_statement_dup_text (row, 1);
  self->package_name = miqat_statement_dup_text (row, 2);
  self->departure_date = miqat_statement_dup_text (row, 3);
  self->return_date = miqat_statement_dup_text (row, 4);
  self->airline_code = miqat_statement_dup_text (row, 5);
  self->flight_number = miqat_statement_dup_text (row, 6);
  self->route = miqat_statement_dup_text (row, 7);
  self->branch_name = miqat_statement_dup_text (row, 8);
  self->status = miqat_statement_dup_text (row, 9);
  self->total_seats = miqat_statement_get_int (row, 10);
  self->booked_seats = miqat_statement_get_int (row, 11);
  self->min_price = miqat_statement_get_int (row, 12);
  return self;
}

const char *
miqat_departure_item_get_id (MiqatDepartureItem *self)
{
  return self->id;
}

const char *
miqat_departure_item_get_code (MiqatDepartureItem *self)
{
  return self->code;
}

const char *
miqat_departure_item_get_package_name (MiqatDepartureItem *self)
{
  return self->package_name;
}

const char *
miqat_departure_item_get_departure_date (MiqatDepartureItem *self)
{
  return self->departure_date;
}

const char *
miqat_departure_item_get_return_date (MiqatDepartureItem *self)
{
  return self->return_date;
}

const char *
miqat_departure_item_get_airline_code (MiqatDepartureItem *self)
{
  return self->airline_code;
}

const char *
miqat_departure_item_get_flight_number (MiqatDepartureItem *self)
{
  return self->flight_number;
}

const char *
miqat_departure_item_get_route (MiqatDepartureItem *self)
{
  return self->route;
}

const char *
miqat_departure_item_get_branch_name (MiqatDepartureItem *self)
{
  return self->branch_name;
}

const char *
miqat_departure_item_get_status (MiqatDepartureItem *self)
{
  return self->status;
}

gint64
miqat_departure_item_get_total_seats (MiqatDepartureItem *self)
{
  return self->total_seats;
}

gint64
miqat_departure_item_get_booked_seats (MiqatDepartureItem *self)
{
  return self->booked_seats;
}

gint64
miqat_departure_item_get_min_price (MiqatDepartureItem *self)
{
  return self->min_price;
}

/* ---- the models ----------------------------------------------------------------------------- */

/* A filter's own copy of its texts. */
typedef struct {
  char *status;
  char *package_id;
  char *from_date;
  char *query;
  gboolean of_departures;
} Filter;

static void
filter_free (gpointer data)
{
  Filter *self = data;

  g_free (self->status);
  g_free (self->package_id);
  g_free (self->from_date);
  g_free (self->query);
  g_free (self);
}

static void
bind_filter (MiqatStatement *statement, gpointer data)
{
  const Filter *self = data;

  miqat_statement_bind_text (statement, "status", self->status);
  if (self->of_departures) {
    miqat_statement_bind_text (statement, "package_id", self->package_id);
    miqat_statement_bind_text (statement, "from_date", self->from_date);
  }
  if (self->query != NULL)
    miqat_statement_bind_text (statement, "query", self->query);
}

static void
init_package_source (const MiqatPackageFilter *filter, MiqatListSource *source)
{
  Filter *copy = g_new0 (Filter, 1);

  copy->status = g_strdup (filter->status);
  copy->query = filter->search != NULL ? miqat_search_make_query (filter->search) : NULL;
  *source = (MiqatListSource) {
    .statements = &miqat_catalog_list_statements,
    .rows = copy->query != NULL ? SQL_PACKAGES_SEARCH : SQL_PACKAGES,
    .page = SQL_PACKAGE,
    .bind = bind_filter,
    .item = make_package_item,
    .data = copy,
    .data_free = filter_free,
    .item_type = MIQAT_TYPE_PACKAGE_ITEM,
  };
}

static guint
get_departure_rows (MiqatDepartureSort sort)
{
  switch (sort) {
  case MIQAT_DEPARTURE_SORT_DATE:
    return SQL_DEPARTURES_DATE;
  case MIQAT_DEPARTURE_SORT_DATE_LAST:
    return SQL_DEPARTURES_DATE_LAST;
  case MIQAT_DEPARTURE_SORT_CODE:
    return SQL_DEPARTURES_CODE;
  case MIQAT_DEPARTURE_SORT_PACKAGE:
    return SQL_DEPARTURES_PACKAGE;
  case MIQAT_DEPARTURE_SORT_SEATS_LEFT:
    return SQL_DEPARTURES_SEATS;
  }
  g_assert_not_reached ();
}

static void
init_departure_source (const MiqatDepartureFilter *filter, MiqatListSource *source)
{
  Filter *copy = g_new0 (Filter, 1);

  copy->of_departures = TRUE;
  copy->status = g_strdup (filter->status);
  copy->package_id = g_strdup (filter->package_id);
  copy->from_date = g_strdup (filter->from_date);
  copy->query = filter->search != NULL ? miqat_search_make_query (filter->search) : NULL;
  *source = (MiqatListSource) {
    .statements = &miqat_catalog_list_statements,
    .rows = copy->query != NULL ? SQL_DEPARTURES_SEARCH : get_departure_rows (filter->sort),
    .page = SQL_DEPARTURE,
    .bind = bind_filter,
    .item = make_departure_item,
    .data = copy,
    .data_free = filter_free,
    .item_type = MIQAT_TYPE_DEPARTURE_ITEM,
  };
}

MiqatListModel *
miqat_package_list_model_new (MiqatDb *db, const MiqatPackageFilter *filter)
{
  MiqatListSource source;

  init_package_source (filter, &source);
  return miqat_list_model_new (db, &source);
}

gboolean
miqat_package_list_model_set_filter (MiqatListModel *model, const MiqatPackageFilter *filter, GError **error)
{
  MiqatListSource source;

  init_package_source (filter, &source);
  return miqat_list_model_set_source (model, &source, error);
}

MiqatListModel *
miqat_departure_list_model_new (MiqatDb *db, const MiqatDepartureFilter *filter)
{
  MiqatListSource source;

  init_departure_source (filter, &source);
  return miqat_list_model_new (db, &source);
}

gboolean
miqat_departure_list_model_set_filter (MiqatListModel *model, const MiqatDepartureFilter *filter, GError **error)
{
  MiqatListSource source;

  init_departure_source (filter, &source);
  return miqat_list_model_set_source (model, &source, error);
}
