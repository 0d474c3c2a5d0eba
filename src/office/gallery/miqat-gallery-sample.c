/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-gallery-sample.h"

#include "miqat-day.h"
#include "miqat-tone.h"
#include "miqat-gallery-booking.h"

static const char *const names[] = {
  "Siti Aminah binti Yusuf",
  "Ahmad Fauzi",
  "Nurul Hidayah",
  "H. Bambang Sutrisno",
  "Dewi Kartikasari",
  "Muhammad Rizky Pratama",
  "Endang Sulistyowati",
  "Abdul Rahman Hakim",
  "Ratna Dewi Anggraini",
  "Slamet Riyadi",
  "Fatimah Azzahra",
  "Yusuf Maulana",
  "Sri Wahyuni",
  "Hendra Gunawan",
  "Aisyah Putri Ramadhani",
};
static const char *const packages[] = {
  "Umroh Reguler 9 Hari",
  "Umroh Plus Thaif 12 Hari",
  "Umroh Family Holiday",
  "Umroh Ramadhan Akhir",
};
static const char *const rooms[] = { "Quad", "Triple", "Double" };

struct _MiqatSample {
  GObject parent_instance;

  guint number;
};

G_DEFINE_FINAL_TYPE (MiqatSample, miqat_sample, G_TYPE_OBJECT)

static void
miqat_sample_class_init (MiqatSampleClass *klass)
{
}

static void
miqat_sample_init (MiqatSample *self)
{
}

GListModel *
miqat_sample_make_bookings (guint n)
{
  GListStore *store = g_list_store_new (MIQAT_TYPE_SAMPLE);

  for (guint i = 0; i < n; i++) {
    g_autoptr (MiqatSample) sample = g_object_new (MIQAT_TYPE_SAMPLE, NULL);

    sample->number = i;
    g_list_store_append (store, sample);
  }
  return G_LIST_MODEL (store);
}

/* Every quality follows from the number, so that pictures are the same each time. */
char *
miqat_sample_dup_code (gpointer item, gpointer data)
{
  guint number = MIQAT_SAMPLE (item)->number;

  return g_strdup_printf ("BK-202606%02u-SBY%u-%03u", 22 + number % 7, 1 + number % 3,
                          214 - number % 214);
}

char *
miqat_sample_dup_name (gpointer item, gpointer data)
{
  return g_strdup (names[MIQAT_SAMPLE (item)->number % G_N_ELEMENTS (names)]);
}

char *
miqat_sample_dup_package (gpointer item, gpointer data)
{
  return g_strdup (packages[(MIQAT_SAMPLE (item)->number / 2) % G_N_ELEMENTS (packages)]);
}

char *
miqat_sample_dup_room (gpointer item, gpointer data)
{
  return g_strdup (rooms[MIQAT_SAMPLE (item)->number % G_N_ELEMENTS (rooms)]);
}

gint64
miqat_sample_get_day (gpointer item, gpointer data)
{
  return miqat_day_from_parts (2026, 6, 22) + (gint64)(MIQAT_SAMPLE (item)->number % 7);
}

gint64
miqat_sample_get_people (gpointer item, gpointer data)
{
  return 1 + MIQAT_SAMPLE (item)->number * 7 % 5;
}

gint64
miqat_sample_get_due (gpointer item, gpointer data)
{
  guint number = MIQAT_SAMPLE (item)->number;

  return number % 4 == 0 ? 0
                         : miqat_sample_get_people (item, NULL) * (28900000 - number % 3 * 5000000);
}

gint64
miqat_sample_get_paid (gpointer item, gpointer data)
{
  guint number = MIQAT_SAMPLE (item)->number;

  return number % 4 == 3
             ? 0
             : miqat_sample_get_people (item, NULL) * (number % 4 == 0 ? 33900000 : 5000000);
}

char *
miqat_sample_dup_state (gpointer item, gpointer data)
{
  const char *const states[] = { "Lunas", "DP diterima", "Jatuh tempo", "Menunggu kepastian" };

  return g_strdup (states[MIQAT_SAMPLE (item)->number % 4]);
}

MiqatTone
miqat_sample_get_tone (gpointer item, gpointer data)
{
  const MiqatTone tones[]
      = { MIQAT_TONE_GOOD, MIQAT_TONE_INFO, MIQAT_TONE_BAD, MIQAT_TONE_CAUTION };

  return tones[MIQAT_SAMPLE (item)->number % 4];
}

void
miqat_sample_get_quota (gpointer item, guint *taken, guint *held, guint *capacity, gpointer data)
{
  const guint counts[] = { 12, 27, 38, 45 };

  *taken = counts[(MIQAT_SAMPLE (item)->number / 2) % 4];
  *held = *taken < 40 ? 3 : 0;
  *capacity = 45;
}
