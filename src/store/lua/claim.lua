-- KEYS: lease, due, got, lanes… ARGV: lease token, attempt ms, revision key prefix, then for each lane its attempt token and article.
-- The heads of lanes go out, each with its revision's body. One attempt at a time in a lane, except that a stop does
-- not wait for an attempt under way. Reply: false without the lease, else for each lane its entry, failures, refusals
-- and body, or nothing.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[2])
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return false end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ends = now + tonumber(ARGV[2])

local function answer(lane)
  local head = lane.entries[1]
  return { cjson.encode(head), lane.failures, lane.refusals, redis.call('HGET', ARGV[3] .. head.revisionId, 'body') }
end

local function claim(key, token, article)
  local raw = redis.call('GET', key)
  if not raw then
    redis.call('ZREM', KEYS[2], article)
    return {}
  end
  local lane = cjson.decode(raw)
  local head = lane.entries[1]
  local flights, latest = {}, 0
  for _, flight in ipairs(lane.flights) do
    if flight.token == token then return answer(lane) end
    if flight['until'] > now then
      flights[#flights + 1] = flight
      latest = math.max(latest, flight['until'])
    end
  end
  lane.flights = flights
  if not head or head.held then
    redis.call('ZREM', KEYS[2], article)
    return {}
  end
  for _, flight in ipairs(flights) do
    if not head.stop or flight.revisionId == head.revisionId then
      redis.call('ZADD', KEYS[2], latest, article)
      return {}
    end
  end
  flights[#flights + 1] = { token = token, revisionId = head.revisionId, ['until'] = ends }
  redis.call('SET', key, cjson.encode(lane))
  redis.call('ZADD', KEYS[2], ends, article)
  redis.call('ZADD', KEYS[3], now, article)
  return answer(lane)
end

local claimed = {}
for i = 4, #KEYS do
  local at = i * 2 - 4
  claimed[#claimed + 1] = claim(KEYS[i], ARGV[at], ARGV[at + 1])
end
return claimed
