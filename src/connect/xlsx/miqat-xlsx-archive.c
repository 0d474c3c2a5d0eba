/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-xlsx-archive.h"
#include "miqat-xlsx-reader.h"

#include <string.h>
#include <zlib.h>

#define MEMBERS_MAX 2000
#define MEMBER_SIZE_MAX (512u * 1024 * 1024)
/* A table of texts shrinks by much less than this; what claims more is a bomb. */
#define RATIO_MAX 400
#define END_SIZE 22
#define ENTRY_SIZE 46
#define LOCAL_SIZE 30
#define COMMENT_MAX 65535

typedef struct {
  guint32 offset; /* of the local header */
  guint32 packed;
  guint32 size;
  guint32 checksum;
  guint16 method;
} Member;

struct _MiqatXlsxArchive {
  GBytes *bytes;
  const guint8 *data;
  gsize length;
  GHashTable *members; /* name → Member */
};

static guint16
read_16 (const guint8 *data)
{
  return (guint16) (data[0] | data[1] << 8);
}

static guint32
read_32 (const guint8 *data)
{
  return (guint32) data[0] | (guint32) data[1] << 8 | (guint32) data[2] << 16
         | (guint32) data[3] << 24;
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, MIQAT_XLSX_ERROR, MIQAT_XLSX_ERROR_DAMAGED, "Not a readable workbook: %s",
               what);
  return FALSE;
}

/* The end record stands at the very end, before a comment of unknown length. */
static const guint8 *
find_end (const MiqatXlsxArchive *self)
{
  gsize lowest;

  if (self->length < END_SIZE)
    return NULL;
  lowest = self->length > END_SIZE + COMMENT_MAX ? self->length - END_SIZE - COMMENT_MAX : 0;
  for (gsize at = self->length - END_SIZE + 1; at > lowest; at--)
    if (memcmp (self->data + at - 1, "PK\005\006", 4) == 0)
      return self->data + at - 1;
  return NULL;
}

/* Takes in one entry of the directory; `*at` moves behind it. */
static gboolean
read_entry (MiqatXlsxArchive *self, gsize *at, GError **error)
{
  const guint8 *entry = self->data + *at;
  gsize name_length, rest;
  g_autofree char *name = NULL;
  Member *member;

  if (*at > self->length || self->length - *at < ENTRY_SIZE || memcmp (entry, "PK\001\002", 4) != 0)
    return fail (error, "its directory is cut off");
  name_length = read_16 (entry + 28);
  rest = name_length + read_16 (entry + 30) + read_16 (entry + 32);
  if (self->length - *at - ENTRY_SIZE < rest)
    return fail (error, "its directory is cut off");
  name = g_strndup ((const char *) entry + ENTRY_SIZE, name_length);
  member = g_new0 (Member, 1);
  member->method = read_16 (entry + 10);
  member->checksum = read_32 (entry + 16);
  member->packed = read_32 (entry + 20);
  member->size = read_32 (entry + 24);
  member->offset = read_32 (entry + 42);
  g_hash_table_replace (self->members, g_steal_pointer (&name), member);
  *at += ENTRY_SIZE + rest;
  return TRUE;
}

MiqatXlsxArchive *
miqat_xlsx_archive_new (GBytes *bytes, GError **error)
{
  g_autoptr (MiqatXlsxArchive) self = g_new0 (MiqatXlsxArchive, 1);
  const guint8 *end;
  gsize at;
  guint count;

  self->bytes = g_bytes_ref (bytes);
  self->data = g_bytes_get_data (bytes, &self->length);
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  end = find_end (self);
  if (end == NULL) {
    fail (error, "it has no directory");
    return NULL;
  }
  count = read_16 (end + 10);
  if (count > MEMBERS_MAX) {
    g_set_error (error, MIQAT_XLSX_ERROR, MIQAT_XLSX_ERROR_TOO_LARGE, "The workbook has %u parts",
                 count);
    return NULL;
  }
  at = read_32 (end + 16);
  for (guint i = 0; i < count; i++)
    if (!read_entry (self, &at, error))
      return NULL;
  return g_steal_pointer (&self);
}

void
miqat_xlsx_archive_free (MiqatXlsxArchive *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

gboolean
miqat_xlsx_archive_has (const MiqatXlsxArchive *self, const char *name)
{
  return g_hash_table_contains (self->members, name);
}

/* Raw deflate, all at once: the size is known and bounded. */
static gboolean
inflate_member (const guint8 *packed, const Member *member, guint8 *contents)
{
  z_stream stream = { 0 };
  int status;

  if (inflateInit2 (&stream, -MAX_WBITS) != Z_OK)
    return FALSE;
  stream.next_in = (Bytef *) packed;
  stream.avail_in = member->packed;
  stream.next_out = contents;
  stream.avail_out = member->size;
  status = inflate (&stream, Z_FINISH);
  inflateEnd (&stream);
  return status == Z_STREAM_END && stream.avail_out == 0;
}

static gboolean
check_size (const Member *member, GError **error)
{
  if (member->size <= MEMBER_SIZE_MAX
      && (guint64) member->size <= (guint64) member->packed * RATIO_MAX + 4096)
    return TRUE;
  g_set_error (error, MIQAT_XLSX_ERROR, MIQAT_XLSX_ERROR_TOO_LARGE,
               "A part of the workbook unpacks to %u bytes", member->size);
  return FALSE;
}

GBytes *
miqat_xlsx_archive_read (const MiqatXlsxArchive *self, const char *name, GError **error)
{
  const Member *member = g_hash_table_lookup (self->members, name);
  const guint8 *local;
  gsize start;
  g_autofree guint8 *contents = NULL;

  if (member == NULL) {
    fail (error, name);
    return NULL;
  }
  if (!check_size (member, error))
    return NULL;
  if (self->length < LOCAL_SIZE || member->offset > self->length - LOCAL_SIZE) {
    fail (error, "a part lies outside of it");
    return NULL;
  }
  local = self->data + member->offset;
  start = (gsize) member->offset + LOCAL_SIZE + read_16 (local + 26) + read_16 (local + 28);
  if (memcmp (local, "PK\003\004", 4) != 0 || start > self->length
      || self->length - start < member->packed) {
    fail (error, "a part lies outside of it");
    return NULL;
  }
  contents = g_malloc0 (member->size + 1);
  if (member->method == 8) {
    if (!inflate_member (self->data + start, member, contents)) {
      fail (error, "a part does not unpack");
      return NULL;
    }
  } else if (member->method == 0 && member->packed == member->size) {
    memcpy (contents, self->data + start, member->size);
  } else {
    fail (error, "a part is packed in an unknown way");
    return NULL;
  }
  if (crc32 (0, contents, member->size) != member->checksum) {
    fail (error, "a part is altered");
    return NULL;
  }
  return g_bytes_new_take (g_steal_pointer (&contents), member->size);
}
