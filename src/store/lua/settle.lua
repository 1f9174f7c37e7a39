-- KEYS: lane, due, revision, dead letters, dead letter. ARGV: attempt token, article, revision id, destination id, outcome, reason,
-- retry in ms, dead-letter JSON (field pairs), refusals that end it, revision key prefix.
-- Outcomes: delivered, failed, refused, put-back (nothing was tried).
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local endField = 'end:' .. ARGV[4]
local function finish(key, state, reason, replace)
  local value = cjson.encode({ state = state, at = now, reason = reason })
  if redis.call('EXISTS', key) == 0 then return end
  if replace then redis.call('HSET', key, endField, value) else redis.call('HSETNX', key, endField, value) end
end
local raw = redis.call('GET', KEYS[1])
if not raw then
  if ARGV[5] == 'delivered' then finish(KEYS[3], 'delivered', ARGV[6], true) end
  return 'late'
end
local lane = cjson.decode(raw)
local flights, mine = {}, false
for _, flight in ipairs(lane.flights) do
  if flight.token == ARGV[1] then mine = true else flights[#flights + 1] = flight end
end
lane.flights = flights
local head = lane.entries[1]
local answer = 'settled'
if ARGV[5] == 'delivered' then finish(KEYS[3], 'delivered', ARGV[6], true) end
if not mine and not (ARGV[5] == 'delivered' and head and head.revisionId == ARGV[3]) then
  answer = 'late'
elseif head and head.revisionId == ARGV[3] then
  if ARGV[5] == 'delivered' then
    table.remove(lane.entries, 1)
    lane.failures = 0
    lane.refusals = 0
    redis.call('ZADD', KEYS[2], now, ARGV[2])
  elseif ARGV[5] == 'put-back' then
    redis.call('ZADD', KEYS[2], now + tonumber(ARGV[7]), ARGV[2])
  else
    if ARGV[5] == 'refused' then lane.refusals = lane.refusals + 1 end
    lane.failures = lane.failures + 1
    if ARGV[5] == 'refused' and not head.stop and lane.refusals >= tonumber(ARGV[9]) then
      finish(KEYS[3], 'dead-lettered', ARGV[6], false)
      redis.call('HSET', KEYS[5], unpack(cjson.decode(ARGV[8])))
      redis.call('ZADD', KEYS[4], now, string.sub(KEYS[5], string.find(KEYS[5], ':[^:]*$') + 1))
      table.remove(lane.entries, 1)
      lane.failures = 0
      lane.refusals = 0
      redis.call('ZADD', KEYS[2], now, ARGV[2])
      answer = 'dead-lettered'
    else
      if #lane.entries > 1 and not head.stop and ARGV[5] == 'failed' then
        while #lane.entries > 1 do
          finish(ARGV[10] .. lane.entries[1].revisionId, 'superseded', 'a later revision took its place', false)
          table.remove(lane.entries, 1)
        end
        lane.failures = 0
        lane.refusals = 0
      end
      redis.call('ZADD', KEYS[2], now + tonumber(ARGV[7]), ARGV[2])
    end
  end
end
-- A stop that overtook this attempt goes out again, for the receiver may have taken the two in the other order.
if lane.stop and #lane.flights == 0 then
  local waiting = lane.entries[1]
  if ARGV[3] ~= lane.stop.revisionId and ARGV[5] ~= 'put-back' then
    if not (waiting and waiting.revisionId == lane.stop.revisionId) then table.insert(lane.entries, 1, lane.stop) end
    redis.call('ZADD', KEYS[2], 0, ARGV[2])
    lane.stop = nil
  elseif not waiting then
    lane.stop = nil
  end
end
local first = lane.entries[1]
if not first and #lane.flights == 0 then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], ARGV[2])
else
  redis.call('SET', KEYS[1], cjson.encode(lane))
  if not first or first.held then redis.call('ZREM', KEYS[2], ARGV[2]) end
end
return answer
