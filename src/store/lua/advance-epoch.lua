-- KEYS: epoch. ARGV: the mark that the server no longer knew, the mark that it has been taught since.
-- Another process that was faster has begun the new epoch already.
local seen = redis.call('HGET', KEYS[1], 'mark')
if (seen or '') ~= ARGV[1] then
  return { redis.call('HGET', KEYS[1], 'epoch'), '1' }
end
local counter = redis.call('HGET', KEYS[1], 'counter')
local nextCounter = tostring(tonumber(counter or '0') + 1)
local epoch = nextCounter .. '-' .. string.sub(ARGV[2], 1, 8)
redis.call('HSET', KEYS[1], 'mark', ARGV[2], 'counter', nextCounter, 'epoch', epoch)
return { epoch, counter and '1' or '2' }
