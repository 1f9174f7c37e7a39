-- KEYS: lease, lane, due, got. ARGV: lease token, attempt token, article, attempt ms.
-- The head of a lane goes out. One attempt at a time, except that a stop does not wait for an attempt under way.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[3])
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return { 'lost' } end
local raw = redis.call('GET', KEYS[2])
if not raw then
  redis.call('ZREM', KEYS[3], ARGV[3])
  return { 'empty' }
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lane = cjson.decode(raw)
local head = lane.entries[1]
local flights, latest = {}, 0
for _, flight in ipairs(lane.flights) do
  if flight.token == ARGV[2] then return { 'claimed', cjson.encode(head), lane.failures, lane.refusals } end
  if flight['until'] > now then
    flights[#flights + 1] = flight
    latest = math.max(latest, flight['until'])
  end
end
lane.flights = flights
if not head or head.held then
  redis.call('ZREM', KEYS[3], ARGV[3])
  return { 'empty' }
end
local busy = false
for _, flight in ipairs(flights) do
  if not head.stop or flight.revisionId == head.revisionId then busy = true end
end
if busy then
  redis.call('ZADD', KEYS[3], latest, ARGV[3])
  return { 'busy' }
end
flights[#flights + 1] = { token = ARGV[2], revisionId = head.revisionId, ['until'] = now + tonumber(ARGV[4]) }
redis.call('SET', KEYS[2], cjson.encode(lane))
redis.call('ZADD', KEYS[3], now + tonumber(ARGV[4]), ARGV[3])
redis.call('ZADD', KEYS[4], now, ARGV[3])
return { 'claimed', cjson.encode(head), lane.failures, lane.refusals }
