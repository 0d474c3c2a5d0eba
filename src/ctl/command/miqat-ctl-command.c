/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was done, and what can be: the audit trail, and the command table as the areas export it, for
 * people who script and for programs that build forms. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-ctl-nouns.h"
#include "miqat-json.h"
#include "miqat-report.h"

#include <glib/gi18n.h>

/* ---- what was done ---------------------------------------------------------------------------- */

static const MiqatCtlColumn audit_columns[] = {
  MIQAT_CTL_COLUMN_OF (MIQAT_CTL_INSTANT, "accepted_at", MiqatAuditEntry, accepted_at),
  MIQAT_CTL_COLUMN ("command", MiqatAuditEntry, command),
  MIQAT_CTL_COLUMN ("outcome", MiqatAuditEntry, outcome),
  MIQAT_CTL_COLUMN ("actor", MiqatAuditEntry, actor_id),
  MIQAT_CTL_COLUMN ("detail", MiqatAuditEntry, detail),
  { NULL },
};

static gboolean
fill_audit (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  g_auto (GStrv) thing = g_strsplit (query->search != NULL ? query->search : "", "/", 2);
  gboolean one = g_strv_length (thing) == 2;

  return miqat_ctl_table_take (table, miqat_report_audit (db, one ? thing[0] : NULL, one ? thing[1] : NULL,
                                                          query->limit, error));
}

const MiqatCtlNoun miqat_ctl_command_nouns[] = {
  { "audit", N_("Who changed what, newest first"), audit_columns, fill_audit, TRUE },
  { NULL },
};

/* ---- what can be done ------------------------------------------------------------------------- */

static const char *const class_names[] = {
  [MIQAT_COMMAND_FACT] = "fact",
  [MIQAT_COMMAND_CLAIM] = "claim",
  [MIQAT_COMMAND_ONLINE] = "online",
};

static const char *const kind_names[] = {
  [MIQAT_PARAM_TEXT] = "text",     [MIQAT_PARAM_PARAGRAPH] = "paragraph", [MIQAT_PARAM_NAME] = "name",
  [MIQAT_PARAM_PHONE] = "phone",   [MIQAT_PARAM_EMAIL] = "email",         [MIQAT_PARAM_ID] = "id",
  [MIQAT_PARAM_KEY] = "key",       [MIQAT_PARAM_CHOICE] = "choice",       [MIQAT_PARAM_DAY] = "day",
  [MIQAT_PARAM_MONEY] = "money",   [MIQAT_PARAM_COUNT] = "count",         [MIQAT_PARAM_FLAG] = "flag",
  [MIQAT_PARAM_TEXTS] = "texts",   [MIQAT_PARAM_LIST] = "list",
};

static const struct { guint flag; const char *name; } flag_names[] = {
  { MIQAT_PARAM_REQUIRED, "required" },
  { MIQAT_PARAM_PERSONAL, "personal" },
  { MIQAT_PARAM_SECRET, "secret" },
  { MIQAT_PARAM_CODE, "allotted" },
};

static void
write_params (MiqatJsonWriter *writer, const MiqatParam *params)
{
  miqat_json_begin_array (writer);
  for (const MiqatParam *p = params; p != NULL && p->name != NULL; p++) {
    miqat_json_begin_object (writer);
    miqat_json_add_text (writer, "name", p->name);
    miqat_json_add_text (writer, "label", p->label != NULL ? _(p->label) : NULL);
    miqat_json_add_text (writer, "kind", kind_names[p->kind]);
    for (guint i = 0; i < G_N_ELEMENTS (flag_names); i++)
      if ((p->flags & flag_names[i].flag) != 0)
        miqat_json_add_flag (writer, flag_names[i].name, TRUE);
    if (p->min != 0)
      miqat_json_add_int (writer, "min", p->min);
    if (p->max != 0)
      miqat_json_add_int (writer, "max", p->max);
    if (p->choices != NULL) {
      miqat_json_name (writer, "choices");
      miqat_json_begin_array (writer);
      for (guint i = 0; p->choices[i] != NULL; i++)
        miqat_json_text (writer, p->choices[i]);
      miqat_json_end_array (writer);
    }
    if (p->fields != NULL) {
      miqat_json_name (writer, "fields");
      write_params (writer, p->fields);
    }
    miqat_json_end_object (writer);
  }
  miqat_json_end_array (writer);
}

/* "pusat,cabang"; the system may everything and is not named. */
static char *
list_tiers (MiqatTiers tiers)
{
  GString *text = g_string_new (NULL);

  for (guint bit = MIQAT_TIER_PUSAT; bit <= MIQAT_TIER_GATEWAY; bit <<= 1)
    if ((tiers & bit) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", miqat_tier_get_name (bit));
  return g_string_free (text, FALSE);
}

static void
write_names (MiqatJsonWriter *writer, const char *name, const char *joined)
{
  g_auto (GStrv) names = g_strsplit (joined, ",", -1);

  miqat_json_name (writer, name);
  miqat_json_begin_array (writer);
  for (guint i = 0; names[i] != NULL; i++)
    miqat_json_text (writer, names[i]);
  miqat_json_end_array (writer);
}

static void
write_command (MiqatJsonWriter *writer, const MiqatArea *area, const MiqatCommand *command)
{
  g_autofree char *tiers = list_tiers (command->tiers);
  g_autofree char *duties = miqat_ctl_dup_duties (command->duties);

  miqat_json_begin_object (writer);
  miqat_json_add_text (writer, "name", command->name);
  miqat_json_add_text (writer, "title", _(command->title));
  miqat_json_add_text (writer, "area", area->name);
  miqat_json_add_text (writer, "class", class_names[command->class]);
  write_names (writer, "tiers", tiers);
  write_names (writer, "duties", duties);
  miqat_json_add_flag (writer, "has_subject", command->subject != NULL);
  miqat_json_name (writer, "params");
  write_params (writer, command->params);
  miqat_json_end_object (writer);
}

static void
print_json (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  MiqatJsonWriter writer;

  miqat_json_writer_init (&writer, text);
  miqat_json_begin_array (&writer);
  for (guint i = 0; miqat_areas[i] != NULL; i++)
    for (const MiqatCommand *c = miqat_areas[i]->commands; c != NULL && c->name != NULL; c++)
      write_command (&writer, miqat_areas[i], c);
  miqat_json_end_array (&writer);
  g_print ("%s\n", text->str);
}

typedef struct {
  const char *name, *class, *tiers, *duties, *params;
} Row;

static const MiqatCtlColumn row_columns[] = {
  MIQAT_CTL_COLUMN ("name", Row, name),
  MIQAT_CTL_COLUMN ("class", Row, class),
  MIQAT_CTL_COLUMN ("tiers", Row, tiers),
  MIQAT_CTL_COLUMN ("duties", Row, duties),
  MIQAT_CTL_COLUMN ("parameters", Row, params),
  { NULL },
};

static void
add_command (MiqatCtlTable *table, const MiqatCommand *command)
{
  g_autofree char *tiers = list_tiers (command->tiers);
  g_autofree char *duties = miqat_ctl_dup_duties (command->duties);
  g_autoptr (GString) params = g_string_new (NULL);

  for (const MiqatParam *p = command->params; p != NULL && p->name != NULL; p++)
    g_string_append_printf (params, "%s%s%s", params->len > 0 ? " " : "", p->name,
                            (p->flags & MIQAT_PARAM_REQUIRED) != 0 ? "*" : "");
  miqat_ctl_table_add (table, &(Row) { command->name, class_names[command->class], tiers, duties, params->str });
}

void
miqat_ctl_print_commands (gboolean json)
{
  g_autoptr (MiqatCtlTable) table = NULL;

  if (json) {
    print_json ();
    return;
  }
  table = miqat_ctl_table_new (row_columns, G_MAXUINT, FALSE);
  for (guint i = 0; miqat_areas[i] != NULL; i++)
    for (const MiqatCommand *c = miqat_areas[i]->commands; c != NULL && c->name != NULL; c++)
      add_command (table, c);
  miqat_ctl_table_print (table);
}
