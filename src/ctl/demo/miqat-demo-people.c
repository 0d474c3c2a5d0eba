/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People from lists, and the identity numbers that are nobody’s. */
#include "config.h"

#include "miqat-demo-people.h"
#include "miqat-demo-resource.h"
#include "miqat-json.h"

#include <string.h>

typedef struct {
  const char *city, *regency, *province;
  gint64 code; /* of the province, in a NIK */
  JsonArray *districts; /* of [district, village] */
} Place;

struct _MiqatDemoPeople {
  JsonNode *node;
  JsonArray *male, *female, *last, *streets, *occupations, *offices;
  GArray *places; /* of Place */
};

static gboolean
read_places (MiqatDemoPeople *self, JsonArray *places)
{
  for (guint i = 0; places != NULL && i < json_array_get_length (places); i++) {
    JsonObject *object = json_array_get_object_element (places, i);
    Place place = {
      .city = miqat_json_get_text (object, "city"),
      .regency = miqat_json_get_text (object, "regency"),
      .province = miqat_json_get_text (object, "province"),
      .code = miqat_json_get_int (object, "code", 0),
      .districts = miqat_json_get_array (object, "districts"),
    };

    if (place.city == NULL || place.regency == NULL || place.province == NULL || place.code == 0
        || place.districts == NULL)
      return FALSE;
    g_array_append_val (self->places, place);
  }
  return self->places->len > 0;
}

MiqatDemoPeople *
miqat_demo_people_load (GError **error)
{
  g_autoptr (MiqatDemoPeople) self = g_new0 (MiqatDemoPeople, 1);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (
    miqat_demo_get_resource (), "/id/miqat/demo/people.json", G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  gsize length = 0;
  JsonObject *object;

  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  if (bytes == NULL)
    return NULL;
  self->node = miqat_json_parse (g_bytes_get_data (bytes, &length), g_bytes_get_size (bytes), 0, error);
  if (self->node == NULL)
    return NULL;
  object = json_node_get_object (self->node);
  self->male = miqat_json_get_array (object, "male");
  self->female = miqat_json_get_array (object, "female");
  self->last = miqat_json_get_array (object, "last");
  self->streets = miqat_json_get_array (object, "streets");
  self->occupations = miqat_json_get_array (object, "occupations");
  self->offices = miqat_json_get_array (object, "passport_offices");
  g_assert (self->male != NULL && self->female != NULL && self->last != NULL);
  g_assert (self->streets != NULL && self->occupations != NULL && self->offices != NULL);
  if (!read_places (self, miqat_json_get_array (object, "places")))
    g_error ("data/demo/people.json is misshapen");
  return g_steal_pointer (&self);
}

void
miqat_demo_people_free (MiqatDemoPeople *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->node, json_node_unref);
  g_array_unref (self->places);
  g_free (self);
}

static const char *
pick (MiqatDemoRandom *random, JsonArray *array)
{
  guint count = json_array_get_length (array);

  return json_array_get_string_element (array, (guint) (miqat_demo_random_next (random) % count));
}

static void
make_name (const MiqatDemoPeople *self, MiqatDemoRandom *random, gboolean female, char *name, gsize size)
{
  const char *given = pick (random, female ? self->female : self->male);
  const char *second = pick (random, female ? self->female : self->male);
  const char *last = pick (random, self->last);

  if (miqat_demo_random_chance (random, 45) && strcmp (given, second) != 0)
    g_snprintf (name, size, "%s %s %s", given, second, last);
  else
    g_snprintf (name, size, "%s %s", given, last);
}

/* PP 9R SS DDMMYY XXXX: regencies 91 to 99 do not exist. With the number spread over regency,
 * district and serial, two people of the same birthday never have the same. */
static void
make_nik (MiqatDemoPerson *person, gint64 province, guint64 number)
{
  int year, month, day;
  guint regency = 91 + (guint) (number / 10000 / 99 % 9);
  guint district = 1 + (guint) (number / 10000 % 99);

  miqat_day_get_parts (person->born, &year, &month, &day);
  g_snprintf (person->nik, sizeof person->nik, "%02d%02u%02u%02d%02d%02d%04u",
              (int) province, regency, district, person->female ? day + 40 : day, month, year % 100,
              (guint) (number % 10000));
}

static void
make_papers (const MiqatDemoPeople *self, MiqatDemoRandom *random, MiqatDay today, guint64 number,
             MiqatDemoPerson *person)
{
  person->has_passport = miqat_demo_random_chance (random, 80);
  g_snprintf (person->passport, sizeof person->passport, "X%c%06u",
              (char) ('A' + (number / 1000000) % 26), (guint) (number % 1000000));
  person->passport_office = pick (random, self->offices);
  person->passport_from = today - (MiqatDay) miqat_demo_random_between (random, 30, 3000);
  if (person->passport_from <= person->born)
    person->passport_from = person->born + 1;
  person->passport_until = miqat_day_add_months (person->passport_from, 120);
}

static const char *
choose_education (MiqatDemoRandom *random, int age)
{
  static const char *const grown[] = { "sd", "smp", "sma", "sma", "sma", "d3", "s1", "s1", "s2" };

  if (age < 7)
    return "none";
  if (age < 13)
    return "sd";
  if (age < 19)
    return "smp";
  return grown[miqat_demo_random_next (random) % G_N_ELEMENTS (grown)];
}

void
miqat_demo_people_make (const MiqatDemoPeople *self, MiqatDemoRandom *random, MiqatDay today,
                        guint64 number, MiqatDemoPerson *person)
{
  const Place *place
    = &g_array_index (self->places, Place, miqat_demo_random_next (random) % self->places->len);
  JsonArray *area = json_array_get_array_element (
    place->districts,
    (guint) (miqat_demo_random_next (random) % json_array_get_length (place->districts)));
  int age;

  memset (person, 0, sizeof *person);
  person->female = miqat_demo_random_chance (random, 55);
  person->born = today - (MiqatDay) miqat_demo_random_between (random, 18 * 365, 75 * 365);
  age = miqat_day_get_age (person->born, today);
  make_name (self, random, person->female, person->name, sizeof person->name);
  make_name (self, random, FALSE, person->father, sizeof person->father);
  make_nik (person, place->code, number);
  g_snprintf (person->phone, sizeof person->phone, "6284%09" G_GUINT64_FORMAT, number % 1000000000);
  g_snprintf (person->address, sizeof person->address, "Jl. %s No. %d RT %02d RW %02d",
              pick (random, self->streets), (int) miqat_demo_random_between (random, 1, 180),
              (int) miqat_demo_random_between (random, 1, 12),
              (int) miqat_demo_random_between (random, 1, 9));
  person->place_of_birth = place->city;
  person->province = place->province;
  person->regency = place->regency;
  person->district = json_array_get_string_element (area, 0);
  person->village = json_array_get_string_element (area, 1);
  person->marital_status = age < 22 ? "single" : miqat_demo_random_chance (random, 90) ? "married" : "divorced";
  person->education = choose_education (random, age);
  person->occupation = pick (random, self->occupations);
  make_papers (self, random, today, number, person);
}

void
miqat_demo_people_join (MiqatDemoPerson *person, const MiqatDemoPerson *head)
{
  memcpy (person->address, head->address, sizeof person->address);
  memcpy (person->phone, head->phone, sizeof person->phone);
  person->regency = head->regency;
  person->province = head->province;
  person->district = head->district;
  person->village = head->village;
}

static void
set_day (JsonObject *object, const char *name, MiqatDay day)
{
  char text[MIQAT_DAY_TEXT_SIZE];

  json_object_set_string_member (object, name, miqat_day_to_text (day, text));
}

JsonObject *
miqat_demo_person_to_args (const MiqatDemoPerson *self)
{
  const struct { const char *name, *value; } texts[] = {
    { "full_name", self->name },
    { "nik", self->nik },
    { "gender", self->female ? "female" : "male" },
    { "place_of_birth", self->place_of_birth },
    { "address", self->address },
    { "province", self->province },
    { "regency", self->regency },
    { "district", self->district },
    { "village", self->village },
    { "father_name", self->father },
    { "citizenship", "WNI" },
    { "marital_status", self->marital_status },
    { "phone", self->phone },
    { "education", self->education },
    { "occupation", self->occupation },
    { "emergency_contact_name", self->father },
    { "emergency_contact_phone", self->phone },
  };
  JsonObject *args = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    json_object_set_string_member (args, texts[i].name, texts[i].value);
  set_day (args, "date_of_birth", self->born);
  json_object_set_boolean_member (args, "has_passport", self->has_passport);
  if (self->has_passport) {
    json_object_set_string_member (args, "passport_number", self->passport);
    json_object_set_string_member (args, "passport_from", self->passport_office);
    set_day (args, "passport_release_date", self->passport_from);
    set_day (args, "passport_expiry_date", self->passport_until);
  }
  return args;
}
