-- KEYS: inbox, bytes of its documents, the idempotency key under which the document was pushed.
-- ARGV: hash of its bytes, how many documents may wait, how long the idempotency key is remembered in ms, facts JSON, bytes.
-- The document's place is a time in microseconds; no two documents of a feed have the same.
-- Reply: taken, known (the same bytes came under this key), differs (other bytes did), full.
local known = redis.call('GET', KEYS[3])
if known then
  return known == ARGV[1] and 'known' or 'differs'
end
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then
  return 'full'
end
local time = redis.call('TIME')
local place = time[1] * 1000000 + time[2]
local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
if last[2] and tonumber(last[2]) >= place then
  place = tonumber(last[2]) + 1
end
local name = string.format('%.0f', place)
redis.call('ZADD', KEYS[1], name, name .. '|' .. ARGV[4])
redis.call('HSET', KEYS[2], name, ARGV[5])
redis.call('SET', KEYS[3], ARGV[1], 'PX', ARGV[3])
return 'taken'
