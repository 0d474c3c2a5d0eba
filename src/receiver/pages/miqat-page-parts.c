/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts that several pages share. */
#include "config.h"

#include "miqat-page.h"

#include "miqat-jwt.h"
#include "miqat-money.h"
#include "miqat-page-words.h"

#include <string.h>

#define FORM_TOKEN "form_token"
#define FORM_DAYS 2

void
miqat_page_money (MiqatHtml *html, const char *tag, const char *class, gint64 amount)
{
  g_autofree char *text = miqat_money_format (amount);

  miqat_html_element (html, tag, text, "class", class, NULL);
}

/* The width of the bar is one of 21 classes: the page's policy allows no style attributes. */
void
miqat_page_quota (MiqatHtml *html, gint64 booked, gint64 total, gint64 left, gboolean large)
{
  gint64 part = total > 0 ? CLAMP ((booked * 20 + total - 1) / total, 0, 20) : 0;
  const char *colour = left <= 0 ? "full" : left * 4 < total ? "few" : left * 2 < total ? "some" : "many";
  g_autofree char *class = g_strdup_printf ("quota %s%s", colour, large ? " large" : "");
  g_autofree char *fill = g_strdup_printf ("w%d", (int) part);

  miqat_html_open (html, "div", "class", class, NULL);
  miqat_html_open (html, "span", "class", "track", NULL);
  miqat_html_element (html, "span", NULL, "class", fill, NULL);
  miqat_html_close (html, "span");
  miqat_html_open (html, "span", "class", "words", NULL);
  miqat_html_format (html, "Kuota %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, booked, total);
  miqat_html_raw (html, " · ");
  if (left <= 0)
    miqat_html_raw (html, "penuh");
  else
    miqat_html_format (html, left * 4 < total ? "tinggal %" G_GINT64_FORMAT : "sisa %" G_GINT64_FORMAT, left);
  miqat_html_close (html, "span");
  miqat_html_close (html, "div");
}

void
miqat_page_fact (MiqatHtml *html, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  miqat_html_open (html, "div", NULL);
  miqat_html_element (html, "dt", name, NULL);
  miqat_html_element (html, "dd", value, NULL);
  miqat_html_close (html, "div");
}

void
miqat_page_hotel (MiqatHtml *html, const char *city, const char *name, int stars, int distance_m)
{
  miqat_html_open (html, "div", NULL);
  miqat_html_element (html, "dt", city, NULL);
  miqat_html_open (html, "dd", NULL);
  miqat_html_text (html, name != NULL ? name : "Diumumkan kemudian");
  if (stars > 0 && name != NULL) {
    g_autofree char *spoken = g_strdup_printf ("bintang %d", stars);
    GString *drawn = g_string_new (NULL);

    for (int i = 0; i < stars; i++)
      g_string_append (drawn, "★");
    miqat_html_raw (html, " ");
    miqat_html_element (html, "span", drawn->str, "class", "stars", "role", "img", "aria-label", spoken, NULL);
    g_string_free (drawn, TRUE);
  }
  if (distance_m > 0 && name != NULL) {
    miqat_html_open (html, "small", NULL);
    miqat_html_format (html, " ±%d m dari masjid", distance_m);
    miqat_html_close (html, "small");
  }
  miqat_html_close (html, "dd");
  miqat_html_close (html, "div");
}

void
miqat_page_paragraphs (MiqatHtml *html, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      miqat_html_element (html, "p", lines[i], NULL);
}

/* ---- forms ----------------------------------------------------------------------------------- */

/* The same for everybody on one day, so that a page with a form can be kept for everybody. It shows
 * that the form is ours and not older than two days; that no other site sent it, the guard sees. */
void
miqat_page_form_secrets (MiqatPage *self, const char *scope, const char *command_id)
{
  MiqatReceiver *receiver = self->receiver;
  MiqatInstant until
    = miqat_instant_from_day (miqat_receiver_today (receiver) + FORM_DAYS, receiver->zone);
  g_autofree char *token = miqat_link_sign (miqat_site_get_key (receiver->site), "form", scope, until);

  miqat_html_hidden (&self->html, FORM_TOKEN, token);
  if (command_id != NULL)
    miqat_html_hidden (&self->html, "command_id", command_id);
}

gboolean
miqat_page_form_check (MiqatReceiver *receiver, const MiqatHttpForm *form, const char *scope, GError **error)
{
  const char *token = miqat_http_form_get_text (form, FORM_TOKEN);
  g_autofree char *subject = NULL;
  MiqatProblemCode code = token == NULL
                            ? MIQAT_PROBLEM_NOT_ALLOWED
                            : miqat_link_verify (miqat_site_get_key (receiver->site), "form", token,
                                                 miqat_receiver_now (receiver), &subject);

  if (code == MIQAT_PROBLEM_LINK_EXPIRED)
    return miqat_refuse (error, NULL, code, NULL);
  if (code != MIQAT_PROBLEM_NONE || g_strcmp0 (subject, scope) != 0)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_ALLOWED, NULL);
  return TRUE;
}

const char *
miqat_page_typed_text (const MiqatPageTyped *typed, const char *name)
{
  return typed != NULL && typed->form != NULL ? miqat_http_form_get_text (typed->form, name) : NULL;
}

char *
miqat_page_typed_problem (const MiqatPageTyped *typed, const char *field)
{
  const MiqatProblem *problem = typed != NULL && typed->problems != NULL
                                  ? miqat_problems_find (typed->problems, field) : NULL;

  return problem != NULL ? miqat_page_dup_sentence (problem) : NULL;
}

/* Of "travellers.0.nik" the last. */
static const char *
find_part (const MiqatPageField *field)
{
  const char *dot = field->parameter != NULL ? strrchr (field->parameter, '.') : NULL;

  return dot != NULL ? dot + 1 : field->name;
}

static void
write_label (MiqatHtml *html, const MiqatPageField *field, const char *tag)
{
  miqat_html_open (html, tag, "for", g_str_equal (tag, "label") ? field->name : NULL, NULL);
  miqat_html_text (html, field->label != NULL ? field->label : miqat_page_field_name (find_part (field)));
  if (!field->required)
    miqat_html_element (html, "small", "boleh menyusul", NULL);
  miqat_html_close (html, tag);
}

static void
write_below (MiqatHtml *html, const MiqatPageField *field, const char *problem)
{
  g_autofree char *id = g_strconcat (field->name, "-p", NULL);

  if (problem != NULL)
    miqat_html_element (html, "p", problem, "class", "problem", "id", id, NULL);
  else if (field->hint != NULL)
    miqat_html_element (html, "p", field->hint, "class", "hint", NULL);
}

void
miqat_page_input (MiqatHtml *html, const MiqatPageTyped *typed, const MiqatPageField *field)
{
  const char *given = miqat_page_typed_text (typed, field->name);
  g_autofree char *problem
    = miqat_page_typed_problem (typed, field->parameter != NULL ? field->parameter : field->name);
  g_autofree char *described = problem != NULL ? g_strconcat (field->name, "-p", NULL) : NULL;
  g_autofree char *max = g_strdup_printf ("%u", field->max != 0 ? field->max : 200);
  gboolean bounded = field->type == NULL || g_str_equal (field->type, "tel") || g_str_equal (field->type, "email");

  miqat_html_open (html, "div", "class", problem != NULL ? "field wrong" : "field", NULL);
  write_label (html, field, "label");
  miqat_html_open (html, "input", "id", field->name, "name", field->name, "type",
                   field->type != NULL ? field->type : "text", "value", given != NULL ? given : field->value,
                   "maxlength", bounded ? max : NULL, "inputmode", field->inputmode, "autocomplete",
                   field->autocomplete, "required", field->required ? MIQAT_HTML_PRESENT : NULL,
                   "aria-invalid", problem != NULL ? "true" : NULL, "aria-describedby", described, NULL);
  write_below (html, field, problem);
  miqat_html_close (html, "div");
}

void
miqat_page_choice (MiqatHtml *html, const MiqatPageTyped *typed, const MiqatPageField *field,
                   const char *const *choices)
{
  const char *given = miqat_page_typed_text (typed, field->name);
  g_autofree char *problem
    = miqat_page_typed_problem (typed, field->parameter != NULL ? field->parameter : field->name);
  g_autofree char *described = problem != NULL ? g_strconcat (field->name, "-p", NULL) : NULL;

  if (given == NULL)
    given = field->value;
  miqat_html_open (html, "fieldset", "id", field->name, "class", problem != NULL ? "field choices wrong" : "field choices",
                   "aria-describedby", described, NULL);
  write_label (html, field, "legend");
  for (guint i = 0; choices[i] != NULL; i += 2) {
    miqat_html_open (html, "label", NULL);
    miqat_html_open (html, "input", "type", "radio", "name", field->name, "value", choices[i], "checked",
                     g_strcmp0 (given, choices[i]) == 0 ? MIQAT_HTML_PRESENT : NULL, "required",
                     field->required ? MIQAT_HTML_PRESENT : NULL, NULL);
    miqat_html_element (html, "span", choices[i + 1], NULL);
    miqat_html_close (html, "label");
  }
  write_below (html, field, problem);
  miqat_html_close (html, "fieldset");
}

/* ---- what is wrong ---------------------------------------------------------------------------- */

/* What the page calls the field of a problem; NULL when it is about no field, or none that is shown. */
static const char *
get_label (const MiqatProblem *problem)
{
  const char *dot = problem->field != NULL ? strrchr (problem->field, '.') : NULL;

  return miqat_page_field_name (dot != NULL ? dot + 1 : problem->field);
}

/* The command says "travellers.0.nik", the page "t0_nik"; and "rooms.0.pax", "pax". */
static void
write_named (MiqatHtml *html, const MiqatProblem *problem)
{
  const char *first = strchr (problem->field, '.');
  const char *last = strrchr (problem->field, '.');
  gboolean of_person = g_str_has_prefix (problem->field, "travellers.") && first != last;
  guint person = of_person ? (guint) g_ascii_strtoull (first + 1, NULL, 10) : 0;
  g_autofree char *target = of_person ? g_strdup_printf ("#t%u_%s", person, last + 1)
                                      : g_strconcat ("#", last != NULL ? last + 1 : problem->field, NULL);
  g_autofree char *sentence = miqat_page_dup_sentence (problem);

  miqat_html_open (html, "li", NULL);
  miqat_html_open (html, "a", "href", target, NULL);
  if (of_person)
    miqat_html_format (html, "Jamaah %u, ", person + 1);
  miqat_html_text (html, get_label (problem));
  miqat_html_close (html, "a");
  miqat_html_format (html, ": %s", sentence);
  miqat_html_close (html, "li");
}

static guint
count_named (const MiqatProblems *problems)
{
  guint count = 0;

  for (guint i = 0; i < miqat_problems_get_count (problems); i++)
    count += get_label (miqat_problems_get (problems, i)) != NULL;
  return count;
}

static void
write_list (MiqatHtml *html, const MiqatProblems *problems, guint named)
{
  miqat_html_open (html, "p", NULL);
  miqat_html_format (html, "Ada %u isian yang perlu diperbaiki; isian lain tetap tersimpan.", named);
  miqat_html_close (html, "p");
  miqat_html_open (html, "ul", NULL);
  for (guint i = 0; i < miqat_problems_get_count (problems); i++)
    if (get_label (miqat_problems_get (problems, i)) != NULL)
      write_named (html, miqat_problems_get (problems, i));
  miqat_html_close (html, "ul");
}

void
miqat_page_summary (MiqatHtml *html, const MiqatProblems *problems)
{
  guint count = problems != NULL ? miqat_problems_get_count (problems) : 0;
  guint named = count > 0 ? count_named (problems) : 0;

  if (count == 0)
    return;
  miqat_html_open (html, "div", "class", "summary", "role", "alert", "tabindex", "-1", NULL);
  for (guint i = 0; i < count; i++) {
    const MiqatProblem *problem = miqat_problems_get (problems, i);
    g_autofree char *sentence = miqat_page_dup_sentence (problem);

    if (get_label (problem) == NULL)
      miqat_html_element (html, "p", sentence, NULL);
  }
  if (named > 0)
    write_list (html, problems, named);
  miqat_html_close (html, "div");
}
