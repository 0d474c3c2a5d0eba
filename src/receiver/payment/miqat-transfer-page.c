/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-transfer-page.h"

#include "miqat-bank-account.h"
#include "miqat-booking-form.h"
#include "miqat-booking-link.h"
#include "miqat-id.h"
#include "miqat-invoice.h"
#include "miqat-money.h"
#include "miqat-page-words.h"

/* Shown by the script alone: without one the number itself is selected by a touch. */
static void
write_copy (MiqatHtml *html, const char *text)
{
  miqat_html_element (html, "button", "Salin", "type", "button", "class", "copy", "data-copy", text, "hidden",
                      MIQAT_HTML_PRESENT, NULL);
}

static void
write_amount (MiqatHtml *html, const MiqatBookingPublic *booking, const MiqatBalance *balance,
              const MiqatInvoice *invoice)
{
  char day_text[MIQAT_DAY_TEXT_SIZE];
  g_autofree char *day = miqat_page_dup_day (miqat_day_to_text (invoice->due_date, day_text), FALSE);
  g_autofree char *plain = g_strdup_printf ("%" G_GINT64_FORMAT, balance->next_due);

  miqat_html_raw (html, "<section class=\"amount\">");
  miqat_html_open (html, "p", NULL);
  miqat_html_format (html, "%s untuk %u orang", miqat_page_invoice_name (invoice->type), booking->pax_count);
  miqat_html_close (html, "p");
  miqat_page_money (html, "strong", NULL, balance->next_due);
  write_copy (html, plain);
  miqat_html_open (html, "p", "class", "hint", NULL);
  miqat_html_format (html, "Tagihan %s, paling lambat %s.", invoice->code, day);
  miqat_html_close (html, "p");
  miqat_html_raw (html, "</section>");
}

static void
write_accounts (MiqatHtml *html, const MiqatPageTyped *typed, GPtrArray *accounts)
{
  const char *given = miqat_page_typed_text (typed, "bank_account_id");
  g_autofree char *problem = miqat_page_typed_problem (typed, "bank_account_id");

  miqat_html_open (html, "fieldset", "class", "accounts", "id", "bank_account_id", "aria-describedby",
                   problem != NULL ? "bank_account_id-p" : NULL, NULL);
  miqat_html_raw (html, "<legend>1. Transfer ke salah satu rekening ini</legend>");
  for (guint i = 0; i < accounts->len; i++) {
    const MiqatBankAccount *account = accounts->pdata[i];

    miqat_html_open (html, "label", NULL);
    miqat_html_open (html, "input", "type", "radio", "name", "bank_account_id", "value", account->id, "required",
                     MIQAT_HTML_PRESENT, "checked",
                     g_strcmp0 (given, account->id) == 0 || (given == NULL && i == 0) ? MIQAT_HTML_PRESENT : NULL,
                     NULL);
    miqat_html_open (html, "span", NULL);
    miqat_html_element (html, "b", account->bank_name, NULL);
    miqat_html_element (html, "span", account->account_number, "class", "number", NULL);
    miqat_html_open (html, "small", NULL);
    miqat_html_format (html, "a.n. %s", account->account_holder);
    miqat_html_close (html, "small");
    miqat_html_close (html, "span");
    write_copy (html, account->account_number);
    miqat_html_close (html, "label");
  }
  if (problem != NULL)
    miqat_html_element (html, "p", problem, "class", "problem", "id", "bank_account_id-p", NULL);
  if (accounts->len == 0)
    miqat_html_raw (html, "<p>Rekening belum dicantumkan. Mohon hubungi kami lewat WhatsApp.</p>");
  miqat_html_close (html, "fieldset");
}

static void
write_file (MiqatHtml *html, const MiqatPageTyped *typed)
{
  g_autofree char *problem = miqat_page_typed_problem (typed, "proof");

  miqat_html_open (html, "div", "class", problem != NULL ? "field file wrong" : "field file", NULL);
  miqat_html_element (html, "label", miqat_page_field_name ("proof"), "for", "proof", NULL);
  miqat_html_open (html, "input", "type", "file", "id", "proof", "name", "proof", "required", MIQAT_HTML_PRESENT,
                   "accept", "image/jpeg,image/png,application/pdf", "aria-invalid", problem != NULL ? "true" : NULL,
                   "aria-describedby", problem != NULL ? "proof-p" : NULL, NULL);
  if (problem != NULL)
    miqat_html_element (html, "p", problem, "class", "problem", "id", "proof-p", NULL);
  else
    miqat_html_raw (html, "<p class=\"hint\">JPEG, PNG atau PDF, paling besar 10 MB. Tangkapan layar juga boleh.</p>");
  miqat_html_close (html, "div");
}

static void
write_form (MiqatPage *page, const MiqatTransferPage *self, GPtrArray *accounts, const MiqatBalance *balance)
{
  MiqatHtml *html = &page->html;
  g_autofree char *action = miqat_booking_link_make_path (self->token, "/bayar");
  g_autofree char *command_id = miqat_id_new (miqat_receiver_now (page->receiver));
  g_autofree char *amount = miqat_money_format_plain (balance->next_due);
  const MiqatPageField sender = { "sender_name", .required = TRUE, .max = 100,
                                  .value = self->booking->payer_name };
  const MiqatPageField sum = { "amount", .required = TRUE, .max = 30,
                               .inputmode = "numeric", .value = amount };

  miqat_html_open (html, "form", "method", "post", "action", action, "enctype", "multipart/form-data", "class",
                   "people", NULL);
  miqat_page_summary (html, self->typed.problems);
  miqat_page_form_secrets (page, self->booking->id, command_id);
  miqat_html_hidden (html, "invoice_id", balance->next_invoice_id);
  write_accounts (html, &self->typed, accounts);
  miqat_html_raw (html, "<section class=\"person\"><h2>2. Kirim bukti transfer</h2>");
  miqat_page_input (html, &self->typed, &sender);
  miqat_page_input (html, &self->typed, &sum);
  write_file (html, &self->typed);
  miqat_html_raw (html, "</section><button class=\"button gold\" data-once>Kirim bukti transfer</button>");
  miqat_html_close (html, "form");
}

MiqatHttpResponse *
miqat_transfer_page_make (MiqatReceiver *receiver, MiqatDb *db, const MiqatTransferPage *self, guint status,
                          GError **error)
{
  const MiqatPageOptions options = { .title = "Pembayaran", .place = MIQAT_PAGE_BOOKING };
  g_auto (MiqatBalance) balance = { 0 };
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (MiqatInvoice) invoice = NULL;
  g_auto (MiqatPage) page = { 0 };
  MiqatHtml *html = &page.html;

  if (!miqat_balance_read (db, self->booking->id, &balance, error) || balance.next_invoice_id == NULL)
    return NULL;
  accounts = miqat_bank_account_list (db, FALSE, error);
  invoice = accounts != NULL ? miqat_invoice_load (db, balance.next_invoice_id, error) : NULL;
  if (invoice == NULL || !miqat_page_begin (&page, receiver, db, &options, error))
    return NULL;
  miqat_booking_form_write_clock (&page, self->booking);
  if (self->booking->status == MIQAT_BOOKING_SEAT_LOCKED)
    miqat_booking_form_write_steps (html, 3);
  miqat_html_element (html, "h1", "Pembayaran", NULL);
  write_amount (html, self->booking, &balance, invoice);
  write_form (&page, self, accounts, &balance);
  miqat_booking_form_write_trip (html, self->booking);
  return miqat_page_end (&page, status);
}
