/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Third act: bookings. Each is a story with an ending and moments at which something happens; all
 * moments of all stories are played in the order of time, through the commands. */
#include "config.h"

#include "miqat-booking-rules.h"
#include "miqat-demo-story.h"
#include "miqat-outbox.h"

#include <glib/gi18n.h>

#define MESSAGES_A_DAY 1000
#define OPENED_MARGIN 3 /* days after the opening before anybody books */

typedef struct {
  MiqatInstant at;
  guint order; /* of the script, for two things at one moment */
  MiqatDemoAct act;
  MiqatDemoStory *story;
} Moment;

typedef struct {
  MiqatDemo *demo;
  GArray *moments;
  GPtrArray *stories;
} Script;

/* ---- the script ------------------------------------------------------------------------------- */

static void
add (Script *self, MiqatDemoStory *story, MiqatInstant at, MiqatDemoAct act)
{
  const Moment moment = { at, self->moments->len, act, story };

  g_array_append_val (self->moments, moment);
}

/* How the booking is made; returns the moment at which it is registered. */
static MiqatInstant
begin (Script *self, MiqatDemoStory *story, MiqatInstant at)
{
  if (!story->is_public) {
    add (self, story, at, miqat_demo_act_book);
    return at;
  }
  add (self, story, at, miqat_demo_act_hold);
  if (story->ending == MIQAT_DEMO_HELD || story->ending == MIQAT_DEMO_LAPSED)
    return at;
  at += miqat_demo_random_between (&self->demo->random, 4, 14) * MIQAT_MINUTE;
  add (self, story, at, miqat_demo_act_register);
  return at;
}

/* The DP by a proof that is approved, or in cash at the desk. */
static MiqatInstant
pay_dp (Script *self, MiqatDemoStory *story, MiqatInstant at)
{
  if (!story->is_public && miqat_demo_random_chance (&self->demo->random, 40)) {
    at += miqat_demo_random_between (&self->demo->random, 5, 90) * MIQAT_MINUTE;
    add (self, story, at, miqat_demo_act_pay_in_cash);
    return at;
  }
  at += miqat_demo_random_between (&self->demo->random, 3, 12) * MIQAT_MINUTE;
  add (self, story, at, miqat_demo_act_send_proof);
  at += miqat_demo_random_between (&self->demo->random, 20, 600) * MIQAT_MINUTE;
  add (self, story, at, miqat_demo_act_approve);
  return at;
}

/* Some moment between two. */
static MiqatInstant
between (Script *self, MiqatInstant first, MiqatInstant last)
{
  return first + miqat_demo_random_between (&self->demo->random, 0, MAX (last - first, 0));
}

static void
write_story (Script *self, MiqatDemoStory *story, MiqatInstant at, MiqatInstant end)
{
  at = begin (self, story, at);
  switch (story->ending) {
  case MIQAT_DEMO_HELD:
  case MIQAT_DEMO_LAPSED:
  case MIQAT_DEMO_REGISTERED:
    break;
  case MIQAT_DEMO_WAITING:
    add (self, story, at + 10 * MIQAT_MINUTE, miqat_demo_act_send_proof);
    break;
  case MIQAT_DEMO_REJECTED:
    add (self, story, at + 10 * MIQAT_MINUTE, miqat_demo_act_send_proof);
    add (self, story, at + 50 * MIQAT_MINUTE, miqat_demo_act_reject);
    break;
  case MIQAT_DEMO_CANCELLED:
    add (self, story, at + 15 * MIQAT_MINUTE, miqat_demo_act_cancel);
    break;
  case MIQAT_DEMO_NAMELESS:
    add (self, story, at + 20 * MIQAT_MINUTE, miqat_demo_act_pay_in_cash);
    break;
  case MIQAT_DEMO_DP:
    pay_dp (self, story, at);
    break;
  case MIQAT_DEMO_INSTALLMENT:
    at = pay_dp (self, story, at);
    add (self, story, between (self, at, end), miqat_demo_act_pay_part);
    break;
  case MIQAT_DEMO_FULL:
    at = pay_dp (self, story, at);
    add (self, story, between (self, at, end), miqat_demo_act_pay_rest);
    break;
  }
}

/* ---- casting ---------------------------------------------------------------------------------- */

static MiqatDemoEnding
choose_ending (Script *self, const MiqatDemoDeparture *departure, guint index)
{
  static const MiqatDemoEnding tour[] = {
    MIQAT_DEMO_DP, MIQAT_DEMO_WAITING, MIQAT_DEMO_FULL, MIQAT_DEMO_INSTALLMENT,
    MIQAT_DEMO_REGISTERED, MIQAT_DEMO_NAMELESS,
    MIQAT_DEMO_DP, MIQAT_DEMO_REJECTED, MIQAT_DEMO_FULL, MIQAT_DEMO_LAPSED, MIQAT_DEMO_WAITING, MIQAT_DEMO_CANCELLED,
    MIQAT_DEMO_HELD, MIQAT_DEMO_DP,
  };
  gboolean gone = departure->date <= self->demo->options->today;
  guint dice = (guint) miqat_demo_random_between (&self->demo->random, 1, 100);

  if (gone)
    return dice <= 94 ? MIQAT_DEMO_FULL : dice <= 97 ? MIQAT_DEMO_LAPSED : MIQAT_DEMO_CANCELLED;
  if (departure->sell_out)
    return dice <= 60 ? MIQAT_DEMO_FULL : MIQAT_DEMO_DP;
  if (self->demo->options->scale == MIQAT_DEMO_SMALL || dice > 92)
    return tour[index % G_N_ELEMENTS (tour)];
  if (dice <= 75)
    return dice <= 40 ? MIQAT_DEMO_FULL : MIQAT_DEMO_DP;
  return dice <= 88 ? MIQAT_DEMO_INSTALLMENT : MIQAT_DEMO_NAMELESS;
}

/* When it begins. What still waits is of the last hours; the rest at least two weeks before departure. */
static MiqatInstant
choose_beginning (Script *self, const MiqatDemoDeparture *departure, MiqatDemoEnding ending, int opened)
{
  MiqatDemo *demo = self->demo;
  MiqatDemoRandom *random = &demo->random;
  int until = departure->date - demo->options->today;
  int last = MIN (until - 14, -3), first = MAX (until - 200, opened + OPENED_MARGIN);

  if (ending == MIQAT_DEMO_HELD)
    return miqat_demo_before_end (demo, (int) miqat_demo_random_between (random, 2, 18));
  if (ending == MIQAT_DEMO_REGISTERED || ending == MIQAT_DEMO_WAITING || ending == MIQAT_DEMO_REJECTED)
    return miqat_demo_before_end (demo, (int) miqat_demo_random_between (random, 70, 150));
  return miqat_demo_moment (demo, (int) miqat_demo_random_between (random, MIN (first, last), last),
                            (int) miqat_demo_random_between (random, 8 * 60, 16 * 60));
}

static guint
choose_pax (MiqatDemoRandom *random, guint index)
{
  guint dice = (guint) miqat_demo_random_between (random, 1, 100);

  if (index % 37 == 20)
    return MIQAT_DEMO_PARTY_MAX;
  return dice <= 45 ? 2 : dice <= 65 ? 1 : dice <= 85 ? 4 : 3;
}

static gboolean
must_be_public (MiqatDemoEnding ending)
{
  return ending == MIQAT_DEMO_HELD || ending == MIQAT_DEMO_LAPSED;
}

static gboolean
must_be_desk (MiqatDemoEnding ending)
{
  return ending == MIQAT_DEMO_REGISTERED || ending == MIQAT_DEMO_NAMELESS;
}

/* How many seats the script may sell. Where offices have allotments, fewer are for everybody. */
static guint
get_limit (const Script *self, const MiqatDemoDeparture *departure)
{
  if (departure->sell_out)
    return departure->seats;
  if (departure->has_allotments || self->demo->options->scale == MIQAT_DEMO_SMALL)
    return departure->seats / 2;
  return departure->seats * 9 / 10;
}

/* A story on this departure, or NULL when it has no room for one. */
static MiqatDemoStory *
cast (Script *self, MiqatDemoDeparture *departure, guint index)
{
  MiqatDemo *demo = self->demo;
  guint limit = get_limit (self, departure);
  guint pax = choose_pax (&demo->random, index);
  MiqatDemoEnding ending = choose_ending (self, departure, index);
  MiqatDemoStory *story;

  if (departure->sold >= limit)
    return NULL;
  story = g_new0 (MiqatDemoStory, 1);
  story->departure = departure;
  story->ending = ending;
  story->pax = MIN (pax, limit - departure->sold);
  if (must_be_public (ending))
    story->pax = MIN (story->pax, MIQAT_BOOKING_PUBLIC_PAX_MAX);
  story->office = demo->offices->pdata[departure->office > 0 ? departure->office
                                                             : 1 + index % (demo->offices->len - 1)];
  story->is_public = must_be_public (ending)
                     || (!must_be_desk (ending) && miqat_demo_random_chance (&demo->random, 50)
                         && story->pax <= MIQAT_BOOKING_PUBLIC_PAX_MAX);
  story->depth = story->is_public ? (int) miqat_demo_random_between (&demo->random, 0, MIQAT_DEMO_PARTNERS - 1)
                                  : (int) miqat_demo_random_between (&demo->random, -2, MIQAT_DEMO_PARTNERS - 1);
  story->room = departure->rooms->pdata[miqat_demo_random_next (&demo->random) % departure->rooms->len];
  for (guint i = 0; i < story->pax; i++) {
    miqat_demo_next_person (demo, &story->people[i]);
    if (i > 0)
      miqat_demo_people_join (&story->people[i], &story->people[0]);
  }
  departure->sold += story->pax;
  g_ptr_array_add (self->stories, story);
  return story;
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  const Moment *one = a, *other = b;

  if (one->at != other->at)
    return one->at < other->at ? -1 : 1;
  return one->order < other->order ? -1 : 1;
}

/* Round and round the departures, until there are enough stories or all are as full as they may be. */
static void
write_script (Script *self, guint n_bookings)
{
  MiqatDemo *demo = self->demo;
  int opened = miqat_instant_get_day (demo->clock.instant, MIQAT_ZONE_WIB) - demo->options->today;
  guint without = 0;

  for (guint i = 0; self->stories->len < n_bookings && without < demo->departures->len; i++) {
    MiqatDemoDeparture *departure = demo->departures->pdata[i % demo->departures->len];
    int until = departure->date - demo->options->today;
    MiqatDemoStory *story = cast (self, departure, self->stories->len);

    if (story == NULL) {
      without++;
      continue;
    }
    without = 0;
    write_story (self, story, choose_beginning (self, departure, story->ending, opened),
                 miqat_demo_moment (demo, MIN (until - 5, -1), 15 * 60));
  }
  for (guint i = 0; i < demo->departures->len; i++) {
    MiqatDemoDeparture *departure = demo->departures->pdata[i];
    MiqatDemoStory *story;

    while (departure->sell_out && (story = cast (self, departure, i)) != NULL)
      write_story (self, story, choose_beginning (self, departure, story->ending, opened),
                   miqat_demo_moment (demo, -1, 15 * 60));
  }
  g_array_sort (self->moments, compare_moments);
}

/* Somebody opens the messages that wait, every morning; those of the last day still wait. */
static gboolean
send_messages (MiqatDemo *self, GError **error)
{
  const MiqatReader everything = { NULL, NULL };
  const MiqatDemoOffice *pusat = self->offices->pdata[0];
  g_autoptr (MiqatDb) db = miqat_site_open_reader (self->site, error);
  g_autoptr (GPtrArray) messages
    = db != NULL ? miqat_outbox_list_queued (db, everything, MESSAGES_A_DAY, error) : NULL;

  for (guint i = 0; messages != NULL && i < messages->len; i++) {
    const MiqatMessage *message = messages->pdata[i];
    JsonObject *args = json_object_new ();

    json_object_set_string_member (args, "message_id", message->id);
    json_object_set_string_member (args, "outcome", "sent");
    if (!miqat_demo_do (self, "message.mark", pusat->sales, args, error))
      return FALSE;
  }
  return messages != NULL;
}

/* What nobody can book any more is closed. */
static gboolean
close_departed (MiqatDemo *self, MiqatDay day, GError **error)
{
  for (guint i = 0; i < self->departures->len; i++) {
    MiqatDemoDeparture *departure = self->departures->pdata[i];
    const MiqatDemoOffice *office = self->offices->pdata[departure->office];
    JsonObject *args;

    if (departure->is_closed || departure->date > day)
      continue;
    args = json_object_new ();
    json_object_set_string_member (args, "departure_id", departure->id);
    if (!miqat_demo_do (self, "departure.close", office->sales, args, error))
      return FALSE;
    departure->is_closed = TRUE;
  }
  return TRUE;
}

/* A new day begins before the next thing happens. */
static gboolean
begin_day (MiqatDemo *self, MiqatDay day, GError **error)
{
  miqat_demo_set_time (self, miqat_instant_from_day (day, MIQAT_ZONE_WIB) + 5 * MIQAT_HOUR);
  return close_departed (self, day, error) && send_messages (self, error);
}

static gboolean
perform (Script *self, GError **error)
{
  MiqatDay today = self->demo->options->today, day = MIQAT_DAY_NONE;

  for (guint i = 0; i < self->moments->len; i++) {
    const Moment *moment = &g_array_index (self->moments, Moment, i);
    MiqatDay next = miqat_instant_get_day (moment->at, MIQAT_ZONE_WIB);

    if (next != day && next < today && !begin_day (self->demo, next, error))
      return FALSE;
    day = next;
    miqat_demo_set_time (self->demo, moment->at);
    if (!moment->act (self->demo, moment->story, error))
      return FALSE;
    miqat_demo_progress (self->demo, _("moments"), i + 1, self->moments->len);
  }
  miqat_demo_set_time (self->demo, self->demo->options->end);
  return miqat_demo_do (self->demo, "booking.expire_holds", MIQAT_ACTOR_SYSTEM, NULL, error)
         && miqat_demo_do (self->demo, "departure.depart", MIQAT_ACTOR_SYSTEM, NULL, error);
}

gboolean
miqat_demo_play_bookings (MiqatDemo *self, guint n_bookings, GError **error)
{
  Script script = {
    .demo = self,
    .moments = g_array_new (FALSE, FALSE, sizeof (Moment)),
    .stories = g_ptr_array_new_with_free_func (miqat_demo_story_free),
  };
  gboolean done;

  write_script (&script, n_bookings);
  done = perform (&script, error);
  g_array_unref (script.moments);
  g_ptr_array_unref (script.stories);
  return done;
}
