/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invented people, put together from lists (data/demo/people.json). Nobody is meant by them: phone
 * numbers have a prefix that no operator has, identity numbers a regency that does not exist. */
#pragma once

#include "miqat-demo-random.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _MiqatDemoPeople MiqatDemoPeople;

MiqatDemoPeople *miqat_demo_people_load (GError **error) G_GNUC_WARN_UNUSED_RESULT;
void miqat_demo_people_free (MiqatDemoPeople *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatDemoPeople, miqat_demo_people_free)

/* One person. Borrowed texts belong to the lists. */
typedef struct {
  char name[96];
  char father[96];
  gboolean female;
  MiqatDay born;
  char nik[17];
  char phone[16]; /* 6284… */
  char address[96];
  const char *place_of_birth;
  const char *province, *regency, *district, *village;
  const char *marital_status, *education, *occupation;
  gboolean has_passport;
  char passport[9];
  const char *passport_office;
  MiqatDay passport_from, passport_until;
} MiqatDemoPerson;

/* What an office on `today` would write down. `number` is different for every person of one
 * database: it makes NIK, passport and phone unique. */
void miqat_demo_people_make (const MiqatDemoPeople *self, MiqatDemoRandom *random, MiqatDay today,
                             guint64 number, MiqatDemoPerson *person);
/* Makes `person` a member of the family of `head`: same address and phone, other age and sex. */
void miqat_demo_people_join (MiqatDemoPerson *person, const MiqatDemoPerson *head);

/* As arguments of the kind MIQAT_PILGRIM_FIELDS. */
JsonObject *miqat_demo_person_to_args (const MiqatDemoPerson *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
