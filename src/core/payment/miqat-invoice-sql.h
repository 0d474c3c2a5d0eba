/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statements on invoices, their lines and allocations. */
#pragma once

#include "miqat-db.h"

typedef enum {
  SQL_INVOICE_LIST,
  SQL_INVOICE_NEWEST,
  SQL_INVOICE_LOAD,
  SQL_INVOICE_LOAD_BY_CODE,
  SQL_INVOICE_LINES,
  SQL_INVOICE_INSERT,
  SQL_LINE_INSERT,
  SQL_BOOKING_OF_TRAVELLER,
  SQL_BALANCE,
  SQL_NEXT_DUE,
  SQL_OPEN_LINES,
  SQL_DEBTS,
  SQL_ALLOCATION_INSERT,
  SQL_LINE_ADD_PAID,
  SQL_INVOICE_ADD_PAID,
  SQL_SET_FINAL_DUE,
  SQL_CANCEL_OPEN,
  SQL_REINSTATE,
  SQL_REFRESH_STATUS,
  N_INVOICE_SQL
} MiqatInvoiceSql;

extern const MiqatStatements miqat_invoice_statements;
