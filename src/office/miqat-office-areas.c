/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-attention-page.h"
#include "miqat-booking-page.h"
#include "miqat-departure-page.h"
#include "miqat-home-page.h"
#include "miqat-office-areas.h"
#include "miqat-package-page.h"
#include "miqat-payment-page.h"
#include "miqat-pilgrim-page.h"

#include <glib/gi18n-lib.h>

const MiqatOfficeArea miqat_office_areas[] = {
  { "home", N_("Home"), "miqat-beranda-symbolic", .make_page = miqat_home_page_new },
  { "package", N_("Packages"), "miqat-paket-symbolic", TRUE, .make_page = miqat_package_page_new },
  { "departure", N_("Departures"), "miqat-keberangkatan-symbolic", .make_page = miqat_departure_page_new },
  { "pilgrim", N_("Pilgrims"), "miqat-jamaah-symbolic", TRUE, .make_page = miqat_pilgrim_page_new },
  { "booking", N_("Bookings"), "miqat-booking-symbolic", .make_page = miqat_booking_page_new },
  { "payment", N_("Payments"), "miqat-pembayaran-symbolic", .make_page = miqat_payment_page_new,
    .count = miqat_payment_page_count },
  { "attention", N_("Needs attention"), "miqat-tone-caution-symbolic", TRUE,
    .make_page = miqat_attention_page_new, .count = miqat_attention_page_count },
  { NULL },
};
