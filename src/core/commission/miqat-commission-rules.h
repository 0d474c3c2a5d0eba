/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a traveller's margin flows down the network; pure.
 *
 * Pusat receives the whole margin. Each node passes on to the next one towards the seller what its
 * rule says (a flat amount, or basis points of the traveller's room price, rounded down), but never
 * more than it received itself; what does not fit is cut. A node keeps what it received less what it
 * passed on. The seller keeps all it received. So the shares add up to the margin by construction. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MIQAT_COMMISSION_DEPTH_MAX 5

typedef enum { MIQAT_GRANT_NONE, MIQAT_GRANT_FLAT, MIQAT_GRANT_PERCENT } MiqatGrantKind;

/* What a node passes on to the next one down. */
typedef struct {
  MiqatGrantKind kind; /* NONE: nothing */
  gint64 value;        /* rupiah, or basis points of the price */
} MiqatGrant;

typedef struct {
  gint64 granted; /* received from above */
  gint64 kept;    /* its share */
  gint64 cut;     /* of what its rule promised, did not fit */
} MiqatShare;

/* `count` nodes from Pusat (0) down to the seller; `grants[i]` is what node i passes to node i + 1
 * (the last is ignored). Fills `shares`. Amounts are not negative. */
void miqat_commission_distribute (gint64 margin, gint64 price, const MiqatGrant *grants, guint count,
                                  MiqatShare *shares);

/* What a grant comes to at a price. */
gint64 miqat_grant_get_amount (MiqatGrant grant, gint64 price);

/* Whether `passed` is more than `received` at every price: flat against flat, percent against
 * percent. A flat amount and a percentage cannot be compared without a price; they count as fitting
 * here and are cut, if need be, when a sale is posted. */
gboolean miqat_grant_exceeds (MiqatGrant passed, MiqatGrant received);

G_END_DECLS
