/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The airlines, airports and hotels a new agency begins with. Airports and airlines: contracts §8.5
 * and §8.6. Hotels are invented examples of the usual classes; an agency adds its own. */
#include "config.h"

#include "miqat-catalog-private.h"
#include "miqat-hotel.h"
#include "miqat-id.h"

enum { SQL_AIRLINE, SQL_AIRPORT, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_AIRLINE] =
    "INSERT INTO airlines (code, name) VALUES (:code, :name) ON CONFLICT (code) DO NOTHING",
  [SQL_AIRPORT] =
    "INSERT INTO airports (code, name, city, country) VALUES (:code, :name, :city, :country)"
    " ON CONFLICT (code) DO NOTHING",
};

const MiqatStatements miqat_catalog_seed_statements = { "catalog-seed", sql, N_SQL, 0 };

static const struct {
  const char *code, *name;
} airlines[] = {
  { "SV", "Saudia" }, { "GA", "Garuda Indonesia" }, { "QR", "Qatar Airways" }, { "EK", "Emirates" },
  { "TR", "Scoot" }, { "JT", "Lion Air" }, { "QG", "Citilink" }, { "QZ", "Indonesia AirAsia" },
  { "EY", "Etihad Airways" }, { "TK", "Turkish Airlines" }, { "WY", "Oman Air" },
  { "MH", "Malaysia Airlines" }, { "SQ", "Singapore Airlines" }, { "AK", "AirAsia" },
  { "D7", "AirAsia X" }, { "OD", "Batik Air Malaysia" }, { "XY", "flynas" },
  { "UL", "SriLankan Airlines" }, { "MS", "EgyptAir" }, { "G9", "Air Arabia" }, { "GF", "Gulf Air" },
  { "KU", "Kuwait Airways" }, { "RJ", "Royal Jordanian" }, { "BI", "Royal Brunei" },
  { "IW", "Wings Air" }, { "SJ", "Sriwijaya Air" }, { "ID", "Batik Air" }, { "IN", "Nam Air" },
  { "F3", "flyadeal" }, { "8B", "TransNusa" }, { "IP", "Pelita Air" },
};

static const struct {
  const char *code, *name, *city, *country;
} airports[] = {
  { "CGK", "Soekarno-Hatta", "Jakarta", "ID" }, { "SUB", "Juanda", "Surabaya", "ID" },
  { "UPG", "Sultan Hasanuddin", "Makassar", "ID" }, { "KNO", "Kualanamu", "Medan", "ID" },
  { "BTH", "Hang Nadim", "Batam", "ID" }, { "PLM", "Sultan Mahmud Badaruddin II", "Palembang", "ID" },
  { "PDG", "Minangkabau", "Padang", "ID" }, { "PKU", "Sultan Syarif Kasim II", "Pekanbaru", "ID" },
  { "BTJ", "Sultan Iskandar Muda", "Banda Aceh", "ID" }, { "SRG", "Ahmad Yani", "Semarang", "ID" },
  { "SOC", "Adi Soemarmo", "Solo", "ID" }, { "BPN", "Sultan Aji Muhammad Sulaiman", "Balikpapan", "ID" },
  { "BDJ", "Syamsudin Noor", "Banjarmasin", "ID" }, { "PNK", "Supadio", "Pontianak", "ID" },
  { "LOP", "Zainuddin Abdul Madjid", "Lombok", "ID" }, { "DPS", "Ngurah Rai", "Denpasar", "ID" },
  { "TKG", "Radin Inten II", "Lampung", "ID" }, { "DJB", "Sultan Thaha", "Jambi", "ID" },
  { "BKS", "Fatmawati Soekarno", "Bengkulu", "ID" }, { "PGK", "Depati Amir", "Pangkalpinang", "ID" },
  { "KDI", "Haluoleo", "Kendari", "ID" }, { "PLW", "Mutiara SIS Al-Jufri", "Palu", "ID" },
  { "MDC", "Sam Ratulangi", "Manado", "ID" }, { "TTE", "Sultan Babullah", "Ternate", "ID" },
  { "AMQ", "Pattimura", "Ambon", "ID" }, { "DJJ", "Sentani", "Jayapura", "ID" },
  { "BDO", "Husein Sastranegara", "Bandung", "ID" }, { "HLP", "Halim Perdanakusuma", "Jakarta Halim", "ID" },
  { "JOG", "Adisutjipto", "Yogyakarta Adisutjipto", "ID" },
  { "YIA", "Yogyakarta International", "Yogyakarta", "ID" }, { "KJT", "Kertajati", "Majalengka", "ID" },
  { "JED", "King Abdulaziz", "Jeddah", "SA" },
  { "MED", "Prince Mohammad bin Abdulaziz", "Madinah", "SA" }, { "RUH", "King Khalid", "Riyadh", "SA" },
  { "TIF", "Taif", "Taif", "SA" }, { "YNB", "Yanbu", "Yanbu", "SA" }, { "DMM", "King Fahd", "Dammam", "SA" },
  { "SIN", "Changi", "Singapura", "SG" }, { "KUL", "Kuala Lumpur International", "Kuala Lumpur", "MY" },
  { "DOH", "Hamad", "Doha", "QA" }, { "DXB", "Dubai International", "Dubai", "AE" },
  { "AUH", "Zayed", "Abu Dhabi", "AE" }, { "IST", "Istanbul Airport", "Istanbul", "TR" },
  { "MCT", "Muscat International", "Muscat", "OM" }, { "CMB", "Bandaranaike", "Kolombo", "LK" },
  { "BKK", "Suvarnabhumi", "Bangkok", "TH" }, { "BAH", "Bahrain International", "Manama", "BH" },
  { "KWI", "Kuwait International", "Kuwait", "KW" }, { "AMM", "Queen Alia", "Amman", "JO" },
  { "CAI", "Cairo International", "Kairo", "EG" }, { "SHJ", "Sharjah International", "Sharjah", "AE" },
  { "ADD", "Bole", "Addis Ababa", "ET" },
};

/* The ids are fixed, so that every database of an agency names the same hotel alike. */
static const struct {
  const char *name, *city;
  int stars, distance_m;
} hotels[] = {
  { "Rayyana Ajyad", "makkah", 5, 150 },     { "Safwa Al Hidayah", "makkah", 5, 250 },
  { "Nuzul Misfalah", "makkah", 4, 450 },    { "Darul Aman Makkah", "makkah", 4, 600 },
  { "Wadi Jarwal", "makkah", 3, 950 },       { "Rawabi Kudai", "makkah", 3, 1800 },
  { "Taibah Raudhah", "madinah", 5, 100 },   { "Andalus Markaziyah", "madinah", 5, 200 },
  { "Dar Quba Markaz", "madinah", 4, 300 },  { "Manazil Uhud", "madinah", 4, 450 },
  { "Nakhla Salam", "madinah", 3, 550 },     { "Bustan Sultana", "madinah", 3, 800 },
  { "Hada Taif Resort", "other", 4, 0 },     { "Galata Istanbul", "other", 4, 0 },
};

static gboolean
put (MiqatDb *db, guint index, const char *code, const char *name, const char *city,
     const char *country, guint *added, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_catalog_seed_statements, index, error);

  miqat_statement_bind_text (statement, "code", code);
  miqat_statement_bind_text (statement, "name", name);
  if (index == SQL_AIRPORT) {
    miqat_statement_bind_text (statement, "city", city);
    miqat_statement_bind_text (statement, "country", country);
  }
  if (!miqat_statement_run (statement, error))
    return FALSE;
  *added += miqat_statement_get_changes (statement) > 0 ? 1 : 0;
  return TRUE;
}

static gboolean
put_hotels (MiqatDb *db, guint *added, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (hotels); i++) {
    g_autofree char *label = g_strdup_printf ("hotel:%s:%s", hotels[i].city, hotels[i].name);
    g_autofree char *id = miqat_id_derive ("018c1d2e-5c00-7000-8000-000000000001", label);
    gboolean inserted = FALSE;

    if (!miqat_hotel_insert (db, id, hotels[i].name, hotels[i].city, hotels[i].stars,
                             hotels[i].distance_m, &inserted, error))
      return FALSE;
    *added += inserted ? 1 : 0;
  }
  return TRUE;
}

gboolean
miqat_catalog_seed (MiqatDb *db, guint *added, GError **error)
{
  guint count = 0;

  g_return_val_if_fail (miqat_db_is_writing (db), FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (airlines); i++)
    if (!put (db, SQL_AIRLINE, airlines[i].code, airlines[i].name, NULL, NULL, &count, error))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (airports); i++)
    if (!put (db, SQL_AIRPORT, airports[i].code, airports[i].name, airports[i].city,
              airports[i].country, &count, error))
      return FALSE;
  if (!put_hotels (db, &count, error))
    return FALSE;
  if (added != NULL)
    *added = count;
  return TRUE;
}
