/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contents of documents: given to whoever may see a document that has them, and taken from whoever
 * added one. */
#include "config.h"

#include "miqat-sync-hub-private.h"

#include "miqat-document.h"

/* FALSE with not_found unless a document in the workstation's scope has these contents. */
static gboolean
check_document (MiqatSyncVisit *visit, GError **error)
{
  const MiqatReader reader = miqat_sync_visit_get_reader (visit);
  gboolean may = FALSE;

  if (visit->hub->vault != NULL
      && !miqat_document_may_read (visit->db, visit->subject, &reader, &may, error))
    return FALSE;
  return may || miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_FOUND, NULL);
}

gboolean
miqat_sync_hub_document_get (MiqatSyncVisit *visit, GError **error)
{
  if (!check_document (visit, error))
    return FALSE;
  /* The row may be here before its contents, while the workstation is still sending them. */
  if (!miqat_vault_has (visit->hub->vault, visit->subject))
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_FOUND, NULL);
  visit->contents = miqat_vault_get (visit->hub->vault, visit->subject, MIQAT_SYNC_DOCUMENT_MAX, error);
  return visit->contents != NULL;
}

gboolean
miqat_sync_hub_document_put (MiqatSyncVisit *visit, GError **error)
{
  GBytes *contents = visit->request->body;
  g_autofree char *hash = NULL;
  g_autofree char *stored = NULL;

  if (!check_document (visit, error))
    return FALSE;
  if (contents == NULL || g_bytes_get_size (contents) == 0)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_FILE_EMPTY, NULL);
  if (g_bytes_get_size (contents) > MIQAT_SYNC_DOCUMENT_MAX)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_FILE_TOO_LARGE, "max", "12 MB", NULL);
  hash = miqat_hash_bytes (contents);
  if (!g_str_equal (hash, visit->subject))
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_FILE_DAMAGED, NULL);
  stored = miqat_vault_put (visit->hub->vault, contents, error);
  return stored != NULL;
}
