// SPDX-License-Identifier: GPL-3.0-or-later
// The same catalogue and the same booking as miqat-receiver, written as one would with Hono and
// better-sqlite3: on a copy of the same database, at the same durability, writing the same rows.
//
//   node server.js DATABASE PORT
//   PEER_CACHE=1: keeps the catalogue's answer until something changes
//   PEER_TUNED=1: with the settings of SQLite that miqat-receiver has
import { serve } from '@hono/node-server';
import { createHmac, randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { Hono } from 'hono';

const db = new Database(process.argv[2], { fileMustExist: true });
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.pragma('foreign_keys = ON');
if (process.env.PEER_TUNED) {
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -8192');
  db.pragma('mmap_size = 67108864');
  db.pragma('wal_autocheckpoint = 16000');
}

const key = randomBytes(32);
const site = db.prepare('SELECT node_id, code FROM site').get();
const pusat = site.node_id;

// ---- reading ----

const selectPackages = db.prepare(`
  SELECT id, name, slug, kind, description, inclusions, exclusions, terms, cancellation_policy, duration_days
  FROM packages WHERE status = 'published' ORDER BY name, id`);
const selectDepartures = db.prepare(`
  SELECT d.package_id, d.id, d.code, d.departure_date, d.return_date, d.airline_code, a.name AS airline_name,
         d.flight_number, d.origin_airport, o.city AS origin_city, d.route, hk.name AS hotel_makkah,
         hn.name AS hotel_madinah, coalesce(hk.stars, 0) AS hotel_makkah_stars,
         coalesce(hn.stars, 0) AS hotel_madinah_stars, coalesce(hk.distance_m, 0) AS hotel_makkah_distance_m,
         coalesce(hn.distance_m, 0) AS hotel_madinah_distance_m, d.total_seats, d.booked_seats,
         CASE WHEN d.status = 'open' THEN s.capacity - s.taken ELSE 0 END AS left
  FROM departures d JOIN packages p ON p.id = d.package_id
  JOIN seat_pools s ON s.departure_id = d.id AND s.kind = 'public'
  JOIN airlines a ON a.code = d.airline_code JOIN airports o ON o.code = d.origin_airport
  LEFT JOIN hotels hk ON hk.id = d.hotel_makkah_id LEFT JOIN hotels hn ON hn.id = d.hotel_madinah_id
  WHERE p.status = 'published' AND d.status IN ('open', 'full') AND d.departure_date >= ?
  ORDER BY d.departure_date, d.code`);
const selectRooms = db.prepare(`
  SELECT r.departure_id, r.id, r.type, r.price, coalesce(r.quota - r.booked_count, 1000000) AS beds
  FROM room_types r JOIN departures d ON d.id = r.departure_id JOIN packages p ON p.id = d.package_id
  WHERE p.status = 'published' AND d.status IN ('open', 'full') AND d.departure_date >= ?
  ORDER BY r.price, r.type`);

function today() {
  return new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
}

function listOffers(page, perPage) {
  const day = today();
  const departures = new Map();
  const byPackage = new Map();
  for (const row of selectDepartures.all(day)) {
    const { package_id, ...departure } = row;
    departure.rooms = [];
    departures.set(departure.id, departure);
    if (!byPackage.has(package_id)) byPackage.set(package_id, []);
    byPackage.get(package_id).push(departure);
  }
  for (const { departure_id, beds, ...room } of selectRooms.all(day)) {
    const departure = departures.get(departure_id);
    if (departure === undefined) continue;
    departure.rooms.push({ ...room, left: Math.min(beds, departure.left) });
  }
  const offers = selectPackages.all().map((row) => {
    const list = byPackage.get(row.id) ?? [];
    const prices = list.flatMap((departure) => departure.rooms.map((room) => room.price));
    return {
      ...row,
      inclusions: JSON.parse(row.inclusions),
      exclusions: JSON.parse(row.exclusions),
      min_price: prices.length > 0 ? Math.min(...prices) : 0,
      left: list.reduce((sum, departure) => sum + departure.left, 0),
      departures: list,
    };
  });
  offers.sort((a, b) => (a.departures[0]?.departure_date ?? '9').localeCompare(b.departures[0]?.departure_date ?? '9'));
  return { offers: offers.slice((page - 1) * perPage, page * perPage), total: offers.length };
}

// ---- writing ----

const sql = {
  find: db.prepare('SELECT body_hash, actor_id, status, answer FROM commands WHERE id = ?'),
  command: db.prepare(`INSERT INTO commands (id, name, body_hash, actor_id, node_id, device_id, claimed_at, accepted_at,
    status, answer, feed_seq) VALUES (?, 'booking.hold', ?, 'public', NULL, NULL, ?, ?, 'done', ?, ?)`),
  departure: db.prepare(`SELECT d.departure_date, d.booked_seats, d.status, d.total_seats, p.status AS package_status
    FROM departures d JOIN packages p ON p.id = d.package_id WHERE d.id = ?`),
  room: db.prepare('SELECT price, booked_count, quota FROM room_types WHERE id = ? AND departure_id = ?'),
  pool: db.prepare("SELECT id, taken FROM seat_pools WHERE departure_id = ? AND kind = 'public'"),
  takeSeats: db.prepare('UPDATE seat_pools SET taken = taken + :seats WHERE id = :id AND taken + :seats <= capacity'),
  takeBeds: db.prepare(`UPDATE room_types SET booked_count = booked_count + :beds
    WHERE id = :id AND (quota IS NULL OR booked_count + :beds <= quota)`),
  addBooked: db.prepare(`UPDATE departures SET booked_seats = booked_seats + :seats,
    status = CASE WHEN booked_seats + :seats >= total_seats THEN 'full' ELSE status END WHERE id = :id`),
  count: db.prepare("SELECT seats FROM seat_counts WHERE departure_id = ? AND owner_id = ? AND state = 'held'"),
  addCount: db.prepare(`INSERT INTO seat_counts (departure_id, owner_id, state, seats) VALUES (?, ?, 'held', ?)
    ON CONFLICT (departure_id, owner_id, state) DO UPDATE SET seats = seat_counts.seats + excluded.seats`),
  holds: db.prepare(`SELECT count(*) AS n FROM bookings b JOIN seat_locks l ON l.booking_id = b.id
    WHERE b.holder_hash = ? AND b.status = 'seat_locked' AND l.status = 'active'
    AND (l.expires_at IS NULL OR l.expires_at > ?)`),
  counter: db.prepare(`INSERT INTO counters (series, value) VALUES (?, 1)
    ON CONFLICT (series) DO UPDATE SET value = counters.value + 1 RETURNING value`),
  booking: db.prepare(`INSERT INTO bookings (id, booking_code, branch_id, departure_id, departure_date, seller_id,
    payer_id, contact_key, channel, holder_hash, pax_count, total_price, amount_paid, status, payment_mode, notes,
    created_at, updated_at) VALUES (:id, :booking_code, :branch_id, :departure_id, :departure_date, :seller_id, NULL,
    '', 'public', :holder_hash, :pax_count, :total_price, 0, 'seat_locked', 'manual', '', :created_at, :updated_at)`),
  traveller: db.prepare(`INSERT INTO booking_travellers (id, booking_id, branch_id, position, pilgrim_id, room_type_id,
    price, takes_seat, status) VALUES (:id, :booking_id, :branch_id, :position, NULL, :room_type_id, :price, 1, 'active')`),
  lock: db.prepare(`INSERT INTO seat_locks (booking_id, branch_id, departure_id, pool_id, seats_locked, locked_at,
    expires_at, status) VALUES (:booking_id, :branch_id, :departure_id, :pool_id, :seats_locked, :locked_at,
    :expires_at, 'active')`),
  audit: db.prepare(`INSERT INTO audit_log (command_id, command, accepted_at, claimed_at, actor_id, node_id,
    device_id, outcome, detail) VALUES (?, 'booking.hold', ?, ?, 'public', NULL, NULL, 'done', ?)`),
  subject: db.prepare("INSERT INTO audit_subjects (table_name, row_key, command_id) VALUES ('bookings', ?, ?)"),
  newestFeed: db.prepare('SELECT coalesce(max(seq), 0) AS seq FROM change_feed'),
  feed: db.prepare('INSERT INTO change_feed (seq, command_id, table_name, row_key, scope) VALUES (?, ?, ?, ?, ?)'),
  searchRow: db.prepare(`INSERT INTO search_rows (id, kind, row_key)
    SELECT coalesce(max(id), 0) + 1, 'bookings', ? FROM search_rows RETURNING id`),
  searchWords: db.prepare('INSERT INTO search_words (rowid, words) VALUES (?, ?)'),
};

class Refusal extends Error {
  constructor(code, field) {
    super(code);
    this.code = code;
    this.field = field;
  }
}

function uuid(at) {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Math.floor(at / 1000), 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function hash(text) {
  return createHmac('sha256', key).update(text).digest('hex');
}

function requireText(value, field) {
  if (typeof value !== 'string' || value.length === 0 || value.length > 100) throw new Refusal('required', field);
  return value;
}

function checkBody(body) {
  requireText(body.departure_id, 'departure_id');
  if (!Array.isArray(body.rooms) || body.rooms.length < 1 || body.rooms.length > 5) throw new Refusal('too_few', 'rooms');
  body.rooms.forEach((room, i) => {
    requireText(room.room_type_id, `rooms.${i}.room_type_id`);
    if (!Number.isInteger(room.pax) || room.pax < 1 || room.pax > 45) throw new Refusal('too_large', `rooms.${i}.pax`);
  });
}

// Takes the seats; returns the changes as the audit and the feed need them.
function takeSeats(body, departure, pool, pax, changes) {
  const count = sql.count.get(body.departure_id, pusat)?.seats;
  if (sql.takeSeats.run({ seats: pax, id: pool.id }).changes !== 1) throw new Refusal('seats_short', 'rooms');
  changes.push(['update', 'seat_pools', pool.id, { taken: [pool.taken, pool.taken + pax] }, '*']);
  for (const room of body.rooms) {
    if (sql.takeBeds.run({ beds: room.pax, id: room.room_type_id }).changes !== 1) throw new Refusal('beds_short', 'rooms');
    const before = room.type.booked_count;
    changes.push(['update', 'room_types', room.room_type_id, { booked_count: [before, before + room.pax] }, '*']);
  }
  sql.addBooked.run({ seats: pax, id: body.departure_id });
  const booked = departure.booked_seats;
  changes.push(['update', 'departures', body.departure_id, { booked_seats: [booked, booked + pax] }, '*']);
  sql.addCount.run(body.departure_id, pusat, pax);
  changes.push([count === undefined ? 'insert' : 'update', 'seat_counts', `${body.departure_id}|${pusat}|held`,
    { seats: [count ?? null, (count ?? 0) + pax] }, '*']);
}

function insertRow(statement, table, keyColumn, row, changes) {
  statement.run(row);
  const detail = {};
  for (const [column, value] of Object.entries(row)) detail[column] = [null, value];
  changes.push(['insert', table, row[keyColumn], detail, pusat]);
}

function record(id, at, bookingId, changes, answer, bodyHash) {
  let { seq } = sql.newestFeed.get();
  for (const [, table, row, , scope] of changes) sql.feed.run(++seq, id, table, row, scope);
  sql.audit.run(id, at, at, JSON.stringify(changes.map(([change, table, row, columns]) => ({ table, row, change, columns }))));
  sql.subject.run(bookingId, id);
  sql.command.run(id, bodyHash, at, at, answer, seq);
}

function hold(id, body, bodyHash, visitor) {
  const at = Date.now() * 1000;
  const departure = sql.departure.get(body.departure_id);
  if (departure === undefined) throw new Refusal('not_found', 'departure_id');
  if (departure.status !== 'open' || departure.departure_date < today()) throw new Refusal('departure_closed');
  if (departure.package_status !== 'published') throw new Refusal('package_not_public');
  const holder = hash(visitor);
  if (sql.holds.get(holder, at).n >= 2) throw new Refusal('hold_limit');
  let pax = 0;
  let price = 0;
  for (const room of body.rooms) {
    room.type = sql.room.get(room.room_type_id, body.departure_id);
    if (room.type === undefined) throw new Refusal('not_found', 'rooms');
    pax += room.pax;
    price += room.pax * room.type.price;
  }

  const changes = [];
  const pool = sql.pool.get(body.departure_id);
  takeSeats(body, departure, pool, pax, changes);
  const series = `BK-${departure.departure_date.replaceAll('-', '')}-${site.code}`;
  const code = `${series}-${String(sql.counter.get(series).value).padStart(3, '0')}`;
  const bookingId = uuid(at);
  insertRow(sql.booking, 'bookings', 'id', {
    id: bookingId, booking_code: code, branch_id: pusat, departure_id: body.departure_id,
    departure_date: departure.departure_date, seller_id: pusat, holder_hash: holder, pax_count: pax,
    total_price: price, created_at: at, updated_at: at,
  }, changes);
  let position = 0;
  for (const room of body.rooms)
    for (let i = 0; i < room.pax; i++)
      insertRow(sql.traveller, 'booking_travellers', 'id', {
        id: uuid(at), booking_id: bookingId, branch_id: pusat, position: ++position,
        room_type_id: room.room_type_id, price: room.type.price,
      }, changes);
  const expires = at + 30 * 60e6;
  insertRow(sql.lock, 'seat_locks', 'booking_id', {
    booking_id: bookingId, branch_id: pusat, departure_id: body.departure_id, pool_id: pool.id, seats_locked: pax,
    locked_at: at, expires_at: expires,
  }, changes);
  sql.searchWords.run(sql.searchRow.get(bookingId).id, code);

  const result = { booking_id: bookingId, booking_code: code, total_price: price, expires_at: expires };
  record(id, at, bookingId, changes, JSON.stringify(result), bodyHash);
  return result;
}

const holdInTransaction = db.transaction((id, body, bodyHash, visitor) => {
  const known = sql.find.get(id);
  if (known !== undefined) {
    if (known.body_hash !== bodyHash) throw new Refusal('repeated_differently');
    return JSON.parse(known.answer);
  }
  return hold(id, body, bodyHash, visitor);
});

// ---- HTTP ----

const app = new Hono();
let cached = null;

app.get('/api/v1/packages', (c) => {
  const page = Number(c.req.query('page') ?? 1);
  const perPage = Number(c.req.query('per_page') ?? 20);
  if (process.env.PEER_CACHE && cached !== null) return c.body(cached, 200, { 'Content-Type': 'application/json' });
  const { offers, total } = listOffers(page, perPage);
  const text = JSON.stringify({ success: true, data: offers, message: null, metadata: { page, per_page: perPage, total } });
  cached = text;
  return c.body(text, 200, { 'Content-Type': 'application/json' });
});

app.post('/api/v1/bookings', async (c) => {
  const text = await c.req.text();
  try {
    const body = JSON.parse(text);
    checkBody(body);
    const id = c.req.header('Idempotency-Key') ?? uuid(Date.now() * 1000);
    const result = holdInTransaction.immediate(id, body, hash(`booking.hold\n${text}`), c.req.header('X-Real-IP') ?? '');
    cached = null;
    return c.json({ success: true, data: result, message: null, metadata: {} }, 201);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return c.json({ success: false, data: null, message: error.code, metadata: { field: error.field } }, 422);
  }
});

const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.argv[3]) }, (info) => {
  console.log(`listening on http://127.0.0.1:${info.port}`);
});
process.on('SIGTERM', () => { server.close(); db.close(); process.exit(0); });
