/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's window over bookings. Each wanted order has a statement that walks the index made for
 * it; the commonest ones, without a filter, never touch the table. */
#include "config.h"

#include "miqat-booking-list.h"
#include "miqat-booking-private.h"
#include "miqat-rows.h"
#include "miqat-search.h"
#include "miqat-waiting.h"

/* In each group the three orders follow each other as in MiqatBookingSort. */
enum {
  SQL_ALL,
  SQL_ALL_DEPARTURE,
  SQL_ALL_CONTACT,
  SQL_STATUS,
  SQL_STATUS_DEPARTURE,
  SQL_STATUS_CONTACT,
  SQL_BRANCH,
  SQL_BRANCH_DEPARTURE,
  SQL_BRANCH_CONTACT,
  SQL_NODE,
  SQL_NODE_DEPARTURE,
  SQL_NODE_CONTACT,
  SQL_DEPARTURE,
  SQL_DEPARTURE_DEPARTURE,
  SQL_DEPARTURE_CONTACT,
  SQL_SEARCH,
  SQL_SEARCH_DEPARTURE,
  SQL_SEARCH_CONTACT,
  SQL_ROW,
  N_SQL
};

#define NEWEST " ORDER BY b.created_at DESC, b.id DESC"
/* For indexes that end with the time: the row number is in every index, so nothing is sorted. */
#define NEWEST_ROW " ORDER BY b.created_at DESC, b.rowid DESC"
#define DEPARTURE " ORDER BY b.departure_date, b.booking_code"
#define CONTACT " ORDER BY b.contact_key, b.booking_code"

#define ALL "SELECT b.rowid FROM bookings b"
#define STATUS "SELECT b.rowid FROM bookings b WHERE b.status = :status"
#define OF_BRANCH \
  "SELECT b.rowid FROM bookings b WHERE b.branch_id = :branch_id" \
  " AND (CAST(:status AS TEXT) IS NULL OR b.status = :status)"
#define OF_NODE \
  "SELECT b.rowid FROM hierarchy_paths h JOIN bookings b ON b.seller_id = h.descendant_id" \
  " WHERE h.ancestor_id = :node_id AND (CAST(:branch_id AS TEXT) IS NULL OR b.branch_id = :branch_id)" \
  " AND (CAST(:status AS TEXT) IS NULL OR b.status = :status)"
#define OF_DEPARTURE \
  "SELECT b.rowid FROM bookings b WHERE b.departure_id = :departure_id" \
  " AND (CAST(:status AS TEXT) IS NULL OR b.status = :status) AND" MIQAT_BOOKING_IN_SCOPE
/* A booking is found by its own words, or by those of its payer and its travellers. */
#define SEARCH \
  "WITH words AS (SELECT r.kind, r.row_key FROM search_words w JOIN search_rows r ON r.id = w.rowid" \
  "  WHERE w.words MATCH :query AND r.kind IN ('bookings', 'payers', 'pilgrims')" \
  "  ORDER BY w.rowid DESC LIMIT 4000)," \
  " hits AS (SELECT row_key AS id FROM words WHERE kind = 'bookings'" \
  "  UNION SELECT y.id FROM words x JOIN bookings y ON y.payer_id = x.row_key WHERE x.kind = 'payers'" \
  "  UNION SELECT t.booking_id FROM words x JOIN booking_travellers t ON t.pilgrim_id = x.row_key" \
  "   WHERE x.kind = 'pilgrims')," \
  " newest AS (SELECT b.id FROM hits h JOIN bookings b ON b.id = h.id" \
  "  WHERE (CAST(:status AS TEXT) IS NULL OR b.status = :status)" \
  "  AND (CAST(:departure_id AS TEXT) IS NULL OR b.departure_id = :departure_id)" \
  "  AND" MIQAT_BOOKING_IN_SCOPE " ORDER BY b.created_at DESC, b.id DESC LIMIT 2000)" \
  " SELECT b.rowid FROM newest n JOIN bookings b ON b.id = n.id"

static const char *const sql[N_SQL] = {
  [SQL_ALL] = ALL NEWEST,
  [SQL_ALL_DEPARTURE] = ALL DEPARTURE,
  [SQL_ALL_CONTACT] = ALL CONTACT,
  [SQL_STATUS] = STATUS NEWEST_ROW,
  [SQL_STATUS_DEPARTURE] = STATUS DEPARTURE,
  [SQL_STATUS_CONTACT] = STATUS CONTACT,
  [SQL_BRANCH] = OF_BRANCH NEWEST_ROW,
  [SQL_BRANCH_DEPARTURE] = OF_BRANCH DEPARTURE,
  [SQL_BRANCH_CONTACT] = OF_BRANCH CONTACT,
  [SQL_NODE] = OF_NODE NEWEST,
  [SQL_NODE_DEPARTURE] = OF_NODE DEPARTURE,
  [SQL_NODE_CONTACT] = OF_NODE CONTACT,
  [SQL_DEPARTURE] = OF_DEPARTURE NEWEST,
  [SQL_DEPARTURE_DEPARTURE] = OF_DEPARTURE DEPARTURE,
  [SQL_DEPARTURE_CONTACT] = OF_DEPARTURE CONTACT,
  [SQL_SEARCH] = SEARCH NEWEST,
  [SQL_SEARCH_DEPARTURE] = SEARCH DEPARTURE,
  [SQL_SEARCH_CONTACT] = SEARCH CONTACT,
  /* The last column changes nothing but the row's digest: certainty rests on the queue. */
  [SQL_ROW] =
    "SELECT b.id, b.booking_code, y.full_name, y.phone, k.name, d.code, b.departure_date, o.full_name,"
    " s.full_name, b.pax_count, b.total_price, b.amount_paid, b.status,"
    " CASE WHEN l.status = 'active' THEN coalesce(l.expires_at, 0) ELSE 0 END, b.created_at, q.kind,"
    " (SELECT count(*) FROM pending_commands c WHERE c.state = 'waiting')"
    " FROM bookings b JOIN departures d ON d.id = b.departure_id JOIN packages k ON k.id = d.package_id"
    " JOIN seat_locks l ON l.booking_id = b.id JOIN seat_pools q ON q.id = l.pool_id"
    " LEFT JOIN users o ON o.id = b.branch_id LEFT JOIN users s ON s.id = b.seller_id"
    " LEFT JOIN payers y ON y.id = b.payer_id WHERE b.rowid = :row",
};

const MiqatStatements miqat_booking_list_statements
  = { "booking-list", sql, N_SQL, (G_GUINT64_CONSTANT (1) << N_SQL) - 1 };

/* ---- items ---------------------------------------------------------------------------------- */

struct _MiqatBookingItem {
  GObject parent_instance;

  char *id;
  char *code;
  char *contact_name;
  char *contact_phone;
  char *package_name;
  char *departure_code;
  char *departure_date;
  char *branch_name;
  char *seller_name;
  guint pax_count;
  gint64 total_price;
  gint64 amount_paid;
  MiqatBookingStatus status;
  MiqatInstant expires_at;
  MiqatInstant created_at;
  gboolean certain;
};

G_DEFINE_FINAL_TYPE (MiqatBookingItem, miqat_booking_item, G_TYPE_OBJECT)

static void
miqat_booking_item_finalize (GObject *object)
{
  MiqatBookingItem *self = MIQAT_BOOKING_ITEM (object);

  g_free (self->id);
  g_free (self->code);
  g_free (self->contact_name);
  g_free (self->contact_phone);
  g_free (self->package_name);
  g_free (self->departure_code);
  g_free (self->departure_date);
  g_free (self->branch_name);
  g_free (self->seller_name);
  G_OBJECT_CLASS (miqat_booking_item_parent_class)->finalize (object);
}

static void
miqat_booking_item_class_init (MiqatBookingItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = miqat_booking_item_finalize;
}

static void
miqat_booking_item_init (MiqatBookingItem *self)
{
}

#define GETTER(type, field)                                        \
  type miqat_booking_item_get_##field (MiqatBookingItem *self)     \
  {                                                                \
    return self->field;                                            \
  }

GETTER (const char *, id)
GETTER (const char *, code)
GETTER (const char *, contact_name)
GETTER (const char *, contact_phone)
GETTER (const char *, package_name)
GETTER (const char *, departure_code)
GETTER (const char *, departure_date)
GETTER (const char *, branch_name)
GETTER (const char *, seller_name)
GETTER (guint, pax_count)
GETTER (gint64, total_price)
GETTER (gint64, amount_paid)
GETTER (MiqatBookingStatus, status)
GETTER (MiqatInstant, expires_at)
GETTER (MiqatInstant, created_at)

gboolean
miqat_booking_item_is_certain (MiqatBookingItem *self)
{
  return self->certain;
}

/* ---- the model ------------------------------------------------------------------------------ */

/* A filter's own copy, and what is read once per refresh. */
typedef struct {
  MiqatDb *db;
  MiqatClock *clock;
  char *status;
  char *departure_id;
  char *query;
  char *branch_id;
  char *node_id;
  guint group; /* the first statement of the group */
  GHashTable *waiting; /* ids that wait for the hub; NULL: not read yet */
} Filter;

static void
filter_free (gpointer data)
{
  Filter *self = data;

  g_free (self->status);
  g_free (self->departure_id);
  g_free (self->query);
  g_free (self->branch_id);
  g_free (self->node_id);
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  g_free (self);
}

static void
bind_filter (MiqatStatement *statement, gpointer data)
{
  Filter *self = data;

  /* What waited may have been answered. */
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  if (self->group == SQL_ALL)
    return;
  miqat_statement_bind_text (statement, "status", self->status);
  if (self->group == SQL_STATUS)
    return;
  miqat_statement_bind_text (statement, "branch_id", self->branch_id);
  if (self->group == SQL_BRANCH)
    return;
  miqat_statement_bind_text (statement, "node_id", self->node_id);
  if (self->group == SQL_NODE)
    return;
  miqat_statement_bind_text (statement, "departure_id", self->departure_id);
  if (self->group == SQL_SEARCH)
    miqat_statement_bind_text (statement, "query", self->query);
}

static gboolean
is_certain (Filter *filter, const char *id, const char *pool)
{
  if (miqat_pool_from_name (pool) == MIQAT_POOL_LEASE)
    return TRUE;
  if (filter->waiting == NULL)
    filter->waiting = miqat_waiting_list_made (filter->db, miqat_booking_making_commands,
                                               MIQAT_BOOKING_LABEL, NULL);
  /* What cannot be told is not certain. */
  return filter->waiting != NULL && !g_hash_table_contains (filter->waiting, id);
}

static gpointer
make_item (MiqatStatement *row, gpointer data)
{
  Filter *filter = data;
  MiqatBookingItem *self = g_object_new (MIQAT_TYPE_BOOKING_ITEM, NULL);
  MiqatBookingStatus stored = MIQAT_BOOKING_EXPIRED;

  self->id = miqat_statement_dup_text (row, 0);
  self->code = miqat_statement_dup_text (row, 1);
  self->contact_name = miqat_statement_dup_text (row, 2);
  self->contact_phone = miqat_statement_dup_text (row, 3);
  self->package_name = miqat_statement_dup_text (row, 4);
  self->departure_code = miqat_statement_dup_text (row, 5);
  self->departure_date = miqat_statement_dup_text (row, 6);
  self->branch_name = miqat_statement_dup_text (row, 7);
  self->seller_name = miqat_statement_dup_text (row, 8);
  self->pax_count = (guint) miqat_statement_get_int (row, 9);
  self->total_price = miqat_statement_get_int (row, 10);
  self->amount_paid = miqat_statement_get_int (row, 11);
  miqat_booking_status_from_name (miqat_statement_get_text (row, 12), &stored);
  self->expires_at = miqat_statement_get_int (row, 13);
  self->created_at = miqat_statement_get_int (row, 14);
  self->status = miqat_booking_status_at (stored, self->expires_at, miqat_clock_now (filter->clock));
  self->certain = is_certain (filter, self->id, miqat_statement_get_text (row, 15));
  return self;
}

static guint
get_group (const Filter *filter)
{
  if (filter->query != NULL)
    return SQL_SEARCH;
  if (filter->departure_id != NULL)
    return SQL_DEPARTURE;
  if (filter->node_id != NULL)
    return SQL_NODE;
  if (filter->branch_id != NULL)
    return SQL_BRANCH;
  return filter->status != NULL ? SQL_STATUS : SQL_ALL;
}

static void
init_source (MiqatDb *db, const MiqatBookingFilter *filter, MiqatListSource *source)
{
  Filter *copy = g_new0 (Filter, 1);

  copy->db = db;
  copy->clock = filter->clock != NULL ? filter->clock : miqat_clock_get_system ();
  if (filter->status != MIQAT_BOOKING_STATUS_ANY)
    copy->status = g_strdup (miqat_booking_status_get_name ((MiqatBookingStatus) filter->status));
  copy->departure_id = g_strdup (filter->departure_id);
  copy->query = filter->search != NULL ? miqat_search_make_query (filter->search) : NULL;
  copy->branch_id = g_strdup (filter->reader.branch_id);
  copy->node_id = g_strdup (filter->reader.node_id);
  copy->group = get_group (copy);
  *source = (MiqatListSource) {
    .statements = &miqat_booking_list_statements,
    .rows = copy->group + filter->sort,
    .page = SQL_ROW,
    .bind = bind_filter,
    .item = make_item,
    .data = copy,
    .data_free = filter_free,
    .item_type = MIQAT_TYPE_BOOKING_ITEM,
  };
}

MiqatListModel *
miqat_booking_list_model_new (MiqatDb *db, const MiqatBookingFilter *filter)
{
  MiqatListSource source;
  MiqatListModel *model;

  init_source (db, filter, &source);
  model = miqat_list_model_new (db, &source);
  g_object_set_data (G_OBJECT (model), "miqat-db", db);
  return model;
}

gboolean
miqat_booking_list_model_set_filter (MiqatListModel *model, const MiqatBookingFilter *filter, GError **error)
{
  MiqatListSource source;

  init_source (g_object_get_data (G_OBJECT (model), "miqat-db"), filter, &source);
  return miqat_list_model_set_source (model, &source, error);
}
