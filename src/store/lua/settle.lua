-- KEYS: due, dead letters, got, due stops, owed stops, then for each attempt its lane, revision, dead letter and stop.
-- ARGV: destination id, refusals that end a revision, revision key prefix, seconds that a closed stop is kept, when the
-- destination last took something, then for each attempt its token, article, revision id, outcome, reason, retry in ms and dead-letter JSON (field pairs).
-- Outcomes: delivered, failed, refused, denied (counts where the destination took something since), put-back (nothing
-- was tried), interrupted (tried, and nobody's failure). Reply: a state for each.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local endField, rowField = 'end:' .. ARGV[1], 'to:' .. ARGV[1]
local function finish(key, state, reason, replace)
  local value = cjson.encode({ state = state, at = now, reason = reason })
  if redis.call('EXISTS', key) == 0 then return end
  if replace then redis.call('HSET', key, endField, value) else redis.call('HSETNX', key, endField, value) end
end

-- What the ledger says of a stop: every attempt, and its confirmation. A stop that nobody owes any more is kept a while.
local function record(stopKey, revisionId, outcome, reason)
  local raw = redis.call('HGET', stopKey, rowField)
  if not raw or outcome == 'put-back' then return end
  local row = cjson.decode(raw)
  row.attempts = row.attempts + 1
  row.lastAt = now
  row.answer = reason
  if outcome == 'delivered' then
    row.confirmedAt = row.confirmedAt or now
    redis.call('ZREM', KEYS[5], ARGV[1] .. '|' .. revisionId)
  end
  redis.call('HSET', stopKey, rowField, cjson.encode(row))
  local fields = redis.call('HGETALL', stopKey)
  for i = 1, #fields, 2 do
    if string.sub(fields[i], 1, 3) == 'to:' then
      local other = cjson.decode(fields[i + 1])
      if not (other.confirmedAt or other.signedOff or other.superseded) then return end
    end
  end
  redis.call('EXPIRE', stopKey, ARGV[4])
end

local function schedule(lane, article, at)
  local first = lane.entries[1]
  local stops = first and first.stop
  redis.call('ZREM', KEYS[stops and 1 or 4], article)
  redis.call('ZADD', KEYS[stops and 4 or 1], at, article)
end

local function settle(laneKey, revisionKey, letterKey, stopKey, token, article, revisionId, outcome, reason, retryIn, letter)
  local raw = redis.call('GET', laneKey)
  record(stopKey, revisionId, outcome, reason)
  if outcome == 'delivered' then finish(revisionKey, 'delivered', reason, true) end
  if not raw then return 'late' end
  local lane = cjson.decode(raw)
  local flights, mine, latest = {}, false, now
  for _, flight in ipairs(lane.flights) do
    if flight.token == token then
      mine = true
    else
      flights[#flights + 1] = flight
      latest = math.max(latest, flight['until'])
    end
  end
  lane.flights = flights
  local head = lane.entries[1]
  local answer = 'settled'
  local function next()
    table.remove(lane.entries, 1)
    lane.failures = 0
    lane.refusals = 0
    schedule(lane, article, now)
  end
  if outcome == 'delivered' and not (head and head.revisionId == revisionId and head.stop) then
    redis.call('ZADD', KEYS[3], now, article)
  end
  if not mine and not (outcome == 'delivered' and head and head.revisionId == revisionId) then
    answer = 'late'
  elseif head and head.revisionId == revisionId then
    if outcome == 'delivered' then
      next()
    elseif outcome == 'put-back' or outcome == 'interrupted' then
      schedule(lane, article, now + tonumber(retryIn))
    else
      local never = outcome == 'refused' or outcome == 'denied'
      if never then
        lane.refusals = lane.refusals + 1
        if lane.refusals == 1 then lane.refusedAt = now end
      end
      lane.failures = lane.failures + 1
      local counts = outcome == 'refused' or tonumber(ARGV[5]) > (lane.refusedAt or now)
      if never and counts and not head.stop and lane.refusals >= tonumber(ARGV[2]) then
        finish(revisionKey, 'dead-lettered', reason, false)
        redis.call('HSET', letterKey, 'at', now, unpack(cjson.decode(letter)))
        redis.call('ZADD', KEYS[2], now, string.sub(letterKey, string.find(letterKey, ':[^:]*$') + 1))
        next()
        answer = 'dead-lettered'
      else
        if #lane.entries > 1 and not head.stop and (outcome == 'failed' or outcome == 'denied') then
          while #lane.entries > 1 do
            finish(ARGV[3] .. lane.entries[1].revisionId, 'superseded', 'a later revision took its place', false)
            table.remove(lane.entries, 1)
          end
          lane.failures = 0
          lane.refusals = 0
        end
        schedule(lane, article, now + tonumber(retryIn))
      end
    end
  end
  -- A stop that overtook this attempt goes out again, for the receiver may have taken the two in the other order.
  if lane.stop and #lane.flights == 0 then
    local waiting = lane.entries[1]
    if revisionId ~= lane.stop.revisionId and outcome ~= 'put-back' then
      if not (waiting and waiting.revisionId == lane.stop.revisionId) then table.insert(lane.entries, 1, lane.stop) end
      schedule(lane, article, now)
      lane.stop = nil
    elseif not waiting then
      lane.stop = nil
    end
  end
  local first = lane.entries[1]
  if not first and #lane.flights == 0 then
    redis.call('DEL', laneKey)
    redis.call('ZREM', KEYS[1], article)
    redis.call('ZREM', KEYS[4], article)
  else
    redis.call('SET', laneKey, cjson.encode(lane))
    if not first or first.held then
      redis.call('ZREM', KEYS[1], article)
      redis.call('ZREM', KEYS[4], article)
      if lane.stop then redis.call('ZADD', KEYS[4], latest, article) end
    end
  end
  return answer
end

local states = {}
for i = 1, (#KEYS - 5) / 4 do
  local key, word = i * 4 + 2, i * 7 - 1
  states[i] = settle(KEYS[key], KEYS[key + 1], KEYS[key + 2], KEYS[key + 3], unpack(ARGV, word, word + 6))
end
return states
