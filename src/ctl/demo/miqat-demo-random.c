/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small generator of our own, because a library’s may change between versions. */
#include "config.h"

#include "miqat-demo-random.h"
#include "miqat-id.h"

void
miqat_demo_random_init (MiqatDemoRandom *self, guint64 seed)
{
  self->state = seed;
}

/* SplitMix64 (Steele, Lea, Flood 2014): every seed is a good one, and it needs no warming up. */
guint64
miqat_demo_random_next (MiqatDemoRandom *self)
{
  guint64 z = self->state += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  return z ^ (z >> 31);
}

gint64
miqat_demo_random_between (MiqatDemoRandom *self, gint64 least, gint64 most)
{
  g_assert (most >= least);
  return least + (gint64) (miqat_demo_random_next (self) % (guint64) (most - least + 1));
}

gboolean
miqat_demo_random_chance (MiqatDemoRandom *self, guint percent)
{
  return miqat_demo_random_next (self) % 100 < percent;
}

static void
write_hex (guint64 value, guint digits, char *text)
{
  static const char hex[] = "0123456789abcdef";

  while (digits-- > 0) {
    text[digits] = hex[value & 15];
    value >>= 4;
  }
}

void
miqat_demo_random_id (MiqatDemoRandom *self, MiqatInstant instant, char *text)
{
  guint64 ms = (guint64) (instant / 1000);
  guint64 a = miqat_demo_random_next (self), b = miqat_demo_random_next (self);

  write_hex (ms >> 16, 8, text);
  text[8] = '-';
  write_hex (ms & 0xffff, 4, text + 9);
  text[13] = '-';
  write_hex (0x7000 | (a & 0x0fff), 4, text + 14);
  text[18] = '-';
  write_hex (0x8000 | ((a >> 16) & 0x3fff), 4, text + 19);
  text[23] = '-';
  write_hex (b, 12, text + 24);
  text[36] = '\0';
  g_assert (miqat_id_is_valid (text));
}
