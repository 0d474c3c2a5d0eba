/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the agency: what stands around the contents, and the parts that several pages share.
 *
 *   g_auto (MiqatPage) page = { 0 };
 *   if (!miqat_page_begin (&page, receiver, db, &options, error)) …
 *   miqat_html_element (&page.html, "h1", …);
 *   response = miqat_page_end (&page, 200);
 */
#pragma once

#include "miqat-agency.h"
#include "miqat-html.h"
#include "miqat-http-form.h"
#include "miqat-receiver-context.h"

G_BEGIN_DECLS

typedef enum {
  MIQAT_PAGE_HOME,
  MIQAT_PAGE_PACKAGES,
  MIQAT_PAGE_BOOKING,
  MIQAT_PAGE_ABOUT,
} MiqatPagePlace;

typedef struct {
  const char *title;
  const char *description; /* nullable */
  const char *path;        /* nullable: the canonical path; without it the page is private */
  const char *base;        /* nullable: what stands before it, "https://…", when no public address was set */
  MiqatPagePlace place;
  gboolean bar;            /* has a bottom bar of its own: no navigation, no floating button */
  gboolean wide;
} MiqatPageOptions;

typedef struct {
  MiqatHtml html;
  GString *out;
  MiqatReceiver *receiver;
  MiqatAgency *agency; /* a nameless one before the agency is set up */
  MiqatPageOptions options;
} MiqatPage;

void miqat_page_clear (MiqatPage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MiqatPage, miqat_page_clear)

gboolean miqat_page_begin (MiqatPage *self, MiqatReceiver *receiver, MiqatDb *db,
                           const MiqatPageOptions *options, GError **error);
MiqatHttpResponse *miqat_page_end (MiqatPage *self, guint status) G_GNUC_WARN_UNUSED_RESULT;

/* ---- parts ----------------------------------------------------------------------------------- */

/* "Rp 33.900.000" */
void miqat_page_money (MiqatHtml *html, const char *tag, const char *class, gint64 amount);
/* The bar with its words: "Kuota 12/40". `large`: 12 px instead of 8. */
void miqat_page_quota (MiqatHtml *html, gint64 booked, gint64 total, gint64 left, gboolean large);
/* One line of a list of facts: <dt>, <dd>. */
void miqat_page_fact (MiqatHtml *html, const char *name, const char *value);
/* Stars of a hotel, spoken as words. */
void miqat_page_hotel (MiqatHtml *html, const char *city, const char *name, int stars, int distance_m);
/* Lines of text that begin a new paragraph each. */
void miqat_page_paragraphs (MiqatHtml *html, const char *text);

/* ---- forms ----------------------------------------------------------------------------------- */

/* What a form says about itself: the token that proves that we made it, and the id that makes a
 * second press of its button the same. `scope` names form and subject. */
void miqat_page_form_secrets (MiqatPage *self, const char *scope, const char *command_id);
/* Whether a posted form has a token for `scope`. Refuses link_expired or not_allowed. */
gboolean miqat_page_form_check (MiqatReceiver *receiver, const MiqatHttpForm *form, const char *scope,
                                GError **error);

/* Problems of a form, by the names of its fields. */
typedef struct {
  const MiqatHttpForm *form;     /* nullable: nothing typed yet */
  const MiqatProblems *problems; /* nullable */
} MiqatPageTyped;

typedef struct {
  const char *name;
  const char *label;    /* NULL: as miqat_page_field_name() calls it */
  const char *type;     /* NULL: "text" */
  const char *hint;     /* nullable, below */
  const char *value;    /* nullable: shown when nothing was typed */
  const char *inputmode;
  const char *autocomplete;
  const char *parameter; /* nullable: the command's name of it, for problems; else `name` */
  guint max;            /* characters; 0: 200 */
  gboolean required;
} MiqatPageField;

const char *miqat_page_typed_text (const MiqatPageTyped *typed, const char *name);
/* The sentence about a field, or NULL. */
char *miqat_page_typed_problem (const MiqatPageTyped *typed, const char *field) G_GNUC_WARN_UNUSED_RESULT;
void miqat_page_input (MiqatHtml *html, const MiqatPageTyped *typed, const MiqatPageField *field);
/* `choices`: pairs of value and label, NULL-terminated; shown as large radios in a row. */
void miqat_page_choice (MiqatHtml *html, const MiqatPageTyped *typed, const MiqatPageField *field,
                        const char *const *choices);
/* Everything that is wrong, on top of the form, each named and with a link to its field; nothing when there
 * is nothing. */
void miqat_page_summary (MiqatHtml *html, const MiqatProblems *problems);

G_END_DECLS
