-- KEYS: feed, overdue. ARGV: token, lease ms, feed id, shortest interval ms, grace ms.
-- One fetch of a feed at a time. The same token gets the same answer, so a command sent twice counts once.
-- The feed is overdue when nothing is attempted for twice its interval and the grace.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local held = redis.call('HMGET', KEYS[1], 'lease', 'leaseUntil', 'openReceipt', 'sequence', 'bookmark', 'firstPollDone', 'intervalMs', 'failures')
if held[1] and held[1] ~= '' and held[1] ~= ARGV[1] and tonumber(held[2]) > now then
  return { 'leased', held[2] }
end
if held[3] and held[3] ~= '' then
  return { 'open', held[3] }
end
local sequence = held[4] or '0'
if held[1] ~= ARGV[1] then
  sequence = tostring(tonumber(sequence) + 1)
end
redis.call('HSET', KEYS[1], 'lease', ARGV[1], 'leaseUntil', now + tonumber(ARGV[2]), 'sequence', sequence, 'lastFetchAt', now)
local interval = math.max(tonumber(held[7] or '0'), tonumber(ARGV[4]))
redis.call('ZADD', KEYS[2], now + 2 * interval + tonumber(ARGV[5]), ARGV[3])
return { 'begun', sequence, held[5] or '{}', held[6] or '0', held[7] or '0', held[8] or '0' }
