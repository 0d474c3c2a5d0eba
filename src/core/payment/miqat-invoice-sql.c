/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statements on invoices, their lines and allocations. */
#include "config.h"

#include "miqat-invoice-sql.h"

#define INVOICE_COLUMNS \
  "id, booking_id, invoice_code, invoice_type, status, payment_mode, amount, paid, due_date"
/* A full invoice asks for the DP too. */
#define IS_DP "i.invoice_type IN ('dp', 'full')"

static const char *const sql[N_INVOICE_SQL] = {
  [SQL_INVOICE_LIST] =
    "SELECT " INVOICE_COLUMNS " FROM payment_invoices WHERE booking_id = :booking_id"
    " ORDER BY due_date, CASE invoice_type WHEN 'dp' THEN 0 WHEN 'final' THEN 2 ELSE 1 END, id",
  [SQL_INVOICE_NEWEST] =
    "SELECT " INVOICE_COLUMNS " FROM payment_invoices WHERE CAST (:node_id AS TEXT) IS NULL"
    " AND (branch_id = :branch_id OR :branch_id IS NULL) ORDER BY id DESC LIMIT :max",
  [SQL_INVOICE_LOAD] = "SELECT " INVOICE_COLUMNS " FROM payment_invoices WHERE id = :id",
  [SQL_INVOICE_LOAD_BY_CODE] =
    "SELECT " INVOICE_COLUMNS " FROM payment_invoices WHERE invoice_code = :code",
  [SQL_INVOICE_LINES] =
    "SELECT id, traveller_id, position, amount, paid FROM invoice_lines"
    " WHERE invoice_id = :invoice_id ORDER BY position",
  [SQL_INVOICE_INSERT] =
    "INSERT INTO payment_invoices (id, booking_id, branch_id, invoice_code, invoice_type, amount,"
    " due_date, status, payment_mode, created_at) VALUES (:id, :booking_id, :branch_id, :code, :type,"
    " :amount, :due_date, 'unpaid', :payment_mode, :at)",
  [SQL_LINE_INSERT] =
    "INSERT INTO invoice_lines (id, invoice_id, traveller_id, position, branch_id, amount)"
    " VALUES (:id, :invoice_id, :traveller_id, :position, :branch_id, :amount)",
  [SQL_BOOKING_OF_TRAVELLER] =
    "SELECT i.booking_id FROM invoice_lines l JOIN payment_invoices i ON i.id = l.invoice_id"
    " WHERE l.traveller_id = :traveller_id ORDER BY l.id LIMIT 1",
  [SQL_BALANCE] =
    "SELECT CAST (coalesce((SELECT sum(amount) FROM payment_invoices"
    "  WHERE booking_id = :booking_id AND status <> 'cancelled'), 0) AS BIGINT),"
    " CAST (coalesce((SELECT sum(paid) FROM payment_invoices"
    "  WHERE booking_id = :booking_id AND status <> 'cancelled'), 0) AS BIGINT),"
    " CAST (coalesce((SELECT sum(amount) FROM payment_transactions"
    "  WHERE booking_id = :booking_id), 0)"
    " - coalesce((SELECT sum(paid) FROM payment_invoices"
    "  WHERE booking_id = :booking_id), 0) AS BIGINT)",
  [SQL_NEXT_DUE] =
    "SELECT id, amount - paid, due_date FROM payment_invoices WHERE booking_id = :booking_id"
    " AND status <> 'cancelled' AND paid < amount"
    " ORDER BY due_date, CASE invoice_type WHEN 'dp' THEN 0 WHEN 'final' THEN 2 ELSE 1 END, id LIMIT 1",
  [SQL_OPEN_LINES] =
    "SELECT l.id, l.invoice_id, l.traveller_id, l.amount - l.paid"
    " FROM invoice_lines l JOIN payment_invoices i ON i.id = l.invoice_id"
    " WHERE i.booking_id = :booking_id AND i.status <> 'cancelled' AND l.paid < l.amount"
    " ORDER BY CASE WHEN i.id = :first THEN 0 ELSE 1 END, i.due_date,"
    " CASE i.invoice_type WHEN 'dp' THEN 0 WHEN 'final' THEN 2 ELSE 1 END, i.id, l.position",
  [SQL_DEBTS] =
    "SELECT l.traveller_id,"
    " CAST (sum(CASE WHEN " IS_DP " THEN 1 ELSE 0 END) AS BIGINT),"
    " CAST (sum(CASE WHEN " IS_DP " THEN l.amount - l.paid ELSE 0 END) AS BIGINT),"
    " CAST (sum(l.amount - l.paid) AS BIGINT),"
    " CAST (sum(CASE WHEN " IS_DP " THEN 0 ELSE l.paid END) AS BIGINT)"
    " FROM invoice_lines l JOIN payment_invoices i ON i.id = l.invoice_id"
    " WHERE i.booking_id = :booking_id AND i.status <> 'cancelled'"
    " GROUP BY l.traveller_id, l.position ORDER BY l.position",
  [SQL_ALLOCATION_INSERT] =
    "INSERT INTO payment_allocations (id, transaction_id, line_id, branch_id, amount)"
    " VALUES (:id, :transaction_id, :line_id, :branch_id, :amount)",
  [SQL_LINE_ADD_PAID] =
    "UPDATE invoice_lines SET paid = paid + :amount WHERE id = :id AND paid + :amount <= amount",
  [SQL_INVOICE_ADD_PAID] =
    "UPDATE payment_invoices SET paid = paid + :amount WHERE id = :id AND paid + :amount <= amount",
  [SQL_SET_FINAL_DUE] =
    "UPDATE payment_invoices SET due_date = :due_date WHERE booking_id = :booking_id"
    " AND invoice_type = 'final' AND status <> 'paid'",
  [SQL_CANCEL_OPEN] =
    "UPDATE payment_invoices SET status = 'cancelled' WHERE booking_id = :booking_id"
    " AND status IN ('unpaid', 'pending')",
  [SQL_REINSTATE] =
    "UPDATE payment_invoices SET status = 'unpaid' WHERE booking_id = :booking_id"
    " AND status = 'cancelled'",
  [SQL_REFRESH_STATUS] =
    "UPDATE payment_invoices SET status = CASE WHEN paid = amount THEN 'paid'"
    " WHEN EXISTS (SELECT 1 FROM payment_proofs p WHERE p.invoice_id = payment_invoices.id"
    "  AND p.status = 'waiting') THEN 'pending' ELSE 'unpaid' END"
    " WHERE booking_id = :booking_id AND status <> 'cancelled'",
};

const MiqatStatements miqat_invoice_statements = { "invoices", sql, N_INVOICE_SQL, 0 };
