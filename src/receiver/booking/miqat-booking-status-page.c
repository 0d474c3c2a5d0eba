/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-booking-status-page.h"

#include "miqat-booking-form.h"
#include "miqat-booking-link.h"
#include "miqat-invoice.h"
#include "miqat-money.h"
#include "miqat-package-page.h"
#include "miqat-page-words.h"
#include "miqat-proof.h"

static guint
get_step (const MiqatBookingPublic *booking, MiqatDay today)
{
  MiqatDay departure = MIQAT_DAY_NONE;

  if (miqat_day_parse (booking->departure_date, &departure) != MIQAT_PROBLEM_NONE)
    departure = G_MAXINT32;
  switch (booking->status) {
  case MIQAT_BOOKING_DP_PAID:
  case MIQAT_BOOKING_INSTALLMENT:
    return 2;
  case MIQAT_BOOKING_PAID_FULL:
    return today >= departure ? 5 : 4;
  case MIQAT_BOOKING_SEAT_LOCKED:
  case MIQAT_BOOKING_AWAITING_VERIFICATION:
  case MIQAT_BOOKING_CANCELLED:
  case MIQAT_BOOKING_EXPIRED:
  case MIQAT_N_BOOKING_STATUSES:
    break;
  }
  return 1;
}

void
miqat_booking_status_write_stepper (MiqatHtml *html, const MiqatBookingPublic *booking, MiqatDay today)
{
  static const char *const steps[] = { "Booking", "DP", "Cicilan", "Lunas", "Berangkat" };
  guint now = get_step (booking, today);

  miqat_html_open (html, "ol", "class", "steps", "aria-label", "Perjalanan booking", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    miqat_html_element (html, "li", steps[i], "class", i < now ? "done" : i == now ? "now" : NULL, "aria-current",
                        i == now ? "step" : NULL, NULL);
  miqat_html_close (html, "ol");
}

/* ---- what to do ------------------------------------------------------------------------------ */

static const MiqatProof *
find_newest (GPtrArray *proofs, const char *status)
{
  for (guint i = 0; i < proofs->len; i++) {
    const MiqatProof *proof = proofs->pdata[i];

    if (g_str_equal (proof->status, status))
      return proof;
  }
  return NULL;
}

static void
write_waiting (MiqatHtml *html, const MiqatProof *proof)
{
  g_autofree char *amount = miqat_money_format (proof->amount_claimed);

  miqat_html_raw (html, "<div class=\"note waiting\"><p><b>Menunggu verifikasi</b></p>");
  miqat_html_open (html, "p", NULL);
  miqat_html_format (html, "Bukti transfer %s sudah kami terima. Petugas memeriksanya pada jam kerja; kabarnya kami "
                           "kirim ke WhatsApp Anda. Seat Anda aman.", amount);
  miqat_html_close (html, "p");
  miqat_html_raw (html, "</div>");
}

static void
write_rejected (MiqatHtml *html, const MiqatProof *proof)
{
  miqat_html_raw (html, "<div class=\"note bad\" role=\"alert\"><p><b>Bukti transfer belum dapat diterima</b></p>");
  miqat_html_open (html, "p", NULL);
  miqat_html_raw (html, "Alasan petugas: ");
  miqat_html_element (html, "q", proof->reject_reason, NULL);
  miqat_html_close (html, "p");
  miqat_html_raw (html, "<p>Silakan unggah bukti yang benar. Jika ragu, hubungi kami lewat WhatsApp.</p></div>");
}

static void
write_pay_button (MiqatHtml *html, const MiqatBookingPublic *booking, const MiqatBalance *balance, const char *token)
{
  g_autofree char *address = miqat_booking_link_make_path (token, "/bayar");
  g_autofree char *amount = miqat_money_format (balance->next_due);
  g_autofree char *label = g_strdup_printf ("Bayar %s", amount);

  if (balance->next_due <= 0)
    return;
  if (!miqat_booking_status_is_live (booking->status))
    return;
  miqat_html_open (html, "p", NULL);
  miqat_html_element (html, "a", label, "class", "button gold", "href", address, NULL);
  miqat_html_close (html, "p");
}

static void
write_next (MiqatHtml *html, const MiqatBookingPublic *booking, const MiqatBalance *balance, GPtrArray *proofs,
            const char *token)
{
  const MiqatProof *waiting = find_newest (proofs, "waiting");
  const MiqatProof *newest = proofs->len > 0 ? proofs->pdata[0] : NULL;
  g_autofree char *other = miqat_package_page_make_address (booking->package_slug, NULL, NULL);

  if (waiting != NULL)
    write_waiting (html, waiting);
  else if (newest != NULL && g_str_equal (newest->status, "rejected"))
    write_rejected (html, newest);
  if (booking->status == MIQAT_BOOKING_PAID_FULL)
    miqat_html_raw (html, "<div class=\"note good\"><p><b>Alhamdulillah, sudah lunas.</b> Kami kabari jadwal manasik "
                          "dan pembagian perlengkapan.</p></div>");
  if (booking->status == MIQAT_BOOKING_EXPIRED || booking->status == MIQAT_BOOKING_CANCELLED) {
    miqat_html_raw (html, "<div class=\"note bad\"><p><b>Booking ini sudah tidak aktif</b> dan seat-nya dikembalikan. "
                          "Jika Anda sudah membayar, hubungi kami: uang Anda tetap tercatat.</p>");
    miqat_html_element (html, "a", "Pilih seat lagi", "class", "button gold", "href", other, NULL);
    miqat_html_raw (html, "</div>");
  } else if (waiting == NULL)
    write_pay_button (html, booking, balance, token);
}

/* ---- tables ---------------------------------------------------------------------------------- */

static void
write_money (MiqatHtml *html, const MiqatBookingPublic *booking, const MiqatBalance *balance)
{
  g_autofree char *total = miqat_money_format (booking->total_price);
  g_autofree char *paid = miqat_money_format (booking->amount_paid);
  g_autofree char *left = miqat_money_format (MAX (0, booking->total_price - booking->amount_paid));
  char day_text[MIQAT_DAY_TEXT_SIZE];
  g_autofree char *due = balance->next_due_date != MIQAT_DAY_NONE
                           ? miqat_page_dup_day (miqat_day_to_text (balance->next_due_date, day_text), FALSE) : NULL;

  miqat_html_raw (html, "<section><h2>Pembayaran</h2>");
  miqat_html_open (html, "dl", "class", "facts money", NULL);
  miqat_page_fact (html, "Total", total);
  miqat_page_fact (html, "Sudah dibayar", paid);
  miqat_page_fact (html, "Sisa", left);
  miqat_page_fact (html, "Jatuh tempo berikutnya", due);
  miqat_html_close (html, "dl");
}

static void
write_invoices (MiqatHtml *html, GPtrArray *invoices)
{
  miqat_html_open (html, "ul", "class", "invoices", NULL);
  for (guint i = 0; i < invoices->len; i++) {
    const MiqatInvoice *invoice = invoices->pdata[i];
    gboolean paid = g_str_equal (invoice->status, "paid");
    g_autofree char *due = miqat_day_format (invoice->due_date, TRUE);

    if (g_str_equal (invoice->status, "cancelled"))
      continue;
    miqat_html_open (html, "li", NULL);
    miqat_html_open (html, "span", NULL);
    miqat_html_element (html, "b", miqat_page_invoice_name (invoice->type), NULL);
    miqat_html_element (html, "small", invoice->code, "class", "code", NULL);
    miqat_html_close (html, "span");
    miqat_html_open (html, "span", "class", "end", NULL);
    miqat_page_money (html, "b", NULL, invoice->amount);
    miqat_html_open (html, "small", "class", paid ? "tag good" : "tag", NULL);
    if (paid)
      miqat_html_raw (html, "✓ lunas");
    else if (g_str_equal (invoice->status, "pending"))
      miqat_html_raw (html, "menunggu verifikasi");
    else
      miqat_html_format (html, "paling lambat %s", due);
    miqat_html_close (html, "small");
    miqat_html_close (html, "span");
    miqat_html_close (html, "li");
  }
  miqat_html_close (html, "ul");
  miqat_html_raw (html, "</section>");
}

static void
write_people (MiqatHtml *html, const MiqatBookingPublic *booking)
{
  miqat_html_raw (html, "<section><h2>Jamaah</h2>");
  miqat_html_open (html, "ul", "class", "invoices", NULL);
  for (guint i = 0; i < booking->travellers->len; i++) {
    const MiqatBookingPublicTraveller *traveller = booking->travellers->pdata[i];

    miqat_html_open (html, "li", NULL);
    miqat_html_open (html, "span", NULL);
    miqat_html_element (html, "b", traveller->name != NULL ? traveller->name : "Belum ada nama", NULL);
    miqat_html_open (html, "small", NULL);
    miqat_html_format (html, "kamar %s · KTP %s · paspor %s", miqat_page_room_name (traveller->room_type),
                       traveller->has_ktp ? "✓" : "menyusul", traveller->has_passport ? "✓" : "menyusul");
    miqat_html_close (html, "small");
    miqat_html_close (html, "span");
    miqat_html_close (html, "li");
  }
  miqat_html_close (html, "ul");
  miqat_html_open (html, "p", "class", "hint", NULL);
  miqat_html_format (html, "Pemesan: %s, %s", booking->payer_name != NULL ? booking->payer_name : "–",
                     booking->payer_phone_masked != NULL ? booking->payer_phone_masked : "–");
  miqat_html_close (html, "p");
  miqat_html_raw (html, "</section>");
}

/* ---- whole ----------------------------------------------------------------------------------- */

MiqatHttpResponse *
miqat_booking_status_page_make (MiqatReceiver *receiver, MiqatDb *db, const MiqatBookingPublic *booking,
                                const char *token, GError **error)
{
  const MiqatPageOptions options = { .title = "Booking saya", .place = MIQAT_PAGE_BOOKING };
  g_autoptr (GPtrArray) invoices = miqat_invoice_list (db, booking->id, error);
  g_autoptr (GPtrArray) proofs
    = invoices != NULL ? miqat_proof_list_of_booking (db, (MiqatReader) { NULL, NULL }, booking->id, error) : NULL;
  g_auto (MiqatBalance) balance = { 0 };
  g_auto (MiqatPage) page = { 0 };
  MiqatHtml *html = &page.html;

  if (proofs == NULL || !miqat_balance_read (db, booking->id, &balance, error)
      || !miqat_page_begin (&page, receiver, db, &options, error))
    return NULL;
  miqat_booking_form_write_clock (&page, booking);
  miqat_html_open (html, "div", "class", "status", NULL);
  miqat_html_element (html, "h1", "Booking saya", NULL);
  miqat_html_element (html, "span", miqat_page_status_name (booking->status), "class", "badge", NULL);
  miqat_html_close (html, "div");
  miqat_booking_status_write_stepper (html, booking, miqat_receiver_today (receiver));
  write_next (html, booking, &balance, proofs, token);
  miqat_booking_form_write_trip (html, booking);
  write_money (html, booking, &balance);
  write_invoices (html, invoices);
  write_people (html, booking);
  miqat_html_raw (html, "<p class=\"hint\">Simpan alamat halaman ini: siapa pun yang memilikinya dapat melihat booking "
                        "Anda.</p>");
  return miqat_page_end (&page, 200);
}
