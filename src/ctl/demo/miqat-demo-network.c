/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First act: the agency, its offices and people, its bank accounts and what everybody passes on. */
#include "config.h"

#include "miqat-demo-private.h"
#include "miqat-json.h"

#include <string.h>

typedef struct {
  MiqatDemo *demo;
  JsonObject *data;
  const char *domain;
} Network;

static const char *const tiers[] = { "mitra", "agen", "reseller" };

/* A copy that may be added to. */
static JsonObject *
copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *m = members; m != NULL; m = m->next)
    json_object_set_member (copy, m->data, json_object_dup_member (object, m->data));
  return copy;
}

static void
set_phone (Network *self, JsonObject *args)
{
  g_autofree char *phone
    = g_strdup_printf ("6284%09" G_GUINT64_FORMAT, 900000000 + ++self->demo->next_person);

  json_object_set_string_member (args, "phone", phone);
}

static gboolean
make_agency (Network *self, GError **error)
{
  JsonObject *args = copy_object (miqat_json_get_object (self->data, "agency"));
  MiqatDemoOffice *pusat = g_new0 (MiqatDemoOffice, 1);

  g_ptr_array_add (self->demo->offices, pusat);
  pusat->code = g_strdup (miqat_json_get_text (args, "site_code"));
  pusat->city = g_strdup (miqat_json_get_text (args, "city"));
  pusat->airport = g_strdup ("CGK");
  pusat->zone = MIQAT_ZONE_WIB;
  json_object_set_string_member (args, "verifier", self->demo->verifier);
  pusat->id = miqat_demo_get (self->demo, "agency.create", MIQAT_ACTOR_SYSTEM, args, "node_id", error);
  return pusat->id != NULL;
}

static char *
make_staff (Network *self, MiqatDemoOffice *office, const char *name, const char *email,
            JsonArray *duties, GError **error)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "branch_id", office->id);
  json_object_set_string_member (args, "full_name", name);
  json_object_set_string_member (args, "email", email);
  json_object_set_array_member (args, "duties", json_array_ref (duties));
  json_object_set_string_member (args, "verifier", self->demo->verifier);
  set_phone (self, args);
  return miqat_demo_get (self->demo, "staff.create", MIQAT_ACTOR_SYSTEM, args, "staff_id", error);
}

static gboolean
has_duty (JsonArray *duties, const char *duty)
{
  for (guint i = 0; i < json_array_get_length (duties); i++)
    if (strcmp (json_array_get_string_element (duties, i), duty) == 0)
      return TRUE;
  return FALSE;
}

/* Who does what from now on: the first with a duty. */
static void
cast (MiqatDemoOffice *office, const char *id, JsonArray *duties)
{
  const struct { const char *duty; char **part; } parts[] = {
    { "executive", &office->executive },
    { "sales", &office->sales },
    { "finance", &office->finance },
    { "documents", &office->documents },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i].part == NULL && has_duty (duties, parts[i].duty))
      *parts[i].part = g_strdup (id);
}

static gboolean
staff_pusat (Network *self, GError **error)
{
  JsonArray *staff = miqat_json_get_array (self->data, "staff");
  MiqatDemoOffice *pusat = self->demo->offices->pdata[0];

  for (guint i = 0; i < json_array_get_length (staff); i++) {
    JsonObject *person = json_array_get_object_element (staff, i);
    JsonArray *duties = miqat_json_get_array (person, "duties");
    g_autofree char *id = make_staff (self, pusat, miqat_json_get_text (person, "full_name"),
                                      miqat_json_get_text (person, "email"), duties, error);

    if (id == NULL)
      return FALSE;
    cast (pusat, id, duties);
  }
  return TRUE;
}

/* "kasir.sby@demo.example", with an invented name. */
static gboolean
staff_branch (Network *self, MiqatDemoOffice *office, GError **error)
{
  JsonArray *staff = miqat_json_get_array (self->data, "branch_staff");
  g_autofree char *code = g_ascii_strdown (office->code, -1);

  for (guint i = 0; i < json_array_get_length (staff); i++) {
    JsonObject *post = json_array_get_object_element (staff, i);
    JsonArray *duties = miqat_json_get_array (post, "duties");
    g_autofree char *email
      = g_strdup_printf ("%s.%s@%s", miqat_json_get_text (post, "email"), code, self->domain);
    g_autofree char *id = NULL;
    MiqatDemoPerson person;

    miqat_demo_next_person (self->demo, &person);
    id = make_staff (self, office, person.name, email, duties, error);
    if (id == NULL)
      return FALSE;
    cast (office, id, duties);
  }
  return TRUE;
}

static char *
make_node (Network *self, const char *parent_id, JsonObject *args, const char *prefix,
           const char *code, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (code, -1);
  g_autofree char *email = g_strdup_printf ("%s.%s@%s", prefix, lower, self->domain);

  json_object_set_string_member (args, "parent_id", parent_id);
  json_object_set_string_member (args, "email", email);
  json_object_set_string_member (args, "verifier", self->demo->verifier);
  set_phone (self, args);
  return miqat_demo_get (self->demo, "user.create", MIQAT_ACTOR_SYSTEM, args, "user_id", error);
}

static gboolean
make_partners (Network *self, MiqatDemoOffice *office, JsonArray *names, GError **error)
{
  const char *parent_id = office->id;

  for (guint i = 0; i < MIQAT_DEMO_PARTNERS; i++) {
    g_autofree char *tier = g_ascii_strup (tiers[i], -1);
    JsonObject *args = json_object_new ();

    office->affiliate_codes[i] = g_strdup_printf ("%s-%s", tier, office->code);
    json_object_set_string_member (args, "full_name", json_array_get_string_element (names, i));
    json_object_set_string_member (args, "city", office->city);
    json_object_set_string_member (args, "affiliate_code", office->affiliate_codes[i]);
    office->partners[i] = make_node (self, parent_id, args, tiers[i], office->code, error);
    if (office->partners[i] == NULL)
      return FALSE;
    parent_id = office->partners[i];
  }
  return TRUE;
}

static gboolean
make_branch (Network *self, JsonObject *plan, GError **error)
{
  MiqatDemoOffice *pusat = self->demo->offices->pdata[0];
  MiqatDemoOffice *office = g_new0 (MiqatDemoOffice, 1);
  JsonObject *args = json_object_new ();
  g_autofree char *affiliate = NULL;

  g_ptr_array_add (self->demo->offices, office);
  office->code = g_strdup (miqat_json_get_text (plan, "site_code"));
  office->city = g_strdup (miqat_json_get_text (plan, "city"));
  office->airport = g_strdup (miqat_json_get_text (plan, "airport"));
  miqat_zone_from_name (miqat_json_get_text (plan, "zone"), &office->zone);
  affiliate = g_strconcat ("CABANG-", office->code, NULL);
  json_object_set_string_member (args, "full_name", miqat_json_get_text (plan, "full_name"));
  json_object_set_string_member (args, "city", office->city);
  json_object_set_string_member (args, "zone", miqat_zone_get_name (office->zone));
  json_object_set_string_member (args, "site_code", office->code);
  json_object_set_string_member (args, "affiliate_code", affiliate);
  office->id = make_node (self, pusat->id, args, "cabang", office->code, error);
  return office->id != NULL && staff_branch (self, office, error)
         && make_partners (self, office, miqat_json_get_array (plan, "partners"), error);
}

/* ---- money ------------------------------------------------------------------------------------ */

static gboolean
add_accounts (Network *self, GError **error)
{
  JsonArray *accounts = miqat_json_get_array (self->data, "bank_accounts");
  MiqatDemoOffice *pusat = self->demo->offices->pdata[0];

  for (guint i = 0; i < json_array_get_length (accounts); i++) {
    JsonObject *args = copy_object (json_array_get_object_element (accounts, i));
    char *id = miqat_demo_get (self->demo, "bank_account.add", pusat->finance, args,
                               "bank_account_id", error);

    if (id == NULL)
      return FALSE;
    g_ptr_array_add (self->demo->accounts, id);
  }
  return TRUE;
}

/* What a node passes on to all of its direct downlines, for every package. */
static gboolean
set_grant (Network *self, const char *granter_id, const char *actor_id, const char *tier, GError **error)
{
  JsonObject *grants = miqat_json_get_object (self->data, "grants");
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "granter_id", granter_id);
  json_object_set_string_member (args, "kind", "flat");
  json_object_set_int_member (args, "value", miqat_json_get_int (grants, tier, 0));
  return miqat_demo_do (self->demo, "commission.set_rule", actor_id, args, error);
}

static gboolean
set_grants (Network *self, GError **error)
{
  GPtrArray *offices = self->demo->offices;
  MiqatDemoOffice *pusat = offices->pdata[0];

  if (!set_grant (self, pusat->id, pusat->executive, "pusat", error))
    return FALSE;
  for (guint i = 1; i < offices->len; i++) {
    MiqatDemoOffice *office = offices->pdata[i];

    if (!set_grant (self, office->id, office->executive, "cabang", error)
        || !set_grant (self, office->partners[0], office->partners[0], "mitra", error)
        || !set_grant (self, office->partners[1], office->partners[1], "agen", error))
      return FALSE;
  }
  return TRUE;
}

gboolean
miqat_demo_make_network (MiqatDemo *self, GError **error)
{
  g_autoptr (JsonNode) node = miqat_demo_load_data ("network.json", error);
  Network network = { .demo = self };
  JsonArray *branches;

  if (node == NULL)
    return FALSE;
  network.data = json_node_get_object (node);
  network.domain = miqat_json_get_text (network.data, "domain");
  branches = miqat_json_get_array (network.data, "branches");
  if (!make_agency (&network, error) || !staff_pusat (&network, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (branches); i++)
    if (!make_branch (&network, json_array_get_object_element (branches, i), error))
      return FALSE;
  return add_accounts (&network, error) && set_grants (&network, error);
}
