/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One booking of the play: who, where, how it ends; and the things that can happen in it, each one
 * command or a few, at the clock's time. */
#pragma once

#include "miqat-demo-private.h"

G_BEGIN_DECLS

#define MIQAT_DEMO_PARTY_MAX 12

typedef enum {
  MIQAT_DEMO_HELD,        /* rooms chosen, nothing else; this morning */
  MIQAT_DEMO_LAPSED,      /* the same, long ago */
  MIQAT_DEMO_REGISTERED,  /* at the desk this morning, unpaid */
  MIQAT_DEMO_WAITING,     /* a proof waits for the cashier */
  MIQAT_DEMO_REJECTED,    /* a proof was not readable; a new one is asked for */
  MIQAT_DEMO_DP,
  MIQAT_DEMO_INSTALLMENT,
  MIQAT_DEMO_FULL,
  MIQAT_DEMO_CANCELLED,
  MIQAT_DEMO_NAMELESS,    /* places paid for, nobody named yet */
} MiqatDemoEnding;

typedef struct {
  MiqatDemoDeparture *departure;
  MiqatDemoOffice *office;
  MiqatDemoEnding ending;
  gboolean is_public;
  int depth; /* whose link: below 0 nobody's, else the partner's */
  guint pax;
  const MiqatDemoRoom *room;
  MiqatDemoPerson people[MIQAT_DEMO_PARTY_MAX];
  char *booking_id;
  char *proof_id;
} MiqatDemoStory;

void miqat_demo_story_free (gpointer data);

typedef gboolean (*MiqatDemoAct) (MiqatDemo *self, MiqatDemoStory *story, GError **error);

gboolean miqat_demo_act_hold (MiqatDemo *self, MiqatDemoStory *story, GError **error);
gboolean miqat_demo_act_register (MiqatDemo *self, MiqatDemoStory *story, GError **error);
gboolean miqat_demo_act_book (MiqatDemo *self, MiqatDemoStory *story, GError **error);
gboolean miqat_demo_act_send_proof (MiqatDemo *self, MiqatDemoStory *story, GError **error);
gboolean miqat_demo_act_approve (MiqatDemo *self, MiqatDemoStory *story, GError **error);
gboolean miqat_demo_act_reject (MiqatDemo *self, MiqatDemoStory *story, GError **error);
gboolean miqat_demo_act_pay_in_cash (MiqatDemo *self, MiqatDemoStory *story, GError **error);
gboolean miqat_demo_act_pay_part (MiqatDemo *self, MiqatDemoStory *story, GError **error);
gboolean miqat_demo_act_pay_rest (MiqatDemo *self, MiqatDemoStory *story, GError **error);
gboolean miqat_demo_act_cancel (MiqatDemo *self, MiqatDemoStory *story, GError **error);

G_END_DECLS
