-- KEYS: epoch. ARGV: the server's run id. A run id never seen here begins a new epoch.
local seen = redis.call('HGET', KEYS[1], 'runId')
if seen == ARGV[1] then
  return { redis.call('HGET', KEYS[1], 'epoch'), '0' }
end
local counter = tostring(tonumber(redis.call('HGET', KEYS[1], 'counter') or '0') + 1)
local epoch = counter .. '-' .. string.sub(ARGV[1], 1, 8)
redis.call('HSET', KEYS[1], 'runId', ARGV[1], 'counter', counter, 'epoch', epoch)
return { epoch, seen and '1' or '2' }
