/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pilgrims, as the office lists them: without the numbers of their papers. */
#include "config.h"

#include "miqat-ctl-nouns.h"
#include "miqat-pilgrim-list.h"

#include <glib/gi18n.h>

typedef struct {
  const char *name, *gender, *date_of_birth, *phone, *regency, *id;
  gboolean has_nik, has_passport;
} Pilgrim;

static const MiqatCtlColumn pilgrim_columns[] = {
  MIQAT_CTL_COLUMN ("name", Pilgrim, name),
  MIQAT_CTL_COLUMN ("gender", Pilgrim, gender),
  MIQAT_CTL_COLUMN ("date_of_birth", Pilgrim, date_of_birth),
  MIQAT_CTL_COLUMN ("phone", Pilgrim, phone),
  MIQAT_CTL_COLUMN ("regency", Pilgrim, regency),
  MIQAT_CTL_COLUMN_OF (MIQAT_CTL_FLAG, "nik", Pilgrim, has_nik),
  MIQAT_CTL_COLUMN_OF (MIQAT_CTL_FLAG, "passport", Pilgrim, has_passport),
  MIQAT_CTL_COLUMN ("id", Pilgrim, id),
  { NULL },
};

static void
add_pilgrim (MiqatCtlTable *table, MiqatPilgrimItem *item)
{
  const Pilgrim pilgrim = {
    .name = miqat_pilgrim_item_get_full_name (item),
    .gender = miqat_pilgrim_item_get_gender (item),
    .date_of_birth = miqat_pilgrim_item_get_date_of_birth (item),
    .phone = miqat_pilgrim_item_get_phone (item),
    .regency = miqat_pilgrim_item_get_regency (item),
    .has_nik = miqat_pilgrim_item_has_nik (item),
    .has_passport = miqat_pilgrim_item_has_passport (item),
    .id = miqat_pilgrim_item_get_id (item),
  };

  miqat_ctl_table_add (table, &pilgrim);
}

static gboolean
fill_pilgrims (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  const MiqatPilgrimFilter filter = { .search = query->search, .reader = query->reader };
  g_autoptr (MiqatListModel) model = miqat_pilgrim_list_model_new (db, &filter);
  guint count;

  if (!miqat_list_model_refresh (model, error))
    return FALSE;
  count = MIN (g_list_model_get_n_items (G_LIST_MODEL (model)), query->limit);
  for (guint i = 0; i < count; i++) {
    g_autoptr (MiqatPilgrimItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);

    add_pilgrim (table, item);
  }
  return TRUE;
}

const MiqatCtlNoun miqat_ctl_pilgrim_nouns[] = {
  { "pilgrims", N_("People who travel"), pilgrim_columns, fill_pilgrims, TRUE },
  { NULL },
};
