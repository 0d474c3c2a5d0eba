/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-allotment-summary.h"
#include "miqat-json.h"
#include "miqat-look.h"

#include <glib/gi18n-lib.h>

struct _MiqatAllotmentSummary {
  GtkWidget parent_instance;

  MiqatFacts *facts;
  MiqatDeparture *departure;
  gint64 left;
};

G_DEFINE_FINAL_TYPE (MiqatAllotmentSummary, miqat_allotment_summary, GTK_TYPE_WIDGET)

/* All an office has, with what its computers lease. */
static void
count_office (const MiqatDeparture *departure, const char *branch_id, gint64 *seats, gint64 *sold)
{
  *seats = 0;
  *sold = 0;
  for (guint i = 0; i < departure->pools->len; i++) {
    const MiqatSeatPool *pool = g_ptr_array_index (departure->pools, i);

    if (pool->kind == MIQAT_POOL_PUBLIC || g_strcmp0 (pool->owner_id, branch_id) != 0)
      continue;
    *seats += pool->capacity;
    *sold += pool->taken;
  }
}

static gint64
count_sold_to_everybody (const MiqatDeparture *departure)
{
  gint64 sold = 0;

  for (guint i = 0; i < departure->pools->len; i++) {
    const MiqatSeatPool *pool = g_ptr_array_index (departure->pools, i);

    sold += pool->kind == MIQAT_POOL_PUBLIC ? pool->taken : 0;
  }
  return sold;
}

static char *
describe_count (gint64 seats, gint64 sold)
{
  /* TRANSLATORS: seats that an office was given, and how many of them are sold. */
  return g_strdup_printf (_("%d, %d sold"), (int) seats, (int) sold);
}

static void
show_now (MiqatAllotmentSummary *self)
{
  const MiqatDeparture *departure = self->departure;
  g_autofree char *total = g_strdup_printf ("%d", (int) departure->total_seats);
  gint64 left = miqat_departure_get_free (departure, MIQAT_POOL_PUBLIC, NULL, NULL);
  g_autofree char *free_now = g_strdup_printf ("%d", (int) left);
  g_autofree char *sold_now = g_strdup_printf ("%d", (int) count_sold_to_everybody (departure));

  miqat_facts_add_section (self->facts, _("Now"));
  miqat_facts_add_text (self->facts, _("All seats"), total);
  for (guint i = 0; i < departure->pools->len; i++) {
    const MiqatSeatPool *pool = g_ptr_array_index (departure->pools, i);
    g_autofree char *text = NULL;
    gint64 seats, sold;

    if (pool->kind != MIQAT_POOL_ALLOTMENT)
      continue;
    count_office (departure, pool->owner_id, &seats, &sold);
    text = describe_count (seats, sold);
    miqat_facts_add_text (self->facts, pool->owner_name, text);
  }
  miqat_facts_add_text (self->facts, _("Sold from those for everybody"), sold_now);
  miqat_facts_add_text (self->facts, _("Free for everybody"), free_now);
}

static gboolean
read_typed (JsonObject *typed, const char **branch_id, gint64 *seats)
{
  JsonNode *node = json_object_get_member (typed, "seats");

  *branch_id = miqat_json_get_text (typed, "branch_id");
  if (*branch_id == NULL || node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *seats = json_node_get_int (node);
  return *seats >= 0;
}

void
miqat_allotment_summary_show (MiqatAllotmentSummary *self, JsonObject *typed)
{
  MiqatFacts *facts = self->facts;
  const char *branch_id;
  gint64 seats, has, sold;
  g_autofree char *given = NULL;
  g_autofree char *left = NULL;

  self->left = miqat_departure_get_free (self->departure, MIQAT_POOL_PUBLIC, NULL, NULL);
  miqat_facts_clear (facts);
  miqat_facts_add_section (facts, self->departure->package_name);
  show_now (self);
  miqat_facts_add_section (facts, _("Afterwards"));
  if (!read_typed (typed, &branch_id, &seats)) {
    miqat_facts_add_paragraph (facts, _("Choose an office, and how many seats it has in all."));
    return;
  }
  count_office (self->departure, branch_id, &has, &sold);
  self->left -= seats - has;
  given = describe_count (seats, sold);
  left = g_strdup_printf ("%d", (int) MAX (self->left, 0));
  miqat_facts_add_text (facts, _("This office"), given);
  if (self->left < 0)
    miqat_facts_add_status (facts, _("Free for everybody"), MIQAT_TONE_BAD, _("Not enough"));
  else
    miqat_facts_add_text (facts, _("Free for everybody"), left);
  if (seats < sold)
    miqat_facts_add_status (facts, _("Already sold"), MIQAT_TONE_BAD, _("More than that"));
}

gint64
miqat_allotment_summary_get_left (MiqatAllotmentSummary *self)
{
  return self->left;
}

static void
miqat_allotment_summary_dispose (GObject *object)
{
  MiqatAllotmentSummary *self = MIQAT_ALLOTMENT_SUMMARY (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_ALLOTMENT_SUMMARY);
  g_clear_pointer (&self->departure, miqat_departure_free);
  G_OBJECT_CLASS (miqat_allotment_summary_parent_class)->dispose (object);
}

static void
miqat_allotment_summary_class_init (MiqatAllotmentSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_allotment_summary_dispose;
  g_type_ensure (MIQAT_TYPE_FACTS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/catalog/miqat-allotment-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatAllotmentSummary, facts);
}

static void
miqat_allotment_summary_init (MiqatAllotmentSummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_allotment_summary_new (MiqatDeparture *departure)
{
  MiqatAllotmentSummary *self = g_object_new (MIQAT_TYPE_ALLOTMENT_SUMMARY, NULL);

  self->departure = departure;
  return GTK_WIDGET (self);
}
