/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enrols this computer: exchanges the code on a thread of its own, makes the database, and hands the
 * office on. An attempt whose answer was lost is repeated as the same attempt. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-first-run-page.h"
#include "miqat-form.h"
#include "miqat-look.h"
#include "miqat-sync-enrolment.h"
#include "miqat-sync-http.h"

#include <glib/gi18n-lib.h>

struct _MiqatFirstRunPage {
  GtkWidget parent_instance;

  char *database;
  GtkWidget *content;
  MiqatForm *form;
  GtkButton *connect_button;
  GCancellable *cancellable;
  MiqatEnrolmentAttempt *attempt; /* kept over repeats of the same code */
  char *attempted_code;
};

enum { SIGNAL_ENROLLED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatFirstRunPage, miqat_first_run_page, GTK_TYPE_WIDGET)

typedef struct {
  MiqatEnrolmentAttempt *attempt; /* the page's; it waits for the thread */
  char *url;
  char *database;
} Enrolling;

static void
enrolling_free (gpointer data)
{
  Enrolling *self = data;

  g_free (self->url);
  g_free (self->database);
  g_free (self);
}

static void
enrol_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Enrolling *self = data;
  g_autoptr (MiqatSyncTransport) transport = NULL;
  g_autoptr (MiqatEnrolment) enrolment = NULL;
  MiqatSiteOptions options = { .database = self->database, .areas = miqat_areas };
  GError *error = NULL;
  MiqatSite *site = NULL;

  transport = miqat_sync_http_new (self->url, NULL, &error);
  if (transport != NULL)
    enrolment = miqat_enrolment_attempt_send (self->attempt, transport, cancellable, &error);
  if (enrolment != NULL)
    site = miqat_enrolment_create_site (enrolment, &options, self->url, &error);
  if (site != NULL)
    g_task_return_pointer (task, site, (GDestroyNotify) miqat_site_close);
  else
    g_task_return_error (task, error);
}

static void
set_busy (MiqatFirstRunPage *self, gboolean busy)
{
  if (busy)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->connect_button), !busy);
  gtk_button_set_label (self->connect_button, busy ? _("Connecting…") : _("Connect"));
}

static void
on_enrolled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MiqatFirstRunPage *self = MIQAT_FIRST_RUN_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatOffice) office = NULL;
  MiqatSite *site = g_task_propagate_pointer (G_TASK (result), &error);

  set_busy (self, FALSE);
  if (site != NULL)
    office = miqat_office_new_for_site (site, NULL, &error);
  if (office != NULL)
    g_signal_emit (self, signals[SIGNAL_ENROLLED], 0, office);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    miqat_form_set_error (self->form, error);
}

static void
on_submitted_cb (MiqatFirstRunPage *self)
{
  g_autoptr (JsonObject) typed = NULL;
  g_autoptr (GTask) task = NULL;
  Enrolling *enrolling;
  const char *code;

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->connect_button)) || !miqat_form_is_complete (self->form))
    return;
  typed = miqat_form_get_json (self->form);
  code = json_object_get_string_member (typed, "code");
  if (self->attempt == NULL || g_strcmp0 (code, self->attempted_code) != 0) {
    g_clear_pointer (&self->attempt, miqat_enrolment_attempt_free);
    self->attempt = miqat_enrolment_attempt_new (code, json_object_get_string_member (typed, "device"));
    g_free (self->attempted_code);
    self->attempted_code = g_strdup (code);
  }
  enrolling = g_new0 (Enrolling, 1);
  enrolling->attempt = self->attempt;
  enrolling->url = g_strdup (json_object_get_string_member (typed, "hub"));
  enrolling->database = g_strdup (self->database);
  set_busy (self, TRUE);
  task = g_task_new (self, self->cancellable, on_enrolled_cb, NULL);
  g_task_set_task_data (task, enrolling, enrolling_free);
  g_task_run_in_thread (task, enrol_in_thread);
}

/* ---- object --------------------------------------------------------------------------------- */

static void
miqat_first_run_page_dispose (GObject *object)
{
  MiqatFirstRunPage *self = MIQAT_FIRST_RUN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_FIRST_RUN_PAGE);
  G_OBJECT_CLASS (miqat_first_run_page_parent_class)->dispose (object);
}

static void
miqat_first_run_page_finalize (GObject *object)
{
  MiqatFirstRunPage *self = MIQAT_FIRST_RUN_PAGE (object);

  g_clear_pointer (&self->attempt, miqat_enrolment_attempt_free);
  g_free (self->attempted_code);
  g_free (self->database);
  G_OBJECT_CLASS (miqat_first_run_page_parent_class)->finalize (object);
}

static void
miqat_first_run_page_class_init (MiqatFirstRunPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_first_run_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = miqat_first_run_page_finalize;
  signals[SIGNAL_ENROLLED]
    = g_signal_new ("enrolled", MIQAT_TYPE_FIRST_RUN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, MIQAT_TYPE_OFFICE);

  g_type_ensure (MIQAT_TYPE_FORM);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/agency/miqat-first-run-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatFirstRunPage, content);
  gtk_widget_class_bind_template_child (widget_class, MiqatFirstRunPage, form);
  gtk_widget_class_bind_template_child (widget_class, MiqatFirstRunPage, connect_button);
  gtk_widget_class_bind_template_callback (widget_class, on_submitted_cb);
}

static void
miqat_first_run_page_init (MiqatFirstRunPage *self)
{
  const MiqatFormField fields[] = {
    { .name = "hub", .label = _("Address of the head office's server"), .kind = MIQAT_FIELD_TEXT,
      .required = TRUE, .placeholder = "https://kantor.contoh.id" },
    { .name = "code", .label = _("Code from the head office"), .kind = MIQAT_FIELD_TEXT,
      .required = TRUE, .placeholder = "K7QM-4TXW-9HDR",
      .hint = _("It can be used once. Small letters and hyphens do not matter.") },
    { .name = "device", .label = _("Name of this computer"), .kind = MIQAT_FIELD_TEXT, .required = TRUE,
      .placeholder = _("Front desk") },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  miqat_form_add_fields (self->form, fields, G_N_ELEMENTS (fields));
}

GtkWidget *
miqat_first_run_page_new (const char *database, const char *hub_url)
{
  MiqatFirstRunPage *self = g_object_new (MIQAT_TYPE_FIRST_RUN_PAGE, NULL);
  g_autoptr (JsonObject) values = json_object_new ();

  self->database = g_strdup (database);
  json_object_set_string_member (values, "device", g_get_host_name ());
  if (hub_url != NULL)
    json_object_set_string_member (values, "hub", hub_url);
  miqat_form_set_json (self->form, values);
  return GTK_WIDGET (self);
}
