/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages that wait to be sent. */
#include "config.h"

#include "miqat-ctl-nouns.h"
#include "miqat-outbox.h"

#include <glib/gi18n.h>

static const MiqatCtlColumn message_columns[] = {
  MIQAT_CTL_COLUMN_OF (MIQAT_CTL_INSTANT, "queued_at", MiqatMessage, queued_at),
  MIQAT_CTL_COLUMN ("channel", MiqatMessage, channel),
  MIQAT_CTL_COLUMN ("recipient", MiqatMessage, recipient),
  MIQAT_CTL_COLUMN ("template", MiqatMessage, template_name),
  MIQAT_CTL_COLUMN ("status", MiqatMessage, status),
  MIQAT_CTL_COLUMN ("attempts", MiqatMessage, attempts),
  MIQAT_CTL_COLUMN ("body", MiqatMessage, body),
  MIQAT_CTL_COLUMN ("id", MiqatMessage, id),
  { NULL },
};

static gboolean
fill_outbox (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  return miqat_ctl_table_take (table, miqat_outbox_list_queued (db, query->reader, query->limit, error));
}

const MiqatCtlNoun miqat_ctl_messaging_nouns[] = {
  { "outbox", N_("Messages that wait"), message_columns, fill_outbox },
  { NULL },
};
