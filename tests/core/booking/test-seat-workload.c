/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random days of selling against a model of its own: a page of plain numbers that says beforehand
 * whether each party gets in and from which pool. Nothing is ever sold twice, and in the end every
 * number can be recomputed. Repeat a day with --seed. */
#include "config.h"

#include "miqat-test-sales.h"
#include "miqat-test-steps.h"

#define DAYS 12
#define STEPS 160
#define BRANCHES 3 /* the last is Pusat */
#define ROOMS 2
#define NO_POOL -1

/* ---- the model ------------------------------------------------------------------------------ */

typedef enum { POOL_PUBLIC, POOL_ALLOTMENT, POOL_LEASE } PoolKind;

typedef struct {
  int capacity, taken;
} Pool;

typedef struct {
  Pool pool;
  Pool beds[ROOMS];
  gboolean open;
} Lease;

typedef struct {
  const char *id;
  int branch;
  PoolKind pool;
  int beds[ROOMS];
  gboolean live, firm, clock;
  MiqatInstant expires_at;
} Sale;

typedef struct {
  MiqatTestAgency *hub;
  MiqatTestSales sales;
  const char *branch_ids[BRANCHES];
  const char *actors[BRANCHES];
  const char *devices[BRANCHES]; /* NULL for Pusat */
  int total;
  Pool public_pool;
  Pool allotments[BRANCHES];
  Lease leases[BRANCHES];
  int quota[ROOMS], booked[ROOMS]; /* beds; booked: sold and leased */
  GArray *sold; /* of Sale */
  guint numbers[BRANCHES];
} Model;

static int
count_seats (const int beds[ROOMS])
{
  return beds[0] + beds[1];
}

static void
give_back (Model *self, Sale *sale)
{
  int seats = count_seats (sale->beds);
  Lease *lease = &self->leases[sale->branch];

  sale->live = FALSE;
  if (sale->pool == POOL_PUBLIC)
    self->public_pool.taken -= seats;
  else if (sale->pool == POOL_ALLOTMENT)
    self->allotments[sale->branch].taken -= seats;
  else {
    lease->pool.taken -= seats;
    for (int r = 0; r < ROOMS; r++)
      lease->beds[r].taken -= sale->beds[r];
    if (lease->open)
      return;
    /* Returned: what comes back goes to the allotment, and its beds to everybody. */
    lease->pool.capacity -= seats;
    self->allotments[sale->branch].capacity += seats;
    for (int r = 0; r < ROOMS; r++)
      lease->beds[r].capacity -= sale->beds[r];
  }
  for (int r = 0; r < ROOMS; r++)
    self->booked[r] -= sale->beds[r];
}

static void
let_lapse (Model *self)
{
  for (guint i = 0; i < self->sold->len; i++) {
    Sale *sale = &g_array_index (self->sold, Sale, i);

    if (sale->live && sale->clock && sale->expires_at <= self->hub->clock.instant)
      give_back (self, sale);
  }
}

/* Before what looks at free seats without taking any: a hold that was refused has taken back what it
 * had released. */
static void
sweep (Model *self)
{
  let_lapse (self);
  miqat_test_do (self->hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", NULL, "{'limit': 1000}");
}

static gboolean
beds_fit (const Model *self, const int beds[ROOMS])
{
  for (int r = 0; r < ROOMS; r++)
    if (self->booked[r] + beds[r] > self->quota[r])
      return FALSE;
  return TRUE;
}

/* From which pool the party will be seated. */
static int
predict (const Model *self, int branch, gboolean of_device, gboolean of_public, const int beds[ROOMS])
{
  const Lease *lease = &self->leases[branch];
  int seats = count_seats (beds);

  if (of_device && lease->open && lease->pool.taken + seats <= lease->pool.capacity
      && lease->beds[0].taken + beds[0] <= lease->beds[0].capacity
      && lease->beds[1].taken + beds[1] <= lease->beds[1].capacity)
    return POOL_LEASE;
  if (!beds_fit (self, beds))
    return NO_POOL;
  if (!of_public && self->allotments[branch].taken + seats <= self->allotments[branch].capacity)
    return POOL_ALLOTMENT;
  return self->public_pool.taken + seats <= self->public_pool.capacity ? (int) POOL_PUBLIC : NO_POOL;
}

static void
take (Model *self, Sale *sale)
{
  int seats = count_seats (sale->beds);
  Lease *lease = &self->leases[sale->branch];

  if (sale->pool == POOL_LEASE) {
    lease->pool.taken += seats;
    for (int r = 0; r < ROOMS; r++)
      lease->beds[r].taken += sale->beds[r];
    return;
  }
  if (sale->pool == POOL_PUBLIC)
    self->public_pool.taken += seats;
  else
    self->allotments[sale->branch].taken += seats;
  for (int r = 0; r < ROOMS; r++)
    self->booked[r] += sale->beds[r];
}

/* ---- playing -------------------------------------------------------------------------------- */

static const char *
enrol (MiqatTestAgency *hub, const char *node_id, const char *name)
{
  g_autofree char *code_hash = miqat_hash_text (name);
  g_autofree char *token = g_strconcat (name, ".token", NULL);
  g_autofree char *token_hash = miqat_hash_text (token);

  miqat_test_do (hub, hub->pusat_staff, "device.create_code", NULL, "{'node_id': '%s', 'code_hash': '%s'}", node_id,
                 code_hash);
  return miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "device.enrol", "device_id",
                        "{'code_hash': '%s', 'token_hash': '%s', 'name': '%s'}", code_hash, token_hash, name);
}

static void
begin (Model *self)
{
  MiqatTestAgency *hub = miqat_test_agency_new (MIQAT_SITE_HUB);

  *self = (Model) { .hub = hub, .sold = g_array_new (FALSE, FALSE, sizeof (Sale)) };
  self->total = g_test_rand_int_range (8, 46);
  self->quota[0] = g_test_rand_int_range (4, 40);
  self->quota[1] = g_test_rand_int_range (2, 20);
  miqat_test_sales_init (&self->sales, hub, self->total, self->quota[0], self->quota[1]);
  self->public_pool.capacity = self->total;
  self->branch_ids[0] = hub->surabaya;
  self->branch_ids[1] = hub->makassar;
  self->branch_ids[2] = hub->pusat;
  self->actors[0] = hub->surabaya_sales;
  self->actors[1] = hub->makassar_sales;
  self->actors[2] = hub->pusat_sales;
  self->devices[0] = enrol (hub, hub->surabaya, "Meja Surabaya");
  self->devices[1] = enrol (hub, hub->makassar, "Meja Makassar");
  miqat_test_add_steps (hub);
}

static void
end (Model *self)
{
  g_array_unref (self->sold);
  miqat_test_sales_clear (&self->sales);
  miqat_test_agency_free (self->hub);
}

static JsonObject *
make_hold_args (Model *self, int branch, gboolean of_device, const int beds[ROOMS])
{
  const char *const rooms[ROOMS] = { self->sales.quad, self->sales.duo };
  g_autofree char *holder = g_strdup_printf ("tamu %u", self->sold->len);
  JsonObject *args = json_object_new ();
  JsonArray *list = json_array_new ();

  for (int r = 0; r < ROOMS; r++)
    if (beds[r] > 0) {
      JsonObject *room = json_object_new ();

      json_object_set_string_member (room, "room_type_id", rooms[r]);
      json_object_set_int_member (room, "pax", beds[r]);
      json_array_add_object_element (list, room);
    }
  json_object_set_string_member (args, "departure_id", self->sales.departure_id);
  json_object_set_array_member (args, "rooms", list);
  json_object_set_string_member (args, "holder", holder);
  if (of_device) {
    g_autofree char *code = g_strdup_printf ("BK-20260910-%s9-%03u", branch == 0 ? "SBY" : "MKS",
                                             ++self->numbers[branch]);

    json_object_set_string_member (args, "booking_code", code);
  }
  return args;
}

static void
play_hold (Model *self)
{
  int branch = g_test_rand_int_range (0, BRANCHES);
  gboolean of_public = g_test_rand_int_range (0, 4) == 0;
  gboolean of_device = !of_public && branch < 2 && g_test_rand_bit ();
  int beds[ROOMS] = { g_test_rand_int_range (0, 5), g_test_rand_int_range (0, 3) };
  g_autoptr (JsonObject) args = NULL;
  g_autoptr (MiqatAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  MiqatRequest request = { .name = "booking.hold" };
  int pool;

  if (count_seats (beds) == 0)
    beds[0] = 1;
  if (of_public)
    branch = 2;
  args = make_hold_args (self, branch, of_device, beds);
  request.args = args;
  request.actor_id = of_public ? MIQAT_ACTOR_PUBLIC : self->actors[branch];
  if (of_device) {
    request.device_id = self->devices[branch];
    request.series = branch == 0 ? "SBY9" : "MKS9";
    request.claimed_at = self->hub->clock.instant;
  }
  let_lapse (self);
  pool = predict (self, branch, of_device, of_public, beds);
  answer = miqat_site_run (self->hub->site, &request, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->done, ==, pool != NO_POOL);
  if (answer->done) {
    JsonObject *result = json_node_get_object (answer->result);
    Sale sale = {
      .branch = branch, .pool = (PoolKind) pool, .beds = { beds[0], beds[1] }, .live = TRUE, .clock = TRUE,
    };

    sale.id = g_strdup (json_object_get_string_member (result, "booking_id"));
    g_ptr_array_add (self->hub->owned, (gpointer) sale.id);
    sale.expires_at = json_object_get_int_member (result, "expires_at");
    take (self, &sale);
    g_array_append_val (self->sold, sale);
  }
}

static Sale *
pick_live (Model *self)
{
  for (guint tries = 0; tries < 10 && self->sold->len > 0; tries++) {
    Sale *sale = &g_array_index (self->sold, Sale, (guint) g_test_rand_int_range (0, (gint32) self->sold->len));

    if (sale->live && !(sale->clock && sale->expires_at <= self->hub->clock.instant))
      return sale;
  }
  return NULL;
}

static void
play_cancel (Model *self)
{
  Sale *sale = pick_live (self);

  if (sale == NULL)
    return;
  miqat_test_do (self->hub, MIQAT_ACTOR_SYSTEM, "test.status", NULL,
                 "{'booking_id': '%s', 'status': 'cancelled'}", sale->id);
  give_back (self, sale);
}

static void
play_payment (Model *self)
{
  static const char *const statuses[] = { "dp_paid", "installment", "paid_full" };
  Sale *sale = pick_live (self);

  if (sale == NULL)
    return;
  miqat_test_do (self->hub, MIQAT_ACTOR_SYSTEM, "test.status", NULL, "{'booking_id': '%s', 'status': '%s'}", sale->id,
                 statuses[g_test_rand_int_range (0, 3)]);
  sale->clock = FALSE;
}

static void
play_retake (Model *self)
{
  Sale *sale = NULL;
  const char *taken;
  int pool;

  sweep (self);
  for (guint i = 0; i < self->sold->len && sale == NULL; i++)
    if (!g_array_index (self->sold, Sale, i).live)
      sale = &g_array_index (self->sold, Sale, i);
  if (sale == NULL)
    return;
  {
    g_autofree char *sql = g_strdup_printf ("SELECT channel = 'public' FROM bookings WHERE id = '%s'", sale->id);
    pool = predict (self, sale->branch, FALSE, miqat_test_number (self->hub, sql) != 0, sale->beds);
  }
  taken = miqat_test_do (self->hub, MIQAT_ACTOR_SYSTEM, "test.retake", "taken", "{'booking_id': '%s'}", sale->id);
  g_assert_cmpstr (taken, ==, pool != NO_POOL ? "1" : "0");
  if (pool == NO_POOL)
    return;
  sale->pool = (PoolKind) pool;
  sale->live = TRUE;
  sale->clock = FALSE;
  take (self, sale);
}

static void
play_allotment (Model *self)
{
  int branch = g_test_rand_int_range (0, BRANCHES);
  int seats = g_test_rand_int_range (0, self->total + 1);
  Pool *allotment = &self->allotments[branch];
  int leased = self->leases[branch].pool.capacity;
  int more = seats - allotment->capacity - leased;
  gboolean may = allotment->capacity + more >= allotment->taken
                 && self->public_pool.capacity - more >= self->public_pool.taken;
  g_autoptr (MiqatAnswer) answer
    = miqat_test_run (self->hub, self->hub->pusat_sales, "allotment.set",
                      "{'departure_id': '%s', 'branch_id': '%s', 'seats': %d}", self->sales.departure_id,
                      self->branch_ids[branch], seats);

  g_assert_cmpint (answer->done, ==, may);
  if (may) {
    allotment->capacity += more;
    self->public_pool.capacity -= more;
  }
}

static void
play_lease (Model *self)
{
  int branch = g_test_rand_int_range (0, 2);
  int beds = g_test_rand_int_range (1, 8);
  Pool *allotment = &self->allotments[branch];
  Lease *lease = &self->leases[branch];
  gboolean may = allotment->capacity - beds >= allotment->taken && self->booked[0] + beds <= self->quota[0];
  g_autoptr (MiqatAnswer) answer
    = miqat_test_run (self->hub, self->hub->pusat_sales, "lease.grant",
                      "{'departure_id': '%s', 'branch_id': '%s', 'device_id': '%s', 'seats': %d,"
                      " 'beds': [{'room_type_id': '%s', 'beds': %d}]}",
                      self->sales.departure_id, self->branch_ids[branch], self->devices[branch], beds,
                      self->sales.quad, beds);

  g_assert_cmpint (answer->done, ==, may);
  if (!may)
    return;
  allotment->capacity -= beds;
  lease->open = TRUE;
  lease->pool.capacity += beds;
  lease->beds[0].capacity += beds;
  self->booked[0] += beds;
}

static void
play_return (Model *self)
{
  int branch = g_test_rand_int_range (0, 2);
  Lease *lease = &self->leases[branch];
  g_autoptr (MiqatAnswer) answer
    = miqat_test_run (self->hub, self->hub->pusat_sales, "lease.return",
                      "{'departure_id': '%s', 'device_id': '%s'}", self->sales.departure_id, self->devices[branch]);

  g_assert_cmpint (answer->done, ==, lease->open);
  if (!lease->open)
    return;
  lease->open = FALSE;
  self->allotments[branch].capacity += lease->pool.capacity - lease->pool.taken;
  lease->pool.capacity = lease->pool.taken;
  for (int r = 0; r < ROOMS; r++) {
    self->booked[r] -= lease->beds[r].capacity - lease->beds[r].taken;
    lease->beds[r].capacity = lease->beds[r].taken;
  }
}

static void
play_step (Model *self)
{
  int dice = g_test_rand_int_range (0, 100);

  if (dice < 55)
    play_hold (self);
  else if (dice < 65)
    play_cancel (self);
  else if (dice < 75)
    play_payment (self);
  else if (dice < 80)
    play_retake (self);
  else if (dice >= 96)
    miqat_test_agency_pass (self->hub, g_test_rand_int_range (1, 13 * 60) * MIQAT_MINUTE);
  else {
    sweep (self);
    if (dice < 88)
      play_allotment (self);
    else if (dice < 92)
      play_lease (self);
    else
      play_return (self);
  }
}

/* ---- comparing ------------------------------------------------------------------------------ */

static gint64
sum (Model *self, const char *format, ...)
{
  g_autofree char *sql = NULL;
  va_list args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  return miqat_test_number (self->hub, sql);
}

static void
compare (Model *self)
{
  const char *const rooms[ROOMS] = { self->sales.quad, self->sales.duo };
  int booked = self->public_pool.taken;

  g_assert_cmpint (sum (self, "SELECT taken FROM seat_pools WHERE kind = 'public'"), ==, self->public_pool.taken);
  g_assert_cmpint (sum (self, "SELECT capacity FROM seat_pools WHERE kind = 'public'"), ==, self->public_pool.capacity);
  for (int b = 0; b < BRANCHES; b++) {
    const char *id = self->branch_ids[b];

    booked += self->allotments[b].taken + self->leases[b].pool.taken;
    g_assert_cmpint (sum (self, "SELECT sum(taken) FROM seat_pools WHERE kind = 'allotment' AND owner_id = '%s'", id),
                     ==, self->allotments[b].taken);
    g_assert_cmpint (sum (self, "SELECT sum(capacity) FROM seat_pools WHERE kind = 'lease' AND owner_id = '%s'", id),
                     ==, self->leases[b].pool.capacity);
    g_assert_cmpint (sum (self, "SELECT sum(taken) FROM seat_pools WHERE kind = 'lease' AND owner_id = '%s'", id),
                     ==, self->leases[b].pool.taken);
  }
  for (int r = 0; r < ROOMS; r++)
    g_assert_cmpint (sum (self, "SELECT booked_count FROM room_types WHERE id = '%s'", rooms[r]), ==, self->booked[r]);
  g_assert_cmpint (miqat_test_departure_number (self->hub, &self->sales, "booked_seats"), ==, booked);
  g_assert_cmpint (booked, <=, self->total);
}

static void
test_days (void)
{
  guint days = g_test_slow () ? DAYS * 10 : DAYS;

  for (guint day = 0; day < days; day++) {
    Model model;

    begin (&model);
    for (guint step = 0; step < STEPS; step++) {
      play_step (&model);
      if (step % 20 == 19) {
        sweep (&model);
        compare (&model);
        miqat_test_verify_sales (model.hub);
      }
    }
    end (&model);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/seat-workload/days", test_days);
  return g_test_run ();
}
