/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A moment, as UTC microseconds since 1970, and the zones in which an office reads it. The business
 * day of a moment depends on the office's zone and is stored beside the moment when it is written:
 * 00:30 on the 22nd in Jakarta is still the 21st in UTC. */
#pragma once

#include "miqat-day.h"

G_BEGIN_DECLS

typedef gint64 MiqatInstant;

#define MIQAT_SECOND G_GINT64_CONSTANT (1000000)
#define MIQAT_MINUTE (60 * MIQAT_SECOND)
#define MIQAT_HOUR (60 * MIQAT_MINUTE)

/* Indonesia's three zones; none of them has summer time. Text form "WIB", "WITA", "WIT". */
typedef enum { MIQAT_ZONE_WIB, MIQAT_ZONE_WITA, MIQAT_ZONE_WIT } MiqatZone;

const char *miqat_zone_get_name (MiqatZone zone);
gboolean miqat_zone_from_name (const char *name, MiqatZone *zone);

MiqatDay miqat_instant_get_day (MiqatInstant self, MiqatZone zone);
/* The moment at which `day` begins in `zone`. */
MiqatInstant miqat_instant_from_day (MiqatDay day, MiqatZone zone);
/* "09.12" */
char *miqat_instant_format_time (MiqatInstant self, MiqatZone zone) G_GNUC_WARN_UNUSED_RESULT;
/* "22 Jun 2026 09.12" */
char *miqat_instant_format (MiqatInstant self, MiqatZone zone,
                            gboolean indonesian) G_GNUC_WARN_UNUSED_RESULT;
/* "2026-06-22T02:12:00Z", for REST. */
char *miqat_instant_to_iso (MiqatInstant self) G_GNUC_WARN_UNUSED_RESULT;

/* Where "now" comes from. Programs use the system's; tests set one and move it. The struct is
 * plain, its owner outlives its users, and `now` may be called from any thread. */
typedef struct _MiqatClock MiqatClock;
struct _MiqatClock {
  MiqatInstant (*now) (MiqatClock *self);
};
MiqatClock *miqat_clock_get_system (void);
static inline MiqatInstant
miqat_clock_now (MiqatClock *self)
{
  return self->now (self);
}

/* A clock that stands still until moved; the tests' own. */
typedef struct {
  MiqatClock parent;
  gint64 instant; /* atomic not needed: tests move it between calls */
} MiqatFixedClock;
void miqat_fixed_clock_init (MiqatFixedClock *self, MiqatInstant instant);

G_END_DECLS
