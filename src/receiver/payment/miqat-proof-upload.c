/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-proof-upload.h"

#include "miqat-picture.h"

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
} Upload;

static void
upload_free (gpointer data)
{
  Upload *self = data;

  if (self->data_free != NULL && self->data != NULL)
    self->data_free (self->data);
  g_bytes_unref (self->file);
  g_free (self->file_name);
  json_object_unref (self->args);
  g_free (self->key);
  g_clear_error (&self->error);
  g_free (self);
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
  hash = miqat_vault_put (self->receiver->vault, self->file, error);
  if (hash == NULL)
    return FALSE;
  name = self->file_name != NULL && *self->file_name != '\0'
           ? g_strdup (self->file_name)
           : g_strconcat ("bukti.", miqat_picture_kind_get_extension (picture.kind), NULL);
  json_object_set_string_member (self->args, "content_hash", hash);
  json_object_set_string_member (self->args, "file_name", name);
  json_object_set_string_member (self->args, "media_type", miqat_picture_kind_get_media_type (picture.kind));
  json_object_set_int_member (self->args, "size_bytes", (gint64) length);
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
  miqat_receiver_run (self->receiver, exchange,
                      &(MiqatReceiverRun) {
                        .name = "payment.submit_proof",
                        .args = next->args,
                        .actor_id = actor != NULL ? actor->id : NULL,
                        .key = next->key,
                        .page_form = next->page_form,
                        .ran = on_submitted,
                        .data = next,
                        .data_free = upload_free,
                      });
}

void
miqat_proof_upload_send (MiqatReceiver *receiver, MiqatHttpExchange *exchange, const MiqatProofUpload *upload)
{
  Upload *self = g_new0 (Upload, 1);

  self->receiver = receiver;
  self->file = upload->file != NULL ? g_bytes_ref (upload->file) : g_bytes_new (NULL, 0);
  self->file_name = g_strdup (upload->file_name);
  self->args = json_object_ref (upload->args);
  self->key = g_strdup (upload->key);
  self->page_form = upload->page_form;
  self->sent = upload->sent;
  self->data = upload->data;
  self->data_free = upload->data_free;
  miqat_receiver_work (receiver->slow, exchange, work, on_stored, self, upload_free);
}
