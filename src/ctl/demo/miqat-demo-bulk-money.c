/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of one booking that are about money: what it owes, what came in, the journal, and who
 * earned what. The arithmetic is the areas' own. */
#include "config.h"

#include "miqat-demo-bulk.h"
#include "miqat-journal.h"
#include "miqat-payment-rules.h"
#include "miqat-text.h"

#define INVOICES 2

/* One invoice while money is given to its lines. */
typedef struct {
  char id[37];
  char lines[MIQAT_DEMO_PAX_MAX][37];
  gint64 each;
  gint64 paid[MIQAT_DEMO_PAX_MAX];
} Invoice;

/* An allocation, remembered until the lines it refers to are written. */
typedef struct {
  guint payment;
  const char *line_id;
  gint64 amount;
} Allocation;

typedef struct {
  MiqatDemoLoad *load;
  const MiqatDemoFlight *flight;
  const MiqatDemoBooking *booking;
  const MiqatDemoOffice *office;
  Invoice invoices[INVOICES]; /* DP, then the rest */
  Allocation allocations[MIQAT_DEMO_PAYMENTS_MAX * INVOICES * MIQAT_DEMO_PAX_MAX];
  guint n_allocations;
} Account;

static gint64
sum_paid (const Invoice *invoice, guint pax)
{
  gint64 sum = 0;

  for (guint i = 0; i < pax; i++)
    sum += invoice->paid[i];
  return sum;
}

/* ---- dividing --------------------------------------------------------------------------------- */

static void
open_invoices (Account *self)
{
  const MiqatDemoBooking *booking = self->booking;

  self->invoices[0].each = miqat_payment_dp (booking->price, self->load->dp_per_person, 0);
  self->invoices[1].each = booking->price - self->invoices[0].each;
  for (guint i = 0; i < INVOICES; i++) {
    miqat_demo_load_id (self->load, booking->created, self->invoices[i].id);
    for (guint j = 0; j < booking->pax; j++)
      miqat_demo_load_id (self->load, booking->created, self->invoices[i].lines[j]);
  }
}

/* The lines that still wait for money, oldest due first, then by traveller: as the payment area gives. */
static guint
list_open (const Account *self, MiqatOpenLine *open)
{
  guint count = 0;

  for (guint i = 0; i < INVOICES; i++)
    for (guint j = 0; j < self->booking->pax; j++) {
      const Invoice *invoice = &self->invoices[i];

      if (invoice->paid[j] < invoice->each)
        open[count++] = (MiqatOpenLine) { .line_id = invoice->lines[j],
                                          .open = invoice->each - invoice->paid[j] };
    }
  return count;
}

static void
take (Account *self, guint payment, const MiqatOpenLine *line)
{
  for (guint i = 0; i < INVOICES; i++)
    for (guint j = 0; j < self->booking->pax; j++)
      if (line->line_id == self->invoices[i].lines[j])
        self->invoices[i].paid[j] += line->take;
  self->allocations[self->n_allocations++] = (Allocation) { payment, line->line_id, line->take };
}

static void
divide (Account *self)
{
  for (guint payment = 0; payment < self->booking->n_payments; payment++) {
    MiqatOpenLine open[INVOICES * MIQAT_DEMO_PAX_MAX] = { 0 };
    guint count = list_open (self, open);

    miqat_payment_allocate (open, count, self->booking->payments[payment].amount);
    for (guint i = 0; i < count; i++)
      if (open[i].take > 0)
        take (self, payment, &open[i]);
  }
}

/* ---- invoices --------------------------------------------------------------------------------- */

static const char *
get_invoice_status (const Account *self, guint index)
{
  const Invoice *invoice = &self->invoices[index];
  guint pax = self->booking->pax;

  if (!miqat_booking_status_is_live (self->booking->status))
    return "cancelled";
  if (sum_paid (invoice, pax) == invoice->each * pax)
    return "paid";
  return index == 0 && self->booking->has_proof ? "pending" : "unpaid";
}

static void
put_invoice (Account *self, guint index)
{
  MiqatDemoRows *rows = self->load->rows;
  const MiqatDemoBooking *booking = self->booking;
  const Invoice *invoice = &self->invoices[index];
  MiqatDay made = miqat_instant_get_day (booking->created, self->office->zone);
  MiqatDay due = index == 0 ? made
                            : miqat_payment_final_due (self->flight->date, self->load->final_due_days, made);
  g_autofree char *code
    = g_strdup_printf ("INV-%s-%s", booking->code + 3, index == 0 ? "DP" : "PELUNASAN");

  miqat_demo_row_begin (rows, "payment_invoices");
  miqat_demo_row_text (rows, "id", invoice->id);
  miqat_demo_row_text (rows, "booking_id", booking->id);
  miqat_demo_row_text (rows, "branch_id", self->office->id);
  miqat_demo_row_text (rows, "invoice_code", code);
  miqat_demo_row_text (rows, "invoice_type", index == 0 ? "dp" : "final");
  miqat_demo_row_int (rows, "amount", invoice->each * booking->pax);
  miqat_demo_row_int (rows, "paid", sum_paid (invoice, booking->pax));
  miqat_demo_row_day (rows, "due_date", due);
  miqat_demo_row_text (rows, "status", get_invoice_status (self, index));
  miqat_demo_row_text (rows, "payment_mode", "manual");
  miqat_demo_row_int (rows, "created_at", booking->created);
  miqat_demo_row_end (rows);
  for (guint i = 0; i < booking->pax; i++) {
    miqat_demo_row_begin (rows, "invoice_lines");
    miqat_demo_row_text (rows, "id", invoice->lines[i]);
    miqat_demo_row_text (rows, "invoice_id", invoice->id);
    miqat_demo_row_text (rows, "traveller_id", booking->travellers[i]);
    miqat_demo_row_int (rows, "position", i + 1);
    miqat_demo_row_text (rows, "branch_id", self->office->id);
    miqat_demo_row_int (rows, "amount", invoice->each);
    miqat_demo_row_int (rows, "paid", invoice->paid[i]);
    miqat_demo_row_end (rows);
  }
}

/* A picture that waits. The vault has none for it: a million pictures would say nothing more. */
static void
put_proof (Account *self)
{
  MiqatDemoRows *rows = self->load->rows;
  const MiqatDemoBooking *booking = self->booking;
  g_autofree char *hash = miqat_hash_text (booking->id);
  g_autofree char *sender_key = miqat_text_fold (booking->people[0].name);
  MiqatInstant at = booking->created + 2 * MIQAT_HOUR;
  char document_id[37], id[37];

  miqat_demo_load_id (self->load, at, document_id);
  miqat_demo_load_id (self->load, at, id);
  miqat_demo_row_begin (rows, "documents");
  miqat_demo_row_text (rows, "id", document_id);
  miqat_demo_row_text (rows, "branch_id", self->office->id);
  miqat_demo_row_text (rows, "doc_type", "transfer_proof");
  miqat_demo_row_text (rows, "content_hash", hash);
  miqat_demo_row_text (rows, "file_name", "bukti.png");
  miqat_demo_row_text (rows, "media_type", "image/png");
  miqat_demo_row_int (rows, "size_bytes", 4096);
  miqat_demo_row_int (rows, "created_at", at);
  miqat_demo_row_end (rows);
  miqat_demo_row_begin (rows, "payment_proofs");
  miqat_demo_row_text (rows, "id", id);
  miqat_demo_row_text (rows, "booking_id", booking->id);
  miqat_demo_row_text (rows, "invoice_id", self->invoices[0].id);
  miqat_demo_row_text (rows, "branch_id", self->office->id);
  miqat_demo_row_text (rows, "document_id", document_id);
  miqat_demo_row_text (rows, "content_hash", hash);
  miqat_demo_row_text (rows, "bank_account_id", self->load->demo->accounts->pdata[0]);
  miqat_demo_row_text (rows, "sender_name", booking->people[0].name);
  miqat_demo_row_text (rows, "sender_key", sender_key);
  miqat_demo_row_int (rows, "amount_claimed", self->invoices[0].each * booking->pax);
  miqat_demo_row_int (rows, "submitted_at", at);
  miqat_demo_row_text (rows, "status", "waiting");
  miqat_demo_row_end (rows);
}

/* ---- the journal ------------------------------------------------------------------------------ */

typedef struct {
  const char *kind;
  const char *branch_id;
  const char *source_id;
  const char *debit, *debit_party, *credit, *credit_party;
  gint64 amount;
  MiqatInstant at;
  MiqatDay day;
} Posting;

static void
put_line (Account *self, const char *entry_id, const Posting *posting, gboolean debit)
{
  MiqatDemoRows *rows = self->load->rows;

  miqat_demo_row_begin (rows, "journal_lines");
  miqat_demo_row_text (rows, "entry_id", entry_id);
  miqat_demo_row_int (rows, "position", debit ? 1 : 2);
  miqat_demo_row_text (rows, "branch_id", posting->branch_id);
  miqat_demo_row_text (rows, "account", debit ? posting->debit : posting->credit);
  miqat_demo_row_text (rows, "party_id", debit ? posting->debit_party : posting->credit_party);
  miqat_demo_row_int (rows, "amount", debit ? posting->amount : -posting->amount);
  miqat_demo_row_end (rows);
}

static void
post (Account *self, const Posting *posting)
{
  MiqatDemoRows *rows = self->load->rows;
  char id[37];

  miqat_demo_load_id (self->load, posting->at, id);
  miqat_demo_row_begin (rows, "journal_entries");
  miqat_demo_row_text (rows, "id", id);
  miqat_demo_row_text (rows, "branch_id", posting->branch_id);
  miqat_demo_row_day (rows, "day", posting->day);
  miqat_demo_row_int (rows, "posted_at", posting->at);
  miqat_demo_row_text (rows, "kind", posting->kind);
  miqat_demo_row_text (rows, "booking_id", self->booking->id);
  miqat_demo_row_text (rows, "source_id", posting->source_id);
  miqat_demo_row_end (rows);
  put_line (self, id, posting, TRUE);
  put_line (self, id, posting, FALSE);
}

/* ---- payments --------------------------------------------------------------------------------- */

static void
put_receipt (Account *self, const MiqatDemoPayment *payment, const char *transaction_id, MiqatDay day)
{
  MiqatDemoRows *rows = self->load->rows;
  gint64 number = ++self->load->receipts[self->booking->office];
  g_autofree char *code = miqat_receipt_make_code (self->office->code, number);
  char id[37];

  miqat_demo_load_id (self->load, payment->at, id);
  miqat_demo_row_begin (rows, "receipts");
  miqat_demo_row_text (rows, "id", id);
  miqat_demo_row_text (rows, "branch_id", self->office->id);
  miqat_demo_row_text (rows, "booking_id", self->booking->id);
  miqat_demo_row_text (rows, "transaction_id", transaction_id);
  miqat_demo_row_text (rows, "series", self->office->code);
  miqat_demo_row_int (rows, "number", number);
  miqat_demo_row_text (rows, "receipt_code", code);
  miqat_demo_row_int (rows, "amount", payment->amount);
  miqat_demo_row_day (rows, "issued_day", day);
  miqat_demo_row_int (rows, "issued_at", payment->at);
  miqat_demo_row_end (rows);
}

static void
put_allocations (Account *self, guint payment, const char *transaction_id, MiqatInstant at)
{
  MiqatDemoRows *rows = self->load->rows;

  for (guint i = 0; i < self->n_allocations; i++) {
    const Allocation *allocation = &self->allocations[i];
    char id[37];

    if (allocation->payment != payment)
      continue;
    miqat_demo_load_id (self->load, at, id);
    miqat_demo_row_begin (rows, "payment_allocations");
    miqat_demo_row_text (rows, "id", id);
    miqat_demo_row_text (rows, "transaction_id", transaction_id);
    miqat_demo_row_text (rows, "line_id", allocation->line_id);
    miqat_demo_row_text (rows, "branch_id", self->office->id);
    miqat_demo_row_int (rows, "amount", allocation->amount);
    miqat_demo_row_end (rows);
  }
}

static void
put_payment (Account *self, guint index)
{
  MiqatDemoRows *rows = self->load->rows;
  const MiqatDemoPayment *payment = &self->booking->payments[index];
  const GPtrArray *accounts = self->load->demo->accounts;
  const char *account_id = accounts->pdata[payment->at / MIQAT_SECOND % accounts->len];
  MiqatDay day = miqat_instant_get_day (payment->at, self->office->zone);
  char id[37];
  const Posting posting = {
    .kind = "payment", .branch_id = self->office->id, .source_id = id,
    .debit = MIQAT_ACCOUNT_BANK, .debit_party = account_id,
    .credit = MIQAT_ACCOUNT_DEPOSITS, .credit_party = self->booking->id,
    .amount = payment->amount, .at = payment->at, .day = day,
  };

  miqat_demo_load_id (self->load, payment->at, id);
  miqat_demo_row_begin (rows, "payment_transactions");
  miqat_demo_row_text (rows, "id", id);
  miqat_demo_row_text (rows, "booking_id", self->booking->id);
  miqat_demo_row_text (rows, "branch_id", self->office->id);
  miqat_demo_row_text (rows, "method", "transfer");
  miqat_demo_row_text (rows, "bank_account_id", account_id);
  miqat_demo_row_text (rows, "payer_name", self->booking->people[0].name);
  miqat_demo_row_int (rows, "amount", payment->amount);
  miqat_demo_row_int (rows, "received_at", payment->at);
  miqat_demo_row_day (rows, "received_day", day);
  miqat_demo_row_text (rows, "received_by", self->office->finance);
  miqat_demo_row_end (rows);
  put_receipt (self, payment, id, day);
  put_allocations (self, index, id, payment->at);
  post (self, &posting);
}

/* ---- commission ------------------------------------------------------------------------------- */

static const char *const roles[] = { "pusat", "cabang", "mitra", "agen", "reseller" };

static const char *
get_node (const Account *self, guint index)
{
  if (index == 0)
    return self->load->pusat_id;
  return index == 1 ? self->office->id : self->office->partners[index - 2];
}

static void
put_share (Account *self, const char *traveller_id, guint index, const MiqatShare *share, MiqatInstant at)
{
  MiqatDemoRows *rows = self->load->rows;
  const char *branch_id = index == 0 ? self->load->pusat_id : self->office->id;
  char id[37];
  const Posting posting = {
    .kind = "commission", .branch_id = branch_id, .source_id = id,
    .debit = MIQAT_ACCOUNT_COMMISSION_EXPENSE, .debit_party = self->booking->id,
    .credit = MIQAT_ACCOUNT_COMMISSION_PAYABLE, .credit_party = get_node (self, index),
    .amount = share->kept, .at = at, .day = miqat_instant_get_day (at, MIQAT_ZONE_WIB),
  };

  miqat_demo_load_id (self->load, at, id);
  miqat_demo_row_begin (rows, "commission_ledger");
  miqat_demo_row_text (rows, "id", id);
  miqat_demo_row_text (rows, "booking_id", self->booking->id);
  miqat_demo_row_text (rows, "traveller_id", traveller_id);
  miqat_demo_row_text (rows, "branch_id", branch_id);
  miqat_demo_row_text (rows, "user_id", get_node (self, index));
  miqat_demo_row_text (rows, "user_role", roles[index]);
  miqat_demo_row_text (rows, "entry", "share");
  miqat_demo_row_int (rows, "amount", share->kept);
  miqat_demo_row_int (rows, "granted", share->granted);
  miqat_demo_row_int (rows, "cut", share->cut);
  miqat_demo_row_text (rows, "status",
                       self->booking->status == MIQAT_BOOKING_PAID_FULL ? "confirmed" : "pending");
  miqat_demo_row_int (rows, "created_at", at);
  miqat_demo_row_int (rows, "updated_at", at);
  miqat_demo_row_end (rows);
  if (index > 0 && share->kept > 0)
    post (self, &posting);
}

static void
put_commission (Account *self, const char *traveller_id)
{
  MiqatDemoRows *rows = self->load->rows;
  MiqatShare shares[MIQAT_COMMISSION_DEPTH_MAX] = { 0 };
  MiqatInstant at = self->booking->payments[0].at;
  guint count = self->booking->depth + 2;

  miqat_commission_distribute (self->load->margin, self->booking->price, self->load->grants, count, shares);
  miqat_demo_row_begin (rows, "commission_margins");
  miqat_demo_row_text (rows, "traveller_id", traveller_id);
  miqat_demo_row_text (rows, "booking_id", self->booking->id);
  miqat_demo_row_int (rows, "margin", self->load->margin);
  miqat_demo_row_int (rows, "price", self->booking->price);
  miqat_demo_row_int (rows, "created_at", at);
  miqat_demo_row_end (rows);
  for (guint i = 0; i < count; i++)
    put_share (self, traveller_id, i, &shares[i], at);
}

void
miqat_demo_load_money (MiqatDemoLoad *self, const MiqatDemoFlight *flight, const MiqatDemoBooking *booking)
{
  Account account = {
    .load = self,
    .flight = flight,
    .booking = booking,
    .office = self->demo->offices->pdata[booking->office],
  };

  open_invoices (&account);
  divide (&account);
  for (guint i = 0; i < INVOICES; i++)
    put_invoice (&account, i);
  if (booking->has_proof)
    put_proof (&account);
  for (guint i = 0; i < booking->n_payments; i++)
    put_payment (&account, i);
  for (guint i = 0; i < booking->pax && booking->n_payments > 0; i++)
    put_commission (&account, booking->travellers[i]);
}
