/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms: urlencoded and multipart, good ones, broken ones and random ones. */
#include <string.h>

#include "miqat-crypto.h"
#include "miqat-http-framing.h"
#include "miqat-http-multipart.h"
#include "miqat-http-request.h"

#define ROUNDS 20000
#define TYPE "multipart/form-data; boundary=XX"
#define TEXT_PART(name, text) "--XX\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" text "\r\n"
#define FILE_PART(name, file, text)                                                                \
  "--XX\r\nContent-Disposition: form-data; name=\"" name "\"; filename=\"" file                    \
  "\"\r\nContent-Type: image/JPEG; x=y\r\n\r\n" text "\r\n"
#define END "--XX--\r\n"

static MiqatProblemCode
parse_multipart (const char *body, gssize length, const char *type, gsize file_max, MiqatHttpForm **form)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, length < 0 ? (gssize) strlen (body) : length);

  return miqat_http_form_parse_multipart (bytes, type, file_max, form);
}

/* --- Urlencoded ------------------------------------------------------------------------------ */

static void
test_urlencoded (void)
{
  static const struct
  {
    const char *body;
    const char *expected; /* name=text; … */
    MiqatProblemCode code;
  } cases[] = {
    { "", "", MIQAT_PROBLEM_NONE },
    { "a=1&b=2&a=3", "a=1;b=2;a=3;", MIQAT_PROBLEM_NONE },
    { "nama=Siti+Aminah%20binti+Ali", "nama=Siti Aminah binti Ali;", MIQAT_PROBLEM_NONE },
    { "&&a&b=&", "a=;b=;", MIQAT_PROBLEM_NONE },
    { "a=b=c", "a=b=c;", MIQAT_PROBLEM_NONE },
    { "x=%c3%a9", "x=\xc3\xa9;", MIQAT_PROBLEM_NONE },
    { "x=%ff", NULL, MIQAT_PROBLEM_NOT_UTF8 },
    { "x=%00", NULL, MIQAT_PROBLEM_NOT_UTF8 },
    { "x=%4", NULL, MIQAT_PROBLEM_NOT_UTF8 },
    { "%zz=1", NULL, MIQAT_PROBLEM_NOT_UTF8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MiqatHttpForm) form = NULL;
    g_autoptr (GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
    g_autoptr (GString) found = g_string_new (NULL);

    g_assert_cmpint (miqat_http_form_parse_urlencoded (body, &form), ==, cases[i].code);
    if (!cases[i].expected)
      continue;
    for (guint j = 0; j < miqat_http_form_get_count (form); j++)
      g_string_append_printf (found, "%s=%s;", miqat_http_form_get_field (form, j)->name,
                              miqat_http_form_get_field (form, j)->text);
    g_assert_cmpstr (found->str, ==, cases[i].expected);
  }
}

static void
test_urlencoded_limits (void)
{
  g_autoptr (MiqatHttpForm) form = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) many = NULL;
  g_autoptr (GBytes) large = NULL;
  g_autoptr (GBytes) named = NULL;

  for (guint i = 0; i <= MIQAT_HTTP_FIELDS_MAX; i++)
    g_string_append (text, "a=1&");
  many = g_bytes_new (text->str, text->len);
  g_assert_cmpint (miqat_http_form_parse_urlencoded (many, &form), ==, MIQAT_PROBLEM_TOO_MANY);
  g_string_assign (text, "a=");
  for (guint i = 0; i <= MIQAT_HTTP_TEXT_MAX; i++)
    g_string_append_c (text, 'x');
  large = g_bytes_new (text->str, text->len);
  g_assert_cmpint (miqat_http_form_parse_urlencoded (large, &form), ==, MIQAT_PROBLEM_TOO_LONG);
  named = g_bytes_new (text->str + 2, 100);
  g_assert_cmpint (miqat_http_form_parse_urlencoded (named, &form), ==, MIQAT_PROBLEM_TOO_LONG);
}

/* --- Multipart ------------------------------------------------------------------------------- */

static void
test_multipart (void)
{
  g_autoptr (MiqatHttpForm) form = NULL;
  const MiqatHttpField *file;
  gsize size;
  static const char body[] = TEXT_PART ("nama", "Siti \xc3\xa9\r\n--X") FILE_PART ("bukti", "C:\\\\foto\\\\a b.jpg", "\xff\xd8\0\r\n\r\n--XY")
      TEXT_PART ("kosong", "") FILE_PART ("lain", "", "") END;

  g_assert_cmpint (parse_multipart (body, sizeof body - 1, "Multipart/Form-Data; charset=x; boundary=\"XX\"", 100, &form),
                   ==, MIQAT_PROBLEM_NONE);
  g_assert_cmpuint (miqat_http_form_get_count (form), ==, 4);
  g_assert_cmpstr (miqat_http_form_get_text (form, "nama"), ==, "Siti \xc3\xa9\r\n--X");
  g_assert_cmpstr (miqat_http_form_get_text (form, "kosong"), ==, "");
  g_assert_null (miqat_http_form_get_text (form, "bukti"));
  file = miqat_http_form_get_file (form, "bukti");
  g_assert_nonnull (file);
  g_assert_cmpstr (file->file_name, ==, "a b.jpg");
  g_assert_cmpstr (file->content_type, ==, "image/jpeg");
  g_assert_cmpmem (g_bytes_get_data (file->file, &size), g_bytes_get_size (file->file),
                   "\xff\xd8\0\r\n\r\n--XY", 11);
  /* Nothing was chosen. */
  g_assert_null (miqat_http_form_get_file (form, "lain"));
}

static const struct {
  const char *name;
  const char *type;
  const char *body;
  MiqatProblemCode code;
} broken_forms[] = {
  { "nothing", TYPE, "", MIQAT_PROBLEM_FILE_DAMAGED },
  { "no end", TYPE, TEXT_PART ("a", "b"), MIQAT_PROBLEM_FILE_DAMAGED },
  { "cut in contents", TYPE, "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb", MIQAT_PROBLEM_FILE_DAMAGED },
  { "cut in headers", TYPE, "--XX\r\nContent-Disposition: form-data; na", MIQAT_PROBLEM_FILE_DAMAGED },
  { "only the end", TYPE, END, MIQAT_PROBLEM_NONE },
  { "end without line", TYPE, "--XX--", MIQAT_PROBLEM_NONE },
  { "epilogue", TYPE, TEXT_PART ("a", "b") END "more", MIQAT_PROBLEM_FILE_DAMAGED },
  { "preamble", TYPE, "hello\r\n" TEXT_PART ("a", "b") END, MIQAT_PROBLEM_FILE_DAMAGED },
  { "other boundary", "multipart/form-data; boundary=YY", TEXT_PART ("a", "b") END, MIQAT_PROBLEM_FILE_DAMAGED },
  { "no boundary", "multipart/form-data", TEXT_PART ("a", "b") END, MIQAT_PROBLEM_FILE_DAMAGED },
  { "empty boundary", "multipart/form-data; boundary=\"\"", TEXT_PART ("a", "b") END, MIQAT_PROBLEM_FILE_DAMAGED },
  { "other type", "multipart/mixed; boundary=XX", TEXT_PART ("a", "b") END, MIQAT_PROBLEM_FILE_DAMAGED },
  { "no disposition", TYPE, "--XX\r\nContent-Type: text/plain\r\n\r\nb\r\n" END, MIQAT_PROBLEM_FILE_DAMAGED },
  { "no name", TYPE, "--XX\r\nContent-Disposition: form-data\r\n\r\nb\r\n" END, MIQAT_PROBLEM_FILE_DAMAGED },
  { "empty name", TYPE, TEXT_PART ("", "b") END, MIQAT_PROBLEM_FILE_DAMAGED },
  { "attachment", TYPE, "--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nb\r\n" END, MIQAT_PROBLEM_FILE_DAMAGED },
  { "open quote", TYPE, "--XX\r\nContent-Disposition: form-data; name=\"a\r\n\r\nb\r\n" END, MIQAT_PROBLEM_FILE_DAMAGED },
  { "two dispositions", TYPE, "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\nb\r\n" END, MIQAT_PROBLEM_FILE_DAMAGED },
  { "bare line feeds", TYPE, "--XX\nContent-Disposition: form-data; name=\"a\"\n\nb\n--XX--\n", MIQAT_PROBLEM_FILE_DAMAGED },
  { "base64", TYPE, "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\nb\r\n" END, MIQAT_PROBLEM_FILE_DAMAGED },
  { "not utf-8", TYPE, TEXT_PART ("a", "\xff") END, MIQAT_PROBLEM_NOT_UTF8 },
  { "name not utf-8", TYPE, TEXT_PART ("\xff", "x") END, MIQAT_PROBLEM_NOT_UTF8 },
  { "file name not utf-8", TYPE, FILE_PART ("a", "\xff", "x") END, MIQAT_PROBLEM_NOT_UTF8 },
  { "file name with tab", TYPE, FILE_PART ("a", "a\tb", "x") END, MIQAT_PROBLEM_CONTROL_CHARACTER },
  { "name too long", TYPE, TEXT_PART ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "x") END, MIQAT_PROBLEM_TOO_LONG },
  { "file too large", TYPE, FILE_PART ("a", "a", "0123456789A") END, MIQAT_PROBLEM_FILE_TOO_LARGE },
  { "file just right", TYPE, FILE_PART ("a", "a", "0123456789") END, MIQAT_PROBLEM_NONE },
};

static void
test_broken_multipart (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken_forms); i++) {
    g_autoptr (MiqatHttpForm) form = NULL;
    MiqatProblemCode code = parse_multipart (broken_forms[i].body, -1, broken_forms[i].type, 10, &form);

    if (code != broken_forms[i].code)
      g_error ("%s: %s instead of %s", broken_forms[i].name, miqat_problem_code_get_name (code),
               miqat_problem_code_get_name (broken_forms[i].code));
    g_assert_cmpint (form != NULL, ==, code == MIQAT_PROBLEM_NONE);
  }
}

static void
test_multipart_limits (void)
{
  g_autoptr (MiqatHttpForm) form = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *filler = g_strnfill (MIQAT_MULTIPART_HEADERS_MAX, 'x');

  for (guint i = 0; i <= MIQAT_MULTIPART_PARTS_MAX; i++)
    g_string_append (body, TEXT_PART ("a", "b"));
  g_string_append (body, END);
  g_assert_cmpint (parse_multipart (body->str, body->len, TYPE, 10, &form), ==, MIQAT_PROBLEM_TOO_MANY);
  g_string_printf (body, "--XX\r\nX: %s\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n" END, filler);
  g_assert_cmpint (parse_multipart (body->str, body->len, TYPE, 10, &form), ==, MIQAT_PROBLEM_TOO_LONG);
}

static void
test_multipart_truncations (void)
{
  static const char body[] = TEXT_PART ("a", "b") FILE_PART ("c", "d.jpg", "e\0f") TEXT_PART ("g", "") "--XX--";

  for (gsize length = 0; length < sizeof body - 1; length++) {
    g_autoptr (MiqatHttpForm) form = NULL;

    g_assert_cmpint (parse_multipart (body, length, TYPE, 100, &form), !=, MIQAT_PROBLEM_NONE);
  }
}

/* Whatever the bytes: an answer, parts inside the data, in order, within the limits. */
static void
check_reader (const guint8 *data, gsize length, const char *type)
{
  MiqatMultipart reader;
  MiqatMultipartPart part;
  MiqatProblemCode code = miqat_multipart_init (&reader, data, length, type, 50);
  gsize end = 0;
  guint count = 0;

  while (code == MIQAT_PROBLEM_NONE && miqat_multipart_next (&reader, &part, &code)) {
    g_assert_cmpuint (++count, <=, MIQAT_MULTIPART_PARTS_MAX);
    g_assert_cmpuint (part.start, >=, end);
    g_assert_cmpuint (part.length, <=, length);
    g_assert_cmpuint (part.start + part.length, <=, length);
    g_assert_true (g_utf8_validate (part.name, -1, NULL) && part.name[0]);
    g_assert_true (!part.is_file || part.length <= 50);
    end = part.start + part.length;
  }
  g_assert_false (miqat_multipart_next (&reader, &part, &code));
}

static void
mutate (GByteArray *bytes, const char *spice, gsize spice_length)
{
  for (gint32 i = g_test_rand_int_range (1, 8); i > 0 && bytes->len > 0; i--) {
    guint at = g_test_rand_int_range (0, bytes->len);
    guint wanted = g_test_rand_int_range (1, 40);
    guint size = MIN (bytes->len - at, wanted);

    switch (g_test_rand_int_range (0, 4)) {
    case 0:
      bytes->data[at] = spice[g_test_rand_int_range (0, spice_length)];
      break;
    case 1:
      bytes->data[at] = g_test_rand_int_range (0, 256);
      break;
    case 2:
      g_byte_array_remove_range (bytes, at, size);
      break;
    default:
      {
        g_autofree guint8 *copy = g_memdup2 (bytes->data + at, size);

        g_byte_array_append (bytes, copy, size);
        break;
      }
    }
  }
}

static void
test_multipart_fuzz (void)
{
  static const char body[] = TEXT_PART ("a", "b") FILE_PART ("c", "d.jpg", "e\0f") TEXT_PART ("g", "") END;
  static const char spice[] = "\r\n-X;=\":\\/\0 %";

  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    g_autoptr (GByteArray) type = g_byte_array_new ();

    g_byte_array_append (bytes, (const guint8 *) body, sizeof body - 1);
    g_byte_array_append (type, (const guint8 *) TYPE, sizeof TYPE);
    mutate (bytes, spice, sizeof spice - 1);
    if (round % 8 == 0)
      mutate (type, spice, sizeof spice - 1);
    g_byte_array_append (type, (const guint8 *) "", 1);
    check_reader (bytes->data, bytes->len, (const char *) type->data);
  }
}

static void
test_urlencoded_fuzz (void)
{
  static const char body[] = "nama=Siti+A%20b&x=%c3%a9&&y=1&z";
  static const char spice[] = "&=%+0af\xc3\0";

  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    g_autoptr (GBytes) whole = NULL;
    g_autoptr (MiqatHttpForm) form = NULL;

    g_byte_array_append (bytes, (const guint8 *) body, sizeof body - 1);
    mutate (bytes, spice, sizeof spice - 1);
    whole = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
    if (miqat_http_form_parse_urlencoded (whole, &form) != MIQAT_PROBLEM_NONE)
      continue;
    for (guint i = 0; i < miqat_http_form_get_count (form); i++)
      g_assert_true (g_utf8_validate (miqat_http_form_get_field (form, i)->text, -1, NULL));
  }
}

/* --- Framing: the same bytes in any pieces are read alike ------------------------------------ */

typedef struct {
  guint requests;
  gsize passed;
  gboolean broken;
} Reading;

static Reading
read_framing (const guint8 *data, gsize length, gboolean in_pieces)
{
  MiqatHttpFraming framing = { 0 };
  Reading reading = { 0 };
  gsize known = in_pieces ? 0 : length;
  gsize more;

  while (framing.state != MIQAT_HTTP_FRAMING_BROKEN) {
    gsize step = miqat_http_framing_feed (&framing, data + reading.passed, known - reading.passed);

    reading.passed += step;
    if (step > 0 && framing.state == MIQAT_HTTP_FRAMING_HEAD)
      reading.requests++;
    if (step > 0)
      continue;
    if (known == length)
      break;
    more = g_test_rand_int_range (1, 12);
    known += MIN (length - known, more);
  }
  reading.broken = framing.state == MIQAT_HTTP_FRAMING_BROKEN;
  return reading;
}

static void
test_framing_pieces (void)
{
  static const char body[] = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"
                             "POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabcde"
                             "POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                             "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"
                             "GET /d HTTP/1.0\r\nHost: y:80\r\n\r\n";
  static const char spice[] = "\r\n:0 123456789aFx\t";
  Reading honest = read_framing ((const guint8 *) body, sizeof body - 1, TRUE);

  g_assert_cmpuint (honest.requests, ==, 4);
  g_assert_cmpuint (honest.passed, ==, sizeof body - 1);
  g_assert_false (honest.broken);
  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    Reading whole, pieces;

    g_byte_array_append (bytes, (const guint8 *) body, sizeof body - 1);
    mutate (bytes, spice, sizeof spice - 1);
    whole = read_framing (bytes->data, bytes->len, FALSE);
    pieces = read_framing (bytes->data, bytes->len, TRUE);
    g_assert_cmpuint (whole.requests, ==, pieces.requests);
    g_assert_cmpuint (whole.passed, ==, pieces.passed);
    g_assert_cmpint (whole.broken, ==, pieces.broken);
  }
}

/* --- By way of a request --------------------------------------------------------------------- */

static void
test_request_bodies (void)
{
  g_autoptr (MiqatHttpRequest) request = miqat_http_request_new ("POST", "/");
  g_autoptr (GBytes) json = g_bytes_new_static ("{\"a\":1}", 7);
  g_autoptr (GBytes) form_body = g_bytes_new_static (FILE_PART ("f", "x", "0123456789A") END,
                                                     sizeof (FILE_PART ("f", "x", "0123456789A") END) - 1);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  miqat_http_request_set_body (request, json);
  /* A form of another site cannot send this type. */
  g_assert_null (miqat_http_request_parse_json (request, &error));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_JSON_BROKEN);
  g_clear_error (&error);
  miqat_http_request_add_header (request, "Content-Type", "application/json");
  node = miqat_http_request_parse_json (request, &error);
  g_assert_no_error (error);
  g_assert_nonnull (node);
  g_assert_null (miqat_http_request_parse_form (request, 10, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_clear_pointer (&request, miqat_http_request_unref);

  request = miqat_http_request_new ("POST", "/");
  miqat_http_request_add_header (request, "Content-Type", TYPE);
  miqat_http_request_set_body (request, form_body);
  g_assert_null (miqat_http_request_parse_form (request, 10, &error));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_FILE_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  miqat_crypto_init ();
  g_test_add_func ("/http/form/urlencoded", test_urlencoded);
  g_test_add_func ("/http/form/urlencoded-limits", test_urlencoded_limits);
  g_test_add_func ("/http/form/multipart", test_multipart);
  g_test_add_func ("/http/form/broken-multipart", test_broken_multipart);
  g_test_add_func ("/http/form/multipart-limits", test_multipart_limits);
  g_test_add_func ("/http/form/multipart-truncations", test_multipart_truncations);
  g_test_add_func ("/http/form/multipart-fuzz", test_multipart_fuzz);
  g_test_add_func ("/http/form/urlencoded-fuzz", test_urlencoded_fuzz);
  g_test_add_func ("/http/form/framing-pieces", test_framing_pieces);
  g_test_add_func ("/http/form/request-bodies", test_request_bodies);
  return g_test_run ();
}
