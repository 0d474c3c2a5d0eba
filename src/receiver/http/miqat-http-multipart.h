/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads multipart/form-data (RFC 7578) in one pass over the received bytes, never looking back and
 * never copying contents. It fails hard: whatever a browser would not send is refused. A pure
 * function on bytes, without state outside the reader: the fuzz target is the loop below.
 *
 *   MiqatMultipart reader;
 *   MiqatMultipartPart part;
 *   code = miqat_multipart_init (&reader, data, length, content_type, file_max);
 *   while (code == MIQAT_PROBLEM_NONE && miqat_multipart_next (&reader, &part, &code))
 *     …;
 */
#pragma once

#include "miqat-problem.h"

G_BEGIN_DECLS

#define MIQAT_MULTIPART_PARTS_MAX 16
#define MIQAT_MULTIPART_HEADERS_MAX 1024 /* bytes of one part's header lines */
#define MIQAT_MULTIPART_NAME_MAX 64
#define MIQAT_MULTIPART_FILE_NAME_MAX 255
#define MIQAT_MULTIPART_BOUNDARY_MAX 70

typedef struct {
  const guint8 *data;
  gsize length;
  gsize position;
  gsize file_max;
  guint parts;
  gboolean done;
  char delimiter[MIQAT_MULTIPART_BOUNDARY_MAX + 5]; /* CR LF "--" boundary */
  gsize delimiter_length;
} MiqatMultipart;

typedef struct {
  char name[MIQAT_MULTIPART_NAME_MAX + 1];
  gboolean is_file;                                    /* it had a filename */
  char file_name[MIQAT_MULTIPART_FILE_NAME_MAX + 1];   /* last part of the path only */
  char content_type[MIQAT_MULTIPART_NAME_MAX + 1];     /* empty when absent or odd */
  gsize start;                                         /* of the contents, in the data */
  gsize length;
} MiqatMultipartPart;

/* Takes the boundary from the content type and finds the first delimiter. */
MiqatProblemCode miqat_multipart_init (MiqatMultipart *self, const guint8 *data, gsize length,
                                       const char *content_type, gsize file_max);

/* TRUE with the next part; FALSE at the end (`*code` NONE) or when something is wrong. */
gboolean miqat_multipart_next (MiqatMultipart *self, MiqatMultipartPart *part,
                               MiqatProblemCode *code);

G_END_DECLS
