/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules an agency begins with, as far as they were public when this was written. They change by
 * decree: whoever knows better adds a newer one with `rule.set`. A first day that no source gives
 * is said to be uncertain in the source itself. */
#include "config.h"

#include "miqat-agency-private.h"
#include "miqat-id.h"

/* Every agency's own copies of these rules have the same ids. */
#define SEED_PARENT "00000000-0000-7000-8000-000000000000"

typedef struct {
  const char *name;
  const char *effective_date;
  gint64 value;
  MiqatSeverity severity;
  const char *source;
} Seed;

static const Seed seeds[] = {
  { MIQAT_RULE_PASSPORT_BLOCK_MONTHS, "2020-01-01", 6, MIQAT_SEVERITY_BLOCK,
    "UU 14/2025 Pasal 87A dan praktik Arab Saudi; awal berlaku tidak pasti" },
  { MIQAT_RULE_PASSPORT_WARN_MONTHS, "2020-01-01", 7, MIQAT_SEVERITY_WARN,
    "Kebiasaan penyelenggara (7 sampai 8 bulan); awal berlaku tidak pasti" },
  { MIQAT_RULE_VACCINE_REQUIRED, "2022-11-01", 0, MIQAT_SEVERITY_VALUE,
    "SE HK.02.02/C.I/9325/2022" },
  { MIQAT_RULE_VACCINE_REQUIRED, "2024-07-01", 1, MIQAT_SEVERITY_VALUE,
    "SE HK.02.02/A/3717/2024" },
  { MIQAT_RULE_VACCINE_REQUIRED, "2025-02-06", 0, MIQAT_SEVERITY_VALUE,
    "Penangguhan oleh GACA, 6 Februari 2025" },
  { MIQAT_RULE_VACCINE_REQUIRED, "2025-04-25", 1, MIQAT_SEVERITY_VALUE,
    "SE HK.02.02/A/1206/2025: meningitis dan polio" },
  { MIQAT_RULE_VACCINE_DAYS, "2025-04-25", 10, MIQAT_SEVERITY_WARN, "SE HK.02.02/A/1206/2025" },
  { MIQAT_RULE_VACCINE_YEARS_POLYSACCHARIDE, "2025-04-25", 3, MIQAT_SEVERITY_WARN,
    "SE HK.02.02/A/1206/2025" },
  { MIQAT_RULE_VACCINE_YEARS_CONJUGATE, "2025-04-25", 5, MIQAT_SEVERITY_WARN,
    "SE HK.02.02/A/1206/2025" },
  { MIQAT_RULE_VISA_ENTRY_DAYS, "2025-11-01", 30, MIQAT_SEVERITY_WARN,
    "Kementerian Haji Arab Saudi, berlaku 1 November 2025" },
  { MIQAT_RULE_STAY_DAYS, "2025-11-01", 90, MIQAT_SEVERITY_WARN,
    "Kementerian Haji Arab Saudi, berlaku 1 November 2025" },
  { MIQAT_RULE_MAHRAM_AGE, "2022-03-01", 45, MIQAT_SEVERITY_WARN,
    "Kebiasaan penyelenggara; sejak Oktober 2022 Arab Saudi tidak mensyaratkan mahram" },
  { MIQAT_RULE_REFERENCE_PRICE, "2018-01-01", 20000000, MIQAT_SEVERITY_WARN,
    "KMA 221/2018; awal berlaku tidak pasti" },
  { MIQAT_RULE_REFERENCE_PRICE, "2020-12-01", 26000000, MIQAT_SEVERITY_WARN,
    "KMA 777/2020; awal berlaku tidak pasti" },
  { MIQAT_RULE_REFERENCE_PRICE, "2024-04-08", 23000000, MIQAT_SEVERITY_WARN,
    "Keterangan Kemenag 8 April 2024; nomor keputusan tidak pasti" },
  { MIQAT_RULE_STAMP_DUTY, "2021-01-01", 10000, MIQAT_SEVERITY_VALUE, "UU 10/2020" },
  { MIQAT_RULE_STAMP_DUTY_ABOVE, "2021-01-01", 5000000, MIQAT_SEVERITY_VALUE, "UU 10/2020" },
  { MIQAT_RULE_VAT_ITEMISED, "2022-04-01", 110, MIQAT_SEVERITY_VALUE,
    "PMK 71/2022, bagian wisata yang dirinci" },
  { MIQAT_RULE_VAT_WHOLE, "2022-04-01", 55, MIQAT_SEVERITY_VALUE,
    "PMK 71/2022, seluruh tagihan bila tidak dirinci" },
  { MIQAT_RULE_RETURN_REPORT_DAYS, "2020-01-01", 10, MIQAT_SEVERITY_WARN,
    "Laporan kepulangan paling lambat 10 hari; awal berlaku tidak pasti" },
  { MIQAT_RULE_ROOM_MAX, "2025-06-10", 4, MIQAT_SEVERITY_WARN,
    "Ketentuan Nusuk tentang hotel, satu sumber" },
};

gboolean
miqat_agency_seed (MiqatDb *db, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++) {
    const Seed *seed = &seeds[i];
    g_autofree char *label = g_strconcat (seed->name, ":", seed->effective_date, NULL);
    g_autofree char *id = miqat_id_derive (SEED_PARENT, label);
    MiqatRule rule = {
      .id = id,
      .name = (char *) seed->name,
      .value = seed->value,
      .severity = seed->severity,
      .source = (char *) seed->source,
    };

    if (miqat_day_parse (seed->effective_date, &rule.effective_date) != MIQAT_PROBLEM_NONE)
      g_error ("rule %s begins on no day: %s", seed->name, seed->effective_date);
    if (!miqat_rule_write (db, &rule, FALSE, error))
      return FALSE;
  }
  return TRUE;
}
