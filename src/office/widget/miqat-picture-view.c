/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-picture-view.h"

#include <glib/gi18n-lib.h>

#include "miqat-empty-state.h"
#include "miqat-picture-source.h"
#include "miqat-problem.h"

#define ZOOM_FACTOR 1.25
#define PAN_STEP 60

struct _MiqatPictureView {
  GtkWidget parent_instance;

  GtkStack *stack;
  MiqatPictureCanvas *canvas;
  MiqatEmptyState *sentence;
  GtkWidget *tools;
  GtkWidget *page_tools;
  GtkLabel *page_label;
  GtkLabel *zoom_label;

  GBytes *bytes;
  GCancellable *cancellable; /* of the reading under way */
  guint page;
  guint n_pages;
  gboolean failed;
};

enum {
  LOADED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatPictureView, miqat_picture_view, GTK_TYPE_WIDGET)

static void
update_tools (MiqatPictureView *self)
{
  g_autofree char *page = g_strdup_printf (_("Page %u of %u"), self->page + 1, self->n_pages);
  g_autofree char *zoom
      = g_strdup_printf ("%d%%", (int)(miqat_picture_canvas_get_zoom (self->canvas) * 100 + 0.5));

  gtk_label_set_text (self->page_label, page);
  gtk_widget_set_visible (self->page_tools, self->n_pages > 1);
  gtk_label_set_text (self->zoom_label, zoom);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "picture.next-page",
                                 self->page + 1 < self->n_pages);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "picture.previous-page", self->page > 0);
}

static char *
dup_sentence (const GError *error)
{
  const MiqatProblems *problems = miqat_refusal_get_problems (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_strdup (_("This PDF is locked with a password. Please ask for it without one."));
  if (problems != NULL && miqat_problems_get_count (problems) > 0)
    return miqat_problem_dup_sentence (miqat_problems_get (problems, 0));
  return g_strdup (_("The file cannot be read. Please ask for it again."));
}

static void
show_failure (MiqatPictureView *self, const GError *error)
{
  g_autofree char *sentence = dup_sentence (error);

  self->failed = TRUE;
  miqat_picture_canvas_set_texture (self->canvas, NULL);
  miqat_empty_state_set_text (self->sentence, "image-missing-symbolic",
                              _("This document cannot be shown"), sentence);
  gtk_stack_set_visible_child_name (self->stack, "sentence");
  gtk_widget_set_visible (self->tools, FALSE);
  g_signal_emit (self, signals[LOADED], 0, FALSE);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatPictureView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture
      = miqat_picture_source_read_finish (result, &self->n_pages, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (texture == NULL) {
    show_failure (self, error);
    return;
  }
  miqat_picture_canvas_set_texture (self->canvas, texture);
  gtk_stack_set_visible_child_name (self->stack, "picture");
  gtk_widget_set_visible (self->tools, TRUE);
  update_tools (self);
  g_signal_emit (self, signals[LOADED], 0, TRUE);
}

static void
start_reading (MiqatPictureView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->failed = FALSE;
  if (self->bytes == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  miqat_picture_source_read_async (self->bytes, self->page, self->cancellable, on_read_cb,
                                   g_object_ref (self));
}

static void
show_page (MiqatPictureView *self, guint page)
{
  if (page == self->page || page >= self->n_pages)
    return;
  self->page = page;
  update_tools (self);
  start_reading (self);
}

static void
zoom_in_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  miqat_picture_canvas_zoom_by (MIQAT_PICTURE_VIEW (widget)->canvas, ZOOM_FACTOR);
}

static void
zoom_out_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  miqat_picture_canvas_zoom_by (MIQAT_PICTURE_VIEW (widget)->canvas, 1 / ZOOM_FACTOR);
}

static void
fit_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  miqat_picture_canvas_fit (MIQAT_PICTURE_VIEW (widget)->canvas);
}

static void
rotate_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  miqat_picture_canvas_rotate (MIQAT_PICTURE_VIEW (widget)->canvas,
                               g_str_equal (action, "picture.rotate") ? 1 : -1);
}

static void
page_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiqatPictureView *self = MIQAT_PICTURE_VIEW (widget);

  if (g_str_equal (action, "picture.next-page"))
    show_page (self, self->page + 1);
  else if (self->page > 0)
    show_page (self, self->page - 1);
}

static void
pan_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  int x, y;

  g_variant_get (parameter, "(ii)", &x, &y);
  miqat_picture_canvas_pan (MIQAT_PICTURE_VIEW (widget)->canvas, x * PAN_STEP, y * PAN_STEP);
}

static void
on_view_changed_cb (MiqatPictureView *self)
{
  update_tools (self);
}

static void
miqat_picture_view_dispose (GObject *object)
{
  MiqatPictureView *self = MIQAT_PICTURE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_PICTURE_VIEW);
  G_OBJECT_CLASS (miqat_picture_view_parent_class)->dispose (object);
}

static void
install_keys (GtkWidgetClass *widget_class)
{
  const struct
  {
    guint keyval;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_plus, 0, "picture.zoom-in" },
    { GDK_KEY_plus, GDK_SHIFT_MASK, "picture.zoom-in" },
    { GDK_KEY_equal, 0, "picture.zoom-in" },
    { GDK_KEY_KP_Add, 0, "picture.zoom-in" },
    { GDK_KEY_minus, 0, "picture.zoom-out" },
    { GDK_KEY_KP_Subtract, 0, "picture.zoom-out" },
    { GDK_KEY_0, 0, "picture.fit" },
    { GDK_KEY_KP_0, 0, "picture.fit" },
    { GDK_KEY_r, 0, "picture.rotate" },
    { GDK_KEY_r, GDK_SHIFT_MASK, "picture.rotate-back" },
    { GDK_KEY_Page_Down, 0, "picture.next-page" },
    { GDK_KEY_Page_Up, 0, "picture.previous-page" },
  };
  const struct
  {
    guint keyval;
    int x, y;
  } arrows[] = {
    { GDK_KEY_Left, 1, 0 },
    { GDK_KEY_Right, -1, 0 },
    { GDK_KEY_Up, 0, 1 },
    { GDK_KEY_Down, 0, -1 },
  };

  gtk_widget_class_install_action (widget_class, "picture.zoom-in", NULL, zoom_in_action);
  gtk_widget_class_install_action (widget_class, "picture.zoom-out", NULL, zoom_out_action);
  gtk_widget_class_install_action (widget_class, "picture.fit", NULL, fit_action);
  gtk_widget_class_install_action (widget_class, "picture.rotate", NULL, rotate_action);
  gtk_widget_class_install_action (widget_class, "picture.rotate-back", NULL, rotate_action);
  gtk_widget_class_install_action (widget_class, "picture.next-page", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "picture.previous-page", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "picture.pan", "(ii)", pan_action);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].keyval, keys[i].modifiers,
                                         keys[i].action, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++)
    gtk_widget_class_add_binding_action (widget_class, arrows[i].keyval, 0, "picture.pan", "(ii)",
                                         arrows[i].x, arrows[i].y);
}

static void
miqat_picture_view_class_init (MiqatPictureViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MIQAT_TYPE_PICTURE_CANVAS);
  g_type_ensure (MIQAT_TYPE_EMPTY_STATE);
  G_OBJECT_CLASS (klass)->dispose = miqat_picture_view_dispose;
  signals[LOADED] = g_signal_new ("loaded", MIQAT_TYPE_PICTURE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  install_keys (widget_class);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-picture");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-picture-view.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "root", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, MiqatPictureView, stack);
  gtk_widget_class_bind_template_child (widget_class, MiqatPictureView, canvas);
  gtk_widget_class_bind_template_child (widget_class, MiqatPictureView, sentence);
  gtk_widget_class_bind_template_child (widget_class, MiqatPictureView, tools);
  gtk_widget_class_bind_template_child (widget_class, MiqatPictureView, page_tools);
  gtk_widget_class_bind_template_child (widget_class, MiqatPictureView, page_label);
  gtk_widget_class_bind_template_child (widget_class, MiqatPictureView, zoom_label);
  gtk_widget_class_bind_template_callback (widget_class, on_view_changed_cb);
}

static void
miqat_picture_view_init (MiqatPictureView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_picture_view_new (void)
{
  return g_object_new (MIQAT_TYPE_PICTURE_VIEW, NULL);
}

void
miqat_picture_view_set_bytes (MiqatPictureView *self, GBytes *bytes, const char *name)
{
  g_return_if_fail (MIQAT_IS_PICTURE_VIEW (self));

  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  self->page = 0;
  self->n_pages = 0;
  if (name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    name, -1);
  miqat_picture_canvas_set_texture (self->canvas, NULL);
  gtk_widget_set_visible (self->tools, FALSE);
  gtk_stack_set_visible_child_name (self->stack, bytes != NULL ? "reading" : "none");
  start_reading (self);
}

guint
miqat_picture_view_get_page (MiqatPictureView *self)
{
  g_return_val_if_fail (MIQAT_IS_PICTURE_VIEW (self), 0);

  return self->page;
}

guint
miqat_picture_view_get_n_pages (MiqatPictureView *self)
{
  g_return_val_if_fail (MIQAT_IS_PICTURE_VIEW (self), 0);

  return self->n_pages;
}

const char *
miqat_picture_view_get_sentence (MiqatPictureView *self)
{
  g_return_val_if_fail (MIQAT_IS_PICTURE_VIEW (self), NULL);

  return self->failed ? miqat_empty_state_get_sentence (self->sentence) : NULL;
}

MiqatPictureCanvas *
miqat_picture_view_get_canvas (MiqatPictureView *self)
{
  g_return_val_if_fail (MIQAT_IS_PICTURE_VIEW (self), NULL);

  return self->canvas;
}
