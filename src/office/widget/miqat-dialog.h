/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions in a window of their own. A question names the thing and the consequence in its title
 * and the verb on its button; the safe answer is at the left and is what Esc gives, and Enter too
 * where the verb destroys something. The only file that knows which dialog the platform offers. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct {
  const char *title;       /* "Cancel 1 pilgrim of BK-…?" */
  const char *consequence; /* "Deduction Rp 2.500.000, refund Rp 7.500.000." Nullable */
  const char *verb;        /* "Cancel the pilgrim" */
  const char *safe;        /* NULL = "Keep as it is" */
  gboolean destructive;
} MiqatDialogQuestion;

/* `parent` is any widget in the window that asks. */
void miqat_dialog_confirm_async (GtkWidget *parent, const MiqatDialogQuestion *question,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer data);
/* TRUE when the verb was chosen. */
gboolean miqat_dialog_confirm_finish (GAsyncResult *result);

/* The same with a line to write the reason in, without which the verb cannot be chosen. `label`
 * names the line ("Reason"); NULL takes that word. */
void miqat_dialog_ask_reason_async (GtkWidget *parent, const MiqatDialogQuestion *question,
                                    const char *label, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer data);
/* The reason, or NULL when the safe answer was chosen. */
char *miqat_dialog_ask_reason_finish (GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;

/* The same with any widget in the middle, such as a form. The verb can be chosen while
 * miqat_dialog_set_ready() says so. */
void miqat_dialog_ask_async (GtkWidget *parent, const MiqatDialogQuestion *question,
                             GtkWidget *content, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer data);
void miqat_dialog_set_ready (GtkWidget *content, gboolean ready);

/* Something to know, with one button. */
void miqat_dialog_tell (GtkWidget *parent, const char *title, const char *sentence);

G_END_DECLS
