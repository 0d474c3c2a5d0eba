/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every column has one small function that fills it and says what is wrong with it. */
#include "config.h"

#include "miqat-day.h"
#include "miqat-siskopatuh-rules.h"
#include "miqat-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Odd spellings and the double space are the template's own. */
static const char *const headers[MIQAT_SISKOPATUH_N_COLUMNS] = {
  [MIQAT_SISKOPATUH_TITLE] = "Title",
  [MIQAT_SISKOPATUH_NAME] = "Nama (Sesuai Dengan nama Pada Kartu Vaksin)",
  [MIQAT_SISKOPATUH_FATHER] = "Nama Ayah",
  [MIQAT_SISKOPATUH_IDENTITY_KIND] = "Jenis Identitas",
  [MIQAT_SISKOPATUH_IDENTITY_NUMBER] = "No Identitas",
  [MIQAT_SISKOPATUH_PASSPORT_NAME] = "Nama Paspor",
  [MIQAT_SISKOPATUH_PASSPORT_NUMBER] = "No Paspor",
  [MIQAT_SISKOPATUH_PASSPORT_DATE] = "Tanggal Dikeluarkan Paspor(yyyy-mm-dd)",
  [MIQAT_SISKOPATUH_PASSPORT_CITY] = "Kota Paspor",
  [MIQAT_SISKOPATUH_BIRTH_PLACE] = "Tempat Lahir",
  [MIQAT_SISKOPATUH_BIRTH_DATE] = "Tanggal Lahir(yyyy-mm-dd)",
  [MIQAT_SISKOPATUH_ADDRESS] = "Alamat",
  [MIQAT_SISKOPATUH_PROVINCE] = "Provinsi",
  [MIQAT_SISKOPATUH_REGENCY] = "Kabupaten",
  [MIQAT_SISKOPATUH_DISTRICT] = "Kecamatan",
  [MIQAT_SISKOPATUH_VILLAGE] = "Kelurahan",
  [MIQAT_SISKOPATUH_HOME_PHONE] = "No. Telepon",
  [MIQAT_SISKOPATUH_PHONE] = "No Hp",
  [MIQAT_SISKOPATUH_CITIZENSHIP] = "KewargaNegaraan",
  [MIQAT_SISKOPATUH_MARITAL_STATUS] = "Status Pernikahan",
  [MIQAT_SISKOPATUH_EDUCATION] = "Pendidikan",
  [MIQAT_SISKOPATUH_OCCUPATION] = "Pekerjaan",
  [MIQAT_SISKOPATUH_VISA_PROVIDER] = "Provider Visa",
  [MIQAT_SISKOPATUH_VISA_NUMBER] = "No Visa",
  [MIQAT_SISKOPATUH_VISA_FROM] = "Tanggal Berlaku Visa (yyyy-mm-dd)",
  [MIQAT_SISKOPATUH_VISA_UNTIL] = "Tanggal Akhir  Visa (yyyy-mm-dd)",
  [MIQAT_SISKOPATUH_INSURER] = "Asuransi",
  [MIQAT_SISKOPATUH_POLICY_NUMBER] = "No Polis",
  [MIQAT_SISKOPATUH_POLICY_DATE] = "Tanggal Input Polis (yyyy-mm-dd)",
  [MIQAT_SISKOPATUH_POLICY_FROM] = "Tanggal Awal Polis (yyyy-mm-dd)",
  [MIQAT_SISKOPATUH_POLICY_UNTIL] = "Tanggal Akhir Polis (yyyy-mm-dd)",
  [MIQAT_SISKOPATUH_BPJS] = "No BPJS",
};

static const struct {
  const char *code;
  const char *sentence;
} warnings[] = {
  [MIQAT_SISKOPATUH_MISSING] = { "missing", N_("{column} is missing.") },
  [MIQAT_SISKOPATUH_NOT_LISTED] = { "not_listed", N_("{column} is not in the ministry's list.") },
  [MIQAT_SISKOPATUH_AS_OTHER]
  = { "as_other", N_("{column} is not in the ministry's list; LAINNYA was written.") },
  [MIQAT_SISKOPATUH_CITY_OR_KAB]
  = { "city_or_kab", N_("{column}: a city and a regency have this name; add Kota or Kabupaten.") },
  [MIQAT_SISKOPATUH_OLD_PROVINCE]
  = { "old_province", N_("{column} is new; the province it was part of was written.") },
  [MIQAT_SISKOPATUH_ONE_WORD]
  = { "one_word", N_("{column} has one word only; the visa needs two.") },
  [MIQAT_SISKOPATUH_NOT_LATIN] = { "not_latin", N_("{column} must be in Latin letters.") },
  [MIQAT_SISKOPATUH_BAD_NUMBER] = { "bad_number", N_("{column} has the wrong number of digits or letters.") },
  [MIQAT_SISKOPATUH_BAD_DAY] = { "bad_day", N_("{column} is not a day of the calendar.") },
  [MIQAT_SISKOPATUH_DAYS_REVERSED] = { "days_reversed", N_("{column} is before the day it must follow.") },
};

/* The row being made. */
typedef struct {
  MiqatSiskopatuhRow *row;
  const MiqatSiskopatuhTraveller *traveller;
  const MiqatSiskopatuhLists *lists;
} Maker;

const char *
miqat_siskopatuh_get_header (MiqatSiskopatuhColumn column)
{
  g_return_val_if_fail (column < MIQAT_SISKOPATUH_N_COLUMNS, NULL);

  return headers[column];
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || *text == '\0';
}

static void
warn (Maker *self, MiqatSiskopatuhColumn column, MiqatSiskopatuhWarningKind kind)
{
  MiqatSiskopatuhWarning warning = { column, kind };

  g_array_append_val (self->row->warnings, warning);
}

static void
put (Maker *self, MiqatSiskopatuhColumn column, const char *text)
{
  g_free (self->row->cells[column]);
  self->row->cells[column] = g_strdup (text != NULL ? text : "");
}

static void
put_upper (Maker *self, MiqatSiskopatuhColumn column, const char *text, gboolean needed)
{
  g_autofree char *upper = is_blank (text) ? NULL : g_utf8_strup (text, -1);

  put (self, column, upper);
  if (upper == NULL && needed)
    warn (self, column, MIQAT_SISKOPATUH_MISSING);
}

static void
put_listed (Maker *self, MiqatSiskopatuhColumn column, MiqatSiskopatuhList list, const char *text,
            gboolean needed)
{
  const char *word = miqat_siskopatuh_lists_find (self->lists, list, text);

  if (word != NULL) {
    put (self, column, word);
    return;
  }
  put_upper (self, column, text, needed);
  if (!is_blank (text))
    warn (self, column, MIQAT_SISKOPATUH_NOT_LISTED);
}

/* Leaves the cell empty when there is no such day; MIQAT_DAY_NONE then. */
static MiqatDay
put_day (Maker *self, MiqatSiskopatuhColumn column, const char *text, gboolean needed)
{
  MiqatDay day = MIQAT_DAY_NONE;

  if (is_blank (text)) {
    if (needed)
      warn (self, column, MIQAT_SISKOPATUH_MISSING);
  } else if (miqat_day_parse (text, &day) != MIQAT_PROBLEM_NONE) {
    warn (self, column, MIQAT_SISKOPATUH_BAD_DAY);
    day = MIQAT_DAY_NONE;
  } else {
    put (self, column, text);
  }
  return day;
}

static void
check_order (Maker *self, MiqatDay earlier, MiqatSiskopatuhColumn column, MiqatDay later)
{
  if (earlier != MIQAT_DAY_NONE && later != MIQAT_DAY_NONE && later < earlier)
    warn (self, column, MIQAT_SISKOPATUH_DAYS_REVERSED);
}

static gboolean
are_digits (const char *text, gsize count)
{
  return strlen (text) == count && strspn (text, "0123456789") == count;
}

static gboolean
is_passport_number (const char *text)
{
  gsize letters = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

  return letters >= 1 && letters <= 2
         && (are_digits (text + letters, 6) || are_digits (text + letters, 7));
}

/* ---- the columns ------------------------------------------------------------------------------ */

/* The workbook has no column for the sex: the title carries it. */
static void
put_title (Maker *self)
{
  const char *gender = self->traveller->gender;
  const char *status = self->traveller->marital_status;

  if (g_strcmp0 (gender, "male") == 0)
    put (self, MIQAT_SISKOPATUH_TITLE, "TUAN");
  else if (g_strcmp0 (gender, "female") != 0)
    warn (self, MIQAT_SISKOPATUH_TITLE, MIQAT_SISKOPATUH_MISSING);
  else if (g_strcmp0 (status, "married") == 0 || g_strcmp0 (status, "divorced") == 0)
    put (self, MIQAT_SISKOPATUH_TITLE, "NYONYA");
  else
    put (self, MIQAT_SISKOPATUH_TITLE, "NONA");
}

static void
put_name (Maker *self, MiqatSiskopatuhColumn column, gboolean warned)
{
  const char *name = self->traveller->full_name;

  put_upper (self, column, name, warned);
  if (is_blank (name) || !warned)
    return;
  for (const char *c = name; *c != '\0'; c++)
    if ((guchar) *c >= 0x80) {
      warn (self, column, MIQAT_SISKOPATUH_NOT_LATIN);
      break;
    }
  if (miqat_text_count_words (name) < 2)
    warn (self, column, MIQAT_SISKOPATUH_ONE_WORD);
}

/* The NIK where there is one; a foreigner, or a child without a card, shows the passport. */
static void
put_identity (Maker *self)
{
  const MiqatSiskopatuhTraveller *t = self->traveller;
  gboolean foreign = g_strcmp0 (t->citizenship, "WNA") == 0;

  if (!is_blank (t->nik) && !foreign) {
    put (self, MIQAT_SISKOPATUH_IDENTITY_KIND, "NIK");
    put (self, MIQAT_SISKOPATUH_IDENTITY_NUMBER, t->nik);
    if (!are_digits (t->nik, 16))
      warn (self, MIQAT_SISKOPATUH_IDENTITY_NUMBER, MIQAT_SISKOPATUH_BAD_NUMBER);
  } else if (!is_blank (t->passport_number)) {
    put (self, MIQAT_SISKOPATUH_IDENTITY_KIND, "PASPOR");
    put_upper (self, MIQAT_SISKOPATUH_IDENTITY_NUMBER, t->passport_number, FALSE);
  } else {
    warn (self, MIQAT_SISKOPATUH_IDENTITY_NUMBER, MIQAT_SISKOPATUH_MISSING);
  }
}

static void
put_passport (Maker *self, MiqatDay *issued)
{
  const MiqatSiskopatuhTraveller *t = self->traveller;

  put_name (self, MIQAT_SISKOPATUH_PASSPORT_NAME, FALSE);
  put_upper (self, MIQAT_SISKOPATUH_PASSPORT_NUMBER, t->passport_number, TRUE);
  if (!is_blank (t->passport_number)
      && !is_passport_number (self->row->cells[MIQAT_SISKOPATUH_PASSPORT_NUMBER]))
    warn (self, MIQAT_SISKOPATUH_PASSPORT_NUMBER, MIQAT_SISKOPATUH_BAD_NUMBER);
  *issued = put_day (self, MIQAT_SISKOPATUH_PASSPORT_DATE, t->passport_date, TRUE);
  put_upper (self, MIQAT_SISKOPATUH_PASSPORT_CITY, t->passport_city, TRUE);
}

static void
put_birth (Maker *self, MiqatDay passport_issued)
{
  MiqatDay born;

  put_upper (self, MIQAT_SISKOPATUH_BIRTH_PLACE, self->traveller->birth_place, TRUE);
  born = put_day (self, MIQAT_SISKOPATUH_BIRTH_DATE, self->traveller->birth_date, TRUE);
  check_order (self, born, MIQAT_SISKOPATUH_PASSPORT_DATE, passport_issued);
}

static void
put_province (Maker *self)
{
  const char *province = self->traveller->province;
  const char *parent
    = miqat_siskopatuh_lists_find (self->lists, MIQAT_SISKOPATUH_LIST_NEW_PROVINCE, province);

  if (parent != NULL) {
    put (self, MIQAT_SISKOPATUH_PROVINCE, parent);
    warn (self, MIQAT_SISKOPATUH_PROVINCE, MIQAT_SISKOPATUH_OLD_PROVINCE);
    return;
  }
  put_listed (self, MIQAT_SISKOPATUH_PROVINCE, MIQAT_SISKOPATUH_LIST_PROVINCE, province, TRUE);
}

/* What stands behind any of the prefixes, or NULL. */
static const char *
strip_prefix (const char *text, const char *const *prefixes)
{
  for (guint i = 0; prefixes[i] != NULL; i++)
    if (g_str_has_prefix (text, prefixes[i]))
      return text + strlen (prefixes[i]);
  return NULL;
}

static void
put_prefixed (Maker *self, const char *prefix, const char *name)
{
  g_autofree char *full = g_strconcat (prefix, name, NULL);
  const char *spelled
    = miqat_siskopatuh_lists_find (self->lists, MIQAT_SISKOPATUH_LIST_REGENCY, full);

  put (self, MIQAT_SISKOPATUH_REGENCY, spelled != NULL ? spelled : full);
}

static void
put_regency (Maker *self)
{
  static const char *const city_prefixes[]
    = { "KOTA ADMINISTRASI ", "KOTA ADM. ", "KOTA ADM ", "KOTAMADYA ", "KOTA ", NULL };
  static const char *const regency_prefixes[]
    = { "KABUPATEN ADMINISTRASI ", "KABUPATEN ", "KAB. ", "KAB.", "KAB ", NULL };
  g_autofree char *upper = NULL;
  const char *name;

  if (is_blank (self->traveller->regency)) {
    warn (self, MIQAT_SISKOPATUH_REGENCY, MIQAT_SISKOPATUH_MISSING);
    return;
  }
  upper = g_utf8_strup (self->traveller->regency, -1);
  if ((name = strip_prefix (upper, city_prefixes)) != NULL) {
    put_prefixed (self, "KOTA ", name);
  } else if ((name = strip_prefix (upper, regency_prefixes)) != NULL) {
    put_prefixed (self, "KAB. ", name);
  } else if (miqat_siskopatuh_lists_find (self->lists, MIQAT_SISKOPATUH_LIST_AMBIGUOUS, upper) != NULL) {
    put (self, MIQAT_SISKOPATUH_REGENCY, upper);
    warn (self, MIQAT_SISKOPATUH_REGENCY, MIQAT_SISKOPATUH_CITY_OR_KAB);
  } else if ((name = miqat_siskopatuh_lists_find (self->lists, MIQAT_SISKOPATUH_LIST_CITY, upper)) != NULL) {
    put_prefixed (self, "KOTA ", name);
  } else {
    put_prefixed (self, "KAB. ", upper);
  }
}

/* As people dial it: 0812… inside Indonesia, +65… abroad. */
static void
put_phone (Maker *self, MiqatSiskopatuhColumn column, const char *digits, gboolean needed)
{
  g_autofree char *phone = NULL;

  if (is_blank (digits)) {
    if (needed)
      warn (self, column, MIQAT_SISKOPATUH_MISSING);
    return;
  }
  if (g_str_has_prefix (digits, "62"))
    phone = g_strconcat ("0", digits + 2, NULL);
  else if (*digits == '0' || *digits == '+')
    phone = g_strdup (digits);
  else
    phone = g_strconcat ("+", digits, NULL);
  put (self, column, phone);
}

static void
put_occupation (Maker *self)
{
  const char *occupation = self->traveller->occupation;
  const char *word
    = miqat_siskopatuh_lists_find (self->lists, MIQAT_SISKOPATUH_LIST_OCCUPATION, occupation);

  if (word != NULL) {
    put (self, MIQAT_SISKOPATUH_OCCUPATION, word);
  } else if (is_blank (occupation)) {
    warn (self, MIQAT_SISKOPATUH_OCCUPATION, MIQAT_SISKOPATUH_MISSING);
  } else {
    put (self, MIQAT_SISKOPATUH_OCCUPATION, "LAINNYA");
    warn (self, MIQAT_SISKOPATUH_OCCUPATION, MIQAT_SISKOPATUH_AS_OTHER);
  }
}

/* The visa and the policy come from others and often later, so none of it is missed here. */
static void
put_visa_and_policy (Maker *self)
{
  const MiqatSiskopatuhTraveller *t = self->traveller;
  MiqatDay from, until;

  put_listed (self, MIQAT_SISKOPATUH_VISA_PROVIDER, MIQAT_SISKOPATUH_LIST_VISA_PROVIDER,
              t->visa_provider, FALSE);
  put_upper (self, MIQAT_SISKOPATUH_VISA_NUMBER, t->visa_number, FALSE);
  from = put_day (self, MIQAT_SISKOPATUH_VISA_FROM, t->visa_from, FALSE);
  until = put_day (self, MIQAT_SISKOPATUH_VISA_UNTIL, t->visa_until, FALSE);
  check_order (self, from, MIQAT_SISKOPATUH_VISA_UNTIL, until);

  put_listed (self, MIQAT_SISKOPATUH_INSURER, MIQAT_SISKOPATUH_LIST_INSURER, t->insurer, FALSE);
  put_upper (self, MIQAT_SISKOPATUH_POLICY_NUMBER, t->policy_number, FALSE);
  put_day (self, MIQAT_SISKOPATUH_POLICY_DATE, t->policy_date, FALSE);
  from = put_day (self, MIQAT_SISKOPATUH_POLICY_FROM, t->policy_from, FALSE);
  until = put_day (self, MIQAT_SISKOPATUH_POLICY_UNTIL, t->policy_until, FALSE);
  check_order (self, from, MIQAT_SISKOPATUH_POLICY_UNTIL, until);
  put (self, MIQAT_SISKOPATUH_BPJS, t->bpjs_number);
}

static int
compare_warnings (gconstpointer a, gconstpointer b)
{
  const MiqatSiskopatuhWarning *one = a, *other = b;

  return (int) one->column - (int) other->column;
}

MiqatSiskopatuhRow *
miqat_siskopatuh_row_new (const MiqatSiskopatuhTraveller *traveller, const MiqatSiskopatuhLists *lists)
{
  MiqatSiskopatuhRow *row = g_new0 (MiqatSiskopatuhRow, 1);
  Maker self = { row, traveller, lists };
  MiqatDay passport_issued;

  row->warnings = g_array_new (FALSE, FALSE, sizeof (MiqatSiskopatuhWarning));
  for (guint i = 0; i < MIQAT_SISKOPATUH_N_COLUMNS; i++)
    row->cells[i] = g_strdup ("");
  put_title (&self);
  put_name (&self, MIQAT_SISKOPATUH_NAME, TRUE);
  put_upper (&self, MIQAT_SISKOPATUH_FATHER, traveller->father_name, TRUE);
  put_identity (&self);
  put_passport (&self, &passport_issued);
  put_birth (&self, passport_issued);
  put_upper (&self, MIQAT_SISKOPATUH_ADDRESS, traveller->address, TRUE);
  put_province (&self);
  put_regency (&self);
  put_upper (&self, MIQAT_SISKOPATUH_DISTRICT, traveller->district, TRUE);
  put_upper (&self, MIQAT_SISKOPATUH_VILLAGE, traveller->village, TRUE);
  put_phone (&self, MIQAT_SISKOPATUH_HOME_PHONE, traveller->home_phone, FALSE);
  put_phone (&self, MIQAT_SISKOPATUH_PHONE, traveller->phone, TRUE);
  put_listed (&self, MIQAT_SISKOPATUH_CITIZENSHIP, MIQAT_SISKOPATUH_LIST_CITIZENSHIP,
              traveller->citizenship, TRUE);
  put_listed (&self, MIQAT_SISKOPATUH_MARITAL_STATUS, MIQAT_SISKOPATUH_LIST_MARITAL_STATUS,
              traveller->marital_status, TRUE);
  put_listed (&self, MIQAT_SISKOPATUH_EDUCATION, MIQAT_SISKOPATUH_LIST_EDUCATION,
              traveller->education, TRUE);
  put_occupation (&self);
  put_visa_and_policy (&self);
  g_array_sort (row->warnings, compare_warnings);
  return row;
}

void
miqat_siskopatuh_row_free (MiqatSiskopatuhRow *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < MIQAT_SISKOPATUH_N_COLUMNS; i++)
    g_free (self->cells[i]);
  g_array_unref (self->warnings);
  g_free (self);
}

const char *
miqat_siskopatuh_warning_get_code (MiqatSiskopatuhWarningKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (warnings), NULL);

  return warnings[kind].code;
}

char *
miqat_siskopatuh_warning_dup_sentence (const MiqatSiskopatuhWarning *self)
{
  g_autofree char *column = g_strdup (headers[self->column]);
  char *parenthesis = strchr (column, '(');
  GString *sentence = g_string_new (_ (warnings[self->kind].sentence));

  /* The remark on the format is for the portal, not for people. */
  if (parenthesis != NULL)
    *parenthesis = '\0';
  g_strchomp (column);
  g_string_replace (sentence, "{column}", column, 0);
  return g_string_free (sentence, FALSE);
}
