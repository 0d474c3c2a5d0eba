/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The areas of the agency, in the order in which they may use each other. */
#pragma once

#include "miqat-area.h"

G_BEGIN_DECLS

extern const MiqatArea miqat_command_area; /* the runner's own tables and invariants */
extern const MiqatArea miqat_agency_area;
extern const MiqatArea miqat_catalog_area;
extern const MiqatArea miqat_pilgrim_area;
extern const MiqatArea miqat_booking_area;
extern const MiqatArea miqat_payment_area;
extern const MiqatArea miqat_commission_area;
extern const MiqatArea miqat_affiliate_area;
extern const MiqatArea miqat_messaging_area;

/* NULL-terminated. */
extern const MiqatArea *const miqat_areas[];

G_END_DECLS
