/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small agency for tests. */
#include "config.h"

#include "miqat-test-agency.h"

#include "miqat-areas.h"
#include "miqat-id.h"
#include "miqat-test-private.h"
#include "miqat-test-folder.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* ---- an area of its own ---------------------------------------------------------------------- */

static const MiqatParam emit_params[] = {
  { "event", "Event", MIQAT_PARAM_COUNT, MIQAT_PARAM_REQUIRED, .min = 0, .max = 100 },
  { "subject_id", "Subject", MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { NULL },
};

static gboolean
apply_emit (MiqatCall *call, GError **error)
{
  return miqat_call_emit (call, (MiqatEventKind) miqat_args_int (call->args, "event", 0),
                          miqat_args_text (call->args, "subject_id"), error);
}

static const MiqatCommand test_commands[] = {
  { "test.emit", "Let something happen", MIQAT_COMMAND_CLAIM, 0, 0, emit_params, .apply = apply_emit },
  { NULL },
};

static const MiqatArea test_area = { .name = "test", .commands = test_commands };

/* The agency's areas and the one above; made once. */
static const MiqatArea *const *
get_areas (void)
{
  static const MiqatArea *areas[32];
  guint count = 0;

  for (; miqat_areas[count] != NULL; count++)
    areas[count] = miqat_areas[count];
  areas[count++] = &test_area;
  g_assert (count < G_N_ELEMENTS (areas));
  return areas;
}

void
miqat_test_emit (MiqatTestAgency *self, MiqatEventKind event, const char *subject_id)
{
  miqat_test_do (self, MIQAT_ACTOR_SYSTEM, "test.emit", NULL, "{'event': %d, 'subject_id': '%s'}",
                 event, subject_id);
}

/* ---- opening and closing -------------------------------------------------------------------- */

static MiqatTestAgency *
allocate (void)
{
  MiqatTestAgency *self = g_new0 (MiqatTestAgency, 1);
  g_autoptr (GError) error = NULL;

  miqat_crypto_init ();
  self->owned = g_ptr_array_new_with_free_func (g_free);
  self->folder = g_dir_make_tmp ("miqat-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "agency.miqat", NULL);
  miqat_fixed_clock_init (&self->clock, MIQAT_TEST_NOW);
  return self;
}

MiqatTestAgency *
miqat_test_agency_new_empty (const MiqatSiteIdentity *identity)
{
  MiqatTestAgency *self = allocate ();
  const MiqatSiteOptions options = {
    .database = self->path,
    .clock = &self->clock.parent,
    .areas = get_areas (),
  };
  g_autoptr (GError) error = NULL;

  self->site = miqat_site_create (&options, identity, &error);
  g_assert_no_error (error);
  return self;
}

void
miqat_test_agency_free (MiqatTestAgency *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->db, miqat_db_close);
  g_clear_pointer (&self->site, miqat_site_close);
  miqat_test_folder_remove (self->folder);
  g_ptr_array_unref (self->owned);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

const char *
miqat_test_agency_own (MiqatTestAgency *self, char *text)
{
  g_ptr_array_add (self->owned, text);
  return text;
}

MiqatDb *
miqat_test_agency_read (MiqatTestAgency *self)
{
  g_autoptr (GError) error = NULL;

  if (self->db == NULL)
    self->db = miqat_site_open_reader (self->site, &error);
  g_assert_no_error (error);
  return self->db;
}

void
miqat_test_agency_pass (MiqatTestAgency *self, gint64 microseconds)
{
  self->clock.instant += microseconds;
}

/* ---- running -------------------------------------------------------------------------------- */

static JsonObject *
parse_args (const char *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = miqat_json_parse (text, strlen (text), 0, &error);

  if (node == NULL)
    g_error ("the test's arguments cannot be read: %s in %s", error->message, json);
  return json_object_ref (json_node_get_object (node));
}

static MiqatAnswer *
run (MiqatTestAgency *self, const char *actor_id, const char *command, const char *json)
{
  g_autoptr (JsonObject) args = parse_args (json);
  const MiqatRequest request = { .name = command, .args = args, .actor_id = actor_id };
  g_autoptr (GError) error = NULL;
  MiqatAnswer *answer = miqat_site_run (self->site, &request, &error);

  if (answer == NULL)
    g_error ("%s %s failed: %s", command, json, error->message);
  return answer;
}

static char *
describe_problems (const MiqatAnswer *answer)
{
  g_autoptr (JsonNode) node = miqat_problems_to_json (answer->problems);

  return miqat_json_canonical (node);
}

MiqatAnswer *
miqat_test_run (MiqatTestAgency *self, const char *actor_id, const char *command, const char *json,
                ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, json);
  text = g_strdup_vprintf (json, args);
  va_end (args);
  return run (self, actor_id, command, text);
}

static char *
dup_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL)
    g_error ("the result has no member %s", name);
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
}

const char *
miqat_test_do (MiqatTestAgency *self, const char *actor_id, const char *command, const char *want,
               const char *json, ...)
{
  g_autofree char *text = NULL;
  g_autoptr (MiqatAnswer) answer = NULL;
  va_list args;

  va_start (args, json);
  text = g_strdup_vprintf (json, args);
  va_end (args);
  answer = run (self, actor_id, command, text);
  if (!answer->done) {
    g_autofree char *problems = describe_problems (answer);

    g_error ("%s %s was refused: %s", command, text, problems);
  }
  if (want == NULL)
    return NULL;
  return miqat_test_agency_own (self, dup_member (json_node_get_object (answer->result), want));
}

void
miqat_test_refused (MiqatTestAgency *self, const char *actor_id, const char *command,
                    const char *code, const char *field, const char *json, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *problems = NULL;
  g_autoptr (MiqatAnswer) answer = NULL;
  const MiqatProblem *first;
  va_list args;

  va_start (args, json);
  text = g_strdup_vprintf (json, args);
  va_end (args);
  answer = run (self, actor_id, command, text);
  if (answer->done)
    g_error ("%s %s should be refused with %s, and was done", command, text, code);
  problems = describe_problems (answer);
  first = miqat_problems_get (answer->problems, 0);
  if (g_strcmp0 (miqat_problem_code_get_name (first->code), code) != 0
      || g_strcmp0 (first->field, field) != 0)
    g_error ("%s %s should be refused with %s on %s, and was with %s", command, text, code,
             field != NULL ? field : "nothing", problems);
}

/* ---- looking -------------------------------------------------------------------------------- */

/* Tests look at rows with SQL of their own, apart from the stores that they test. */
static char *
query (MiqatTestAgency *self, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  char *text;

  if (sqlite3_open_v2 (self->path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK
      || sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  if (sqlite3_step (statement) != SQLITE_ROW)
    g_error ("%s: no row", sql);
  text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return text;
}

gint64
miqat_test_number (MiqatTestAgency *self, const char *sql)
{
  g_autofree char *text = query (self, sql);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

char *
miqat_test_text (MiqatTestAgency *self, const char *sql)
{
  return query (self, sql);
}

void
miqat_test_verify (MiqatTestAgency *self)
{
  MiqatDb *db = miqat_test_agency_read (self);
  const MiqatArea *const *areas = miqat_site_get_areas (self->site);

  for (guint i = 0; areas[i] != NULL; i++) {
    const MiqatInvariant *invariant = areas[i]->invariants;

    for (; invariant != NULL && invariant->name != NULL; invariant++) {
      g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) error = NULL;
      gint64 checked = -1;

      if (!invariant->check (db, &checked, faults, &error))
        g_error ("%s: %s", invariant->name, error->message);
      g_assert_cmpint (checked, >=, 0);
      if (faults->len > 0)
        g_error ("%s: %s", invariant->name, (const char *) g_ptr_array_index (faults, 0));
    }
  }
}

/* ---- the agency ----------------------------------------------------------------------------- */

static const char *
add_node (MiqatTestAgency *self, const char *parent_id, const char *name, const char *code)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);
  g_autofree char *site = code != NULL ? g_strdup_printf (", 'site_code': '%s'", code) : g_strdup ("");

  return miqat_test_do (self, MIQAT_ACTOR_SYSTEM, "user.create", "user_id",
                        "{'parent_id': '%s', 'full_name': '%s', 'email': '%s@contoh.id',"
                        " 'phone': '081234567890', 'affiliate_code': 'AF-%s'%s}",
                        parent_id, name, folded, name, site);
}

static const char *
add_staff (MiqatTestAgency *self, const char *branch_id, const char *email, const char *duties)
{
  return miqat_test_do (self, MIQAT_ACTOR_SYSTEM, "staff.create", "staff_id",
                        "{'branch_id': '%s', 'full_name': 'Staf %s', 'email': '%s@contoh.id',"
                        " 'phone': '081298765432', 'duties': [%s]}",
                        branch_id, email, email, duties);
}

static void
populate (MiqatTestAgency *self)
{
  static const char all[] = "'sales','finance','documents','operations','marketing','executive'";

  self->pusat = miqat_test_do (self, MIQAT_ACTOR_SYSTEM, "agency.create", "node_id",
                               "{'name': 'Wisata Contoh', 'legal_name': 'PT Wisata Contoh',"
                               " 'licence_number': 'PPIU 123/2024', 'address': 'Jl. Contoh 1',"
                               " 'city': 'Jakarta', 'phone': '021-5551234',"
                               " 'whatsapp': '081211112222', 'email': 'pusat@contoh.id',"
                               " 'zone': 'WIB', 'site_code': 'PST', 'affiliate_code': 'AF-Pusat'}");
  self->surabaya = add_node (self, self->pusat, "Surabaya", "SBY");
  self->makassar = add_node (self, self->pusat, "Makassar", "MKS");
  self->mitra = add_node (self, self->surabaya, "Mitra", NULL);
  self->agen = add_node (self, self->mitra, "Agen", NULL);
  self->reseller = add_node (self, self->agen, "Reseller", NULL);
  self->makassar_mitra = add_node (self, self->makassar, "MitraMakassar", NULL);
  self->pusat_staff = add_staff (self, self->pusat, "pusat.semua", all);
  self->surabaya_staff = add_staff (self, self->surabaya, "sby.semua", all);
  self->makassar_staff = add_staff (self, self->makassar, "mks.semua", all);
  self->pusat_sales = add_staff (self, self->pusat, "pusat.jual", "'sales'");
  self->surabaya_sales = add_staff (self, self->surabaya, "sby.jual", "'sales'");
  self->makassar_sales = add_staff (self, self->makassar, "mks.jual", "'sales'");
}

MiqatTestAgency *
miqat_test_agency_new (MiqatSiteRole role)
{
  g_autofree char *node_id = miqat_id_new (MIQAT_TEST_NOW);
  const MiqatSiteIdentity identity = {
    .role = role,
    .node_id = node_id,
    .code = "PST",
    .zone = MIQAT_ZONE_WIB,
  };
  MiqatTestAgency *self = miqat_test_agency_new_empty (&identity);

  populate (self);
  return self;
}
