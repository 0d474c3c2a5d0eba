/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the pilgrims: what is edited, emptied and kept. */
#include "config.h"

#include "office-test.h"

#include "miqat-opener.h"
#include "miqat-pilgrim-list.h"
#include "miqat-pilgrim-page.h"
#include "miqat-pilgrim.h"

typedef struct {
  OfficeTest *test;
  char *id;
} Somebody;

static MiqatPilgrim *
load (const Somebody *self)
{
  const MiqatReader everybody = { NULL, NULL };

  return miqat_pilgrim_load (miqat_office_get_db (self->test->office),
                             miqat_site_get_key (miqat_office_get_site (self->test->office)), self->id,
                             &everybody, MIQAT_PILGRIM_IN_CLEAR, NULL);
}

static gboolean
has_no_address (gpointer data)
{
  g_autoptr (MiqatPilgrim) pilgrim = load (data);

  return pilgrim->address == NULL;
}

/* The first in the list who has an address. */
static void
find_somebody (Somebody *self, GtkWidget *page)
{
  GListModel *people = miqat_list_pane_get_model (office_test_find_list (page));

  for (guint i = 0; i < g_list_model_get_n_items (people); i++) {
    g_autoptr (MiqatPilgrimItem) item = g_list_model_get_item (people, i);
    g_autoptr (MiqatPilgrim) pilgrim = NULL;

    g_free (self->id);
    self->id = g_strdup (miqat_pilgrim_item_get_id (item));
    pilgrim = load (self);
    if (pilgrim->address != NULL && pilgrim->nik != NULL)
      return;
  }
  g_assert_not_reached ();
}

/* What is rubbed out is gone; what everybody has cannot be rubbed out; the rest stays. */
static void
test_empty (OfficeTest *self, gconstpointer data)
{
  GtkWidget *page = miqat_pilgrim_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  Somebody somebody = { self, NULL };
  g_autoptr (MiqatPilgrim) before = NULL;
  g_autoptr (MiqatPilgrim) after = NULL;
  g_autoptr (JsonNode) name = NULL;
  MiqatForm *form;

  find_somebody (&somebody, page);
  before = load (&somebody);
  name = miqat_input_make_text_node (before->full_name);
  miqat_opener_open (MIQAT_OPENER (page), somebody.id);
  g_assert_true (gtk_widget_activate_action (page, "pilgrim.edit", NULL));
  form = miqat_command_dialog_get_form (office_test_find_dialog (window));
  miqat_input_set_value (miqat_form_get_input (form, "address"), NULL);
  miqat_input_set_value (miqat_form_get_input (form, "full_name"), NULL);
  gtk_widget_activate_action (GTK_WIDGET (form), "dialog.submit", NULL);
  g_assert_true (miqat_form_get_first_error (form) == miqat_form_get_row (form, "full_name"));

  miqat_input_set_value (miqat_form_get_input (form, "full_name"), name);
  gtk_widget_activate_action (GTK_WIDGET (form), "dialog.submit", NULL);
  g_assert_true (office_test_wait (has_no_address, &somebody));
  after = load (&somebody);
  g_assert_cmpstr (after->full_name, ==, before->full_name);
  g_assert_cmpstr (after->nik, ==, before->nik);
  g_assert_cmpstr (after->phone, ==, before->phone);
  g_free (somebody.id);
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  office_test_init (&argc, &argv);
  g_test_add ("/office/pilgrim/empty", OfficeTest, "sales.sby@demo.example", office_test_set_up, test_empty,
              office_test_tear_down);
  return g_test_run ();
}
