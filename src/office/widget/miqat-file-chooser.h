/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a file to read or a place to write, by the system's own chooser (a portal where there is
 * one). */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct {
  const char *title;
  const char *accept;               /* the verb on the button; NULL = the system's */
  const char *kind_label;           /* "Pictures and PDF"; NULL = all files */
  const char *const *content_types; /* NULL-terminated: "image/jpeg", … */
} MiqatFileChooserOptions;

void miqat_file_chooser_open_async (GtkWidget *parent, const MiqatFileChooserOptions *options,
                                    gboolean several, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer data);
/* A model of GFile; NULL when nothing was chosen. */
GListModel *miqat_file_chooser_open_finish (GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;

void miqat_file_chooser_save_async (GtkWidget *parent, const MiqatFileChooserOptions *options,
                                    const char *file_name, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer data);
GFile *miqat_file_chooser_save_finish (GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
