-- KEYS: receipt, open, receipts, arrival, seen, dead letters, dead letter. ARGV: receipt id, item number, letter id.
-- A rejected item is open again: it is worked as if it had just come.
if redis.call('EXISTS', KEYS[7]) == 0 then return 'gone' end
if redis.call('HEXISTS', KEYS[1], 'state') == 0 then return 'no-receipt' end
redis.call('SADD', KEYS[2], ARGV[2])
redis.call('HSET', KEYS[1], 'state', 'open')
redis.call('PERSIST', KEYS[1])
redis.call('ZADD', KEYS[3], 0, ARGV[1])
redis.call('DEL', KEYS[4], KEYS[5], KEYS[7])
redis.call('ZREM', KEYS[6], ARGV[3])
return 'opened'
