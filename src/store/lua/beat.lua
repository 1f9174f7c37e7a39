-- KEYS: epoch. ARGV: an id for the store if it has none, what becomes of deliveries: '', 'wait' or 'resume'.
-- The beat only grows, whatever the clock does, so that one that is lower than a beat seen before tells of lost writes.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local held = redis.call('HMGET', KEYS[1], 'store', 'beat')
local store, before = held[1] or ARGV[1], held[2] or ''
local beat = math.max(now, (tonumber(before) or 0) + 1)
redis.call('HSET', KEYS[1], 'store', store, 'beat', string.format('%.0f', beat))
if ARGV[2] == 'wait' then redis.call('HSET', KEYS[1], 'waiting', '1') end
if ARGV[2] == 'resume' then redis.call('HDEL', KEYS[1], 'waiting') end
return { store, before, string.format('%.0f', beat), redis.call('HGET', KEYS[1], 'waiting') or '' }
