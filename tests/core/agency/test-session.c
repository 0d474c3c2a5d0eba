/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions over REST: how they go on, and what ends them. */
#include "config.h"

#include "miqat-crypto.h"
#include "miqat-session.h"
#include "miqat-test-agency.h"

#define VERIFIER "$argon2id$v=19$m=65536,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g"
#define DAY (24 * MIQAT_HOUR)

static void
open_session (MiqatTestAgency *hub, const char *owner_id, const char *token)
{
  g_autofree char *hash = miqat_hash_text (token);

  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "session.open", NULL, "{'owner_id': '%s', 'token_hash': '%s'}", owner_id,
                 hash);
}

/* Whether the session went on under the next token. */
static gboolean
refresh (MiqatTestAgency *hub, const char *token, const char *next)
{
  g_autofree char *hash = miqat_hash_text (token), *next_hash = miqat_hash_text (next);
  g_autoptr (MiqatAnswer) answer = miqat_test_run (hub, MIQAT_ACTOR_SYSTEM, "session.refresh",
                                                   "{'token_hash': '%s', 'new_token_hash': '%s'}", hash, next_hash);

  return answer->done && json_object_has_member (json_node_get_object (answer->result), "owner_id");
}

/* Every token works once; the second use ends all that came of it. */
static void
test_once (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);

  open_session (hub, hub->reseller, "one");
  g_assert_true (refresh (hub, "one", "two"));
  g_assert_false (refresh (hub, "one", "three"));
  g_assert_false (refresh (hub, "two", "four"));
  g_assert_false (refresh (hub, "never", "five"));
}

/* A new password ends every session of its owner, whoever set it, and nobody else's. */
static void
test_password (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const char *setters[] = { hub->reseller, hub->agen };

  open_session (hub, hub->agen, "agen");
  for (guint i = 0; i < G_N_ELEMENTS (setters); i++) {
    g_autofree char *phone = g_strdup_printf ("phone %u", i), *desk = g_strdup_printf ("desk %u", i);
    g_autofree char *later = g_strdup_printf ("later %u", i);

    open_session (hub, hub->reseller, phone);
    open_session (hub, hub->reseller, desk);
    g_assert_true (refresh (hub, desk, later));
    miqat_test_do (hub, setters[i], "credential.set", NULL, "{'owner_id': '%s', 'verifier': '" VERIFIER "'}",
                   hub->reseller);
    g_assert_false (refresh (hub, phone, "x"));
    g_assert_false (refresh (hub, later, "y"));
  }
  open_session (hub, hub->reseller, "anew");
  g_assert_true (refresh (hub, "anew", "z"));
  g_assert_true (refresh (hub, "agen", "agen 2"));
}

/* A session that only ever goes on leaves no more rows behind than one week of it. */
static void
test_forget (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autofree char *token = g_strdup ("day 0");

  open_session (hub, hub->reseller, token);
  for (guint i = 1; i < 30; i++) {
    g_autofree char *next = g_strdup_printf ("day %u", i);

    miqat_test_agency_pass (hub, DAY);
    g_assert_true (refresh (hub, token, next));
    g_free (token);
    token = g_steal_pointer (&next);
  }
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM refresh_tokens"), <=, MIQAT_SESSION_DAYS + 2);
  miqat_test_agency_pass (hub, MIQAT_SESSION_DAYS * DAY);
  g_assert_false (refresh (hub, token, "late"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/once", test_once);
  g_test_add_func ("/session/password", test_password);
  g_test_add_func ("/session/forget", test_forget);
  return g_test_run ();
}
