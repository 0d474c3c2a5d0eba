/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue of proofs: deciding, who may not, and the record of what was decided. */
#include "config.h"

#include "office-test.h"

#include "miqat-claim.h"
#include "miqat-opener.h"
#include "miqat-payment-page.h"
#include "miqat-proof.h"

typedef struct {
  GtkWidget *page;
  guint rows;
} Rows;

static gboolean
has_fewer_rows (gpointer data)
{
  const Rows *rows = data;

  return office_test_count_rows (rows->page) < rows->rows;
}

static void
test_approve (OfficeTest *self, gconstpointer data)
{
  GtkWidget *page = miqat_payment_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  GtkWidget *pane = widget_test_find (page, MIQAT_TYPE_LIST_PANE, NULL);
  Rows rows = { page, office_test_count_rows (page) };
  guint before = 0, after = 0;
  g_autofree char *first = NULL;
  const MiqatProof *proof;

  g_assert_true (miqat_payment_page_count (self->office, &before, NULL));
  g_assert_cmpuint (before, ==, rows.rows);
  proof = miqat_proof_item_get_proof (miqat_list_pane_get_selected_item (MIQAT_LIST_PANE (pane)));
  first = g_strdup (proof->id);
  g_assert_true (gtk_widget_activate_action (page, "payment.approve", NULL));
  g_assert_true (office_test_wait (has_fewer_rows, &rows));
  g_assert_true (miqat_payment_page_count (self->office, &after, NULL));
  g_assert_cmpuint (after, ==, before - 1);
  /* The next one is already there. */
  proof = miqat_proof_item_get_proof (miqat_list_pane_get_selected_item (MIQAT_LIST_PANE (pane)));
  g_assert_cmpstr (proof->id, !=, first);
  gtk_window_destroy (window);
}

static void
test_sales_may_not_approve (OfficeTest *self, gconstpointer data)
{
  GtkWidget *page = miqat_payment_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  guint before = 0, after = 0;

  g_assert_true (miqat_payment_page_count (self->office, &before, NULL));
  gtk_widget_activate_action (page, "payment.approve", NULL);
  widget_test_wait (200);
  g_assert_true (miqat_payment_page_count (self->office, &after, NULL));
  g_assert_cmpuint (after, ==, before);
  gtk_window_destroy (window);
}

static gboolean
is_approved (gpointer data)
{
  return widget_test_shows (data, "Approved");
}

static void
test_record_of_decisions (OfficeTest *self, gconstpointer data)
{
  GtkWidget *page = miqat_payment_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  MiqatClaim *claim = MIQAT_CLAIM (widget_test_find (page, MIQAT_TYPE_CLAIM, NULL));
  g_autofree char *payer = g_strdup (miqat_claim_get_payer (claim));
  g_autofree char *id = NULL;
  guint rows = office_test_count_rows (page);

  id = g_strdup (miqat_proof_item_get_proof (miqat_list_pane_get_selected_item (office_test_find_list (page)))->id);
  g_assert_false (widget_test_shows (page, "Approved"));
  gtk_widget_activate_action (page, "payment.approve", NULL);
  for (guint i = 0; i < 50 && office_test_count_rows (page) == rows; i++)
    widget_test_wait (100);
  g_assert_cmpuint (office_test_count_rows (page), ==, rows - 1);
  /* It is no longer among those that wait, and still found. */
  miqat_opener_open (MIQAT_OPENER (page), id);
  g_assert_cmpstr (miqat_filter_bar_get_view (miqat_list_pane_get_filter_bar (office_test_find_list (page))), ==,
                   "decided");
  g_assert_true (office_test_wait (is_approved, page));
  g_assert_cmpstr (miqat_claim_get_payer (claim), ==, payer);
  gtk_window_destroy (window);
}

static void
test_moving_on (OfficeTest *self, gconstpointer data)
{
  GtkWidget *page = miqat_payment_page_new (self->office);
  GtkWindow *window = office_test_show (page);
  MiqatListPane *pane = office_test_find_list (page);

  g_assert_cmpuint (miqat_list_pane_get_selected (pane), ==, 0);
  gtk_widget_activate_action (page, "payment.next", NULL);
  g_assert_cmpuint (miqat_list_pane_get_selected (pane), ==, 1);
  gtk_widget_activate_action (page, "payment.previous", NULL);
  g_assert_cmpuint (miqat_list_pane_get_selected (pane), ==, 0);
  gtk_window_destroy (window);
}

#define ADD(name, person, func) \
  g_test_add ("/office/payment/" name, OfficeTest, person, office_test_set_up, func, office_test_tear_down)

int
main (int argc, char **argv)
{
  office_test_init (&argc, &argv);
  ADD ("approve", "keuangan@demo.example", test_approve);
  ADD ("sales-may-not-approve", "sales.sby@demo.example", test_sales_may_not_approve);
  ADD ("record-of-decisions", "keuangan@demo.example", test_record_of_decisions);
  ADD ("moving-on", "keuangan@demo.example", test_moving_on);
  return g_test_run ();
}
