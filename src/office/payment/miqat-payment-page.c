/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decides transfer proofs. The list keeps its place by proof id, so that a decision made here or
 * elsewhere moves on to the next one and never changes what a key press is about. */
#include "config.h"

#include "miqat-claim.h"
#include "miqat-dialog.h"
#include "miqat-document.h"
#include "miqat-list-pane.h"
#include "miqat-look.h"
#include "miqat-opener.h"
#include "miqat-payment-page.h"
#include "miqat-picture-view.h"
#include "miqat-proof.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _MiqatPaymentPage {
  MiqatPage parent_instance;

  MiqatListPane *queue;
  MiqatPictureView *picture;
  MiqatClaim *claim;

  MiqatOffice *office;
  MiqatListModel *model;
  char *proof_id;            /* the proof on screen; NULL: none */
  GCancellable *picture_cancellable;
  gboolean busy;             /* a decision is on its way */
};

static void opener_init (MiqatOpenerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiqatPaymentPage, miqat_payment_page, MIQAT_TYPE_PAGE,
                               G_IMPLEMENT_INTERFACE (MIQAT_TYPE_OPENER, opener_init))

/* ---- the proof on screen -------------------------------------------------------------------- */

static void
show_error (MiqatPaymentPage *self, const GError *error)
{
  const MiqatProblems *problems = miqat_refusal_get_problems (error);
  g_autofree char *sentence = problems != NULL
                                ? miqat_problem_dup_sentence (miqat_problems_get (problems, 0))
                                : g_strdup (error->message);

  miqat_claim_show_problem (self->claim, sentence);
}

static void
on_picture_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatPaymentPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = miqat_office_load_document_finish (MIQAT_OFFICE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->picture == NULL)
    return;
  if (bytes != NULL)
    miqat_picture_view_set_bytes (self->picture, bytes, _("Transfer proof"));
  else
    show_error (self, error);
}

static void
load_picture (MiqatPaymentPage *self, const char *document_id)
{
  MiqatReader reader = miqat_office_get_reader (self->office);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatDocument) document
    = miqat_document_load (miqat_office_get_db (self->office), document_id, &reader, &error);

  miqat_picture_view_set_bytes (self->picture, NULL, NULL);
  if (document == NULL) {
    show_error (self, error);
    return;
  }
  g_cancellable_cancel (self->picture_cancellable);
  g_set_object (&self->picture_cancellable, NULL);
  self->picture_cancellable = g_cancellable_new ();
  miqat_office_load_document_async (self->office, document_id, document->content_hash,
                                    self->picture_cancellable, on_picture_loaded_cb, g_object_ref (self));
}

static void
update_actions (MiqatPaymentPage *self, gboolean waiting)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean may_approve = waiting && !self->busy && miqat_office_may (self->office, "payment.approve");
  gboolean may_reject = waiting && !self->busy && miqat_office_may (self->office, "payment.reject");

  gtk_widget_action_set_enabled (widget, "payment.approve", may_approve);
  gtk_widget_action_set_enabled (widget, "payment.reject-keep", may_reject);
  gtk_widget_action_set_enabled (widget, "payment.reject-return", may_reject);
}

static void
show_nothing (MiqatPaymentPage *self)
{
  g_clear_pointer (&self->proof_id, g_free);
  miqat_picture_view_set_bytes (self->picture, NULL, NULL);
  miqat_claim_clear (self->claim);
  update_actions (self, FALSE);
}

static void
show_proof (MiqatPaymentPage *self, const MiqatProof *proof)
{
  if (g_strcmp0 (self->proof_id, proof->id) != 0) {
    g_free (self->proof_id);
    self->proof_id = g_strdup (proof->id);
    miqat_claim_show_problem (self->claim, NULL);
    load_picture (self, proof->document_id);
  }
  miqat_claim_show (self->claim, self->office, proof);
  update_actions (self, g_str_equal (proof->status, "waiting"));
}

static void
on_item_selected_cb (MiqatListPane *pane, GObject *item, MiqatPaymentPage *self)
{
  const MiqatProof *proof = item != NULL ? miqat_proof_item_get_proof (MIQAT_PROOF_ITEM (item)) : NULL;

  if (proof != NULL)
    show_proof (self, proof);
  else
    show_nothing (self);
}

/* ---- the queue ------------------------------------------------------------------------------ */

static char *
get_payer_text (gpointer item, gpointer data)
{
  const MiqatProof *proof = miqat_proof_item_get_proof (item);

  return proof != NULL ? g_strdup (proof->payer_name) : NULL;
}

static gint64
get_amount (gpointer item, gpointer data)
{
  const MiqatProof *proof = miqat_proof_item_get_proof (item);

  return proof != NULL ? proof->amount_claimed : G_MININT64;
}

static char *
get_key (gpointer item, gpointer data)
{
  const MiqatProof *proof = miqat_proof_item_get_proof (item);

  return proof != NULL ? g_strdup (proof->id) : NULL;
}

static MiqatProofFilter
get_filter (MiqatPaymentPage *self)
{
  const char *view = miqat_filter_bar_get_view (miqat_list_pane_get_filter_bar (self->queue));

  return g_strcmp0 (view, "decided") == 0 ? MIQAT_PROOFS_DECIDED : MIQAT_PROOFS_WAITING;
}

/* Keeps a proof selected: the same one, or what has moved into its place. */
static void
select_again (MiqatPaymentPage *self, guint position)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  if (count == 0)
    show_nothing (self);
  else if (miqat_list_pane_get_selected_item (self->queue) == NULL)
    miqat_list_pane_select (self->queue, MIN (position, count - 1));
}

static void
refresh (MiqatPaymentPage *self)
{
  guint position = miqat_list_pane_get_selected (self->queue);
  g_autoptr (GError) error = NULL;

  if (!miqat_list_model_refresh (self->model, &error))
    show_error (self, error);
  select_again (self, position == GTK_INVALID_LIST_POSITION ? 0 : position);
}

static void
on_filter_changed_cb (MiqatListPane *pane, MiqatPaymentPage *self)
{
  g_autoptr (GError) error = NULL;

  if (!miqat_proof_model_set_filter (self->model, miqat_office_get_db (self->office),
                                     miqat_office_get_reader (self->office), get_filter (self), &error))
    show_error (self, error);
  select_again (self, 0);
}

static void
on_changed_cb (MiqatOffice *office, MiqatChanges *changes, MiqatPaymentPage *self)
{
  if (changes == NULL || miqat_changes_touch (changes, "payment_proofs")
      || miqat_changes_touch (changes, "payment_invoices"))
    refresh (self);
}

/* ---- deciding ------------------------------------------------------------------------------- */

static void
on_decided_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatPaymentPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAnswer) answer = miqat_office_run_finish (MIQAT_OFFICE (source), result, &error);

  if (self->queue == NULL)
    return;
  self->busy = FALSE;
  if (answer == NULL) {
    show_error (self, error);
  } else if (!answer->done) {
    g_autofree char *sentence = miqat_problem_dup_sentence (miqat_problems_get (answer->problems, 0));
    miqat_claim_show_problem (self->claim, sentence);
  }
  refresh (self);
}

/* `reason` NULL approves. */
static void
decide (MiqatPaymentPage *self, const char *command, const char *reason, gboolean keep_seats)
{
  g_autoptr (JsonObject) args = json_object_new ();

  if (self->proof_id == NULL || self->busy)
    return;
  json_object_set_string_member (args, "proof_id", self->proof_id);
  if (reason != NULL) {
    json_object_set_string_member (args, "reason", reason);
    json_object_set_boolean_member (args, "keep_seats", keep_seats);
  }
  self->busy = TRUE;
  update_actions (self, TRUE);
  miqat_office_run_async (self->office, command, args, NULL, on_decided_cb, g_object_ref (self));
}

static void
on_approve_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  decide (MIQAT_PAYMENT_PAGE (widget), "payment.approve", NULL, FALSE);
}

static void
on_keep_reason_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatPaymentPage) self = data;
  g_autofree char *reason = miqat_dialog_ask_reason_finish (result);

  if (reason != NULL)
    decide (self, "payment.reject", reason, TRUE);
}

static void
on_return_reason_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MiqatPaymentPage) self = data;
  g_autofree char *reason = miqat_dialog_ask_reason_finish (result);

  if (reason != NULL)
    decide (self, "payment.reject", reason, FALSE);
}

static void
on_reject_keep_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatPaymentPage *self = MIQAT_PAYMENT_PAGE (widget);
  g_autofree char *title = g_strdup_printf (_("Ask %s for a new proof?"), miqat_claim_get_payer (self->claim));
  MiqatDialogQuestion question = {
    .title = title,
    .consequence = _("The seats stay held. The reason is sent to the payer."),
    .verb = _("Ask for a new proof"),
  };

  miqat_dialog_ask_reason_async (widget, &question, NULL, NULL, on_keep_reason_cb, g_object_ref (self));
}

static void
on_reject_return_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MiqatPaymentPage *self = MIQAT_PAYMENT_PAGE (widget);
  g_autofree char *title = g_strdup_printf (_("Reject and cancel %s?"), miqat_claim_get_booking_code (self->claim));
  MiqatDialogQuestion question = {
    .title = title,
    .consequence = _("Its seats are given back and can be sold again. The reason is sent to the payer."),
    .verb = _("Reject and return the seats"),
    .destructive = TRUE,
  };

  miqat_dialog_ask_reason_async (widget, &question, NULL, NULL, on_return_reason_cb, g_object_ref (self));
}

static void
on_next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  miqat_list_pane_move (MIQAT_PAYMENT_PAGE (widget)->queue, 1);
}

static void
on_previous_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  miqat_list_pane_move (MIQAT_PAYMENT_PAGE (widget)->queue, -1);
}

/* ---- object --------------------------------------------------------------------------------- */

static gboolean
select_proof (MiqatPaymentPage *self, const char *id)
{
  GListModel *model = G_LIST_MODEL (self->model);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (MiqatProofItem) item = g_list_model_get_item (model, i);
    const MiqatProof *proof = miqat_proof_item_get_proof (item);

    if (proof != NULL && g_str_equal (proof->id, id)) {
      miqat_list_pane_select (self->queue, i);
      return TRUE;
    }
  }
  return FALSE;
}

/* The view that shows the proof comes first: it may have been decided meanwhile. */
static void
miqat_payment_page_open (MiqatOpener *opener, const char *id)
{
  MiqatPaymentPage *self = MIQAT_PAYMENT_PAGE (opener);
  MiqatFilterBar *bar = miqat_list_pane_get_filter_bar (self->queue);
  g_autoptr (MiqatProof) proof = NULL;
  g_autoptr (GError) error = NULL;

  if (g_str_has_prefix (id, "view:")) {
    miqat_filter_bar_set_view (bar, id + strlen ("view:"));
    return;
  }
  if (select_proof (self, id))
    return;
  proof = miqat_proof_load (miqat_office_get_db (self->office), miqat_office_get_reader (self->office), id, &error);
  if (proof == NULL) {
    show_error (self, error);
    return;
  }
  miqat_filter_bar_set_view (bar, g_str_equal (proof->status, "waiting") ? "waiting" : "decided");
  select_proof (self, id);
}

static void
opener_init (MiqatOpenerInterface *iface)
{
  iface->open = miqat_payment_page_open;
}

static void
miqat_payment_page_shown (MiqatPage *page)
{
  refresh (MIQAT_PAYMENT_PAGE (page));
  /* The keyboard begins in the queue, so that A and T are about what is seen. */
  gtk_widget_grab_focus (GTK_WIDGET (MIQAT_PAYMENT_PAGE (page)->queue));
}

static void
miqat_payment_page_dispose (GObject *object)
{
  MiqatPaymentPage *self = MIQAT_PAYMENT_PAGE (object);

  g_cancellable_cancel (self->picture_cancellable);
  g_clear_object (&self->picture_cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_PAYMENT_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->office);
  G_OBJECT_CLASS (miqat_payment_page_parent_class)->dispose (object);
}

static void
miqat_payment_page_finalize (GObject *object)
{
  MiqatPaymentPage *self = MIQAT_PAYMENT_PAGE (object);

  g_free (self->proof_id);
  G_OBJECT_CLASS (miqat_payment_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "payment.approve", NULL, on_approve_cb);
  gtk_widget_class_install_action (widget_class, "payment.reject-keep", NULL, on_reject_keep_cb);
  gtk_widget_class_install_action (widget_class, "payment.reject-return", NULL, on_reject_return_cb);
  gtk_widget_class_install_action (widget_class, "payment.next", NULL, on_next_cb);
  gtk_widget_class_install_action (widget_class, "payment.previous", NULL, on_previous_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, 0, "payment.approve", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "payment.reject-keep", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "payment.reject-return", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "payment.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, 0, "payment.previous", NULL);
  /* From the buttons too: the list itself takes the arrows while the cursor is in it. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, 0, "payment.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, 0, "payment.previous", NULL);
}

static void
miqat_payment_page_class_init (MiqatPaymentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_payment_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = miqat_payment_page_finalize;
  MIQAT_PAGE_CLASS (klass)->shown = miqat_payment_page_shown;
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/payment/miqat-payment-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatPaymentPage, queue);
  gtk_widget_class_bind_template_child (widget_class, MiqatPaymentPage, picture);
  gtk_widget_class_bind_template_child (widget_class, MiqatPaymentPage, claim);
}

static void
miqat_payment_page_init (MiqatPaymentPage *self)
{
  g_type_ensure (MIQAT_TYPE_LIST_PANE);
  g_type_ensure (MIQAT_TYPE_PICTURE_VIEW);
  g_type_ensure (MIQAT_TYPE_CLAIM);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_queue (MiqatPaymentPage *self)
{
  const MiqatListColumn columns[] = {
    { .name = "payer", .title = _("Payer"), .kind = MIQAT_CELL_PERSON, .expand = TRUE, .text = get_payer_text },
    { .name = "amount", .title = _("Amount"), .kind = MIQAT_CELL_MONEY, .width = 108, .number = get_amount },
  };
  MiqatFilterBar *bar = miqat_list_pane_get_filter_bar (self->queue);

  miqat_filter_bar_set_searchable (bar, FALSE);
  miqat_filter_bar_add_view (bar, "waiting", _("Waiting"));
  miqat_filter_bar_add_view (bar, "decided", _("Decided"));
  miqat_list_pane_add_columns (self->queue, columns, G_N_ELEMENTS (columns), NULL);
  miqat_list_pane_set_key_func (self->queue, get_key, NULL);
  miqat_empty_state_set_text (miqat_list_pane_get_empty_state (self->queue), "miqat-pembayaran-symbolic",
                              _("No proof is waiting"), _("New transfer proofs appear here by themselves."));
  self->model = miqat_proof_model_new (miqat_office_get_db (self->office),
                                       miqat_office_get_reader (self->office), MIQAT_PROOFS_WAITING);
  miqat_list_pane_set_model (self->queue, G_LIST_MODEL (self->model));
  g_signal_connect (self->queue, "item-selected", G_CALLBACK (on_item_selected_cb), self);
  g_signal_connect (self->queue, "filter-changed", G_CALLBACK (on_filter_changed_cb), self);
}

GtkWidget *
miqat_payment_page_new (MiqatOffice *office)
{
  MiqatPaymentPage *self = g_object_new (MIQAT_TYPE_PAYMENT_PAGE, NULL);

  self->office = g_object_ref (office);
  fill_queue (self);
  g_signal_connect_object (office, "changed", G_CALLBACK (on_changed_cb), self, 0);
  refresh (self);
  return GTK_WIDGET (self);
}

gboolean
miqat_payment_page_count (MiqatOffice *office, guint *waiting, GError **error)
{
  gint64 count = 0;

  if (!miqat_proof_count_waiting (miqat_office_get_db (office), miqat_office_get_reader (office), &count, error))
    return FALSE;
  *waiting = (guint) count;
  return TRUE;
}
