/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A proof that came another way: a file from this computer waits to be checked like one from the page. */
#include "config.h"

#include "office-test.h"

#include "miqat-booking-page.h"
#include "miqat-file-input.h"
#include "miqat-opener.h"
#include "miqat-payment-page.h"

static GFile *
write_png (OfficeTest *self)
{
  g_autofree char *path = g_build_filename (self->folder, "bukti.png", NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 40, 60);

  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return g_file_new_for_path (path);
}

static gboolean
is_usable (gpointer data)
{
  return miqat_file_input_get_contents (data) != NULL;
}

typedef struct {
  OfficeTest *fixture;
  guint before;
} Proofs;

static gboolean
is_one_more (gpointer data)
{
  const Proofs *proofs = data;
  guint now = 0;

  return miqat_payment_page_count (proofs->fixture->office, &now, NULL) && now == proofs->before + 1;
}

/* A file from this computer waits to be checked like one from the page. */
static void
test_give_a_proof (OfficeTest *self, gconstpointer data)
{
  GtkWidget *page = miqat_booking_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  g_autoptr (GFile) file = write_png (self);
  MiqatCommandDialog *dialog = NULL;
  Proofs proofs = { self, 0 };
  MiqatInput *input;

  g_assert_true (miqat_payment_page_count (self->office, &proofs.before, NULL));
  miqat_opener_open (MIQAT_OPENER (page), "view:seat_locked");
  widget_test_wait (200);
  for (guint i = 0; i < office_test_count_rows (page) && dialog == NULL; i++) {
    miqat_list_pane_select (office_test_find_list (page), i);
    gtk_widget_activate_action (page, "booking.proof", NULL);
    dialog = office_test_find_dialog (window);
  }
  g_assert_nonnull (dialog);
  input = miqat_form_get_input (miqat_command_dialog_get_form (dialog), MIQAT_COMMAND_FILE);
  miqat_file_input_set_file (MIQAT_FILE_INPUT (input), file);
  g_assert_true (office_test_wait (is_usable, input));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.submit", NULL);
  g_assert_true (office_test_wait (is_one_more, &proofs));
  gtk_window_destroy (window);
}

#define ADD(name, person, func) \
  g_test_add ("/office/proof/" name, OfficeTest, person, office_test_set_up, func, office_test_tear_down)

int
main (int argc, char **argv)
{
  office_test_init (&argc, &argv);
  ADD ("give", "keuangan@demo.example", test_give_a_proof);
  return g_test_run ();
}
