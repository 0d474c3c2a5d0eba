/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-sign-in-page.h"

#include <glib/gi18n-lib.h>

#include "miqat-pattern.h"

/* Below this width the picture no longer stands beside the form. */
#define NARROW 820

struct _MiqatSignInPage {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *picture;
  GtkImage *logo;
  GtkLabel *agency;
  GtkLabel *office;
  GtkEntry *email;
  GtkPasswordEntry *password;
  GtkWidget *error_box;
  GtkLabel *error;
  GtkWidget *button;
  GtkStack *button_stack;
  GtkWidget *connection_box;
  GtkImage *connection_icon;
  GtkLabel *connection;
  gboolean busy;
};

enum {
  SIGN_IN_REQUESTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatSignInPage, miqat_sign_in_page, GTK_TYPE_WIDGET)

static void
show_error (MiqatSignInPage *self, const char *sentence)
{
  gtk_label_set_text (self->error, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->error_box, sentence != NULL);
  if (sentence != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->password), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->password), "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->password), GTK_ACCESSIBLE_STATE_INVALID,
      sentence != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static gboolean
is_filled_in (MiqatSignInPage *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->email)) != '\0'
         && *gtk_editable_get_text (GTK_EDITABLE (self->password)) != '\0';
}

static void
update_button (MiqatSignInPage *self)
{
  gtk_widget_set_sensitive (self->button, !self->busy && is_filled_in (self));
}

static void
on_typed_cb (MiqatSignInPage *self)
{
  show_error (self, NULL);
  update_button (self);
}

static void
on_email_activate_cb (MiqatSignInPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

static void
on_submit_cb (MiqatSignInPage *self)
{
  if (self->busy || !is_filled_in (self))
    return;
  g_signal_emit (self, signals[SIGN_IN_REQUESTED], 0,
                 gtk_editable_get_text (GTK_EDITABLE (self->email)),
                 gtk_editable_get_text (GTK_EDITABLE (self->password)));
}

static void
miqat_sign_in_page_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  MiqatSignInPage *self = MIQAT_SIGN_IN_PAGE (widget);

  gtk_widget_measure (self->box, orientation, -1, minimum, natural, NULL, NULL);
}

static void
allocate_at (GtkWidget *child, int x, int y, int width, int height)
{
  gtk_widget_allocate (child, width, height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float)x, (float)y)));
}

/* With room the picture stands beside the form, else above it, and with too little it goes. */
static void
miqat_sign_in_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MiqatSignInPage *self = MIQAT_SIGN_IN_PAGE (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int side = width * 45 / 100;
  int top, form;

  gtk_widget_measure (self->picture, GTK_ORIENTATION_VERTICAL, width, &top, NULL, NULL, NULL);
  gtk_widget_measure (self->box, GTK_ORIENTATION_VERTICAL, width, &form, NULL, NULL, NULL);
  gtk_widget_set_child_visible (self->picture, width >= NARROW || height >= top + form);
  if (width >= NARROW) {
    allocate_at (self->picture, rtl ? width - side : 0, 0, side, height);
    allocate_at (self->box, rtl ? 0 : side, 0, width - side, height);
  } else if (height >= top + form) {
    allocate_at (self->picture, 0, 0, width, top);
    allocate_at (self->box, 0, top, width, height - top);
  } else
    allocate_at (self->box, 0, 0, width, height);
}

static void
miqat_sign_in_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_SIGN_IN_PAGE);
  G_OBJECT_CLASS (miqat_sign_in_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/agency/miqat-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatSignInPage, box);
  gtk_widget_class_bind_template_child (widget_class, MiqatSignInPage, picture);
  gtk_widget_class_bind_template_child (widget_class, MiqatSignInPage, logo);
  gtk_widget_class_bind_template_child (widget_class, MiqatSignInPage, agency);
  gtk_widget_class_bind_template_child (widget_class, MiqatSignInPage, office);
  gtk_widget_class_bind_template_child (widget_class, MiqatSignInPage, email);
  gtk_widget_class_bind_template_child (widget_class, MiqatSignInPage, password);
  gtk_widget_class_bind_template_child (widget_class, MiqatSignInPage, error_box);
  gtk_widget_class_bind_template_child (widget_class, MiqatSignInPage, error);
  gtk_widget_class_bind_template_child (widget_class, MiqatSignInPage, button);
  gtk_widget_class_bind_template_child (widget_class, MiqatSignInPage, button_stack);
  gtk_widget_class_bind_template_child (widget_class, MiqatSignInPage, connection_box);
  gtk_widget_class_bind_template_child (widget_class, MiqatSignInPage, connection_icon);
  gtk_widget_class_bind_template_child (widget_class, MiqatSignInPage, connection);
  gtk_widget_class_bind_template_callback (widget_class, on_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_email_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_submit_cb);
}

static void
miqat_sign_in_page_class_init (MiqatSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MIQAT_TYPE_PATTERN);
  G_OBJECT_CLASS (klass)->dispose = miqat_sign_in_page_dispose;
  widget_class->measure = miqat_sign_in_page_measure;
  widget_class->size_allocate = miqat_sign_in_page_size_allocate;
  signals[SIGN_IN_REQUESTED]
      = g_signal_new ("sign-in-requested", MIQAT_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget_class, "miqat-sign-in");
  bind_template (widget_class);
}

static void
miqat_sign_in_page_init (MiqatSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_button (self);
}

GtkWidget *
miqat_sign_in_page_new (void)
{
  return g_object_new (MIQAT_TYPE_SIGN_IN_PAGE, NULL);
}

static void
set_logo (GtkImage *image, GdkPaintable *logo)
{
  if (logo != NULL)
    gtk_image_set_from_paintable (image, logo);
  else
    gtk_image_set_from_icon_name (image, "id.miqat.Office");
}

void
miqat_sign_in_page_set_agency (MiqatSignInPage *self,
                               const char *agency,
                               const char *office,
                               GdkPaintable *logo)
{
  g_return_if_fail (MIQAT_IS_SIGN_IN_PAGE (self));

  gtk_label_set_text (self->agency, agency != NULL ? agency : "");
  gtk_label_set_text (self->office, office != NULL ? office : "");
  set_logo (self->logo, logo);
}

void
miqat_sign_in_page_set_email (MiqatSignInPage *self, const char *email)
{
  g_return_if_fail (MIQAT_IS_SIGN_IN_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->email), email != NULL ? email : "");
}

void
miqat_sign_in_page_set_connection (MiqatSignInPage *self, MiqatTone tone, const char *sentence)
{
  g_return_if_fail (MIQAT_IS_SIGN_IN_PAGE (self));

  gtk_image_set_from_icon_name (self->connection_icon, miqat_tone_get_icon_name (tone));
  gtk_label_set_text (self->connection, sentence != NULL ? sentence : "");
  miqat_tone_apply (tone, self->connection_box);
  gtk_widget_set_visible (self->connection_box, sentence != NULL);
}

void
miqat_sign_in_page_set_error (MiqatSignInPage *self, const char *sentence)
{
  g_return_if_fail (MIQAT_IS_SIGN_IN_PAGE (self));

  miqat_sign_in_page_set_busy (self, FALSE);
  if (sentence != NULL) {
    gtk_editable_set_text (GTK_EDITABLE (self->password), "");
    gtk_widget_grab_focus (GTK_WIDGET (self->password));
  }
  show_error (self, sentence);
}

void
miqat_sign_in_page_set_busy (MiqatSignInPage *self, gboolean busy)
{
  g_return_if_fail (MIQAT_IS_SIGN_IN_PAGE (self));

  self->busy = busy;
  gtk_widget_set_sensitive (GTK_WIDGET (self->email), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->password), !busy);
  gtk_stack_set_visible_child_name (self->button_stack, busy ? "busy" : "label");
  update_button (self);
}

void
miqat_sign_in_page_reset (MiqatSignInPage *self)
{
  g_return_if_fail (MIQAT_IS_SIGN_IN_PAGE (self));

  miqat_sign_in_page_set_error (self, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->password), "");
  if (*gtk_editable_get_text (GTK_EDITABLE (self->email)) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->email));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->password));
}
