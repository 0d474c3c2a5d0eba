/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of the catalogue: who may run them, and when. What they do stands in
 * miqat-package-commands.c, miqat-departure-commands.c, miqat-seat-commands.c and miqat-hotel.c. */
#include "config.h"

#include "miqat-catalog-private.h"

#include <glib/gi18n-lib.h>

#define DUTIES_OFFER (MIQAT_DUTY_SALES | MIQAT_DUTY_MARKETING | MIQAT_DUTY_EXECUTIVE)
#define DUTIES_PRICES (MIQAT_DUTY_FINANCE | MIQAT_DUTY_EXECUTIVE)
#define DUTIES_SALES (MIQAT_DUTY_SALES | MIQAT_DUTY_EXECUTIVE)

static const MiqatParam no_params[] = { { NULL } };

const MiqatCommand miqat_catalog_commands[] = {
  { "package.create", N_ ("Add a package"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_PUSAT, DUTIES_OFFER,
    miqat_package_create_params, .apply = miqat_package_create_apply },
  { "package.edit", N_ ("Change a package"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_PUSAT, DUTIES_OFFER,
    miqat_package_edit_params, .apply = miqat_package_edit_apply },
  { "package.set_prices", N_ ("Set a package's cost, margin and ceiling"), MIQAT_COMMAND_ONLINE,
    MIQAT_TIER_PUSAT, DUTIES_PRICES, miqat_package_prices_params, .apply = miqat_package_prices_apply },
  { "package.publish", N_ ("Offer a package"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_PUSAT, DUTIES_OFFER,
    miqat_package_id_params, .apply = miqat_package_publish_apply },
  { "package.archive", N_ ("Withdraw a package"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_PUSAT, DUTIES_OFFER,
    miqat_package_id_params, .apply = miqat_package_archive_apply },

  { "departure.add", N_ ("Add a departure"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_OFFICES, DUTIES_SALES,
    miqat_departure_add_params, miqat_departure_add_subject, miqat_departure_allot,
    miqat_departure_add_apply },
  { "departure.edit", N_ ("Change a departure"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_OFFICES, DUTIES_SALES,
    miqat_departure_edit_params, miqat_departure_subject, .apply = miqat_departure_edit_apply },
  { "departure.set_rooms", N_ ("Set a departure's rooms and prices"), MIQAT_COMMAND_ONLINE,
    MIQAT_TIER_OFFICES, DUTIES_SALES, miqat_departure_rooms_params, miqat_departure_subject,
    .apply = miqat_departure_rooms_apply },
  { "departure.close", N_ ("Close a departure for bookings"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_OFFICES,
    DUTIES_SALES, miqat_departure_id_params, miqat_departure_subject,
    .apply = miqat_departure_close_apply },
  { "departure.open", N_ ("Open a departure for bookings"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_OFFICES,
    DUTIES_SALES, miqat_departure_id_params, miqat_departure_subject,
    .apply = miqat_departure_open_apply },
  { "departure.depart", N_ ("Mark the departures whose day has passed"), MIQAT_COMMAND_ONLINE, MIQAT_TIER_SYSTEM, 0,
    no_params, .apply = miqat_departure_depart_apply },

  { "allotment.set", N_ ("Allot seats to an office"), MIQAT_COMMAND_ONLINE, MIQAT_TIER_PUSAT,
    DUTIES_SALES, miqat_allotment_set_params, .apply = miqat_allotment_set_apply },
  { "lease.grant", N_ ("Lease seats to a workstation"), MIQAT_COMMAND_ONLINE, MIQAT_TIER_OFFICES,
    DUTIES_SALES, miqat_lease_grant_params, miqat_lease_grant_subject, .apply = miqat_lease_grant_apply },
  /* A claim, not online: it must stand in the workstation's queue behind its sales. */
  { "lease.return", N_ ("Give leased seats back"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_OFFICES,
    DUTIES_SALES, miqat_lease_return_params, .apply = miqat_lease_return_apply },

  { "hotel.add", N_ ("Add a hotel"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_OFFICES,
    DUTIES_SALES | MIQAT_DUTY_OPERATIONS, miqat_hotel_add_params, .apply = miqat_hotel_add_apply },
  { NULL },
};
