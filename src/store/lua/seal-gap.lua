-- KEYS: gaps. ARGV: a time (epoch ms). The open gap is closed where nothing went into it since then: what is given up
-- from now on goes into another. Reply: 1 where it was closed.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[1])
local raw = redis.call('HGET', KEYS[1], 'open')
if not raw then return 0 end
local gap = cjson.decode(raw)
if gap.at >= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], gap.id, raw)
redis.call('HDEL', KEYS[1], 'open')
return 1
