-- KEYS: log, audit, the act's own key, article. ARGV: head revision that the act goes by, seconds that it is remembered,
-- audit member, time of the audit, audit entries kept, then the fields of the log's entry.
-- An act is written once, and only where the article still stands as it was read. Reply: the position, or 'moved'.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[1])
local done = redis.call('GET', KEYS[3])
if done then return done end
if (redis.call('HGET', KEYS[4], 'headRevisionId') or '') ~= ARGV[1] then return 'moved' end
local position = redis.call('XADD', KEYS[1], '*', unpack(ARGV, 6))
redis.call('SET', KEYS[3], position, 'EX', ARGV[2])
redis.call('ZADD', KEYS[2], ARGV[4], ARGV[3])
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -ARGV[5] - 1)
return position
