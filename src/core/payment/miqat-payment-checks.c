/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must always hold of money, computed anew from the rows. An auditor looks across the areas'
 * borders: these statements read bookings too. */
#include "config.h"

#include "miqat-payment-private.h"

#include <glib/gi18n-lib.h>

#define LIVE_STATUS "('seat_locked', 'awaiting_verification', 'dp_paid', 'installment', 'paid_full')"
#define SUM_OF(what, from) "coalesce((SELECT sum(" what ") FROM " from "), 0)"

enum {
  SQL_COUNT_INVOICES,
  SQL_INVOICE_LINES,
  SQL_COUNT_LINES,
  SQL_INVOICE_PAID,
  SQL_INVOICE_STATUS,
  SQL_COUNT_BOOKINGS,
  SQL_BOOKING_BILLED,
  SQL_BOOKING_PAID,
  SQL_BOOKING_STATUS,
  SQL_COUNT_TRANSACTIONS,
  SQL_ALLOCATED,
  SQL_CREDIT,
  SQL_COUNT_ENTRIES,
  SQL_ENTRIES_BALANCED,
  SQL_ENTRIES_OF_TRANSACTIONS,
  SQL_DEPOSITS,
  SQL_UNMATCHED,
  SQL_COUNT_RECEIPTS,
  SQL_RECEIPT_SERIES,
  SQL_RECEIPT_TRANSACTIONS,
  SQL_COUNT_PROOFS,
  SQL_PROOFS,
  SQL_WAITING,
  SQL_COUNT_ACCOUNTS,
  SQL_ACCOUNTS,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_COUNT_INVOICES] = "SELECT count(*) FROM payment_invoices",
  [SQL_INVOICE_LINES] =
    "SELECT 'invoice ' || i.id || ' asks for ' || i.amount || ', its lines for something else'"
    " FROM payment_invoices i WHERE i.amount <> "
    SUM_OF ("l.amount", "invoice_lines l WHERE l.invoice_id = i.id") " ORDER BY 1",
  [SQL_COUNT_LINES] = "SELECT count(*) FROM invoice_lines",
  [SQL_INVOICE_PAID] =
    "SELECT 'line ' || l.id || ' says ' || l.paid || ' was paid; its allocations say otherwise'"
    " FROM invoice_lines l WHERE l.paid <> "
    SUM_OF ("a.amount", "payment_allocations a WHERE a.line_id = l.id")
    " UNION ALL SELECT 'invoice ' || i.id || ' says ' || i.paid || ' was paid; its lines say otherwise'"
    " FROM payment_invoices i WHERE i.paid <> "
    SUM_OF ("l.paid", "invoice_lines l WHERE l.invoice_id = i.id") " ORDER BY 1",
  [SQL_INVOICE_STATUS] =
    "SELECT 'invoice ' || i.id || ' is ' || i.status || ' with ' || i.paid || ' of ' || i.amount || ' paid'"
    " FROM payment_invoices i WHERE i.status <> 'cancelled'"
    " AND i.status <> CASE WHEN i.paid = i.amount THEN 'paid' WHEN EXISTS (SELECT 1"
    "  FROM payment_proofs p WHERE p.invoice_id = i.id AND p.status = 'waiting') THEN 'pending'"
    "  ELSE 'unpaid' END ORDER BY 1",
  [SQL_COUNT_BOOKINGS] = "SELECT count(*) FROM bookings",
  [SQL_BOOKING_BILLED] =
    "SELECT 'booking ' || b.id || ' costs ' || b.total_price || ' and is billed for something else'"
    " FROM bookings b WHERE b.payer_id IS NOT NULL AND b.status IN " LIVE_STATUS
    " AND b.total_price <> " SUM_OF ("i.amount",
      "payment_invoices i WHERE i.booking_id = b.id AND i.status <> 'cancelled'") " ORDER BY 1",
  [SQL_BOOKING_PAID] =
    "SELECT 'booking ' || b.id || ' says ' || b.amount_paid || ' was paid; its transactions say otherwise'"
    " FROM bookings b WHERE b.amount_paid <> "
    SUM_OF ("t.amount", "payment_transactions t WHERE t.booking_id = b.id") " ORDER BY 1",
  [SQL_BOOKING_STATUS] =
    "SELECT 'booking ' || b.id || ' is ' || b.status || ', but its invoices say otherwise' FROM bookings b"
    " WHERE b.payer_id IS NOT NULL AND b.total_price > 0 AND b.status IN " LIVE_STATUS
    " AND (CASE b.status WHEN 'paid_full' THEN 1 ELSE 0 END"
    "  <> CASE WHEN EXISTS (SELECT 1 FROM payment_invoices i WHERE i.booking_id = b.id"
    "   AND i.status <> 'cancelled' AND i.paid < i.amount) THEN 0 ELSE 1 END"
    " OR (b.status IN ('dp_paid', 'installment') AND EXISTS (SELECT 1 FROM payment_invoices i"
    "   WHERE i.booking_id = b.id AND i.status <> 'cancelled' AND i.invoice_type IN ('dp', 'full')"
    "   AND i.paid < i.amount))) ORDER BY 1",
  [SQL_COUNT_TRANSACTIONS] = "SELECT count(*) FROM payment_transactions",
  [SQL_ALLOCATED] =
    "SELECT 'transaction ' || t.id || ' was given out beyond its amount' FROM payment_transactions t"
    " WHERE t.amount < " SUM_OF ("a.amount", "payment_allocations a WHERE a.transaction_id = t.id")
    " UNION ALL SELECT 'allocation ' || a.id || ' pays a line of another booking'"
    " FROM payment_allocations a JOIN payment_transactions t ON t.id = a.transaction_id"
    " JOIN invoice_lines l ON l.id = a.line_id JOIN payment_invoices i ON i.id = l.invoice_id"
    " WHERE i.booking_id <> t.booking_id ORDER BY 1",
  [SQL_CREDIT] =
    "SELECT 'booking ' || b.id || ' has a credit beside an open invoice' FROM bookings b"
    " WHERE b.amount_paid > 0 AND b.status IN " LIVE_STATUS " AND b.amount_paid > "
    SUM_OF ("i.paid", "payment_invoices i WHERE i.booking_id = b.id")
    " AND EXISTS (SELECT 1 FROM payment_invoices i WHERE i.booking_id = b.id"
    "  AND i.status <> 'cancelled' AND i.paid < i.amount) ORDER BY 1",
  [SQL_COUNT_ENTRIES] = "SELECT count(*) FROM journal_entries",
  [SQL_ENTRIES_BALANCED] =
    "SELECT 'journal entry ' || e.id || ' does not balance' FROM journal_entries e"
    " WHERE 0 <> " SUM_OF ("l.amount", "journal_lines l WHERE l.entry_id = e.id")
    " OR 2 > (SELECT count(CASE WHEN l.branch_id = e.branch_id THEN 1 END)"
    "  FROM journal_lines l WHERE l.entry_id = e.id)"
    " ORDER BY 1",
  [SQL_ENTRIES_OF_TRANSACTIONS] =
    "SELECT 'transaction ' || t.id || ' does not stand once in the journal with its amount'"
    " FROM payment_transactions t WHERE 1 <> (SELECT count(*) FROM journal_entries e"
    "  WHERE e.kind = 'payment' AND e.source_id = t.id AND e.booking_id = t.booking_id"
    "  AND t.amount = (SELECT sum(l.amount) FROM journal_lines l WHERE l.entry_id = e.id AND l.amount > 0))"
    " UNION ALL SELECT 'journal entry ' || e.id || ' is of no transaction' FROM journal_entries e"
    " WHERE e.kind = 'payment' AND NOT EXISTS (SELECT 1 FROM payment_transactions t WHERE t.id = e.source_id)"
    " ORDER BY 1",
  [SQL_DEPOSITS] =
    "SELECT 'booking ' || b.id || ' has another balance in the journal than it has paid' FROM bookings b"
    " WHERE b.amount_paid <> -" SUM_OF ("l.amount",
      "journal_lines l WHERE l.account = '2100' AND l.party_id = b.id") " ORDER BY 1",
  /* A receipt stands for its transaction and the journal's entry, see above and below. */
  [SQL_UNMATCHED] =
    "SELECT 'receipt ' || r.id || ' is for a booking that is not here, and nobody was told' FROM receipts r"
    " WHERE NOT EXISTS (SELECT 1 FROM bookings b WHERE b.id = r.booking_id)"
    " AND NOT EXISTS (SELECT 1 FROM payment_flags f WHERE f.kind = 'booking_missing'"
    "  AND f.subject_id = r.transaction_id AND f.booking_id = r.booking_id) ORDER BY 1",
  [SQL_COUNT_RECEIPTS] = "SELECT count(*) FROM receipts",
  /* Every series: a workstation's numbers arrive in their order, so what is here has no gap either. A replica
   * holds its own branch's rows of other people's series, and can speak of the offices' alone. */
  [SQL_RECEIPT_SERIES] =
    "SELECT 'receipts of series ' || r.series || ' have a gap' FROM receipts r"
    " WHERE r.series IN (SELECT site_code FROM users WHERE site_code IS NOT NULL)"
    " OR EXISTS (SELECT 1 FROM site WHERE role <> 'replica')"
    " GROUP BY r.series HAVING count(*) <> max(r.number) ORDER BY 1",
  [SQL_RECEIPT_TRANSACTIONS] =
    "SELECT 'transaction ' || t.id || ' has no receipt of its amount' FROM payment_transactions t"
    " WHERE NOT EXISTS (SELECT 1 FROM receipts r WHERE r.transaction_id = t.id AND r.amount = t.amount"
    "  AND r.booking_id = t.booking_id) ORDER BY 1",
  [SQL_COUNT_PROOFS] = "SELECT count(*) FROM payment_proofs",
  [SQL_PROOFS] =
    "SELECT 'proof ' || p.id || ' is ' || p.status || ', its money says otherwise' FROM payment_proofs p"
    " WHERE CASE p.status WHEN 'approved' THEN 1 ELSE 0 END"
    "  <> CASE WHEN EXISTS (SELECT 1 FROM payment_transactions t WHERE t.proof_id = p.id) THEN 1 ELSE 0 END"
    " OR (p.status = 'rejected' AND p.reject_reason IS NULL) ORDER BY 1",
  [SQL_WAITING] =
    "SELECT 'booking ' || b.id || ' waits for a proof to be decided, and none is there' FROM bookings b"
    " WHERE b.status = 'awaiting_verification' AND NOT EXISTS (SELECT 1 FROM payment_proofs p"
    "  WHERE p.booking_id = b.id AND p.status = 'waiting') ORDER BY 1",
  [SQL_COUNT_ACCOUNTS] = "SELECT count(*) FROM bank_accounts",
  [SQL_ACCOUNTS] =
    "SELECT 'none of ' || count(*) || ' bank accounts is in use' FROM bank_accounts"
    " HAVING count(*) > 0 AND max(is_active) = 0",
};

const MiqatStatements miqat_payment_check_statements = { "payment-checks", sql, N_SQL, 0 };

/* One function per invariant, because they carry no data. */
#define CHECK(name, count, faults_) \
  static gboolean name (MiqatDb *db, gint64 *checked, GPtrArray *faults, GError **error) \
  { \
    return miqat_rows_check (db, &miqat_payment_check_statements, count, faults_, checked, faults, error); \
  }

CHECK (check_lines, SQL_COUNT_INVOICES, SQL_INVOICE_LINES)
CHECK (check_invoice_paid, SQL_COUNT_LINES, SQL_INVOICE_PAID)
CHECK (check_invoice_status, SQL_COUNT_INVOICES, SQL_INVOICE_STATUS)
CHECK (check_billed, SQL_COUNT_BOOKINGS, SQL_BOOKING_BILLED)
CHECK (check_booking_paid, SQL_COUNT_BOOKINGS, SQL_BOOKING_PAID)
CHECK (check_booking_status, SQL_COUNT_BOOKINGS, SQL_BOOKING_STATUS)
CHECK (check_allocated, SQL_COUNT_TRANSACTIONS, SQL_ALLOCATED)
CHECK (check_credit, SQL_COUNT_BOOKINGS, SQL_CREDIT)
CHECK (check_balanced, SQL_COUNT_ENTRIES, SQL_ENTRIES_BALANCED)
CHECK (check_entries, SQL_COUNT_TRANSACTIONS, SQL_ENTRIES_OF_TRANSACTIONS)
CHECK (check_deposits, SQL_COUNT_BOOKINGS, SQL_DEPOSITS)
CHECK (check_unmatched, SQL_COUNT_RECEIPTS, SQL_UNMATCHED)
CHECK (check_series, SQL_COUNT_RECEIPTS, SQL_RECEIPT_SERIES)
CHECK (check_receipts, SQL_COUNT_TRANSACTIONS, SQL_RECEIPT_TRANSACTIONS)
CHECK (check_proofs, SQL_COUNT_PROOFS, SQL_PROOFS)
CHECK (check_waiting, SQL_COUNT_BOOKINGS, SQL_WAITING)
CHECK (check_accounts, SQL_COUNT_ACCOUNTS, SQL_ACCOUNTS)

const MiqatInvariant miqat_payment_invariants[] = {
  { "invoices.lines", N_("An invoice's lines add up to its amount."), check_lines },
  { "invoices.paid", N_("What was paid on lines and invoices is what was allocated to them."), check_invoice_paid },
  { "invoices.status", N_("An invoice's status follows from what was paid and what waits."), check_invoice_status },
  { "invoices.billed", N_("A registered booking is billed for exactly its price."), check_billed },
  { "payments.booking_paid", N_("What a booking has paid is the sum of its transactions."), check_booking_paid },
  { "payments.booking_status", N_("A booking's status follows from its invoices."), check_booking_status },
  { "payments.allocated", N_("Money is given out once, to lines of its own booking."), check_allocated },
  { "payments.credit", N_("No credit lies beside an open invoice."), check_credit },
  { "journal.balanced", N_("Every journal entry balances."), check_balanced },
  { "journal.transactions", N_("Every transaction stands in exactly one journal entry."), check_entries },
  { "journal.deposits", N_("The deposits in the journal are what bookings have paid."), check_deposits },
  { "payments.unmatched", N_("Money that belongs to no booking has been flagged."), check_unmatched },
  { "receipts.series", N_("The receipts of each series are numbered without a gap."), check_series },
  { "receipts.transactions", N_("Every transaction has a receipt of its amount."), check_receipts },
  { "proofs.money", N_("A proof is approved when its money was booked, and only then."), check_proofs },
  { "proofs.waiting", N_("A booking that waits for the office has a proof to be decided."), check_waiting },
  { "bank_accounts.active", N_("At least one bank account is in use."), check_accounts },
  { NULL },
};
