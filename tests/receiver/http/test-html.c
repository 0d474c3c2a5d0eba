/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Escaping by context, for everything that a hostile name can try. */
#include <string.h>

#include "miqat-html.h"

static const char *const evil = "<script>alert('\"&\x01\n')</script>";

static char *
finish (MiqatHtml *html)
{
  g_assert_cmpuint (html->depth, ==, 0);
  return g_string_free (html->out, FALSE);
}

static void
test_contexts (void)
{
  MiqatHtml html;
  g_autofree char *text = NULL;

  miqat_html_init (&html, g_string_new (NULL));
  miqat_html_open (&html, "p", "title", evil, "class", NULL, "hidden", MIQAT_HTML_PRESENT, NULL);
  miqat_html_text (&html, evil);
  miqat_html_lines (&html, "a\n<b>");
  miqat_html_format (&html, "%d %s", 5, "<i>");
  miqat_html_text (&html, NULL);
  miqat_html_close (&html, "p");
  miqat_html_element (&html, "b", "\xff<", "id", "x", NULL);
  miqat_html_raw (&html, "<hr>");
  miqat_html_element (&html, "br", NULL, NULL);
  text = finish (&html);
  g_assert_cmpstr (text, ==,
                   "<p title=\"&lt;script&gt;alert(&#39;&quot;&amp;\n&#39;)&lt;/script&gt;\" hidden>"
                   "&lt;script&gt;alert(&#39;&quot;&amp;\n&#39;)&lt;/script&gt;"
                   "a<br>&lt;b&gt;5 &lt;i&gt;</p><b id=\"x\">\xef\xbf\xbd&lt;</b><hr><br>");
}

static void
test_urls (void)
{
  static const struct
  {
    const char *url;
    gboolean safe;
  } cases[] = {
    { "/paket?a=b:c", TRUE },       { "https://x/y", TRUE },       { "HTTP://x", TRUE },
    { "mailto:a@b", TRUE },         { "tel:+62", TRUE },           { "", TRUE },
    { "#a", TRUE },                 { "?ref=a:b", TRUE },          { "a/b:c", TRUE },
    { "javascript:alert(1)", FALSE }, { "JaVaScRiPt:alert(1)", FALSE }, { " javascript:x", FALSE },
    { "java\tscript:x", FALSE },    { "java\nscript:x", FALSE },   { "\x01javascript:x", FALSE },
    { "data:text/html,x", FALSE },  { "vbscript:x", FALSE },       { "file:///etc", FALSE },
    { "/\\evil", FALSE },           { "javascript&colon;x", TRUE }, { "whatsapp://send", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    MiqatHtml html;
    g_autofree char *text = NULL;

    g_test_message ("%s", cases[i].url);
    g_assert_cmpint (miqat_html_is_safe_url (cases[i].url), ==, cases[i].safe);
    miqat_html_init (&html, g_string_new (NULL));
    miqat_html_element (&html, "a", "x", "href", cases[i].url, NULL);
    text = finish (&html);
    g_assert_cmpint (strstr (text, "href=\"#\"") != NULL, ==, !cases[i].safe);
  }
  {
    MiqatHtml html;
    g_autofree char *text = NULL;

    /* An entity in an address is text, not a colon. */
    miqat_html_init (&html, g_string_new (NULL));
    miqat_html_element (&html, "a", "x", "href", "javascript&colon;x", NULL);
    text = finish (&html);
    g_assert_cmpstr (text, ==, "<a href=\"javascript&amp;colon;x\">x</a>");
  }
}

static void
test_json (void)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);
  MiqatHtml html;
  g_autofree char *text = NULL;

  json_node_set_string (node, "</script><!--\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa&'");
  miqat_html_init (&html, g_string_new (NULL));
  miqat_html_json (&html, "d\"", node);
  text = finish (&html);
  g_assert_cmpstr (text, ==,
                   "<script type=\"application/json\" id=\"d&quot;\">\"\\u003c/script\\u003e\\u003c!--"
                   "\\u2028\\u2029\xe2\x80\xaa\\u0026\\u0027\"</script>");
}

static void
test_page (void)
{
  static const char *const styles[] = { "/aset/gaya.css", NULL };
  static const char *const modules[] = { "/aset/a.js", "javascript:x", NULL };
  const MiqatHtmlPage page = { .language = "id", .title = "Umrah <Plus>", .description = "\"Murah\"",
                               .canonical = "https://x/p", .image = "https://x/i.jpg",
                               .stylesheets = styles, .modules = modules, .body_class = "a" };
  const MiqatHtmlPage private = { .language = "id", .title = "Tiket", .description = "d", .hidden = TRUE };
  MiqatHtml html;
  g_autofree char *text = NULL;
  g_autofree char *hidden = NULL;

  miqat_html_init (&html, g_string_new (NULL));
  miqat_html_begin_page (&html, &page);
  miqat_html_hidden (&html, "ref", "a\"b");
  miqat_html_end_page (&html);
  text = finish (&html);
  g_assert_true (g_str_has_prefix (text, "<!DOCTYPE html>\n<html lang=\"id\"><head><meta charset=\"utf-8\">"));
  g_assert_nonnull (strstr (text, "<title>Umrah &lt;Plus&gt;</title>"));
  g_assert_nonnull (strstr (text, "<meta property=\"og:title\" content=\"Umrah &lt;Plus&gt;\">"));
  g_assert_nonnull (strstr (text, "<meta property=\"og:image\" content=\"https://x/i.jpg\">"));
  g_assert_nonnull (strstr (text, "<script type=\"module\" src=\"/aset/a.js\"></script>"));
  g_assert_null (strstr (text, "javascript"));
  g_assert_nonnull (strstr (text, "<body class=\"a\">\n<input type=\"hidden\" name=\"ref\" value=\"a&quot;b\"></body></html>"));

  miqat_html_init (&html, g_string_new (NULL));
  miqat_html_begin_page (&html, &private);
  miqat_html_end_page (&html);
  hidden = finish (&html);
  g_assert_nonnull (strstr (hidden, "noindex"));
  g_assert_null (strstr (hidden, "og:"));
}

/* Mistakes of ours are loud in tests, and harmless outside. */
static void
test_mistakes (void)
{
  MiqatHtml html;
  g_autofree char *text = NULL;

  miqat_html_init (&html, g_string_new (NULL));
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*is_allowed_attribute*");
  miqat_html_open (&html, "p", "onclick", "x", NULL);
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*depth*");
  miqat_html_close (&html, "div");
  miqat_html_close (&html, "p");
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*script*");
  miqat_html_open (&html, "script", NULL);
  g_test_assert_expected_messages ();
  text = finish (&html);
  g_assert_cmpstr (text, ==, "<p></p>");
}

/* Random text in every context leaves the structure as it was. */
static void
test_fuzz (void)
{
  static const char spice[] = "<>&\"'/=`\\ \t\n\r:;#!-[](){}\x7f\xc3\xa9\xff" "aejsx";

  for (guint round = 0; round < 20000; round++) {
    MiqatHtml html;
    g_autofree char *text = NULL;
    char piece[16];
    gint32 length = g_test_rand_int_range (0, sizeof piece);
    guint tags = 0, quotes = 0;

    for (gint32 i = 0; i < length; i++)
      piece[i] = spice[g_test_rand_int_range (0, sizeof spice - 1)];
    piece[length] = 0;
    miqat_html_init (&html, g_string_new (NULL));
    miqat_html_element (&html, "a", piece, "title", piece, "href", piece, NULL);
    text = finish (&html);
    g_assert_true (g_utf8_validate (text, -1, NULL));
    for (const char *p = text; *p; p++) {
      tags += *p == '<' || *p == '>';
      quotes += *p == '"';
    }
    g_assert_cmpuint (tags, ==, 4);
    g_assert_cmpuint (quotes, ==, 4);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html/contexts", test_contexts);
  g_test_add_func ("/html/urls", test_urls);
  g_test_add_func ("/html/json", test_json);
  g_test_add_func ("/html/page", test_page);
  g_test_add_func ("/html/mistakes", test_mistakes);
  g_test_add_func ("/html/fuzz", test_fuzz);
  return g_test_run ();
}
