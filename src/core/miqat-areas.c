/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "miqat-areas.h"

const MiqatArea *const miqat_areas[] = {
  &miqat_command_area,
  &miqat_agency_area,
  &miqat_catalog_area,
  &miqat_pilgrim_area,
  &miqat_booking_area,
  &miqat_payment_area,
  &miqat_commission_area,
  &miqat_affiliate_area,
  &miqat_messaging_area,
  NULL,
};
