-- KEYS: feed. ARGV: token, lease ms. The fetch goes on: its lease is as long again, if it still has it.
if redis.call('HGET', KEYS[1], 'lease') ~= ARGV[1] then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], 'leaseUntil', now + tonumber(ARGV[2]))
return 1
