/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a departure's travellers, makes a row of each, and writes the sheet. */
#include "config.h"

#include "miqat-booking.h"
#include "miqat-departure.h"
#include "miqat-pilgrim.h"
#include "miqat-siskopatuh-export.h"
#include "miqat-xlsx-writer.h"

#include <glib/gi18n-lib.h>

/* The sheet's name in the template; the portal reads no other. */
#define SHEET "Sheet1"

static void
remark_free (gpointer data)
{
  MiqatSiskopatuhRemark *self = data;

  g_free (self->booking_code);
  g_free (self->name);
  g_free (self);
}

void
miqat_siskopatuh_report_free (MiqatSiskopatuhReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->remarks);
  g_free (self->departure_id);
  g_free (self);
}

char *
miqat_siskopatuh_remark_dup_sentence (const MiqatSiskopatuhRemark *self)
{
  g_autofree char *sentence = NULL;

  if (self->name == NULL)
    return g_strdup_printf ("%s (%u): %s", self->booking_code, self->position,
                            _("This place has no name yet and was left out."));
  sentence = miqat_siskopatuh_warning_dup_sentence (&self->warning);
  return g_strdup_printf ("%s (%u) %s: %s", self->booking_code, self->position, self->name, sentence);
}

/* ---- one traveller ---------------------------------------------------------------------------- */

static MiqatSiskopatuhRemark *
add_remark (MiqatSiskopatuhReport *report, const MiqatPassenger *passenger)
{
  MiqatSiskopatuhRemark *remark = g_new0 (MiqatSiskopatuhRemark, 1);

  remark->booking_code = g_strdup (passenger->booking_code);
  remark->position = passenger->position;
  remark->name = g_strdup (passenger->pilgrim_name);
  g_ptr_array_add (report->remarks, remark);
  return remark;
}

/* Visa, policy and BPJS are entered by others, on the portal itself. */
static MiqatSiskopatuhRow *
make_row (const MiqatPilgrim *pilgrim, const MiqatSiskopatuhLists *lists)
{
  const MiqatSiskopatuhTraveller traveller = {
    .full_name = pilgrim->full_name,
    .gender = pilgrim->gender,
    .father_name = pilgrim->father_name,
    .marital_status = pilgrim->marital_status,
    .citizenship = pilgrim->citizenship,
    .nik = pilgrim->nik,
    .passport_number = pilgrim->passport_number,
    .passport_date = pilgrim->passport_release_date,
    .passport_city = pilgrim->passport_from,
    .birth_place = pilgrim->place_of_birth,
    .birth_date = pilgrim->date_of_birth,
    .address = pilgrim->address,
    .province = pilgrim->province,
    .regency = pilgrim->regency,
    .district = pilgrim->district,
    .village = pilgrim->village,
    .home_phone = pilgrim->home_phone,
    .phone = pilgrim->phone,
    .education = pilgrim->education,
    .occupation = pilgrim->occupation,
  };

  return miqat_siskopatuh_row_new (&traveller, lists);
}

static void
write_row (MiqatXlsxWriter *writer, const MiqatSiskopatuhRow *row, const MiqatPassenger *passenger,
           MiqatSiskopatuhReport *report)
{
  for (guint i = 0; i < MIQAT_SISKOPATUH_N_COLUMNS; i++)
    miqat_xlsx_writer_put_text (writer, i, row->cells[i]);
  miqat_xlsx_writer_end_row (writer);
  report->n_written++;
  for (guint i = 0; i < row->warnings->len; i++) {
    MiqatSiskopatuhRemark *remark = add_remark (report, passenger);

    remark->row = report->n_written + 1;
    remark->warning = g_array_index (row->warnings, MiqatSiskopatuhWarning, i);
  }
}

/* ---- the sheet -------------------------------------------------------------------------------- */

static gboolean
write_passengers (MiqatDb *db, const MiqatKey *key, const MiqatSiskopatuhOptions *options,
                  const GPtrArray *passengers, MiqatXlsxWriter *writer,
                  MiqatSiskopatuhReport *report, GError **error)
{
  for (guint i = 0; i < passengers->len; i++) {
    const MiqatPassenger *passenger = passengers->pdata[i];
    g_autoptr (MiqatPilgrim) pilgrim = NULL;
    g_autoptr (MiqatSiskopatuhRow) row = NULL;

    if (passenger->pilgrim_id == NULL) {
      add_remark (report, passenger);
      report->n_nameless++;
      continue;
    }
    pilgrim = miqat_pilgrim_load (db, key, passenger->pilgrim_id, &options->reader,
                                  MIQAT_PILGRIM_IN_CLEAR, error);
    if (pilgrim == NULL)
      return FALSE;
    row = make_row (pilgrim, options->lists);
    write_row (writer, row, passenger, report);
  }
  if (report->n_written == 0)
    return miqat_refuse (error, "departure", MIQAT_PROBLEM_EXPORT_EMPTY, NULL);
  return TRUE;
}

static void
begin_sheet (MiqatXlsxWriter *writer)
{
  MiqatXlsxColumn columns[MIQAT_SISKOPATUH_N_COLUMNS];

  for (guint i = 0; i < MIQAT_SISKOPATUH_N_COLUMNS; i++)
    columns[i] = (MiqatXlsxColumn) { miqat_siskopatuh_get_header (i), 18 };
  columns[MIQAT_SISKOPATUH_NAME].width = 32;
  columns[MIQAT_SISKOPATUH_PASSPORT_NAME].width = 32;
  columns[MIQAT_SISKOPATUH_ADDRESS].width = 40;
  miqat_xlsx_writer_begin_sheet (writer, SHEET, columns, MIQAT_SISKOPATUH_N_COLUMNS);
}

static MiqatDeparture *
load_departure (MiqatDb *db, const char *code, GError **error)
{
  g_autoptr (GError) failure = NULL;
  MiqatDeparture *departure = miqat_departure_load_by_code (db, code, &failure);

  if (departure == NULL && g_error_matches (failure, MIQAT_REFUSAL, MIQAT_PROBLEM_NOT_FOUND))
    miqat_refuse (error, "departure", MIQAT_PROBLEM_NOT_FOUND, NULL);
  else if (departure == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return departure;
}

MiqatSiskopatuhReport *
miqat_siskopatuh_export (MiqatDb *db, const MiqatKey *key, const MiqatSiskopatuhOptions *options,
                         GError **error)
{
  g_autoptr (MiqatDeparture) departure = load_departure (db, options->departure_code, error);
  g_autoptr (MiqatSiskopatuhReport) report = NULL;
  g_autoptr (GPtrArray) passengers = NULL;
  g_autoptr (MiqatXlsxWriter) writer = NULL;

  if (departure == NULL)
    return NULL;
  passengers = miqat_booking_list_passengers (db, departure->id, &options->reader, TRUE,
                                              options->now, error);
  if (passengers == NULL)
    return NULL;
  writer = miqat_xlsx_writer_new (options->path, error);
  if (writer == NULL)
    return NULL;
  report = g_new0 (MiqatSiskopatuhReport, 1);
  report->departure_id = g_strdup (departure->id);
  report->remarks = g_ptr_array_new_with_free_func (remark_free);
  begin_sheet (writer);
  if (!write_passengers (db, key, options, passengers, writer, report, error)
      || !miqat_xlsx_writer_finish (writer, error))
    return NULL;
  return g_steal_pointer (&report);
}
