/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments read in Indonesia's zones, and the clocks that tell them. */
#include "config.h"

#include "miqat-instant.h"

#define DAY (24 * MIQAT_HOUR)

static const struct {
  const char *name;
  int hours; /* ahead of UTC */
} zones[] = {
  [MIQAT_ZONE_WIB] = { "WIB", 7 },
  [MIQAT_ZONE_WITA] = { "WITA", 8 },
  [MIQAT_ZONE_WIT] = { "WIT", 9 },
};

const char *
miqat_zone_get_name (MiqatZone zone)
{
  g_return_val_if_fail (zone < G_N_ELEMENTS (zones), "WIB");

  return zones[zone].name;
}

gboolean
miqat_zone_from_name (const char *name, MiqatZone *zone)
{
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    if (g_strcmp0 (zones[i].name, name) == 0) {
      *zone = (MiqatZone) i;
      return TRUE;
    }
  return FALSE;
}

static gint64
get_offset (MiqatZone zone)
{
  g_return_val_if_fail (zone < G_N_ELEMENTS (zones), 0);

  return zones[zone].hours * MIQAT_HOUR;
}

/* Rounds down before 1970 as well. */
static MiqatDay
split (gint64 microseconds, gint64 *within_day)
{
  gint64 days = microseconds / DAY;

  if (microseconds % DAY < 0)
    days--;
  *within_day = microseconds - days * DAY;
  return (MiqatDay) days;
}

MiqatDay
miqat_instant_get_day (MiqatInstant self, MiqatZone zone)
{
  gint64 within_day;

  return split (self + get_offset (zone), &within_day);
}

MiqatInstant
miqat_instant_from_day (MiqatDay day, MiqatZone zone)
{
  return day * DAY - get_offset (zone);
}

static void
get_hour_and_minute (MiqatInstant self, MiqatZone zone, int *hour, int *minute)
{
  gint64 within_day;

  split (self + get_offset (zone), &within_day);
  *hour = (int) (within_day / MIQAT_HOUR);
  *minute = (int) (within_day % MIQAT_HOUR / MIQAT_MINUTE);
}

char *
miqat_instant_format_time (MiqatInstant self, MiqatZone zone)
{
  int hour, minute;

  get_hour_and_minute (self, zone, &hour, &minute);
  return g_strdup_printf ("%02d.%02d", hour, minute);
}

char *
miqat_instant_format (MiqatInstant self, MiqatZone zone, gboolean indonesian)
{
  g_autofree char *day = miqat_day_format (miqat_instant_get_day (self, zone), indonesian);
  int hour, minute;

  get_hour_and_minute (self, zone, &hour, &minute);
  return g_strdup_printf ("%s %02d.%02d", day, hour, minute);
}

char *
miqat_instant_to_iso (MiqatInstant self)
{
  gint64 within_day;
  int year, month, day;

  miqat_day_get_parts (split (self, &within_day), &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day,
                          (int) (within_day / MIQAT_HOUR),
                          (int) (within_day % MIQAT_HOUR / MIQAT_MINUTE),
                          (int) (within_day % MIQAT_MINUTE / MIQAT_SECOND));
}

static MiqatInstant
read_system_clock (MiqatClock *self)
{
  return g_get_real_time ();
}

MiqatClock *
miqat_clock_get_system (void)
{
  static MiqatClock clock = { read_system_clock };

  return &clock;
}

static MiqatInstant
read_fixed_clock (MiqatClock *self)
{
  return ((MiqatFixedClock *) self)->instant;
}

void
miqat_fixed_clock_init (MiqatFixedClock *self, MiqatInstant instant)
{
  self->parent.now = read_fixed_clock;
  self->instant = instant;
}
