/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One traveller as one row of the ministry's workbook: 32 columns whose header texts are matched
 * letter by letter by the portal. Pure: no database, no clock, no locale but for sentences.
 *
 * A traveller always becomes a row. What is missing or does not fit is listed as a warning beside
 * it, because a clerk may fill it in on the portal; nothing is invented to please the form. */
#pragma once

#include "miqat-siskopatuh-lists.h"

G_BEGIN_DECLS

typedef enum {
  MIQAT_SISKOPATUH_TITLE,
  MIQAT_SISKOPATUH_NAME,
  MIQAT_SISKOPATUH_FATHER,
  MIQAT_SISKOPATUH_IDENTITY_KIND,
  MIQAT_SISKOPATUH_IDENTITY_NUMBER,
  MIQAT_SISKOPATUH_PASSPORT_NAME,
  MIQAT_SISKOPATUH_PASSPORT_NUMBER,
  MIQAT_SISKOPATUH_PASSPORT_DATE,
  MIQAT_SISKOPATUH_PASSPORT_CITY,
  MIQAT_SISKOPATUH_BIRTH_PLACE,
  MIQAT_SISKOPATUH_BIRTH_DATE,
  MIQAT_SISKOPATUH_ADDRESS,
  MIQAT_SISKOPATUH_PROVINCE,
  MIQAT_SISKOPATUH_REGENCY,
  MIQAT_SISKOPATUH_DISTRICT,
  MIQAT_SISKOPATUH_VILLAGE,
  MIQAT_SISKOPATUH_HOME_PHONE,
  MIQAT_SISKOPATUH_PHONE,
  MIQAT_SISKOPATUH_CITIZENSHIP,
  MIQAT_SISKOPATUH_MARITAL_STATUS,
  MIQAT_SISKOPATUH_EDUCATION,
  MIQAT_SISKOPATUH_OCCUPATION,
  MIQAT_SISKOPATUH_VISA_PROVIDER,
  MIQAT_SISKOPATUH_VISA_NUMBER,
  MIQAT_SISKOPATUH_VISA_FROM,
  MIQAT_SISKOPATUH_VISA_UNTIL,
  MIQAT_SISKOPATUH_INSURER,
  MIQAT_SISKOPATUH_POLICY_NUMBER,
  MIQAT_SISKOPATUH_POLICY_DATE,
  MIQAT_SISKOPATUH_POLICY_FROM,
  MIQAT_SISKOPATUH_POLICY_UNTIL,
  MIQAT_SISKOPATUH_BPJS,
  MIQAT_SISKOPATUH_N_COLUMNS
} MiqatSiskopatuhColumn;

/* The header text, to the letter. */
const char *miqat_siskopatuh_get_header (MiqatSiskopatuhColumn column);

/* What is known of a traveller; everything may be NULL. Days are YYYY-MM-DD, phones digits
 * (628…), gender, marital_status and citizenship as the table pilgrims holds them. Borrowed. */
typedef struct {
  const char *full_name, *gender, *father_name, *marital_status, *citizenship;
  const char *nik, *passport_number, *passport_date, *passport_city;
  const char *birth_place, *birth_date;
  const char *address, *province, *regency, *district, *village;
  const char *home_phone, *phone;
  const char *education, *occupation;
  const char *visa_provider, *visa_number, *visa_from, *visa_until;
  const char *insurer, *policy_number, *policy_date, *policy_from, *policy_until;
  const char *bpjs_number;
} MiqatSiskopatuhTraveller;

typedef enum {
  MIQAT_SISKOPATUH_MISSING,      /* the portal will ask for it */
  MIQAT_SISKOPATUH_NOT_LISTED,   /* written as it is, though the list does not have it */
  MIQAT_SISKOPATUH_AS_OTHER,     /* written as LAINNYA */
  MIQAT_SISKOPATUH_CITY_OR_KAB,  /* a city and a regency bear this name */
  MIQAT_SISKOPATUH_OLD_PROVINCE, /* written as the province it was part of */
  MIQAT_SISKOPATUH_ONE_WORD,     /* a name of one word; the visa needs two */
  MIQAT_SISKOPATUH_NOT_LATIN,
  MIQAT_SISKOPATUH_BAD_NUMBER,   /* NIK or passport number of another shape */
  MIQAT_SISKOPATUH_BAD_DAY,      /* no day of the calendar, left empty */
  MIQAT_SISKOPATUH_DAYS_REVERSED,
} MiqatSiskopatuhWarningKind;

typedef struct {
  MiqatSiskopatuhColumn column;
  MiqatSiskopatuhWarningKind kind;
} MiqatSiskopatuhWarning;

typedef struct {
  char *cells[MIQAT_SISKOPATUH_N_COLUMNS]; /* never NULL */
  GArray *warnings;                        /* of MiqatSiskopatuhWarning, in column order */
} MiqatSiskopatuhRow;

MiqatSiskopatuhRow *miqat_siskopatuh_row_new (const MiqatSiskopatuhTraveller *traveller,
                                              const MiqatSiskopatuhLists *lists) G_GNUC_WARN_UNUSED_RESULT;
void miqat_siskopatuh_row_free (MiqatSiskopatuhRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatSiskopatuhRow, miqat_siskopatuh_row_free)

/* "missing", "not_listed", …: for machines. */
const char *miqat_siskopatuh_warning_get_code (MiqatSiskopatuhWarningKind kind);
/* A sentence in the language of the process that names the column. */
char *miqat_siskopatuh_warning_dup_sentence (const MiqatSiskopatuhWarning *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
