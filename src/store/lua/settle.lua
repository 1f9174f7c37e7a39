-- KEYS: due, dead letters, then for each attempt its lane, revision and dead letter. ARGV: destination id, refusals that end a
-- revision, revision key prefix, then for each attempt its token, article, revision id, outcome, reason, retry in ms and
-- dead-letter JSON (field pairs). Outcomes: delivered, failed, refused, put-back (nothing was tried). Reply: a state for each.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local endField = 'end:' .. ARGV[1]
local function finish(key, state, reason, replace)
  local value = cjson.encode({ state = state, at = now, reason = reason })
  if redis.call('EXISTS', key) == 0 then return end
  if replace then redis.call('HSET', key, endField, value) else redis.call('HSETNX', key, endField, value) end
end

local function settle(laneKey, revisionKey, letterKey, token, article, revisionId, outcome, reason, retryIn, letter)
  local raw = redis.call('GET', laneKey)
  if not raw then
    if outcome == 'delivered' then finish(revisionKey, 'delivered', reason, true) end
    return 'late'
  end
  local lane = cjson.decode(raw)
  local flights, mine = {}, false
  for _, flight in ipairs(lane.flights) do
    if flight.token == token then mine = true else flights[#flights + 1] = flight end
  end
  lane.flights = flights
  local head = lane.entries[1]
  local answer = 'settled'
  if outcome == 'delivered' then finish(revisionKey, 'delivered', reason, true) end
  if not mine and not (outcome == 'delivered' and head and head.revisionId == revisionId) then
    answer = 'late'
  elseif head and head.revisionId == revisionId then
    if outcome == 'delivered' then
      table.remove(lane.entries, 1)
      lane.failures = 0
      lane.refusals = 0
      redis.call('ZADD', KEYS[1], now, article)
    elseif outcome == 'put-back' then
      redis.call('ZADD', KEYS[1], now + tonumber(retryIn), article)
    else
      if outcome == 'refused' then lane.refusals = lane.refusals + 1 end
      lane.failures = lane.failures + 1
      if outcome == 'refused' and not head.stop and lane.refusals >= tonumber(ARGV[2]) then
        finish(revisionKey, 'dead-lettered', reason, false)
        redis.call('HSET', letterKey, unpack(cjson.decode(letter)))
        redis.call('ZADD', KEYS[2], now, string.sub(letterKey, string.find(letterKey, ':[^:]*$') + 1))
        table.remove(lane.entries, 1)
        lane.failures = 0
        lane.refusals = 0
        redis.call('ZADD', KEYS[1], now, article)
        answer = 'dead-lettered'
      else
        if #lane.entries > 1 and not head.stop and outcome == 'failed' then
          while #lane.entries > 1 do
            finish(ARGV[3] .. lane.entries[1].revisionId, 'superseded', 'a later revision took its place', false)
            table.remove(lane.entries, 1)
          end
          lane.failures = 0
          lane.refusals = 0
        end
        redis.call('ZADD', KEYS[1], head.stop and 0 or now + tonumber(retryIn), article)
      end
    end
  end
  -- A stop that overtook this attempt goes out again, for the receiver may have taken the two in the other order.
  if lane.stop and #lane.flights == 0 then
    local waiting = lane.entries[1]
    if revisionId ~= lane.stop.revisionId and outcome ~= 'put-back' then
      if not (waiting and waiting.revisionId == lane.stop.revisionId) then table.insert(lane.entries, 1, lane.stop) end
      redis.call('ZADD', KEYS[1], 0, article)
      lane.stop = nil
    elseif not waiting then
      lane.stop = nil
    end
  end
  local first = lane.entries[1]
  if not first and #lane.flights == 0 then
    redis.call('DEL', laneKey)
    redis.call('ZREM', KEYS[1], article)
  else
    redis.call('SET', laneKey, cjson.encode(lane))
    if not first or first.held then redis.call('ZREM', KEYS[1], article) end
  end
  return answer
end

local states = {}
for i = 1, (#KEYS - 2) / 3 do
  local key, word = i * 3, i * 7 - 3
  states[i] = settle(KEYS[key], KEYS[key + 1], KEYS[key + 2], unpack(ARGV, word, word + 6))
end
return states
