/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-problem-page.h"

#include "miqat-envelope.h"
#include "miqat-html.h"
#include "miqat-page-words.h"
#include "miqat-web-files.h"

/* Needs no database: it must also work when that is what failed, and on any thread. */
MiqatHttpResponse *
miqat_problem_page_make (const MiqatHttpRequest *request, const GError *error, gpointer data)
{
  static const MiqatProblem internal = { .code = MIQAT_PROBLEM_INTERNAL };
  const MiqatProblems *problems = miqat_refusal_get_problems (error);
  const MiqatProblem *problem = problems != NULL ? miqat_problems_get (problems, 0) : &internal;
  guint status = miqat_envelope_get_error_status (error);
  g_autofree char *sentence = miqat_page_dup_sentence (problem);
  const char *const stylesheets[] = { miqat_web_file_get_url ("miqat.css"), NULL };
  const MiqatHtmlPage head = {
    .language = "id",
    .title = status == 404 ? "Halaman tidak ditemukan" : "Belum berhasil",
    .hidden = TRUE,
    .stylesheets = stylesheets,
    .icon = miqat_web_file_get_url ("icon.svg"),
    .body_class = "calm",
  };
  GString *out = g_string_new (NULL);
  MiqatHtml html;

  if (miqat_http_request_wants_json (request)) {
    g_string_free (out, TRUE);
    return NULL;
  }
  miqat_html_init (&html, out);
  miqat_html_begin_page (&html, &head);
  miqat_html_open (&html, "main", "class", "message", NULL);
  miqat_html_open (&html, "img", "src", miqat_web_file_get_url ("icon.svg"), "alt", "", "width", "72",
                   "height", "72", NULL);
  miqat_html_element (&html, "h1", head.title, NULL);
  miqat_html_element (&html, "p", sentence, NULL);
  miqat_html_raw (&html, "<p><a class=\"button gold\" href=\"/paket\">Lihat paket umroh</a></p>"
                         "<p><a class=\"button wa\" href=\"/wa\" rel=\"nofollow\">Hubungi kami via WhatsApp</a></p>");
  miqat_html_open (&html, "p", "class", "quiet", NULL);
  miqat_html_format (&html, "Nomor bantuan: %s", miqat_http_request_get_id (request));
  miqat_html_close (&html, "p");
  miqat_html_close (&html, "main");
  miqat_html_end_page (&html);
  return miqat_http_response_new_html (status, out);
}
