-- KEYS: destination. ARGV: field/value pairs to keep.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[1])
redis.call('HSET', KEYS[1], unpack(ARGV))
return 1
