-- KEYS: epoch. ARGV: a fresh id, what becomes of deliveries: '', 'wait' or 'resume'; the store of a marker,
-- and when its last heartbeat was. The time of a heartbeat (the field `beat`) only grows, whatever the clock does, so that
-- one that is lower than one seen before tells of lost writes. The loss is kept under the fresh id, for those whose own
-- marker is older than the heartbeat that is written now.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local held = redis.call('HMGET', KEYS[1], 'store', 'beat', 'born', 'loss', 'lostMs')
local store, before, loss, lostMs = held[1] or ARGV[1], held[2] or '', held[4] or '', held[5] or '0'
local heartbeat = math.max(now, (tonumber(before) or 0) + 1)
local born = held[3] or (held[1] and '0') or string.format('%.0f', now)
if held[1] == ARGV[3] and before ~= '' and tonumber(before) < tonumber(ARGV[4]) then
  loss, lostMs = ARGV[1], string.format('%.0f', tonumber(ARGV[4]) - tonumber(before))
end
redis.call('HSET', KEYS[1], 'store', store, 'beat', string.format('%.0f', heartbeat), 'born', born, 'loss', loss, 'lostMs', lostMs)
if ARGV[2] == 'wait' then redis.call('HSET', KEYS[1], 'waiting', '1') end
if ARGV[2] == 'resume' then redis.call('HDEL', KEYS[1], 'waiting') end
return { store, before, string.format('%.0f', heartbeat), redis.call('HGET', KEYS[1], 'waiting') or '', born, loss, lostMs }
