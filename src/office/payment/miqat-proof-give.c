/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-bank-account.h"
#include "miqat-command-dialog.h"
#include "miqat-invoice.h"
#include "miqat-money.h"
#include "miqat-proof-give.h"

#include <glib/gi18n-lib.h>

/* Choices whose texts live in `texts`. */
typedef struct {
  GArray *invoices; /* of MiqatChoice, ends with a NULL name */
  GArray *accounts; /* ditto */
  GPtrArray *texts;
  JsonObject *values;
} Asking;

static void
asking_init (Asking *self)
{
  self->invoices = g_array_new (TRUE, TRUE, sizeof (MiqatChoice));
  self->accounts = g_array_new (TRUE, TRUE, sizeof (MiqatChoice));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->values = json_object_new ();
}

static void
asking_clear (Asking *self)
{
  g_array_unref (self->invoices);
  g_array_unref (self->accounts);
  g_ptr_array_unref (self->texts);
  json_object_unref (self->values);
}

/* Takes `label`. The first choice is what the form begins with. */
static void
add_choice (Asking *self, GArray *choices, const char *param, const char *id, char *label)
{
  MiqatChoice choice = { g_strdup (id), label };

  g_ptr_array_add (self->texts, (char *) choice.name);
  g_ptr_array_add (self->texts, label);
  if (choices->len == 0)
    json_object_set_string_member (self->values, param, id);
  g_array_append_val (choices, choice);
}

static gboolean
read_invoices (Asking *self, MiqatDb *db, const char *booking_id, GError **error)
{
  g_autoptr (GPtrArray) invoices = miqat_invoice_list (db, booking_id, error);

  for (guint i = 0; invoices != NULL && i < invoices->len; i++) {
    const MiqatInvoice *invoice = g_ptr_array_index (invoices, i);
    gint64 open = invoice->amount - invoice->paid;
    g_autofree char *amount = miqat_money_format (open);

    if (open <= 0 || g_str_equal (invoice->status, "cancelled"))
      continue;
    if (self->invoices->len == 0)
      json_object_set_int_member (self->values, "amount", open);
    add_choice (self, self->invoices, "invoice_id", invoice->id, g_strdup_printf ("%s · %s", invoice->code, amount));
  }
  return invoices != NULL;
}

static gboolean
read_accounts (Asking *self, MiqatDb *db, GError **error)
{
  g_autoptr (GPtrArray) accounts = miqat_bank_account_list (db, FALSE, error);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++) {
    const MiqatBankAccount *account = g_ptr_array_index (accounts, i);

    add_choice (self, self->accounts, "bank_account_id", account->id,
                g_strdup_printf ("%s · %s", account->bank_name, account->account_number));
  }
  return accounts != NULL;
}

static void
ask (Asking *self, GtkWidget *parent, MiqatOffice *office, const MiqatBooking *booking)
{
  g_autoptr (JsonObject) given = json_object_new ();
  g_autofree char *title = g_strdup_printf (_("Transfer proof · %s"), booking->code);
  const MiqatFieldChange changes[] = {
    { .name = "booking_id", .hidden = TRUE },
    { .name = "invoice_id", .choices = (const MiqatChoice *) (gpointer) self->invoices->data },
    { .name = MIQAT_COMMAND_FILE, .hint = _("A picture (JPEG or PNG) or a PDF, up to 10 MB.") },
    { .name = "bank_account_id", .choices = (const MiqatChoice *) (gpointer) self->accounts->data },
    { NULL },
  };
  MiqatCommandQuestion question = {
    .command = "payment.submit_proof", .title = title, .verb = _("Keep for checking"),
    .changes = changes, .values = self->values, .given = given,
  };

  json_object_set_string_member (given, "booking_id", booking->id);
  if (booking->payer_name != NULL)
    json_object_set_string_member (self->values, "sender_name", booking->payer_name);
  miqat_command_dialog_show (parent, office, &question);
}

gboolean
miqat_proof_give (GtkWidget *parent, MiqatOffice *office, const MiqatBooking *booking, GError **error)
{
  MiqatDb *db = miqat_office_get_db (office);
  Asking asking;
  gboolean read;

  asking_init (&asking);
  read = read_invoices (&asking, db, booking->id, error) && read_accounts (&asking, db, error);
  if (read)
    ask (&asking, parent, office, booking);
  asking_clear (&asking);
  return read;
}
