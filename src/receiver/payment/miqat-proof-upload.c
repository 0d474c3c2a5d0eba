/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-proof-upload.h"

#include "miqat-command.h"
#include "miqat-crypto.h"
#include "miqat-document.h"
#include "miqat-picture.h"
#include "miqat-proof.h"

#define COMMAND "payment.submit_proof"

typedef struct {
  MiqatReceiver *receiver;
  GBytes *file;
  char *file_name;
  JsonObject *args;
  char *key;
  gboolean page_form;
  MiqatProofSent sent;
  gpointer data;
  GDestroyNotify data_free;
  GError *error; /* of looking at it and storing it */
  char *hash;    /* counted among the uploads on their way */
} Upload;

/* ---- contents on their way ------------------------------------------------------------------- */

/* Two may send the same contents at once: one refused must not take them from under the other. */
static void
count_upload (MiqatReceiver *receiver, const char *hash, int change)
{
  int count = GPOINTER_TO_INT (g_hash_table_lookup (receiver->uploads, hash)) + change;

  if (count > 0)
    g_hash_table_insert (receiver->uploads, g_strdup (hash), GINT_TO_POINTER (count));
  else
    g_hash_table_remove (receiver->uploads, hash);
}

static void
begin_contents (Upload *self)
{
  self->hash = miqat_hash_bytes (self->file);
  g_mutex_lock (&self->receiver->uploads_lock);
  count_upload (self->receiver, self->hash, 1);
  g_mutex_unlock (&self->receiver->uploads_lock);
}

static void
end_contents (Upload *self)
{
  if (self->hash == NULL)
    return;
  g_mutex_lock (&self->receiver->uploads_lock);
  count_upload (self->receiver, self->hash, -1);
  g_mutex_unlock (&self->receiver->uploads_lock);
  g_clear_pointer (&self->hash, g_free);
}

/* What was refused is nobody's document: the vault forgets it, unless somebody else has sent the same. */
static void
drop_contents (const Upload *self, MiqatDb *db)
{
  MiqatReceiver *receiver = self->receiver;
  g_autoptr (GError) error = NULL;
  gboolean used = TRUE;

  g_mutex_lock (&receiver->uploads_lock);
  if (GPOINTER_TO_INT (g_hash_table_lookup (receiver->uploads, self->hash)) == 1
      && miqat_document_is_used (db, self->hash, &used, &error) && !used)
    miqat_vault_remove (receiver->vault, self->hash, &error);
  g_mutex_unlock (&receiver->uploads_lock);
  if (error != NULL)
    g_message ("a refused picture stays in the vault: %s", error->message);
}

static void
upload_free (gpointer data)
{
  Upload *self = data;

  if (self->data_free != NULL && self->data != NULL)
    self->data_free (self->data);
  end_contents (self);
  g_bytes_unref (self->file);
  g_free (self->file_name);
  json_object_unref (self->args);
  g_free (self->key);
  g_clear_error (&self->error);
  g_free (self);
}

/* ---- looking and storing --------------------------------------------------------------------- */

static void
describe_file (Upload *self, const char *hash, const char *name, MiqatPictureKind kind)
{
  json_object_set_string_member (self->args, "content_hash", hash);
  json_object_set_string_member (self->args, "file_name", name);
  json_object_set_string_member (self->args, "media_type", miqat_picture_kind_get_media_type (kind));
  json_object_set_int_member (self->args, "size_bytes", (gint64) g_bytes_get_size (self->file));
}

/* What it is, its bytes say; what it is called does not count. */
static gboolean
store (Upload *self, GError **error)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (self->file, &length);
  MiqatPicture picture;
  MiqatProblemCode code = miqat_picture_check (bytes, length, MIQAT_PROOF_FILE_MAX, &picture);
  g_autofree char *hash = NULL;
  g_autofree char *name = NULL;

  if (code == MIQAT_PROBLEM_FILE_EMPTY)
    code = MIQAT_PROBLEM_FILE_MISSING;
  if (code == MIQAT_PROBLEM_FILE_TOO_LARGE) {
    g_autofree char *max = g_format_size_full (MIQAT_PROOF_FILE_MAX, G_FORMAT_SIZE_IEC_UNITS);

    return miqat_refuse (error, "proof", code, "max", max, NULL);
  }
  if (code != MIQAT_PROBLEM_NONE)
    return miqat_refuse (error, "proof", code, NULL);
  begin_contents (self);
  hash = miqat_vault_put (self->receiver->vault, self->file, error);
  if (hash == NULL)
    return FALSE;
  name = self->file_name != NULL && *self->file_name != '\0'
           ? g_strdup (self->file_name)
           : g_strconcat ("bukti.", miqat_picture_kind_get_extension (picture.kind), NULL);
  describe_file (self, hash, name, picture.kind);
  return TRUE;
}

/* In the pool. */
static void
work (gpointer data)
{
  Upload *self = data;

  store (self, &self->error);
}

static void
on_submitted (MiqatHttpExchange *exchange, MiqatAnswer *answer, gpointer data)
{
  Upload *self = data;
  g_autoptr (GError) error = miqat_receiver_answer_to_error (answer);

  if (!answer->done)
    drop_contents (self, miqat_receiver_get_db (exchange));
  self->sent (exchange, answer, error, self->data);
}

static void
on_stored (MiqatHttpExchange *exchange, gpointer data)
{
  Upload *self = data;
  const MiqatActor *actor = miqat_receiver_get_actor (exchange);
  Upload *next;

  if (self->error != NULL && self->error->domain == MIQAT_REFUSAL) {
    self->sent (exchange, NULL, self->error, self->data);
    return;
  }
  if (self->error != NULL) {
    miqat_receiver_answer_failure (exchange, g_steal_pointer (&self->error));
    return;
  }
  /* The command has a life of its own: it takes over what is called back. */
  next = g_memdup2 (self, sizeof *self);
  next->file = g_bytes_ref (self->file);
  next->file_name = NULL;
  next->args = json_object_ref (self->args);
  next->key = g_strdup (self->key);
  self->data = NULL;
  self->hash = NULL;
  miqat_receiver_run (self->receiver, exchange,
                      &(MiqatReceiverRun) {
                        .name = COMMAND,
                        .args = next->args,
                        .actor_id = actor != NULL ? actor->id : NULL,
                        .key = next->key,
                        .page_form = next->page_form,
                        .ran = on_submitted,
                        .data = next,
                        .data_free = upload_free,
                      });
}

/* ---- sending --------------------------------------------------------------------------------- */

/* Everything but the picture: what the command would refuse in any case is not stored first. */
static gboolean
check_rest (Upload *self, MiqatHttpExchange *exchange, GError **error)
{
  static const char none[] = "0000000000000000000000000000000000000000000000000000000000000000";
  const MiqatCommand *command = miqat_site_find_command (self->receiver->site, COMMAND);
  g_autoptr (MiqatArgs) args = NULL;

  describe_file (self, none, "-", MIQAT_PICTURE_JPEG);
  json_object_set_int_member (self->args, "size_bytes", 1);
  args = miqat_args_new (command->params, self->args, error);
  return args != NULL
         && miqat_proof_check (miqat_receiver_get_db (exchange), args, miqat_receiver_now (self->receiver), error);
}

static void
refuse (Upload *self, MiqatHttpExchange *exchange, GError *error)
{
  if (error->domain == MIQAT_REFUSAL) {
    self->sent (exchange, NULL, error, self->data);
    g_error_free (error);
  } else {
    miqat_receiver_answer_failure (exchange, error);
  }
  upload_free (self);
}

void
miqat_proof_upload_send (MiqatReceiver *receiver, MiqatHttpExchange *exchange, const MiqatProofUpload *upload)
{
  Upload *self = g_new0 (Upload, 1);
  GError *error = NULL;

  self->receiver = receiver;
  self->file = upload->file != NULL ? g_bytes_ref (upload->file) : g_bytes_new (NULL, 0);
  self->file_name = g_strdup (upload->file_name);
  self->args = json_object_ref (upload->args);
  self->key = g_strdup (upload->key);
  self->page_form = upload->page_form;
  self->sent = upload->sent;
  self->data = upload->data;
  self->data_free = upload->data_free;
  /* A repetition gets the answer it had, whatever has happened since. */
  if (!check_rest (self, exchange, &error) && !miqat_receiver_was_asked (receiver, exchange, COMMAND, self->key)) {
    refuse (self, exchange, error);
    return;
  }
  g_clear_error (&error);
  miqat_receiver_work (receiver->slow, exchange, work, on_stored, self, upload_free);
}
