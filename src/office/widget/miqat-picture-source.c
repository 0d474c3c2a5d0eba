/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-picture-source.h"

#include <math.h>
#include <poppler.h>

#include "miqat-picture.h"

#define SIDE_MAX 6000
/* Two pixels per point, about 144 dpi: sharp on most screens, and at double zoom still readable. */
#define PDF_SCALE 2.5

typedef struct {
  GBytes *bytes;
  guint page;
  guint n_pages;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_bytes_unref (job->bytes);
  g_free (job);
}

/* Large photos are read smaller: JPEG can skip what is not needed. */
static void
on_size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  double scale = (double)SIDE_MAX / MAX (MAX (width, height), 1);

  if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX ((int)(width * scale), 1),
                                MAX ((int)(height * scale), 1));
}

static GdkTexture *
read_photo (GBytes *bytes, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GdkPixbuf) upright = NULL;
  GdkPixbuf *pixbuf;
  gboolean written;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared_cb), NULL);
  written = gdk_pixbuf_loader_write_bytes (loader, bytes, NULL);
  /* A loader must be closed in any case. */
  if (!gdk_pixbuf_loader_close (loader, NULL))
    written = FALSE;
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (!written || pixbuf == NULL) {
    miqat_refuse (error, NULL, MIQAT_PROBLEM_FILE_DAMAGED, NULL);
    return NULL;
  }
  upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);
  return gdk_texture_new_for_pixbuf (upright);
}

static GdkTexture *
draw_page (PopplerPage *page)
{
  double width, height, scale;
  cairo_surface_t *surface;
  g_autoptr (GBytes) pixels = NULL;
  GdkTexture *texture;
  cairo_t *cr;
  int stride;

  poppler_page_get_size (page, &width, &height);
  scale = MIN (PDF_SCALE, SIDE_MAX / MAX (MAX (width, height), 1));
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, MAX ((int)ceil (width * scale), 1),
                                        MAX ((int)ceil (height * scale), 1));
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  stride = cairo_image_surface_get_stride (surface);
  pixels
      = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                    (gsize)stride * (gsize)cairo_image_surface_get_height (surface),
                                    (GDestroyNotify)cairo_surface_destroy, surface);
  texture = gdk_memory_texture_new (cairo_image_surface_get_width (surface),
                                    cairo_image_surface_get_height (surface), GDK_MEMORY_DEFAULT,
                                    pixels, (gsize)stride);
  return texture;
}

static GdkTexture *
read_page (PopplerDocument *document, Job *job)
{
  int n_pages = poppler_document_get_n_pages (document);
  PopplerPage *page;
  GdkTexture *texture;

  if (n_pages <= 0)
    return NULL;
  page = poppler_document_get_page (document, (int)MIN (job->page, (guint)n_pages - 1));
  if (page == NULL)
    return NULL;
  job->n_pages = (guint)n_pages;
  texture = draw_page (page);
  g_object_unref (page);
  return texture;
}

static GdkTexture *
read_pdf (Job *job, GError **error)
{
  g_autoptr (GError) local = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (job->bytes, NULL, &local);
  GdkTexture *texture = document != NULL ? read_page (document, job) : NULL;

  g_clear_object (&document);
  if (texture == NULL && g_error_matches (local, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "PDF needs a password");
  else if (texture == NULL)
    miqat_refuse (error, NULL, MIQAT_PROBLEM_FILE_DAMAGED, NULL);
  return texture;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  GdkTexture *texture;
  MiqatPicture picture;
  MiqatProblemCode problem;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (job->bytes, &length);

  problem = miqat_picture_check (bytes, length, G_MAXSIZE, &picture);
  if (problem != MIQAT_PROBLEM_NONE) {
    miqat_refuse (&error, NULL, problem, NULL);
    g_task_return_error (task, error);
    return;
  }
  job->n_pages = 1;
  texture = picture.kind == MIQAT_PICTURE_PDF ? read_pdf (job, &error)
                                              : read_photo (job->bytes, &error);
  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
miqat_picture_source_read_async (GBytes *bytes,
                                 guint page,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (bytes != NULL);

  job->bytes = g_bytes_ref (bytes);
  job->page = page;
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, read_in_thread);
}

GdkTexture *
miqat_picture_source_read_finish (GAsyncResult *result, guint *n_pages, GError **error)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  job = g_task_get_task_data (G_TASK (result));
  if (n_pages != NULL)
    *n_pages = job->n_pages;
  return g_task_propagate_pointer (G_TASK (result), error);
}
