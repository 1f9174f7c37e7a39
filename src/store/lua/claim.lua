-- KEYS: lease, due, got, due stops, lanes… ARGV: lease token, attempt ms, revision key prefix, stop key prefix, 'stops' or
-- 'others', then for each lane its attempt token and article.
-- The heads of lanes go out; a stop brings the body of its document, other heads are read apart. One attempt at a time
-- in a lane, except that a stop does not wait for an attempt under way, and that a head whose publisher lost the lease is
-- attempted again at once: it is the same revision. Who may have an article is kept with a negative time, who has it with that of its last delivery.
-- A lane that is not due by the server's clock is left as it is.
-- Reply: false without the lease, else for each lane its entry, failures, refusals, whether the destination has the
-- article, and the body of a stop, or nothing.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[2])
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return false end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ends = now + tonumber(ARGV[2])
local wantsStops = ARGV[5] == 'stops'

local function answer(lane, article)
  local head = lane.entries[1]
  local has = tonumber(redis.call('ZSCORE', KEYS[3], article) or '-1') > 0 and 1 or 0
  local answered = { cjson.encode(head), lane.failures, lane.refusals, has }
  if head.stop then
    answered[5] = redis.call('HGET', ARGV[4] .. head.revisionId, 'body') or redis.call('HGET', ARGV[3] .. head.revisionId, 'body')
  end
  return answered
end

local function rest(article)
  redis.call('ZREM', KEYS[2], article)
  redis.call('ZREM', KEYS[4], article)
  return {}
end

local function claim(key, token, article)
  local due = redis.call('ZSCORE', KEYS[2], article)
  if due and tonumber(due) > now and not wantsStops then return {} end
  local raw = redis.call('GET', key)
  if not raw then return rest(article) end
  local lane = cjson.decode(raw)
  local flights, latest = {}, 0
  for _, flight in ipairs(lane.flights) do
    if flight.token == token then return answer(lane, article) end
    local first = lane.entries[1]
    local again = first and flight.revisionId == first.revisionId and flight.by ~= ARGV[1]
    if flight['until'] > now and not again then
      flights[#flights + 1] = flight
      latest = math.max(latest, flight['until'])
    end
  end
  lane.flights = flights
  -- The attempt that a stop overtook never ended: its publisher is gone. The stop goes out once more.
  if lane.stop and #flights == 0 then
    local first = lane.entries[1]
    if not (first and first.revisionId == lane.stop.revisionId) then table.insert(lane.entries, 1, lane.stop) end
    lane.stop = nil
  end
  local head = lane.entries[1]
  if not head or head.held then
    if not lane.stop then return rest(article) end
    redis.call('ZREM', KEYS[2], article)
    redis.call('ZADD', KEYS[4], latest, article)
    return {}
  end
  if (head.stop == true) ~= wantsStops then
    redis.call('SET', key, cjson.encode(lane))
    rest(article)
    redis.call('ZADD', KEYS[head.stop and 4 or 2], now, article)
    return {}
  end
  for _, flight in ipairs(flights) do
    if not head.stop or flight.revisionId == head.revisionId then
      redis.call('ZADD', KEYS[head.stop and 4 or 2], latest, article)
      return {}
    end
  end
  flights[#flights + 1] = { token = token, by = ARGV[1], revisionId = head.revisionId, ['until'] = ends }
  redis.call('SET', key, cjson.encode(lane))
  redis.call('ZADD', KEYS[head.stop and 4 or 2], ends, article)
  redis.call('ZADD', KEYS[3], 'NX', -now, article)
  return answer(lane, article)
end

local claimed = {}
for i = 5, #KEYS do
  local at = i * 2 - 4
  claimed[#claimed + 1] = claim(KEYS[i], ARGV[at], ARGV[at + 1])
end
return claimed
