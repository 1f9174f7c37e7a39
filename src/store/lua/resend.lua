-- KEYS: destination's lane of the article, due, got, revision, dead letters, dead letter.
-- ARGV: destination id, article, letter id, entry JSON.
-- Puts an entry into a lane again and lets the letter go. Where a later entry waits or was sent, there is nothing to send.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if redis.call('EXISTS', KEYS[6]) == 0 then return 'gone' end
local raw = redis.call('GET', KEYS[1])
local lane = raw and cjson.decode(raw) or { entries = {}, failures = 0, refusals = 0, flights = {} }
local endField = 'end:' .. ARGV[1]
local state = redis.call('HGET', KEYS[4], endField)
local answer = 'sent-again'
if #lane.entries > 0 then
  answer = 'later-waits'
  redis.call('ZADD', KEYS[2], 'LT', now, ARGV[2])
elseif state and cjson.decode(state).state == 'delivered' then
  answer = 'delivered-since'
else
  local entry = cjson.decode(ARGV[4])
  redis.call('HDEL', KEYS[4], endField)
  lane.entries = { entry }
  lane.failures = 0
  lane.refusals = 0
  redis.call('SET', KEYS[1], cjson.encode(lane))
  if not entry.held then redis.call('ZADD', KEYS[2], now, ARGV[2]) end
  redis.call('ZADD', KEYS[3], 'NX', -now, ARGV[2])
end
redis.call('DEL', KEYS[6])
redis.call('ZREM', KEYS[5], ARGV[3])
return answer
