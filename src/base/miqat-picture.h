/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an uploaded file really is, from its bytes alone: JPEG, PNG or PDF, and whether it is all
 * there. It looks at the structure and decodes nothing, so it is safe on hostile bytes. */
#pragma once

#include "miqat-problem.h"

G_BEGIN_DECLS

#define MIQAT_PICTURE_SIZE_MAX (10 * 1024 * 1024)
#define MIQAT_PICTURE_SIDE_MAX 20000
#define MIQAT_PICTURE_PIXELS_MAX (100 * 1000 * 1000)

typedef enum { MIQAT_PICTURE_JPEG, MIQAT_PICTURE_PNG, MIQAT_PICTURE_PDF } MiqatPictureKind;

typedef struct {
  MiqatPictureKind kind;
  guint width; /* pixels; 0 for a PDF */
  guint height;
} MiqatPicture;

/* file_empty; file_too_large (more than `limit` bytes, 0 meaning MIQAT_PICTURE_SIZE_MAX, or more
 * pixels than a camera makes); file_kind (something else, whatever its name says); file_damaged (cut
 * off or broken). On success sets `*picture`. Bytes after a picture's end are let pass: some phones
 * put a film there. */
MiqatProblemCode miqat_picture_check (const guint8 *data, gsize length, gsize limit,
                                      MiqatPicture *picture);

/* "image/jpeg"; "jpg". */
const char *miqat_picture_kind_get_media_type (MiqatPictureKind kind);
const char *miqat_picture_kind_get_extension (MiqatPictureKind kind);

G_END_DECLS
