/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page with a list and, beside it, the record chosen there: packages, departures, bookings,
 * pilgrims. Areas derive from it and say how to ask for the list, how to load a record and what to
 * tell of it; choosing, opening, reading again after a change and telling of trouble is the same for
 * all and stands here.
 *
 * In templates: title and list-name, and as head what stands above the record's facts. */
#pragma once

#include "miqat-facts.h"
#include "miqat-list-model.h"
#include "miqat-list-pane.h"
#include "miqat-office.h"
#include "miqat-page.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_RECORD_PAGE (miqat_record_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (MiqatRecordPage, miqat_record_page, MIQAT, RECORD_PAGE, MiqatPage)

struct _MiqatRecordPageClass {
  MiqatPageClass parent_class;

  /* The tables of which list and record speak: a change to one of them is read. NULL-terminated. */
  const char *const *tables;
  /* Puts what filter bar and sort order ask to the model, which reads again. */
  gboolean (*apply_filter) (MiqatRecordPage *self, MiqatListModel *model, GError **error);
  /* Keeps the record with this id as the one shown; on failure none. */
  gboolean (*load) (MiqatRecordPage *self, const char *id, GError **error);
  /* Shows the record just loaded, in heading, head and (empty) facts. What could be shown stays even
   * when the rest fails. */
  gboolean (*show) (MiqatRecordPage *self, GError **error);
  /* Switches the page's actions on and off for the record that is kept, if any. */
  void (*update_actions) (MiqatRecordPage *self);
  /* Opens what is not a record: "new", "view:full". FALSE: it is the id of a record. Nullable. */
  gboolean (*open_other) (MiqatRecordPage *self, const char *name);

  gpointer padding[6];
};

/* The last step in making a page: columns and views are there. Takes `model`; `key` gives the id of
 * an item. Reads, and chooses the first row. */
void miqat_record_page_start (MiqatRecordPage *self, MiqatOffice *office, MiqatListModel *model,
                              MiqatListKeyFunc key);

MiqatOffice *miqat_record_page_get_office (MiqatRecordPage *self); /* borrowed; after start */
MiqatListPane *miqat_record_page_get_list (MiqatRecordPage *self);
MiqatFacts *miqat_record_page_get_facts (MiqatRecordPage *self);
/* What was typed into the list's search, or NULL. */
const char *miqat_record_page_get_search (MiqatRecordPage *self);
void miqat_record_page_set_heading (MiqatRecordPage *self, const char *title, const char *subtitle);
/* Below the record; `action` without parameters, of the page's own. */
void miqat_record_page_add_button (MiqatRecordPage *self, const char *label, const char *action);
/* What is rarer than the buttons beside it. */
void miqat_record_page_set_more (MiqatRecordPage *self, GMenuModel *menu);
/* Shows the record with this id, also when it is not in the list just now. */
void miqat_record_page_open (MiqatRecordPage *self, const char *id);

/* Says in the page's banner what went wrong. */
void miqat_record_page_tell (MiqatRecordPage *self, const GError *error);
/* Runs a command that asks nothing more, and tells when it is refused. */
void miqat_record_page_run (MiqatRecordPage *self, const char *command, JsonObject *args);

G_END_DECLS
