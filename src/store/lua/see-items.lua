-- KEYS: what is kept of each item. ARGV: for how many seconds it is kept. Reply: what is kept, in order.
-- What is listed stays known: its time is written anew when a tenth of it has passed.
local values = {}
for at, key in ipairs(KEYS) do
  values[at] = redis.call('GET', key)
  if values[at] and redis.call('TTL', key) < ARGV[1] * 0.9 then redis.call('EXPIRE', key, ARGV[1]) end
end
return values
