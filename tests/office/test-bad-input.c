/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays the office's rows of the table of bad input (tests/bad-input/office.json) through the real
 * forms: what is wrong stands under its field in a sentence, nothing typed is lost, and nothing was
 * written. Databases that cannot be used are opened by the real application. */
#include "config.h"

#include "office-test.h"

#include "miqat-application.h"
#include "miqat-areas.h"
#include "miqat-file-input.h"
#include "miqat-filter-bar.h"
#include "miqat-lines-input.h"
#include "miqat-opener.h"
#include "miqat-test-ctl.h"
#include "miqat-test-folder.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

static JsonObject *table;
static char *agency; /* the folder of a fresh one, copied for each row */

/* ---- the world ------------------------------------------------------------------------------ */

/* Begins when the agency's last command was given, so that holds are as old at any hour of the real day. */
typedef struct {
  MiqatClock parent;
  gint64 ahead; /* of the system's */
} MovedClock;

static MiqatInstant
read_moved_clock (MiqatClock *clock)
{
  return miqat_clock_now (miqat_clock_get_system ()) + ((MovedClock *) clock)->ahead;
}

typedef struct {
  char *folder;
  char *path;
  MovedClock clock;
  MiqatOffice *office;
  GtkWindow *window;
  MiqatCommandDialog *dialog;
} World;

#define CANNOT_BE_GIVEN 77

/* FALSE when the script says that this machine cannot do that. */
static gboolean
run_shell (const char *script, const char *argument)
{
  char *argv[] = { (char *) "sh", (char *) "-c", (char *) script, (char *) "sh", (char *) argument, NULL };
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &errors,
                &status, &error);
  g_assert_no_error (error);
  if (WIFEXITED (status) && WEXITSTATUS (status) == CANNOT_BE_GIVEN)
    return FALSE;
  if (status != 0)
    g_error ("%s: %s", script, errors);
  return TRUE;
}

static char *
copy_agency (void)
{
  g_autofree char *script = g_strdup_printf ("cp -r '%s/.' \"$1\"", agency);
  char *folder = g_dir_make_tmp ("miqat-bad-input-XXXXXX", NULL);

  run_shell (script, folder);
  return folder;
}

static void
open_world (World *self, const char *who)
{
  MiqatSiteOptions options = { .areas = miqat_areas, .clock = &self->clock.parent };
  g_autoptr (GError) error = NULL;
  MiqatSite *site;

  self->clock.parent.now = read_moved_clock;
  self->folder = copy_agency ();
  options.database = self->path = g_build_filename (self->folder, "hub.db", NULL);
  self->clock.ahead = miqat_test_sql_number (self->path, "SELECT max(accepted_at) FROM commands")
                      - miqat_clock_now (miqat_clock_get_system ());
  site = miqat_site_open (&options, &error);
  g_assert_no_error (error);
  self->office = miqat_office_new_for_site (site, NULL, &error);
  g_assert_no_error (error);
  office_test_sign_in (self->office, who);
}

static void
close_world (World *self)
{
  if (self->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (self->dialog));
  g_clear_object (&self->dialog);
  gtk_window_destroy (self->window);
  widget_test_wait (100);
  g_assert_finalize_object (self->office);
  miqat_test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

/* All that the agency holds, as another program sees it. */
static char *
read_all (World *self)
{
  static const char *const nouns[] = { "packages", "departures", "bookings", "proofs", "pilgrims" };
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (nouns); i++) {
    char *argv[] = { (char *) g_getenv ("MIQATCTL"), (char *) "list", (char *) nouns[i], (char *) "--format",
                     (char *) "json", (char *) "--database", self->path, NULL };
    g_autofree char *out = NULL;
    g_autofree char *errors = NULL;
    int status = 0;

    g_assert_true (g_spawn_sync (NULL, argv, NULL, 0, NULL, NULL, &out, &errors, &status, NULL));
    if (status != 0)
      g_error ("miqatctl list %s: %s", nouns[i], errors);
    g_string_append (all, out);
  }
  return g_string_free (all, FALSE);
}

static guint
count_bookings (World *self)
{
  g_autofree char *all = read_all (self);
  guint count = 0;

  for (const char *at = all; (at = strstr (at, "\"BK-")) != NULL; at++)
    count++;
  return count;
}

/* ---- opening a form as a person does -------------------------------------------------------- */

/* For the first departure that has room. */
static void
open_for_departure (World *self, GtkWidget *page, const char *prefix)
{
  g_autoptr (MiqatDeparture) departure = office_test_load_departure (self->office);
  g_autofree char *id = g_strconcat (prefix, departure->id, NULL);

  miqat_opener_open (MIQAT_OPENER (page), id);
  self->dialog = office_test_find_dialog (self->window);
}

/* Of the list, the first thing with which the action can be done. */
static void
open_for_row (World *self, GtkWidget *page, JsonObject *form)
{
  const char *action = json_object_get_string_member (form, "action");
  MiqatListPane *list = office_test_find_list (page);

  if (json_object_has_member (form, "view"))
    miqat_filter_bar_set_view (miqat_list_pane_get_filter_bar (list), json_object_get_string_member (form, "view"));
  widget_test_wait (100);
  for (guint i = 0; i < g_list_model_get_n_items (miqat_list_pane_get_model (list)) && self->dialog == NULL; i++) {
    miqat_list_pane_select (list, i);
    widget_test_wait (20);
    gtk_widget_activate_action (page, action, NULL);
    self->dialog = office_test_find_dialog (self->window);
  }
}

static void
open_form (World *self, JsonObject *form)
{
  GtkWidget *page = office_test_make_page (self->office, json_object_get_string_member (form, "area"));

  self->window = office_test_show (page);
  if (json_object_has_member (form, "open"))
    open_for_departure (self, page, json_object_get_string_member (form, "open"));
  else
    open_for_row (self, page, form);
  if (self->dialog != NULL) {
    g_object_ref (self->dialog);
    gtk_test_widget_wait_for_draw (GTK_WIDGET (self->dialog));
  }
}

/* ---- typing --------------------------------------------------------------------------------- */

/* "rooms.0.pax" is the field pax of the first line of rooms; lines that are not there are added. */
static MiqatFormRow *
find_row (MiqatForm *form, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", 3);
  MiqatFormRow *row = miqat_form_get_row (form, parts[0]);
  MiqatLinesInput *lines;
  guint line;

  if (row == NULL)
    g_error ("the form has no field %s", path);
  if (parts[1] == NULL)
    return row;
  lines = MIQAT_LINES_INPUT (miqat_form_row_get_input (row));
  line = (guint) g_ascii_strtoull (parts[1], NULL, 10);
  while (miqat_lines_input_get_n_lines (lines) <= line)
    miqat_lines_input_add_line (lines);
  return find_row (MIQAT_FORM (miqat_lines_input_get_form (lines, line)), parts[2]);
}

/* "#2" is the second choice; anything else is how its label begins. */
static void
choose (GtkDropDown *dropdown, const char *what)
{
  GListModel *labels = gtk_drop_down_get_model (dropdown);

  if (*what == '#') {
    gtk_drop_down_set_selected (dropdown, (guint) g_ascii_strtoull (what + 1, NULL, 10));
    return;
  }
  for (guint i = 0; i < g_list_model_get_n_items (labels); i++)
    if (g_str_has_prefix (gtk_string_list_get_string (GTK_STRING_LIST (labels), i), what)) {
      gtk_drop_down_set_selected (dropdown, i);
      return;
    }
  g_error ("there is no choice %s", what);
}

static void
type (MiqatForm *form, JsonObject *typed)
{
  JsonObjectIter iter;
  const char *path;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, typed);
  while (json_object_iter_next_ordered (&iter, &path, &value)) {
    GtkWidget *target = miqat_input_get_target (miqat_form_row_get_input (find_row (form, path)));

    if (GTK_IS_DROP_DOWN (target))
      choose (GTK_DROP_DOWN (target), json_node_get_string (value));
    else
      gtk_editable_set_text (GTK_EDITABLE (target), json_node_get_string (value));
  }
}

static char *
write_file (World *self, const char *name)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;

  if (g_str_equal (name, "large.jpg")) {
    length = 12 * 1024 * 1024;
    bytes = g_malloc0 (length);
    memcpy (bytes, "\xff\xd8\xff\xe0", 4);
  } else if (g_str_equal (name, "text.jpg")) {
    bytes = g_strdup ("Ini bukan gambar.\n");
    length = strlen (bytes);
  } else if (g_str_equal (name, "truncated.png")) {
    static const char head[] = "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x08\0\0\0\x08\x08\0\0\0\0";
    length = sizeof head - 1;
    bytes = g_memdup2 (head, length);
  }
  g_assert_true (g_file_set_contents (path, bytes != NULL ? bytes : "", (gssize) length, NULL));
  return path;
}

static gboolean
has_error (gpointer data)
{
  return miqat_form_row_get_error (data) != NULL;
}

static void
give_file (World *self, MiqatForm *form, JsonObject *row)
{
  g_autofree char *path = write_file (self, json_object_get_string_member (row, "file"));
  g_autoptr (GFile) file = g_file_new_for_path (path);
  MiqatFormRow *field = miqat_form_get_row (form, json_object_get_string_member (row, "field"));

  miqat_file_input_set_file (MIQAT_FILE_INPUT (miqat_form_row_get_input (field)), file);
  /* Said at once, before anything is sent. */
  g_assert_true (office_test_wait (has_error, field));
}

/* ---- meanwhile ------------------------------------------------------------------------------ */

static void
take_seats (World *self, const MiqatDeparture *departure)
{
  g_autoptr (JsonObject) args = json_object_new ();
  JsonArray *rooms = json_array_new ();
  JsonObject *room = json_object_new ();
  MiqatRequest request = { .name = "booking.hold", .args = args, .actor_id = MIQAT_ACTOR_PUBLIC };
  gint64 left = miqat_departure_get_free (departure, MIQAT_POOL_PUBLIC, NULL, NULL);
  g_autofree char *holder = g_strdup_printf ("visitor %d", (int) left);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAnswer) answer = NULL;

  json_object_set_string_member (room, "room_type_id", ((MiqatRoomType *) g_ptr_array_index (departure->rooms, 0))->id);
  json_object_set_int_member (room, "pax", MIN (left, 10));
  json_array_add_object_element (rooms, room);
  json_object_set_string_member (args, "departure_id", departure->id);
  json_object_set_array_member (args, "rooms", rooms);
  json_object_set_string_member (args, "channel", "public");
  json_object_set_string_member (args, "holder", holder);
  answer = miqat_site_run (miqat_office_get_site (self->office), &request, &error);
  g_assert_no_error (error);
  g_assert_true (answer->done);
}

/* Others take every seat of every departure. */
static void
take_all_seats (World *self)
{
  MiqatDb *db = miqat_office_get_db (self->office);
  g_autoptr (GPtrArray) departures = miqat_departure_list (db, NULL, NULL);

  for (guint i = 0; i < departures->len; i++) {
    const MiqatDeparture *one = g_ptr_array_index (departures, i);
    g_autoptr (MiqatDeparture) departure = miqat_departure_load (db, one->id, NULL);

    while (g_str_equal (one->status, "open")
           && miqat_departure_get_free (departure, MIQAT_POOL_PUBLIC, NULL, NULL) > 0) {
      take_seats (self, departure);
      miqat_departure_free (departure);
      departure = miqat_departure_load (db, one->id, NULL);
    }
  }
}

static void
let_happen (World *self, const char *what)
{
  if (g_str_equal (what, "seats-taken"))
    take_all_seats (self);
  else if (g_str_equal (what, "hold-over"))
    self->clock.ahead += 3 * MIQAT_HOUR;
  else
    g_error ("nobody knows %s", what);
}

/* ---- rows ----------------------------------------------------------------------------------- */

static gboolean
says_beginning (GtkWidget *widget, const char *sentence)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), sentence))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says_beginning (child, sentence))
      return TRUE;
  return FALSE;
}

typedef struct {
  GtkWidget *widget;
  const char *sentence;
} Expected;

static gboolean
is_said (gpointer data)
{
  const Expected *expected = data;

  return says_beginning (expected->widget, expected->sentence);
}

/* The table and miqat-problem.def agree, whatever stands in braces. */
static void
check_code (JsonObject *row)
{
  MiqatProblem problem = { .code = miqat_problem_code_from_name (json_object_get_string_member (row, "code")) };
  g_autofree char *sentence = miqat_problem_dup_sentence (&problem);
  g_autofree char *fixed = g_strndup (sentence, strcspn (sentence, "{"));
  const char *expected = json_object_get_string_member (row, "sentence");

  g_assert_cmpint (problem.code, !=, MIQAT_PROBLEM_NONE);
  if (!g_str_has_prefix (expected, fixed) && !g_str_has_prefix (fixed, expected))
    g_error ("the table says “%s”, miqat-problem.def “%s”", expected, sentence);
}

static char *
read_form (MiqatForm *form)
{
  g_autoptr (JsonObject) typed = miqat_form_get_json (form);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), typed);

  return json_to_string (node, FALSE);
}

static void
check_refusal (World *self, MiqatForm *form, JsonObject *row)
{
  gboolean has_field = !json_object_get_null_member (row, "field");
  GtkWidget *place = has_field ? GTK_WIDGET (find_row (form, json_object_get_string_member (row, "field")))
                               : GTK_WIDGET (form);
  Expected expected = { place, json_object_get_string_member (row, "sentence") };
  g_autofree char *written = read_all (self);
  g_autofree char *typed = read_form (form);
  g_autofree char *written_after = NULL;
  g_autofree char *typed_after = NULL;

  gtk_widget_activate_action (GTK_WIDGET (self->dialog), "dialog.submit", NULL);
  if (!office_test_wait (is_said, &expected))
    g_error ("nothing says “%s”", expected.sentence);
  if (has_field)
    g_assert_true (g_str_has_prefix (miqat_form_row_get_error (MIQAT_FORM_ROW (place)), expected.sentence));
  written_after = read_all (self);
  typed_after = read_form (form);
  g_assert_cmpstr (typed, ==, typed_after);
  g_assert_cmpstr (written, ==, written_after);
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (form)));
}

static gboolean
is_closed (gpointer data)
{
  return office_test_find_dialog (((World *) data)->window) == NULL;
}

static void
check_twice (World *self, JsonObject *row)
{
  guint before = count_bookings (self);

  gtk_widget_activate_action (GTK_WIDGET (self->dialog), "dialog.submit", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->dialog), "dialog.submit", NULL);
  g_assert_true (office_test_wait (is_closed, self));
  widget_test_wait (200);
  g_assert_cmpuint (count_bookings (self), ==, before + json_object_get_int_member (row, "bookings"));
}

/* Closed without being sent, nothing is lost and nothing was done. */
static void
check_reopened (World *self, JsonObject *shape)
{
  g_autofree char *typed = read_form (miqat_command_dialog_get_form (self->dialog));
  g_autofree char *again = NULL;
  g_autofree char *written = read_all (self);
  g_autofree char *written_after = NULL;

  gtk_widget_activate_action (GTK_WIDGET (self->dialog), "dialog.close", NULL);
  g_clear_object (&self->dialog);
  widget_test_wait (100);
  gtk_window_destroy (self->window);
  open_form (self, shape);
  again = read_form (miqat_command_dialog_get_form (self->dialog));
  written_after = read_all (self);
  g_assert_cmpstr (typed, ==, again);
  g_assert_cmpstr (written, ==, written_after);
}

static void
play_in_form (World *self, JsonObject *shape, JsonObject *row)
{
  MiqatForm *form = miqat_command_dialog_get_form (self->dialog);

  type (form, json_object_get_object_member (shape, "typed"));
  if (json_object_has_member (row, "typed"))
    type (form, json_object_get_object_member (row, "typed"));
  if (json_object_has_member (row, "file"))
    give_file (self, form, row);
  if (json_object_has_member (row, "meanwhile"))
    let_happen (self, json_object_get_string_member (row, "meanwhile"));
  if (json_object_has_member (row, "code"))
    check_code (row);
  if (json_object_has_member (row, "reopened"))
    check_reopened (self, shape);
  else if (json_object_has_member (row, "twice"))
    check_twice (self, row);
  else
    check_refusal (self, form, row);
}

static void
play_row (gconstpointer data)
{
  JsonObject *row = (JsonObject *) data;
  JsonObject *shape = json_object_get_object_member (json_object_get_object_member (table, "forms"),
                                                     json_object_get_string_member (row, "form"));
  World world = { 0 };

  open_world (&world, json_object_get_string_member (shape, "who"));
  open_form (&world, shape);
  if (json_object_has_member (row, "closed"))
    g_assert_null (world.dialog);
  else if (world.dialog == NULL)
    g_error ("the form %s did not open", json_object_get_string_member (row, "form"));
  else
    play_in_form (&world, shape, row);
  close_world (&world);
}

/* ---- databases ------------------------------------------------------------------------------ */

typedef struct {
  GApplication *app;
  const char *sentence;
  gboolean said;
} Opening;

static gboolean
look_at_window_cb (gpointer data)
{
  Opening *self = data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self->app));

  self->said = window != NULL && says_beginning (GTK_WIDGET (window), self->sentence);
  g_application_quit (self->app);
  return G_SOURCE_REMOVE;
}

static void
play_database (gconstpointer data)
{
  JsonObject *row = (JsonObject *) data;
  g_autofree char *folder = copy_agency ();
  g_autofree char *path = g_build_filename (folder, "hub.db", NULL);
  char *argv[] = { (char *) "miqat", (char *) "--database", path, NULL };
  g_autoptr (GApplication) app = G_APPLICATION (miqat_application_new ());
  Opening opening = { app, json_object_get_string_member (row, "sentence"), FALSE };

  check_code (row);
  if (!run_shell (json_object_get_string_member (row, "spoil"), path)) {
    g_test_skip ("only root may mount a disk, and not in every container");
    miqat_test_folder_remove (folder);
    return;
  }
  g_timeout_add (1500, look_at_window_cb, &opening);
  g_application_run (app, 3, argv);
  if (json_object_has_member (row, "mend"))
    run_shell (json_object_get_string_member (row, "mend"), path);
  g_assert_true (opening.said);
  miqat_test_folder_remove (folder);
}

/* ---- the table ------------------------------------------------------------------------------ */

static void
add_rows (const char *member, GTestDataFunc func)
{
  JsonArray *rows = json_object_get_array_member (table, member);

  for (guint i = 0; i < json_array_get_length (rows); i++) {
    JsonObject *row = json_array_get_object_element (rows, i);
    g_autofree char *what = g_strdelimit (g_strdup (json_object_get_string_member (row, "what")), " /", '-');
    g_autofree char *path = g_strdup_printf ("/office/bad-input/%s/%s", member, what);

    g_test_add_data_func (path, row, func);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  int status;

  office_test_init (&argc, &argv);
  if (!json_parser_load_from_file (parser, g_getenv ("MIQAT_BAD_INPUT"), &error))
    g_error ("%s", error->message);
  table = json_node_get_object (json_parser_get_root (parser));
  agency = g_dir_make_tmp ("miqat-agency-XXXXXX", NULL);
  g_free (office_test_make_agency (agency));
  add_rows ("rows", play_row);
  add_rows ("databases", play_database);
  status = g_test_run ();
  miqat_test_folder_remove (agency);
  g_free (agency);
  return status;
}
