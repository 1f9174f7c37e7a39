-- KEYS: feed. ARGV: token, lease ms.
-- One fetch of a feed at a time. The same token gets the same answer, so a command sent twice counts once.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local held = redis.call('HMGET', KEYS[1], 'lease', 'leaseUntil', 'openReceipt', 'sequence', 'bookmark', 'firstPollDone')
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
return { 'begun', sequence, held[5] or '{}', held[6] or '0' }
