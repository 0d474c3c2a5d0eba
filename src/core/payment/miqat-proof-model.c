/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transfer proofs as a list model for the office. */
#include "config.h"

#include "miqat-payment-private.h"

#define SCOPE \
  " CAST (:node_id AS TEXT) IS NULL AND (branch_id = :branch_id OR :branch_id IS NULL)"

enum { SQL_WAITING, SQL_DECIDED, SQL_ALL, SQL_PAGE, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_WAITING] =
    "SELECT rowid FROM payment_proofs WHERE status = 'waiting' AND" SCOPE
    " ORDER BY submitted_at, id",
  [SQL_DECIDED] =
    "SELECT rowid FROM payment_proofs WHERE status IN ('approved', 'rejected') AND" SCOPE
    " ORDER BY submitted_at DESC, id DESC",
  [SQL_ALL] =
    "SELECT rowid FROM payment_proofs WHERE" SCOPE " ORDER BY submitted_at DESC, id DESC",
  [SQL_PAGE] = "SELECT " MIQAT_PROOF_COLUMNS MIQAT_PROOF_FROM " WHERE p.rowid = :row",
};

const MiqatStatements miqat_proof_model_statements = { "proof-model", sql, N_SQL, 0xf };

struct _MiqatProofItem {
  GObject parent_instance;
  MiqatProof *proof;
};

G_DEFINE_FINAL_TYPE (MiqatProofItem, miqat_proof_item, G_TYPE_OBJECT)

static void
miqat_proof_item_finalize (GObject *object)
{
  MiqatProofItem *self = MIQAT_PROOF_ITEM (object);

  g_clear_pointer (&self->proof, miqat_proof_free);
  G_OBJECT_CLASS (miqat_proof_item_parent_class)->finalize (object);
}

static void
miqat_proof_item_class_init (MiqatProofItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = miqat_proof_item_finalize;
}

static void
miqat_proof_item_init (MiqatProofItem *self)
{
}

const MiqatProof *
miqat_proof_item_get_proof (MiqatProofItem *self)
{
  g_return_val_if_fail (MIQAT_IS_PROOF_ITEM (self), NULL);

  return self->proof;
}

/* ---- the source ----------------------------------------------------------------------------- */

/* Who looks, kept as long as the source. */
typedef struct {
  MiqatDb *db;
  char *branch_id;
  char *node_id;
} Looker;

static void
looker_free (gpointer data)
{
  Looker *self = data;

  g_free (self->branch_id);
  g_free (self->node_id);
  g_free (self);
}

static void
bind_looker (MiqatStatement *statement, gpointer data)
{
  const Looker *looker = data;

  miqat_statement_bind_text (statement, "branch_id", looker->branch_id);
  miqat_statement_bind_text (statement, "node_id", looker->node_id);
}

static gpointer
make_item (MiqatStatement *row, gpointer data)
{
  const Looker *looker = data;
  MiqatProofItem *item = g_object_new (MIQAT_TYPE_PROOF_ITEM, NULL);

  item->proof = miqat_proof_read (row, 0);
  /* A booking that cannot be read leaves the row without its code and payer, which shows. */
  miqat_proof_complete (looker->db, item->proof, NULL);
  return item;
}

static MiqatListSource
make_source (MiqatDb *db, MiqatReader reader, MiqatProofFilter filter)
{
  static const guint rows[] = { SQL_WAITING, SQL_DECIDED, SQL_ALL };
  Looker *looker = g_new0 (Looker, 1);

  looker->db = db;
  looker->branch_id = g_strdup (reader.branch_id);
  looker->node_id = g_strdup (reader.node_id);
  return (MiqatListSource) {
    .statements = &miqat_proof_model_statements,
    .rows = rows[filter],
    .page = SQL_PAGE,
    .bind = bind_looker,
    .item = make_item,
    .data = looker,
    .data_free = looker_free,
    .item_type = MIQAT_TYPE_PROOF_ITEM,
  };
}

MiqatListModel *
miqat_proof_model_new (MiqatDb *db, MiqatReader reader, MiqatProofFilter filter)
{
  MiqatListSource source = make_source (db, reader, filter);

  return miqat_list_model_new (db, &source);
}

gboolean
miqat_proof_model_set_filter (MiqatListModel *model, MiqatDb *db, MiqatReader reader,
                              MiqatProofFilter filter, GError **error)
{
  MiqatListSource source = make_source (db, reader, filter);

  return miqat_list_model_set_source (model, &source, error);
}
