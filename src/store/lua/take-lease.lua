-- KEYS: lease, destination. ARGV: token, ms. The fencing token rises with every new holder. Reply: fence, or 0.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[2])
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if redis.call('HGET', KEYS[2], 'holder') ~= ARGV[1] then
  redis.call('HSET', KEYS[2], 'holder', ARGV[1], 'fence', tonumber(redis.call('HGET', KEYS[2], 'fence') or '0') + 1)
end
return tonumber(redis.call('HGET', KEYS[2], 'fence'))
