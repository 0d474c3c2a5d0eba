/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pilgrims as a list model for the office. A new model is empty until miqat_list_model_refresh() is
 * called. */
#pragma once

#include "miqat-command.h"
#include "miqat-list-model.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_PILGRIM_ITEM (miqat_pilgrim_item_get_type ())
G_DECLARE_FINAL_TYPE (MiqatPilgrimItem, miqat_pilgrim_item, MIQAT, PILGRIM_ITEM, GObject)

const char *miqat_pilgrim_item_get_id (MiqatPilgrimItem *self);
const char *miqat_pilgrim_item_get_full_name (MiqatPilgrimItem *self);
const char *miqat_pilgrim_item_get_gender (MiqatPilgrimItem *self);        /* nullable, as below */
const char *miqat_pilgrim_item_get_date_of_birth (MiqatPilgrimItem *self);
const char *miqat_pilgrim_item_get_phone (MiqatPilgrimItem *self);
const char *miqat_pilgrim_item_get_regency (MiqatPilgrimItem *self);
const char *miqat_pilgrim_item_get_passport_expiry_date (MiqatPilgrimItem *self);
gboolean miqat_pilgrim_item_has_nik (MiqatPilgrimItem *self);
gboolean miqat_pilgrim_item_has_passport (MiqatPilgrimItem *self);
MiqatInstant miqat_pilgrim_item_get_created_at (MiqatPilgrimItem *self);

typedef enum { MIQAT_PILGRIM_SORT_NAME, MIQAT_PILGRIM_SORT_NEWEST } MiqatPilgrimSort;
typedef struct {
  MiqatPilgrimSort sort;
  const char *search; /* typed text, NULL: all; names and phones, at most 2000 hits */
  MiqatReader reader;
} MiqatPilgrimFilter;
MiqatListModel *miqat_pilgrim_list_model_new (MiqatDb *db, const MiqatPilgrimFilter *filter) G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_pilgrim_list_model_set_filter (MiqatListModel *model, const MiqatPilgrimFilter *filter, GError **error);

extern const MiqatStatements miqat_pilgrim_list_statements;

G_END_DECLS
